/** Plain data as JSON text, the form in which they cross to the engine and back. */

import { asCircleError, CircleError } from "../error.js";
import { breather, HOLD } from "./pause.js";

/**
 * The text of something, in a list that tells it from a string; a roster that belongs to it may stand beside it, or
 * portions of its long lists, each after the path of its list.
 */
type Packed = readonly [text: string, ...beside: string[]];

/** The texts of what nobody has looked at yet, each with the field that it is read for. */
const unread = new WeakMap<object, { text: string; field?: string }>();

const HINT = "give plain data: no functions, no elements";

/** What goes to the engine: numbers, strings and bytes as they are, all else as text. */
export function pack(value: unknown): unknown {
  if (typeof value === "function" || typeof value === "symbol") throw new CircleError({ code: "call.unreadable", message: `a ${typeof value} was given`, hint: HINT });
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  try {
    const known = unread.get(value);
    if (known && (known.field === undefined || known.field in value)) return [known.text];
    const text = JSON.stringify(value);
    // JSON has null for what is no number, which would pass for something that was left out.
    return [text.includes("null") ? JSON.stringify(value, told) : text];
  } catch (error) {
    throw asCircleError(error, "call.unreadable", HINT);
  }
}

/** What is given now and goes to the engine later: as text it stays what it is, whatever becomes of the caller's objects. */
export function kept<T>(value: T): T {
  const packed = pack(value);
  if (!Array.isArray(packed)) return value;
  const stands = {};
  unread.set(stands, { text: packed[0] as string });
  return stands as T;
}

/** NaN and Infinity as words, which are refused wherever a number is asked for. */
function told(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** What came from the engine; a promise where it has long lists, which are read in portions so that none holds the page up. */
export function unpack(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [text, ...beside] = value as unknown as Packed;
  const read: object = JSON.parse(text);
  if (beside.length > 1) return filled(read, beside);
  return beside[0] === undefined ? read : Object.assign(read, { roster: later(beside[0], "participants") });
}

async function filled(read: object, portions: readonly string[]): Promise<object> {
  const breath = breather(HOLD);
  for (let at = 0; at < portions.length; at += 2) {
    const path = portions[at]!.split(".").filter(Boolean);
    const list = path.reduce((holder, name) => (holder as Record<string, object>)[name]!, read) as unknown[];
    for (const item of JSON.parse(portions[at + 1]!) as unknown[]) list.push(item);
    await breath();
  }
  return read;
}

/**
 * An object with one field, read when that is looked at: until then it goes back to the engine as the text it is, so
 * that tens of thousands of people cost the page nothing.
 */
function later(text: string, field: string): object {
  const object = {};
  let settled: { value: unknown } | undefined;
  const settle = (value: unknown) => {
    unread.delete(object);
    settled = { value };
    // What somebody has frozen meanwhile keeps reading it here.
    if (Object.getOwnPropertyDescriptor(object, field)?.configurable) {
      Object.defineProperty(object, field, { value, writable: true, enumerable: true, configurable: true });
    }
    return value;
  };
  const get = () => (settled ? settled.value : settle((JSON.parse(text) as Record<string, unknown>)[field]));
  Object.defineProperty(object, field, { get, set: settle, enumerable: true, configurable: true });
  unread.set(object, { text, field });
  return object;
}
