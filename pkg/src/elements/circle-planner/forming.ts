/** The second part: the rules in plain words, the button, and how far the work is. */

import { html, nothing, type TemplateResult } from "lit";
import { problemText } from "../parts/problems.js";
import { plainly } from "./advice.js";
import type { Planning } from "./planning.js";
import { rules } from "./rules.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

export function forming(planning: Planning, texts: PlannerTexts, language: string): TemplateResult {
  return html`<section class="panel stack" aria-labelledby="rules" part="rules">
    <h2 id="rules" tabindex="-1">${texts.rules}</h2>
    ${planning.plan?.circles.length ? folded(planning, texts) : rules(planning, texts)} ${buttons(planning, texts)}
    ${planning.busy === "forming" ? working(planning, texts, language) : nothing}
    ${planning.failure && planning.busy === "" ? failed(planning, texts, language) : nothing}
  </section>`;
}

/** Once there are circles they matter more than what they were formed by. */
function folded(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { min, max, firm } = planning.wishes;
  return html`<details id="wishes"><summary>${texts.rulesShort(min, max, firm.leader === "must", firm.slot === "must")}</summary>${rules(planning, texts)}</details>`;
}

function buttons(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { plan, busy, stale, held, current } = planning;
  const forms = busy === "forming";
  const further = plan && !plan.proved && !stale && current;
  return html`<div class="row">
    ${forms
      ? html`<button type="button" class="main" id="stop" @click=${() => planning.stop()}>${texts.stop}</button>`
      : html`<button type="button" class="main" id="form" ?disabled=${busy !== ""} @click=${() => void planning.form()}>
          ${plan ? texts.formAgain : texts.form}
        </button>`}
    ${plan && plan.circles.length > 0 && stale && !forms
      ? html`<button type="button" id="newcomers" ?disabled=${busy !== ""} @click=${() => void planning.form("circles")}>${keeping(planning, texts)}</button>`
      : nothing}
    ${plan && plan.circles.length > 0 && !stale && held && !forms
      ? html`<button type="button" id="resume" ?disabled=${busy !== ""} @click=${() => void planning.form("circles")}>${texts.resume}</button>`
      : nothing}
    ${further && planning.formation && !forms
      ? html`<button type="button" ?disabled=${busy !== ""} @click=${() => void planning.form("here")}>${texts.improve}</button>`
      : nothing}
  </div>`;
}

/** What forming would do with the circles that there are: whoever waits finds a place, or other rules are followed. */
function keeping({ roster, plan }: Planning, texts: PlannerTexts): string {
  const { placeNew, adapt } = workTexts(texts);
  const placed = new Set(plan?.circles.flatMap(({ members }) => members));
  const count = roster?.participants.filter(({ id }) => !placed.has(id)).length ?? 0;
  return count > 0 ? placeNew(count) : adapt;
}

function working({ progress }: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const number = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const { best, bound, work } = progress ?? {};
  const parts = [
    best === undefined ? "" : texts.best(number.format(best)),
    bound === undefined ? texts.noBound : texts.bound(number.format(bound)),
    work === undefined ? "" : texts.looked(short.format(work)),
  ];
  return html`<div class="stack tight" id="progress">
    <progress aria-label=${texts.forming}></progress>
    <p class="small numbers">${parts.filter((part) => part !== "").join(" · ")}</p>
  </div>`;
}

function failed({ failure, plan, roster }: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const people = new Map(roster?.participants.map((person) => [person.id, person]));
  const kept = plan ? html`<p>${texts.nothingLost}</p>` : nothing;
  return html`<div class="notice bad stack tight" id="failure" role="alert">
    <p><strong>${texts.notPlaced}.</strong></p>
    <p>${problemText(plainly(failure!, { texts, language, people, circles: plan?.circles ?? [] }), texts)}</p>
    ${kept}
  </div>`;
}
