/** A session that cannot be when it is: what that would move is shown before it is done. */

import type { ChangeRequest, ChangedTerm, Contact, Language, Mail, Plan, Roster, ScheduledTerm } from "../../index.js";
import { told, type Told } from "../parts/problems.js";

/** What changing needs of the planning that it is part of. */
interface Scheduled {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly plan: Plan | undefined;
  readonly term: ScheduledTerm | undefined;
  readonly clock: () => Date;
  readonly organizer: Contact | undefined;
  readonly writing: { calendars: { circle: string; text: string }[]; tell(mails: Mail[], ofChange: boolean, calendars: { circle: string; text: string }[]): void };
  rescheduled(term: ScheduledTerm): void;
}

/** What becomes of the session: it is left out, or it finds another time. */
export type How = "postpone" | "cancel";

export class Changing {
  /** The circle whose session is changed. */
  circle: string | undefined;
  session = "";
  how: How = "postpone";
  reason = "";
  /** What it would come to. */
  changed: ChangedTerm | undefined;
  failure: Told | undefined;
  busy = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(readonly planning: Scheduled) {}

  /** Opens the question for a circle, or closes it. */
  open(circle: string | undefined): void {
    this.circle = this.circle === circle ? undefined : circle;
    Object.assign(this, { session: "", reason: "", changed: undefined, failure: undefined });
    this.planning.host.requestUpdate();
  }

  /** Another answer was given: what was shown is not about it. */
  answer(given: Partial<Pick<Changing, "session" | "how" | "reason">>): void {
    Object.assign(this, given, { changed: undefined, failure: undefined });
    this.planning.host.requestUpdate();
  }

  /** Looks what it would come to. */
  async look(language: Language): Promise<void> {
    const { term } = this.planning;
    const { session, how, reason } = this;
    if (!term || session === "" || this.busy) return;
    await this.#during(async () => {
      const changed = await term.change({ [how]: session, reason, language, ...this.#given() });
      if (session === this.session && how === this.how && term === this.planning.term) this.changed = changed;
    });
  }

  /** Does what was shown; the letters that it asks for are those to send. */
  make(): void {
    const { changed } = this;
    if (!changed) return;
    this.planning.rescheduled(changed.term);
    this.open(undefined);
    void this.#tell(changed);
  }

  /** What asks for no choice, one after the other: somebody leaves, a circle meets elsewhere. Its people hear of it. */
  follow(change: Pick<ChangeRequest, "leave" | "places">, language: Language): Promise<void> {
    return (this.#turn = this.#turn.then(() => this.#follow(change, language)));
  }

  async #follow(change: Pick<ChangeRequest, "leave" | "places">, language: Language): Promise<void> {
    const { term } = this.planning;
    if (!term) return;
    await this.#during(async () => {
      const changed = await term.change({ ...change, language, ...this.#given() });
      if (term !== this.planning.term) return;
      this.planning.rescheduled(changed.term);
      await this.#tell(changed);
    });
  }

  /** The letters, and what calendars take of the same: invitations where somebody invites, else the circle's sessions as they are now. */
  async #tell({ term, messages, moved, cancelled }: ChangedTerm): Promise<void> {
    const { writing, clock, host } = this.planning;
    const invitations = messages.flatMap(({ circle, calendars }) => calendars.map((text) => ({ circle, text })));
    writing.tell(messages.flatMap(({ mails }) => mails), true, invitations);
    host.requestUpdate();
    const touched = new Set([...moved, ...cancelled]);
    // A place is of the whole series.
    const asked = new Set(messages.filter(({ method }) => method === "REQUEST").map(({ circle }) => circle));
    const circles = term.series.filter(({ circle, sessions }) => invitations.length === 0 && (asked.has(circle) || sessions.some(({ id }) => touched.has(id))));
    const whole = await Promise.all(circles.map(async ({ circle }) => ({ circle, text: await term.ics({ circle, now: clock() }) })));
    if (whole.length > 0 && term === this.planning.term) writing.calendars = whole;
    host.requestUpdate();
  }

  #given() {
    const { roster, clock, organizer } = this.planning;
    return { now: clock(), ...(roster && { roster }), ...(organizer && { organizer }) };
  }

  async #during(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.planning.host.requestUpdate();
    try {
      await work();
      this.failure = undefined;
    } catch (error) {
      this.failure = told(error);
    }
    this.busy = false;
    this.planning.host.requestUpdate();
  }
}
