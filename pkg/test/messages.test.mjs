// The catalogue of languages: whole, and filled with what a message names.

import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogues, translated } from "../dist/messages/index.js";
import { english } from "../dist/messages/templates.js";
import { load } from "../dist/index.js";

for (const [language, catalogue] of Object.entries(catalogues)) {
  test(`${language} has every code, and names no more than the original`, () => {
    assert.deepEqual(Object.keys(english).filter((code) => !(code in catalogue)), []);
    for (const [code, entry] of Object.entries(catalogue)) {
      const named = [...[entry].flat().join(" ").matchAll(/\{(\d)\}/g)].map(([, place]) => Number(place));
      const there = (english[code] ?? "{}{}{}{}").split(/\{[^}]*\}/).length - 1;
      // What is not in the sources as one sentence may be named as a whole.
      assert.ok(Math.max(0, ...named) <= Math.max(there, 1), code);
    }
  });
}

test("a problem is told in Spanish, with what it names, and in English where there is no other", async () => {
  const peer = await load({ worker: false });
  const { problems } = await peer.people.read("id,name\np1,Ada\np1,Bo\n");
  const twice = problems.find(({ code }) => code === "roster.duplicate_id");
  assert.equal(translated(twice, "es-MX").hint, "dé a cada persona un identificador propio, o quite una de las filas");
  assert.deepEqual(translated(twice, "fi"), { message: twice.message, hint: twice.hint });
  // Of the sentences that one code has, it is the one in the list of codes whose names are found.
  const said = (message) => translated({ ...twice, message }, "es").message;
  assert.equal(said('the id "p1" is given twice'), "el identificador «p1» aparece dos veces");
  assert.equal(said(twice.message), "el identificador «…» aparece dos veces");
  peer.close();
});
