// Circles of 50 to 50,000 people: files of data/circles, and invented rosters of the same kind. Fifty people stand beside
// what OR-Tools' CP-SAT (PyPI: ortools) comes to in a minute; what is counted as time is what each says that its own search
// took.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { data, score } from "./score.mjs";

const SECONDS = 60;

const circles = (name) => data(`circles/circle_${name}.json`);
const told = ({ cost, bound, proved, violations }) =>
  [cost, proved ? "proved" : `at least ${bound ?? "unknown"}`, violations && `${violations} violations`].filter(Boolean).join(", ");
const judged = (answer) => ({ seconds: answer.seconds, found: told(answer) });

/** To the proof, or for as long as is asked. */
const formed = (name, asked, ...options) => {
  const file = circles(name);
  const ours = async () => judged(score("circles", file, "--wasm", ...options));
  return file && { what: `circles of ${name}`, asked, runs: 1, ours };
};

const beside = (row) => {
  const script = new URL("cpsat.py", import.meta.url).pathname;
  const solve = (input) => JSON.parse(execFileSync("python3", [script, SECONDS], { input, encoding: "utf8" }));
  const name = row?.what.split(" ").at(-1);
  const theirs = async () => judged(solve(readFileSync(circles(name))));
  return row && { ...row, against: `CP-SAT, 2 workers, ${SECONDS} s`, theirs };
};

/** So short a time beside a long one. */
const short = (name, asked, seconds) => {
  const row = formed(name, asked, "--seconds", seconds);
  const theirs = async () => judged(score("circles", circles(name), "--wasm", "--seconds", SECONDS));
  return row && { ...row, long: true, against: `itself, ${SECONDS} s`, theirs };
};

const invented = (people, megabytes, ...where) => ({
  what: `circles of ${people} invented people, ${where.length > 0 ? "wasm" : "native"}`,
  asked: `no violation in 10 s and ${megabytes} MB`,
  runs: 1,
  long: true,
  async ours() {
    const answer = score("circles", people, "--seconds", 10, ...where);
    return { seconds: answer.seconds, found: `${told(answer)}, ${answer.megabytes.toFixed(0)} MB` };
  },
});

/** Moves looked at in a second, in circles so large that no proof takes turns with the search. */
const moves = (asked, ...where) => {
  const file = circles("n50_s1_h0");
  const ours = async () => {
    const wide = `${tmpdir()}/peer-circle-bench.json`;
    writeFileSync(wide, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), max: 11 }));
    const { moves, seconds } = score("circles", wide, "--moves", 30_000_000, ...where);
    return { seconds, found: `${(moves / seconds / 1e6).toFixed(1)} million a second` };
  };
  return file && { what: `moves of 50 people, ${where.length > 0 ? "wasm" : "native"}`, asked, runs: 1, ours };
};

export default () =>
  [
    beside(formed("n50_s1_h0", "110, proved, in 2 s")),
    beside(formed("n50_s1_h2", "155, proved, in 2 s")),
    formed("n100_s1_h0", "proved, or a gap under 2 %, in 20 s", "--seconds", 20),
    short("n200_s1_h0", "within 1 % of the best of 60 s in 5 s", 5),
    formed("n1000_s1_h0", "2,160 in 3 s", "--seconds", 3),
    ...[[], ["--wasm"]].flatMap((where) => [invented(10_000, 200, ...where), invented(50_000, 400, ...where)]),
    moves("15 million a second"),
    moves("8 million a second", "--wasm"),
  ].filter(Boolean);
