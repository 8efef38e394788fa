/** The second part: the rules in plain words, the button, and how far the work is. */

import { html, nothing, type TemplateResult } from "lit";
import { problemText } from "../parts/problems.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";
import type { Wish } from "./wishes.js";

const WISHES = ["", "mix", "match", "noLoneMember"] as const;

export function forming(planning: Planning, texts: PlannerTexts, language: string): TemplateResult {
  return html`<section class="panel stack" aria-labelledby="rules" part="rules">
    <h2 id="rules" tabindex="-1">${texts.rules}</h2>
    ${planning.plan?.circles.length ? folded(planning, texts) : rules(planning, texts)} ${buttons(planning, texts)}
    ${planning.busy === "forming" ? working(planning, texts, language) : nothing}
    ${planning.failure && planning.busy === "" ? failed(planning, texts) : nothing}
  </section>`;
}

/** Once there are circles they matter more than what they were formed by. */
function folded(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { min, max, leader, slot } = planning.wishes;
  return html`<details id="wishes"><summary>${texts.rulesShort(min, max, leader, slot)}</summary>${rules(planning, texts)}</details>`;
}

function rules(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const number = (key: "min" | "max" | "minutes", label: string, most: number) => html`<label class="check">
    <span>${label}</span>
    <input
      type="number"
      min="1"
      max=${most}
      .value=${String(wishes[key])}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.validity.valid && input.value !== "") wishes[key] = input.valueAsNumber;
        input.value = String(wishes[key]);
        planning.changed();
      }}
    />
  </label>`;
  const check = (key: "leader" | "slot", label: string) => html`<label class="check">
    <input
      type="checkbox"
      .checked=${wishes[key]}
      @change=${(event: Event) => {
        wishes[key] = (event.target as HTMLInputElement).checked;
        planning.changed();
      }}
    />
    <span>${label}</span>
  </label>`;
  return html`<div class="rules">
    <div class="stack tight">
      <fieldset>
        <legend>${texts.size}</legend>
        <div class="row">${number("min", texts.from, 99)} ${number("max", texts.to, 99)}</div>
      </fieldset>
      ${check("leader", texts.needLeader)} ${check("slot", texts.needSlot)}
      ${wishes.slot ? number("minutes", texts.minutes, 480) : nothing}
    </div>
    ${wishes.attributes.size > 0 ? attributes(planning, texts) : nothing}
  </div>`;
}

function attributes(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const words: Record<(typeof WISHES)[number], string> = {
    "": texts.dontMind,
    mix: texts.mix,
    match: texts.match,
    noLoneMember: texts.noLoneMember,
  };
  const choose = (name: string) => (event: Event) => {
    wishes.attributes.set(name, (event.target as HTMLSelectElement).value as Wish);
    planning.changed();
  };
  return html`<fieldset>
    <legend>${texts.attributesHint}</legend>
    <div class="attributes">
      ${[...wishes.attributes].map(
        ([name, chosen]) => html`<label class="attribute">
          <span>${texts.attribute(name)}</span>
          <select @change=${choose(name)}>
            ${WISHES.map((wish) => html`<option value=${wish} ?selected=${wish === chosen}>${words[wish]}</option>`)}
          </select>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

function buttons(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { plan, busy, stale } = planning;
  const forms = busy === "forming";
  const further = plan && !plan.proved && !stale;
  return html`<div class="row">
    ${forms
      ? html`<button type="button" class="main" id="stop" @click=${() => planning.stop()}>${texts.stop}</button>`
      : html`<button type="button" class="main" id="form" ?disabled=${busy !== ""} @click=${() => void planning.form()}>
          ${plan ? texts.formAgain : texts.form}
        </button>`}
    ${plan && plan.circles.length > 0 && stale && !forms
      ? html`<button type="button" id="newcomers" ?disabled=${busy !== ""} @click=${() => void planning.form("circles")}>${texts.newcomers}</button>`
      : nothing}
    ${plan && plan.circles.length > 0 && !stale && !planning.formation && planning.lost && !forms
      ? html`<button type="button" id="resume" ?disabled=${busy !== ""} @click=${() => void planning.form("circles")}>${texts.resume}</button>`
      : nothing}
    ${further && planning.formation && !forms
      ? html`<button type="button" ?disabled=${busy !== ""} @click=${() => void planning.form("here")}>${texts.improve}</button>`
      : nothing}
  </div>`;
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

function failed({ failure, plan }: Planning, texts: PlannerTexts): TemplateResult {
  const kept = plan ? html`<p>${texts.nothingLost}</p>` : nothing;
  return html`<div class="notice bad stack tight" id="failure">
    <p><strong>${texts.notPlaced}.</strong></p>
    <p>${problemText(failure!, texts)}</p>
    ${kept}
  </div>`;
}
