/** Group lists for other systems, and a programme in figures. */

import { call } from "../core/call.js";
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

  /** A programme in figures; counts of people below `smallest` (5 when left out) are held back. */
  summary(of: { roster: Roster; plan?: Plan; term?: Term; smallest?: number }): Promise<Summary>;
}

export function report(channel: Channel): Report {
  return {
    groups: ({ plan, roster, format = { kind: "plain" } }) => call(channel, "reportGroups", plan, roster, format),
    summary: ({ roster, plan, term, smallest = 5 }) => call(channel, "reportSummary", roster, plan, term, smallest),
  };
}
