// Prints how many times as fast as its peer each capability is: `cargo xtask bench`.
//
// A row is a file NAME.bench.mjs here:
//   export default async (peer) => ({ what, against, ours: async () => .., theirs: async () => .. });
// or a list of such rows. Both sides do the same work and return how much they found, which is printed: a ratio of unlike
// things says nothing. A side that runs elsewhere returns { found, seconds } instead.
// Peers are listed in xtask/package.json.

import { readdirSync } from "node:fs";
import { load } from "../../pkg/dist/index.js";

const RUNS = 5;

const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".bench.mjs"));
const peer = await load({ worker: false });
const rows = [];
for (const file of files.sort()) {
  const { default: row } = await import(`./${file}`);
  for (const one of [await row(peer)].flat()) rows.push(await measure(one));
}
console.table(rows);
process.exit(0);

/** The median of runs that take turns, after one run each that does not count unless it is the only one. */
async function measure({ what, against, runs = RUNS, ours, theirs }) {
  const first = [await time(ours), await time(theirs)];
  const times = runs === 1 ? first.map(({ ms }) => [ms]) : [[], []];
  for (let run = 0; runs > 1 && run < runs; run++) {
    times[0].push((await time(ours)).ms);
    times[1].push((await time(theirs)).ms);
  }
  const [mine, other] = times.map(median);
  const found = first.map((side) => side.found).join(" / ");
  return { what, against, "ours, ms": mine.toFixed(1), "theirs, ms": other.toFixed(1), "times as fast": (other / mine).toFixed(2), found };
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
