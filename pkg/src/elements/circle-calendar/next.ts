/** The next session: when, where, about what, and the one tap that says "I can't". */

import { html, nothing, type TemplateResult } from "lit";
import type { Session, Term, Topic } from "../../index.js";
import { isolated } from "../parts/isolated.js";
import { placeOf } from "../parts/place.js";
import { day, zoneWords } from "../parts/when.js";
import { wall } from "../parts/zones.js";
import { at, dayIn, daysOf, hours, isWeek, starts } from "./moments.js";
import type { CalendarTexts } from "./texts.js";

export interface NextActions {
  /** What was done last. */
  said: TemplateResult;
  /** Whether it is still on its way, so that nothing else can be said yet. */
  waiting: boolean;
  absent: boolean;
  /** Whether the viewer has said that they are there; left out when it is not the time to say so. */
  here: boolean | undefined;
  checkIn: () => void;
  /** The form for another time, while it is open. */
  suggesting: TemplateResult | undefined;
  suggest: () => void;
  /** When the viewer would have it instead, as an ISO string. */
  suggested: string | undefined;
  /** The page for the leader; left out for everybody else. */
  kit: (() => void) | undefined;
  /** Whether the browser can hand a text to another program. */
  canHand: boolean;
  hand: (text: string) => void;
  /** Who else cannot come, by name. */
  others: readonly string[];
  /** The days of sessions before this one that do not take place. */
  missed: readonly string[];
  /** How many could come, where that is fewer than are needed. */
  few: number | undefined;
  toggle: () => void;
  share: (text: string) => void;
}

export function next(
  session: Session,
  term: Term,
  zone: string,
  now: number,
  texts: CalendarTexts,
  language: string,
  actions: NextActions,
): TemplateResult {
  const { programme } = term;
  const topic = session.topic === undefined ? undefined : programme.topics?.[session.topic];
  // A topic is out from its day on, by the programme's clock.
  const hidden = session.release !== undefined && session.release > wall(now, programme.zone)[0];
  const place = placeOf(term, session);
  const link = safeLink(place.url);
  const platform = isWeek(session) ? undefined : place.platform;
  return html`<section class="panel next stack" aria-labelledby="next" part="next">
    <div class="stack tight">
      <h3 id="next" class="soft">${isWeek(session) ? texts.thisWeek : texts.next}</h3>
      <p class="when">${when(session, zone, language, texts)}</p>
      ${isWeek(session) ? nothing : html`<p class="soft">${hoursIn(session, programme.zone, zone, language, texts)}</p>`}
      ${platform ? html`<p class="soft">${texts.at(isolated(platform))}</p>` : nothing}
    </div>
    ${actions.missed.map((date) => html`<p class="small">${texts.notThis(date)}</p>`)}
    ${hidden ? html`<p>${texts.notYet(day(session.release ?? "", language))}</p>` : about(session, topic, texts)}
    ${actions.suggested === undefined ? nothing : html`<p class="small" id="suggested" data-start=${actions.suggested}>${texts.suggestedTime(momentWords(Date.parse(actions.suggested), zone, language))}</p>`}
    ${actions.others.length > 0 ? html`<p class="small" id="absent">${texts.absent(new Intl.ListFormat(language).format(actions.others.map(isolated)))}</p>` : nothing}
    ${actions.absent ? html`<p id="away"><span class="chip">${texts.away}</span></p>` : nothing}
    ${actions.few === undefined ? nothing : html`<p class="notice warn" id="quorum">${texts.quorum(actions.few)}</p>`}
    <div class="row">
      ${link ? html`<a class="button main" href=${link} target="_blank" rel="noopener noreferrer">${texts.join}</a>` : nothing}
      ${isWeek(session) ? sharing(prompt(session, topic), hidden, texts, actions) : meeting(texts, actions, link === undefined)}
      ${actions.kit ? html`<button type="button" id="kit" @click=${actions.kit}>${texts.kit}</button>` : nothing}
    </div>
    ${actions.said} ${actions.suggesting ?? nothing}
  </section>`;
}

/** What a member does about a session: be there, not be there, ask for another time; where there is a link, that is what they come for. */
function meeting(texts: CalendarTexts, { waiting, here, checkIn, absent, toggle, suggesting, suggest }: NextActions, alone: boolean) {
  const disabled = waiting ? "true" : "false";
  return html`${here === undefined
      ? nothing
      : html`<button type="button" class=${here || !alone ? "" : "main"} id="check-in" aria-disabled=${disabled} aria-pressed=${here ? "true" : "false"} @click=${checkIn}>${texts.here}</button>`}
    <button type="button" id="absence" aria-disabled=${disabled} @click=${toggle}>${absent ? texts.can : texts.cannot}</button>
    <button type="button" id="suggest" aria-disabled=${disabled} aria-expanded=${suggesting ? "true" : "false"} @click=${suggest}>${texts.suggest}</button>`;
}

/** A week's prompt, for the chat in which the circle writes. */
function sharing(text: string, hidden: boolean, texts: CalendarTexts, { share, canHand, hand }: NextActions) {
  return html`<button type="button" class="main" ?disabled=${hidden} @click=${() => share(text)}>${texts.share}</button>
    ${canHand ? html`<button type="button" ?disabled=${hidden} @click=${() => hand(text)}>${texts.hand}</button>` : nothing}`;
}

function when(session: Session, zone: string, language: string, texts: CalendarTexts): string {
  const [first = "", ...rest] = daysOf(session, zone).map((date) => day(date, language, { weekday: "long", month: "long", year: undefined }));
  return isWeek(session) ? `${first}, ${texts.until(rest.at(-1) ?? first)}` : first;
}

/** A day and a time that somebody would have a session at. */
export function momentWords(start: number, zone: string, language: string): string {
  return at(start, zone, language, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
}

function hoursIn(session: Session, there: string, here: string, language: string, texts: CalendarTexts) {
  const mine = hours(session, here, language);
  const theirs = hours(session, there, language);
  // Hours read from left to right in every script.
  if (mine === theirs) return html`<bdi>${mine}</bdi>`;
  const same = dayIn(starts(session), here) === dayIn(starts(session), there);
  const weekday = same ? "" : `${at(starts(session), there, language, { weekday: "short" })} `;
  return html`<bdi>${mine}</bdi> ${texts.inZone(zoneWords(here))}, <bdi>${texts.there(weekday + theirs, zoneWords(there))}</bdi>`;
}

function about(session: Session, topic: Topic | undefined, texts: CalendarTexts): TemplateResult {
  const prompts = topic?.prompts ?? [];
  const agenda = topic?.agenda ?? [];
  return html`<div class="stack">
    <p class="topic"><bdi>${session.title ?? texts.openTopic}</bdi></p>
    ${prompts.length > 0
      ? html`<div class="stack tight">
          <h4>${texts.prompts}</h4>
          <ul class="prompts">${prompts.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>
        </div>`
      : nothing}
    ${agenda.length > 0
      ? html`<details>
          <summary>${texts.agenda}</summary>
          <ol class="agenda">
            ${agenda.map(({ minutes, title }) => html`<li><span class="soft numbers">${texts.minutes(minutes)}</span> <bdi>${title}</bdi></li>`)}
          </ol>
        </details>`
      : nothing}
    ${topic?.citation ? html`<p class="small soft">${topic.citation}</p>` : nothing}
  </div>`;
}

function prompt({ title }: Session, topic: Topic | undefined): string {
  return [title ?? "", ...(topic?.prompts ?? [])].filter(Boolean).join("\n\n");
}

/** A link that a programme gives is followed only where it leads to a page. */
function safeLink(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
