// What the READMEs and the documentation of the interface show is what runs, and what strict TypeScript takes.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as package_ from "../dist/index.js";
import * as inline from "../dist/inline.js";
import * as messages from "../dist/messages/index.js";
import { complaints } from "./compiler.mjs";

const sample = (name) => readFile(new URL(`../../examples/data/${name}`, import.meta.url));

test("the JavaScript of the README runs on the sample data as it stands there", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, shown] = readme.match(/```js\n([\s\S]*?)```/);
  const [head, ...lines] = shown.split("\n");
  assert.equal(head, 'import { load } from "peer-circle";');
  const AsyncFunction = (async () => {}).constructor;
  const told = [];
  const given = {
    load: package_.load,
    console: { log: (...values) => told.push(...values) },
    file: await sample("physicians.csv"),
    programme: JSON.parse(await sample("programme.json")),
    vtt: await sample("session.vtt"),
  };
  const run = new AsyncFunction(...Object.keys(given), `${lines.join("\n")}\nreturn { peer, problems, plan: formation.plan, term, calendar, clean };`);
  const { peer, problems, plan, term, calendar, clean } = await run(...Object.values(given));
  assert.deepEqual(problems, []);
  assert.equal(plan.circles.flatMap(({ members }) => members).length, 50);
  assert.equal(term.series.length, plan.circles.length);
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.ok(clean.transcript.turns.every(({ text }) => !text.includes("Nikhil")));
  assert.ok(told.length === 3 && told[2].length > 0);
  peer.close();
});

const src = new URL("../src/", import.meta.url);
const MODULES = { "peer-circle": package_, "peer-circle/inline": inline, "peer-circle/messages": messages };
const range = (length, make) => Array.from({ length }, (_, at) => make(at));

/** What a sample may speak of, as the page around it would have it. */
async function surroundings() {
  const peer = await package_.load({ worker: false });
  const times = [{ day: "tuesday", from: "12:00", to: "14:00" }, { day: "thursday", from: "12:00", to: "13:00" }];
  const person = (at) => ({ id: `p${at}`, name: `Person ${at}`, email: `p${at}@example.org`, leader: at % 10 === 1, availability: times });
  const roster = { participants: range(25, person) };
  const rules = { size: { min: 5, max: 8 } };
  // Two leaders for thirty people who can meet: some must wait.
  const few = { participants: roster.participants.map((one) => ({ ...one, mode: "talk", leader: one.id === "p1" })) };
  const slot = { day: "tuesday", start: "12:00", minutes: 60 };
  const circle = (at) => ({ id: `c${at + 1}`, name: `Circle ${at + 1}`, mode: "talk", leader: `p${at * 8 + 1}`, members: range(8, (one) => `p${at * 8 + one + 1}`), slot });
  const plan = { format: 1, zone: "America/New_York", circles: range(3, circle), waiting: ["p0"], cost: 0, proved: false, stopped: true };
  const programme = { title: "Circles", zone: "America/New_York", from: "2020-10-01", to: "2021-04-30", recurrence: { kind: "nthWeekdays", nth: [1, 3] }, holidays: { unitedStates: true, days: [] } };
  const term = await peer.calendar.schedule({ plan, programme });
  const turn = (at) => ({ id: `t${at}`, speaker: `S${at % 3}`, text: ["I am proud of you.", "You are not alone.", "I walk each day."][at % 3] });
  const { transcript } = await peer.transcripts.read("Ada: I am Carlos Smith from Boston.\nBo: Thank you, I am so proud of you.\n");
  const opened = await peer.themes.open({ transcripts: [{ id: "said", turns: range(30, turn) }], coder: "ana" });
  const coding = (coder, code) => (at) => ({ id: `${coder}${at}`, coder, transcript: "said", turn: `t${at}`, code });
  const project = await peer.themes.load({ ...(await opened.save()), codings: [...range(30, coding("ana", "emotional")), ...range(30, coding("ben", "appraisal"))] });
  const event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20201103\nSUMMARY:Election Day\nEND:VEVENT";
  const replied = `BEGIN:VEVENT\nUID:${term.series[2].uid}@peer-circle\nATTENDEE;PARTSTAT=DECLINED:mailto:p17@example.org\nEND:VEVENT`;
  const calendar = (method, events) => `BEGIN:VCALENDAR\nMETHOD:${method}\n${events}\nEND:VCALENDAR\n`;
  const ignore = () => undefined;
  return {
    peer, roster, rules, plan, programme, term, transcript, project,
    zone: programme.zone,
    formation: await peer.circles.form({ roster: few, rules }, { seed: 7, budget: { work: 1000 } }),
    clean: await peer.transcripts.deidentify(transcript, { roster }),
    organizer: { name: "Ana", email: "ana@example.org" },
    now: "2020-10-19T12:00:00Z",
    attendance: [{ session: "c3/2020-10-20", member: "p17", came: "late" }],
    mail: { attachment: calendar("REPLY", replied) },
    earlier: [],
    error: new package_.CircleError({ code: "engine.lost", message: "the worker that did this has ended; the next call starts another" }),
    CircleError: package_.CircleError,
    document: { documentElement: { lang: "es" } },
    signal: new AbortController().signal,
    bar: {},
    planner: {},
    mine: Object.assign(new Map(), { put: (name, value) => given.mine.set(name, { version: 1, value }) && 1 }),
    file: "name,leader,availability\nAda,yes,Tue 12:00-13:00\n",
    // What is dropped in each room.
    files: { "calendar.ts": calendar("PUBLISH", event), "transcripts.ts": "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Good morning.\n" },
    say: ignore, send: ignore, show: ignore, keep: ignore, open: ignore,
    console: { log: ignore, warn: ignore, table: ignore },
    few,
  };
}

/** The samples in a text, each as it stands there without the stars of a comment. */
const samples = (text) => [...text.matchAll(/```js\n([^]*?)```/g)].map(([, sample]) => sample.replace(/^\s*\* ?/gm, ""));

/** Runs a sample in a scope of its own. */
async function run(sample, given) {
  const body = sample.replace(/^import (\{.*\}) from "(.*)";$/gm, 'const $1 = modules["$2"];');
  const AsyncFunction = (async () => {}).constructor;
  const scope = { ...given, modules: MODULES };
  await new AsyncFunction(...Object.keys(scope), `{ ${body} }`)(...Object.values(scope));
}

/** What a sample may speak of, as TypeScript has it. */
const SURROUNDINGS = `
import type * as all from "peer-circle";
import type { CircleError as Thrown } from "peer-circle";
import type { CirclePlanner } from "peer-circle/elements/circle-planner/class";
import type { Kept } from "peer-circle/elements/types";
declare global {
  const peer: all.Peer, roster: all.Roster, rules: all.Rules, plan: all.Plan, formation: all.Formation;
  const programme: all.Programme, zone: string, term: all.ScheduledTerm, now: string, organizer: all.Organizer;
  const attendance: all.Attendance[], earlier: all.Reply[], mail: { attachment: File };
  const transcript: all.Transcript, clean: all.Clean, project: all.Project;
  const file: File, vtt: string, signal: AbortSignal, bar: HTMLProgressElement, error: Thrown, planner: CirclePlanner;
  const CircleError: typeof Thrown;
  const mine: {
    get(name: string): Promise<Kept | undefined>;
    put(name: string, value: unknown, seen: number | undefined): Promise<number | undefined>;
    delete(name: string): Promise<void>;
  };
  function say(words: string): void;
  function send(...texts: unknown[]): void;
  function show(portion: unknown): void;
  function keep(portion: unknown): void;
}`;

let given;
before(async () => (given = await surroundings()));
after(() => given.peer.close());

const documented = (await readdir(src, { recursive: true })).filter((name) => name.endsWith(".ts") && !name.startsWith("elements"));

for (const name of ["../README.md", ...documented]) {
  const text = await readFile(new URL(name, src), "utf8");
  for (const [at, sample] of samples(text).entries()) {
    test(`sample ${at + 1} of ${name.replace("../", "")} runs`, async () => {
      const file = given.files[name.split("/").at(-1)] ?? given.file;
      // Advice is about people who wait.
      const roster = sample.includes("advise(") ? given.few : given.roster;
      await run(sample, { ...given, file, roster });
      if (sample.includes("planner.store")) await keeps(given.planner.store);
    });
  }
}

test("strict TypeScript has nothing against the samples of the READMEs and of the documentation", async () => {
  const modules = { "surroundings.d.mts": SURROUNDINGS };
  for (const name of ["../../README.md", "../README.md", ...documented]) {
    const found = samples(await readFile(new URL(name, src), "utf8"));
    found.forEach((sample, at) => (modules[`${name.replaceAll(/[./]+/g, "-")}-${at + 1}.mts`] = `${sample}\nexport {};`));
  }
  assert.ok(Object.keys(modules).length >= 8, `${Object.keys(modules)}`);
  assert.deepEqual(complaints(modules), []);
});

/** A page's own store, whose places for things know their version. */
async function keeps(store) {
  assert.equal(await store.read("draft"), undefined);
  assert.equal(await store.write("draft", "a", undefined), 1);
  assert.deepEqual(await store.read("draft"), { version: 1, value: "a" });
  await store.remove("draft");
  assert.equal(await store.read("draft"), undefined);
}
