/** The engine: the WebAssembly instance and the handles in it, in whichever thread it runs. */

import { asCircleError } from "../error.js";
import type { Progress } from "../wasm/peer_circle.js";
import type { Disposable_, Glue } from "./glue.js";
import type { Budget, Edited, Outcome, Request } from "./protocol.js";
import { aborted, disposed, isTrap, unknown } from "./failure.js";
import { pause, TELL_EVERY } from "./pause.js";
import { unpack } from "./text.js";

/** How a run is steered from outside, and heard. */
export interface Steering {
  stopped: boolean;
  aborted: boolean;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** A piece of work in the engine: what every job class of the bindings has. */
interface JobHandle extends Disposable_ {
  step(work: number): unknown;
}

/** What stands behind a handle, and how much work its runs have done. */
interface Place {
  readonly made: Disposable_;
  worked: number;
  /** A change that takes steps: all else that is asked of the handle waits until it is made. */
  changing?: Promise<unknown> | undefined;
}

/** What takes steps, whatever comes of it. */
type Work = Glue["Work"]["prototype"];

type Anything = (...args: readonly unknown[]) => unknown;

/** Into so many parts is divided how far it is what tells its share alone. */
const WHOLE = 1000;
/** The first step's work; the following ones adapt to the machine. */
const FIRST_WORK = 64;
/** The same of work that counts microseconds of some machine. */
const FIRST_STEP = 2000;
/** The number of the next handle: in one thread no two have the same, so that the wrong one is never let go. */
let next = 1;
/** Steps between two pauses: of several short ones that suddenly take longer only one does before the next pause. */
const STEPS = 4;
/** Steps take a number of 32 bits. */
const MOST_WORK = 0xffff_ffff;

export class Engine {
  readonly #glue: Glue;
  /** How long steps should take between two pauses, in milliseconds: short where a page is drawn in the same thread. */
  readonly #stepFor: number;
  readonly #handles = new Map<number, Place>();
  /** Whether another has taken its place since a trap. */
  #gone = false;
  /** Whether it is in the midst of something: who hears how far that is must ask for nothing else before its end. */
  busy = false;

  /** An engine over bindings that are started already. */
  constructor(glue: Glue, stepFor: number) {
    this.#glue = glue;
    this.#stepFor = stepFor;
  }

  /** Starts the bindings; without waiting it would be refused in pages, where modules of this size must not block. */
  static async start(glue: Glue, module: WebAssembly.Module, stepFor: number): Promise<Engine> {
    try {
      await glue.default({ module_or_path: module });
    } catch (error) {
      throw asCircleError(error, "engine.not_started", "take the JavaScript and the .wasm from one release");
    }
    return new Engine(glue, stepFor);
  }

  /** Does what is asked; a promise only where it takes steps. */
  ask(request: Request, steering: Steering): unknown {
    const place = "handle" in request ? this.#handle(request.handle) : undefined;
    if (place?.changing) return place.changing.then(() => this.#begun(request, steering));
    if (request.kind === "run") return this.#run(request.handle, request.budget, steering);
    const { onProgress } = steering;
    const hear = onProgress && seldom((share: number) => onProgress({ done: false, work: Math.round(share * WHOLE), all: WHOLE }));
    const value = this.#heard(hear, () => this.#once(request));
    if (!(value instanceof this.#glue.Work)) return this.#given(request, value);
    // A change that is on its way is made.
    const changes = request.kind === "edit" && place;
    const coming = this.#stepped(value, changes ? { stopped: false, aborted: false } : steering, hear).then((made) => this.#given(request, made));
    if (changes) {
      const over = () => (changes.changing = undefined);
      changes.changing = coming.then(over, over);
    }
    return coming;
  }

  /** What had to wait for a change, unless it was given up meanwhile: what has not begun never does. */
  #begun(request: Request, steering: Steering): unknown {
    if (steering.aborted) throw aborted();
    return this.ask(request, steering);
  }

  /** What comes of a request, as the page has it. */
  #given(request: Exclude<Request, { kind: "run" }>, value: unknown): unknown {
    switch (request.kind) {
      case "make":
        return this.#keep(value as Disposable_);
      case "edit":
        return { value, work: this.#handles.get(request.handle)?.worked ?? 0 } satisfies Edited;
      default:
        return value;
    }
  }

  /** Frees a handle's memory; one that is gone already is no matter. */
  free(handle: number): void {
    const held = this.#handles.get(handle);
    this.#handles.delete(handle);
    if (!this.#gone) held?.made.free();
  }

  /** Its instance was replaced: what it holds can be let go no more, since that would be memory of the new one. */
  leave(): void {
    this.#gone = true;
  }

  /** Frees every handle. */
  clear(): void {
    for (const handle of [...this.#handles.keys()]) this.free(handle);
  }

  /** What is done at once, or the first of what takes steps. */
  #once(request: Exclude<Request, { kind: "run" }>): unknown {
    switch (request.kind) {
      case "call":
        return this.#function(request.name)(...request.args);
      case "make":
        return this.#make(request.name, request.args);
      default:
        return this.#invoke(request.handle, request.method, request.args);
    }
  }

  /** Has the engine tell from inside how far it is. */
  #heard<T>(hear: ((share: number) => void) | undefined, work: () => T): T {
    if (!hear) return work();
    this.busy = true;
    this.#glue.listen(hear);
    try {
      return work();
    } finally {
      this.busy = false;
      this.#glue.listen(undefined);
    }
  }

  /** Goes on with work until something comes of it, with pauses in between; what is given up ends at one. */
  async #stepped(work: Work, steering: Steering, hear: ((share: number) => void) | undefined): Promise<unknown> {
    let amount = FIRST_STEP;
    let done = 0;
    const note = hear && ((share: number) => hear((done = share)));
    try {
      for (let since = performance.now(); ; ) {
        const before = performance.now();
        const value = this.#heard(note, () => work.step(amount));
        if (value !== undefined) {
          work.free();
          return value;
        }
        const now = performance.now();
        // Of what is faster than reckoned there are more steps: what follows may be slower.
        amount = Math.min(this.#nextWork(amount, now - before), this.#stepFor * 1000);
        if (this.#goesOn(now - since)) continue;
        // Work of which nobody knows how far it is goes on all the same.
        hear?.(done);
        await pause();
        if (steering.aborted) throw aborted();
        since = performance.now();
      }
    } catch (error) {
      // What a trap leaves cannot be let go.
      if (!isTrap(error) && !this.#gone) work.free();
      throw error;
    }
  }

  #function(name: string): Anything {
    const found = (this.#glue as unknown as Record<string, unknown>)[name];
    if (typeof found !== "function") throw unknown(name);
    return found as Anything;
  }

  #make(name: string, args: readonly unknown[]): unknown {
    const maker = this.#function(name);
    const isClass = typeof (maker.prototype as Partial<Disposable_> | undefined)?.free === "function";
    return isClass ? Reflect.construct(maker, args) : maker(...args);
  }

  #keep(made: Disposable_): number {
    const handle = next++;
    this.#handles.set(handle, { made, worked: 0 });
    return handle;
  }

  #handle(handle: number): Place {
    const held = this.#handles.get(handle);
    if (!held) throw disposed();
    return held;
  }

  #invoke(handle: number, method: string, args: readonly unknown[]): unknown {
    const held = this.#handle(handle).made as unknown as Record<string, unknown>;
    const found = held[method];
    if (typeof found !== "function") throw unknown(method);
    return (found as Anything).apply(held, [...args]);
  }

  /** Steps of a size that suits the machine, with pauses in between. */
  async #run(handle: number, budget: Budget, steering: Steering): Promise<Outcome> {
    const start = performance.now();
    const { onProgress } = steering;
    let progress: Progress = { done: false, work: this.#handle(handle).worked };
    // A step that takes long all the same is no silence.
    const hear = onProgress && seldom(() => onProgress(progress));
    let work = FIRST_WORK;
    let left = Math.floor(budget.work ?? Infinity);
    for (let since = start; ; ) {
      const before = performance.now();
      const step = Math.min(work, left, MOST_WORK);
      // It may have been disposed of in the meantime.
      const place = this.#handle(handle);
      progress = unpack(this.#heard(hear, () => (place.made as JobHandle).step(step))) as Progress;
      place.worked = progress.work;
      const now = performance.now();
      left -= step;
      work = this.#nextWork(work, now - before);
      const late = now - start >= (budget.milliseconds ?? Infinity) || left <= 0;
      if (progress.done || late || steering.stopped) {
        onProgress?.(progress);
        return { progress, stopped: !progress.done };
      }
      if (this.#goesOn(now - since)) continue;
      hear?.();
      await pause();
      if (steering.aborted) throw aborted();
      // What is changed in the midst of it is whole before it goes on.
      while (place.changing) await place.changing;
      if (steering.aborted) throw aborted();
      since = performance.now();
    }
  }

  /** Whether there is time for another step before the next pause. */
  #goesOn(took: number): boolean {
    return took <= this.#stepFor * (1 - 1 / STEPS);
  }

  /** Work for the next step: at most doubled, so that one lucky step does not make a long one. */
  #nextWork(work: number, took: number): number {
    const fitting = took > 0 ? work * (this.#stepFor / STEPS / took) : work * 2;
    return Math.max(1, Math.min(Math.round(fitting), work * 2, MOST_WORK));
  }
}

/** Tells no more often than anybody needs to hear it. */
function seldom<A extends readonly unknown[]>(tell: (...what: A) => void): (...what: A) => void {
  let told = performance.now();
  return (...what) => {
    const now = performance.now();
    if (now - told < TELL_EVERY) return;
    told = now;
    tell(...what);
  };
}
