/** A piece of state in the engine, as the page holds it: brought back after a worker died, let go when forgotten. */

import type { Progress } from "../wasm/peer_circle.js";
import { disposed } from "./failure.js";
import { given, tell } from "./given.js";
import { unlessAborted } from "./pause.js";
import type { Args, Made, MakeName, MethodArgs, MethodName, MethodResult } from "./glue.js";
import type { Budget, Channel, Control, Edited, Outcome, Request } from "./protocol.js";
import { crossing, packed, unpack } from "./text.js";

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
  /** Ends the work with nothing: the call rejects with the signal's reason. A change that is on its way is made all the same. */
  signal?: AbortSignal | undefined;
  /** Hears how much of the work is done, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** A handle's number in one of the engines that the channel has had. */
export interface Life {
  readonly handle: number;
  readonly generation: number;
}

/** Where a handle is at present; apart from the handle, so that the finalizer can hold it. */
interface Place {
  readonly channel: Channel;
  life: Life;
  gone: boolean;
}

/** What a method is given, perhaps still in the making. */
type Coming = readonly unknown[] | Promise<readonly unknown[]>;

/** Something done to a handle that has to be done again when it is brought back. */
type Deed = { method: string; args: readonly unknown[] } | { work: number };

const forgotten = new FinalizationRegistry<Place>(letGo);

export class Handle<T> {
  readonly #place: Place;
  readonly #maker: Request & { kind: "make" };
  /** Those who wait for it to be brought back, and hear how far that is. */
  readonly #waiting = new Set<(progress: Progress) => void>();
  #deeds: Deed[] = [];
  /** Whether runs change what edits find: then both are done again in their order. */
  #runs = false;
  #worked = 0;
  #returning: Promise<void> | undefined;
  /** Until all that was called so far has been asked. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(place: Place, maker: Request & { kind: "make" }) {
    this.#place = place;
    this.#maker = maker;
    forgotten.register(this, place, place);
  }

  /** Makes a handle by a class of the bindings, or by a function that returns an instance. */
  static make<K extends MakeName>(channel: Channel, name: K, ...args: Args<K>): Promise<Handle<Made<K>>> {
    return Handle.begun({}, channel, name, ...args);
  }

  /** The same, which tells how far it is and is given up when the signal says so. */
  static async begun<K extends MakeName>(control: Control, channel: Channel, name: K, ...args: Args<K>): Promise<Handle<Made<K>>> {
    const maker = { kind: "make", name, args: await crossing(args, control) } as const;
    const handle = (await channel.ask(maker, control)) as number;
    return new Handle<Made<K>>({ channel, life: { handle, generation: channel.generation }, gone: false }, maker);
  }

  /** The handle in the present engine, brought back if it has to be; for calls `within` that life. */
  async alive(): Promise<Life> {
    await this.#present({});
    return this.#place.life;
  }

  /** Calls a method whose state cannot be brought back: rejects with `engine.lost` once the engine of that life is gone. */
  within<M extends MethodName<T>>(life: Life, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return this.furthered({}, life, method, ...args);
  }

  /** The same for what may take long: it tells how far it is, and when the signal says so the whole state is of no use. */
  async furthered<M extends MethodName<T>>(following: Following, life: Life, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    if (this.#place.gone) throw disposed();
    const control = shares(following);
    const result = unpack(await this.#invoke(life, method, await crossing(args, control), control)) as MethodResult<T, M>;
    control.onProgress?.(DONE);
    return result;
  }

  /** Calls a method that changes nothing. */
  call<M extends MethodName<T>>(method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return this.followed({}, method, ...args);
  }

  /** The same for what may take long: it tells how far it is, and is given up when the signal says so. */
  async followed<M extends MethodName<T>>(following: Following, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    const control = shares(following);
    const answer = await this.#inTurn(args, control, (life, all) => this.#invoke(life, method, all, control));
    const told = (await unpack(answer, control)) as MethodResult<T, M>;
    control.onProgress?.(DONE);
    return told;
  }

  /**
   * The same for a method that notes what it told, and so changes the state: it is done again when the handle is brought back,
   * where `news` says so of that. What is noted stays so though somebody has given up.
   */
  async noted<M extends MethodName<T>>(following: Following, news: (told: MethodResult<T, M>) => boolean, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    const { signal } = shares(following);
    const told = this.#change(following, method, args, { news: (all) => news(all as MethodResult<T, M>) });
    return unlessAborted(told as Promise<MethodResult<T, M>>, signal);
  }

  /** Calls a method that changes the state: it is done again when the handle has to be brought back. */
  async edit<M extends MethodName<T>>(method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return (await this.#change({}, method, args)) as MethodResult<T, M>;
  }

  /** The same for what may take long: it tells how far it is. On its way it is not given up, since it may have been done. */
  async edited<M extends MethodName<T>>(following: Following, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    return (await this.#change(following, method, args)) as MethodResult<T, M>;
  }

  /** The same where what the method is given is still in the making. */
  async made<M extends MethodName<T>>(following: Following, method: M, args: Promise<MethodArgs<T, M>>): Promise<MethodResult<T, M>> {
    // Whoever gives up before it is looked at hears nothing of what went wrong in the making.
    args.catch(() => undefined);
    return (await this.#change(following, method, args)) as MethodResult<T, M>;
  }

  /** The same for a method that makes its earlier calls of no account: only the last one is done again. */
  async anew<M extends MethodName<T>>(following: Following, method: M, ...args: MethodArgs<T, M>): Promise<MethodResult<T, M>> {
    const stays = (deed: Deed) => "work" in deed || deed.method !== method;
    return (await this.#change(following, method, args, { stays })) as MethodResult<T, M>;
  }

  /** Steps the job until it is done, stopped or out of its budget. */
  async run(options: WorkOptions = {}): Promise<Outcome> {
    const { stop, signal, onProgress, budget = {} } = given(options);
    const start = performance.now();
    const outcome = await this.#inTurn([], { signal, onProgress }, (life) => {
      this.#runs = true;
      return this.#run(life, left(budget, start), { stop, signal, onProgress });
    });
    this.#until(outcome.progress.work);
    return outcome;
  }

  /** Steps what has to be ready for an answer, until it is; a handle that is brought back does it again when asked. */
  async ready(following: Following): Promise<void> {
    const control = shares(following);
    await this.#inTurn([], control, (life) => this.#run(life, {}, control));
  }

  /** Lets the state go; using it afterwards is an error with the code `handle.disposed`. */
  dispose(): void {
    forgotten.unregister(this.#place);
    letGo(this.#place);
  }

  /** Makes a change, and remembers it: of earlier ones those that stay, and itself where what it told is news. */
  async #change(following: Following, method: string, args: Coming, { stays, news }: { stays?: (deed: Deed) => boolean; news?: (told: unknown) => boolean } = {}): Promise<unknown> {
    const { signal, onProgress } = shares(following);
    signal?.throwIfAborted();
    const { deed, value, work } = await this.#inTurn(args, { signal, onProgress }, async ({ handle, generation }, all) => {
      const request = { kind: "edit", handle, method, args: all } as const;
      const edited = (await this.#place.channel.ask(request, { onProgress, generation })) as Edited;
      return { ...edited, deed: { method, args: all } };
    });
    if (stays) this.#deeds = this.#deeds.filter(stays);
    // In the midst of a run it took effect after a part of it.
    if (this.#runs) this.#until(work);
    this.#deeds.push(deed);
    const told = await unpack(value, { onProgress });
    if (news && !news(told)) this.#deeds = this.#deeds.filter((other) => other !== deed);
    onProgress?.(DONE);
    return told;
  }

  /**
   * Asks when all that was called before has been asked, though some of what it is given is still in the making or the
   * handle has to be brought back: on a handle nothing is overtaken, and nothing waits for another's answer.
   */
  async #inTurn<R>(args: Coming, control: Control, ask: (life: Life, all: readonly unknown[]) => Promise<R>): Promise<R> {
    const before = this.#turn;
    let over = () => {};
    const asked = new Promise<void>((resolve) => (over = resolve));
    this.#turn = before.then(() => asked);
    let answer: Promise<R>;
    try {
      const coming = args instanceof Promise ? args.then((made) => packed(made, control)) : packed(args, control);
      const [, all] = await unlessAborted(Promise.all([before, coming]), control.signal);
      await this.#present(control);
      answer = ask(this.#place.life, all);
    } finally {
      over();
    }
    return answer;
  }

  /** Notes that runs have done so much work by now. */
  #until(work: number): void {
    if (work > this.#worked) this.#deeds.push({ work: work - this.#worked });
    this.#worked = Math.max(work, this.#worked);
  }

  #invoke({ handle, generation }: Life, method: string, args: readonly unknown[], control: Control = {}): Promise<unknown> {
    return this.#place.channel.ask({ kind: "invoke", handle, method, args }, { ...control, generation });
  }

  #run({ handle, generation }: Life, budget: Budget, control: Control): Promise<Outcome> {
    return this.#place.channel.ask({ kind: "run", handle, budget }, { ...control, generation }) as Promise<Outcome>;
  }

  /** Brings the handle back if the engine that held it is gone; all who ask meanwhile wait for that. */
  async #present({ signal, onProgress }: Control): Promise<void> {
    const { gone, life, channel } = this.#place;
    if (gone) throw disposed();
    if (life.generation === channel.generation) return;
    const hear = (progress: Progress) => tell(onProgress, { ...progress, done: false });
    this.#waiting.add(hear);
    this.#returning ??= this.#return().finally(() => (this.#returning = undefined));
    await unlessAborted(this.#returning, signal).finally(() => this.#waiting.delete(hear));
  }

  /** Makes the handle once more and does everything again that was done to it; only then it is there. */
  async #return(): Promise<void> {
    const place = this.#place;
    const { channel } = place;
    const onProgress = (progress: Progress) => this.#waiting.forEach((hear) => hear(progress));
    const handle = (await channel.ask(this.#maker, { onProgress: () => onProgress({ done: false, work: 0 }) })) as number;
    const life = { handle, generation: channel.generation };
    try {
      for (const deed of this.#deeds) {
        if ("method" in deed) await this.#invoke(life, deed.method, deed.args);
        else await this.#run(life, { work: deed.work }, { onProgress });
      }
      if (place.gone) throw disposed();
      place.life = life;
    } catch (error) {
      channel.free(life.handle, life.generation);
      throw error;
    }
  }
}

function letGo(place: Place): void {
  if (place.gone) return;
  place.gone = true;
  place.channel.free(place.life.handle, place.life.generation);
}

/** How work is followed and ended of which shares are told. */
export function shares(following: Following): Control {
  const { signal, onProgress } = given(following);
  return { signal, onProgress: onProgress && (({ work, all, done }) => tell(onProgress, all ? work / all : Number(done))) };
}

/** Told at the end of what tells shares. */
export const DONE: Progress = { done: true, work: 1, all: 1 };

/**
 * Gets work ready that then goes step by step, and says what is left for that: a limit of time runs from here on. While it is
 * got ready none of it has been done.
 */
export async function prepare<K extends MakeName>(options: WorkOptions = {}, channel: Channel, name: K, ...args: Args<K>): Promise<[Handle<Made<K>>, WorkOptions]> {
  const start = performance.now();
  const { signal, onProgress, budget } = given(options);
  const beforehand = { signal, onProgress: onProgress && (() => onProgress({ done: false, work: 0 })) };
  const handle = await Handle.begun(beforehand, channel, name, ...args);
  if (budget?.milliseconds === undefined) return [handle, options];
  return [handle, { ...options, budget: left(budget, start) }];
}

/** What is left of a budget at present of which nothing was used at an instant. */
function left(budget: Budget, start: number): Budget {
  if (budget.milliseconds === undefined) return budget;
  return { ...budget, milliseconds: Math.max(0, budget.milliseconds - (performance.now() - start)) };
}

/** Following a part of some work, from one share of it to another. */
export function part(following: Following, from: number, to: number): Following {
  const { signal, onProgress } = given(following);
  return { signal, onProgress: onProgress && ((share) => onProgress(from + share * (to - from))) };
}

/** A piece of work whose best answer can be had at any moment. */
interface Job<A> {
  best(): A | undefined;
}

/** Does a piece of work and lets it go; whether it was ended before it was done. */
export async function finish<A>(handle: Handle<Job<A>>, options?: WorkOptions): Promise<{ best: A; stopped: boolean }> {
  try {
    const { progress, stopped } = await handle.run(options);
    const { signal, onProgress } = options ?? {};
    // Nothing is done any more while the answer is made.
    const following = { signal, onProgress: onProgress && (() => onProgress(progress)) };
    return { best: (await handle.followed(following, "best")) as A, stopped };
  } finally {
    handle.dispose();
  }
}

declare global {
  // What `using` needs of the types, for projects whose `lib` does not have it yet; where it does, both are one.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
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
