/** The circles that people registered, as the planner knows them. */

import type { Registration, Roster } from "../../index.js";
import { engine } from "../parts/engine.js";

/** What knowing them needs of the planning that it is part of. */
interface Rostered {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
}

export class Registering {
  /** Each with who is in it, and who was invited and has not accepted. */
  circles: Registration[] = [];

  constructor(readonly planning: Rostered) {}

  /** Asks who is in which; most rosters name no circle. */
  async know(roster: Roster): Promise<void> {
    const any = roster.participants.some(({ circle }) => circle);
    const circles = any ? await (await engine()).people.registrations(roster).catch(() => []) : [];
    // Another roster may have come meanwhile.
    if (roster !== this.planning.roster) return;
    this.circles = circles;
    this.planning.host.requestUpdate();
  }
}
