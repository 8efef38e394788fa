// What crosses to the engine and back does so as text: what becomes of it on the way, and what is refused.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CircleError, load } from "../dist/index.js";
import { kept, pack, packed, unpack } from "../dist/core/text.js";

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

const crowd = (count) => Array.from({ length: count }, (_, at) => ({ id: `p${at}`, attributes: { school: [`S${at % 7}`] }, leader: at % 5 === 0 }));
/** Turns of the event loop until something is there. */
async function turnsUntil(coming) {
  let [turns, there] = [0, false];
  const done = coming.finally(() => (there = true));
  while (!there) {
    await new Promise(setImmediate);
    turns += 1;
  }
  await done;
  return turns;
}

describe("long lists", () => {
  const odd = () => [null, undefined, () => 1, new Date(0), NaN, "\u2028\"", { at: new Date(0), none: undefined, b: [Infinity] }, Object.create(null), [], { toJSON: () => 7 }];

  test("are written as JSON writes them, wherever they are", async () => {
    const many = [...crowd(2_500), ...odd()];
    const plain = (value) => pack({ all: odd(), value });
    assert.ok(Array.isArray(plain(7)), "what is short is written at once");
    const few = [7, undefined, , many, { deep: [{ participants: many, none: undefined }, null] }];
    for (const value of [many, few, { cleans: [{ transcript: { turns: many } }] }, { participants: many, none: undefined, call: () => 1, nan: NaN }, { "a\"b": { list: many, odd: odd() }, empty: [] }]) {
      const text = JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? String(one) : one));
      assert.ok(pack(value) instanceof Promise);
      assert.deepEqual(await pack(value), [text]);
      assert.deepEqual(await packed([1, value, "a"]), [1, [text], "a"]);
      assert.deepEqual(await pack(kept(value)), [text]);
    }
  });

  test("leave others their turn", async () => {
    const turns = await turnsUntil(pack({ participants: crowd(200_000) }));
    assert.ok(turns > 2, `${turns} turns`);
  });

  test("stay what they were when they were given, with the fields of their items", async () => {
    const participants = crowd(3_000);
    const [text, coming] = [JSON.stringify({ participants }), pack({ participants })];
    participants[0].id = "other";
    participants[2_999].leader = undefined;
    participants.pop();
    participants.length = 0;
    assert.deepEqual(await coming, [text]);
    // What stands beside and after a long list too.
    const given = { first: crowd(3_000), key: { lines: ["a"] }, more: { second: crowd(2_000), last: [1] } };
    const [all, later] = [JSON.stringify(given), pack(given)];
    given.key.lines.push("b");
    given.more.last[0] = 2;
    given.more.second.length = 0;
    assert.deepEqual(await later, [all]);
  });

  test("what throws when it is looked at is refused, wherever it is", async () => {
    const mine = new Error("mine");
    const throws = (name) => Object.defineProperty({}, name, { enumerable: true, get: () => { throw mine; } });
    const looks = [throws("participants"), { participants: [...crowd(1_500), throws("id")] }, { participants: [throws("id")] }, new Proxy({}, { ownKeys: () => { throw mine; } })];
    const peer = await load({ worker: false });
    for (const roster of looks) {
      assert.throws(() => packed([roster]), { code: "call.unreadable" });
      for (const call of [() => peer.circles.form({ roster }), () => peer.people.add(roster, "name\nAda\n"), () => peer.report.fill({ plan: {}, roster, template: "a" })]) {
        await assert.rejects(call(), (error) => error instanceof CircleError && error.code === "call.unreadable" && error.cause === mine);
      }
    }
    await assert.rejects(peer.people.read("name\nAda\n", throws("columns")), { code: "call.unreadable" });
    peer.close();
  });

  test("instances and lists in them stay what they were too", async () => {
    class Person {
      constructor(id) {
        this.id = id;
      }
    }
    const items = Array.from({ length: 1_500 }, (_, at) => (at % 3 === 0 ? new Person(`p${at}`) : at % 3 === 1 ? [at] : new Number(at)));
    const [text, coming] = [JSON.stringify({ items }), pack({ items })];
    items[0].id = "other";
    items[1][0] = "other";
    assert.deepEqual(await coming, [text]);
  });

  test("what is no plain data in them is refused, and told to nobody who gave up", async () => {
    const unhandled = [];
    const hear = (error) => unhandled.push(error);
    process.on("unhandledRejection", hear);
    const participants = [...crowd(1_500), { id: 1n }];
    await assert.rejects(pack({ participants }), { code: "call.unreadable" });
    kept({ participants });
    void packed([{ participants }]);
    assert.throws(() => packed([{ participants }, () => 1]), { code: "call.unreadable" });
    const peer = await load({ worker: false });
    const formed = await peer.circles.form({ roster: (await peer.people.read("name,availability\nAda,Mon 9:00-10:00\nBo,Mon 9:00-10:00\n")).roster, rules: { size: { min: 2, max: 3 }, leader: "off" } }, { seed: 1 });
    await assert.rejects(formed.takeUp({ circles: participants }), { code: "call.unreadable" });
    assert.equal((await formed.why(formed.plan.circles[0].members[0])).length > 0, true);
    await assert.rejects(peer.people.write({ participants }, { signal: AbortSignal.abort() }));
    peer.close();
    for (let at = 0; at < 20; at++) await new Promise(setImmediate);
    process.off("unhandledRejection", hear);
    assert.deepEqual(unhandled, []);
  });
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

    test("a roster of very many people comes whole, and is the same as one that nobody looks at", async () => {
      const csv = (from, to) => `id,name\n${Array.from({ length: to - from }, (_, at) => `p${from + at},Person ${from + at}`).join("\n")}`;
      const { roster } = await peer.people.read(csv(0, 25_000));
      assert.equal(Object.getOwnPropertyDescriptor(roster, "participants").value.length, 25_000);
      const { roster: more, added } = await peer.people.add(roster, csv(25_000, 25_001));
      assert.deepEqual(added, ["p25000"]);
      const few = (await peer.people.read(csv(24_999, 25_001))).roster;
      assert.deepEqual(more.participants.slice(24_999), few.participants);
      assert.equal(await peer.people.write({ participants: more.participants.slice(24_999) }), await peer.people.write(few));
    });

    test("whoever gives up while they are read, or packed, hears of that and of nothing more", async () => {
      const csv = `id,name\n${Array.from({ length: 40_000 }, (_, at) => `p${at},Person ${at}`).join("\n")}`;
      for (const reason of [undefined, new Error("enough")]) {
        const controller = new AbortController();
        let heard = 0;
        const onProgress = (share) => {
          heard += controller.signal.aborted ? 1 : 0;
          if (share === 1) controller.abort(reason);
        };
        await assert.rejects(peer.people.read(csv, { signal: controller.signal, onProgress }), (error) => (reason ? error === reason : error.name === "AbortError"));
        assert.equal(heard, 0);
      }
      const { roster } = await peer.people.read(csv);
      const controller = new AbortController();
      const written = peer.people.write(roster, { signal: controller.signal });
      await Promise.resolve();
      controller.abort();
      // At once: nobody else had a turn in the meantime.
      let turns = 0;
      setImmediate(() => (turns += 1));
      await assert.rejects(written, { name: "AbortError" });
      await assert.rejects(peer.people.write(roster, { signal: controller.signal }), { name: "AbortError" });
      assert.equal(turns, 0);
    });

    test("what is put beside a roster that nobody has looked at goes along", async () => {
      const { roster } = await read();
      roster.note = 1n;
      await assert.rejects(peer.people.write(roster), { code: "call.unreadable" });
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
