/**
 * `<circle-coder>`: transcripts de-identified, read and coded with suggestions that say why, all in the page.
 */

import { LitElement, html, nothing, type PropertyValues } from "lit";
import type { Coding, Roster, Suggestion } from "../../index.js";
import { samples } from "../parts/demo.js";
import { Draft } from "../parts/draft.js";
import { drop, dropStyles } from "../parts/drop.js";
import { fetched } from "../parts/fetch.js";
import { look } from "../parts/look.js";
import { problemList } from "../parts/problems.js";
import { save } from "../parts/save.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf } from "../parts/texts.js";
import { charts } from "./chart.js";
import { codebook } from "./codebook.js";
import { CodingWork, type Reading } from "./coding.js";
import { conversation, nameOf } from "./conversation.js";
import { es } from "./es.js";
import { identifiers } from "./identifiers.js";
import { styles } from "./styles.js";
import { en, type CoderTexts } from "./texts.js";

/** Codings changed. */
export class CircleCodingEvent extends Event {
  constructor(readonly codings: readonly Coding[]) {
    super("circle-coding", { bubbles: true, composed: true });
  }
}

/**
 * Codes transcripts: what identifies people is taken out first, then codes are suggested, accepted and rejected.
 *
 * @element circle-coder
 * @attr sample - The address of a sample transcript, offered by a button.
 * @attr demo - Fills it with a sample meeting and the people who were in it.
 * @attr draft - A name under which everything is kept in this browser after each step; nothing is kept without one.
 * @fires circle-coding - Codings changed; `event.codings`.
 * @csspart identifiers - What was found to identify people.
 * @csspart codebook - The tree of codes.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 */
export class CircleCoder extends LitElement {
  static override styles = [look, dropStyles, styles];

  static override properties = {
    sample: { type: String, reflect: true },
    demo: { type: Boolean, reflect: true },
    draft: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    only: { state: true },
    said: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, CoderTexts>([
    ["en", en],
    ["es", es],
  ]);

  declare sample: string | undefined;
  declare demo: boolean;
  declare draft: string | undefined;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;
  declare only: string | undefined;
  declare said: string;

  readonly #coding = new CodingWork(this);
  #codings: readonly Coding[] = [];

  constructor() {
    super();
    this.demo = false;
    this.said = "";
    this.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** The people whose names are looked for. */
  get roster(): Roster | undefined {
    return this.#coding.roster;
  }

  set roster(roster: Roster | undefined) {
    this.#coding.roster = roster;
    this.requestUpdate();
  }

  /** The codings so far. */
  get codings(): readonly Coding[] {
    return this.#coding.codings;
  }

  protected override render() {
    const coding = this.#coding;
    const texts = this.#texts;
    const language = languageOf(this);
    return html`<div class="stack" @click=${(event: Event) => this.#follow(event)}>
      ${this.#transcripts()} ${this.#trouble(texts)} ${identifiers(coding, texts, language)}
      ${coding.project ? this.#desk(texts, language) : html`<p class="soft">${texts.empty}</p>`}
      <p class="visually-hidden" role="status">${this.said}</p>
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has("draft") && this.draft) || (changed.has("demo") && this.demo)) void this.#open();
  }

  protected override updated(): void {
    const { codings } = this.#coding;
    if (codings === this.#codings) return;
    this.#codings = codings;
    this.dispatchEvent(new CircleCodingEvent(codings));
  }

  #transcripts() {
    const { busy, readings, roster, works } = this.#coding;
    const texts = this.#texts;
    const sample = this.sample && works.length === 0;
    return html`<section class="panel stack" aria-labelledby="transcripts" part="transcripts">
      <h2 id="transcripts">${texts.transcripts}</h2>
      ${readings.map((reading) => this.#notice(reading))}
      ${drop({
        label: texts.dropLabel,
        hint: `${texts.dropHint} ${roster ? texts.rosterHere(roster.participants.length) : texts.rosterHint}`,
        pick: texts.pick,
        accept: ".vtt,.srt,.csv,.txt,text/vtt,text/plain,text/csv",
        multiple: true,
        take: (files) => void this.#read(files),
        others: sample
          ? html`<button type="button" @click=${() => void this.#sample()}>${texts.useSample}</button>`
          : nothing,
      })}
      ${busy ? html`<p role="status">${texts.reading}</p>` : nothing}
    </section>`;
  }

  #trouble(texts: CoderTexts) {
    const trouble = this.#coding.draft?.trouble;
    if (!trouble) return nothing;
    return html`<p class="notice warn" role="alert" id="trouble">${trouble === "other" ? texts.otherTab : texts.notKept}</p>`;
  }

  #notice({ name, problems: list, refused = false, late = false }: Reading) {
    const texts = this.#texts;
    if (late) return html`<p class="notice warn">${texts.rosterLate}</p>`;
    const [problems, count] = [problemList(list, texts), list.length];
    const lead = refused
      ? html`<p><strong>${count > 0 ? texts.notRead(name) : texts.noTurns(name)}</strong> ${texts.nothingLost}</p>`
      : html`<p><strong>${texts.problemsIn(count, name)}.</strong> ${texts.kept}</p>`;
    return html`<div class="notice ${refused ? "bad" : "warn"} stack tight reading">${lead} ${problems}</div>`;
  }

  #desk(texts: CoderTexts, language: string) {
    const coding = this.#coding;
    const around = {
      coding,
      texts,
      language,
      only: this.only,
      decide: (suggestion: Suggestion, accept: boolean) => void this.#decide(suggestion, accept),
      uncode: (one: Coding) => void this.#try(() => coding.uncode(one.id ?? "")),
      code: (transcript: string, turn: string, code: string) => void this.#try(() => coding.code(transcript, turn, code)),
    };
    const chart = (open: boolean) => {
      coding.charting = open;
      if (open) void this.#try(() => coding.refresh());
    };
    return html`<div class="desk">
      <section class="panel stack" aria-labelledby="conversation" part="conversation">
        <h2 id="conversation">${texts.conversation}</h2>
        ${this.#bar(texts, language)} ${coding.works.map((work) => conversation(work, around))}
      </section>
      <div class="side">
        ${codebook(coding, texts, this.only, (code) => (this.only = code))}
      </div>
    </div>
    ${charts(coding, texts, chart)} ${this.#keep(texts)}`;
  }

  #bar(texts: CoderTexts, language: string) {
    const coding = this.#coding;
    const percent = new Intl.NumberFormat(language, { style: "percent" });
    const choose = (event: Event) => {
      coding.atLeast = Number((event.target as HTMLSelectElement).value);
      void this.#try(() => coding.refresh());
    };
    const count = coding.suggestions.length;
    return html`<div class="bar row">
      <div class="stack tight grow">
        <strong id="pending">${count > 0 ? texts.pending(count) : texts.nonePending}</strong>
        <span class="small soft keys">${texts.keys}</span>
      </div>
      <div class="row">
        <label class="check small"
          ><span>${texts.atLeast}</span>
          <select @change=${choose}>
            ${[0.3, 0.5, 0.7, 0.9].map((least) => html`<option value=${least} ?selected=${least === coding.atLeast}>${percent.format(least)}</option>`)}
          </select></label
        >
        <button type="button" class="slim" ?disabled=${!coding.canUndo} @click=${() => void this.#undo()}>${texts.undo}</button>
        <button type="button" class="slim" ?disabled=${!coding.canRedo} @click=${() => void this.#try(() => coding.redo())}>${texts.redo}</button>
      </div>
    </div>`;
  }

  #keep(texts: CoderTexts) {
    const { project, key, works } = this.#coding;
    const clean = () =>
      works.map(({ clean: { transcript } }) => transcript.turns.map(({ speaker, text }) => `${speaker ? `${speaker}: ` : ""}${text}`).join("\n")).join("\n\n");
    return html`<section class="panel stack" aria-labelledby="keep" part="keep">
      <h2 id="keep">${texts.keep}</h2>
      <div class="row">
        <button type="button" @click=${() => void this.#keepText("codings.csv", "text/csv", () => project?.csv())}>${texts.csv}</button>
        <button type="button" @click=${() => void this.#keepText("codebook.qdc", "application/xml", () => project?.qdc())}>${texts.qdc}</button>
        <button type="button" @click=${() => void this.#keepText("transcript-clean.txt", "text/plain", clean)}>${texts.clean}</button>
        <button type="button" @click=${() => void this.#coding.clear()}>${texts.startOver}</button>
      </div>
      ${this.draft ? html`<p class="small soft">${texts.keptHere}</p>` : nothing}
      <div class="notice warn stack tight">
        <p class="small">${texts.keyWarning}</p>
        <div class="row"><button type="button" class="slim" @click=${() => void this.#keepText("key.json", "application/json", () => JSON.stringify(key, null, 2))}>${texts.key}</button></div>
      </div>
    </section>`;
  }

  get #texts(): CoderTexts {
    return catalogue(this, CircleCoder.texts);
  }

  /** Single keys work while the focus is in the conversation, and never while something is written or chosen. */
  #pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    const coding = this.#coding;
    const current = coding.suggestions.find(({ id }) => id === coding.at);
    const deeds: Record<string, () => unknown> = {
      j: () => this.#move(1),
      k: () => this.#move(-1),
      a: () => current && this.#decide(current, true),
      r: () => current && this.#decide(current, false),
      u: () => coding.canUndo && this.#undo(),
    };
    const deed = deeds[event.key];
    if (!deed || !coding.project) return;
    event.preventDefault();
    void deed();
  }

  #move(by: 1 | -1): void {
    this.#coding.move(by);
    void this.#showCurrent();
  }

  async #decide(suggestion: Suggestion, accept: boolean): Promise<void> {
    const name = nameOf(this.#coding, suggestion.code);
    await this.#try(() => (accept ? this.#coding.accept(suggestion.id) : this.#coding.reject(suggestion.id)));
    this.said = accept ? this.#texts.accepted(name) : this.#texts.rejected(name);
    await this.#showCurrent();
  }

  async #undo(): Promise<void> {
    await this.#try(() => this.#coding.undo());
    this.said = this.#texts.undone;
  }

  /** The focus goes where the next decision is. */
  async #showCurrent(): Promise<void> {
    await this.updateComplete;
    const current = this.renderRoot.querySelector<HTMLElement>(".suggestion.current");
    current?.focus({ preventScroll: true });
    current?.scrollIntoView({ block: "nearest" });
  }

  /** Links to a turn: the page's address stays as it is. */
  #follow(event: Event): void {
    const link = (event.target as Element).closest("a[data-turn]");
    if (!link) return;
    event.preventDefault();
    const turn = this.renderRoot.querySelector(`#turn-${CSS.escape(link.getAttribute("data-turn") ?? "")}`);
    turn?.scrollIntoView({ block: "center" });
    turn?.classList.add("flash");
    setTimeout(() => turn?.classList.remove("flash"), 1500);
  }

  async #read(files: File[]): Promise<void> {
    // A roster among them comes first: its names are looked for in the transcripts.
    const sorted = [...files].sort((a, b) => Number(/\.csv$/i.test(b.name)) - Number(/\.csv$/i.test(a.name)));
    await this.#coding.read(sorted.map((file) => ({ file, name: file.name })));
  }

  /** What was kept; without it the samples, where the page asks for them. */
  async #open(): Promise<void> {
    if (this.draft) await this.#coding.restore(new Draft(this.store, `circle-coder:${this.draft}`));
    if (!this.demo || this.#coding.project || this.#coding.busy) return;
    await this.#try(async () => {
      const { roster, session } = await samples();
      await this.#coding.read([{ file: roster, name: "physicians.csv" }, { file: session, name: "session.vtt" }]);
    });
  }

  async #sample(): Promise<void> {
    const address = new URL(this.sample ?? "", this.baseURI);
    await this.#try(async () => {
      const file = await (await fetched(address)).blob();
      await this.#coding.read([{ file, name: address.pathname.split("/").at(-1) ?? "" }]);
    });
  }

  async #keepText(name: string, type: string, text: () => string | Promise<string> | undefined): Promise<void> {
    await this.#try(async () => {
      save(name, (await text()) ?? "", type);
      this.said = this.#texts.saved(name);
    });
  }

  /** What fails says so and leaves everything as it was. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#coding.failed(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "circle-coder": CircleCoder;
  }
  interface GlobalEventHandlersEventMap {
    "circle-coding": CircleCodingEvent;
  }
}
