/** The package's own files, beside its JavaScript. In the build that is one file, `inside.ts` takes the place of this. */

import type { Half } from "./source.js";

/** Where a file is, or what is in it. */
export type Own = URL | (() => Promise<Uint8Array<ArrayBuffer>>);

/** A half of the WebAssembly. */
export function wasmFile(half: Half): Own {
  // Written out, here and below, since bundlers know a file by these words.
  if (half === "coding") return new URL("../wasm/peer_circle_coding_bg.wasm", import.meta.url);
  return new URL("../wasm/peer_circle_forming_bg.wasm", import.meta.url);
}

/** The lists of names, places and ordinary words. */
export function listsFile(): Own {
  return new URL("../data/lists.bin", import.meta.url);
}

/** The worker's file, for threads of Node and for workers that another one imports it into. */
export function workerFile(): URL {
  return new URL("../worker.js", import.meta.url);
}

/** A worker of a page. */
export function ownWorker(Worker: typeof globalThis.Worker): Worker {
  // The name matters: bundlers know a worker by the words `new Worker(new URL(...))`.
  return new Worker(new URL("../worker.js", import.meta.url), { type: "module", name: "peer-circle" });
}
