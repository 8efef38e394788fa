// The examples for Node do what they say, with the package where npm would put it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** A copy of an example, with what it says to install beside it. */
async function installed(example, visit) {
  const folder = await mkdtemp(join(tmpdir(), "peer-circle-example-"));
  try {
    await cp(path(`examples/${example}`), folder, { recursive: true });
    await mkdir(join(folder, "node_modules"));
    await symlink(path("pkg"), join(folder, "node_modules/peer-circle"));
    for (const name of ["ajv", "ajv-formats"]) await symlink(path(`pkg/node_modules/${name}`), join(folder, "node_modules", name));
    await visit(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("a programme from its roster to its calendar, in Node", () =>
  installed("node", async (folder) => {
    const given = [path("examples/data/physicians.csv"), path("examples/data/programme.json"), join(folder, "term.ics")];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["programme.mjs", ...given], { cwd: folder });
    assert.equal(stderr, "");
    const people = stdout.trim().split("\n").map((line) => Number(/: (\d+) people, \d+ sessions, .+/.exec(line)[1]));
    assert.equal(people.reduce((sum, members) => sum + members), 50);
    assert.match(await readFile(join(folder, "term.ics"), "utf8"), /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
  }));

test("a portal gives the page and the package, checks what is sent, and makes circles of it", () =>
  installed("portal", async (folder) => {
    const { portal } = await import(pathToFileURL(join(folder, "server.mjs")));
    const server = (await portal(await readFile(path("examples/data/programme.json"), "utf8"))).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const at = `http://127.0.0.1:${server.address().port}`;
    const send = (person) => fetch(`${at}/signups`, { method: "POST", body: new URLSearchParams({ signup: JSON.stringify(person) }) });
    try {
      assert.match(await (await fetch(at)).text(), /<circle-signup name="signup"/);
      assert.equal((await fetch(`${at}/peer-circle/elements/circle-signup.js`)).headers.get("content-type"), "text/javascript");
      assert.equal((await fetch(`${at}/peer-circle/../package.json`)).status, 404);
      const empty = await fetch(`${at}/circles`);
      assert.deepEqual([empty.status, /circles\.nobody/.test(await empty.text())], [422, true]);
      assert.equal((await send({ name: "Ada" })).status, 422);
      const free = [{ day: "tuesday", from: "12:00", to: "13:00" }];
      for (let at = 0; at < 12; at++) {
        const person = { id: `p${at}@example.org`, name: `P${at}`, email: `p${at}@example.org`, leader: at % 6 === 0, availability: free };
        assert.equal((await send(person)).status, 200);
      }
      const { circles, waiting } = await (await fetch(`${at}/circles`)).json();
      assert.deepEqual([circles.flatMap(({ members }) => members).length, waiting.length], [12, 0]);

      // A circle is registered once, and takes those whom it invites.
      const ada = { id: "ada@example.org", name: "Ada", email: "ada@example.org", leader: true, availability: free, circle: "Night <shift>", invited: ["Bo", "CY@example.org", "Di", "Eve"], platform: "Zoom", url: "https://zoom.example.org/1" };
      assert.equal((await send(ada)).status, 200);
      assert.equal((await send({ ...ada, id: "eve@example.org", email: "eve@example.org", name: "Eve" })).status, 422);
      const join = (id, name) => send({ id, email: id, name, circle: ada.circle });
      assert.deepEqual([(await join("z@example.org", "Zed")).status, (await join("b@example.org", "bo")).status, (await join("cy@example.org", "C.")).status], [422, 200, 200]);
      assert.match(await (await fetch(`${at}/?circle=${encodeURIComponent(ada.circle)}`)).text(), /circle="Night &#60;shift&#62;"/);
      assert.doesNotMatch(await (await fetch(`${at}/?circle=Other`)).text(), /circle="/);
      for (const [id, name] of [["di@example.org", "Di"], ["e@example.org", "Eve"]]) assert.equal((await join(id, name)).status, 200);
      const made = await (await fetch(`${at}/circles`)).json();
      const night = made.circles.find(({ name }) => name === ada.circle);
      assert.deepEqual([night.members.length, night.platform, night.url], [5, "Zoom", "https://zoom.example.org/1"]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }));
