/** Circles that people formed themselves, or that the page names, stand: also where the number of circles is given, and others would fill one of them better. */

import type { Circle, Formation, Plan, Roster, Rules, WorkOptions } from "../../index.js";
import { engine } from "../parts/engine.js";

type There = NonNullable<Rules["present"]>;

/** Forms circles. */
export async function formed(roster: Roster, rules: Rules, options: WorkOptions): Promise<Formation> {
  const { circles } = await engine();
  const formation = await circles.form({ roster, rules }, options);
  const there = ofTheirOwn(roster, rules);
  if (rules.circles === undefined || standing(there, formation.plan).length === there.length) return formation;
  const [own, locked] = [there.flatMap(({ members }) => members), rules.locked ?? []];
  // What they cost to be moved by hand is what it costs others.
  const free = rules.present?.length ? {} : { moving: "off" as const };
  const held = await circles.form({ roster, rules: { ...rules, ...free, present: there, locked: [...locked, ...own] } }, options).catch(() => undefined);
  if (!held || standing(there, held.plan).length < there.length) {
    held?.dispose();
    return formation;
  }
  formation.dispose();
  await letGo(held, own, locked);
  return held;
}

/** Goes on from where the circles are. */
export async function improved(formation: Formation, roster: Roster, rules: Rules, locked: Iterable<string>, options: WorkOptions): Promise<void> {
  const there = rules.circles === undefined ? [] : standing(ofTheirOwn(roster, rules), formation.plan);
  const own = there.flatMap(({ members }) => members);
  for (const person of own) await formation.lock(person);
  try {
    await formation.improve(options);
  } finally {
    await letGo(formation, own, [...(rules.locked ?? []), ...locked]);
  }
}

/** By hand they can be moved, but for those who were locked before. */
async function letGo(formation: Formation, own: readonly string[], locked: readonly string[]): Promise<void> {
  for (const person of own) await formation.unlock(person);
  if (own.length > 0) for (const person of locked) await formation.lock(person);
}

/** The circles of which most people are together. */
function standing(there: There, { circles }: Plan): There {
  const met = (one: readonly string[], { members }: Circle) => members.filter((person) => one.includes(person)).length;
  return there.filter(({ members }) => circles.some((circle) => met(members, circle) * 2 > members.length));
}

/** The circles that there are, and those that people formed which are in none of them yet. */
function ofTheirOwn({ participants }: Roster, { present = [], selfFormed, size }: Rules): There {
  const known = new Set(participants.map(({ id }) => id));
  const there = present.map((circle) => ({ ...circle, members: circle.members.filter((person) => known.has(person)) })).filter(({ members }) => members.length > 0);
  const [ids, named] = [new Set(there.map(({ id }) => id)), new Set(there.flatMap(({ members }) => members))];
  const own = new Map<string, string[]>();
  for (const { id, circle } of participants) if (circle && selfFormed === "must") own.set(circle, [...(own.get(circle) ?? []), id]);
  const whole = [...own].filter(([, members]) => members.length <= (size?.max ?? known.size) && !members.some((person) => named.has(person)));
  const free = Array.from({ length: ids.size + whole.length }, (_, at) => `c${at + 1}`).filter((id) => !ids.has(id));
  return [...there, ...whole.map(([name, members], at) => ({ id: free[at] ?? name, name, members }))];
}
