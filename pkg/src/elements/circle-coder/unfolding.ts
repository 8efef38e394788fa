/** The codebook where there is no room for it beside the conversation: a bar at the end of the screen that unfolds. */

import type { ReactiveElement } from "lit";

export class Unfolding {
  open = false;
  /** Where one was before one went to the codes by a key. */
  #before: HTMLElement | null | undefined;

  constructor(readonly host: ReactiveElement) {}

  turn(open: boolean): void {
    this.open = open;
    this.host.requestUpdate();
  }

  /** To the code that is chosen, else to the first. */
  async enter(): Promise<void> {
    const root = this.host.shadowRoot;
    this.#before = root?.activeElement as HTMLElement | null | undefined;
    this.turn(true);
    await this.host.updateComplete;
    (root?.querySelector<HTMLElement>("button.code[aria-pressed=true]") ?? root?.querySelector<HTMLElement>("button.code"))?.focus();
  }

  /** Folds it, and goes back to where one was, else to what unfolds it. */
  async leave(): Promise<void> {
    const before = this.#before;
    this.#before = undefined;
    this.turn(false);
    await this.host.updateComplete;
    if (before?.isConnected) before.focus();
    else this.host.shadowRoot?.querySelector<HTMLElement>("#unfold")?.focus();
  }
}
