/** What the attribute `demo` fills an element with: people, a programme and a session that never were. */

import type { Programme, Rules, Term } from "../../index.js";

export interface Samples {
  /** Fifty people who do not exist, as CSV. */
  roster: string;
  /** A session that never took place, as WebVTT. */
  session: string;
  /** A programme that never ran, with its rules. */
  programme: Programme & { rules?: Rules };
  /** What was scheduled for two of its circles. */
  term: Term;
}

/** The moment at which the sample term is shown: the morning of one of its sessions. */
export const SAMPLE_NOW = "2020-11-17T13:00:00Z";

/** What the people of the sample roster are called, by their ids: its first two columns. */
export function namesIn({ roster }: Samples): Record<string, string> {
  return Object.fromEntries(roster.split("\n").slice(1).map((row) => row.split(",").slice(0, 2)));
}

/** The samples; they are fetched, with the module that holds them, only where an element is to show them. */
export async function samples(): Promise<Samples> {
  return (await import("./samples.js")) as Samples;
}
