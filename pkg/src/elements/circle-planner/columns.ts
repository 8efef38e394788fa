/** Which column of a roster holds what, said by somebody who can read its headings. */

import { html, type TemplateResult } from "lit";
import type { Holds, Roster, RosterColumn } from "../../index.js";
import { engine } from "../parts/engine.js";
import { problemText, told, type Told } from "../parts/problems.js";
import type { PlannerTexts } from "./texts.js";

/** What a column may hold, in the order in which people look for it. */
const ALL: readonly Holds[] = ["name", "givenName", "familyName", "email", "id", "availability", "busy", "leader", "mode", "zone", "peerBy", "notWith", "circle", "attribute", "unused"];

/** What reading needs of the planning that it is part of. */
interface Rostered {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  /** Reads a file once more, over the roster that was there before it. */
  readAs(given: Given, columns: readonly Holds[]): Promise<void>;
}

/** A file, and the roster that was there before it. */
export interface Given {
  file: Blob | string;
  name: string;
  before: Roster | undefined;
}

export class Columns {
  /** The file whose columns are asked about. */
  given: Given | undefined;
  columns: readonly RosterColumn[] = [];
  holds: Holds[] = [];
  failure: Told | undefined;
  busy = false;

  constructor(readonly planning: Rostered) {}

  /** Asks what the columns of a file hold; each is taken for what its heading says until somebody knows better. */
  async ask(given: Given): Promise<void> {
    const columns = await (await engine()).people.columns(given.file);
    Object.assign(this, { given, columns, holds: columns.map(({ holds }) => holds), failure: undefined });
    this.planning.host.requestUpdate();
  }

  say(at: number, holds: Holds): void {
    this.holds = this.holds.map((one, other) => (other === at ? holds : one));
    this.planning.host.requestUpdate();
  }

  /** Reads the file so. */
  async take(): Promise<void> {
    const { given, holds } = this;
    if (!given || this.busy) return;
    this.busy = true;
    try {
      await this.planning.readAs(given, holds);
      this.close();
    } catch (error) {
      this.failure = told(error);
    }
    this.busy = false;
    this.planning.host.requestUpdate();
  }

  close(): void {
    Object.assign(this, { given: undefined, columns: [], holds: [], failure: undefined });
    this.planning.host.requestUpdate();
  }
}

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
