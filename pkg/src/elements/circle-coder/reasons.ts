/** Why something identifies somebody, or why a code is suggested, in the language of the page. */

import type { CoderTexts } from "./texts.js";

/** What the core says: its code, what that is about, and how it goes in English. */
export interface Reason {
  code?: string | undefined;
  values?: Record<string, string[]> | undefined;
  why: string;
}

/** What a sentence is about, by name. */
export type Of = (name: string) => string;

/** By its code and values; as the core says it where a language does not, or a draft is older than codes. */
export function why({ code = "", values = {}, why }: Reason, texts: CoderTexts): string {
  return texts.why?.(code, (name) => values[name]?.[0] ?? "") || why;
}
