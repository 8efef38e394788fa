/** Sessions as a member sees them: in the zone of whoever looks. */

import type { Series, Session, Term } from "../../index.js";
import { formatted, stretch } from "../parts/when.js";

/** The zone of the person at the page. */
export { here as viewerZone } from "../parts/zones.js";

/** The day and time of an instant in a zone. */
export function at(instant: number, zone: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return formatted(language, { ...options, timeZone: zone }).format(new Date(instant));
}

/** The hours of a session in a zone, such as `5:30 – 6:30 PM`. */
export function hours(session: Session, zone: string, language: string): string {
  const form = formatted(language, { hour: "numeric", minute: "2-digit", timeZone: zone });
  return stretch(form, starts(session), ends(session));
}

export function starts({ startUtc }: Session): number {
  return Date.parse(startUtc);
}

export function ends(session: Session): number {
  return starts(session) + session.minutes * 60_000;
}

/** A week of writing rather than a session. */
export function isWeek({ minutes }: Session): boolean {
  return minutes > 24 * 60;
}

/** The day on which a session starts for whoever looks; a week of writing has its days by the programme's clock, as its topic comes. */
export function firstDay(session: Session, zone: string): string {
  return isWeek(session) ? session.date : dayIn(starts(session), zone);
}

/** The days of a session: seven where a circle writes over a week, whatever the zone and its turns of the clock. */
export function daysOf(session: Session, zone: string): string[] {
  const first = Date.parse(`${firstDay(session, zone)}T00:00Z`);
  const length = isWeek(session) ? Math.round(session.minutes / (24 * 60)) : 1;
  return Array.from({ length }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}

/** The first session that is not over and takes place: one that was moved may come before those planned earlier. */
export function nextOf({ sessions }: Series, now: number): Session | undefined {
  return inTime(sessions).find((session) => ends(session) > now && session.status !== "cancelled");
}

/** Sessions that would have come before another, or at all, and do not take place. */
export function missedOf({ sessions }: Series, next: Session | undefined, now: number): Session[] {
  const before = next ? starts(next) : Infinity;
  return inTime(sessions).filter((session) => session.status === "cancelled" && ends(session) > now && starts(session) < before);
}

function inTime(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((a, b) => starts(a) - starts(b));
}

/** The series of a circle, or of whoever is a member of one. */
export function seriesOf(term: Term, circle: string | undefined, member: string | undefined): Series | undefined {
  if (circle) return term.series.find((series) => series.circle === circle);
  if (member) return term.series.find((series) => series.members?.includes(member));
  return term.series.length === 1 ? term.series[0] : undefined;
}

/** The day of an instant in a zone, as `2020-11-17`. */
export function dayIn(instant: number, zone: string): string {
  return at(instant, zone, "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
}
