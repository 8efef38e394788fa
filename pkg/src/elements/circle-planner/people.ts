/** The first part: who is there, and what could not be read. */

import { html, nothing, type TemplateResult } from "lit";
import type { Participant } from "../../index.js";
import { drop } from "../parts/drop.js";
import { problemList, saidOf, sentence } from "../parts/problems.js";
import { formatted } from "../parts/when.js";
import type { Planning, Reading } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** What the part may do. */
export interface PeopleActions {
  take: (files: File[]) => void;
  sample: (() => void) | undefined;
  pasting: boolean;
  paste: (open: boolean) => void;
  pasted: (text: string) => void;
  /** The circles that people formed themselves. */
  registered: () => unknown;
  /** Which column is which, while that is asked. */
  columns: () => unknown;
  /** The language of dates. */
  language: string;
  /** When people are free, once that was asked for. */
  heat: { asked: boolean; ask: () => void; view: () => unknown };
}

/** Of a long roster the first rows are shown; all are kept. */
const SHOWN = 500;

/** What says that a file is something else. */
const NO_ROSTER = /^(file\.not_text|roster\.no_roster|workbook\.none|archive\.\w+)$/;

/** Busy times that are told of one person. */
const BUSY = 3;

export function people(planning: Planning, texts: PlannerTexts, actions: PeopleActions): TemplateResult {
  const { roster, readings } = planning;
  return html`<section class="panel stack" aria-labelledby="people" part="people">
    <h2 id="people" tabindex="-1">${texts.people}</h2>
    ${roster ? [summary(planning, texts), actions.registered()] : nothing}
    ${readings.map((reading) => readingNotice(reading, texts))}
    ${planning.columns.given ? actions.columns() : actions.pasting ? pasting(texts, actions) : place(planning, texts, actions)}
    ${roster ? everybody(roster.participants, planning, texts, actions.language) : nothing} ${roster ? free(texts, actions) : nothing}
  </section>`;
}

function free(texts: PlannerTexts, { heat }: PeopleActions): TemplateResult {
  return html`<details @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && heat.ask()}>
    <summary>${texts.freeHours}</summary>
    ${heat.asked ? heat.view() : nothing}
  </details>`;
}

function summary({ roster, plan }: Planning, texts: PlannerTexts): TemplateResult {
  const all = roster?.participants ?? [];
  const formed = all.filter(({ circle }) => circle).length;
  const placed = new Set(plan?.circles.flatMap(({ members }) => members));
  return html`<div class="summary" id="summary">
    <strong>${texts.needing(all.filter(({ id, circle }) => !circle && !placed.has(id)).length)}</strong>
    <span>${texts.loaded(all.length, all.filter(({ leader }) => leader).length)}</span>
    ${formed > 0 ? html`<span>${texts.formed(formed)}</span>` : nothing}
  </div>`;
}

function readingNotice(reading: Reading, texts: PlannerTexts): TemplateResult | typeof nothing {
  const { problems, refused, merged } = reading;
  const name = reading.name || texts.pasted;
  const [other] = problems.filter(({ code }) => NO_ROSTER.test(code));
  if (refused && other) {
    return html`<div class="notice bad stack tight" id="no-roster">
      <p><strong>${texts.noRoster(name)}</strong> ${sentence(saidOf(other, texts).message)} ${texts.nothingLost}</p>
      <p>${texts.rosterKinds}</p>
    </div>`;
  }
  if (refused) {
    const lead = reading.name === undefined ? texts.failed : problems.length > 0 ? texts.notRead(name) : texts.nobody(name);
    return html`<div class="notice bad stack tight">
      <p><strong>${lead}</strong> ${texts.nothingLost}</p>
      ${problemList(problems, texts)}
    </div>`;
  }
  const done = merged ? html`<p>${texts.merged(merged.added, merged.replaced)}</p>` : nothing;
  if (problems.length === 0) return merged ? html`<div class="notice">${done}</div>` : nothing;
  return html`<div class="notice warn stack tight">
    ${done}
    <p><strong>${texts.problemsIn(problems.length, name)}.</strong> ${texts.kept}</p>
    ${problemList(problems, texts)}
  </div>`;
}

function place({ roster }: Planning, texts: PlannerTexts, actions: PeopleActions): TemplateResult {
  const sample = roster ? undefined : actions.sample;
  return drop({
    label: roster ? texts.addLabel : texts.rosterLabel,
    hint: roster ? texts.addHint : texts.rosterHint,
    pick: roster ? texts.pickMore : texts.pickRoster,
    accept: ".csv,.tsv,.txt,.xlsx,.json,text/csv,text/plain,application/json",
    multiple: true,
    take: actions.take,
    others: html`<button type="button" @click=${() => actions.paste(true)}>${texts.paste}</button>
      ${sample ? html`<button type="button" @click=${sample}>${texts.useSample}</button>` : nothing}`,
  });
}

function pasting(texts: PlannerTexts, actions: PeopleActions): TemplateResult {
  const field = (event: Event) =>
    (event.currentTarget as HTMLElement).closest("form")?.querySelector("textarea")?.value ?? "";
  return html`<form
    class="stack tight"
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.pasted(field(event));
    }}
  >
    <label for="paste">${texts.pasteLabel}</label>
    <textarea id="paste" spellcheck="false"></textarea>
    <div class="row">
      <button class="main">${texts.pasteTake}</button>
      <button type="button" @click=${() => actions.paste(false)}>${texts.cancel}</button>
    </div>
  </form>`;
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

function everybody(all: Participant[], { given, columns }: Planning, texts: PlannerTexts, language: string): TemplateResult {
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
