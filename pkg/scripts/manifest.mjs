// Writes dist/custom-elements.json: what editors, catalogues and framework tools read about the elements. The analyzer
// reads the sources; here their paths become those of the package, and what is nobody else's business is left out.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const analyzer = require.resolve("@custom-elements-manifest/analyzer/cem.js");
const GLOBS = ["--globs", "src/elements/circle-*/index.ts", "--globs", "src/elements/circle-*/global.ts"];

execFileSync(process.execPath, [analyzer, "analyze", "--litelement", "--quiet", ...GLOBS, "--outdir", "dist"], { stdio: "inherit" });
const file = new URL("../dist/custom-elements.json", import.meta.url);
const manifest = JSON.parse(readFileSync(file, "utf8"));

const published = (path) => path.replace(/^\/?src\//, "dist/").replace(/\.ts$/, ".js");
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const inner = ({ name = "", privacy, description = "" }) => name.startsWith("#") || privacy !== undefined && privacy !== "public" || description.includes("@internal");
/** What Lit and the browser ask of an element, and pages do not. */
const ASKED = /^(formAssociated|shadowRootOptions|form\w+Callback)$/;

/** An event of our own is named after its class; what the analyzer took for another is an argument of a constructor. */
function typed(event) {
  if (event.name === "change") return { ...event, type: { text: "Event" } };
  return { ...event, type: { text: `${event.name.split("-").map(capital).join("")}Event` } };
}

function publicOnly(declared, states, source) {
  const shown = (one) => !inner(one) && !states.has(one.fieldName ?? one.name);
  // The analyzer also takes for a member what the element sets on one of its parts.
  const own = ({ name }) => !ASKED.test(name) && new RegExp(`^  (\\w+ )*${name}\\b`, "m").test(source);
  if (declared.members) declared.members = declared.members.filter((one) => shown(one) && own(one));
  if (declared.attributes) declared.attributes = declared.attributes.filter(shown);
  if (declared.events) declared.events = declared.events.filter(({ description }) => description).map(typed);
  return declared;
}

for (const module of manifest.modules) {
  const source = readFileSync(new URL(`../${module.path}`, import.meta.url), "utf8");
  module.path = published(module.path);
  // What Lit keeps for drawing is neither a property nor an attribute for others.
  const states = new Set([...source.matchAll(/^ {4}(\w+): \{ state: true/gm)].map(([, name]) => name));
  const exported = new Set((module.exports ?? []).map(({ name }) => name));
  module.declarations = (module.declarations ?? []).filter(({ name }) => exported.has(name)).map((declared) => publicOnly(declared, states, source));
  for (const { declaration } of module.exports ?? []) if (declaration?.module) declaration.module = published(declaration.module);
}
rmSync(file);
writeFileSync(file, `${JSON.stringify(manifest, null, 1)}\n`);
