/** When a circle meets, in the words of the page and by the clock that the rest of it goes by. */

import type { Programme, Series, Slot } from "../../index.js";
import { DAYS, formatted, stretch, zoneWords } from "../parts/when.js";
import type { CalendarTexts } from "./texts.js";

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A circle's weeks and hours; as the term has it where its weeks are counted in a way that is not known here. */
export function rhythm(series: Series, { zone, language: written = "en" }: Programme, texts: CalendarTexts, language: string): string {
  if (series.mode === "text") return texts.inWriting;
  const { slot, when = "" } = series;
  if (!slot) return when;
  const at = startOf(slot);
  const weekday = formatted(language, { weekday: "long", timeZone: "UTC" }).format(at);
  const weeks = weeksOf(series.rule ?? "", CODES[DAYS.indexOf(slot.day)] ?? "", weekday, texts, language);
  if (!weeks && language.startsWith(written)) return when;
  const form = formatted(language, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  const words = `${weeks ?? weekday}, ${stretch(form, at, at + slot.minutes * 60_000)} (${zoneWords(zone)})`;
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}

/** The start of a slot in the week of 1 January 2024, which was a Monday. */
function startOf({ day, start }: Slot): number {
  const [hours = 0, minutes = 0] = start.split(":").map(Number);
  return Date.UTC(2024, 0, 1 + Math.max(0, DAYS.indexOf(day)), hours, minutes);
}

/** `1st and 3rd Tuesday of the month` of `FREQ=MONTHLY;BYDAY=1TU,3TU`, and `every 2 weeks on Tuesday` of a rule by weeks. */
function weeksOf(rule: string, code: string, weekday: string, texts: CalendarTexts, language: string): string | undefined {
  const { FREQ, BYDAY = "", INTERVAL = "1", ...more } = Object.fromEntries(rule.split(";").map((part) => part.split("=")));
  const days = BYDAY.split(",").map((day: string) => /^(-?[1-5])?([A-Z]{2})$/.exec(day));
  if (Object.keys(more).length > 0 || days.some((day: RegExpExecArray | null) => day?.[2] !== code)) return undefined;
  const numbers = days.flatMap((day: RegExpExecArray | null) => (day?.[1] ? [Number(day[1])] : []));
  if (FREQ === "WEEKLY" && numbers.length === 0) return texts.everyWeeks(weekday, Number(INTERVAL));
  if (FREQ !== "MONTHLY" || INTERVAL !== "1" || numbers.length !== days.length) return undefined;
  return texts.everyMonth(new Intl.ListFormat(language).format(numbers.map((nth: number) => texts.nth(nth))), weekday);
}
