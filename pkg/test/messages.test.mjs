// The catalogue of languages: whole, and filled with what a message names.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { catalogues, translated } from "../dist/messages/index.js";
import { english } from "../dist/messages/templates.js";
import { load } from "../dist/index.js";

const places = (text) => [...text.matchAll(/\{(\d)\}/g)].map(([, place]) => Number(place));
const room = (sentences) => Math.max(0, ...sentences.map((sentence) => sentence.split(/\{[^}]*\}/).length - 1));

for (const [language, catalogue] of Object.entries(catalogues)) {
  for (const [code, { says, advises }] of Object.entries(english)) {
    test(`${language}: ${code} has each of its sentences and what to do, and names no more than the original`, () => {
      const entry = catalogue[code];
      const said = typeof entry === "object" && !Array.isArray(entry) ? entry : Object.fromEntries((says.length > 0 ? says : [""]).map((sentence) => [sentence, entry]));
      assert.deepEqual(Object.keys(said).sort(), says.length > 0 ? [...says].sort() : [""]);
      for (const [sentence, { 0: message, 1: hint, length }] of Object.entries(said)) {
        assert.equal(length, 2, "a message and a hint");
        // What the browser says is named as a whole.
        assert.ok(Math.max(0, ...places(message)) <= Math.max(room([sentence]), says.length > 0 ? 0 : 1), message);
        assert.ok(Math.max(0, ...places(hint)) <= room(advises), hint);
      }
    });
  }
}

for (const [language, catalogue] of Object.entries(catalogues)) {
  test(`${language}: every entry is of a code that an error can carry`, () => {
    assert.deepEqual(Object.keys(catalogue).filter((code) => !english[code]), []);
  });
}

test("every code that the scripts write was found, however it is written there", async () => {
  const folder = new URL("../src/", import.meta.url);
  const scripts = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(scripts.map((name) => readFile(new URL(name, folder), "utf8")));
  const codes = texts.flatMap((text) => [...text.matchAll(/(?:\bcode:\s*|asCircleError\([^"\n]*)"([a-z_]+\.[a-z_0-9]+)"/g)].map(([, code]) => code));
  assert.ok(codes.length > 30, `${codes.length} codes`);
  assert.deepEqual(codes.filter((code) => !english[code]), []);
});

test("nothing stands in the list of codes as a script writes it", async () => {
  assert.doesNotMatch(await readFile(new URL("../dist/CODES.md", import.meta.url), "utf8"), /\$\{/);
});

test("every code of the sources says what to do", () => {
  assert.deepEqual(Object.keys(english).filter((code) => english[code].advises.length === 0), []);
});

test("a problem is told in Spanish, with what it names, and in English where there is no other", async () => {
  const peer = await load({ worker: false });
  const { problems } = await peer.people.read("id,name\np1,Ada\np1,Bo\n");
  const twice = problems.find(({ code }) => code === "roster.duplicate_id");
  assert.equal(translated(twice, "es-MX").hint, "quédese con una de las dos filas, o dé a cada persona un identificador propio");
  assert.deepEqual(translated(twice, "fi"), { message: twice.message, hint: twice.hint });
  // Each of the sentences that one code has is told in its own words.
  const said = (message) => translated({ ...twice, message }, "es").message;
  assert.equal(said('the id "p1" is given twice'), "el identificador «p1» aparece dos veces");
  assert.equal(said(twice.message), "el identificador «p1» ya está en la fila 2; esta fila se dejó fuera");
  // A sentence that is no longer known stays as it is.
  assert.equal(said("p1 is there again"), "p1 is there again");
  peer.close();
});

test("what a message names is told in the other language too", () => {
  const said = (code, message) => translated({ code, message, hint: "" }, "es").message;
  assert.equal(said("call.budget", "budget.work is not a number of 0 or more"), "budget.work no es un número de 0 o más");
  const differs = "this browser shows c1-1 at 2020-10-06 18:30:00 and Europe/Oslo has it at 2020-10-06T17:30";
  assert.equal(said("zone.host_differs", differs), "este navegador muestra c1-1 a las 2020-10-06 18:30:00 y Europe/Oslo lo tiene a las 2020-10-06T17:30");
});

test("what a hint names is told in the other language too", () => {
  const [message, hint] = ["the archive lists 7000 files", "at most 5000 are read"];
  assert.equal(translated({ code: "limit.archive_entries", message, hint }, "es").hint, "se leen como mucho 5000");
});
