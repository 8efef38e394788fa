/** The order of an attribute: words from the lowest up, or the numbers at which a step ends. */

import { html, nothing, type TemplateResult } from "lit";
import type { Levels } from "../../index.js";
import { follow } from "./follow.js";
import { ruleTexts } from "./rule-texts.js";
import type { PlannerTexts } from "./texts.js";
import type { Values } from "./wishes.js";

/** More words than these are names of things, and have no order that anybody would write down. */
const MOST = 24;

export function order(
  name: string,
  levels: Levels | undefined,
  values: Values | undefined,
  texts: PlannerTexts,
  change: (levels: Levels | undefined) => void,
): TemplateResult | typeof nothing {
  const { words: all, numeric } = values ?? { words: [], numeric: false };
  const numbers = levels ? typeof levels[0] === "number" : numeric;
  if (!levels && !numbers && (all.length < 3 || all.length > MOST)) return nothing;
  const asks = ruleTexts(texts);
  const said = levels ? asks.ordered(levels.join(", ")) : asks.order;
  return html`<details class="order small"><summary aria-label=${`${name}: ${said}`}>${said}</summary>
    ${numbers ? steps(name, levels, asks.steps, change) : words(name, levels as string[] | undefined, all, texts, change)}
  </details>`;
}

/** Of numbers it is said where the steps are. */
function steps(name: string, levels: Levels | undefined, label: string, change: (levels: Levels | undefined) => void): TemplateResult {
  const take = (event: Event) => {
    const all = ((event.target as HTMLInputElement).value.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    change(all.length > 0 ? [...new Set(all)].sort((a, b) => a - b) : undefined);
  };
  return html`<label class="stack tight"><span>${label}</span>
    <input type="text" maxlength="200" placeholder="5, 10, 20" aria-label=${`${name}: ${label}`} .value=${(levels ?? []).join(", ")} @change=${take} /></label>`;
}

/** Words are in the order of the roster until somebody moves them. */
function words(name: string, levels: string[] | undefined, values: readonly string[], texts: PlannerTexts, change: (levels: Levels | undefined) => void): TemplateResult {
  const { hasOrder } = ruleTexts(texts);
  const all = levels ?? [...values];
  const move = (from: number, to: number) => (event: Event) => {
    const moved = all.filter((_, at) => at !== from);
    moved.splice(to, 0, ...all.slice(from, from + 1));
    change(moved);
    follow(event, to);
  };
  const item = (word: string, at: number) => html`<li class="row">
    <span class="grow">${word}</span>
    <button type="button" class="slim" data-way="up" ?disabled=${at === 0} aria-label=${texts.topicUp(word)} @click=${move(at, at - 1)}>↑</button>
    <button type="button" class="slim" data-way="down" ?disabled=${at === all.length - 1} aria-label=${texts.topicDown(word)} @click=${move(at, at + 1)}>↓</button>
  </li>`;
  const has = (event: Event) => change((event.target as HTMLInputElement).checked ? all : undefined);
  return html`<label class="check"><input type="checkbox" aria-label=${`${name}: ${hasOrder}`} .checked=${levels !== undefined} @change=${has} /><span>${hasOrder}</span></label>
    ${levels ? html`<ol class="stack tight">${all.map(item)}</ol>` : nothing} ${levels ? newcomers(levels, values, texts, change) : nothing}`;
}

/** Words that came with more people: each has a place once somebody gives it one. */
function newcomers(levels: readonly string[], values: readonly string[], texts: PlannerTexts, change: (levels: Levels | undefined) => void): TemplateResult | typeof nothing {
  const left = values.filter((word) => !levels.includes(word));
  if (left.length === 0) return nothing;
  const { notInOrder, addLevel } = ruleTexts(texts);
  const add = (word: string) => html`<button type="button" class="slim" data-level=${word} aria-label=${addLevel(word)} @click=${() => change([...levels, word])}>${word} +</button>`;
  return html`<div class="row"><span>${notInOrder}</span> ${left.map(add)}</div>`;
}
