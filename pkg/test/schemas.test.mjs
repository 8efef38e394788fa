// What other back ends check against: the schemas accept what the package itself makes, and refuse what it would.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { load } from "../dist/index.js";

let peer;
let roster;

before(async () => {
  peer = await load({ worker: false });
  ({ roster } = await peer.people.read(await readFile(new URL("../../examples/data/physicians.csv", import.meta.url))));
});

after(() => peer.close());

async function schema(name) {
  const text = await readFile(new URL(`../dist/schemas/${name}.json`, import.meta.url), "utf8");
  return new Ajv({ allErrors: true }).compile(JSON.parse(text));
}

/** A value as it would cross: through JSON. */
function valid(check, value) {
  assert.ok(check(JSON.parse(JSON.stringify(value))), JSON.stringify(check.errors));
}

test("a roster, its people, rules, a plan, a programme and a term are valid", async () => {
  valid(await schema("roster"), roster);
  for (const person of roster.participants) valid(await schema("participant"), person);
  valid(await schema("rules"), await peer.circles.rules());
  const { plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 20_000 } });
  valid(await schema("plan"), plan);
  const programme = JSON.parse(await readFile(new URL("../../examples/data/programme.json", import.meta.url), "utf8"));
  const { term } = await peer.calendar.schedule({ plan, programme });
  valid(await schema("programme"), term.programme);
  valid(await schema("term"), term);
  valid(await schema("registration"), { circle: "Night shift", invited: ["Bo"] });
});

for (const [name, change] of Object.entries({
  "no id": ({ id, ...person }) => person,
  "a mode that there is not": (person) => ({ ...person, mode: "sing" }),
  "availability as a number": (person) => ({ ...person, availability: 3 }),
  "an attribute without a list": (person) => ({ ...person, attributes: { department: "Surgery" } }),
})) {
  test(`a participant with ${name} is refused`, async () => {
    const check = await schema("participant");
    assert.equal(check(change(JSON.parse(JSON.stringify(roster.participants[0])))), false);
  });
}
