/** What there is to do and tell about circles that were formed; it is fetched with the first. */

import type { Circle, Formation, Plan, Reason, Rules } from "../../index.js";

export { filled, freed, resumed, travelled } from "./going-on.js";
export { formed, improved } from "./own-circles.js";
export { standing } from "./standing.js";
export { takenOver } from "./taking-up.js";

/** Rules of a circle as a whole: an organiser wants to see where they are broken, though that only costs. */
const WHOLE: readonly string[] = ["size", "leader", "meeting", "together", "apart", "self-formed circles"];

/** The problem that a plan made by hand breaks a rule; it is told on the circle. */
const BROKEN = "circles.broken";

/** What an organiser wants to see of a plan without asking: where rules are broken, and where they cost something. */
export async function against(formation: Formation, plan: Plan) {
  const dear = await costly(formation, plan);
  return { broken: await broken(formation, plan, dear), costly: dear };
}

/** Where each rule costs something: by the rule. */
async function costly(formation: Formation, { parts = [] }: Plan): Promise<ReadonlyMap<string, Reason[]>> {
  const dear = parts.filter(({ cost }) => cost > 0);
  return new Map(await Promise.all(dear.map(async ({ rule }) => [rule, await formation.whyRule(rule)] as const)));
}

/** Where circles go against such rules, with what that costs, and what a move by hand broke that must hold: by the circle's id. */
async function broken(formation: Formation, { parts = [], problems = [], circles }: Plan, dear: ReadonlyMap<string, Reason[]>): Promise<ReadonlyMap<string, Reason[]>> {
  const costs = ({ rule, cost }: { rule: string; cost: number }) => WHOLE.includes(rule) && cost > 0;
  const byHand = new Set(problems.flatMap(({ code, values }) => (code === BROKEN ? (values?.["rule"] ?? []) : [])));
  if (byHand.size === 0 && !parts.some(costs)) return new Map();
  const all = await Promise.all(circles.map(async ({ id }) => [id, await formation.whyCircle(id)] as const));
  const told = ({ rule, values }: Reason) => byHand.has(rule) || costs({ rule, cost: Number(values?.["cost"]?.[0]) });
  // Where all that is known of a circle is a cost, it is told by whom.
  const by = (id: string, reason: Reason) => (reason.code === "rule.costs" ? dear.get(reason.rule)?.find(({ values }) => values?.["circle"]?.includes(id)) : undefined) ?? reason;
  return new Map(all.map(([id, reasons]) => [id, reasons.filter(told).map((reason) => by(id, reason))]));
}

/** Why each of these people is where they are. */
export async function reasons(formation: Formation, people: readonly string[]): Promise<Map<string, Reason[]>> {
  return new Map(await Promise.all(people.map(async (id) => [id, await formation.why(id)] as const)));
}

/** The rules with those who are locked in the circles that they have; everybody else is as free as before. */
export function tied(rules: Rules, plan: Plan | undefined, locked: ReadonlySet<string>): Rules {
  const held = (plan?.circles ?? []).map(({ id, name, members }) => ({ id, name, members: members.filter((person) => locked.has(person)) })).filter(({ members }) => members.length > 0);
  if (held.length === 0) return rules;
  const there = (rules.present ?? []).map((circle) => ({ ...circle, members: circle.members.filter((person) => !locked.has(person)) }));
  const more = ({ id }: { id: string }) => held.find((circle) => circle.id === id)?.members ?? [];
  const known = new Set(there.map(({ id }) => id));
  return {
    ...rules,
    present: [...there.map((circle) => ({ ...circle, members: [...circle.members, ...more(circle)] })), ...held.filter(({ id }) => !known.has(id))],
    locked: [...new Set([...(rules.locked ?? []), ...held.flatMap(({ members }) => members)])],
  };
}

/** Whether all circles of a plan go on in another, and nobody waits there who had a place. */
export function goOn(before: Plan, after: Plan): boolean {
  const there = new Set(after.circles.map(({ id }) => id));
  return after.waiting.length <= before.waiting.length && before.circles.every(({ id }) => there.has(id));
}

/** A plan as it is told: where circles were formed anew around those who are locked, that the others join is no news. */
export function settled(plan: Plan, anew: boolean): Plan {
  if (!anew) return plan;
  const number = ({ id }: Circle) => Number(id.replace(/\D/g, ""));
  return { ...plan, moved: [], circles: [...plan.circles].sort((one, other) => number(one) - number(other)) };
}
