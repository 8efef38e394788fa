/** The worker: hears requests, asks the engine, answers with their ids. Bundled into one self-contained file. */

import { asCircleError } from "./error.js";
import { Engine, type Steering } from "./core/engine.js";
import { aborted, isTrap } from "./core/failure.js";
import { TYPES } from "./core/given.js";
import { nodeModule } from "./core/node.js";
import { pause } from "./core/pause.js";
import type { Request, ToPage, ToWorker } from "./core/protocol.js";
import type { Half } from "./core/source.js";
import { VERSION } from "./version.js";
import * as coding from "./wasm/peer_circle_coding.js";
import * as forming from "./wasm/peer_circle_forming.js";

/** Short enough to hear a stop in time, long enough to waste nothing on pauses. */
const STEP_FOR = 25;

interface Wire {
  post(message: ToPage): void;
  onMessage(hear: (message: ToWorker) => void): void;
}

let engine: Engine | undefined;
const underWay = new Map<number, Steering>();
/** The last of what waits for its turn: between two the worker listens, so that what is aborted before it begins never does. */
let turn: Promise<void> = Promise.resolve();

function serve(wire: Wire): void {
  wire.onMessage((message) => {
    switch (message.kind) {
      case "hold":
        return hold(wire, message.lock);
      case "start":
        return void start(wire, message);
      case "ask":
        return ask(wire, message.id, message.request);
      case "stop":
      case "abort":
        return steer(message.id, message.kind);
      case "free":
        return inTurn(() => engine?.free(message.handle));
    }
  });
  wire.post({ kind: "here" });
}

/** Holds a lock until the end of this worker, which the page sees by that. */
function hold(wire: Wire, lock: string): void {
  const forever = () => {
    wire.post({ kind: "held", lock });
    return new Promise<never>(() => undefined);
  };
  navigator.locks.request(lock, forever).catch(() => undefined);
}

async function start(wire: Wire, { half, module }: { half: Half; module: WebAssembly.Module }): Promise<void> {
  try {
    engine = await Engine.start(half === "coding" ? coding : forming, module, STEP_FOR);
    wire.post({ kind: "ready", version: VERSION });
  } catch (error) {
    wire.post({ kind: "failed", problem: asCircleError(error, "engine.not_started").toJSON() });
  }
}

function ask(wire: Wire, id: number, request: Request): void {
  const onProgress: Steering["onProgress"] = (progress) => wire.post({ kind: "progress", id, progress });
  const steering: Steering = { stopped: false, aborted: false, onProgress };
  underWay.set(id, steering);
  inTurn(() => void answer(wire, id, request, steering));
}

function inTurn(act: () => void): void {
  turn = turn.then(pause).then(act).catch((error: unknown) => {
    // It ends the worker, as everything does that nobody is told of.
    setTimeout(() => {
      throw error;
    });
  });
}

async function answer(wire: Wire, id: number, request: Request, steering: Steering): Promise<void> {
  try {
    if (steering.aborted) throw aborted();
    const value = await engine?.ask(request, steering);
    wire.post({ kind: "answer", id, value });
  } catch (error) {
    const problem = asCircleError(error, "call.unreadable", TYPES).toJSON();
    wire.post({ kind: "refusal", id, problem, trapped: isTrap(error) });
  } finally {
    underWay.delete(id);
  }
}

function steer(id: number, kind: "stop" | "abort"): void {
  const steering = underWay.get(id);
  if (!steering) return;
  if (kind === "stop") steering.stopped = true;
  else steering.aborted = true;
}

async function nodeWire(): Promise<Wire> {
  const { parentPort } = await nodeModule<typeof import("node:worker_threads")>("node:worker_threads");
  return {
    post: (message) => parentPort?.postMessage(message),
    onMessage: (hear) => void parentPort?.on("message", hear),
  };
}

if (typeof self === "undefined" || typeof self.postMessage !== "function") void nodeWire().then(serve);
else
  serve({
    post: (message) => self.postMessage(message),
    onMessage: (hear) => self.addEventListener("message", (event: MessageEvent<ToWorker>) => hear(event.data)),
  });
