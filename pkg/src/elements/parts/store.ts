/** Where elements keep what a person has done: in the browser's own database, or wherever a page says. */

import { openDB, type IDBPDatabase } from "idb";
import { readCopy, removeCopy, writeCopy } from "./copy.js";

/** What was kept, and how often it was written: whoever writes says which state they saw. */
export interface Kept {
  version: number;
  value: unknown;
}

/** A place for drafts, which are plain data as JSON has them. A page can bring its own. */
export interface Store {
  /** What is kept under a name. */
  read(name: string): Promise<Kept | undefined>;
  /**
   * Keeps a value over the state with the number `seen` (0 for none), and resolves to the new number once it is written;
   * to nothing when somebody else, such as another tab, has written in between: then nothing is overwritten.
   */
  write(name: string, value: unknown, seen: number): Promise<number | undefined>;
  /** Makes a second copy of what is kept, where a store can lose the first; a person is told that it is kept after that. */
  copy?(name: string): Promise<void>;
  /** Forgets. */
  remove(name: string): Promise<void>;
  /**
   * Notes at once that what has a number up to `seen` is to be forgotten, where a store can: a page that is left before
   * `remove` is done does not bring it back then.
   */
  letGo?(name: string, seen: number): void;
  /** Keeps the handle of a file that the person chose, beside what is kept under the name, where a store can hold one. */
  keepFile?(name: string, file: FileSystemFileHandle): Promise<void>;
  /** That file, until what is kept under the name is forgotten. */
  file?(name: string): Promise<FileSystemFileHandle | undefined>;
}

const DRAFTS = "drafts";
/** After the name of a draft: its file. */
const FILE = " file";
/** Before the name of what is being forgotten. */
const GONE = "peer-circle gone ";
let database: Promise<IDBPDatabase> | undefined;

/**
 * The browser's own database, opened when first used, and a second copy beside it: after a crash the database may come
 * back empty. The database is written at once, for a page may be left the moment after; tabs take turns at the copy.
 */
export const browserStore: Store = {
  read: (name) =>
    inTurn(name, async () => {
      const [kept, copy] = await Promise.all([get(name), readCopy(name)]);
      if (Math.max(kept?.version ?? 0, copy?.version ?? 0) <= gone(name)) return removed(name);
      forgiven(name);
      if (!copy || (kept?.version ?? 0) >= copy.version) return kept;
      await put(name, () => copy);
      return copy;
    }),
  write: async (name, value, seen) => {
    // Numbers begin anew: what was noted of earlier ones is not about these.
    if (seen === 0) forgiven(name);
    const next = { version: seen + 1, value };
    const written = await put(name, (kept) => ((kept?.version ?? 0) === seen ? next : undefined));
    return written ? next.version : undefined;
  },
  copy: (name) =>
    inTurn(name, async () => {
      const kept = await get(name);
      if (kept) await writeCopy(name, kept);
    }),
  remove: (name) => inTurn(name, () => removed(name)),
  letGo: (name, seen) => noted(() => localStorage.setItem(GONE + name, String(seen))),
  keepFile: async (name, file) => void (await (await opened()).put(DRAFTS, file, name + FILE)),
  file: async (name) => (await opened()).get(DRAFTS, name + FILE) as Promise<FileSystemFileHandle | undefined>,
};

/** The copy first: what is left of a forgetting that was cut off is the whole, not a copy that comes back later. */
async function removed(name: string): Promise<undefined> {
  await removeCopy(name);
  await (await opened()).delete(DRAFTS, name);
  await (await opened()).delete(DRAFTS, name + FILE);
  forgiven(name);
}

function forgiven(name: string): void {
  noted(() => localStorage.removeItem(GONE + name));
}

/** The number up to which what is kept under a name was let go, which a page that was left has no time to do. */
function gone(name: string): number {
  let seen: string | null = null;
  noted(() => (seen = localStorage.getItem(GONE + name)));
  return Number(seen ?? -1);
}

/** A browser may not allow it: then what was cut off comes back. */
function noted(work: () => void): void {
  try {
    work();
  } catch {
    // As said.
  }
}

async function get(name: string): Promise<Kept | undefined> {
  return (await opened()).get(DRAFTS, name) as Promise<Kept | undefined>;
}

/** Looks and writes in one transaction; resolves to whether something was written, once it is on the disk. */
async function put(name: string, next: (kept: Kept | undefined) => Kept | undefined): Promise<boolean> {
  // `strict` waits for the disk.
  const transaction = (await opened()).transaction(DRAFTS, "readwrite", { durability: "strict" });
  const value = next((await transaction.store.get(name)) as Kept | undefined);
  if (value) await transaction.store.put(value, name);
  await transaction.done;
  return value !== undefined;
}

/** One after another over all tabs, where the browser has locks: it has them wherever it has private files. */
function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator;
  return locks ? (locks.request(`peer-circle:${name}`, work) as Promise<T>) : work();
}

function opened(): Promise<IDBPDatabase> {
  const forget = () => (database = undefined);
  database ??= openDB("peer-circle", 1, {
    upgrade: (fresh) => void fresh.createObjectStore(DRAFTS),
    // The browser has closed it, as when somebody clears the site's data: the next call opens it anew.
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  return database;
}
