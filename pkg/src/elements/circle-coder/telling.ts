/** What is said of what came of something, to those who do not see it: short, and once. */

import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { MergedProject, Roster } from "../../index.js";
import type { Reading, Work } from "./work.js";
import type { CoderTexts } from "./texts.js";

/** A sentence in whatever language the page has by then. */
export type Said = (texts: CoderTexts) => string;

export class Telling {
  #said: Said | undefined;
  /** How often something was said: the same words once more are heard once more. */
  #times = 0;

  constructor(
    readonly host: ReactiveControllerHost,
    readonly failed: (error: unknown) => void,
  ) {}

  say(said: Said): void {
    this.#said = said;
    this.#times += 1;
    this.host.requestUpdate();
  }

  /** Does something and says what came of it; what fails says so and leaves everything as it was. */
  async attempt<R>(work: () => Promise<R>, said?: (texts: CoderTexts, come: R) => string): Promise<void> {
    try {
      const come = await work();
      if (said) this.say((texts) => said(texts, come));
    } catch (error) {
      this.failed(error);
      this.say((texts) => texts.failed);
    }
  }

  line(texts: CoderTexts): TemplateResult {
    return html`<p class="visually-hidden" role="status" id="said">${this.#said?.(texts)}${this.#times % 2 === 0 ? "" : "\u00a0"}</p>`;
  }
}

/** What files brought: transcripts, what nothing could be used of, people whose names are looked for from now on, another coder's work. */
export interface Arrived {
  come: readonly Work[];
  readings: readonly Reading[];
  roster: Roster | undefined;
  merged: MergedProject | undefined;
}

export function arrived({ come, readings, roster, merged }: Arrived, texts: CoderTexts): string {
  const [first, ...more] = come;
  const name = more.length > 0 || !first ? texts.transcriptsOf(come.length) : first.name;
  const turns = come.reduce((sum, { clean }) => sum + clean.transcript.turns.length, 0);
  const here = first ? [`${name}: ${texts.turns(turns)}.`, come.some(({ clean }) => clean.key) ? identified(come, texts) : ""] : [];
  const refused = readings.filter(({ refused }) => refused).map(({ name, problems }) => refusal(name, problems.length, texts));
  const people = roster && !first ? [texts.rosterHere(roster.participants.length)] : [];
  const others = merged ? [texts.merged(merged.codings, merged.transcripts)] : [];
  return [...(merged ? [] : here), ...others, ...refused, ...people].filter((words) => words !== "").join(" ");
}

/** How many identifiers are replaced, and how many are not. */
export function identified(works: readonly Work[], texts: CoderTexts): string {
  const found = works.flatMap(({ clean }) => clean.identifiers);
  const replaced = found.filter(({ replacement }) => replacement !== undefined).length;
  return texts.found(replaced, found.length - replaced);
}

/** Why nothing of a file could be used. */
export function refusal(name: string, problems: number, texts: CoderTexts): string {
  if (name === "") return texts.failed;
  return problems > 0 ? texts.notRead(name) : texts.noTurns(name);
}
