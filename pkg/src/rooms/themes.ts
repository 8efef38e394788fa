/** Codebooks, phrases, coding projects and agreement. */

import { bytes, call, followed, type FileLike } from "../core/call.js";
import { guarded, nothingMore, tell } from "../core/given.js";
import { type Following, Handle, Held, shares } from "../core/handle.js";
import type { Channel } from "../core/protocol.js";
import type {
  Codebook,
  Label,
  LexiconHandle,
  Match,
  ModelHandle,
  Opening,
  Problems,
  Ratings,
  ReadCodebook,
  Coefficients,
  Resampling,
  Said,
  SavedProject,
  SetRatings,
  SetCoefficients,
  Subject,
} from "../wasm/peer_circle.js";
import { Project, resampled } from "./project.js";

/** Codebooks, phrases, coding projects and agreement. */
export interface Themes {
  /** The built-in codebook: four categories of social support and nine themes. */
  circle(): Promise<Codebook>;
  /** What is wrong with a codebook, each with its place; empty when nothing is. */
  problems(codebook: Codebook): Promise<Problems>;
  /** A codebook as a REFI-QDA codebook file (`.qdc`), for NVivo, ATLAS.ti and MAXQDA. */
  qdc(codebook: Codebook): Promise<string>;
  /** The codebook in a REFI-QDA codebook file (`.qdc`), and what of the file has no place in it. */
  readQdc(file: FileLike, following?: Following): Promise<ReadCodebook>;
  /** The codebook in a spreadsheet (`.xlsx` or CSV): a row for each code, a column for name, parent, phrases ... */
  readCsv(file: FileLike, following?: Following): Promise<ReadCodebook>;
  /** A codebook as CSV for a spreadsheet, which `readCsv` reads again. */
  csv(codebook: Codebook): Promise<string>;
  /** Phrases to be found in texts, all at once. */
  lexicon(phrases: readonly string[], following?: Following): Promise<Lexicon>;
  /**
   * Opens a coding project over de-identified transcripts; the built-in codebook when none is given.
   *
   * ```js
   * const project = await peer.themes.open({ transcripts: [clean.transcript], coder: "ana" });
   * for (const s of await project.suggest({ atLeast: 0.7 })) console.log(s.code, s.reasons);
   * ```
   */
  open(opening?: Partial<Opening>, following?: Following): Promise<Project>;
  /** Opens a project that was saved, by this version or an earlier one. */
  load(saved: SavedProject, following?: Following): Promise<Project>;
  /**
   * Opens another tool's project (REFI-QDA, `.qdpx`): texts, codebook, codings, coders and notes; `problems()` of the
   * project names what has no place here (it is kept, and `qdpx` writes it back). De-identify the texts first: another
   * tool's sources may not be.
   */
  readQdpx(file: FileLike, following?: Following): Promise<Project>;
  /** Models that learn from labels, without a project around them. */
  model(subject: Partial<Subject>, following?: Following): Promise<Model>;
  /** How far coders agree, by all coefficients: units by coders, with gaps. */
  agreement(ratings: Ratings, resampling?: Partial<Resampling> & Following): Promise<Coefficients>;
  /** How far coders agree on sets of codes. */
  setAgreement(ratings: SetRatings, resampling?: Partial<Resampling> & Following): Promise<SetCoefficients>;
}

/** Phrases ready to be looked up. */
export class Lexicon extends Held<LexiconHandle> {
  static {
    guarded(this.prototype, "lexicon");
  }

  /** @internal */
  static async make(channel: Channel, phrases: readonly string[], following: Following): Promise<Lexicon> {
    const lexicon = new Lexicon(await Handle.begun(shares(following), channel, "themesLexicon", [...phrases]));
    tell(following.onProgress, 1);
    return lexicon;
  }

  /** The phrases that can match nothing. */
  problems(): Promise<Problems> {
    return this.handle.call("problems");
  }

  /** All matches, overlapping ones too, in the order of the text. */
  find(text: string, following: Following = {}): Promise<Match[]> {
    return this.handle.followed(following, "find", text);
  }

  /** How many matches there are. */
  count(text: string, following: Following = {}): Promise<number> {
    return this.handle.followed(following, "count", text);
  }
}

/** Models over the classes of a codebook: what is known beforehand, corrected by labels. */
export class Model extends Held<ModelHandle> {
  static {
    guarded(this.prototype, "model");
  }

  /** @internal */
  static async make(channel: Channel, subject: Partial<Subject>, following: Following): Promise<Model> {
    const { codebook = await call(channel, "themesCircle"), classes = [], one = false, turns = [], ...others } = subject;
    nothingMore(others);
    const whole = { classes, one, turns, codebook };
    const model = new Model(await Handle.begun(shares(following), channel, "themesModel", whole));
    tell(following.onProgress, 1);
    return model;
  }

  /** Forgets all labels and learns these; the order in which they are given does not matter. */
  async learn(labels: Label[], following: Following = {}): Promise<void> {
    await this.handle.anew(following, "learn", labels);
  }

  /** How likely it is that turns carry each class, a row for each turn. */
  probabilities(turns: (Omit<Said, "vector"> & Partial<Said>)[], following: Following = {}): Promise<number[][]> {
    return this.handle.followed(following, "probabilities", turns);
  }
}

/** @internal */
export function themes(channel: Channel): Themes {
  return {
    circle: () => call(channel, "themesCircle"),
    problems: (codebook) => call(channel, "themesProblems", codebook),
    qdc: (codebook) => call(channel, "themesQdc", codebook),
    readQdc: async (file, following = {}) => followed(channel, following, "themesReadQdc", await bytes(file)),
    readCsv: async (file, following = {}) => followed(channel, following, "themesReadCsv", await bytes(file)),
    csv: (codebook) => call(channel, "themesCsv", codebook),
    lexicon: (phrases, following = {}) => Lexicon.make(channel, phrases, following),
    open: (opening = {}, following) => Project.open(channel, { transcripts: [], ...opening }, following),
    load: (saved, following) => Project.load(channel, saved, following),
    readQdpx: (file, following) => Project.readQdpx(channel, file, following),
    model: (subject, following = {}) => Model.make(channel, subject, following),
    agreement: (ratings, { signal, onProgress, ...resampling } = {}) =>
      followed(channel, { signal, onProgress }, "themesAgreement", ratings, resampled(resampling)),
    setAgreement: (ratings, { signal, onProgress, ...resampling } = {}) =>
      followed(channel, { signal, onProgress }, "themesSetAgreement", ratings, resampled(resampling)),
  };
}
