/** Group lists for other systems, and a programme in figures. */

import { bytes, followed, type FileLike } from "../core/call.js";
import { nothingMore } from "../core/given.js";
import { type Following, shares } from "../core/handle.js";
import type { Channel } from "../core/protocol.js";
import { kept } from "../core/text.js";
import type { GroupFile, GroupFormat, Plan, Roster, Summary, Term } from "../wasm/peer_circle.js";

/** Group lists for other systems, and a programme in figures. */
export interface Report {
  /**
   * The circles as files for another system; a plain table when no format is given.
   *
   * ```js
   * const [file] = await peer.report.groups({ plan, roster });
   * ```
   */
  groups(of: { plan: Plan; roster: Roster; format?: GroupFormat }, following?: Following): Promise<GroupFile[]>;

  /**
   * The circles in the table that another system gives out for groups, such as Brightspace: its rows get their circle,
   * everybody else who has one gets a row.
   */
  fill(of: { plan: Plan; roster: Roster; template: FileLike }, following?: Following): Promise<GroupFile>;

  /** A programme in figures; counts of people below `smallest` (5 when left out) are held back. */
  summary(of: { roster: Roster; plan?: Plan; term?: Term; smallest?: number }, following?: Following): Promise<Summary>;
}

/** @internal */
export function report(channel: Channel): Report {
  return {
    groups: ({ plan, roster, format = { kind: "plain" }, ...others }, following = {}) => {
      nothingMore(others);
      return followed(channel, following, "reportGroups", plan, roster, format);
    },
    fill: async ({ plan, roster, template, ...others }, following = {}) => {
      nothingMore(others);
      const formed = [kept(plan, shares(following)), kept(roster, shares(following))] as const;
      return followed(channel, following, "reportFill", ...formed, await bytes(template, "template"));
    },
    summary: ({ roster, plan, term, smallest = 5, ...others }, following = {}) => {
      // A scheduled term says itself what it is as plain data, which goes over a part at a time.
      const plain = term && "toJSON" in term ? (term as unknown as { toJSON(): Term }).toJSON() : term;
      return followed(channel, { ...others, ...following }, "reportSummary", roster, plan, plain, smallest);
    },
  };
}
