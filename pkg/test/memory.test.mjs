// A thousand cycles of each capability leave the WebAssembly's memory as large as it was, and handles are let go.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as coding from "../dist/wasm/peer_circle_coding.js";
import * as forming from "../dist/wasm/peer_circle_forming.js";
import { CircleError, load } from "../dist/index.js";
import { CLASSES, interfaceOf } from "./long.mjs";
import { fourBehind } from "./zones.mjs";

const CYCLES = Number(process.env.PEER_CIRCLE_CYCLES ?? 1000);
const WARM = CYCLES / 10;
const programme = {
  title: "Circles",
  zone: "America/New_York",
  from: "2020-10-01",
  to: "2020-12-15",
  recurrence: { kind: "weeks", every: 2 },
  topics: [{ title: "Joy" }],
};

let peer;
let memories;
let roster;
let plan;
let transcript;
let project;
let saved;
let qdpx;
let term;
/** The calls of the interface that were made. */
const made = new Set();

/** Has a call noted when it is made. */
function noted(of, call, name) {
  const whole = of[call];
  of[call] = function (...given) {
    made.add(name);
    return whole.apply(this, given);
  };
}

before(async () => {
  peer = await load({ worker: false });
  for (const name of interfaceOf(peer)) {
    const [of, call] = name.split(".");
    noted(CLASSES[of]?.prototype ?? peer[of], call, name);
  }
  const text = "name,leader,availability\n" + Array.from({ length: 12 }, (_, i) => `P${i},yes,Tue 12:00-13:00`).join("\n");
  ({ roster } = await peer.people.read(text));
  const vtt = await readFile(new URL("../../examples/data/session.vtt", import.meta.url));
  ({ transcript } = await peer.transcripts.read(vtt));
  transcript.turns = transcript.turns.slice(0, 4);
  ({ plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 20_000 } }));
  assert.ok(plan.circles.length > 0);
  project = await peer.themes.open({ transcripts: [transcript] });
  const other = await peer.themes.open({ transcripts: [transcript], coder: "ben" });
  await other.code({ transcript: (await other.save()).transcripts[0].id, turn: transcript.turns[0].id, code: "emotional" });
  [saved, qdpx] = [await other.save(), await other.qdpx()];
  term = await peer.calendar.schedule({ plan, programme });
  // Both halves are started by now and answer with their exports.
  memories = await Promise.all([forming, coding].map(async (half) => (await half.default()).memory));
});

after(() => peer.close());

/** Small, so that what is done with it is done soon. */
const book = { codes: ["Praise", "Care"].map((name) => ({ id: name.toLowerCase(), name, definition: "What it means.", phrases: ["proud of you"] })) };

const bytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

const cycles = {
  "reading a roster": () => peer.people.read("name,leader\nAda,yes\nBo,perhaps\n"),
  "what a roster's columns hold": () => peer.people.columns("name,leader\nAda,yes\n"),
  "members of a course, added to and written": async () => {
    const { roster: course } = await peer.people.members({ members: [{ user_id: "b", name: "Bo", roles: ["Learner"] }] });
    const added = await peer.people.add(course, "id,name\nb,Bo B.\nc,Cy\n");
    await peer.people.write(added.roster);
    await peer.people.registrations(added.roster);
  },
  "a roster that cannot be read": () => peer.people.read("a,b\n1,2\n").catch((error) => assert.ok(error instanceof CircleError)),
  "forming circles": async () => {
    const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
    formation.dispose();
  },
  "circles explained, priced, moved, locked, improved": async () => {
    const { size } = await peer.circles.rules();
    const formation = await peer.circles.form({ roster, rules: { size } }, { seed: 1, budget: { work: 10 } });
    const [one, other] = formation.plan.circles;
    const person = one.members.at(-1);
    await Promise.all([formation.why(person), formation.whyCircle(one.id), formation.whyRule("size"), formation.moves()]);
    const move = other ? { move: person, to: other.id } : { swap: person, with: one.members[0] };
    await formation.price(move);
    const { plan } = formation;
    await formation.apply(move);
    await formation.takeUp(plan);
    await formation.undo();
    await formation.lock(person);
    await formation.improve({ budget: { work: 10 } });
    await formation.unlock(person);
    formation.dispose();
  },
  "advice on a plan": () => peer.circles.advise({ roster, plan }, { seed: 1, budget: { work: 10 } }),
  "unlike people": () => peer.circles.diverse({ people: 4, pairs: [0, 1, 1, 1, 1, 0], sizes: [{ min: 2, max: 2 }, { min: 2, max: 2 }] }, { seed: 1, budget: { work: 10 } }),
  "rounds": () => peer.circles.rounds({ people: 12, circles: 3, rounds: 3 }, { seed: 1, budget: { work: 10 } }),
  "scheduling a term, changing it and writing it": async () => {
    const term = await peer.calendar.schedule({ plan, programme });
    const session = term.series[0].sessions[0].id;
    const { term: after } = await term.change({ now: "2020-09-20T00:00:00Z", cancel: session }, { budget: { work: 10 } });
    await after.ics({ now: "2020-09-20T00:00:00Z" });
  },
  "letters, a leader's page, credits, signals": async () => {
    const { circle, sessions } = term.series[0];
    const attendance = [{ session: sessions[0].id, member: roster.participants[0].id, came: "present" }];
    await term.texts({ kind: "invitation", circle, roster });
    await term.kit(sessions[0].id, { roster });
    await term.credits(attendance, { roster });
    await term.signals(attendance, { now: "2020-11-01T00:00:00Z", people: true });
    await peer.calendar.open(term.toJSON()).ics({ circle, now: "2020-09-20T00:00:00Z" });
  },
  "answers to invitations": async () => {
    const reply = `BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:${term.series[0].uid}@peer-circle\nATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org\nEND:VEVENT\nEND:VCALENDAR`;
    const { replies } = await term.replies(reply, { participants: [{ ...roster.participants[0], email: "ada@example.org" }] });
    await term.expected(replies);
  },
  "calendar files": async () => {
    const file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201103\nSUMMARY:Election Day\nEND:VEVENT\nEND:VCALENDAR\n";
    const { from, to, zone } = programme;
    await peer.calendar.readHolidays(file, { from, to, zone });
    await peer.calendar.busy(file, { from: `${from}T00:00Z`, to: `${to}T00:00Z`, zone });
  },
  "rules, holidays and zones": async () => {
    await peer.calendar.rule("FREQ=MONTHLY;BYDAY=1TU,3TU");
    await peer.calendar.holidays("2020-11-01", "2020-11-15");
    await peer.calendar.minutesAhead("Europe/London", "America/New_York", "2026-03-15");
    await peer.calendar.zoneData();
    await peer.calendar.loadZones({ "Nowhere/Four": fourBehind() });
  },
  "slots of circles": () =>
    peer.calendar.slots({ days: 1, cellsPerDay: 4, meetingCells: 2, phases: 2, rooms: 1, quorum: 0.5, unplacedCost: 1000, leadersFree: [[0, 1, 2]], circles: [{ leader: 0, members: [[0, 1], [0, 1, 2]] }] }),
  "finding slots": () => peer.calendar.findSlots({ plan, roster, programme }, { budget: { work: 10 } }),
  "group lists and figures": async () => {
    await peer.report.groups({ plan, roster, format: { kind: "canvas" } });
    await peer.report.fill({ plan, roster, template: "id,name,group name\nrow-2,P0,\n" });
    await peer.report.summary({ plan, roster, term });
  },
  "expanding a rule": () => peer.calendar.expand(["DTSTART:20201006T120000\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15"]),
  "de-identifying": () => peer.transcripts.deidentify(transcript, { roster }),
  "captions": async () => {
    await peer.transcripts.webvtt("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Good <b>morning</b>.\n");
    await peer.transcripts.cueText("<v Ada>Good <b>morning</b>.");
    await peer.transcripts.read("Ada: I see.\nBo: You do.\n");
  },
  "passages that move, and consent that is withdrawn": async () => {
    const clean = await peer.transcripts.deidentify(transcript, { roster, lists: false });
    const [{ id, text, speaker }] = clean.transcript.turns;
    await peer.transcripts.reanchor(text, `Well, ${text}`, [{ from: 0, to: 4 }]);
    await peer.transcripts.toClean(clean, id, { from: 0, to: 4 });
    await peer.transcripts.toOriginal(clean, id, { from: 0, to: 4 });
    await peer.transcripts.withdraw(clean, speaker);
    await peer.transcripts.withdrawAll([clean, clean], speaker);
  },
  "a transcript in portions": async () => {
    for await (const portion of peer.transcripts.stream("Ada: I see.\nBo: You do.\n")) assert.ok(portion.turns);
  },
  "agreement": async () => {
    await peer.themes.agreement({ units: [[1, 1], [1, 2]] }, { samples: 2 });
    await peer.themes.setAgreement({ units: [[["a"], ["a"]], [["a"], ["b"]]] }, { samples: 2 });
  },
  "codebooks": async () => {
    await peer.themes.circle();
    await peer.themes.problems(book);
    await peer.themes.readQdc(await peer.themes.qdc(book));
    await peer.themes.readCsv(await peer.themes.csv(book));
  },
  "phrases": async () => {
    const lexicon = await peer.themes.lexicon(["not alone", "proud", ""]);
    await Promise.all([lexicon.find("You are not alone."), lexicon.count("proud, proud"), lexicon.problems()]);
    lexicon.dispose();
  },
  "models": async () => {
    const model = await peer.themes.model({ codebook: book, turns: [{ text: "I am proud." }, { text: "I walk." }] });
    await model.learn([{ turn: 0, class: 0, yes: true }, { turn: 1, class: 0, yes: false }]);
    await model.probabilities([{ text: "proud" }]);
    model.dispose();
  },
  "suggestions, decided and taken back": async () => {
    const [suggestion] = await project.suggest();
    if (suggestion) await project.accept(suggestion.id);
    await project.undo();
    await project.next();
  },
  "a de-identification that is given up": async () => {
    const work = await peer.transcripts.deidentifier({ roster });
    await work.turns(transcript.turns);
    await work.leave();
  },
  "a coding project": async () => (await peer.themes.open({ transcripts: [transcript] })).dispose(),
  "a project told, in all its parts": async () => {
    const told = ["problems", "codebook", "revisions", "status", "settings", "accuracy", "overview", "saturated", "samples", "log", "settlements", "methods", "refusals", "memos", "exemplars", "pairs", "saturation", "qdc", "thresholds", "codings"];
    for (const call of told) await project[call]();
    await project.agreement({ resampling: { samples: 2 } });
  },
  "a project changed": async () => {
    const own = await peer.themes.load(saved);
    const [{ id: at, turns }] = saved.transcripts;
    const [turn, next] = turns.map(({ id }) => id);
    await own.setCoder("ana");
    await own.setSetting({ transcript: at, circle: "Circle 1" });
    const coding = await own.code({ transcript: at, turn, code: "emotional" });
    await own.memo({ about: coding, text: "a memo" });
    await own.summarise("S1", "emotional", "in short");
    await own.correct(at, next, "What was really said.");
    await own.embed([{ transcript: at, turn, vector: [1, 0] }]);
    await own.splitCode("emotional", { id: "new", name: "New" }, [coding]);
    await own.mergeCodes("new", "emotional");
    await own.setCodebook(await own.codebook());
    const { id } = await own.draw({ share: 0.5, seed: 1 });
    await own.reveal(id);
    await own.settle({ transcript: at, turn, codes: ["emotional"] });
    await own.unsettle(at, turn);
    await own.uncode(coding);
    await own.undo();
    await own.redo();
    await own.reject((await own.suggest())[0].id);
    await own.done(at, turn);
    await own.add({ turns: [{ id: "t1", speaker: "Cy", text: "One more." }] });
    await own.renew({ ...saved.transcripts[0], turns: turns.map((one) => ({ ...one, text: `${one.text} Indeed.` })) });
    await own.merge(saved);
    await own.withdraw(turns[0].speaker);
    own.dispose();
  },
  "a project written and read": async () => {
    for (const call of ["save", "csv", "matrix", "matrixCsv", "html"]) await project[call]();
    (await peer.themes.load(saved)).dispose();
  },
  "a REFI-QDA project": async () => {
    await project.qdpx("a project");
    (await peer.themes.readQdpx(qdpx)).dispose();
  },
  "a workbook": () => project.xlsx(),
  "a de-identification in portions to its end": async () => {
    const work = await peer.transcripts.deidentifier({ lists: false });
    await work.turns(transcript.turns);
    await work.end();
  },
};

for (const [name, cycle] of Object.entries(cycles)) {
  test(`${name}, ${CYCLES} times`, { timeout: 300_000 }, async () => {
    for (let at = 0; at < WARM; at++) await cycle();
    const before = bytes();
    for (let at = 0; at < CYCLES; at++) await cycle();
    assert.equal(bytes() - before, 0, "bytes grown");
  });
}

test("every call of the interface was among them", () => assert.deepEqual(interfaceOf(peer).filter((name) => !made.has(name)), []));

test("handles that nobody holds any more are collected", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const rounds = [];
  for (let round = 0; round < 6; round++) {
    for (let at = 0; at < 200; at++) {
      await peer.circles.form({ roster }, { seed: at, budget: { work: 10 } });
      await (await peer.transcripts.deidentifier({ roster })).turns(transcript.turns);
    }
    for (let turn = 0; turn < 3; turn++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    rounds.push(bytes());
  }
  assert.equal(rounds.at(-1), rounds[3], "what was dropped made room for what came after");
});

test("a handle that was disposed of says so", async () => {
  const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
  formation.dispose();
  formation.dispose();
  await assert.rejects(formation.why("row-2"), (error) => error.code === "handle.disposed" && error.hint !== "");
});
