// Transcripts, through the built package, in this thread and in a worker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { CircleError, load } from "../dist/index.js";

const spoken = "WEBVTT\n\n1\n00:01.000 --> 00:03.000\nAna Ruiz: I saw Dr. Okonkwo in Lisbon on March 5th, 2020.\n\n" +
  "2\n00:03.000 --> 00:04.500\nBen Ode: Mail me, Ana: ben@example.org\n";

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    before(async () => (peer = await load({ worker })));
    after(() => peer.close());

    test("captions become turns with speakers and times", async () => {
      const { transcript, problems } = await peer.transcripts.read(spoken);
      assert.deepEqual(problems, []);
      assert.equal(transcript.format, "webvtt");
      assert.deepEqual(transcript.turns.map(({ speaker, start, end }) => [speaker, start, end]), [
        ["Ana Ruiz", 1000, 3000],
        ["Ben Ode", 3000, 4500],
      ]);
    });

    test("nobody is given away, and offsets lead both ways", async () => {
      const { transcript } = await peer.transcripts.read(spoken);
      const clean = await peer.transcripts.deidentify(transcript);
      const texts = clean.transcript.turns.map(({ text }) => text);
      assert.deepEqual(texts, ["I saw Dr. Person 1 in Place 1 on 2020.", "Mail me, P01: Email 1"]);
      for (const { turn, from, to, cleanFrom, cleanTo, replacement } of clean.identifiers) {
        const [before, after] = [transcript, clean.transcript].map(({ turns }) => turns.find(({ id }) => id === turn).text);
        assert.ok(before.slice(from, to).length > 0);
        assert.equal(after.slice(cleanFrom, cleanTo), replacement ?? before.slice(from, to), "replaced, or kept by the policy");
      }
      assert.ok(clean.key.entries.some(({ forms }) => forms.includes("Okonkwo")));
      assert.ok(!JSON.stringify([clean.transcript, clean.identifiers, clean.risk]).includes("Okonkwo"));
      assert.ok(clean.risk.warnings.length > 0);
    });

    test("a key carries pseudonyms to the next transcript", async () => {
      const { transcript } = await peer.transcripts.read("Ana Ruiz: hello\nBen Ode: hi\n");
      const { key } = await peer.transcripts.deidentify(transcript, { lists: false });
      const { transcript: next } = await peer.transcripts.read("Ben Ode: hi\nCy Ash: hello Ana\n");
      const clean = await peer.transcripts.deidentify(next, { lists: false, key });
      assert.deepEqual(clean.transcript.turns.map(({ speaker }) => speaker), ["P02", "P03"]);
    });

    test("a policy keeps, and a decision marks", async () => {
      const { transcript } = await peer.transcripts.read("Ana Ruiz: the red barn in Lisbon\n");
      const policy = { treatments: { place: "keep" }, decisions: [{ do: "mark", text: "red barn", kind: "place" }, { do: "keep", text: "Ana Ruiz" }] };
      const clean = await peer.transcripts.deidentify(transcript, { policy });
      assert.equal(clean.transcript.turns[0].text, "the red barn in Lisbon");
      assert.ok(clean.identifiers.some(({ reason }) => reason === "marked by a person"));
    });

    test("a PDF is told by name", async () => {
      await assert.rejects(peer.transcripts.read("%PDF-1.7 ..."), (error) => {
        assert.ok(error instanceof CircleError);
        assert.equal(error.code, "file.not_text");
        return true;
      });
    });

    test("lists of another kind are refused, and the next try works", async () => {
      const { transcript } = await peer.transcripts.read("Ana Ruiz: hello\n");
      await assert.rejects(peer.transcripts.deidentify(transcript, { lists: new Uint8Array(3) }), { code: "lists.unreadable" });
      const file = await readFile(new URL("../data/lists.bin", import.meta.url));
      assert.equal((await peer.transcripts.deidentify(transcript, { lists: file })).transcript.turns[0].speaker, "P01");
    });
  });
}
