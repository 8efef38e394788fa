// Writes dist/CODES.md: every code that an error can carry, and what it says, as the sources have it; and the same for
// the catalogue of languages, which finds in a message what it names.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const files = (folder, ending) =>
  readdirSync(new URL(folder, root), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .sort();
const read = (name) => readFileSync(new URL(name, root), "utf8");

/** Codes, the sentences that each says, with what is filled in in braces, and what each advises. */
const codes = new Map();
const TEXT = /"((?:[^"\\]|\\[^])*)"/.source;
const SENTENCE = `(?:format!\\(\\s*)?${TEXT}`;
const RUST = /Error::new\(\s*"([a-z_]+\.[a-z_0-9]+)",\s*/g;
const SAID = new RegExp(`^${SENTENCE}`);
const HINT = new RegExp(`\\.hint\\(\\s*(?:${SENTENCE})?`, "g");
/** What is quoted beside a sentence. */
const ASIDE = new RegExp(`(?:\\.hint|\\.with|\\.at_[a-z]+|\\.join|debug_assert!)\\([^;"]*${TEXT}`, "g");
const SCRIPT = new RegExp(`code: "([a-z_]+\\.[a-z_]+)",\\s*message: (?:${TEXT}|\`([^\`]*)\`)?(?=([^]{0,400}))`, "g");
const PASSED_ON = new RegExp(`asCircleError\\(\\w+, "([a-z_]+\\.[a-z_]+)"(?:, (?:${TEXT}|([A-Z]+)))?`, "g");

const plain = (text) => text.replace(/\\\n\s*/g, "").replace(/\\(.)/g, "$1");

function note(code, says, advises) {
  if (!codes.has(code)) codes.set(code, { says: new Set(), advises: new Set() });
  for (const text of says) codes.get(code).says.add(plain(text));
  for (const text of advises) if (text) codes.get(code).advises.add(plain(text));
}

/** What a constant of a script says. */
function constant(code, name) {
  return name && new RegExp(`const ${name} = ${TEXT}`).exec(code)?.[1];
}

const sources = files("src", ".rs").map(read);

/** The sentences that a name stands for: a constant's, those of a `let`, or of the function, whose closure is given one. */
function named(code, index, name = "") {
  if (/^[A-Z_]+$/.test(name)) {
    const written = new RegExp(`const ${name}: &str =\\s*${TEXT}`);
    return sources.map((source) => written.exec(source)?.[1]).filter((text) => text !== undefined);
  }
  const begins = code.lastIndexOf(`let ${name} =`, index);
  const start = code.lastIndexOf("fn ", index);
  const text = begins > start ? code.slice(begins, code.indexOf(";\n", begins)) : code.slice(start, code.indexOf("fn ", index));
  const quoted = [...text.replace(ASIDE, "").matchAll(new RegExp(TEXT, "g"))].map(([, quote]) => quote);
  return quoted.filter((quote) => /[a-zA-Z]{2,} |\} [a-z]/.test(quote));
}

for (const name of files("src", ".rs")) {
  // Examples and tests make up codes of their own.
  const code = read(name).replace(/^\s*\/\/[/!].*$/gm, "").replace(/#\[cfg\(test\)\][^]*$/, "");
  const errors = [...code.matchAll(RUST)];
  errors.forEach(({ 0: whole, 1: found, index }, at) => {
    const rest = code.slice(index + whole.length, errors[at + 1]?.index).split(/\n {0,4}\}/)[0];
    const said = SAID.exec(rest)?.[1];
    const hints = [...rest.matchAll(HINT)].flatMap(({ 1: hint, 0: call, index: where }) =>
      hint === undefined ? named(code, index, /^\w+/.exec(rest.slice(where + call.length))?.[0]) : [hint],
    );
    note(found, said === undefined ? named(code, index, /^\w+/.exec(rest)?.[0]) : [said], hints);
  });
}
for (const name of files("pkg/src", ".ts")) {
  const code = read(name);
  for (const [, found, quoted, filled, rest] of code.matchAll(SCRIPT)) {
    const [, hint, template, name] = new RegExp(`hint: (?:${TEXT}|\`([^\`]*)\`|([A-Z]+))`).exec(rest) ?? [];
    const said = quoted ?? filled?.replaceAll("${", "{");
    note(found, said === undefined ? [] : [said], [hint ?? template ?? constant(code, name)]);
  }
  for (const [, found, hint, name] of code.matchAll(PASSED_ON)) note(found, [], [hint ?? constant(code, name)]);
}

const rows = [...codes].sort(([one], [other]) => (one < other ? -1 : 1)).map(([code, { says, advises }]) => [code, [...says], [...advises]]);
const cell = (texts, none) => (texts.join("<br>") || none).replaceAll("|", "\\|").replaceAll("\n", " ");
writeFileSync(
  new URL("pkg/dist/CODES.md", root),
  `# Error codes

A code keeps its meaning; messages may be improved at any time.

| code | says | advises |
| --- | --- | --- |
${rows.map(([code, says, advises]) => `| \`${code}\` | ${cell(says, "(what the browser says)")} | ${cell(advises, "")} |`).join("\n")}
`,
);

const templates = new URL("pkg/dist/messages/", root);
mkdirSync(templates, { recursive: true });
const english = Object.fromEntries(rows.map(([code, says, advises]) => [code, { says, advises }]));
writeFileSync(new URL("templates.js", templates), `export const english = ${JSON.stringify(english, null, 1)};\n`);
// The type is said by who imports it, as with the sample data.
writeFileSync(new URL("templates.d.ts", templates), "export declare const english: unknown;\n");
