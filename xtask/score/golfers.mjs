export default async function (peer, { people, circles, rounds, seed, seconds, moves }, watch) {
  const budget = {};
  if (seconds != null) budget.milliseconds = seconds * 1000;
  if (moves != null) budget.work = moves;
  watch.start();
  const remix = await peer.circles.rounds({ people, circles, rounds }, { seed, budget });
  watch.stop();
  return remix;
}
