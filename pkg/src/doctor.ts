/** What in this page stands in the way of the package, in plain words. */

import { part } from "./core/failure.js";
import { coded } from "./core/given.js";
import { fitting } from "./core/options.js";
import type { LoadOptions } from "./load.js";

/** One thing that was looked at. */
export interface Finding {
  /** What was looked at. */
  about: "webassembly" | "file" | "version" | "worker" | "storage" | "lists";
  /** `bad`: nothing works until it is mended. `poor`: it works, less well. */
  state: "good" | "poor" | "bad";
  /** What was found. */
  message: string;
  /** What to do about it; empty where all is well. */
  hint: string;
}

/**
 * Looks at everything that the package needs of a page and of its server.
 *
 * ```js
 * import { doctor } from "peer-circle";
 * console.table(await doctor());
 * ```
 *
 * @throws CircleError with the code `call.unreadable` for options that `load` does not take; whatever else it meets is a finding.
 */
export async function doctor(options: LoadOptions = {}): Promise<Finding[]> {
  fitting(options, "doctor");
  // Nobody else needs it: a page fetches it no earlier.
  const { findings } = await part(import("./core/findings.js"));
  return findings(options).catch((error: unknown) => Promise.reject(coded(error, "doctor")));
}
