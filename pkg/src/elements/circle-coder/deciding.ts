/** What people decided about words and dates: tried out first, then done in every transcript, and taken back. */

import type { Clean, Decision, Key, Kind, Policy, Project } from "../../index.js";
import { engine } from "../parts/engine.js";
import type { Work } from "./work.js";

/** A decision about words: everywhere, or in one place of one transcript. */
export type WordDecision = Decision & { transcript?: string };

/** What is decided so far: about words, the last decision about some counts, and what becomes of dates. */
export type Decided = Omit<Partial<Policy>, "decisions"> & { decisions: WordDecision[] };

/** What every transcript would be, by its id, and the key that they would share. */
export interface Considered {
  cleans: Map<string, Clean>;
  key: Key | undefined;
}

/** What deciding needs of the work that it is part of. */
interface Decidable {
  readonly project: Project | undefined;
  readonly works: readonly Work[];
  known(decided: Decided, transcript: string): object;
  inTurn(work: () => Promise<void>): Promise<void>;
  renewed(considered: Considered): void;
  refresh(): Promise<void>;
}

export class Deciding {
  policy: Decided = { decisions: [] };
  /** What was decided before each decision of this sitting. */
  #before: Decided[] = [];

  constructor(readonly coding: Decidable) {}

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** What would come of it; nothing changes. */
  async consider(policy: Decided, signal?: AbortSignal): Promise<Considered> {
    const peer = await engine("coding");
    const cleans = new Map<string, Clean>();
    let key: Key | undefined;
    for (const { clean, original } of this.coding.works.filter(({ clean }) => clean.key)) {
      const given = { ...this.coding.known(policy, clean.transcript.id ?? ""), ...(key && { key }), ...(signal && { signal }) };
      const anew = await peer.transcripts.deidentify(original, given);
      anew.transcript.id = clean.transcript.id ?? "";
      cleans.set(anew.transcript.id, anew);
      key = anew.key;
    }
    return { cleans, key };
  }

  /** Looks for identifiers anew, as it is decided; what is coded goes along with its words. */
  async decide(policy: Decided): Promise<void> {
    await this.#do(policy, () => [...this.#before, this.policy]);
  }

  /** Takes the last decision back; whether there was one. */
  async undo(): Promise<boolean> {
    const before = this.#before.at(-1);
    return before !== undefined && this.#do(before, () => this.#before.slice(0, -1));
  }

  /** What was decided before a draft was kept is taken back in its list. */
  restore(policy: Decided): void {
    this.policy = policy;
    this.#before = [];
  }

  async #do(policy: Decided, before: () => Decided[]): Promise<boolean> {
    let done = false;
    await this.coding.inTurn(async () => {
      const { project } = this.coding;
      if (!project) return;
      const considered = await this.consider(policy);
      if (project !== this.coding.project) return;
      for (const { transcript } of considered.cleans.values()) await project.renew(transcript);
      if (project !== this.coding.project) return;
      [this.#before, this.policy] = [before(), policy];
      this.coding.renewed(considered);
      done = true;
      await this.coding.refresh();
    });
    return done;
  }
}

/** What is decided about a transcript: words of one place count there alone. */
export function about(policy: Decided, transcript: string): Decided {
  const own = policy.decisions.filter((one) => !one.only || one.transcript === transcript);
  return { ...policy, decisions: own.map(({ transcript: _transcript, ...decision }) => decision) };
}

/** A kind of identifier, or what is none. */
export type Choice = Kind | "keep";
