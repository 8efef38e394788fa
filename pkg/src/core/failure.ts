/** The ways in which the engine itself can fail, told apart from what is wrong with the input. */

import { CircleError, isProblem } from "../error.js";
import { VERSION } from "../version.js";

/** Whether the WebAssembly stopped in the middle of something: a trap, or no stack or memory left. */
export function isTrap(error: unknown): boolean {
  if (isProblem(error)) return false;
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError || nameOf(error) === "InternalError";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** The error of the request that the engine broke down in. */
export function trapped(cause: unknown): CircleError {
  return new CircleError(
    {
      code: "engine.trapped",
      message: "the engine broke down in the middle of this and was started anew",
      hint: "nothing else is lost: try again, with less input if it was very large; and please report it",
    },
    { cause },
  );
}

/** The error of requests to a peer that was closed. */
export function closed(): CircleError {
  return new CircleError({
    code: "engine.closed",
    message: "this peer was closed",
    hint: "call load() for a new one",
  });
}

/** The error of every use after disposal. */
export function disposed(): CircleError {
  return new CircleError({
    code: "handle.disposed",
    message: "this was disposed of and cannot be used any more",
    hint: "make a new one, or dispose later",
  });
}

/** The error of everybody who waited for an engine that died, or whose state in it cannot be brought back. */
export function workerLost(cause: unknown): CircleError {
  return new CircleError(
    {
      code: "engine.lost",
      message: "the worker that did this has ended; the next call starts another",
      hint: "try again: what this page holds is brought back",
    },
    { cause },
  );
}

/** The error of everybody who waited for a worker that said nothing any more. */
export function workerHangs(patience: number): CircleError {
  return new CircleError({
    code: "engine.hangs",
    message: `the worker said nothing for ${Math.round(patience / 1000)} seconds and was ended; the next call starts another`,
    hint: "try again with less input, or load({ patience }) with more milliseconds where the work may take so long",
  });
}

/** A part of the package's JavaScript that is fetched when it is first used. */
export async function part<T>(coming: Promise<T>): Promise<T> {
  return coming.catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CircleError(
      {
        code: "engine.missing",
        message: `a part of the package could not be loaded: ${message}`,
        hint: "serve the package's folder dist with all that is in it",
      },
      { cause },
    );
  });
}

/** The error of a WebAssembly of another release. */
export function otherVersion(version: string): CircleError {
  return new CircleError({
    code: "engine.version",
    message: `the JavaScript is peer-circle ${VERSION}, the WebAssembly is ${version}`,
    hint: "take both from one release: clear a cache, or copy the .wasm of this version again",
  });
}

/** The error of a worker's file of another release. */
export function otherWorker(version: string): CircleError {
  return new CircleError({
    code: "engine.version",
    message: `the JavaScript is peer-circle ${VERSION}, its worker.js is ${version}`,
    hint: "take both from one release: clear a cache, or copy worker.js of this version again",
  });
}

/** The error of a name that the bindings do not have. */
export function unknown(name: string): CircleError {
  return new CircleError({
    code: "call.unknown",
    message: `the WebAssembly has no "${name}"`,
    hint: "take the JavaScript and the .wasm from one release",
  });
}

/** What a request rejects with when nobody waits for it any more. */
export function aborted(): DOMException {
  return new DOMException("the work was aborted", "AbortError");
}
