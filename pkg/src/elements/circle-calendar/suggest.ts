/** Another time for a session, as somebody suggests it in their own zone. */

import { html, type TemplateResult } from "lit";
import type { Session } from "../../index.js";
import { zoneWords } from "../parts/when.js";
import { at, dayIn, starts } from "./moments.js";
import type { CalendarTexts } from "./texts.js";

/** A form with a day and a time, which begin with those that the session has. */
export function suggestion(
  session: Session,
  zone: string,
  texts: CalendarTexts,
  send: (start: Date) => void,
  close: () => void,
): TemplateResult {
  const time = at(starts(session), zone, "en-GB", { hour: "2-digit", minute: "2-digit" });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const start = instantIn(`${form.get("day")}T${form.get("time")}`, zone);
    if (start) send(start);
  };
  return html`<form class="suggest stack tight" @submit=${submit}>
    <p class="small soft">${texts.suggestLead(zoneWords(zone))}</p>
    <div class="row">
      <label class="check"><span>${texts.day}</span> <input type="date" name="day" required .value=${dayIn(starts(session), zone)} /></label>
      <label class="check"><span>${texts.time}</span> <input type="time" name="time" required .value=${time} /></label>
    </div>
    <div class="row">
      <button class="main">${texts.send}</button>
      <button type="button" @click=${close}>${texts.cancel}</button>
    </div>
  </form>`;
}

/** The instant at which the clock of a zone shows a time, such as `2020-11-17T12:00`; a skipped time is moved forward. */
export function instantIn(local: string, zone: string): Date | undefined {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return undefined;
  const ahead = (instant: number) => {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    const [date, time] = new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: zone }).format(new Date(instant)).split(" ");
    return Date.parse(`${date}T${time}Z`) - Math.floor(instant / 60_000) * 60_000;
  };
  // By the clock of the day before, then corrected by what holds there: right on both sides of a turn.
  const first = wanted - ahead(wanted - 86_400_000);
  const second = wanted - ahead(first);
  return new Date(ahead(second) === wanted - second ? second : Math.max(first, second));
}
