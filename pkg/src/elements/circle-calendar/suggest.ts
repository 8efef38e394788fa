/** Another time for a session, as somebody suggests it in their own zone. */

import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../../index.js";
import { zoneWords } from "../parts/when.js";
import { at, dayIn, starts } from "./moments.js";
import type { CalendarTexts } from "./texts.js";

/** Why a time is not suggested: there is none, the session is at it already, or it is over. */
export type Unsuitable = "noTime" | "sameTime" | "pastTime";

export function unsuitable(session: Session, start: Date | undefined, now: number): Unsuitable | undefined {
  if (!start) return "noTime";
  if (start.getTime() === starts(session)) return "sameTime";
  return start.getTime() <= now ? "pastTime" : undefined;
}

export interface Suggestion {
  /** What is wrong with the time that was tried last. */
  wrong: Unsuitable | undefined;
  now: number;
  /** Whether what was said is still on its way. */
  waiting: boolean;
  send: (start: Date | undefined) => void;
  close: () => void;
}

/** A form with a day and a time, which begin with those that the session has. */
export function suggestion(session: Session, zone: string, texts: CalendarTexts, { wrong, now, waiting, send, close }: Suggestion): TemplateResult {
  const time = at(starts(session), zone, "en-GB", { hour: "2-digit", minute: "2-digit" });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    send(instantIn(`${form.get("day")}T${form.get("time")}`, zone));
  };
  // The browser's own words would be in its language, and not in that of the page.
  return html`<form class="suggest stack tight" novalidate @submit=${submit}>
    <p class="small soft">${texts.suggestLead(zoneWords(zone))}</p>
    <div class="row">
      <label class="check"><span>${texts.day}</span> <input type="date" name="day" required min=${dayIn(now, zone)}
        aria-invalid=${wrong ? "true" : "false"} aria-describedby="suggest-problem" .value=${dayIn(starts(session), zone)} /></label>
      <label class="check"><span>${texts.time}</span> <input type="time" name="time" required
        aria-invalid=${wrong ? "true" : "false"} aria-describedby="suggest-problem" .value=${time} /></label>
    </div>
    <p class="small problem" id="suggest-problem">${wrong ? texts[wrong] : nothing}</p>
    <div class="row">
      <button class="main" aria-disabled=${waiting ? "true" : "false"}>${texts.send}</button>
      <button type="button" aria-disabled=${waiting ? "true" : "false"} @click=${close}>${texts.cancel}</button>
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
