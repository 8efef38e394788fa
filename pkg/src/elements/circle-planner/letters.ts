/** The fifth part: letters, to read, to copy, to open in a mail program, to take away as a table for a mail merge. */

import { html, nothing, type TemplateResult } from "lit";
import type { Mail } from "../../index.js";
import { table } from "../parts/csv.js";
import { problemText } from "../parts/problems.js";
import { writtenIn } from "../parts/texts.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";
import type { Kind, Writing } from "./writing.js";

/** What the part may do. */
export interface LetterActions {
  copy: (text: string) => void;
  save: (name: string, text: string, type: string) => void;
}

/** Letters that are shown; the table has all of them. */
const SHOWN = 50;
/** Invitations that need not be folded. */
const FEW = 6;
/** Mail programs cut addresses that are longer. */
const ADDRESS = 1900;
const KINDS: readonly Kind[] = ["invitation", "reminder", "topic"];

export function letters(planning: Planning, texts: PlannerTexts, language: string, actions: LetterActions): TemplateResult | typeof nothing {
  const { term, writing } = planning;
  if (!term) return nothing;
  const changed = (change: () => void) => {
    change();
    writing.mails = undefined;
    planning.host.requestUpdate();
  };
  const value = (event: Event) => (event.target as HTMLSelectElement).value;
  return html`<section class="panel stack" aria-labelledby="letters" part="letters">
    <h2 id="letters" tabindex="-1">${texts.letters}</h2>
    <p class="soft">${texts.lettersLead}</p>
    <div class="row choose">
      <label class="stack tight"><span class="small">${texts.letterFor}</span>
        <select id="letter-kind" @change=${(event: Event) => changed(() => (writing.kind = value(event) as Kind))}>
          ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === writing.kind}>${texts.letterKinds[kind]}</option>`)}
        </select></label>
      <label class="stack tight"><span class="small">${texts.circle}</span>
        <select id="letter-circle" @change=${(event: Event) => changed(() => (writing.circle = value(event)))}>
          <option value="" ?selected=${writing.circle === ""}>${texts.allCircles}</option>
          ${term.series.map(({ circle, name = circle }) => html`<option value=${circle} ?selected=${circle === writing.circle}>${name}</option>`)}
        </select></label>
      <button type="button" id="write" @click=${() => void writing.write(writtenIn(language))}>${texts.write}</button>
    </div>
    ${writing.kind === "invitation" ? inviter(planning, texts) : nothing}
    ${writing.failure ? html`<p class="notice bad">${problemText(writing.failure, texts)}</p>` : nothing}
    ${counted(writing, texts, planning, actions)} ${writing.mails?.length ? written(writing, writing.mails, planning, texts, actions) : nothing}
  </section>`;
}

/** Who invites: with them letters have invitations for calendars, and changes ask calendars. */
function inviter(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { name = "", email = "" } = planning.organizer ?? {};
  const taken = (event: Event) => {
    const [who, address] = (event.currentTarget as HTMLElement).querySelectorAll("input");
    if (address?.validity.valid) planning.invite({ name: who?.value.trim() ?? "", email: address.value.trim() });
  };
  return html`<fieldset @change=${taken}>
    <legend>${texts.inviter}</legend>
    <div class="row choose">
      <label class="stack tight"><span class="small">${texts.inviterName}</span>
        <input type="text" id="inviter-name" maxlength="200" .value=${name} /></label>
      <label class="stack tight"><span class="small">${texts.inviterEmail}</span>
        <input type="email" id="inviter-email" maxlength="200" .value=${email} /></label>
    </div>
  </fieldset>`;
}

/** How many letters there are, which is all of them that is told without being asked. */
function counted({ mails, ofChange }: Writing, texts: PlannerTexts, planning: Planning, { save }: LetterActions): TemplateResult {
  const count = mails?.length ?? 0;
  const said = !mails ? "" : count === 0 ? texts.noLetters : ofChange ? texts.lettersOfChange(count) : texts.lettersCount(count);
  const names = namesOf(planning);
  const rows = () => [["E-mail", "Name", "Subject", "Text"], ...(mails ?? []).map(({ member, email = "", subject, text }) => [email, names.get(member) ?? member, subject, text])];
  return html`<div class="row">
    <strong class="grow" id="written" role="status">${said}</strong>
    ${count > 0 ? html`<button type="button" class="slim" id="letters-csv" @click=${() => save("letters.csv", `\ufeff${table(rows())}`, "text/csv")}>${texts.lettersCsv}</button>` : nothing}
  </div>`;
}

/** What everybody is called, those too who have left. */
function namesOf({ roster, gone }: Planning): Map<string, string> {
  return new Map([...gone, ...(roster?.participants ?? []).map(({ id, name }) => [id, name] as const)]);
}

function written({ ofChange, calendars }: Writing, mails: Mail[], planning: Planning, texts: PlannerTexts, actions: LetterActions): TemplateResult {
  const names = namesOf(planning);
  const rest = mails.length - SHOWN;
  return html`${calendars.length > 0 ? (ofChange ? ofCalendars(calendars, planning, texts, actions) : invitations(calendars, planning, texts, actions)) : nothing}
    <div class="mails">${mails.slice(0, SHOWN).map((mail) => letter(mail, names.get(mail.member) ?? mail.member, texts, actions))}</div>
    ${rest > 0 ? html`<p class="soft">${texts.more(rest)}</p>` : nothing}`;
}

/** What calendars take of a change: a file for each series or session that it touches. */
function ofCalendars(calendars: Writing["calendars"], { term }: Planning, texts: PlannerTexts, { save }: LetterActions): TemplateResult {
  const file = ({ circle, text }: Writing["calendars"][number], at: number) => {
    const name = nameOf(circle, term);
    const take = () => save(`${name} ${texts.changeFile}${calendars.length > 1 ? ` ${at + 1}` : ""}.ics`, text, "text/calendar");
    return html`<button type="button" class="slim" data-ics=${circle} @click=${take}>${texts.changeIcs(name)}</button>`;
  };
  return html`<div class="stack tight">
    <div class="row">${calendars.map(file)}</div>
    <p class="small soft">${texts.changeIcsLead}</p>
  </div>`;
}

/** An invitation for the calendars of each circle's people. */
function invitations(calendars: Writing["calendars"], { term, organizer }: Planning, texts: PlannerTexts, { save }: LetterActions): TemplateResult {
  const file = ({ circle, text }: Writing["calendars"][number]) => {
    const name = nameOf(circle, term);
    const take = () => save(`${name} ${texts.inviteFile}.ics`, text, "text/calendar");
    return html`<button type="button" class="slim" data-ics=${circle} @click=${take}>${texts.inviteIcs(name)}</button>`;
  };
  return html`<details ?open=${calendars.length <= FEW}>
    <summary>${texts.inviteAll(calendars.length)}</summary>
    <div class="stack tight">
      <p class="small soft">${texts.inviteIcsLead(organizer?.email ?? "")}</p>
      <div class="row">${calendars.map(file)}</div>
    </div>
  </details>`;
}

function nameOf(circle: string, term: Planning["term"]): string {
  return term?.series.find((series) => series.circle === circle)?.name ?? circle;
}

function letter({ email, subject, text }: Mail, name: string, texts: PlannerTexts, { copy }: LetterActions): TemplateResult {
  return html`<details class="letter">
    <summary><bdi>${name}</bdi> <span class="when">${email ? html`<bdi>${email}</bdi>` : texts.noAddress}</span></summary>
    <div class="stack tight">
      <p><strong>${subject}</strong></p>
      <p class="body" dir="auto">${text}</p>
      <div class="row">
        <button type="button" class="slim" aria-label=${texts.copyLetterTo(name)} @click=${() => copy(`${subject}\n\n${text}`)}>${texts.copyLetter}</button>
        ${email ? html`<a class="button slim" href=${mailAddress(email, subject, text)} aria-label=${texts.mailLetterTo(name)}>${texts.mailLetter}</a>` : nothing}
      </div>
    </div>
  </details>`;
}

/** The letter as an address that a mail program opens; one too long for it has the subject alone. */
function mailAddress(email: string, subject: string, text: string): string {
  const start = `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}`;
  const whole = `${start}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  return whole.length <= ADDRESS ? whole : start;
}
