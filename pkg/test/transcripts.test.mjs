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

    test("a large transcript is read as a small one is", async () => {
      const cue = (_, at) => `${at + 1}\n00:${String(at % 60).padStart(2, "0")}.000 --> 00:59.500\nSpeaker ${at % 9}: what was said, for the ${at}th time\n`;
      const text = `WEBVTT\n\n${Array.from({ length: 70_000 }, cue).join("\n")}`;
      assert.ok(text.length > 5_000_000);
      const read = await peer.transcripts.read(text);
      const portions = [];
      const half = text.indexOf("\n\n40001\n") + 1;
      for (const part of [text.slice(0, half), `WEBVTT\n${text.slice(half)}`]) portions.push(await peer.transcripts.read(part));
      const said = ({ transcript }) => transcript.turns.map(({ speaker, text }) => `${speaker}: ${text}`);
      assert.deepEqual(said(read), portions.flatMap(said));
      const { turns, ...about } = portions[0].transcript;
      assert.deepEqual(read.transcript, { ...about, turns: read.transcript.turns });
      assert.equal(turns.length, 40_000);
    });

    test("a de-identification that was disposed of says so, and left the engine", async () => {
      const begin = () => peer.transcripts.deidentifier({ lists: false });
      const turns = [{ id: "t1", speaker: "Ada", text: "Good morning." }];
      const work = await begin();
      await work.turns(turns);
      work[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      work.dispose();
      await work.leave();
      await assert.rejects(work.turns(turns), { code: "handle.disposed" });
      await assert.rejects(work.end(), { code: "handle.disposed" });
      const ended = await begin();
      await ended.end();
      await assert.rejects(ended.turns(turns), { code: "call.no_work" });
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

    test("identifiers stay with their turns, whether replaced or kept", async () => {
      const texts = ["Mail ben@example.org or ana@example.org.", "Nothing is said here.", "It was in 1998.", "Mail ben@example.org."];
      const { identifiers, transcript } = await peer.transcripts.deidentify({ turns: texts.map((text, at) => ({ id: `t${at}`, text })) }, { lists: false });
      assert.deepEqual(identifiers.map(({ turn, kind, replacement }) => [turn, kind, replacement]), [
        ["t0", "email", "Email 1"],
        ["t0", "email", "Email 2"],
        ["t2", "date", undefined],
        ["t3", "email", "Email 1"],
      ]);
      for (const one of identifiers) {
        const at = texts.findIndex((_, at) => `t${at}` === one.turn);
        assert.equal(transcript.turns[at].text.slice(one.cleanFrom, one.cleanTo), one.replacement ?? texts[at].slice(one.from, one.to));
        assert.ok(one.reason.length > 0 && one.certainty > 0 && one.certainty <= 1);
        assert.equal("replacement" in one, one.replacement !== undefined);
      }
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

    test("in portions a large transcript is read and cleaned as it is whole, followed and ended", async () => {
      const cue = (n) => `00:00:0${n % 10}.000 --> 00:00:0${n % 10}.500\n${n % 3 ? "Ana Ruiz" : "Ben Ode"}: Cue ${n} told Dr. Okonkwo, naïve as he was.\n\n`;
      let file = "WEBVTT\n\n";
      for (let n = 0; n < 9000; n++) file += cue(n);
      const { transcript, problems } = await peer.transcripts.read(file);
      const portions = [];
      for await (const portion of peer.transcripts.stream(new Blob([file]))) portions.push(portion);
      const turns = portions.flatMap((portion) => portion.turns);
      assert.deepEqual(turns, transcript.turns);
      assert.deepEqual(portions.at(-1).problems, problems);
      assert.deepEqual([portions.at(-1).format, portions.at(-1).encoding], ["webvtt", "utf8"]);
      const shares = [];
      const clean = await peer.transcripts.deidentify(transcript, { onProgress: (share) => shares.push(share) });
      assert.ok(shares.length > 1 && shares.at(-1) === 1);
      // The transcript takes along what was found and what remains, in portions too.
      assert.deepEqual([clean.transcript.found, clean.transcript.remaining], [clean.risk.found, clean.risk.remaining.length]);
      const work = await peer.transcripts.deidentifier({ speakers: ["Ana Ruiz", "Ben Ode"] });
      const half = turns.length >> 1;
      const parts = [await work.turns(turns.slice(0, half)), await work.turns(turns.slice(half))];
      const { key, risk } = await work.end();
      assert.deepEqual(parts.flatMap((part) => part.turns), clean.transcript.turns);
      assert.deepEqual([parts.flatMap((part) => part.identifiers), key, risk], [clean.identifiers, clean.key, clean.risk]);
      await assert.rejects(work.turns([]), { code: "call.no_work" });
      const control = new AbortController();
      const ended = peer.transcripts.deidentify(transcript, { signal: control.signal, onProgress: () => control.abort() });
      await assert.rejects(ended, { name: "AbortError" });
    });

    test("a speaker who withdraws leaves nothing but a pseudonym that others say", async () => {
      const { transcript } = await peer.transcripts.read("Ana Ruiz: Call 732-555-0142.\nBen Ode: Thanks, Ana.\n");
      const before = await peer.transcripts.deidentify(transcript, { lists: false });
      const { clean, withdrawn } = await peer.transcripts.withdraw(before, "P01");
      assert.deepEqual(withdrawn, { turns: ["t1"], identifiers: 1, inKey: true });
      assert.deepEqual(clean.transcript.turns.map(({ text }) => text), ["Thanks, P01."]);
      assert.ok(!JSON.stringify(clean).includes("Ana"));
    });

    test("a speaker withdraws from all transcripts of a project at once", async () => {
      const read = async (text) => (await peer.transcripts.read(text)).transcript;
      const first = await peer.transcripts.deidentify(await read("Ana Ruiz: Call 732-555-0142.\nBen Ode: Yes.\n"), { lists: false });
      const second = await peer.transcripts.deidentify(await read("Ben Ode: So.\nAna Ruiz: I did.\n"), { lists: false, key: first.key });
      const { cleans, withdrawn } = await peer.transcripts.withdrawAll([first, second], "P01");
      assert.deepEqual(withdrawn, [{ turns: ["t1"], identifiers: 1, inKey: true }, { turns: ["t2"], identifiers: 0, inKey: true }]);
      assert.ok(!/Ruiz|732/.test(JSON.stringify(cleans)));
      const other = await peer.transcripts.deidentify(await read("Cy Ash: Yes.\n"), { lists: false });
      await assert.rejects(peer.transcripts.withdrawAll([second, other], "P01"), { code: "withdraw.keys" });
    });

    test("passages follow a correction, and offsets lead both ways", async () => {
      const passages = [{ from: 0, to: 2 }, { from: 7, to: 12 }, { from: 3, to: 6 }];
      assert.deepEqual(await peer.transcripts.reanchor("we was tired", "we were tired", passages), [
        { from: 0, to: 2 },
        { from: 8, to: 13 },
        undefined,
      ]);
      const { transcript } = await peer.transcripts.read("Ana Ruiz: 😀 Mail ana@example.org now.\n");
      const clean = await peer.transcripts.deidentify(transcript, { lists: false });
      assert.equal(clean.transcript.turns[0].text, "😀 Mail Email 1 now.");
      assert.deepEqual(await peer.transcripts.toClean(clean, "t1", { from: 10, to: 12 }), { from: 8, to: 15 });
      assert.deepEqual(await peer.transcripts.toOriginal(clean, "t1", { from: 16, to: 19 }), { from: 24, to: 27 });
    });
  });
}
