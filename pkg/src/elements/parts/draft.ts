/** One draft of one element: read once, written after every change, in order, and never over somebody else's. */

import type { Store } from "./store.js";

/** How keeping went: another tab has written, or the browser would not keep it. */
export type Trouble = "other" | "full";

/** How often a store is asked that fails, and the milliseconds between. */
const [TRIES, PAUSE] = [3, 150];

export class Draft<T> {
  #seen = 0;
  #last: Promise<unknown> = Promise.resolve();
  #trouble: Trouble | undefined;

  constructor(
    readonly store: Store,
    readonly name: string,
  ) {}

  /** What stands in the way of keeping, where something does. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** What was kept; a browser that has just come back from a crash may not have its database ready at once. */
  async read(): Promise<T | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        const kept = await this.store.read(this.name);
        this.#seen = kept?.version ?? 0;
        return kept?.value as T | undefined;
      } catch {
        if (tries < TRIES) await new Promise((go) => setTimeout(go, PAUSE));
        else {
          this.#trouble = "full";
          return undefined;
        }
      }
    }
  }

  /** Resolves once the value is safe, or cannot be made so: then `trouble` says why. */
  async keep(value: T): Promise<void> {
    const turn = this.#last.then(() => this.#write(value));
    this.#last = turn;
    await turn;
  }

  async forget(): Promise<void> {
    await this.#last;
    await this.store.remove(this.name).catch(() => undefined);
    this.#seen = 0;
    this.#trouble = undefined;
  }

  async #write(value: T): Promise<void> {
    if (this.#trouble === "other") return;
    try {
      const version = await this.store.write(this.name, value, this.#seen);
      this.#trouble = version === undefined ? "other" : undefined;
      this.#seen = version ?? this.#seen;
    } catch {
      this.#trouble = "full";
    }
  }
}
