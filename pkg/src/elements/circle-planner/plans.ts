/** What there is to do and tell about circles that were formed; it is fetched with the first. */

import type { Formation, Plan, Reason } from "../../index.js";

/** Moves whoever is elsewhere to where the plan has them. */
export async function likeness(formation: Formation, plan: Plan): Promise<void> {
  const now = places(formation.plan);
  for (const [person, to] of places(plan)) {
    if (now.get(person) === to) continue;
    await formation.apply(to === "" ? { move: person } : { move: person, to });
  }
}

export function same(one: Plan, other: Plan): boolean {
  const [here, there] = [places(one), places(other)];
  return here.size === there.size && [...here].every(([person, circle]) => there.get(person) === circle);
}

/** Rules of a circle as a whole: an organiser wants to see where they are broken, though that only costs. */
const WHOLE: readonly string[] = ["size", "leader", "meeting", "together", "apart", "self-formed circles"];

/** Where circles go against such rules, with what that costs: by the circle's id. */
export async function broken(formation: Formation, { parts = [], circles }: Plan): Promise<ReadonlyMap<string, Reason[]>> {
  const costs = ({ rule, cost }: { rule: string; cost: number }) => WHOLE.includes(rule) && cost > 0;
  if (!parts.some(costs)) return new Map();
  const all = await Promise.all(circles.map(async ({ id }) => [id, await formation.whyCircle(id)] as const));
  return new Map(all.map(([id, reasons]) => [id, reasons.filter(({ rule, values }) => costs({ rule, cost: Number(values?.["cost"]?.[0]) }))]));
}

/** The circle of each person; of those who wait, none. */
function places({ circles, waiting }: Plan): Map<string, string> {
  const placed = circles.flatMap(({ id, members }) => members.map((person) => [person, id] as const));
  return new Map([...placed, ...waiting.map((person) => [person, ""] as const)]);
}
