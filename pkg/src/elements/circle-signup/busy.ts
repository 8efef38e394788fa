/** A person's own calendar file against a typical week: in how many weeks of the term each stretch is taken. */

import type { BusyTime, Peer } from "../../index.js";
import { here, wall } from "../parts/zones.js";
import type { SignupProgramme } from "./programme.js";
import { DAYS, Week } from "./week.js";

/** Weeks that are looked at where the programme does not say when it runs. */
const WEEKS = 12;
/** A stretch that is taken in fewer weeks than this share usually suits. */
const USUALLY = 0.34;
const DAY = 24 * 60;
/** The days and hours that are marked where no times are offered. */
const [WORKDAYS, FIRST, LAST, STEP] = [5, 8 * 60, 18 * 60, 30];

export class Taken {
  /** Every day of the term, and from when to when it is taken, in minutes. */
  readonly #days = new Map<string, [number, number][]>();

  constructor(
    readonly times: readonly BusyTime[],
    readonly term: { from: string; to: string },
    zone: string,
  ) {
    for (let date = term.from; date <= term.to; date = dayAfter(date)) this.#days.set(date, []);
    for (const { from, to } of times) this.#take(wall(from, zone), wall(to, zone));
  }

  /** Whether nothing of it falls into the term. */
  get isEmpty(): boolean {
    return this.filled.taken === 0;
  }

  /** In how many of the term's weeks there is something at all. */
  get filled(): { taken: number; of: number } {
    const weeks = new Map<string, boolean>();
    for (const [date, stretches] of this.#days) {
      const monday = after(date, -weekday(date));
      weeks.set(monday, weeks.get(monday) === true || stretches.length > 0);
    }
    return { taken: [...weeks.values()].filter(Boolean).length, of: weeks.size };
  }

  /** In how many of how many weeks a stretch of a day is taken. */
  weeks(day: number, from: number, to: number): { taken: number; of: number } {
    const dates = [...this.#days].filter(([date]) => weekday(date) === day);
    const met = ([, stretches]: [string, [number, number][]]) => stretches.some(([start, end]) => start < to && end > from);
    return { taken: dates.filter(met).length, of: dates.length };
  }

  /** Whether somebody usually has time. */
  suits(day: number, from: number, to: number): boolean {
    const { taken, of } = this.weeks(day, from, to);
    return taken < Math.max(1, of * USUALLY);
  }

  #take([date, from]: [string, number], [last, to]: [string, number]): void {
    for (let at = date; at <= last; at = dayAfter(at)) {
      this.#days.get(at)?.push([at === date ? from : 0, at === last ? to : DAY]);
    }
  }
}

/** A week and what a calendar usually leaves free besides: of the times that are offered, else of the hours of work. */
export function likely(taken: Taken, { signup }: SignupProgramme, week: Week): Week {
  const found = week.copy();
  const offered = signup?.times ?? [];
  for (const slot of offered) if (slotWeeks(taken, slot).suits) found.choose(slot, true, offered);
  if (offered.length > 0) return found;
  for (let day = 0; day < WORKDAYS; day += 1) {
    for (let at = FIRST; at < LAST; at += STEP) if (taken.suits(day, at, at + STEP)) found.mark(day, at, at + STEP, true);
  }
  return found;
}

/** In how many weeks an offered time is taken. */
export function slotWeeks(taken: Taken, { day, start, minutes }: { day: string; start: string; minutes: number }): { taken: number; of: number; suits: boolean } {
  const [hours = 0, rest = 0] = start.split(":").map(Number);
  const [at, from] = [DAYS.indexOf(day as never), hours * 60 + rest];
  return { ...taken.weeks(at, from, from + minutes), suits: taken.suits(at, from, from + minutes) };
}

/** Reads the file in this browser. */
export async function readCalendar(peer: Peer, file: File, { zone = here(), from, to }: SignupProgramme): Promise<Taken> {
  const start = from ?? new Date().toISOString().slice(0, 10);
  const end = to ?? after(start, WEEKS * 7 - 1);
  // A day more at both ends: the term's days are those of the programme's zone.
  const { busy, problems } = await peer.calendar.busy(file, { from: `${after(start, -1)}T00:00:00Z`, to: `${after(end, 2)}T00:00:00Z`, zone });
  const [problem] = problems;
  if (busy.times.length === 0 && problem) throw problem;
  return new Taken(busy.times, { from: start, to: end }, zone);
}

function dayAfter(date: string): string {
  return after(date, 1);
}

function after(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function weekday(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
}
