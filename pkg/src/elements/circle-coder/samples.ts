/** What there is to see of samples, of turns that are asked about, and of how sure suggestions are. */

import { html, nothing, type TemplateResult } from "lit";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { codeName } from "./turns.js";

/** Shares of the turns that a sample may be. */
const SHARES = [0.1, 0.2, 0.3];

/** What is shown alone, and the way back to everything. */
export function narrowed({ sampling }: CodingWork, texts: CoderTexts, run: (work: () => Promise<void>) => void): TemplateResult | typeof nothing {
  const { shown, questions, open } = sampling;
  if (shown === "") return nothing;
  const lead = shown === "sample" ? texts.sampleOpen(open?.turns.length ?? 0) : texts.asking(questions.length);
  return html`<div class="notice row" id="narrowed" role="status">
    <p class="grow">${lead}</p>
    ${shown === "asked" && questions.length === 0 ? html`<button type="button" class="slim" id="ask-more" @click=${() => run(() => sampling.ask())}>${texts.ask}</button>` : nothing}
    <button type="button" class="slim" id="show-all" @click=${() => run(() => sampling.show(""))}>${texts.showAll}</button>
  </div>`;
}

/** From when each code is suggested, and what is expected of that. */
export function limits(coding: CodingWork, texts: CoderTexts, percent: Intl.NumberFormat): TemplateResult | typeof nothing {
  const { limits } = coding.sampling;
  if (!limits) return nothing;
  return html`<details id="limits">
    <summary class="small">${texts.limits}</summary>
    <div class="table scroll" tabindex="0" role="region" aria-label=${texts.limits}>
      <table>
        <thead>
          <tr>
            ${texts.limitHeads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${limits.map(
            ({ code, atLeast, precision, coverage }) => html`<tr>
              <th scope="row">${codeName(coding, code, texts)}</th>
              ${atLeast === undefined
                ? html`<td colspan="3" class="soft">${texts.never}</td>`
                : html`<td>${percent.format(atLeast)}</td>
                    <td>${percent.format(precision)}</td>
                    <td>${percent.format(coverage)}</td>`}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The sample that is coded blind: drawing it, coding it, opening it. */
export function sample({ sampling }: CodingWork, texts: CoderTexts, percent: Intl.NumberFormat, run: (work: () => Promise<void>) => void): TemplateResult {
  const { open, opened, accuracy } = sampling;
  const choose = (event: Event) => (sampling.share = Number((event.target as HTMLSelectElement).value));
  const { low, high } = accuracy?.precision ?? {};
  return html`<div class="stack tight" id="sample">
    <h3>${texts.sample}</h3>
    ${open
      ? html`<p>${texts.sampleOpen(open.turns.length)}</p>
          <div class="row">
            <button type="button" class="slim" id="show-sample" @click=${() => run(() => sampling.show("sample"))}>${texts.showSample}</button>
            <button type="button" class="slim" id="reveal" @click=${() => run(() => sampling.reveal())}>${texts.reveal}</button>
          </div>`
      : html`<p class="soft">${opened ? texts.sampleOpened(opened.turns.length) : texts.sampleLead}</p>
          <div class="row">
            <label class="check small"
              ><span>${texts.sampleShare}</span>
              <select @change=${choose}>
                ${SHARES.map((share) => html`<option value=${share} ?selected=${share === sampling.share}>${percent.format(share)}</option>`)}
              </select></label
            >
            <button type="button" class="slim" id="draw" @click=${() => run(() => sampling.draw())}>${texts.draw}</button>
          </div>`}
    ${accuracy && low !== undefined && high !== undefined
      ? html`<p id="accuracy">${texts.accuracy(accuracy.right, accuracy.right + accuracy.wrong, percent.format(low), percent.format(high))}</p>`
      : nothing}
  </div>`;
}
