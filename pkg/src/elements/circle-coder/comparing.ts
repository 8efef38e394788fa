/** How far coders agree, and what they settled on where they did not. */

import type { Comparison, Disagreement, Project, Sample } from "../../index.js";

/** What comparing needs of the work that it is part of. */
interface Compared {
  readonly project: Project | undefined;
  readonly coders: readonly string[];
  readonly sampling: { readonly opened: Sample | undefined };
  refresh(): Promise<void>;
}

export class Comparing {
  /** Agreement is told of the sample that was coded blind alone. */
  sampled = false;
  comparison: Comparison | undefined;

  constructor(readonly coding: Compared) {}

  /** Compares the coders: over all that they read, or over the sample that they coded blind. */
  async compare(sampled: boolean): Promise<Comparison | undefined> {
    this.sampled = sampled;
    this.comparison = await this.#compared();
    return this.comparison;
  }

  /** Compares anew what is compared. */
  async refresh(): Promise<void> {
    this.comparison = await this.#compared();
  }

  /** Everybody, and turns that nobody coded too: so does the paragraph on methods, and one project has one agreement. */
  async #compared(): Promise<Comparison | undefined> {
    const { project, coders, sampling } = this.coding;
    const sample = this.sampled ? sampling.opened?.id : undefined;
    return coders.length > 1 ? project?.agreement({ uncoded: true, ...(sample !== undefined && { sample }) }) : undefined;
  }

  /** What the coders settled on for a turn: as one of them gave it. Their own codings stay as they were. */
  async settle({ transcript, turn, given }: Disagreement, coder: string, at: string): Promise<void> {
    await this.coding.project?.settle({ transcript, turn, codes: given[coder] ?? [], by: Object.keys(given), at });
    await this.coding.refresh();
  }

  async unsettle({ transcript, turn }: Disagreement): Promise<void> {
    await this.coding.project?.unsettle(transcript, turn);
    await this.coding.refresh();
  }

  forget(): void {
    Object.assign(this, { sampled: false, comparison: undefined });
  }
}
