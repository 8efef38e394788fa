// Engines that die for real, in a worker: whoever waits is told with a code, the next call works, and whatever the page holds
// is brought back with all that was done to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import threads from "node:worker_threads";
import { CircleError, load } from "../dist/index.js";
import { cramped, trapping } from "./broken.mjs";
import { held } from "./held.mjs";
import { crowd, rules } from "./long.mjs";

const bytes = async (half) => new Uint8Array(await readFile(new URL(`../dist/wasm/peer_circle_${half}_bg.wasm`, import.meta.url)));
const MANY = `name,leader\n${"Ada,yes\n".repeat(60_000)}`;
const code = (given) => given.then(() => "done", (error) => (error instanceof CircleError && error.hint !== "" ? error.code : String(error)));

/** What is held and tells something else than before. */
const others = (before, after) => after.filter((one, at) => one !== before[at]).map((one) => one.slice(0, 300));

/** The threads that are started meanwhile. */
const started = [];
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    started.push(this);
  }
};

test("a thread that is killed in the midst of calls: they reject, and what was held is brought back", async () => {
  const peer = await load({ worker: true });
  const { state } = await held(peer);
  const before = await state();
  const running = started.slice();
  const calls = [peer.people.read(MANY), peer.people.read("name\nAda\n"), peer.themes.circle().then(() => peer.themes.open({ transcripts: [] }))].map(code);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all(running.map((thread) => thread.terminate()));
  assert.deepEqual((await Promise.all(calls)).slice(0, 2), ["engine.lost", "engine.lost"]);
  assert.deepEqual(others(before, await state()), []);
  assert.equal(started.length, running.length + 2, "each half was started once more");
  peer.close();
});

test("a thread that is killed while a transcript is read and de-identified in portions: both are lost, and begun again", async () => {
  const peer = await load({ worker: true });
  const circle = { id: "c1", name: "Circle 1", mode: "talk", leader: "p1", members: ["p1"], slot: { day: "tuesday", start: "12:00", minutes: 60 } };
  const plan = { format: 1, zone: "America/New_York", circles: [circle], waiting: [], cost: 0, proved: true, stopped: false };
  const programme = JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8"));
  const term = await peer.calendar.schedule({ plan, programme });
  const ics = () => term.ics({ now: "2020-01-01T00:00:00Z" });
  const file = "Ada: I see.\nBo: You do.\n".repeat(300_000);
  const stream = peer.transcripts.stream(file);
  await stream.next();
  const work = await peer.transcripts.deidentifier({ lists: false });
  await work.turns([{ id: "t1", speaker: "Ada", text: "Good morning." }]);
  const before = await ics();
  await Promise.all(started.map((thread) => thread.terminate()));
  assert.deepEqual(await Promise.all([stream.next(), work.turns([]), work.end()].map(code)), ["engine.lost", "engine.lost", "engine.lost"]);
  assert.equal(await ics(), before, "a term is plain data");
  assert.ok((await peer.transcripts.stream(file).next()).value.turns.length > 0);
  const anew = await peer.transcripts.deidentifier({ lists: false });
  assert.equal((await anew.turns([{ id: "t1", speaker: "Ada", text: "Good morning." }])).turns.length, 1);
  peer.close();
});

test("a formation that is brought back tells how far that is, and takes it from the time that it is given", async () => {
  const peer = await load({ worker: true });
  const { roster } = await peer.people.read(crowd(2_000));
  const formation = await peer.circles.form({ roster, rules }, { seed: 1, budget: { milliseconds: 1_500 } });
  const before = await formation.moves();
  const { plan } = formation;
  await Promise.all(started.map((thread) => thread.terminate()));
  const heard = [];
  await formation.improve({ budget: { milliseconds: 1 }, onProgress: ({ work }) => heard.push(work) });
  assert.ok(heard.length > 3 && heard.filter((work) => work > 0 && work < before).length > 2, `${heard} of ${before}`);
  assert.ok(heard.every((work, at) => work >= (heard[at - 1] ?? 0)), String(heard));
  assert.deepEqual([formation.plan.circles, (await formation.moves()) - before < before / 4], [plan.circles, true]);
  await Promise.all(started.map((thread) => thread.terminate()));
  const giving = new AbortController();
  await assert.rejects(formation.improve({ signal: giving.signal, onProgress: () => giving.abort() }), { name: "AbortError" });
  peer.close();
});

for (const [half, name, call] of [
  ["forming", "circlesRules", ({ peer }) => peer.circles.rules()],
  ["coding", "projecthandle_revisions", ({ project }) => project.revisions()],
  ["coding", "lexiconhandle_problems", ({ lexicon }) => lexicon.problems()],
]) {
  test(`an instruction that traps in ${name}: the call is told, what was held is brought back`, async () => {
    const peer = await load({ worker: true, wasm: { [half]: trapping(await bytes(half), name) } });
    const all = { peer, ...(await held(peer)) };
    const before = await all.state();
    const beside = half === "forming" ? all.formation.moves() : all.project.status();
    const [trapped, other] = await Promise.all([call(all), beside].map(code));
    assert.equal(trapped, "engine.trapped");
    assert.ok(["done", "engine.lost"].includes(other), other);
    assert.deepEqual(others(before, await all.state()), []);
    assert.equal(await code(call(all)), "engine.trapped", "again, and no more than that");
    assert.deepEqual(others(before, await all.state()), []);
    peer.close();
  });
}

test("an engine that runs out of memory: the call is told, what was held is brought back", async () => {
  const peer = await load({ worker: true, wasm: { forming: cramped(await bytes("forming"), 64) } });
  const { state } = await held(peer);
  const before = await state();
  assert.equal(await code(peer.people.read(MANY)), "engine.trapped");
  assert.equal((await peer.people.read("name\nAda\n")).roster.participants.length, 1);
  assert.deepEqual(others(before, await state()), []);
  peer.close();
});
