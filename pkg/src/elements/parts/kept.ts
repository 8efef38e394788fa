/** Whether what a person did last is safe, and what stands in the way where it is not. */

import { html, nothing, type TemplateResult } from "lit";
import type { Trouble } from "./draft.js";

/** Nothing where nothing is to be kept. */
export type Kept = "" | "keeping" | "kept" | Trouble;

/** What an element says about it. */
interface KeptTexts {
  keptHere: string;
  otherTab: string;
  notKept: string;
}

export function keptLine(state: Kept, texts: KeptTexts): TemplateResult | typeof nothing {
  if (state === "") return nothing;
  if (state === "other" || state === "full") {
    return html`<p class="notice warn small" role="alert" id="kept" data-state=${state}>${state === "other" ? texts.otherTab : texts.notKept}</p>`;
  }
  return html`<p class="small soft" id="kept" data-state=${state}>${texts.keptHere}</p>`;
}
