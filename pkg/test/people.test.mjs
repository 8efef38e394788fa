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

    test("a workbook is read by its first sheet, and tells of its rows by their numbers", async () => {
      const file = await readFile(new URL("../../tests/data/people/form.xlsx", import.meta.url));
      const shares = [];
      const { roster, problems } = await peer.people.read(file, { onProgress: (share) => shares.push(share) });
      assert.deepEqual(roster.participants.map(({ name }) => name), ["Ada Okoro", "Bo Lindqvist", '=HYPERLINK("x")', "Dee Ruiz", "Éli Noor"]);
      assert.deepEqual(roster.participants[0].availability, [{ day: "tuesday", from: "12:00", to: "13:30" }, { day: "thursday", from: "17:00", to: "19:00" }]);
      assert.deepEqual(roster.participants[1].attributes["Start time"], ["2020-09-01 09:00:05"]);
      assert.deepEqual(problems.map(({ code, place }) => [code, place?.line]), [["workbook.more_sheets", undefined], ["roster.unreadable", 5]]);
      assert.deepEqual([shares.at(-1), shares.every((share, at) => share >= (shares[at - 1] ?? 0))], [1, true]);
      const columns = await peer.people.columns(file);
      assert.deepEqual(columns[4], { heading: "Department", holds: "attribute", sample: ["Surgery", "Medicine", "Surgery"] });
      const as = columns.map(({ holds }, at) => (at === 4 ? "circle" : holds));
      assert.equal((await peer.people.read(file, { columns: as })).roster.participants[0].circle, "Surgery");
      const added = await peer.people.add({ participants: roster.participants.slice(0, 3) }, new Blob([file]));
      assert.deepEqual([added.added, added.problems.length], [["4", "5"], 2]);
    });

    test("an archive that holds no workbook is one coded error, and no roster", async () => {
      const file = await readFile(new URL("../../tests/data/people/form.xlsx", import.meta.url));
      for (const [bytes, code] of [[file.subarray(0, 3_000), "archive.broken"], [file.map((byte, at) => (at > file.length - 900 && byte === 0x78 ? 0x79 : byte)), "workbook.none"]]) {
        await assert.rejects(peer.people.read(bytes), (error) => error instanceof CircleError && error.code === code && error.hint.length > 0);
      }
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
