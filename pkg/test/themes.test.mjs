// Codebooks, coding projects and agreement, through the built package, in this thread and in a worker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CircleError, load } from "../dist/index.js";

const transcript = {
  id: "s1",
  title: "Session 1",
  turns: [
    { id: "t1", speaker: "P01", text: "I felt so overwhelmed this week." },
    { id: "t2", speaker: "P02", text: "😀 Same here, you're not alone. Have you tried to block an hour?" },
    { id: "t3", speaker: "P01", text: "=SUM(A1) is what my day looks like" },
  ],
};

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    before(async () => (peer = await load({ worker })));
    after(() => peer.close());

    const open = () => peer.themes.open({ transcripts: [transcript], coder: "ana" });

    test("the built-in codebook has four categories and nine themes, and nothing wrong with it", async () => {
      const codebook = await peer.themes.circle();
      assert.equal(codebook.codes.filter((code) => !code.parent).length, 4);
      assert.equal(codebook.codes.length, 13);
      assert.deepEqual(await peer.themes.problems(codebook), []);
    });

    test("a suggestion says why, and where in the text", async () => {
      const project = await open();
      const found = await project.suggest({ atLeast: 0.3 });
      const suggestion = found.find(({ id }) => id === "s1/t2/not-alone");
      for (const { words, passage } of suggestion.reasons.filter((reason) => reason.passage)) {
        assert.equal(transcript.turns[1].text.slice(passage.from, passage.to), words);
      }
      assert.ok(suggestion.reasons.some(({ words, weight }) => words === "not alone" && weight > 0));
      project.dispose();
    });

    test("suggestions for many turns are prepared in sight, and can be given up", async () => {
      const turns = Array.from({ length: 3000 }, (_, at) => ({ ...transcript.turns[at % 2], id: `t${at}`, text: `${transcript.turns[at % 2].text} ${at}` }));
      const project = await peer.themes.open({ transcripts: [{ ...transcript, turns }], coder: "ana" });
      const ended = new AbortController();
      const given = project.suggest({}, { signal: ended.signal, onProgress: () => ended.abort() });
      await assert.rejects(given, { name: "AbortError" });
      const shares = [];
      const found = await project.suggest({ atLeast: 0.1 }, { onProgress: (share) => shares.push(share) });
      assert.ok(found.length > 0 && shares.at(-1) === 1 && shares.every((share, at) => share >= (shares[at - 1] ?? 0)), `${shares}`);
      project.dispose();
    });

    test("accepted, rejected, undone, redone, exported, saved and opened again", async () => {
      const project = await open();
      await project.accept("s1/t2/not-alone");
      await project.reject("s1/t1/emotional");
      await project.code({ transcript: "s1", turn: "t3", code: "emotional", passage: { from: 0, to: 8 } });
      assert.equal((await project.codings()).length, 2);
      assert.match(await project.csv(), /'=SUM\(A1\),emotional/);
      assert.match(await project.qdc(), /^<\?xml [^]*urn:QDA-XML:codebook:1\.0/);
      assert.equal(await project.undo(), true);
      assert.equal((await project.codings()).length, 1);
      assert.equal(await project.redo(), true);
      const saved = JSON.parse(JSON.stringify(await project.save()));
      const again = await peer.themes.load(saved);
      assert.deepEqual(await again.problems(), []);
      assert.deepEqual(await again.save(), saved);
      assert.deepEqual(await again.refusals(), [{ transcript: "s1", turn: "t1", code: "emotional", coder: "ana" }]);
    });

    test("a turn is corrected after coding, and who withdraws leaves nothing that quotes or names them", async () => {
      const project = await open();
      const coded = { transcript: "s1", turn: "t1", code: "emotional" };
      await project.code({ ...coded, passage: { from: 22, to: 31 } });
      await project.code({ ...coded, passage: { from: 2, to: 6 } });
      const { moved, lost } = await project.correct("s1", "t1", "I fell, so overwhelmed this week.");
      assert.deepEqual([moved, lost.length, lost[0].passage], [1, 1, { from: 2, to: 6 }]);
      assert.deepEqual((await project.codings())[0].passage, { from: 23, to: 32 });
      await project.memo({ about: "emotional", text: "P01 said so" });
      assert.deepEqual(await project.withdraw("P01"), { turns: 2, codings: 1, memos: 1, summaries: 0, examples: 0 });
      assert.match(await project.methods("en"), /not known to the software/);
      project.dispose();
    });

    test("two coders are compared, charted, merged and exported", async () => {
      const ana = await open();
      const ben = await peer.themes.load(await ana.save());
      await ben.setCoder("ben");
      for (const [coder, project] of [["ana", ana], ["ben", ben]]) {
        await project.code({ transcript: "s1", turn: "t1", code: "emotional" });
        await project.code({ transcript: "s1", turn: "t2", code: coder === "ana" ? "appraisal" : "informational" });
      }
      const merged = await ana.merge(await ben.save());
      assert.deepEqual([merged.codings, merged.conflicts], [2, []]);
      const told = await ana.agreement({ uncoded: true, resampling: { samples: 50 } });
      assert.deepEqual([told.coders, told.turns, told.disagreements.length], [["ana", "ben"], 3, 1]);
      assert.equal(told.codes.find(({ code }) => code === "emotional").turns.conger.value, 1);
      const { cells } = await ana.matrix();
      assert.equal(cells.find(({ case: who, code }) => who === "P01" && code === "emotional").count, 1);
      assert.match(await ana.matrixCsv({ presence: true }), /^case,emotional,/);
      assert.deepEqual(await ana.pairs(), [{ first: "appraisal", second: "informational", turns: 1 }]);
      assert.equal((await ana.saturation())[0].codes, 3);
      assert.deepEqual([...(await ana.qdpx()).subarray(0, 2)], [0x50, 0x4b]);
      assert.deepEqual([...(await ana.xlsx({ by: "transcript" })).subarray(0, 2)], [0x50, 0x4b]);
      assert.match(await ana.html(), /^<!doctype html>[^]*Framework matrix/);
      const back = await peer.themes.readQdpx(await ana.qdpx());
      assert.deepEqual([await back.problems(), await back.codings()], [[], await ana.codings()]);
      const { codebook, problems } = await peer.themes.readQdc(await peer.themes.qdc(await ana.codebook()));
      assert.deepEqual([problems, codebook.codes], [[], (await ana.codebook()).codes]);
      assert.deepEqual((await peer.themes.readCsv(await peer.themes.csv(codebook))).codebook.codes, codebook.codes);
      await assert.rejects(peer.themes.readQdpx("<Project"), { code: "xml.broken" });
      assert.equal(await ana.mergeCodes("informational", "instrumental"), 1);
      const split = { name: "Heard", definition: "", include: [], exclude: [], phrases: [], examples: [], counterExamples: [] };
      assert.equal(await ana.splitCode("instrumental", split, []), "heard");
    });

    test("a sample is coded blind, revealed, compared and settled, and the methods paragraph tells it", async () => {
      const project = await open();
      const sample = await project.draw({ share: 1, seed: 7 });
      assert.deepEqual(await project.suggest({ atLeast: 0.1 }), []);
      await project.code({ transcript: "s1", turn: "t1", code: "emotional", coder: "ana" });
      await project.code({ transcript: "s1", turn: "t1", code: "appraisal", coder: "ben" });
      assert.deepEqual((await project.codings()).map(({ coder }) => coder), ["ana"]);
      assert.equal((await project.codings({ all: true })).length, 2);
      await project.reveal(sample.id);
      assert.deepEqual((await project.samples()).map(({ open }) => open), [false]);
      const told = await project.agreement({ sample: sample.id, uncoded: true, resampling: { samples: 50 } });
      assert.deepEqual([told.turns, told.disagreements.length], [3, 1]);
      await project.settle({ ...told.disagreements[0], codes: ["appraisal"], by: ["ana", "ben"], at: "2024-05-02" });
      const [{ given, at }] = await project.settlements();
      assert.deepEqual([given, at], [{ ana: ["emotional"], ben: ["appraisal"] }, "2024-05-02"]);
      assert.deepEqual((await project.log()).map(({ coder, blind }) => [coder, blind]), [["ana", 1], ["ben", 1]]);
      assert.match(await project.methods(), /3 turns \(100 %\)/);
      assert.match(await project.methods("es"), /muestra aleatoria de 3 intervenciones/);
      assert.equal(await project.unsettle("s1", "t1"), true);
    });

    test("turns are asked for, done with, judged; overviews, thresholds, embeddings, saturation", async () => {
      const project = await open();
      const questions = await project.next({ count: 3, byChance: 1 });
      assert.deepEqual(questions.map(({ byChance }) => byChance), [true, true, true]);
      await project.accept("s1/t2/not-alone");
      for (const { transcript, turn } of questions) await project.done(transcript, turn);
      assert.equal((await project.accuracy()).turns, 3);
      assert.equal((await project.thresholds(0.5)).length, 13);
      await project.embed([{ transcript: "s1", turn: "t1", vector: new Float32Array([1, 0.5]) }]);
      await assert.rejects(project.embed([{ transcript: "s1", turn: "t9", vector: [1] }]), { code: "coding.unknown_turn" });
      const { turns, words } = await project.overview();
      assert.deepEqual([turns, words.some(({ words }) => words === "overwhelmed")], [3, true]);
      assert.match((await project.saturated()).said, /^Saturation \(base of 4/);
    });

    test("themes are laid out by the settings of transcripts, the codebook's history is told, passages are quoted", async () => {
      const project = await open();
      await project.setSetting({ transcript: "s1", topic: "Sleep", mode: "talk", date: "2021-03-02" });
      await project.code({ transcript: "s1", turn: "t2", code: "appraisal" });
      assert.deepEqual((await project.matrix("topic")).cases, ["Sleep"]);
      assert.deepEqual((await project.matrix("month")).cells.map((cell) => [cell.case, cell.count]), [["2021-03", 1]]);
      assert.deepEqual((await project.settings()).map(({ mode }) => mode), ["talk"]);
      await assert.rejects(project.setSetting({ transcript: "s9" }), { code: "setting.unknown_transcript" });
      const codebook = await project.codebook();
      codebook.codes[0].name = "Warmth";
      await project.setCodebook(codebook);
      const [revision] = await project.revisions();
      assert.deepEqual([revision.what, revision.code, revision.during], ["renamed", "emotional", "s1"]);
      assert.deepEqual((await project.exemplars()).map(({ code, speaker }) => [code, speaker]), [["appraisal", "P02"]]);
    });

    test("models learn and forget", async () => {
      const said = (text) => ({ text, before: "" });
      const turns = ["I feel so tired", "You could rest", "let us pause"].map(said);
      const model = await peer.themes.model({ classes: ["emotional", "informational"], one: true, turns });
      const [before] = await model.probabilities([said("pause")]);
      await model.learn([{ turn: 2, class: 1, yes: true }]);
      assert.ok((await model.probabilities([said("pause")]))[0][1] > before[1]);
      await model.learn([]);
      assert.deepEqual(await model.probabilities([said("pause")]), [before]);
    });

    test("what cannot be coded is a coded error", async () => {
      const project = await open();
      await assert.rejects(project.code({ transcript: "s1", turn: "t9", code: "emotional" }), (error) => {
        assert.ok(error instanceof CircleError);
        assert.equal(error.code, "coding.unknown_turn");
        return true;
      });
      await assert.rejects(peer.themes.load({ ...(await project.save()), version: 99 }), { code: "project.version" });
    });

    test("phrases are found with UTF-16 offsets", async () => {
      const lexicon = await peer.themes.lexicon(["not alone", "alone", "*"]);
      assert.deepEqual(await lexicon.find("😀 NOT alone"), [
        { phrase: 0, from: 3, to: 12, negated: false },
        { phrase: 1, from: 7, to: 12, negated: true },
      ]);
      assert.equal(await lexicon.count("alone and alone"), 2);
      assert.deepEqual((await lexicon.problems()).map(({ code, place }) => [code, place.line]), [
        ["codebook.empty_phrase", 3],
      ]);
    });

    test("agreement has a value and an interval for each coefficient", async () => {
      const units = [0, 0, 1, 1, 0, 1, 0, 0].map((value, at) => [value, at === 3 ? 0 : value]);
      const report = await peer.themes.agreement({ units }, { samples: 200 });
      assert.equal(report.percent.value, 7 / 8);
      assert.ok(report.conger.low < report.conger.value && report.conger.value < report.conger.high);
      assert.ok(report.nominal.low <= report.nominal.value);
      const sets = await peer.themes.setAgreement({ units: [[["a"], ["a", "b"]], [["b"], ["b"]], [[], ["c"]]] });
      assert.ok(sets.masi.value < sets.jaccard.value + 1);
    });
  });
}
