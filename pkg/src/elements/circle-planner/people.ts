/** The first part: who is there, and what could not be read. */

import { html, nothing, type TemplateResult } from "lit";
import { drop } from "../parts/drop.js";
import { problemList, saidOf, sentence } from "../parts/problems.js";
import type { Reading } from "./intake.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** What the part may do. */
export interface PeopleActions {
  take: (files: File[]) => void;
  sample: (() => void) | undefined;
  pasting: boolean;
  paste: (open: boolean) => void;
  pasted: (text: string) => void;
  /** What was pasted last and could not be used. */
  typed: string;
  /** Calm lines about the roster. */
  notes: () => unknown;
  /** What no column of a file was taken for. */
  lacking: (reading: Reading) => unknown;
  /** The circles that people formed themselves. */
  registered: () => unknown;
  /** Which column is which, while that is asked. */
  columns: () => unknown;
  /** Everybody as a table. */
  everybody: () => unknown;
  /** When people are free, once that was asked for. */
  heat: { asked: boolean; ask: () => void; view: () => unknown };
}

/** What says that a file is something else. */
const NO_ROSTER = /^(file\.not_text|roster\.no_roster|workbook\.none|archive\.\w+)$/;

export function people(planning: Planning, texts: PlannerTexts, actions: PeopleActions): TemplateResult {
  const { roster, intake } = planning;
  return html`<section class="panel stack" aria-labelledby="people" part="people">
    <h2 id="people" tabindex="-1">${texts.people}</h2>
    ${roster ? [summary(planning, texts, actions), actions.registered()] : nothing}
    ${intake.readings.map((reading) => [readingNotice(reading, texts), reading.refused ? nothing : actions.lacking(reading)])}
    ${planning.columns.given ? actions.columns() : actions.pasting ? pasting(texts, actions) : place(planning, texts, actions)}
    ${roster ? actions.everybody() : nothing} ${roster ? free(texts, actions) : nothing}
  </section>`;
}

function free(texts: PlannerTexts, { heat }: PeopleActions): TemplateResult {
  return html`<details @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && heat.ask()}>
    <summary>${texts.freeHours}</summary>
    ${heat.asked ? heat.view() : nothing}
  </details>`;
}

function summary({ roster, plan }: Planning, texts: PlannerTexts, actions: PeopleActions): TemplateResult {
  const all = roster?.participants ?? [];
  const formed = all.filter(({ circle }) => circle).length;
  const placed = new Set(plan?.circles.flatMap(({ members }) => members));
  return html`<div class="summary" id="summary">
    <strong>${texts.needing(all.filter(({ id, circle }) => !circle && !placed.has(id)).length)}</strong>
    <span>${texts.loaded(all.length, all.filter(({ leader }) => leader).length)}</span>
    ${formed > 0 ? html`<span>${texts.formed(formed)}</span>` : nothing} ${actions.notes()}
  </div>`;
}

/** The same for whoever cannot see it. */
export function readingsHeard(readings: readonly Reading[], texts: PlannerTexts): string {
  const one = ({ name, problems, refused, merged }: Reading) => {
    if (refused) return name === undefined ? texts.failed : texts.notRead(name || texts.pasted);
    const found = problems.length > 0 ? `${texts.problemsIn(problems.length, name || texts.pasted)}.` : "";
    return `${merged ? texts.merged(merged.added, merged.replaced) : ""} ${found}`.trim();
  };
  return readings.map(one).join(" ").trim();
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
      ${reading.again ? html`<div class="row"><button type="button" class="slim again" @click=${reading.again}>${texts.again}</button></div>` : nothing}
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
    <textarea id="paste" spellcheck="false" .value=${actions.typed}></textarea>
    <div class="row">
      <button class="main">${texts.pasteTake}</button>
      <button type="button" @click=${() => actions.paste(false)}>${texts.cancel}</button>
    </div>
  </form>`;
}
