// What a page holds, of every kind that has state in the engine, each of them changed; its `state` is what all of them tell.

/** Self-contained, so that a page can be given it as text. */
export async function held(peer) {
  const days = ["Mon", "Tue", "Wed"];
  const people = Array.from({ length: 40 }, (_, at) => `P${at},${at % 4 ? "no" : "yes"},D${at % 5},R${(at * at) % 7},S${(at * 3 + (at >> 2)) % 4},${days[at % 3]} 8:00-12:00; ${days[(at + 1) % 3]} 9:00-17:00`);
  const { roster } = await peer.people.read(`name,leader,department,rank,site,availability\n${people.join("\n")}`);
  // It takes seconds to find the best, and some more to prove it.
  const rules = { size: { min: 5, max: 12 }, attributes: ["department", "rank", "site"].map((attribute) => ({ attribute, how: "mix" })) };
  const formation = await peer.circles.form({ roster, rules }, { seed: 3, budget: { work: 500 } });
  const [one, other] = formation.plan.circles;
  await formation.lock(one.members[0]);
  const move = { move: one.members.find((id) => id !== one.leader && id !== one.members[0]), to: other.id };
  const price = await formation.price(move);
  if (price.breaks.length === 0) await formation.apply(move);
  await formation.improve({ budget: { work: 2_000 } });
  const turns = Array.from({ length: 60 }, (_, at) => ({ id: `t${at}`, speaker: `S${at % 3}`, text: ["I am so proud of you.", "You are not alone in this.", "I walk for ten minutes each day."][at % 3] }));
  const project = await peer.themes.open({ transcripts: [{ id: "said", turns }], coder: "ana" });
  const [suggestion, refused] = await project.suggest();
  await project.accept(suggestion.id);
  await project.reject(refused.id);
  await project.code({ transcript: "said", turn: "t7", code: suggestion.code });
  await project.memo({ about: "project", text: "kept" });
  await project.undo();
  await project.withdraw("S2");
  // What another coder was shown is noted as well.
  await project.setCoder("ben");
  await project.codings();
  await project.suggest({ limit: 3 });
  await project.setCoder("ana");
  await project.codings();
  const { codes } = await project.codebook();
  const model = await peer.themes.model({ turns: turns.map(({ text }) => ({ text })), classes: codes.slice(0, 3).map(({ id }) => id) });
  await model.learn([{ turn: 0, class: 0, yes: true }, { turn: 1, class: 0, yes: false }]);
  await model.learn([{ turn: 2, class: 1, yes: true }, { turn: 3, class: 1, yes: false }]);
  const lexicon = await peer.themes.lexicon(["not alone", "proud", "walk~"]);
  /** In many pieces, of which those that differ can be told. */
  const state = async () => {
    const all = {
      formation: [formation.plan, await formation.moves(), await formation.why(one.members[0]), await formation.whyCircle(other.id), await formation.whyRule("mix Department")],
      project: [await project.save(), await project.suggest(), await project.status(), await project.log()],
      model: await model.probabilities([{ text: "I am proud" }, { text: "I walk" }]),
      lexicon: [await lexicon.find("You are not alone: we walked, proud."), await lexicon.count("proud")],
    };
    return Object.entries(all).flatMap(([name, told]) => told.map((one, at) => `${name} ${at}: ${JSON.stringify(one)}`));
  };
  return { state, formation, project, model, lexicon };
}
