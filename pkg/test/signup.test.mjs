// What <circle-signup> yields is what the organiser's page reads: the element's CSV against the engine's own reader.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "../dist/index.js";
import { answersOf, blank, csv, participant, registration } from "../dist/elements/circle-signup/answers.js";
import { Week } from "../dist/elements/circle-signup/week.js";

const programme = {
  zone: "America/New_York",
  signup: { attributes: [{ name: "Department" }, { name: "Career stage" }] },
};

let peer;
before(async () => (peer = await load({ worker: false })));
after(() => peer.close());

const cases = {
  "a plain person": { name: "Ada Okoro", email: "ada@example.org", attributes: { Department: "Surgery" }, peerBy: ["Department"] },
  "capitals in the address": { name: "Bo", email: "Bo@Example.org" },
  "commas and quotes": { name: 'Ben "B" Okafor, Jr.', email: "b@example.org", attributes: { Department: "Ear, nose, throat" } },
  "cells that look like formulas": { name: "=1+1", email: "+x@example.org", attributes: { Department: "-SUM(A1)", "Career stage": "+1" } },
  "an apostrophe of one's own": { name: "'t Hooft", email: "t@example.org" },
  "other scripts": { name: "מרים 山田", email: "m@example.org", attributes: { Department: "العيون" } },
  "apart from people whose names hold commas": { name: "Cy", email: "c@example.org", notWith: "Okafor, Ben\nDi; Eve" },
  "weeks on call, and what a calendar told": {
    name: "Ed",
    email: "e@example.org",
    weeksAway: ["2020-10-26", "2020-11-02"],
    busy: [{ from: "2020-10-20T16:00:00Z", to: "2020-10-20T17:00:00Z" }, { from: "2020-11-08T12:00:00Z", to: "2020-11-09T13:00:00Z" }],
  },
  "somebody who registers a circle": {
    name: "Gil", email: "g@example.org", route: "register", circle: 'The "late", late shift', invited: "Okafor, Ben\nCY@example.org; =Di\nBo", platform: "Room 12, or Zoom", url: "https://zoom.example.org/j/1?pwd=a,b;c",
  },
  "somebody who accepts an invitation": { name: "Flo", email: "f@example.org", route: "join", circle: "Tuesday table" },
  "a leader who writes": { name: "Di", email: "d@example.org", leader: true, mode: "text" },
};

for (const [what, answers] of Object.entries(cases)) {
  test(`${what}: the row reads back as the value`, async () => {
    const week = new Week();
    week.mark(1, 12 * 60, 13 * 60 + 30, true);
    week.mark(6, 23 * 60, 24 * 60, true);
    const person = participant({ ...blank(), week, ...answers }, programme);
    const { roster, problems } = await peer.people.read(csv(person, programme));
    const told = problems.map(({ code }) => code).filter((code) => code !== "roster.unknown_person");
    assert.deepEqual(told, []);
    assert.deepEqual(roster.participants, [{ ...person }]);
    assert.deepEqual(participant(answersOf(person), programme), person);
  });
}

test("colleagues count once, however they are written, and who registers is none of them", () => {
  const answers = { ...blank(), name: "Ada Okoro", email: "ada@example.org", route: "register", circle: "Night shift", invited: "Bo Lind, bo lind\nBO LIND; ada okoro; Ada@Example.org\ncy@example.org; CY@example.org" };
  assert.deepEqual(registration(answers).invited, ["Bo Lind", "cy@example.org"]);
});

test("a circle that was registered is what the organiser's page makes of its row, and of the sign-up as JSON", async () => {
  const answers = { ...blank(), name: "Ada", email: "ada@example.org", route: "register", circle: "Night shift", invited: "Bo Lind\ncy@example.org", platform: "Zoom", url: "https://zoom.example.org/1" };
  const ada = participant(answers, programme);
  const cy = participant({ ...blank(), name: "Cy", email: "CY@example.org", route: "join", circle: "Night shift", mode: "text" }, programme);
  const { circle, invited } = registration(answers);
  assert.deepEqual([circle, invited], ["Night shift", ["Bo Lind", "cy@example.org"]]);
  for (const file of [csv(ada, programme) + csv(cy, programme).split("\r\n").slice(1).join("\r\n"), JSON.stringify([ada, cy]), `${JSON.stringify(ada)}\n${JSON.stringify(cy)}\n`]) {
    const { roster, problems } = await peer.people.read(file);
    assert.deepEqual(problems, []);
    assert.deepEqual(await peer.people.registrations(roster), [
      { circle: "Night shift", members: ["ada@example.org", "cy@example.org"], invited: ["Bo Lind"], platform: "Zoom", url: "https://zoom.example.org/1" },
    ]);
  }
  // Signing up again, to be placed after all, lets go of the circle: by either way.
  const placed = participant({ ...blank(), name: "Ada", email: "ada@example.org" }, programme);
  const { roster } = await peer.people.read(JSON.stringify([ada]));
  for (const file of [csv(placed, programme), JSON.stringify(placed)]) {
    const { roster: after, updated } = await peer.people.add(roster, file);
    assert.deepEqual([updated, after.participants[0].circle, await peer.people.registrations(after)], [["ada@example.org"], undefined, []]);
  }
});

test("wishes are separated as the readers do, and a comma belongs to a name", () => {
  const { notWith } = participant({ ...blank(), notWith: "Okafor, Ben\nDi; Eve | Bo\n\n Di " }, programme);
  assert.deepEqual(notWith, ["Okafor, Ben", "Di", "Eve", "Bo"]);
});

test("times may touch midnight and each other", () => {
  const week = new Week();
  const slot = { day: "sunday", start: "23:30", minutes: 60 };
  week.choose(slot, true, [slot]);
  assert.ok(week.suits(slot));
  assert.deepEqual(week.toWeekly(), [
    { day: "monday", from: "00:00", to: "00:30" },
    { day: "sunday", from: "23:30", to: "24:00" },
  ]);
  assert.deepEqual(Week.from(week.toWeekly()).toWeekly(), week.toWeekly());
});
