/** A recording from a file of this computer, to listen to while reading; it is played here and goes nowhere. */

import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Turn } from "../../index.js";
import type { CoderTexts } from "./texts.js";
import type { Work } from "./work.js";

interface Recording {
  name: string;
  address: string;
  video: boolean;
  /** The browser cannot play it, or the page does not let it. */
  silent: boolean;
}

export class Recordings implements ReactiveController {
  readonly #all = new Map<string, Recording>();

  constructor(readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const transcript of [...this.#all.keys()]) this.#drop(transcript);
  }

  /** Whether a file is one. */
  static is({ type, name }: File): boolean {
    return /^(audio|video)\//.test(type) || /\.(mp3|m4a|mp4|ogg|opus|wav|webm|aac|flac)$/i.test(name);
  }

  of(transcript: string): Recording | undefined {
    return this.#all.get(transcript);
  }

  /** It goes with the transcript of its name, else with the first that has none; whether there is one. */
  listen(file: File, works: readonly Work[]): boolean {
    const stem = (name: string) => name.replace(/\.[^.]*$/, "").toLowerCase();
    const fits = works.find(({ name }) => stem(name) === stem(file.name));
    const work = fits ?? works.find(({ clean }) => !this.of(clean.transcript.id ?? "")) ?? works[0];
    if (work) this.take(work.clean.transcript.id ?? "", file);
    return work !== undefined;
  }

  take(transcript: string, file: File): void {
    this.#drop(transcript);
    const address = URL.createObjectURL(file);
    this.#all.set(transcript, { name: file.name, address, video: file.type.startsWith("video/"), silent: false });
    this.host.requestUpdate();
  }

  clear(): void {
    this.hostDisconnected();
  }

  failed(transcript: string): void {
    const recording = this.#all.get(transcript);
    if (recording) recording.silent = true;
    this.host.requestUpdate();
  }

  /** Plays from a turn; the same again stops. */
  play(transcript: string, { start = 0, end = Infinity }: Turn): void {
    const player = this.#player(transcript);
    if (!player) return;
    const at = player.currentTime * 1000;
    if (!player.paused && at >= start && at < end) {
      player.pause();
      return;
    }
    player.currentTime = start / 1000;
    void player.play().catch(() => this.failed(transcript));
  }

  #player(transcript: string): HTMLMediaElement | null | undefined {
    return this.host.shadowRoot?.querySelector<HTMLMediaElement>(`[data-recording="${CSS.escape(transcript)}"]`);
  }

  #drop(transcript: string): void {
    const recording = this.#all.get(transcript);
    if (recording) URL.revokeObjectURL(recording.address);
    this.#all.delete(transcript);
  }
}

/** The player of a transcript, or the way to one. */
export function recording(transcript: string, recordings: Recordings, texts: CoderTexts, heard: (at: number) => void): TemplateResult {
  const known = recordings.of(transcript);
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = "";
    if (file) recordings.take(transcript, file);
  };
  const open = (event: Event) => (event.currentTarget as HTMLElement).parentElement?.querySelector<HTMLInputElement>("input")?.click();
  const time = (event: Event) => heard((event.target as HTMLMediaElement).currentTime * 1000);
  const fail = () => recordings.failed(transcript);
  const player = (one: Recording) =>
    one.video
      ? html`<video controls playsinline data-recording=${transcript} aria-label=${one.name} src=${one.address} @timeupdate=${time} @error=${fail}></video>`
      : html`<audio controls data-recording=${transcript} aria-label=${one.name} src=${one.address} @timeupdate=${time} @error=${fail}></audio>`;
  return html`<div class="recording row">
    ${known && !known.silent ? player(known) : nothing}
    ${known?.silent ? html`<p class="small warning" role="alert">${texts.silent(known.name)}</p>` : nothing}
    <button type="button" class="slim" @click=${open}>${known ? texts.otherRecording : texts.pickRecording}</button>
    <input type="file" tabindex="-1" hidden aria-hidden="true" accept="audio/*,video/*" @change=${chosen} />
  </div>`;
}
