// What other back ends check against: the schemas accept what the package itself makes, and refuse what it would.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile, readdir } from "node:fs/promises";
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
const person = (change) => ({ participants: [one, ...rest] }) => ({ participants: [change(one), ...rest] });

/** What is right of each kind, and where the package takes it. */
const KINDS = {
  plan: [() => plan, (plan) => peer.calendar.schedule({ plan, programme: term.programme })],
  term: [() => term, (term) => peer.calendar.open(term).ics({ now: "2020-09-15T12:00:00Z" })],
  rules: [() => peer.circles.rules(), (rules) => peer.circles.form({ roster, rules }, { budget: { work: 1 } })],
  programme: [() => term.programme, (programme) => peer.calendar.schedule({ plan, programme })],
  roster: [() => roster, (roster) => peer.circles.form({ roster }, { budget: { work: 1 } })],
  // What members send is one of those that a server keeps.
  participant: [() => roster.participants[0], (one) => peer.circles.form({ roster: { participants: [one] } }, { budget: { work: 1 } })],
  attendance: [() => ({ session: term.series[0].sessions[0].id, member: "p1", came: "late" }), (one) => peer.calendar.open(term).credits([one])],
};

for (const [name, [of, change]] of Object.entries({
  "a plan of a later format": ["plan", (plan) => ({ ...plan, format: 2 })],
  "a plan whose format is no whole number": ["plan", (plan) => ({ ...plan, format: 0.5 })],
  "a plan without circles": ["plan", ({ circles, ...plan }) => plan],
  "a circle that meets in no way that there is": ["plan", ({ circles: [one, ...rest], ...plan }) => ({ ...plan, circles: [{ ...one, mode: "sing" }, ...rest] })],
  "a circle at a time that there is not": ["plan", ({ circles: [one, ...rest], ...plan }) => ({ ...plan, circles: [{ ...one, slot: { day: "tuesday", start: "25:00", minutes: 60 } }, ...rest] })],
  "a circle on a day that there is not": ["plan", ({ circles: [one, ...rest], ...plan }) => ({ ...plan, circles: [{ ...one, slot: { day: "someday", start: "12:00", minutes: 60 } }, ...rest] })],
  "a circle whose members are a number": ["plan", ({ circles: [one, ...rest], ...plan }) => ({ ...plan, circles: [{ ...one, members: 5 }, ...rest] })],
  "a term of a later format": ["term", (term) => ({ ...term, format: 2 })],
  "a term without its programme": ["term", ({ programme, ...term }) => term],
  "a session on a day that there is not": ["term", session({ date: "2020-13-01" })],
  "a session at no instant": ["term", session({ startUtc: "noon" })],
  "a session by a clock that there is not": ["term", session({ start: "half past ten" })],
  "a session of less than no time": ["term", session({ minutes: -60 })],
  "a session of half minutes": ["term", session({ minutes: 59.5 })],
  "a session that neither is nor is not": ["term", session({ status: "perhaps" })],
  "circles of fewer than none": ["rules", (rules) => ({ ...rules, size: { min: -1, max: 8 } })],
  "rules whose sizes are words": ["rules", (rules) => ({ ...rules, size: "small" })],
  "meetings every half week": ["programme", (programme) => ({ ...programme, recurrence: { kind: "weeks", every: 0.5 } })],
  "meetings by a rule that there is not": ["programme", (programme) => ({ ...programme, recurrence: { kind: "moons" } })],
  "a programme from a day that there is not": ["programme", (programme) => ({ ...programme, from: "2020-02-30" })],
  "a holiday on a day that there is not": ["programme", (programme) => ({ ...programme, holidays: { days: [{ date: "2020-02-30", name: "None" }] } })],
  "a roster without people": ["roster", () => ({})],
  "a roster of one who is a name": ["roster", person(({ name }) => name)],
  "a leader who is perhaps one": ["roster", person((one) => ({ ...one, leader: "perhaps" }))],
  "a participant with no id": ["participant", ({ id, ...person }) => person],
  "a participant with a mode that there is not": ["participant", (person) => ({ ...person, mode: "sing" })],
  "a participant with availability as a number": ["participant", (person) => ({ ...person, availability: 3 })],
  "a participant with a time that there is not": ["participant", (person) => ({ ...person, availability: [{ day: "monday", from: "23:00", to: "24:30" }] })],
  "a participant with an attribute without a list": ["participant", (person) => ({ ...person, attributes: { department: "Surgery" } })],
  "a participant who is busy at no instant": ["participant", (person) => ({ ...person, busy: [{ from: "noon", to: "one" }] })],
  "attendance of nobody": ["attendance", ({ member, ...rest }) => rest],
  "attendance in a way that there is not": ["attendance", (one) => ({ ...one, came: "perhaps" })],
  "attendance of half minutes": ["attendance", (one) => ({ ...one, minutes: 1.5 })],
})) {
  test(`${name} is refused, by the schema and by the package`, async () => {
    const check = await schema(of);
    const [value, take] = KINDS[of];
    const right = JSON.parse(JSON.stringify(await value()));
    valid(check, right);
    await take(right);
    const wrong = change(right);
    const [{ reason }] = await Promise.allSettled([Promise.resolve().then(() => take(wrong))]);
    assert.deepEqual({ schema: check(wrong), package: reason?.code !== undefined && reason.hint !== "" }, { schema: false, package: true }, reason?.message);
  });
}

for (const [name, [of, value, change]] of Object.entries({
  "an absence that is neither": ["absence", { session: "c1/2020-10-06", absent: true }, (absence) => ({ ...absence, absent: "perhaps" })],
  "a check-in to nothing": ["check-in", { session: "c1/2020-10-06", here: true }, ({ here }) => ({ here })],
  "a registration that invites a number": ["registration", { circle: "Night shift", invited: ["Bo"] }, (one) => ({ ...one, invited: 5 })],
  "a suggestion at no instant": ["suggestion", { session: "c1/2020-10-06", start: "2020-10-06T17:00:00Z" }, (one) => ({ ...one, start: "noon" })],
})) {
  test(`${name}, which only a server takes, is refused by the schema`, async () => {
    const check = await schema(of);
    valid(check, value);
    assert.equal(check(change(value)), false);
  });
}

test("a plan is taken whose problems were kept without their places and hints", async () => {
  const kept = { ...JSON.parse(JSON.stringify(plan)), problems: [{ code: "circles.unplaced", message: "no place was found for 2 of the people" }] };
  valid(await schema("plan"), kept);
  await peer.calendar.schedule({ plan: kept, programme: term.programme });
  const none = { ...kept, problems: [{ code: "circles.unplaced" }] };
  assert.equal((await schema("plan"))(none), false);
  await assert.rejects(Promise.resolve().then(() => peer.calendar.schedule({ plan: none, programme: term.programme })), { code: "call.unreadable" });
});

test("every schema can be imported by its name in the package", async () => {
  for (const name of await readdir(new URL("../dist/schemas/", import.meta.url))) {
    const { default: imported } = await import(`peer-circle/schemas/${name}`, { with: { type: "json" } });
    assert.ok(imported.$ref ?? imported.type, name);
  }
});

test("a participant with invitations that are no list is refused", async () => {
  const check = await schema("participant");
  assert.equal(check({ ...JSON.parse(JSON.stringify(roster.participants[0])), invited: "Bo" }), false);
});

test("what a later version saved is refused by the package itself, with a code", async () => {
  const later = (value) => ({ ...value, format: 2, series: undefined, circles: undefined });
  for (const [field, call] of Object.entries({
    plan: () => peer.calendar.schedule({ plan: later(plan), programme: term.programme }),
    term: () => peer.report.summary({ roster, term: later(term) }),
  })) {
    await assert.rejects(call(), ({ code, place, hint }) => code === "saved.later" && place.field === `${field}.format` && hint !== "");
  }
});
