/** What is said after signing up: what was sent, all of it, and what comes of it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Participant } from "../../index.js";
import { isolated } from "../parts/isolated.js";
import { day as dayOf, slotWords } from "../parts/when.js";
import { zoneNote, type Part } from "./sections.js";
import { minutesOf } from "./week.js";
import { shifted } from "./zone.js";

export function thanks(part: Part, person: Participant, change: () => void): TemplateResult {
  const { texts, programme } = part;
  return html`<section class="stack panel" part="thanks" tabindex="-1">
    <div role="status"><h2>${texts.thanks(isolated(person.name))}</h2></div>
    <slot name="thanks"></slot>
    <p id="next">${programme.signup?.next ?? comesNext(part, person)}</p>
    <p class="soft">${texts.thanksHelp}</p>
    ${summary(part, person)}
    <div><button type="button" @click=${change}>${texts.change}</button></div>
  </section>`;
}

/** Where the programme does not say what comes next. */
function comesNext({ texts }: Part, { circle, leader, email = "" }: Participant): string {
  const to = isolated(email);
  return !circle ? texts.nextPlaced(to) : leader ? texts.nextRegistered(to) : texts.nextJoined(isolated(circle), to);
}

/** What was sent, for the person to see once more. */
function summary(part: Part, person: Participant): TemplateResult {
  const { programme, texts, language, ahead, answers } = part;
  const offered = programme.signup?.times ?? [];
  const free = (person.availability ?? []).map(({ day, from, to }) =>
    slotWords(shifted({ day, start: from, minutes: minutesOf(to) - minutesOf(from) }, ahead.minutes), language),
  );
  const away = answers.weeksAway.map((monday) => texts.weekOf(dayOf(monday, language, { weekday: undefined, year: undefined })));
  const modes = { talk: texts.talk, text: texts.text, either: texts.either };
  const note = free.length > 0 ? zoneNote(part) : "";
  const line = (term: string, values: readonly string[], more: string = "") =>
    values.length === 0
      ? nothing
      : html`<div>
          <dt><bdi>${term}</bdi></dt>
          ${values.map((value) => html`<dd><bdi>${value}</bdi></dd>`)} ${more ? html`<dd class="small soft">${more}</dd>` : nothing}
        </div>`;
  return html`<dl class="summary">
    ${line(texts.email, [person.email ?? ""])} ${line(texts.circle, some(person.circle))} ${line(texts.platform, some(person.platform))}
    ${line(texts.link, some(person.url))} ${line(texts.colleagues, person.invited ?? [])} ${line(offered.length > 0 ? texts.times : texts.week, free, note)}
    ${line(texts.weeksAway, away)} ${line(texts.how, [modes[person.mode ?? "either"]])}
    ${Object.entries(person.attributes ?? {}).map(([name, values]) => line(name, values))}
    ${line(texts.matters, [(person.peerBy ?? []).map(isolated).join(", ")].filter((words) => words !== ""))}
    ${line(texts.lead, person.leader && !person.circle ? ["✓"] : [])} ${line(texts.notWith, person.notWith ?? [], texts.notWithHelp)}
  </dl>`;
}

function some(words: string | undefined): string[] {
  return words ? [words] : [];
}
