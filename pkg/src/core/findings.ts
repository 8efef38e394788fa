/** What the doctor looks at, and what it finds. */

import { asCircleError, CircleError } from "../error.js";
import type { Finding } from "../doctor.js";
import type { LoadOptions } from "../load.js";
import { ownLists } from "../rooms/transcripts.js";
import { bindings } from "./local.js";
import { isFile } from "./node.js";
import { remoteChannel } from "./remote.js";
import { compile, compileBytes, HALVES, place, type Half, type WasmPlaces } from "./source.js";
import { hasWorkers, spawn } from "./spawn.js";

/** What is found about each thing, in the order in which they are needed. */
export async function findings({ wasm, worker }: LoadOptions): Promise<Finding[]> {
  return [await webAssembly(), await file(wasm), await version(wasm), await workers(wasm, worker), await storage(), await lists()];
}

/** The smallest module there is: a magic number and a version. */
const NOTHING = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

async function webAssembly(): Promise<Finding> {
  return tried("webassembly", "bad", "WebAssembly is allowed", () => compileBytes(NOTHING));
}

/** The worse of what there is to say of the two halves. */
async function file(wasm: WasmPlaces | undefined): Promise<Finding> {
  const findings = await Promise.all(HALVES.map((half) => fileOf(half, wasm)));
  const worst = (["bad", "poor", "good"] as const).map((state) => findings.find((finding) => finding.state === state));
  return worst.find((finding) => finding !== undefined) ?? good("file", "there is nothing to fetch");
}

async function fileOf(half: Half, wasm: WasmPlaces | undefined): Promise<Finding> {
  const url = place(half, wasm);
  if (!url) return good("file", "the .wasm is given");
  // Of which release it is is another question.
  const served = () => compile(half, wasm).catch((error: CircleError) => (error.code === "engine.version" ? undefined : Promise.reject(error)));
  const here = isFile(url);
  const finding = await tried("file", "bad", `the .wasm ${here ? "lies" : "is served"} at ${url.href}`, served);
  if (finding.state !== "good" || here) return finding;
  const type = await fetch(url, { method: "HEAD" }).then(
    ({ headers }) => headers.get("content-type"),
    () => null,
  );
  if (type?.startsWith("application/wasm")) return finding;
  const message = `the .wasm is served as ${type ?? "nothing in particular"}, so that it cannot be compiled while it arrives`;
  return { about: "file", state: "poor", message, hint: "serve .wasm files with Content-Type: application/wasm" };
}

async function version(wasm: WasmPlaces | undefined): Promise<Finding> {
  return tried("version", "bad", "the JavaScript and the .wasm are of one version", () => Promise.all(HALVES.map((half) => compile(half, wasm))));
}

async function workers(wasm: WasmPlaces | undefined, worker: LoadOptions["worker"]): Promise<Finding> {
  const compiled = await tried("worker", "bad", "the .wasm is there", () => compile("forming", wasm));
  if (compiled.state === "bad") {
    return { ...compiled, message: `without the right .wasm neither a worker nor the page can do the work: ${compiled.message}` };
  }
  if (worker === false) return inThread("no worker is wanted; the work is done in the thread");
  if (!hasWorkers() && worker === undefined) return inThread("there are no web workers here; the work is done in the thread");
  const make = worker === true ? undefined : worker;
  const grave = ({ code }: CircleError) => (code === "engine.version" ? "bad" : "poor");
  const finding = await tried("worker", grave, "the work is done in a worker", async () =>
    (await remoteChannel("forming", await compile("forming", wasm), (half) => spawn(half, make), Infinity)).close(),
  );
  if (finding.state !== "poor") return finding;
  const hint = "allow worker-src 'self' and, under Trusted Types, the policy peer-circle; serve dist/worker.js";
  return { ...finding, message: `there can be no worker, so the page does the work itself: ${finding.message}`, hint };
}

/** The bindings are files of their own, which only the thread needs. */
async function inThread(well: string): Promise<Finding> {
  return tried("worker", "bad", well, () => Promise.all(HALVES.map(bindings)));
}

async function lists(): Promise<Finding> {
  return tried("lists", "poor", "the lists of names, with which transcripts are de-identified, are there", async () => {
    if (!areLists(await ownLists())) throw noLists();
  });
}

function noLists(): CircleError {
  return new CircleError({
    code: "lists.unreadable",
    message: "this is no file of name lists, or it is cut short",
    hint: "serve the package's dist/data/lists.bin as it is",
  });
}

/**
 * Whether a file is lists of names from its beginning to its end: a heading, a notice, four sets. `src/transcripts/lists.rs`
 * says more of it; the engine is not asked, since it may be what does not work.
 */
function areLists(file: Uint8Array): boolean {
  const heading = "peer-circle lists 1\n";
  if (new TextDecoder().decode(file.subarray(0, heading.length)) !== heading) return false;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = file.indexOf(0) + 1;
  for (let sets = 0; sets < 4; sets++) {
    if (at + 8 > file.length) return false;
    at = afterSet(file, at + 8, view.getUint32(at + 4, true));
  }
  return at === file.length;
}

/** Where a set of so many numbers ends: each is ones up to a nought and seven bits more, and the last byte is filled up. */
function afterSet(file: Uint8Array, from: number, length: number): number {
  let bit = from * 8;
  for (let left = length; left > 0 && bit <= file.length * 8; left--) {
    while ((file[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) bit++;
    bit += 8;
  }
  return Math.ceil(bit / 8);
}

async function storage(): Promise<Finding> {
  if (typeof indexedDB === "undefined") return good("storage", "nothing can be stored here, and nothing needs to be");
  const act = () =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.open("peer-circle-doctor");
      request.onerror = () => reject(new Error(request.error?.message ?? "the browser's storage is closed"));
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase("peer-circle-doctor");
        resolve();
      };
    });
  const advice = "let the site store data in this browser, or say on the page that drafts are not kept";
  return tried("storage", "poor", "drafts can be kept in this browser", act, advice);
}

async function tried(
  about: Finding["about"],
  otherwise: "poor" | "bad" | ((error: CircleError) => "poor" | "bad"),
  well: string,
  act: () => Promise<unknown>,
  advice = "",
): Promise<Finding> {
  try {
    await act();
    return good(about, well);
  } catch (error) {
    const told = asCircleError(error, "engine.missing", advice);
    const state = typeof otherwise === "function" ? otherwise(told) : otherwise;
    return { about, state, message: told.message, hint: told.hint };
  }
}

function good(about: Finding["about"], message: string): Finding {
  return { about, state: "good", message, hint: "" };
}
