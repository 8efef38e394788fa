// Prints what was asked of each capability and what it came to, and how many times as fast as its peer it is:
// `cargo xtask bench [WORD ..]`.
//
// A row is in a file NAME.bench.mjs here:
//   export default async (peer) => ({ what, against, ours: async () => .., theirs: async () => .. });
// or a list of such rows. Both sides do the same work and return how much they found, which is printed: a ratio of unlike
// things says nothing. A side that runs elsewhere returns { found, seconds } instead. A row without a peer says what was
// `asked`, and leaves `theirs` out. Words choose the rows that have one of them in `what` or in their file's name; without
// words, all rows are measured but those that are `long`.
// Peers are listed in xtask/package.json.

import { readdirSync } from "node:fs";
import { load } from "../../pkg/dist/index.js";

const RUNS = 5;

const words = process.argv.slice(2);
const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".bench.mjs"));
const peer = await load({ worker: false });
const rows = [];
for (const file of files.sort()) {
  const { default: row } = await import(`./${file}`);
  for (const one of [await row(peer)].flat().filter((one) => chosen(one, file))) {
    console.error(one.what);
    rows.push(await measure(one));
  }
}
if (rows.length === 0) throw new Error(`no row has ${words.join(" or ")} in its name`);
console.table(rows);
process.exit(0);

function chosen({ what, long = false }, file) {
  return words.length === 0 ? !long : words.some((word) => what.includes(word) || file.startsWith(word));
}

/** The median of runs that take turns, after one run each that does not count unless it is the only one. */
async function measure({ what, asked = "", against = "", runs = RUNS, ours, theirs }) {
  const sides = theirs ? [ours, theirs] : [ours];
  const first = [];
  for (const side of sides) first.push(await time(side));
  const times = first.map(({ ms }) => (runs === 1 ? [ms] : []));
  for (let run = 0; runs > 1 && run < runs; run++) {
    for (const [at, side] of sides.entries()) times[at].push((await time(side)).ms);
  }
  const [mine, other] = times.map(median);
  const found = first.map((side) => side.found).join(" / ");
  const peers = theirs ? { "theirs, ms": other.toFixed(1), "times as fast": (other / mine).toFixed(2) } : {};
  return { what, asked, found, against, "ours, ms": mine.toFixed(1), ...peers };
}

async function time(work) {
  const start = performance.now();
  const found = await work();
  const ms = performance.now() - start;
  return found?.seconds === undefined ? { found, ms } : { found: found.found, ms: found.seconds * 1000 };
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
