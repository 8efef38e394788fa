/** What stands in the way of placing everybody, what would help, who moves, and what other numbers of circles come to. */

import { html, nothing, type TemplateResult } from "lit";
import type { Circle, Conflict, Plan } from "../../index.js";
import { engine } from "../parts/engine.js";
import { problemList, saidOf, sentence, told, type Told } from "../parts/problems.js";
import { slotWords } from "../parts/when.js";
import type { Planning } from "./planning.js";
import { say, type Setting } from "./sentences.js";
import { STRANGERS } from "./taking-up.js";
import type { PlannerTexts } from "./texts.js";
import { capital } from "./why.js";
import { workTexts } from "./work-texts.js";

export function obstacles(plan: Plan, planning: Planning, setting: Setting): TemplateResult | typeof nothing {
  // What a move by hand breaks stands on its circle; and nobody has looked yet for places for those who are new.
  const elsewhere = planning.stale ? ["circles.broken", "circles.unplaced"] : ["circles.broken"];
  const problems = (plan.problems ?? []).filter(({ code }) => !elsewhere.includes(code));
  if (problems.length === 0 && (planning.stale || plan.waiting.length === 0)) return nothing;
  const { texts } = setting;
  // Fields of the rules mean nothing to an organiser: the sentences say it all.
  const plain = problems.flatMap((problem) => alone(problem, setting) ?? plainly(problem, setting));
  return html`<div class="notice warn stack tight" id="obstacles">
    <h3>${texts.inTheWay}</h3>
    ${problemList(plain, texts)} ${advice(planning, setting)}
  </div>`;
}

/** A problem in the page's own words; else in the core's, without the field of the rules that it is about. */
export function plainly({ code, message, hint, values }: Told, setting: Setting): Told {
  const said = setting.texts.sentence(code, () => "") && say({ code, values, text: "" }, setting);
  return said ? { code, message: said } : { code, message, ...(hint && { hint }) };
}

/** Those who share no time with others, apart from those who have given none: that is another thing to ask for. */
function alone({ code, values }: Told, setting: Setting): Told[] | undefined {
  if (code !== "circles.no_shared_slot" || values?.["name"]) return undefined;
  const { texts, people } = setting;
  const all = values?.["people"] ?? [];
  const silent = all.filter((id) => !people.get(id)?.availability?.length);
  if (silent.length === 0) return undefined;
  const others = all.filter((id) => !silent.includes(id));
  const { untold, fewShare } = workTexts(texts);
  const said = [{ code, message: untold(named(silent, setting), silent.length) }];
  return others.length === 0 ? said : [...said, { code, message: fewShare(named(others, setting), values?.["needed"]?.[0] ?? "1", others.length) }];
}

/** What can be done with circles that were formed of other people or by other rules, or why nothing can. */
export function standsHow({ waiting }: Plan, held: Told | undefined, texts: PlannerTexts): string {
  const { stands, newWait, held: not, strangers } = workTexts(texts);
  // What the core would have one do is about rules that no page has.
  if (held) return not(held.code === STRANGERS ? strangers : sentence(saidOf(held, texts).message), texts.formAgain);
  return waiting.length > 0 ? `${stands} ${newWait}` : stands;
}

/** Circles that lost people and are now too few for the rules: they can be filled, or stay as they are. */
export function short({ circles }: Plan, planning: Planning, { texts, language }: Setting): TemplateResult | typeof nothing {
  const { busy, unfilled } = planning;
  const said = tooSmall(circles, planning, texts, language);
  if (said === "") return nothing;
  const work = workTexts(texts);
  return html`<div class="notice warn stack tight" id="short">
    <p><strong>${said}</strong> ${work.shortLead}</p>
    ${unfilled ? html`<p>${work.unfilled}</p>` : nothing}
    <div class="row"><button type="button" class="slim" id="fill" ?disabled=${busy !== ""} @click=${() => void planning.form("full")}>${work.fill}</button></div>
  </div>`;
}

/** Which circles have too few people; empty where none has. */
export function tooSmall(circles: readonly Circle[], { broken, current, wishes }: Planning, texts: PlannerTexts, language: string): string {
  const few = circles.filter(({ id }) => broken.get(id)?.some(({ code }) => code === "size.few"));
  if (!current || few.length === 0 || wishes.firm.size !== "must") return "";
  return workTexts(texts).short(new Intl.ListFormat(language).format(few.map(({ name }) => name)), few.length);
}

function advice(planning: Planning, setting: Setting): TemplateResult {
  const { texts } = setting;
  if (planning.busy === "advising") return html`<p class="small">${texts.advising}</p>`;
  const { advice: found } = planning;
  if (!found) {
    return html`<div class="row">
      <button type="button" class="slim" id="advise" ?disabled=${planning.busy !== "" || !planning.current} @click=${() => void advise(planning)}>${texts.advise}</button>
    </div>`;
  }
  const told = [
    ...found.conflicts.map((conflict) => together(conflict, setting)),
    ...found.changes.map(({ reason }) => `${capital(say(reason, setting))}.`),
  ];
  return html`<ul id="advice" class="stack tight">
    ${told.length > 0 ? told.map((line) => html`<li>${line}</li>`) : html`<li>${texts.noHelp}</li>`}
  </ul>`;
}

async function advise(planning: Planning): Promise<void> {
  const { roster, plan, rules } = planning;
  if (!roster || !plan || planning.busy) return;
  await planning.during("advising", async () => {
    try {
      const advice = await (await engine()).circles.advise({ roster, rules, plan });
      if (plan === planning.plan) planning.advice = advice;
    } catch (error) {
      planning.failure = told(error);
    }
  });
}

/** People and rules that cannot hold together, in one sentence. */
function together({ people, rules }: Conflict, setting: Setting): string {
  const list = new Intl.ListFormat(setting.language);
  return setting.texts.cannotTogether(named(people, setting), list.format(rules.map((rule) => say(rule, setting))), people.length);
}

/** As many names as a sentence bears. */
function named(ids: readonly string[], { people, texts, language }: Setting): string {
  const name = (id: string) => people.get(id)?.name ?? id;
  const names = ids.length > 6 ? [...ids.slice(0, 5).map(name), texts.others(ids.length - 5)] : ids.map(name);
  return new Intl.ListFormat(language).format(names);
}

/** Who moved from the circles that there were. */
export function moved({ moved: all = [] }: Plan, { places, shifts }: Planning, setting: Setting): TemplateResult | typeof nothing {
  if (all.length + shifts.length === 0) return nothing;
  const { texts, people, circles } = setting;
  const circle = (id: string | undefined) => id && (circles.find((known) => known.id === id)?.name ?? places.names.get(id) ?? workTexts(texts).goneCircle);
  return html`<details class="panel" id="moved" ?open=${all.length <= 12}>
    <summary>${texts.movedTitle} (${all.length + shifts.length})</summary>
    <ul class="small">
      ${shifts.map(({ circle: id, times, leader = "" }) => {
        const { meetsNow, leadsNow } = workTexts(texts);
        const name = circle(id) ?? "";
        return html`<li><strong>${times ? meetsNow(name, slotWords(times[1], setting.language), slotWords(times[0], setting.language)) : leadsNow(name, people.get(leader)?.name ?? leader)}</strong></li>`;
      })}
      ${all.map(
        ({ person, from, to, reason }) =>
          html`<li>${texts.movedLine(people.get(person)?.name ?? person, circle(from) ?? "", circle(to) ?? "", say(reason, setting))}</li>`,
      )}
    </ul>
  </details>`;
}

/** What other numbers of circles come to. */
export function choices({ choices: all = [], circles }: Plan, { texts, language }: Setting): TemplateResult | typeof nothing {
  const others = all.filter((choice) => choice.circles !== circles.length && choice.circles > 0);
  if (others.length === 0) return nothing;
  const number = new Intl.NumberFormat(language);
  return html`<details class="small soft" id="choices">
    <summary>${texts.choices}</summary>
    <ul>
      ${others.map((choice) => html`<li>${texts.choice(choice.circles, number.format(choice.cost), choice.waiting)}</li>`)}
    </ul>
  </details>`;
}
