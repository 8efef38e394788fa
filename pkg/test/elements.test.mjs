// What is said about the elements, to editors, catalogues and type checkers, is what the elements are.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../dist/index.js";

const root = new URL("../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("dist/custom-elements.json", root), "utf8"));
const { customElements, exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const folders = readdirSync(new URL("src/elements/", root)).filter((name) => name.startsWith("circle-"));
const all = new Map(manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName).map((one) => [one.tagName, one]));

test("the manifest has each element, under paths of the package", () => {
  assert.deepEqual([...all.keys()].sort(), folders.sort());
  assert.equal(customElements, "dist/custom-elements.json");
  for (const { path } of manifest.modules) assert.ok(existsSync(new URL(path, root)), path);
  for (const tag of folders) assert.ok(exports[`./elements/${tag}`], `${tag} has no entry`);
  const defined = manifest.modules.flatMap((module) => module.exports).filter(({ kind }) => kind === "custom-element-definition");
  assert.deepEqual(defined.map(({ name }) => name).sort(), folders.sort());
});

for (const [tag, { attributes, members, events, description }] of all) {
  test(`${tag}: every attribute, property and event is described, and nothing inner is told`, async () => {
    const module = await import(`../dist/elements/${tag}/index.js`);
    const type = Object.values(module).find((one) => one.elementProperties ?? one.observedAttributes);
    // Lit itself says which attributes there are; what has none to it is state.
    const observed = type.observedAttributes.filter((name) => attributes.some((one) => one.name === name));
    assert.deepEqual(attributes.map(({ name }) => name).sort(), observed.sort());
    assert.ok(description && events.length > 0);
    for (const one of attributes) assert.ok(one.description, `${one.name} of ${tag} is not described`);
    for (const { name, type: { text } } of events) assert.ok(text === "Event" || module[text], `${name} is no ${text}`);
    assert.ok(attributes.some(({ name }) => name === "demo"));
    assert.deepEqual(members.filter(({ description }) => !description).map(({ name }) => name), []);
    const inside = /^(#.*|said|clock|formAssociated|shadowRootOptions|styles|properties|\w+Callback)$/;
    assert.deepEqual(members.map(({ name }) => name).filter((name) => inside.test(name)), []);
    for (const { fieldName } of attributes) assert.ok(members.some(({ name }) => name === fieldName), `${fieldName} is no property of ${tag}`);
  });
}

test("why something identifies and why a code is suggested is said in Spanish, by every code that the core has", async () => {
  const { why } = await import("../dist/elements/circle-coder/es-reasons.js");
  const sources = (folder) => {
    const names = readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".rs"));
    return names.map((name) => readFileSync(new URL(`${folder}${name}`, root), "utf8").replace(/#\[cfg\(test\)\][^]*$/, "").replace(/^\s*\/\/.*$/gm, "")).join("\n");
  };
  const codes = (code, form) => [...new Set([...code.matchAll(form)].map(([, found]) => found))];
  const deid = sources("../src/transcripts/deid/");
  const identifies = codes(sources("../src/transcripts/kinds/") + deid, /\bWhy\(\s*"([a-z_]+\.[a-z_]+)"/g);
  const remains = codes(deid, /"((?:doubt|alone|others)\.[a-z_]+)"/g);
  const learn = sources("../src/themes/learn/");
  const seen = codes(learn, /\bName\(\s*"([a-z_]+)"/g);
  assert.ok(identifies.length > 50 && remains.length === 5 && seen.length === 20, `${identifies.length}, ${remains.length}, ${seen.length} were found`);
  const cues = codes(learn, /"(cue\.[a-z]+)"/g).flatMap((code) => [code, `${code}_negated`]);
  const all = [...identifies, ...remains, ...cues, ...seen.map((name) => `learnt.${name}`), "learnt.meaning"];
  assert.deepEqual(all.filter((code) => why(code, () => "") === ""), []);
  const { es } = await import("../dist/elements/circle-coder/es.js");
  const missed = codes(deid, /"(missed\.[a-z_]+)"/g);
  assert.deepEqual(Object.keys(es.warnings).sort(), missed.sort());
  const of = (values) => (name) => values[name] ?? "";
  assert.equal(why("doubt.replaced", of({ reason: "date.year" })), "quizá no identifica: un año");
  assert.equal(why("alone.has", of({ attribute: "rank" })), "una sola persona del listado tiene esto: rank");
  assert.equal(why("learnt.oneself", of({ with: "asks" })), "habla de sí y hace una pregunta (aprendido de las codificaciones)");
  assert.equal(why("of.another_release", of({})), "");
});

test("the package's own codebook is there in Spanish as a whole, but for what is looked for in English", async () => {
  const { code } = await import("../dist/elements/circle-coder/es-codes.js");
  const peer = await load({ worker: false });
  const { title, codes } = await peer.themes.circle();
  const all = [title, ...codes.flatMap(({ name, definition, include, exclude }) => [name, definition, ...include, ...exclude])];
  assert.deepEqual(all.filter((words) => !code(words)), []);
  peer.close();
});

test("the agenda of a session has one name in Spanish: that of the letters", async () => {
  const [letters] = /Agenda \w+/.exec(readFileSync(new URL("../src/calendar/texts/templates.rs", root), "utf8"));
  const { es } = await import("../dist/elements/circle-calendar/es.js");
  assert.equal(es.agenda, letters);
  const { code } = await import("../dist/elements/circle-coder/es-codes.js");
  assert.match(code("A topic, a leader and an agenda help, as long as they leave room for what people bring."), /una agenda/);
});

test("the fixtures for React and for plain pages compile, and their mistakes do not", () => {
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "--jsx", "react-jsx"];
  const files = ["test/types/react.tsx", "test/types/dom.ts"];
  try {
    execFileSync(process.execPath, [tsc, ...options, "--ignoreConfig", ...files], { cwd: root, encoding: "utf8" });
  } catch ({ stdout }) {
    assert.fail(stdout);
  }
});

test("the manifest has every part that a page can reach, and the properties that all of them follow", () => {
  const ours = (tag) => readdirSync(new URL(`src/elements/${tag}/`, root)).filter((name) => name.endsWith(".ts"));
  for (const [tag, { cssParts = [], cssProperties = [] }] of all) {
    const sources = ours(tag).map((name) => readFileSync(new URL(`src/elements/${tag}/${name}`, root), "utf8")).join("\n");
    const used = new Set([...sources.matchAll(/\bpart="([a-z-]+)"/g)].map(([, name]) => name));
    const told = cssParts.map(({ name }) => name);
    assert.deepEqual([...used].filter((name) => !told.includes(name)), [], `parts of ${tag} that nobody is told of`);
    assert.equal(new Set(told).size, told.length);
    assert.deepEqual(cssProperties.map(({ name }) => name), ["accent", "on-accent", "radius", "font"].map((name) => `--peer-circle-${name}`), tag);
  }
});
