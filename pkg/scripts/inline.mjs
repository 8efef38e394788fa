// Writes dist/inline.js: the package in one file, for hosts that serve one script and nothing beside it.

import { readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What is carried, by the name after `inside:`. */
const FILES = {
  forming: "dist/wasm/peer_circle_forming_bg.wasm",
  coding: "dist/wasm/peer_circle_coding_bg.wasm",
  lists: "dist/data/lists.bin",
  worker: "dist/worker.js",
};

const inside = {
  name: "inside",
  setup(build) {
    build.onResolve({ filter: /\/files\.js$/ }, ({ resolveDir }) => ({ path: `${resolveDir.replace(/\/dist.*$/, "/dist")}/core/inside.js` }));
    build.onResolve({ filter: /^inside:/ }, ({ path }) => ({ path: path.slice("inside:".length), namespace: "inside" }));
    build.onLoad({ filter: /.*/, namespace: "inside" }, ({ path }) => ({ contents: contents(path), loader: "text" }));
  },
};

function contents(name) {
  const bytes = readFileSync(FILES[name]);
  return name === "worker" ? bytes.toString() : gzipSync(bytes, { level: 9 }).toString("base64");
}

/** Bundles it; `shared` are the options of every bundle of the package. */
export async function inline(shared) {
  // Its types are those of the package, in files of their own.
  await build({ ...shared, entryPoints: ["dist/inline.js"], outfile: "dist/inline.js", allowOverwrite: true, plugins: [inside] });
  for (const ending of ["js", "d.ts"]) rmSync(`dist/core/inside.${ending}`);
}
