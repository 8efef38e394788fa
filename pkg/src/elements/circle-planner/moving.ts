/** Moving somebody by hand: chosen by a tap, a key or a drag, priced before it is done. */

import type { Formation, Price, Roster } from "../../index.js";
import { told, type Told } from "../parts/problems.js";
import type { Moment, Step } from "./going-on.js";
import { without } from "./plan.js";
import type { Stands } from "./standing.js";

const plans = () => import("./plans.js");

/** What moving needs of the planning that it is part of. */
interface Formed extends Stands {
  readonly keeper: { keep(): Promise<void> };
  /** The circles and their times as they are. */
  readonly moment: Moment | undefined;
  goOn(back?: Moment): Promise<void>;
}

/** What was done last, and with whom. */
export interface Done {
  deed: "doneMoved" | "doneBack" | "doneDown" | "doneLocked" | "doneFree" | "doneLeft";
  person: string;
}

/** Who is being moved, where to, and what that would do. */
export class Moving {
  person: string | undefined;
  /** A circle's id; the waiting list is `""`. */
  to: string | undefined;
  /** Who is dragged, from the first moment on. */
  dragged: string | undefined;
  /** Whether somebody is still held over it, by a pointer. */
  over = false;
  price: Price | undefined;
  failure: Told | undefined;
  /** The moves that can be taken back, the last one last. */
  #made: Step[] = [];
  /** Those that were taken back, and can be made again. */
  #unmade: Step[] = [];
  readonly locked = new Set<string>();
  /** For somebody who cannot see it; nothing once something else is done. */
  done: Done | undefined;

  constructor(readonly planning: Formed) {}

  /** How many moves can be taken back. */
  get made(): number {
    return this.#made.length;
  }

  /** How many of them are left if somebody leaves. */
  madeBut(person: string): number {
    return this.#made.filter((step) => withoutWho(step, person).length > 0).length;
  }

  /** How many can be made again. */
  get unmade(): number {
    return this.#unmade.length;
  }

  /** Who is asked where to: nobody is while a pointer carries them, or all that is beneath them would jump away. */
  get asked(): string | undefined {
    return this.dragged === undefined ? this.person : undefined;
  }

  /** Takes somebody up, or lays them down again. */
  take(person: string | undefined): void {
    const { person: held } = this;
    if (person !== this.dragged) this.dragged = undefined;
    this.person = held === person ? undefined : person;
    this.done = held !== undefined && this.person === undefined ? { deed: "doneDown", person: held } : undefined;
    this.leave();
  }

  /** Laid on a place by a pointer: its price is asked for. */
  async lay(to: string): Promise<void> {
    this.dragged = undefined;
    await this.ask(to);
  }

  /** Takes up whoever is dragged, unless that was done or the drag is over. */
  hold(): void {
    if (this.dragged !== undefined && this.dragged !== this.person) this.take(this.dragged);
  }

  /** Held over no place any more. */
  leave(): void {
    this.to = this.price = this.failure = undefined;
    this.over = false;
    this.planning.host.requestUpdate();
  }

  /** Asks what a place would cost that somebody is held over, or laid on. */
  async ask(to: string, over = false): Promise<void> {
    const { person } = this;
    const { formation } = this.planning;
    if (!person || !formation) return;
    Object.assign(this, { to, over, price: undefined, failure: undefined });
    try {
      const price = await formation.price(move(person, to));
      // Somebody else may have been taken up in the meantime.
      if (this.person === person && this.to === to && formation === this.planning.formation) this.price = price;
    } catch (error) {
      if (formation === this.planning.formation) this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Does it. */
  async make(): Promise<void> {
    const { person, to } = this;
    if (!person || to === undefined) return;
    await this.#change(async (formation, there) => {
      await formation.apply(move(person, to));
      this.#made.push({ person, there, by: formation });
      this.#unmade = [];
      this.done = { deed: "doneMoved", person };
    });
  }

  async undo(): Promise<void> {
    await this.#travel(this.#made, this.#unmade, "doneBack");
  }

  async redo(): Promise<void> {
    await this.#travel(this.#unmade, this.#made, "doneMoved");
  }

  /** Ties somebody to their circle, or lets them move again when circles are improved. The plan stays what it is. */
  async lock(person: string): Promise<void> {
    await this.#try(async (formation) => {
      const free = !this.locked.has(person);
      await (free ? formation.lock(person) : formation.unlock(person));
      if (free) this.locked.add(person);
      else this.locked.delete(person);
      this.done = { deed: free ? "doneLocked" : "doneFree", person };
      void this.planning.keeper.keep();
    });
  }

  /** New people were placed among the circles that there are: that can be taken back as a whole. */
  placed([person, ...others]: readonly string[], there: Moment): void {
    if (person !== undefined) this.#made.push({ person, others, there, by: undefined });
  }

  /** Circles were formed anew: nobody is held any more, and no move can be taken back. Who is locked stays so. */
  forget(): void {
    this.person = this.dragged = this.to = this.price = this.failure = this.done = undefined;
    this.#made = [];
    this.#unmade = [];
  }

  /** The circles are gone, and with them who was locked in them. */
  clear(): void {
    this.forget();
    this.locked.clear();
  }

  /** Whoever is not on the roster any more is locked to nothing. */
  know({ participants }: Roster): void {
    const there = new Set(participants.map(({ id }) => id));
    for (const id of this.locked) if (!there.has(id)) this.locked.delete(id);
  }

  /** Somebody has left; the others are as they were, and what was done with them before can still be taken back. */
  left(person: string): void {
    const others = (steps: Step[]) => steps.flatMap((step) => withoutWho(step, person));
    const [made, unmade] = [others(this.#made), others(this.#unmade)];
    this.forget();
    [this.#made, this.#unmade] = [made, unmade];
    this.locked.delete(person);
    this.done = { deed: "doneLeft", person };
  }

  /** The last step of some the other way, which makes it the last of the others. */
  async #travel(from: Step[], to: Step[], deed: "doneBack" | "doneMoved"): Promise<void> {
    await this.#change(async (formation, here) => {
      const step = from.at(-1);
      if (!step) return undefined;
      const { person, others, there } = step;
      const by = await (await plans()).travelled(formation, step, deed === "doneBack", this.locked);
      from.pop();
      to.push({ person, ...(others && { others }), there: here, by });
      this.done = { deed, person };
      return there;
    });
  }

  /** Does something that may go back to what was. */
  async #change(deed: (formation: Formation, here: Moment) => Promise<Moment | void>): Promise<void> {
    await this.#try(async (formation) => {
      const here = this.planning.moment;
      if (!here) return;
      const back = await deed(formation, here);
      this.person = this.to = this.price = this.failure = undefined;
      await this.planning.goOn(back ?? undefined);
    });
  }

  async #try(deed: (formation: Formation) => Promise<void>): Promise<void> {
    try {
      await (await plans()).standing(this.planning).byHand(deed);
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }
}

function move(person: string, to: string) {
  return to === "" ? { move: person } : { move: person, to };
}

/** A step without somebody who leaves; none where it was theirs alone. */
function withoutWho(step: Step, who: string): Step[] {
  const [person, ...others] = [step.person, ...(step.others ?? [])].filter((one) => one !== who);
  return person === undefined ? [] : [{ ...step, person, others, there: { ...step.there, plan: without(step.there.plan, who) } }];
}
