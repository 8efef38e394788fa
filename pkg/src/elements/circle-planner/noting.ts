/** What an organiser wants to know of a roster without asking: what no column was taken for, who has not said when, who is called alike. */

import { html, nothing, type TemplateResult } from "lit";
import type { Roster } from "../../index.js";
import type { Reading } from "./intake.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

/** As many names are told that are there more than once. */
const NAMES = 3;

/** Calm lines beside how many there are. */
export function notes({ participants }: Roster, texts: PlannerTexts, language: string): TemplateResult {
  const { untold, sameName } = workTexts(texts);
  const silent = participants.filter(({ availability, busy }) => !availability?.length && !busy?.length).length;
  const counts = new Map<string, { name: string; count: number }>();
  for (const { name } of participants) {
    const key = name.trim().toLowerCase();
    counts.set(key, { name, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const alike = [...counts.values()].filter(({ count }) => count > 1);
  const more = alike.length > NAMES ? html`<span>${texts.more(alike.length - NAMES)}</span>` : nothing;
  return html`${silent > 0 && silent < participants.length ? html`<span>${untold(new Intl.NumberFormat(language).format(silent), silent)}</span>` : nothing}
    ${silent > 0 && silent === participants.length ? html`<span>${texts.nobodyFree}</span>` : nothing}
    ${alike.slice(0, NAMES).map(({ name, count }) => html`<span><bdi>${sameName(name, count)}</bdi></span>`)}${more}`;
}

/** What no column of the file was taken for, and the way to say which it is. */
export function lacking({ lacks = [] }: Reading, { intake, columns }: Planning, texts: PlannerTexts): TemplateResult | typeof nothing {
  const { given } = intake;
  if (lacks.length === 0 || !given) return nothing;
  const ask = () => void columns.ask(given);
  return html`<div class="notice warn stack tight" id="lacks">
    ${lacks.map((lack) => html`<p>${workTexts(texts).lacks[lack]}</p>`)}
    ${columns.given ? nothing : html`<div class="row"><button type="button" class="slim" id="say-columns" @click=${ask}>${texts.askColumns}</button></div>`}
  </div>`;
}
