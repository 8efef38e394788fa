/** What there is to do and tell about circles that were formed; it is fetched with the first. */

import type { Formation, Plan, Reason } from "../../index.js";

/** Rules of a circle as a whole: an organiser wants to see where they are broken, though that only costs. */
const WHOLE: readonly string[] = ["size", "leader", "meeting", "together", "apart", "self-formed circles"];

/** Where circles go against such rules, with what that costs: by the circle's id. */
export async function broken(formation: Formation, { parts = [], circles }: Plan): Promise<ReadonlyMap<string, Reason[]>> {
  const costs = ({ rule, cost }: { rule: string; cost: number }) => WHOLE.includes(rule) && cost > 0;
  if (!parts.some(costs)) return new Map();
  const all = await Promise.all(circles.map(async ({ id }) => [id, await formation.whyCircle(id)] as const));
  return new Map(all.map(([id, reasons]) => [id, reasons.filter(({ rule, values }) => costs({ rule, cost: Number(values?.["cost"]?.[0]) }))]));
}
