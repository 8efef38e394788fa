/** The question which column of a roster holds what. */

import { html, type TemplateResult } from "lit";
import type { Holds, RosterColumn } from "../../index.js";
import { problemText } from "../parts/problems.js";
import type { Columns } from "./columns.js";
import type { PlannerTexts } from "./texts.js";

/** What a column may hold, in the order in which people look for it. */
const ALL: readonly Holds[] = ["name", "givenName", "familyName", "email", "id", "availability", "busy", "leader", "mode", "zone", "peerBy", "notWith", "circle", "invited", "platform", "url", "attribute", "unused"];

/** The question: each column with what stands in it, and a list of what it may be. */
export function columnsView(columns: Columns, name: string, texts: PlannerTexts): TemplateResult {
  const one = ({ heading, sample }: RosterColumn, at: number) => html`<li>
    <label for="column-${at}">${heading || texts.noHeading(at + 1)}</label>
    <span class="soft small">${sample.join(" · ")}</span>
    <select id="column-${at}" @change=${(event: Event) => columns.say(at, (event.target as HTMLSelectElement).value as Holds)}>
      ${ALL.map((holds) => html`<option value=${holds} ?selected=${holds === columns.holds[at]}>${texts.holds[holds]}</option>`)}
    </select>
  </li>`;
  return html`<div class="move stack" part="columns">
    <h3 id="columns" tabindex="-1">${texts.columnsOf(name)}</h3>
    <p class="soft small">${texts.columnsLead}</p>
    <ul class="columns">
      ${columns.columns.map(one)}
    </ul>
    <div role="alert">${columns.failure ? html`<p class="notice bad">${problemText(columns.failure, texts)}</p>` : ""}</div>
    <div class="row">
      <button type="button" class="main" id="take-columns" ?disabled=${columns.busy} @click=${() => void columns.take()}>${texts.pasteTake}</button>
      <button type="button" @click=${() => columns.close()}>${texts.cancel}</button>
    </div>
  </div>`;
}
