/**
 * The same as `peer-circle`, with everything inside one file: the WebAssembly, the worker, the lists of names. It is
 * large; it is for hosts that serve one script and nothing beside it.
 *
 * ```js
 * import { load } from "peer-circle/inline";
 * const peer = await load();
 * ```
 *
 * @module
 */

export * from "./index.js";
