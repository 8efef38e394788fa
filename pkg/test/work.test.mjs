// Long work: stop, abort, progress, budgets, seeds; and what becomes of it when the engine breaks down.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import * as coding from "../dist/wasm/peer_circle_coding.js";
import * as glue from "../dist/wasm/peer_circle_forming.js";
import { load } from "../dist/index.js";
import { CHANGES, crowd, longCalls, rules, turns } from "./long.mjs";
import { fourBehind } from "./zones.mjs";

const file = await readFile(new URL("../../examples/data/physicians.csv", import.meta.url));

/** The plan of seed 7: the same in every thread. */
const answers = new Set();

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    let roster;
    before(async () => {
      peer = await load({ worker });
      ({ roster } = await peer.people.read(file));
    });
    after(() => peer.close());

    test("one seed and one budget give one answer", async () => {
      const plans = [];
      for (const seed of [7, 7, 8]) {
        const formation = await peer.circles.form({ roster }, { seed, budget: { work: 20_000 } });
        plans.push(JSON.stringify(formation.plan.circles));
        formation.dispose();
      }
      assert.equal(plans[0], plans[1]);
      assert.equal(answers.add(plans[0]).size, 1, "the worker answers as the thread does");
    });

    test("stopping resolves with the best so far, soon", async () => {
      const stop = new AbortController();
      let told = 0;
      const onProgress = () => {
        told += 1;
        if (told === 2) stop.abort();
      };
      const formation = await peer.circles.form({ roster }, { seed: 1, stop: stop.signal, onProgress });
      assert.ok(formation.plan.circles.length > 0);
      formation.dispose();
    });

    test("a signal that has been given already stops after one step", async () => {
      const formation = await peer.circles.form({ roster }, { seed: 1, stop: AbortSignal.abort() });
      const { circles, waiting } = formation.plan;
      assert.equal(circles.flatMap(({ members }) => members).length + waiting.length, 50, "everybody is somewhere");
      formation.dispose();
    });

    test("what was stopped can be locked and improved on", async () => {
      const formation = await peer.circles.form({ roster }, { seed: 1, stop: AbortSignal.abort() });
      const [{ members }] = formation.plan.circles;
      for (const member of members) await formation.lock(member);
      const { circles } = await formation.improve({ budget: { work: 20_000 } });
      assert.ok(circles.some((circle) => members.every((member) => circle.members.includes(member))));
      formation.dispose();
    });

    test("where improving is aborted, the plan is the one that reasons are about", async () => {
      const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
      const control = new AbortController();
      setTimeout(() => control.abort(), 20);
      await assert.rejects(formation.improve({ signal: control.signal }), { name: "AbortError" });
      for (const { id } of roster.participants) {
        const [sum] = await formation.why(id);
        assert.equal(sum.code === "place.waits", formation.plan.waiting.includes(id), id);
      }
      const { cost, bound, circles } = formation.plan;
      const next = await formation.improve({ budget: { work: 0 } });
      assert.deepEqual({ cost, bound, circles }, { cost: next.cost, bound: next.bound, circles: next.circles });
      formation.dispose();
    });

    test("disposing in the middle of the work ends it with a code", async () => {
      const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
      const improving = formation.improve({ budget: { milliseconds: 20_000 } });
      setTimeout(() => formation.dispose(), 20);
      await assert.rejects(improving, { code: "handle.disposed" });
      await assert.rejects(formation.improve(), { code: "handle.disposed" });
    });

    test("a budget that is none is told", async () => {
      for (const [name, value] of [["work", -1], ["work", NaN], ["milliseconds", "soon"]]) {
        const forming = peer.circles.form({ roster }, { seed: 1, budget: { [name]: value } });
        await assert.rejects(forming, ({ code, place, hint }) => code === "call.budget" && place.field === `budget.${name}` && hint !== "");
      }
    });

    test("aborted while it is begun, it is not begun", async () => {
      const controller = new AbortController();
      const forming = peer.circles.form({ roster }, { seed: 1, signal: controller.signal });
      controller.abort(new Error("changed my mind"));
      await assert.rejects(forming, { message: "changed my mind" });
    });

    test("aborting rejects with AbortError, within 100 ms", async () => {
      const controller = new AbortController();
      const forming = peer.circles.form({ roster }, { seed: 1, signal: controller.signal });
      setTimeout(() => controller.abort(), 20);
      let aborted = Infinity;
      controller.signal.addEventListener("abort", () => (aborted = performance.now()));
      await assert.rejects(forming, { name: "AbortError" });
      assert.ok(performance.now() - aborted < 100);
    });
  });
}

/** Numbers from 0 to 1 that are the same in every run. */
function* chance(seed) {
  for (let state = seed; ; ) yield (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const POINTS = 50;

for (const worker of [false, true]) {
  test(`aborted or stopped at ${POINTS} random moments, it settles soon, ${worker ? "in a worker" : "in the thread"}`, async () => {
    const peer = await load({ worker });
    const { roster } = await peer.people.read(file);
    const ids = roster.participants.map(({ id }) => id).sort();
    const moments = chance(worker ? 11 : 7);
    const late = [];
    for (let point = 0; point < POINTS; point++) {
      const controller = new AbortController();
      let given = Infinity;
      setTimeout(() => {
        given = performance.now();
        controller.abort();
      }, moments.next().value * 60);
      const abort = point % 2 === 0;
      const forming = peer.circles.form({ roster }, { seed: point, [abort ? "signal" : "stop"]: controller.signal });
      if (abort) await assert.rejects(forming, { name: "AbortError" });
      else {
        const formation = await forming;
        const { circles, waiting } = formation.plan;
        assert.deepEqual([...circles.flatMap(({ members }) => members), ...waiting.map((one) => one.person ?? one)].sort(), ids);
        formation.dispose();
      }
      late.push(performance.now() - given);
    }
    peer.close();
    // A machine that does other things as well may be late itself, now and then.
    late.sort((one, other) => one - other);
    assert.ok(late[POINTS * 0.9] < 100, `nine in ten within 100 ms, not ${late[POINTS * 0.9]}`);
  });
}

test("zones given to load hold for every engine that the peer starts", async () => {
  const peer = await load({ worker: false, timeZoneData: { "Nowhere/Four": fourBehind() } });
  const ahead = () => peer.calendar.minutesAhead("Nowhere/Four", "Etc/UTC", "2026-07-01");
  assert.equal(await ahead(), -240);
  const { roster } = await peer.people.read(file);
  const formation = await peer.circles.form({ roster }, { seed: 3, budget: { work: 500 } });
  const { why: whole } = glue.FormationHandle.prototype;
  glue.FormationHandle.prototype.why = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  await assert.rejects(formation.why("p01"), { code: "engine.trapped" });
  glue.FormationHandle.prototype.why = whole;
  assert.equal(await ahead(), -240);
  peer.close();
  await assert.rejects(load({ worker: false, timeZoneData: { "Nowhere/Four": "no zone" } }), { code: "zone.unreadable" });
});

test("a trap rejects with a code; what was held is brought back, the same", async () => {
  const peer = await load({ worker: false });
  const { roster } = await peer.people.read(file);
  const formation = await peer.circles.form({ roster }, { seed: 3, budget: { work: 500 } });
  const why = await formation.why("p01");
  const { why: whole } = glue.FormationHandle.prototype;
  glue.FormationHandle.prototype.why = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  await assert.rejects(formation.why("p01"), (error) => error.code === "engine.trapped" && error.hint !== "");
  glue.FormationHandle.prototype.why = whole;
  assert.deepEqual(await formation.why("p01"), why);
  assert.equal((await peer.people.read(file)).roster.participants.length, 50);
  peer.close();
});

/** Breaks the engine down in the middle of a call. */
async function breakDown(handles, method, call) {
  const { [method]: whole } = handles.prototype;
  handles.prototype[method] = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  await assert.rejects(call(), { code: "engine.trapped" });
  handles.prototype[method] = whole;
}

test("what was under way when another call broke the engine down is lost, and lets nothing go in the new one", async () => {
  const peer = await load({ worker: false });
  const { roster } = await peer.people.read(file);
  const formation = await peer.circles.form({ roster }, { seed: 3, budget: { work: 500 } });
  const why = await formation.why("p01");
  const { free } = glue.Work.prototype;
  let freed = 0;
  glue.Work.prototype.free = function () {
    freed += 1;
    free.call(this);
  };
  const under = assert.rejects(peer.people.read(crowd(50_000)), { code: "engine.lost" });
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  await breakDown(glue.FormationHandle, "why", () => formation.why("p01"));
  await under;
  assert.equal(freed, 0);
  glue.Work.prototype.free = free;
  assert.deepEqual(await formation.why("p01"), why);
  peer.close();
});

test("what was shown is noted in the order of the calls, when a project is brought back too", async () => {
  const peer = await load({ worker: false });
  const saved = await (await peer.themes.open({ transcripts: [{ id: "s", turns: turns(4_000) }], coder: "cy" })).save();
  const codings = Array.from({ length: 4_000 }, (_, at) => ({ id: "", coder: "ana", transcript: "s", turn: `t${at}`, code: "emotional" }));
  const project = await peer.themes.load({ ...saved, codings });
  const speaker = saved.transcripts[0].turns[1].speaker;
  const theirs = new Set(saved.transcripts[0].turns.filter((turn) => turn.speaker === speaker).map(({ id }) => id));
  const [shown, sample] = await Promise.all([project.codings(), project.draw({ share: 0.2, seed: 1 }), project.setCoder("bo"), project.withdraw(speaker)]);
  assert.equal(shown.length, 4_000);
  assert.ok(sample.turns.length > 500 && sample.shownBefore.length === sample.turns.length, `${sample.shownBefore.length} of ${sample.turns.length}`);
  const { seen } = await project.save();
  assert.ok(seen.length > 3_000 && seen.every(({ coder, turn }) => coder === "cy" && !theirs.has(turn)));
  const log = await project.log();
  await breakDown(coding.ProjectHandle, "status", () => project.status());
  assert.deepEqual(await project.log(), log);
  peer.close();
});

test("what cannot be brought back says so, and goes on with nobody else's", async () => {
  const peer = await load({ worker: false });
  const turn = (id, speaker) => ({ id, speaker, text: "Good morning, I am glad to be here." });
  const begin = () => peer.transcripts.deidentifier({ lists: false, speakers: ["Ada", "Bo"] });
  const work = await begin();
  await work.turns([turn("t1", "Ada")]);
  const stream = peer.transcripts.stream(`WEBVTT\n\n${"00:00.000 --> 00:01.000\n<v Ada>Good morning.\n\n00:01.000 --> 00:02.000\n<v Bo>Hello.\n\n".repeat(200_000)}`);
  await stream.next();
  await breakDown(coding.NameLists, "turns", () => work.turns([turn("t2", "Bo")]));
  // Another work has the same number in the new engine.
  const other = await begin();
  await other.turns([turn("t1", "Bo")]);
  await assert.rejects(work.turns([turn("t2", "Ada")]), { code: "engine.lost" });
  await assert.rejects(work.end(), { code: "engine.lost" });
  await assert.rejects(stream.next(), { code: "engine.lost" });
  const { key } = await other.end();
  const fresh = await begin();
  await fresh.turns([turn("t1", "Bo")]);
  assert.deepEqual(key, (await fresh.end()).key, "nothing of the lost work is in the other");
  peer.close();
});

test("peers in one thread do not let go of each other's", async () => {
  const [one, other] = [await load({ worker: false }), await load({ worker: false })];
  const { roster } = await one.people.read(file);
  const lost = await one.circles.form({ roster }, { seed: 3, budget: { work: 500 } });
  const going = other.circles.form({ roster }, { seed: 3 });
  const ended = going.then(() => "done", ({ code }) => code);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await breakDown(glue.FormationHandle, "why", () => lost.why("p01"));
  assert.equal(await ended, "engine.lost");
  const kept = await other.circles.form({ roster }, { seed: 3, budget: { work: 500 } });
  one.close();
  assert.ok((await kept.why("p01")).length > 0);
  other.close();
});

test("a handle that is brought back is there when it is whole", async () => {
  const peer = await load({ worker: false });
  const { roster } = await peer.people.read(file);
  const formation = await peer.circles.form({ roster }, { seed: 3, budget: { work: 50_000 } });
  const moves = await formation.moves();
  await breakDown(glue.FormationHandle, "why", () => formation.why("p01"));
  assert.deepEqual(await Promise.all([formation.moves(), formation.moves(), formation.moves()]), [moves, moves, moves]);
  peer.close();
});

test("what was changed in the midst of a run is changed there again", async () => {
  const peer = await load({ worker: false });
  const days = ["Mon", "Tue", "Wed"];
  const times = (at) => `${days[at % 3]} ${8 + ((at * 7) % 9)}:00-${11 + (at % 5)}:00; ${days[(at + 1) % 3]} ${8 + ((at * 5) % 9)}:00-${10 + ((at * 3) % 9)}:00`;
  const people = Array.from({ length: 300 }, (_, at) => `P${at},${at % 6 ? "no" : "yes"},D${at ** 2 % 17},S${at % 5},${times(at)}`);
  const { roster } = await peer.people.read(`name,leader,department,school,availability\n${people.join("\n")}`);
  const attributes = ["department", "school"].map((attribute) => ({ attribute, how: "mix" }));
  const formation = await peer.circles.form({ roster, rules: { attributes } }, { seed: 5, budget: { work: 200 } });
  const changes = [];
  // At the end the same locks would find other circles than in between.
  const onProgress = () => {
    for (const { id } of roster.participants.slice(changes.length, changes.length + 30)) changes.push(formation.lock(id));
  };
  await formation.improve({ budget: { work: 1_000_000 }, onProgress });
  await Promise.all(changes);
  const state = async () => [await formation.moves(), await Promise.all(roster.participants.map(({ id }) => formation.why(id)))];
  const before = await state();
  await breakDown(glue.FormationHandle, "why", () => formation.why("row-2"));
  assert.deepEqual(await state(), before);
  peer.close();
});

test("in the thread too, what is given up while it is done rejects, and leaves no handle", async () => {
  const peer = await load({ worker: false });
  const large = {
    "people.read": (options) => peer.people.read(`name,leader\n${"Ada,yes\n".repeat(60_000)}`, options),
    "circles.rounds": (options) => peer.circles.rounds({ people: 200, circles: 25, rounds: 20 }, options),
    "themes.open": (options) => peer.themes.open({ transcripts: [{ turns: turns(60_000) }] }, options),
  };
  let times = 0;
  for (const [name, call] of Object.entries(large)) {
    const controller = new AbortController();
    // A machine so fast that nothing was told in the midst of it has nothing to give up.
    const onProgress = (share) => share !== 1 && controller.abort(new Error(`no ${name}`));
    const [{ reason }] = await Promise.allSettled([call({ signal: controller.signal, budget: { work: 1 }, onProgress })]);
    assert.equal(reason?.message, controller.signal.reason?.message, name);
    times += Number(controller.signal.aborted);
  }
  assert.ok(times > 0);
  peer.close();
});

test("every long call is given up at once in a worker, or is made where it changes something, and says when it is done", { timeout: 600_000 }, async () => {
  const peer = await load({ worker: true });
  const { calls, fresh } = await longCalls(peer);
  for (const [name, call] of Object.entries(calls)) {
    const aborted = await call({ signal: AbortSignal.abort() }, await fresh(name)).catch((error) => error.name);
    assert.equal(aborted, "AbortError", name);
    const controller = new AbortController();
    const own = await fresh(name);
    let ended = false;
    const given = call({ signal: controller.signal }, own).then(() => (ended = true));
    // What is short on a fast machine may be done by then.
    setTimeout(() => ended || controller.abort(new Error(`no ${name}`)), 2);
    const [{ reason }] = await Promise.allSettled([given]);
    if (!CHANGES.has(name) || name.startsWith("deidentification.")) assert.equal(reason?.message, controller.signal.reason?.message, name);
    let last;
    await call({ budget: { work: 10 }, onProgress: (share) => (last = share) }, await fresh(name));
    assert.ok(last === 1 || last.work >= 0, `${name}: ${last} at the end`);
  }
  const shares = [];
  await peer.transcripts.read("Ada: I see.\nBo: You do.\n".repeat(300_000), { onProgress: (share) => shares.push(share) });
  assert.ok(shares.length > 8 && shares.at(-1) === 1, "a large file tells of its portions");
  peer.close();
});

test("a de-identification that is aborted in the midst of its turns is given up as a whole", async () => {
  const peer = await load({ worker: true });
  const work = await peer.transcripts.deidentifier({ lists: false });
  await work.turns(turns(10));
  await assert.rejects(work.turns(turns(10), { signal: AbortSignal.abort() }), { name: "AbortError" });
  // Before it began nothing has happened to it.
  await work.turns(turns(10));
  const controller = new AbortController();
  const going = work.turns(turns(20_000), { signal: controller.signal });
  setTimeout(() => controller.abort(), 2);
  await assert.rejects(going, { name: "AbortError" });
  await assert.rejects(work.end(), { code: "handle.disposed" });
  peer.close();
});

test("a limit of time runs from the call on: what is got ready is a part of it, and a plan is there all the same", async () => {
  const peer = await load({ worker: false });
  const { roster } = await peer.people.read(crowd(20_000));
  const form = (budget) => peer.circles.form({ roster, rules }, { seed: 1, budget });
  const start = performance.now();
  const ready = await form({ work: 1 });
  const took = performance.now() - start;
  const formation = await form({ milliseconds: took / 3 });
  assert.ok((await formation.moves()) < 10_000, `${await formation.moves()} moves after the time was up`);
  assert.deepEqual(formation.plan.circles.length, ready.plan.circles.length);
  assert.equal(formation.plan.stopped, true);
  // What is gone on with is ready already.
  const moves = await formation.moves();
  await formation.improve({ budget: { milliseconds: took / 3 } });
  assert.ok((await formation.moves()) > moves + 10_000);
  peer.close();
});
