/** Starting over: asked once more, for what goes does not come back. */

import { html, type TemplateResult } from "lit";
import type { Planning } from "./planning.js";
import { sessionsIn } from "./price.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

export function clearing(planning: Planning, texts: PlannerTexts): TemplateResult {
  const ask = (whether: boolean) => {
    planning.clearing = whether;
    planning.host.requestUpdate();
  };
  if (!planning.clearing) {
    return html`<div class="row apart"><button type="button" class="slim" id="start-over" @click=${() => ask(true)}>${texts.startOver}</button></div>`;
  }
  const { roster, plan, term = planning.outdated } = planning;
  const { clearAsk, clearYes, clearNo } = workTexts(texts);
  const escape = (event: KeyboardEvent) => {
    if (event.key === "Escape") ask(false);
  };
  return html`<div class="move stack tight" id="clearing" role="group" aria-labelledby="clear-ask" @keydown=${escape}>
    <p id="clear-ask">${clearAsk(roster?.participants.length ?? 0, plan?.circles.length ?? 0, term ? sessionsIn(term) : 0)}</p>
    <div class="row">
      <button type="button" class="slim" id="clear-yes" @click=${() => planning.clear()}>${clearYes}</button>
      <button type="button" class="slim main" id="clear-no" @click=${() => ask(false)}>${clearNo}</button>
    </div>
  </div>`;
}
