/** What in this page stands in the way of the package, in plain words. */

import { remoteChannel } from "./core/remote.js";
import { compile, compileBytes, HALVES, place, type Half, type WasmPlaces } from "./core/source.js";
import { isFile } from "./core/node.js";
import { hasWorkers, spawn } from "./core/spawn.js";
import { asCircleError, type CircleError } from "./error.js";
import type { LoadOptions } from "./load.js";
import { ownLists } from "./rooms/transcripts.js";

/** One thing that was looked at. */
export interface Finding {
  /** What was looked at. */
  about: "webassembly" | "file" | "version" | "worker" | "storage" | "lists";
  /** `bad`: nothing works until it is mended. `poor`: it works, less well. */
  state: "good" | "poor" | "bad";
  /** What was found. */
  message: string;
  /** What to do about it; empty where all is well. */
  hint: string;
}

/**
 * Looks at everything that the package needs of a page and of its server.
 *
 * ```js
 * import { doctor } from "peer-circle";
 * console.table(await doctor());
 * ```
 */
export async function doctor({ wasm, worker }: LoadOptions = {}): Promise<Finding[]> {
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
  if (worker === false) return good("worker", "no worker is wanted; the work is done in the thread");
  if (!hasWorkers() && worker === undefined) return good("worker", "there are no web workers here; the work is done in the thread");
  const make = worker === true ? undefined : worker;
  const grave = ({ code }: CircleError) => (code === "engine.version" ? "bad" : "poor");
  const finding = await tried("worker", grave, "the work is done in a worker", async () =>
    (await remoteChannel("forming", await compile("forming", wasm), (half) => spawn(half, make), Infinity)).close(),
  );
  if (finding.state !== "poor") return finding;
  const hint = "allow worker-src 'self' and, under Trusted Types, the policy peer-circle; serve dist/worker.js";
  return { ...finding, message: `there can be no worker, so the page does the work itself: ${finding.message}`, hint };
}

async function lists(): Promise<Finding> {
  return tried("lists", "poor", "the lists of names, with which transcripts are de-identified, are there", ownLists);
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
