// What crosses to the engine and back does so as text: what becomes of it on the way, and what is refused.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { load } from "../dist/index.js";
import { pack, unpack } from "../dist/core/text.js";

test("only objects become text", () => {
  const bytes = new Uint8Array(2);
  for (const plain of ["text", 7, true, undefined, null, bytes]) assert.equal(pack(plain), plain);
  assert.deepEqual(pack({ a: [1, undefined], b: undefined, at: new Date(0) }), ['{"a":[1,null],"at":"1970-01-01T00:00:00.000Z"}']);
  assert.deepEqual(unpack(pack({ a: [1] })), { a: [1] });
});

test("what is no plain data is refused", () => {
  const loop = {};
  loop.self = loop;
  for (const wrong of [() => 1, Symbol("s"), loop, { big: 1n }]) assert.throws(() => pack(wrong), { code: "call.unreadable" });
});

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    let read;
    before(async () => {
      peer = await load({ worker });
      read = () => peer.people.read("id,name,leader\np1,Ada,yes\np2,Bo \u{1f600},no\n");
    });
    after(() => peer.close());

    test("a roster goes back as it came while nobody looks at it", async () => {
      const { roster } = await read();
      const isText = () => "get" in Object.getOwnPropertyDescriptor(roster, "participants");
      assert.ok(isText());
      const written = await peer.people.write(roster);
      assert.ok(isText(), "writing it did not look at it");
      assert.equal(roster.participants[1].name, "Bo \u{1f600}");
      assert.ok(!isText());
      assert.equal(await peer.people.write(roster), written);
    });

    test("what is changed after looking counts", async () => {
      const { roster } = await read();
      roster.participants[0].name = "Bea";
      assert.match(await peer.people.write(roster), /Bea/);
      const other = (await read()).roster;
      other.participants = [];
      assert.doesNotMatch(await peer.people.write(other), /Ada/);
      const copy = structuredClone((await read()).roster);
      assert.deepEqual(JSON.parse(JSON.stringify((await read()).roster)), copy);
    });

    test("what has another form than asked for is told with its path", async () => {
      const roster = { participants: [{ id: "p1", name: "Ada" }, { id: 2, name: "Bo" }] };
      await assert.rejects(peer.people.write(roster), (error) => {
        assert.deepEqual([error.code, error.place.field], ["call.unreadable", "roster.participants[1].id"]);
        return true;
      });
      const rules = { size: { min: 5 } };
      await assert.rejects(peer.circles.form({ roster: (await read()).roster, rules }), { code: "call.unreadable" });
    });

    test("in rules no name is passed over: the place is told, and the nearest name", async () => {
      for (const [rules, field, nearest] of [
        [{ leeder: "off" }, "rules.leeder", "leader"],
        [{ size: { min: 5, max: 8, mn: 2 } }, "rules.size.mn", "min"],
        [{ attributes: [{ attribute: "Department", how: "mix", weigth: 3 }] }, "rules.attributes[0].weigth", "weight"],
        [{ apart: [{ peple: ["p1"], weight: 3 }] }, "rules.apart[0].peple", "people"],
      ]) {
        await assert.rejects(peer.circles.form({ roster: (await read()).roster, rules }), (error) => {
          assert.deepEqual([error.code, error.place.field, error.hint], ["call.unknown_name", field, `perhaps "${nearest}" is meant`]);
          return true;
        });
      }
    });

    test("halves of characters become the sign for what cannot be shown", async () => {
      const written = await peer.people.write({ participants: [{ id: "p1", name: "a\ud83d" }] });
      assert.match(written, /a\ufffd/);
    });
  });
}
