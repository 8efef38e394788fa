/** Over the conversation: from when codes are suggested, and a bar that stays in sight, with what there is to decide, what is looked for, and what was done taken back. */

import { html, nothing, type TemplateResult } from "lit";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";

/** What the bar may do. */
export interface BarActions {
  /** Where words are looked for. */
  finder: TemplateResult;
  /** Does something that may fail. */
  run: (work: () => Promise<unknown>) => void;
  undo: () => void;
  redo: () => void;
}

export function bar(coding: CodingWork, texts: CoderTexts, language: string, { finder, run, undo, redo }: BarActions): TemplateResult {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value !== "rule") coding.atLeast = Number(value);
    run(() => coding.sampling.byRule(value === "rule"));
  };
  const rule = coding.sampling.limits !== undefined;
  return html`<div class="row settings">
      <label class="check small"
        ><span>${texts.atLeast}</span>
        <select @change=${choose}>
          ${[0.3, 0.5, 0.7, 0.9].map((least) => html`<option value=${least} ?selected=${!rule && least === coding.atLeast}>${percent.format(least)}</option>`)}
          <option value="rule" ?selected=${rule}>${texts.byRule}</option>
        </select></label
      >
      <button type="button" class="slim" id="ask" @click=${() => run(() => coding.sampling.ask())}>${texts.ask}</button>
      <span class="small soft grow keys">${texts.keys}</span>
    </div>
    <div class="bar row">
      <div class="grow">${pending(coding, texts, percent, run)} ${unsafe(coding, texts)}</div>
      <div class="row">
        <button type="button" class="slim" ?disabled=${!coding.canUndo} @click=${undo}>${texts.undo}</button>
        <button type="button" class="slim" ?disabled=${!coding.canRedo} @click=${redo}>${texts.redo}</button>
      </div>
      ${finder}
    </div>`;
}

/** Deep in a conversation one sees that nothing is kept any more; the whole of it is told further up. */
export function unsafe({ unsafe }: CodingWork, texts: CoderTexts): TemplateResult | typeof nothing {
  return unsafe ? html`<span class="chip unsafe">${texts.unsafe}</span>` : nothing;
}

/** How many suggestions there are to decide, or how far they are on their way. */
function pending({ suggesting, suggestions, codings, resume }: CodingWork, texts: CoderTexts, percent: Intl.NumberFormat, run: BarActions["run"]): TemplateResult {
  const { share, stopped } = suggesting;
  if (share !== undefined) {
    return html`<div class="row" id="suggesting">
      <strong id="pending">${texts.suggesting}</strong>
      <progress max="1" .value=${share} aria-labelledby="pending"></progress> <span class="small soft">${percent.format(share)}</span>
      <button type="button" class="slim" @click=${() => suggesting.stop()}>${texts.suggestStop}</button>
    </div>`;
  }
  if (stopped) {
    return html`<div class="row">
      <strong id="pending">${texts.suggestStopped}</strong>
      <button type="button" class="slim" @click=${() => run(resume)}>${texts.suggestOn}</button>
    </div>`;
  }
  const none = codings.length > 0 ? texts.nonePending : texts.noneSuggested;
  return html`<strong id="pending">${suggestions.length > 0 ? texts.pending(suggestions.length) : none}</strong>`;
}
