/** Where elements keep what a person has done: in the browser's own database, or wherever a page says. */

import { openDB, type IDBPDatabase } from "idb";

/** What was kept, and how often it was written: whoever writes says which state they saw. */
export interface Kept {
  version: number;
  value: unknown;
}

/** A place for drafts. A page can bring its own. */
export interface Store {
  /** What is kept under a name. */
  read(name: string): Promise<Kept | undefined>;
  /**
   * Keeps a value over the state with the number `seen` (0 for none), and resolves to the new number once it is safe;
   * to nothing when somebody else, such as another tab, has written in between: then nothing is overwritten.
   */
  write(name: string, value: unknown, seen: number): Promise<number | undefined>;
  /** Forgets. */
  remove(name: string): Promise<void>;
}

const DRAFTS = "drafts";
let database: Promise<IDBPDatabase> | undefined;

/** The browser's own database, opened when first used. */
export const browserStore: Store = {
  read: async (name) => (await opened()).get(DRAFTS, name) as Promise<Kept | undefined>,
  write: async (name, value, seen) => {
    // One transaction for looking and writing; `strict` waits until it is on the disk.
    const transaction = (await opened()).transaction(DRAFTS, "readwrite", { durability: "strict" });
    const kept = (await transaction.store.get(name)) as Kept | undefined;
    const free = (kept?.version ?? 0) === seen;
    if (free) await transaction.store.put({ version: seen + 1, value } satisfies Kept, name);
    await transaction.done;
    return free ? seen + 1 : undefined;
  },
  remove: async (name) => (await opened()).delete(DRAFTS, name),
};

function opened(): Promise<IDBPDatabase> {
  database ??= openDB("peer-circle", 1, { upgrade: (fresh) => void fresh.createObjectStore(DRAFTS) }).catch((error: unknown) => {
    database = undefined;
    throw error;
  });
  return database;
}
