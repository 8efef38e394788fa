/** What makes a good circle: each rule in a line of words, and beside it how firmly it holds. */

import { html, nothing, type TemplateResult } from "lit";
import type { Size, Strength } from "../../index.js";
import { PRICES, firmness } from "./firmness.js";
import { order } from "./order.js";
import { past } from "./past.js";
import type { Planning } from "./planning.js";
import { ruleTexts } from "./rule-texts.js";
import type { PlannerTexts } from "./texts.js";
import { ties } from "./ties.js";
import { workTexts } from "./work-texts.js";
import { STAYS, usual, type Asked, type Rule, type Wish } from "./wishes.js";

export function rules(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const asks = ruleTexts(texts);
  return html`<div class="rules">
      <div class="stack tight">
        <fieldset class="rule">
          <legend>${texts.size}</legend>
          <div class="row sizes">${number(planning, "min", texts.from, 99, texts)} ${number(planning, "max", texts.to, 99, texts)}</div>
          ${firmly(planning, "size", texts, asks.firmly(texts.size))}
        </fieldset>
        ${rule(planning, "leader", texts.needLeader, texts)} ${rule(planning, "slot", texts.needSlot, texts)}
        ${wishes.firm.slot === "off" ? nothing : number(planning, "minutes", texts.minutes, 480, texts)}
      </div>
      ${wishes.attributes.size > 0 ? attributes(planning, texts) : nothing}
    </div>
    ${finer(planning, texts)}`;
}

/** What whoever is in a hurry need not look at: how much each rule matters, orders, and who goes with whom. */
function finer(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes, roster } = planning;
  const people = roster?.participants ?? [];
  const asks = ruleTexts(texts);
  const asked = [...wishes.attributes].filter(([, { how, levels }]) => how !== "" || levels);
  return html`<details id="finer"><summary>${asks.finer}</summary>
    <div class="stack">
      <p class="small soft">${asks.firmHelp(PRICES.join(", "))}</p>
      <div class="rules">
        <div class="stack tight">
          ${people.some(({ circle }) => circle) ? rule(planning, "selfFormed", asks.ownStay, texts) : nothing}
          ${people.some(({ peerBy }) => peerBy?.length) ? rule(planning, "peers", asks.withPeers, texts) : nothing}
          ${planning.plan?.circles.length || wishes.stay !== STAYS ? stay(planning, texts) : nothing}
          ${wishes.firm.slot === "off" ? nothing : number(planning, "share", asks.share, 100, texts)} ${textSize(planning, texts)} ${ties(planning, texts)} ${past(planning, texts)}
        </div>
        ${asked.length > 0 ? html`<div class="attributes">${asked.map(([name, one]) => matters(name, one, planning, texts))}</div>` : nothing}
      </div>
    </div>
  </details>`;
}

/** How firmly people stay where they are. */
function stay(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const choose = (firm: Strength) => planning.wish(() => (wishes.stay = firm));
  return html`<label class="rule" id="stay"><span>${ruleTexts(texts).stay}</span>${firmness(wishes.stay, texts, choose, { off: true })}</label>`;
}

/** Circles that write may be larger or smaller than others. */
function textSize(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const { min, max, textSize: own } = wishes;
  const asks = ruleTexts(texts);
  const set = (size: Size | undefined) => planning.wish(() => (wishes.textSize = size));
  const other = (event: Event) => set((event.target as HTMLInputElement).checked ? { min, max } : undefined);
  const bound = (key: "min" | "max", size: Size, label: string) => {
    const take = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const crossed = crosses(key, input.valueAsNumber, size, texts);
      if (!crossed && input.validity.valid && input.value !== "") set({ ...size, [key]: input.valueAsNumber });
      else input.value = String(size[key]);
      at(input, crossed);
    };
    return html`<label class="check"><span>${label}</span><input type="number" min="1" max="99" .value=${String(size[key])} @change=${take} @input=${clear} /></label>`;
  };
  return html`<div class="stack tight" id="text-size">
    <label class="check"><input type="checkbox" .checked=${own !== undefined} @change=${other} /><span>${asks.textSize}</span></label>
    ${own ? html`<fieldset><legend class="visually-hidden">${asks.peopleInText}</legend><div class="row sizes">${bound("min", own, texts.from)} ${bound("max", own, texts.to)}</div></fieldset>` : nothing}
  </div>`;
}

/** A rule in a line. */
function rule(planning: Planning, name: Rule, words: string, texts: PlannerTexts): TemplateResult {
  return html`<label class="rule"><span>${words}</span>${firmly(planning, name, texts)}</label>`;
}

function firmly(planning: Planning, name: Rule, texts: PlannerTexts, label?: string): TemplateResult {
  const { wishes } = planning;
  const choose = (firm: Strength) => planning.wish(() => (wishes.firm = { ...wishes.firm, [name]: firm }));
  return firmness(wishes.firm[name], texts, choose, { off: true, label });
}

/** Why a number of people cannot be, as long as the other is what it is. */
function crosses(key: string, value: number, { min, max }: Size, texts: PlannerTexts): string {
  const { fewest, most } = workTexts(texts);
  if (key === "min" && value > max) return fewest(max);
  return key === "max" && value < min ? most(min) : "";
}

/** Says at a field why what was entered is not taken; nothing once something else is. */
function at(input: HTMLInputElement, reason: string): void {
  input.setCustomValidity(reason);
  if (reason) input.reportValidity();
}

function clear({ target }: Event): void {
  (target as HTMLInputElement).setCustomValidity("");
}

function number(planning: Planning, key: "min" | "max" | "minutes" | "share", label: string, most: number, texts: PlannerTexts): TemplateResult {
  const { wishes } = planning;
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const crossed = crosses(key, input.valueAsNumber, wishes, texts);
    if (!crossed && input.validity.valid && input.value !== "") planning.wish(() => (wishes[key] = input.valueAsNumber));
    input.value = String(wishes[key]);
    at(input, crossed);
  };
  return html`<label class="check"><span>${label}</span><input type="number" min="1" max=${most} .value=${String(wishes[key])} @change=${take} @input=${clear} /></label>`;
}

function attributes(planning: Planning, texts: PlannerTexts): TemplateResult {
  return html`<fieldset>
    <legend>${texts.attributesHint}</legend>
    <div class="attributes">${[...planning.wishes.attributes].map(([name, asked]) => attribute(name, asked, planning, texts))}</div>
  </fieldset>`;
}

function attribute(name: string, asked: Asked, planning: Planning, texts: PlannerTexts): TemplateResult {
  const { balance, notWith } = ruleTexts(texts);
  const words = (wish: Wish) => (wish === "" ? texts.dontMind : wish === "balance" ? balance : wish === "notWith" ? notWith : texts[wish]);
  const choose = (event: Event) => {
    const how = (event.target as HTMLSelectElement).value as Wish;
    // Whom somebody must not be with is no matter of degree, unless that is said.
    set(planning, name, { ...asked, how, ...(usual(how) !== usual(asked.how) && { firm: usual(how) }) });
  };
  return html`<label class="attribute"><span>${texts.attribute(name)}</span>
    <select @change=${choose}>
      ${offered(name, asked, planning).map((wish) => html`<option value=${wish} ?selected=${wish === asked.how}>${words(wish)}</option>`)}
    </select></label>`;
}

/** How much what is asked of an attribute matters, and its order. */
function matters(name: string, asked: Asked, planning: Planning, texts: PlannerTexts): TemplateResult {
  const { how, firm, levels } = asked;
  const values = planning.wishes.values.get(name);
  const label = ruleTexts(texts).firmly(texts.attribute(name));
  const matter = firmness(firm, texts, (changed) => set(planning, name, { ...asked, firm: changed }), { label });
  return html`<div class="stack tight">
    ${how === "" ? html`<span>${texts.attribute(name)}</span>` : html`<label class="rule"><span>${texts.attribute(name)}</span>${matter}</label>`}
    ${how === "notWith" ? nothing : order(name, levels, values, texts, (changed) => set(planning, name, { ...asked, levels: changed }))}
  </div>`;
}

function set(planning: Planning, name: string, asked: Asked): void {
  planning.wish(() => planning.wishes.attributes.set(name, asked));
}

/** What can be asked of an attribute: only numbers and levels have a mean, only names of people on the roster can be avoided. */
function offered(name: string, { how, levels }: Asked, { wishes }: Planning): Wish[] {
  const { numeric = false, people = false } = wishes.values.get(name) ?? {};
  const balanced = how === "balance" || levels !== undefined || numeric;
  const named = how === "notWith" || people;
  return ["", "mix", "match", "noLoneMember", ...(balanced ? ["balance" as const] : []), ...(named ? ["notWith" as const] : [])];
}
