export default async function (peer, { people, circles, rounds, seed, seconds }, watch) {
  watch.start();
  const remix = await peer.circles.rounds({ people, circles, rounds }, { seed, budget: { milliseconds: seconds * 1000 } });
  watch.stop();
  return remix;
}
