/** What a page hears when somebody signs up. */

import type { Participant, Registration } from "../../index.js";

/** Somebody signs up. */
export class CircleSignupEvent extends Event {
  /** @internal */
  sending: Promise<unknown>[] = [];

  constructor(
    /** The row of the roster, with the circle that the person registers where they do: all that a page has to keep. */
    readonly participant: Participant,
    /** The same as CSV with headings, as the organiser's page takes it. */
    readonly csv: string,
    /** That circle by itself, and whom to invite; none when the person asks to be placed. */
    readonly registration?: Registration,
  ) {
    super("circle-signup", { bubbles: true, composed: true, cancelable: true });
  }

  /** A page that sends it on says when that is done: until then nobody is thanked, and where it fails the answers stay. */
  waitUntil(sent: Promise<unknown>): void {
    this.sending.push(sent);
  }
}

/** Whether a key sends a form: Enter in a line of text. */
export function sends({ key, target, isComposing }: KeyboardEvent): boolean {
  return key === "Enter" && !isComposing && target instanceof HTMLInputElement && /^(text|email|url)$/.test(target.type);
}
