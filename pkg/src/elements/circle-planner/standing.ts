/** Circles stand when people or rules change: they are taken up again as they are, so that people can be moved and locked in them. */

import type { Formation, Plan, Roster, Rules } from "../../index.js";
import { told, type Told } from "../parts/problems.js";
import { takenUp } from "./taking-up.js";

/** What taking them up needs of the planning that it is part of. */
export interface Stands {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly plan: Plan | undefined;
  readonly rules: Rules;
  readonly busy: string;
  readonly seed: number;
  readonly formation: Formation | undefined;
  readonly moving: { readonly locked: ReadonlySet<string> };
  /** Which people and rules there are, and which the forming is of. */
  readonly now: number;
  readonly formed: number;
  readonly current: boolean;
  standing?: Standing | undefined;
  takenUp(formation: Formation | undefined, failure: Told | undefined): Promise<void>;
}

/** What follows people and rules for some circles. */
export function standing(planning: Stands): Standing {
  return (planning.standing ??= new Standing(planning));
}

export class Standing {
  #last = Promise.resolve();
  #waits = false;

  constructor(readonly planning: Stands) {}

  /** What has changed is followed, once all that was begun by hand is done. */
  async follow(): Promise<void> {
    if (this.#waits) return;
    this.#waits = true;
    await this.#inTurn(() => this.#take()).finally(() => (this.#waits = false));
    this.planning.host.requestUpdate();
  }

  /** Does something by hand, one thing after the other, and never in circles of people or rules that are no more. */
  byHand(deed: (formation: Formation) => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await this.#take();
      const { formation, current, busy } = this.planning;
      // What is being formed comes from the circles as they were when it began.
      if (formation && current && busy !== "forming") await deed(formation);
    });
  }

  /** Once all that was begun by hand is done. */
  get idle(): Promise<void> {
    return this.#last;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #take(): Promise<void> {
    for (let there = this.#circles; there; there = this.#circles) await this.#takeUp(there.plan, there.roster);
  }

  /** The circles to be taken up, and the people in them; none while something else is done with them. */
  get #circles(): { plan: Plan; roster: Roster } | undefined {
    const { plan, roster, busy, now, formed } = this.planning;
    return now !== formed && !busy && roster && plan?.circles.length ? { plan, roster } : undefined;
  }

  async #takeUp(plan: Plan, roster: Roster): Promise<void> {
    const { planning } = this;
    const { now, rules, moving, seed } = planning;
    let [formation, failure]: [Formation | undefined, Told | undefined] = [undefined, undefined];
    try {
      formation = await takenUp(roster, rules, plan, [...moving.locked], seed);
    } catch (error) {
      failure = told(error);
    }
    // What has happened meanwhile is to be in it.
    if (now === planning.now && plan === planning.plan && !planning.busy) await planning.takenUp(formation, failure);
    else formation?.dispose();
  }
}
