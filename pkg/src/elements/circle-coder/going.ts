/** What is looked at, and ways to steps, turns and suggestions: what is far from the screen is drawn before it is gone to. */

import type { ReactiveElement } from "lit";
import type { CodingWork } from "./coding.js";
import { Finding, type Place } from "./finding.js";
import { turnsShown, type Sought } from "./turns.js";
import { Unfolding } from "./unfolding.js";
import { Windows } from "./windows.js";

export class Going implements Sought {
  only: string | undefined;
  readonly windows: Windows;
  readonly finding: Finding;
  readonly codes: Unfolding;
  /** The turn that was read before others were shown: which transcript it is from, and where on the screen it stood. */
  #read: { at: number; id: string | undefined; top: number } | undefined;

  constructor(
    readonly host: ReactiveElement,
    readonly coding: CodingWork,
  ) {
    this.windows = new Windows(host);
    this.finding = new Finding(host);
    this.codes = new Unfolding(host);
  }

  get words(): string {
    return this.finding.needed;
  }

  /** Where the words that are looked for stand in what is shown. */
  get places(): readonly Place[] {
    return this.finding.places(this.coding.works.map((work) => ({ transcript: work.clean.transcript.id ?? "", turns: turnsShown(work, this) })));
  }

  /** Nothing is looked for any more. */
  forget(): void {
    this.only = undefined;
    this.finding.forget();
  }

  /** Shows the turns of one code alone, or all; how many they are. */
  choose(code: string | undefined): number {
    void this.#among(() => (this.only = code));
    this.host.requestUpdate();
    return this.coding.works.reduce((sum, work) => sum + turnsShown(work, this).length, 0);
  }

  /** To the next place (1) that has the words, or the one before (-1); the focus stays where they are looked for. */
  async find(by: 1 | -1): Promise<void> {
    const place = this.finding.go(this.places, by, this.#onwards());
    if (!place) return;
    this.#reveal(place.transcript, place.turn);
    await this.host.updateComplete;
    this.#find("mark.now")?.scrollIntoView({ block: "center" });
  }

  /** To the turn of the place that one is at. */
  found(): void {
    const { at } = this.finding;
    if (at) void this.#turn(`${at.transcript}-${at.turn}`);
  }

  /** To the heading of a step, which what comes next is read from; the codebook is unfolded for it. */
  step(id: string): void {
    if (id === "codebook") this.codes.turn(true);
    const heading = this.#find(`#${id}`);
    heading?.closest("section")?.querySelector<HTMLDetailsElement>(":scope > details")?.setAttribute("open", "");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  }

  /** The focus goes where the next decision is. */
  async suggestion(): Promise<void> {
    const at = this.coding.suggestions.find(({ id }) => id === this.coding.at);
    if (at) this.#reveal(at.transcript, at.turn);
    await this.host.updateComplete;
    const current = this.#find(".suggestion.current");
    current?.focus({ preventScroll: true });
    current?.scrollIntoView({ block: "nearest" });
  }

  /** To a turn by the id that links to it have, whatever else was looked for. */
  async turn(id: string): Promise<void> {
    this.only = undefined;
    this.finding.limit(false);
    await this.#turn(id);
  }

  /** Seen, and read on from. */
  async #turn(id: string): Promise<void> {
    const transcript = this.coding.works.map(({ clean }) => clean.transcript.id ?? "").find((one) => id.startsWith(`${one}-`));
    if (transcript !== undefined) this.#reveal(transcript, id.slice(transcript.length + 1));
    await this.host.updateComplete;
    const turn = this.#find(`#turn-${CSS.escape(id)}`);
    turn?.scrollIntoView({ block: "center" });
    turn?.focus({ preventScroll: true });
    turn?.classList.add("flash");
    setTimeout(() => turn?.classList.remove("flash"), 1500);
  }

  /** Whether a place is not before what stands on the screen. */
  #onwards(): (one: Place) => boolean {
    const [seen, at] = this.#seen;
    if (!seen) return () => true;
    const before = this.coding.works.slice(0, at).reduce((sum, work) => sum + turnsShown(work, this).length, 0);
    const number = before + Number(seen.getAttribute("aria-posinset"));
    return (one) => one.number >= number;
  }

  /** Shows other turns: what was read stays in sight, else the next one that is shown, else the beginning. */
  async #among(change: () => void): Promise<void> {
    const [seen, number] = this.#seen;
    if (seen) this.#read = { at: number, id: seen.dataset["turn"], top: seen.getBoundingClientRect().top };
    const { at = -1, id: read, top = 0 } = this.#read ?? {};
    change();
    const work = this.coding.works[at];
    if (!work) return;
    const { id = "", turns } = work.clean.transcript;
    const shown = turnsShown(work, this);
    const ids = new Set(shown.map((turn) => turn.id));
    const next = turns.slice(turns.findIndex((turn) => turn.id === read)).find((turn) => ids.has(turn.id)) ?? shown[0];
    if (next) this.#reveal(id, next.id);
    await this.host.updateComplete;
    const turn = next && this.#find(`#turn-${CSS.escape(`${id}-${next.id}`)}`);
    if (turn && next.id === read) scrollBy(0, turn.getBoundingClientRect().top - top);
    else (turn ?? this.#find("#conversation"))?.scrollIntoView({ block: "start" });
  }

  /** The first turn on the screen, and which of the transcripts it is from. */
  get #seen(): [HTMLElement | undefined, number] {
    const turns = [...this.host.renderRoot.querySelectorAll<HTMLElement>(".turn")];
    const seen = turns.find((turn) => turn.getBoundingClientRect().bottom > 0);
    return [seen, this.coding.works.findIndex(({ clean }) => seen?.id === `turn-${clean.transcript.id}-${seen?.dataset["turn"]}`)];
  }

  #reveal(transcript: string, turn: string): void {
    const work = this.coding.works.find(({ clean }) => clean.transcript.id === transcript);
    if (work) this.windows.reveal(transcript, turnsShown(work, this).findIndex(({ id }) => id === turn));
  }

  #find(selector: string): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
