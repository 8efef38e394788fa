/** What was wrong with a file, each problem with its place and what to do about it. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./later.js";

/** What elements show of a problem. */
export interface Told {
  code: string;
  message: string;
  hint?: string;
  place?: { line?: number; column?: string; field?: string };
  /** What it is about, for sentences of the page's own. */
  values?: Record<string, string[]> | undefined;
}

export interface ProblemTexts {
  row: (line: number) => string;
  column: (name: string) => string;
  more: (count: number) => string;
  /** What a problem says in this language; as it comes where this is left out. */
  problem?: (problem: Told) => Said;
}

type Said = Pick<Told, "message" | "hint">;

/** What the package says of problems in a language that is not English: fetched when the first one is shown. */
export function messagesIn(language: string): (problem: Told) => Said {
  const messages = words(() => import("../../messages/index.js"));
  return ({ code, message, hint = "" }) => messages()?.translated({ code, message, hint }, language) ?? { message, hint };
}

/** More are counted and not listed: a roster of 100,000 broken rows must not stop the page. */
const SHOWN = 200;

/** Whatever was thrown, in a form that can be shown. */
export function told(thrown: unknown): Told {
  if (hasCode(thrown)) return thrown;
  return { code: "page.failed", message: thrown instanceof Error ? thrown.message : String(thrown), hint: "reload the page; if it fails again, tell those who keep it" };
}

/** What the engine throws; its own check would bring the whole of its interface along. */
function hasCode(thrown: unknown): thrown is Told {
  const { code, message } = (thrown ?? {}) as Partial<Told>;
  return typeof code === "string" && typeof message === "string";
}

/** A list of problems; nothing when there are none. */
export function problemList(problems: readonly Told[], texts: ProblemTexts): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const rest = problems.length - SHOWN;
  return html`<ul class="problems stack tight" part="problems">
    ${problems.slice(0, SHOWN).map((problem) => html`<li>${problemText(problem, texts)}</li>`)}
    ${rest > 0 ? html`<li>${texts.more(rest)}</li>` : nothing}
  </ul>`;
}

/** What a problem says in the language of the page. */
export function saidOf(problem: Told, texts: Pick<ProblemTexts, "problem">): Said {
  return texts.problem?.(problem) ?? problem;
}

/** One problem in a line: where, what, what to do. */
export function problemText(problem: Told, texts: ProblemTexts): TemplateResult {
  const { message, hint } = saidOf(problem, texts);
  const { place = {} } = problem;
  const column = place.column ?? place.field;
  const where = [place.line === undefined ? "" : texts.row(place.line), column ? texts.column(column) : ""];
  const shown = where.filter((part) => part !== "").join(", ");
  return html`${shown ? html`<strong>${shown}:</strong> ` : nothing}${sentence(message)}
    ${hint ? html` <span class="soft">${sentence(hint)}</span>` : nothing}`;
}

/** A problem in a line where there is room for no more: what, and what to do. */
export function sentences(problem: Told, texts: Pick<ProblemTexts, "problem">): string {
  const { message, hint } = saidOf(problem, texts);
  return [message, hint].flatMap((text) => (text ? sentence(text) : [])).join(" ");
}

/** Messages are written to stand in a line; here each is a sentence. */
export function sentence(text: string): string {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(full) ? full : `${full}.`;
}
