/** Letters to the people of circles: written here, sent by whoever organises. */

import type { Contact, Language, Mail, Roster, ScheduledTerm, Series } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";

/** What a letter is for. */
export type Kind = "invitation" | "reminder" | "topic";

/** What writing needs of the planning that it is part of. */
interface Scheduled {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly term: ScheduledTerm | undefined;
  readonly clock: () => Date;
  readonly organizer: Contact | undefined;
}

export class Writing {
  kind: Kind = "invitation";
  /** The circle's id; all of them when empty. */
  circle = "";
  /** What was written last; each goes to one person. */
  mails: Mail[] | undefined;
  /** Whether the letters tell of a change that was made, and not of what was asked for here. */
  ofChange = false;
  /** Calendar files that go with the letters: of a change, or invitations where somebody invites. */
  calendars: { circle: string; text: string }[] = [];
  failure: Told | undefined;

  constructor(readonly planning: Scheduled) {}

  /** Writes to everybody in the chosen circles. */
  async write(language: Language): Promise<void> {
    const { term, roster, clock, organizer } = this.planning;
    if (!term || !roster) return;
    const { kind, circle } = this;
    const wanted = term.series.filter((one) => circle === "" || one.circle === circle);
    try {
      const peer = await engine();
      const calendars: Writing["calendars"] = [];
      const letters = wanted.map(async (series) => {
        // An invitation tells of all sessions, the others of the next one.
        const session = kind === "invitation" ? undefined : comingUp(series, clock());
        if (kind !== "invitation" && !session) return [];
        // Only what is asked about crosses to the engine.
        const small = peer.calendar.open({ ...term.term, series: [series] });
        const [{ circle }, people] = [series, rosterOf(series, roster)];
        // What a circle writes in weeks takes nobody's time.
        if (kind === "invitation" && organizer && series.rule) {
          calendars.push({ circle, text: await small.ics({ circle, method: "REQUEST", organizer, roster: people, now: clock() }) });
        }
        return small.texts({ kind, circle, ...(session && { session }), roster: people, language });
      });
      const mails = (await Promise.all(letters)).flat();
      const order = wanted.map(({ circle }) => circle);
      this.tell(mails, false, calendars.sort((a, b) => order.indexOf(a.circle) - order.indexOf(b.circle)));
    } catch (error) {
      this.failure = told(error);
    }
    this.planning.host.requestUpdate();
  }

  /** Takes letters that came of something else. */
  tell(mails: Mail[], ofChange = false, calendars: Writing["calendars"] = []): void {
    Object.assign(this, { mails, ofChange, calendars, failure: undefined });
  }

  forget(): void {
    Object.assign(this, { mails: undefined, calendars: [], failure: undefined, circle: "" });
  }
}

function rosterOf({ members = [] }: Series, { participants }: Roster): Roster {
  const wanted = new Set(members);
  return { participants: participants.filter(({ id }) => wanted.has(id)) };
}

/** The id of the next session that takes place. */
function comingUp({ sessions }: Series, now: Date): string | undefined {
  return sessions.find(({ startUtc, status }) => status !== "cancelled" && new Date(startUtc) > now)?.id;
}
