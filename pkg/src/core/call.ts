/** The typed call of a function of the bindings, and small helpers that rooms share. */

import { CircleError } from "../error.js";
import { unfit } from "./given.js";
import type { Args, CallName, Result } from "./glue.js";
import { DONE, type Following, shares } from "./handle.js";
import { breather, HOLD } from "./pause.js";
import type { Channel } from "./protocol.js";
import { crossing, unpack } from "./text.js";

/** Calls a function of the bindings, by its name there: plain data in, plain data out. */
export async function call<K extends CallName>(channel: Channel, name: K, ...args: Args<K>): Promise<Result<K>> {
  return unpack(await channel.ask({ kind: "call", name, args: await crossing(args) })) as Result<K>;
}

/** The same for what may take long: it tells how far it is, and is given up when the signal says so. */
export async function followed<K extends CallName>(channel: Channel, following: Following, name: K, ...args: Args<K>): Promise<Result<K>> {
  const control = shares(following);
  const request = { kind: "call", name, args: await crossing(args, control) } as const;
  const result = (await unpack(await channel.ask(request, control), control)) as Result<K>;
  control.onProgress?.(DONE);
  return result;
}

/** A file as people have it: a `File` from an input or a drop, bytes, or text. */
export type FileLike = Blob | ArrayBuffer | Uint8Array | string;

/**
 * The bytes of a file as it is now, whatever becomes of the caller's; text becomes UTF-8. What comes from another frame is of
 * other classes.
 */
export async function bytes(file: FileLike, field = "file"): Promise<Uint8Array> {
  if (typeof file === "string") return new TextEncoder().encode(file);
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength).slice();
  if (isBuffer(file)) return new Uint8Array(file).slice();
  if (typeof (file as Partial<Blob> | null | undefined)?.arrayBuffer !== "function" && !isOldFile(file)) throw unfit(field, "a File, a Blob, bytes or text");
  return new Uint8Array(await content(file));
}

function isBuffer(file: unknown): file is ArrayBuffer {
  return Object.prototype.toString.call(file) === "[object ArrayBuffer]";
}

/** What is in a file, which may have gone since somebody chose it. */
export function content(file: Blob): Promise<ArrayBuffer> {
  return (file.arrayBuffer?.() ?? read(file)).catch((cause: unknown) => {
    throw new CircleError({ code: "file.gone", message: "the file cannot be read any more", hint: "choose it again: it was moved or changed since" }, { cause });
  });
}

/** A file without a method that gives what is in it, as documents have it that tests give Node. */
function isOldFile(file: unknown): boolean {
  return typeof FileReader === "function" && file instanceof Blob;
}

function read(file: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

/** So many numbers are copied between two looks at the clock. */
const NUMBERS = 1 << 14;

/** Lists of numbers one after the other, as bytes that cross at once: as texts they would hold the page up. */
export async function flat<T extends Float32Array | Float64Array>(
  lists: readonly ArrayLike<number>[],
  Kind: new (length: number) => T,
  signal?: AbortSignal,
): Promise<T> {
  const all = new Kind(lists.reduce((sum, { length }) => sum + length, 0));
  const breath = breather(HOLD, () => signal?.throwIfAborted());
  let to = 0;
  for (const list of lists) {
    for (let from = 0; from < list.length; from += NUMBERS) {
      const end = Math.min(from + NUMBERS, list.length);
      for (let at = from; at < end; at++) all[to++] = list[at]!;
      await breath();
    }
  }
  return all;
}

/** The seed that was given, or one from the platform's secure source: 53 bits, which a JSON number holds. */
export function seedOr(given: number | undefined): number {
  if (given !== undefined) return given;
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 0x20_0000) * 0x1_0000_0000 + low;
}
