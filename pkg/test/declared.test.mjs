// What TypeScript is told of the interface: every word of it documented, and no type of it any.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { complaints, program, ts } from "./compiler.mjs";

const dist = new URL("../dist/", import.meta.url);
const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
/** Of the generated bindings only the data are of the interface; what stands after the first class is for the package alone. */
const text = async (name) => (await readFile(new URL(name, dist), "utf8")).split(name.startsWith("wasm/") ? /^(?=\/\*\*\n(?: \*.*\n)* \*\/\nexport class )/m : /$(?!.)/m)[0];

/** What a page may import types of. */
const INTERFACE = /^(index|inline|load|peer|error|doctor|version|messages\/index|rooms\/\w+|core\/(call|source|protocol)|wasm\/peer_circle_(forming|coding))\.d\.ts$/;
/** Declarations that no page sees, though a file of the interface has them. */
const INSIDE = /@internal|export type \{|^export (declare )?(function (call|followed|bytes|seedOr|compile\w*|place|peerOver|resampled|ownLists)|type (Request|ToWorker|ToPage)|interface (Control|Channel|EquippedChannel|Edited)|declare const HALVES)/;

/** The declarations of a file and of what stands directly in them, each with whether a comment is before it. */
function declarations(text) {
  const found = [];
  let [depth, kind, comment, outer] = [0, "", "", ""];
  for (const line of text.split("\n").map((line) => line.trim())) {
    if (/^\/?\*/.test(line)) {
      comment = line.startsWith("/**") ? line : `${comment}\n${line}`;
      continue;
    }
    if (line === "" || line.startsWith("//")) continue;
    if (depth === 0) {
      [, , , kind = ""] = /^export (declare )?(abstract )?(interface|class|function|type|const)\b/.exec(line) ?? [];
      outer = `${comment}\n${line}`;
    }
    const member = depth === 1 && ["interface", "class"].includes(kind) && /^(static |readonly |get |set )*["\w]+\??[(:<]/.test(line) && !/^(constructor|free)\(/.test(line);
    const inside = INSIDE.test(line) || INSIDE.test(comment) || INSIDE.test(outer.split("\n").at(-1)) || outer.includes("@internal");
    if (((depth === 0 && kind !== "") || member) && !inside) found.push({ line, told: comment !== "" });
    comment = "";
    depth += (line.match(/[{(]/g) ?? []).length - (line.match(/[})]/g) ?? []).length;
  }
  return found;
}

test("everything of the interface is documented", async () => {
  let all = 0;
  const untold = [];
  for (const name of files.filter((name) => INTERFACE.test(name))) {
    const found = declarations(await text(name));
    all += found.length;
    untold.push(...found.filter(({ told }) => !told).map(({ line }) => `${name}: ${line}`));
  }
  assert.ok(all > 1000, `${all} declarations were found`);
  assert.deepEqual(untold, []);
});

test("no type is any", async () => {
  for (const name of files.filter((name) => !name.endsWith("_bg.wasm.d.ts"))) {
    const code = (await text(name)).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(code, /[:<|&,(=]\s*any\b|\bas any\b|any\[\]/, name);
  }
});

/** What a module exports, behind the names by which it does. */
function exported(checker, source) {
  const all = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return all.map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));
}

/** What no page can call: private members, and those that are for the package. */
function hidden(node) {
  const flags = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const own = node.name && ts.isPrivateIdentifier(node.name);
  return own || (ts.getCombinedModifierFlags(node) & flags) !== 0 || ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal");
}

/**
 * The types that public declarations name and no page can import by that name; what a class is built upon is looked
 * through. What both halves of the engine declare is the same in both.
 */
function unnamed(found, checker, importable) {
  const missing = new Set();
  const seen = new Set();
  const symbolOf = (name) => {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };
  const walk = (node) => {
    if (hidden(node)) return;
    if (ts.isHeritageClause(node) && ts.isClassDeclaration(node.parent)) return node.types.forEach(({ expression }) => through(symbolOf(expression)));
    const name = ts.isTypeReferenceNode(node) ? node.typeName : ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
    const symbol = name && symbolOf(name);
    const own = symbol?.declarations?.every((one) => one.getSourceFile().fileName.includes("/dist/") && !ts.isTypeParameterDeclaration(one));
    if (own && !importable.has(symbol.name)) missing.add(name.getText());
    ts.forEachChild(node, walk);
  };
  const through = (symbol) => {
    if (!symbol || seen.has(symbol)) return;
    seen.add(symbol);
    symbol.declarations.filter((one) => one.getSourceFile().fileName.includes("/dist/")).forEach(walk);
  };
  found.forEach(through);
  return [...missing];
}

test("every type of the interface can be imported, and nothing of the package's inside", () => {
  const all = program({ "declared.ts": 'import "peer-circle"; import "peer-circle/messages";' });
  const checker = all.getTypeChecker();
  const names = (...symbols) => new Set(symbols.map(({ name }) => name));
  const of = (name) => exported(checker, all.getSourceFile(fileURLToPath(new URL(name, dist))));
  const index = of("index.d.ts");
  assert.ok(index.length > 200, `${index.length} are exported`);
  assert.deepEqual(unnamed(index, checker, names(...index)), []);
  const messages = of("messages/index.d.ts");
  assert.deepEqual(unnamed(messages, checker, names(...index, ...messages)), []);
  const inside = [...names(...index)].filter((name) => /^(Error|Work|\w+Handle|Init\w+|SyncInit\w+|NameLists|TranscriptReader)$/.test(name));
  assert.deepEqual(inside, []);
});

test("what is told of problems has a place and a hint", () => {
  const use = `import { load } from "peer-circle"; import type { Problem } from "peer-circle"; import { translated } from "peer-circle/messages";
    const { problems } = await (await load()).people.read("");
    const [first]: Problem[] = problems;
    if (first) console.log(first.place.line, first.hint.length, translated(first, "es").hint);
    export {};`;
  assert.deepEqual(complaints({ "told.mts": use }), []);
});

test("no comment speaks Rust, nor of the package's own sources", async () => {
  for (const name of files) {
    const told = await readFile(new URL(name, dist), "utf8");
    assert.doesNotMatch(told, /\bsrc\/|\.rs\b/, name);
    assert.doesNotMatch(told, /use peer_circle|assert_eq!|assert!\(|\]\((super|crate|self)::|\[`[^\]\n]*`\]/, name);
  }
});
