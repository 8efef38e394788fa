/** Tells a worker that hangs from one that is busy: nobody can look into it, but it can be silent for too long. */

/** A wait is counted in this many parts, so that a page that was asleep for hours has missed one of them, not all. */
const PARTS = 4;
/** Timers count milliseconds in 32 bits: what is longer would be over at once. */
const LONGEST = 2 ** 31 - 1;

export class Watch {
  readonly #patience: number;
  readonly #hang: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silent = 0;

  /** Calls `hang` after this many milliseconds without a sign of life while somebody waits. */
  constructor(patience: number, hang: () => void) {
    this.#patience = patience;
    this.#hang = hang;
  }

  /** Whether somebody waits. */
  set waiting(waiting: boolean) {
    if (!waiting) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined && Number.isFinite(this.#patience)) {
      this.#silent = 0;
      this.#timer = setInterval(() => this.#tick(), Math.min(this.#patience / PARTS, LONGEST));
      // In Node it must not keep a program alive; browsers have numbers here.
      (this.#timer as { unref?: () => void }).unref?.();
    }
  }

  /** The worker said something. */
  alive(): void {
    this.#silent = 0;
  }

  #tick(): void {
    this.#silent += 1;
    if (this.#silent <= PARTS) return;
    this.waiting = false;
    this.#hang();
  }
}
