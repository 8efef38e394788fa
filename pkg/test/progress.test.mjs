// Long work says how far it is ten times a second: counted in processor time, so that what else the machine does is no matter.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { load } from "../dist/index.js";

const OFTEN = 100;
const TRIES = 3;

/** Milliseconds of processor by all threads; this one only waits. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let peer;
let roster;
let plan;
let transcript;
let project;
const rules = { attributes: [{ attribute: "department", how: "mix" }] };
const budget = { milliseconds: 1500 };

before(async () => {
  peer = await load({ worker: true });
  const times = (at) => `${["Mon", "Tue", "Wed"][at % 3]} ${8 + ((at * 7) % 9)}:00-${10 + ((at * 7) % 9)}:00`;
  const rows = Array.from({ length: 500 }, (_, at) => `p${at},Person ${at},${at % 5 ? "no" : "yes"},D${at % 23},${times(at)}`);
  ({ roster } = await peer.people.read(`id,name,leader,department,availability\n${rows.join("\n")}`));
  ({ plan } = await peer.circles.form({ roster, rules }, { seed: 1, budget: { work: 50_000 } }));
  const said = ["I am proud of you.", "We met at noon with Carlos Smith from Boston.", "You are not alone in this.", "Thank you."];
  const turns = Array.from({ length: 12_000 }, (_, at) => ({ id: `t${at}`, speaker: `S${at % 7}`, text: `${said[at % 4]} ${said[(at * 3) % 4]}` }));
  transcript = { turns };
  // What is only fetched once is there.
  await peer.transcripts.deidentify({ turns: turns.slice(0, 1) });
  project = await peer.themes.open({ transcripts: [transcript] });
});

after(() => peer.close());

const pairs = Float64Array.from({ length: (200 * 199) / 2 }, (_, at) => (at * 7919) % 1000);
const sizes = Array.from({ length: 20 }, () => ({ min: 8, max: 12 }));
const vtt = (cues) => `WEBVTT\n\n${Array.from({ length: cues }, (_, at) => `00:00.000 --> 00:59.500\nS${at % 9}: what was said the ${at}th time\n`).join("\n")}`;

/** Each long call, and how often it tells at least. */
const calls = {
  "forming circles": [2, (options) => peer.circles.form({ roster, rules }, { seed: 1, budget, ...options })],
  "unlike people": [2, (options) => peer.circles.diverse({ people: 200, pairs, sizes }, { seed: 1, budget, ...options })],
  "rounds": [2, (options) => peer.circles.rounds({ people: 200, circles: 25, rounds: 20 }, { seed: 1, budget, ...options })],
  "finding slots": [1, async (options) => peer.calendar.findSlots({ plan, roster, programme: JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8")) }, { budget, ...options })],
  "reading a roster": [1, (options) => peer.people.read("name,leader\n" + "Ada,yes\n".repeat(2_000), options)],
  "reading a transcript": [1, (options) => peer.transcripts.read(vtt(10_000), options)],
  "de-identifying": [3, (options) => peer.transcripts.deidentify(transcript, options)],
  "first suggestions": [3, (options) => project.suggest({}, options)],
  "agreement": [1, (options) => peer.themes.agreement({ units: Array.from({ length: 1_000 }, (_, at) => [at % 3, ((at * 5) % 7) % 3]) }, options)],
};

for (const [name, [least, call]] of Object.entries(calls)) {
  test(`${name} tells how far it is`, async (context) => {
    let longest = Infinity;
    // Compilers that warm up, and collectors of garbage, work at the same time: the best of a few counts.
    for (let tries = 0; tries < TRIES && longest > OFTEN; tries++) {
      const marks = [spent()];
      await call({ onProgress: () => marks.push(spent()) });
      marks.push(spent());
      assert.ok(tries > 0 || marks.length - 2 >= least, `${marks.length - 2} times`);
      longest = Math.min(longest, Math.max(...marks.slice(1).map((mark, at) => mark - marks[at])));
    }
    context.diagnostic(`${longest.toFixed(0)} ms between two tellings at most`);
    assert.ok(longest <= OFTEN, `${longest.toFixed(0)} ms of silence`);
  });
}
