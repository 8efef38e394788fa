/** What errors and problems say, in the language of the page. */

import type { Problem } from "../error.js";
import { es } from "./es.js";
// Generated from the sources: what each code says in English, with braces where it names something.
import * as templates from "./templates.js";

/** A sentence, and perhaps what to do about it; {1}, {2} .. are what the English sentence names, in its order. */
export type Entry = string | readonly [message: string, hint: string];

/** An entry for each code. */
export type Catalogue = Readonly<Record<string, Entry>>;

/** The languages that come with the package; a page may add to them. */
export const catalogues: Record<string, Catalogue> = { es };

const english = templates.english as Readonly<Record<string, string>>;

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
  const [said, advice] = typeof entry === "string" ? [entry, ""] : entry;
  return { message: filled(said, named(code, message)), hint: advice };
}

/** What a message names, found by the sentence that it was made from; all of it where it was made from another. */
function named(code: string, message: string): string[] {
  const parts = (english[code] ?? "").split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.*?)")}$`, "s").exec(message)?.slice(1) ?? [];
}

function filled(said: string, values: string[]): string {
  return said.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place) - 1] ?? "…");
}
