/** What `files.ts` has beside the package, carried inside it: for hosts that serve one script and nothing else. */

// What follows the colon is a file that `scripts/inline.mjs` puts in: compressed, as base64; the worker as it is.
import coding from "inside:coding";
import forming from "inside:forming";
import lists from "inside:lists";
import worker from "inside:worker";
import type { Own } from "./files.js";
import type { Half } from "./source.js";

export function wasmFile(half: Half): Own {
  return () => unpacked(half === "coding" ? coding : forming);
}

export function listsFile(): Own {
  return () => unpacked(lists);
}

export function workerFile(): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(worker)}`);
}

export function ownWorker(Worker: typeof globalThis.Worker): Worker {
  const url = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
  const made = new Worker(url, { type: "module", name: "peer-circle" });
  made.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return made;
}

async function unpacked(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const letters = atob(text);
  // A loop: asking a function for each letter holds the page up for longer than a frame.
  const packed = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) packed[at] = letters.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
