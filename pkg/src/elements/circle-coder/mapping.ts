/** The fifth step: which codes stand together, and what each further transcript still added; each with its table. */

import { html, nothing, svg, type TemplateResult } from "lit";
import type { Addition, Pair } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { nameOf } from "./turns.js";

/** Pairs that a picture bears. */
const SHOWN = 40;
const ROW = 26;
const WIDTH = 560;
const LABELS = 330;

export function mapping(coding: CodingWork, texts: CoderTexts, open: (open: boolean) => void): TemplateResult {
  const { pairs, additions } = coding;
  return html`<section class="panel stack tight" aria-labelledby="mapping" part="mapping">
    <h2 id="mapping" tabindex="-1">${texts.stepNames[4]}</h2>
    <details @toggle=${(event: Event) => open((event.target as HTMLDetailsElement).open)}>
      <summary>${texts.mappingOpen}</summary>
      <div class="stack">
        ${pairs ? together(pairs, coding, texts) : nothing} ${additions ? saturation(additions, coding, texts) : nothing}
      </div>
    </details>
  </section>`;
}

function together(pairs: readonly Pair[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  if (pairs.length === 0) return html`<h3>${texts.pairs}</h3><p class="soft">${texts.noPairs}</p>`;
  return html`<div class="stack tight" id="pairs">
    <h3>${texts.pairs}</h3>
    <div class="picture" tabindex="0" role="region" aria-label=${texts.pairs}>${arcs(pairs.slice(0, SHOWN), coding, texts)}</div>
    <details>
      <summary>${texts.asTable}</summary>
      <div class="table" tabindex="0" role="group" aria-label=${texts.pairs}>
        <table>
          <thead>
            <tr>
              <th scope="col">${texts.code}</th>
              <th scope="col">${texts.with}</th>
              <th scope="col">${texts.turnsWord}</th>
            </tr>
          </thead>
          <tbody>
            ${pairs.map(({ first, second, turns }) => html`<tr><th scope="row">${nameOf(coding, first)}</th><td>${nameOf(coding, second)}</td><td>${turns}</td></tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}

/** Codes below each other, an arc for each pair, the stronger the more turns carry both. */
function arcs(pairs: readonly Pair[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  const met = new Set(pairs.flatMap(({ first, second }) => [first, second]));
  const codes = (coding.codebook?.codes ?? []).flatMap(({ id = "" }) => (met.has(id) ? [id] : []));
  const at = (code: string) => codes.indexOf(code) * ROW + ROW / 2;
  const most = Math.max(...pairs.map(({ turns }) => turns));
  const arc = ({ first, second, turns }: Pair) => {
    const [from, to] = [at(first), at(second)];
    const reach = Math.min(WIDTH - LABELS - 12, 24 + Math.abs(to - from) * 0.75);
    const path = `M ${LABELS} ${from} C ${LABELS + reach} ${from} ${LABELS + reach} ${to} ${LABELS} ${to}`;
    return svg`<path class="arc" d=${path} stroke-width=${1 + (turns / most) * 5}><title>${texts.pairOf(nameOf(coding, first), nameOf(coding, second), turns)}</title></path>`;
  };
  const label = (code: string) => svg`<text x=${LABELS - 12} y=${at(code) + 4} text-anchor="end">${shortened(nameOf(coding, code))}</text>
    <circle class="dot" cx=${LABELS} cy=${at(code)} r="4"></circle>`;
  return html`<svg viewBox="0 0 ${WIDTH} ${codes.length * ROW}" role="img" aria-label=${texts.pairsPicture(pairs.length)}>${pairs.map(arc)} ${codes.map(label)}</svg>`;
}

function saturation(additions: readonly Addition[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  return html`<div class="stack tight" id="saturation">
    <h3>${texts.saturation}</h3>
    ${additions.length > 1
      ? html`<div class="picture" tabindex="0" role="region" aria-label=${texts.saturation}>${curve(additions, texts)}</div>`
      : html`<p class="soft">${texts.oneTranscript}</p>`}
    <details>
      <summary>${texts.asTable}</summary>
      <div class="table" tabindex="0" role="group" aria-label=${texts.saturation}>
        <table>
          <thead>
            <tr>
              <th scope="col">${texts.dropLabel}</th>
              <th scope="col">${texts.newCodes}</th>
              <th scope="col">${texts.codesSoFar}</th>
            </tr>
          </thead>
          <tbody>
            ${additions.map(
              ({ transcript, newCodes, codes }) => html`<tr>
                <th scope="row">${transcript}</th>
                <td>${newCodes.map((code) => nameOf(coding, code)).join(", ") || "–"}</td>
                <td>${codes}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}

/** Codes used so far over the transcripts; where the line runs level nothing new was said. */
function curve(additions: readonly Addition[], texts: CoderTexts): TemplateResult {
  const [left, right, top, bottom] = [44, WIDTH - 24, 20, 180];
  const most = Math.max(...additions.map(({ codes }) => codes), 1);
  const x = (at: number) => left + ((right - left) * at) / Math.max(1, additions.length - 1);
  const y = (codes: number) => bottom - ((bottom - top) * codes) / most;
  const points = additions.map(({ codes }, at) => `${x(at)},${y(codes)}`).join(" ");
  // Of many transcripts some have their name below the line.
  const every = Math.ceil(additions.length / 12);
  return html`<svg viewBox="0 0 ${WIDTH} 212" role="img" aria-label=${texts.saturationPicture(additions.length, additions.at(-1)?.codes ?? 0)}>
    <path class="axis" d="M ${left} ${top} V ${bottom} H ${right}"></path>
    ${[0, most].map((codes) => svg`<text x=${left - 8} y=${y(codes) + 4} text-anchor="end">${codes}</text>`)}
    <polyline class="line" points=${points}></polyline>
    ${additions.map(
      ({ transcript, codes }, at) => svg`<circle class="dot" cx=${x(at)} cy=${y(codes)} r="4.5"><title>${transcript}: ${codes}</title></circle>
        ${at % every === 0 ? svg`<text x=${x(at)} y="200" text-anchor="middle">${transcript}</text>` : nothing}`,
    )}
  </svg>`;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > 42 ? `${letters.slice(0, 41).join("")}…` : name;
}
