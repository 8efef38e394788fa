// Builds dist/: modules and types by tsc, then what has to be one file by esbuild.
// `cargo xtask build` writes dist/wasm first.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inline } from "./inline.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

if (!existsSync("dist/wasm/peer_circle_forming.d.ts")) {
  console.error("dist/wasm is missing: run `cargo xtask build`");
  process.exit(1);
}

// What the bindings say to TypeScript, sample data that elements import, what errors say, and their types.
for (const script of ["bindings.mjs", "samples.mjs", "codes.mjs"]) execFileSync(process.execPath, [join("scripts", script)], { stdio: "inherit" });
execFileSync(process.execPath, [join("node_modules", "typescript", "bin", "tsc")], { stdio: "inherit" });

// What the modules fetch lies beside them, and types for templates whose frameworks are not needed to build the package.
cpSync("data", "dist/data", { recursive: true });
cpSync("types", "dist/elements", { recursive: true });

for (const script of ["manifest.mjs", "schemas.mjs"]) {
  execFileSync(process.execPath, [join("scripts", script)], { stdio: "inherit" });
}

const shared = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};

// The worker, in one file: bundlers and other origins need nothing else.
await build({ ...shared, entryPoints: ["dist/worker.js"], outfile: "dist/worker.js", allowOverwrite: true });

await inline(shared);

// The elements for plain pages: Lit is inside, shared between them; the facade stays the file it is.
const elements = readdirSync("src/elements", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`dist/elements/${entry.name}/global.js`))
  .map(({ name }) => ({ in: `dist/elements/${name}/global.js`, out: name }));
if (elements.length > 0) {
  // Their names change with what is in them: those of an earlier build are nobody's.
  for (const name of readdirSync("dist/elements")) if (/^shared-.*\.js$/.test(name)) rmSync(join("dist/elements", name));
  await build({
    ...shared,
    entryPoints: elements,
    outdir: "dist/elements",
    splitting: true,
    chunkNames: "shared-[hash]",
    plugins: [facade()],
  });
}

/** Leaves imports of the package's own entries as they are, seen from dist/elements. */
function facade() {
  return {
    name: "facade",
    setup(build) {
      build.onResolve({ filter: /^\.\.\/\.\.\/(messages\/)?index\.js$/ }, ({ path }) => ({ path: path.slice(3), external: true }));
    },
  };
}
