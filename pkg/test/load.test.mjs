// Starting, failing, closing, breaking down: what every call of every room stands on.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { LazyChannel } from "../dist/core/lazy.js";
import { asCircleError } from "../dist/error.js";
import { CircleError, VERSION, doctor, load, preload } from "../dist/index.js";

const folder = new URL("../dist/wasm/", import.meta.url);
const forming = new URL("peer_circle_forming_bg.wasm", folder);
const file = fileURLToPath(new URL("../worker.js", folder));
const roster = "name\nAda\n";
const coded = (code) => (error) => error instanceof CircleError && error.code === code && error.hint !== "";

/** Loads, does something, and closes again. */
async function loaded(options, act) {
  const peer = await load(options);
  try {
    return await act(peer);
  } finally {
    peer.close();
  }
}

test("the version is one in the package, the crate and the code", async () => {
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal(VERSION, version);
  assert.equal(await loaded({ worker: false }, (peer) => peer.version), version);
});

test("patience may be longer than a timer counts", async () => {
  for (const patience of [1e10, Number.MAX_SAFE_INTEGER, Infinity]) {
    const long = `id,name\n${Array.from({ length: 20_000 }, (_, at) => `p${at},P`).join("\n")}`;
    const { roster } = await loaded({ worker: true, patience }, (peer) => peer.people.read(long));
    assert.equal(roster.participants.length, 20_000);
  }
});

test("the WebAssembly may be a folder, an address, bytes or compiled", async () => {
  const bytes = new Uint8Array(await readFile(forming));
  // What comes from another frame is of other classes.
  const compiled = runInNewContext("new WebAssembly.Module(bytes)", { bytes });
  const address = runInNewContext("new (class { [Symbol.toStringTag] = 'URL'; toString = () => href })()", { href: forming.href });
  const halves = [forming, forming.href, bytes, bytes.buffer, await WebAssembly.compile(bytes), compiled, address];
  const places = [folder, folder.href, folder.href.slice(0, -1), ...halves.map((given) => ({ forming: given }))];
  for (const wasm of places) {
    const read = await loaded({ worker: true, wasm }, (peer) => peer.people.read(roster));
    assert.equal(read.roster.participants.length, 1);
  }
});

for (const ready of ["forming", "coding"]) {
  test(`with ${ready} ready, the other half starts when it is asked something`, async () => {
    const missing = new URL("file:///nowhere/");
    const wasm = { forming: new URL("f.wasm", missing), coding: new URL("c.wasm", missing), [ready]: undefined };
    await loaded({ worker: true, ready, wasm }, async (peer) => {
      const answers = { forming: () => peer.people.read(roster), coding: () => peer.themes.circle() };
      const { [ready]: here, ...others } = answers;
      await here();
      for (const other of Object.values(others)) await assert.rejects(other(), coded("engine.missing"));
    });
  });
}

test("a worker that waits keeps no program alive, and is the one that is loaded then", () => {
  const script = `import { load, preload } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
    await Promise.all([preload({ worker: true }), preload({ worker: true })]);
    const peer = await load({ worker: true });
    console.log(peer.where, (await peer.people.read("name\\nAda\\n")).roster.participants.length);
    peer.close();`;
  const told = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", timeout: 30_000 });
  assert.equal(told, "worker 1\n");
});

test("what the platform throws has a code of ours, what another copy of the package throws keeps its own", () => {
  const platform = Object.assign(new Error("no such file"), { code: "ENOENT" });
  assert.equal(asCircleError(platform, "engine.lost", "try again").code, "engine.lost");
  const other = Object.assign(new Error("was closed"), { code: "engine.closed", name: "CircleError" });
  assert.equal(asCircleError(other, "engine.lost").code, "engine.closed");
  assert.equal(asCircleError({ code: "rules.size", message: "no" }, "engine.lost").code, "rules.size");
});

test("a call to a half that has yet to start is aborted at once, and refused after closing", async () => {
  const lazy = new LazyChannel(() => new Promise(() => undefined));
  const controller = new AbortController();
  const asked = lazy.ask({ kind: "call", name: "version", args: [] }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await assert.rejects(asked, { name: "AbortError" });
  lazy.close();
  await assert.rejects(lazy.ask({ kind: "call", name: "version", args: [] }), coded("engine.closed"));
});

test("wrong WebAssembly is told apart, and the next try works", async () => {
  const bytes = new Uint8Array(await readFile(forming));
  const page = new TextEncoder().encode("<!doctype html><title>Not found</title>");
  await assert.rejects(load({ wasm: "file:///nowhere/" }), coded("engine.missing"));
  await assert.rejects(load({ wasm: { forming: page } }), coded("engine.not_wasm"));
  await assert.rejects(load({ wasm: { forming: bytes.slice(0, bytes.length / 2) } }), coded("engine.damaged"));
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await assert.rejects(load({ wasm: { forming: empty }, worker: true }), coded("engine.version"));
  const read = await loaded({ worker: true }, (peer) => peer.people.read(roster));
  assert.equal(read.roster.participants.length, 1);
});

for (const worker of [true, false]) {
  test(`a start that failed leaves nothing behind, ${worker ? "in a worker" : "in the thread"}`, async () => {
    // The right release in its words, and nothing in it that could be started.
    const words = new TextEncoder().encode(`peer-circle${VERSION}`);
    const hollow = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, words.length + 1, "peer-circle".length, ...words]);
    const start = (coding) => loaded({ worker, ready: "coding", wasm: { coding } }, (peer) => peer.themes.circle());
    await assert.rejects(start(hollow), coded("engine.not_started"));
    await assert.rejects(start(hollow), coded("engine.not_started"));
    assert.ok((await start()).codes.length > 0);
  });
}

for (const worker of [false, true]) {
  const where = worker ? "worker" : "thread";

  test(`a closed peer refuses, in the ${where}`, async () => {
    const peer = await load({ worker });
    assert.equal(peer.where, where);
    peer.close();
    await assert.rejects(peer.people.read(roster), coded("engine.closed"));
  });

  test(`many calls at once each get their own answer, in the ${where}`, async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Person ${index}`);
    const read = await loaded({ worker }, (peer) =>
      Promise.all(names.map((name) => peer.people.read(`name\n${name}\n`))),
    );
    assert.deepEqual(read.map(({ roster }) => roster.participants[0].name), names);
  });

  test(`several peers stand side by side, in the ${where}`, async () => {
    const read = await loaded({ worker }, async (one) => {
      await loaded({ worker }, (other) => other.people.read(roster));
      return one.people.read(roster);
    });
    assert.equal(read.roster.participants.length, 1);
  });
}

test("the worker's file may be a path in Node, from the current directory or absolute, or an address", async () => {
  for (const given of [file, `./${relative(process.cwd(), file)}`, pathToFileURL(file), pathToFileURL(file).href]) {
    assert.equal(await loaded({ worker: given }, ({ where }) => where), "worker");
    await preload({ worker: given, halves: ["forming"] });
    assert.equal(await loaded({ worker: given }, async (peer) => (await peer.people.read(roster)).roster.participants.length), 1);
  }
});

test("an address that gives no answer, or stops in the midst of one, is told with what may stand in the way", async (context) => {
  const unanswered = (error) => coded("engine.missing")(error) && /connect-src.*CORS/.test(error.hint);
  const answer = context.mock.method(globalThis, "fetch");
  const refuse = () => Promise.reject(new TypeError("Failed to fetch"));
  const stop = async () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("network error")) }));
  for (const come of [refuse, stop]) {
    answer.mock.mockImplementation(come);
    await assert.rejects(load({ wasm: "http://elsewhere.example/wasm/", worker: false }), unanswered);
  }
});

/** A copy of the package, without the elements, in which something is not as it was built. */
async function changed(change, act) {
  const copy = await mkdtemp(join(tmpdir(), "peer-circle-changed-"));
  try {
    await cp(new URL("../", folder), copy, { recursive: true, filter: (path) => !/\belements\b|inline/.test(path) });
    await writeFile(join(copy, "package.json"), '{ "type": "module" }');
    await change(copy);
    await act(await import(pathToFileURL(join(copy, "index.js")).href));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

test("bindings that are not served are told as the engine's, not as what was given, and the doctor finds it", () =>
  changed(
    (copy) => rm(join(copy, "wasm/peer_circle_forming.js")),
    async ({ doctor, load, preload }) => {
      const missing = ({ code, hint }) => code === "engine.missing" && /folder dist/.test(hint);
      await assert.rejects(load({ worker: false }), missing);
      await assert.rejects(preload({ worker: false }), missing);
      const { state, message } = (await doctor()).find(({ about }) => about === "worker");
      assert.equal(state, "bad");
      assert.match(message, /peer_circle_forming\.js/);
    },
  ));

const page = new TextEncoder().encode("<!doctype html><title>An app of one page</title>");
for (const [what, change, state] of [
  ["as they are", (bytes) => bytes, "good"],
  ["cut short", (bytes) => bytes.subarray(0, -1), "poor"],
  ["cut in the midst", (bytes) => bytes.subarray(0, bytes.length / 2), "poor"],
  ["cut in the heading", (bytes) => bytes.subarray(0, 10), "poor"],
  ["cut after the notice", (bytes) => bytes.subarray(0, bytes.indexOf(0) + 1), "poor"],
  ["longer than they are", (bytes) => Buffer.concat([bytes, page]), "poor"],
  ["of another heading", (bytes) => Buffer.concat([page, bytes]), "poor"],
  ["a page", () => page, "poor"],
  ["nothing", () => new Uint8Array(), "poor"],
]) {
  test(`the doctor and the engine are of one mind about lists of names that are ${what}`, () =>
    changed(
      async (copy) => writeFile(join(copy, "data/lists.bin"), change(await readFile(join(copy, "data/lists.bin")))),
      async ({ doctor, load }) => {
        const found = (await doctor()).find(({ about }) => about === "lists");
        assert.deepEqual([found.state, found.hint !== ""], [state, state === "poor"]);
        const peer = await load({ worker: false });
        const clean = await peer.transcripts.deidentify({ turns: [] }).then(() => "good", ({ code }) => code);
        assert.equal(clean, state === "good" ? "good" : "lists.unreadable");
        peer.close();
      },
    ));
}

// What the doctor says in Node: nothing is asked of a server, and a worker is one where it is wanted.
for (const [options, states, worker] of [
  [{}, "good good good good good good", /in the thread/],
  [{ worker: false }, "good good good good good good", /no worker is wanted/],
  [{ worker: true }, "good good good good good good", /in a worker/],
  [{ worker: "./" + relative(process.cwd(), file), wasm: folder }, "good good good good good good", /in a worker/],
  [{ worker: true, wasm: new URL("nowhere/", folder) }, "good bad bad bad good good", /^without the right \.wasm.*nowhere/],
]) {
  test(`the doctor in Node, asked about ${JSON.stringify(options)}`, async () => {
    const findings = await doctor(options);
    assert.equal(findings.map(({ state }) => state).join(" "), states);
    assert.match(findings.find(({ about }) => about === "worker").message, worker);
  });
}
