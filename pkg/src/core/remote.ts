/** The engine in a worker: requests with ids, and a new worker when one dies. */

import { CircleError, asCircleError } from "../error.js";
import { aborted, closed, otherWorker, trapped, workerHangs, workerLost } from "./failure.js";
import { tell } from "./given.js";
import { TELL_EVERY } from "./pause.js";
import type { Channel, Control, Request, ToPage, ToWorker } from "./protocol.js";
import type { Half } from "./source.js";
import { SERVE, START_WITHIN, type Port } from "./spawn.js";
import type { Progress } from "../wasm/peer_circle.js";
import { VERSION } from "../version.js";
import { Watch } from "./watch.js";

interface Pending {
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
  control: Control;
  /** How far it was when that was told last, and when. */
  progress: Progress;
  told: number;
  forget: () => void;
}

/** Starts a worker for a half of the engine; rejects when it cannot be started at all. */
export async function remoteChannel(
  half: Half,
  module: WebAssembly.Module,
  spawn: (half: Half) => Promise<Port>,
  patience: number,
): Promise<Channel> {
  const channel = new RemoteChannel(half, module, spawn, patience);
  await channel.started();
  return channel;
}

class RemoteChannel implements Channel {
  readonly where = "worker";
  generation = 0;
  readonly #half: Half;
  readonly #module: WebAssembly.Module;
  readonly #spawn: (half: Half) => Promise<Port>;
  readonly #pending = new Map<number, Pending>();
  readonly #dead = new WeakSet<Port>();
  /** Requests for handles that nobody waits for any more. */
  readonly #unwanted = new Set<number>();
  readonly #watch: Watch;
  #port: Promise<Port> | undefined;
  #next = 1;
  #closed = false;

  constructor(half: Half, module: WebAssembly.Module, spawn: (half: Half) => Promise<Port>, patience: number) {
    this.#half = half;
    this.#module = module;
    this.#spawn = spawn;
    this.#watch = new Watch(patience, () => this.#lose(workerHangs(patience)));
  }

  /** The running worker; a new one if the last has died. */
  started(): Promise<Port> {
    if (this.#closed) return Promise.reject(closed());
    this.#port ??= this.#start();
    return this.#port;
  }

  async ask(request: Request, control: Control = {}): Promise<unknown> {
    if (this.#closed) throw closed();
    control.signal?.throwIfAborted();
    let port = await this.started();
    // It may have died while this waited for its turn.
    while (this.#dead.has(port)) port = await this.started();
    control.signal?.throwIfAborted();
    if ((control.generation ?? this.generation) !== this.generation) throw workerLost("its engine is gone");
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, control, progress: { done: false, work: 0 }, told: performance.now(), forget: this.#listen(port, id, control, request.kind) });
      port.hold?.(true);
      this.#watch.waiting = true;
      try {
        send(port, { kind: "ask", id, request });
      } catch (error) {
        this.#settle(id)?.reject(asCircleError(error, "call.unreadable", "give plain data: no functions, no elements"));
      }
    });
  }

  free(handle: number, generation: number): void {
    if (generation !== this.generation || this.#closed) return;
    void this.#port?.then((port) => send(port, { kind: "free", handle }), () => undefined);
  }

  close(): void {
    this.#closed = true;
    this.#lose(closed());
  }

  async #start(): Promise<Port> {
    let port: Port | undefined;
    try {
      port = await this.#spawn(this.#half);
      await this.#ready(port);
      if (this.#closed) throw closed();
      port.hold?.(false);
      return port;
    } catch (error) {
      if (port) this.#end(port);
      this.#port = undefined;
      throw error;
    }
  }

  /** Waits until the worker has started the WebAssembly, and hears it from then on. */
  #ready(port: Port): Promise<void> {
    let timer: ReturnType<typeof setTimeout>;
    const ready = new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(workerHangs(START_WITHIN)), START_WITHIN);
      port.onDeath((error) => {
        reject(asCircleError(error, "engine.lost", SERVE));
        this.#lose(workerLost(error), port);
      });
      port.onMessage((message) => {
        if (message.kind === "ready" && message.version !== VERSION) reject(otherWorker(message.version));
        else if (message.kind === "ready") resolve();
        else if (message.kind === "failed") reject(new CircleError(message.problem));
        else if (message.kind !== "here" && message.kind !== "held") this.#hear(message, port);
      });
      send(port, { kind: "start", half: this.#half, module: this.#module });
    });
    return ready.finally(() => clearTimeout(timer));
  }

  #hear(message: Exclude<ToPage, { kind: "here" | "held" | "ready" | "failed" }>, port: Port): void {
    this.#watch.alive();
    switch (message.kind) {
      case "progress":
        this.#tell(this.#pending.get(message.id), message.progress);
        break;
      case "answer":
        if (this.#unwanted.delete(message.id)) send(port, { kind: "free", handle: message.value as number });
        this.#settle(message.id)?.resolve(message.value);
        break;
      case "refusal":
        this.#unwanted.delete(message.id);
        this.#settle(message.id)?.reject(message.trapped ? trapped(message.problem.message) : new CircleError(message.problem));
        if (message.trapped) this.#lose(workerLost(message.problem.message), port);
    }
    // Whoever waits for their turn hears as often as those whose turn it is.
    for (const pending of this.#pending.values()) if (performance.now() - pending.told >= TELL_EVERY) this.#tell(pending);
  }

  #tell(pending: Pending | undefined, progress = pending?.progress): void {
    if (!pending || !progress) return;
    Object.assign(pending, { progress, told: performance.now() });
    tell(pending.control.onProgress, progress);
  }

  /** Passes stop and abort on; an abort is settled here at once. */
  #listen(port: Port, id: number, { stop, signal }: Control, kind: Request["kind"]): () => void {
    const onStop = () => send(port, { kind: "stop", id });
    const onAbort = () => {
      send(port, { kind: "abort", id });
      if (kind === "make") this.#unwanted.add(id);
      this.#settle(id)?.reject(signal?.reason ?? aborted());
    };
    // The request itself is sent after this, so a stop that has happened already must wait for its turn.
    if (stop?.aborted) queueMicrotask(onStop);
    else stop?.addEventListener("abort", onStop);
    signal?.addEventListener("abort", onAbort);
    return () => {
      stop?.removeEventListener("abort", onStop);
      signal?.removeEventListener("abort", onAbort);
    };
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.forget();
    if (this.#pending.size === 0) {
      this.#watch.waiting = false;
      void this.#port?.then((port) => port.hold?.(this.#pending.size > 0), () => undefined);
    }
    return pending;
  }

  /** Ends a worker once: in Node its end is told as a death as well. */
  #end(port: Port): void {
    this.#dead.add(port);
    port.terminate();
  }

  /** Ends the worker and tells everybody who waits for it. */
  #lose(reason: CircleError, port?: Port): void {
    if (port && this.#dead.has(port)) return;
    const last = this.#port;
    this.#port = undefined;
    this.generation += 1;
    if (port) this.#end(port);
    else void last?.then((running) => this.#end(running), () => undefined);
    this.#unwanted.clear();
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(reason);
  }
}

function send(port: Port, message: ToWorker): void {
  port.post(message);
}
