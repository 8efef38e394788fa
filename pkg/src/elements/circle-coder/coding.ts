/** What the coder knows, and its calls to the engine; what it shows is elsewhere. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type {
  Addition,
  Clean,
  Codebook,
  Coding,
  Key,
  Matrix,
  Memo,
  MergedProject,
  Pair,
  Project,
  ProjectStatus,
  Roster,
  SavedProject,
  Suggestion,
} from "../../index.js";
import type { Draft } from "../parts/draft.js";
import { engine } from "../parts/engine.js";
import { told } from "../parts/problems.js";
import { Books } from "./books.js";
import { Comparing } from "./comparing.js";
import { about, Deciding, type Considered, type Decided } from "./deciding.js";
import type { ProjectFile } from "./file.js";
import { Sampling } from "./sampling.js";
import { Suggesting } from "./suggesting.js";
import type { BuiltIn } from "./taken.js";
import { foreign, freeId, holdsSpeech, isBook, left, silent, stillSaid, type CodingDraft, type Reading, type Work } from "./work.js";

export type { Reading, Work } from "./work.js";

/** Who codes, until they say. */
const CODER = "coder";

/** Projects that were saved here, and those of other tools. */
const PROJECT = /\.(json|qdpx)$/i;

export class CodingWork implements ReactiveController {
  roster: Roster | undefined;
  /** What was wrong with the files that were given last, one entry a file. */
  readings: Reading[] = [];
  busy = false;
  /** How many of the transcripts the project has: undoing can take the last one out again. */
  #present = 0;
  #works: Work[] = [];
  project: Project | undefined;
  codebook: Codebook | undefined;
  /** Of all coders. */
  #codings: Coding[] = [];
  suggestions: Suggestion[] = [];
  #undoable = false;
  canRedo = false;
  atLeast = 0.5;
  /** Lists that somebody opened: of a transcript's identifiers by its id, of its doubts by theirs. */
  readonly listing = new Set<string>();
  /** Whether the charts are looked at, and so are kept up to date. */
  charting = false;
  matrix: Matrix | undefined;
  /** Whether the mapping is looked at. */
  mapping = false;
  additions: Addition[] | undefined;
  pairs: Pair[] | undefined;
  memos: Memo[] = [];
  builtIn: BuiltIn | undefined;
  /** Who is coding here. */
  coder = CODER;
  /** What others coded is out of sight. */
  blind = false;
  readonly books = new Books(this);
  readonly deciding = new Deciding(this);
  readonly sampling = new Sampling(this);
  readonly comparing = new Comparing(this);
  readonly suggesting: Suggesting;
  /** What came in with the last project of another coder. */
  merged: MergedProject | undefined;
  /** Written after each step, once the person has chosen one. */
  file: ProjectFile | undefined;
  /** The id of the suggestion that keys act on. */
  at: string | undefined;
  draft: Draft<CodingDraft> | undefined;
  /** Whether the last step is safe. */
  kept = true;
  /** Grows with each step: only the last one that is safe makes the whole of it safe. */
  #step = 0;
  /** Grows when everything is let go: what began before then has nowhere to go. */
  #era = 0;
  #key: Key | undefined;
  /** What was asked for last: files wait for the draft, and for each other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly host: ReactiveControllerHost) {
    host.addController(this);
    this.suggesting = new Suggesting(host);
  }

  hostDisconnected(): void {}

  /** Goes on where a draft ended; files that come meanwhile are added to that. */
  restore(draft: Draft<CodingDraft>): Promise<void> {
    this.draft = draft;
    this.kept = false;
    this.#step += 1;
    const era = this.#era;
    return this.inTurn(() => this.#restore(draft, era));
  }

  async #restore(draft: Draft<CodingDraft>, era: number): Promise<void> {
    try {
      // Work that is here already is kept now, and over nothing: what the draft holds was not read.
      if (this.project) return await this.refresh();
      const kept = await draft.read();
      if (draft !== this.draft) return;
      this.kept = true;
      if (!kept || era !== this.#era) return;
      const peer = await engine("coding");
      const project = kept.project && (await peer.themes.load(kept.project));
      if (!this.#opened(project, era)) return;
      this.coder = kept.project?.coder || CODER;
      this.#works = kept.works;
      // What the page has given since counts: names of its roster are looked for.
      this.roster ??= kept.roster;
      this.#key = kept.key;
      this.deciding.restore(kept.policy ?? { decisions: kept.decisions ?? [] });
      await this.refresh(false);
    } catch (error) {
      this.failed(error);
    }
    this.host.requestUpdate();
  }

  /** Lets everything go, the draft too. */
  async clear(): Promise<void> {
    this.#era += 1;
    this.project?.dispose();
    Object.assign(this, { project: undefined, suggestions: [], codebook: undefined, roster: undefined, readings: [], memos: [] });
    Object.assign(this, { matrix: undefined, pairs: undefined, additions: undefined, merged: undefined });
    Object.assign(this, { file: undefined, coder: CODER, blind: false });
    this.sampling.forget();
    this.comparing.forget();
    this.suggesting.forget();
    this.at = this.#key = this.books.first = undefined;
    this.#works = [];
    this.deciding.restore({ decisions: [] });
    this.listing.clear();
    this.#codings = [];
    this.#present = 0;
    await this.draft?.forget();
    this.host.requestUpdate();
  }

  /** The transcripts that are worked on. */
  get works(): readonly Work[] {
    return this.#works.slice(0, this.#present);
  }

  /** Takes transcripts, and a roster where one is among them; gives the transcripts that came in. */
  read(files: readonly { file: Blob | string; name: string }[]): Promise<Work[]> {
    const era = this.#era;
    this.busy = true;
    this.readings = [];
    this.host.requestUpdate();
    return this.inTurn(() => this.#read(files, era));
  }

  async #read(files: readonly { file: Blob | string; name: string }[], era: number): Promise<Work[]> {
    const before = new Set(this.#works.map(({ original }) => original.id));
    for (const { file, name } of files) {
      if (era !== this.#era) break;
      this.busy = true;
      try {
        if (PROJECT.test(name)) await this.#projectOf(file, name);
        else if (await isBook(file, name)) await this.#bookOf(file, name);
        else if (!/\.csv$/i.test(name) || !(await this.#rosterOf(file, name))) await this.#transcript(file, name);
      } catch (error) {
        if (era === this.#era) this.tell({ name, problems: [told(error)], refused: true });
      }
    }
    this.busy = false;
    this.host.requestUpdate();
    return this.#works.filter(({ original }) => !before.has(original.id));
  }

  /** One after another, in the order in which they were asked for. */
  inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** What fails says so and leaves everything as it was; nothing says that all is well again. */
  failed(error: unknown): void {
    this.readings = this.readings.filter(({ name }) => name !== "");
    if (error === undefined) this.host.requestUpdate();
    else this.tell({ name: "", problems: [told(error)], refused: true });
  }

  /** Says what happened to a file. */
  tell(reading: Reading): void {
    this.readings = [...this.readings, reading];
    this.host.requestUpdate();
  }

  /** Which pseudonym stands for whom, over all transcripts. */
  get key(): Key | undefined {
    return this.#key;
  }

  /** The codings that may be seen: one's own alone while working blind. */
  get codings(): Coding[] {
    return this.blind ? this.#codings.filter(({ coder }) => coder === this.coder) : this.#codings;
  }

  /** How many codings there are in all, those too that are out of sight. */
  get count(): number {
    return this.#codings.length;
  }

  /** Everybody who coded. */
  get coders(): string[] {
    return [...new Set(this.#codings.flatMap(({ coder }) => (coder ? [coder] : [])))].sort();
  }

  /** Who codes from now on; what is coded stays theirs who did it. */
  async setCoder(name: string): Promise<void> {
    const coder = name.trim() || CODER;
    await this.project?.setCoder(coder);
    this.coder = coder;
    await this.refresh();
  }

  setBlind(on: boolean): void {
    this.blind = on;
    this.host.requestUpdate();
  }

  async note(text: string): Promise<void> {
    const known = this.memos.find(({ about }) => about === "project");
    if (!known && text.trim() === "") return;
    await this.project?.memo({ ...(known?.id && { id: known.id }), about: "project", text: text.trim() });
    await this.refresh();
  }

  async summarise(who: string, code: string, text: string): Promise<void> {
    await this.project?.summarise(who, code, text.trim());
    await this.refresh();
  }

  /** What somebody said goes, out of everything that is here and that is kept; this is not undone. */
  async withdraw(speaker: string): Promise<void> {
    const { project } = this;
    if (!project) return;
    const peer = await engine("coding");
    await project.withdraw(speaker);
    // Transcripts that share a key have them as one person.
    const keyed = this.#works.filter(({ clean }) => clean.key);
    const { cleans } = await peer.transcripts.withdrawAll(keyed.map(({ clean }) => clean), speaker);
    this.#works = this.#works.map((work) => left(work, cleans[keyed.indexOf(work)] ?? silent(work.clean, speaker)));
    this.#key = this.#works.findLast(({ clean }) => clean.key)?.clean.key;
    this.deciding.restore({ ...this.deciding.policy, decisions: stillSaid(this.deciding.policy.decisions, this.#works) });
    await this.refresh();
  }

  /** What is known when identifiers are looked for. */
  known(policy: Decided, transcript: string) {
    const { roster } = this;
    return { ...(roster && { roster }), ...(this.#key && { key: this.#key }), policy: about(policy, transcript) };
  }

  /** Takes transcripts as they were de-identified anew. */
  renewed({ cleans, key }: Considered): void {
    const anew = (work: Work): Clean | undefined => cleans.get(work.clean.transcript.id ?? "");
    this.#key = key ?? this.#key;
    this.#works = this.#works.map((work) => ({ ...work, clean: anew(work) ?? work.clean }));
  }

  /** The project as a file; for a second coder without anything that was decided. */
  async saved(blank = false): Promise<string> {
    const saved = await this.project?.save();
    const given = blank && saved ? { ...saved, coder: "", codings: [], refusals: [], memos: [], summaries: [] } : saved;
    return JSON.stringify(given, null, 1);
  }

  /** Looks for suggestions again after they were stopped, from where that was. */
  readonly resume = async (): Promise<void> => {
    this.suggesting.forget();
    await this.refresh(false);
  };

  async accept(id: string): Promise<void> {
    await this.#decide(id, () => this.project?.accept(id));
  }

  async reject(id: string): Promise<void> {
    await this.#decide(id, () => this.project?.reject(id));
  }

  async code(transcript: string, turn: string, code: string): Promise<void> {
    await this.project?.code({ transcript, turn, code });
    await this.refresh();
  }

  async uncode(id: string): Promise<void> {
    await this.project?.uncode(id);
    await this.refresh();
  }

  /** Whether what is done is no longer kept where it was to be. */
  get unsafe(): boolean {
    return this.draft?.trouble !== undefined || this.file?.trouble === true || this.file?.asleep === true;
  }

  get canUndo(): boolean {
    return this.#undoable || this.deciding.canUndo;
  }

  /** Takes the last step back; a decision about words is the last one once those after it are undone. */
  async undo(): Promise<void> {
    if (!(await this.project?.undo()) && (await this.deciding.undo())) return;
    await this.refresh();
  }

  async redo(): Promise<void> {
    await this.project?.redo();
    await this.refresh();
  }

  /** Moves to the next (1) or the previous (-1) suggestion. */
  move(by: 1 | -1): void {
    const ids = this.suggestions.map(({ id }) => id);
    const at = this.at === undefined ? -1 : ids.indexOf(this.at);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
    this.stand(ids[next]);
  }

  /** Keys act on a suggestion; what stands there already changes nothing. */
  stand(at: string | undefined): void {
    if (this.at === at) return;
    this.at = at;
    this.host.requestUpdate();
  }

  /** Everything as the project has it now. */
  async refresh(keep = true): Promise<void> {
    const { project } = this;
    if (!project) return;
    try {
      await this.#refresh(project, keep);
    } catch (error) {
      // What was let go in the meantime has nothing to say any more.
      if (project === this.project) throw error;
    }
  }

  async #refresh(project: Project, keep: boolean): Promise<void> {
    if (keep) await this.#keep(project);
    await this.sampling.refresh(project);
    const known = Promise.all([project.codings(), project.status(), project.codebook(), project.memos()]);
    const suggesting = this.suggesting.ask(project, this.sampling.least ?? this.atLeast, () => {
      // All but the suggestions is here already.
      this.busy = false;
      void known.then((all) => this.#know(project, all), () => undefined);
    });
    const [all, suggestions] = await Promise.all([known, suggesting]);
    if (!this.#know(project, all)) return;
    const sure = this.sampling.sure(suggestions);
    this.suggestions = sure;
    if (this.charting) this.matrix = await project.matrix();
    if (this.mapping) [this.pairs, this.additions] = await Promise.all([project.pairs(), project.saturation()]);
    if (this.comparing.comparison) await this.comparing.refresh();
    if (!sure.some(({ id }) => id === this.at)) this.at = sure[0]?.id;
    this.host.requestUpdate();
  }

  /** Takes what a project says of itself, unless it was let go. */
  #know(project: Project, [codings, status, codebook, memos]: [Coding[], ProjectStatus, Codebook, Memo[]]): boolean {
    if (project !== this.project) return false;
    this.#present = status.transcripts;
    this.#codings = codings;
    this.#undoable = status.canUndo;
    Object.assign(this, { codebook, memos, canRedo: status.canRedo });
    this.host.requestUpdate();
    return true;
  }

  /** What is shown as done is safe first. */
  async #keep(project: Project): Promise<void> {
    const filed = () => void this.file?.write(() => this.saved()).then(() => this.host.requestUpdate());
    if (this.file) this.file.safe = false;
    this.host.requestUpdate();
    const { draft } = this;
    if (!draft) return filed();
    const step = (this.#step += 1);
    this.kept = false;
    const saved = await project.save();
    if (project !== this.project) return;
    await draft.keep({ roster: this.roster, works: this.#works, key: this.#key, policy: this.deciding.policy, project: saved });
    if (step === this.#step) this.kept = !draft.trouble;
    // Every tab that goes on with the draft goes on with its file, which is not written over another's work either.
    if (draft.trouble !== "other") filed();
  }

  /** Opens a project, or takes in what another coder did; nothing that is here is overwritten. */
  async #projectOf(file: Blob | string, name: string): Promise<void> {
    const era = this.#era;
    const peer = await engine("coding");
    const other = /\.qdpx$/i.test(name) ? await peer.themes.readQdpx(file) : undefined;
    let saved = other ? await other.save() : (JSON.parse(typeof file === "string" ? file : await file.text()) as SavedProject);
    const problems = other ? await other.problems() : [];
    other?.dispose();
    if (other) saved = { ...saved, codebook: await (await import("./taken.js")).recognised(saved.codebook, await peer.themes.circle(), this.builtIn) };
    if (this.project) this.merged = await this.project.merge(saved);
    else {
      if (!this.#opened(await peer.themes.load(saved), era)) return;
      this.coder = saved.coder || CODER;
    }
    if (era !== this.#era || !this.project) return;
    await this.#adopt(await this.project.save());
    if (problems.length > 0) this.tell({ name, problems });
    await this.refresh();
  }

  /** Transcripts that came with a project: what was taken out of them, whoever saved it knows. */
  async #adopt({ transcripts }: SavedProject): Promise<void> {
    const known = new Set(this.works.map(({ clean }) => clean.transcript.id));
    const come = transcripts.filter(({ id }) => !known.has(id)).map(foreign);
    this.#works = [...this.works, ...come];
  }

  async #transcript(file: Blob | string, name: string): Promise<void> {
    const era = this.#era;
    const peer = await engine("coding");
    const { transcript, problems } = await peer.transcripts.read(file);
    if (era !== this.#era) return;
    if (transcript.turns.length === 0) {
      this.tell({ name, problems, refused: true });
      return;
    }
    // The name of a file often names somebody: neither it nor the title goes any further than this page.
    const { title: _, ...untitled } = transcript;
    const original = { ...untitled, id: freeId(this.#works) };
    const clean = await peer.transcripts.deidentify(original, this.known(this.deciding.policy, original.id));
    if (era !== this.#era) return;
    if (this.project) clean.transcript.id = await this.project.add(clean.transcript);
    else {
      const project = await peer.themes.open({ transcripts: [clean.transcript], ...(this.books.first && { codebook: this.books.first }) });
      if (!this.#opened(project, era)) return;
    }
    if (era !== this.#era) return;
    this.#key = clean.key;
    this.#works = [...this.works, { name, original, clean }];
    if (problems.length > 0) this.tell({ name, problems });
    await this.refresh();
  }

  /** Takes a project, unless everything was let go while it was opened: files and the draft come one after another. */
  #opened(project: Project | undefined, era: number): boolean {
    const late = era !== this.#era;
    if (late) project?.dispose();
    else this.project = project;
    return !late;
  }

  async #bookOf(file: Blob | string, name: string): Promise<void> {
    const era = this.#era;
    const peer = await engine("coding");
    const { codebook, problems } = await (/\.qdc$/i.test(name) ? peer.themes.readQdc(file) : peer.themes.readCsv(file));
    if (era !== this.#era) return;
    const refused = codebook.codes.length === 0;
    if (problems.length > 0 || refused) this.tell({ name, problems, refused });
    if (refused) return;
    await this.books.take(codebook);
  }

  /** Takes a table for a roster if people are in it; a transcript can be a table too. */
  async #rosterOf(file: Blob | string, name: string): Promise<boolean> {
    if (await holdsSpeech(file)) return false;
    const era = this.#era;
    const peer = await engine("coding");
    const { roster } = await peer.people.read(file);
    if (roster.participants.length === 0) return false;
    if (era !== this.#era) return true;
    this.roster = roster;
    if (this.works.length > 0) this.tell({ name, problems: [], late: true });
    return true;
  }

  /** After a decision the next suggestion is at hand, also when the list changed under it. */
  async #decide(id: string, work: () => Promise<unknown> | undefined): Promise<void> {
    const at = this.suggestions.findIndex((one) => one.id === id);
    const after = this.suggestions[at + 1]?.id ?? this.suggestions[at - 1]?.id;
    await work();
    this.at = after;
    await this.refresh();
  }
}
