/** Moving somebody by hand: chosen by a tap, a key or a drag, priced before it is done. */

import type { Formation, Move, Price, Roster } from "../../index.js";
import { told, type Told } from "../parts/problems.js";

/** What moving needs of the planning that it is part of. */
interface Formed {
  readonly host: { requestUpdate(): void };
  readonly formation: Formation | undefined;
  readonly keeper: { keep(): Promise<void> };
  changedByHand(): Promise<void>;
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
  #made: Move[] = [];
  /** Those that were taken back, and can be made again. */
  #unmade: Move[] = [];
  readonly locked = new Set<string>();
  /** For somebody who cannot see it; nothing once something else is done. */
  done: Done | undefined;

  constructor(readonly planning: Formed) {}

  /** How many moves can be taken back. */
  get made(): number {
    return this.#made.length;
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
      if (this.person === person && this.to === to) this.price = price;
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Does it. */
  async make(): Promise<void> {
    const { person, to } = this;
    if (!person || to === undefined) return;
    await this.#change(async (formation) => {
      const made = move(person, to);
      await formation.apply(made);
      this.#made.push(made);
      this.#unmade = [];
      return { deed: "doneMoved", person };
    });
  }

  async undo(): Promise<void> {
    await this.#change(async (formation) => {
      const last = (await formation.undo()) ? this.#made.pop() : undefined;
      if (last) this.#unmade.push(last);
      return last && { deed: "doneBack", person: last.move };
    });
  }

  async redo(): Promise<void> {
    const again = this.#unmade.at(-1);
    if (!again) return;
    await this.#change(async (formation) => {
      await formation.apply(again);
      this.#made.push(again);
      this.#unmade.pop();
      return { deed: "doneMoved", person: again.move };
    });
  }

  /** Ties somebody to their circle, or lets them move again when circles are improved. The plan stays what it is. */
  async lock(person: string): Promise<void> {
    const { formation } = this.planning;
    const free = !this.locked.has(person);
    try {
      await (free ? formation?.lock(person) : formation?.unlock(person));
      if (free) this.locked.add(person);
      else this.locked.delete(person);
      this.done = { deed: free ? "doneLocked" : "doneFree", person };
      void this.planning.keeper.keep();
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Circles were formed anew: nobody is held any more, and no move can be taken back. Who is locked stays so. */
  forget(): void {
    this.person = this.dragged = this.to = this.price = this.failure = this.done = undefined;
    this.#made = [];
    this.#unmade = [];
  }

  /** Whoever is not on the roster any more is locked to nothing. */
  know({ participants }: Roster): void {
    const there = new Set(participants.map(({ id }) => id));
    for (const id of this.locked) if (!there.has(id)) this.locked.delete(id);
  }

  /** Somebody has left; the others are as they were. */
  left(person: string): void {
    this.forget();
    this.locked.delete(person);
    this.done = { deed: "doneLeft", person };
  }

  async #change(deed: (formation: Formation) => Promise<Done | undefined>): Promise<void> {
    const { formation } = this.planning;
    if (!formation) return;
    try {
      this.done = await deed(formation);
      this.person = this.to = this.price = this.failure = undefined;
      await this.planning.changedByHand();
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }
}

function move(person: string, to: string) {
  return to === "" ? { move: person } : { move: person, to };
}
