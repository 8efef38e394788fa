/** The third part: the circles as cards, each person with a sentence of why, and whoever waits. */

import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Circle, Participant, Plan } from "../../index.js";
import { wordsHeard } from "../parts/later.js";
import { problemText } from "../parts/problems.js";
import { writtenIn } from "../parts/texts.js";
import { slotWords } from "../parts/when.js";
import { choices, moved, obstacles, plainly, short, standsHow } from "./advice.js";
import { brokenIn, costs } from "./costs.js";
import { moveBar } from "./move-bar.js";
import { priceSentences } from "./price.js";
import { say, type Setting } from "./sentences.js";
import { capital, why } from "./why.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

/** More circles than these are laid out where they are looked at. */
const FEW = 16;

/** The board, drawn again when something on it has changed: five hundred people are much to go through for each step of a search. */
export function board(planning: Planning, texts: PlannerTexts, language: string): unknown {
  const { plan, roster, why: told, whyCircle, broken, costly, formation, stale, current, held: not, busy, leaving, advice, moving, cards, unfilled, term } = planning;
  if (!plan) return nothing;
  const { person, asked, to, over, price, failure, made, unmade, locked } = moving;
  const shown = [planning.words, plan, roster, told, whyCircle, broken, costly, formation, stale, current, not, busy, leaving, advice, person, asked, to, over, price, failure, made, unmade, locked.size, cards, unfilled, term, texts, language, wordsHeard()];
  return guard(shown, () => drawn(plan, planning, texts, language));
}

function drawn(plan: Plan, planning: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const { roster } = planning;
  const people = new Map(roster?.participants.map((person) => [person.id, person]));
  const setting = { texts, language, people, circles: plan.circles };
  const around = { people, planning, texts, language, setting };
  const card = (circle: Circle) => guard(shownOn(circle, planning, [plan, roster, texts, language, wordsHeard()]), () => circleCard(circle, around));
  return html`<section class="stack" aria-labelledby="circles" part="circles">
    <div class="stack tight">
      <h2 id="circles" tabindex="-1">${texts.circles}</h2>
      <p>${standing(plan, planning, setting)}</p>
      ${plan.circles.length > 0 ? html`<p class="small soft">${texts.costMeans}</p>` : nothing} ${costs(plan, planning.costly, setting)} ${choices(plan, setting)}
      ${takenBack(planning, texts)}
      ${stands(plan, planning, setting)} ${short(plan, planning, setting)} ${moved(plan, planning, setting)}
    </div>
    ${obstacles(plan, planning, setting)} ${plan.circles.length > FEW ? find(planning, texts) : nothing}
    <div class="board ${plan.circles.length > FEW ? "many" : ""}">${repeat(found(plan, planning, people), ({ id }) => id, card)} ${waiting(plan, around)}</div>
  </section>`;
}

/** The circles stand though people or rules are others: what can be done with them, or why nothing can. */
function stands(plan: Plan, { stale, held }: Planning, setting: Setting): TemplateResult | typeof nothing {
  const { texts } = setting;
  if (!stale && !held) return nothing;
  return html`<p class="notice warn" id="stale">${stale ? html`<strong>${texts.stale}</strong> ` : nothing}${standsHow(plan, held && plainly(held, setting), texts)}</p>`;
}

/** Among many circles somebody is looked for by name. */
function find(planning: Planning, texts: PlannerTexts): TemplateResult {
  const search = (event: Event) => {
    planning.words = (event.target as HTMLInputElement).value;
    planning.host.requestUpdate();
  };
  return html`<input type="search" id="find" maxlength="200" aria-label=${texts.find} placeholder=${texts.find} .value=${planning.words} @input=${search} />`;
}

/** The circles to draw: those that are looked for, else as many as there was time for. */
function found({ circles }: Plan, { words, cards }: Planning, people: ReadonlyMap<string, Participant>): Circle[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return circles.slice(0, cards);
  const named = (name = "") => name.toLowerCase().includes(wanted);
  return circles.filter(({ name, members }) => named(name) || members.some((id) => named(people.get(id)?.name))).slice(0, cards);
}

/** The last move taken back, and made again. */
function takenBack({ moving, busy, formation }: Planning, texts: PlannerTexts): TemplateResult | typeof nothing {
  if (moving.made + moving.unmade === 0) return nothing;
  const still = busy !== "" || !formation;
  return html`<div class="row">
      <button type="button" class="slim" id="undo" ?disabled=${still || moving.made === 0} @click=${() => void moving.undo()}>${texts.undoMove}</button>
      <button type="button" class="slim" id="redo" ?disabled=${still || moving.unmade === 0} @click=${() => void moving.redo()}>${texts.redoMove}</button>
    </div>
    ${moving.failure && !moving.person ? html`<p class="notice bad" role="alert">${problemText(moving.failure, texts)}</p>` : nothing}`;
}

/** How many, how good, and how sure that is. */
function standing(plan: Plan, { moving, current, bound }: Planning, { texts, language }: Setting): string {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const placed = plan.circles.reduce((sum, { members }) => sum + members.length, 0);
  if (plan.circles.length === 0) return texts.nobodyPlaced;
  const counts = `${texts.circlesLead(plan.circles.length, placed, plan.waiting.length)}.`;
  // What it cost was so of other people or rules.
  if (!current) return counts;
  // Nothing is better than no cost: what is unknown then is whether those who wait could have places.
  const work = workTexts(texts);
  // Of circles made by hand nothing is proved, but what was proved of all circles still holds.
  const still = bound !== undefined && bound > 0 && bound < plan.cost && plan.waiting.length === 0 ? work.stillBound(number.format(bound)) : "";
  const unsure = still || (moving.made + moving.unmade > 0 ? "" : `${capital(texts.noBound)}.`);
  const sure = plan.proved ? texts.proved : plan.cost === 0 ? "" : tells(plan) ? texts.gap(percent.format(plan.gap ?? 0)) : unsure;
  // What somebody has moved since is not the best that was found.
  const stopped = plan.stopped && moving.made + moving.unmade === 0 ? texts.stopped : "";
  // Whoever waits costs nothing, which is not as good as it sounds.
  const cost = (plan.waiting.length > 0 ? work.costPlaced : texts.best)(number.format(plan.cost));
  const said = [counts, `${cost}.`, stopped, sure];
  return said.filter((sentence) => sentence !== "").join(" ");
}

/** A bound of nothing tells nothing. */
function tells({ bound, gap }: Plan): boolean {
  return bound !== undefined && bound > 0 && gap !== undefined;
}

interface Around {
  people: Map<string, Participant>;
  planning: Planning;
  texts: PlannerTexts;
  language: string;
  setting: Setting;
}

/** What a card is drawn anew for: somebody who is dragged over one of eighty changes two of them. */
function shownOn({ id, members }: Circle, planning: Planning, everywhere: readonly unknown[]): unknown[] {
  const { formation, busy, leaving, moving, why: told, whyCircle, broken } = planning;
  const { person, asked, to, price, failure, locked } = moving;
  const own = (who: string | undefined) => who !== undefined && members.includes(who);
  const taken = own(asked) ? [asked, to, price, failure] : own(person) ? [person] : [];
  const over = held(id, planning) ? [true, price] : [];
  const left = own(leaving) ? leaving : undefined;
  const theirs = members.flatMap((member) => [told.get(member), locked.has(member)]);
  return [...everywhere, formation, busy, left, whyCircle.get(id), broken.get(id), ...theirs, taken.length, ...taken, ...over];
}

function circleCard(circle: Circle, around: Around): TemplateResult {
  const { planning, texts, language, setting } = around;
  const leaderFirst = [...circle.members].sort((a, b) => Number(b === circle.leader) - Number(a === circle.leader));
  const over = allow(planning, circle.id, circle.members);
  return html`<article class="panel circle" aria-labelledby="circle-${circle.id}" part="circle" data-circle=${circle.id}
    data-over=${held(circle.id, planning) ? "yes" : nothing} @dragenter=${over} @dragover=${over} @dragleave=${left(planning, circle.id)} @drop=${laid(planning, circle.id)}>
    <header>
      <div class="row">
        <h3 id="circle-${circle.id}">${circle.name}</h3>
        <span class="chip">${texts.size1(circle.members.length)}</span>
      </div>
      <p class="slot"><bdi>${slot(circle, texts, language)}</bdi></p>
      ${held(circle.id, planning) ? wouldCost(planning, texts) : nothing} ${leaderless(circle, planning, texts)} ${brokenIn(planning.broken.get(circle.id), setting)} ${against(circle, planning, setting)}
    </header>
    <ul class="people">
      ${repeat(leaderFirst, (id) => id, (id) => person(id, circle, around))}
    </ul>
  </article>`;
}

/** Nobody leads any more, or nobody yet; where that is a rule that is broken at a price, this is told with the price. */
function leaderless({ id, leader }: Circle, { rules, broken }: Planning, texts: PlannerTexts): TemplateResult | typeof nothing {
  if (leader !== undefined || rules.leader === "off" || broken.get(id)?.some(({ rule }) => rule === "leader")) return nothing;
  return html`<p class="small broken">${capital(texts.noLeader)}</p>`;
}

/** What the rules have against a circle, once somebody asks. */
function against({ id, name }: Circle, planning: Planning, setting: Setting): TemplateResult | typeof nothing {
  const { texts } = setting;
  const told = planning.whyCircle.get(id);
  if (!told && (!planning.formation || planning.busy === "forming")) return nothing;
  if (!told) {
    return html`<button type="button" class="bare" aria-label=${texts.againstOf(name)} @click=${() => void ask("whyCircle", id, planning)}>${texts.against}</button>`;
  }
  return html`<div role="status">
    <ul class="small soft against">
      ${told.length > 0 ? told.map((reason) => html`<li>${capital(say(reason, setting))}.</li>`) : html`<li>${texts.nothingAgainst}</li>`}
    </ul>
  </div>`;
}

/** Why somebody is where they are, or what the rules have against a circle. */
async function ask(what: "why" | "whyCircle", id: string, planning: Planning): Promise<void> {
  const { formation, [what]: before } = planning;
  if (!formation) return;
  const reasons = await formation[what](id).catch(() => []);
  if (before === planning[what]) planning[what] = new Map(before).set(id, reasons);
  planning.host.requestUpdate();
}

/** Whether somebody is held over a place. */
function held(to: string, { moving }: Planning): boolean {
  return moving.person !== undefined && moving.over && moving.to === to;
}

/** What a place would cost, told where the eye is; whoever cannot see hears it. */
function wouldCost({ moving: { price }, term }: Planning, texts: PlannerTexts): TemplateResult {
  return html`<p class="small">${price ? priceSentences(price, texts, term).join(" ") : "…"}</p>`;
}

/** Somebody who is dragged may be laid down anywhere but where they are, at a price that is told; files may not. */
function allow({ moving }: Planning, to: string, members: readonly string[]): (event: DragEvent) => void {
  return (event) => {
    // A fast hand is here before its drag was told.
    moving.hold();
    const { person, over } = moving;
    if (person === undefined || members.includes(person) || event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (!over || moving.to !== to) void moving.ask(to, true);
  };
}

/** The pointer goes on; where it has come to another place already, that counts. */
function left({ moving }: Planning, to: string): (event: DragEvent) => void {
  return ({ currentTarget, relatedTarget }) => {
    if (moving.over && moving.to === to && relatedTarget && !(currentTarget as Element).contains(relatedTarget as Node)) moving.leave();
  };
}

/** Laid down: the price is shown, and the move is made by its button. */
function laid({ moving }: Planning, to: string): (event: DragEvent) => void {
  return (event) => {
    event.preventDefault();
    void moving.lay(to);
  };
}

function slot({ mode, slot: weekly }: Circle, texts: PlannerTexts, language: string): string {
  if (weekly) return slotWords(weekly, language);
  return capital(mode === "text" ? texts.textSlot : texts.noSlot);
}

/** Somebody in a circle, or on the waiting list. */
function person(
  id: string,
  circle: Circle | undefined,
  { people, planning, texts, setting }: Around,
): TemplateResult {
  const leads = circle?.leader === id;
  const movable = planning.formation !== undefined && planning.busy !== "forming" && !planning.moving.locked.has(id);
  return html`<li
    class="person ${leads ? "leads" : ""}"
    data-person=${id}
    data-dragged=${planning.moving.dragged === id ? "yes" : nothing}
    draggable=${movable ? "true" : "false"}
    @dragstart=${(event: DragEvent) => {
      event.dataTransfer?.setData("text/plain", people.get(id)?.name ?? id);
      // A browser gives a drag up when what is dragged changes as it starts.
      planning.moving.dragged = id;
      setTimeout(() => planning.moving.hold());
    }}
    @dragend=${() => ended(id, planning)}
  >
    <div class="row">
      <strong><bdi>${people.get(id)?.name ?? id}</bdi></strong>
      ${leads ? html`<span class="chip">${texts.leader}</span>` : nothing} ${hands(id, circle?.id ?? "", planning, setting, people.get(id)?.name ?? id)}
    </div>
    ${reasons(id, planning, setting)} ${bar(id, circle?.id ?? "", planning, setting, people.get(id)?.name ?? id)}
  </li>`;
}

/** Let go where nobody can be laid down: everything is as it was. */
function ended(id: string, { moving }: Planning): void {
  moving.dragged = undefined;
  if (moving.person === id && (moving.over || moving.to === undefined)) moving.take(undefined);
}

/** Why here: told at once, or when asked where people are many. */
function reasons(id: string, planning: Planning, setting: Setting): TemplateResult | typeof nothing {
  const told = planning.why.get(id);
  if (told || !planning.formation || planning.busy === "forming") return why(told, setting);
  const asked = setting.texts.whyPerson(setting.people.get(id)?.name ?? id);
  return html`<button type="button" class="bare asks" aria-label=${asked} @click=${() => void ask("why", id, planning)}>${setting.texts.why}</button>`;
}

/** What can be done with somebody by hand. */
function hands(id: string, from: string, planning: Planning, setting: Setting, name: string): TemplateResult | typeof nothing {
  const { moving, formation: movable, busy } = planning;
  const { texts } = setting;
  const locked = moving.locked.has(id);
  if (planning.leaving === id || (movable && moving.asked === id)) return nothing;
  const [move, tie] = [() => moving.take(id), () => void moving.lock(id)];
  // What is seen is part of what is heard.
  const tieLabel = locked ? `${texts.lockPerson(name)}: ${texts.locked}` : texts.lockPerson(name);
  return html`<div class="hands">
    ${movable ? html`<button type="button" class="bare" ?disabled=${busy !== "" || locked} aria-label=${texts.movePerson(name)} @click=${move}>${texts.move}</button>` : nothing}
    ${movable && from !== ""
      ? html`<button type="button" class="bare" ?disabled=${busy !== ""} aria-pressed=${locked ? "true" : "false"} aria-label=${tieLabel} @click=${tie}>${locked ? texts.locked : texts.lock}</button>`
      : nothing}
    <button type="button" class="bare" ?disabled=${busy !== ""} aria-label=${texts.leavePerson(name)} @click=${() => planning.asksToLeave(id)}>${texts.leave}</button>
  </div>`;
}

/** What somebody is asked whose hands were taken up. */
function bar(id: string, from: string, planning: Planning, setting: Setting, name: string): TemplateResult | typeof nothing {
  const { moving, plan, formation } = planning;
  if (planning.leaving === id) return leaveBar(id, planning, setting, name);
  return plan && formation && moving.asked === id ? moveBar(moving, { circles: plan.circles, term: planning.term, still: planning.busy === "forming" }, from, setting.texts, name) : nothing;
}

/** Whether somebody really leaves: it is not undone by a press. */
function leaveBar(id: string, planning: Planning, { texts, language }: Setting, name: string): TemplateResult {
  const inTerm = planning.term && planning.plan?.circles.some(({ members }) => members.includes(id));
  return html`<div class="move stack tight" data-leaving=${id}>
    <p class="small" role="status">${inTerm ? texts.leavesTerm(name) : texts.leaves(name)} ${workTexts(texts).leaveBack(planning.moving.madeBut(id))}</p>
    <div class="row">
      <button type="button" class="slim main" @click=${() => void planning.leave(id, writtenIn(language))}>${texts.leaveNow}</button>
      <button type="button" class="slim" @click=${() => planning.asksToLeave(undefined)}>${texts.cancel}</button>
    </div>
  </div>`;
}

function waiting({ waiting: ids }: Plan, around: Around): TemplateResult | typeof nothing {
  const { planning, texts } = around;
  // Whoever is being moved can be laid down here, be it empty.
  if (ids.length === 0 && planning.moving.person === undefined) return nothing;
  const over = allow(planning, "", ids);
  return html`<article class="panel circle waiting" aria-labelledby="waiting" part="waiting" data-over=${held("", planning) ? "yes" : nothing}
    @dragenter=${over} @dragover=${over} @dragleave=${left(planning, "")} @drop=${laid(planning, "")}>
    <header class="row"><h3 id="waiting">${texts.waiting}</h3><span class="chip">${texts.size1(ids.length)}</span></header>
    ${held("", planning) ? wouldCost(planning, texts) : nothing}
    <ul class="people">
      ${repeat(ids, (id) => id, (id) => person(id, undefined, around))}
    </ul>
    ${ids.length === 0 ? html`<p class="small soft">${texts.waitingNone}</p>` : nothing}
  </article>`;
}
