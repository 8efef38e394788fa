/** An engine that starts when it is first asked something; a failed start is forgotten, so the next call tries again. */

import { closed } from "./failure.js";
import type { Channel, Control, Request } from "./protocol.js";

export class LazyChannel implements Channel {
  readonly #start: () => Promise<Channel>;
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
    return channel.ask(request, control);
  }

  free(handle: number, generation: number): void {
    this.#started?.free(handle, generation);
  }

  close(): void {
    this.#closed = true;
    void this.#starting?.then((channel) => channel.close(), () => undefined);
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

/** What is waited for, unless the one who waits gives up before. */
function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return coming;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    coming.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
