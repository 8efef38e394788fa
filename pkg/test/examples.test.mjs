// The examples for Node do what they say, with the package where npm would put it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test("a programme from its roster to its calendar, in Node", async () => {
  const folder = await mkdtemp(join(tmpdir(), "peer-circle-example-"));
  try {
    await cp(path("examples/node"), folder, { recursive: true });
    await mkdir(join(folder, "node_modules"));
    await symlink(path("pkg"), join(folder, "node_modules/peer-circle"));
    const given = [path("examples/data/physicians.csv"), path("examples/data/programme.json"), join(folder, "term.ics")];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["programme.mjs", ...given], { cwd: folder });
    assert.equal(stderr, "");
    const people = stdout.trim().split("\n").map((line) => Number(/: (\d+) people, \d+ sessions, .+/.exec(line)[1]));
    assert.equal(people.reduce((sum, members) => sum + members), 50);
    assert.match(await readFile(join(folder, "term.ics"), "utf8"), /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
