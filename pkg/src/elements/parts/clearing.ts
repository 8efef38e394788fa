/** Starting over: everything would go, so that it is asked about first, where it was pressed. */

import { html, type ReactiveController, type ReactiveElement, type TemplateResult } from "lit";

/** What is asked, and the answers to it. */
export interface Asking {
  startOver: string;
  /** What would go. */
  ask: () => string;
  sure: string;
  stay: string;
}

export class Clearing implements ReactiveController {
  #asked = false;
  /** What has the focus once it is there. */
  #next: string | undefined;

  constructor(
    readonly host: ReactiveElement,
    readonly clear: () => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#next) return;
    this.host.renderRoot.querySelector<HTMLElement>(this.#next)?.focus();
    this.#next = undefined;
  }

  /** The button, or the question in its place. */
  panel({ startOver, ask, sure, stay }: Asking): TemplateResult {
    if (!this.#asked) {
      return html`<div class="apart"><button type="button" class="slim" id="start-over" @click=${() => this.#turn(true, "#start-over-not")}>${startOver}</button></div>`;
    }
    const keep = () => this.#turn(false, "#start-over");
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      keep();
    };
    const go = () => {
      this.#asked = false;
      this.clear();
    };
    return html`<div class="apart">
      <div class="notice bad stack tight" id="clearing" role="group" aria-labelledby="start-over-asked" @keydown=${escape}>
        <p id="start-over-asked">${ask()}</p>
        <div class="row">
          <button type="button" class="slim" id="start-over-sure" @click=${go}>${sure}</button>
          <button type="button" class="slim main" id="start-over-not" @click=${keep}>${stay}</button>
        </div>
      </div>
    </div>`;
  }

  /** The answer at hand is the one that costs nothing. */
  #turn(asked: boolean, next: string): void {
    [this.#asked, this.#next] = [asked, next];
    this.host.requestUpdate();
  }
}
