/**
 * `<circle-planner>`: from a roster to circles to a term of meetings, all in the page.
 */

import { LitElement, html, nothing, type PropertyValues } from "lit";
import type { Plan, Programme, Roster, Rules, Term } from "../../index.js";
import { samples } from "../parts/demo.js";
import { Draft } from "../parts/draft.js";
import { dropStyles } from "../parts/drop.js";
import { engine } from "../parts/engine.js";
import { fetchJson, fetched } from "../parts/fetch.js";
import { look } from "../parts/look.js";
import { save } from "../parts/save.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf } from "../parts/texts.js";
import { told } from "../parts/problems.js";
import { board } from "./board.js";
import { es } from "./es.js";
import { forming } from "./forming.js";
import { people } from "./people.js";
import { Planning } from "./planning.js";
import { styles } from "./styles.js";
import { term } from "./term.js";
import { en, type PlannerTexts } from "./texts.js";

/** The file that `src` names: a programme, and the rules that its circles should keep. */
type ProgrammeFile = Programme & { rules?: Rules };

/** Circles were formed or changed. */
export class CirclePlanEvent extends Event {
  constructor(readonly plan: Plan) {
    super("circle-plan", { bubbles: true, composed: true });
  }
}

/** Meetings were scheduled. */
export class CircleTermEvent extends Event {
  constructor(readonly term: Term) {
    super("circle-term", { bubbles: true, composed: true });
  }
}

/**
 * Forms circles from a roster and schedules their meetings.
 *
 * @element circle-planner
 * @attr src - The address of a programme as JSON, with its `rules` where it has any.
 * @attr sample - The address of a sample roster, offered by a button.
 * @attr demo - Fills it with a sample roster and a sample programme.
 * @attr draft - A name under which everything is kept in this browser after each step; nothing is kept without one.
 * @fires circle-plan - Circles were formed; `event.plan`.
 * @fires circle-term - Meetings were scheduled; `event.term`.
 * @csspart people - The roster.
 * @csspart rules - The rules and the button.
 * @csspart circles - The board; `circle` is one card of it.
 * @csspart term - The meetings.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 */
export class CirclePlanner extends LitElement {
  static override styles = [look, dropStyles, styles];

  static override properties = {
    src: { type: String, reflect: true },
    sample: { type: String, reflect: true },
    demo: { type: Boolean, reflect: true },
    draft: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    pasting: { state: true },
    said: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, PlannerTexts>([
    ["en", en],
    ["es", es],
  ]);

  declare src: string | undefined;
  declare sample: string | undefined;
  declare demo: boolean;
  declare draft: string | undefined;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;
  declare pasting: boolean;
  declare said: string;

  readonly #planning = new Planning(this);
  /** A programme that came after a draft would seem to change its rules. */
  #fetching: Promise<void> | undefined;
  #plan: Plan | undefined;
  #term: Term | undefined;

  constructor() {
    super();
    this.demo = false;
    this.pasting = false;
    this.said = "";
  }

  /** The people; set it to bring a roster without a file. */
  get roster(): Roster | undefined {
    return this.#planning.roster;
  }

  set roster(roster: Roster | undefined) {
    if (roster) this.#planning.take(roster);
    else this.#planning.clear();
  }

  /** The programme; set it, or name its address in `src`. */
  get programme(): Programme | undefined {
    return this.#planning.programme;
  }

  set programme(programme: ProgrammeFile | undefined) {
    this.#planning.programme = programme;
    if (programme?.rules) this.#planning.wishes.give(programme.rules);
    this.#planning.changed();
  }

  /** The rules that circles should keep. */
  get rules(): Rules {
    return this.#planning.rules;
  }

  set rules(rules: Rules) {
    this.#planning.wishes.give(rules);
    this.#planning.changed();
  }

  /** The circles, once formed. */
  get plan(): Plan | undefined {
    return this.#planning.plan;
  }

  /** The meetings, once scheduled. */
  get term(): Term | undefined {
    return this.#planning.term?.term;
  }

  protected override render() {
    const planning = this.#planning;
    const texts = this.#texts;
    const language = languageOf(this);
    const actions = {
      take: (files: File[]) => void this.#read(files),
      sample: this.sample ? () => void this.#sample() : undefined,
      pasting: this.pasting,
      paste: (open: boolean) => (this.pasting = open),
      pasted: (text: string) => void this.#pasted(text),
    };
    return html`<div class="stack">
      ${people(planning, texts, actions)} ${planning.roster ? forming(planning, texts, language) : nothing}
      ${board(planning, texts, language)}
      ${term(planning, texts, language, (circle, name) => void this.#ics(`${name}.ics`, circle))} ${this.#keep()}
      <p class="visually-hidden" role="status">${this.#announced()}</p>
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("src") && this.src) this.#fetching = this.#fetchProgramme(this.src);
    if ((changed.has("draft") && this.draft) || (changed.has("demo") && this.demo)) void this.#open();
  }

  protected override updated(): void {
    const { plan, term: scheduled } = this.#planning;
    if (plan && plan !== this.#plan) this.dispatchEvent(new CirclePlanEvent(plan));
    if (scheduled && scheduled.term !== this.#term) this.dispatchEvent(new CircleTermEvent(scheduled.term));
    this.#plan = plan;
    this.#term = scheduled?.term;
    if (this.pasting) this.renderRoot.querySelector("textarea")?.focus();
  }

  #keep() {
    const { roster, plan, term: scheduled } = this.#planning;
    const texts = this.#texts;
    if (!roster) return nothing;
    const formed = plan && plan.circles.length > 0;
    return html`<section class="panel stack" aria-labelledby="keep" part="keep">
      <h2 id="keep">${texts.keep}</h2>
      <div class="row">
        ${scheduled ? html`<button type="button" @click=${() => void this.#ics("circles.ics")}>${texts.allIcs}</button>` : nothing}
        ${formed ? html`<button type="button" @click=${() => void this.#groups()}>${texts.groupsCsv}</button>` : nothing}
        ${scheduled ? html`<button type="button" @click=${() => this.#save("term.json", JSON.stringify(scheduled), "application/json")}>${texts.termJson}</button>` : nothing}
        <button type="button" @click=${() => void this.#rosterCsv()}>${texts.rosterCsv}</button>
        <button type="button" @click=${() => this.#planning.clear()}>${texts.startOver}</button>
      </div>
      <p class="small soft">${texts.rosterPrivate}</p>
      ${this.#kept(texts)}
      ${this.said ? html`<p class="small">${this.said}</p>` : nothing}
    </section>`;
  }

  /** Whether the last step is safe, and what stands in the way where it is not. */
  #kept(texts: PlannerTexts) {
    const { draft, state } = this.#planning.keeper;
    if (draft?.trouble) {
      return html`<p class="notice warn" role="alert" id="trouble">${draft.trouble === "other" ? texts.otherTab : texts.notKept}</p>`;
    }
    return draft ? html`<p class="small soft" id="kept" data-state=${state}>${state === "kept" ? texts.keptHere : texts.keeping}</p>` : nothing;
  }

  /** What somebody who cannot see the page hears. */
  #announced(): string {
    const { busy, plan, roster, readings, term: scheduled } = this.#planning;
    const texts = this.#texts;
    if (busy === "forming") return texts.forming;
    if (busy === "scheduling") return texts.scheduling;
    const reading = readings.find(({ refused }) => refused);
    if (reading) return texts.notRead(reading.name);
    if (scheduled) return texts.sessions(scheduled.series.reduce((sum, { sessions }) => sum + sessions.length, 0));
    if (plan) return texts.circlesLead(plan.circles.length, plan.circles.reduce((sum, { members }) => sum + members.length, 0));
    return roster ? texts.needing(roster.participants.filter(({ circle }) => !circle).length) : "";
  }

  get #texts(): PlannerTexts {
    return catalogue(this, CirclePlanner.texts);
  }

  async #read(files: File[]): Promise<void> {
    await this.#planning.read(files.map((file) => ({ file, name: file.name })));
  }

  async #pasted(text: string): Promise<void> {
    if (text.trim() === "") return;
    this.pasting = false;
    await this.#planning.read([{ file: text, name: this.#texts.paste }]);
  }

  async #sample(): Promise<void> {
    const address = new URL(this.sample ?? "", this.baseURI);
    await this.#try(async () => {
      const file = await (await fetched(address)).blob();
      await this.#planning.read([{ file, name: address.pathname.split("/").at(-1) ?? "" }]);
    });
  }

  /** What was kept; without it the samples, where the page asks for them. What the page has given stays. */
  async #open(): Promise<void> {
    await this.#try(async () => {
      await this.#fetching;
      if (this.draft) await this.#planning.restore(new Draft(this.store, `circle-planner:${this.draft}`));
      if (!this.demo) return;
      const { programme, roster } = await samples();
      if (!this.src) this.programme ??= programme;
      if (!this.roster) await this.#planning.read([{ file: roster, name: "physicians.csv" }]);
    });
  }

  async #fetchProgramme(src: string): Promise<void> {
    await this.#try(async () => {
      this.programme = await fetchJson<ProgrammeFile>(new URL(src, this.baseURI));
    });
  }

  async #ics(name: string, circle?: string): Promise<void> {
    await this.#try(async () => {
      const text = await this.#planning.term?.ics({ ...(circle && { circle }), now: new Date() });
      if (text) this.#save(name, text, "text/calendar");
    });
  }

  async #groups(): Promise<void> {
    const { plan, roster } = this.#planning;
    if (!plan || !roster) return;
    await this.#try(async () => {
      const peer = await engine();
      for (const { name, text } of await peer.report.groups({ plan, roster })) this.#save(name, text, "text/csv");
    });
  }

  async #rosterCsv(): Promise<void> {
    const { roster } = this.#planning;
    if (!roster) return;
    await this.#try(async () => this.#save("roster.csv", await (await engine()).people.write(roster), "text/csv"));
  }

  #save(name: string, text: string, type: string): void {
    save(name, text, type);
    this.said = this.#texts.saved(name);
  }

  /** A small thing that fails says so and leaves everything as it was. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.said = `${this.#texts.failed} ${told(error).message}`;
      this.#planning.failed(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "circle-planner": CirclePlanner;
  }
  interface GlobalEventHandlersEventMap {
    "circle-plan": CirclePlanEvent;
    "circle-term": CircleTermEvent;
  }
}
