/** What a person enters is kept under a name; whether the last of it is safe is told in a line. */

import { html, nothing, type TemplateResult } from "lit";
import { Draft, type Trouble } from "./draft.js";
import type { Store } from "./store.js";

/** Nothing where nothing is to be kept. */
export type Kept = "" | "keeping" | "kept" | Trouble;

export class Keeping<T> {
  state: Kept = "";
  #draft: Draft<T> | undefined;
  /** Grows with each step: only the last one that is safe makes all of them safe. */
  #step = 0;

  constructor(
    readonly host: { requestUpdate(): void },
    readonly element: string,
  ) {}

  /** What was kept under a name, where all is kept from now on; nothing where there is none, or another came meanwhile. */
  async open(store: Store, name: string | undefined): Promise<T | undefined> {
    const draft = (this.#draft = name ? new Draft<T>(store, `${this.element}:${name}`) : undefined);
    const step = (this.#step += 1);
    // What was said of another name is not said of this one.
    this.state = "";
    const kept = await draft?.read();
    if (draft !== this.#draft) return undefined;
    if (step === this.#step) this.#is(draft ? (draft.trouble ?? "kept") : "");
    return kept;
  }

  /** Keeps a value, which is all that there is now. */
  async keep(value: T): Promise<void> {
    const draft = this.#draft;
    const step = (this.#step += 1);
    if (!draft) return;
    this.#is("keeping");
    await draft.keep(value);
    if (step === this.#step) this.#is(draft.trouble ?? "kept");
  }

  /** Lets go of what is kept; what a page is left in the middle of is done when it comes back. */
  async forget(): Promise<void> {
    this.#step += 1;
    if (this.#draft) this.#is("kept");
    await this.#draft?.forget();
  }

  #is(state: Kept): void {
    this.state = state;
    this.host.requestUpdate();
  }
}

/** What an element says about it. */
interface KeptTexts {
  keptHere: string;
  otherTab: string;
  notKept: string;
}

export function keptLine(state: Kept, texts: KeptTexts): TemplateResult | typeof nothing {
  if (state === "") return nothing;
  if (state === "other" || state === "full") {
    return html`<p class="notice warn small" role="alert" id="kept" data-state=${state}>${state === "other" ? texts.otherTab : texts.notKept}</p>`;
  }
  return html`<p class="small soft" id="kept" data-state=${state}>${texts.keptHere}</p>`;
}
