// What other back ends check against: the schemas accept what the package itself makes, and refuse what it would.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { load } from "../dist/index.js";

let peer;
let roster;
let plan;
let term;

before(async () => {
  peer = await load({ worker: false });
  ({ roster } = await peer.people.read(await readFile(new URL("../../examples/data/physicians.csv", import.meta.url))));
  ({ plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 20_000 } }));
  const programme = JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8"));
  ({ term } = await peer.calendar.schedule({ plan, programme }));
});

after(() => peer.close());

async function schema(name) {
  const text = await readFile(new URL(`../dist/schemas/${name}.json`, import.meta.url), "utf8");
  return addFormats.default(new Ajv({ allErrors: true })).compile(JSON.parse(text));
}

/** A value as it would cross: through JSON. */
function valid(check, value) {
  assert.ok(check(JSON.parse(JSON.stringify(value))), JSON.stringify(check.errors));
}

test("a roster, its people, rules, a plan, a programme, a term and what members send are valid", async () => {
  valid(await schema("roster"), roster);
  for (const person of roster.participants) valid(await schema("participant"), person);
  valid(await schema("rules"), await peer.circles.rules());
  valid(await schema("plan"), plan);
  valid(await schema("programme"), term.programme);
  valid(await schema("term"), term);
  valid(await schema("registration"), { circle: "Night shift", invited: ["Bo"] });
  valid(await schema("participant"), { id: "a", name: "Ada", circle: "Night shift", invited: ["Bo"], platform: "Zoom", url: "https://zoom.example.org/1" });
  const session = term.series[0].sessions[0].id;
  valid(await schema("absence"), { session, absent: true });
  valid(await schema("check-in"), { session, member: "p1", here: false });
  valid(await schema("attendance"), { session, member: "p1", came: "late", minutes: 50 });
  valid(await schema("suggestion"), { session, start: "2020-10-06T17:00:00Z" });
});

const first = (change) => ({ series: [series, ...rest], ...all }) => ({ ...all, series: [change(series), ...rest] });
const session = (change) => first(({ sessions: [one, ...rest], ...series }) => ({ ...series, sessions: [{ ...one, ...change }, ...rest] }));

for (const [name, [of, value, change]] of Object.entries({
  "a plan of a later format": ["plan", () => plan, (plan) => ({ ...plan, format: 2 })],
  "a plan whose format is no whole number": ["plan", () => plan, (plan) => ({ ...plan, format: 0.5 })],
  "a term of a later format": ["term", () => term, (term) => ({ ...term, format: 2 })],
  "a session on a day that there is not": ["term", () => term, session({ date: "2020-13-01" })],
  "a session at no instant": ["term", () => term, session({ startUtc: "noon" })],
  "a session by a clock that there is not": ["term", () => term, session({ start: "half past ten" })],
  "a session of less than no time": ["term", () => term, session({ minutes: -60 })],
  "a session of half minutes": ["term", () => term, session({ minutes: 59.5 })],
  "circles of fewer than none": ["rules", () => peer.circles.rules(), (rules) => ({ ...rules, size: { min: -1, max: 8 } })],
  "meetings every half week": ["programme", () => term.programme, (programme) => ({ ...programme, recurrence: { kind: "weeks", every: 0.5 } })],
  "a holiday on a day that there is not": ["programme", () => term.programme, (programme) => ({ ...programme, holidays: { days: [{ date: "2020-02-30", name: "None" }] } })],
  "an absence that is neither": ["absence", () => ({ session: "c1/2020-10-06", absent: true }), (absence) => ({ ...absence, absent: "perhaps" })],
  "a check-in to nothing": ["check-in", () => ({ session: "c1/2020-10-06", here: true }), ({ here }) => ({ here })],
})) {
  test(`${name} is refused`, async () => {
    const check = await schema(of);
    const given = JSON.parse(JSON.stringify(await value()));
    valid(check, given);
    assert.equal(check(change(given)), false);
  });
}

for (const [name, change] of Object.entries({
  "no id": ({ id, ...person }) => person,
  "a mode that there is not": (person) => ({ ...person, mode: "sing" }),
  "invitations that are no list": (person) => ({ ...person, invited: "Bo" }),
  "availability as a number": (person) => ({ ...person, availability: 3 }),
  "an attribute without a list": (person) => ({ ...person, attributes: { department: "Surgery" } }),
})) {
  test(`a participant with ${name} is refused`, async () => {
    const check = await schema("participant");
    assert.equal(check(change(JSON.parse(JSON.stringify(roster.participants[0])))), false);
  });
}

test("what a later version saved is refused by the package itself, with a code", async () => {
  const later = (value) => ({ ...value, format: 2, series: undefined, circles: undefined });
  for (const [field, call] of Object.entries({
    plan: () => peer.calendar.schedule({ plan: later(plan), programme: term.programme }),
    term: () => peer.report.summary({ roster, term: later(term) }),
  })) {
    await assert.rejects(call(), ({ code, place, hint }) => code === "saved.later" && place.field === `${field}.format` && hint !== "");
  }
});
