/** The whole term, as a list and as months. */

import { html, nothing, type TemplateResult } from "lit";
import type { Programme, Series, Session } from "../../index.js";
import { isolated } from "../parts/isolated.js";
import { day } from "../parts/when.js";
import { at, daysOf, ends, firstDay, hours, isWeek, starts } from "./moments.js";
import type { CalendarTexts } from "./texts.js";

/** Whether the viewer cannot come to a session. */
type Away = (session: string) => boolean;

export function list(series: Series, zone: string, now: number, away: Away, texts: CalendarTexts, language: string): TemplateResult {
  const skipped = (series.skipped ?? []).map((holiday) => ({ at: holiday.date, row: skippedRow(holiday, texts, language) }));
  const sessions = series.sessions.map((one) => ({ at: one.start, row: sessionRow(one, zone, now, away(one.id), texts, language) }));
  const rows = [...sessions, ...skipped].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return html`<ol class="sessions">
    ${rows.map(({ row }) => row)}
  </ol>`;
}

function sessionRow(session: Session, zone: string, now: number, away: boolean, texts: CalendarTexts, language: string): TemplateResult {
  const past = ends(session) <= now;
  const status = session.status === "moved" || session.status === "cancelled" ? texts[session.status] : "";
  return html`<li class="session ${past ? "past" : ""} ${session.status ?? ""}" data-session=${session.id}>
    <span class="date">${day(firstDay(session, zone), language, { year: undefined })}</span>
    <span class="soft time"><bdi>${isWeek(session) ? "" : hours(session, zone, language)}</bdi></span>
    <span class="title"><bdi>${session.title ?? texts.openTopic}</bdi> ${status ? html`<span class="chip">${status}</span>` : nothing}
      ${away ? html`<span class="chip">${texts.away}</span>` : nothing}</span>
    ${past ? html`<span class="visually-hidden">${texts.past}</span>` : nothing}
  </li>`;
}

function skippedRow({ date, name = "" }: { date: string; name?: string }, texts: CalendarTexts, language: string) {
  return html`<li class="session skipped soft small"><span>${texts.skipped(day(date, language, { year: undefined }), isolated(name))}</span></li>`;
}

/** Which month is shown, of which months there are, and how others are turned to. */
export interface Months {
  shown: string;
  /** The first and the last of the term. */
  ends: readonly [string, string];
  go: (months: number) => void;
}

/** The first and the last month of a term, and of a circle that meets before or after it. */
export function monthsOf({ from, to }: Programme, { sessions }: Series, zone: string): [string, string] {
  const days = [from, to, ...sessions.flatMap((session) => daysOf(session, zone))].filter(Boolean).sort();
  return [days[0] ?? "", days.at(-1) ?? ""].map((date) => date.slice(0, 7)) as [string, string];
}

/** A month as a table, whose weeks start where the language's do; in small cells its sessions stand below. */
export function month({ shown, ends: [firstMonth, lastMonth], go }: Months, series: Series, zone: string, now: number, away: Away, texts: CalendarTexts, language: string): TemplateResult {
  const first = new Date(`${shown}-01T00:00Z`);
  const title = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(first);
  const byDay = new Map<string, Session[]>();
  for (const session of [...series.sessions].sort((a, b) => starts(a) - starts(b))) {
    for (const date of daysOf(session, zone)) byDay.set(date, [...(byDay.get(date) ?? []), session]);
  }
  const monday = weekStart(language);
  const lead = (first.getUTCDay() - monday + 7) % 7;
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, cell) => cell - lead + 1);
  const names = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2024, 0, 7 + monday + index)));
  const word = (date: Date, weekday: "short" | "long") => new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(date);
  const cell = (number: number) => {
    if (number < 1 || number > length) return html`<td class="outside"></td>`;
    return dayCell(`${shown}-${String(number).padStart(2, "0")}`, byDay, zone, texts, language);
  };
  // At an end the button keeps the focus and does nothing: the other one would turn back.
  const turn = (by: number, word: string, sign: string, end: boolean) =>
    html`<button type="button" class="slim" aria-label=${word} aria-disabled=${end ? "true" : "false"} @click=${() => end || go(by)}>${sign}</button>`;
  return html`<div class="stack tight">
    <div class="row months">
      ${turn(-1, texts.previousMonth, "‹", shown <= firstMonth)}
      <strong aria-live="polite" class="grow">${title}</strong>
      ${turn(1, texts.nextMonth, "›", shown >= lastMonth)}
    </div>
    <table class="month">
      <caption class="visually-hidden">${title}</caption>
      <thead>
        <tr>${names.map((date) => html`<th scope="col"><abbr title=${word(date, "long")}>${word(date, "short")}</abbr></th>`)}</tr>
      </thead>
      <tbody>
        ${Array.from({ length: cells.length / 7 }, (_, week) => html`<tr>${cells.slice(week * 7, week * 7 + 7).map(cell)}</tr>`)}
      </tbody>
    </table>
    <p class="small soft none" role="status">${[...byDay.keys()].some((date) => date.startsWith(shown)) ? nothing : texts.noneInMonth}</p>
    <div class="below">${list(within(shown, series, zone), zone, now, away, texts, language)}</div>
  </div>`;
}

/** What of a series lies in a month. */
function within(shown: string, series: Series, zone: string): Series {
  const inside = (date: string) => date.startsWith(shown);
  return {
    ...series,
    sessions: series.sessions.filter((session) => daysOf(session, zone).some(inside)),
    skipped: (series.skipped ?? []).filter(({ date }) => inside(date)),
  };
}

function dayCell(date: string, byDay: Map<string, Session[]>, zone: string, texts: CalendarTexts, language: string) {
  const number = Number(date.slice(8));
  const sessions = byDay.get(date);
  if (!sessions) return html`<td>${number}</td>`;
  const begun = sessions.filter((session) => firstDay(session, zone) === date);
  if (begun.length === 0) return html`<td class="meets">${number}</td>`;
  return html`<td class="meets">
    <strong class=${begun.every(({ status }) => status === "cancelled") ? "cancelled" : ""}>${number}</strong>
    ${begun.length > 1 ? html`<span class="small many" aria-hidden="true">×${begun.length}</span>` : nothing}
    ${begun.map((session) => meeting(session, zone, texts, language))}
  </td>`;
}

function meeting(session: Session, zone: string, texts: CalendarTexts, language: string) {
  const time = isWeek(session) ? "" : at(starts(session), zone, language, { hour: "numeric", minute: "2-digit" });
  return html`<div class="small meeting ${session.status ?? ""}">
    <span class="hour"><bdi>${time}</bdi></span>
    <span class="what"><bdi>${session.title ?? texts.openTopic}</bdi></span>
    ${session.status === "cancelled" ? html`<span class="visually-hidden">${texts.cancelled}</span>` : nothing}
  </div>`;
}

/** The day on which weeks start: 0 for Sunday, 1 for Monday. */
function weekStart(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return ((locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1) % 7;
}
