/** Part of the first step: what was found to identify people, to be looked through by a person. */

import { html, nothing, type TemplateResult } from "lit";
import type { Identifier, Remains, Warning } from "../../index.js";
import type { CodingWork, Work } from "./coding.js";
import { dates } from "./dates.js";
import { why } from "./reasons.js";
import { changeButton, decideButton, review, type WordDeeds } from "./review.js";
import type { CoderTexts } from "./texts.js";
import { identified } from "./telling.js";
import { numberOf } from "./turns.js";

/** Of a long list the first rows are shown; all are marked in the text. */
const SHOWN = 400;

export function identifiers(coding: CodingWork, texts: CoderTexts, language: string, deeds: WordDeeds, consent: unknown): TemplateResult | typeof nothing {
  if (coding.works.length === 0) return nothing;
  return html`<section class="panel stack tight" aria-labelledby="identifiers" part="identifiers">
    <h2 id="identifiers" tabindex="-1">${texts.identifiers}</h2>
    ${coding.works.map((work) => one(work, coding, texts, language, deeds))}
    <div class="stack tight">${coding.works.some(({ clean }) => clean.key) ? html`${review(coding, texts, deeds)} ${dates(coding, texts, deeds)}` : nothing} ${consent}</div>
  </section>`;
}

function one(work: Work, coding: CodingWork, texts: CoderTexts, language: string, deeds: WordDeeds): TemplateResult {
  const { name, original, clean } = work;
  const id = clean.transcript.id ?? "";
  const { identifiers: found, risk } = clean;
  if (!clean.key) return elsewhere(name, clean, coding, texts, language);
  return html`<div class="stack tight">
    ${coding.works.length > 1 ? html`<h3>${name}</h3>` : nothing}
    <p><strong>${identified([work], texts)}</strong> ${texts.notAnonymous}</p>
    ${lookedFor(risk.lookedFor, texts, language)} ${counts(risk.found, texts)}
    ${doubts(work, coding, texts, deeds)}
    ${found.length > 0
      ? html`<details @toggle=${asked(id, coding)}>
          <summary>${texts.list(found.length)}</summary>
          ${coding.listing.has(id) ? table(original, id, found, texts, language, coding, deeds) : nothing}
        </details>`
      : nothing}
    ${warnings(risk.warnings, texts)}
  </div>`;
}

/** A transcript that came with a project tells what was found in it where whoever saved it knew; which words, only they know. */
function elsewhere(name: string, { transcript }: Work["clean"], coding: CodingWork, texts: CoderTexts, language: string): TemplateResult {
  const { lookedFor: kinds, found = {}, remaining } = transcript;
  const known = remaining !== undefined;
  return html`<div class="stack tight">
    ${coding.works.length > 1 ? html`<h3>${name}</h3>` : nothing}
    <p><strong>${known ? texts.foundBefore : texts.foundElsewhere}</strong> ${texts.notAnonymous}</p>
    ${lookedFor(kinds, texts, language)} ${known ? counts(found, texts) : nothing}
    ${known ? html`<p class="small soft">${remaining > 0 ? texts.remaining(remaining) : texts.noneRemains}</p>` : nothing}
  </div>`;
}

/** How many were found, by kind. */
function counts(found: Partial<Record<string, number>>, texts: CoderTexts): TemplateResult | typeof nothing {
  const some = Object.entries(found).filter(([, count]) => count);
  if (some.length === 0) return nothing;
  return html`<ul class="row counts">${some.map(([kind, count]) => html`<li class="chip">${texts.kinds[kind] ?? kind} ${count}</li>`)}</ul>`;
}

/** Every kind that was looked for, found or not. */
function lookedFor(kinds: readonly string[] | undefined, texts: CoderTexts, language: string): TemplateResult {
  const words = kinds?.map((kind) => texts.kinds[kind] ?? kind);
  return html`<p class="small soft looked">${words ? texts.lookedFor(new Intl.ListFormat(language).format(words)) : texts.lookedForUnknown}</p>`;
}

/** What the engine says it cannot look for; a catalogue may have it in another language. A draft may be older than codes. */
function warnings(all: readonly (Warning | string)[], texts: CoderTexts): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const words = (warning: Warning | string) => (typeof warning === "string" ? warning : (texts.warnings[warning.code] ?? warning.message));
  return html`<details>
    <summary>${texts.notLookedFor}</summary>
    <ul class="stack tight soft small">
      ${all.map((warning) => html`<li>${words(warning)}</li>`)}
    </ul>
  </details>`;
}

function doubts(work: Work, coding: CodingWork, texts: CoderTexts, deeds: WordDeeds): TemplateResult {
  const { risk, transcript } = work.clean;
  if (risk.remaining.length === 0) return html`<p class="small soft">${texts.noneRemains}</p>`;
  const list = `doubts of ${transcript.id ?? ""}`;
  return html`<details @toggle=${asked(list, coding)}>
    <summary>${texts.remaining(risk.remaining.length)}</summary>
    ${coding.listing.has(list) ? html`<ul class="remains scroll">${doubtful(work, coding, texts, deeds)}</ul>` : nothing}
  </details>`;
}

function doubtful({ original, clean }: Work, coding: CodingWork, texts: CoderTexts, deeds: WordDeeds): TemplateResult[] {
  const { identifiers: found, risk, transcript: { id = "" } } = clean;
  const words = textOf(original);
  const kind = ({ turn, from }: Remains) => found.find((one) => one.turn === turn && one.from === from)?.kind ?? "other";
  return risk.remaining.slice(0, SHOWN).map(
    (place) => html`<li><a href="#" data-turn=${`${id}-${place.turn}`}>${texts.turn} ${numberOf(place.turn)}</a> <p class="grow"><q>${words(place)}</q> <span class="soft">${why(place, texts)}</span></p>
      <div class="decides">${decideButton(words(place), place.replaced, kind(place), coding, texts, deeds)} ${changeButton(id, place, words(place), texts, deeds)}</div></li>`,
  );
}

/** A long list is drawn once somebody asks for it. */
function asked(list: string, coding: CodingWork): (event: Event) => void {
  return (event) => {
    if ((event.target as HTMLDetailsElement).open) coding.listing.add(list);
    coding.host.requestUpdate();
  };
}

function table(original: Work["original"], id: string, found: Identifier[], texts: CoderTexts, language: string, coding: CodingWork, deeds: WordDeeds): TemplateResult {
  const words = textOf(original);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const row = (identifier: Identifier) => html`<tr>
    <td><a href="#" data-turn=${`${id}-${identifier.turn}`}>${numberOf(identifier.turn)}</a></td>
    <td>${texts.kinds[identifier.kind] ?? identifier.kind}</td>
    <td>${words(identifier)}</td>
    <td>${identifier.replacement ?? html`<span class="soft">${texts.stays}</span>`}</td>
    <td>${why({ code: identifier.code, why: identifier.reason }, texts)}</td>
    <td>${percent.format(identifier.certainty)}</td>
    <td><div class="decides">${decideButton(words(identifier), identifier.replacement !== undefined, identifier.kind, coding, texts, deeds)} ${changeButton(id, identifier, words(identifier), texts, deeds)}</div></td>
  </tr>`;
  const headings = [texts.turn, texts.kind, texts.words, texts.replacement, texts.reason, texts.certainty, texts.decision];
  return html`<div class="table scroll" tabindex="0" role="region" aria-label=${texts.list(found.length)}>
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${found.slice(0, SHOWN).map(row)}
      </tbody>
    </table>
  </div>`;
}

/** What stood at a place of the original. */
function textOf({ turns }: Work["original"]): (place: { turn: string; from: number; to: number }) => string {
  const texts = new Map(turns.map(({ id, text }) => [id, text]));
  return ({ turn, from, to }) => texts.get(turn)?.slice(from, to) ?? "";
}
