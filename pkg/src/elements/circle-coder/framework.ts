/** Part of the second step: codes of one's own, and codes changed, joined and taken out; each is a step that can be undone. */

import { html, nothing, type TemplateResult } from "lit";
import type { Code } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { worded } from "./turns.js";

/** What may be done with codes. */
export interface FrameworkActions {
  save: (code: Code) => void;
  remove: (code: Code) => void;
  merge: (from: Code, into: string) => void;
}

/** The form: of the code that is chosen, else of a new one. */
export function framework({ codebook }: CodingWork, texts: CoderTexts, only: string | undefined, actions: FrameworkActions): TemplateResult {
  const codes = codebook?.codes ?? [];
  const code = codes.find(({ id }) => id === only);
  const others = codes.filter(({ id }) => id !== code?.id);
  const above = code ? others.filter((other) => !isBelow(other, code, codes)) : codes;
  const save = (event: Event) => {
    const form = (event.currentTarget as HTMLElement).closest("details");
    const value = (name: string) => form?.querySelector<HTMLInputElement>(`#code-${name}`)?.value.trim() ?? "";
    const { parent: _, ...rest } = code ?? { name: "" };
    if (value("name") === "") return form?.querySelector<HTMLElement>("#code-name")?.focus();
    // Words of the package's own that nobody has changed are the same words in every language.
    const changed = (name: "name" | "definition", before = "") => (value(name) === worded(before, texts) ? before : value(name));
    actions.save({ ...rest, name: changed("name", code?.name), definition: changed("definition", code?.definition), ...(value("parent") && { parent: value("parent") }) });
    if (!code) for (const field of form?.querySelectorAll<HTMLInputElement>("#code-name, #code-definition") ?? []) field.value = "";
  };
  const join = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (code && value) actions.merge(code, value);
  };
  const options = (all: readonly Code[], chosen: string | undefined) =>
    all.map(({ id = "", name }) => html`<option dir="auto" value=${id} ?selected=${id === chosen}>${worded(name, texts)}</option>`);
  return html`<details id="framework">
    <summary>${code ? html`<span dir="auto">${texts.changeCode(worded(code.name, texts))}</span>` : texts.newCode}</summary>
    <div class="stack tight">
      <label for="code-name">${texts.codeName}</label>
      <input id="code-name" type="text" maxlength="200" .value=${worded(code?.name ?? "", texts)} />
      <label for="code-definition">${texts.codeDefinition}</label>
      <textarea id="code-definition" maxlength="4000" .value=${worded(code?.definition ?? "", texts)}></textarea>
      <label for="code-parent">${texts.codeAbove}</label>
      <select id="code-parent">
        <option value="">${texts.codeTop}</option>
        ${options(above, code?.parent)}
      </select>
      <div class="row">
        <button type="button" class="slim main" id="code-save" @click=${save}>${code ? texts.codeSave : texts.codeAdd}</button>
        ${code?.id ? html`<button type="button" class="slim" id="code-remove" @click=${() => actions.remove(code)}>${texts.codeRemove}</button>` : nothing}
      </div>
      ${code && others.length > 0
        ? html`<label for="code-merge">${texts.codeMerge}</label>
            <select id="code-merge" @change=${join}>
              <option value="">${texts.codeMergeChoose}</option>
              ${options(others, undefined)}
            </select>`
        : nothing}
    </div>
  </details>`;
}

/** Whether a code stands somewhere below another: a tree has no rings. */
function isBelow({ parent }: Code, code: Code, codes: readonly Code[]): boolean {
  const seen = new Set<string>();
  for (let at = parent; at !== undefined && !seen.has(at); at = codes.find(({ id }) => id === at)?.parent) {
    if (at === code.id) return true;
    seen.add(at);
  }
  return false;
}
