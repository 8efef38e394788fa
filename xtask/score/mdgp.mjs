export default async function (peer, { distances, sizes, seed, seconds, moves }, watch) {
  const budget = {};
  if (seconds != null) budget.milliseconds = seconds * 1000;
  if (moves != null) budget.work = moves;
  let looked = 0;
  const onProgress = (progress) => (looked = progress.work);
  watch.start();
  const division = await peer.circles.diverse({ ...distances, sizes }, { seed, budget, onProgress });
  watch.stop();
  return { division, moves: looked };
}
