/**
 * The second copy of what is kept, in the browser's private files. A browser that finds its database broken after a
 * crash throws the whole of it away and says nothing: an empty one is all that a page then sees.
 */

import type { Kept } from "./store.js";

const FOLDER = "peer-circle";

/** The copy of a name; nothing where there is none, where it is torn, and in browsers without private files. */
export async function readCopy(name: string): Promise<Kept | undefined> {
  try {
    const file = await (await (await folder(false)).getFileHandle(fileName(name))).getFile();
    const copy = JSON.parse(await file.text()) as Kept;
    return typeof copy.version === "number" ? copy : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves once the copy is on the disk, in place of the one before; without private files the database is all there is. */
export async function writeCopy(name: string, kept: Kept): Promise<void> {
  try {
    // What is written shows only when it is closed: a crash in between leaves the copy before.
    const file = await (await (await folder(true)).getFileHandle(fileName(name), { create: true })).createWritable();
    await file.write(JSON.stringify(kept));
    await file.close();
  } catch {
    // Whoever asked is told of what the database says; an old copy must not pass for a new one.
    await removeCopy(name);
  }
}

export async function removeCopy(name: string): Promise<void> {
  try {
    await (await folder(false)).removeEntry(fileName(name));
  } catch {
    // There was none.
  }
}

async function folder(create: boolean): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create });
}

/** Names of drafts may hold anything; names of files may not. */
function fileName(name: string): string {
  return `${encodeURIComponent(name).replaceAll("*", "%2A")}.json`;
}
