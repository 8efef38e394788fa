// The package in another browser than the journeys', where it is installed: the same answers, in a worker, under a strict
// policy. `apt-get install firefox-esr` brings it; PEER_CIRCLE_FIREFOX names one that lies elsewhere.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { test } from "node:test";
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
  import { load } from "/index.js";
  ${work}
  const text = async (name) => (await fetch(name)).text();
  (async () => {
    const peer = await load();
    const answer = await work(peer, await text("/physicians.csv"), await text("/session.vtt"));
    window.told = { answer, where: peer.where };
    peer.close();
  })().catch((error) => (window.told = { error: String(error.code) + " " + error.message }));`;

test("Firefox gives the answers that Node gives", { skip: found ? false : "Firefox is not installed", timeout: 180_000 }, async () => {
  const data = new URL("../../examples/data/", import.meta.url);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", TYPES[extname(pathname)] ?? "text/html");
    if (pathname === "/") return response.end('<!doctype html><title>A site</title><script type="module" src="/page.js"></script>');
    if (pathname === "/page.js") return response.end(PAGE);
    const from = /\.(csv|vtt)$/.test(pathname) ? data : dist;
    response.end(await readFile(new URL(pathname.slice(1), from)).catch(() => ((response.statusCode = 404), "")));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const puppeteer = require("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: found, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    let told;
    while (!told) {
      told = await page.evaluate("window.told");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(told.error, undefined);
    const peer = await load({ worker: false });
    const text = (name) => readFile(new URL(name, data), "utf8");
    assert.equal(told.answer, await work(peer, await text("physicians.csv"), await text("session.vtt")));
    assert.equal(told.where, "worker");
    peer.close();
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});
