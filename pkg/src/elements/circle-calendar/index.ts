/**
 * `<circle-calendar>`: a member's circle, its next session and its whole term.
 */

import { html, nothing, type PropertyValues } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Series, Session, Term } from "../../index.js";
import { engine } from "../parts/engine.js";
import { SAMPLE_NOW, namesIn, samples } from "../parts/demo.js";
import { fetchJson } from "../parts/fetch.js";
import { isolated } from "../parts/isolated.js";
import { keptLine } from "../parts/kept.js";
import { Speaking } from "../parts/later.js";
import { look } from "../parts/look.js";
import { sentences, told, type Told } from "../parts/problems.js";
import { Refocus } from "../parts/refocus.js";
import { rhythm } from "../parts/rhythm.js";
import { save } from "../parts/save.js";
import { failure, Shown } from "../parts/shown.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf, writtenIn } from "../parts/texts.js";
import { day } from "../parts/when.js";
import { es } from "./es.js";
import { CircleAbsenceEvent, CircleCheckInEvent, CircleSuggestEvent, type SayingEvent } from "./event.js";
import { firstDay, missedOf, nextOf, seriesOf, starts, viewerZone } from "./moments.js";
import { momentWords, next } from "./next.js";
import { nameOf, people, type Names } from "./people.js";
import { Said } from "./said.js";
import { styles } from "./styles.js";
import { subscribe } from "./subscribe.js";
import { suggestion, unsuitable, type Unsuitable } from "./suggest.js";
import { en, type CalendarTexts } from "./texts.js";
import { list, month, monthsOf } from "./whole.js";

export { CircleAbsenceEvent, CircleCheckInEvent, CircleSuggestEvent } from "./event.js";

/** What is said to the member, in the words of whatever language the page has. */
type Words = (texts: CalendarTexts) => string;

/** How long before a session one may check in. */
const EARLY = 15 * 60_000;

/**
 * Shows a circle's sessions to its members.
 *
 * @element circle-calendar
 * @attr src - The address of a term as JSON, as `<circle-planner>` gives it.
 * @attr term - The same as JSON in the attribute.
 * @attr absences - Who else cannot come, as JSON: ids of participants by the id of the session.
 * @attr names - The names of the circle's members as JSON, by the id of the participant; a term has ids alone, and who has no
 *   name here is not shown.
 * @attr circle - The id of the circle, such as `c3`.
 * @attr member - The id of a participant, whose circle is shown.
 * @attr now - The instant taken for now, as an ISO string; the clock's when left out.
 * @attr demo - Shows a sample term, as it was on the morning of one of its sessions.
 * @attr quorum - With fewer people than this a session is told to be at risk; 3 when left out.
 * @attr draft - A name under which what the member says is kept in this browser, for pages that keep it nowhere else;
 *   without it nothing is kept.
 * @attr feed - The address of the circle's calendar feed (https or webcal), to subscribe to.
 * @attr lang - The language of its texts; that of what it stands in when left out.
 * @fires circle-absence - "I can't make it", or can after all; `event.session`, `event.absent`. Who passes on what a member
 *   says, here and below, tells `event.waitUntil(promise)`: it counts once that is done, and until then nothing else can be
 *   said. Where it fails, and where the event is prevented, the member is told and what they entered stays; where nobody does
 *   either, the member is told that it is marked on the page alone. Who cannot come is not there.
 * @fires circle-check-in - "I'm here", from a quarter of an hour before a session to its end; `event.session`, `event.here`. Who is there
 *   can come.
 * @fires circle-suggest - Another time for a session; `event.session`, `event.start`.
 * @csspart people - Who is in the circle.
 * @csspart next - The next session.
 * @csspart whole - The whole term.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 * @cssprop --peer-circle-on-accent - The colour of words on it.
 * @cssprop --peer-circle-radius - How round corners are.
 * @cssprop --peer-circle-font - The font family.
 */
export class CircleCalendar extends Shown {
  static override styles = [look, styles];

  static override properties = {
    src: { type: String, reflect: true },
    circle: { type: String, reflect: true },
    member: { type: String, reflect: true },
    now: { type: String },
    demo: { type: Boolean, reflect: true },
    quorum: { type: Number },
    draft: { type: String, reflect: true },
    feed: { type: String },
    lang: { type: String, reflect: true },
    term: { type: Object },
    absences: { type: Object },
    names: { type: Object },
    view: { state: true },
    shown: { state: true },
    said: { state: true },
    suggesting: { state: true },
    wrong: { state: true },
    sending: { state: true },
    unsent: { state: true },
    failed: { state: true },
    trying: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, CalendarTexts>([
    ["en", en],
    ["es", es],
  ]);

  /** The address of a term as JSON. */
  declare src: string | undefined;
  /** The id of the circle that is shown, such as `c3`. */
  declare circle: string | undefined;
  /** The id of a participant, whose circle is shown. */
  declare member: string | undefined;
  /** The instant taken for now, as an ISO string; the clock's when left out. */
  declare now: string | undefined;
  /** Whether a sample term is shown. */
  declare demo: boolean;
  /** With fewer people than this a session is told to be at risk; 3 when left out. */
  declare quorum: number;
  /** A name under which what the member says is kept in this browser; nothing is kept without one. */
  declare draft: string | undefined;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;
  /** The address of the circle's calendar feed, to subscribe to. */
  declare feed: string | undefined;
  /** The language of its texts; that of what it stands in when left out. */
  declare lang: string;
  /** The sessions. */
  declare term: Term | undefined;
  /** Who else cannot come, by the id of the session: ids of participants. */
  declare absences: Record<string, readonly string[]>;
  /** What the circle's members are called, by their ids. */
  declare names: Names | undefined;
  declare view: "list" | "month";
  /** The month that is shown, as `2020-11`. */
  declare shown: string | undefined;
  /** What was done last, beside where it was done. */
  declare said: { beside: "next" | "whole"; words: Words; session: string | undefined } | undefined;
  /** The session for which another time is suggested. */
  declare suggesting: string | undefined;
  /** What is wrong with the time that was suggested last. */
  declare wrong: Unsuitable | undefined;
  /** What the page is passing on. */
  declare sending: SayingEvent | undefined;
  /** What it could not. */
  declare unsent: SayingEvent | undefined;
  declare failed: Told | undefined;
  /** Whether it is tried once more. */
  declare trying: boolean;

  readonly #said = new Said(this);
  /** What came from `src`. */
  #fetched: Term | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.demo = false;
    this.quorum = 3;
    this.absences = {};
    this.view = "list";
    this.trying = false;
    new Refocus(this);
    new Speaking(this);
  }

  /** What is next changes by itself. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), 60_000);
    addEventListener("online", this.#onOnline);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    removeEventListener("online", this.#onOnline);
  }

  /** What could not be loaded may be there now. */
  readonly #onOnline = (): void => {
    if (this.failed && this.src && !this.trying) void this.#fetch(this.src);
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("draft") && (this.draft || this.hasUpdated)) void this.#said.open(this.store, this.draft);
    if (changed.has("src") && this.src) void this.#fetch(this.src);
    if (changed.has("term") && this.term !== this.#fetched) this.failed = undefined;
    if (changed.has("demo") && this.demo) void this.#show();
  }

  protected override render() {
    const texts = this.#texts;
    if (this.failed) return this.#failure(this.failed, texts);
    const series = this.term && seriesOf(this.term, this.circle, this.member);
    if (!this.term && this.src) return html`<p class="soft" role="status">${texts.loading}</p>`;
    if (!this.term || !series || series.sessions.length === 0) return html`<p class="soft">${texts.empty}</p>`;
    const host = nextOf(series, this.#now)?.host;
    return html`<div class="stack">
      <div class="stack tight">
        <h2 tabindex="-1">${series.name}</h2>
        <p class="soft"><bdi>${rhythm(series, this.term.programme, texts, languageOf(this))}</bdi></p>
        ${people(series, { names: this.names, member: this.member, host }, texts)}
      </div>
      ${this.#next(series, this.term)}
      ${keptLine(this.#said.keeping.state, texts)} ${this.#whole(series)}
    </div>`;
  }

  #failure(failed: Told, texts: CalendarTexts) {
    const words = this.trying ? texts.loading : html`${texts.notLoaded} <span class="soft">${sentences(failed, texts)}</span>`;
    const { src } = this;
    return failure(words, texts.again, src ? () => void this.#fetch(src) : undefined, this.trying);
  }

  protected override misgiven(problem: Told, attribute: string) {
    if (attribute === "term") this.failed = problem;
    // Without names, or who else is away, the sessions are still what they are.
    else reportError(new Error(problem.message));
  }

  protected override unshown() {
    return failure(this.#texts.notLoaded, "", undefined);
  }

  #next(series: Series, term: Term) {
    const texts = this.#texts;
    const session = nextOf(series, this.#now);
    const missed = missedOf(series, session, this.#now);
    if (!session) return html`<p class="panel">${missed.length > 0 ? texts.nonePlanned : texts.over}</p>`;
    const actions = {
      said: this.#status("next", session.id),
      waiting: this.sending !== undefined,
      absent: this.#absent(session.id),
      few: this.#few(series, session),
      missed: missed.map((one) => day(firstDay(one, viewerZone()), languageOf(this), { weekday: "long", month: "long", year: undefined })),
      others: this.#others(session.id).flatMap((id) => nameOf(this.names, id) ?? []),
      toggle: () => this.#toggle(session),
      share: (text: string) => void this.#share("next", text, ({ copied }) => copied),
      canHand: typeof navigator.share === "function",
      hand: (text: string) => void navigator.share({ text }).catch(() => undefined),
      here: this.#now >= starts(session) - EARLY ? this.#here(session.id) : undefined,
      checkIn: () => this.#checkIn(session),
      suggest: () => this.#open(session, this.suggesting !== session.id),
      suggested: this.#said.suggested.get(session.id),
      suggesting: this.suggesting === session.id ? this.#suggestion(session) : undefined,
      kit: this.member !== undefined && this.member === (session.host ?? series.leader) ? () => void this.#kit(session) : undefined,
    };
    return next(session, term, viewerZone(), this.#now, texts, languageOf(this), actions);
  }

  #whole(series: Series) {
    const texts = this.#texts;
    const language = languageOf(this);
    const zone = viewerZone();
    const away = (session: string) => this.#absent(session);
    const choose = (view: "list" | "month", word: string) =>
      html`<button type="button" class="slim" aria-pressed=${this.view === view ? "true" : "false"} @click=${() => (this.view = view)}>${word}</button>`;
    return html`<section class="panel stack" aria-labelledby="all" part="whole">
      <div class="row heading">
        <h3 id="all">${texts.all}</h3>
        <div class="switch" role="group" aria-label=${texts.view}>${choose("list", texts.list)}${choose("month", texts.month)}</div>
      </div>
      ${this.view === "list"
        ? list(series, zone, this.#now, away, texts, language)
        : month({ shown: this.#month(series), ends: this.#months(series), go: (by) => this.#go(series, by) }, series, zone, this.#now, away, texts, language)}
      <div class="row">
        <button type="button" @click=${() => void this.#keep(series)}>${texts.addToCalendar}</button>
        ${subscribe(this.feed, texts, (address) => void this.#share("whole", address, ({ feedCopied }) => feedCopied))}
      </div>
      ${this.#status("whole")}
    </section>`;
  }

  /** What is said once more comes once more, so that it is heard; what was said of a session goes with it. */
  #status(place: "next" | "whole", session?: string) {
    const here = this.said?.beside === place && (this.said.session ?? session) === session ? this.said : undefined;
    const words = keyed(here, html`<span>${here?.words(this.#texts)}</span>`);
    return html`<p class=${here ? "small" : "visually-hidden"} role="status">${words}</p>
      ${session !== undefined && this.unsent?.session === session ? html`<p class="notice warn small" role="alert" id="unsent">${this.#texts.unsent}</p>` : nothing}`;
  }

  #say(beside: "next" | "whole", words: Words, session?: string): void {
    this.said = { beside, words, session };
  }

  /** Whether the page is still passing on what was said before; whoever would say more hears that it is. */
  #waiting(session: string): boolean {
    if (this.sending) this.#say("next", ({ sending }) => sending, session);
    return this.sending !== undefined;
  }

  /** How many could come, where that is fewer than are needed. */
  #few(series: Series | undefined, { id }: Session): number | undefined {
    const { members = [] } = series ?? {};
    if (members.length === 0) return undefined;
    const left = members.length - this.#others(id).length - Number(this.#absent(id));
    return left < this.quorum ? left : undefined;
  }

  /** Who else cannot come. */
  #others(id: string): string[] {
    return [...new Set(this.absences?.[id])].filter((one) => one !== this.member);
  }

  /** Whether the viewer cannot come. */
  #absent(id: string): boolean {
    return this.#said.absent.get(id) ?? (this.member !== undefined && (this.absences?.[id] ?? []).includes(this.member));
  }

  #toggle(session: Session): void {
    const { id } = session;
    const absent = !this.#absent(id);
    const few = () => this.term && this.#few(seriesOf(this.term, this.circle, this.member), session);
    const words: Words = (texts) => {
      const left = few();
      return `${absent ? texts.noted : texts.takenBack} ${left === undefined ? "" : texts.quorum(left)}`.trim();
    };
    void this.#tell(new CircleAbsenceEvent(id, absent), () => this.#said.mark("absent", id, absent), words);
  }

  #checkIn({ id }: Session): void {
    const here = !this.#here(id);
    const words: Words = ({ checkedIn, checkedOut }) => (here ? checkedIn : checkedOut);
    void this.#tell(new CircleCheckInEvent(id, here), () => this.#said.mark("here", id, here), words);
  }

  /** Whether the viewer has said that they are there. */
  #here(id: string): boolean {
    return this.#said.here.get(id) ?? false;
  }

  #open({ id }: Session, open: boolean): void {
    if (this.#waiting(id)) return;
    this.suggesting = open ? id : undefined;
    this.wrong = undefined;
    if (this.unsent instanceof CircleSuggestEvent) this.unsent = undefined;
    if (!open) void this.#focus("#suggest");
  }

  #suggestion(session: Session) {
    const send = (start: Date | undefined) => void this.#suggest(session, start);
    const waiting = this.sending !== undefined;
    return suggestion(session, viewerZone(), this.#texts, { wrong: this.wrong, now: this.#now, waiting, send, close: () => this.#open(session, false) });
  }

  async #suggest(session: Session, start: Date | undefined): Promise<void> {
    this.wrong = unsuitable(session, start, this.#now);
    if (!start || this.wrong) return this.#focus(this.wrong === "sameTime" ? "[name=time]" : "[name=day]");
    const { id } = session;
    const mark = () => {
      this.#open(session, false);
      this.#said.suggested.set(id, start.toISOString());
    };
    const words: Words = ({ suggested }) => suggested(momentWords(start.getTime(), viewerZone(), languageOf(this)));
    await this.#tell(new CircleSuggestEvent(id, start), mark, words);
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /**
   * Gives the page what the member says: it counts once that is passed on, and where it cannot be nothing is changed. Where
   * nobody passes it on, it counts on this page alone, and the member is told so.
   */
  async #tell(event: SayingEvent, mark: () => void, words: Words): Promise<void> {
    const { sending, session } = event;
    if (this.#waiting(session)) return;
    this.unsent = undefined;
    const taken = this.dispatchEvent(event);
    const alone = sending.length === 0;
    if (!alone) this.sending = event;
    this.#waiting(session);
    const passed = Promise.all(sending).then(() => true, () => false);
    const told = taken && (await passed);
    // What failed before has gone by now: that it failed again is heard again.
    await this.updateComplete;
    this.sending = this.said = undefined;
    this.unsent = told ? undefined : event;
    if (!told) return;
    mark();
    this.#say("next", (texts) => `${words(texts)} ${alone ? texts.onlyHere : texts.passedOn}`, session);
    void this.#said.keep();
  }

  /** The page for whoever leads the session, to print. */
  async #kit({ id, date }: Session): Promise<void> {
    if (!this.term) return;
    try {
      const peer = await engine();
      const language = writtenIn(languageOf(this));
      const name = `${this.#texts.kit} ${date}.html`;
      save(name, await peer.calendar.open(this.term).kit(id, { language }), "text/html");
      this.#say("next", ({ saved }) => saved(name), id);
    } catch (error) {
      this.#say("next", (texts) => `${texts.failed} ${sentences(told(error), texts)}`);
    }
  }

  #months(series: Series): [string, string] {
    return this.term ? monthsOf(this.term.programme, series, viewerZone()) : ["", ""];
  }

  /** The month that is shown: never one before or after the term. */
  #month(series: Series): string {
    const session = nextOf(series, this.#now) ?? series.sessions.at(-1);
    const [first, last] = this.#months(series);
    const shown = this.shown ?? (session ? firstDay(session, viewerZone()).slice(0, 7) : first);
    return shown < first ? first : shown > last ? last : shown;
  }

  #go(series: Series, by: number): void {
    const [year = 2020, number = 1] = this.#month(series).split("-").map(Number);
    this.shown = new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
  }

  get #now(): number {
    const given = this.now ? Date.parse(this.now) : Number.NaN;
    return Number.isNaN(given) ? Date.now() : given;
  }

  get #texts(): CalendarTexts {
    return catalogue(this, CircleCalendar.texts);
  }

  async #fetch(src: string): Promise<void> {
    // An address that came after counts, and a term that the page gives before all.
    const late = () => src !== this.src || this.term !== this.#fetched;
    this.trying = true;
    try {
      const term = await fetchJson<Term>(new URL(src, this.baseURI));
      if (late()) return;
      this.term = this.#fetched = term;
      this.failed = undefined;
    } catch (error) {
      if (!late()) this.failed = told(error);
    } finally {
      if (src === this.src) this.trying = false;
    }
  }

  /** The sample; what the page has named stays. */
  async #show(): Promise<void> {
    const sample = await samples();
    if (!this.demo || this.term || this.src) return;
    const { term } = sample;
    this.names ??= namesIn(sample);
    this.now ??= SAMPLE_NOW;
    if (!this.circle && !this.member) this.circle = term.series[0]?.circle;
    this.term = term;
  }

  async #share(beside: "next" | "whole", text: string, done: (texts: CalendarTexts) => string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(beside, done);
    } catch {
      this.#say(beside, ({ failed }) => failed);
    }
  }

  async #keep({ circle, name = circle }: Series): Promise<void> {
    if (!this.term) return;
    try {
      const peer = await engine();
      const text = await peer.calendar.open(this.term).ics({ circle, now: new Date() });
      save(`${name}.ics`, text, "text/calendar");
      this.#say("whole", ({ saved }) => saved(isolated(`${name}.ics`)));
    } catch (error) {
      this.#say("whole", (texts) => `${texts.failed} ${sentences(told(error), texts)}`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "circle-calendar": CircleCalendar;
  }
  interface GlobalEventHandlersEventMap {
    "circle-absence": CircleAbsenceEvent;
    "circle-check-in": CircleCheckInEvent;
    "circle-suggest": CircleSuggestEvent;
  }
}
