/** The programme's clock beside that of whoever signs up: answers are kept by the first and told by the second. */

import type { Slot } from "../../index.js";
import { here, offset } from "../parts/zones.js";
import { DAYS, minutesOf, timeOf } from "./week.js";

const DAY = 24 * 60;

/** How far this device's clock is ahead of a programme's, in minutes, and whether that changes during its term. */
export function ahead({ zone, from, to }: { zone?: string; from?: string; to?: string }): { minutes: number; varies: boolean } {
  const mine = here();
  if (!zone || zone === mine) return { minutes: 0, varies: false };
  const start = from ? Date.parse(`${from}T12:00Z`) : Date.now();
  const end = to ? Date.parse(`${to}T12:00Z`) : start;
  try {
    const at = (instant: number) => offset(instant, mine) - offset(instant, zone);
    const minutes = at(start);
    let varies = false;
    for (let week = start; week <= end && !varies; week += 7 * 86_400_000) varies = at(week) !== minutes;
    return { minutes, varies };
  } catch {
    // A zone that this browser does not know: its times are told as they are.
    return { minutes: 0, varies: false };
  }
}

/** A slot as another clock shows it. */
export function shifted({ day, start, minutes }: Slot, by: number): Slot {
  const at = DAYS.indexOf(day) * DAY + minutesOf(start) + by;
  const week = 7 * DAY;
  const moved = ((at % week) + week) % week;
  return { day: DAYS[Math.floor(moved / DAY)] ?? day, start: timeOf(moved % DAY), minutes };
}
