/** Where the focus goes when what had it is gone: whoever works by keys is not sent back to the top of the page. */

import type { ReactiveController, ReactiveElement } from "lit";

/** What takes it over, whichever comes first where it was: a heading to read on from, or what can be pressed. */
const HEIRS = 'h2[tabindex="-1"], button:enabled, select:enabled, summary';

export class Refocus implements ReactiveController {
  #had: HTMLElement | null = null;
  /** What it stood in, the innermost first. */
  #around: Element[] = [];

  constructor(readonly host: ReactiveElement) {
    host.addController(this);
  }

  hostUpdate(): void {
    const had = this.#active;
    // What is disabled for a while keeps its turn until something else is chosen.
    if (!had && this.#had?.matches(":disabled")) return;
    this.#had = had;
    this.#around = [];
    for (let at = had?.parentElement; at; at = at.parentElement) this.#around.push(at);
  }

  hostUpdated(): void {
    const had = this.#had;
    const nowhere = this.#active === had || (document.activeElement ?? document.body) === document.body;
    if (!had || !nowhere) return;
    const heir = had.isConnected ? beside(had) : this.#heir;
    if (heir !== this.#active) heir?.focus({ preventScroll: true });
  }

  /** The first in the innermost place that is left; where nothing of it is, in all that the element shows now. */
  get #heir(): HTMLElement | null | undefined {
    const place = this.#around.find((place) => place.isConnected && place.querySelector(HEIRS)) ?? this.host.shadowRoot;
    return place?.querySelector<HTMLElement>(HEIRS);
  }

  get #active(): HTMLElement | null {
    return (this.host.shadowRoot?.activeElement ?? null) as HTMLElement | null;
  }
}

/** What was disabled hands over to another button of its row; enabled again, it has the focus again. */
function beside(had: HTMLElement): HTMLElement | null | undefined {
  return had.matches(":disabled") ? had.parentElement?.querySelector<HTMLElement>(":scope > button:enabled") : had;
}
