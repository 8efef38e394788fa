/** The weekly times of the circles, found jointly over all dated meetings, with others at their price. */

import { html, nothing, type TemplateResult } from "lit";
import type { Circle, Programme, Progress, SlotPrice, SlotProposal } from "../../index.js";
import { engine } from "../parts/engine.js";
import { problemList, problemText, told, type Told } from "../parts/problems.js";
import { slotWords } from "../parts/when.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

export class Slotting {
  /** Meetings at once; any number when left out. */
  rooms: number | undefined;
  /** Whether circles may meet in other weeks. */
  otherWeeks = false;
  proposal: (SlotProposal & { stopped: boolean }) | undefined;
  progress: Progress | undefined;
  failure: Told | undefined;
  /** The circle whose other times are shown. */
  open: string | undefined;
  /** Circles whose time was chosen by hand. */
  readonly kept = new Set<string>();
  #stop: AbortController | undefined;
  /** The programme as the page gave it. */
  #given: Programme | undefined;

  constructor(readonly planning: Planning) {}

  /** Finds the best times; those chosen by hand stay. */
  async find(alternatives: string[] = []): Promise<void> {
    const { plan, roster, programme } = this.planning;
    if (!plan || !roster || !programme || this.planning.busy) return;
    const { rooms, otherWeeks } = this;
    // To price the other times of a circle it must not be held to its own.
    const keep = [...this.kept].filter((circle) => !alternatives.includes(circle));
    const wanted = { plan, roster, programme, phases: otherWeeks, keep, alternatives, ...(rooms && { rooms }) };
    await this.planning.during("placing", async () => {
      const { signal } = (this.#stop = new AbortController());
      const onProgress = (progress: Progress) => {
        this.progress = progress;
        this.planning.host.requestUpdate();
      };
      try {
        const found = await (await engine()).calendar.findSlots(wanted, { stop: signal, onProgress });
        this.failure = undefined;
        if (plan === this.planning.plan) this.#adopt(found, alternatives);
      } catch (error) {
        this.failure = told(error);
      }
    });
  }

  /** Ends the search with the best so far. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Shows the other times of a circle, or hides them. */
  async others(circle: string): Promise<void> {
    this.open = this.open === circle ? undefined : circle;
    this.planning.host.requestUpdate();
    if (this.open && !this.alternatives(circle)) await this.find([circle]);
  }

  /** The other times of a circle, once they were asked for. */
  alternatives(circle: string): SlotPrice[] | undefined {
    const found = this.proposal?.circles.find((one) => one.circle === circle)?.alternatives ?? [];
    return found.length > 0 ? found : undefined;
  }

  /** Gives a circle another time; the others are found anew around it. */
  async take(circle: string, price: SlotPrice): Promise<void> {
    const { slot, phase } = price;
    const { plan, programme } = this.planning;
    if (!plan || !programme || this.planning.busy) return;
    this.kept.add(circle);
    this.open = undefined;
    const { proposal } = this;
    const shown = proposal?.circles.map((one) => (one.circle === circle ? { ...one, chosen: { ...price, price: 0 } } : one));
    if (proposal && shown) this.proposal = { ...proposal, circles: shown, proved: false };
    const phases = [...(programme.phases ?? []).filter((one) => one.circle !== circle), ...(phase > 0 ? [{ circle, phase }] : [])];
    this.#set(plan.circles.map((one) => (one.id === circle ? { ...one, slot } : one)), phases);
    await this.find();
  }

  /** Circles were changed: times of others are none of theirs. */
  forget(): void {
    this.proposal = this.failure = this.open = undefined;
    this.kept.clear();
    if (this.#given) this.planning.programme = this.#given;
    this.#given = undefined;
  }

  #adopt(found: SlotProposal & { stopped: boolean }, priced: string[]): void {
    const { plan } = this.planning;
    if (!plan) return;
    const before = this.proposal;
    if (before && priced.length > 0) {
      // Nothing was asked but prices: a time chosen by hand stays.
      const prices = new Map(found.circles.map(({ circle, alternatives }) => [circle, alternatives]));
      const circles = before.circles.map((one) => (priced.includes(one.circle) ? { ...one, alternatives: prices.get(one.circle) ?? [] } : one));
      this.proposal = { ...before, circles };
      return;
    }
    this.proposal = found;
    const chosen = new Map(found.circles.map((one) => [one.circle, one.chosen]));
    const circles = plan.circles.map((circle) => {
      const { slot, ...rest } = circle;
      const own = chosen.get(circle.id);
      if (own) return { ...rest, slot: own.slot };
      return chosen.has(circle.id) && !found.stopped ? rest : circle;
    });
    this.#set(circles, found.phases);
  }

  #set(circles: Circle[], phases: NonNullable<Programme["phases"]>): void {
    const { plan, programme } = this.planning;
    if (!plan || !programme) return;
    this.#given ??= programme;
    this.planning.programme = { ...programme, phases };
    this.planning.placed({ ...plan, circles });
  }
}

/** The times as a table, each circle with its own and, asked for, with others. */
export function slots(planning: Planning, texts: PlannerTexts, language: string): TemplateResult | typeof nothing {
  const { slotting, plan, busy } = planning;
  if (!plan?.circles.some(({ mode }) => mode !== "text")) return nothing;
  const { proposal, failure } = slotting;
  const placing = busy === "placing";
  return html`<details class="times" ?open=${proposal !== undefined || placing}>
    <summary>${texts.times}</summary>
    <div class="stack">
      <p class="small soft">${texts.timesLead}</p>
      <div class="row">
        <label class="check"><span>${texts.rooms}</span>
          <input type="number" min="1" max="999" .value=${slotting.rooms ? String(slotting.rooms) : ""} @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            slotting.rooms = input.validity.valid && input.value !== "" ? input.valueAsNumber : undefined;
            input.value = slotting.rooms ? String(slotting.rooms) : "";
          }} />
        </label>
        <label class="check">
          <input type="checkbox" .checked=${slotting.otherWeeks} @change=${(event: Event) => {
            slotting.otherWeeks = (event.target as HTMLInputElement).checked;
          }} />
          <span>${texts.otherWeeks}</span>
        </label>
      </div>
      <div class="row">
        ${placing
          ? html`<button type="button" id="stop-times" @click=${() => slotting.stop()}>${texts.stop}</button>`
          : html`<button type="button" id="times" ?disabled=${busy !== ""} @click=${() => void slotting.find()}>${texts.findTimes}</button>`}
      </div>
      ${placing ? html`<progress aria-label=${texts.placing}></progress>` : nothing}
      ${failure ? html`<p class="notice bad">${problemText(failure, texts)}</p>` : nothing}
      ${proposal ? found(proposal, planning, texts, language) : nothing}
    </div>
  </details>`;
}

function found({ circles, proved, problems }: SlotProposal, planning: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const names = new Map(planning.plan?.circles.map(({ id, name }) => [id, name]));
  return html`${problems.length > 0 ? html`<div class="notice warn">${problemList(problems, texts)}</div>` : nothing}
    <p class="small" id="times-proved">${proved ? texts.timesProved : texts.timesNotProved}</p>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.circle}</th>
            <th scope="col">${texts.time}</th>
            <th scope="col">${texts.absences}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${circles.map(({ circle, chosen }) => row(circle, names.get(circle) ?? circle, chosen, planning, texts, language))}
        </tbody>
      </table>
    </div>`;
}

function row(circle: string, name: string, chosen: SlotPrice | undefined, planning: Planning, texts: PlannerTexts, language: string) {
  const { slotting, busy } = planning;
  const open = slotting.open === circle;
  const kept = slotting.kept.has(circle) ? html` <span class="chip">${texts.byHand}</span>` : nothing;
  return html`<tr data-times=${circle}>
      <th scope="row">${name}</th>
      <td>${chosen ? time(chosen, texts, language) : texts.noSlot}${kept}</td>
      <td>${chosen ? texts.absent(chosen.absences, chosen.worst) : ""}</td>
      <td>
        <button type="button" class="slim" aria-expanded=${open ? "true" : "false"} aria-label=${texts.otherTimesOf(name)}
          ?disabled=${busy !== ""} @click=${() => void slotting.others(circle)}>${texts.otherTimes}</button>
      </td>
    </tr>
    ${open ? html`<tr><td colspan="4">${alternatives(circle, name, planning, texts, language)}</td></tr>` : nothing}`;
}

function alternatives(circle: string, name: string, { slotting, busy }: Planning, texts: PlannerTexts, language: string) {
  const others = slotting.alternatives(circle);
  if (!others) return html`<p class="small soft">${busy === "placing" ? texts.placing : texts.noOtherTime}</p>`;
  const price = (cost: number) => (cost === 0 ? texts.costsNothing : cost > 0 ? texts.costs(cost) : texts.saves(-cost));
  return html`<ul class="other-times">
    ${others.map((other) => {
      const when = time(other, texts, language);
      return html`<li>
        <span><strong>${when}</strong> <span class="small">${texts.absent(other.absences, other.worst)} ${price(other.price)}</span></span>
        <button type="button" class="slim" aria-label=${texts.takeTimeFor(when, name)} ?disabled=${busy !== ""}
          @click=${() => void slotting.take(circle, other)}>${texts.takeTime}</button>
      </li>`;
    })}
  </ul>`;
}

function time({ slot, phase }: SlotPrice, texts: PlannerTexts, language: string): string {
  return phase > 0 ? `${slotWords(slot, language)}, ${texts.weeksLater(phase)}` : slotWords(slot, language);
}
