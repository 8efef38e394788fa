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

/** Codes and what they say; what is filled in stands in braces. */
const codes = new Map();
const TEXT = /"((?:[^"\\]|\\[^])*)"/.source;
const RUST = new RegExp(`Error::new\\(\\s*"([a-z_]+\\.[a-z_0-9]+)",\\s*(?:format!\\(\\s*)?(?:${TEXT})?`, "g");
const EARLIER = new RegExp(`format!\\(\\s*${TEXT}`, "g");
const SCRIPT = new RegExp(`code: "([a-z_]+\\.[a-z_]+)",\\s*message: (?:${TEXT}|\`([^\`]*)\`)?`, "g");
const PASSED_ON = /asCircleError\(\w+, "([a-z_]+\.[a-z_]+)"/g;

function note(code, said = "") {
  const plain = said.replace(/\\\n\s*/g, "").replace(/\\(.)/g, "$1");
  if (!codes.get(code)) codes.set(code, plain);
}

for (const name of files("src", ".rs")) {
  // Examples and tests make up codes of their own.
  const code = read(name).replace(/^\s*\/\/[/!].*$/gm, "").replace(/#\[cfg\(test\)\][^]*$/, "");
  for (const { 0: whole, 1: found, 2: said, index } of code.matchAll(RUST)) {
    // A message that has a name was written just before.
    const before = code.slice(Math.max(0, code.lastIndexOf("fn ", index)), index);
    note(found, said ?? (/message$/.test(code.slice(index, index + whole.length + 7)) ? [...before.matchAll(EARLIER)].at(-1)?.[1] : ""));
  }
}
for (const name of files("pkg/src", ".ts")) {
  const code = read(name);
  for (const [, found, plain, filled] of code.matchAll(SCRIPT)) note(found, plain ?? filled?.replaceAll("${", "{"));
  for (const [, found] of code.matchAll(PASSED_ON)) note(found, "(what the browser says)");
}

const rows = [...codes].sort(([one], [other]) => (one < other ? -1 : 1));
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
writeFileSync(
  new URL("pkg/dist/CODES.md", root),
  `# Error codes

A code keeps its meaning; messages may be improved at any time.

| code | says |
| --- | --- |
${rows.map(([code, message]) => `| \`${code}\` | ${cell(message)} |`).join("\n")}
`,
);

const templates = new URL("pkg/dist/messages/", root);
mkdirSync(templates, { recursive: true });
writeFileSync(new URL("templates.js", templates), `export const english = ${JSON.stringify(Object.fromEntries(rows), null, 1)};\n`);
// The type is said by who imports it, as with the sample data.
writeFileSync(new URL("templates.d.ts", templates), "export declare const english: unknown;\n");
