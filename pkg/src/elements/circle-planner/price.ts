/** A price in sentences, as it is seen and heard. */

import type { Price, ScheduledTerm } from "../../index.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

/** Better, worse or the same, what it would break and what it would mend, and what becomes of the sessions. */
export function priceSentences({ cost, breaks, mends }: Price, texts: PlannerTexts, term: ScheduledTerm | undefined): string[] {
  const change = cost === 0 ? texts.costsNothing : cost > 0 ? texts.costs(cost) : texts.saves(-cost);
  const named = (rules: readonly string[]) => rules.map(texts.rule).join(", ");
  return [
    change,
    ...(breaks.length > 0 ? [texts.breaks(named(breaks))] : []),
    ...(mends.length > 0 ? [texts.mends(named(mends))] : []),
    ...(term ? [workTexts(texts).wouldOutdate(sessionsIn(term))] : []),
  ];
}

/** How many sessions all circles have. */
export function sessionsIn({ series }: Pick<ScheduledTerm, "series">): number {
  return series.reduce((sum, { sessions }) => sum + sessions.length, 0);
}
