// Calls that are wrong: whatever a page gives, it gets a promise that rejects with an error of the package, which has a code,
// says what to do and, where that is known, where it lies.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { CircleError, doctor, load, preload } from "../dist/index.js";
import { held } from "./held.mjs";

const sample = async (name) => JSON.parse(await readFile(new URL(`../../examples/data/${name}`, import.meta.url), "utf8"));
const SIZES = [{ min: 2, max: 2 }, { min: 2, max: 2 }];
const TURN = { transcript: "said", turn: "t1" };
const ZONE = "Europe/Oslo";
const UNREADABLE = "call.unreadable";

/** What is called, the code that it rejects with, and the field that is told. */
const WRONG = {
  people: [
    [({ people }) => people.read(), UNREADABLE, "file"],
    [({ people }) => people.read(null), UNREADABLE, "file"],
    [({ people }) => people.read(5), UNREADABLE, "file"],
    [({ people }) => people.read({}), UNREADABLE, "file"],
    [({ people }) => people.read(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d])), "file.not_text"],
    [({ people }) => people.read("name\nAda", null), UNREADABLE, "people.read"],
    [({ people }) => people.read("name\nAda", { columns: 5 }), UNREADABLE, "people.read"],
    [({ people }) => people.read("name\nAda", { columns: ["what"] }), UNREADABLE, "columns.columns[0]"],
    [({ people }) => people.read("name\nAda", { signal: 5 }), UNREADABLE, "signal"],
    [({ people }) => people.read("name\nAda", { onProgress: "often" }), UNREADABLE, "onProgress"],
    [({ people }) => people.read({ arrayBuffer: async () => Promise.reject(new DOMException("gone", "NotReadableError")) }), "file.gone"],
    [({ people }) => people.columns(), UNREADABLE, "file"],
    [({ people }) => people.members(null), UNREADABLE, "container"],
    [({ people }) => people.members({ members: 5 }), UNREADABLE, "container.members"],
    [({ people }) => people.add(null, "name\nAda"), UNREADABLE, "roster"],
    [({ people, roster }) => people.add(roster), UNREADABLE, "file"],
    [({ people }) => people.write(), UNREADABLE, "roster"],
    [({ people }) => people.write({ participants: [{ id: 5 }] }), UNREADABLE, "roster.participants[0].id"],
    [({ people }) => people.registrations("people"), UNREADABLE, "roster"],
    [({ people }) => people.registrations(() => undefined), UNREADABLE],
  ],
  circles: [
    [({ circles }) => circles.form(), UNREADABLE, "circles.form"],
    [({ circles }) => circles.form(null), UNREADABLE, "circles.form"],
    [({ circles }) => circles.form({}), UNREADABLE, "roster"],
    [({ circles, roster }) => circles.form({ roster, rules: 5 }), UNREADABLE, "rules"],
    [({ circles, roster }) => circles.form({ roster, rules: { size: { min: -1 } } }), UNREADABLE, "rules.size.min"],
    [({ circles, roster }) => circles.form({ roster }, { seed: NaN }), "call.seed", "seed"],
    [({ circles, roster }) => circles.form({ roster: { participants: [{ ...roster.participants[0], availability: [{ day: "monday", from: "13:00", to: "12:00" }] }] } }), UNREADABLE, "roster.participants[0].availability[0].to"],
    // JSON would have made null of them, which is what was left out.
    [({ circles, roster }) => circles.form({ roster, rules: { circles: NaN } }), UNREADABLE, "rules.circles"],
    [({ circles, roster }) => circles.form({ roster, rules: { textSize: { min: 3, max: Infinity } } }), UNREADABLE, "rules.textSize.max"],
    [({ circles, roster }) => circles.form({ roster, rules: { past: [{ circles: [], age: -Infinity }] } }), UNREADABLE, "rules.past[0].age"],
    [({ circles, roster }) => circles.form({ roster, rules: { past: [{ circles: [], weight: NaN }] } }), "rules.weight", "rules.past[0].weight"],
    [({ circles, roster }) => circles.form({ roster, rules: { peers: Infinity } }), "rules.weight", "rules.peers"],
    [({ circles, roster }) => circles.form({ roster }, { seed: -1 }), "call.seed", "seed"],
    [({ circles, roster }) => circles.form({ roster }, { seed: 1e300 }), "call.seed", "seed"],
    [({ circles, roster }) => circles.form({ roster }, { budget: { work: NaN } }), "call.budget", "budget.work"],
    [({ circles, roster }) => circles.form({ roster }, { budget: { milliseconds: "1" } }), "call.budget", "budget.milliseconds"],
    [({ circles, roster }) => circles.form({ roster }, { budget: null }), "call.budget", "budget"],
    // What limits nothing would go on without end.
    [({ circles, roster }) => circles.form({ roster }, { budget: 100 }), "call.budget", "budget"],
    [({ circles, roster }) => circles.form({ roster }, { budget: [100] }), "call.budget", "budget"],
    [({ circles, roster }) => circles.form({ roster }, { budget: { wrok: 100 } }), "call.budget", "budget.wrok"],
    [({ circles, roster }) => circles.form({ roster }, { seed: 7n }), UNREADABLE],
    [({ circles, roster }) => circles.form({ roster }, { stop: 5 }), UNREADABLE, "stop"],
    [({ circles, roster }) => circles.form({ roster }, { signal: {} }), UNREADABLE, "signal"],
    [({ circles, roster }) => circles.advise({ roster }), UNREADABLE, "plan"],
    [({ circles }) => circles.diverse({ people: 4, pairs: [0, 1, 1, 1, 1, 0] }), UNREADABLE, "sizes"],
    [({ circles }) => circles.diverse({ people: NaN, pairs: [], sizes: SIZES }), UNREADABLE, "people"],
    [({ circles }) => circles.diverse({ people: 4, pairs: null, sizes: SIZES }), UNREADABLE, "circles.diverse"],
    [({ circles }) => circles.diverse({ people: 4, pairs: [0], sizes: [{ min: -2, max: 2 }] }), UNREADABLE, "sizes[0].min"],
    [({ circles }) => circles.rounds(), UNREADABLE, "circles.rounds"],
    [({ circles }) => circles.rounds({ people: 2 ** 32 + 15, circles: 5, rounds: 7 }), UNREADABLE, "people"],
    [({ circles }) => circles.rounds({ people: 15, circles: 1.5, rounds: 7 }), UNREADABLE, "circles"],
    [({ circles }) => circles.rounds({ people: 15, circles: 5 }), UNREADABLE, "rounds"],
    [({ formation }) => formation.why(5), UNREADABLE, "person"],
    [({ formation }) => formation.why(), UNREADABLE, "person"],
    [({ formation }) => formation.whyCircle(null), UNREADABLE, "circle"],
    [({ formation }) => formation.lock({}), UNREADABLE, "person"],
    [({ formation }) => formation.price(), UNREADABLE, "move"],
    [({ formation }) => formation.apply({ move: 5 }), UNREADABLE, "move.move"],
    [({ formation }) => formation.takeUp(null), UNREADABLE, "plan"],
    [({ formation }) => formation.takeUp({ ...formation.plan, format: 99 }), "saved.later", "plan.format"],
    [({ formation }) => formation.improve({ budget: { work: -1 } }), "call.budget", "budget.work"],
    [({ formation }) => formation.improve({ budget: 100 }), "call.budget", "budget"],
    [({ formation }) => formation.improve(null), UNREADABLE],
  ],
  calendar: [
    [({ calendar }) => calendar.schedule(), UNREADABLE, "calendar.schedule"],
    [({ calendar, plan }) => calendar.schedule({ plan }), UNREADABLE, "programme"],
    [({ calendar }) => calendar.schedule({ plan: 5, programme: {} }), UNREADABLE, "plan"],
    [({ calendar }) => calendar.open(null).ics({ now: new Date() }), UNREADABLE, "term"],
    [({ calendar }) => calendar.open({}).signals([], { now: new Date() }), UNREADABLE],
    [({ calendar }) => calendar.busy(null, { from: "2020-01-01T00:00Z", to: "2020-02-01T00:00Z", zone: ZONE }), UNREADABLE, "file"],
    [({ calendar }) => calendar.busy("BEGIN:VCALENDAR", { from: "soon", to: "2020-02-01T00:00Z", zone: ZONE }), "time.unreadable", "from"],
    [({ calendar }) => calendar.busy("BEGIN:VCALENDAR", { from: new Date(NaN), to: "2020-02-01T00:00Z", zone: ZONE }), "time.unreadable", "from"],
    [({ calendar }) => calendar.busy("BEGIN:VCALENDAR", { from: "2020-01-01T00:00Z", to: "2020-02-01T00:00Z" }), UNREADABLE, "zone"],
    [({ calendar }) => calendar.busy("BEGIN:VCALENDAR"), UNREADABLE, "calendar.busy"],
    [({ calendar }) => calendar.readHolidays("BEGIN:VCALENDAR", { from: 5, to: "2020-02-01", zone: ZONE }), UNREADABLE, "from"],
    [({ calendar }) => calendar.slots(null), UNREADABLE, "question"],
    [({ calendar }) => calendar.findSlots(), UNREADABLE, "calendar.findSlots"],
    [({ calendar }) => calendar.expand(null), UNREADABLE, "recurrences"],
    [({ calendar }) => calendar.expand([5]), UNREADABLE, "recurrences[0]"],
    [({ calendar }) => calendar.expand(["DTSTART:20200101T000000"], { limit: -1 }), UNREADABLE, "options.limit"],
    [({ calendar }) => calendar.rule(5), UNREADABLE, "text"],
    [({ calendar }) => calendar.rule("FREQ=DAILY", { language: "xx" }), UNREADABLE, "language"],
    [({ calendar }) => calendar.holidays(2020, 2021), UNREADABLE, "from"],
    [({ calendar }) => calendar.holidays("2020-13-40", "2021-01-01"), "time.unreadable", "from"],
    [({ calendar }) => calendar.minutesAhead(ZONE, undefined, "2020-01-01"), UNREADABLE, "other"],
    [({ calendar }) => calendar.minutesAhead("No/Where", ZONE, "2020-01-01"), "zone.unknown"],
    [({ calendar }) => calendar.loadZones(null), UNREADABLE, "calendar.loadZones"],
    [({ calendar }) => calendar.loadZones({ [ZONE]: 5 }), UNREADABLE, `timeZoneData.${ZONE}`],
    [({ calendar }) => calendar.loadZones({ [ZONE]: "no zone" }), "zone.unreadable"],
    [({ term }) => term.ics(), UNREADABLE, "term.ics"],
    [({ term }) => term.ics({ now: "noon" }), UNREADABLE, "options.now"],
    [({ term }) => term.kit(5), UNREADABLE, "session"],
    [({ term }) => term.texts(null), UNREADABLE, "term.texts"],
    [({ term, roster }) => term.texts({ kind: "telegram", circle: "c1", roster }), UNREADABLE, "options.kind"],
    [({ term }) => term.credits(5), UNREADABLE, "attendance"],
    [({ term }) => term.signals([]), UNREADABLE, "term.signals"],
    [({ term }) => term.signals([], { now: {} }), "time.unreadable", "now"],
    [({ term, roster }) => term.replies(undefined, roster), UNREADABLE, "file"],
    [({ term }) => term.expected({}), UNREADABLE, "replies"],
    [({ term }) => term.change(), UNREADABLE, "term.change"],
    [({ term }) => term.change({ cancel: "none" }), UNREADABLE, "change.now"],
  ],
  report: [
    [({ report }) => report.groups(null), UNREADABLE, "report.groups"],
    [({ report, plan, roster }) => report.groups({ plan, roster, format: { kind: "clay" } }), UNREADABLE],
    [({ report, plan, roster }) => report.fill({ plan, roster }), UNREADABLE, "template"],
    [({ report, roster }) => report.summary({ roster, smallest: -1 }), UNREADABLE, "smallest"],
    [({ report, roster }) => report.summary({ roster, smallest: NaN }), UNREADABLE, "smallest"],
  ],
  transcripts: [
    [({ transcripts }) => transcripts.read(), UNREADABLE, "file"],
    [({ transcripts }) => transcripts.stream(null).next(), UNREADABLE, "file"],
    [({ transcripts }) => transcripts.stream("Ada: Yes.", { signal: 5 }).next(), UNREADABLE, "signal"],
    [({ transcripts }) => transcripts.deidentify(), UNREADABLE, "transcripts.deidentify"],
    [({ transcripts }) => transcripts.deidentify({}, { lists: false }), UNREADABLE, "transcript.turns"],
    [({ transcripts }) => transcripts.deidentify({ turns: 5 }, { lists: false }), UNREADABLE, "transcript.turns"],
    [({ transcripts }) => transcripts.deidentify({ turns: [] }, { lists: 5 }), UNREADABLE, "lists"],
    [({ transcripts }) => transcripts.deidentify({ turns: [] }, { lists: new URL("file:///nowhere/lists.bin") }), "lists.missing"],
    [({ transcripts }) => transcripts.deidentify({ turns: [] }, { lists: false, policy: 5 }), UNREADABLE, "policy"],
    [({ transcripts }) => transcripts.deidentifier({ lists: false, speakers: 5 }), UNREADABLE, "speakers"],
    [({ transcripts }) => transcripts.withdraw(null, "P1"), UNREADABLE, "cleans.cleans[0]"],
    [({ transcripts }) => transcripts.withdrawAll([], 5), UNREADABLE, "speaker"],
    [({ transcripts }) => transcripts.reanchor(5, "b", []), UNREADABLE, "before"],
    [({ transcripts }) => transcripts.reanchor("a", "b"), UNREADABLE, "passages.passages"],
    [({ transcripts }) => transcripts.toClean({ identifiers: [] }, "t1", { from: -1, to: 2 }), UNREADABLE, "passage.from"],
    [({ transcripts }) => transcripts.toOriginal({}, "t1", { from: 1, to: 2 }), UNREADABLE, "transcripts.toOriginal"],
    [({ transcripts }) => transcripts.webvtt(5), UNREADABLE, "file"],
    [({ transcripts }) => transcripts.cueText(), UNREADABLE, "text"],
  ],
  themes: [
    [({ themes }) => themes.problems(5), UNREADABLE, "codebook"],
    [({ themes }) => themes.qdc(null), UNREADABLE, "codebook"],
    [({ themes }) => themes.readQdc(5), UNREADABLE, "file"],
    [({ themes }) => themes.lexicon(null), UNREADABLE, "themes.lexicon"],
    [({ themes }) => themes.lexicon([5]), UNREADABLE, "phrases[0]"],
    [({ themes }) => themes.open({ transcripts: 5 }), UNREADABLE, "opening.transcripts"],
    [({ themes }) => themes.open({ codebook: { codes: 5 } }), UNREADABLE, "opening.codebook.codes"],
    [({ themes }) => themes.load({}), UNREADABLE],
    [({ themes, saved }) => themes.load({ ...saved, version: 99 }), "project.version", "version"],
    [({ themes }) => themes.load({ format: "peer-circle/project", version: 99, another: { form: 1 } }), "project.version", "version"],
    [({ themes }) => themes.load({ name: "something else", version: 99 }), UNREADABLE],
    [({ themes }) => themes.readQdpx("no archive"), "xml.broken"],
    [({ themes }) => themes.model(null), UNREADABLE, "themes.model"],
    [({ themes }) => themes.agreement({ units: "none" }), UNREADABLE, "ratings.units"],
    [({ themes }) => themes.agreement({ units: [[1, 1]] }, { samples: -1 }), UNREADABLE, "resampling.samples"],
    [({ lexicon }) => lexicon.find(5), UNREADABLE, "text"],
    [({ lexicon }) => lexicon.count(null), UNREADABLE, "text"],
    [({ model }) => model.learn(5), UNREADABLE, "labels"],
    [({ model }) => model.probabilities(), UNREADABLE, "turns"],
    [({ project }) => project.add(null), UNREADABLE, "transcript"],
    [({ project }) => project.code(null), UNREADABLE],
    [({ project }) => project.code({ ...TURN, code: "none" }), "coding.unknown_code"],
    [({ project }) => project.accept(5), UNREADABLE, "id"],
    [({ project }) => project.accept("said/t1/none"), "suggestion.unknown"],
    [({ project }) => project.done("said"), UNREADABLE, "turn"],
    [({ project }) => project.summarise("S1", "code", 5), UNREADABLE, "text"],
    [({ project }) => project.summarise(5, "code", "text"), UNREADABLE, "case"],
    [({ project }) => project.correct("said", "t1"), UNREADABLE, "text"],
    [({ project }) => project.correct("said", "t1", "Yes.", 5), UNREADABLE, "speaker"],
    [({ project }) => project.withdraw(), UNREADABLE, "speaker"],
    [({ project }) => project.merge(null), UNREADABLE, "saved"],
    [({ project }) => project.embed(null), UNREADABLE, "project.embed"],
    [({ project }) => project.embed([TURN]), UNREADABLE, "project.embed"],
    [({ project }) => project.suggest({ atLeast: "most" }), UNREADABLE, "ask.atLeast"],
    [({ project }) => project.suggest({}, { signal: "now" }), UNREADABLE, "signal"],
    [({ project }) => project.next({ count: -1 }), UNREADABLE, "ask.count"],
    [({ project }) => project.exemplars(NaN), UNREADABLE, "most"],
    [({ project }) => project.matrix("moon"), UNREADABLE, "case"],
    [({ project }) => project.methods(5), UNREADABLE, "language"],
    [({ project }) => project.qdpx(5), UNREADABLE, "name"],
    [({ project }) => project.codings(null), UNREADABLE, "project.codings"],
    [({ project }) => project.setCoder(), UNREADABLE, "coder"],
    [({ project }) => project.draw(null), "sample.share"],
    [({ project }) => project.settle(null), UNREADABLE, "project.settle"],
    [({ project }) => project.agreement({ coders: 5 }), UNREADABLE, "compare.coders"],
    [({ project }) => project.reveal("none"), "sample.unknown"],
  ],
};

/** What is wrong with how the package is started. */
const STARTS = [
  [() => load(null), UNREADABLE, "load"],
  [() => load(5), UNREADABLE, "load"],
  [() => load({ wokrer: false }), UNREADABLE, "wokrer"],
  [() => load({ constructor: false }), UNREADABLE, "constructor"],
  [() => load({ halves: ["coding"] }), UNREADABLE, "halves"],
  [() => load({ ready: "codign" }), UNREADABLE, "ready"],
  [() => load({ timeZoneData: [] }), UNREADABLE, "timeZoneData"],
  [() => load({ worker: null }), UNREADABLE, "worker"],
  [() => load({ worker: 5 }), UNREADABLE, "worker"],
  [() => load({ worker: {} }), UNREADABLE, "worker"],
  // Node says what it takes: a path that is absolute, or begins with a point.
  [() => load({ worker: "w.js" }), UNREADABLE, "load"],
  [() => load({ worker: "./nowhere.js" }), "engine.lost"],
  [() => load({ wasm: 5 }), UNREADABLE, "wasm"],
  [() => load({ wasm: null }), UNREADABLE, "wasm"],
  [() => load({ wasm: new Uint8Array(8) }), UNREADABLE, "wasm"],
  [() => load({ wasm: new ArrayBuffer(8) }), UNREADABLE, "wasm"],
  [() => load({ wasm: new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) }), UNREADABLE, "wasm"],
  [() => load({ wasm: { froming: "/wasm/forming.wasm" } }), UNREADABLE, "wasm.froming"],
  [() => load({ patience: NaN }), UNREADABLE, "patience"],
  [() => load({ patience: 0 }), UNREADABLE, "patience"],
  [() => load({ wasm: "http://[" }), UNREADABLE, "load"],
  [() => load({ wasm: { forming: 5 } }), UNREADABLE, "wasm.forming"],
  [() => load({ wasm: { coding: null } }), UNREADABLE, "wasm.coding"],
  [() => load({ worker: false, timeZoneData: { [ZONE]: null } }), UNREADABLE, `timeZoneData.${ZONE}`],
  [() => preload({ wasm: "http://[" }), UNREADABLE, "preload"],
  [() => preload(null), UNREADABLE, "preload"],
  [() => preload({ halves: ["codign"] }), UNREADABLE, "halves"],
  [() => preload({ worker: 5 }), UNREADABLE, "worker"],
  [() => doctor(null), UNREADABLE, "doctor"],
  [() => doctor({ wasm: 5 }), UNREADABLE, "wasm"],
];

/** The call gives a promise, which rejects so. */
async function rejects(call, given, code, field) {
  const promise = call(given);
  assert.ok(promise instanceof Promise, "it gives a promise");
  const error = await promise.then(() => assert.fail("it is done"), (error) => error);
  assert.ok(error instanceof CircleError, String(error?.stack));
  assert.equal(error.code, code, `${error.code}: ${error.message}`);
  assert.ok(error.message && error.hint, `${error.message}: ${error.hint}`);
  if (field) assert.equal(error.place.field, field, error.message);
}

const written = (call) => String(call).replace(/^\(.*?\) => /, "");

for (const [call, code, field] of STARTS) test(`${written(call)} is refused`, () => rejects(call, undefined, code, field));

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let all;
    before(async () => {
      const peer = await load({ worker });
      const { roster } = await peer.people.read("id,name,leader,email\np1,Ada,yes,ada@example.org\np2,Bo,no,\n");
      const circle = { id: "c1", name: "Circle 1", mode: "talk", leader: "p1", members: ["p1", "p2"], slot: { day: "tuesday", start: "12:00", minutes: 60 } };
      const plan = { format: 1, zone: "America/New_York", circles: [circle], waiting: [], cost: 0, proved: true, stopped: false };
      const term = await peer.calendar.schedule({ plan, programme: await sample("programme.json") });
      const handles = await held(peer);
      all = { ...peer, peer, roster, plan, term, saved: await handles.project.save(), ...handles };
    });
    after(() => all.peer.close());

    for (const [call, code, field] of Object.values(WRONG).flat()) test(`${written(call)} is refused`, () => rejects(call, all, code, field));

    test("and nothing of all that has changed anything", async () => {
      assert.deepEqual(await all.project.save(), all.saved);
    });

    test("what was disposed of is told as that, whatever kind it is", async () => {
      const own = await held(all.peer);
      const work = await all.peer.transcripts.deidentifier({ lists: false });
      for (const one of [own.formation, own.project, own.model, own.lexicon, work]) {
        one.dispose();
        one.dispose();
      }
      for (const call of [
        () => own.formation.why("p1"),
        () => own.formation.improve(),
        () => own.formation.lock("p1"),
        () => own.project.status(),
        () => own.project.suggest(),
        () => own.project.setCoder("ben"),
        () => own.model.learn([]),
        () => own.lexicon.find("proud"),
        () => work.turns([]),
        () => work.end(),
      ]) await rejects(call, undefined, "handle.disposed");
    });

    test("what is aborted before it begins does nothing, and in the midst of it the signal's reason is told", async () => {
      const signal = AbortSignal.abort();
      const reason = new TypeError("enough");
      for (const call of [
        (signal) => all.people.read("name\nAda\n", { signal }),
        (signal) => all.circles.form({ roster: all.roster }, { signal }),
        (signal) => all.formation.improve({ signal }),
        (signal) => all.term.ics({ now: new Date() }, { signal }),
        (signal) => all.transcripts.deidentify({ turns: [] }, { signal }),
        (signal) => all.project.suggest({}, { signal }),
        (signal) => all.project.codings({ signal }),
        (signal) => all.project.add({ id: "more", turns: [] }, { signal }),
      ]) {
        await assert.rejects(call(signal), { name: "AbortError" });
        await assert.rejects(call(AbortSignal.abort(reason)), (error) => error === reason);
      }
      const controller = new AbortController();
      const done = await all.people.read("name\nAda\n", { signal: controller.signal });
      controller.abort();
      assert.equal(done.roster.participants.length, 1);
      assert.deepEqual(await all.project.save(), all.saved);
    });

    test("what a page does when it hears of progress is its own", async () => {
      const thrown = [];
      const hear = (error) => thrown.push(error.message);
      const others = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException").on("uncaughtException", hear);
      const onProgress = () => {
        throw new Error("its own");
      };
      const read = await all.people.read("name\nAda\n", { onProgress });
      const id = await all.project.add({ id: "heard", turns: [] }, { onProgress });
      await all.project.undo();
      await new Promise(setImmediate);
      process.removeListener("uncaughtException", hear);
      others.forEach((other) => process.on("uncaughtException", other));
      assert.equal(read.roster.participants.length, 1);
      assert.equal(id, "heard");
      assert.ok(thrown.length >= 2 && thrown.every((message) => message === "its own"), String(thrown));
    });

    test("calls on one handle that are not awaited are done in their order, though a page takes a while over what one is given", async () => {
      const { project } = await held(all.peer);
      const turns = Array.from({ length: 40 }, (_, at) => ({ id: `n${at}`, text: "I am proud of you." }));
      const vectors = (transcript) => turns.map(({ id }, at) => ({ transcript, turn: id, vector: Array.from({ length: 20_000 }, (_, one) => (at * one) % 7) }));
      const { signal } = new AbortController();
      const [, , , coded] = await Promise.all([
        project.add({ id: "new", turns }, { signal }),
        project.embed(vectors("new")),
        project.setCoder("cy"),
        project.code({ transcript: "new", turn: "n1", code: "emotional" }),
      ]);
      assert.match(coded, /cy/);
      // Before the transcript is there, its turns are none: an addition that overtook would make them some.
      const [embedded, added] = await Promise.allSettled([project.embed(vectors("later")), project.add({ id: "later", turns })]);
      assert.equal(embedded.reason?.code, "coding.unknown_turn");
      assert.equal(added.value, "later");
      // One that is given up in the making keeps nobody waiting.
      const controller = new AbortController();
      const given = [project.embed(vectors("new"), { signal: controller.signal }), project.status()];
      controller.abort();
      await assert.rejects(given[0], { name: "AbortError" });
      assert.equal((await given[1]).transcripts, 3);
      project.dispose();
    });

    test("two runs of one formation at once both come to their end, and one that is given up ends alone", async () => {
      const { formation } = await held(all.peer);
      const controller = new AbortController();
      const [one, other, third] = await Promise.allSettled([
        formation.improve({ budget: { work: 3_000 } }),
        formation.improve({ budget: { work: 3_000 } }),
        formation.improve({ signal: controller.signal, onProgress: () => controller.abort() }),
      ]);
      assert.equal(one.status, "fulfilled");
      assert.equal(other.status, "fulfilled");
      assert.ok(third.status === "fulfilled" || third.reason.name === "AbortError");
      // They go on with one search: what is held at the end is as good as what each of them had.
      for (const { value } of [one, other]) assert.ok(formation.plan.cost <= value.cost, `${formation.plan.cost} and ${value.cost}`);
      formation.dispose();
    });
  });
}

test("after close every call of every room and every handle is refused with a code", async () => {
  for (const worker of [false, true]) {
    const peer = await load({ worker });
    const { formation, project, model, lexicon } = await held(peer);
    peer.close();
    peer.close();
    for (const call of [
      () => peer.people.read("name\nAda\n"),
      () => peer.circles.rules(),
      () => peer.calendar.zoneData(),
      () => peer.themes.circle(),
      () => peer.transcripts.read("Ada: Yes."),
      () => peer.transcripts.stream("Ada: Yes.").next(),
      () => formation.why("p1"),
      () => formation.improve(),
      () => project.save(),
      () => project.suggest(),
      () => model.learn([]),
      () => lexicon.find("proud"),
    ]) await rejects(call, undefined, "engine.closed");
    for (const one of [formation, project, model, lexicon]) one.dispose();
  }
});
