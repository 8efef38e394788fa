// Starting, failing, closing, breaking down: what every call of every room stands on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { CircleError, VERSION, load } from "../dist/index.js";

const wasm = new URL("../dist/wasm/peer_circle_bg.wasm", import.meta.url);
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

test("the WebAssembly may be an address, bytes or compiled", async () => {
  const bytes = new Uint8Array(await readFile(wasm));
  for (const given of [wasm, wasm.href, bytes, bytes.buffer, await WebAssembly.compile(bytes)]) {
    const read = await loaded({ worker: true, wasm: given }, (peer) => peer.people.read(roster));
    assert.equal(read.roster.participants.length, 1);
  }
});

test("wrong WebAssembly is told apart, and the next try works", async () => {
  const bytes = new Uint8Array(await readFile(wasm));
  const page = new TextEncoder().encode("<!doctype html><title>Not found</title>");
  await assert.rejects(load({ wasm: "file:///nowhere/peer_circle_bg.wasm" }), coded("engine.missing"));
  await assert.rejects(load({ wasm: page }), coded("engine.not_wasm"));
  await assert.rejects(load({ wasm: bytes.slice(0, bytes.length / 2) }), coded("engine.damaged"));
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await assert.rejects(load({ wasm: empty, worker: true }), coded("engine.not_started"));
  const read = await loaded({ worker: true }, (peer) => peer.people.read(roster));
  assert.equal(read.roster.participants.length, 1);
});

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
