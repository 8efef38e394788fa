// Writes dist/schemas/: a JSON Schema of each thing that crosses to a server, so that a back end in any language can
// check it. The bindings declare the types from the Rust sources; these schemas are drawn from those declarations, and from
// the sources what TypeScript has no words for.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import { counted } from "./numbers.mjs";

const path = "dist/wasm/data.d.ts";

/**
 * The type behind each file; a sign-up sends a participant and, where a circle is registered, a registration; a member
 * between sessions sends absences, check-ins and suggestions of other times.
 */
const SCHEMAS = {
  participant: "Participant",
  registration: "Registration",
  roster: "Roster",
  rules: "Rules",
  plan: "Plan",
  programme: "Programme",
  term: "Term",
  absence: "Absence",
  "check-in": "CheckIn",
  attendance: "Attendance",
  suggestion: "TimeSuggestion",
};

/** What the package always tells and takes without: who keeps a plan may leave it out. */
const SPARED = { Problem: ["place", "hint"] };

function spared(schema) {
  for (const [type, fields] of Object.entries(SPARED)) {
    const definition = schema.definitions[type];
    if (definition) definition.required = definition.required.filter((field) => !fields.includes(field));
  }
  return schema;
}

mkdirSync("dist/schemas", { recursive: true });
for (const [name, type] of Object.entries(SCHEMAS)) {
  // Later versions may add fields: a server that is older must not refuse them.
  const generator = createGenerator({ path, type, tsconfig: "tsconfig.json", skipTypeCheck: true, additionalProperties: true });
  writeFileSync(join("dist/schemas", `${name}.json`), `${JSON.stringify(spared(counted(generator.createSchema(type))), null, 2)}\n`);
}
