/** What becomes of dates, and when the transcripts are shared. */

import { html, type TemplateResult } from "lit";
import type { Treatment } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { WordDeeds } from "./review.js";
import type { CoderTexts } from "./texts.js";

const TREATMENTS: readonly Treatment[] = ["generalise", "shift", "replace", "keep"];

export function dates({ deciding: { policy } }: CodingWork, texts: CoderTexts, { decide }: WordDeeds): TemplateResult {
  const { year, ...rest } = policy;
  const treatments = policy.treatments ?? {};
  const treat = (event: Event) => decide({ ...policy, treatments: { ...treatments, date: (event.target as HTMLSelectElement).value as Treatment } });
  const share = (event: Event) => {
    const field = event.target as HTMLInputElement;
    // What is no year waits to be put right; an empty field is nobody's year.
    if (!field.checkValidity()) return void field.reportValidity();
    decide({ ...rest, ...(field.value !== "" && { year: Number(field.value) }) });
  };
  const now = treatments.date ?? "generalise";
  return html`<details id="dates">
    <summary>${texts.dates}</summary>
    <div class="stack tight">
      <label class="stack tight"
        ><span>${texts.datesWhat}</span>
        <select @change=${treat}>
          ${TREATMENTS.map((one, at) => html`<option value=${one} ?selected=${one === now}>${texts.dateTreatments[at]}</option>`)}
        </select></label
      >
      ${now === "shift" ? html`<p class="small soft">${texts.datesShifted}</p>` : ""}
      <label class="stack tight"
        ><span>${texts.yearShared}</span> <span class="small soft" id="year-help">${texts.yearSharedHelp}</span>
        <input type="number" inputmode="numeric" min="1900" max="2200" step="1" aria-describedby="year-help" .value=${year === undefined ? "" : String(year)} @change=${share} />
      </label>
    </div>
  </details>`;
}
