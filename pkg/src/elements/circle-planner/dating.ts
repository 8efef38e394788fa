/** The sessions that were dated, and whether they are still those of the circles that there are. */

import type { Circle, Plan, Programme, ScheduledTerm } from "../../index.js";
import type { Phases } from "./going-on.js";

/** What sessions were dated from, as far as other circles, times or topics would put them out of date. */
export interface Dated {
  circles: Pick<Circle, "id" | "members" | "slot">[];
  phases: Phases;
  topics: string[];
}

/** What dating needs of the planning that it is part of. */
interface Planned {
  readonly plan: Plan | undefined;
  readonly programme: Programme | undefined;
}

export class Dating {
  /** What was dated last. */
  #term: ScheduledTerm | undefined;
  from: Dated | undefined;
  /** What was compared last, and whether it was the same: asked for many times at each drawing. */
  #seen: readonly unknown[] = [];
  #same = false;

  constructor(readonly planning: Planned) {}

  /** The sessions of the circles as they are. */
  get current(): ScheduledTerm | undefined {
    return this.#isCurrent() ? this.#term : undefined;
  }

  /** Sessions of circles as they were: they are kept until others are dated, or the circles are again what they were. */
  get outdated(): ScheduledTerm | undefined {
    return this.#isCurrent() ? undefined : this.#term;
  }

  /** Takes sessions that were dated from what there is now, unless it is said from what. */
  take(term: ScheduledTerm | undefined, from = this.now()): void {
    this.#term = term;
    this.from = term && from;
  }

  /** Takes the same sessions after one of them has changed. */
  follow(term: ScheduledTerm): void {
    this.#term = term;
  }

  /** A circle goes on without somebody, and its sessions with it. */
  renew(): void {
    this.from = this.#term && this.now();
  }

  /** What sessions would be dated from at present. */
  now(): Dated | undefined {
    const { plan, programme } = this.planning;
    const circles = plan?.circles.map(({ id, members, slot }) => ({ id, members, ...(slot && { slot }) }));
    return circles && { circles, phases: this.phases, topics: (programme?.topics ?? []).map(({ title }) => title) };
  }

  /** The circles that meet in other weeks, in the order of the circles: the same are the same text. */
  get phases(): Phases {
    const { plan, programme } = this.planning;
    return (plan?.circles ?? []).flatMap(({ id }) => programme?.phases?.filter(({ circle, phase }) => circle === id && phase > 0) ?? []);
  }

  #isCurrent(): boolean {
    const { plan, programme } = this.planning;
    const seen = [plan, programme, this.from];
    if (seen.some((one, at) => one !== this.#seen[at])) {
      // A programme that has not come yet changes nothing.
      this.#same = !this.from || !programme || JSON.stringify(this.now()) === JSON.stringify(this.from);
      this.#seen = seen;
    }
    return this.#same;
  }
}
