/** A piece of state in the engine, as the page holds it: brought back after a worker died, let go when forgotten. */

import type { Progress } from "../wasm/peer_circle.js";
import { disposed } from "./failure.js";
import type { Args, Made, MakeName, MethodArgs, MethodName, MethodResult } from "./glue.js";
import type { Budget, Channel, Outcome, Request } from "./protocol.js";
import { pack, unpack } from "./text.js";

/** What every long call takes. */
export interface WorkOptions {
  /** Ends the work early with the best so far, marked as stopped; `AbortSignal.timeout(3000)` makes a time limit. */
  stop?: AbortSignal;
  /** Ends the work with nothing: the call rejects with the signal's reason, an `AbortError` by default. */
  signal?: AbortSignal;
  /** Hears how far the work is, ten times a second at least. */
  onProgress?: (progress: Progress) => void;
  /** A whole number that decides every random choice: one seed, one answer. Drawn when left out. */
  seed?: number;
  /** How much work may be done; without one the work goes on until it is done or stopped. */
  budget?: Budget;
}

/** How long work of which nothing is there before its end is followed and ended. */
export interface Following {
  /** Ends the work with nothing: the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Hears how much of the work is done, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** Where a handle is at present; apart from the handle, so that the finalizer can hold it. */
interface Place {
  channel: Channel;
  handle: number;
  generation: number;
  gone: boolean;
}

/** Something done to a handle that has to be done again when it is brought back. */
type Deed = { method: string; args: readonly unknown[] } | { work: number };

const forgotten = new FinalizationRegistry<Place>(letGo);

export class Handle<T> {
  readonly #place: Place;
  readonly #maker: Request & { kind: "make" };
  #deeds: Deed[] = [];
  #worked = 0;
  #returning: Promise<void> | undefined;

  private constructor(place: Place, maker: Request & { kind: "make" }) {
    this.#place = place;
    this.#maker = maker;
    forgotten.register(this, place, place);
  }

  /** Makes a handle by a class of the bindings, or by a function that returns an instance. */
  static async make<K extends MakeName>(channel: Channel, name: K, ...args: Args<K>): Promise<Handle<Made<K>>> {
    const maker = { kind: "make", name, args: args.map(pack) } as const;
    const handle = (await channel.ask(maker)) as number;
    return new Handle<Made<K>>({ channel, handle, generation: channel.generation, gone: false }, maker);
  }

  /** Calls a method that changes nothing. */
  async call<M extends MethodName<T>>(method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return unpack(await this.#ask(method, args.map(pack))) as MethodResult<T, M>;
  }

  /** Calls a method that changes the state: it is done again when the handle has to be brought back. */
  async edit<M extends MethodName<T>>(method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return (await this.#change(method, args)) as MethodResult<T, M>;
  }

  /** The same for a method that makes its earlier calls of no account: only the last one is done again. */
  async anew<M extends MethodName<T>>(method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return (await this.#change(method, args, (deed) => "work" in deed || deed.method !== method)) as MethodResult<T, M>;
  }

  /** Steps the job until it is done, stopped or out of its budget. */
  async run({ stop, signal, onProgress, budget = {} }: WorkOptions = {}): Promise<Outcome> {
    await this.#present();
    const outcome = await this.#run(budget, { stop, signal, onProgress });
    this.#deeds.push({ work: outcome.progress.work - this.#worked });
    this.#worked = outcome.progress.work;
    return outcome;
  }

  /** Steps what has to be ready for an answer, until it is; a handle that is brought back does it again when asked. */
  async ready({ signal, onProgress }: Following): Promise<void> {
    await this.#present();
    const tell = ({ work, all }: Progress): void => onProgress?.(all ? work / all : 1);
    await this.#run({}, { signal, onProgress: onProgress && tell });
  }

  /** Lets the state go; using it afterwards is an error with the code `handle.disposed`. */
  dispose(): void {
    forgotten.unregister(this.#place);
    letGo(this.#place);
  }

  async #change(method: string, args: readonly unknown[], stays?: (deed: Deed) => boolean): Promise<unknown> {
    // As text they stay what they were, whatever becomes of the caller's objects.
    const packed = args.map(pack);
    const result = await this.#ask(method, packed);
    if (stays) this.#deeds = this.#deeds.filter(stays);
    this.#deeds.push({ method, args: packed });
    return unpack(result);
  }

  async #ask(method: string, args: readonly unknown[]): Promise<unknown> {
    await this.#present();
    return this.#invoke(method, args);
  }

  #invoke(method: string, args: readonly unknown[]): Promise<unknown> {
    const { channel, handle } = this.#place;
    return channel.ask({ kind: "invoke", handle, method, args });
  }

  #run(budget: Budget, control: Parameters<Channel["ask"]>[1]): Promise<Outcome> {
    const { channel, handle } = this.#place;
    return channel.ask({ kind: "run", handle, budget }, control) as Promise<Outcome>;
  }

  /** Brings the handle back if the engine that held it is gone. */
  async #present(): Promise<void> {
    if (this.#place.gone) throw disposed();
    if (this.#place.generation === this.#place.channel.generation) return;
    this.#returning ??= this.#return().finally(() => (this.#returning = undefined));
    await this.#returning;
  }

  /** Makes the handle once more and does everything again that was done to it. */
  async #return(): Promise<void> {
    const place = this.#place;
    const handle = (await place.channel.ask(this.#maker)) as number;
    Object.assign(place, { handle, generation: place.channel.generation });
    for (const deed of this.#deeds) {
      if ("method" in deed) await this.#invoke(deed.method, deed.args);
      else await this.#run({ work: deed.work }, {});
    }
  }
}

function letGo(place: Place): void {
  if (place.gone) return;
  place.gone = true;
  place.channel.free(place.handle, place.generation);
}

/** `Symbol.dispose`, also where the platform has none yet. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/** What every object of the package with state behind it can do. */
export abstract class Held<T> {
  /** @internal */
  protected readonly handle: Handle<T>;

  protected constructor(handle: Handle<T>) {
    this.handle = handle;
  }

  /** Frees the memory behind this; `using` does it by itself. */
  dispose(): void {
    this.handle.dispose();
  }

  [dispose](): void {
    this.dispose();
  }
}
