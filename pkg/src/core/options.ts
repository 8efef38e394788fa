/** What the package is started with, looked at before anything is fetched: what is not understood would be ignored in silence. */

import { CircleError } from "../error.js";
import { kind, unfit } from "./given.js";
import { HALVES, type Half } from "./source.js";

/** Whether a value is what an option takes, and what that is. */
type Form = readonly [fits: (value: unknown) => boolean, what: string];

const WASM = "the address of the folder that has both halves, or { forming, coding }, each of them an address, bytes or compiled";

/** The options of `load`, by their names. */
const OPTIONS: Readonly<Record<string, Form>> = {
  worker: [of(/^(Boolean|String|URL|Function)$/), "true, false, the address of worker.js, or a function that returns a Worker"],
  wasm: [of(/^(String|URL|Object)$/), WASM],
  timeZoneData: [of(/^Object$/), "files by the names of their zones"],
  patience: [(value) => typeof value === "number" && value > 0, "milliseconds"],
  ready: [isHalf, '"forming" or "coding"'],
};

/** Those that `preload` has beside them, of which it takes whatever a page gives both. */
const AHEAD: Readonly<Record<string, Form>> = {
  ...OPTIONS,
  halves: [(value) => Array.isArray(value) && value.every(isHalf), 'a list of "forming" and "coding"'],
};

/** The options, if every one of them is known and can be used. */
export function fitting<O extends object>(options: O, call: "load" | "preload" | "doctor"): O {
  if (kind(options) !== "Object") throw unfit(call, "its options as one object, or nothing");
  const known = call === "preload" ? AHEAD : OPTIONS;
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const form = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!form) throw unknownOption(name, Object.keys(known).join(", "));
    if (value !== undefined && !form[0](value)) throw unfit(name, `${form[1]}, or leave it out`);
    if (name === "wasm" && kind(value) === "Object") halvesFit(value as object);
  }
  return options;
}

function halvesFit(places: object): void {
  const fits = of(/^(Undefined|String|URL|ArrayBuffer|DataView|\w+Array|WebAssembly\.Module)$/);
  for (const [half, given] of Object.entries(places)) if (!isHalf(half) || !fits(given)) throw unfit(`wasm.${half}`, WASM);
}

function unknownOption(field: string, known: string): CircleError {
  return new CircleError({ code: "call.unreadable", message: `there is no option ${field}`, place: { field }, hint: `the options are ${known}` });
}

function isHalf(value: unknown): value is Half {
  return HALVES.includes(value as Half);
}

function of(kinds: RegExp): (value: unknown) => boolean {
  return (value) => kinds.test(kind(value));
}
