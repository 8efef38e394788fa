/** Starting over: everything would go, so that it is asked about first, where it was pressed. */

import { html, type ReactiveElement, type TemplateResult } from "lit";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";

export class Clearing {
  #asked = false;

  constructor(
    readonly host: ReactiveElement,
    readonly clear: () => void,
  ) {}

  /** Asks; the answer at hand is the one that costs nothing. */
  #ask(): void {
    this.#turn(true, "#stay");
  }

  #stay(): void {
    this.#turn(false, "#start-over");
  }

  #turn(asked: boolean, to: string): void {
    this.#asked = asked;
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => this.host.renderRoot.querySelector<HTMLElement>(to)?.focus());
  }

  /** The button, or the question in its place. */
  panel(coding: CodingWork, texts: CoderTexts, language: string): TemplateResult {
    if (!this.#asked) return html`<button type="button" class="slim" id="start-over" @click=${() => this.#ask()}>${texts.startOver}</button>`;
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#stay();
    };
    const sure = () => {
      this.#asked = false;
      this.clear();
    };
    return html`<div class="notice bad stack tight" role="group" aria-labelledby="start-over-asked" @keydown=${escape}>
      <p id="start-over-asked">${texts.startOverAsk(gone(coding, texts, language))}</p>
      <div class="row">
        <button type="button" class="slim" id="start-over-sure" @click=${sure}>${texts.startOverSure}</button>
        <button type="button" class="slim main" id="stay" @click=${() => this.#stay()}>${texts.startOverNot}</button>
      </div>
    </div>`;
  }
}

/** All that would go, as a list in words. */
function gone({ works, count, memos, key }: CodingWork, texts: CoderTexts, language: string): string {
  const some = [texts.transcriptsOf(works.length), texts.codings(count), ...(memos.length > 0 ? [texts.notes(memos.length)] : []), ...(key ? [texts.theKey] : [])];
  return new Intl.ListFormat(language).format(some);
}
