// Prints how many times as fast as its peer each capability is: `cargo xtask bench`.
//
// A row is a file NAME.bench.mjs here:
//   export default async (peer) => ({ what, against, ours: async () => .., theirs: async () => .. });
// Both sides do the same work and return how much they found, which is printed: a ratio of unlike things says nothing.
// Peers are listed in xtask/package.json.

import { readdirSync } from "node:fs";
import { load } from "../../pkg/dist/index.js";

const RUNS = 5;

const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".bench.mjs"));
const peer = await load({ worker: false });
const rows = [];
for (const file of files.sort()) {
  const { default: row } = await import(`./${file}`);
  rows.push(await measure(await row(peer)));
}
console.table(rows);
process.exit(0);

/** The median of runs that take turns, after one run each that does not count. */
async function measure({ what, against, ours, theirs }) {
  const found = [await ours(), await theirs()];
  const times = [[], []];
  for (let run = 0; run < RUNS; run++) {
    times[0].push(await time(ours));
    times[1].push(await time(theirs));
  }
  const [mine, other] = times.map(median);
  return { what, against, "ours, ms": mine.toFixed(1), "theirs, ms": other.toFixed(1), "times as fast": (other / mine).toFixed(2), found: found.join(" / ") };
}

async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
