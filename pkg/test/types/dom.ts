// A plain page, and every framework that knows elements by the DOM's own types: compiled by elements.test.mjs, never run.
import type { Plan, Term } from "peer-circle";
import type { CircleEvents, CircleProperties } from "peer-circle/elements/types";
import type {} from "peer-circle/elements/circle-calendar";
import type {} from "peer-circle/elements/circle-planner";

const planner = document.createElement("circle-planner");
planner.addEventListener("circle-plan", ({ plan }) => plan.circles satisfies Plan["circles"]);
const calendar = document.querySelector("circle-calendar");
if (calendar) calendar.term = planner.term;
addEventListener("circle-term", (event) => event.term satisfies Term);

export const properties: CircleProperties["circle-coder"] = { draft: "study", lang: "es" };
export type Heard = CircleEvents["circle-signup"]["circle-signup"]["participant"]["name"];
// @ts-expect-error A term is data, not its address.
planner.programme = "/programme.json";
