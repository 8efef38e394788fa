/** Rosters: who takes part, from files, learning platforms and sign-ups. */

import { bytes, followed, type FileLike } from "../core/call.js";
import { type Following, part, shares } from "../core/handle.js";
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
    read: async (file, { columns, ...whole } = {}) => {
      const { rows, problems, following } = await table(coding, file, whole);
      const read = await followed(forming, following, "peopleRead", rows, saying(columns));
      return { ...read, problems: [...problems, ...read.problems] };
    },
    columns: async (file, reading = {}) => {
      const { rows, following } = await table(coding, file, reading);
      return (await followed(forming, following, "peopleColumns", rows)).columns;
    },
    members: (container, following = {}) => followed(forming, following, "peopleMembers", container),
    add: async (roster, file, { columns, ...whole } = {}) => {
      const before = kept(roster, shares(whole));
      const { rows, problems, following } = await table(coding, file, whole);
      const added = await followed(forming, following, "peopleAdd", before, rows, saying(columns));
      return { ...added, problems: [...problems, ...added.problems] };
    },
    registrations: async (roster, following = {}) => (await followed(forming, following, "peopleRegistrations", roster)).registrations,
    write: (roster, following = {}) => followed(forming, following, "peopleWrite", roster),
  };
}

function saying(columns: Reading["columns"]): { columns?: Holds[] } {
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
