/** Which column of a roster holds what, said by somebody who can read its headings. */

import type { Holds, Roster, RosterColumn } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";

/** What reading needs of the planning that it is part of. */
interface Rostered {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  /** Reads a file once more, over the roster that was there before it. */
  readonly intake: { readAs(given: Given, columns: readonly Holds[]): Promise<void> };
}

/** A file, and the roster that was there before it. */
export interface Given {
  file: Blob | string;
  name: string;
  before: Roster | undefined;
}

/** Whether a file is a table, whose columns can be asked about; what begins so is JSON. */
export async function isTable(file: Blob | string): Promise<boolean> {
  const start = typeof file === "string" ? file.slice(0, 100) : await file.slice(0, 100).text();
  return !/^\uFEFF?\s*[[{]/.test(start);
}

export class Columns {
  /** The file whose columns are asked about. */
  given: Given | undefined;
  columns: readonly RosterColumn[] = [];
  holds: Holds[] = [];
  failure: Told | undefined;
  busy = false;

  constructor(readonly planning: Rostered) {}

  /** Asks what the columns of a file hold; each is taken for what its heading says until somebody knows better. */
  async ask(given: Given): Promise<void> {
    const columns = await (await engine()).people.columns(given.file);
    Object.assign(this, { given, columns, holds: columns.map(({ holds }) => holds), failure: undefined });
    this.planning.host.requestUpdate();
  }

  say(at: number, holds: Holds): void {
    this.holds = this.holds.map((one, other) => (other === at ? holds : one));
    this.planning.host.requestUpdate();
  }

  /** Reads the file so. */
  async take(): Promise<void> {
    const { given, holds } = this;
    if (!given || this.busy) return;
    this.busy = true;
    try {
      await this.planning.intake.readAs(given, holds);
      this.close();
    } catch (error) {
      this.failure = told(error);
    }
    this.busy = false;
    this.planning.host.requestUpdate();
  }

  close(): void {
    Object.assign(this, { given: undefined, columns: [], holds: [], failure: undefined });
    this.planning.host.requestUpdate();
  }
}
