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
/** A literal of a script, and all that may stand in one. */
const LITERAL = /"(?:[^"\\]|\\[^])*"|`(?:[^`\\]|\\[^])*`/.source;
const SCRIPT = /\bcode:\s*"([a-z_]+\.[a-z_0-9]+)"/g;
const PASSED_ON = new RegExp(`asCircleError\\(\\w+, "([a-z_]+\\.[a-z_0-9]+)"(?:, (${LITERAL}|[A-Z]+))?`, "g");

const plain = (text) => text.replace(/\\\n\s*/g, "").replace(/\\(.)/g, "$1");

function note(code, says, advises) {
  if (!codes.has(code)) codes.set(code, { says: new Set(), advises: new Set() });
  for (const text of says) codes.get(code).says.add(plain(text));
  for (const text of advises) if (text) codes.get(code).advises.add(plain(text));
}

/** The values of an object that is written out in a script, by their names, from a place in it to its end. */
function written(code, from) {
  const values = {};
  for (let at = from; ; at++) {
    const name = /^\s*(\w+)/.exec(code.slice(at))?.[1];
    const end = valueEnd(code, at);
    // A name alone is a value's as well.
    if (name) values[name] = code.slice(at, end).trim().replace(new RegExp(`^${name}\\s*:\\s*`), "");
    if (code[end] !== ",") return values;
    at = end;
  }
}

/** Where what begins at a place is over: at a comma, or the bracket that closes what it stands in. */
function valueEnd(code, from) {
  const passed = new RegExp(`^(?:${LITERAL}|'(?:[^'\\\\]|\\\\[^])*'|//.*)`);
  for (let [at, depth] = [from, 0]; at < code.length; at++) {
    const text = passed.exec(code.slice(at));
    if (text) at += text[0].length - 1;
    else if (/[([{]/.test(code[at])) depth++;
    else if (depth === 0 && /[,)\]}]/.test(code[at])) return at;
    else if (/[)\]}]/.test(code[at])) depth--;
  }
  throw new Error(`what is written here has no end: ${code.slice(from, from + 80)}`);
}

/** The sentence that a value is; none where it is made when the script runs. */
function sentence(code, index, value = "") {
  // What a name stands for is said before, the last time in the same function; a constant may also come after.
  const named = /^\w+$/.test(value) ? [...code.matchAll(new RegExp(`\\bconst ${value} = (${LITERAL}|.*)`, "g"))] : [];
  const text = (named.findLast((one) => one.index < index) ?? named[0])?.[1] ?? value;
  return new RegExp(`^(?:${LITERAL})$`).test(text) ? text.slice(1, -1).replaceAll("${", "{") : undefined;
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
  for (const { 1: found, index } of code.matchAll(SCRIPT)) {
    const { message, hint } = written(code, index);
    if (!message) throw new Error(`${name}: ${found} is written without its message after it`);
    const said = sentence(code, index, message);
    note(found, said === undefined ? [] : [said], [sentence(code, index, hint)]);
  }
  for (const { 1: found, 2: hint, index } of code.matchAll(PASSED_ON)) note(found, [], [sentence(code, index, hint)]);
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
