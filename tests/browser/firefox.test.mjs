// The package in another browser than the journeys', where it is installed: the same answers, in a worker, under a strict
// policy. `apt-get install firefox-esr` brings it; PEER_CIRCLE_FIREFOX names one that lies elsewhere.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { after, before, test } from "node:test";
import { load } from "../../pkg/dist/index.js";
import { require } from "./browser.mjs";

const found = [process.env.PEER_CIRCLE_FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => path && existsSync(path));
const dist = new URL("../../pkg/dist/", import.meta.url);
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".csv": "text/csv", ".vtt": "text/vtt" };
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

/** What is done here and there: every room once, and how long an abort takes to be heard. */
async function work(peer, csv, vtt) {
  const { roster } = await peer.people.read(csv);
  const formation = await peer.circles.form({ roster }, { seed: 7, budget: { work: 20_000 } });
  const recurrence = { kind: "nthWeekdays", nth: [1, 3] };
  const programme = { title: "Circles", zone: "America/New_York", from: "2020-10-01", to: "2021-04-30", recurrence };
  const { term } = await peer.calendar.schedule({ plan: formation.plan, programme });
  const { transcript } = await peer.transcripts.read(vtt);
  const { identifiers } = await peer.transcripts.deidentify(transcript, { roster });
  const project = await peer.themes.open({ transcripts: [transcript] });
  const suggestions = await project.suggest();
  return JSON.stringify([formation.plan, term, identifiers, suggestions]);
}

const PAGE = `
  import { doctor, load } from "/index.js";
  ${work}
  const text = async (name) => (await fetch(name)).text();
  window.go = async () => {
    const peer = await load();
    const answer = await work(peer, await text("/physicians.csv"), await text("/session.vtt"));
    const { where } = peer;
    peer.close();
    return { answer, where };
  };
  window.attempt = () => load().then(({ where, close }) => (close(), { where }), ({ code, hint }) => ({ code, hint }));
  window.states = async () => (await doctor()).map(({ about, state }) => about + " " + state).filter((told) => !told.endsWith("good"));
  window.ready = true;`;

/** A site with a policy, and with a way of its own to serve the half that forms circles. */
async function site(policy, half, visit) {
  const data = new URL("../../examples/data/", import.meta.url);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    response.setHeader("content-security-policy", policy);
    response.setHeader("content-type", TYPES[extname(pathname)] ?? "text/html");
    if (pathname === "/") return response.end('<!doctype html><title>A site</title><script type="module" src="/page.js"></script>');
    if (pathname === "/page.js") return response.end(PAGE);
    const from = /\.(csv|vtt)$/.test(pathname) ? data : dist;
    const bytes = await readFile(new URL(pathname.slice(1), from)).catch(() => ((response.statusCode = 404), ""));
    response.end(pathname.endsWith("forming_bg.wasm") ? half(response, bytes) : bytes);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    while (!(await page.evaluate("window.ready"))) await new Promise((resolve) => setTimeout(resolve, 50));
    return await visit(page);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

const asItIs = (_, bytes) => bytes;
const settings = { skip: found ? false : "Firefox is not installed", timeout: 180_000 };
let browser;
before(async () => {
  if (found) browser = await require("puppeteer-core").launch({ browser: "firefox", executablePath: found, headless: true });
});
after(() => browser?.close());

test("Firefox gives the answers that Node gives", settings, () =>
  site(POLICY, asItIs, async (page) => {
    const told = await page.evaluate("go()");
    const peer = await load({ worker: false });
    const text = (name) => readFile(new URL(`../../examples/data/${name}`, import.meta.url), "utf8");
    assert.equal(told.answer, await work(peer, await text("physicians.csv"), await text("session.vtt")));
    assert.equal(told.where, "worker");
    assert.deepEqual(await page.evaluate("states()"), []);
    peer.close();
  }));

// What stands in the way there: what a page is told, and what of it the doctor finds.
for (const [what, policy, half, told, states] of [
  ["a policy against WebAssembly", POLICY.replace(" 'wasm-unsafe-eval'", ""), asItIs, { code: "engine.csp" }, ["webassembly bad", "file bad", "version bad", "worker bad"]],
  ["a policy against workers", POLICY.replace("worker-src 'self'", "worker-src 'none'"), asItIs, { where: "thread" }, ["worker poor"]],
  ["a wrong MIME type", POLICY, (response, bytes) => (response.setHeader("content-type", "text/plain"), bytes), { where: "worker" }, ["file poor"]],
  ["a .wasm cut short", POLICY, (_, bytes) => bytes.subarray(0, 9_999), { code: "engine.damaged" }, ["file bad", "version bad", "worker bad"]],
  ["a page in place of the .wasm", POLICY, () => "<!doctype html>", { code: "engine.not_wasm" }, ["file bad", "version bad", "worker bad"]],
]) {
  test(`Firefox with ${what}`, settings, () =>
    site(policy, half, async (page) => {
      const { hint, ...result } = await page.evaluate("attempt()");
      assert.deepEqual(result, told);
      assert.notEqual(hint, "");
      assert.deepEqual(await page.evaluate("states()"), states);
    }));
}
