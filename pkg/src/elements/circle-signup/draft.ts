/** What a person has entered so far, kept in this browser until it is sent: it survives a reload, a crash, being offline. */

/** A place for one draft; a browser that keeps nothing is no reason to fail. */
export class Draft<T> {
  readonly #key: string;

  constructor(name: string) {
    this.#key = `peer-circle-signup:${name}`;
  }

  /** What was kept; nothing where there is none, or where another version kept something else. */
  read(): T | undefined {
    try {
      const kept = localStorage.getItem(this.#key);
      return kept ? (JSON.parse(kept) as T) : undefined;
    } catch {
      return undefined;
    }
  }

  keep(answers: T): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(answers));
    } catch {
      // Private windows and full storage keep nothing: the form itself still has it all.
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // As above.
    }
  }
}
