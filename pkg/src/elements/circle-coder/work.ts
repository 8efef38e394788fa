/** A transcript that is worked on, and what a file that came holds. */

import type { Clean, Decision, Key, Roster, SavedProject, Transcript } from "../../index.js";
import type { Told } from "../parts/problems.js";
import type { Decided, WordDecision } from "./deciding.js";

/** A transcript as it came and as it is shown; the file's name and the original never leave this object. */
export interface Work {
  name: string;
  original: Transcript;
  clean: Clean;
}

/** What happened to the file that was given last. */
export interface Reading {
  name: string;
  problems: Told[];
  /** Nothing of it could be used, and everything is as it was. */
  refused?: boolean;
  /** A roster that came after transcripts, in which its names were not looked for. */
  late?: boolean;
  /** A recording that came before any transcript. */
  alone?: boolean;
}

/** All that a draft holds: names too, so it stays in the browser of whoever codes. */
export interface CodingDraft {
  roster?: Roster | undefined;
  works: Work[];
  key?: Key | undefined;
  policy?: Decided;
  /** What those had that were kept before there were settings. */
  decisions?: Decision[];
  project?: SavedProject | undefined;
}

/** A transcript from elsewhere: what was taken out of it, whoever saved it knows. */
export function foreign(transcript: Transcript): Work {
  const clean = { transcript, identifiers: [], risk: { found: {}, remaining: [], warnings: [] } } as unknown as Clean;
  return { name: transcript.title || transcript.id || "", original: transcript, clean };
}

/** A name that no transcript has yet. */
export function freeId(works: readonly Work[]): string {
  const taken = new Set(works.map(({ original }) => original.id));
  let number = works.length + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}

/** Decisions about words that are still said, where they are about one place there: others may be about somebody who is gone. */
export function stillSaid(decisions: readonly WordDecision[], works: readonly Work[]): WordDecision[] {
  const said = works.flatMap(({ original: { id, turns } }) => turns.map((turn) => ({ transcript: id, turn: turn.id, words: turn.text.toLowerCase() })));
  return decisions.filter(({ text, only, transcript }) =>
    said.some((one) => one.words.includes(text.toLowerCase()) && (!only || (one.turn === only.turn && one.transcript === transcript))),
  );
}

/** What is left of a transcript, of the original too. */
export function left(work: Work, clean: Clean): Work {
  const turns = new Set(clean.transcript.turns.map(({ id }) => id));
  return { ...work, clean, original: { ...work.original, turns: work.original.turns.filter(({ id }) => turns.has(id)) } };
}

/** One of those without a speaker. */
export function silent(clean: Clean, speaker: string): Clean {
  const { transcript } = clean;
  return { ...clean, transcript: { ...transcript, turns: transcript.turns.filter((turn) => turn.speaker !== speaker) } };
}

/** Whether a file is a codebook: another tool's, or a table with definitions. */
export async function isBook(file: Blob | string, name: string): Promise<boolean> {
  return /\.qdc$/i.test(name) || (/\.csv$/i.test(name) && (await heads(file, /^(definition|definición)$/i)));
}

/** Whether a table has a column of what was said. */
export async function holdsSpeech(file: Blob | string): Promise<boolean> {
  return heads(file, /^(text|speech|transcript|utterance|content|message|words)$/i);
}

async function heads(file: Blob | string, heading: RegExp): Promise<boolean> {
  const text = typeof file === "string" ? file : await file.text();
  const headings = (text.split(/\r?\n/, 1)[0] ?? "").split(/[,;\t]/);
  return headings.some((one) => heading.test(one.replace(/^\ufeff/, "").replaceAll('"', "").trim()));
}
