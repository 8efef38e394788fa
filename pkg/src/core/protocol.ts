/** What the page and the worker say to each other; every request has an id, and replies carry it. */

import type { Problem } from "../error.js";
import type { Progress } from "../wasm/peer_circle.js";
import type { Half } from "./source.js";

/** How much a long piece of work may do. */
export interface Budget {
  /** Stop after about so much time, which getting ready is a part of; what has been found by then depends on the machine. */
  milliseconds?: number;
  /** Stop after exactly so much work, in the job's own unit: one seed and one budget give one answer. */
  work?: number;
}

/** How a long piece of work ended. */
export interface Outcome {
  /** How far it came. */
  progress: Progress;
  /** Whether it was stopped, or ran out of its budget, before it was done. */
  stopped: boolean;
}

/** What an edit came to, and after how much work of the handle's runs it took effect. */
export interface Edited {
  value: unknown;
  work: number;
}

/** One thing asked of the engine. */
export type Request =
  | { kind: "call"; name: string; args: readonly unknown[] }
  | { kind: "make"; name: string; args: readonly unknown[] }
  | { kind: "invoke"; handle: number; method: string; args: readonly unknown[] }
  | { kind: "edit"; handle: number; method: string; args: readonly unknown[] }
  | { kind: "run"; handle: number; budget: Budget };

/** What the page sends. */
export type ToWorker =
  | { kind: "hold"; lock: string }
  | { kind: "start"; half: Half; module: WebAssembly.Module }
  | { kind: "ask"; id: number; request: Request }
  | { kind: "stop"; id: number }
  | { kind: "abort"; id: number }
  | { kind: "free"; handle: number };

/** What the worker answers. */
export type ToPage =
  | { kind: "here" }
  | { kind: "held"; lock: string }
  | { kind: "ready"; version: string }
  | { kind: "failed"; problem: Problem }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "refusal"; id: number; problem: Problem; trapped: boolean }
  | { kind: "progress"; id: number; progress: Progress };

/** What a caller may do with a request that is under way. */
export interface Control {
  /** Ends a run early, with the best so far. */
  stop?: AbortSignal | undefined;
  /** Ends a request at once. */
  signal?: AbortSignal | undefined;
  /** Hears how far a run is. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The engine that it is meant for: another one, whose handles are others, must not answer it. */
  generation?: number | undefined;
}

/** A channel whose engines all know the same, whichever of them answers. */
export interface EquippedChannel extends Channel {
  /** Asks these of the engine, and again of every engine that takes its place. */
  equip(requests: readonly Request[]): Promise<void>;
}

/** The one way to the engine, in this thread or in a worker. */
export interface Channel {
  /** Where the engine runs, once it does. */
  readonly where: "worker" | "thread" | undefined;
  /** Counts the engines that this channel has had: it grows by one with each restart. */
  readonly generation: number;
  /** Asks something of the engine. */
  ask(request: Request, control?: Control): Promise<unknown>;
  /** Lets a handle go. */
  free(handle: number, generation: number): void;
  /** Ends the engine; whatever is pending is rejected. */
  close(): void;
}
