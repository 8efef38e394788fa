/** Moving somebody by hand: chosen by a tap, a key or a drag, priced before it is done. */

import { html, nothing, type TemplateResult } from "lit";
import type { Circle, Price } from "../../index.js";
import { told, type Told } from "../parts/problems.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** Who is being moved, where to, and what that would do. */
export class Moving {
  person: string | undefined;
  /** A circle's id; the waiting list is `""`. */
  to: string | undefined;
  price: Price | undefined;
  failure: Told | undefined;
  /** How many moves can be taken back. */
  made = 0;
  readonly locked = new Set<string>();

  constructor(readonly planning: Planning) {}

  /** Takes somebody up, or lays them down again. */
  take(person: string | undefined): void {
    this.person = this.person === person ? undefined : person;
    this.to = this.price = this.failure = undefined;
    this.planning.host.requestUpdate();
  }

  /** Asks what a place would cost. */
  async ask(to: string): Promise<void> {
    const { person } = this;
    const { formation } = this.planning;
    if (!person || !formation) return;
    this.to = to;
    this.price = this.failure = undefined;
    try {
      const price = await formation.price(move(person, to));
      // Somebody else may have been taken up in the meantime.
      if (this.person === person && this.to === to) this.price = price;
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Does it. */
  async make(): Promise<void> {
    const { person, to } = this;
    if (!person || to === undefined) return;
    await this.#change(async (formation) => {
      await formation.apply(move(person, to));
      this.made += 1;
    });
  }

  async undo(): Promise<void> {
    await this.#change(async (formation) => {
      if (await formation.undo()) this.made -= 1;
    });
  }

  /** Ties somebody to their circle, or lets them move again when circles are improved. The plan stays what it is. */
  async lock(person: string): Promise<void> {
    const { formation } = this.planning;
    const free = !this.locked.has(person);
    try {
      await (free ? formation?.lock(person) : formation?.unlock(person));
      if (free) this.locked.add(person);
      else this.locked.delete(person);
      void this.planning.keeper.keep();
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Circles were formed anew: nothing is held any more. */
  forget(): void {
    this.person = this.to = this.price = this.failure = undefined;
    this.made = 0;
    this.locked.clear();
  }

  async #change(deed: (formation: NonNullable<Planning["formation"]>) => Promise<void>): Promise<void> {
    const { formation } = this.planning;
    if (!formation) return;
    try {
      await deed(formation);
      this.person = this.to = this.price = this.failure = undefined;
      await this.planning.changedByHand();
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }
}

function move(person: string, to: string) {
  return to === "" ? { move: person } : { move: person, to };
}

/** The bar under somebody who was taken up: where to, at what price, and the button that does it. */
export function moveBar(moving: Moving, circles: readonly Circle[], from: string, texts: PlannerTexts, name: string): TemplateResult {
  const { to, price, failure } = moving;
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value !== "none") void moving.ask(value === "waiting" ? "" : value);
  };
  const chosen = to === undefined ? "none" : to === "" ? "waiting" : to;
  return html`<div class="move stack tight">
    <select aria-label=${texts.moveTo(name)} @change=${choose}>
      <option value="none" ?selected=${chosen === "none"}>${texts.moveWhere}</option>
      ${circles.map(({ id, name: circle }) => (id === from ? nothing : html`<option value=${id} ?selected=${chosen === id}>${circle}</option>`))}
      ${from === "" ? nothing : html`<option value="waiting" ?selected=${chosen === "waiting"}>${texts.waiting}</option>`}
    </select>
    <div aria-live="polite" class="small">${price ? priceWords(price, texts) : nothing}${failure ? failure.message : nothing}</div>
    <div class="row">
      ${price ? html`<button type="button" class="slim main" @click=${() => void moving.make()}>${texts.moveHere}</button>` : nothing}
      <button type="button" class="slim" @click=${() => moving.take(undefined)}>${texts.cancel}</button>
    </div>
  </div>`;
}

/** A price in words: better, worse or the same, by which rules, and what it would break. */
function priceWords({ cost, parts, breaks, mends }: Price, texts: PlannerTexts): TemplateResult {
  const change = cost === 0 ? texts.costsNothing : cost > 0 ? texts.costs(cost) : texts.saves(-cost);
  const by = parts.filter((part) => part.cost !== 0).map((part) => `${texts.rule(part.rule)} ${part.cost > 0 ? "+" : "−"}${Math.abs(part.cost)}`);
  return html`<p>${change}${by.length > 0 ? html` <span class="soft">(${by.join(", ")})</span>` : nothing}</p>
    ${breaks.length > 0 ? html`<p class="breaks">${texts.breaks(breaks.map(texts.rule).join(", "))}</p>` : nothing}
    ${mends.length > 0 ? html`<p>${texts.mends(mends.map(texts.rule).join(", "))}</p>` : nothing}`;
}
