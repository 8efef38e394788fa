/**
 * `<circle-coder>`: transcripts de-identified, read and coded with suggestions that say why, all in the page.
 */

import { html, nothing, type PropertyValues } from "lit";
import type { Code, Codebook, Coding, Comparison, Disagreement, Passage, Roster, Suggestion } from "../../index.js";
import { samples } from "../parts/demo.js";
import { Draft } from "../parts/draft.js";
import { drop, dropStyles } from "../parts/drop.js";
import { fetched, fileOf } from "../parts/fetch.js";
import { Speaking, later } from "../parts/later.js";
import { look } from "../parts/look.js";
import { problemList, type Told } from "../parts/problems.js";
import { Refocus } from "../parts/refocus.js";
import { save } from "../parts/save.js";
import { Shown } from "../parts/shown.js";
import { browserStore, type Store } from "../parts/store.js";
import { catalogue, languageOf } from "../parts/texts.js";
import { CodingWork, type Reading } from "./coding.js";
import type { Around } from "./conversation.js";
import type { Decided } from "./deciding.js";
import { es } from "./es.js";
import type { ProjectFile } from "./file.js";
import type { Going } from "./going.js";
import { Recordings } from "./recording.js";
import { styles } from "./styles.js";
import { Telling, arrived, identified, refusal } from "./telling.js";
import { en, type CoderTexts } from "./texts.js";
import { nameOf, numberOf, worded } from "./turns.js";
import type { CodingDraft } from "./work.js";

type Desk = typeof import("./desk.js");

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
 * @attr src - The address of a file to begin with: a transcript, a saved project, a roster or a codebook; what a draft holds comes before it.
 * @attr roster - The people whose names are looked for, as JSON in the attribute.
 * @attr codebook - The codes to begin with, as JSON in the attribute; a codebook of social support when left out.
 * @attr sample - The address of a sample transcript, offered by a button.
 * @attr demo - Fills it with a sample session and the people who were in it.
 * @attr draft - A name under which everything is kept in this browser after each step; nothing is kept without one. Other work wants
 *   another element: under another name, what is here is kept over nothing that is there.
 * @attr lang - The language of its texts; that of what it stands in when left out.
 * @fires circle-coding - Codings changed; `event.codings`.
 * @csspart steps - The six steps.
 * @csspart transcripts - Where files come in.
 * @csspart identifiers - What was found to identify people.
 * @csspart conversation - The turns.
 * @csspart codebook - The tree of codes.
 * @csspart charts - The framework matrix.
 * @csspart mapping - Codes that stand together, and saturation.
 * @csspart interpretation - Coders, samples and agreement.
 * @csspart keep - What can be taken away.
 * @csspart drop - A place to drop a file on.
 * @csspart problems - What could not be understood.
 * @cssprop --peer-circle-accent - The colour of what can be pressed.
 * @cssprop --peer-circle-on-accent - The colour of words on it.
 * @cssprop --peer-circle-radius - How round corners are.
 * @cssprop --peer-circle-font - The font family.
 */
export class CircleCoder extends Shown {
  static override styles = [look, dropStyles, styles];

  static override properties = {
    src: { type: String, reflect: true },
    roster: { type: Object, noAccessor: true },
    codebook: { type: Object, noAccessor: true },
    sample: { type: String, reflect: true },
    demo: { type: Boolean, reflect: true },
    draft: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    heard: { state: true },
    leaving: { state: true },
  };

  /** Catalogues by language; add one, or replace sentences in one. */
  static readonly texts = new Map<string, CoderTexts>([
    ["en", en],
    ["es", es],
  ]);

  /** The address of a file to begin with. */
  declare src: string | undefined;
  /** The address of a sample transcript, offered by a button. */
  declare sample: string | undefined;
  /** Whether it begins with a sample session and the people who were in it. */
  declare demo: boolean;
  /** A name under which everything is kept in this browser; nothing is kept without one. */
  declare draft: string | undefined;
  /** The language of its texts; that of what it stands in when left out. */
  declare lang: string;
  /** Where drafts are kept; a page can bring its own. */
  store: Store = browserStore;
  declare heard: string | undefined;
  /** Who may be taking their consent back. */
  declare leaving: string | undefined;

  readonly #coding = new CodingWork(this);
  /** The first drawing ends with the conversation, so that it holds nobody up. */
  #whole = false;
  readonly #telling = new Telling(this, (error) => this.#coding.failed(error));
  readonly #recordings = new Recordings(this);
  /** They come with the desk. */
  #going: Going | undefined;
  #noticing: InstanceType<Desk["Noticing"]> | undefined;
  #clearing: InstanceType<Desk["Clearing"]> | undefined;
  readonly #desk = later(() => import("./desk.js"), () => this.requestUpdate(), (error) => this.#coding.failed(error));
  #codings: readonly Coding[] = [];

  constructor() {
    super();
    this.demo = false;
    this.addEventListener("keydown", (event) => this.#pressed(event));
    new Refocus(this);
    new Speaking(this);
  }

  protected override misgiven(problem: Told): void {
    this.#coding.failed(problem);
  }

  /** The people whose names are looked for. */
  get roster(): Roster | undefined {
    return this.#coding.roster;
  }

  set roster(roster: Roster | undefined) {
    this.#coding.roster = roster ?? undefined;
    this.requestUpdate();
  }

  /** The codes; set it to bring others than the package's own. What is coded already keeps its code. */
  get codebook(): Codebook | undefined {
    return this.#coding.codebook ?? this.#coding.books.first;
  }

  set codebook(codebook: Codebook | undefined) {
    if (codebook) void this.#telling.attempt(() => this.#coding.books.take(codebook));
  }

  /** The codings so far. */
  get codings(): readonly Coding[] {
    return this.#coding.codings;
  }

  protected override render() {
    const coding = this.#coding;
    const texts = this.#texts;
    const language = languageOf(this);
    coding.builtIn = texts.builtIn;
    const desk = coding.busy || coding.project ? this.#desk() : undefined;
    const work = coding.project && desk;
    return html`<div class="stack" @click=${(event: Event) => this.#follow(event)}>
      ${work ? work.steps(coding, texts, (id) => this.#going?.step(id)) : nothing} ${this.#transcripts()} ${this.#trouble(texts)}
      ${work ? work.identifiers(coding, texts, language, this.#words, work.consent(coding, texts, { ...this.#consent, asked: this.leaving })) : nothing}
      ${work ? this.#work(work, texts, language) : html`<p class="soft">${coding.project ? texts.reading : texts.empty}</p>`}
      ${this.#telling.line(texts)}
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has("draft") && this.draft) || (changed.has("src") && this.src) || (changed.has("demo") && this.demo)) void this.#open(changed.has("draft"));
  }

  protected override updated(): void {
    const { codings, project } = this.#coding;
    if (project && !this.#whole) {
      setTimeout(() => {
        this.#whole = true;
        this.requestUpdate();
      });
    }
    if (codings === this.#codings) return;
    this.#codings = codings;
    this.dispatchEvent(new CircleCodingEvent(codings));
  }

  #transcripts() {
    const { busy, readings, roster, works } = this.#coding;
    const texts = this.#texts;
    const sample = this.sample && works.length === 0;
    return html`<section class="panel stack" aria-labelledby="transcripts" part="transcripts">
      <h2 id="transcripts" tabindex="-1">${texts.transcripts}</h2>
      ${readings.map((reading) => this.#notice(reading))}
      ${drop({
        label: works.length > 0 ? texts.moreLabel : texts.dropLabel,
        hint: `${works.length > 0 ? texts.moreHint : texts.dropHint} ${roster ? texts.rosterHere(roster.participants.length) : works.length > 0 ? "" : texts.rosterHint}`,
        pick: texts.pick,
        accept: ".vtt,.srt,.csv,.txt,.docx,.json,.qdpx,.qdc,text/vtt,text/plain,text/csv,audio/*,video/*",
        multiple: true,
        take: (files) => void this.#read(files),
        others: sample
          ? html`<button type="button" @click=${() => void this.#load(this.sample ?? "")}>${texts.useSample}</button>`
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

  #notice({ name, problems: list, refused = false, late = false, alone = false }: Reading) {
    const texts = this.#texts;
    if (late || alone) return html`<p class="notice warn">${late ? texts.rosterLate : texts.recordingAlone(name)}</p>`;
    const [problems, count] = [problemList(list, texts), list.length];
    const lead = refused
      ? html`<p><strong>${refusal(name, count, texts)}</strong> ${texts.nothingLost}</p>`
      : html`<p><strong>${texts.problemsIn(count, name)}.</strong> ${texts.kept}</p>`;
    return html`<div class="notice ${refused ? "bad" : "warn"} stack tight reading">${lead} ${problems}</div>`;
  }

  #work(desk: Desk, texts: CoderTexts, language: string) {
    const coding = this.#coding;
    const going = (this.#going ??= new desk.Going(this, coding));
    const around = this.#around(going, texts, language);
    const finder = desk.finder(going.finding, around.places, texts, { go: (by) => void going.find(by), enter: () => going.found() });
    around.noticing = this.#noticing ??= new desk.Noticing(this, coding, { tell: (said) => this.#telling.say(said), attempt: (work) => void this.#telling.attempt(work) });
    return html`<div class="desk">
      <section class="panel stack" aria-labelledby="conversation" part="conversation">
        <h2 id="conversation" tabindex="-1">${texts.conversation}</h2>
        ${desk.bar(coding, texts, language, { ...this.#bar, finder })} ${desk.narrowed(coding, texts, (work) => void this.#telling.attempt(work))} ${desk.onlyOne(around, () => this.#choose(undefined))} ${desk.limits(coding, texts, around.percent)} ${coding.works.map((work) => desk.conversation(work, around))}
      </section>
      <div class="side">
        ${desk.codebook(coding, texts, { only: going.only, choose: (code) => this.#choose(code), codes: going.codes }, desk.framework(coding, texts, going.only, this.#framework))}
      </div>
    </div>
    ${this.#whole ? this.#rest(desk, texts, language) : nothing}`;
  }

  /** What comes after the conversation. */
  #rest(desk: Desk, texts: CoderTexts, language: string) {
    const coding = this.#coding;
    const clearing = (this.#clearing ??= new desk.Clearing(this, () => void this.#telling.attempt(() => this.#clear(), (texts) => texts.startedOver)));
    const opened = (which: "charting" | "mapping") => (open: boolean) => {
      coding[which] = open;
      if (open) void this.#telling.attempt(() => coding.refresh(false));
    };
    return html`${desk.charts(coding, texts, {
      open: opened("charting"),
      summarise: (who, code, text) => void this.#telling.attempt(() => coding.summarise(who, code, text)),
    })}
    ${desk.mapping(coding, texts, opened("mapping"))} ${desk.interpretation(coding, texts, language, this.#coders)}
    ${desk.keep(coding, texts, language, {
      save: (name, type, made) => void this.#save(name, type, made),
      file: () => void this.#chooseFile(),
      wake: () => void this.#wakeFile(),
      clearing,
      drafting: Boolean(this.draft),
    })}`;
  }

  #around(going: Going, texts: CoderTexts, language: string): Around {
    const coding = this.#coding;
    return {
      texts,
      percent: new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }),
      coding,
      only: going.only,
      words: going.words,
      finding: going.finding,
      places: going.places,
      windows: going.windows,
      recordings: this.#recordings,
      heard: this.heard,
      hear: (transcript, at) => this.#hear(transcript, at),
      decide: (suggestion, accept) => void this.#decide(suggestion, accept),
      uncode: (one) => void this.#telling.attempt(() => coding.uncode(one.id ?? ""), (texts) => texts.takenOff(nameOf(coding, one.code, texts))),
      code: (transcript, turn, code) => void this.#telling.attempt(() => coding.code(transcript, turn, code), (texts) => texts.given(nameOf(coding, code, texts))),
      done: (transcript, turn) => void this.#telling.attempt(() => coding.sampling.done(transcript, turn)),
    };
  }

  readonly #coders = {
    coder: (name: string) => void this.#telling.attempt(() => this.#coding.setCoder(name).then(() => this.#coding.coder), (texts, coder) => texts.codingAs(coder)),
    blind: (on: boolean) => this.#coding.setBlind(on),
    note: (text: string) => void this.#telling.attempt(() => this.#coding.note(text)),
    compare: (sampled: boolean) => void this.#telling.attempt(() => this.#coding.comparing.compare(sampled), (texts, come) => this.#agreed(come, texts)),
    // The day on which they settled it, for the record.
    settle: (one: Disagreement, coder: string) => void this.#telling.attempt(() => this.#coding.comparing.settle(one, coder, new Date().toISOString().slice(0, 10)), (texts) => texts.settledAs(coder, numberOf(one.turn))),
    unsettle: (one: Disagreement) => void this.#telling.attempt(() => this.#coding.comparing.unsettle(one), (texts) => texts.unsettled(numberOf(one.turn))),
    run: (work: () => Promise<void>) => void this.#telling.attempt(work),
  };

  readonly #framework = {
    save: (code: Code) => void this.#telling.attempt(() => this.#coding.books.save(code), (texts) => texts.codeSaved(worded(code.name, texts))),
    remove: ({ id = "", name }: Code) => void this.#telling.attempt(() => this.#coding.books.remove(id).then(() => this.#going?.choose(undefined)), (texts) => texts.gone(worded(name, texts))),
    merge: ({ id = "", name }: Code, into: string) =>
      void this.#telling.attempt(() => this.#coding.books.merge(id, into).then(() => this.#going?.choose(into)), (texts) => texts.codesMerged(worded(name, texts), nameOf(this.#coding, into, texts))),
  };

  readonly #consent = {
    ask: (speaker: string | undefined) => (this.leaving = speaker),
    withdraw: (speaker: string) => void this.#telling.attempt(() => this.#withdraw(speaker), (texts) => texts.gone(speaker)),
  };

  readonly #words = {
    decide: (policy: Decided) => void this.#telling.attempt(() => this.#coding.deciding.decide(policy).then(() => this.#coding.works), (texts, works) => identified(works, texts)),
    change: (transcript: string, turn: string, passage: Passage) => void this.#going?.turn(`${transcript}-${turn}`).then(() => this.#noticing?.open(transcript, turn, passage)),
  };

  readonly #bar = {
    run: (work: () => Promise<unknown>) => void this.#telling.attempt(work),
    undo: () => void this.#undo(),
    redo: () => void this.#telling.attempt(() => this.#coding.redo(), (texts) => texts.redone),
  };

  get #texts(): CoderTexts {
    return catalogue(this, CircleCoder.texts);
  }

  /** Single keys work while the focus is in the conversation, and never while something is written or chosen. */
  #pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select, [role=listbox]")) return;
    const coding = this.#coding;
    const current = coding.suggestions.find(({ id }) => id === coding.at);
    const deeds: Record<string, () => unknown> = {
      j: () => this.#move(1),
      k: () => this.#move(-1),
      a: () => current && this.#decide(current, true),
      r: () => current && this.#decide(current, false),
      u: () => coding.canUndo && this.#undo(),
      p: () => current && this.#play(current),
      f: () => this.renderRoot.querySelector<HTMLInputElement>("#find")?.select(),
      c: () => this.#going?.codes.enter(),
      m: () => current && this.#noticing?.open(current.transcript, current.turn),
    };
    const deed = deeds[event.key];
    if (!deed || !coding.project) return;
    event.preventDefault();
    void deed();
  }

  #move(by: 1 | -1): void {
    this.#coding.move(by);
    void this.#going?.suggestion();
  }

  /** Shows the turns of one code alone, or all; how many that are is told. */
  #choose(code: string | undefined): void {
    const turns = this.#going?.choose(code) ?? 0;
    this.#telling.say((texts) => `${code === undefined ? "" : `${nameOf(this.#coding, code, texts)}: `}${texts.turns(turns)}`);
  }

  async #decide(suggestion: Suggestion, accept: boolean): Promise<void> {
    const name = (texts: CoderTexts) => nameOf(this.#coding, suggestion.code, texts);
    await this.#telling.attempt(
      () => (accept ? this.#coding.accept(suggestion.id) : this.#coding.reject(suggestion.id)),
      (texts) => (accept ? texts.accepted(name(texts)) : texts.rejected(name(texts))),
    );
    await this.#going?.suggestion();
  }

  async #undo(): Promise<void> {
    await this.#telling.attempt(() => this.#coding.undo(), (texts) => texts.undone);
  }

  async #withdraw(speaker: string): Promise<void> {
    await this.#coding.withdraw(speaker);
    this.leaving = undefined;
  }

  #play({ transcript, turn }: Suggestion): void {
    const found = this.#turns(transcript).find(({ id }) => id === turn);
    if (found) this.#recordings.play(transcript, found);
  }

  /** Which turn is being heard. */
  #hear(transcript: string, at: number): void {
    const turn = this.#turns(transcript).findLast(({ start }) => start !== undefined && start <= at);
    this.heard = turn && `${transcript}-${turn.id}`;
  }

  #turns(transcript: string) {
    return this.#coding.works.find(({ clean }) => clean.transcript.id === transcript)?.clean.transcript.turns ?? [];
  }

  /** Links to a turn: the page's address stays as it is. */
  #follow(event: Event): void {
    const link = (event.target as Element).closest("a[data-turn]");
    if (!link) return;
    event.preventDefault();
    void this.#going?.turn(link.getAttribute("data-turn") ?? "");
  }

  async #read(files: File[]): Promise<void> {
    // A roster among them comes first: its names are looked for in the transcripts.
    const texts = files.filter((file) => !Recordings.is(file));
    const sorted = texts.sort((a, b) => Number(/\.csv$/i.test(b.name)) - Number(/\.csv$/i.test(a.name)));
    if (sorted.length > 0) await this.#take(sorted.map((file) => ({ file, name: file.name })));
    const alone = files.filter((file) => Recordings.is(file) && !this.#recordings.listen(file, this.#coding.works));
    for (const { name } of alone) this.#coding.tell({ name, problems: [], alone: true });
  }

  /** What came of it is told once it is there. */
  async #take(files: readonly { file: Blob | string; name: string }[]): Promise<void> {
    const before = { roster: this.#coding.roster, merged: this.#coding.merged };
    const come = await this.#coding.read(files);
    const { readings, roster, merged } = this.#coding;
    const all = { come, readings, roster: roster === before.roster ? undefined : roster, merged: merged === before.merged ? undefined : merged };
    // What was let go while it was read has nothing to say.
    if (arrived(all, this.#texts) !== "") this.#telling.say((texts) => arrived(all, texts));
  }

  /** What was kept; without it what `src` names, or the samples, where the page asks for them. */
  async #open(drafted: boolean): Promise<void> {
    if (this.draft && drafted) await this.#restore(new Draft(this.store, `circle-coder:${this.draft}`));
    if (this.#coding.project || this.#coding.busy) return;
    if (this.src) return this.#load(this.src);
    if (!this.demo) return;
    await this.#telling.attempt(async () => {
      const { roster, session } = await samples();
      await this.#take([{ file: roster, name: "physicians.csv" }, { file: session, name: "session.vtt" }]);
    });
  }

  async #load(from: string): Promise<void> {
    await this.#telling.attempt(async () => {
      const file = await (await fetched(new URL(from, this.baseURI))).blob();
      // An address that came after counts.
      if (from === this.src || from === this.sample) await this.#take([{ file, name: fileOf(from) }]);
    });
  }

  async #save(name: string, type: string, made: () => Promise<string | Uint8Array | undefined>): Promise<void> {
    await this.#telling.attempt(async () => save(name, (await made()) ?? "", type), (texts) => texts.saved(name));
  }

  async #chooseFile(): Promise<void> {
    await this.#telling.attempt(async () => {
      // It came with the button.
      const { ProjectFile } = await import("./file.js");
      const file = await ProjectFile.choose("project.json", this.#coding.draft);
      if (file) await this.#writeTo(file);
    });
  }

  async #writeTo(file: ProjectFile): Promise<void> {
    this.#coding.file = file;
    await file.write(() => this.#coding.saved());
    this.requestUpdate();
  }

  /** Goes on with a draft, and with the file that was chosen for it. */
  async #restore(draft: Draft<CodingDraft>): Promise<void> {
    await this.#coding.restore(draft);
    // After it was read: a forgetting that was cut off is made up for then, and takes the file along.
    const handle = await draft.store.file?.(draft.name).catch(() => undefined);
    if (!handle) return;
    const { ProjectFile } = await import("./file.js");
    const file = await ProjectFile.again(handle);
    // One that was chosen in the meantime counts.
    if (draft === this.#coding.draft) this.#coding.file ??= file;
    this.requestUpdate();
  }

  /** The browser has a question about the file, which it asks after a click alone. */
  async #wakeFile(): Promise<void> {
    const { file } = this.#coding;
    await this.#telling.attempt(async () => {
      await file?.wake();
      if (file && !file.asleep) await this.#writeTo(file);
    });
  }

  async #clear(): Promise<void> {
    this.#recordings.clear();
    this.#noticing?.close();
    this.heard = undefined;
    this.#going?.forget();
    await this.#coding.clear();
  }

  /** How far the coders agree, in a sentence. */
  #agreed(comparison: Comparison | undefined, texts: CoderTexts): string {
    return (comparison && this.#desk()?.agreed(comparison, texts, languageOf(this))) ?? "";
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
