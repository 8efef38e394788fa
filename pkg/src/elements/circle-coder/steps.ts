/** The six steps of the framework method as one row: where each stands, and the way to it. */

import { html, type TemplateResult } from "lit";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";

export function steps(coding: CodingWork, texts: CoderTexts, go: (id: string) => void): TemplateResult {
  const { codings, codebook, suggestions, works, matrix, memos, coders } = coding;
  const turns = works.reduce((sum, { clean }) => sum + clean.transcript.turns.length, 0);
  const used = new Set(codings.map(({ code }) => code)).size;
  const all: [string, string, string][] = [
    ["transcripts", texts.stepNames[0], texts.turns(turns)],
    ["codebook", texts.stepNames[1], texts.codes(codebook?.codes.length ?? 0)],
    ["conversation", texts.stepNames[2], `${texts.codings(codings.length)}, ${texts.toDecide(suggestions.length)}`],
    ["charts", texts.stepNames[3], matrix ? texts.cases(matrix.cases.length) : texts.codesUsed(used)],
    ["mapping", texts.stepNames[4], texts.transcriptsOf(works.length)],
    ["interpretation", texts.stepNames[5], `${texts.coders(Math.max(1, coders.length))}, ${texts.notes(memos.length)}`],
  ];
  return html`<nav class="panel steps" aria-label=${texts.steps} part="steps">
    <ol>
      ${all.map(
        ([id, name, state], at) => html`<li>
          <button type="button" data-step=${id} @click=${() => go(id)}>
            <span class="number" aria-hidden="true">${at + 1}</span>
            <span class="stack"><strong>${name}</strong><span class="small soft">${state}</span></span>
          </button>
        </li>`,
      )}
    </ol>
  </nav>`;
}
