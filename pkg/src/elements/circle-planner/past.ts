/** Earlier terms: whoever met then should meet others now. */

import { html, type TemplateResult } from "lit";
import type { Past } from "../../index.js";
import { firmness } from "./firmness.js";
import type { Planning } from "./planning.js";
import { ruleTexts } from "./rule-texts.js";
import type { PlannerTexts } from "./texts.js";

/** What is said of an earlier term: what it costs to meet again, or that this is less with each term since. */
type Changed = Partial<Pick<Past, "weight" | "age">> & { fades?: boolean };

export function past(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const asks = ruleTexts(texts);
  const set = (all: Past[]) => planning.wish(() => (wishes.past = all));
  const take = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const circles = circlesOf(await file.text());
    input.setCustomValidity(circles ? "" : asks.noTerm(file.name));
    input.reportValidity();
    input.value = "";
    if (circles) set([...wishes.past, { circles }]);
  };
  const one = (term: Past, at: number) => {
    const change = ({ weight = term.weight, age = term.age, fades }: Changed) => {
      const changed = { circles: term.circles, ...(weight !== undefined && !fades && { weight }), ...(age !== undefined && { age }) };
      set(wishes.past.map((each) => (each === term ? changed : each)));
    };
    return row(term, at, texts, change, () => set(wishes.past.filter((each) => each !== term)));
  };
  return html`<details id="past"><summary>${asks.past(wishes.past.length)}</summary>
    <div class="stack tight">
      <p class="small soft">${asks.pastLead}</p>
      ${wishes.past.map(one)}
      <label class="stack tight"><span class="small">${asks.pastAdd}</span><input type="file" accept=".json,application/json" @change=${take} /></label>
    </div>
  </details>`;
}

function row({ circles, weight, age }: Past, at: number, texts: PlannerTexts, change: (changed: Changed) => void, drop: () => void): TemplateResult {
  const asks = ruleTexts(texts);
  const title = asks.pastTerm(circles.length, new Set(circles.flat()).size);
  const ago = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (input.validity.valid && input.value !== "") change({ age: input.valueAsNumber - 1 });
    else input.value = String((age ?? at) + 1);
  };
  const usual = { words: asks.fading, choose: () => change({ fades: true }) };
  const firm = firmness(weight, texts, (changed) => change({ weight: changed }), { off: true, label: asks.firmly(title), usual });
  return html`<div class="tie stack tight" role="group" aria-label=${title}>
    <div class="rule"><strong>${title}</strong>${firm}</div>
    <div class="row">
      <label class="check"><span>${asks.termsAgo}</span><input type="number" min="1" max="99" .value=${String((age ?? at) + 1)} @change=${ago} /></label>
      <button type="button" class="slim" aria-label=${texts.topicOut(title)} @click=${drop}>✕</button>
    </div>
  </div>`;
}

/** The people of each circle, of a term or of circles as this page saves them; none of anything else. */
function circlesOf(text: string): string[][] | undefined {
  try {
    const { series, circles = series } = JSON.parse(text) as { series?: unknown; circles?: unknown };
    if (!Array.isArray(circles)) return undefined;
    const all = circles.map((circle: { members?: unknown }) => circle.members);
    const people = (members: unknown): members is string[] => Array.isArray(members) && members.every((id) => typeof id === "string");
    return all.length > 0 && all.every(people) ? all : undefined;
  } catch {
    return undefined;
  }
}
