/** What is said of work that goes on: sessions out of date, places to fill, what is not known yet. Fetched with the first people. */

import { rhythmTexts } from "../parts/rhythm.js";
import type { TextsOf } from "../parts/texts.js";
import type { PlannerTexts } from "./texts.js";

const en = {
  ...rhythmTexts,
  clearAsk: (people: number, circles: number, sessions: number) =>
    `This lets go of the roster (${people} ${people === 1 ? "person" : "people"})${circles > 0 ? `, the circles (${circles}) with who is locked in them` : ""}${sessions > 0 ? `, the sessions (${sessions})` : ""} and all that is kept of it in this browser. There is no way back: take away first what you need.`,
  clearYes: "Yes, start over",
  clearNo: "Keep it",
  wouldOutdate: (sessions: number) => `The sessions that are dated (${sessions}) would be out of date until you date them anew.`,
  outdated: (sessions: number) => `The sessions (${sessions}) are out of date.`,
  outdatedLead: "The circles, their times or their topics have changed since. What was dated stays here to look at; calendars and letters wait until you date the sessions anew, or take the change back.",
  dateAnew: "Date the sessions anew",
  placeNew: (people: number) => `Place ${people} ${people === 1 ? "person who waits" : "people who wait"}, keep the circles`,
  adapt: "Keep the circles, change as little as can be",
  stands: "The circles stand: move and lock people as before.",
  newWait: "Whoever is new is on the waiting list.",
  strangers: "Nobody of these circles is on the roster.",
  leaveBack: (moves: number) => `To have them back, add them to the roster again.${moves > 0 ? " Moves of the others can still be taken back." : ""}`,
  held: (why: string, form: string) => `Nobody can be moved or locked for now. ${why} Take the change back, or press “${form}”.`,
  short: (circles: string, count: number) => `${circles} ${count === 1 ? "has" : "have"} fewer people than the rules ask for.`,
  shortLead: "It can stay so: nothing happens by itself. Or fill it from other circles, with as few moves as can be.",
  fill: "Fill from other circles",
  unfilled: "No way was found to fill it without a circle or somebody's place going. Everything is as it was.",
  goneCircle: "a circle that is no more",
  meetsNow: (circle: string, now: string, before: string) => `${circle} meets on ${now} instead of ${before}.`,
  leadsNow: (circle: string, name: string) => `${circle} is led by ${name} now.`,
  doneLeft: (name: string) => `${name} has left. The others stay where they are.`,
  doneTime: (circle: string, when: string) => `${circle} meets ${when} now.`,
  untold: (people: string, count: number) => `${people} ${count === 1 ? "has" : "have"} not said when they are free`,
  fewShare: (people: string, others: string, count: number) => `${people} ${count === 1 ? "has" : "have"} no time at which ${others} more can. Ask for more times, or allow people to be missing or to write.`,
  sameName: (name: string, count: number) => `${count} people are called ${name}`,
  lacks: {
    names: "No column was taken for names.",
    times: "No column was taken for times: nobody has said there when they are free.",
  },
  costPlaced: (cost: string) => `Cost ${cost} for those who have a place`,
  stillBound: (bound: string) => `No circles that keep the rules cost less than ${bound}.`,
  fewest: (most: number) => `The fewest cannot be more than the most (${most}): raise the most first.`,
  most: (fewest: number) => `The most cannot be less than the fewest (${fewest}): lower the fewest first.`,
  wholeHours: "Whole hours are counted: somebody free from 12:30 to 13:30 is in none of them.",
} as const satisfies Record<string, string | Record<string, string> | ((...values: never[]) => string)>;

/** The sentences about it. */
export type WorkTexts = TextsOf<typeof en>;

/** Those of a language, once they are there; English until then, and where a language has none. */
export function workTexts(texts: PlannerTexts): WorkTexts {
  return texts.ofWork?.() ?? en;
}
