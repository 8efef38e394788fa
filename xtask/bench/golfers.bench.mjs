// Weeks of groups in which nobody meets twice, beside the repeats that good-enough-golfers (JavaScript, a page and no
// package) is known to leave.

import { score } from "./score.mjs";

const CASES = [
  ["8-4-9", 0],
  ["8-4-10", 3, 31],
  ["5-3-7", 0, 5],
  ["6-4-6", 0, 6],
  ["7-4-7", 0, 5],
];

const row = ([name, most, theirs]) => ({
  what: `golfers ${name}`,
  asked: `${most === 0 ? "no" : `at most ${most}`} repeats${theirs ? `; good-enough-golfers leaves ${theirs}` : ""}`,
  runs: 1,
  async ours() {
    const { repeats, seconds } = score("golfers", ...name.split("-"), "--seconds", 60, "--wasm");
    return { seconds, found: `${repeats} repeats` };
  },
});

export default () => CASES.map(row);
