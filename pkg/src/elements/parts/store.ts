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
}

const DRAFTS = "drafts";
let database: Promise<IDBPDatabase> | undefined;

/**
 * The browser's own database, opened when first used, and a second copy beside it: after a crash the database may come
 * back empty. The database is written at once, for a page may be left the moment after; tabs take turns at the copy.
 */
export const browserStore: Store = {
  read: (name) =>
    inTurn(name, async () => {
      const [kept, copy] = await Promise.all([get(name), readCopy(name)]);
      if (!copy || (kept?.version ?? 0) >= copy.version) return kept;
      await put(name, () => copy);
      return copy;
    }),
  write: async (name, value, seen) => {
    const next = { version: seen + 1, value };
    const written = await put(name, (kept) => ((kept?.version ?? 0) === seen ? next : undefined));
    return written ? next.version : undefined;
  },
  copy: (name) =>
    inTurn(name, async () => {
      const kept = await get(name);
      if (kept) await writeCopy(name, kept);
    }),
  // The copy first: what is left of a forgetting that was cut off is the whole, not a copy that comes back later.
  remove: (name) =>
    inTurn(name, async () => {
      await removeCopy(name);
      await (await opened()).delete(DRAFTS, name);
    }),
};

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
