/** Words that somebody notices while reading: chosen in their turn, seen as they would be, then decided about. */

import { html, nothing, type ReactiveElement, type TemplateResult } from "lit";
import type { Passage } from "../../index.js";
import { engine } from "../parts/engine.js";
import type { CodingWork } from "./coding.js";
import type { Choice } from "./deciding.js";
import { Marking, type Effect, type Place } from "./marking.js";
import type { CoderTexts } from "./texts.js";
import { numberOf } from "./turns.js";
import { selectedIn } from "./words.js";

/** Of places elsewhere so many are shown; all are counted. */
const SHOWN = 20;

/** What noticing needs of the element. */
export interface Around {
  /** Says what was done, in whatever language the page has by then. */
  tell: (said: (texts: CoderTexts) => string) => void;
  /** Does something that may fail. */
  attempt: (work: () => Promise<unknown>) => void;
}

export class Noticing {
  marking: Marking | undefined;
  /** What was selected in a turn when its button was pressed down: a press may end the selection. */
  #selected: Passage | undefined;

  constructor(
    readonly host: ReactiveElement,
    readonly coding: CodingWork,
    readonly around: Around,
  ) {}

  /** Whether words of a turn are being chosen. */
  at(transcript: string, turn: string): Marking | undefined {
    const { marking } = this;
    return marking?.turn === turn && marking.transcript === transcript ? marking : undefined;
  }

  /** Begins in a turn, at words of its original text, else with its first word. */
  open(transcript: string, turn: string, passage?: Passage): void {
    const work = this.coding.works.find(({ clean }) => clean.transcript.id === transcript);
    if (!work?.clean.key) return;
    this.marking?.forget();
    this.marking = new Marking(this.coding, transcript, turn, passage);
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => this.#find(".marking .words")?.focus());
  }

  /** Begins where text is selected in a turn. */
  async #openSelected(transcript: string, turn: string): Promise<void> {
    const work = this.coding.works.find(({ clean }) => clean.transcript.id === transcript);
    if (!work || !this.#selected) return this.open(transcript, turn);
    const peer = await engine("coding");
    this.open(transcript, turn, await peer.transcripts.toOriginal(work.clean, turn, this.#selected));
  }

  /** Ends it; whoever works by keys is where they began. */
  close(): void {
    const { marking } = this;
    marking?.forget();
    this.marking = undefined;
    this.host.requestUpdate();
    if (marking) void this.host.updateComplete.then(() => this.#find(`#turn-${CSS.escape(`${marking.transcript}-${marking.turn}`)} .notice-words`)?.focus());
  }

  /** The button of a turn. */
  button(transcript: string, turn: string, texts: CoderTexts): TemplateResult {
    const said = (event: Event) => (event.currentTarget as Element).closest(".turn")?.querySelector<HTMLElement>(".said");
    const down = (event: Event) => {
      const text = said(event);
      this.#selected = text ? selectedIn(text) : undefined;
    };
    const press = (event: MouseEvent) => {
      // A key presses nothing down.
      if (event.detail === 0) down(event);
      if (this.at(transcript, turn)) this.close();
      else this.around.attempt(() => this.#openSelected(transcript, turn));
    };
    const open = this.at(transcript, turn) !== undefined;
    return html`<button type="button" class="slim quiet notice-words" aria-label=${texts.markIn(numberOf(turn))} aria-expanded=${open ? "true" : "false"} @pointerdown=${down} @click=${press}>${texts.mark}</button>`;
  }

  /** What is chosen in a turn, while it is. */
  panel(transcript: string, turn: string, texts: CoderTexts): TemplateResult | typeof nothing {
    const marking = this.at(transcript, turn);
    return marking ? chosen(marking, texts, { apply: () => this.around.attempt(() => this.#apply(marking)), close: () => this.close() }) : nothing;
  }

  async #apply(marking: Marking): Promise<void> {
    const { effect, said } = marking;
    if (!effect?.here) return;
    await this.coding.deciding.decide(marking.policy);
    this.around.tell((texts) => `${texts.done}. ${sentence(effect, said, texts)}`);
    if (this.marking === marking) this.close();
  }

  #find(selector: string): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>(selector);
  }
}

interface Deeds {
  apply: () => void;
  close: () => void;
}

function chosen(marking: Marking, texts: CoderTexts, { apply, close }: Deeds): TemplateResult {
  const { effect, kind, turn } = marking;
  const choose = (event: Event) => marking.choose((event.target as HTMLSelectElement).value as Choice);
  const limit = (event: Event) => marking.limit((event.target as HTMLInputElement).checked);
  const submit = (event: Event) => {
    event.preventDefault();
    apply();
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  const option = ([value, name]: [string, string]) => html`<option value=${value} ?selected=${value === kind}>${name}</option>`;
  return html`<form class="marking stack tight" aria-label=${texts.markIn(numberOf(turn))} @submit=${submit} @keydown=${escape}>
    <p class="small soft" id="mark-hint">${texts.markHint}</p>
    ${list(marking, texts)}
    <div class="row">
      <label class="check small"><input type="checkbox" .checked=${marking.only} @change=${limit} /> ${texts.markOnly}</label>
      <select class="slim" aria-label=${texts.kind} @change=${choose}>${Object.entries(texts.kinds).map(option)}${option(["keep", texts.markKeep])}</select>
      <button class="slim main" ?disabled=${!effect?.here}>${kind === "keep" ? texts.leaveIn : texts.takeWordsOut}</button>
      <button type="button" class="slim" @click=${close}>${texts.cancel}</button>
    </div>
    <p role="status" class="effect">${effect ? sentence(effect, marking.said, texts) : nothing}</p>
    ${effect && effect.others.length > 0 ? elsewhere(effect.others, texts) : nothing}
  </form>`;
}

/** What would come of it. */
function sentence({ here, replacement, others }: Effect, said: string, texts: CoderTexts): string {
  if (!here) return texts.markNothing;
  return replacement === undefined ? texts.markStays(said, others.length) : texts.markBecomes(said, replacement, others.length);
}

/** The words of the turn as a list of which a row is chosen, by pointer or, as lists are, by keys. */
function list(marking: Marking, texts: CoderTexts): TemplateResult {
  const { words, focus, chosen: [first, last] } = marking;
  const wordAt = (event: Event) => (event.composedPath()[0] as Element).closest<HTMLElement>("[data-word]")?.dataset["word"];
  const down = (event: PointerEvent) => {
    const at = wordAt(event);
    if (at === undefined || event.button !== 0) return;
    if (event.shiftKey) marking.go(Number(at), true);
    else marking.press(Number(at));
  };
  // What is drawn over with a pressed mouse is chosen; a finger scrolls.
  const over = (event: PointerEvent) => {
    const at = wordAt(event);
    if (at !== undefined && event.pointerType === "mouse" && event.buttons === 1 && Number(at) !== marking.focus) marking.go(Number(at), true);
  };
  return html`<div
    class="words"
    role="listbox"
    tabindex="0"
    dir="auto"
    aria-label=${texts.words}
    aria-describedby="mark-hint"
    aria-multiselectable="true"
    aria-orientation="horizontal"
    aria-activedescendant=${`word-${focus}`}
    @keydown=${(event: KeyboardEvent) => keyed(event, marking)}
    @pointerdown=${down}
    @pointermove=${over}
  >${words.map(
    ({ shown }, at) =>
      html`<span role="option" id=${`word-${at}`} data-word=${at} aria-selected=${at >= first && at <= last ? "true" : "false"} class=${at === focus ? "at" : ""}>${shown}</span>`,
  )}</div>`;
}

/** Keys of a list of which several may be chosen, as the ARIA practices have them; left and right as the text runs. */
function keyed(event: KeyboardEvent, marking: Marking): void {
  const { words, focus } = marking;
  if (event.altKey) return;
  const [end, onward] = [words.length - 1, getComputedStyle(event.currentTarget as Element).direction === "rtl" ? -1 : 1];
  const to: Record<string, number> = { ArrowRight: focus + onward, ArrowLeft: focus - onward, ArrowDown: focus + 1, ArrowUp: focus - 1, Home: 0, End: end };
  const all = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a";
  const next = to[event.key] ?? (event.ctrlKey || event.metaKey ? undefined : starting(event.key, marking));
  if (all) {
    marking.go(0, false);
    marking.go(end, true);
  } else if (next !== undefined) marking.go(next, event.shiftKey && event.key in to);
  else return;
  event.preventDefault();
  event.stopPropagation();
  const list = event.currentTarget as HTMLElement;
  void (marking.coding.host as ReactiveElement).updateComplete.then(() => list.querySelector(".at")?.scrollIntoView({ block: "nearest" }));
}

/** The next word that starts with a letter. */
function starting(key: string, { words, focus }: Marking): number | undefined {
  if (key.length !== 1 || key === " ") return undefined;
  const order = words.map((_, step) => (focus + 1 + step) % words.length);
  return order.find((at) => words[at]?.shown.toLowerCase().startsWith(key.toLowerCase()));
}

function elsewhere(places: readonly Place[], texts: CoderTexts): TemplateResult {
  const rest = places.length - SHOWN;
  return html`<details>
    <summary>${texts.markOthers(places.length)}</summary>
    <ul class="stack tight small">
      ${places.slice(0, SHOWN).map(
        ({ transcript, turn, around: [before, words, after] }) =>
          html`<li><a href="#" data-turn=${`${transcript}-${turn}`}>${texts.turn} ${numberOf(turn)}</a> <q dir="auto">…${before}<mark class="reason">${words}</mark>${after}…</q></li>`,
      )}
      ${rest > 0 ? html`<li>${texts.more(rest)}</li>` : nothing}
    </ul>
  </details>`;
}
