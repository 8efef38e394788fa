import type { Place, Problem } from "./wasm/peer_circle.js";

export type { Problem };

/**
 * What went wrong, where, and what to do about it.
 *
 * ```js
 * try {
 *   await peer.people.read(file);
 * } catch (error) {
 *   if (error instanceof CircleError && error.code === "file.not_text") say(error.hint);
 * }
 * ```
 */
export class CircleError extends Error implements Problem {
  /** What tells it from other errors, also from one copy of the package to another. */
  override readonly name = "CircleError";
  /** The stable code: what programs compare. */
  readonly code: string;
  /** Where in the input it lies; empty where that is not known. */
  readonly place: Place;
  /** What to do about it, for people; may be empty. */
  readonly hint: string;

  constructor(problem: { code: string; message: string; place?: Place; hint?: string }, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    this.place = problem.place ?? {};
    this.hint = problem.hint ?? "";
  }

  /** The plain form, which survives JSON and structured cloning. */
  toJSON(): Problem {
    return { code: this.code, place: this.place, message: this.message, hint: this.hint };
  }
}

/** Whether a value has the form of a {@link Problem}. */
export function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { code, message } = value as Partial<Problem>;
  return typeof code === "string" && typeof message === "string";
}

/** Whatever was thrown, as a {@link CircleError}; what has no code of its own gets the one given. */
export function asCircleError(thrown: unknown, code: string, hint = ""): CircleError {
  if (thrown instanceof CircleError) return thrown;
  // The errors of Node have codes too, which are not ours; another copy of the package has ours.
  if (isProblem(thrown) && (!(thrown instanceof Error) || thrown.name === "CircleError")) return new CircleError(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CircleError({ code, message, hint }, { cause: thrown });
}
