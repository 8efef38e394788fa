/** Files, pasted rows and addresses on their way into the roster, and what became of each. */

import type { AddedRead, Holds, Roster, RosterRead } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";
import { isTable, type Columns, type Given } from "./columns.js";
import { markOf } from "./draft.js";

/** What happened to the file that was given last. */
export interface Reading {
  /** The file's; empty where rows were pasted, left out where it was no file that failed. */
  name: string | undefined;
  problems: Told[];
  /** Nothing of it could be used, and everything is as it was. */
  refused?: boolean;
  merged?: { added: number; replaced: number };
  /** What no column was taken for, though there are some that are only facts. */
  lacks?: readonly Lack[];
  /** The same once more, where an address did not answer. */
  again?: (() => void) | undefined;
}

/** What circles want to know of everybody. */
export type Lack = "names" | "times";

const NEEDED: Record<Lack, readonly Holds[]> = { names: ["name", "givenName", "familyName"], times: ["availability", "busy"] };

/** The problem that a file has no column of times. */
const UNTOLD = "roster.no_availability";

/** What taking people in needs of the planning that it is part of. */
interface Rostered {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly columns: Columns;
  readonly keeper: { keep(): Promise<void> };
  readonly moving: { done: unknown };
  take(roster: Roster): void;
}

export class Intake {
  /** What happened to the files that were given last, one entry a file. */
  readings: Reading[] = [];
  /** Whether nothing was done since: until then it is told to whoever cannot see it. */
  fresh = false;
  /** The file that was read last, for somebody who knows better what its columns hold. */
  given: Given | undefined;
  /** What tells the people of an address from others that it may answer with later. */
  source: string | undefined;

  constructor(readonly planning: Rostered) {}

  /** Takes a roster, or rows to add to the one that is here. Whatever is wrong with them costs nothing that is here. */
  async read(files: readonly { file: Blob | string; name: string }[]): Promise<void> {
    this.#tell(this.readings.filter(({ again }) => again !== undefined));
    this.planning.moving.done = undefined;
    for (const { file, name } of files) {
      const given = { file, name, before: this.planning.roster };
      const reading = await this.#read(given).catch((error: unknown) => this.#unread(given, told(error)));
      this.#tell([...this.readings, ...reading]);
    }
  }

  /** The same file once more, with what its columns hold. */
  async readAs(given: Given, columns: readonly Holds[]): Promise<void> {
    const read = await this.#read(given, columns);
    this.#tell([...this.readings.filter(({ again }) => again !== undefined), ...read]);
  }

  /** What fails says so and leaves everything as it was; nothing says that all is well again. */
  failed(error: unknown, again?: () => void): void {
    const others = this.readings.filter((one) => one.again !== undefined && one.again !== again);
    this.#tell(error === undefined ? others : [...others, { name: undefined, problems: [told(error)], refused: true, again }]);
  }

  /** Takes the people of an address: beside those of a draft only what has changed there since. */
  async come(file: Blob, name: string): Promise<void> {
    const mark = markOf(await file.text());
    if (mark === this.source) return;
    await this.read([{ file, name }]);
    if (this.readings.some(({ refused }) => refused)) return;
    this.source = mark;
    void this.planning.keeper.keep();
  }

  forget(): void {
    Object.assign(this, { readings: [], given: undefined, source: undefined });
  }

  #tell(readings: Reading[]): void {
    Object.assign(this, { readings, fresh: true });
    this.planning.host.requestUpdate();
  }

  async #read(given: Given, columns?: readonly Holds[]): Promise<Reading[]> {
    const { file, name, before } = given;
    const { people } = await engine();
    const read: RosterRead & Partial<AddedRead> = await (before ? people.add(before, file, { columns }) : people.read(file, { columns }));
    const { roster, problems, added, updated } = read;
    const merged = added && updated && { added: added.length, replaced: updated.length };
    const news = merged ? merged.added + merged.replaced : roster.participants.length;
    // Whoever is in a file and known already, just so, is no news; a file in which nobody is found is refused.
    const refused = news === 0 && (!merged || (await people.read(file, { columns })).roster.participants.length === 0);
    const table = !refused && (await isTable(file));
    if (!refused) [this.given, this.planning.columns.given] = [table ? given : undefined, undefined];
    // What brings nothing new leaves what was formed as it is.
    if (news > 0) this.planning.take(roster);
    // Whoever has said what the columns hold is not asked again.
    const lacks = table && !columns ? await lacking(file, roster) : [];
    // It is told once, with what to do about it here.
    const others = problems.filter(({ code }) => code !== UNTOLD || !lacks.includes("times"));
    return [{ name, problems: others, refused, lacks, ...(merged && { merged }) }];
  }

  /** A table whose headings say nothing is asked about; anything else is none. */
  async #unread(given: Given, problem: Told): Promise<Reading[]> {
    const refused = [{ name: given.name, problems: [problem], refused: true }];
    if (problem.code !== "roster.missing_column") return refused;
    const { columns } = this.planning;
    await columns.ask(given);
    // Headings alone have nothing to ask about.
    if (columns.columns.some(({ sample }) => sample.length > 0)) return [];
    columns.close();
    return refused;
  }
}

/** What no column of a table was taken for, while some of its columns are only facts: one of them may be it. */
async function lacking(file: Blob | string, { participants }: Roster): Promise<Lack[]> {
  const columns = await (await engine()).people.columns(file).catch(() => []);
  const holds = new Set(columns.map((column) => column.holds));
  if (!holds.has("attribute")) return [];
  const untold = participants.some(({ availability, busy }) => !availability?.length && !busy?.length);
  return (["names", "times"] as const).filter((lack) => (lack === "names" || untold) && !NEEDED[lack].some((one) => holds.has(one)));
}
