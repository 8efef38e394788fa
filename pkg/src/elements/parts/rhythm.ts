/** When a circle meets, in the words of the page and by the clock that the rest of it goes by. */

import type { Programme, Series } from "../../index.js";
import type { TextsOf } from "./texts.js";
import { DAYS, clocks, hoursOf, weekdayOf, zoneWords } from "./when.js";

/** What is said of it, in English. */
export const rhythmTexts = {
  inWriting: "In writing, over the week that follows each topic",
  everyMonth: (weeks: string, weekday: string) => `${weeks} ${weekday} of the month`,
  everyWeeks: (weekday: string, weeks: number) => (weeks === 1 ? `every ${weekday}` : `every ${weeks} weeks on ${weekday}`),
  nth: (number: number) =>
    ({ 1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", [-1]: "last", [-2]: "last but one", [-3]: "last but two", [-4]: "last but three", [-5]: "last but four" })[number] ?? "",
} as const;

export type RhythmTexts = TextsOf<typeof rhythmTexts>;

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A circle's weeks and hours; as the term has it where its weeks are counted in a way that is not known here. */
export function rhythm(series: Series, { zone = "", language: written = "en" }: Partial<Programme> = {}, texts: RhythmTexts, language: string): string {
  if (series.mode === "text") return texts.inWriting;
  const { slot, when = "" } = series;
  if (!slot) return clocks(when, language);
  const weekday = weekdayOf(slot, language);
  const weeks = weeksOf(series.rule ?? "", CODES[DAYS.indexOf(slot.day)] ?? "", weekday, texts, language);
  if (!weeks && language.startsWith(written)) return clocks(when, language);
  const words = `${weeks ?? weekday}, ${hoursOf(slot, language)} (${zoneWords(zone)})`;
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}

/** `1st and 3rd Tuesday of the month` of `FREQ=MONTHLY;BYDAY=1TU,3TU`, and `every 2 weeks on Tuesday` of a rule by weeks. */
function weeksOf(rule: string, code: string, weekday: string, texts: RhythmTexts, language: string): string | undefined {
  const { FREQ, BYDAY = "", INTERVAL = "1", ...more } = Object.fromEntries(rule.split(";").map((part) => part.split("=")));
  const days = BYDAY.split(",").map((day: string) => /^(-?[1-5])?([A-Z]{2})$/.exec(day));
  if (Object.keys(more).length > 0 || days.some((day: RegExpExecArray | null) => day?.[2] !== code)) return undefined;
  const numbers = days.flatMap((day: RegExpExecArray | null) => (day?.[1] ? [Number(day[1])] : []));
  if (FREQ === "WEEKLY" && numbers.length === 0) return texts.everyWeeks(weekday, Number(INTERVAL));
  if (FREQ !== "MONTHLY" || INTERVAL !== "1" || numbers.length !== days.length) return undefined;
  return texts.everyMonth(new Intl.ListFormat(language).format(numbers.map((nth: number) => texts.nth(nth))), weekday);
}
