/** Which turns are looked at, and what their codes are called. */

import { html, type TemplateResult } from "lit";
import type { Turn } from "../../index.js";
import type { CodingWork, Work } from "./coding.js";
import type { CoderTexts } from "./texts.js";

/** What is looked for. */
export interface Sought {
  coding: CodingWork;
  /** The code whose turns alone are shown. */
  only: string | undefined;
  /** The words whose turns alone are shown, in lower case. */
  words: string;
}

/** The turns of a transcript that are shown: all, those with a code, those with some words. */
export function turnsShown({ clean: { transcript } }: Work, { coding, only, words }: Sought): Turn[] {
  const alone = coding.sampling.turns;
  if (only === undefined && words === "" && !alone) return transcript.turns;
  const marked = [...coding.codings, ...coding.suggestions].filter((one) => one.transcript === transcript.id && one.code === only);
  const coded = new Set(marked.map(({ turn }) => turn));
  const wanted = (id: string) => !alone || alone.has(`${transcript.id}-${id}`);
  return transcript.turns.filter(({ id, text }) => wanted(id) && (only === undefined || coded.has(id)) && (words === "" || text.toLowerCase().includes(words)));
}

/** The name of a code, for people. */
export function nameOf({ codebook }: CodingWork, code: string, texts: CoderTexts): string {
  const known = codebook?.codes.find(({ id }) => id === code);
  return known ? worded(known.name, texts) : code;
}

/** The same where it stands among other words: quotation marks at its ends stay at its ends, whichever way the page runs. */
export function codeName(coding: CodingWork, code: string, texts: CoderTexts): TemplateResult {
  return html`<bdi>${nameOf(coding, code, texts)}</bdi>`;
}

/** A name or a definition of the package's own codebook in the language of the page; what a person wrote, as they wrote it. */
export function worded(words: string, { builtIn }: CoderTexts): string {
  return builtIn?.(words) ?? words;
}

/** How a turn is called: by its number where the library numbered it, else by the id that its file gave it. */
export function numberOf(turn: string): string {
  return /^t\d+$/.test(turn) ? turn.slice(1) : turn;
}

/** The name of a transcript, for people: of its file, or the id where there is none. */
export function transcriptName({ works }: CodingWork, transcript: string): string {
  return works.find(({ clean }) => clean.transcript.id === transcript)?.name || transcript;
}

/** What was gathered last, by the list it was gathered from: a list is never changed, another one takes its place. */
const gathered = new WeakMap<readonly object[], ReadonlyMap<string, object[]>>();

/** What there is of each turn of each transcript, in its order, by both; drawing anew gathers nothing anew. */
export function byPlace<T extends { transcript: string; turn: string }>(all: readonly T[]): ReadonlyMap<string, T[]> {
  const known = gathered.get(all) as ReadonlyMap<string, T[]> | undefined;
  const found = known ?? by(all, ({ transcript, turn }) => `${transcript}-${turn}`);
  gathered.set(all, found);
  return found;
}

/** What there is of each turn, in its order. */
export function byTurn<T extends { turn: string }>(all: readonly T[]): Map<string, T[]> {
  return by(all, ({ turn }) => turn);
}

function by<T>(all: readonly T[], name: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = name(one);
    const there = found.get(key);
    if (there) there.push(one);
    else found.set(key, [one]);
  }
  return found;
}
