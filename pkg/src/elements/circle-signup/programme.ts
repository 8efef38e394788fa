/** What an organiser says about a sign-up: the `signup` part of a programme's JSON file. */

import type { Mode, Slot } from "../../index.js";

/** The ways into a circle: being placed in one, registering one's own, or accepting an invitation. */
export type Route = "place" | "register" | "join";

/** One thing that is asked of everybody, such as the department. */
export interface AskedAttribute {
  /** The name under which it stands in the roster. */
  name: string;
  /** The words above the field; the name when left out. */
  label?: string;
  /** What may be chosen; a line of text when left out. */
  values?: string[];
  /** Whether it must be filled in. */
  required?: boolean;
}

/** What the sign-up offers, asks and promises. */
export interface SignupOffer {
  /** Who will see what a person writes here, in the programme's own words. */
  seen?: string;
  /** Whether sessions are recorded, and what becomes of recordings. */
  recorded?: string;
  /** How to leave, and whom to ask. */
  leaving?: string;
  /** What happens next, for whoever has signed up; a sentence of the element's own where this is left out. */
  next?: string;
  /** The weekly times that circles can meet at: 6 to 12 are read at a glance. */
  times?: Slot[];
  /** What is asked of everybody. */
  attributes?: AskedAttribute[];
  /** Whether people may register a circle of their own, ask to be placed in one, or both; both when left out. */
  routes?: Exclude<Route, "join">[];
  /** Whether the programme has live circles, written ones or both; both when left out. */
  modes?: Exclude<Mode, "either">[];
}

/** The part of a programme that a sign-up needs; the rest of the file is no matter here. */
export interface SignupProgramme {
  title?: string;
  /** The IANA name of the zone in which times are told. */
  zone?: string;
  /** The first and the last day of the term, ISO dates: a calendar file is looked at over these weeks. */
  from?: string;
  to?: string;
  /** How long a session lasts, in minutes. */
  minutes?: number;
  signup?: SignupOffer;
  /** How many people a circle has; 5 to 8 when left out. */
  rules?: { size?: { min: number; max: number } };
}

/** How many colleagues somebody may name who registers a circle: all but the leader. */
export function colleagues({ rules }: SignupProgramme): { min: number; max: number } {
  const { min, max } = rules?.size ?? { min: 5, max: 8 };
  return { min: Math.max(1, min - 1), max: max - 1 };
}

/** A programme that does not exist, for the attribute `demo`. */
export const sample: SignupProgramme = {
  title: "Circles, spring term (sample)",
  zone: "America/New_York",
  minutes: 60,
  signup: {
    seen: "The organiser sees what you write here. Your circle sees your name and nothing else.",
    recorded: "Sessions are not recorded.",
    leaving: "You can leave at any time, without a reason: tell your circle's leader or the organiser.",
    times: [
      { day: "monday", start: "12:00", minutes: 60 },
      { day: "monday", start: "17:00", minutes: 60 },
      { day: "tuesday", start: "07:00", minutes: 60 },
      { day: "tuesday", start: "12:00", minutes: 60 },
      { day: "tuesday", start: "17:30", minutes: 60 },
      { day: "wednesday", start: "12:00", minutes: 60 },
      { day: "wednesday", start: "18:00", minutes: 60 },
      { day: "thursday", start: "12:00", minutes: 60 },
      { day: "thursday", start: "17:00", minutes: 60 },
      { day: "friday", start: "12:00", minutes: 60 },
    ],
    attributes: [
      { name: "School", values: ["Riverside School of Medicine", "Northfield Medical School"] },
      { name: "Department" },
      { name: "Career stage", values: ["Early", "Mid", "Late"] },
      { name: "Life stage" },
    ],
  },
};
