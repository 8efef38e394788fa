/** The last part: what can be taken away, and whether the work is safe. */

import { html, nothing, type TemplateResult } from "lit";
import type { Asking, Clearing } from "../parts/clearing.js";
import { drop } from "../parts/drop.js";
import type { Planning } from "./planning.js";
import { sessionsIn } from "./price.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

/** What the part may do. */
export interface KeepActions {
  allIcs: () => void;
  groups: () => void;
  /** Fills in the table of another system. */
  fill: (file: File) => void;
  termJson: () => void;
  roster: () => void;
  clearing: Clearing;
  /** What was saved or copied last. */
  said: string | undefined;
}

const FORMATS = ["plain", "canvas", "moodle", "blackboard", "template"] as const;

export function keep(planning: Planning, texts: PlannerTexts, actions: KeepActions): TemplateResult | typeof nothing {
  const { roster, plan, term, outdated } = planning;
  if (!roster) return nothing;
  const formed = plan && plan.circles.length > 0;
  return html`<section class="panel stack" aria-labelledby="keep" part="keep">
    <h2 id="keep" tabindex="-1">${texts.keep}</h2>
    ${formed ? groups(planning, texts, actions) : nothing}
    <div class="row">
      ${term || outdated ? html`<button type="button" ?disabled=${!term} @click=${actions.allIcs}>${texts.allIcs}</button>` : nothing}
      ${term || outdated ? html`<button type="button" ?disabled=${!term} @click=${actions.termJson}>${texts.termJson}</button>` : nothing}
      <button type="button" @click=${actions.roster}>${texts.rosterCsv}</button>
    </div>
    <p class="small soft">${texts.rosterPrivate}</p>
    ${kept(planning, texts)} <p class="small" role="status">${actions.said}</p>
    ${actions.clearing.panel(asking(planning, texts))}
  </section>`;
}

/** What goes with starting over does not come back. */
function asking({ roster, plan, outdated, term = outdated }: Planning, texts: PlannerTexts): Asking {
  const { clearAsk, clearYes, clearNo } = workTexts(texts);
  const ask = () => clearAsk(roster?.participants.length ?? 0, plan?.circles.length ?? 0, term ? sessionsIn(term) : 0);
  return { startOver: texts.startOver, ask, sure: clearYes, stay: clearNo };
}

/** The circles for another system; two of them want a word more. */
function groups({ format, host }: Planning, texts: PlannerTexts, actions: KeepActions): TemplateResult {
  const choose = (event: Event) => {
    format.kind = (event.target as HTMLSelectElement).value as Planning["format"]["kind"];
    host.requestUpdate();
  };
  const word = (key: "course" | "set", label: string) => html`<label class="stack tight"><span class="small">${label}</span>
    <input type="text" maxlength="200" .value=${format[key]} @change=${(event: Event) => (format[key] = (event.target as HTMLInputElement).value.trim())} /></label>`;
  return html`<div class="row choose">
    <label class="stack tight"><span class="small">${texts.groupsFor}</span>
      <select id="format" @change=${choose}>
        ${FORMATS.map((kind) => html`<option value=${kind} ?selected=${kind === format.kind}>${texts.formats[kind]}</option>`)}
      </select></label>
    ${format.kind === "moodle" ? word("course", texts.course) : nothing} ${format.kind === "blackboard" ? word("set", texts.groupSet) : nothing}
    ${format.kind === "template" ? nothing : html`<button type="button" @click=${actions.groups}>${texts.groupsCsv}</button>`}
  </div>
  ${format.kind === "template" ? template(texts, actions) : nothing}`;
}

/** The other system's own table, such as Brightspace gives out: its headings say what it wants. */
function template(texts: PlannerTexts, { fill }: KeepActions): TemplateResult {
  const take = ([file]: File[]) => file && fill(file);
  return drop({ label: texts.templateLabel, hint: texts.templateHint, pick: texts.pickRoster, accept: ".csv,.tsv,.txt,text/csv", take });
}

/** Whether the last step is safe, and what stands in the way where it is not. */
function kept({ keeper: { draft, state } }: Planning, texts: PlannerTexts): TemplateResult | typeof nothing {
  if (draft?.trouble) {
    return html`<p class="notice warn" role="alert" id="trouble">${draft.trouble === "other" ? texts.otherTab : texts.notKept}</p>`;
  }
  return draft ? html`<p class="small soft" id="kept" data-state=${state}>${state === "kept" ? texts.keptHere : texts.keeping}</p>` : nothing;
}
