/** Plain data as JSON text, the form in which they cross to the engine and back. */

import { asCircleError, CircleError } from "../error.js";
import { kind, tell } from "./given.js";
import { type Breath, breather, HOLD, unlessAborted } from "./pause.js";
import type { Control } from "./protocol.js";

/**
 * The text of something, in a list that tells it from a string; a roster that belongs to it may stand beside it, or
 * portions of its long lists, each after the path of its list.
 */
type Packed = readonly [text: string, ...beside: string[]];

/** The texts of what nobody has looked at yet, perhaps still in the making, each with the field that it is read for. */
const unread = new WeakMap<object, { text: string | Promise<string>; field?: string }>();

const HINT = "give plain data: no functions, no elements";
/** A list of more items is written a part at a time, of so many items. */
const PART = 1000;
/** How deep long lists are looked for: down to the turns of the transcripts of a list. */
const DEPTH = 4;

/**
 * What goes to the engine: numbers, strings and bytes as they are, all else as text; a promise where it has long lists, and
 * whoever follows hears that nothing is done yet.
 */
export function packed(given: readonly unknown[], { signal, onProgress }: Control = {}): readonly unknown[] | Promise<readonly unknown[]> {
  const breath = breather(HOLD, () => {
    signal?.throwIfAborted();
    tell(onProgress, { done: false, work: 0 });
  });
  const all = given.map((one) => pack(one, breath));
  return all.some((one) => one instanceof Promise) ? quiet(Promise.all(all)) : all;
}

/** The same for who waits for it, unless they give up before. */
export async function crossing(given: readonly unknown[], control: Control = {}): Promise<readonly unknown[]> {
  control.signal?.throwIfAborted();
  const all = packed(given, control);
  return all instanceof Promise ? unlessAborted(all, control.signal) : all;
}

/** Who gives up before it is needed hears nothing of what went wrong in the making. */
function quiet<T>(coming: Promise<T>): Promise<T> {
  coming.catch(() => undefined);
  return coming;
}

/**
 * One thing of those. It stays what it is now, whatever becomes of the caller's objects, but for what lies deeper in the
 * items of a long list than their own fields: that is read within the next tenth of a second.
 */
export function pack(value: unknown, breath = breather(HOLD)): unknown {
  if (typeof value === "function" || typeof value === "symbol") throw new CircleError({ code: "call.unreadable", message: `a ${typeof value} was given`, hint: HINT });
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const text = textOf(value, breath);
  return typeof text === "string" ? [text] : quiet(text.then((made) => [made]));
}

/** What is given now and goes to the engine later: as text it stays what it is. Whoever follows hears that nothing is done yet. */
export function kept<T>(value: T, { onProgress }: Control = {}): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const [stands, text] = [{}, textOf(value, breather(HOLD, () => tell(onProgress, { done: false, work: 0 })))];
  if (typeof text !== "string") quiet(text);
  unread.set(stands, { text });
  return stands as T;
}

function textOf(value: object, breath: Breath): string | Promise<string> {
  try {
    const known = knownText(value);
    if (known !== undefined) return known;
    return isLong(value) ? inParts(snapshot(value), breath).catch(refuse) : written(value);
  } catch (error) {
    return refuse(error);
  }
}

function knownText(value: object): string | Promise<string> | undefined {
  const known = unread.get(value);
  // What somebody has put beside the field goes along with it.
  return known && (known.field === undefined || Object.keys(value).join() === known.field) ? known.text : undefined;
}

function refuse(error: unknown): never {
  throw asCircleError(error, "call.unreadable", HINT);
}

/** As JSON has it: nothing where there is nothing. */
function written(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  // JSON has null for what is no number, which would pass for something that was left out.
  return text?.includes("null") ? JSON.stringify(value, told) : (text ?? "");
}

/** Whether there are lists that take long to write. */
function isLong(value: unknown): boolean {
  return length(value, DEPTH) > PART;
}

/** How many items all lists have together, as far as it takes to see that these are many. */
function length(value: unknown, depth: number): number {
  const list = Array.isArray(value);
  let sum = list ? value.length : 0;
  if (depth === 0 || (!list && !isPlain(value))) return sum;
  if (!list && knownText(value as object) !== undefined) return Infinity;
  for (const inner of list ? (value as unknown[]) : Object.values(value as object)) {
    if (sum > PART) break;
    sum += length(inner, depth - 1);
  }
  return sum;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || "toJSON" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What is long as it is now. */
function snapshot<T>(value: T): T {
  if (!isLong(value)) return value;
  if (Array.isArray(value)) return value.map((item) => (value.length <= PART && isLong(item) ? snapshot(item) : copied(item))) as T;
  if (knownText(value as object) !== undefined) return value;
  return Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, snapshot(inner)])) as T;
}

/** An item with its fields as they are now; what says itself what it is in JSON stays. */
function copied(item: unknown): unknown {
  if (Array.isArray(item)) return [...(item as unknown[])];
  return typeof item === "object" && item !== null && !("toJSON" in item) && !BOXED.test(kind(item)) ? { ...item } : item;
}

/** Objects that JSON has for what is in them. */
const BOXED = /^(Number|String|Boolean|BigInt)$/;

/** JSON text whose long lists are written a part at a time, so that none holds the page up. */
async function inParts(value: unknown, breath: Breath): Promise<string> {
  if (!isLong(value)) return written(value);
  const parts: string[] = [];
  if (!Array.isArray(value)) {
    const known = knownText(value as object);
    if (known !== undefined) return known;
    // What is short is written at once, as it is now.
    const texts = await Promise.all(Object.values(value as object).map((inner) => (isLong(inner) ? inParts(inner, breath) : written(inner))));
    Object.keys(value as object).forEach((name, at) => texts[at] && parts.push(`${JSON.stringify(name)}:${texts[at]}`));
    return `{${parts.join()}}`;
  }
  // Of a few items each may be long itself.
  for (const item of value.length > PART ? [] : value) {
    parts.push(isLong(item) ? await inParts(item, breath) : written(item) || "null");
    await breath();
  }
  for (let from = 0; value.length > PART && from < value.length; from += PART) {
    parts.push(written(value.slice(from, from + PART)).slice(1, -1));
    await breath();
  }
  return `[${parts.join()}]`;
}

/** NaN and Infinity as words, which are refused wherever a number is asked for. */
function told(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/**
 * What came from the engine; a promise where it has long lists, which are read in portions so that none holds the page up:
 * whoever follows hears that the engine has done its part.
 */
export function unpack(value: unknown, { signal, onProgress }: Control = {}): unknown {
  if (!Array.isArray(value)) return value;
  const [text, ...beside] = value as unknown as Packed;
  const read: object = JSON.parse(text);
  const hear = () => {
    signal?.throwIfAborted();
    tell(onProgress, { done: false, work: 1, all: 1 });
  };
  if (beside.length > 1) return unlessAborted(filled(read, beside, breather(HOLD, hear)), signal);
  return beside[0] === undefined ? read : Object.assign(read, { roster: later(beside[0], "participants") });
}

async function filled(read: object, portions: readonly string[], breath: Breath): Promise<object> {
  for (let at = 0; at < portions.length; at += 2) {
    const path = portions[at]!.split(".").filter(Boolean);
    const list = path.reduce((holder, name, depth) => ((holder as Record<string, object>)[name] ??= depth < path.length - 1 ? {} : []), read) as unknown[];
    for (const item of JSON.parse(portions[at + 1]!) as unknown[]) list.push(item);
    await breath();
  }
  return read;
}

/**
 * An object with one field, read when that is looked at: until then it goes back to the engine as the text it is, so
 * that thousands of people cost the page nothing.
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
