/** The fourth step: who said what under which code, with what is written about it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Matrix } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { codeName, nameOf } from "./turns.js";

/** Excerpts that a cell shows; the count tells of all. */
const SHOWN = 3;

/** What may be done with the chart. */
export interface ChartActions {
  open: (open: boolean) => void;
  summarise: (who: string, code: string, text: string) => void;
}

export function charts(coding: CodingWork, texts: CoderTexts, actions: ChartActions): TemplateResult {
  return html`<section class="panel stack tight" aria-labelledby="charts" part="charts">
    <h2 id="charts" tabindex="-1">${texts.stepNames[3]}</h2>
    <details @toggle=${(event: Event) => actions.open((event.target as HTMLDetailsElement).open)}>
      <summary>${texts.matrix}</summary>
      ${coding.matrix ? matrix(coding.matrix, coding, texts, actions) : nothing}
    </details>
  </section>`;
}

function matrix({ cases, cells }: Matrix, coding: CodingWork, texts: CoderTexts, { summarise }: ChartActions): TemplateResult {
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
      <details class="summarise" ?open=${found.summary !== undefined && found.summary !== ""}>
        <summary class="small">${texts.summary}</summary>
        <textarea maxlength="4000" aria-label=${texts.summaryOf(who, nameOf(coding, code, texts))} .value=${found.summary ?? ""}
          @change=${(event: Event) => summarise(who, code, (event.target as HTMLTextAreaElement).value)}></textarea>
      </details>
    </td>`;
  };
  return html`<div class="table scroll" tabindex="0" role="region" aria-label=${texts.matrix}>
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">${texts.speaker}</th>
          ${used.map(({ id = "" }) => html`<th scope="col">${codeName(coding, id, texts)}</th>`)}
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
