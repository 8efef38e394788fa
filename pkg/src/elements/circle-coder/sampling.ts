/** Turns that are looked at by themselves: a sample that everybody codes blind, and those whose codes teach most. */

import type { Accuracy, Project, Question, Sample, Suggestion, Threshold } from "../../index.js";

/** How many turns are asked about at once. */
const ASKED = 10;
/** The share in which suggestions by rule are to be right. */
const RIGHT = 0.8;
/** What sampling needs of the work that it is part of. */
interface Coded {
  readonly project: Project | undefined;
  refresh(keep?: boolean): Promise<void>;
}

export class Sampling {
  samples: Sample[] = [];
  accuracy: Accuracy | undefined;
  /** The turns that were asked about last, and have not been answered. */
  questions: Question[] = [];
  /** From when each code is suggested, where that is by rule. */
  limits: Threshold[] | undefined;
  /** Which turns alone are shown. */
  shown: "" | "sample" | "asked" = "";
  share = 0.2;

  constructor(readonly coding: Coded) {}

  /** The sample that is coded blind now. */
  get open(): Sample | undefined {
    return this.samples.find(({ open }) => open);
  }

  /** The last sample that was opened: agreement on it is of independent coders. */
  get opened(): Sample | undefined {
    return this.samples.findLast(({ open }) => !open);
  }

  /** The turns that are shown, where not all are. */
  get turns(): ReadonlySet<string> | undefined {
    if (this.shown === "") return undefined;
    const places = this.shown === "sample" ? (this.open?.turns ?? []) : this.questions;
    return new Set(places.map(({ transcript, turn }) => `${transcript}-${turn}`));
  }

  /** The least of all that is suggested by rule. */
  get least(): number | undefined {
    return this.limits && Math.min(1, ...this.limits.flatMap(({ atLeast }) => atLeast ?? []));
  }

  /** Shows some turns alone, or all again: then nothing is asked about any more. */
  async show(which: Sampling["shown"]): Promise<void> {
    this.shown = which;
    if (which === "") this.questions = [];
    await this.coding.refresh(false);
  }

  /** Draws a sample; each is drawn by its own number, so that whoever checks can draw it again. */
  async draw(): Promise<void> {
    await this.coding.project?.draw({ share: this.share, seed: this.samples.length + 1 });
    await this.coding.refresh();
  }

  async reveal(): Promise<void> {
    const { open } = this;
    if (open) await this.coding.project?.reveal(open.id);
    if (this.shown === "sample") this.shown = "";
    await this.coding.refresh();
  }

  /** Asks about the turns that teach most. */
  async ask(): Promise<void> {
    const { project } = this.coding;
    if (!project) return;
    this.questions = await project.next({ count: ASKED });
    this.shown = this.questions.length > 0 ? "asked" : "";
    await this.coding.refresh();
  }

  /** What was given to a turn is all that it carries. */
  async done(transcript: string, turn: string): Promise<void> {
    await this.coding.project?.done(transcript, turn);
    this.questions = this.questions.filter((one) => one.transcript !== transcript || one.turn !== turn);
    await this.coding.refresh();
  }

  /** Suggests each code from where it is expected to be right often enough, or all from one probability again. */
  async byRule(on: boolean): Promise<void> {
    this.limits = on ? [] : undefined;
    await this.coding.refresh();
  }

  /** Everything as the project has it now. */
  async refresh(project: Project): Promise<void> {
    [this.samples, this.accuracy] = await Promise.all([project.samples(), project.accuracy()]);
    if (this.limits) this.limits = await project.thresholds(RIGHT);
  }

  /** The suggestions that are sure enough, and not of turns that are asked about without any. */
  sure(suggestions: Suggestion[]): Suggestion[] {
    const least = this.limits && new Map(this.limits.map(({ code, atLeast = Infinity }) => [code, atLeast]));
    const asked = new Set(this.questions.map(({ transcript, turn }) => `${transcript}-${turn}`));
    return suggestions.filter(({ code, probability, transcript, turn }) => probability >= (least?.get(code) ?? 0) && !asked.has(`${transcript}-${turn}`));
  }

  forget(): void {
    Object.assign(this, { samples: [], accuracy: undefined, questions: [], limits: undefined, shown: "" });
  }
}
