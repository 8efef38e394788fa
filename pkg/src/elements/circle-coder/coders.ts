/** The sixth step: what it comes to, who coded, how far they agree and where they do not. */

import { html, nothing, type TemplateResult } from "lit";
import type { CodeAgreement, Comparison, Disagreement, SetCoefficients } from "../../index.js";
import { problemList } from "../parts/problems.js";
import type { CodingWork } from "./coding.js";
import { sample } from "./samples.js";
import type { CoderTexts } from "./texts.js";
import { codeName, nameOf, numberOf } from "./turns.js";

/** What the step may do. */
export interface CodersActions {
  coder: (name: string) => void;
  blind: (on: boolean) => void;
  note: (text: string) => void;
  compare: (sampled: boolean) => void;
  settle: (disagreement: Disagreement, coder: string) => void;
  unsettle: (disagreement: Disagreement) => void;
  run: (work: () => Promise<void>) => void;
}

/** How far all agree, in a sentence. */
export function agreed({ coders, turns, sets }: Pick<Comparison, "coders" | "turns" | "sets">, texts: CoderTexts, language: string): string {
  return texts.agreementLead(listed(coders, language), turns, figure(language)(sets.masi?.value));
}

/** Disagreements that are listed; the count tells of all. */
const SHOWN = 200;

export function interpretation(coding: CodingWork, texts: CoderTexts, language: string, actions: CodersActions): TemplateResult {
  const { coders, coder, blind, comparing: { comparison }, merged, memos } = coding;
  const note = memos.find(({ about }) => about === "project");
  return html`<section class="panel stack" aria-labelledby="interpretation" part="interpretation">
    <h2 id="interpretation" tabindex="-1">${texts.stepNames[5]}</h2>
    <div class="stack tight">
      <label for="note">${texts.note}</label>
      <textarea id="note" maxlength="20000" .value=${note?.text ?? ""} @change=${(event: Event) => actions.note((event.target as HTMLTextAreaElement).value)}></textarea>
    </div>
    <div class="row">
      <label class="check"
        ><span>${texts.coderName}</span>
        <input id="coder" type="text" maxlength="80" .value=${coder} @change=${(event: Event) => actions.coder((event.target as HTMLInputElement).value)}
      /></label>
      <label class="check"
        ><input id="blind" type="checkbox" .checked=${blind} @change=${(event: Event) => actions.blind((event.target as HTMLInputElement).checked)} />
        <span>${texts.blind}</span></label
      >
    </div>
    <p class="small soft">${texts.blindHelp}</p>
    ${sample(coding, texts, new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }), actions.run)}
    ${merged ? mergedNotice(coding, texts) : nothing}
    ${coders.length < 2 ? html`<p class="soft">${texts.oneCoder}</p>` : nothing}
    ${coders.length > 1 ? compareButton(coding, texts, actions) : nothing}
    ${comparison && !blind ? agreement(comparison, coding, texts, language, actions) : nothing}
  </section>`;
}

function compareButton({ blind, comparing: { comparison, sampled }, sampling }: CodingWork, texts: CoderTexts, { compare }: CodersActions): TemplateResult {
  if (blind) return html`<p class="soft">${texts.blindNoAgreement}</p>`;
  const all = !comparison || sampled;
  const some = sampling.opened && !(comparison && sampled);
  return html`<div class="row">
    ${all ? html`<button type="button" id="compare" @click=${() => compare(false)}>${texts.compare}</button>` : nothing}
    ${some ? html`<button type="button" id="compare-sample" @click=${() => compare(true)}>${texts.compareSample}</button>` : nothing}
  </div>`;
}

function mergedNotice({ merged }: CodingWork, texts: CoderTexts): TemplateResult {
  const { codings = 0, transcripts = 0, conflicts = [] } = merged ?? {};
  return html`<div class="notice ${conflicts.length > 0 ? "warn" : ""} stack tight" id="merged">
    <p><strong>${texts.merged(codings, transcripts)}</strong> ${texts.mergeUndo}</p>
    ${conflicts.length > 0 ? html`<p>${texts.mergeConflicts(conflicts.length)}</p>` : nothing} ${problemList(conflicts, texts)}
  </div>`;
}

function agreement(comparison: Comparison, coding: CodingWork, texts: CoderTexts, language: string, actions: CodersActions): TemplateResult {
  const { codes, disagreements, pairs = [], model = [] } = comparison;
  const shown = figure(language);
  const told = (coders: string[], turns: number, sets: SetCoefficients) => agreed({ coders, turns, sets }, texts, language);
  const table = (name: string, codes: CodeAgreement[]) => codeTable(name, codes, coding, texts, shown);
  const part = (lead: string, codes: CodeAgreement[]) => html`<details><summary>${lead}</summary>${table(lead, codes)}</details>`;
  return html`<div class="stack tight" id="agreement">
    <h3>${texts.agreement}</h3>
    <p>${agreed(comparison, texts, language)}</p>
    <p class="small soft">${coding.comparing.sampled ? texts.agreementOnSample : texts.agreementOnAll}</p>
    ${table(texts.agreement, codes)}
    ${pairs.length > 0 ? html`<h4>${texts.twoByTwo}</h4>` : nothing}
    ${pairs.map(({ coder, other, turns, sets, codes }) => part(told([coder, other], turns, sets), codes))}
    ${model.length > 0 ? html`<h4>${texts.model}</h4>` : nothing}
    ${model.map(({ coder, turns, sets, codes }) => part(told([coder, texts.expected], turns, sets), codes))}
    <details>
      <summary>${texts.disagreements(disagreements.length)}</summary>
      <ul class="stack tight scroll" tabindex="0">
        ${disagreements.slice(0, SHOWN).map((one) => disagreementItem(one, coding, texts, actions))}
      </ul>
    </details>
  </div>`;
}

function listed(names: string[], language: string): string {
  return new Intl.ListFormat(language).format(names);
}

function figure(language: string): Shown {
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "negative" });
  return (value) => (value === undefined ? "–" : number.format(value));
}

type Shown = (value: number | undefined) => string;

/** How far some agree on each code. */
function codeTable(name: string, codes: CodeAgreement[], coding: CodingWork, texts: CoderTexts, shown: Shown): TemplateResult {
  return html`<div class="table" tabindex="0" role="group" aria-label=${name}>
    <table>
      <thead>
        <tr>
          ${texts.agreementHeads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${codes.map((one) => agreementRow(one, coding, texts, shown))}
      </tbody>
    </table>
  </div>`;
}

function agreementRow({ code, turns, characters }: CodeAgreement, coding: CodingWork, texts: CoderTexts, shown: Shown): TemplateResult {
  return html`<tr>
    <th scope="row">${codeName(coding, code, texts)}</th>
    <td>${shown(turns.percent?.value)}</td>
    <td>${shown(turns.conger?.value)}</td>
    <td>${shown(turns.krippendorff?.value)}</td>
    <td>${shown(turns.gwet?.value)}</td>
    <td>${shown(characters)}</td>
  </tr>`;
}

/** Settled by taking over what one of them gave; what each gave stays on record. */
function disagreementItem(one: Disagreement, coding: CodingWork, texts: CoderTexts, { settle, unsettle }: CodersActions): TemplateResult {
  const names = (codes: string[]) => namesOf(codes, coding, texts);
  const turn = numberOf(one.turn);
  return html`<li class="disagreement">
    <a href="#" data-turn=${`${one.transcript}-${one.turn}`}>${texts.turn} ${turn}</a>
    ${Object.entries(one.given).map(
      ([coder, codes]) => html`<p class="row given">
        <span class="grow" dir="auto"><strong>${coder}</strong>: ${names(codes)}</span>
        ${one.settled
          ? nothing
          : html`<button type="button" class="slim" aria-label=${texts.settleOf(coder, turn)} @click=${() => settle(one, coder)}>${texts.settle}</button>`}
      </p>`,
    )}
    ${one.settled
      ? html`<p class="row given settled">
          <span class="grow" dir="auto">${texts.settled(names(one.settled))}</span>
          <button type="button" class="slim" aria-label=${texts.unsettleOf(turn)} @click=${() => unsettle(one)}>${texts.unsettle}</button>
        </p>`
      : nothing}
  </li>`;
}

/** The codes of a set, by name. */
export function namesOf(codes: readonly string[], coding: CodingWork, texts: CoderTexts): string {
  return codes.length > 0 ? codes.map((code) => nameOf(coding, code, texts)).join(", ") : texts.nothingGiven;
}
