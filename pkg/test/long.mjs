// Every call of the package, by the interface itself: those that may take long, with input that takes them a while, and why
// the others never do. What is new in the interface and in neither list is told.

import { readFile } from "node:fs/promises";
import { ScheduledTerm } from "../dist/rooms/calendar.js";
import { Formation } from "../dist/rooms/circles.js";
import { Project } from "../dist/rooms/project.js";
import { Lexicon, Model } from "../dist/rooms/themes.js";
import { Deidentification } from "../dist/rooms/transcripts.js";

/** What has state behind it, by the names that its calls have here. */
export const CLASSES = { formation: Formation, term: ScheduledTerm, project: Project, lexicon: Lexicon, model: Model, deidentification: Deidentification };
/** What lets go or is plain data is no call. */
const NO_CALLS = ["constructor", "dispose", "leave", "toJSON"];

/** The names of all calls of the interface, such as `people.read` and `project.suggest`. */
export function interfaceOf(peer) {
  const rooms = Object.entries(peer).filter(([, room]) => typeof room === "object");
  const own = ({ prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) => (typeof value === "function" && !NO_CALLS.includes(name) ? name : []));
  return [
    ...rooms.flatMap(([room, calls]) => Object.keys(calls).map((call) => `${room}.${call}`)),
    ...Object.entries(CLASSES).flatMap(([name, kind]) => own(kind).map((call) => `${name}.${call}`)),
  ];
}

const ONE_LOOK = "looks one thing up";
const ONE_STEP = "one step of a person's: a turn, a coding, a code";
const CODEBOOK = "a codebook, which people write by hand";
const KEPT = "gives what is kept and is small";

/** Why a call never takes long. */
export const NEVER = {
  "circles.rules": KEPT,
  "formation.why": "one person; 12 ms among 10,000",
  "formation.whyCircle": "one circle",
  "formation.whyRule": "one rule",
  "formation.price": "one move; 39 ms among 10,000 people",
  "formation.apply": "one move; 24 ms among 10,000 people",
  "formation.undo": "one step",
  "formation.lock": "one person",
  "formation.unlock": "one person",
  "formation.moves": KEPT,
  "calendar.open": "reads nothing yet",
  "calendar.rule": "one rule",
  "calendar.holidays": "5 ms for 250 years",
  "calendar.minutesAhead": ONE_LOOK,
  "calendar.zoneData": KEPT,
  "calendar.loadZones": "some kilobytes a zone",
  "transcripts.reanchor": "one turn",
  "transcripts.toClean": "one turn",
  "transcripts.toOriginal": "one turn",
  "transcripts.cueText": "one cue",
  "themes.circle": KEPT,
  "themes.problems": CODEBOOK,
  "themes.qdc": CODEBOOK,
  "themes.csv": CODEBOOK,
  "lexicon.problems": KEPT,
  "project.problems": KEPT,
  "project.codebook": CODEBOOK,
  "project.setCodebook": "goes through the codings once; 48 ms for 60,000",
  "project.mergeCodes": "goes through the codings once; 48 ms for 60,000",
  "project.splitCode": "goes through the codings once",
  "project.revisions": CODEBOOK,
  "project.status": KEPT,
  "project.setSetting": ONE_STEP,
  "project.settings": KEPT,
  "project.setCoder": ONE_STEP,
  "project.done": ONE_STEP,
  "project.accuracy": KEPT,
  "project.saturated": "counts codes, 28 ms for 60,000 codings",
  "project.saturation": "counts codes, 12 ms for 60,000 codings",
  "project.accept": ONE_STEP,
  "project.reject": ONE_STEP,
  "project.code": ONE_STEP,
  "project.uncode": ONE_STEP,
  "project.memo": ONE_STEP,
  "project.summarise": ONE_STEP,
  "project.correct": ONE_STEP,
  "project.undo": "puts back what was kept; 32 ms with 60,000 codings",
  "project.redo": "puts back what was kept; 38 ms with 60,000 codings",
  "project.draw": "60 ms for 60,000 turns",
  "project.samples": "28 ms for 12,000 turns that were drawn",
  "project.reveal": "44 ms for 12,000 turns that were drawn",
  "project.log": "45 ms for 60,000 codings",
  "project.settle": ONE_STEP,
  "project.unsettle": ONE_STEP,
  "project.settlements": "what people settled by hand",
  "project.refusals": "what people turned down by hand",
  "project.memos": "what people wrote by hand",
  "project.qdc": CODEBOOK,
};

/** Calls that change something: once on their way they are not given up. */
export const CHANGES = new Set(["formation.takeUp", "project.add", "project.embed", "project.renew", "project.withdraw", "project.merge", "project.next", "model.learn", "deidentification.turns", "deidentification.end"]);
/** Calls of a handle that has to be as if nobody had called it before. */
const OWN = new Set([...CHANGES, "formation.improve", "project.suggest"]);

const range = (length, make) => Array.from({ length }, (_, at) => make(at));
const times = (at) => `${["Mon", "Tue", "Wed"][at % 3]} ${8 + ((at * 7) % 9)}:00-${10 + ((at * 7) % 9)}:00`;
const SAID = ["I am proud of you.", "We met at noon with Carlos Smith from Boston.", "You are not alone in this.", "Thank you."];

/** What is made once, lest making it be taken for the work that it is made for. */
function once(make) {
  const made = new Map();
  return (count) => made.get(count) ?? made.set(count, make(count)).get(count);
}

/** A roster as a file: so many people, one in five of whom leads. */
export const crowd = once((people) =>
  `id,name,leader,department,availability,email\n${range(people, (at) => `p${at},Person ${at},${at % 5 ? "no" : "yes"},D${at % 23},${times(at)},p${at}@example.org`).join("\n")}`);
export const turns = (count) => range(count, (at) => ({ id: `t${at}`, speaker: `S${at % 7}`, text: `${SAID[at % 4]} ${SAID[(at * 3) % 4]}` }));
export const units = (count) => range(count, (at) => [at % 3, ((at * 5) % 7) % 3]);
export const vtt = once((cues) => `WEBVTT\n\n${range(cues, (at) => `00:00.000 --> 00:59.500\n<v S${at % 9}>what was said the ${at}th time\n`).join("\n")}`);
const calendarOf = (event, count) => `BEGIN:VCALENDAR\nMETHOD:REPLY\n${range(count, (at) => `BEGIN:VEVENT\n${event(at)}\nEND:VEVENT\n`).join("")}END:VCALENDAR\n`;
export const rules = { attributes: [{ attribute: "department", how: "mix" }] };

/**
 * The calls that may take long, each with what it is given; what changes a handle is given one of its own by `fresh`. Nine in
 * ten of the people have a circle, each with a session every other week; a project has a coding for every third turn.
 */
export async function longCalls(peer, { people = 2_000, said = 12_000 } = {}) {
  const text = crowd(people);
  const { roster } = await peer.people.read(text);
  const circles = range(Math.floor(people * 0.15), (at) => ({ id: `c${at}`, name: `Circle ${at}`, mode: "talk", leader: `p${at * 6}`, members: range(6, (one) => `p${at * 6 + one}`), slot: { day: "tuesday", start: "12:00", minutes: 60 } }));
  const plan = { format: 1, zone: "America/New_York", circles, waiting: [], cost: 0, proved: true, stopped: false };
  const sample = JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8"));
  const programme = { ...sample, zone: "America/New_York", from: "2020-10-01", to: "2021-04-30" };
  const term = await peer.calendar.schedule({ plan, programme });
  const now = "2020-09-15T12:00:00Z";
  const attendance = term.series.flatMap(({ sessions }, circle) => sessions.map(({ id }) => ({ session: id, member: `p${circle * 6}`, came: "present" })));
  const events = calendarOf((at) => `UID:u${at}\nDTSTART;VALUE=DATE:2020${10 + (at % 3)}${10 + (at % 20)}`, 5_000);
  const span = { from: "2020-10-01", to: "2021-04-30", zone: "America/New_York" };
  const reply = calendarOf((at) => `UID:${term.series[at].uid}@peer-circle\nATTENDEE;PARTSTAT=DECLINED:mailto:p${at * 6}@example.org`, 300);
  const { replies } = await term.replies(reply, roster);
  const cells = range(40, (at) => at);
  const question = { days: 5, cellsPerDay: 8, meetingCells: 1, phases: 1, rooms: 4, quorum: 0.5, unplacedCost: 100, leadersFree: range(20, () => cells), circles: range(20, (leader) => ({ leader, members: range(6, (one) => cells.filter((cell) => (cell * 7 + one + leader) % 5)) })) };

  const transcript = { id: "said", turns: turns(said) };
  const clean = await peer.transcripts.deidentify(transcript);
  const half = (of) => ({ ...clean, transcript: { ...clean.transcript, turns: of(clean.transcript.turns) }, identifiers: of(clean.identifiers) });
  const halves = [half((all) => all.slice(0, all.length / 2)), half((all) => all.slice(all.length / 2))];
  const vectors = transcript.turns.map(({ id }, at) => ({ transcript: "said", turn: id, vector: range(16, (one) => ((at * one) % 7) - 3) }));
  const project = await peer.themes.open({ transcripts: [transcript] });
  const { codes } = await project.codebook();
  const codings = range(said / 3, (at) => ({ id: `k${at}`, coder: at % 3 ? "ana" : "ben", transcript: "said", turn: `t${at}`, code: codes[at % codes.length].id }));
  const saved = { ...(await project.save()), codings };
  const qdpx = await project.qdpx();
  const phrases = range(20_000, (at) => `${(at * 7919).toString(36)} and ${at.toString(36)}`);
  const book = { codes: range(500, (at) => ({ id: `c${at}`, name: `Code ${at}`, definition: "What it means.", phrases: phrases.slice(at * 5, at * 5 + 5) })) };
  const subject = { turns: transcript.turns.map(({ text }) => ({ text })), classes: codes.map(({ id }) => id) };
  const lexicon = await peer.themes.lexicon(phrases);
  const words = phrases.join(". ");
  const model = await peer.themes.model(subject);
  const labels = range(1_000, (turn) => ({ turn, class: turn % codes.length, yes: turn % 2 === 0 }));
  const coded = await peer.themes.load(saved);
  const begun = async () => peer.transcripts.deidentifier({ lists: false });

  /** A handle of its own for a call that changes it. */
  const fresh = {
    project: () => peer.themes.load(saved),
    formation: () => peer.circles.form({ roster, rules }, { seed: 1, budget: { work: 10 } }),
    model: () => peer.themes.model({ ...subject, turns: subject.turns.slice(0, 2_000) }),
    deidentification: begun,
  };
  const every = async (stream) => {
    for await (const portion of stream) void portion;
  };
  const calls = {
    "people.read": (options) => peer.people.read(text, options),
    "people.columns": (options) => peer.people.columns(text, options),
    "people.members": (options) => peer.people.members({ members: range(people, (at) => ({ user_id: `u${at}`, name: `Person ${at}`, roles: ["Learner"] })) }, options),
    "people.add": (options) => peer.people.add(roster, text, options),
    "people.registrations": (options) => peer.people.registrations(roster, options),
    "people.write": (options) => peer.people.write(roster, options),
    "circles.form": (options) => peer.circles.form({ roster, rules }, { seed: 1, ...options }),
    "circles.advise": (options) => peer.circles.advise({ roster, rules, plan: { ...plan, circles: circles.slice(0, 100) } }, options),
    "circles.diverse": (options) => peer.circles.diverse({ people: 200, pairs: Float64Array.from({ length: (200 * 199) / 2 }, (_, at) => (at * 7919) % 1000), sizes: range(20, () => ({ min: 8, max: 12 })) }, { seed: 1, ...options }),
    "circles.rounds": (options) => peer.circles.rounds({ people: 200, circles: 25, rounds: 20 }, { seed: 1, ...options }),
    "formation.improve": (options, own) => own.improve(options),
    "formation.takeUp": (options, own) => own.takeUp({ ...plan, circles: circles.slice(0, 100) }, options),
    "calendar.schedule": (options) => peer.calendar.schedule({ plan, programme, roster }, options),
    "calendar.busy": (options) => peer.calendar.busy(events, { ...span, from: `${span.from}T00:00Z`, to: `${span.to}T00:00Z` }, options),
    "calendar.slots": (options) => peer.calendar.slots(question, options),
    "calendar.findSlots": (options) => peer.calendar.findSlots({ plan, roster, programme }, options),
    "calendar.expand": (options) => peer.calendar.expand(Array(10_000).fill("DTSTART:20201006T120000\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15"), options),
    "calendar.readHolidays": (options) => peer.calendar.readHolidays(events, span, options),
    "term.ics": (options) => term.ics({ now }, options),
    "term.change": (options) => term.change({ now, roster, cancel: term.series.map(({ sessions }) => sessions[0].id) }, options),
    "term.texts": (options) => term.texts({ kind: "invitation", circle: "c1", roster }, options),
    "term.kit": (options) => term.kit(term.series[0].sessions[0].id, { roster, ...options }),
    "term.credits": (options) => term.credits(attendance, { roster, ...options }),
    "term.signals": (options) => term.signals(attendance, { now: "2020-12-10T00:00:00Z", people: true, ...options }),
    "term.replies": (options) => term.replies(reply, roster, options),
    "term.expected": (options) => term.expected(replies, options),
    "report.groups": (options) => peer.report.groups({ plan, roster }, options),
    "report.fill": (options) => peer.report.fill({ plan, roster, template: text.replace("department", "group name") }, options),
    "report.summary": (options) => peer.report.summary({ plan, roster, term }, options),
    "transcripts.read": (options) => peer.transcripts.read("Ada: I see.\nBo: You do.\n".repeat(said), options),
    "transcripts.stream": (options) => every(peer.transcripts.stream("Ada: I think that this is what we talked about last time, and I am glad that you said so.\nBo: You do.\n".repeat(60_000), options)),
    "transcripts.deidentify": (options) => peer.transcripts.deidentify(transcript, options),
    "transcripts.deidentifier": (options) => peer.transcripts.deidentifier(options),
    "transcripts.withdraw": (options) => peer.transcripts.withdraw(clean, clean.transcript.turns[0].speaker, options),
    "transcripts.withdrawAll": (options) => peer.transcripts.withdrawAll(halves, clean.transcript.turns[0].speaker, options),
    "transcripts.webvtt": (options) => peer.transcripts.webvtt(vtt(said), options),
    "deidentification.turns": (options, work) => work.turns(transcript.turns, options),
    "deidentification.end": (options, work) => work.end(options),
    "themes.readQdc": async (options) => peer.themes.readQdc(await peer.themes.qdc(book), options),
    "themes.readCsv": async (options) => peer.themes.readCsv(await peer.themes.csv(book), options),
    "themes.lexicon": (options) => peer.themes.lexicon(phrases, options),
    "themes.open": (options) => peer.themes.open({ transcripts: [transcript] }, options),
    "themes.load": (options) => peer.themes.load(saved, options),
    "themes.readQdpx": (options) => peer.themes.readQdpx(qdpx, options),
    "themes.model": (options) => peer.themes.model(subject, options),
    "themes.agreement": (options) => peer.themes.agreement({ units: units(2_000) }, options),
    "themes.setAgreement": (options) => peer.themes.setAgreement({ units: units(500).map((row) => row.map((one) => [`c${one}`])) }, options),
    "lexicon.find": (options) => lexicon.find(words, options),
    "lexicon.count": (options) => lexicon.count(words, options),
    "model.learn": (options, own) => own.learn(labels, options),
    "model.probabilities": (options) => model.probabilities(subject.turns, options),
    "project.suggest": (options, own) => own.suggest({}, options),
    "project.next": (options, own) => own.next({ count: 10 }, options),
    "project.thresholds": (options) => coded.thresholds(0.8, options),
    "project.overview": (options) => coded.overview({}, options),
    "project.agreement": (options) => coded.agreement({}, options),
    "project.codings": (options) => coded.codings({ all: true, ...options }),
    "project.methods": (options) => coded.methods("en", options),
    "project.matrix": (options) => coded.matrix("speaker", options),
    "project.matrixCsv": (options) => coded.matrixCsv(options),
    "project.exemplars": (options) => coded.exemplars(3, options),
    "project.pairs": (options) => coded.pairs(options),
    "project.csv": (options) => coded.csv(options),
    "project.html": (options) => coded.html(options),
    "project.xlsx": (options) => coded.xlsx(options),
    "project.qdpx": (options) => coded.qdpx("", options),
    "project.save": (options) => coded.save(options),
    "project.add": (options, own) => own.add({ id: "more", turns: transcript.turns }, options),
    "project.embed": (options, own) => own.embed(vectors, options),
    "project.renew": (options, own) => own.renew({ ...transcript, turns: transcript.turns.map((turn) => ({ ...turn, text: turn.text.replace("proud", "glad") })) }, options),
    "project.withdraw": (options, own) => own.withdraw("S1", options),
    "project.merge": (options, own) => own.merge({ ...saved, coder: "cy", codings: codings.map((one) => ({ ...one, id: `m${one.id}`, coder: "cy" })) }, options),
  };
  return { calls, fresh: (name) => (OWN.has(name) ? fresh[name.split(".")[0]]() : undefined) };
}
