// What takes long is done in steps, in the thread as in a worker: others have their turn between them, what is given up
// ends at the next one, and what is changed in the meantime changes nothing of what is under way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "../dist/index.js";

const row = (at) => `p${at},Person ${at},${at % 5 ? "no" : "yes"},D${at % 23},Tue ${8 + ((at * 7) % 9)}:00-${10 + ((at * 7) % 9)}:00`;
const crowd = (people) => `id,name,leader,department,availability\n${Array.from({ length: people }, (_, at) => row(at)).join("\n")}`;
const said = ["I am proud of you.", "We met at noon with Carlos Smith from Boston.", "You are not alone in this.", "Thank you."];
const turn = (_, at) => ({ id: `t${at}`, speaker: `S${at % 7}`, text: `${said[at % 4]} ${said[(at * 3) % 4]}` });
const turns = (count) => Array.from({ length: count }, turn);
const units = (count) => Array.from({ length: count }, (_, at) => [at % 3, ((at * 5) % 7) % 3]);
/** Circles of seven people each, of whom the first leads. */
const circles = (count) =>
  Array.from({ length: count }, (_, at) => {
    const members = Array.from({ length: 7 }, (_, one) => `p${at * 7 + one}`);
    const slot = { day: ["monday", "tuesday", "wednesday"][at % 3], start: `${9 + (at % 8)}:00`.padStart(5, "0"), minutes: 60 };
    return { id: `c${at}`, name: `Circle ${at}`, mode: "talk", leader: members[0], members, slot };
  });
const programme = { title: "Circles", zone: "America/New_York", from: "2020-10-01", to: "2021-04-30", minutes: 60, topics: [{ title: "Beginnings" }] };
const now = "2020-09-15T12:00:00Z";
const cells = Array.from({ length: 40 }, (_, at) => at);
const question = {
  ...{ days: 5, cellsPerDay: 8, meetingCells: 1, phases: 1, rooms: 4, quorum: 0.5, unplacedCost: 100, leadersFree: Array(200).fill(cells) },
  circles: Array.from({ length: 200 }, (_, leader) => ({ leader, members: Array.from({ length: 6 }, (_, one) => cells.filter((cell) => (cell * 7 + one + leader) % 5)) })),
};
const phrases = Array.from({ length: 20_000 }, (_, at) => `phrase number ${at}`);
const daily = "DTSTART;TZID=Europe/Oslo:19000106T173000\nRRULE:FREQ=DAILY";

let peer;
let many;
let project;
let qdpx;
let plan;
let term;
let attendance;
let saved;
let clean;
let large;
let lexicon;

before(async () => {
  peer = await load({ worker: false });
  many = (await peer.people.read(crowd(30_000))).roster;
  await peer.transcripts.deidentify({ turns: turns(1) });
  project = await peer.themes.open({ transcripts: [{ turns: turns(6_000) }] });
  for (let at = 0; at < 1_000; at++) await project.code({ transcript: "s1", turn: `t${at}`, code: "emotional", coder: at % 2 ? "ana" : "bo" });
  qdpx = await project.qdpx();
  plan = { format: 1, zone: programme.zone, circles: circles(4_000), waiting: [], cost: 0, proved: false, stopped: false };
  term = await peer.calendar.schedule({ plan, programme });
  attendance = term.series.flatMap(({ sessions, members }) => members.map((member) => ({ session: sessions[0].id, member, came: "present" })));
  const { codes } = await project.codebook();
  const codings = Array.from({ length: 20_000 }, (_, at) => ({ id: "", coder: at % 3 ? "ana" : "bo", transcript: "s", turn: `t${at}`, code: codes[at % codes.length].id }));
  saved = { ...(await project.save()), transcripts: [{ id: "s", turns: turns(20_000) }], codings };
  large = await peer.themes.load(saved);
  const { transcript, ...rest } = await peer.transcripts.deidentify({ turns: turns(2) }, { lists: false });
  clean = { ...rest, transcript: { ...transcript, turns: turns(60_000) } };
  lexicon = await peer.themes.lexicon(phrases);
});

after(() => peer.close());

/** Each long call, and into how many turns of the event loop it is divided at least, on a machine twice as
 * fast as those where this was written: one in one go has two. */
const calls = {
  "reading 50,000 people": [8, () => peer.people.read(crowd(50_000))],
  "adding to 30,000 people": [8, () => peer.people.add(many, "id,name\np1,Ada\n")],
  "writing 30,000 people": [8, () => peer.people.write(many)],
  "getting 30,000 people ready to be formed": [12, async () => (await peer.circles.form({ roster: many, rules: { slot: null } }, { seed: 1, budget: { work: 1 } })).dispose()],
  "de-identifying": [4, () => peer.transcripts.deidentify({ turns: turns(12_000) })],
  "opening 60,000 turns": [5, () => peer.themes.open({ transcripts: [{ turns: turns(60_000) }] })],
  "loading 20,000 turns": [3, () => peer.themes.load(saved)],
  "reading a REFI-QDA project": [4, () => peer.themes.readQdpx(qdpx)],
  "what is said often": [4, () => project.overview({})],
  "coders compared": [4, () => large.agreement({ coders: ["ana", "bo"] })],
  "agreement of 20,000 units": [8, () => peer.themes.agreement({ units: units(20_000) })],
  "agreement on sets": [4, () => peer.themes.setAgreement({ units: units(20_000).map((row) => row.map((one) => [`c${one}`])) })],
  "members of a course": [4, () => peer.people.members({ members: Array.from({ length: 30_000 }, (_, at) => ({ user_id: `u${at}`, name: `Person ${at}`, roles: ["Learner"] })) })],
  "circles that people formed": [4, () => peer.people.registrations(many)],
  "columns of a file": [3, () => peer.people.columns(crowd(50_000))],
  "group lists": [6, () => peer.report.groups({ plan, roster: many })],
  "filling a template in": [8, () => peer.report.fill({ plan, roster: many, template: crowd(20_000).replace("department", "group name") })],
  "a programme in figures": [10, () => peer.report.summary({ plan, roster: many, term })],
  "scheduling 4,000 circles": [10, () => peer.calendar.schedule({ plan, programme, roster: many })],
  "carrying a term on": [20, () => peer.calendar.schedule({ plan, programme, earlier: term })],
  "changing a term": [20, () => term.change({ now, roster: many, cancel: term.series.map(({ sessions }) => sessions[0].id) })],
  "letters to one circle": [10, () => term.texts({ kind: "invitation", circle: "c1", roster: many })],
  "a page for one leader": [10, () => term.kit(term.series[0].sessions[0].id, { roster: many })],
  "credits": [15, () => term.credits(attendance, { roster: many })],
  "how circles are doing": [10, () => term.signals(attendance, { now: "2020-12-10T00:00:00Z", people: true })],
  "answers to invitations": [10, () => term.replies("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n", many)],
  "whom to expect": [15, () => term.expected([])],
  "slots of 200 circles": [10, () => peer.calendar.slots(question, { budget: { milliseconds: 500 } })],
  "taking somebody out of 60,000 turns": [8, () => peer.transcripts.withdraw(clean, "S1")],
  "WebVTT of 20,000 cues": [4, () => peer.transcripts.webvtt(`WEBVTT\n\n${"00:00.000 --> 00:59.500\n<v Ada>what was said\n\n".repeat(20_000)}`)],
  "a workbook of 20,000 codings": [8, () => large.xlsx()],
  "passages to quote": [3, () => large.exemplars()],
  "codings of one coder": [3, () => large.codings()],
  "a project of 20,000 codings taken in": [8, async () => (await peer.themes.open({ transcripts: saved.transcripts })).merge(saved)],
  "a transcript of 60,000 turns more": [5, async () => (await peer.themes.open({ transcripts: [] })).add({ turns: turns(60_000) })],
  "a speaker taken out of a project": [3, async () => large.withdraw("S1")],
  "20,000 phrases found": [4, () => lexicon.find(phrases.join(". "))],
  "20,000 phrases counted": [3, () => lexicon.count(phrases.join(". "))],
  "one long recurrence": [8, () => peer.calendar.expand([daily], { limit: 400_000 })],
};

for (const [name, [least, call]] of Object.entries(calls)) {
  test(`${name} leaves others their turn, in the thread`, async (context) => {
    let [count, going, longest, last] = [0, true, 0, 0];
    const look = () => {
      const now = performance.now();
      [count, longest, last] = [count + 1, Math.max(longest, now - last), now];
      if (going) setImmediate(look);
    };
    const given = call();
    last = performance.now();
    setImmediate(look);
    await given;
    going = false;
    context.diagnostic(`${count} turns, ${longest.toFixed(0)} ms between two at most`);
    assert.ok(count >= least, `${count} turns`);
  });
}

test("one long recurrence tells how far it is", async () => {
  const shares = [];
  await peer.calendar.expand([daily], { limit: 400_000, onProgress: (share) => shares.push(share) });
  assert.ok(shares.length > 2 && shares.every((share, at) => share >= (shares[at - 1] ?? 0)) && shares.at(-1) === 1, `${shares}`);
});

test("what is changed in the meantime changes nothing of what is under way", async () => {
  const small = await peer.themes.open({ transcripts: [{ turns: turns(3_000) }] });
  const [before] = await Promise.all([small.overview({}), small.add({ turns: turns(10) })]);
  assert.equal(before.turns, 3_000);
  assert.equal((await small.overview({})).turns, 3_010);
  small.dispose();
});

test("what is asked of a handle that is being changed in steps finds the change made", async () => {
  const [roster, rules] = [many, { slot: null, attributes: [{ attribute: "department", how: "mix" }] }];
  const formation = await peer.circles.form({ roster, rules }, { seed: 1, budget: { work: 10 } });
  const first = formation.plan;
  const [one, other, ...circles] = first.circles;
  const swapped = { ...first, circles: [{ ...one, members: [other.members[0], ...one.members.slice(1)] }, { ...other, members: [one.members[0], ...other.members.slice(1)] }, ...circles] };
  const who = (plan) => plan.circles.map(({ members }) => members.toSorted());
  const shares = [];
  const onProgress = (share) => shares.push(share);
  const [changed, undone, again] = await Promise.all([formation.takeUp(swapped, { onProgress }), formation.undo(), formation.takeUp(first)]);
  assert.deepEqual([changed, undone, again], [true, true, false]);
  assert.deepEqual(who(formation.plan), who(first));
  assert.equal(shares.at(-1), 1);
  // A run that is under way goes on from the change; two changes on their way are made one after the other.
  const [improved, retaken] = await Promise.all([formation.improve({ budget: { work: 50_000 } }), formation.takeUp(swapped), formation.lock(one.members[0])]);
  assert.ok(improved.circles.length > 0 && retaken);
  await assert.rejects(formation.takeUp(first), { code: "move.locked" });
  formation.dispose();
});

test("what is asked of a project in the midst of a change is told of the changed one", async () => {
  const small = await peer.themes.open({ transcripts: [] });
  const added = small.add({ id: "more", turns: turns(30_000) });
  const [, { turns: there }, codings] = await Promise.all([added, small.status(), small.codings({ all: true })]);
  assert.deepEqual([there, codings], [30_000, []]);
  // What is called while it is noted what was shown comes after that.
  const own = await peer.themes.load(saved);
  const [shown, , merged] = await Promise.all([own.codings(), own.setCoder("bo"), own.merge({ ...saved, coder: "cy" })]);
  assert.equal(shown.length, 20_000);
  assert.equal(merged.codings, 0);
  const seen = (await own.log()).filter(({ sawOthers }) => sawOthers > 0);
  assert.deepEqual(seen.map(({ coder }) => coder), ["coder"]);
  small.dispose();
  own.dispose();
});

test("an answer that is under way comes though its handle is let go", async () => {
  const small = await peer.themes.open({ transcripts: [{ turns: turns(3_000) }] });
  const given = small.overview({});
  await new Promise(setImmediate);
  small.dispose();
  const [{ value, reason }] = await Promise.allSettled([given]);
  assert.ok(value?.turns === 3_000 || reason?.code === "handle.disposed");
  await assert.rejects(small.overview({}), { code: "handle.disposed" });
});

/** Milliseconds of processor by all threads. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

for (const worker of [true, false]) {
  test(`what is given up in the midst of it ends, ${worker ? "in a worker" : "in the thread"}`, async () => {
    const own = await load({ worker });
    await own.themes.agreement({ units: units(20) }, { samples: 1 });
    const controller = new AbortController();
    // It would take half a minute.
    const given = own.themes.agreement({ units: units(20_000) }, { samples: 50_000, signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    await assert.rejects(given, { name: "AbortError" });
    await new Promise((go) => setTimeout(go, 200));
    const before = spent();
    await new Promise((go) => setTimeout(go, 1_000));
    assert.ok(spent() - before < 300, `${(spent() - before).toFixed(0)} ms of processor in a second after it was given up`);
    own.close();
  });
}

test("numbers cross as bytes, and are the same as before", async () => {
  const own = await load({ worker: true });
  const open = await own.themes.open({ transcripts: [{ turns: turns(4) }] });
  const vector = (at) => ({ transcript: "s1", turn: `t${at}`, vector: at % 2 ? [1, at] : new Float32Array([1, at]) });
  await open.embed(Array.from({ length: 4 }, (_, at) => vector(at)));
  await assert.rejects(open.embed([vector(0), { ...vector(1), vector: [1] }]), { code: "embedding.length" });
  await assert.rejects(open.embed([{ ...vector(0), vector: [1, NaN] }]), { code: "embedding.number" });
  await assert.rejects(open.embed([{ ...vector(0), turn: "t9" }]), { code: "coding.unknown_turn" });
  const asked = { people: 4, pairs: [0, 1, 1, 1, 1, 0], sizes: [{ min: 2, max: 2 }, { min: 2, max: 2 }] };
  const plain = await own.circles.diverse(asked, { seed: 7 });
  assert.deepEqual(await own.circles.diverse({ ...asked, pairs: Float64Array.from(asked.pairs) }, { seed: 7 }), plain);
  own.close();
});
