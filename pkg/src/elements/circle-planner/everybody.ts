/** Everybody on the roster, as a table to look at. */

import { html, nothing, type TemplateResult } from "lit";
import type { Participant } from "../../index.js";
import { formatted } from "../parts/when.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** Of a long roster the first rows are shown; all are kept. */
const SHOWN = 500;

/** Busy times that are told of one person. */
const BUSY = 3;

export function everybody({ roster, intake: { given }, columns }: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const all = roster?.participants ?? [];
  const busy = all.some((person) => person.busy?.length);
  const formed = all.some(({ circle }) => circle);
  const names = [...new Set(all.slice(0, SHOWN).flatMap(({ attributes }) => Object.keys(attributes ?? {})))];
  const row = (person: Participant) => html`<tr>
    <th scope="row">${person.name}</th>
    <td>${person.leader ? texts.yes : texts.no}</td>
    <td>${texts[person.mode ?? "either"]}</td>
    ${formed ? html`<td>${person.circle}</td>` : nothing}
    ${busy ? html`<td>${busyWords(person, texts, language)}</td>` : nothing}
    ${names.map((name) => html`<td>${person.attributes?.[name]?.join(", ")}</td>`)}
  </tr>`;
  const rest = all.length - SHOWN;
  return html`<details>
    <summary>${texts.showPeople}</summary>
    ${given && !columns.given ? html`<p><button type="button" class="slim" id="ask-columns" @click=${() => void columns.ask(given)}>${texts.askColumns}</button></p>` : nothing}
    <div class="table scroll" tabindex="0" role="region" aria-label=${texts.rosterLabel}>
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.name}</th>
            <th scope="col">${texts.leads}</th>
            <th scope="col">${texts.mode}</th>
            ${formed ? html`<th scope="col">${texts.circle}</th>` : nothing}
            ${busy ? html`<th scope="col">${texts.holds.busy}</th>` : nothing}
            ${names.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${all.slice(0, SHOWN).map(row)}
        </tbody>
      </table>
      ${rest > 0 ? html`<p class="soft">${texts.more(rest)}</p>` : nothing}
    </div>
  </details>`;
}

/** From which day to which somebody is busy, of the first stretches. */
function busyWords({ busy = [], zone }: Participant, texts: PlannerTexts, language: string): string {
  const form = dates(language, zone);
  // A stretch that ends at midnight does not reach into that day.
  const shown = busy.slice(0, BUSY).map(({ from, to }) => form.formatRange(new Date(from), new Date(Date.parse(to) - 1)));
  return busy.length > BUSY ? `${shown.join(", ")}, ${texts.more(busy.length - BUSY)}` : shown.join(", ");
}

/** A page may name a zone that this browser does not know. */
function dates(language: string, timeZone = "UTC"): Intl.DateTimeFormat {
  try {
    return formatted(language, { day: "numeric", month: "short", timeZone });
  } catch {
    return dates(language);
  }
}
