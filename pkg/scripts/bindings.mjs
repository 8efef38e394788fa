// Makes of what the bindings declare what TypeScript reads: Rust's samples and links go, an `Error` is a `Problem` as in the
// JSON, and the types of both halves come together: in data.d.ts what the package gives and takes, in peer_circle.d.ts
// also the handles, which are for the package alone.

import { readFileSync, writeFileSync } from "node:fs";

const wasm = new URL("../dist/wasm/", import.meta.url);
const HALVES = ["peer_circle_forming", "peer_circle_coding"];

/** A block of code in a comment, with the blank line before it. A fence that names no language is Rust's. */
const BLOCK = /(?:^ *\*\n)?^( *\* )```(\w*)\n[^]*?^\1```\n/gm;
const RUST = ["", "rust", "no_run"];
/** A link to another item, by its path or by its name. */
const LINK = /\[([^\]\n]+)\]\([\w:]+\)|\[(`[^`\n]+`)\](?!\()/g;

const camel = (name) => name.replaceAll("::", ".").replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function comment(text) {
  return text
    .replace(BLOCK, (block, _, language) => (RUST.includes(language) ? "" : block))
    .replace(LINK, (_, said, named) => (named ?? said).replace(/`[^`]+`/g, camel));
}

/** The declarations with their comments as they are for TypeScript. */
function adapted(text) {
  const parts = text.split(/^( *\/\*\*\n(?: *\*.*\n)*? *\*\/\n)/m);
  return parts.map((part, at) => (at % 2 ? comment(part) : part.replace(/\bError\b/g, "Problem"))).join("");
}

const known = new Set();
const reexported = { data: "", all: 'export type * from "./data.js";\n' };

/** What two halves declare is the first one's; what one declares twice, of two types that are alike, is one. */
function line(text, kinds, half) {
  const declared = new Set([...text.matchAll(kinds)].map(([, name]) => name));
  const names = [...declared].filter((name) => !known.has(name));
  names.forEach((name) => known.add(name));
  return `export type { ${names.join(", ")} } from "./${half}.js";\n`;
}

for (const half of HALVES) {
  const file = new URL(`${half}.d.ts`, wasm);
  const text = adapted(readFileSync(file, "utf8"));
  writeFileSync(file, text);
  // How the module itself is started is nobody's interface.
  reexported.data += line(text, /^export (?:interface|type) (?!InitInput|InitOutput|SyncInitInput)(\w+)/gm, half);
  reexported.all += line(text, /^export class (\w+)/gm, half);
}
writeFileSync(new URL("data.d.ts", wasm), reexported.data);
writeFileSync(new URL("peer_circle.d.ts", wasm), reexported.all);
