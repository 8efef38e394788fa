/** The conversation, turn by turn: who spoke, what was taken out, what is suggested and what is coded. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Coding, Identifier, Suggestion, Turn } from "../../index.js";
import { moment } from "../parts/when.js";
import type { Work } from "./coding.js";
import { marked, type Finding, type Place } from "./finding.js";
import { why } from "./reasons.js";
import { pieces } from "./marks.js";
import type { Noticing } from "./noticing.js";
import { recording, type Recordings } from "./recording.js";
import type { CoderTexts } from "./texts.js";
import { byPlace, byTurn, nameOf, numberOf, turnsShown, worded, type Sought } from "./turns.js";
import type { Windows } from "./windows.js";

/** What the conversation needs besides the work. */
export interface Around extends Sought {
  texts: CoderTexts;
  /** How shares are written. */
  percent: Intl.NumberFormat;
  windows: Windows;
  finding: Finding;
  /** Where the words that are looked for stand. */
  places: readonly Place[];
  recordings: Recordings;
  /** The turn that is heard now. */
  heard: string | undefined;
  hear: (transcript: string, at: number) => void;
  decide: (suggestion: Suggestion, accept: boolean) => void;
  uncode: (coding: Coding) => void;
  code: (transcript: string, turn: string, code: string) => void;
  /** Words that are marked by hand. */
  noticing?: Noticing;
  /** What a turn was given is all that it carries. */
  done: (transcript: string, turn: string) => void;
}

/** What there is about each turn: identifiers by the turn, the rest by transcript and turn. */
interface About {
  identifiers: ReadonlyMap<string, Identifier[]>;
  suggestions: ReadonlyMap<string, Suggestion[]>;
  codings: ReadonlyMap<string, Coding[]>;
  places: ReadonlyMap<string, Place[]>;
}

export function conversation(work: Work, around: Around): TemplateResult {
  const { clean, name } = work;
  const id = clean.transcript.id ?? "";
  const { coding, texts } = around;
  const about: About = {
    identifiers: byTurn(clean.identifiers),
    suggestions: byPlace(coding.suggestions),
    codings: byPlace(coding.codings),
    places: byPlace(around.places),
  };
  const turns = turnsShown(work, around);
  // Of what came with a project nobody here has the words.
  const noticing = clean.key && around.noticing;
  const blocks = around.windows.blocks(id, turns);
  const drawn = (items: readonly Turn[], first: number) =>
    repeat(items, (turn) => turn.id, (turn, at) => turnItem(id, turn, [first + at + 1, turns.length], about, around, noticing));
  return html`<section class="stack tight" aria-label=${name}>
    <h3>${name} <span class="soft small">${coding.works.length > 1 && name !== id ? `${id} · ` : ""}${texts.turns(turns.length)}</span></h3>
    ${recording(id, around.recordings, texts, (at) => around.hear(id, at))}
    <div class="turns" role=${turns.length > 0 ? "list" : nothing}>
      ${repeat(
        blocks,
        ({ key }) => key,
        ({ key, first, items }) => html`<div class="block" role="presentation" data-block=${key} data-turns=${items.length}>${around.windows.draws(key) ? drawn(items, first) : nothing}</div>`,
      )}
    </div>
    ${turns.length > 0 || clean.transcript.turns.length === 0 ? nothing : html`<p class="soft">${around.words !== "" ? texts.noneFound : around.only === undefined ? texts.noneHere : texts.noneCoded}</p>`}
  </section>`;
}

/** That the turns of one code alone are shown, and the way back to all. */
export function onlyOne({ coding, only, texts }: Around, all: () => void): TemplateResult | typeof nothing {
  if (only === undefined) return nothing;
  return html`<div class="notice row" id="only">
    <p class="grow" dir="auto">${texts.onlyCode(nameOf(coding, only, texts))}</p>
    <button type="button" class="slim" @click=${all}>${texts.showAll}</button>
  </div>`;
}

function turnItem(transcript: string, turn: Turn, [place, of]: [number, number], about: About, around: Around, noticing?: Noticing): TemplateResult {
  const { texts, heard } = around;
  const id = `${transcript}-${turn.id}`;
  const suggested = about.suggestions.get(id) ?? [];
  const coded = about.codings.get(id) ?? [];
  return html`<div class="turn ${heard === id ? "heard" : ""}" role="listitem" aria-posinset=${place} aria-setsize=${of} id=${`turn-${id}`} tabindex="-1" data-turn=${turn.id}>
    <div class="who">
      <strong>${turn.speaker ?? texts.unknownSpeaker}</strong>
      ${turn.start === undefined ? nothing : when(transcript, turn, turn.start, around)}
    </div>
    <div class="stack tight">
      <p class="said" dir="auto">${said(turn, about.identifiers.get(turn.id) ?? [], suggested, about.places.get(id) ?? [], around)}</p>
      ${noticing?.panel(transcript, turn.id, texts) ?? nothing}
      ${coded.length > 0 ? html`<div class="row codes">${coded.map((one) => codedChip(one, around))}</div>` : nothing}
      ${repeat(suggested, ({ id }) => id, (one) => suggestion(one, around))}
      <div class="row hands">${byHand(transcript, turn, coded, around)} ${noticing?.button(transcript, turn.id, texts) ?? nothing} ${around.coding.sampling.shown === "asked" ? doneButton(transcript, turn, around) : nothing}</div>
    </div>
  </div>`;
}

/** When it was said; with a recording, the way to hear it. */
function when(transcript: string, turn: Turn, start: number, { recordings, texts }: Around): TemplateResult {
  const time = moment(start);
  if (!recordings.of(transcript)) return html`<time class="soft small">${time}</time>`;
  return html`<button type="button" class="bare play" aria-label=${texts.playFrom(time)} @click=${() => recordings.play(transcript, turn)}>▶ ${time}</button>`;
}

/** The words, with what was replaced marked, and the words that speak for the suggestion at hand underlined. */
function said(turn: Turn, found: Identifier[], suggested: Suggestion[], places: Place[], { coding, texts, finding }: Around) {
  const replaced = found.flatMap((identifier) =>
    identifier.cleanFrom === undefined || identifier.cleanTo === undefined
      ? []
      : [{ from: identifier.cleanFrom, to: identifier.cleanTo, value: identifierMark(identifier, texts) }],
  );
  const current = suggested.find(({ id }) => id === coding.at);
  const reasons = (current?.reasons ?? []).flatMap((one) =>
    one.passage && one.weight > 0 ? [{ ...one.passage, value: { name: "reason", title: why(one, texts) } }] : [],
  );
  let offset = 0;
  return pieces(turn.text, [...replaced, ...reasons]).map(({ text, mark }) => {
    const words = marked(text, offset, places, finding.at);
    offset += text.length;
    return mark ? html`<mark class=${mark.name} title=${mark.title}>${words}</mark>` : words;
  });
}

function identifierMark({ code, kind, reason, replacement }: Identifier, texts: CoderTexts) {
  const title = texts.identifierTitle(texts.kinds[kind] ?? kind, why({ code, why: reason }, texts));
  return { name: replacement === undefined ? "kept" : "replaced", title };
}

function codedChip(one: Coding, { texts, coding, uncode }: Around): TemplateResult {
  const name = nameOf(coding, one.code, texts);
  return html`<span class="chip coded" data-code=${one.code}>
    <bdi>${name}</bdi>${coding.coders.length > 1 ? html` <span class="small">${one.coder}</span>` : nothing}
    <button type="button" class="plain" aria-label=${texts.takeOut(name)} title=${texts.takeOut(name)} @click=${() => uncode(one)}>✕</button>
  </span>`;
}

function suggestion(one: Suggestion, { texts, coding, percent, decide }: Around): TemplateResult {
  const name = nameOf(coding, one.code, texts);
  const current = one.id === coding.at;
  const reasons = one.reasons.filter(({ weight }) => weight > 0).slice(0, 3);
  return html`<div
    class="suggestion ${current ? "current" : ""}"
    data-suggestion=${one.id}
    role="group"
    tabindex=${current ? "0" : "-1"}
    aria-label=${`${name}, ${texts.likely(percent.format(one.probability))}`}
    aria-current=${current ? "true" : nothing}
    @focus=${() => coding.stand(one.id)}
  >
    <p class="grow"><strong><bdi>${name}</bdi></strong> <span class="small soft likely">${texts.likely(percent.format(one.probability))}</span></p>
    <div class="row">
      <button type="button" class="slim" aria-label=${texts.acceptOf(name)} @click=${() => decide(one, true)}>${texts.accept}</button>
      <button type="button" class="slim" aria-label=${texts.rejectOf(name)} @click=${() => decide(one, false)}>${texts.reject}</button>
    </div>
    ${reasons.length > 0 ? html`<p class="small soft because">${texts.because} ${spoken(reasons, texts)}</p>` : nothing}
  </div>`;
}

/** The words that count, gathered by why they do. */
function spoken(reasons: Suggestion["reasons"], texts: CoderTexts): string {
  const groups = new Map<string, string[]>();
  for (const one of reasons) {
    const said = why(one, texts);
    groups.set(said, [...(groups.get(said) ?? []), ...(one.words ? [`“${one.words}”`] : [])]);
  }
  return [...groups].map(([said, words]) => (words.length > 0 ? `${words.join(", ")}: ${said}` : said)).join("; ");
}

function byHand(transcript: string, turn: Turn, coded: Coding[], { texts, coding, code }: Around): TemplateResult {
  const taken = new Set(coded.map((one) => one.code));
  const choose = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    if (select.value) code(transcript, turn.id, select.value);
    select.value = "";
  };
  // A long session has a list for each of a thousand turns: each gets its codes when it is turned to.
  const fill = (event: Event) => {
    const select = event.currentTarget as HTMLSelectElement;
    // Not under somebody's hands.
    if (event.type === "pointerenter" && select.length > 1) return;
    const free = coding.codebook?.codes.filter(({ id = "" }) => !taken.has(id)) ?? [];
    select.length = 1;
    for (const { id, name, parent } of free) select.add(new Option(`${parent ? "– " : ""}${worded(name, texts)}`, id));
  };
  return html`<div class="by-hand">
    <select class="slim" aria-label=${texts.addCodeTo(numberOf(turn.id))} @focus=${fill} @pointerenter=${fill} @change=${choose}>
      <option value="">${texts.addCode}</option>
    </select>
  </div>`;
}

function doneButton(transcript: string, { id }: Turn, { texts, done }: Around): TemplateResult {
  return html`<button type="button" class="slim done" aria-label=${texts.doneOf(numberOf(id))} @click=${() => done(transcript, id)}>${texts.done}</button>`;
}
