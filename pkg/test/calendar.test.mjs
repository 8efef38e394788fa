// Terms, recurrences and calendars, through the built package, in this thread and in a worker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CircleError, load } from "../dist/index.js";
import { fourBehind } from "./zones.mjs";

const plan = {
  format: 1,
  zone: "America/New_York",
  circles: [
    { id: "c1", name: "Circle 1", mode: "talk", members: ["p1", "p2"], leader: "p1", slot: { day: "tuesday", start: "17:30", minutes: 60 } },
    { id: "c2", name: "Circle 2", mode: "text", members: ["p3"] },
  ],
  waiting: [],
  cost: 0,
  proved: true,
  stopped: false,
};
const programme = {
  title: "Circles",
  zone: "America/New_York",
  from: "2020-10-01",
  to: "2021-04-30",
  recurrence: { kind: "nthWeekdays", nth: [1, 3] },
  holidays: { unitedStates: true },
  topics: [{ title: "Joy", prompts: ["What went well?"] }, { title: "Rest" }],
};
const now = new Date("2020-09-15T12:00:00Z");

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    before(async () => (peer = await load({ worker })));
    after(() => peer.close());

    test("a term is dated, told in words and kept as JSON", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      assert.deepEqual(term.problems, [], "and this host's clock agrees");
      const [talk, text] = term.series;
      const spanish = await peer.calendar.schedule({ plan, programme: { ...programme, language: "es" } });
      assert.deepEqual(spanish.series.map(({ when }) => when), ["el primer y el tercer martes del mes, 17:30, New York", "por escrito, durante la semana que sigue a cada tema"]);
      assert.equal(talk.when, "1st and 3rd Tuesday of the month, 17:30, New York");
      assert.equal(talk.sessions[0].id, "c1/2020-10-06");
      assert.equal(talk.sessions[0].startUtc, "2020-10-06T21:30:00Z");
      assert.equal(talk.sessions[2].startUtc, "2020-11-03T22:30:00Z");
      assert.equal(talk.sessions[0].title, "Joy");
      assert.deepEqual(text.sessions.map(({ date }) => date), ["2020-10-01", "2020-10-15"]);
      const kept = peer.calendar.open(JSON.parse(JSON.stringify(term)));
      assert.equal(await kept.ics({ now }), await term.ics({ now }));
    });

    test("a calendar is written for one circle and for all", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      const one = await term.ics({ circle: "c1", now });
      assert.match(one, /RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;UNTIL=20210420T213000Z\r\n/);
      assert.match(one, /DTSTAMP:20200915T120000Z\r\n/);
      assert.ok(!one.includes("VALUE=DATE"));
      assert.ok((await term.ics({ now })).includes("DTSTART;VALUE=DATE:20201001"));
      const organizer = { name: "Ana", email: "ana@example.org" };
      const roster = { participants: [{ id: "p2", name: "Bo", email: "bo@example.org" }] };
      const invitation = await term.ics({ circle: "c1", method: "REQUEST", organizer, roster, now });
      assert.match(invitation.replaceAll("\r\n ", ""), /ATTENDEE;CN=Bo;[^:]*:mailto:bo@example\.org/);
    });

    test("a calendar file says when somebody is busy and when nobody meets, and a holiday moves a meeting", async () => {
      const file = new TextEncoder().encode(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201103\nSUMMARY:Election Day\nEND:VEVENT\nEND:VCALENDAR\n",
      );
      const { days, problems } = await peer.calendar.readHolidays(file, programme);
      assert.deepEqual([days, problems], [[{ date: "2020-11-03", name: "Election Day" }], []]);
      const within = { from: programme.from + "T00:00Z", to: programme.to + "T24:00Z", zone: programme.zone, member: "p1" };
      const { away, busy: told } = await peer.calendar.busy(file, within);
      assert.deepEqual(away, [{ member: "p1", from: "2020-11-03T05:00:00Z", to: "2020-11-04T05:00:00Z" }]);
      assert.deepEqual(told.times, [{ from: "2020-11-03T05:00:00Z", to: "2020-11-04T05:00:00Z" }]);
      const { participants } = (await peer.people.read("id,name,availability\np1,Ada,Wed 12:00-13:00\np2,Bo,Wed 12:00-13:00\n")).roster;
      const moving = { ...programme, holidays: { days, policy: "move" } };
      const free = ["p1", "p2"].map((member) => ({ member, from: "2020-11-05T17:00:00Z", to: "2020-11-05T18:00:00Z" }));
      const [ada, bo] = participants;
      const busy = [{ ...ada, busy: [{ from: told.times[0].from, to: "2020-11-05T05:00:00Z" }] }, bo];
      for (const [people, needs, start] of [[participants, {}, "2020-11-04T12:00:00"], [busy, {}, "2020-10-28T12:00:00"], [busy, { free }, "2020-11-05T12:00:00"]]) {
        const term = await peer.calendar.schedule({ plan, programme: moving, roster: { participants: people }, ...needs });
        const session = term.series[0].sessions.find(({ id }) => id === "c1/2020-11-03");
        assert.deepEqual([session.start, session.status], [start, "moved"]);
      }
    });

    test("what cannot be written or scheduled is a coded error", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      const coded = (code) => (error) => error instanceof CircleError && error.code === code && error.hint !== "";
      await assert.rejects(term.ics({ circle: "c1", method: "REQUEST", now }), coded("ics.no_organizer"));
      await assert.rejects(peer.calendar.schedule({ plan: { ...plan, zone: "" }, programme: { ...programme, zone: "Mars" } }), coded("zone.unknown"));
      await assert.rejects(peer.calendar.rule("FREQ=DAILY;INTERVAL=0"), coded("rule.out_of_range"));
    });

    test("recurrences are expanded and explained", async () => {
      const weekly = "DTSTART;TZID=Europe/Oslo:20201006T173000\nRRULE:FREQ=WEEKLY";
      const daily = "DTSTART:20201006T173000Z\nRRULE:FREQ=DAILY;COUNT=2";
      const [first, second] = await peer.calendar.expand([weekly, daily], { from: "2020-10-24T00:00:00Z", limit: 2 });
      assert.deepEqual([...first].map((at) => new Date(at).toISOString()), ["2020-10-27T16:30:00.000Z", "2020-11-03T16:30:00.000Z"]);
      assert.equal(second.length, 0);
      const gap = "DTSTART;TZID=America/New_York:20260307T023000\nRRULE:FREQ=DAILY;COUNT=2";
      const [later, skipped] = await Promise.all(["later", "skip"].map(async (gaps) => (await peer.calendar.expand([gap], { gaps }))[0]));
      assert.deepEqual([later[1], skipped[1]], [Date.parse("2026-03-08T07:30:00Z"), Date.parse("2026-03-09T06:30:00Z")]);
      const [always] = await peer.calendar.expand(["DTSTART:20260304T090000\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2"], { starts: "always" });
      assert.equal(always[0], Date.parse("2026-03-04T09:00:00Z"));
      const { words, objections } = await peer.calendar.rule("FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1");
      assert.equal(words, "every Monday on the 1st");
      assert.equal((await peer.calendar.rule("FREQ=MONTHLY;BYDAY=1TU,3TU", { language: "es" })).words, "el primer y el tercer martes del mes");
      const counting = "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;BYHOUR=9;COUNT=1000000000";
      await assert.rejects(peer.calendar.expand([daily, counting], { from: "2026-01-01T00:00:00Z" }), ({ code, place }) => code === "limit.recurrence" && place.field === "recurrences[1]");
      const often = "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY";
      await assert.rejects(peer.calendar.expand([daily, often], { limit: 4_294_967_295 }), ({ code, place }) => code === "limit.recurrence" && place.field === "recurrences[1]");
      assert.equal(objections[0].code, "rule.not_allowed");
    });

    test("a dropped calendar tells when somebody is busy", async () => {
      const file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=America/New_York:20201006T090000\r\nDTEND;TZID=America/New_York:20201006T100000\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n";
      const within = { from: new Date("2020-11-01T00:00:00Z"), to: "2020-11-02T00:00:00Z", zone: "America/New_York" };
      const { busy, problems } = await peer.calendar.busy(file, within);
      assert.deepEqual(busy.times, [{ from: "2020-11-01T14:00:00Z", to: "2020-11-01T15:00:00Z" }]);
      assert.deepEqual(problems.map(({ code, place }) => [code, place.line]), [["ics.unclosed", 1]]);
    });

    test("a term is changed with as few moves as can be, and letters say so", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      const organizer = { name: "Ana", email: "ana@example.org" };
      const free = [{ day: "wednesday", from: "12:00", to: "13:00" }];
      const person = (id, name) => ({ id, name, email: `${id}@example.org`, availability: free });
      const roster = { participants: [person("p1", "Ada"), person("p2", "Bo")] };
      const at = { roster, organizer, now: new Date("2020-10-19T12:00:00Z") };
      const changed = await term.change({ ...at, postpone: "c1/2020-11-03", language: "es", reason: "fiebre" });
      assert.deepEqual([changed.moved, changed.cancelled, changed.proved], [["c1/2020-11-03"], [], true]);
      const [message] = changed.messages;
      assert.deepEqual([changed.messages.length, message.method, message.to], [1, "REQUEST", ["p1", "p2"]]);
      assert.match(message.calendars[0], /DTSTART;TZID=America\/New_York:20201104T120000\r\n/);
      assert.match(message.mails[0].text, /Motivo: fiebre/);
      const session = changed.term.series[0].sessions.find(({ id }) => id === "c1/2020-11-03");
      assert.deepEqual([session.status, session.sequence], ["moved", 1]);
      const kept = peer.calendar.open(JSON.parse(JSON.stringify(changed.term)));
      const lost = await kept.change({ ...at, cancel: ["c1/2020-11-03"] });
      assert.deepEqual([lost.cancelled, lost.messages[0].method], [["c1/2020-11-03"], "CANCEL"]);
      assert.match(lost.messages[0].calendars[0], /SEQUENCE:2\r\n/);
      const [reminder] = await term.texts({ kind: "reminder", circle: "c1", roster });
      assert.equal(reminder.subject, "Circle 1: Tuesday, October 6, 2020, 5:30 pm to 6:30 pm (New York time)");
      assert.match(await term.kit("c1/2020-10-06", { roster }), /<h2>Who came<\/h2>/);
      const again = await peer.calendar.schedule({ plan: { ...plan, circles: [{ ...plan.circles[0], members: ["p1", "p9"] }] }, programme, earlier: term });
      assert.equal(again.series[0].uid, term.series[0].uid);
      assert.deepEqual([again.series[0].sequence, again.gone.map(({ circle }) => circle)], [1, ["c2"]]);
    });

    test("attendance earns hours, answers come back, fading circles are seen", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      const note = (session, member, came) => ({ session, member, came });
      const attendance = [note("c1/2020-10-06", "p1", "present"), note("c1/2020-10-20", "p1", "late")];
      const roster = { participants: [{ id: "p1", name: "Ada", email: "ada@example.org" }] };
      const { credits, csv } = await term.credits(attendance, { roster });
      assert.deepEqual([credits[0].hours, csv.split("\r\n")[1]], ["1.75", "p1,Ada,ada@example.org,1.75,2,0,0"]);
      assert.equal((await term.credits(attendance, { rule: { latePercent: 100 } })).credits[0].hours, "2.00");
      const [first] = await term.signals(attendance, { now: "2020-12-10T00:00:00Z" });
      assert.deepEqual([first.fading, first.trend, first.missing], [true, "unheard", []]);
      const reply = `BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:${term.series[0].uid}@peer-circle\nATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org\nEND:VEVENT\nEND:VCALENDAR`;
      const { replies, problems } = await term.replies(reply, roster);
      assert.deepEqual(problems, []);
      const [session] = await term.expected(replies);
      assert.deepEqual([session.notComing, session.silent], [["p1"], ["p2"]]);
    });

    test("slots are found from what people told", async () => {
      const free = [{ day: "thursday", from: "12:00", to: "13:00" }];
      const roster = { participants: ["p1", "p2"].map((id) => ({ id, name: id, availability: free })) };
      const { circles, proved } = await peer.calendar.findSlots({ plan, roster, programme, alternatives: ["c1"] });
      assert.deepEqual([circles.length, circles[0].chosen.slot.day, proved], [1, "thursday", true]);
    });

    test("circles need a place of the pools that serve them", async () => {
      const free = [{ day: "thursday", from: "12:00", to: "13:00" }];
      const roster = { participants: ["p1", "p2"].map((id) => ({ id, name: id, availability: free })) };
      const circles = ["p1", "p2"].map((id) => ({ id: `c-${id}`, name: `Circle of ${id}`, mode: "talk", leader: id, members: [id] }));
      const problems = async (...pools) => {
        const found = await peer.calendar.findSlots({ plan: { ...plan, circles }, roster, programme, pools });
        return found.problems.map(({ code }) => code);
      };
      assert.deepEqual(await problems({ name: "rooms", places: 1, circles: ["c-p1"] }, { name: "licences", places: 1, circles: ["c-p2"] }), []);
      assert.deepEqual(await problems({ places: 1 }), ["slots.conflict"]);
      assert.deepEqual(await problems({ places: 1, circles: ["c-p3"] }), ["pool.unknown_circle"]);
    });

    test("a dropped calendar decides about slots, and the search can be stopped or given up", async () => {
      const free = [{ day: "thursday", from: "12:00", to: "14:00" }];
      const roster = { participants: ["p1", "p2"].map((id) => ({ id, name: id, availability: free })) };
      const file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=America/New_York:20201001T120000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR";
      const { busy } = await peer.calendar.busy(file, { from: "2020-10-01T00:00:00Z", to: "2021-04-30T00:00:00Z", zone: "America/New_York" });
      roster.participants[0].busy = busy.times;
      const asked = { plan, roster, programme, alternatives: ["c1"] };
      const told = [];
      const { circles, stopped } = await peer.calendar.findSlots(asked, { onProgress: (progress) => told.push(progress) });
      assert.deepEqual([circles[0].chosen.slot.start, circles[0].chosen.absences, stopped], ["13:00", 0, false]);
      assert.ok(told.every(({ work }) => work > 0));
      const early = await peer.calendar.findSlots(asked, { budget: { work: 1 } });
      assert.deepEqual([early.stopped, early.proved, early.circles[0].circle], [true, false, "c1"]);
      await assert.rejects(peer.calendar.findSlots(asked, { signal: AbortSignal.abort() }), { name: "AbortError" });
    });

    test("a circle takes another slot for the rest of the term", async () => {
      const term = await peer.calendar.schedule({ plan, programme });
      const organizer = { name: "Ana", email: "ana@example.org" };
      const roster = { participants: [{ id: "p1", name: "Ada", email: "ada@example.org", availability: [] }] };
      const slots = [{ circle: "c1", slot: { day: "thursday", start: "12:00", minutes: 60 }, from: "2020-11-09" }];
      const changed = await term.change({ slots, roster, organizer, now: "2020-10-19T12:00:00Z" }, { onProgress: () => undefined });
      const { series } = changed.term;
      assert.deepEqual([series[0].when, series[0].earlier.length, changed.stopped], ["1st and 3rd Thursday of the month, 12:00, New York", 1, false]);
      assert.equal(changed.messages[0].calendars.length, 2);
      const kept = peer.calendar.open(JSON.parse(JSON.stringify(changed.term)));
      assert.equal((await kept.ics({ circle: "c1", now })).match(/RRULE:FREQ=MONTHLY/g).length, 2);
    });

    test("slots are chosen jointly, with proof", async () => {
      const circle = { leader: 0, members: [[0, 1], [0, 1, 2]] };
      const grid = { days: 1, cellsPerDay: 4, meetingCells: 2, phases: 2, rooms: 1, quorum: 0.5, unplacedCost: 1000 };
      const answer = await peer.calendar.slots({ ...grid, leadersFree: [[0, 1, 2]], circles: [circle, circle] });
      assert.deepEqual([answer.cost, answer.proved, answer.stopped], [0, true, false]);
      assert.deepEqual(new Set(answer.slots.map(({ phase }) => phase)), new Set([0, 1]));
    });

    test("zones can be replaced by newer data, and a host that disagrees is told of", async () => {
      await peer.calendar.loadZones({ "America/Halifax": fourBehind() });
      const { problems } = await peer.calendar.schedule({ plan: { ...plan, zone: "America/Halifax" }, programme: { ...programme, zone: "America/Halifax" } });
      assert.deepEqual(problems.map(({ code }) => code), ["zone.host_differs"]);
      await assert.rejects(peer.calendar.loadZones({ "Europe/Oslo": "no zone" }), { code: "zone.unreadable" });
    });

    test("zones and holidays", async () => {
      assert.match(await peer.calendar.zoneData(), /^20\d\d[a-z]$/);
      assert.equal(await peer.calendar.minutesAhead("Europe/London", "America/New_York", "2026-03-15"), 240);
      assert.deepEqual((await peer.calendar.holidays("2020-11-01", "2020-11-15")).map(({ name }) => name), ["Veterans Day"]);
    });
  });
}
