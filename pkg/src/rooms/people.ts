/**
 * Rosters.
 *
 * The pattern for every room:
 *
 * 1. `src/wasm/<room>.rs` exports functions from plain data to plain data (`peopleRead`), and a class (a handle) only
 *    where state pays. A job's class has a constructor, `step(work: u32) -> Result<Ts<Progress>, Thrown>` and a method
 *    for the best answer. A seed crosses as `f64`. Bytes cross as `&[u8]` (a `Uint8Array`).
 * 2. This file has an `interface <Room>` with the words of the public API, documented, and a function `<room>(channel)`
 *    that makes it. Its types are those that the bindings generate from the Rust types: import them from
 *    `../wasm/peer_circle.js`, re-export nothing; `src/index.ts` exports all of them at once.
 * 3. A call is `call(channel, "peopleRead", await bytes(file))`: name, arguments and result are typed by the bindings.
 *    What may take long goes by `followed(channel, following, ...)`, `handle.followed` or `handle.edited`; its long loops in
 *    Rust go through `job::told` or `job::part`, so that no 100 ms pass without a word.
 * 4. State is a class that extends `Held<T>` around `await Handle.make(channel, "Formation", roster, rules, seedOr(seed))`:
 *    `handle.call("why", id)` for what changes nothing, `handle.edit("lock", id)` for what changes something (it is done
 *    again if a worker dies), `await handle.run(options)` to step a job with stop, abort, progress and budget.
 *    Options of long calls are `WorkOptions`, of those whose answer is only there at the end `Following`. Dispose a handle that a call made for itself, in `finally`.
 * 5. Add the room to `Peer` in `src/peer.ts`, and tests of the built package to `test/<room>.test.mjs`.
 */

import { bytes, followed, type FileLike } from "../core/call.js";
import { type Following, part } from "../core/handle.js";
import type { Channel } from "../core/protocol.js";
import { kept } from "../core/text.js";
import type { AddedRead, Holds, MembershipContainer, Registration, Roster, RosterColumn, RosterRead } from "../wasm/peer_circle.js";

/** How a roster file is read. */
export interface Reading extends Following {
  /** What each column holds, for all of them in their order; known by their headings when left out. */
  columns?: readonly Holds[] | undefined;
}

/** Rosters: the people of a programme. */
export interface People {
  /**
   * Reads a roster from a CSV file, from the first sheet of a workbook (`.xlsx`), from JSON of what sign-ups sent (a list of
   * participants, or one a line) or from a roster as JSON, in any usual encoding: what was understood, and a list of what
   * was not. For a workbook the module that also reads transcripts is fetched.
   *
   * ```js
   * const { roster, problems } = await peer.people.read(file);
   * ```
   */
  read(file: FileLike, reading?: Reading): Promise<RosterRead>;

  /** The columns of a roster file, each with what it is taken for and what stands in its first rows. */
  columns(file: FileLike, following?: Following): Promise<RosterColumn[]>;

  /** A roster from the members of a course, as LTI Names and Role Provisioning Services 2.0 answers them. */
  members(container: MembershipContainer, following?: Following): Promise<RosterRead>;

  /**
   * Puts the rows of a file into a roster. A row with the id or the e-mail address of somebody who is there tells of
   * that person: the columns that the file has replace what was known, all else stays.
   */
  add(roster: Roster, file: FileLike, reading?: Reading): Promise<AddedRead>;

  /**
   * The circles that people registered or joined themselves: who is in each, and who was invited and has not accepted by a
   * sign-up of their own.
   */
  registrations(roster: Roster, following?: Following): Promise<Registration[]>;

  /** A roster as a CSV file that `read` takes back; it holds private wishes, so it is for the organiser alone. */
  write(roster: Roster, following?: Following): Promise<string>;
}

/** @internal */
export function people(forming: Channel, coding: Channel): People {
  return {
    read: async (file, reading = {}) => {
      const { rows, problems, following } = await table(coding, file, reading);
      const read = await followed(forming, following, "peopleRead", rows, saying(reading));
      return { ...read, problems: [...problems, ...read.problems] };
    },
    columns: async (file, reading = {}) => {
      const { rows, following } = await table(coding, file, reading);
      return (await followed(forming, following, "peopleColumns", rows)).columns;
    },
    members: (container, following = {}) => followed(forming, following, "peopleMembers", container),
    add: async (roster, file, reading = {}) => {
      const before = kept(roster);
      const { rows, problems, following } = await table(coding, file, reading);
      const added = await followed(forming, following, "peopleAdd", before, rows, saying(reading));
      return { ...added, problems: [...problems, ...added.problems] };
    },
    registrations: async (roster, following = {}) => (await followed(forming, following, "peopleRegistrations", roster)).registrations,
    write: (roster, following = {}) => followed(forming, following, "peopleWrite", roster),
  };
}

function saying({ columns }: Reading): { columns?: Holds[] } {
  return columns ? { columns: [...columns] } : {};
}

/** What the files of spreadsheet programs begin with, archives that they are. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

/** A file that holds a table; of a workbook the first sheet, what was not read of it, and the half of the work that is left. */
async function table(coding: Channel, file: FileLike, following: Following): Promise<{ rows: Uint8Array; problems: RosterRead["problems"]; following: Following }> {
  const content = await bytes(file);
  if (!ARCHIVE.every((byte, at) => content[at] === byte)) return { rows: content, problems: [], following };
  const { csv, problems } = await followed(coding, part(following, 0, 0.5), "workbookCsv", content);
  return { rows: await bytes(csv), problems, following: part(following, 0.5, 1) };
}
