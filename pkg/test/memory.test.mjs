// A thousand cycles of each capability leave the WebAssembly's memory as large as it was, and handles are let go.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import * as coding from "../dist/wasm/peer_circle_coding.js";
import * as forming from "../dist/wasm/peer_circle_forming.js";
import { CircleError, load } from "../dist/index.js";

const CYCLES = 1000;
const WARM = 100;

let peer;
let memories;
let roster;
let transcript;

before(async () => {
  peer = await load({ worker: false });
  const text = "name,leader,availability\n" + Array.from({ length: 12 }, (_, i) => `P${i},yes,Tue 12:00-13:00`).join("\n");
  ({ roster } = await peer.people.read(text));
  const vtt = await readFile(new URL("../../examples/data/session.vtt", import.meta.url));
  ({ transcript } = await peer.transcripts.read(vtt));
  transcript.turns = transcript.turns.slice(0, 4);
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
  "expanding a rule": () => peer.calendar.expand(["DTSTART:20201006T120000\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15"]),
  "de-identifying": () => peer.transcripts.deidentify(transcript, { roster }),
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

test("a handle that was disposed of says so", async () => {
  const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 10 } });
  formation.dispose();
  formation.dispose();
  await assert.rejects(formation.why("row-2"), (error) => error.code === "handle.disposed" && error.hint !== "");
});
