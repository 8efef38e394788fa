/** The engine of a page: fetched and started when an element first needs it, shared by all of them. */

import type { Half, Peer } from "../../index.js";

let started: Promise<Peer> | undefined;

/** The page's engine, with the half that is needed first; after a failure the next call tries again. */
export function engine(first: Half = "forming"): Promise<Peer> {
  started ??= start(first).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

/** Not even the interface is there before: a page is drawn without it. */
async function start(first: Half): Promise<Peer> {
  const { load } = await import("../../index.js");
  return load({ ready: first });
}
