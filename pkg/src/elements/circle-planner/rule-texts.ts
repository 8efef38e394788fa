/** What is said of rules, in English: how firmly they hold, and where they are broken. Fetched with the rules. */

import type { TextsOf } from "../parts/texts.js";
import type { PlannerTexts } from "./texts.js";

const en = {
  share: "Percent of a circle who must be free",
  ownStay: "Circles that people formed themselves stay whole",
  withPeers: "People are with those whom they call peers",
  firmness: { must: "must hold", price40: "preferred, a lot", price6: "preferred", price1: "preferred, a little" },
  priced: (cost: number) => `preferred (${cost})`,
  firmly: (rule: string) => `How firmly: ${rule}`,
  finer: "How much each rule matters, and who goes with whom",
  firmHelp: (prices: string) => `What must hold is never broken: somebody waits instead. What is preferred may be, and each time adds to the cost: ${prices}, from a little to a lot.`,
  balance: "balance: the same mean everywhere",
  notWith: "not with those it names",
  order: "In an order?",
  ordered: (levels: string) => `In order: ${levels}`,
  hasOrder: "These have an order, lowest first",
  steps: "A new step begins at",
  ties: (count: number) => (count > 0 ? `People together or apart (${count})` : "People together or apart"),
  addTogether: "Keep people together",
  addApart: "Keep people apart",
  together: "Together",
  apart: "Apart",
  tieAdd: "Add a person",
  tieSeveral: "A name, or several with ; between them",
  untie: (name: string) => `Take out ${name}`,
  unknownPerson: (names: string) => (names === "" ? "Choose somebody from the roster." : `Nobody on the roster is called so: ${names}.`),
  notInOrder: "Not in this order yet:",
  addLevel: (word: string) => `Put ${word} last`,
  textSize: "Text circles have other sizes",
  peopleInText: "People in a text circle",
  stay: "People stay in the circles that there are",
  past: (terms: number) => (terms > 0 ? `Earlier terms (${terms})` : "Earlier terms"),
  pastLead: "Whoever met in an earlier term should meet others now. Take the sessions (.json) that were saved then.",
  pastAdd: "Add an earlier term",
  pastTerm: (circles: number, people: number) => `${circles} ${circles === 1 ? "circle" : "circles"}, ${people} ${people === 1 ? "person" : "people"}`,
  termsAgo: "Terms ago",
  fading: "fades with each term",
  noTerm: (name: string) => `${name} has no circles of an earlier term.`,
  costParts: "What the cost is made of",
  costing: (cost: string) => `costs ${cost}`,
} as const satisfies Record<string, string | Record<string, string> | ((...values: never[]) => string)>;

/** The sentences about rules. */
export type RuleTexts = TextsOf<typeof en>;

/** Those of a language, once they are there; English until then, and where a language has none. */
export function ruleTexts(texts: PlannerTexts): RuleTexts {
  return texts.ofRules?.() ?? en;
}
