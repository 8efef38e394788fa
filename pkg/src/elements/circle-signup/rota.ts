/** Weeks that are otherwise than most: on call, on leave. */

import { html, nothing, type TemplateResult } from "lit";
import type { BusyTime } from "../../index.js";
import { day } from "../parts/when.js";
import { here, midnight } from "../parts/zones.js";
import type { SignupProgramme } from "./programme.js";
import type { Part } from "./sections.js";

/** A longer programme asks for its first weeks. */
const MOST = 53;
const WEEK = 7;

/** The Mondays of a programme's weeks. */
export function mondays({ from, to }: SignupProgramme): string[] {
  if (!from || !to) return [];
  const first = after(from, -((new Date(`${from}T00:00Z`).getUTCDay() + 6) % WEEK));
  const found: string[] = [];
  for (let at = first; at <= to && found.length < MOST; at = after(at, WEEK)) found.push(at);
  return found;
}

/** Weeks as times at which somebody is busy. */
export function busyWeeks(weeks: readonly string[], { zone = here() }: SignupProgramme): BusyTime[] {
  return weeks.map((monday) => ({ from: instant(midnight(monday, zone)), to: instant(midnight(after(monday, WEEK), zone)) }));
}

/** The weeks to tap, behind a line. */
export function rota({ answers, programme, texts, language, change }: Part): TemplateResult | typeof nothing {
  const weeks = mondays(programme);
  if (weeks.length < 2) return nothing;
  const tick = (monday: string) => (event: Event) => {
    const others = answers.weeksAway.filter((week) => week !== monday);
    change({ weeksAway: (event.target as HTMLInputElement).checked ? [...others, monday].sort() : others });
  };
  const words = (monday: string) => day(monday, language, { weekday: undefined, year: undefined });
  const count = answers.weeksAway.length;
  return html`<details class="behind" id="rota">
    <summary>${texts.weeksAway}${count > 0 ? ` (${count})` : ""}</summary>
    <div class="stack tight">
      <p class="small soft">${texts.weeksAwayHelp}</p>
      <div class="weeks">
        ${weeks.map(
          (monday) => html`<label class="check"><input type="checkbox" .checked=${answers.weeksAway.includes(monday)} @change=${tick(monday)} aria-label=${texts.weekOf(words(monday))} /><span aria-hidden="true">${words(monday)}</span></label>`,
        )}
      </div>
    </div>
  </details>`;
}

/** An instant as the engine writes it. */
function instant(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

function after(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
