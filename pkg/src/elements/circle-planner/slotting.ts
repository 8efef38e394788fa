/** The weekly times of the circles, found jointly over all dated sessions, with others at their price. */

import type { Circle, Plan, Pool, Programme, Progress, Roster, SlotPrice, SlotProposal } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";
import type { Phases, Times } from "./going-on.js";

/** What choosing times needs of the planning that it is part of. */
interface Placed {
  readonly host: { requestUpdate(): void };
  readonly plan: Plan | undefined;
  readonly roster: Roster | undefined;
  readonly busy: string;
  readonly programme: Programme | undefined;
  during(busy: "placing", work: () => Promise<void>): Promise<void>;
  placed(plan: Plan): void;
}

export class Slotting {
  /** Sessions at once; any number when left out. */
  rooms: number | undefined;
  /** Whether circles may meet in other weeks. */
  otherWeeks = false;
  proposal: Times["proposal"];
  progress: Progress | undefined;
  failure: Told | undefined;
  /** The circle whose other times are shown. */
  open: string | undefined;
  /** The circle that was given another time last; none once something else is done. */
  taken: string | undefined;
  /** Circles whose time was chosen by hand. */
  chosen: ReadonlySet<string> = new Set();
  /** The circles that meet in other weeks, once times were found here; before that it is as the programme says. */
  phases: Phases | undefined;
  #stop: AbortController | undefined;

  constructor(readonly planning: Placed) {}

  /** The places that all circles share. */
  get pools(): Pool[] {
    return this.rooms ? [{ name: "rooms", places: this.rooms }] : [];
  }

  /** Finds the best times; those chosen by hand stay. */
  async find(alternatives: string[] = []): Promise<void> {
    const { plan, roster, programme } = this.planning;
    if (!plan || !roster || !programme || this.planning.busy) return;
    const { pools, otherWeeks } = this;
    // To price the other times of a circle it must not be held to its own.
    const keep = [...this.chosen].filter((circle) => !alternatives.includes(circle));
    // Whatever was chosen by hand stays, and be it in other weeks.
    const phases = otherWeeks || (programme.phases ?? []).some(({ circle, phase }) => phase > 0 && keep.includes(circle));
    const wanted = { plan, roster, programme, phases, keep, alternatives, pools };
    this.taken = undefined;
    await this.planning.during("placing", async () => {
      const { signal } = (this.#stop = new AbortController());
      const onProgress = (progress: Progress) => {
        this.progress = progress;
        this.planning.host.requestUpdate();
      };
      try {
        const found = await (await engine()).calendar.findSlots(wanted, { stop: signal, onProgress });
        this.failure = undefined;
        if (plan === this.planning.plan) this.#adopt(found, alternatives);
      } catch (error) {
        this.failure = told(error);
      }
    });
  }

  /** Ends the search with the best so far. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Shows the other times of a circle, or hides them. */
  async others(circle: string): Promise<void> {
    this.open = this.open === circle ? undefined : circle;
    this.planning.host.requestUpdate();
    if (this.open && !this.alternatives(circle)) await this.find([circle]);
  }

  /** The other times of a circle, once they were asked for. */
  alternatives(circle: string): SlotPrice[] | undefined {
    const found = this.proposal?.circles.find((one) => one.circle === circle)?.alternatives ?? [];
    return found.length > 0 ? found : undefined;
  }

  /** Gives a circle another time; the others are found anew around it. */
  async take(circle: string, price: SlotPrice): Promise<void> {
    const { slot, phase } = price;
    const { plan, programme } = this.planning;
    if (!plan || !programme || this.planning.busy) return;
    this.chosen = new Set([...this.chosen, circle]);
    this.open = undefined;
    const { proposal } = this;
    const shown = proposal?.circles.map((one) => (one.circle === circle ? { ...one, chosen: { ...price, price: 0 } } : one));
    if (proposal && shown) this.proposal = { ...proposal, circles: shown, proved: false };
    const phases = [...(programme.phases ?? []).filter((one) => one.circle !== circle), ...(phase > 0 ? [{ circle, phase }] : [])];
    this.#set(plan.circles.map((one) => (one.id === circle ? { ...one, slot } : one)), phases);
    await this.find();
    this.taken = circle;
    this.planning.host.requestUpdate();
  }

  /** Circles have changed: what was found is of others, and what was said of times is so of those that go on. */
  resume({ phases, chosen, proposal }: Times): void {
    Object.assign(this, { phases, chosen, proposal, failure: undefined, open: undefined, taken: undefined });
  }

  /** Circles were formed: times of others are none of theirs. */
  forget(): void {
    this.resume({ phases: undefined, chosen: new Set(), proposal: undefined });
  }

  #adopt(found: SlotProposal & { stopped: boolean }, priced: string[]): void {
    const { plan, programme } = this.planning;
    if (!plan) return;
    const before = this.proposal;
    if (before && priced.length > 0) {
      // Nothing was asked but prices: a time chosen by hand stays.
      const prices = new Map(found.circles.map(({ circle, alternatives }) => [circle, alternatives]));
      const circles = before.circles.map((one) => (priced.includes(one.circle) ? { ...one, alternatives: prices.get(one.circle) ?? [] } : one));
      this.proposal = { ...before, circles };
      return;
    }
    this.proposal = found;
    const chosen = new Map(found.circles.map((one) => [one.circle, one.chosen]));
    const stays = (id: string) => !chosen.get(id) && (found.stopped || !chosen.has(id) || this.chosen.has(id));
    const circles = plan.circles.map((circle) => {
      const { slot, ...rest } = circle;
      const own = chosen.get(circle.id);
      if (own) return { ...rest, slot: own.slot };
      return stays(circle.id) ? circle : rest;
    });
    this.#set(circles, [...(programme?.phases ?? []).filter(({ circle }) => stays(circle)), ...found.phases]);
  }

  #set(circles: Circle[], phases: Phases): void {
    const { plan } = this.planning;
    if (!plan) return;
    this.phases = phases;
    this.planning.placed({ ...plan, circles });
  }
}
