// One late joiner among fifty: everybody of the sample roster comes last once.

import { readFileSync } from "node:fs";

const WORK = 120_000;

export default async (peer) => {
  const { roster } = await peer.people.read(readFileSync(new URL("../../examples/data/physicians.csv", import.meta.url)));
  const rules = { attributes: [{ attribute: "Department", how: "mix", weight: 3 }] };
  const form = async (participants, present) => {
    const given = { roster: { participants }, rules: { ...rules, present } };
    const formation = await peer.circles.form(given, { seed: 1, budget: { work: WORK } });
    const { plan } = formation;
    formation.free?.();
    return plan;
  };
  const joins = async (late) => {
    const others = roster.participants.filter((person) => person !== late);
    const before = await form(others, []);
    const present = before.circles.map(({ id, name, members }) => ({ id, name, members }));
    const start = performance.now();
    const after = await form([...others, late], present);
    const moved = after.moved.filter(({ person }) => person !== late.id).length;
    return { moved, waits: after.waiting.length, seconds: (performance.now() - start) / 1000 };
  };
  return {
    what: "repair: one late joiner among 50",
    asked: "nobody else moves unless a rule forces it",
    runs: 1,
    async ours() {
      const all = [];
      for (const late of roster.participants) all.push(await joins(late));
      const count = (is) => all.filter(is).length;
      const found = `of ${all.length}, ${count(({ moved }) => moved === 0)} moved nobody, ${count(({ moved }) => moved === 1)} one other, ${count(({ waits }) => waits > 0)} waited`;
      return { found, seconds: all.reduce((sum, { seconds }) => sum + seconds, 0) / all.length };
    },
  };
};
