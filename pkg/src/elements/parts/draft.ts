/** One draft of one element: read once, written after every change, in order, and never over somebody else's. */

import type { Store } from "./store.js";

/** How keeping went: another tab has written, or the browser would not keep it. */
export type Trouble = "other" | "full";

/** How often a store is asked that fails, and the milliseconds between. */
const [TRIES, PAUSE] = [3, 150];

export class Draft<T> {
  #seen = 0;
  /** Whether a value is on its way: it gets the number after the one that was seen. */
  #writing = false;
  #last: Promise<unknown> = Promise.resolve();
  /** What is to be written next: of many changes in a row the last is enough. */
  #next: { value: T } | undefined;
  #trouble: Trouble | undefined;
  #copied: Promise<unknown> = Promise.resolve();
  /** The copy that has not begun: it will hold whatever is written until then. */
  #copying: Promise<void> | undefined;

  constructor(
    readonly store: Store,
    readonly name: string,
  ) {}

  /** What stands in the way of keeping, where something does. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** What was kept. What is changed in the meantime is written after it was read, so that it is known what it follows. */
  read(): Promise<T | undefined> {
    return this.#turn(() => this.#read());
  }

  /** A browser that has just come back from a crash may not have its database ready at once. */
  async #read(): Promise<T | undefined> {
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

  /** Resolves once the value, or one that came after it, is safe, or cannot be made so: then `trouble` says why. */
  keep(value: T): Promise<void> {
    this.#next = { value };
    const written = this.#turn(async () => {
      const next = this.#next;
      this.#next = undefined;
      if (next) await this.#write(next.value);
    });
    // What comes next is written without waiting for the copy, which takes longer.
    return written.then(() => this.#copy());
  }

  /** Lets go of what is kept, and of what was still to be; not of what another tab has written since. */
  forget(): Promise<void> {
    this.#next = undefined;
    if (this.#trouble !== "other") this.store.letGo?.(this.name, this.#seen + Number(this.#writing));
    return this.#turn(async () => {
      const kept = await this.store.read(this.name).catch(() => undefined);
      if ((kept?.version ?? 0) <= this.#seen) await this.store.remove(this.name).catch(() => undefined);
      this.#seen = 0;
      this.#trouble = undefined;
    });
  }

  /** One thing after another, in the order in which they were asked for. */
  #turn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work);
    this.#last = turn;
    return turn;
  }

  #copy(): Promise<void> {
    this.#copying ??= this.#copied.then(async () => {
      this.#copying = undefined;
      // What the database says is what a person is told.
      await this.store.copy?.(this.name).catch(() => undefined);
    });
    this.#copied = this.#copying;
    return this.#copying;
  }

  async #write(value: T): Promise<void> {
    if (this.#trouble === "other") return;
    this.#writing = true;
    try {
      const version = await this.store.write(this.name, value, this.#seen);
      this.#trouble = version === undefined ? "other" : undefined;
      this.#seen = version ?? this.#seen;
    } catch {
      this.#trouble = "full";
    }
    this.#writing = false;
  }
}
