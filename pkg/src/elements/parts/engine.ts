/** The engine of a page: started when an element first needs it, shared by all of them. */

import { load, type Half, type Peer } from "../../index.js";

let started: Promise<Peer> | undefined;

/** The page's engine, with the half that is needed first; after a failure the next call tries again. */
export function engine(first: Half = "forming"): Promise<Peer> {
  started ??= load({ ready: first }).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}
