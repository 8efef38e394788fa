// Rosters, through the built package, in this thread and in a worker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { CircleError, load } from "../dist/index.js";

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    before(async () => (peer = await load({ worker })));
    after(() => peer.close());

    test("the sample roster is read without a problem", async () => {
      const file = await readFile(new URL("../../examples/data/physicians.csv", import.meta.url));
      const { roster, problems } = await peer.people.read(file);
      assert.equal(roster.participants.length, 50);
      assert.deepEqual(problems, []);
    });

    test("a problem tells its line and column, and the rest is kept", async () => {
      const { roster, problems } = await peer.people.read("id,name,leader\na,Ada,yes\na,Bo,no\nc,Cy,perhaps\n");
      assert.deepEqual(roster.participants.map(({ name }) => name), ["Ada", "Cy"]);
      const told = problems.map(({ code, place }) => [code, place.line, place.column]);
      assert.ok(told.some(([code, line]) => code === "roster.duplicate_id" && line === 3));
      assert.ok(told.some(([code, line, column]) => code === "roster.unreadable" && line === 4 && column === "leader"));
    });

    test("a file that is no roster is one coded error with a hint", async () => {
      await assert.rejects(peer.people.read("a,b\n1,2\n"), (error) => {
        assert.ok(error instanceof CircleError);
        assert.equal(error.code, "roster.missing_column");
        assert.ok(error.hint.length > 0);
        return true;
      });
    });

    test("files, bytes and text are all taken", async () => {
      const text = "name\nÅsa\n";
      for (const file of [text, new Blob([text]), new TextEncoder().encode(text), new TextEncoder().encode(text).buffer]) {
        const { roster } = await peer.people.read(file);
        assert.equal(roster.participants[0].name, "Åsa");
      }
    });
  });
}
