/** What errors and problems say, in the language of the page. */

import type { Problem } from "../error.js";
import { es } from "./es.js";
// Generated from the sources: what each code says in English, with braces where it names something.
import * as templates from "./templates.js";

/** A sentence, and what to do about it; {1}, {2} .. are what the English of each names, in its order. */
export type Said = string | readonly [message: string, hint: string];

/** What a code says; where it says one of several sentences, by the English one, as `CODES.md` lists them. */
export type Entry = Said | { readonly [english: string]: Said };

/** An entry for each code. */
export type Catalogue = Readonly<Record<string, Entry>>;

/** The languages that come with the package; a page may add to them. */
export const catalogues: Record<string, Catalogue> = { es };

const english = templates.english as Readonly<Record<string, { readonly says: readonly string[]; readonly advises: readonly string[] }>>;

/**
 * The message and the hint of an error or a problem in a language, as far as that has them; in English where not.
 *
 * ```js
 * import { translated } from "peer-circle/messages";
 * const { message, hint } = translated(error, document.documentElement.lang);
 * ```
 */
export function translated({ code, message, hint }: Pick<Problem, "code" | "message" | "hint">, language: string): { message: string; hint: string } {
  const entry = catalogues[language]?.[code] ?? catalogues[language.split("-")[0] ?? ""]?.[code];
  if (entry === undefined) return { message, hint };
  const { says, advises } = english[code] ?? { says: [], advises: [] };
  const [sentence, names] = recognised(message, says);
  // A sentence of another release, or one that an element has made of it, stays as it is.
  const said = bySentence(entry) ? entry[sentence] : says.length === 0 || sentence ? entry : undefined;
  if (said === undefined) return { message, hint };
  const [words, advice] = inFull(said);
  return { message: filled(words, names), hint: advice ? filled(advice, recognised(hint, advises)[1]) : hint };
}

function bySentence(entry: Entry): entry is { readonly [english: string]: Said } {
  return typeof entry === "object" && !Array.isArray(entry);
}

function inFull(said: Said): readonly [message: string, hint: string] {
  return typeof said === "string" ? [said, ""] : said;
}

/** The sentence that a message was made from and what it names; none and nothing where it was made from another. */
function recognised(message: string, sentences: readonly string[]): [sentence: string, names: string[]] {
  for (const sentence of sentences) {
    const parts = sentence.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = new RegExp(`^${parts.join("(.*?)")}$`, "s").exec(message);
    if (found) return [sentence, found.slice(1)];
  }
  return ["", []];
}

function filled(said: string, values: string[]): string {
  return said.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place) - 1] ?? "…");
}
