/** Circles that there are already, in the forming. */

import type { Formation, Plan, Roster, Rules, Strength } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told } from "../parts/problems.js";
import { present } from "./plan.js";

/** What circles cannot be taken up for: they are far too large now, or people who must be together are not. */
const CANNOT: readonly string[] = ["move.too_many", "plan.divided"];

/** That nobody of the circles is on the roster. */
export const STRANGERS = "page.strangers";

/** The most that a rule can cost. */
const DEAREST = 1000;

/** Circles that there are already, in the forming: just as they are, so that people can be moved and locked in them. */
export async function takenUp(roster: Roster, rules: Rules, plan: Plan, locked: readonly string[], seed: number): Promise<Formation> {
  const known = new Set(roster.participants.map(({ id }) => id));
  if (!plan.circles.some(({ members }) => members.some((id) => known.has(id)))) throw { code: STRANGERS, message: "" };
  // Whoever is moved by hand is moved on purpose: that has no price of its own.
  const there = { ...rules, ...present(plan), moving: "off" as const };
  return takeUp(roster, there, plan, locked, seed).catch((error: unknown) => {
    if (!CANNOT.includes(told(error).code)) throw error;
    return takeUp(roster, eased(there), plan, locked, seed);
  });
}

/** The same of circles that were filled: whoever is moved by hand from here on is moved on purpose, and the plan costs what others would. */
export async function takenOver(formation: Formation, roster: Roster, rules: Rules, locked: readonly string[], seed: number): Promise<Formation> {
  return takenUp(roster, rules, formation.plan, locked, seed).finally(() => formation.dispose());
}

async function takeUp(roster: Roster, rules: Rules, plan: Plan, locked: readonly string[], seed: number): Promise<Formation> {
  const formation = await (await engine()).circles.form({ roster, rules }, { seed, budget: { work: 0 } });
  try {
    await formation.takeUp(plan);
    for (const id of locked) await formation.lock(id);
    return formation;
  } catch (error) {
    formation.dispose();
    throw error;
  }
}

/** The rules in which such circles can be: what must hold of them is as dear as can be. */
function eased(rules: Rules): Rules {
  const dear = (strength: Strength | boolean | undefined) => (strength === "must" || strength === undefined || strength === true ? DEAREST : strength);
  const together = (rules.together ?? []).map((group) => (Array.isArray(group) ? { people: group, weight: DEAREST } : { ...group, weight: dear(group.weight) as Strength }));
  return { ...rules, together, sizeWeight: dear(rules.sizeWeight) as Strength, selfFormed: dear(rules.selfFormed) };
}
