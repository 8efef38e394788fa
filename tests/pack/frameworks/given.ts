// What a portal gives the elements, the same in every framework.
import type { Codebook, Roster, Term } from "peer-circle";
import type { SignupProgramme } from "peer-circle/elements/circle-signup/class";

export const programme: SignupProgramme = {
  title: "Circles of a portal",
  zone: "America/New_York",
  signup: { times: [{ day: "tuesday", start: "12:00", minutes: 60 }], attributes: [{ name: "Department", values: ["Surgery"] }] },
};

export const roster: Roster = {
  participants: Array.from({ length: 12 }, (_, at) => ({
    id: `p${at}`,
    name: `Person ${at}`,
    leader: at % 6 === 0,
    mode: "talk",
    availability: [{ day: "tuesday", from: "12:00", to: "13:00" }],
  })),
};

export const codebook: Codebook = { codes: [{ id: "alone", name: "A code of the portal", definition: "That one is not alone.", phrases: ["only one", "not alone"] }] };

const session = (circle: string) => ({ id: `${circle}/1`, date: "2020-11-17", start: "12:00", minutes: 60, startUtc: "2020-11-17T17:00:00Z", title: "Sleep" });

export const term: Term = {
  id: "portal",
  programme: { zone: "America/New_York", from: "2020-10-01", to: "2021-04-30" },
  series: ["c1", "c2"].map((circle) => ({ circle, name: `Circle ${circle}`, mode: "talk", members: ["p0", "p1", "p2"], sessions: [session(circle)] })),
};

/** The morning of its session. */
export const now = "2020-11-17T13:00:00Z";
