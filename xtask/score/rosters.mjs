export default async function (peer, { cases, moves }, watch) {
  const answers = [];
  watch.start();
  for (const { roster, rules, seed } of cases) {
    const formation = await peer.circles.form({ roster, rules }, { seed, budget: { work: moves } });
    answers.push({ plan: formation.plan, moves: await formation.moves() });
  }
  watch.stop();
  return answers;
}
