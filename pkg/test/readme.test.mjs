// What the README shows is what runs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as package_ from "../dist/index.js";

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
