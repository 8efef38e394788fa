export default async function (peer, { roster, rules, seed, seconds, moves }, watch) {
  const budget = {};
  if (seconds != null) budget.milliseconds = seconds * 1000;
  if (moves != null) budget.work = moves;
  let best;
  let secondsToBest = 0;
  watch.start();
  const start = performance.now();
  const onProgress = (progress) => {
    if (progress.best === best) return;
    best = progress.best;
    secondsToBest = (performance.now() - start) / 1000;
  };
  const formation = await peer.circles.form({ roster, rules }, { seed, budget, onProgress });
  watch.stop();
  // All of Node at its largest, with the roster and what it was read from.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { plan: formation.plan, moves: await formation.moves(), secondsToBest, megabytes };
}
