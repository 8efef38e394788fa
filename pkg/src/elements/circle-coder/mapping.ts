/** The fifth step: which codes stand together, and what each further transcript still added; each with its table. */

import { html, nothing, svg, type TemplateResult } from "lit";
import type { Addition, Pair } from "../../index.js";
import type { CodingWork } from "./coding.js";
import type { CoderTexts } from "./texts.js";
import { codeName, nameOf, transcriptName } from "./turns.js";

/** Pairs that a picture bears. */
const SHOWN = 40;
const ROW = 26;
const WIDTH = 560;
const LABELS = 330;
/** The curve is seen whole on a phone too: so wide, with so many names below it, which have room for so many letters. */
const CURVE = 330;
const NAMED = 4;
const LETTERS = 44;

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
            ${pairs.map(({ first, second, turns }) => html`<tr><th scope="row">${codeName(coding, first, texts)}</th><td>${codeName(coding, second, texts)}</td><td>${turns}</td></tr>`)}
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
    return svg`<path class="arc" d=${path} stroke-width=${1 + (turns / most) * 5}><title>${texts.pairOf(nameOf(coding, first, texts), nameOf(coding, second, texts), turns)}</title></path>`;
  };
  const label = (code: string) => svg`<text x=${LABELS - 12} y=${at(code) + 4} text-anchor="end">${shortened(nameOf(coding, code, texts), 42)}</text>
    <circle class="dot" cx=${LABELS} cy=${at(code)} r="4"></circle>`;
  return html`<svg viewBox="0 0 ${WIDTH} ${codes.length * ROW}" role="img" aria-label=${texts.pairsPicture(pairs.length)}>${pairs.map(arc)} ${codes.map(label)}</svg>`;
}

function saturation(additions: readonly Addition[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  return html`<div class="stack tight" id="saturation">
    <h3>${texts.saturation}</h3>
    ${additions.length > 1
      ? html`<div class="picture" tabindex="0" role="region" aria-label=${texts.saturation}>${curve(additions, coding, texts)}</div>`
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
                <th scope="row"><bdi>${transcriptName(coding, transcript)}</bdi></th>
                <td>${newCodes.length > 0 ? newCodes.map((code, at) => html`${at > 0 ? ", " : ""}${codeName(coding, code, texts)}`) : "–"}</td>
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
function curve(additions: readonly Addition[], coding: CodingWork, texts: CoderTexts): TemplateResult {
  const [left, right, top, bottom] = [28, CURVE - 8, 14, 150];
  const last = additions.length - 1;
  const most = Math.max(...additions.map(({ codes }) => codes), 1);
  const x = (at: number) => left + ((right - left) * at) / Math.max(1, last);
  const y = (codes: number) => bottom - ((bottom - top) * codes) / most;
  const points = additions.map(({ codes }, at) => `${x(at)},${y(codes)}`).join(" ");
  // Of many transcripts some have their name below the line.
  const every = Math.ceil(last / (NAMED - 1)) || 1;
  const named = Math.floor(last / every) + 1;
  // The first and the last keep within the picture.
  const anchor = (at: number) => (at === 0 ? "start" : at === last ? "end" : "middle");
  return html`<svg class="curve" viewBox="0 0 ${CURVE} 176" role="img" aria-label=${texts.saturationPicture(additions.length, additions.at(-1)?.codes ?? 0)}>
    <path class="axis" d="M ${left} ${top} V ${bottom} H ${right}"></path>
    ${[0, most].map((codes) => svg`<text x=${left - 6} y=${y(codes) + 4} text-anchor="end">${codes}</text>`)}
    <polyline class="line" points=${points}></polyline>
    ${additions.map(({ transcript, codes }, at) => {
      const name = transcriptName(coding, transcript);
      return svg`<circle class="dot" cx=${x(at)} cy=${y(codes)} r="4"><title>${name}: ${codes}</title></circle>
        ${at % every === 0 ? svg`<text x=${x(at)} y="168" text-anchor=${anchor(at)}>${shortened(name, Math.floor(LETTERS / named))}</text>` : nothing}`;
    })}
  </svg>`;
}

function shortened(name: string, most: number): string {
  const letters = [...name];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
}
