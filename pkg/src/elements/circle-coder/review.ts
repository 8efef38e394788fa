/** What a person decides about words that identify somebody, or that do not: for all transcripts or one place, and to be taken back. */

import { html, nothing, type TemplateResult } from "lit";
import type { Decision, Identifier, Passage } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { Decided, WordDecision } from "./deciding.js";
import type { CoderTexts } from "./texts.js";
import { numberOf } from "./turns.js";

/** What may be done about words. */
export interface WordDeeds {
  decide: (policy: Decided) => void;
  /** Goes to them, to decide something else. */
  change: (transcript: string, turn: string, passage: Passage) => void;
}

/** The button beside words: out of the text, or back into it. */
export function decideButton(text: string, replaced: boolean, kind: Identifier["kind"], { deciding: { policy } }: CodingWork, texts: CoderTexts, { decide }: WordDeeds): TemplateResult {
  const decision: Decision = replaced ? { do: "keep", text } : { do: "mark", text, kind };
  const words = replaced ? texts.leaveIn : texts.takeWordsOut;
  return html`<button type="button" class="slim decide" aria-label=${`${words}: ${text}`} @click=${() => decide({ ...policy, decisions: [...policy.decisions, decision] })}>${words}</button>`;
}

/** The button to more or fewer words, or another kind. */
export function changeButton(transcript: string, { turn, from, to }: Passage & { turn: string }, text: string, texts: CoderTexts, { change }: WordDeeds): TemplateResult {
  return html`<button type="button" class="slim" aria-label=${`${texts.markOther}: ${text}`} @click=${() => change(transcript, turn, { from, to })}>${texts.markOther}</button>`;
}

/** Words that somebody noticed while reading, and what was decided so far. */
export function review({ deciding: { policy } }: CodingWork, texts: CoderTexts, { decide }: WordDeeds): TemplateResult {
  const { decisions } = policy;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const [text, kind] = ["text", "kind"].map((name) => String(new FormData(form).get(name)).trim());
    if (!text) return;
    form.reset();
    decide({ ...policy, decisions: [...decisions, { do: "mark", text, kind } as Decision] });
  };
  const back = (at: number) => () => decide({ ...policy, decisions: decisions.filter((_, other) => other !== at) });
  const kinds = Object.entries(texts.kinds);
  return html`<details id="review">
    <summary>${texts.review}</summary>
    <form class="stack tight" @submit=${submit}>
      <p class="small soft">${texts.reviewLead}</p>
      <div class="row">
        <input type="text" name="text" maxlength="200" required aria-label=${texts.reviewWords} placeholder=${texts.reviewWords} autocomplete="off" />
        <select name="kind" aria-label=${texts.kind}>${kinds.map(([kind, name]) => html`<option value=${kind}>${name}</option>`)}</select>
        <button class="slim">${texts.takeWordsOut}</button>
      </div>
      ${decisions.length > 0 ? html`<ul class="stack tight">${decisions.map((one, at) => made(one, texts, back(at)))}</ul>` : nothing}
    </form>
  </details>`;
}

function made(decision: WordDecision, texts: CoderTexts, back: () => void): TemplateResult {
  const { text, only, transcript = "" } = decision;
  const what = decision.do === "mark" ? texts.decidedOut(texts.kinds[decision.kind] ?? decision.kind) : texts.decidedIn;
  const where = only ? html` <a href="#" data-turn=${`${transcript}-${only.turn}`}>${texts.decidedOnly(numberOf(only.turn))}</a>` : nothing;
  return html`<li class="row small"><q>${text}</q> <span class="soft">${what}</span>${where}
    <button type="button" class="slim" aria-label=${`${texts.takeBack}: ${text}`} @click=${back}>${texts.takeBack}</button></li>`;
}
