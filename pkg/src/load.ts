import { bindings, localChannel } from "./core/local.js";
import { coded } from "./core/given.js";
import type { FileLike } from "./core/call.js";
import { LazyChannel } from "./core/lazy.js";
import { fitting } from "./core/options.js";
import type { Channel } from "./core/protocol.js";
import type { CircleError } from "./error.js";
import { remoteChannel } from "./core/remote.js";
import { compile, HALVES, type Half, type WasmPlaces } from "./core/source.js";
import { hasWorkers, spare, spawn } from "./core/spawn.js";
import { peerOver, type Peer } from "./peer.js";
import { ownLists } from "./rooms/transcripts.js";

/** How the engine is started; everything can be left out. */
export interface LoadOptions {
  /**
   * Where the work is done. Left out: in a worker where a page can have one, else in this thread, as in Node.
   * `true`: in a worker or not at all, also in Node. `false`: in this thread.
   * An address: in a worker made from the package's `worker.js` there, for pages whose bundler does not copy it; in Node
   * a path, absolute or with `./` from the current directory.
   * A function: in the worker that it returns, made from the same file.
   */
  worker?: boolean | string | URL | (() => Worker);
  /**
   * The WebAssembly, where the files beside the package are not to be fetched: the address of the folder that has both
   * halves, or each half by its address, its bytes, or compiled.
   */
  wasm?: WasmPlaces;
  /**
   * Time zones that take the place of those carried, or come to them: compiled data (TZif) by name, such as the files of
   * a system's zoneinfo folder. They hold for this peer and for whatever engine it starts; without a
   * worker for all peers of this thread, which share one engine.
   */
  timeZoneData?: Readonly<Record<string, FileLike>>;
  /**
   * For how many milliseconds a worker that is waited for may say nothing before it is taken to hang, and replaced: two
   * minutes when left out, `Infinity` for ever. Work with progress speaks twenty times a second.
   */
  patience?: number;
  /**
   * The half of the engine that has started when `load` resolves, `forming` when left out; the other starts when it is
   * first asked something, so a page fetches no more than it uses.
   */
  ready?: Half;
}

/** What is fetched ahead of use; `wasm` and `worker` as `load` is given them. */
export interface Preload extends Pick<LoadOptions, "wasm" | "worker"> {
  /** The halves that the page will use; both when left out. */
  halves?: readonly Half[];
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
 * @throws CircleError with a code and a hint that says what to change: `engine.` and more where the engine cannot be
 * started, `call.unreadable` for options that are none or cannot be used, and what `calendar.loadZones` throws.
 */
export async function load(options: LoadOptions = {}): Promise<Peer> {
  return started(options).catch((error: unknown) => Promise.reject(coded(error, "load")));
}

async function started(options: LoadOptions): Promise<Peer> {
  fitting(options, "load");
  const forming = new LazyChannel(() => start("forming", options));
  const coding = new LazyChannel(() => start("coding", options));
  const { where } = await (options.ready === "coding" ? coding : forming).ready();
  const peer = peerOver({ forming, coding }, where ?? "thread");
  try {
    if (options.timeZoneData) await peer.calendar.loadZones(options.timeZoneData);
  } catch (error) {
    peer.close();
    throw error;
  }
  return peer;
}

/** Long enough for the largest file on a slow telephone. */
const PATIENCE = 120_000;

async function start(half: Half, { worker, wasm, patience = PATIENCE }: LoadOptions): Promise<Channel> {
  const module = await compile(half, wasm);
  const make = typeof worker === "boolean" ? undefined : worker;
  if (inThread(worker)) return localChannel(half, module);
  try {
    return await remoteChannel(half, module, () => spawn(half, make), patience);
  } catch (error) {
    // A policy, an old browser or a missing file can stand against workers; the work can be done all the same. Parts of
    // two releases are another matter.
    if (worker !== undefined || (error as Partial<CircleError>).code === "engine.version") throw error;
    return localChannel(half, module);
  }
}

function inThread(worker: LoadOptions["worker"]): boolean {
  return worker === false || (worker === undefined && !hasWorkers());
}

/**
 * Fetches everything that later needs the network, ahead of use: the halves' WebAssembly, compiled; a worker for each, which
 * waits; with `coding` the lists of names. Time zones are in the WebAssembly, languages in `peer-circle/messages`. Nothing
 * more is asked for then. Workers for a second peer, or in the place of one that died, come out of the browser's cache; where
 * their file cannot be reached at all, from what was kept of it, if `worker-src` allows `blob:`.
 *
 * @throws CircleError as {@link load} does, and `lists.missing`.
 */
export async function preload(options: Preload = {}): Promise<void> {
  return fetched(options).catch((error: unknown) => Promise.reject(coded(error, "preload")));
}

async function fetched(options: Preload): Promise<void> {
  const { wasm, worker, halves = HALVES } = fitting(options, "preload");
  const parts: Promise<unknown>[] = halves.flatMap((half) => [compile(half, wasm), runner(half, worker)]);
  await Promise.all(halves.includes("coding") ? [...parts, ownLists()] : parts);
}

/** What runs a half: a worker, unless the page's own function makes them, or the bindings for this thread. */
async function runner(half: Half, worker: LoadOptions["worker"]): Promise<unknown> {
  if (typeof worker === "function") return;
  if (inThread(worker)) return bindings(half);
  try {
    return await spare(half, typeof worker === "boolean" ? undefined : worker);
  } catch (error) {
    if (worker !== undefined) throw error;
    return bindings(half);
  }
}
