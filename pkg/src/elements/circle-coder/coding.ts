/** What the coder knows, and its calls to the engine; what it shows is elsewhere. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Addition, Clean, Codebook, Coding, Key, Matrix, Project, Roster, SavedProject, Suggestion, Transcript } from "../../index.js";
import type { Draft } from "../parts/draft.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";

/** What happened to the file that was given last. */
export interface Reading {
  name: string;
  problems: Told[];
  /** Nothing of it could be used, and everything is as it was. */
  refused?: boolean;
}

/** A transcript as it came and as it is shown; the original never leaves this object. */
export interface Work {
  original: Transcript;
  clean: Clean;
}

/** All that a draft holds: names too, so it stays in the browser of whoever codes. */
export interface CodingDraft {
  roster?: Roster | undefined;
  works: Work[];
  key?: Key | undefined;
  project?: SavedProject | undefined;
}

export class CodingWork implements ReactiveController {
  roster: Roster | undefined;
  reading: Reading | undefined;
  busy = false;
  works: Work[] = [];
  project: Project | undefined;
  codebook: Codebook | undefined;
  codings: Coding[] = [];
  suggestions: Suggestion[] = [];
  canUndo = false;
  canRedo = false;
  atLeast = 0.5;
  /** Whether the charts are looked at, and so are kept up to date. */
  charting = false;
  matrix: Matrix | undefined;
  additions: Addition[] | undefined;
  /** The id of the suggestion that keys act on. */
  at: string | undefined;
  draft: Draft<CodingDraft> | undefined;
  #key: Key | undefined;

  constructor(readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {}

  /** Goes on where a draft ended. */
  async restore(draft: Draft<CodingDraft>): Promise<void> {
    this.draft = draft;
    const kept = await draft.read();
    if (!kept || this.project) return;
    try {
      const peer = await engine();
      if (kept.project) this.project = await peer.themes.load(kept.project);
      this.works = kept.works;
      this.roster = kept.roster;
      this.#key = kept.key;
      await this.refresh(false);
    } catch (error) {
      this.reading = { name: draft.name, problems: [told(error)], refused: true };
    }
    this.host.requestUpdate();
  }

  /** Lets everything go, the draft too. */
  async clear(): Promise<void> {
    this.project?.dispose();
    Object.assign(this, { project: undefined, works: [], codings: [], suggestions: [], codebook: undefined, roster: undefined });
    this.reading = this.at = this.#key = undefined;
    await this.draft?.forget();
    this.host.requestUpdate();
  }

  /** Takes transcripts, and a roster where one is among them. */
  async read(file: Blob | string, name: string): Promise<void> {
    this.busy = true;
    this.host.requestUpdate();
    try {
      if (/\.csv$/i.test(name) && (await this.#rosterOf(file))) this.reading = undefined;
      else await this.#transcript(file, name);
    } catch (error) {
      this.reading = { name, problems: [told(error)], refused: true };
    }
    this.busy = false;
    this.host.requestUpdate();
  }

  /** Which pseudonym stands for whom, over all transcripts. */
  get key(): Key | undefined {
    return this.#key;
  }

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

  async undo(): Promise<void> {
    await this.project?.undo();
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
    this.at = ids[next];
    this.host.requestUpdate();
  }

  /** Everything as the project has it now. */
  async refresh(keep = true): Promise<void> {
    const { project } = this;
    if (!project) return;
    if (keep) await this.#keep(project);
    const [codings, suggestions, status, codebook] = await Promise.all([
      project.codings(),
      project.suggest({ atLeast: this.atLeast }),
      project.status(),
      project.codebook(),
    ]);
    Object.assign(this, { codings, suggestions, codebook, canUndo: status.canUndo, canRedo: status.canRedo });
    if (this.charting) [this.matrix, this.additions] = await Promise.all([project.matrix(), project.saturation()]);
    if (!suggestions.some(({ id }) => id === this.at)) this.at = suggestions[0]?.id;
    this.host.requestUpdate();
  }

  /** What is shown as done is safe first. */
  async #keep(project: Project): Promise<void> {
    if (!this.draft) return;
    await this.draft.keep({ roster: this.roster, works: this.works, key: this.#key, project: await project.save() });
  }

  async #transcript(file: Blob | string, name: string): Promise<void> {
    const peer = await engine();
    const { transcript, problems } = await peer.transcripts.read(file);
    if (transcript.turns.length === 0) {
      this.reading = { name, problems, refused: true };
      return;
    }
    const original = { ...transcript, id: name, title: name };
    const given = { ...(this.roster && { roster: this.roster }), ...(this.#key && { key: this.#key }) };
    const clean = await peer.transcripts.deidentify(original, given);
    this.#key = clean.key;
    if (this.project) await this.project.add(clean.transcript);
    else this.project = await peer.themes.open({ transcripts: [clean.transcript] });
    this.works = [...this.works.filter((work) => work.original.id !== name), { original, clean }];
    this.reading = problems.length > 0 ? { name, problems } : undefined;
    await this.refresh();
  }

  /** Takes a table for a roster if people are in it; a transcript can be a table too. */
  async #rosterOf(file: Blob | string): Promise<boolean> {
    const text = typeof file === "string" ? file : await file.text();
    if (/^[^\n]*\b(text|speech|transcript|utterance)\b/i.test(text)) return false;
    const peer = await engine();
    const { roster } = await peer.people.read(file);
    if (roster.participants.length === 0) return false;
    this.roster = roster;
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
