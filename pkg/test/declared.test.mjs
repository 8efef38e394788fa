// What TypeScript is told of the interface: every word of it documented, and no type of it any.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile, readdir } from "node:fs/promises";

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
