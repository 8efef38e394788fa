/** A transcript that is worked on, and what a file that came holds. */

import type { Clean, Transcript } from "../../index.js";

/** A transcript as it came and as it is shown; the file's name and the original never leave this object. */
export interface Work {
  name: string;
  original: Transcript;
  clean: Clean;
}

/** A transcript from elsewhere: what was taken out of it, whoever saved it knows. */
export function foreign(transcript: Transcript): Work {
  const clean = { transcript, identifiers: [], risk: { found: {}, remaining: [], warnings: [] } } as unknown as Clean;
  return { name: transcript.title ?? transcript.id ?? "", original: transcript, clean };
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

/** Whether a table has a column of definitions, as codes have them. */
export async function holdsCodes(file: Blob | string): Promise<boolean> {
  return heads(file, /^(definition|definición)$/i);
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
