/** People who come from an address. */

import { fetched } from "../parts/fetch.js";

/** A file with people and what they wish in private: it comes from the page's own site, or not at all. */
export async function fetchOwn(address: URL): Promise<Blob> {
  const { origin } = address;
  if (origin === location.origin) return (await fetched(address)).blob();
  throw { code: "page.elsewhere", message: `the roster is at ${origin}, which is not this page's own site`, hint: "serve the roster from where the page is: it holds names and private wishes" };
}
