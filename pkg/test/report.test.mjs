// Group lists and summaries, through the built package.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "../dist/index.js";

let peer;
before(async () => (peer = await load({ worker: false })));
after(() => peer.close());

const circle = { id: "c1", name: "Circle 1", mode: "text", leader: "a1", members: ["a1"] };
const plan = { format: 1, zone: "UTC", circles: [circle], waiting: [], cost: 0, proved: false, stopped: false };

test("circles become a table, or files for a learning platform", async () => {
  const { roster } = await peer.people.read("id,name\na1,Ada Okoro\n");
  const [plain] = await peer.report.groups({ plan, roster });
  assert.equal(plain.text.split("\r\n")[1], "Circle 1,a1,Ada Okoro,,yes,text,,,");
  const moodle = await peer.report.groups({ plan, roster, format: { kind: "moodle", course: "C-1" } });
  assert.deepEqual(moodle.map(({ name }) => name), ["moodle-groups.csv", "moodle-members.csv"]);
});

test("a summary needs no plan, and holds small counts back", async () => {
  const { roster } = await peer.people.read("id,School\na,North\nb,North\nc,South\nd,South\n");
  const summary = await peer.report.summary({ roster });
  assert.deepEqual([summary.participants, summary.placed], [4, 0]);
  assert.ok(summary.attributes.School.every(({ count }) => count === undefined));
});

test("a roster is written, read back, and takes later sign-ups in", async () => {
  const { roster } = await peer.people.read("id,name,Rank\na,Ada,Fellow\n");
  const again = await peer.people.read(await peer.people.write(roster));
  assert.deepEqual(again.roster, roster);
  const { roster: course } = await peer.people.members({ members: [{ user_id: "b", name: "Bo", roles: ["Learner"] }] });
  assert.equal(course.participants[0].name, "Bo");
  const more = await peer.people.add(roster, "id,name,Rank\nb,Bo,Fellow\na,Ada Okoro,\n");
  assert.deepEqual([more.roster.participants.length, more.added, more.updated], [2, ["b"], ["a"]]);
});
