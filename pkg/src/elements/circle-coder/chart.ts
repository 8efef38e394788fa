/** Charting and mapping: who said what under which code, and what each further transcript still added. */

import { html, nothing, type TemplateResult } from "lit";
import type { Addition, Matrix } from "../../index.js";
import type { CodingWork } from "./coding.js";
import { nameOf } from "./conversation.js";
import type { CoderTexts } from "./texts.js";

/** Excerpts that a cell shows; the count tells of all. */
const SHOWN = 3;

export function charts(coding: CodingWork, texts: CoderTexts, open: (open: boolean) => void): TemplateResult {
  return html`<section class="panel stack tight" aria-labelledby="charts" part="charts">
    <h2 id="charts">${texts.charts}</h2>
    <details @toggle=${(event: Event) => open((event.target as HTMLDetailsElement).open)}>
      <summary>${texts.matrix}</summary>
      ${coding.matrix ? matrix(coding.matrix, coding, texts) : nothing}
      ${coding.additions && coding.additions.length > 1 ? saturation(coding.additions, coding, texts) : nothing}
    </details>
  </section>`;
}

function matrix({ cases, cells }: Matrix, coding: CodingWork, texts: CoderTexts): TemplateResult {
  const used = (coding.codebook?.codes ?? []).filter(({ id }) => cells.some(({ code }) => code === id));
  if (used.length === 0) return html`<p class="soft">${texts.matrixEmpty}</p>`;
  const at = new Map(cells.map((cell) => [`${cell.case}\n${cell.code}`, cell]));
  const most = Math.max(...cells.map(({ count }) => count));
  const cell = (who: string, code: string) => {
    const found = at.get(`${who}\n${code}`);
    if (!found || found.count === 0) return html`<td></td>`;
    return html`<td class="heat heat-${Math.ceil((found.count / most) * 4)}">
      <strong>${found.count}</strong>
      ${found.excerpts.slice(0, SHOWN).map(({ text }) => html`<q class="small">${text}</q>`)}
      ${found.summary ? html`<p class="small">${found.summary}</p>` : nothing}
    </td>`;
  };
  return html`<div class="table scroll" tabindex="0" role="region" aria-label=${texts.matrix}>
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">${texts.speaker}</th>
          ${used.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cases.map(
          (who) => html`<tr>
            <th scope="row">${who}</th>
            ${used.map(({ id = "" }) => cell(who, id))}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The picture is the row of bars; the table that it stands in says the same in words. */
function saturation(additions: Addition[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  const most = Math.max(...additions.map(({ codes }) => codes), 1);
  return html`<h3>${texts.saturation}</h3>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.dropLabel}</th>
            <th scope="col">${texts.newCodes}</th>
            <th scope="col">${texts.codesSoFar}</th>
          </tr>
        </thead>
        <tbody>
          ${additions.map(
            ({ transcript, newCodes, codes }) => html`<tr>
              <th scope="row">${transcript}</th>
              <td>${newCodes.map((code) => nameOf(coding, code)).join(", ") || "–"}</td>
              <td><meter min="0" max=${most} value=${codes} aria-label=${`${transcript}: ${codes}`}></meter> ${codes}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
