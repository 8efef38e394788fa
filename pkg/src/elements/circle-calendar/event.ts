/** What a page hears of what a member says. */

/** The page tells whoever should know; a page that does nothing about it has told nobody. */
export abstract class SayingEvent extends Event {
  /** The id of the session that it is about. */
  abstract readonly session: string;
  /** @internal */
  readonly sending: Promise<unknown>[] = [];

  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }

  /** A page that passes it on says when that is done: it counts then, and where it fails the member is told to try again. */
  waitUntil(told: Promise<unknown>): void {
    this.sending.push(told);
  }
}

/** A member says whether they can come to a session; the page keeps it. */
export class CircleAbsenceEvent extends SayingEvent {
  constructor(
    readonly session: string,
    readonly absent: boolean,
  ) {
    super("circle-absence");
  }
}

/** A member says that they are in a session; the page notes it. */
export class CircleCheckInEvent extends SayingEvent {
  constructor(
    readonly session: string,
    readonly here: boolean,
  ) {
    super("circle-check-in");
  }
}

/** A member suggests another time for a session; the page tells whoever decides. */
export class CircleSuggestEvent extends SayingEvent {
  constructor(
    readonly session: string,
    /** The instant at which it would start. */
    readonly start: Date,
  ) {
    super("circle-suggest");
  }
}
