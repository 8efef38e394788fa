/** Workers, in browsers (under Trusted Types as well) and in Node, behind one small interface. */

import { asCircleError } from "../error.js";
import { workerHangs } from "./failure.js";
import { unfit } from "./given.js";
import { ownWorker, workerFile } from "./files.js";
import { nodeModule } from "./node.js";
import type { ToPage, ToWorker } from "./protocol.js";
import type { Half } from "./source.js";

/** A worker that runs, or is about to. */
export interface Port {
  post(message: ToWorker): void;
  onMessage(hear: (message: ToPage) => void): void;
  /** Called when the worker could not start or has broken down. */
  onDeath(hear: (error: unknown) => void): void;
  terminate(): void;
  /** Whether somebody waits for it: in Node, an idle worker must not keep a program alive. */
  hold?(waiting: boolean): void;
}

/** Whether there are workers here at all. */
export function hasWorkers(): boolean {
  return typeof Worker === "function";
}

/** A page's own way to the worker: where its file is, or a function that makes it. */
export type OwnWorker = string | URL | (() => Worker);

/** A worker that has not started after so many milliseconds never will: its module is compiled already. */
export const START_WITHIN = 30_000;
/** What to do where a worker's file cannot be run. */
export const SERVE = "serve the package's dist/worker.js, and allow it in worker-src";

/** Workers that wait until a half needs one, by the half and by where their file is. */
const spares = new Map<string, Promise<Port>>();
/** Workers of pages' own that were put to use. */
const used = new WeakSet<Worker>();
/** Workers' files that were fetched ahead, by how they are given, for when they cannot be reached any more. */
const kept = new Map<string, Blob>();

/** A worker for a half: the spare one, or one from the page's own function, from the file that it names or the one beside this. */
export async function spawn(half: Half, own?: OwnWorker): Promise<Port> {
  if (typeof own === "function") return webPort(unused(own()));
  const name = spareName(half, own);
  const waiting = spares.get(name);
  spares.delete(name);
  return (await waiting?.catch(() => undefined)) ?? fresh(own);
}

/** A page's own worker, which no other engine has been put in. */
function unused(worker: Worker): Worker {
  if (typeof (worker as Partial<Worker> | undefined)?.postMessage !== "function") throw unfit("worker", "a function that returns a Worker");
  if (used.has(worker)) throw unfit("worker", "a function that makes a new Worker whenever it is called");
  used.add(worker);
  return worker;
}

/** A new worker; where its file cannot be reached any more, from the one that was kept. */
async function fresh(own?: string | URL): Promise<Port> {
  const port = await made(own);
  const source = kept.get(`${own ?? ""}`);
  return source ? here(port, () => undefined).catch(() => webPort(workerOf(trustedWorker(), source))) : port;
}

/** Has a worker wait for a half, whose file needs not be fetched any more then. */
export async function spare(half: Half, own?: string | URL): Promise<void> {
  const name = spareName(half, own);
  const forget = () => {
    // It may have been taken, and another wait in its place.
    if (spares.get(name) === waiting) spares.delete(name);
  };
  const waiting = spares.get(name) ?? made(own).then((port) => here(port, forget));
  spares.set(name, waiting);
  waiting.catch(forget);
  await waiting;
  await keep(own);
}

/** Keeps a worker's file for later ones. */
async function keep(own?: string | URL): Promise<void> {
  const name = `${own ?? ""}`;
  if (!hasWorkers() || kept.has(name)) return;
  const url = address(own);
  if (!url.protocol.startsWith("http")) return;
  const response = await fetch(url, { credentials: "same-origin", cache: "force-cache" }).catch(() => undefined);
  if (response?.ok) kept.set(name, new Blob([await response.arrayBuffer()], { type: "text/javascript" }));
}

function address(own?: string | URL): URL {
  return own === undefined ? workerFile() : new URL(own, location.href);
}

function spareName(half: Half, own?: string | URL): string {
  return `${half} ${own ?? ""}`;
}

/** A new worker, or thread of Node. */
async function made(own?: string | URL): Promise<Port> {
  return hasWorkers() ? webPort(localWorker(own)) : nodePort(own);
}

/** The worker when its file runs; `gone` hears of its death. */
async function here(port: Port, gone: () => void): Promise<Port> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(workerHangs(START_WITHIN)), START_WITHIN);
      port.onDeath((error) => {
        gone();
        reject(asCircleError(error, "engine.lost", SERVE));
      });
      port.onMessage(() => resolve());
    });
    port.hold?.(false);
    return port;
  } catch (error) {
    port.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function localWorker(own?: string | URL): Worker {
  const Worker = trustedWorker();
  const at = own === undefined ? undefined : new URL(own, location.href);
  try {
    return at ? new Worker(at, { type: "module", name: "peer-circle" }) : ownWorker(Worker);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
    return foreignWorker(Worker, at ?? workerFile());
  }
}

/** A worker may not come from another origin, but a small one from here may import it. */
function foreignWorker(Worker: typeof globalThis.Worker, url: URL): Worker {
  return workerOf(Worker, new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" }));
}

function workerOf(Worker: typeof globalThis.Worker, source: Blob): Worker {
  const here = URL.createObjectURL(source);
  const worker = new Worker(here, { type: "module", name: "peer-circle" });
  worker.addEventListener("message", () => URL.revokeObjectURL(here), { once: true });
  return worker;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): URL };
}

let trusted: typeof globalThis.Worker | undefined;

/** `Worker`, its address passed through the policy `peer-circle` where the page demands Trusted Types. */
function trustedWorker(): typeof globalThis.Worker {
  if (trusted) return trusted;
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy("peer-circle", { createScriptURL: (url) => url });
  trusted = class extends globalThis.Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(policy ? policy.createScriptURL(String(url)) : url, options);
    }
  };
  return trusted;
}

function webPort(worker: Worker): Port {
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (hear) => worker.addEventListener("message", (event: MessageEvent<ToPage>) => hear(event.data)),
    onDeath: (hear) => {
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        hear(event.message || "the worker's file could not be loaded");
      });
      worker.addEventListener("messageerror", () => hear("a message could not be read"));
      // Where there are locks, the one that a worker holds is free when it ends, also without a word.
      if (!navigator.locks) return;
      const lock = `peer-circle ${crypto.randomUUID()}`;
      worker.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
        if (data.kind === "held" && data.lock === lock) navigator.locks.request(lock, () => hear("the worker has ended")).catch(() => undefined);
      });
      worker.postMessage({ kind: "hold", lock } satisfies ToWorker);
    },
    terminate: () => worker.terminate(),
  };
}

/** A thread of Node, which takes a path from the current directory where a page takes an address from its own. */
async function nodePort(own: string | URL = workerFile()): Promise<Port> {
  const threads = await nodeModule<typeof import("node:worker_threads")>("node:worker_threads");
  const worker = new threads.Worker(/^(file|data):/.test(`${own}`) ? new URL(own) : own, { execArgv: [] });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (hear) => worker.on("message", hear),
    onDeath: (hear) => {
      worker.on("error", hear);
      worker.on("exit", () => hear("the thread has ended"));
    },
    terminate: () => void worker.terminate(),
    hold: (waiting) => (waiting ? worker.ref() : worker.unref()),
  };
}
