// What the models say of the tests after each set of labels.

export default async function (peer, { subject, tests, runs }) {
  const model = await peer.themes.model(subject);
  const told = [];
  for (const labels of runs) {
    const start = performance.now();
    await model.learn(labels);
    const fit_seconds = (performance.now() - start) / 1000;
    told.push({ probabilities: await model.probabilities(tests), fit_seconds });
  }
  return told;
}
