/**
 * `<circle-signup>`: a minute on a phone, from who sees what to a row of the roster.
 */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Participant, Registration } from "../../index.js";
import { fetchJson } from "../parts/fetch.js";
import { Keeping, keptLine } from "../parts/kept.js";
import { look } from "../parts/look.js";
import { failure, Shown } from "../parts/shown.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf } from "../parts/texts.js";
import { answersOf, blank, csv, participant, registration, type Answers } from "./answers.js";
import type { CalendarFile } from "./calendar.js";
import { circle, route } from "./circle.js";
import { answersFrom, over, sentBefore, stateOf } from "./draft.js";
import { es } from "./es.js";
import { CircleSignupEvent, sends } from "./event.js";
import { Grid } from "./grid.js";
import { missing, reveal } from "./missing.js";
import { sample, type SignupProgramme } from "./programme.js";
import { apart, lead, mode, peers, promises, sendButton, times, you, type Part, type Unsent } from "./sections.js";
import { styles } from "./styles.js";
import { en, type SignupTexts } from "./texts.js";
import { thanks } from "./thanks.js";
import type { Week } from "./week.js";
import { ahead, shifted } from "./zone.js";

export { CircleSignupEvent } from "./event.js";
export type { Registration } from "../../index.js";
export type { AskedAttribute, Route, SignupOffer, SignupProgramme } from "./programme.js";

declare global {
  interface HTMLElementTagNameMap {
    "circle-signup": CircleSignup;
  }
  interface GlobalEventHandlersEventMap {
    "circle-signup": CircleSignupEvent;
  }
}

/**
 * A sign-up for a programme of circles.
 *
 * In a `<form>` it is a field like any other: its value is the participant as JSON, it validates with the form, and the
 * form's own button sends it. Elsewhere it has a button of its own. Either way it fires `circle-signup`.
 *
 * @element circle-signup
 * @attr src - The address of a programme as JSON with a `signup` part.
 * @attr programme - The same as JSON in the attribute.
 * @attr name - The name of the field in a form.
 * @attr demo - Shows a sample programme.
 * @attr draft - A name under which the answers are kept in this browser until they have arrived, or a week after a form has
 *   sent them; without it nothing is kept, which is right where people share a computer.
 * @attr arrived - Says that what a form has sent under `draft` is where it should be: the person is thanked, and nothing of
 *   it is kept any longer. For the page that the server answers with; without it, the next visit asks.
 * @attr circle - The name of a circle that the person was invited to: they accept, or ask for another.
 * @attr disabled - As with any form control.
 * @attr lang - The language of its texts; that of what it stands in when left out.
 * @fires circle-signup - Somebody signs up; `event.participant`, `event.csv`. Who sends it on tells `event.waitUntil(promise)`;
 *   where that fails, and where the event is prevented, nobody is thanked and the answers stay.
 * @fires change - An answer has changed.
 * @slot thanks - What to say after signing up.
 * @csspart form - Everything that is asked.
 * @csspart promises - Who sees what, recording, leaving.
 * @csspart route - The ways into a circle.
 * @csspart times - The times offered; `time` is one of them.
 * @csspart time - One of the times offered.
 * @csspart calendar - The way from a calendar file to times.
 * @csspart week - The week that can be painted.
 * @csspart mode - Talk, text or either.
 * @csspart you - Name and e-mail address.
 * @csspart peers - What is asked of everybody, and what makes a peer.
 * @csspart lead - Whether somebody would lead.
 * @csspart apart - The private wish.
 * @csspart circle - The circle that somebody registers.
 * @csspart thanks - What is said after signing up.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 * @cssprop --peer-circle-on-accent - The colour of words on it.
 * @cssprop --peer-circle-radius - How round corners are.
 * @cssprop --peer-circle-font - The font family.
 */
export class CircleSignup extends Shown {
  static readonly formAssociated = true;
  static override readonly shadowRootOptions: ShadowRootInit = { ...Shown.shadowRootOptions, delegatesFocus: true };
  static override styles = [look, styles];

  static override properties = {
    src: { type: String, reflect: true },
    programme: { type: Object },
    demo: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    name: { type: String, reflect: true },
    draft: { type: String, reflect: true },
    arrived: { type: Boolean, reflect: true },
    circle: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    told: { state: true },
    sent: { state: true },
    failed: { state: true },
    calendarState: { state: true },
    weekOpen: { state: true },
    unsent: { state: true },
    sentAt: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, SignupTexts>([
    ["en", en],
    ["es", es],
  ]);

  /** The address of a programme as JSON with a `signup` part. */
  declare src: string | undefined;
  /** What people sign up for. */
  declare programme: SignupProgramme | undefined;
  /** Whether a sample programme is shown. */
  declare demo: boolean;
  /** As with any form control. */
  declare disabled: boolean;
  /** The name of the field in a form. */
  declare name: string;
  /** A name under which the answers are kept in this browser until they have arrived; nothing is kept without one. */
  declare draft: string | undefined;
  /** Whether what a form has sent under `draft` is where it should be: the person is thanked, and nothing is kept any longer. */
  declare arrived: boolean;
  /** The name of a circle that the person was invited to. */
  declare circle: string | undefined;
  /** The language of its texts; that of what it stands in when left out. */
  declare lang: string;
  /** Whether problems may be shown: after a first try to send. */
  declare told: boolean;
  declare sent: Participant | undefined;
  declare failed: boolean;
  /** A calendar file is read, or what reads it did not come. */
  declare calendarState: "" | "reading" | "failed";
  /** The week is drawn once it is asked for: it has two hundred cells. */
  declare weekOpen: boolean;
  declare unsent: Unsent;
  /** When a form has sent the answers that came back: nobody here knows whether they arrived. */
  declare sentAt: number | undefined;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;

  #answers: Answers = blank();
  #custom = "";
  #untouched = true;
  /** How far this device's clock is ahead of the programme's. */
  #ahead = { minutes: 0, varies: false };
  #aheadOf: SignupProgramme | undefined;
  readonly #keeping = new Keeping<string>(this, "circle-signup");
  #fetched: SignupProgramme | undefined;
  #form: HTMLFormElement | null = null;
  #formDisabled = false;
  readonly #grid = new Grid(this);
  #calendar: CalendarFile | undefined;
  /** Missing where a page is drawn on a server. */
  readonly #internals = typeof this.attachInternals === "function" ? this.attachInternals() : undefined;

  constructor() {
    super();
    this.demo = this.disabled = this.arrived = this.told = this.failed = this.weekOpen = false;
    this.name = this.calendarState = this.unsent = "";
    // The form has asked whether all is well: from now on, problems are told beside their fields.
    this.addEventListener("invalid", () => this.#tell());
  }

  /** The participant that the answers describe; setting one fills the form in. */
  get value(): Participant {
    return participant(this.#answers, this.#offered);
  }

  set value(person: Participant) {
    this.#answers = answersOf(person);
    this.#calendar?.forget();
    this.#changed();
    this.requestUpdate("value");
  }

  /** The value as CSV with a line of headings. */
  get csv(): string {
    return csv(this.value, this.#offered);
  }

  /** The circle that the answers register; none when the person asks to be placed. */
  get registration(): Registration | undefined {
    return registration(this.#answers);
  }

  /**
   * The week as this device's clock shows it.
   * @internal
   */
  get week(): Week {
    return this.#answers.week.shifted(this.#ahead.minutes);
  }

  /** @internal */
  weekChanged(week: Week): void {
    this.#change({ week: week.shifted(-this.#ahead.minutes) });
  }

  /** The form that it is a field of. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /** What is missing, as with any form control. */
  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }

  /** What is missing, in words; empty where nothing is. */
  get validationMessage(): string {
    return this.#internals?.validationMessage ?? "";
  }

  /** Whether it is looked at when its form is sent. */
  get willValidate(): boolean {
    return this.#internals?.willValidate ?? false;
  }

  /** Whether nothing is missing. */
  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }

  /** The same; what is missing is shown from now on. */
  reportValidity(): boolean {
    this.told = true;
    return this.#internals?.reportValidity() ?? true;
  }

  /** A problem of the page's own; an empty text takes it back. */
  setCustomValidity(message: string): void {
    this.#custom = message;
    this.#validate();
  }

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener("submit", this.#onSubmit);
    this.#form = form;
    form?.addEventListener("submit", this.#onSubmit);
    this.requestUpdate();
  }

  /** A form that nobody has touched; whoever was invited is asked about that. */
  get #fresh(): Answers {
    return { ...blank(), ...(this.circle && { route: "join" as const, circle: this.circle }) };
  }

  formResetCallback(): void {
    void this.#keeping.forget();
    this.#begin();
  }

  #begin(): void {
    this.#answers = this.#fresh;
    [this.#untouched, this.told] = [true, false];
    this.sent = this.sentAt = undefined;
    this.#calendar?.forget();
    this.#changed();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === "string") this.#restore(state);
  }

  #restore(state: string): void {
    const { answers, sentAt } = answersFrom(state);
    this.#answers = answers;
    this.sentAt = sentAt;
    this.#changed();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#onOnline);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#onOnline);
  }

  /** What was said of the network is not so any more, and what could not be loaded may be there now. */
  readonly #onOnline = (): void => {
    if (this.unsent === "offline") this.unsent = "online";
    if (this.failed && this.src) void this.#fetch(this.src);
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was entered under another name is kept there.
    if (changed.get("draft") && this.draft && !changed.has("value")) this.#begin();
    if (changed.has("draft") || (changed.has("arrived") && this.arrived)) void this.#open(this.draft);
    if (changed.has("circle") && this.circle && this.#untouched) this.#answers = this.#fresh;
    if (changed.has("src") && this.src) void this.#fetch(this.src);
    if (changed.has("programme") || changed.has("demo")) this.#changed();
  }

  protected override updated(): void {
    this.#validate();
  }

  protected override render(): TemplateResult {
    const texts = catalogue(this, CircleSignup.texts);
    if (this.failed && !this.programme) return this.unshown();
    if (this.src && !this.#fetched && !this.programme) return html`<p role="status" class="soft">${texts.loading}</p>`;
    return this.sent ? thanks(this.#part(texts), this.sent, () => this.#turn(undefined, "h2")) : this.#questions(texts);
  }

  #questions(texts: SignupTexts): TemplateResult {
    const part = this.#part(texts);
    const { route: way } = this.#answers;
    return html`<div class="stack" part="form" ?inert=${this.disabled || this.#formDisabled} @keydown=${this.#onKey}>
      <h2 tabindex="-1">${this.#offered.title ?? texts.join}</h2>
      ${this.sentAt === undefined ? nothing : sentBefore(this.sentAt, texts, part.language, this.#forget)} ${promises(part)} ${route(part)} ${times(part, this.#week(texts, part.language))} ${mode(part)} ${you(part)}
      ${way === "place" ? [peers(part), lead(part), apart(part)] : circle(part)}
      ${this.draft ? keptLine(this.#keeping.state, texts) : html`<p class="small soft" id="unkept">${texts.unkept}</p>`}
      ${this.form ? nothing : sendButton(texts, this.unsent, this.#send)}
    </div>`;
  }

  #week(texts: SignupTexts, language: string): TemplateResult {
    const offered = this.#offered.signup?.times ?? [];
    if (offered.length === 0) return this.#grid.render(texts, language);
    // At the press, so that the next key finds the grid; and when a page opens it by itself.
    const open = () => (this.weekOpen = true);
    return html`<details class="behind" @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && open()}>
      <summary @click=${open}>${texts.moreTimes}</summary>
      ${this.weekOpen ? this.#grid.render(texts, language) : nothing}
    </details>`;
  }

  protected override misgiven(): void {
    this.failed = true;
  }

  protected override unshown(): TemplateResult {
    const texts = catalogue(this, CircleSignup.texts);
    return failure(texts.unreadable, texts.again, this.src ? () => void this.#fetch(this.src ?? "") : undefined);
  }

  #part(texts: SignupTexts): Part {
    const problems = this.told ? missing(this.#answers, this.#offered, texts) : [];
    return {
      answers: this.#answers,
      invitation: this.circle ?? "",
      programme: this.#offered,
      texts,
      language: languageOf(this),
      ahead: this.#ahead,
      problem: (field) => problems.find(([id]) => id === field)?.[1],
      change: (answers) => this.#change(answers),
      calendar: { file: this.#calendar, state: this.calendarState, take: (file) => void this.#take(file) },
    };
  }

  async #take(file: File): Promise<void> {
    this.calendarState = "reading";
    try {
      const { CalendarFile } = await import("./calendar.js");
      this.#calendar ??= new CalendarFile({
        redraw: () => this.requestUpdate(),
        answers: () => this.#answers,
        offered: () => this.#offered,
        change: (answers) => this.#change(answers),
      });
      await this.#calendar.take(file);
      this.calendarState = "";
    } catch {
      this.calendarState = "failed";
    }
  }

  get #offered(): SignupProgramme {
    return this.programme ?? this.#fetched ?? (this.demo ? sample : {});
  }

  async #fetch(src: string): Promise<void> {
    this.failed = false;
    try {
      const programme = await fetchJson<SignupProgramme>(new URL(src, this.baseURI));
      // An address that came after counts.
      if (src !== this.src) return;
      this.#fetched = programme;
      this.#changed();
    } catch {
      this.failed = src === this.src;
    }
  }

  /** Brings back what was kept, unless something was entered before. */
  async #open(name: string | undefined): Promise<void> {
    const kept = await this.#keeping.open(this.store, name);
    if (!kept) return;
    if (this.#untouched) this.#restore(kept);
    // What was changed since it was sent has not arrived.
    if (this.arrived && this.sentAt !== undefined) {
      this.sent = this.value;
      void this.#keeping.forget();
    } else if (over(this.sentAt)) this.formResetCallback();
  }

  #change(answers: Partial<Answers>): void {
    this.#answers = { ...this.#answers, ...answers };
    if (answers.week) this.#calendar?.seen(answers.week);
    this.#untouched = false;
    this.sentAt = undefined;
    this.#changed();
    void this.#keeping.keep(stateOf(this.#answers, this.#offered));
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #changed(): void {
    const offered = this.#offered;
    if (offered !== this.#aheadOf) [this.#ahead, this.#aheadOf] = [ahead(offered), offered];
    this.#grid.cover((offered.signup?.times ?? []).map((slot) => shifted(slot, this.#ahead.minutes)));
    this.#internals?.setFormValue(JSON.stringify(this.value), stateOf(this.#answers, this.#offered));
    // A page may ask at once whether all is well.
    if (this.#internals) this.#validate();
    this.requestUpdate();
  }

  #validate(): void {
    const all = missing(this.#answers, this.#offered, catalogue(this, CircleSignup.texts));
    const flags = Object.fromEntries(all.map(([, , flag]) => [flag, true]));
    const [first] = all;
    const anchor = first && this.hasUpdated && this.shadowRoot?.getElementById(first[0]);
    if (this.#custom) this.#internals?.setValidity({ ...flags, customError: true }, this.#custom);
    else if (first) this.#internals?.setValidity(flags, first[1], anchor || undefined);
    else this.#internals?.setValidity({});
  }

  /** What was sent has arrived: whoever comes next finds nothing of it. */
  readonly #forget = (): void => {
    this.formResetCallback();
    this.#turn(undefined, "h2");
  };

  #tell(): void {
    this.told = true;
    reveal(this.shadowRoot);
  }

  readonly #send = (): void => {
    this.#tell();
    const [first] = missing(this.#answers, this.#offered, catalogue(this, CircleSignup.texts));
    if (this.#custom || first) this.shadowRoot?.getElementById(first?.[0] ?? "name")?.focus();
    else void this.#hand();
  };

  /** From the questions to the thanks or back, and the focus with it. */
  #turn(sent: Participant | undefined, to: string): void {
    this.sent = sent;
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>(to)?.focus());
  }

  /** Enter in a line of text sends, as it does in any form. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!sends(event)) return;
    if (this.form) this.form.requestSubmit();
    else this.#send();
  };

  /**
   * In a form: the page is left as soon as this is over, or says itself what became of it. Where it says nothing, only the
   * server knows: what was sent stays until it is told or asked about.
   */
  readonly #onSubmit = (): void => {
    const { sending } = this.#told() ?? {};
    if (sending?.length) Promise.all(sending).then(() => this.#keeping.forget(), () => undefined);
    else if (sending && navigator.onLine) void this.#keeping.keep(stateOf(this.#answers, this.#offered, Date.now()));
  };

  /** By the element's own button: thanks are said once the page has it. */
  async #hand(): Promise<void> {
    const event = this.#told();
    const { sending } = event ?? {};
    this.unsent = sending?.length ? "sending" : "";
    const taken = await Promise.all(sending ?? []).then(() => event !== undefined, () => false);
    // What a page sends on itself it can also keep until there is a network.
    const offline = taken && !sending?.length && !navigator.onLine;
    this.unsent = offline ? "offline" : taken ? "" : "refused";
    if (this.unsent !== "") return;
    void this.#keeping.forget();
    this.#turn(this.value, "[part=thanks]");
  }

  /** Gives the page what was entered; nothing comes of it where the page cannot take it. */
  #told(): CircleSignupEvent | undefined {
    const event = new CircleSignupEvent(this.value, this.csv, this.registration);
    return this.dispatchEvent(event) ? event : undefined;
  }
}
