/** Words of a turn that a person marks by hand: chosen, tried out, then taken out or left in, there or in every transcript. */

import type { Clean, Identifier, Passage } from "../../index.js";
import type { CodingWork, Work } from "./coding.js";
import type { Choice, Considered, Decided, WordDecision } from "./deciding.js";
import { byTurn } from "./turns.js";
import { wordsOf, type Word } from "./words.js";

/** Somewhere that something would change: where, in the original text, and what stands around it. */
export interface Place extends Passage {
  transcript: string;
  turn: string;
  around: [before: string, words: string, after: string];
}

/** What would come of a decision. */
export interface Effect {
  /** Whether something would change where the words were chosen. */
  here: boolean;
  /** What would stand there; nothing where the words stay. */
  replacement: string | undefined;
  /** Everywhere else that something would change. */
  others: Place[];
}

/** How long somebody may still be choosing, in milliseconds. */
const CHOOSING = 150;
/** Characters shown on either side of a place. */
const AROUND = 24;

export class Marking {
  readonly words: readonly Word[];
  readonly text: string;
  kind: Choice = "person";
  /** Whether it counts here and nowhere else. */
  only = false;
  /** What would come of it, once that is known. */
  effect: Effect | undefined;
  /** Where the choice began; before the first word while nothing is chosen. */
  #anchor = -1;
  focus = 0;
  #chosen = false;
  #control = new AbortController();

  /** In a turn of a transcript, by its original text. */
  constructor(
    readonly coding: CodingWork,
    readonly transcript: string,
    readonly turn: string,
    passage?: Passage,
  ) {
    this.text = this.#work?.original.turns.find(({ id }) => id === turn)?.text ?? "";
    this.words = wordsOf(this.text);
    if (!passage) return;
    this.#anchor = Math.max(0, this.words.findIndex((word) => word.to > passage.from));
    this.focus = Math.max(this.#anchor, this.words.findLastIndex((word) => word.from < passage.to));
    this.#look();
  }

  /** As it is by now: something else may have been decided meanwhile. */
  get #work(): Work | undefined {
    return this.coding.works.find(({ clean }) => clean.transcript.id === this.transcript);
  }

  /** The places of the first and the last chosen word; the last is before the first while there is none. */
  get chosen(): [first: number, last: number] {
    if (this.#anchor < 0) return [0, -1];
    return [Math.min(this.#anchor, this.focus), Math.max(this.#anchor, this.focus)];
  }

  /** Where the chosen words stand. */
  get passage(): Passage {
    const [first, last] = this.chosen;
    return { from: this.words[first]?.from ?? 0, to: this.words[last]?.to ?? 0 };
  }

  get said(): string {
    return this.text.slice(this.passage.from, this.passage.to);
  }

  /** Goes to a word: alone, or with all from where the choice began. */
  go(to: number, extend: boolean): void {
    const from = this.#anchor < 0 ? this.focus : this.#anchor;
    this.focus = Math.min(this.words.length - 1, Math.max(0, to));
    this.#anchor = extend ? from : this.focus;
    this.#look();
  }

  /** What was pressed is the first or the last of the words; inside of them it begins anew. */
  press(at: number): void {
    const [first, last] = this.chosen;
    const extend = last >= first && (at > last || at < first);
    if (extend) this.#anchor = at > last ? first : last;
    this.go(at, extend);
  }

  choose(kind: Choice): void {
    this.kind = kind;
    this.#chosen = true;
    this.#look();
  }

  limit(only: boolean): void {
    this.only = only;
    this.#look();
  }

  /** Everything that would be decided. */
  get policy(): Decided {
    const { policy } = this.coding.deciding;
    return { ...policy, decisions: [...policy.decisions, ...this.#decisions] };
  }

  get #decisions(): WordDecision[] {
    const { kind, said: text, passage } = this;
    if (kind === "keep") return [{ do: "keep", text, ...this.#where(passage) }];
    const mark: WordDecision = { do: "mark", text, kind, ...this.#where(passage) };
    // Half of a name would be that name: what was found around the words is none, then.
    const wider = this.#found.find((one) => one.kind === kind && one.from <= passage.from && passage.to <= one.to && one.to - one.from > passage.to - passage.from);
    return wider ? [{ do: "keep", text: this.text.slice(wider.from, wider.to), ...this.#where(wider) }, mark] : [mark];
  }

  /** The only place where something is decided; nothing where it is decided for all. */
  #where({ from, to }: Passage): Pick<WordDecision, "only" | "transcript"> {
    return this.only ? { only: { turn: this.turn, from, to }, transcript: this.transcript } : {};
  }

  /** What was found in the words before. */
  get #found(): Identifier[] {
    const { from, to } = this.passage;
    return this.#work?.clean.identifiers.filter((one) => one.turn === this.turn && one.from < to && one.to > from) ?? [];
  }

  /** Lets go of what is tried out. */
  forget(): void {
    this.#control.abort();
  }

  /** Tries out what was chosen, once the choosing pauses. */
  #look(): void {
    if (!this.#chosen) this.kind = this.#found[0]?.kind ?? "person";
    this.forget();
    const { signal } = (this.#control = new AbortController());
    this.effect = undefined;
    this.coding.host.requestUpdate();
    if (this.said === "") return;
    setTimeout(() => {
      if (!signal.aborted) void this.#consider(signal);
    }, CHOOSING);
  }

  async #consider(signal: AbortSignal): Promise<void> {
    try {
      const considered = await this.coding.deciding.consider(this.policy, signal);
      if (signal.aborted) return;
      this.effect = this.#effect(considered);
      this.coding.host.requestUpdate();
    } catch (error) {
      if (!signal.aborted) this.coding.failed(error);
    }
  }

  #effect({ cleans }: Considered): Effect {
    const { passage, turn } = this;
    const here = (place: Passage & { turn: string }) => place.turn === turn && place.from < passage.to && place.to > passage.from;
    const all = this.coding.works.flatMap((work) => changes(work, cleans.get(work.clean.transcript.id ?? "")));
    const mine = (place: Place) => place.transcript === this.transcript && here(place);
    const stands = cleans.get(this.transcript)?.identifiers.find(here);
    return { here: all.some(mine), replacement: stands?.replacement, others: all.filter((place) => !mine(place)) };
  }
}

/** Where a transcript would be another, in its order. */
function changes({ original, clean }: Work, after: Clean | undefined): Place[] {
  if (!after) return [];
  const known = ({ turn, from, to, kind, replacement }: Identifier) => JSON.stringify([turn, from, to, kind, replacement]);
  const without = (all: Identifier[], others: Identifier[]) => {
    const there = new Set(others.map(known));
    return all.filter((one) => !there.has(known(one)));
  };
  const differ = byTurn([...without(clean.identifiers, after.identifiers), ...without(after.identifiers, clean.identifiers)]);
  return original.turns.flatMap(({ id, text }) =>
    joined(differ.get(id) ?? []).map(({ from, to }) => ({
      transcript: clean.transcript.id ?? "",
      turn: id,
      from,
      to,
      around: [text.slice(Math.max(0, from - AROUND), from), text.slice(from, to), text.slice(to, to + AROUND)],
    })),
  );
}

/** Stretches in order; those that meet are one: what was one and is two, or the other way round, is one place. */
function joined(all: Passage[]): Passage[] {
  const found: Passage[] = [];
  for (const { from, to } of all.sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
