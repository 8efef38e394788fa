/** Which turns are looked at, and what their codes are called. */

import type { Turn } from "../../index.js";
import type { CodingWork, Work } from "./coding.js";

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
export function nameOf({ codebook }: CodingWork, code: string): string {
  return codebook?.codes.find(({ id }) => id === code)?.name ?? code;
}

/** What there is of each turn, in its order. */
export function byTurn<T extends { turn: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const there = found.get(one.turn);
    if (there) there.push(one);
    else found.set(one.turn, [one]);
  }
  return found;
}
