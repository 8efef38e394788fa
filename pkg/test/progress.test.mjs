// Long work says how far it is ten times a second: by the clock or by processor time, whichever is less, so that neither what
// else the machine does nor what compiles and collects beside the work is counted.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { load } from "../dist/index.js";
import { NEVER, crowd, interfaceOf, longCalls, rules, turns, units, vtt } from "./long.mjs";

const OFTEN = 100;
/** What collectors and compilers in other threads may add to what is counted, where everything else is tested at the same time. */
const BESIDE = 50;
const TRIES = 5;

/** Milliseconds of processor by all threads; this one only waits. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const moment = () => ({ clock: performance.now(), processor: spent() });
const between = (one, other) => Math.min(other.clock - one.clock, other.processor - one.processor);

let peer;
let roster;
let plan;
let transcript;
let project;
/** Turns, as many as there can be in a large programme. */
let large;
let qdpx;
/** Every long call of the interface, and handles for those that change one. */
let every;
const budget = { milliseconds: 1500 };
const short = { work: 1000 };

before(async () => {
  peer = await load({ worker: true });
  ({ roster } = await peer.people.read(crowd(500)));
  ({ plan } = await peer.circles.form({ roster, rules }, { seed: 1, budget: { work: 50_000 } }));
  transcript = { turns: turns(12_000) };
  // What is only fetched once is there.
  await peer.transcripts.deidentify({ turns: turns(1) });
  project = await peer.themes.open({ transcripts: [transcript] });
  large = { transcripts: [{ id: "large", turns: turns(60_000) }] };
  qdpx = await project.qdpx();
  every = await longCalls(peer);
});

after(() => peer.close());

const pairs = Float64Array.from({ length: (200 * 199) / 2 }, (_, at) => (at * 7919) % 1000);
const sizes = Array.from({ length: 20 }, () => ({ min: 8, max: 12 }));

/** Large input, and how often it is told of at least. */
const calls = {
  "forming circles": [2, (options) => peer.circles.form({ roster, rules }, { seed: 1, budget, ...options })],
  "unlike people": [2, (options) => peer.circles.diverse({ people: 200, pairs, sizes }, { seed: 1, budget, ...options })],
  "rounds": [2, (options) => peer.circles.rounds({ people: 200, circles: 25, rounds: 20 }, { seed: 1, budget, ...options })],
  "finding slots": [1, async (options) => peer.calendar.findSlots({ plan, roster, programme: JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8")) }, { budget, ...options })],
  "reading a roster": [1, (options) => peer.people.read("name,leader\n" + "Ada,yes\n".repeat(2_000), options)],
  "reading 10,000 people": [1, (options) => peer.people.read(crowd(10_000), options)],
  "reading 50,000 people": [4, (options) => peer.people.read(crowd(50_000), options)],
  "adding to 10,000 people": [2, async (options) => peer.people.add(await many(), "id,name\np1,Ada\n", options)],
  "writing 10,000 people": [1, async (options) => peer.people.write(await many(), options)],
  "forming circles of 10,000": [2, async (options) => peer.circles.form({ roster: await many(), rules }, { seed: 1, budget: short, ...options })],
  "advice": [2, (options) => peer.circles.advise({ roster, rules, plan }, { seed: 1, budget: { work: 1_000_000 }, ...options })],
  "advice where 4,500 wait": [2, async (options) => peer.circles.advise({ roster: await many(5_000), rules, plan }, { seed: 1, budget: { work: 1_000_000 }, ...options })],
  "reading a transcript": [1, (options) => peer.transcripts.read(vtt(10_000), options)],
  "de-identifying": [3, (options) => peer.transcripts.deidentify(transcript, options)],
  "first suggestions": [3, (options) => project.suggest({}, options)],
  "what to code next": [1, (options) => project.next({ count: 10 }, options)],
  "what is said often": [2, (options) => project.overview({}, options)],
  "opening 60,000 turns": [2, (options) => peer.themes.open(large, options)],
  "saving and loading": [1, async (options) => peer.themes.load(await project.save(options), options)],
  "writing a workbook": [1, (options) => project.xlsx(options)],
  "writing a REFI-QDA project": [1, (options) => project.qdpx("", options)],
  "reading a REFI-QDA project": [2, (options) => peer.themes.readQdpx(qdpx, options)],
  "coders compared": [1, (options) => project.agreement({}, options)],
  "agreement": [1, (options) => peer.themes.agreement({ units: units(1_000) }, options)],
  "agreement of 20,000 units": [2, (options) => peer.themes.agreement({ units: units(20_000) }, options)],
};

const read = new Map();
/** Read once; nobody looks at them, so they stay in the engine's own form. */
async function many(people = 10_000) {
  if (!read.has(people)) read.set(people, (await peer.people.read(crowd(people))).roster);
  return read.get(people);
}

test("what is aborted before it begins is not done", async () => {
  const read = (signal) => peer.people.read(crowd(10_000), { signal });
  const before = spent();
  await read();
  const once = spent() - before;
  const controller = new AbortController();
  const [first, ...others] = Array.from({ length: 20 }, (_, at) => read(at ? controller.signal : undefined));
  controller.abort();
  await Promise.all(others.map((other) => assert.rejects(other, { name: "AbortError" })));
  await first;
  const all = spent() - before - once;
  // The page makes the bytes of each in any case.
  assert.ok(all < 10 * once, `${all.toFixed(0)} ms for one and 19 aborted ones, ${once.toFixed(0)} ms for one`);
});

test("in the thread, who hears how far something is may ask for more", async () => {
  const own = await load({ worker: false });
  const formation = await own.circles.form({ roster, rules }, { seed: 1, budget: { work: 10 } });
  const asked = [];
  let told = 0;
  const onProgress = (share) => {
    assert.ok(share >= told && share <= 1);
    told = share;
    // Some are answered, or refused, while it goes on.
    asked.push(Promise.allSettled([own.people.read("name\nAda\n"), formation.why("p1")]));
    if (asked.length === 1) formation.dispose();
  };
  const { roster: all } = await own.people.read(crowd(20_000), { onProgress });
  assert.equal(all.participants.length, 20_000);
  assert.ok(asked.length > 1, "it was told in the midst of it");
  const settled = (await Promise.all(asked)).flat();
  assert.ok(settled.every(({ value, reason }) => value?.roster?.participants.length === 1 || value?.length > 0 || reason?.code === "handle.disposed"));
  own.close();
});

/** The longest silence of a call, the least of a few; compilers that warm up, and collectors of garbage, work at the same time. */
async function silence(least, call) {
  let longest = Infinity;
  for (let tries = 0; tries < TRIES && longest > OFTEN; tries++) {
    const given = await call();
    const marks = [moment()];
    await given({ onProgress: () => marks.push(moment()) });
    marks.push(moment());
    assert.ok(tries > 0 || marks.length - 2 >= least, `${marks.length - 2} times`);
    longest = Math.min(longest, Math.max(...marks.slice(1).map((mark, at) => between(marks[at], mark))));
  }
  return longest;
}

for (const [name, [least, call]] of Object.entries(calls)) {
  test(`${name} tells how far it is`, async (context) => {
    const longest = await silence(least, () => call);
    context.diagnostic(`${longest.toFixed(0)} ms between two tellings at most`);
    assert.ok(longest <= OFTEN + BESIDE, `${longest.toFixed(0)} ms of silence`);
  });
}

test("every call of the interface either tells how far it is or never takes long", () => {
  assert.deepEqual([...Object.keys(NEVER), ...Object.keys(every.calls)].sort(), interfaceOf(peer).sort());
});

test("every call that may take long tells how far it is, ten times a second", { timeout: 600_000 }, async (context) => {
  const silent = [];
  for (const [name, call] of Object.entries(every.calls)) {
    const longest = await silence(1, async () => {
      const own = await every.fresh(name);
      return (following) => call({ budget: { milliseconds: 300 }, ...following }, own);
    });
    context.diagnostic(`${name}: ${longest.toFixed(0)} ms`);
    if (longest > OFTEN + BESIDE) silent.push(`${name}: ${longest.toFixed(0)} ms of silence`);
  }
  assert.deepEqual(silent, []);
});
