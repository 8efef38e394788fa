/** Group lists for other systems, and a programme in figures. */

import { bytes, call, type FileLike } from "../core/call.js";
import type { Channel } from "../core/protocol.js";
import type { GroupFile, GroupFormat, Plan, Roster, Summary, Term } from "../wasm/peer_circle.js";

export interface Report {
  /**
   * The circles as files for another system; a plain table when no format is given.
   *
   * ```js
   * const [file] = await peer.report.groups({ plan, roster });
   * ```
   */
  groups(of: { plan: Plan; roster: Roster; format?: GroupFormat }): Promise<GroupFile[]>;

  /**
   * The circles in the table that another system gives out for groups, such as Brightspace: its rows get their circle,
   * everybody else who has one gets a row.
   */
  fill(of: { plan: Plan; roster: Roster; template: FileLike }): Promise<GroupFile>;

  /** A programme in figures; counts of people below `smallest` (5 when left out) are held back. */
  summary(of: { roster: Roster; plan?: Plan; term?: Term; smallest?: number }): Promise<Summary>;
}

export function report(channel: Channel): Report {
  return {
    groups: ({ plan, roster, format = { kind: "plain" } }) => call(channel, "reportGroups", plan, roster, format),
    fill: async ({ plan, roster, template }) => call(channel, "reportFill", plan, roster, await bytes(template)),
    summary: ({ roster, plan, term, smallest = 5 }) => call(channel, "reportSummary", roster, plan, term, smallest),
  };
}
