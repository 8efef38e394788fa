/** The answers as a draft keeps them, and the question whether what was sent has arrived. */

import { html, type TemplateResult } from "lit";
import type { BusyTime, Participant } from "../../index.js";
import { formatted } from "../parts/when.js";
import { answersOf, participant, type Answers } from "./answers.js";
import type { SignupProgramme } from "./programme.js";
import type { SignupTexts } from "./texts.js";

/** What is kept besides the row of the roster: how busy times came about, and when a form sent it. */
interface Away {
  weeksAway: string[];
  told: BusyTime[];
  /** What one way into a circle asks and another does not send, for whoever goes back to it; some of it is private. */
  asked: Pick<Answers, "attributes" | "peerBy" | "leader" | "notWith" | "circle" | "invited" | "platform" | "url">;
  sentAt: number;
}

/** Milliseconds for which what a form has sent is kept at most, private wishes and all: a week. */
const KEPT = 7 * 24 * 3_600_000;

export function stateOf(answers: Answers, programme: SignupProgramme, sentAt?: number): string {
  const { weeksAway, busy: told, attributes, peerBy, leader, notWith, circle, invited, platform, url } = answers;
  const asked = sentAt === undefined && { asked: { attributes, peerBy, leader, notWith, circle, invited, platform, url } };
  const away = { ...(weeksAway.length > 0 && { weeksAway }), ...(told.length > 0 && { told }), ...asked, ...(sentAt !== undefined && { sentAt }) };
  return JSON.stringify({ ...participant(answers, programme), ...away });
}

export function answersFrom(state: string): { answers: Answers; sentAt: number | undefined } {
  const { weeksAway = [], told = [], asked, sentAt, ...person } = JSON.parse(state) as Participant & Partial<Away>;
  return { answers: { ...answersOf(person), weeksAway, busy: told, ...asked }, sentAt };
}

/** Whether what was sent has been kept for long enough. */
export function over(sentAt: number | undefined): boolean {
  return sentAt !== undefined && Date.now() - sentAt > KEPT;
}

/** Only the server knows whether it arrived, and the person. */
export function sentBefore(sentAt: number, texts: SignupTexts, language: string, forget: () => void): TemplateResult {
  const when = formatted(language, { dateStyle: "long", timeStyle: "short" }).format(sentAt);
  return html`<div class="notice row" role="status" id="sent-before">
    <p class="grow">${texts.sentBefore(when)}</p>
    <button type="button" @click=${forget}>${texts.arrived}</button>
  </div>`;
}
