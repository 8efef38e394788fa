/** The weekly times of the circles as a table, each with others at their price. */

import { html, nothing, type TemplateResult } from "lit";
import type { SlotPrice, SlotProposal } from "../../index.js";
import { problemList, problemText } from "../parts/problems.js";
import { slotWords } from "../parts/when.js";
import type { Planning } from "./planning.js";
import { sessionsIn } from "./price.js";
import type { PlannerTexts } from "./texts.js";
import { capital } from "./why.js";
import { workTexts } from "./work-texts.js";

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
      ${planning.term ? html`<p class="small soft">${workTexts(texts).wouldOutdate(sessionsIn(planning.term))}</p>` : nothing}
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
    <div class="table centred" tabindex="0" role="group" aria-label=${texts.times}>
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
  const kept = slotting.chosen.has(circle) ? html` <span class="chip">${texts.byHand}</span>` : nothing;
  return html`<tr data-times=${circle}>
      <th scope="row">${name}</th>
      <td>${chosen ? time(chosen, texts, language) : capital(texts.noSlot)}${kept}</td>
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
