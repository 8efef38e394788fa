/** Transcripts: reading them, and giving nobody away. */

import { bytes, call, type FileLike } from "../core/call.js";
import { Handle } from "../core/handle.js";
import { nodeModule } from "../core/node.js";
import type { Channel } from "../core/protocol.js";
import { CircleError } from "../error.js";
import type {
  Clean,
  CueTree,
  DeidentifyOptions,
  NameLists,
  Transcript,
  TranscriptRead,
  WebvttRead,
} from "../wasm/peer_circle.js";

/** What de-identification may be given besides the transcript. */
export interface Deidentify extends DeidentifyOptions {
  /**
   * The lists of names, places and ordinary words. Left out: the file that comes with the package, fetched when first
   * used. A file or its address: another one. `false`: none, and only people who take part are found by name.
   */
  lists?: FileLike | URL | false;
}

export interface Transcripts {
  /**
   * Reads a transcript: WebVTT (Zoom, Teams), SubRip, a table, text with speakers' names. The format and the encoding
   * are recognised by content.
   *
   * ```js
   * const { transcript, problems } = await peer.transcripts.read(file);
   * ```
   */
  read(file: FileLike): Promise<TranscriptRead>;
  /**
   * Replaces what identifies people. Nothing finds everything: look through `risk.remaining`, and keep `key` apart.
   *
   * ```js
   * const clean = await peer.transcripts.deidentify(transcript, { roster });
   * clean.transcript; clean.identifiers; clean.key; clean.risk;
   * ```
   */
  deidentify(transcript: Transcript, options?: Deidentify): Promise<Clean>;
  /** Reads WebVTT exactly as a browser does: cues with their settings, regions, style sheets. */
  webvtt(file: FileLike): Promise<WebvttRead>;
  /** The tree of a cue's text: voices, classes, ruby, times, characters. */
  cueText(text: string): Promise<CueTree>;
}

export function transcripts(channel: Channel): Transcripts {
  const lists = new Lists(channel);
  return {
    read: async (file) => call(channel, "transcriptsRead", await bytes(file)),
    deidentify: async (transcript, { lists: wanted, ...options } = {}) => {
      if (wanted === false) return call(channel, "transcriptsDeidentify", transcript, options);
      return (await lists.get(wanted)).call("deidentify", transcript, options);
    },
    webvtt: async (file) => call(channel, "transcriptsWebvtt", await bytes(file)),
    cueText: (text) => call(channel, "transcriptsCueText", text),
  };
}

/** The lists in use, read once; another file takes their place. */
class Lists {
  readonly #channel: Channel;
  #from: FileLike | URL | undefined;
  #handle: Promise<Handle<NameLists>> | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  get(from: FileLike | URL | undefined): Promise<Handle<NameLists>> {
    if (this.#handle && this.#from === from) return this.#handle;
    this.#handle?.then((handle) => handle.dispose(), () => undefined);
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
    // The address is written out where bundlers see it.
    const file = from ?? new URL("../data/lists.bin", import.meta.url);
    return Handle.make(this.#channel, "NameLists", file instanceof URL ? await fetched(file) : await bytes(file));
  }
}

async function fetched(url: URL): Promise<Uint8Array> {
  if (url.protocol === "file:" && typeof process === "object") {
    const fs = await nodeModule<typeof import("node:fs/promises")>("node:fs/promises");
    return fs.readFile(url).catch((error: unknown) => Promise.reject(missing(url, error)));
  }
  const response = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => Promise.reject(missing(url, error)));
  if (!response.ok) throw missing(url, response.status);
  return new Uint8Array(await response.arrayBuffer());
}

function missing(url: URL, cause: unknown): CircleError {
  return new CircleError(
    {
      code: "lists.missing",
      message: `the name lists could not be fetched from ${url.href}`,
      hint: "serve the package's dist/data/lists.bin, give its address as lists, or say lists: false to do without",
    },
    { cause },
  );
}
