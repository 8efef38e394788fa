const RUNS = 5;

export default async function (peer, { texts, limit }, watch) {
  let best = Infinity;
  let instances = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const all = await peer.calendar.expand(texts, { limit });
    best = Math.min(best, performance.now() - start);
    instances = all.reduce((sum, instants) => sum + instants.length, 0);
  }
  // The best of some runs, as natively.
  watch.total = best;
  return instances;
}
