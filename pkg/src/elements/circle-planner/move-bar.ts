/** The bar under somebody who was taken up: where to, at what price, and the button that does it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Circle, Price, ScheduledTerm } from "../../index.js";
import { problemText } from "../parts/problems.js";
import type { Moving } from "./moving.js";
import { priceSentences } from "./price.js";
import type { PlannerTexts } from "./texts.js";

/** What somebody is moved in. */
interface Laid {
  circles: readonly Circle[];
  /** Sessions that a move would put out of date. */
  term: ScheduledTerm | undefined;
  /** Circles are being formed. */
  still: boolean;
}

export function moveBar(moving: Moving, { circles, term, still }: Laid, from: string, texts: PlannerTexts, name: string): TemplateResult {
  const { to, price, failure } = moving;
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value !== "none") void moving.ask(value === "waiting" ? "" : value);
  };
  const chosen = to === undefined ? "none" : to === "" ? "waiting" : to;
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    moving.take(undefined);
  };
  return html`<div class="move stack tight" @keydown=${escape}>
    <select aria-label=${texts.moveTo(name)} @change=${choose}>
      <option value="none" ?selected=${chosen === "none"}>${texts.moveWhere}</option>
      ${circles.map(({ id, name: circle }) => (id === from ? nothing : html`<option value=${id} ?selected=${chosen === id}>${circle}</option>`))}
      ${from === "" ? nothing : html`<option value="waiting" ?selected=${chosen === "waiting"}>${texts.waiting}</option>`}
    </select>
    <div class="small">${price ? priceWords(price, texts, term) : nothing}${failure ? problemText(failure, texts) : nothing}</div>
    <div class="row">
      ${price ? html`<button type="button" class="slim main" ?disabled=${still} @click=${() => void moving.make()}>${texts.moveHere}</button>` : nothing}
      <button type="button" class="slim" @click=${() => moving.take(undefined)}>${texts.cancel}</button>
    </div>
  </div>`;
}

/** A price in words, and by which rules. */
function priceWords(price: Price, texts: PlannerTexts, term: ScheduledTerm | undefined): TemplateResult {
  const { parts, breaks } = price;
  const [change, ...others] = priceSentences(price, texts, term);
  const by = parts.filter((part) => part.cost !== 0).map((part) => `${texts.rule(part.rule)} ${part.cost > 0 ? "+" : "−"}${Math.abs(part.cost)}`);
  return html`<p>${change}${by.length > 0 ? html` <span class="soft">(${by.join(", ")})</span>` : nothing}</p>
    ${others.map((sentence, at) => html`<p class=${at === 0 && breaks.length > 0 ? "breaks" : ""}>${sentence}</p>`)}`;
}
