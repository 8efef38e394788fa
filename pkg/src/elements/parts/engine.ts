/** The engine of a page: started when an element first needs it, shared by all of them. */

import { load, type Peer } from "../../index.js";

let started: Promise<Peer> | undefined;

/** The page's engine; after a failure the next call tries again. */
export function engine(): Promise<Peer> {
  started ??= load().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}
