// What a page gives: it is taken as it is when it is given, frozen or not, and a name that nothing has is a slip.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { CircleError, load } from "../dist/index.js";

const sample = (name) => readFile(new URL(`../../examples/data/${name}`, import.meta.url), "utf8");
const coded = (code, field) => (error) => error instanceof CircleError && error.code === code && (field === undefined || error.place.field === field);
const empty = (list) => (list.length = 0);

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer, people, plan, term;
    before(async () => {
      peer = await load({ worker });
      people = await sample("physicians.csv");
      const { roster } = await peer.people.read(people);
      const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 200_000 } });
      plan = formation.plan;
      term = await peer.calendar.schedule({ plan, roster, programme: JSON.parse(await sample("programme.json")) });
    });
    after(() => peer.close());
    const roster = async () => (await peer.people.read(people)).roster;

    test("what becomes of it afterwards changes nothing", async () => {
      const known = await roster();
      const bytes = new TextEncoder().encode(people);
      const said = { id: "t", turns: [{ id: "t1", speaker: "Ada", text: "Ines Duarte was here." }] };
      const long = { id: "t", turns: Array.from({ length: 2_000 }, (_, at) => ({ id: `t${at}`, speaker: "Ada", text: "Ines Duarte was here, and we talked about it all." })) };
      const policy = { treatments: { person: "keep" } };
      const own = structuredClone({ known, plan, said, long, policy });
      const calls = {
        add: peer.people.add(known, new Blob(["id,name\nq1,New\n"])).then((added) => added.roster.participants.length),
        read: peer.people.read(bytes).then((read) => read.roster.participants.length),
        fill: peer.report.fill({ plan: own.plan, roster: known, template: "Username,Group Name\nx,\n" }).then(({ text }) => text.split("\n").length > 40),
        short: peer.transcripts.deidentify(own.said, { roster: known, policy: own.policy, lists: false }).then(({ transcript }) => transcript.turns.map(({ text }) => text).join()),
        long: peer.transcripts.deidentify(own.long, { roster: known, lists: false }).then(({ transcript }) => transcript.turns.length),
      };
      empty(known.participants);
      bytes.fill(65);
      empty(own.plan.circles);
      empty(own.said.turns);
      own.long.turns[1].text = 5;
      empty(own.long.turns);
      own.policy.treatments = {};
      const told = Object.fromEntries(await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await call])));
      assert.deepEqual(told, { add: 51, read: 50, fill: true, short: "Ines Duarte was here.", long: 2_000 });
    });

    test("a roster that is frozen, sealed or emptied is what it looks like", async () => {
      const names = ({ participants }) => participants.map(({ name }) => name).length;
      for (const fix of [Object.freeze, Object.seal, Object.preventExtensions]) {
        const fixed = fix(await roster());
        assert.deepEqual([names(fixed), names(fixed)], [50, 50]);
        assert.match(await peer.people.write(fixed), /Ines Duarte/);
        assert.match(await peer.people.write(fix(await roster())), /Ines Duarte/, "nobody has looked at it");
      }
      const emptied = await roster();
      delete emptied.participants;
      await assert.rejects(peer.people.write(emptied), coded("call.unreadable"));
    });

    test("a name that nothing has is refused, with where it stands", async () => {
      const known = await roster();
      const said = { id: "t", turns: [] };
      const now = new Date(0);
      const UNKNOWN = "call.unknown_name";
      await assert.rejects(term.ics({ circel: "c1", now }), coded(UNKNOWN, "options.circel"));
      await assert.rejects(term.texts({ kind: "reminder", circle: "c1", roster: known, langauge: "es" }), coded(UNKNOWN, "options.langauge"));
      await assert.rejects(term.change({ now, cancle: "c1" }), coded(UNKNOWN, "change.cancle"));
      await assert.rejects(term.signals([], { now, poeple: true }), coded(UNKNOWN, "poeple"));
      await assert.rejects(term.credits([], { roul: {} }), coded(UNKNOWN, "roul"));
      await assert.rejects(term.kit("c1", { rooster: known }), coded(UNKNOWN, "rooster"));
      await assert.rejects(peer.report.summary({ roster: known, smalest: 1 }), coded(UNKNOWN, "smalest"));
      await assert.rejects(peer.calendar.findSlots({ plan, roster: known, programme: term.term.programme, qourum: 1 }), coded(UNKNOWN, "needs.qourum"));
      await assert.rejects(peer.transcripts.deidentify(said, { rooster: known, lists: false }), coded(UNKNOWN, "rooster"));
      await assert.rejects(peer.transcripts.deidentify(said, { policy: { decisons: [] }, lists: false }), coded(UNKNOWN, "policy.decisons"));
      await assert.rejects(peer.transcripts.deidentifier({ rooster: known, lists: false }), coded(UNKNOWN, "rooster"));
      const [work, model] = [await peer.themes.open({ transcripts: [] }), await peer.themes.model({})];
      const { programme } = term.term;
      const given = { roster: known, plan };
      const slips = {
        rule: () => peer.circles.form({ ...given, plan: undefined, rule: {} }),
        rulse: () => peer.circles.advise({ ...given, rulse: {} }),
        fromat: () => peer.report.groups({ ...given, fromat: { kind: "canvas" } }),
        tempalte: () => peer.report.fill({ ...given, template: "a", tempalte: "b" }),
        pair: () => peer.circles.diverse({ people: 4, pairs: [0, 1, 1, 1, 1, 0], sizes: [{ min: 2, max: 2 }, { min: 2, max: 2 }], pair: [] }),
        round: () => peer.circles.rounds({ people: 8, circles: 2, rounds: 2, round: 3 }),
        sed: () => peer.circles.form({ roster: known }, { sed: 7 }),
        budgt: () => peer.circles.form({ roster: known }, { budgt: { work: 1 } }),
        onprogress: () => peer.people.read(people, { onprogress: () => undefined }),
        colums: () => peer.people.read(people, { colums: [] }),
        column: () => peer.people.add(known, people, { column: [] }),
        langage: () => peer.calendar.rule("FREQ=DAILY", { langage: "es" }),
        membr: () => peer.calendar.busy("BEGIN:VCALENDAR\nEND:VCALENDAR", { from: now, to: now, zone: "UTC", membr: "p1" }),
        singal: () => peer.calendar.schedule({ plan, programme }, { singal: undefined, ...{ singal: 1 } }),
        transcript: () => peer.themes.open({ transcript: [] }),
        clases: () => peer.themes.model({ clases: [] }),
        sample: () => peer.themes.agreement({ units: [[0, 1]] }, { sample: 1 }),
        al: () => work.codings({ al: true }),
        By: () => work.matrixCsv({ By: "speaker" }),
        bye: () => work.xlsx({ bye: "speaker" }),
        signals: () => work.suggest({}, { signals: 1 }),
        progress: () => model.probabilities([], { progress: 1 }),
        stopp: () => peer.transcripts.read("Ada: I see.", { stopp: 1 }),
      };
      const begun = await peer.transcripts.deidentifier({ lists: false });
      slips.signl = () => begun.turns([], { signl: 1 });
      for (const [name, call] of Object.entries(slips)) await assert.rejects(call(), coded(UNKNOWN, name), name);
      const stream = async (options) => { for await (const portion of peer.transcripts.stream("Ada: I see.", options)) return portion; };
      await assert.rejects(stream({ singal: 1 }), coded(UNKNOWN, "singal"));
      await assert.rejects(stream({ signal: new EventTarget() }), coded("call.unreadable"));
      for (const options of [5, "x", []]) await assert.rejects(peer.circles.form({ roster: known }, options), coded("call.unreadable"));
      // What the page keeps beside people is its own.
      assert.equal((await peer.transcripts.deidentify(said, { roster: { participants: [{ ...known.participants[0], seat: 4 }] }, lists: false })).transcript.turns.length, 0);
    });

    test("a listener that throws ends no stream, and nothing in place of options is none", async () => {
      const thrown = [];
      const hear = (error) => thrown.push(error.message);
      const others = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException").on("uncaughtException", hear);
      try {
        const turns = [];
        for await (const portion of peer.transcripts.stream("Ada: I see.\nBo: You do.\n", { onProgress: () => { throw new Error("mine"); } })) turns.push(...portion.turns);
        for await (const portion of peer.transcripts.stream("Ada: I see.\n", null)) turns.push(...portion.turns);
        assert.equal(turns.length, 3);
        await new Promise((resolve) => setTimeout(resolve, 5));
        assert.ok(thrown.length > 0 && thrown.every((message) => message === "mine"), String(thrown));
      } finally {
        process.off("uncaughtException", hear);
        others.forEach((other) => process.on("uncaughtException", other));
      }
    });

    test("a project of nothing is refused once, and nothing else rejects", async () => {
      const left = [];
      const hear = (error) => left.push(error);
      process.on("unhandledRejection", hear);
      try {
        for (const nothing of [undefined, null]) await assert.rejects(peer.themes.load(nothing), coded("call.unreadable"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.deepEqual(left, []);
      } finally {
        process.off("unhandledRejection", hear);
      }
    });
  });
}

test("in Node with a document, as tests have it, everything is found", async () => {
  const script = `
    globalThis.window = globalThis;
    globalThis.document = { baseURI: "http://localhost/" };
    globalThis.FileReader = class { readAsArrayBuffer(file) { Blob.prototype.slice; file.whole().then((result) => { this.result = result; this.onload(); }); } };
    const { load } = await import(${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)});
    class Old extends Blob { whole() { return super.arrayBuffer(); } }
    Object.defineProperty(Old.prototype, "arrayBuffer", { value: undefined });
    const peer = await load();
    const { roster } = await peer.people.read(new Old(["name\\nAda\\n"]));
    const { transcript } = await peer.transcripts.deidentify({ id: "t", turns: [{ id: "t1", text: "Carlos Smith was here." }] });
    console.log(roster.participants[0].name, transcript.turns[0].text, peer.where);
    peer.close();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  assert.match(stdout, /^Ada Person 1 was here\. thread$/m);
});
