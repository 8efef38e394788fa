/** An engine that starts when it is first asked something; a failed start is forgotten, so the next call tries again. */

import { closed } from "./failure.js";
import { unlessAborted } from "./pause.js";
import type { Channel, Control, EquippedChannel, Request } from "./protocol.js";

/** An engine that is told what others knew, until that is done. */
interface Equipping {
  generation: number;
  done: Promise<void> | undefined;
}

export class LazyChannel implements EquippedChannel {
  readonly #start: () => Promise<Channel>;
  /** What every engine is told before anything else, also one that takes the place of another. */
  readonly #equipment: Request[] = [];
  #equipping: Equipping | undefined;
  #starting: Promise<Channel> | undefined;
  #started: Channel | undefined;
  #closed = false;

  constructor(start: () => Promise<Channel>) {
    this.#start = start;
  }

  get where(): "worker" | "thread" | undefined {
    return this.#started?.where;
  }

  get generation(): number {
    return this.#started?.generation ?? 0;
  }

  /** The engine, started by now. */
  ready(): Promise<Channel> {
    if (this.#closed) return Promise.reject(closed());
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  async ask(request: Request, control: Control = {}): Promise<unknown> {
    control.signal?.throwIfAborted();
    const channel = this.#started ?? (await unlessAborted(this.ready(), control.signal));
    const equipping = this.#equipment.length > 0 ? this.#equipped(channel) : undefined;
    // Whoever need not wait does not: one who could give up would be overtaken by the next who cannot.
    if (equipping) await unlessAborted(equipping, control.signal);
    return channel.ask(request, control);
  }

  async equip(requests: readonly Request[]): Promise<void> {
    // Asked first: what the engine refuses is not repeated to the next one.
    for (const request of requests) await this.ask(request);
    this.#equipment.push(...requests);
    this.#equipping ??= { generation: this.generation, done: undefined };
  }

  free(handle: number, generation: number): void {
    this.#started?.free(handle, generation);
  }

  close(): void {
    this.#closed = true;
    void this.#starting?.then((channel) => channel.close(), () => undefined);
  }

  /** Tells an engine that was started anew what its predecessor knew; once, however many wait for it, and nobody does after. */
  #equipped(channel: Channel): Promise<void> | undefined {
    const { generation } = channel;
    if (this.#equipping?.generation !== generation) {
      const done = (async () => {
        for (const request of this.#equipment) await channel.ask(request);
      })();
      const equipping: Equipping = { generation, done };
      this.#equipping = equipping;
      done.then(
        () => (equipping.done = undefined),
        () => {
          if (this.#equipping === equipping) this.#equipping = undefined;
        },
      );
    }
    return this.#equipping.done;
  }

  async #begin(): Promise<Channel> {
    try {
      const channel = await this.#start();
      if (this.#closed) channel.close();
      this.#started = channel;
      return channel;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }
}
