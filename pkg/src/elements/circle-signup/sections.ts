/** The parts of the form, from the promises at the top to the private wish at its end. */

import { html, nothing, type TemplateResult } from "lit";
import type { Mode, Slot } from "../../index.js";
import { isolated } from "../parts/isolated.js";
import { slotWords, zoneWords } from "../parts/when.js";
import { here } from "../parts/zones.js";
import { rota } from "./rota.js";
import type { Answers } from "./answers.js";
import type { CalendarFile } from "./calendar.js";
import { DAYS, minutesOf } from "./week.js";
import { dayWord, stretchWord } from "./grid.js";
import type { AskedAttribute, SignupProgramme } from "./programme.js";
import type { SignupTexts } from "./texts.js";
import { shifted } from "./zone.js";

/** What every part needs to draw itself and to tell of a change. */
export interface Part {
  answers: Answers;
  /** The circle that the person was invited to. */
  invitation: string;
  programme: SignupProgramme;
  texts: SignupTexts;
  language: string;
  /** How far this device's clock is ahead of the programme's, in minutes, and whether that changes during its term. */
  ahead: { minutes: number; varies: boolean };
  /** What is wrong with a field, once that may be told. */
  problem: (field: string) => string | undefined;
  change: (answers: Partial<Answers>) => void;
  calendar: CalendarPart;
}

/** The way from a person's own calendar to times. */
export interface CalendarPart {
  /** What their files said and marked, once there was one. */
  file: CalendarFile | undefined;
  state: "" | "reading" | "failed";
  take: (file: File) => void;
}

/** Who sees what, whether sessions are recorded, how to leave: before anything is asked. */
export function promises({ programme, texts }: Part): TemplateResult {
  const { seen, recorded, leaving } = programme.signup ?? {};
  const line = (term: string, words: string | undefined) =>
    html`<div>
      <dt>${term}</dt>
      <dd>${words ?? texts.notSaid}</dd>
    </div>`;
  return html`<section class="promises" part="promises" aria-labelledby="before">
    <h3 id="before">${texts.before}</h3>
    <dl>${line(texts.seen, seen)} ${line(texts.recorded, recorded)} ${line(texts.leaving, leaving)}</dl>
  </section>`;
}

export function you(part: Part): TemplateResult {
  const { answers, texts, change } = part;
  return html`<fieldset part="you">
    <legend>${texts.you}</legend>
    <div class="pair">
      ${field(part, "name", texts.name, html`<input
        id="name" type="text" autocomplete="name" maxlength="200" required .value=${answers.name}
        aria-invalid=${part.problem("name") ? "true" : "false"} aria-describedby="name-problem"
        @input=${(event: Event) => change({ name: valueOf(event) })}
      />`)}
      ${field(part, "email", texts.email, html`<input
        id="email" type="email" autocomplete="email" inputmode="email" maxlength="254" required .value=${answers.email}
        aria-invalid=${part.problem("email") ? "true" : "false"} aria-describedby="email-problem email-why"
        @input=${(event: Event) => change({ email: valueOf(event) })}
      />`, html`<span class="small soft" id="email-why">${texts.emailWhy}</span>`)}
    </div>
  </fieldset>`;
}

export function field(
  { problem }: Part,
  id: string,
  label: string,
  input: TemplateResult,
  help: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${input} ${help}
    <span class="problem small" id="${id}-problem">${problem(id) ?? nothing}</span>
  </div>`;
}

/** The times that are offered, to tap; whatever `week` is stands behind them. */
export function times(part: Part, week: TemplateResult | typeof nothing): TemplateResult {
  const { answers, programme, texts, change } = part;
  const offered = [...(programme.signup?.times ?? [])].sort(byTime);
  const chosen = offered.filter((slot) => answers.week.suits(slot)).length;
  const choose = (slot: Slot) => (event: Event) => {
    const changed = answers.week.copy();
    changed.choose(slot, (event.target as HTMLInputElement).checked, offered);
    change({ week: changed });
  };
  return html`<fieldset part="times" id="times" tabindex="-1" aria-describedby="times-help times-problem" @dragover=${over} @drop=${dropped(part)}>
    <legend>${texts.times}</legend>
    <p class="soft" id="times-help">${timesHelp(part)} ${zoneNote(part)}</p>
    <span class="problem small" id="times-problem">${part.problem("times") ?? nothing}</span>
    <div class="tiles">${offered.map((slot) => tile(part, slot, choose(slot)))}</div>
    ${offered.length > 0 ? html`<p class="small soft" aria-live="polite">${texts.chosen(chosen)}</p>` : nothing} ${fromCalendar(part)} ${week} ${rota(part)}
  </fieldset>`;
}

/** Whoever brings a circle, or joins one, needs none found. */
function timesHelp({ answers: { route }, texts }: Part): string {
  return route === "register" ? texts.timesOfCircle : route === "join" ? texts.timesJoined : texts.timesHelp;
}

/** A calendar file is a help, and what it marks can be changed. */
function fromCalendar({ answers, texts, language, change, calendar: { file, state, take } }: Part): TemplateResult {
  const open = (event: Event) => (event.currentTarget as HTMLElement).parentElement?.querySelector<HTMLInputElement>("input[type=file]")?.click();
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [first] = input.files ?? [];
    input.value = "";
    if (first) take(first);
  };
  const [reading, shared] = [state === "reading", answers.busy.length > 0];
  const share = (event: Event) => change({ busy: (event.target as HTMLInputElement).checked ? (file?.taken?.times ?? []) : [] });
  return html`<div class="stack tight" part="calendar">
    <div class="row">
      <button type="button" class="slim" ?disabled=${reading} @click=${open}>${reading ? texts.icsReading : texts.ics}</button>
      <input type="file" tabindex="-1" hidden aria-hidden="true" accept=".ics,text/calendar" @change=${chosen} />
      <span class="small soft grow">${texts.icsHelp}</span>
    </div>
    ${state === "failed" ? html`<p class="small problem" role="alert">${texts.icsNotLoaded}</p>` : nothing}
    ${file?.render(texts, language) ?? nothing}
    ${file?.taken || shared
      ? html`<label class="check small"><input type="checkbox" .checked=${shared} @change=${share} /> <span>${texts.icsShare}</span></label>`
      : nothing}
  </div>`;
}

function over(event: DragEvent): void {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

function dropped({ calendar }: Part): (event: DragEvent) => void {
  return (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) calendar.take(file);
  };
}

/** A time as this device's clock shows it; what the programme's shows stands below where that is another. */
function tile({ answers, language, texts, calendar, ahead, programme }: Part, slot: Slot, choose: (event: Event) => void): TemplateResult {
  const seen = shifted(slot, ahead.minutes);
  const start = minutesOf(seen.start);
  const there = ahead.minutes === 0 ? "" : texts.there(slotWords(slot, language), zoneWords(programme.zone ?? ""));
  const weeks = calendar.file?.weeks(slot);
  const differs = weeks && weeks.taken > 0 ? texts.icsWeeks(weeks.taken, weeks.of) : "";
  return html`<label class="tile" part="time">
    <input type="checkbox" .checked=${answers.week.suits(slot)} @change=${choose} aria-label=${[slotWords(seen, language), there, differs].filter((words) => words !== "").join(", ")} />
    <span class="day" aria-hidden="true">${dayWord(DAYS.indexOf(seen.day), language, "long")}</span>
    <span class="when" aria-hidden="true"><bdi>${stretchWord(start, start + slot.minutes, language)}</bdi></span>
    ${there ? html`<span class="there" aria-hidden="true"><bdi>${there}</bdi></span>` : nothing}
    ${differs ? html`<span class="differs" aria-hidden="true">${differs}</span>` : nothing}
  </label>`;
}

function byTime(one: Slot, other: Slot): number {
  return DAYS.indexOf(one.day) - DAYS.indexOf(other.day) || minutesOf(one.start) - minutesOf(other.start);
}

/** In which time times are told. */
export function zoneNote({ programme, texts, ahead }: Part): string {
  if (!programme.zone) return "";
  const [mine, theirs] = [zoneWords(here()), zoneWords(programme.zone)];
  if (ahead.minutes === 0 && !ahead.varies) return texts.inZone(theirs);
  return `${texts.otherZone(mine, theirs)}${ahead.varies ? ` ${texts.zoneVaries(theirs)}` : ""}`;
}

export function mode({ answers, programme, texts, change }: Part): TemplateResult | typeof nothing {
  const modes = programme.signup?.modes ?? ["talk", "text"];
  if (modes.length < 2) return nothing;
  const option = (value: Mode, words: string, help: string) => html`<label class="tile wide">
    <input type="radio" name="mode" value=${value} .checked=${answers.mode === value} @change=${() => change({ mode: value })} />
    <span class="day">${words}</span>
    <span class="when">${help}</span>
  </label>`;
  return html`<fieldset part="mode">
    <legend>${texts.how}</legend>
    <div class="tiles three">
      ${option("talk", texts.talk, texts.talkHelp)} ${option("text", texts.text, texts.textHelp)}
      ${option("either", texts.either, texts.eitherHelp)}
    </div>
  </fieldset>`;
}

/** What is asked of everybody, and which of it makes somebody a peer. */
export function peers(part: Part): TemplateResult | typeof nothing {
  const asked = part.programme.signup?.attributes ?? [];
  if (asked.length === 0) return nothing;
  return html`<fieldset part="peers">
    <legend>${part.texts.peers}</legend>
    <p class="soft">${part.texts.peersHelp}</p>
    <div class="asked">${asked.map((attribute, index) => one(part, attribute, `asked-${index}`))}</div>
  </fieldset>`;
}

function one(part: Part, attribute: AskedAttribute, id: string): TemplateResult {
  const { answers, texts, change } = part;
  const { name, label = name, values, required } = attribute;
  const give = (event: Event) => change({ attributes: { ...answers.attributes, [name]: valueOf(event) } });
  const value = answers.attributes[name] ?? "";
  const wrong = part.problem(id) ? "true" : "false";
  const matters = answers.peerBy.includes(name);
  const input = values
    ? html`<select id=${id} ?required=${required} aria-invalid=${wrong} aria-describedby="${id}-problem" @change=${give}>
        <option value="" ?selected=${value === ""}>${texts.choose}</option>
        ${values.map((each) => html`<option value=${each} ?selected=${value === each}>${each}</option>`)}
      </select>`
    : html`<input id=${id} type="text" maxlength="200" ?required=${required} aria-invalid=${wrong}
        aria-describedby="${id}-problem" .value=${value} @input=${give} />`;
  const tick = (event: Event) => {
    const others = answers.peerBy.filter((each) => each !== name);
    change({ peerBy: (event.target as HTMLInputElement).checked ? [...others, name] : others });
  };
  return html`<div class="ask">
    ${field(part, id, required ? `${isolated(label)} (${texts.required})` : label, input)}
    <label class="check">
      <input type="checkbox" .checked=${matters} @change=${tick} aria-label="${texts.matters}: ${isolated(label)}" />
      <span>${texts.matters}</span>
    </label>
  </div>`;
}

export function lead({ answers, texts, change }: Part): TemplateResult {
  return html`<label class="tile lead" part="lead">
    <input type="checkbox" .checked=${answers.leader}
      @change=${(event: Event) => change({ leader: (event.target as HTMLInputElement).checked })} />
    <span class="day">${texts.lead}</span>
    <span class="when">${texts.leadHelp}</span>
  </label>`;
}

export function apart({ answers, texts, change }: Part): TemplateResult {
  return html`<details class="apart" part="apart" ?open=${answers.notWith !== ""}>
    <summary>${texts.apart} (${texts.optional})</summary>
    <div class="field">
      <label class="small soft" for="apart">${texts.apartHelp}</label>
      <textarea id="apart" rows="3" maxlength="2000" .value=${answers.notWith}
        @input=${(event: Event) => change({ notWith: valueOf(event) })}></textarea>
    </div>
  </details>`;
}

/** How far sending is, or why nothing was sent: there is no network, or there was none, or the page could not take it. */
export type Unsent = "" | "sending" | "offline" | "online" | "refused";

/** The button of an element that stands in no form. */
export function sendButton(texts: SignupTexts, unsent: Unsent, send: () => void): TemplateResult {
  const trouble = unsent === "offline" ? texts.offline : unsent === "refused" ? texts.refused : nothing;
  return html`<p class=${unsent === "online" ? "small" : "visually-hidden"} role="status" id="online">${unsent === "online" ? texts.online : nothing}</p>
    ${trouble === nothing ? nothing : html`<p class="notice warn" role="alert" id="unsent">${trouble}</p>`}
    <button class="main send" type="button" ?disabled=${unsent === "sending"} @click=${send}>${unsent === "sending" ? texts.sending : texts.send}</button>`;
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
}
