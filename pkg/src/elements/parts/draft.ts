/** One draft of one element: read once, written after every change, in order, and never over somebody else's. */

import type { Store } from "./store.js";

/** How keeping went: another tab has written, or the browser would not keep it. */
export type Trouble = "other" | "full";

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

  async read(): Promise<T | undefined> {
    try {
      const kept = await this.store.read(this.name);
      this.#seen = kept?.version ?? 0;
      return kept?.value as T | undefined;
    } catch {
      this.#trouble = "full";
      return undefined;
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
