/** What a page gives, looked at before anything is done with it: what is wrong there is told with a code, and where it is. */

import { CircleError, isProblem } from "../error.js";

/** What to do about what the platform, or the engine, did not understand. */
export const TYPES = "see in its types what it takes";

/** What work is followed and ended by, and how much of it there may be. */
interface Given {
  signal?: unknown;
  stop?: unknown;
  onProgress?: unknown;
  budget?: unknown;
}

/** The names that these have: another one is a slip, and is not passed over. */
const NAMES: readonly string[] = ["signal", "stop", "onProgress", "budget", "seed"];

/** The same, if work can be followed and ended by it. */
export function given<F extends Given>(following: F): F {
  if (kind(following) !== "Object") throw unfit("options", "its options as one object, or nothing");
  nothingMore(following, NAMES);
  for (const name of ["signal", "stop"] as const) {
    const signal = following[name] as Partial<AbortSignal> | null | undefined;
    if (signal !== undefined && typeof signal?.addEventListener !== "function") throw unfit(name, "an AbortSignal, or leave it out");
  }
  const { onProgress, budget = {} } = following;
  if (onProgress !== undefined && typeof onProgress !== "function") throw unfit("onProgress", "a function, or leave it out");
  if (kind(budget) !== "Object") throw unlimited("budget");
  for (const [name, value] of Object.entries(budget as object) as [string, unknown][]) limit(name, value);
  return following;
}

/** Refuses what a call was given beside what it knows. */
export function nothingMore(all: object, known: readonly string[] = []): void {
  const [name] = Object.entries(all).find(([name, value]) => value !== undefined && !known.includes(name)) ?? [];
  if (name === undefined) return;
  throw new CircleError({ code: "call.unknown_name", message: `"${name}" is no option here`, place: { field: name }, hint: "see in the types of the package what it is called" });
}

/** Refuses what is no part of a budget: a step takes whole work, and a work of nothing in particular would never end. */
function limit(name: string, value: unknown): void {
  const field = `budget.${name}`;
  if (name !== "work" && name !== "milliseconds") throw unlimited(field);
  if (value === undefined || (typeof value === "number" && value >= 0)) return;
  throw new CircleError({ code: "call.budget", message: `${field} is not a number of 0 or more`, place: { field }, hint: "leave it out, and the work goes on until it is done or stopped" });
}

function unlimited(field: string): CircleError {
  return new CircleError({ code: "call.budget", message: `${field} limits nothing`, place: { field }, hint: "give { work } or { milliseconds }, or leave it out" });
}

/** What a value is, by the platform's name for it, which is the same for what comes from another frame. */
export function kind(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Tells a page something; what it does then is its own: an error there ends no work. */
export function tell<T>(hear: ((told: T) => void) | undefined, told: T): void {
  try {
    hear?.(told);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The error of something that was given in another form than it is taken in. */
export function unfit(field: string, what: string): CircleError {
  return new CircleError({ code: "call.unreadable", message: `${field} is something else`, place: { field }, hint: `give ${what}` });
}

/** Has whatever these calls throw be an error with a code, and the promise's where they give one. */
export function guarded<T extends object>(calls: T, name?: string): T {
  for (const [key, { value, ...rest }] of Object.entries(Object.getOwnPropertyDescriptors(calls))) {
    if (typeof value !== "function" || key === "constructor") continue;
    const field = name ? `${name}.${key}` : key;
    Object.defineProperty(calls, key, {
      ...rest,
      value(this: unknown, ...args: readonly unknown[]): unknown {
        try {
          const answer: unknown = value.apply(this, args);
          if (isSeries(answer)) return each(answer, field, args);
          return answer instanceof Promise ? answer.catch((error: unknown) => Promise.reject(coded(error, field, args))) : answer;
        } catch (error) {
          return Promise.reject(coded(error, field, args));
        }
      },
    });
  }
  return calls;
}

function isSeries(answer: unknown): answer is AsyncGenerator {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}

async function* each(series: AsyncGenerator, field: string, args: readonly unknown[]): AsyncGenerator {
  try {
    yield* series;
  } catch (error) {
    throw coded(error, field, args);
  }
}

function reasonOf(options: unknown): unknown {
  try {
    return (options as { signal?: AbortSignal } | null | undefined)?.signal?.reason ?? reasonOf;
  } catch {
    return reasonOf;
  }
}

/** Whether it has a code of ours: the errors of Node have codes too. */
function isOurs(error: unknown): boolean {
  return isProblem(error) && (!(error instanceof Error) || error.name === "CircleError");
}

/** What was thrown; where the platform did not understand what was given, as an error of ours. A signal's reason is its page's. */
export function coded(error: unknown, field: string, args: readonly unknown[] = []): unknown {
  if (isOurs(error) || error instanceof DOMException || args.some((arg) => reasonOf(arg) === error)) return error;
  return new CircleError(
    {
      code: "call.unreadable",
      message: `${field} was given something else than it takes: ${error instanceof Error ? error.message : String(error)}`,
      place: { field },
      hint: TYPES,
    },
    { cause: error },
  );
}
