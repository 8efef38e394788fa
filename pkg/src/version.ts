/** The version of this package; the WebAssembly beside it must carry the same. */
export const VERSION = "0.1.0";
