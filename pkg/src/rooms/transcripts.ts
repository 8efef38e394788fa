/** Transcripts: reading them, and giving nobody away. */

import { bytes, call, content, followed, type FileLike } from "../core/call.js";
import { given, guarded, tell } from "../core/given.js";
import { dispose, type Following, Handle, type Life, part } from "../core/handle.js";
import { listsFile } from "../core/files.js";
import { fileBytes, isFile } from "../core/node.js";
import { disposed, workerLost } from "../core/failure.js";
import { pause, unlessAborted } from "../core/pause.js";
import type { Channel } from "../core/protocol.js";
import { isUrl } from "../core/source.js";
import { kept } from "../core/text.js";
import { CircleError } from "../error.js";
import type {
  Clean,
  CleanEnd,
  CleanTurns,
  CueTree,
  DeidentifyOptions,
  NameLists,
  Passage,
  Policy,
  Transcript,
  TranscriptPortion,
  TranscriptRead,
  Turn,
  WebvttRead,
  Withdrawals,
  Withdrawn,
} from "../wasm/peer_circle.js";

/** What de-identification may be given besides the transcript. */
export interface Deidentify extends DeidentifyOptions {
  /** What becomes of what is found. */
  policy?: Policy | undefined;
  /**
   * The lists of names, places and ordinary words. Left out: the file that comes with the package, fetched when first
   * used. A file or its address: another one. `false`: none, and only people who take part are found by name.
   */
  lists?: FileLike | URL | false;
}

/** What a de-identification in portions is told before its first turn. */
export interface Beginning extends Deidentify {
  /** The labels of all speakers, as far as they are known: a name is theirs also before they first speak. */
  speakers?: string[];
  /** Whether the transcript has no capitals at all, as automatic captions have it. */
  lowercase?: boolean;
}

/** A clean transcript without a speaker, and what went. */
export interface Withdrawal {
  /** What is left. */
  clean: Clean;
  /** What went. */
  withdrawn: Withdrawn;
}

/** Transcripts, and taking out what identifies people. */
export interface Transcripts {
  /**
   * Reads a transcript: WebVTT (Zoom, Teams), SubRip, a table, text with speakers' names, a Word document (Teams). The
   * format and the encoding are recognised by content.
   *
   * ```js
   * const { transcript, problems } = await peer.transcripts.read(file);
   * ```
   */
  read(file: FileLike, following?: Following): Promise<TranscriptRead>;
  /**
   * Reads a large transcript in portions, in memory that does not grow with it; the last portion has the format, the
   * encoding and the problems. Word documents are for `read`.
   *
   * ```js
   * for await (const { turns } of peer.transcripts.stream(file)) show(turns);
   * ```
   */
  stream(file: FileLike, following?: Following): AsyncGenerator<TranscriptPortion, void>;
  /**
   * Replaces what identifies people. Nothing finds everything: `risk` says what was looked for, found and may remain;
   * keep `key` apart. What people decide goes into `policy.decisions` and is applied everywhere when this is called
   * again: `{ do: "mark", text, kind }` adds or changes, `{ do: "keep", text }` removes, the last decision counts.
   *
   * ```js
   * const clean = await peer.transcripts.deidentify(transcript, { roster });
   * clean.transcript; clean.identifiers; clean.key; clean.risk;
   * ```
   */
  deidentify(transcript: Transcript, options?: Deidentify & Following): Promise<Clean>;
  /**
   * The same in portions, for a transcript that is streamed.
   *
   * ```js
   * const work = await peer.transcripts.deidentifier({ roster });
   * for await (const { turns } of peer.transcripts.stream(file)) keep(await work.turns(turns));
   * const { key, risk } = await work.end();
   * ```
   */
  deidentifier(options?: Beginning & Following): Promise<Deidentification>;
  /**
   * Removes what a speaker (by pseudonym) said who takes back consent: their turns, what was found in them, what
   * remained at risk in them, their line of the key. `withdrawn` says what that was. Codings go by `project.withdraw`.
   */
  withdraw(clean: Clean, speaker: string, following?: Following): Promise<Withdrawal>;
  /**
   * The same from all transcripts of a project, which share one key: whatever somebody alone told, in any of them, leaves
   * every copy of the key. `withdrawn` says what went from each, in their order.
   */
  withdrawAll(cleans: Clean[], speaker: string, following?: Following): Promise<Withdrawals>;
  /** Where passages of a turn are after its text was corrected; `undefined` for one whose words are gone. */
  reanchor(before: string, after: string, passages: Passage[]): Promise<(Passage | undefined)[]>;
  /** The stretch of the clean turn that a stretch of the original became, widened to whole replacements. */
  toClean(clean: Pick<Clean, "identifiers">, turn: string, passage: Passage): Promise<Passage>;
  /** The stretch of the original turn that a stretch of the clean one was, widened to whole identifiers. */
  toOriginal(clean: Pick<Clean, "identifiers">, turn: string, passage: Passage): Promise<Passage>;
  /** Reads WebVTT exactly as a browser does: cues with their settings, regions, style sheets. */
  webvtt(file: FileLike, following?: Following): Promise<WebvttRead>;
  /** The tree of a cue's text: voices, classes, ruby, times, characters. */
  cueText(text: string): Promise<CueTree>;
}

/** The people, the key so far and the policy, as they were when somebody asked. */
type Given = readonly [DeidentifyOptions, Policy | undefined];

/** Characters that go through the engine at once: some milliseconds of work, so that an abort is soon heard and no task of a page is long. */
const PORTION = 50_000;
/** Bytes of a file that go through the engine at once. */
const PIECE = 1 << 19;
/** Bytes of a file that reading in portions looks at before it decides; nothing much is done with them before. */
const LOOKED_AT = 1 << 22;

/** @internal */
export function transcripts(channel: Channel): Transcripts {
  const lists = new Lists(channel);
  const moved = (clean: Pick<Clean, "identifiers">, turn: string, { from, to }: Passage, back: boolean): Promise<Passage> =>
    call(channel, "transcriptsMoved", { identifiers: clean.identifiers.filter((one) => one.turn === turn) }, from, to, back);
  return {
    read: async (file, following = {}) => {
      const whole = await bytes(file);
      return whole.length > PIECE && !isZip(whole) ? inPieces(channel, whole, following) : followed(channel, following, "transcriptsRead", whole);
    },
    stream: (file, following) => stream(channel, file, following),
    deidentify: async (transcript, { lists: wanted, roster, policy, key, ...others } = {}) => {
      const following = given(others);
      const short = lettersOf(transcript) <= PORTION;
      const own = short ? kept(transcript) : copied(transcript);
      const known = [kept({ roster, key }), kept(policy)] as const;
      const handle = await unlessAborted(lists.get(wanted), following.signal);
      return short ? handle.followed(following, "deidentify", own, ...known) : inPortions(handle, own, known, following);
    },
    deidentifier: async ({ lists: wanted, speakers = [], lowercase = false, roster, policy, key, ...others } = {}) => {
      const following = given(others);
      const [known, names] = [[kept({ roster, key }), kept(policy)] as const, kept(speakers)];
      const handle = await unlessAborted(lists.get(wanted), following.signal);
      return Deidentification.begin(handle, known, names, lowercase, following);
    },
    withdraw: async (clean, speaker, following = {}) => {
      const { cleans, withdrawn } = await followed(channel, following, "transcriptsWithdraw", { cleans: [clean] }, speaker);
      return { clean: cleans[0]!, withdrawn: withdrawn[0]! };
    },
    withdrawAll: (cleans, speaker, following = {}) => followed(channel, following, "transcriptsWithdraw", { cleans }, speaker),
    reanchor: async (before, after, passages) => {
      const anchored = await call(channel, "transcriptsReanchor", before, after, { passages });
      return anchored.passages.map((passage) => passage ?? undefined);
    },
    toClean: (clean, turn, passage) => moved(clean, turn, passage, false),
    toOriginal: (clean, turn, passage) => moved(clean, turn, passage, true),
    webvtt: async (file, following = {}) => followed(channel, following, "transcriptsWebvtt", await bytes(file)),
    cueText: (text) => call(channel, "transcriptsCueText", text),
  };
}

/** How long it is; what is no transcript has no length, and is refused by the engine. */
function lettersOf({ turns }: Partial<Transcript>): number {
  const plain = Array.isArray(turns) && turns.every((turn: Partial<Turn> | null) => typeof turn?.text === "string");
  return plain ? turns.reduce((sum, { text }) => sum + text.length, 0) : 0;
}

/** A transcript with its turns as they are now. */
function copied(transcript: Transcript): Transcript {
  return { ...transcript, turns: transcript.turns.map((turn) => ({ ...turn })) };
}

/** A Word document is one. */
function isZip([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

/** A large transcript, of which portions come. */
async function inPieces(channel: Channel, file: Uint8Array, following: Following): Promise<TranscriptRead> {
  const turns: Turn[] = [];
  for await (const { turns: more, format, encoding, problems } of stream(channel, file, following)) {
    for (const turn of more) turns.push(turn);
    if (format !== undefined && encoding !== undefined) return { transcript: { id: "", title: "", format, encoding, turns }, problems };
  }
  throw workerLost("the last portion is missing");
}

/** Works that were forgotten are given up in the engine. */
const forgotten = new FinalizationRegistry<Work>(leave);

/** A de-identification's number in the engine that began it: another one must not go on with what has its number there. */
interface Work {
  readonly handle: Handle<NameLists>;
  readonly life: Life;
  readonly number: number;
}

function leave({ handle, life, number }: Work): Promise<void> {
  return handle.within(life, "leave", number).catch(() => undefined);
}

/** A de-identification under way. */
export class Deidentification implements Disposable {
  static {
    guarded(this.prototype, "deidentification");
  }

  readonly #work: Work;
  /** What was asked for last: turns come in the order in which they were given. */
  #last: Promise<unknown> = Promise.resolve();
  #gone = false;

  private constructor(work: Work) {
    this.#work = work;
    forgotten.register(this, work, this);
  }

  /** @internal */
  static async begin(
    handle: Handle<NameLists>,
    given: Given,
    speakers: string[],
    lowercase: boolean,
    following: Following = {},
  ): Promise<Deidentification> {
    const life = await handle.alive();
    return new Deidentification({ handle, life, number: await handle.furthered(following, life, "begin", ...given, speakers, lowercase) });
  }

  /** Goes on with more turns, in the order of the transcript. Aborted in the midst of them, all of the work is given up. */
  turns(turns: Turn[], following: Following = {}): Promise<CleanTurns> {
    given(following);
    const own = Array.isArray(turns) ? [...turns] : turns;
    return this.#after(() => this.#unless(following.signal, (work) => this.#cleaned(work, own, following)));
  }

  /** Of many turns a portion after the other: others have their turn between them. Between two of them there is no going back. */
  async #cleaned({ handle, life, number }: Work, turns: Turn[], { signal, onProgress }: Following): Promise<CleanTurns> {
    const length = lettersOf({ turns });
    if (length <= PORTION) return handle.furthered({ signal, onProgress }, life, "turns", number, { turns });
    const clean: CleanTurns = { turns: [], identifiers: [] };
    let done = 0;
    try {
      for (const portion of portions(turns)) {
        if (this.#gone) throw disposed();
        signal?.throwIfAborted();
        const before = done;
        done += lettersOf({ turns: portion });
        const told = await handle.furthered(part({ signal, onProgress }, before / length, done / length), life, "turns", number, { turns: portion });
        for (const turn of told.turns) clean.turns.push(turn);
        for (const one of told.identifiers) clean.identifiers.push(one);
      }
    } catch (error) {
      await this.leave();
      throw error;
    }
    return clean;
  }

  /** Ends it: the key, and what was looked for, found and may remain. */
  end(following: Following = {}): Promise<CleanEnd> {
    return this.#after(() => this.#unless(following.signal, ({ handle, life, number }) => handle.furthered(following, life, "end", number)));
  }

  #after<T>(step: () => Promise<T>): Promise<T> {
    const given = this.#last.then(step);
    // What came of it is not kept: it may be the key.
    this.#last = given.then(
      () => undefined,
      () => undefined,
    );
    return given;
  }

  async #unless<T>(signal: AbortSignal | undefined, step: (work: Work) => Promise<T>): Promise<T> {
    if (this.#gone) throw disposed();
    signal?.throwIfAborted();
    try {
      return await step(this.#work);
    } catch (error) {
      // Nobody knows whether it was done.
      if (signal?.aborted) await this.leave();
      throw error;
    }
  }

  /** Gives it up; resolves when its memory is free. */
  async leave(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    forgotten.unregister(this);
    await leave(this.#work);
  }

  /** Gives it up; using it afterwards is an error with the code `handle.disposed`. */
  dispose(): void {
    void this.leave();
  }

  [dispose](): void {
    this.dispose();
  }
}

async function inPortions(handle: Handle<NameLists>, transcript: Transcript, given: Given, following: Following): Promise<Clean> {
  const { signal } = following;
  const speakers = new Set(transcript.turns.flatMap(({ speaker }) => speaker ?? []));
  const lowercase = await isLowercase(transcript.turns, signal);
  // An empty transcript has everything that does not come from the turns.
  const clean = await handle.call("deidentify", { ...transcript, turns: [] }, ...given);
  const work = await Deidentification.begin(handle, given, [...speakers], lowercase, { signal });
  try {
    const { turns, identifiers } = await work.turns(transcript.turns, following);
    const { key, risk } = await work.end({ signal });
    const told = { ...clean.transcript, turns, found: risk.found, remaining: risk.remaining.length };
    return { ...clean, transcript: told, identifiers, key, risk };
  } catch (error) {
    await work.leave();
    throw error;
  }
}

/** As the engine decides it when it has all turns: a capital but `I` in 400 small letters at most. */
async function isLowercase(turns: Turn[], signal: AbortSignal | undefined): Promise<boolean> {
  let [small, big] = [0, 0];
  for (const portion of portions(turns)) {
    for (const { text } of portion) {
      small += text.match(/\p{Lowercase}/gu)?.length ?? 0;
      big += text.match(/(?!I)\p{Uppercase}/gu)?.length ?? 0;
    }
    if (big * 400 > small + 100_000) return false;
    // It is the page that looks, and has other things to do.
    await pause();
    signal?.throwIfAborted();
  }
  return small > 0 && big * 400 <= small;
}

/** Turns in a row, as many at once as have about so many characters. */
function* portions(turns: Turn[]): Generator<Turn[]> {
  let [from, length] = [0, 0];
  for (const [index, { text }] of turns.entries()) {
    length += text.length;
    if (length < PORTION && index + 1 < turns.length) continue;
    yield turns.slice(from, index + 1);
    [from, length] = [index + 1, 0];
  }
}

async function* stream(channel: Channel, file: FileLike, following?: Following | null): AsyncGenerator<TranscriptPortion, void> {
  const { signal, onProgress } = given(following ?? {});
  const reader = await Handle.begun({ signal }, channel, "TranscriptReader");
  const life = await reader.alive();
  const whole = file instanceof Blob ? file : await bytes(file);
  const length = whole instanceof Blob ? whole.size : whole.length;
  const most = length > LOOKED_AT ? 0.95 : 0.05;
  /** What comes of reading more, from one share of the work to another: portions, none with more turns than a page reads at once. */
  async function* read(from: number, to: number, more: (following: Following) => Promise<number>): AsyncGenerator<TranscriptPortion, void> {
    const waiting = await more(part({ signal, onProgress }, from, (from + to) / 2));
    const { onProgress: taken } = part({ signal, onProgress }, (from + to) / 2, to);
    for (let at = 0; at < waiting; at++) {
      const portion = await reader.within(life, "take");
      tell(taken, (at + 1) / waiting);
      yield portion;
    }
  }
  try {
    for (let at = 0; at < length; at += PIECE) {
      const piece = whole.slice(at, at + PIECE);
      const own = piece instanceof Blob ? new Uint8Array(await content(piece)) : piece;
      yield* read((most * at) / length, most * Math.min(1, (at + PIECE) / length), (following) => reader.furthered(following, life, "push", own));
    }
    yield* read(most, 1, (following) => reader.furthered(following, life, "finish"));
  } finally {
    reader.dispose();
  }
}

/** The lists in use, read once; another file takes their place. */
class Lists {
  readonly #channel: Channel;
  #from: FileLike | URL | undefined;
  #handle: Promise<Handle<NameLists>> | undefined;
  /** For those who do without. */
  #without: Promise<Handle<NameLists>> | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  get(from: FileLike | URL | false | undefined): Promise<Handle<NameLists>> {
    if (from === false) return this.#without ??= Handle.make(this.#channel, "NameLists");
    if (this.#handle && same(this.#from, from)) return this.#handle;
    // The last ones may be in use; they are let go of when nobody holds them.
    this.#from = from;
    const coming = this.#make(from);
    this.#handle = coming;
    // After a failure it can be tried again.
    coming.catch(() => {
      if (this.#handle === coming) this.#handle = undefined;
    });
    return coming;
  }

  async #make(from: FileLike | URL | undefined): Promise<Handle<NameLists>> {
    const file = isUrl(from) ? fetched(from) : from === undefined ? ownLists() : bytes(from, "lists");
    return Handle.make(this.#channel, "NameLists", await file).catch((error: unknown) => {
      // What came broken may come whole the next time.
      own = undefined;
      throw error;
    });
  }
}

function same(a: FileLike | URL | undefined, b: FileLike | URL | undefined): boolean {
  return isUrl(a) && isUrl(b) ? a.href === b.href : a === b;
}

let own: Promise<Uint8Array> | undefined;

/** The lists that come with the package, fetched once; a failed try is forgotten. */
export function ownLists(): Promise<Uint8Array> {
  const file = listsFile();
  own ??= (file instanceof URL ? fetched(file, "peer-circle/lists.bin") : file()).catch((error: unknown) => {
    own = undefined;
    throw error;
  });
  return own;
}

async function fetched(url: URL, installed?: string): Promise<Uint8Array> {
  if (isFile(url)) return fileBytes(url, installed).catch((error: unknown) => Promise.reject(missing(url, error)));
  const response = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => Promise.reject(missing(url, error)));
  if (!response.ok) throw missing(url, response.status);
  return new Uint8Array(await response.arrayBuffer().catch((error: unknown) => {
    throw missing(url, error);
  }));
}

function missing(url: URL, cause: unknown): CircleError {
  return new CircleError(
    {
      code: "lists.missing",
      message: `the name lists could not be fetched from ${url.href}`,
      hint: "serve the package's dist/data/lists.bin, with connect-src and CORS allowing it, give its address as lists, or say lists: false to do without",
    },
    { cause },
  );
}
