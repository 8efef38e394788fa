/** Where the WebAssembly comes from: found, fetched and compiled once, and tried again after a failure. */

import { CircleError, asCircleError } from "../error.js";
import { VERSION } from "../version.js";
import { kind } from "./given.js";
import { otherVersion } from "./failure.js";
import { wasmFile } from "./files.js";
import { fileBytes, isFile } from "./node.js";

/**
 * The halves of the engine, which a page loads apart: `forming` is people, circles, calendar and report, `coding` is
 * transcripts and themes.
 */
export type Half = "forming" | "coding";

/** A half's WebAssembly as a page may give it: where it is, its bytes, or compiled. */
export type WasmSource = URL | string | BufferSource | WebAssembly.Module;

/** Where the WebAssembly is: the folder of both halves, or each half by itself. */
export type WasmPlaces = URL | string | { readonly [half in Half]?: WasmSource };

/** Both, in the order in which a programme needs them. */
export const HALVES: readonly Half[] = ["forming", "coding"];

const HINT = "serve the package's folder dist/wasm and say where it is with load({ wasm: url })";

const compiled = new Map<string, Promise<WebAssembly.Module>>();
/** What failed under which name: the next try takes nothing out of the browser's cache. */
const failed = new Set<string>();

/**
 * Compiles a half of the WebAssembly, by default the file beside this one, and refuses one of another release before it
 * is started: bindings hold what they have started for good. A failed try is forgotten.
 */
export async function compile(half: Half, places?: WasmPlaces): Promise<WebAssembly.Module> {
  const given = source(half, places);
  if (given === undefined) return own(half);
  if (isModule(given)) return ofThisRelease(given);
  if (typeof given !== "string" && !isUrl(given)) return ofThisRelease(await compileBytes(given));
  return known(absolute(given));
}

/** The module, if the section in which the build wrote its version says this one. */
function ofThisRelease(module: WebAssembly.Module): WebAssembly.Module {
  const [section] = WebAssembly.Module.customSections(module, "peer-circle");
  const version = section ? new TextDecoder().decode(section) : "of no release";
  if (version !== VERSION) throw otherVersion(version);
  return module;
}

// What comes from another frame is of other classes, by the same names.
export function isUrl(given: unknown): given is URL {
  return kind(given) === "URL";
}

function isModule(given: unknown): given is WebAssembly.Module {
  return kind(given) === "WebAssembly.Module";
}

function source(half: Half, places: WasmPlaces | undefined): WasmSource | undefined {
  if (typeof places !== "string" && !isUrl(places)) return places?.[half];
  const folder = absolute(places);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  return new URL(`peer_circle_${half}_bg.wasm`, folder);
}

/** One fetch for each address; in Node `installed` is looked for where there is no such file. */
function known(url: URL, installed?: string): Promise<WebAssembly.Module> {
  return once(url.href, async (again) => ofThisRelease(await fetchAndCompile(url, again, installed)));
}

/** What is under way, or done, under a name; a failure is forgotten. */
function once(name: string, begin: (again: boolean) => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  const earlier = compiled.get(name);
  if (earlier) return earlier;
  const coming = begin(failed.delete(name));
  compiled.set(name, coming);
  coming.catch(() => {
    compiled.delete(name);
    failed.add(name);
  });
  return coming;
}

/** The address of a half of the WebAssembly, where it has one. */
export function place(half: Half, places?: WasmPlaces): URL | undefined {
  const given = source(half, places);
  if (given === undefined) return addressed(half);
  return typeof given === "string" || isUrl(given) ? absolute(given) : undefined;
}

function addressed(half: Half): URL | undefined {
  const file = wasmFile(half);
  return file instanceof URL ? file : undefined;
}

/** The half that comes with the package. */
function own(half: Half): Promise<WebAssembly.Module> {
  const file = wasmFile(half);
  if (file instanceof URL) return known(file, `peer-circle/${half}.wasm`);
  return once(half, async () => ofThisRelease(await compileBytes(await file())));
}

function absolute(given: URL | string): URL {
  if (isUrl(given)) return new URL(given);
  return new URL(given, typeof document === "undefined" ? import.meta.url : document.baseURI);
}

async function fetchAndCompile(url: URL, again: boolean, installed?: string): Promise<WebAssembly.Module> {
  if (isFile(url)) return compileBytes(await fileBytes(url, installed).catch((error: unknown) => Promise.reject(missing(url, error))));
  const response = await fetchOne(url, again);
  const streamable = response.headers.get("content-type")?.startsWith("application/wasm");
  if (!streamable) return compileBytes(await response.arrayBuffer().catch((error: unknown) => Promise.reject(unanswered(url, error))));
  return WebAssembly.compileStreaming(response).catch((error: unknown) => Promise.reject(uncompiled(error)));
}

async function fetchOne(url: URL, again: boolean): Promise<Response> {
  const response = await fetch(url, { credentials: "same-origin", cache: again ? "reload" : "default" }).catch((error: unknown) => {
    throw unanswered(url, error);
  });
  if (!response.ok) throw missing(url, response.status);
  return response;
}

/** Compiles bytes, of whatever release. */
export async function compileBytes(bytes: BufferSource): Promise<WebAssembly.Module> {
  if (!isWasm(bytes)) throw notWasm();
  return WebAssembly.compile(bytes).catch((error: unknown) => Promise.reject(uncompiled(error)));
}

/** Every module starts with these four bytes; a web server's own page for a missing file does not. */
function isWasm(bytes: BufferSource): boolean {
  const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset) : new Uint8Array(bytes);
  return [0x00, 0x61, 0x73, 0x6d].every((byte, index) => view[index] === byte);
}

function missing(url: URL, cause: unknown): CircleError {
  const status = typeof cause === "number" ? ` (status ${cause})` : "";
  return new CircleError(
    {
      code: "engine.missing",
      message: `the WebAssembly could not be fetched from ${url.href}${status}`,
      hint: HINT,
    },
    { cause },
  );
}

/** Of what never came a browser does not say why: a page's script is not told of its policies. */
function unanswered(url: URL, cause: unknown): CircleError {
  return new CircleError(
    {
      code: "engine.missing",
      message: `no answer came from ${url.href}, where the WebAssembly should be`,
      hint: "see that the network is there, and that connect-src of the Content-Security-Policy and, from another origin, CORS allow it",
    },
    { cause },
  );
}

function notWasm(): CircleError {
  return new CircleError({
    code: "engine.not_wasm",
    message: "what was served as the WebAssembly is something else, perhaps a page that says \"not found\"",
    hint: HINT,
  });
}

function uncompiled(error: unknown): CircleError {
  const message = error instanceof Error ? error.message : String(error);
  if (/unsafe-eval|content security policy|\bCSP\b/i.test(message)) {
    return new CircleError(
      {
        code: "engine.csp",
        message: "the page's Content Security Policy does not allow WebAssembly",
        hint: "add 'wasm-unsafe-eval' to script-src",
      },
      { cause: error },
    );
  }
  // It arrives under the name of WebAssembly, and does not begin as that does.
  if (/magic/i.test(message)) return notWasm();
  return asCircleError(error, "engine.damaged", "the .wasm is damaged or cut short: deploy it again, and clear caches");
}
