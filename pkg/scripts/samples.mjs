// Writes dist/elements/parts/samples.js: the sample data that the attribute `demo` of an element shows. As a module it
// comes through every bundler and every content policy, and only where it is asked for.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const data = new URL("../../examples/data/", import.meta.url);
const parts = new URL("../dist/elements/parts/", import.meta.url);
const text = (name) => readFileSync(new URL(name, data), "utf8");
const json = (name) => JSON.stringify(JSON.parse(text(name)));

mkdirSync(parts, { recursive: true });
writeFileSync(
  new URL("samples.js", parts),
  `export const roster = ${JSON.stringify(text("physicians.csv"))};
export const session = ${JSON.stringify(text("session.vtt"))};
export const programme = ${json("programme.json")};
export const term = ${json("term.json")};
`,
);
// What they are is said by who imports them: a declaration that named the package's types would be a source of them.
const names = { roster: "string", session: "string", programme: "unknown", term: "unknown" };
const declared = Object.entries(names).map(([name, type]) => `export declare const ${name}: ${type};\n`);
writeFileSync(new URL("samples.d.ts", parts), declared.join(""));
