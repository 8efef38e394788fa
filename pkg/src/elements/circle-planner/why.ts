/** Why somebody is where they are: one sentence, and the rest for who wants to know. */

import { html, nothing, type TemplateResult } from "lit";
import type { Reason } from "../../index.js";
import { say, type Setting } from "./sentences.js";

/** What people ask about first: what is theirs alone, then what they wished for, then their time. */
const FIRST = ["leader", "stay", "peers", "meeting"];
/** As many as one sentence bears. */
const IN_ONE = 2;

export function why(reasons: Reason[] | undefined, setting: Setting): TemplateResult | typeof nothing {
  // The first sums all of them up, which is much for a card.
  const [sum, ...all] = reasons ?? [];
  if (!sum) return nothing;
  const first = FIRST.flatMap((rule) => all.filter((reason) => reason.rule === rule));
  const told = (first.length > 0 ? first : all).slice(0, IN_ONE);
  const rest = all.filter((reason) => !told.includes(reason));
  const sentence = told.length > 0 ? `${told.map((reason) => say(reason, setting)).join("; ")}.` : say(sum, setting);
  if (rest.length === 0) return html`<p class="why small soft">${capital(sentence)}</p>`;
  return html`<details class="why small soft">
    <summary>${capital(sentence)}</summary>
    <ul>
      ${rest.map((reason) => html`<li>${capital(say(reason, setting))}.</li>`)}
    </ul>
  </details>`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
