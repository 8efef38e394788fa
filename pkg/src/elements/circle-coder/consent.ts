/** Somebody takes their consent back: what they said goes, and all that was made of it. */

import { html, nothing, type TemplateResult } from "lit";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";

/** What may be done about it. */
export interface ConsentActions {
  /** Asks once more about a speaker, or lets the question go. */
  ask: (speaker: string | undefined) => void;
  withdraw: (speaker: string) => void;
  /** About whom it is asked. */
  asked: string | undefined;
}

export function consent({ works }: CodingWork, texts: CoderTexts, { ask, withdraw, asked }: ConsentActions): TemplateResult | typeof nothing {
  const turns = works.flatMap(({ clean }) => clean.transcript.turns);
  const speakers = [...new Set(turns.flatMap(({ speaker }) => speaker ?? []))].sort();
  if (speakers.length === 0) return nothing;
  const choose = (event: Event) => ask((event.target as HTMLSelectElement).value || undefined);
  const count = turns.filter(({ speaker }) => speaker === asked).length;
  return html`<details id="consent">
    <summary>${texts.consent}</summary>
    <div class="stack tight">
      <p class="small soft">${texts.consentLead}</p>
      <select aria-label=${texts.consentWho} @change=${choose}>
        <option value="" ?selected=${asked === undefined}>${texts.consentWho}</option>
        ${speakers.map((speaker) => html`<option value=${speaker} ?selected=${speaker === asked}>${speaker}</option>`)}
      </select>
      <div aria-live="polite">
        ${asked !== undefined && count > 0
          ? html`<div class="notice warn stack tight">
              <p>${texts.consentGone(asked, count)}</p>
              <div class="row">
                <button type="button" class="slim main" id="withdraw" @click=${() => withdraw(asked)}>${texts.consentDo}</button>
                <button type="button" class="slim" @click=${() => ask(undefined)}>${texts.cancel}</button>
              </div>
            </div>`
          : nothing}
      </div>
    </div>
  </details>`;
}
