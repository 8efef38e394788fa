/** The fourth part: the sessions of a term, circle by circle. */

import { html, nothing, type TemplateResult } from "lit";
import type { ScheduledTerm, Series, Session } from "../../index.js";
import { problemList, problemText } from "../parts/problems.js";
import { rhythm } from "../parts/rhythm.js";
import { writtenIn } from "../parts/texts.js";
import { clock, day, zoneWords } from "../parts/when.js";
import { changes } from "./changes.js";
import { places } from "./places.js";
import type { Planning } from "./planning.js";
import { sessionsIn } from "./price.js";
import type { PlannerTexts } from "./texts.js";
import { slots } from "./times.js";
import { topics } from "./topics.js";
import { workTexts } from "./work-texts.js";

export function term(
  planning: Planning,
  texts: PlannerTexts,
  language: string,
  keep: (circle: string, name: string) => void,
): TemplateResult | typeof nothing {
  const { plan, programme, term: current, outdated, busy } = planning;
  if (!plan || plan.circles.length === 0) return nothing;
  const scheduled = current ?? outdated;
  const label = outdated ? workTexts(texts).dateAnew : current ? texts.scheduleAgain : texts.schedule;
  return html`<section class="panel stack term" aria-labelledby="term" part="term">
    <h2 id="term" tabindex="-1">${texts.term}</h2>
    ${programme ? [slots(planning, texts, language), places(planning, texts, language)] : nothing} ${topics(planning, texts)}
    ${outdated ? late(outdated, texts) : nothing}
    ${programme
      ? html`<div class="row">
          <button type="button" id="schedule" class=${current ? "" : "main"} ?disabled=${busy !== ""} @click=${() => void planning.schedule(writtenIn(language))}>
            ${busy === "scheduling" ? texts.scheduling : label}
          </button>
        </div>`
      : html`<p class="notice warn">${texts.noProgramme}</p>`}
    ${planning.termFailure ? html`<p class="notice bad" role="alert">${problemText(planning.termFailure, texts)}</p>` : nothing}
    ${scheduled ? dates(scheduled, planning, texts, language, keep) : nothing}
  </section>`;
}

/** Sessions of circles as they were: to look at, until they are dated anew. */
function late(outdated: ScheduledTerm, texts: PlannerTexts): TemplateResult {
  const work = workTexts(texts);
  return html`<p class="notice warn" id="outdated"><strong>${work.outdated(sessionsIn(outdated))}</strong> ${work.outdatedLead}</p>`;
}

function dates(
  scheduled: ScheduledTerm,
  planning: Planning,
  texts: PlannerTexts,
  language: string,
  keep: (circle: string, name: string) => void,
): TemplateResult {
  const { series, term: { programme }, problems } = scheduled;
  const sessions = sessionsIn(scheduled);
  const month = (date: string) => day(date, language, { weekday: undefined, day: undefined, month: "long" });
  return html`<p>
      ${texts.termLead(month(programme.from), month(programme.to), sessions)}
      <span class="soft">${texts.zone(zoneWords(programme.zone))}</span>
    </p>
    ${problems.length > 0 ? html`<div class="notice warn">${problemList(problems, texts)}</div>` : nothing}
    <div>${series.map((one, at) => circleTerm(one, at === 0, planning, texts, language, keep))}</div>`;
}

function circleTerm(
  series: Series,
  first: boolean,
  planning: Planning,
  texts: PlannerTexts,
  language: string,
  keep: (circle: string, name: string) => void,
): TemplateResult {
  const { circle, name = circle, sessions, skipped = [] } = series;
  const when = rhythm(series, (planning.term ?? planning.outdated)?.term.programme, workTexts(texts), language);
  const left = skipped.map((holiday) => `${day(holiday.date, language, { year: undefined, weekday: undefined })} ${holiday.name ?? ""}`.trim());
  // Of eighty circles the sessions are drawn that somebody looks at.
  const toggled = (event: Event) => {
    const { open } = event.target as HTMLDetailsElement;
    if (planning.looking.has(circle) === open) return;
    if (open) planning.looking.add(circle);
    else planning.looking.delete(circle);
    planning.host.requestUpdate();
  };
  const drawn = first || planning.looking.has(circle);
  return html`<details ?open=${first} data-series=${circle} @toggle=${toggled}>
    <summary>${name} <span class="when">${when ? `${when}, ` : ""}${texts.sessions(sessions.length)}</span></summary>
    ${drawn ? html`<div class="stack tight">
      <div class="table" tabindex="0" role="group" aria-label=${name}>
        <table>
          <thead>
            <tr>
              <th scope="col">${texts.date}</th>
              <th scope="col">${texts.time}</th>
              <th scope="col">${texts.topic}</th>
            </tr>
          </thead>
          <tbody>
            ${sessions.map((session) => sessionRow(session, texts, language))}
          </tbody>
        </table>
      </div>
      ${left.length > 0 ? html`<p class="small soft">${texts.skipped(left.join(", "))}</p>` : nothing}
      ${planning.outdated ? nothing : html`<div class="row">
        <button type="button" class="slim" aria-label=${texts.circleIcsOf(name)} @click=${() => keep(circle, name)}>${texts.circleIcs}</button>
        <button type="button" class="slim" aria-expanded=${planning.changing.circle === circle ? "true" : "false"} aria-label=${texts.changeMeetingOf(name)}
          @click=${() => planning.changing.open(circle)}>${texts.changeMeeting}</button>
      </div>
      ${changes(planning, series, texts, language)}`}
    </div>` : nothing}
  </details>`;
}

function sessionRow({ date, start, minutes, title, status }: Session, texts: PlannerTexts, language: string): TemplateResult {
  const changed = status && status !== "planned" ? html` <span class="chip">${texts[status]}</span>` : nothing;
  const time = minutes > 24 * 60 ? texts.week : clock(start.slice(11, 16), language);
  return html`<tr>
    <td class="date">${day(date, language)}${changed}</td>
    <td class="date">${time}</td>
    <td>${title ?? texts.openTopic}</td>
  </tr>`;
}
