// Writes dist/schemas/: a JSON Schema of each thing that crosses to a server, so that a back end in any language can
// check it. The bindings declare the types from the Rust sources; these schemas are drawn from those declarations.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";

const BINDINGS = "dist/wasm/peer_circle.d.ts";
const SIGNUP = "dist/elements/circle-signup/answers.d.ts";

/** The type behind each file; a sign-up sends a participant and, where a circle is registered, a registration. */
const SCHEMAS = {
  participant: [BINDINGS, "Participant"],
  registration: [SIGNUP, "Registration"],
  roster: [BINDINGS, "Roster"],
  rules: [BINDINGS, "Rules"],
  plan: [BINDINGS, "Plan"],
  programme: [BINDINGS, "Programme"],
  term: [BINDINGS, "Term"],
};

mkdirSync("dist/schemas", { recursive: true });
for (const [name, [path, type]] of Object.entries(SCHEMAS)) {
  // Later versions may add fields: a server that is older must not refuse them.
  const generator = createGenerator({ path, type, tsconfig: "tsconfig.json", skipTypeCheck: true, additionalProperties: true });
  writeFileSync(join("dist/schemas", `${name}.json`), `${JSON.stringify(generator.createSchema(type), null, 2)}\n`);
}
