// What every journey shares: a fresh Chromium, the demo's address, screenshots, and the promises that hold on every page.
//
//   import { journey } from "./browser.mjs";
//   journey("a member signs up", { viewport: { width: 390, height: 844 } }, async ({ page, demo, shot }) => {
//     await page.goto(demo + "member.html");
//     ...
//     await shot("member-week");
//   });
//
// After its last step a journey has failed if a script threw, an error was logged, the content policy was violated or
// anything was asked of another host. `cargo xtask test browser` runs all of them with the server and the browser.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

/** playwright-core, axe-core and whatever else the package's own tests use. */
export const require = createRequire(new URL("../../pkg/package.json", import.meta.url));

const { chromium } = require("playwright-core");

export const demo = process.env.PEER_CIRCLE_DEMO ?? "http://localhost:8321/";
const artefacts = process.env.PEER_CIRCLE_ARTEFACTS ?? new URL("../../artefacts", import.meta.url).pathname;

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser with nothing remembered; `close()` forgets it. Options are those of a Playwright context. */
export async function open(options = {}) {
  const folder = await mkdtemp(join(tmpdir(), "peer-circle-browser-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.PEER_CIRCLE_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    acceptDownloads: true,
    ...options,
  });
  const close = async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { context, page: context.pages()[0] ?? (await context.newPage()), close };
}

/** One test: steps on a page, with what must never happen watched all the while. */
export function journey(name, { time = 180_000, ...options }, steps) {
  test(name, { timeout: time }, async () => {
    const { context, page, close } = await open(options);
    const complaints = watch(context);
    const shot = (file, whole) => screenshot(page, file, whole);
    try {
      await steps({ page, context, demo, shot, complaints });
      assert.deepEqual(complaints, []);
    } catch (error) {
      await shot(`failed-${name.replace(/[^a-z0-9]+/gi, "-")}`).catch(() => {});
      if (complaints.length > 0) console.error(complaints);
      throw error;
    } finally {
      await close();
    }
  });
}

async function screenshot(page, file, fullPage = true) {
  await mkdir(artefacts, { recursive: true });
  await page.screenshot({ path: join(artefacts, `${file}.png`), fullPage });
}

/** Collects what a page must never do. */
function watch(context) {
  const complaints = [];
  const hear = (page) => {
    page.on("pageerror", (error) => complaints.push(`threw: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`logged: ${message.text()}`);
    });
  };
  context.pages().forEach(hear);
  context.on("page", hear);
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(demo) && !/^(data|blob|about):/.test(url)) complaints.push(`asked another host: ${url}`);
  });
  return complaints;
}
