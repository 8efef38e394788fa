/** Words of other people within sentences of ours. */

/** Letters that run from right to left, and what turns the direction without being seen. */
const TURNING = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Words of somebody's own, to stand in a sentence: whichever way they run, they end before what follows them. */
export function isolated(words: string): string {
  // What ends an isolate would let the rest out of this one.
  return TURNING.test(words) ? `\u2068${words.replace(/[\u2066-\u2069]/g, "")}\u2069` : words;
}
