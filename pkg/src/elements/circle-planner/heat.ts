/** When people are free: a week as a table whose cells are the darker the more people have time. */

import { html, type TemplateResult } from "lit";
import type { Participant, Programme } from "../../index.js";
import { DAYS, formatted, zoneWords } from "../parts/when.js";
import { offset } from "../parts/zones.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

const [HOUR, DAY] = [60, 24 * 60];
const WEEK = 7 * DAY;
/** Shades beside none at all. */
const SHADES = 5;

export function heat(people: readonly Participant[], programme: Programme | undefined, texts: PlannerTexts, language: string): TemplateResult {
  const zone = programme?.zone;
  const counts = freeHours(people, programme);
  const most = Math.max(...counts);
  if (most === 0) return html`<p class="soft">${texts.nobodyFree}</p>`;
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const busy = hours.filter((hour) => DAYS.some((_, day) => counts[day * 24 + hour]));
  const shown = hours.filter((hour) => hour >= Math.min(...busy) && hour <= Math.max(...busy));
  const word = (day: number, weekday: "short" | "long") => formatted(language, { weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));
  const cell = (day: number, hour: number) => {
    const count = counts[day * 24 + hour] ?? 0;
    return html`<td class="heat-${Math.ceil((count / most) * SHADES)}">${count > 0 ? count : ""}</td>`;
  };
  return html`<p class="small soft" id="free-lead">${texts.freeLead(zone ? zoneWords(zone) : "")}. ${workTexts(texts).wholeHours}</p>
  <div class="table" tabindex="0" role="region" aria-label=${texts.freeHours}>
    <table class="free" aria-describedby="free-lead">
      <thead>
        <tr>
          <th scope="col">${texts.time}</th>
          ${DAYS.map((_, day) => html`<th scope="col"><abbr title=${word(day, "long")}>${word(day, "short")}</abbr></th>`)}
        </tr>
      </thead>
      <tbody>
        ${shown.map((hour) => html`<tr><th scope="row">${formatted(language, { hour: "numeric", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1, hour))}</th>${DAYS.map((_, day) => cell(day, hour))}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** How many people have the whole of each hour of a week, by the programme's clock at the start of its term. */
export function freeHours(people: readonly Participant[], programme: Programme | undefined): number[] {
  const counts = new Array<number>(7 * 24).fill(0);
  const at = programme ? Date.parse(`${programme.from}T12:00Z`) : 0;
  const ahead = new Map<string, number>();
  for (const { zone, availability = [] } of people) {
    const by = zone && programme ? (ahead.get(zone) ?? minutesAhead(programme.zone, zone, at)) : 0;
    if (zone) ahead.set(zone, by);
    const free = new Set<number>();
    for (const { day, from, to } of availability) {
      const start = DAYS.indexOf(day) * DAY + minutes(from) + by;
      const end = start + minutes(to) - minutes(from);
      for (let hour = Math.ceil(start / HOUR); (hour + 1) * HOUR <= end; hour += 1) free.add((((hour * HOUR) % WEEK) + WEEK) % WEEK / HOUR);
    }
    for (const hour of free) counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

function minutesAhead(zone: string, other: string, at: number): number {
  try {
    return offset(at, zone) - offset(at, other);
  } catch {
    return 0;
  }
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}
