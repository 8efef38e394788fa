/** Where the focus goes when what had it makes room for something else: whoever works by keys never has to look for it. */

import type { Price } from "../../index.js";
import type { Planning } from "./planning.js";

/** Pixels from an edge of the window that are too near to it. */
const MARGIN = 48;

export class Focus {
  #moving: string | undefined;
  #leaving: string | undefined;
  #changing: string | undefined;
  #asking = false;
  #price: Price | undefined;

  constructor(
    readonly planning: Planning,
    readonly root: () => ParentNode,
  ) {}

  /** After each drawing. */
  follow(): void {
    const { moving, leaving, changing, writing } = this.planning;
    // What asks about columns may still be on its way.
    const asking = this.root().querySelector("#columns") !== null;
    const [moved, left, changed] = [this.#moving, this.#leaving, this.#changing];
    [this.#moving, this.#leaving, this.#changing] = [moving.asked, leaving, changing.circle];
    if (moving.asked !== moved) this.#to(moving.asked ? within(moving.asked, ".move select") : within(moved, ".hands button"));
    else if (leaving !== left) this.#to(leaving ? within(leaving, ".move button") : within(left, ".hands button:last-child"), "#circles");
    else if (asking !== this.#asking) this.#to(asking ? "#columns" : "#people");
    // Somebody was laid on a place far from where they are, which is where the price stands.
    else if (moving.price && moving.price !== this.#price && moving.asked) reveal(this.root().querySelector(within(moving.asked, ".move")));
    else if (changed && !changing.circle && writing.ofChange) this.#to("#letters");
    this.#price = moving.price;
    this.#asking = asking;
  }

  #to(...wanted: string[]): void {
    const found = wanted.map((selector) => this.root().querySelector<HTMLElement>(selector)).find((element) => element !== null);
    found?.focus({ preventScroll: true });
    reveal(found);
  }
}

/** What is in sight stays where it is; what is not, or only just, comes to the middle, at once: a way of many screens is no sight. */
function reveal(element: Element | null | undefined): void {
  if (!element) return;
  const { top, bottom } = element.getBoundingClientRect();
  if (top < MARGIN || bottom > innerHeight - MARGIN) element.scrollIntoView({ block: "center", behavior: "instant" });
}

function within(person: string | undefined, what: string): string {
  return `[data-person="${CSS.escape(person ?? "")}"] ${what}`;
}
