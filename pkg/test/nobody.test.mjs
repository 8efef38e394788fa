// The key is in no export: a project made of clean transcripts is written out in every form, and every form is searched.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { load } from "../dist/index.js";

const spoken = await readFile(new URL("../../tests/data/transcripts/spoken.txt", import.meta.url), "utf8");

/** The meetings of the file, their marks taken out. */
const meetings = spoken
  .split(/^##.*$/m)
  .slice(1)
  .map((meeting) => meeting.replace(/\{\w+:([^}]*)\}/g, "$1"));

describe("a project of clean transcripts", () => {
  let peer, key, exports;
  before(async () => {
    peer = await load({ worker: false });
    const transcripts = [];
    for (const meeting of meetings) {
      const { transcript } = await peer.transcripts.read(meeting);
      const clean = await peer.transcripts.deidentify(transcript, { key });
      transcripts.push(clean.transcript);
      key = clean.key;
    }
    exports = await written(await peer.themes.open({ transcripts, coder: "c1" }));
  });
  after(() => peer.close());

  test("has no word of the key in any export", () => {
    assert.ok(key.entries.length > 150, `${key.entries.length} entries`);
    for (const { pseudonym, forms } of key.entries) {
      for (const form of forms) {
        const word = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape?.(form) ?? escaped(form)}(?![\\p{L}\\p{N}])`, "u");
        for (const [name, text] of Object.entries(exports)) assert.ok(!word.test(text), `${pseudonym} is told in ${name}`);
      }
    }
  });

  test("has its pseudonyms in them, so that the search is no empty one", () => {
    for (const name of ["saved", "csv", "qdpx", "xlsx", "html"]) assert.match(exports[name], /\bP0[1-9]\b/, name);
  });
});

/** Everything that a project can be written as, as text. */
async function written(project) {
  const [suggestion] = await project.suggest();
  const turn = (await project.save()).transcripts[0].turns[0].id;
  await project.accept(suggestion.id);
  await project.memo({ about: { project: true }, text: "a memo" }).catch(() => undefined);
  assert.ok(turn);
  const texts = {
    saved: await project.save(),
    csv: await project.csv(),
    matrix: await project.matrixCsv(),
    qdc: await project.qdc(),
    html: await project.html(),
    methods: await project.methods(),
    log: await project.log(),
    suggestions: await project.suggest(),
    overview: await project.overview(),
    qdpx: unzipped(await project.qdpx("a project")),
    xlsx: unzipped(await project.xlsx()),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, typeof text === "string" ? text : JSON.stringify(text)]));
}

/** All files of an archive, one after the other. */
function unzipped(archive) {
  const bytes = Buffer.from(archive);
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06") + 16);
  let text = "";
  while (bytes.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const [method, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), 28, 30, 32].map(
      (value, index) => (index < 2 ? value : bytes.readUInt16LE(at + value)),
    );
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(from, from + size);
    text += `${bytes.toString("utf8", at + 46, at + 46 + name)}\n${(method === 8 ? inflateRawSync(content) : content).toString("utf8")}\n`;
    at += 46 + name + extra + comment;
  }
  return text;
}

function escaped(words) {
  return words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
