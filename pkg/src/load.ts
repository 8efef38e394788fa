import { localChannel } from "./core/local.js";
import type { Channel } from "./core/protocol.js";
import { remoteChannel } from "./core/remote.js";
import { compile, type WasmSource } from "./core/source.js";
import { hasWorkers, spawn } from "./core/spawn.js";
import { peerOver, type Peer } from "./peer.js";

/** How the engine is started; everything can be left out. */
export interface LoadOptions {
  /**
   * Where the work is done. Left out: in a worker where a page can have one, else in this thread, as in Node.
   * `true`: in a worker or not at all, also in Node. `false`: in this thread.
   * A function: in the worker that it returns, made from the package's `worker.js`.
   */
  worker?: boolean | (() => Worker);
  /** The WebAssembly, where the file beside the package is not to be fetched: an address, its bytes, or compiled. */
  wasm?: WasmSource;
}

/**
 * Starts the engine.
 *
 * Nothing is fetched before, and after a failure it can be called again.
 *
 * ```js
 * import { load } from "peer-circle";
 * const peer = await load();
 * const { roster, problems } = await peer.people.read(file);
 * ```
 *
 * @throws CircleError with a code that starts with `engine.`, and a hint that says what to change.
 */
export async function load(options: LoadOptions = {}): Promise<Peer> {
  return peerOver(await start(options));
}

async function start({ worker, wasm }: LoadOptions): Promise<Channel> {
  const module = await compile(wasm);
  const make = typeof worker === "function" ? worker : undefined;
  if (worker === false || (worker === undefined && !hasWorkers())) return localChannel(module);
  try {
    return await remoteChannel(module, () => spawn(make));
  } catch (error) {
    // A policy, an old browser or a missing file can stand against workers; the work can be done all the same.
    if (worker !== undefined) throw error;
    return localChannel(module);
  }
}

/** Fetches and compiles the WebAssembly ahead of use, so that `load()` later needs no network. */
export async function preload(options: Pick<LoadOptions, "wasm"> = {}): Promise<void> {
  await compile(options.wasm);
}
