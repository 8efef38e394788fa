/** The elements as frameworks' templates see them: which properties can be set and which events are heard. */

import type { CircleAbsenceEvent, CircleCalendar, CircleCheckInEvent, CircleSuggestEvent } from "./circle-calendar/index.js";
import type { CircleCoder, CircleCodingEvent } from "./circle-coder/index.js";
import type { CirclePlanEvent, CirclePlanner, CircleTermEvent } from "./circle-planner/index.js";
import type { CircleSignup, CircleSignupEvent } from "./circle-signup/index.js";

/** Where drafts are kept, for a page that brings a place of its own. */
export type { Kept, Store } from "./parts/store.js";

/** What can be set on each element. */
export interface CircleProperties {
  "circle-signup": Settable<CircleSignup, "src" | "programme" | "demo" | "disabled" | "name" | "draft" | "arrived" | "circle" | "lang" | "store" | "value">;
  "circle-planner": Settable<CirclePlanner, "src" | "rosterSrc" | "sample" | "demo" | "draft" | "now" | "lang" | "store" | "roster" | "programme" | "rules" | "organizer">;
  "circle-calendar": Settable<CircleCalendar, "src" | "circle" | "member" | "now" | "demo" | "draft" | "store" | "quorum" | "feed" | "lang" | "term" | "absences">;
  "circle-coder": Settable<CircleCoder, "src" | "codebook" | "sample" | "demo" | "draft" | "lang" | "store" | "roster">;
}

/** What each element fires, by the name of the event. */
export interface CircleEvents {
  "circle-signup": { "circle-signup": CircleSignupEvent; change: Event };
  "circle-planner": { "circle-plan": CirclePlanEvent; "circle-term": CircleTermEvent };
  "circle-calendar": { "circle-absence": CircleAbsenceEvent; "circle-check-in": CircleCheckInEvent; "circle-suggest": CircleSuggestEvent };
  "circle-coder": { "circle-coding": CircleCodingEvent };
}

/** The tags. */
export type CircleTag = keyof CircleProperties;

/** As written in a template: everything may be left out, and what is not known yet may be undefined. */
type Settable<E, K extends keyof E> = { [P in K]?: E[P] | undefined };
