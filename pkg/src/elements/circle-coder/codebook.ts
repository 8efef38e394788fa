/** The codebook as a tree, with how often each code was given. */

import { html, nothing, type TemplateResult } from "lit";
import type { Code } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";

export function codebook(
  coding: CodingWork,
  texts: CoderTexts,
  only: string | undefined,
  choose: (code: string | undefined) => void,
  framework: unknown,
): TemplateResult | typeof nothing {
  const codes = coding.codebook?.codes ?? [];
  if (codes.length === 0) return nothing;
  const counts = new Map<string, number>();
  for (const { code } of coding.codings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const ids = new Set(codes.map(({ id }) => id));
  const branch = (code: Code): TemplateResult => {
    const below = codes.filter(({ parent }) => parent === code.id);
    return html`<li>
      ${item(code, counts.get(code.id ?? "") ?? 0, texts, only, choose)}
      ${below.length > 0 ? html`<ul>${below.map(branch)}</ul>` : nothing}
    </li>`;
  };
  const roots = codes.filter(({ parent }) => parent === undefined || !ids.has(parent));
  return html`<section class="panel stack tight codebook" aria-labelledby="codebook" part="codebook">
    <h2 id="codebook" tabindex="-1">${texts.codebook}</h2>
    <p class="small soft">${texts.codings(coding.codings.length)}. ${texts.codesOnly}</p>
    <ul class="tree">
      ${roots.map(branch)}
    </ul>
    ${framework}
  </section>`;
}

function item(
  { id, name, definition }: Code,
  count: number,
  texts: CoderTexts,
  only: string | undefined,
  choose: (code: string | undefined) => void,
): TemplateResult {
  return html`<button
    type="button"
    class="code"
    data-code=${id}
    title=${definition}
    aria-pressed=${only === id ? "true" : "false"}
    @click=${() => choose(only === id ? undefined : id)}
  >
    <span class="grow">${name}</span> <span class="count" aria-hidden="true">${count}</span><span class="visually-hidden"> ${texts.codings(count)}</span>
  </button>`;
}
