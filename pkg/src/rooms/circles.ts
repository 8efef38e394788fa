/** Circles: rules, and the people that fit together under them. */

import { call, flat, seedOr } from "../core/call.js";
import { guarded, nothingMore } from "../core/given.js";
import { finish, type Following, type Handle, Held, prepare, type WorkOptions } from "../core/handle.js";
import type { Channel } from "../core/protocol.js";
import type { Advice, Division, FormationHandle, Move, Plan, Price, Reason, Remix, Roster, Rules, Size } from "../wasm/peer_circle.js";

/** Circles: formed, explained, proved. */
export interface Circles {
  /** The rules of the reference programme: what every part of the rules is when it is left out. */
  rules(): Promise<Rules>;
  /**
   * Forms circles; resolves when nothing can be better, when nothing better was found for long, or when stopped.
   *
   * ```js
   * const formation = await peer.circles.form({ roster, rules: { size: { min: 5, max: 8 } } }, { seed: 7 });
   * formation.plan.circles;
   * await formation.why("p17");
   * ```
   */
  form(given: { roster: Roster; rules?: Partial<Rules> }, options?: WorkOptions): Promise<Formation>;
  /**
   * What stands in the way of placing everybody (people and rules that cannot hold together, proved and minimal), and
   * what one more leader, time or seat, or one rule less, would bring beside a plan.
   *
   * ```js
   * const { conflicts, changes } = await peer.circles.advise({ roster, rules, plan: formation.plan });
   * changes[0]?.reason.text; // "one more leader free on Tuesday 12:00: places 6 more people"
   * ```
   */
  advise(given: { roster: Roster; rules?: Partial<Rules>; plan: Plan }, options?: WorkOptions): Promise<Advice>;
  /**
   * Divides people so that those who share a circle are as unlike as can be, from distances alone: `pairs` are those
   * of 0-1, 0-2 and so on, then 1-2; `sizes` say how many people each circle takes.
   *
   * ```js
   * const sizes = [{ min: 2, max: 2 }, { min: 2, max: 2 }];
   * const { circles } = await peer.circles.diverse({ people: 4, pairs: [0, 1, 1, 1, 1, 0], sizes }, { seed: 7 });
   * ```
   */
  diverse(given: { people: number; pairs: ArrayLike<number>; sizes: Size[] }, options?: WorkOptions): Promise<Division>;
  /**
   * Several rounds of circles in which as few people as possible meet again.
   *
   * ```js
   * const { rounds, repeats } = await peer.circles.rounds({ people: 15, circles: 5, rounds: 7 }, { seed: 7 });
   * ```
   */
  rounds(given: { people: number; circles: number; rounds: number }, options?: WorkOptions): Promise<Remix>;
}

/** Circles in the forming: a plan, its reasons, and more work where that is wanted. */
export class Formation extends Held<FormationHandle> {
  static {
    guarded(this.prototype, "formation");
  }

  #plan: Plan;

  private constructor(handle: Handle<FormationHandle>, plan: Plan) {
    super(handle);
    this.#plan = plan;
  }

  /** @internal */
  static async form(channel: Channel, roster: Roster, rules: Partial<Rules>, options: WorkOptions): Promise<Formation> {
    const [handle, left] = await prepare(options, channel, "circlesFormation", roster, rules, seedOr(options.seed));
    try {
      await handle.run(left);
      return new Formation(handle, await handle.call("best"));
    } catch (error) {
      handle.dispose();
      throw error;
    }
  }

  /** The best plan so far: plain data to keep as JSON. */
  get plan(): Plan {
    return this.#plan;
  }

  /**
   * Goes on from here; resolves to the plan, which is never worse than before. Where it is aborted, `plan` is as far as
   * the work had come.
   */
  async improve(options: WorkOptions = {}): Promise<Plan> {
    try {
      await this.handle.run(options);
    } catch (error) {
      // What is told from now on is told of the plan that the work had come to.
      await this.#look().catch(() => undefined);
      throw error;
    }
    return this.#look();
  }

  /**
   * Why a person is where they are, or waits: a sentence that sums up, then one for each rule that tells of them. Each
   * has a stable `code` and its `values`, so that a page can say it in its own language.
   */
  why(person: string): Promise<Reason[]> {
    return this.handle.call("why", person);
  }

  /** What each rule has against a circle. */
  whyCircle(circle: string): Promise<Reason[]> {
    return this.handle.call("whyCircle", circle);
  }

  /** Where a rule of `plan.parts` costs something, or is broken: circle by circle, the dearest first, and by whom. */
  whyRule(rule: string): Promise<Reason[]> {
    return this.handle.call("whyRule", rule);
  }

  /** What a move would do: what it adds to the cost by each rule, and what it would break. Nothing is changed. */
  price(move: Move): Promise<Price> {
    return this.handle.call("price", move);
  }

  /** Makes a move; improving later may take it back unless those who are to stay are locked. */
  async apply(move: Move): Promise<Price> {
    const price = await this.handle.edit("apply", move);
    await this.#look();
    return price;
  }

  /**
   * Takes up a plan, such as one that was kept: `plan` is now that one, whatever it breaks; whether that changes
   * anything. Circles go by their ids. Whom the plan does not name waits, and people who are not on the roster any more
   * are passed over; those who are locked stay, or it is refused.
   */
  async takeUp(plan: Plan, following: Following = {}): Promise<boolean> {
    const changed = await this.handle.edited(following, "takeUp", plan);
    await this.#look();
    return changed;
  }

  /**
   * Takes the last move back, or the plan that was taken up; whether there was one. `plan` is then the one before it: what
   * improving has found since goes with it.
   */
  async undo(): Promise<boolean> {
    const undone = await this.handle.edit("undo");
    await this.#look();
    return undone;
  }

  /** Ties a person to the circle that they are in. */
  async lock(person: string): Promise<void> {
    await this.handle.edit("lock", person, true);
    await this.#look();
  }

  /** Lets a person move again. */
  async unlock(person: string): Promise<void> {
    await this.handle.edit("lock", person, false);
    await this.#look();
  }

  /** How many moves have been looked at. */
  moves(): Promise<number> {
    return this.handle.call("moves");
  }

  async #look(): Promise<Plan> {
    this.#plan = await this.handle.call("best");
    return this.#plan;
  }
}

async function advise(channel: Channel, roster: Roster, rules: Partial<Rules>, plan: Plan, options: WorkOptions): Promise<Advice> {
  return (await finish(...(await prepare(options, channel, "circlesAdvising", roster, rules, plan, options.seed ?? 1)))).best;
}

/** @internal */
export function circles(channel: Channel): Circles {
  return {
    rules: () => call(channel, "circlesRules"),
    form: ({ roster, rules = {}, ...others }, options = {}) => {
      nothingMore(others);
      return Formation.form(channel, roster, rules, options);
    },
    advise: ({ roster, rules = {}, plan, ...others }, options = {}) => {
      nothingMore(others);
      return advise(channel, roster, rules, plan, options);
    },
    diverse: ({ people, pairs, sizes, ...others }, options = {}) => {
      nothingMore(others);
      return divide(channel, people, pairs, sizes, options);
    },
    rounds: ({ people, circles, rounds, ...others }, options = {}) => {
      nothingMore(others);
      return remix(channel, people, circles, rounds, options);
    },
  };
}

type Numbers = ArrayLike<number>;

async function divide(channel: Channel, people: number, pairs: Numbers, sizes: Size[], options: WorkOptions): Promise<Division> {
  const seed = seedOr(options.seed);
  // One more than there can be is enough to tell that there are too many.
  const most = (people * (people - 1)) / 2 + 1;
  const some = pairs.length > most ? Array.prototype.slice.call(pairs, 0, most) : pairs;
  return (await finish(...(await prepare(options, channel, "DiverseHandle", people, await flat([some], Float64Array, options.signal), sizes, seed)))).best;
}

async function remix(channel: Channel, people: number, circles: number, rounds: number, options: WorkOptions): Promise<Remix> {
  return (await finish(...(await prepare(options, channel, "RoundsHandle", people, circles, rounds, seedOr(options.seed))))).best;
}
