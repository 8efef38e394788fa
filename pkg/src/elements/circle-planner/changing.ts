/** A meeting that cannot be when it is: what that would move is shown before it is done. */

import type { ChangedTerm, Language, Mail, Plan, Roster, ScheduledTerm } from "../../index.js";
import { told, type Told } from "../parts/problems.js";

/** What changing needs of the planning that it is part of. */
interface Scheduled {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly plan: Plan | undefined;
  readonly term: ScheduledTerm | undefined;
  readonly clock: () => Date;
  readonly writing: { tell(mails: Mail[], ofChange: boolean): void };
  rescheduled(term: ScheduledTerm): void;
}

/** What becomes of the meeting: it is left out, or it finds another time. */
export type How = "postpone" | "cancel";

export class Changing {
  /** The circle whose meeting is changed. */
  circle: string | undefined;
  session = "";
  how: How = "postpone";
  reason = "";
  /** What it would come to. */
  changed: ChangedTerm | undefined;
  failure: Told | undefined;
  busy = false;

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
    this.planning.writing.tell(changed.messages.flatMap(({ mails }) => mails), true);
    this.planning.rescheduled(changed.term);
    this.open(undefined);
  }

  /** Somebody leaves: their circle goes on without them, and hears of it. */
  async leave(circle: string, member: string, language: Language): Promise<void> {
    const { term } = this.planning;
    if (!term) return;
    await this.#during(async () => {
      const { term: after, messages } = await term.change({ leave: [{ circle, member }], language, ...this.#given() });
      if (term !== this.planning.term) return;
      this.planning.writing.tell(messages.flatMap(({ mails }) => mails), true);
      this.planning.rescheduled(after);
    });
  }

  #given() {
    const { roster, clock } = this.planning;
    return { now: clock(), ...(roster && { roster }) };
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
