/**
 * Words that are looked for in the conversation, one place after the other: the search of the browser itself does not see
 * turns that are not drawn.
 */

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Turn } from "../../index.js";
import type { CoderTexts } from "./texts.js";
import { numberOf } from "./turns.js";

/** A transcript and the turns of it that are shown. */
export interface Shown {
  transcript: string;
  turns: readonly Turn[];
}

/** Where the words stand: which of the turns that are shown, counted over all transcripts, and from where to where in UTF-16 units. */
export interface Place {
  transcript: string;
  turn: string;
  text: string;
  number: number;
  from: number;
  to: number;
}

/** So much of a turn is read out around the words. */
const AROUND = 40;

export class Finding {
  /** As they are written in the field. */
  written = "";
  /** Whether turns without them are left out. */
  alone = false;
  /** The place that one is at; none before one goes to the first. */
  at: Place | undefined;
  #places: readonly Place[] = [];
  #of: { words: string; turns: readonly (readonly Turn[])[] } = { words: "", turns: [] };

  constructor(readonly host: ReactiveControllerHost) {}

  /** What is looked for, in lower case. */
  get words(): string {
    return this.written.trim().toLowerCase();
  }

  /** What turns must have to be shown. */
  get needed(): string {
    return this.alone ? this.words : "";
  }

  look(written: string): void {
    this.written = written;
    this.at = undefined;
    this.host.requestUpdate();
  }

  limit(alone: boolean): void {
    this.alone = alone;
    this.host.requestUpdate();
  }

  forget(): void {
    this.alone = false;
    this.look("");
  }

  /** Every place in what is shown, in its order; looked for anew only when something has changed. */
  places(shown: readonly Shown[]): readonly Place[] {
    const { words } = this;
    const turns = shown.map((one) => one.turns);
    const same = words === this.#of.words && turns.length === this.#of.turns.length && turns.every((some, at) => some === this.#of.turns[at]);
    if (same) return this.#places;
    this.#of = { words, turns };
    this.#places = words === "" ? [] : all(shown, words);
    const { at } = this;
    this.at = at && this.#places.find((one) => one.turn === at.turn && one.transcript === at.transcript && one.from === at.from);
    return this.#places;
  }

  /** The next place (1) or the one before (-1), round at the ends; at first the one nearest to a turn that is in sight. */
  go(places: readonly Place[], by: 1 | -1, sight: (one: Place) => boolean): Place | undefined {
    const count = places.length;
    const now = this.at ? places.indexOf(this.at) : -1;
    const first = Math.max(0, places.findIndex(sight));
    this.at = places[now < 0 ? (by > 0 ? first : (first - 1 + count) % count) : (now + by + count) % count];
    this.host.requestUpdate();
    return this.at;
  }
}

/** What the field may do. */
export interface FindActions {
  go: (by: 1 | -1) => void;
  /** To the turn that has the place one is at. */
  enter: () => void;
}

/** The field, how often the words are there, and the ways from one place to the next. */
export function finder(finding: Finding, places: readonly Place[], texts: CoderTexts, { go, enter }: FindActions): TemplateResult {
  const { at, words, written, alone } = finding;
  const number = at ? places.indexOf(at) + 1 : 0;
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    // As when a browser's own search is left; otherwise the field is emptied.
    else if (event.key === "Escape" && at) enter();
    else return;
    event.preventDefault();
  };
  const step = (by: 1 | -1, label: string, sign: string) =>
    html`<button type="button" class="slim step" aria-label=${label} title=${label} ?disabled=${places.length === 0} @click=${() => go(by)}>${sign}</button>`;
  return html`<div class="finder row ${words === "" ? "" : "on"}" role="search">
    <input
      type="search"
      id="find"
      maxlength="200"
      aria-label=${texts.find}
      placeholder=${texts.find}
      aria-describedby="found"
      .value=${written}
      @input=${(event: Event) => finding.look((event.target as HTMLInputElement).value)}
      @keydown=${pressed}
    />
    <span id="found" role="status" class="small">${words === "" ? nothing : html`<bdi>${places.length === 0 ? texts.noneFound : number === 0 ? texts.foundPlaces(places.length) : texts.foundAt(number, places.length)}</bdi>
        ${at ? html`<span class="visually-hidden">${texts.turn} ${numberOf(at.turn)}: ${around(at)}</span>` : nothing}`}</span>
    ${words === ""
      ? nothing
      : html`<div class="row steps-of">
          ${step(-1, texts.foundPrevious, "↑")} ${step(1, texts.foundNext, "↓")}
          <label class="check small"><input type="checkbox" id="alone" .checked=${alone} @change=${(event: Event) => finding.limit((event.target as HTMLInputElement).checked)} /> ${texts.foundAlone}</label>
        </div>`}
  </div>`;
}

/** A stretch of a turn, cut where the words stand. */
export function marked(text: string, offset: number, places: readonly Place[], at: Place | undefined): unknown {
  const here = places.filter(({ from, to }) => from < offset + text.length && to > offset);
  if (here.length === 0) return text;
  let end = 0;
  const pieces: unknown[] = [];
  for (const place of here) {
    const [from, to] = [Math.max(end, place.from - offset), Math.min(text.length, place.to - offset)];
    pieces.push(text.slice(end, from), html`<mark class="found ${place === at ? "now" : ""}">${text.slice(from, to)}</mark>`);
    end = to;
  }
  return [...pieces, text.slice(end)];
}

function all(shown: readonly Shown[], words: string): Place[] {
  const places: Place[] = [];
  let number = 0;
  for (const { transcript, turns } of shown) {
    for (const { id, text } of turns) {
      number += 1;
      for (const [from, to] of stretches(text, words)) places.push({ transcript, turn: id, text, number, from, to });
    }
  }
  return places;
}

/** Where words stand in a text, whatever the case of either. */
function* stretches(text: string, words: string): Generator<[number, number]> {
  const lower = text.toLowerCase();
  // A few letters are longer in lower case: then only what is written as it is looked for is found.
  const within = lower.length === text.length ? lower : text;
  for (let at = within.indexOf(words); at >= 0; at = within.indexOf(words, at + words.length)) yield [at, at + words.length];
}

/** What stands around a place, to be read out. */
function around({ text, from, to }: Place): string {
  const [first, last] = [text.lastIndexOf(" ", Math.max(0, from - AROUND)) + 1, text.indexOf(" ", to + AROUND)];
  return text.slice(first, last < 0 ? undefined : last);
}
