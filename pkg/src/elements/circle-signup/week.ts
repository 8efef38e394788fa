/** A week in quarters of an hour: what is marked as free, by time offered and by cell of the grid. */

import type { Day, Slot, Span, Weekly } from "../../index.js";

/** The days, as they stand in data; weeks start on Monday. */
export const DAYS: readonly Day[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const QUARTER = 15;
const QUARTERS = (24 * 60) / QUARTER;

/** Minutes since midnight of a time such as `17:30`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The time of day so many minutes after midnight. */
export function timeOf(minutes: number): string {
  const pair = (number: number) => String(number).padStart(2, "0");
  return `${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`;
}

export class Week {
  readonly #free: Uint8Array;

  constructor(free: Uint8Array = new Uint8Array(DAYS.length * QUARTERS)) {
    this.#free = free;
  }

  /** The same marks, apart from these. */
  copy(): Week {
    return new Week(this.#free.slice());
  }

  /** Whether all of a stretch is free. */
  covers(day: number, from: number, to: number): boolean {
    return this.#stretch(day, from, to).every((quarter) => quarter === 1);
  }

  /** Marks a stretch as free, or as not. */
  mark(day: number, from: number, to: number, free: boolean): void {
    this.#stretch(day, from, to).fill(free ? 1 : 0);
  }

  /** What is marked here and not in another week. */
  without(other: Week): Week {
    return new Week(this.#free.map((free, at) => (other.#free[at] === 1 ? 0 : free)));
  }

  /** Whether a time that is offered suits. */
  suits(slot: Slot): boolean {
    return parts(slot).every(([day, from, to]) => this.covers(day, from, to));
  }

  /** Marks a time that is offered; taking one back leaves others alone that overlap it and suit. */
  choose(slot: Slot, suits: boolean, offered: readonly Slot[]): void {
    const others = offered.filter((other) => other !== slot && this.suits(other));
    for (const [day, from, to] of parts(slot)) this.mark(day, from, to, suits);
    if (suits) return;
    for (const other of others) for (const [day, from, to] of parts(other)) this.mark(day, from, to, true);
  }

  /** The same marks as a clock shows them that is so many minutes ahead; the week goes round. */
  shifted(minutes: number): Week {
    const [length, by] = [this.#free.length, Math.round(minutes / QUARTER)];
    return new Week(this.#free.map((_, at) => this.#free[(((at - by) % length) + length) % length] ?? 0));
  }

  get isEmpty(): boolean {
    return !this.#free.includes(1);
  }

  /** The free stretches, none touching the next. */
  toWeekly(): Weekly {
    return DAYS.flatMap((day, index) => stretches(this.#stretch(index, 0, 24 * 60), day));
  }

  static from(weekly: Weekly): Week {
    const week = new Week();
    for (const { day, from, to } of weekly) week.mark(DAYS.indexOf(day), minutesOf(from), minutesOf(to), true);
    return week;
  }

  #stretch(day: number, from: number, to: number): Uint8Array {
    const start = day * QUARTERS;
    return this.#free.subarray(start + Math.floor(from / QUARTER), start + Math.ceil(to / QUARTER));
  }
}

/** A slot cut at midnight: day, first minute, last minute. */
function parts({ day, start, minutes }: Slot): [number, number, number][] {
  const index = DAYS.indexOf(day);
  const from = minutesOf(start);
  const to = from + minutes;
  if (to <= 24 * 60) return [[index, from, to]];
  return [
    [index, from, 24 * 60],
    [(index + 1) % 7, 0, to - 24 * 60],
  ];
}

function stretches(quarters: Uint8Array, day: Day): Span[] {
  const found: Span[] = [];
  for (let at = quarters.indexOf(1); at >= 0; ) {
    const end = quarters.indexOf(0, at);
    const to = end < 0 ? quarters.length : end;
    found.push({ day, from: timeOf(at * QUARTER), to: timeOf(to * QUARTER) });
    at = end < 0 ? -1 : quarters.indexOf(1, end);
  }
  return found;
}
