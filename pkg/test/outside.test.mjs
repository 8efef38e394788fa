// What the package writes for calendars, read by another library: equal when read back, expanded to the same instants.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import ICAL from "ical.js";
import { load } from "../dist/index.js";

const circle = { id: "c1", name: "Circle; 1, é", mode: "talk", members: ["p1"], leader: "p1", slot: { day: "monday", start: "12:30", minutes: 60 } };
const plan = { format: 1, zone: "", circles: [circle], waiting: [], cost: 0, proved: true, stopped: false };
const topics = Array.from({ length: 6 }, (_, index) => ({ title: `Topic ${index + 1}; "x", y`, prompts: ["Why?\nWhen?"] }));

/** The instants that a calendar shows, by the rules of its own library. */
function starts(text) {
  const root = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  root.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(new ICAL.Timezone(zone)));
  const events = root.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  const [master, ...others] = events;
  others.forEach((event) => master.relateException(event));
  const found = [];
  const iterator = master.iterator();
  for (let next = iterator.next(); next && found.length < 500; next = iterator.next()) {
    found.push(new Date(master.getOccurrenceDetails(next).startDate.toUnixTime() * 1000).toISOString().replace(".000", ""));
  }
  return found.sort();
}

describe("another library reads what is written", () => {
  let peer;
  before(async () => (peer = await load({ worker: false })));
  after(() => peer.close());

  for (const zone of ["America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kolkata"]) {
    for (const recurrence of [{ kind: "weeks", every: 2 }, { kind: "nthWeekdays", nth: [1, 3] }, { kind: "nthWeekdays", nth: [2, -1] }]) {
      test(`${zone}, ${JSON.stringify(recurrence)}`, async () => {
        const holidays = { unitedStates: true, policy: "move" };
        const programme = { title: "Circles", zone, from: "2020-10-01", to: "2021-04-30", recurrence, topics, holidays };
        const first = await peer.calendar.schedule({ plan, programme });
        const [one, , three] = first.series[0].sessions;
        const { term } = await first.change({ now: "2020-09-20T00:00:00Z", cancel: one.id, postpone: three.id });
        for (const written of [first, term]) {
          const text = await written.ics({ now: "2020-09-15T12:00:00Z" });
          const data = ICAL.parse(text);
          assert.deepEqual(ICAL.parse(ICAL.stringify(data)), data);
          const takesPlace = written.series[0].sessions.filter(({ status }) => status !== "cancelled");
          assert.deepEqual(starts(text), takesPlace.map(({ startUtc }) => startUtc).sort());
        }
      });
    }
  }
});
