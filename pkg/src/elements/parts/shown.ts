/** What a page gives in another form than an element takes: it is told where nothing would be shown, or something else. */

import { html, LitElement, nothing, render, type TemplateResult } from "lit";
import type { Told } from "./problems.js";

/** What could not be loaded, and the way to try again where there is one: told anew when that fails too. */
export function failure(words: TemplateResult | string, label: string, again: (() => void) | undefined, trying = false): TemplateResult {
  const button = () => html`<button type="button" id="again" ?disabled=${trying} @click=${again}>${label}</button>`;
  return html`<div class="notice bad row">
    <p class="grow" role="alert">${words}</p>
    ${again ? button() : nothing}
  </div>`;
}

/** An element that says so when it is given what it cannot show: a blank would look as if nothing had been. */
export abstract class Shown extends LitElement {
  /** Tells that an attribute is not in its form. */
  protected abstract misgiven(problem: Told, attribute: string): void;

  /** What is shown in the place of what cannot be. */
  protected unshown?(): TemplateResult;

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const { type } = (this.constructor as typeof LitElement).elementProperties.get(name) ?? {};
    if (type !== Object || !value || isJson(value)) super.attributeChangedCallback(name, old, value);
    else this.misgiven({ code: "page.no_json", message: `the attribute ${name} is no JSON`, hint: "tell those who keep the page" }, name);
  }

  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      if (!this.unshown) throw error;
      // For whoever keeps the page.
      reportError(error);
      render(this.unshown(), this.renderRoot, this.renderOptions);
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
