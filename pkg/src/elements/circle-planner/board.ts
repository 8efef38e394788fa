/** The third part: the circles as cards, each person with a sentence of why, and whoever waits. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Circle, Participant, Plan } from "../../index.js";
import { problemList } from "../parts/problems.js";
import { slotWords } from "../parts/when.js";
import { why } from "./why.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

export function board(planning: Planning, texts: PlannerTexts, language: string): TemplateResult | typeof nothing {
  const { plan, roster, stale } = planning;
  if (!plan) return nothing;
  const people = new Map(roster?.participants.map((person) => [person.id, person]));
  const card = (circle: Circle) => circleCard(circle, { people, planning, texts, language });
  return html`<section class="stack" aria-labelledby="circles" part="circles">
    <div class="stack tight">
      <h2 id="circles">${texts.circles}</h2>
      <p>${standing(plan, texts, language)}</p>
      ${stale ? html`<p class="notice warn" id="stale">${texts.stale}</p>` : nothing}
    </div>
    ${obstacles(plan, texts)}
    <div class="board">${repeat(plan.circles, ({ id }) => id, card)} ${waiting(plan, people, planning, texts)}</div>
  </section>`;
}

/** How many, how good, and how sure that is. */
function standing(plan: Plan, texts: PlannerTexts, language: string): string {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const placed = plan.circles.reduce((sum, { members }) => sum + members.length, 0);
  if (plan.circles.length === 0) return texts.nobodyPlaced;
  const parts = [`${texts.circlesLead(plan.circles.length, placed)}.`, `${texts.best(number.format(plan.cost))}:`];
  if (plan.proved) parts.push(texts.proved);
  else if (plan.gap !== undefined) parts.push(texts.gap(percent.format(plan.gap)));
  else parts.push(`${texts.noBound}.`);
  return parts.join(" ");
}

function obstacles({ problems = [] }: Plan, texts: PlannerTexts): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  // Fields of the rules mean nothing to an organiser: the sentences say it all.
  const plain = problems.map(({ code, message, hint }) => ({ code, message, ...(hint && { hint }) }));
  return html`<div class="notice warn stack tight" id="obstacles">
    <h3>${texts.inTheWay}</h3>
    ${problemList(plain, texts)}
  </div>`;
}

interface Around {
  people: Map<string, Participant>;
  planning: Planning;
  texts: PlannerTexts;
  language: string;
}

function circleCard(circle: Circle, { people, planning, texts, language }: Around): TemplateResult {
  const leaderFirst = [...circle.members].sort((a, b) => Number(b === circle.leader) - Number(a === circle.leader));
  return html`<article class="panel circle" aria-labelledby="circle-${circle.id}" part="circle" data-circle=${circle.id}>
    <header>
      <div class="row">
        <h3 id="circle-${circle.id}">${circle.name}</h3>
        <span class="chip">${texts.size1(circle.members.length)}</span>
      </div>
      <p class="slot"><bdi>${slot(circle, texts, language)}</bdi></p>
    </header>
    <ul class="people">
      ${repeat(leaderFirst, (id) => id, (id) => person(id, id === circle.leader, people, planning, texts))}
    </ul>
  </article>`;
}

function slot({ mode, slot: weekly }: Circle, texts: PlannerTexts, language: string): string {
  if (weekly) return slotWords(weekly, language);
  return mode === "text" ? texts.textSlot : texts.noSlot;
}

function person(
  id: string,
  leads: boolean,
  people: Map<string, Participant>,
  planning: Planning,
  texts: PlannerTexts,
): TemplateResult {
  return html`<li class="person ${leads ? "leads" : ""}" data-person=${id}>
    <div class="row">
      <strong><bdi>${people.get(id)?.name ?? id}</bdi></strong>
      ${leads ? html`<span class="chip">${texts.leader}</span>` : nothing}
    </div>
    ${why(planning.why.get(id))}
  </li>`;
}

function waiting(
  { waiting: ids }: Plan,
  people: Map<string, Participant>,
  planning: Planning,
  texts: PlannerTexts,
): TemplateResult | typeof nothing {
  if (ids.length === 0) return nothing;
  return html`<article class="panel circle waiting" aria-labelledby="waiting" part="waiting">
    <header class="row"><h3 id="waiting">${texts.waiting}</h3><span class="chip">${texts.size1(ids.length)}</span></header>
    <ul class="people">
      ${repeat(ids, (id) => id, (id) => person(id, false, people, planning, texts))}
    </ul>
  </article>`;
}
