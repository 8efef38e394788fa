export default async function (peer, { cases, moves, advice }, watch) {
  const answers = [];
  watch.start();
  for (const { roster, rules, seed } of cases) {
    const formation = await peer.circles.form({ roster, rules }, { seed, budget: { work: moves } });
    const answer = { plan: formation.plan, moves: await formation.moves() };
    if (advice) answer.advice = await peer.circles.advise({ roster, rules, plan: formation.plan }, { seed });
    answers.push(answer);
  }
  watch.stop();
  return answers;
}
