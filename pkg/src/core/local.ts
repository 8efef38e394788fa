/** The engine in this thread: in Node, in tests, and in pages that can have no worker. */

import { asCircleError } from "../error.js";
import { Engine, type Steering } from "./engine.js";
import { closed, isTrap, part, trapped, workerLost } from "./failure.js";
import { tell, TYPES } from "./given.js";
import type { Glue } from "./glue.js";
import { breather, pause } from "./pause.js";
import type { Channel, Control, Request } from "./protocol.js";
import type { Half } from "./source.js";

/** Short enough that a page drawn in this thread stays smooth. */
const STEP_FOR = 10;

interface Shared {
  glue: Glue;
  engine: Engine;
  generation: number;
  /** Has calls that follow one another leave the page its turn between them. */
  breath: () => Promise<void> | undefined;
}

/** The bindings of a half can hold one instance a thread, which all local channels share. */
const shared = new Map<Half, Promise<Shared>>();

/** Starts a half's engine in this thread, or joins the one there is; a failed start is forgotten. */
export async function localChannel(half: Half, module: WebAssembly.Module): Promise<Channel> {
  const starting = shared.get(half) ?? start(half, module);
  shared.set(half, starting);
  try {
    return new LocalChannel(await starting);
  } catch (error) {
    shared.delete(half);
    throw error;
  }
}

async function start(half: Half, module: WebAssembly.Module): Promise<Shared> {
  const glue: Glue = await bindings(half);
  return { glue, engine: await Engine.start(glue, module, STEP_FOR), generation: 0, breath: breather(STEP_FOR) };
}

/** Each half's bindings are a file of its own, fetched when that half is used in this thread. */
export function bindings(half: Half): Promise<Glue> {
  return part<Glue>(half === "coding" ? import("../wasm/peer_circle_coding.js") : import("../wasm/peer_circle_forming.js"));
}

class LocalChannel implements Channel {
  readonly where = "thread";
  readonly #shared: Shared;
  /** Its handles, each with the engine that they are of. */
  readonly #own = new Map<number, number>();
  readonly #running = new Set<Steering>();
  #closed = false;

  constructor(started: Shared) {
    this.#shared = started;
  }

  get generation(): number {
    return this.#shared.generation;
  }

  async ask(request: Request, control: Control = {}): Promise<unknown> {
    if (this.#closed) throw closed();
    control.signal?.throwIfAborted();
    await this.#shared.breath();
    while (this.#shared.engine.busy) await pause();
    if (this.#closed) throw closed();
    control.signal?.throwIfAborted();
    if ((control.generation ?? this.generation) !== this.generation) throw workerLost("its engine is gone");
    const steering: Steering = { stopped: control.stop?.aborted ?? false, aborted: false, onProgress: control.onProgress && ((progress) => tell(control.onProgress, progress)) };
    const stop = () => (steering.stopped = true);
    const abort = () => (steering.aborted = true);
    control.stop?.addEventListener("abort", stop);
    control.signal?.addEventListener("abort", abort);
    this.#running.add(steering);
    const generation = this.generation;
    try {
      const value = await this.#shared.engine.ask(request, steering);
      if (request.kind === "make") this.#own.set(value as number, generation);
      // What a listener gives up in the midst of it is done in one go all the same, and of no use; an edit has taken effect.
      if (control.signal?.aborted && request.kind !== "edit") {
        if (request.kind === "make") this.free(value as number, generation);
        control.signal.throwIfAborted();
      }
      return value;
    } catch (error) {
      throw control.signal?.aborted ? control.signal.reason : this.#told(error, generation);
    } finally {
      control.stop?.removeEventListener("abort", stop);
      control.signal?.removeEventListener("abort", abort);
      this.#running.delete(steering);
    }
  }

  free(handle: number, generation: number): void {
    this.#own.delete(handle);
    const { engine } = this.#shared;
    if (generation === this.generation) void (engine.busy ? pause().then(() => engine.free(handle)) : engine.free(handle));
  }

  close(): void {
    this.#closed = true;
    for (const steering of this.#running) steering.aborted = true;
    for (const [handle, generation] of [...this.#own]) this.free(handle, generation);
  }

  /** A trap leaves the instance in an unknown state: it is replaced, and every handle in it is gone. */
  #told(error: unknown, generation: number): unknown {
    if (error instanceof DOMException) return this.#closed ? closed() : error;
    // What another peer's request broke down in took the engine of this one with it.
    if (generation !== this.generation) return workerLost(error);
    if (!isTrap(error)) return asCircleError(error, "call.unreadable", TYPES);
    restart(this.#shared);
    return trapped(error);
  }
}

function restart(started: Shared): void {
  started.engine.leave();
  started.glue.__wbg_reset_state();
  started.engine = new Engine(started.glue, STEP_FOR);
  started.generation += 1;
}
