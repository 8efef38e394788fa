/** The codebook as a tree, with how often each code was given. */

import { html, nothing, type TemplateResult } from "lit";
import type { Code } from "../../index.js";
import { unsafe } from "./bar.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { codeName, worded } from "./turns.js";
import type { Unfolding } from "./unfolding.js";

/** How the codebook is looked at. */
export interface Look {
  /** The code whose turns alone are shown. */
  only: string | undefined;
  choose: (code: string | undefined) => void;
  /** Whether it is unfolded, where it folds. */
  codes: Unfolding;
}

export function codebook(coding: CodingWork, texts: CoderTexts, look: Look, framework: unknown): TemplateResult | typeof nothing {
  const codes = coding.codebook?.codes ?? [];
  if (codes.length === 0) return nothing;
  const { only, codes: unfolding } = look;
  const counts = new Map<string, number>();
  for (const { code } of coding.codings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const ids = new Set(codes.map(({ id }) => id));
  const branch = (code: Code): TemplateResult => {
    const below = codes.filter(({ parent }) => parent === code.id);
    return html`<li>
      ${item(code, counts.get(code.id ?? "") ?? 0, texts, look)}
      ${below.length > 0 ? html`<ul>${below.map(branch)}</ul>` : nothing}
    </li>`;
  };
  const roots = codes.filter(({ parent }) => parent === undefined || !ids.has(parent));
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    void unfolding.leave();
  };
  return html`<section class="panel stack tight codebook ${unfolding.open ? "open" : ""}" aria-labelledby="codebook" part="codebook" @keydown=${escape}>
    <h2 id="codebook" tabindex="-1">
      <span class="beside">${texts.codebook}</span>
      <button type="button" id="unfold" class="fold" aria-expanded=${unfolding.open ? "true" : "false"} aria-controls="codes" @click=${() => unfolding.turn(!unfolding.open)}>
        <span>${texts.codebook}</span> <span class="soft small grow">${only === undefined ? texts.codings(coding.codings.length) : codeName(coding, only, texts)}</span>
        ${unsafe(coding, texts)} <span class="sign" aria-hidden="true">${unfolding.open ? "▾" : "▴"}</span>
      </button>
    </h2>
    <div class="stack tight codes" id="codes">
      <p class="small soft">${texts.codings(coding.codings.length)}. ${texts.codesOnly}</p>
      <ul class="tree">
        ${roots.map(branch)}
      </ul>
      ${framework}
    </div>
  </section>`;
}

function item({ id, name, definition = "" }: Code, count: number, texts: CoderTexts, { only, choose }: Look): TemplateResult {
  const chosen = only === id;
  const meaning = worded(definition, texts);
  return html`<button
      type="button"
      class="code"
      data-code=${id}
      title=${meaning}
      aria-pressed=${chosen ? "true" : "false"}
      @click=${() => choose(chosen ? undefined : id)}
    >
      <span class="grow"><bdi>${worded(name, texts)}</bdi></span> <span class="count" aria-hidden="true">${count}</span><span class="visually-hidden"> ${texts.codings(count)}</span>
    </button>
    ${chosen && meaning ? html`<p class="small soft meaning" dir="auto">${meaning}</p>` : nothing}`;
}
