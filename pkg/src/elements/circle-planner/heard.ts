/** What somebody who cannot see the page hears: what is under way, what a move would do, what was done last. */

import { saidOf } from "../parts/problems.js";
import type { Planning } from "./planning.js";
import { priceSentences } from "./price.js";
import type { PlannerTexts } from "./texts.js";

export function heard({ busy, moving, plan, roster, readings, term: scheduled }: Planning, texts: PlannerTexts): string {
  const name = (id: string) => roster?.participants.find((person) => person.id === id)?.name ?? id;
  const place = (id: string) => plan?.circles.find((circle) => circle.id === id)?.name ?? texts.waiting;
  const placeOf = (person: string) => plan?.circles.find(({ members }) => members.includes(person))?.name ?? texts.waiting;
  if (busy === "forming") return texts.forming;
  if (busy === "scheduling") return texts.scheduling;
  const { person, to, price, failure, over, done } = moving;
  if (person !== undefined) {
    const would = price ? priceSentences(price, texts).join(" ") : failure && `${saidOf(failure, texts).message}.`;
    if (to === undefined || !would) return texts.pickedUp(name(person), placeOf(person));
    return over ? texts.isOver(name(person), place(to), would) : texts.isLaid(name(person), place(to), would);
  }
  if (done) return texts[done.deed](name(done.person), placeOf(done.person));
  const reading = readings.find(({ refused }) => refused);
  if (reading) return reading.name === undefined ? texts.failed : texts.notRead(reading.name || texts.pasted);
  if (scheduled) return texts.sessions(scheduled.series.reduce((sum, { sessions }) => sum + sessions.length, 0));
  if (plan) return texts.circlesLead(plan.circles.length, plan.circles.reduce((sum, { members }) => sum + members.length, 0), plan.waiting.length);
  return roster ? texts.needing(roster.participants.filter(({ circle }) => !circle).length) : "";
}
