// What the Rust types say of a field that its TypeScript cannot: whole numbers and their bounds, days, instants, times.

import { readFileSync, readdirSync } from "node:fs";

const root = new URL("../../src/", import.meta.url);

const whole = (minimum, maximum) => ({ type: "integer", minimum, maximum });

/** What a Rust type adds to the schema of its TypeScript. */
const ADDED = {
  u8: whole(0, 0xff),
  u16: whole(0, 0xffff),
  u32: whole(0, 0xffff_ffff),
  u64: whole(0, Number.MAX_SAFE_INTEGER),
  usize: whole(0, 0xffff_ffff),
  i8: whole(-0x80, 0x7f),
  i16: whole(-0x8000, 0x7fff),
  i32: whole(-0x8000_0000, 0x7fff_ffff),
  i64: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  NaiveDate: { format: "date" },
  "DateTime<Utc>": { format: "date-time" },
  // A clock's time of no zone is no date-time of a schema.
  NaiveDateTime: { pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$" },
  TimeOfDay: { pattern: "^(([01]?\\d|2[0-3]):[0-5]\\d|24:00)$" },
};

/** The Rust type of each field, by type and field as JavaScript names them. */
const fields = new Map();
/** The latest version of a format, by the type that has one. */
const formats = new Map();

for (const name of readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".rs"))) {
  const code = readFileSync(new URL(name, root), "utf8").replace(/^\s*\/\/.*$/gm, "").replace(/#\[cfg\(test\)\]\nmod tests \{[^]*$/, "");
  for (const { 1: type, 2: body, index } of code.matchAll(/\n\s*pub (?:struct|enum) (\w+) \{([^]*?)\n\}/g)) {
    // Others of this name stay inside.
    if (!code.slice(code.lastIndexOf("\n\n", index), index).includes("Tsify")) continue;
    for (const [, field, of] of body.matchAll(/\b(\w+): ([\w<>:]+)/g)) fields.set(`${type}.${camel(field)}`, of);
  }
  for (const [, type, , version] of code.matchAll(/impl (\w+) \{(?:(?!\n\})[^])*?const FORMAT: (\w+) = (\d+);/g)) formats.set(`${type}.format`, Number(version));
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

/** The schema with what its fields' Rust types say. */
export function counted(schema) {
  for (const [type, definition] of Object.entries(schema.definitions)) {
    add(definition, type);
    visit(type, definition);
  }
  return schema;
}

/** Alternatives of a type stand in its definition; other types are referred to. */
function visit(type, schema) {
  for (const part of schema.anyOf ?? []) visit(type, part);
  for (const [field, of] of Object.entries(schema.properties ?? {})) {
    const name = `${type}.${field}`;
    add(of, fields.get(name) ?? "");
    if (formats.has(name)) Object.assign(of, { minimum: 1, maximum: formats.get(name) });
  }
}

function add(schema, type) {
  const [, around, inner] = /^(Option|Vec|Box)<(.*)>$/.exec(type) ?? [];
  if (around === "Vec" && schema.items) add(schema.items, inner);
  else if (around) add(schema, inner);
  else if (schema.type === "number" || schema.type === "string") Object.assign(schema, ADDED[type]);
}
