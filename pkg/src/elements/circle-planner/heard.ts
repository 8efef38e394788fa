/** What somebody who cannot see the page hears: what is under way, what a move would do, what was done last. */

import type { Plan } from "../../index.js";
import { saidOf } from "../parts/problems.js";
import { slotWords } from "../parts/when.js";
import { standsHow, tooSmall } from "./advice.js";
import { readingsHeard } from "./people.js";
import type { Planning } from "./planning.js";
import { priceSentences, sessionsIn } from "./price.js";
import type { PlannerTexts } from "./texts.js";
import { workTexts } from "./work-texts.js";

export function heard(planning: Planning, texts: PlannerTexts, language: string): string {
  const { busy, plan, roster, intake, stale, held, unfilled, term } = planning;
  if (busy === "forming") return texts.forming;
  if (busy === "scheduling") return texts.scheduling;
  const move = moved(planning, texts, language);
  if (move) return move;
  const taken = intake.fresh ? readingsHeard(intake.readings, texts) : "";
  const others = stale && plan ? sentences(texts.stale, standsHow(plan, held, texts)) : "";
  if (taken) return sentences(taken, others);
  if (unfilled) return workTexts(texts).unfilled;
  const late = outdated(planning, texts);
  const time = timed(planning, texts, language);
  if (time || late || others) return sentences(time, late, others);
  if (term) return texts.sessions(sessionsIn(term));
  if (plan) return standing(plan, texts);
  return roster ? texts.needing(roster.participants.filter(({ circle }) => !circle).length) : "";
}

/** Who is being moved, or what was done with somebody last. */
function moved(planning: Planning, texts: PlannerTexts, language: string): string {
  const { moving, plan, roster, gone } = planning;
  const name = (id: string) => roster?.participants.find((person) => person.id === id)?.name ?? gone.get(id) ?? id;
  const place = (id: string) => plan?.circles.find((circle) => circle.id === id)?.name ?? texts.waiting;
  const placeOf = (person: string) => plan?.circles.find(({ members }) => members.includes(person))?.name ?? texts.waiting;
  const { person, to, price, failure, over, done } = moving;
  if (person !== undefined) {
    const would = price ? priceSentences(price, texts, planning.term).join(" ") : failure && `${saidOf(failure, texts).message}.`;
    if (to === undefined || !would) return texts.pickedUp(name(person), placeOf(person));
    return over ? texts.isOver(name(person), place(to), would) : texts.isLaid(name(person), place(to), would);
  }
  if (!done) return "";
  if (done.deed === "doneLeft") return sentences(workTexts(texts).doneLeft(name(done.person)), tooSmall(plan?.circles ?? [], planning, texts, language));
  const said = texts[done.deed](name(done.person), placeOf(done.person));
  return sentences(said, done.deed === "doneMoved" && outdated(planning, texts));
}

/** A circle that was given another time. */
function timed({ slotting, plan }: Planning, texts: PlannerTexts, language: string): string {
  const circle = plan?.circles.find(({ id }) => id === slotting.taken);
  return circle?.slot ? workTexts(texts).doneTime(circle.name, slotWords(circle.slot, language)) : "";
}

function outdated({ outdated: late }: Planning, texts: PlannerTexts): string {
  return late ? workTexts(texts).outdated(sessionsIn(late)) : "";
}

function standing({ circles, waiting }: Plan, texts: PlannerTexts): string {
  return texts.circlesLead(circles.length, circles.reduce((sum, { members }) => sum + members.length, 0), waiting.length);
}

function sentences(...all: (string | false)[]): string {
  return all.filter((one) => one).join(" ");
}
