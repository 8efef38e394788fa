/** Clocks of zones, as the browser knows them. */

import { formatted } from "./when.js";

/** The zone that this device is set to. */
export function here(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The date and the minute of the day that clocks in a zone show at an instant. */
export function wall(instant: string | number, timeZone: string): [string, number] {
  const form = { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const parts = formatted("en-CA", form).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return [`${part("year")}-${part("month")}-${part("day")}`, Number(part("hour")) * 60 + Number(part("minute"))];
}

/** How many minutes a zone's clock is ahead of UTC at an instant. */
export function offset(instant: number, zone: string): number {
  const [date, minute] = wall(instant, zone);
  return Math.round((Date.parse(`${date}T00:00Z`) + minute * 60_000 - instant) / 60_000);
}

/** The instant at which a day begins in a zone. */
export function midnight(date: string, zone: string): Date {
  const guess = Date.parse(`${date}T00:00Z`);
  const first = guess - offset(guess, zone) * 60_000;
  return new Date(guess - offset(first, zone) * 60_000);
}
