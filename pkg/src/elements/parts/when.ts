/** Days and times in the words of a language. */

import type { Slot } from "../../index.js";

/** The days of a week as programmes name them. */
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const formats = new Map<string, Intl.DateTimeFormat>();

/** The format for a language, made once: making one takes longer than using it a hundred times. */
export function formatted(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, known);
  return known;
}

/** A civil date such as `2020-11-17`, which belongs to no zone. */
export function day(date: string, language: string, options: Intl.DateTimeFormatOptions = {}): string {
  const form = { weekday: "short", day: "numeric", month: "short", year: "numeric", ...options } as const;
  return formatted(language, { ...form, timeZone: "UTC" }).format(new Date(`${date.slice(0, 10)}T00:00Z`));
}

/** A time of day such as `17:30`. */
export function clock(time: string, language: string): string {
  const form = { hour: "numeric", minute: "2-digit", timeZone: "UTC" } as const;
  return formatted(language, form).format(new Date(`2020-01-01T${time === "24:00" ? "00:00" : time}Z`));
}

/** The core tells times as `17:30`; a page tells all of them as its language does. */
export function clocks(text: string, language: string): string {
  return text.replace(/\b(?:[01]\d|2[0-4]):[0-5]\d\b/g, (time) => clock(time, language));
}

/** A weekly slot, such as `Tuesday, 5:30 – 6:30 PM`. */
export function slotWords(slot: Slot, language: string): string {
  return `${weekdayOf(slot, language)}, ${hoursOf(slot, language)}`;
}

export function weekdayOf(slot: Slot, language: string): string {
  return formatted(language, { weekday: "long", timeZone: "UTC" }).format(startOf(slot));
}

export function hoursOf(slot: Slot, language: string): string {
  const [at, form] = [startOf(slot), formatted(language, { hour: "numeric", minute: "2-digit", timeZone: "UTC" })];
  return stretch(form, at, at + slot.minutes * 60_000);
}

/** The start of a slot in the week of 1 January 2024, which was a Monday. */
function startOf({ day, start }: Slot): number {
  return Date.UTC(2024, 0, 1 + Math.max(0, DAYS.indexOf(day)), ...(start.split(":").map(Number) as [number, number]));
}

/** From one time of day to another; past midnight a browser would tell the dates as well. */
export function stretch(form: Intl.DateTimeFormat, from: number, to: number): string {
  const zone = { timeZone: form.resolvedOptions().timeZone };
  const date = (at: number) => formatted("en-CA", { ...zone, dateStyle: "short" }).format(at);
  return date(from) === date(to) ? form.formatRange(from, to) : `${form.format(from)} – ${form.format(to)}`;
}

/** The name of a zone as people say it: `America/New_York` is New York. */
export function zoneWords(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** Milliseconds of a recording as `1:02:03`. */
export function moment(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const pair = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pair(minutes)}:${pair(seconds % 60)}` : `${minutes}:${pair(seconds % 60)}`;
}
