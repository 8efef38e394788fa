// Fifty people in eight circles, a file of data/circles: to the proof, beside what OR-Tools' CP-SAT (PyPI: ortools) comes
// to in a minute. What is counted as time is what each says that its own search took.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const DATA = process.env.PEER_CIRCLE_DATA;
const SECONDS = 60;

const row = (name) => {
  const file = DATA && `${DATA}/circles/circle_${name}.json`;
  if (!file || !existsSync(file)) return undefined;
  const judged = ({ cost, bound, proved, seconds }) => ({ seconds, found: `${cost}, ${proved ? "proved" : `at least ${bound}`}` });
  const last = (text) => JSON.parse(text.trim().split("\n").at(-1));
  const script = new URL("cpsat.py", import.meta.url).pathname;
  return {
    what: `circles of ${name}`,
    against: `CP-SAT, 2 workers, ${SECONDS} s`,
    runs: 1,
    ours: async () => judged(last(execFileSync("cargo", ["xtask", "score", "circles", file, "--wasm"], { encoding: "utf8" }))),
    theirs: async () => judged(last(execFileSync("python3", [script, SECONDS], { input: readFileSync(file), encoding: "utf8" }))),
  };
};

export default () => [row("n50_s1_h0"), row("n50_s1_h2")].filter(Boolean);
