/**
 * `<circle-planner>`: from a roster to circles to a term of sessions, all in the page.
 */

import { html, nothing, type PropertyValues } from "lit";
import type { Contact, GroupFormat, Participant, Plan, Programme, Roster, Rules, Term } from "../../index.js";
import type { Clearing } from "../parts/clearing.js";
import { SAMPLE_NOW, samples } from "../parts/demo.js";
import { Draft } from "../parts/draft.js";
import { dropStyles } from "../parts/drop.js";
import { engine } from "../parts/engine.js";
import { fetchJson, fetched, fileOf } from "../parts/fetch.js";
import { Speaking, later } from "../parts/later.js";
import { look } from "../parts/look.js";
import { Refocus } from "../parts/refocus.js";
import { save } from "../parts/save.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf } from "../parts/texts.js";
import { saidOf, told, type Told } from "../parts/problems.js";
import { Shown } from "../parts/shown.js";
import { es } from "./es.js";
import { Focus } from "./focus.js";
import { fetchOwn } from "./own.js";
import { people, readingsHeard } from "./people.js";
import type { Reading } from "./intake.js";
import { Planning } from "./planning.js";
import { styles } from "./styles.js";
import { en, type PlannerTexts } from "./texts.js";

/** The file that `src` names: a programme, and the rules that its circles should keep. */
type ProgrammeFile = Programme & { rules?: Rules };

/** Circles were formed or changed. */
export class CirclePlanEvent extends Event {
  constructor(readonly plan: Plan) {
    super("circle-plan", { bubbles: true, composed: true });
  }
}

/** Sessions were scheduled, or a change that had put them out of date was taken back. */
export class CircleTermEvent extends Event {
  constructor(readonly term: Term) {
    super("circle-term", { bubbles: true, composed: true });
  }
}

/**
 * Forms circles from a roster and schedules their sessions.
 *
 * @element circle-planner
 * @attr src - The address of a programme as JSON, with its `rules` where it has any.
 * @attr roster-src - The address of the people, as any file that can be read; only from the page's own site. What a draft
 *   holds is kept: the file's people are added, and updated where they are there already.
 * @attr sample - The address of a sample roster, offered by a button.
 * @attr demo - Fills it with a sample roster and a sample programme.
 * @attr draft - A name under which everything is kept in this browser after each step; nothing is kept without one.
 * @attr now - The instant taken for now, as an ISO string; the clock's when left out.
 * @attr programme - The programme as JSON in the attribute.
 * @attr roster - The people as JSON in the attribute.
 * @attr signups - What sign-ups sent, as JSON: a list of participants as `circle-signup` gives them. They are put into the
 *   roster: whoever is there already is updated. A file or an address may hold the same, as a list or one a line.
 * @attr signup-page - The address at which people sign up, for invitations to circles that people registered; `{circle}` in it
 *   stands for the circle's name, such as `https://example.org/join?circle={circle}`.
 * @attr rules - The rules as JSON in the attribute.
 * @attr lang - The language of its texts; that of what it stands in when left out.
 * @fires circle-plan - Circles were formed; `event.plan`.
 * @fires circle-term - Sessions were scheduled; `event.term`.
 * @csspart people - The roster.
 * @csspart columns - Which column of a file holds what.
 * @csspart rules - The rules and the button.
 * @csspart circles - The board; `circle` is one card of it.
 * @csspart circle - A card of the board.
 * @csspart waiting - Who waits for a place.
 * @csspart term - The sessions.
 * @csspart letters - Letters to the people of circles.
 * @csspart keep - What can be taken away.
 * @csspart drop - A place to drop a file on.
 * @csspart problems - What could not be understood.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 * @cssprop --peer-circle-on-accent - The colour of words on it.
 * @cssprop --peer-circle-radius - How round corners are.
 * @cssprop --peer-circle-font - The font family.
 */
export class CirclePlanner extends Shown {
  static override styles = [look, dropStyles, styles];

  static override properties = {
    src: { type: String, reflect: true },
    rosterSrc: { type: String, attribute: "roster-src", reflect: true },
    sample: { type: String, reflect: true },
    demo: { type: Boolean, reflect: true },
    draft: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    now: { type: String },
    heat: { state: true },
    programme: { type: Object, noAccessor: true },
    roster: { type: Object, noAccessor: true },
    rules: { type: Object, noAccessor: true },
    signups: { type: Array },
    signupPage: { type: String, attribute: "signup-page", reflect: true },
    pasting: { state: true },
    said: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, PlannerTexts>([
    ["en", en],
    ["es", es],
  ]);

  /** The address of a programme as JSON, with its `rules` where it has any. */
  declare src: string | undefined;
  /** The address of the people, as any file that can be read; only from the page's own site. */
  declare rosterSrc: string | undefined;
  /** The address of a sample roster, offered by a button. */
  declare sample: string | undefined;
  /** Whether it begins with a sample roster and a sample programme. */
  declare demo: boolean;
  /** A name under which everything is kept in this browser; nothing is kept without one. */
  declare draft: string | undefined;
  /** The instant taken for now, as an ISO string; the clock's when left out. */
  declare now: string | undefined;
  /** What sign-ups sent: they are put into the roster, and whoever is there already is updated. */
  declare signups: readonly Participant[] | undefined;
  /** The address at which people sign up; `{circle}` in it stands for a circle's name. */
  declare signupPage: string | undefined;
  /** The language of its texts; that of what it stands in when left out. */
  declare lang: string;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;
  declare pasting: boolean;
  /** What was saved or copied last, in the words of whatever language the page has. */
  declare said: ((texts: PlannerTexts) => string) | undefined;
  /** Whether somebody has asked when people are free. */
  declare heat: boolean;

  readonly #planning = new Planning(this, (number) => this.#texts.circleNumber(number));
  readonly #rostered = this.#later(() => import("./rostered.js"));
  readonly #circles = this.#later(() => import("./circles.js"));
  readonly #heat = this.#later(() => import("./heat.js"));
  readonly #focus = new Focus(this.#planning, () => this.renderRoot);
  /** A programme that came after a draft would seem to change its rules. */
  #fetching: Promise<void> | undefined;
  /** People are added to those of a draft, once it is there. */
  #opening: Promise<void> | undefined;
  /** The programme that was given last, as text. */
  #given: string | undefined;
  /** The rules that were given last, as text. */
  #givenRules: string | undefined;
  /** Whether the page gives the people itself. */
  #own = false;
  #clearing: Clearing | undefined;
  #plan: Plan | undefined;
  /** What was pasted last and could not be used: whoever mends it need not find it again. */
  #typed = "";
  /** Whether the place for pasting was there at the last drawing. */
  #pasted = false;
  #term: Term | undefined;

  constructor() {
    super();
    this.demo = false;
    this.pasting = false;
    this.heat = false;
    new Refocus(this);
    new Speaking(this);
    this.#planning.clock = () => {
      const given = Date.parse(this.now ?? "");
      return Number.isNaN(given) ? new Date() : new Date(given);
    };
  }

  protected override misgiven(problem: Told): void {
    this.#planning.intake.failed(problem);
  }

  /** The people; set it to bring a roster without a file. */
  get roster(): Roster | undefined {
    return this.#planning.roster;
  }

  set roster(roster: Roster | undefined) {
    // One that is set again nothing new.
    if (roster === null || roster === this.#planning.roster) return;
    this.#own = Boolean(roster);
    if (roster && JSON.stringify(roster) === JSON.stringify(this.#planning.roster)) return;
    if (roster) this.#planning.take(roster);
    else this.#planning.clear();
  }

  /** The programme; set it, or name its address in `src`. */
  get programme(): Programme | undefined {
    return this.#planning.programme;
  }

  set programme(programme: ProgrammeFile | undefined) {
    if (programme === null) return;
    // Frameworks set properties again that are what they were: circles are not out of date by that.
    const text = JSON.stringify(programme);
    if (text === this.#given) return;
    this.#given = text;
    this.#planning.wish(() => {
      this.#planning.give(programme);
      if (programme?.rules) this.#planning.wishes.give(programme.rules);
    });
  }

  /** Who invites to sessions, a name and an e-mail address: what calendars are asked in a change comes from them. */
  get organizer(): Contact | undefined {
    return this.#planning.organizer;
  }

  set organizer(organizer: Contact | undefined) {
    this.#planning.organizer = organizer;
  }

  /** The rules that circles should keep. */
  get rules(): Rules {
    return this.#planning.rules;
  }

  set rules(rules: Rules) {
    // Rules that are set again as they were take nothing back that an organiser has chosen since.
    const text = JSON.stringify(rules);
    if (!rules || text === this.#givenRules) return;
    this.#givenRules = text;
    this.#planning.wish(() => this.#planning.wishes.give(rules));
  }

  /** The circles, once formed. */
  get plan(): Plan | undefined {
    return this.#planning.plan;
  }

  /** The sessions, once scheduled; none while they are out of date, for circles, times or topics have changed since. */
  get term(): Term | undefined {
    return this.#planning.term?.term;
  }

  /** A part of the page, which is fetched when it is first needed. */
  #later<M>(load: () => Promise<M>): () => M | undefined {
    const again = () => this.requestUpdate();
    return later(load, again, (error) => this.#planning.intake.failed(error, again));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#online);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#online);
  }

  /** The network is back: what did not come is asked for again. */
  readonly #online = () => {
    for (const { again } of [...this.#planning.intake.readings]) again?.();
  };

  protected override render() {
    const planning = this.#planning;
    const texts = this.#texts;
    const language = languageOf(this);
    const rostered = planning.roster || planning.columns.given ? this.#rostered() : undefined;
    const actions = {
      take: (files: File[]) => void this.#read(files),
      sample: this.sample ? () => void this.#sample() : undefined,
      pasting: this.pasting,
      paste: (open: boolean) => ([this.pasting, this.#typed] = [open, ""]),
      typed: this.#typed,
      notes: () => planning.roster && rostered?.notes(planning.roster, texts, language),
      lacking: (reading: Reading) => rostered?.lacking(reading, planning, texts),
      pasted: (text: string) => void this.#paste(text),
      everybody: () => rostered?.everybody(planning, texts, language),
      registered: () => rostered?.registered(planning.registering.circles, texts, language, { roster: planning.roster, page: this.signupPage, copy: this.#letters.copy }),
      columns: () => rostered?.columnsView(planning.columns, planning.columns.given?.name || texts.pasted, texts),
      heat: {
        asked: this.heat,
        ask: () => (this.heat = true),
        view: () => this.#heat()?.heat(planning.roster?.participants ?? [], planning.programme, texts, language),
      },
    };
    const circles = planning.plan || planning.busy === "forming" ? this.#circles() : undefined;
    return html`<div class="stack">
      ${people(planning, texts, actions)} ${planning.roster ? rostered?.forming(planning, texts, language) : nothing}
      ${circles?.board(planning, texts, language)}
      ${circles?.term(planning, texts, language, (circle, name) => void this.#ics(`${name}.ics`, circle))}
      ${circles?.letters(planning, texts, language, this.#letters)} ${rostered?.keep(planning, texts, { ...this.#taken, said: this.said?.(texts), clearing: (this.#clearing ??= new rostered.Clearing(this, () => planning.clear())) })}
      <p class="visually-hidden" role="status">${rostered?.heard(planning, texts, language) ?? readingsHeard(planning.intake.readings, texts)}</p>
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("src") && this.src) this.#fetching = this.#fetchProgramme(this.src);
    if ((changed.has("draft") && this.draft) || (changed.has("demo") && this.demo)) this.#opening = this.#open();
    if (changed.has("signups") && this.signups?.length) void this.#takeSignups(this.signups);
    if (changed.has("rosterSrc") && this.rosterSrc) void this.#fetchRoster(this.rosterSrc);
  }

  protected override updated(): void {
    const { plan, term: scheduled } = this.#planning;
    if (plan && plan !== this.#plan) this.dispatchEvent(new CirclePlanEvent(plan));
    if (scheduled && scheduled.term !== this.#term) this.dispatchEvent(new CircleTermEvent(scheduled.term));
    this.#plan = plan;
    this.#term = scheduled?.term;
    if (this.pasting && !this.#pasted) this.renderRoot.querySelector("textarea")?.focus();
    this.#pasted = this.pasting;
    this.#focus.follow();
  }

  readonly #letters = {
    copy: (text: string) => void this.#copy(text),
    save: (name: string, text: string, type: string) => this.#save(name, text, type),
  };

  readonly #taken = {
    allIcs: () => void this.#ics("circles.ics"),
    groups: () => void this.#groups(),
    fill: (file: File) => void this.#fill(file),
    termJson: () => this.#save("term.json", JSON.stringify(this.#planning.term), "application/json"),
    roster: () => void this.#rosterCsv(),
  };

  get #texts(): PlannerTexts {
    return catalogue(this, CirclePlanner.texts);
  }

  async #read(files: File[]): Promise<void> {
    await this.#planning.intake.read(files.map((file) => ({ file, name: file.name })));
  }

  async #paste(text: string): Promise<void> {
    if (text.trim() === "") return;
    [this.pasting, this.#typed] = [false, text];
    const { intake } = this.#planning;
    await intake.read([{ file: text, name: "" }]);
    if (intake.readings.some(({ refused }) => refused)) this.pasting = true;
    else this.#typed = "";
  }

  async #sample(): Promise<void> {
    const address = new URL(this.sample ?? "", this.baseURI);
    await this.#fetch(async () => {
      const file = await (await fetched(address)).blob();
      await this.#planning.intake.read([{ file, name: fileOf(address.pathname) }]);
    });
  }

  /** What was kept; without it the samples, where the page asks for them. What the page has given stays. */
  async #open(): Promise<void> {
    await this.#fetch(async () => {
      await this.#fetching;
      if (this.draft) await this.#planning.restore(new Draft(this.store, `circle-planner:${this.draft}`));
      if (!this.demo) return;
      const { programme, roster } = await samples();
      this.now ??= SAMPLE_NOW;
      if (!this.src) this.programme ??= programme;
      if (!this.roster) await this.#planning.intake.read([{ file: roster, name: "physicians.csv" }]);
    });
  }

  async #fetchProgramme(src: string): Promise<void> {
    await this.#fetch(async () => {
      const given = this.#given;
      const programme = await fetchJson<ProgrammeFile>(new URL(src, this.baseURI));
      // An address that came after, or the page itself, has said what counts.
      if (src === this.src && given === this.#given) this.programme = programme;
    });
  }

  async #fetchRoster(src: string): Promise<void> {
    await this.#fetch(async () => {
      const address = new URL(src, this.baseURI);
      const file = await fetchOwn(address);
      await this.#opening;
      // An address that came after counts, and people whom the page gives itself before all.
      if (src === this.rosterSrc && !this.#own) await this.#planning.intake.come(file, fileOf(address.pathname));
    });
  }

  async #takeSignups(signups: readonly Participant[]): Promise<void> {
    await this.#try(async () => {
      await this.#opening;
      if (signups === this.signups) await this.#planning.intake.come(new Blob([JSON.stringify(signups)]), this.#texts.signups);
    });
  }

  async #ics(name: string, circle?: string): Promise<void> {
    await this.#try(async () => {
      const text = await this.#planning.term?.ics({ ...(circle && { circle }), now: this.#planning.clock() });
      if (text) this.#save(name, text, "text/calendar");
    });
  }

  async #groups(): Promise<void> {
    const { plan, roster, format } = this.#planning;
    if (!plan || !roster) return;
    await this.#try(async () => {
      const peer = await engine();
      for (const { name, text } of await peer.report.groups({ plan, roster, format: format as GroupFormat })) this.#save(name, text, "text/csv");
    });
  }

  async #fill(template: File): Promise<void> {
    const { plan, roster } = this.#planning;
    if (!plan || !roster) return;
    await this.#try(async () => {
      const { name, text } = await (await engine()).report.fill({ plan, roster, template });
      this.#save(name, text, "text/csv");
    });
  }

  async #rosterCsv(): Promise<void> {
    const { roster } = this.#planning;
    if (!roster) return;
    await this.#try(async () => this.#save("roster.csv", await (await engine()).people.write(roster), "text/csv"));
  }

  async #copy(text: string): Promise<void> {
    await this.#try(async () => {
      await navigator.clipboard.writeText(text);
      this.said = ({ copied }) => copied;
    });
  }

  #save(name: string, text: string, type: string): void {
    save(name, text, type);
    this.said = ({ saved }) => saved(name);
  }

  /** What does not come says so, and is asked for again by a button or once the network is back. */
  async #fetch(work: () => Promise<void>): Promise<void> {
    const again = () => {
      this.#planning.intake.failed(undefined, again);
      void this.#fetch(work);
    };
    await work().catch((error: unknown) => this.#planning.intake.failed(error, again));
  }

  /** A small thing that fails says so and leaves everything as it was. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.said = (texts) => `${texts.failed} ${saidOf(told(error), texts).message}`;
      this.#planning.intake.failed(error);
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
