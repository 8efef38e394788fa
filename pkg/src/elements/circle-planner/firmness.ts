/** How firmly a rule holds, in a few words to choose from. */

import { html, nothing, type TemplateResult } from "lit";
import type { Strength } from "../../index.js";
import { ruleTexts } from "./rule-texts.js";
import type { PlannerTexts } from "./texts.js";

/** What breaking a rule costs, from what is hardly missed to what nearly must hold. */
export const PRICES = [1, 6, 40] as const;

/**
 * How firmly a rule holds: always, at a price, or not at all. A price of the page's own stays among the others; where a
 * rule has a way of its own, in words, it is the one that is no strength.
 */
export function firmness(
  firm: Strength | undefined,
  texts: PlannerTexts,
  choose: (firm: Strength) => void,
  { off = false, label, usual }: { off?: boolean; label?: string | undefined; usual?: { words: string; choose: () => void } } = {},
): TemplateResult {
  const asks = ruleTexts(texts);
  const prices = [...new Set([...PRICES, ...(typeof firm === "number" ? [firm] : [])])].sort((a, b) => b - a);
  const words = (price: number) => asks.firmness[`price${price}` as keyof typeof asks.firmness] ?? asks.priced(price);
  const option = (value: Strength, said: string) => html`<option value=${value} ?selected=${value === firm}>${said}</option>`;
  const chosen = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value === "usual") usual?.choose();
    else choose(value === "off" || value === "must" ? value : Number(value));
  };
  return html`<select aria-label=${label ?? nothing} @change=${chosen}>
    ${usual ? html`<option value="usual" ?selected=${firm === undefined}>${usual.words}</option>` : nothing}
    ${option("must", asks.firmness.must)} ${prices.map((price) => option(price, words(price)))} ${off ? option("off", texts.dontMind) : nothing}
  </select>`;
}
