/** A price in sentences, as it is seen and heard. */

import type { Price } from "../../index.js";
import type { PlannerTexts } from "./texts.js";

/** Better, worse or the same, what it would break and what it would mend. */
export function priceSentences({ cost, breaks, mends }: Price, texts: PlannerTexts): string[] {
  const change = cost === 0 ? texts.costsNothing : cost > 0 ? texts.costs(cost) : texts.saves(-cost);
  const named = (rules: readonly string[]) => rules.map(texts.rule).join(", ");
  return [change, ...(breaks.length > 0 ? [texts.breaks(named(breaks))] : []), ...(mends.length > 0 ? [texts.mends(named(mends))] : [])];
}
