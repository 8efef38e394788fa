/** Coding projects: what several coders make of transcripts. */

import { bytes, flat, type FileLike } from "../core/call.js";
import { guarded, nothingMore, tell } from "../core/given.js";
import { type Following, Handle, Held, part, shares } from "../core/handle.js";
import type { Channel } from "../core/protocol.js";
import type {
  Accuracy,
  Addition,
  Ask,
  AskNext,
  Case,
  Code,
  Codebook,
  Coding,
  Compare,
  Comparison,
  Corrected,
  Draw,
  Exemplar,
  LogRow,
  Look,
  Matrix,
  Memo,
  MergedProject,
  Opening,
  Overview,
  Pair,
  Problems,
  ProjectHandle,
  ProjectStatus,
  Question,
  Refusal,
  Removed,
  Resampling,
  Revision,
  Sample,
  Saturation,
  SaturationRule,
  SavedProject,
  Setting,
  Settlement,
  Suggestion,
  Threshold,
  Transcript,
} from "../wasm/peer_circle.js";

/** How much of what suggestions take is getting ready for them. */
const READY = 0.9;

/** Who is compared, and how. */
export interface Comparing extends Partial<Omit<Compare, "resampling">> {
  /** How intervals are drawn. */
  resampling?: Partial<Resampling>;
}

/** A coding project: everything that changes it can be undone. */
export class Project extends Held<ProjectHandle> {
  static {
    guarded(this.prototype, "project");
  }

  #coder = "";
  /** What the coder has been shown beside the words: the project notes that, and has to be told again when it is brought back. */
  readonly #shown = new Set<string>();

  /** @internal */
  static async open(channel: Channel, opening: Opening, following: Following = {}): Promise<Project> {
    nothingMore(opening, ["codebook", "transcripts", "coder"]);
    return Project.#of(Handle.begun(shares(following), channel, "projectOpen", opening), opening.coder, following);
  }

  /** @internal */
  static async load(channel: Channel, saved: SavedProject, following: Following = {}): Promise<Project> {
    return Project.#of(Handle.begun(shares(following), channel, "projectLoad", saved), (saved as Partial<SavedProject> | null | undefined)?.coder, following);
  }

  /** @internal */
  static async readQdpx(channel: Channel, file: FileLike, following: Following = {}): Promise<Project> {
    return Project.#of(Handle.begun(shares(following), channel, "projectReadQdpx", await bytes(file)), "", following);
  }

  static async #of(coming: Promise<Handle<ProjectHandle>>, coder = "", following: Following = {}): Promise<Project> {
    const project = new Project(await coming);
    project.#coder = coder;
    tell(following.onProgress, 1);
    return project;
  }

  /** What was wrong with what the project was opened with; the rest was kept. */
  problems(): Promise<Problems> {
    return this.handle.call("problems");
  }

  /** The codebook as it is now. */
  codebook(): Promise<Codebook> {
    return this.handle.call("codebook");
  }

  /** Changes the codebook; resolves to how many codings lost their code. */
  setCodebook(codebook: Codebook): Promise<number> {
    return this.handle.edit("setCodebook", codebook);
  }

  /**
   * Makes one code of two: codings, memos, summaries, phrases and the codes below go over to `into`. One step to undo.
   * Resolves to how many codings changed.
   */
  mergeCodes(from: string, into: string): Promise<number> {
    return this.handle.edit("mergeCodes", from, into);
  }

  /** Splits a code: these of its codings, by their ids, become codings of the new one, to whose id this resolves. */
  splitCode(from: string, code: Code, codings: string[]): Promise<string> {
    return this.handle.edit("splitCode", from, code, codings);
  }

  /** What happened to the codebook: codes made, renamed, moved, merged, split, taken out, by whom and while coding what. */
  revisions(): Promise<Revision[]> {
    return this.handle.call("revisions");
  }

  /** How much there is, and whether there is something to undo. */
  status(): Promise<ProjectStatus> {
    return this.handle.call("status");
  }

  /** Adds a de-identified transcript; resolves to its id. */
  add(transcript: Transcript, following: Following = {}): Promise<string> {
    return this.handle.edited(following, "add", transcript);
  }

  /**
   * Says which session a transcript is of, so that the matrix can be laid out by circle, session, topic, mode, platform or
   * month. What is left out is not known; a setting without anything in it is taken out.
   */
  async setSetting(setting: Pick<Setting, "transcript"> & Partial<Setting>): Promise<void> {
    await this.handle.edit("setSetting", setting as Setting);
  }

  /** Which sessions transcripts are of. */
  settings(): Promise<Setting[]> {
    return this.handle.call("settings");
  }

  /** Changes who is coding. */
  async setCoder(coder: string): Promise<void> {
    await this.handle.edit("setCoder", coder);
    this.#coder = coder;
    this.#shown.clear();
  }

  /**
   * Codes that turns probably carry, with reasons; without those that the coder has decided on. The first time, and
   * after a change of transcripts or codebook, all turns are looked at, which in a large project takes seconds.
   *
   * ```js
   * await project.suggest({ atLeast: 0.7 }, { onProgress: (share) => (bar.value = share), signal });
   * ```
   */
  async suggest(ask: Ask = {}, following: Following = {}): Promise<Suggestion[]> {
    await this.handle.ready(part(following, 0, READY));
    return this.handle.noted(part(following, READY, 1), (told) => this.#news("suggestion", told), "suggest", ask);
  }

  /**
   * The turns to code next: those that teach most, each unlike the others, and some drawn by chance (`byChance`), which
   * tell how right suggestions are; show these without suggestions.
   *
   * ```js
   * for (const { transcript, turn, byChance } of await project.next({ count: 10, seed: 1 })) {
   *   // ... the coder codes the turn, or not ...
   *   await project.done(transcript, turn);
   * }
   * const { precision } = await project.accuracy();
   * ```
   */
  async next(ask: Partial<AskNext> = {}, following: Following = {}): Promise<Question[]> {
    await this.handle.ready(part(following, 0, READY));
    return this.handle.edited(part(following, READY, 1), "askNext", { seed: 1, ...ask });
  }

  /** The coder is done with a turn: what they gave it is all that it carries. Suggestions learn from that. */
  async done(transcript: string, turn: string): Promise<void> {
    await this.handle.edit("done", transcript, turn);
  }

  /** How right suggestions were on turns drawn by chance that the coder is done with, with 95 % intervals. */
  accuracy(): Promise<Accuracy> {
    return this.handle.call("accuracy");
  }

  /** For each code the least probability from which suggestions are expected to be right in a share of `precision`. */
  async thresholds(precision = 0.8, following: Following = {}): Promise<Threshold[]> {
    await this.handle.ready(part(following, 0, READY));
    return this.handle.followed(part(following, READY, 1), "thresholds", precision);
  }

  /**
   * Gives what the page's own model knows of turns: a vector for each, all of one length. Suggestions learn which
   * directions matter. Not saved: give them again after `load`.
   */
  async embed(embeddings: { transcript: string; turn: string; vector: ArrayLike<number> }[], following: Following = {}): Promise<void> {
    const turns = embeddings.map(({ transcript, turn, vector }) => ({ transcript, turn, numbers: vector.length }));
    const numbers = flat(embeddings.map(({ vector }) => vector), Float32Array, following.signal);
    await this.handle.made(following, "embed", numbers.then((all): [typeof turns, Float32Array<ArrayBufferLike>] => [turns, all]));
  }

  /** Words and phrases that are said often, in how many turns and by how many: to become familiar with. */
  overview(look: Look = {}, following: Following = {}): Promise<Overview> {
    return this.handle.followed(following, "overview", look);
  }

  /**
   * Whether saturation is reached by a stated rule: the codes of the first `base` transcripts, and runs of `run`
   * transcripts that bring at most a share of `threshold` anew (Guest, Namey and Chen, 2020).
   */
  saturated(rule: Partial<SaturationRule> = {}): Promise<Saturation> {
    return this.handle.call("saturated", { base: 4, run: 2, threshold: 0.05, ...rule });
  }

  /** Makes a suggestion a coding; resolves to the coding's id. */
  accept(suggestion: string): Promise<string> {
    return this.handle.edit("accept", suggestion);
  }

  /** Turns a suggestion down. */
  async reject(suggestion: string): Promise<void> {
    await this.handle.edit("reject", suggestion);
  }

  /** Codes a turn or a passage by hand; resolves to the coding's id. */
  code(coding: Pick<Coding, "transcript" | "turn" | "code"> & Partial<Coding>): Promise<string> {
    return this.handle.edit("code", { id: "", coder: "", ...coding });
  }

  /** Takes a coding out. */
  async uncode(coding: string): Promise<void> {
    await this.handle.edit("uncode", coding);
  }

  /** Writes a memo, or changes the one with its id; one without text is taken out. Resolves to its id. */
  memo(memo: Pick<Memo, "about" | "text"> & Partial<Memo>): Promise<string> {
    return this.handle.edit("memo", { id: "", coder: "", ...memo });
  }

  /** Writes a summary cell of the framework matrix; an empty text clears it. */
  async summarise(kase: string, code: string, text: string): Promise<void> {
    await this.handle.edit("summarise", kase, code, text);
  }

  /**
   * Puts right what a turn says and, where given, who says it. Codings of its passages go to where their words are now;
   * what could not be found again is listed and taken out. Nobody looks for names in the new words.
   */
  correct(transcript: string, turn: string, text: string, speaker?: string): Promise<Corrected> {
    return this.handle.edit("correct", transcript, turn, text, speaker);
  }

  /**
   * Takes a transcript of the project as it was de-identified anew, after people decided about more words (see
   * `policy.decisions`): turns whose words are others now are corrected as by `correct`, for good.
   */
  renew(transcript: Transcript, following: Following = {}): Promise<Corrected> {
    return this.handle.edited(following, "renew", transcript);
  }

  /**
   * Removes a speaker who withdrew consent, for good: their turns, all that was made from them, and whatever quotes five
   * of their words in a row or names them. Resolves to what went. What was asked for before comes as it was then, perhaps
   * after it: keep nothing of that.
   */
  withdraw(speaker: string, following: Following = {}): Promise<Removed> {
    return this.handle.edited(following, "withdraw", speaker);
  }

  /** Takes the last step back; whether there was one. */
  undo(): Promise<boolean> {
    return this.handle.edit("undo");
  }

  /** Makes the step again that was taken back last; whether there was one. */
  redo(): Promise<boolean> {
    return this.handle.edit("redo");
  }

  /**
   * The codings that the present coder may see, in the order of the transcripts: those of others are hidden in a sample
   * that is coded blind. With `all` everybody's, for exports: show these to no coder.
   */
  codings({ all = false, ...following }: { all?: boolean } & Following = {}): Promise<Coding[]> {
    if (all) return this.handle.followed(following, "codings");
    const others = (told: Coding[]) => told.filter(({ coder = "" }) => coder !== this.#coder);
    return this.handle.noted(following, (told) => this.#news("coding", others(told)), "visible");
  }

  /**
   * Draws a random sample to be coded blind by several coders: until `reveal` it has no suggestions, and nobody sees
   * another's codings in it. The seed decides which turns; the same seed draws the same ones.
   *
   * ```js
   * const sample = await project.draw({ share: 0.2, seed: 7 });
   * // Each coder codes sample.turns in a copy of the project; the copies are merged.
   * await project.reveal(sample.id);
   * const { sets, disagreements } = await project.agreement({ sample: sample.id, uncoded: true });
   * for (const { transcript, turn } of disagreements)
   *   await project.settle({ transcript, turn, codes: ["not-alone"], by: ["ana", "ben"], at: "2024-05-02", why: "..." });
   * ```
   */
  draw(draw: Pick<Draw, "share" | "seed"> & Partial<Draw>): Promise<Sample> {
    return this.handle.edit("draw", { transcripts: [], ...draw });
  }

  /** The samples, in the order in which they were drawn. */
  samples(): Promise<Sample[]> {
    return this.handle.call("samples");
  }

  /** Ends the blind coding of a sample, so that its disagreements can be discussed. */
  async reveal(sample: string): Promise<void> {
    await this.handle.edit("reveal", sample);
  }

  /** What each coder did in each transcript, and on how many turns they saw suggestions or others' codings. */
  log(): Promise<LogRow[]> {
    return this.handle.call("log");
  }

  /**
   * Records what coders settled on for a turn; their own codings, and so their agreement, stay as they were. The
   * matrix, pairs and saturation count the turn by what was settled.
   */
  async settle(settlement: Pick<Settlement, "transcript" | "turn" | "codes"> & Partial<Settlement>): Promise<void> {
    const { transcript, turn, codes, by = [], at, why = "" } = settlement;
    await this.handle.edit("settle", { transcript, turn, codes, by, ...(at === undefined ? {} : { at }), why, given: {} });
  }

  /** Takes a settlement back; whether there was one. */
  unsettle(transcript: string, turn: string): Promise<boolean> {
    return this.handle.edit("unsettle", transcript, turn);
  }

  /** What was settled, by whom, when and why, and what each coder had given before. */
  settlements(): Promise<Settlement[]> {
    return this.handle.call("settlements");
  }

  /**
   * A paragraph for the methods section of a report, from what the project knows: who coded what, the codebook, the
   * share of suggestions, agreement on the sample coded blind, what was settled. In English, or Spanish for `"es"`.
   */
  methods(language: "en" | "es" = "en", following: Following = {}): Promise<string> {
    return this.handle.followed(following, "methods", language);
  }

  /** The suggestions that were turned down. */
  refusals(): Promise<Refusal[]> {
    return this.handle.call("refusals");
  }

  /** The memos. */
  memos(): Promise<Memo[]> {
    return this.handle.call("memos");
  }

  /** How far coders agree, for each code, on sets of codes and over characters; and where they do not. */
  agreement({ coders = [], uncoded = false, resampling = {}, ...rest }: Comparing = {}, following: Following = {}): Promise<Comparison> {
    return this.handle.followed(following, "agreement", { coders, uncoded, ...rest, resampling: resampled(resampling) });
  }

  /**
   * The framework matrix: cases by codes, with excerpts and summaries. Cases are speakers or transcripts, or by what
   * `setSetting` says of transcripts: circles, sessions, topics, modes, platforms, months.
   */
  matrix(by: Case = "speaker", following: Following = {}): Promise<Matrix> {
    return this.handle.followed(following, "matrix", by);
  }

  /**
   * The framework matrix as CSV, and below it what was looked for and found when each transcript was de-identified;
   * with `presence` of 0 and 1, and nothing below.
   */
  matrixCsv({ by = "speaker", presence = false, ...following }: { by?: Case; presence?: boolean } & Following = {}): Promise<string> {
    return this.handle.followed(following, "matrixCsv", by, presence);
  }

  /**
   * All tables as a workbook (`.xlsx`): codings, matrix, the same as 0 and 1, codes that stand together, what each
   * transcript added, quotes, codebook. No cell is a formula.
   */
  xlsx({ by = "speaker", ...following }: { by?: Case } & Following = {}): Promise<Uint8Array> {
    return this.handle.followed(following, "xlsx", by);
  }

  /** Codebook and framework matrix as a page (HTML), to be printed or opened in a word processor. */
  html({ by = "speaker", ...following }: { by?: Case } & Following = {}): Promise<string> {
    return this.handle.followed(following, "html", by);
  }

  /** For each code up to `most` passages to quote: those that most coders gave it, of several speakers. */
  exemplars(most = 3, following: Following = {}): Promise<Exemplar[]> {
    return this.handle.followed(following, "exemplars", most);
  }

  /** Codes that stand together in turns, the most frequent pairs first. */
  pairs(following: Following = {}): Promise<Pair[]> {
    return this.handle.followed(following, "pairs");
  }

  /** What each further transcript added: codes used for the first time, and codes made while it was coded. */
  saturation(): Promise<Addition[]> {
    return this.handle.call("saturation");
  }

  /** Takes in another coder's project; nothing is overwritten, conflicts are listed, one undo takes it back. */
  merge(saved: SavedProject, following: Following = {}): Promise<MergedProject> {
    return this.handle.edited(following, "merge", saved);
  }

  /**
   * The project as a REFI-QDA project file (`.qdpx`), for NVivo, ATLAS.ti and MAXQDA. One that came from such a file is
   * written back into it: what did not change here stands there as it did, be it known here or not.
   */
  qdpx(name = "", following: Following = {}): Promise<Uint8Array> {
    return this.handle.followed(following, "qdpx", name);
  }

  /** The codings as CSV, safe to open in a spreadsheet. */
  csv(following: Following = {}): Promise<string> {
    return this.handle.followed(following, "csv");
  }

  /** The codebook as a REFI-QDA codebook file (`.qdc`). */
  qdc(): Promise<string> {
    return this.handle.call("qdc");
  }

  /** The project as data to keep as JSON; `peer.themes.load` opens it again. */
  save(following: Following = {}): Promise<SavedProject> {
    return this.handle.followed(following, "save");
  }

  /** Notes what the coder is shown; whether there is anything in it that they had not been shown. */
  #news(kind: "suggestion" | "coding", told: readonly { transcript: string; turn: string }[]): boolean {
    const before = this.#shown.size;
    for (const { transcript, turn } of told) this.#shown.add(`${kind} ${transcript.length} ${transcript} ${turn}`);
    return this.#shown.size > before;
  }
}

/** How intervals are drawn where it is not said. */
export function resampled({ samples = 1000, seed = 1, ...others }: Partial<Resampling>): Resampling {
  // What long calls take may stand beside them, of no use here.
  nothingMore(others, ["stop", "budget"]);
  return { samples, seed };
}
