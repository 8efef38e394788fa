// A thousand cycles of each capability leave the WebAssembly's memory as large as it was, and handles are let go.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as coding from "../dist/wasm/peer_circle_coding.js";
import * as forming from "../dist/wasm/peer_circle_forming.js";
import { CircleError, load } from "../dist/index.js";

const CYCLES = 1000;
const WARM = 100;
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

before(async () => {
  peer = await load({ worker: false });
  const text = "name,leader,availability\n" + Array.from({ length: 12 }, (_, i) => `P${i},yes,Tue 12:00-13:00`).join("\n");
  ({ roster } = await peer.people.read(text));
  const vtt = await readFile(new URL("../../examples/data/session.vtt", import.meta.url));
  ({ transcript } = await peer.transcripts.read(vtt));
  transcript.turns = transcript.turns.slice(0, 4);
  ({ plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 20_000 } }));
  assert.ok(plan.circles.length > 0);
  project = await peer.themes.open({ transcripts: [transcript] });
  // Both halves are started by now and answer with their exports.
  memories = await Promise.all([forming, coding].map(async (half) => (await half.default()).memory));
});

after(() => peer.close());

const bytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

const cycles = {
  "reading a roster": () => peer.people.read("name,leader\nAda,yes\nBo,perhaps\n"),
  "a roster that cannot be read": () => peer.people.read("a,b\n1,2\n").catch((error) => assert.ok(error instanceof CircleError)),
  "forming circles": async () => {
    const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
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
  "finding slots": () => peer.calendar.findSlots({ plan, roster, programme }, { budget: { work: 10 } }),
  "group lists": () => peer.report.groups({ plan, roster, format: { kind: "canvas" } }),
  "expanding a rule": () => peer.calendar.expand(["DTSTART:20201006T120000\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15"]),
  "de-identifying": () => peer.transcripts.deidentify(transcript, { roster }),
  "a transcript in portions": async () => {
    for await (const portion of peer.transcripts.stream("Ada: I see.\nBo: You do.\n")) assert.ok(portion.turns);
  },
  "agreement": () => peer.themes.agreement({ units: [[1, 1], [1, 2]] }, { samples: 2 }),
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
};

for (const [name, cycle] of Object.entries(cycles)) {
  test(`${name}, ${CYCLES} times`, { timeout: 300_000 }, async () => {
    for (let at = 0; at < WARM; at++) await cycle();
    const before = bytes();
    for (let at = 0; at < CYCLES; at++) await cycle();
    assert.equal(bytes() - before, 0, "bytes grown");
  });
}

test("handles that nobody holds any more are collected", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const rounds = [];
  for (let round = 0; round < 4; round++) {
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
  assert.equal(rounds.at(-1), rounds[1], "what was dropped made room for what came after");
});

test("a handle that was disposed of says so", async () => {
  const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
  formation.dispose();
  formation.dispose();
  await assert.rejects(formation.why("row-2"), (error) => error.code === "handle.disposed" && error.hint !== "");
});
