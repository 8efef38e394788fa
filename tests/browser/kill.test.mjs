// The browser is killed at a random moment, as by a power cut: what was said to be kept is there when it comes back, even
// where the browser finds its database broken then, throws it away and says nothing.
// PEER_CIRCLE_KILLS says how often for each of what people do: 2 in the suite, 15 in `cargo xtask test kills`, which come
// to more than a hundred.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { blank } from "./blank.mjs";
import { FLAGS, demo, require } from "./browser.mjs";

const { chromium } = require("playwright-core");
const KILLS = Number(process.env.PEER_CIRCLE_KILLS ?? 2);

/**
 * Where each element is, how its work begins, and the field that is changed step by step; `words` are what it holds after
 * a step. A field that stands in a form of its own is opened and sent with each step, and `told` has what was said last.
 */
const ELEMENTS = {
  "circle-planner": {
    address: "organiser.html",
    begin: "Use the sample roster",
    field: "input[max='480']",
    event: "change",
    // Minutes of a session, from the least to the most and then from the least again; at first they are 60.
    words: (step) => String(15 + ((step + 45) % 466)),
  },
  "circle-signup": { address: "stories.html?story=signup-draft", field: "#name", event: "input", words: (step) => (step > 0 ? `Ada ${step}` : "") },
  // Any time of its day is still to come, the day before; at 17:00 the session itself is, by the clock of Greenwich.
  "circle-calendar": { address: "calendar.html", ready: () => (document.querySelector("circle-calendar").now = "2020-11-16T00:00:00Z"), opens: "#suggest", field: "input[name=time]", told: "#suggested", read: ({ dataset: { start } }) => new Date(start).toTimeString().slice(0, 5), words: (step) => (step > 0 ? clock(step < 17 * 60 ? step : step + 1) : "") },
  "circle-coder": { address: "researcher.html", begin: "Use the sample session", field: "#note", event: "change", words: (step) => (step > 0 ? `step ${step}` : "") },
  // Words taken out by hand: the last decision in the list.
  "circle-coder's decisions": { tag: "circle-coder", address: "researcher.html", begin: "Use the sample session", opens: "#review summary", field: "#review input", told: "#review li:last-of-type q", read: ({ textContent }) => textContent, words: (step) => (step > 0 ? `noticed ${step}` : "") },
  // One person goes round all circles, by the buttons for it; where they are tells how often.
  "circle-planner's moves": {
    tag: "circle-planner",
    most: 1500,
    come: async (page, first) => {
      await given(page, "circle-planner", first ? { roster: CROWD, rules: { size: { min: 2, max: 12 } } } : {});
      if (first) {
        await page.locator("#form").click();
      }
      await page.waitForFunction(() => element().plan);
    },
    holds: (page) => page.evaluate(() => element().plan.circles.find(({ members }) => members.includes("p1")).id),
    begun(found, page) {
      return page.evaluate((found) => {
        const ids = element().plan.circles.map(({ id }) => id).sort();
        return [...ids.slice(ids.indexOf(found)), ...ids.slice(0, ids.indexOf(found))];
      }, found);
    },
    words: (step, round) => round[step % round.length],
    steps: moves,
  },
  // The file that the person chose, without a draft: one of the page's own files stands for it, which the browser writes as
  // it writes those of the disk, beside them first.
  "circle-coder's file": {
    tag: "circle-coder",
    kept: "#file",
    come: async (page, first) => {
      await blank(page, demo, "circle-coder");
      await page.evaluate(() => void give({}));
      const text = await page.evaluate(filed);
      assert.equal(JSON.parse(text ?? '{ "format": "none" }').format, first ? "none" : "peer-circle/project");
      const [name, content] = first ? ["talk.txt", TALK.split("\n").slice(0, 60).join("\n")] : ["project.json", text];
      await page.locator("circle-coder input[type=file]").first().setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
      await page.locator(".turn").first().waitFor({ timeout: 60_000 });
      await page.locator("#keep-file").click();
    },
    holds: (page) => page.locator("#note").inputValue(),
    field: "#note",
    event: "change",
    words: (step) => (step > 0 ? `step ${step}` : ""),
  },
  // Suggestions are accepted, one after the other.
  "circle-coder's accepts": {
    tag: "circle-coder",
    most: 1500,
    come: async (page, first) => {
      await given(page, "circle-coder", {});
      if (first) await page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(TALK) });
      await page.locator(".turn").first().waitFor();
      await page.waitForFunction(() => element().shadowRoot.querySelector("#pending")?.textContent.includes("to decide"));
    },
    holds: (page) => page.evaluate(() => String(element().codings.length)),
    words: (step) => String(step),
    steps: accepts,
  },
};

/** In the page: what the chosen file has, which is a whole project or nothing. */
async function filed() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  const handle = await (await navigator.storage.getDirectory()).getFileHandle("project.json").catch(() => undefined);
  return handle && (await handle.getFile()).text();
}

test("what is killed with 15 kills each is killed more than a hundred times", () => assert.ok(15 * Object.keys(ELEMENTS).length > 100));

const CROWD = { participants: Array.from({ length: 24 }, (_, at) => ({ id: `p${at}`, name: `Person ${at}`, leader: at % 4 === 0, mode: "talk", availability: [{ day: "tuesday", from: "12:00", to: "13:00" }] })) };
const SAID = ["I thought I was the only one who could not sleep.", "I am so sorry, that sounds really painful.", "You are definitely not the only one.", "Thank you, I feel less alone."];
const TALK = Array.from({ length: 240 }, (_, at) => `Speaker ${at % 5}: ${SAID[at % 4]} ${SAID[(at * 7) % 4]}`).join("\n");

/** An element of its own on an empty page, which keeps what is done. */
async function given(page, tag, properties) {
  await blank(page, demo, tag);
  await page.evaluate((properties) => void give({ draft: "kill" }, properties), properties);
}

/** Moves, in the page: chosen, seen what it costs, made; each that is said to be kept is told at once. */
async function moves({ words }) {
  const root = element().shadowRoot;
  const until = async (found) => {
    for (;;) {
      const value = found();
      if (value) return value;
      await new Promise((go) => setTimeout(go, 1));
    }
  };
  for (const [at, circle] of words.entries()) {
    const person = () => root.querySelector('[data-person="p1"]');
    (await until(() => person()?.querySelector(".hands button:not([disabled])"))).click();
    const select = await until(() => root.querySelector(".move select"));
    select.value = circle;
    select.dispatchEvent(new Event("change"));
    (await until(() => root.querySelector(".move .main:not([disabled])"))).click();
    const kept = (state) => root.querySelector("#kept").dataset.state === state;
    await until(() => kept("keeping"));
    await until(() => element().plan.circles.find(({ id }) => id === circle).members.includes("p1") && kept("kept"));
    await globalThis.acknowledge(at + 1);
  }
}

/** Decisions about suggestions, in the page. */
async function accepts({ words }) {
  const root = element().shadowRoot;
  for (const [at, count] of words.entries()) {
    // Turns are drawn where they are looked at: those that are still to decide may be further down.
    while (!root.querySelector(".suggestion button")) {
      scrollBy(0, 700);
      await new Promise((go) => setTimeout(go, 20));
    }
    root.querySelector(".suggestion button").click();
    const until = async (state, done) => {
      while (root.querySelector("#kept").dataset.state !== state || !done()) await new Promise((go) => setTimeout(go, 1));
    };
    await until("keeping", () => true);
    await until("kept", () => String(element().codings.length) === count);
    await globalThis.acknowledge(at + 1);
  }
}

/** A time of day for each of the first 1,440 steps. */
function clock(step) {
  return [Math.floor(step / 60), step % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** What may befall a database: Chromium deletes one that it cannot read. */
const HARMS = {
  "its list of files is cut short": (folder) => each(folder, /^MANIFEST/, (file) => truncate(file, 5)),
  "its log is damaged": (folder) => each(folder, /\.log$/, async (file) => writeFile(file, (await readFile(file)).map((byte, at) => (at === 20 ? byte ^ 0xff : byte)))),
  "it is gone": (folder) => rm(folder, { recursive: true }),
};

async function each(folder, names, harm) {
  for (const name of await readdir(folder)) if (names.test(name)) await harm(join(folder, name));
}

async function harmed(profile, harm) {
  const all = join(profile, "Default", "IndexedDB");
  const databases = (await readdir(all)).filter((name) => name.endsWith(".leveldb"));
  assert.equal(databases.length, 1);
  await harm(join(all, databases[0]));
}
const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

/** A browser on the profile that was left behind; one that does not come up after a kill is killed too, and started anew. */
async function start(folder, tries = 4) {
  const browser = await attempt(folder);
  if (browser.page) return browser;
  await browser.kill();
  if (tries > 1) return start(folder, tries - 1);
  throw new Error("the browser does not start");
}

/** A browser whose processes are ours to kill; the profile outlives it. */
async function attempt(folder) {
  const port = join(folder, "DevToolsActivePort");
  await rm(port, { force: true });
  const executable = process.env.PEER_CIRCLE_CHROMIUM ?? "/usr/bin/chromium";
  const started = spawn(executable, ["--headless", ...FLAGS, "--remote-debugging-port=0", `--user-data-dir=${folder}`], { detached: true, stdio: "ignore" });
  const gone = new Promise((resolve) => started.once("exit", resolve));
  let address;
  for (let tries = 0; !address && tries < 300; tries += 1) {
    await wait(100);
    address = (await readFile(port, "utf8").catch(() => "")).split("\n")[0];
  }
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${address}`, { timeout: 10_000 }).catch(() => undefined);
  const kill = async () => {
    process.kill(-started.pid, "SIGKILL");
    await gone;
    await browser?.close().catch(() => {});
  };
  return { page: await browser?.contexts()[0].newPage(), kill };
}

/** Opens the element once more and gives what it holds when it says that all is kept. */
async function come(page, tag, { come: own, holds, kept = "#kept", address, ready, begin, field, told, read }, first) {
  if (own) {
    await own(page, first);
    await page.locator(`${kept}[data-state="kept"]`).waitFor({ timeout: 60_000 });
    return holds(page);
  }
  await page.goto(`${demo}${address}`);
  if (first && begin) await page.getByRole("button", { name: begin }).click();
  await page.locator('#kept[data-state="kept"]').waitFor({ timeout: 60_000 });
  if (ready) await page.evaluate(ready);
  if (!told) return page.locator(tag).locator(field).inputValue();
  const said = page.locator(tag).locator(told);
  return (await said.count()) > 0 ? said.evaluate(read) : "";
}

/** Steps as fast as the browser keeps them, in the page; each that is said to be kept is told at once. */
async function steps({ tag, kept, opens, field, event, words }) {
  const root = document.querySelector(tag).shadowRoot;
  const until = async (state) => {
    while (root.querySelector(kept).dataset.state !== state) await new Promise((go) => setTimeout(go, 1));
  };
  for (const [at, value] of words.entries()) {
    if (opens) {
      root.querySelector(opens).click();
      await document.querySelector(tag).updateComplete;
    }
    const place = root.querySelector(field);
    place.value = value;
    if (opens) place.form.requestSubmit();
    else place.dispatchEvent(new Event(event));
    await until("keeping");
    await until("kept");
    await globalThis.acknowledge(at + 1);
  }
}

/** Rounds of steps and kills on one profile; after each kill `harm` is done to what is left. */
async function rounds(name, count, harm, pause) {
  const element = ELEMENTS[name];
  const { tag = name } = element;
  const folder = await mkdtemp(join(tmpdir(), "peer-circle-kill-"));
  let [safe, base, lastKill] = [0, undefined, async () => {}];
  try {
    for (let round = 0; round <= count; round += 1) {
      const { page, kill } = await start(folder);
      lastKill = kill;
      const found = await come(page, tag, element, round === 0);
      if (round === 0) base = await element.begun?.(found, page);
      const words = (step) => element.words(step, base);
      // The step after the last that was acknowledged may have been safe already; an earlier one is a loss.
      const ahead = [safe, safe + 1].find((step) => words(step) === found);
      assert.ok(ahead !== undefined, `round ${round}: "${words(safe)}" was kept, "${found}" came back`);
      safe = ahead;
      if (round === count) break;
      if (process.env.PEER_CIRCLE_KILLS) console.log(`${name}, round ${round}: ${safe} steps`);
      const before = safe;
      await page.exposeFunction("acknowledge", (at) => (safe = before + at));
      const coming = Array.from({ length: 400 }, (_, at) => words(before + at + 1));
      void page.evaluate(element.steps ?? steps, { tag, kept: element.kept ?? "#kept", opens: element.opens, field: element.field, event: element.event, words: coming }).catch(() => {});
      await pause(() => safe > before);
      await kill();
      if (harm) await harmed(folder, harm);
    }
  } finally {
    await lastKill().catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const tag of Object.keys(ELEMENTS)) {
  test(`no step of a ${tag} that was said to be kept is lost over ${KILLS} kills`, { timeout: 60_000 + KILLS * 25_000 }, () =>
    rounds(tag, KILLS, undefined, () => wait(50 + Math.random() * (ELEMENTS[tag].most ?? 350))));
}

/** In the suite each of what people do meets one harm; where it is killed more often it meets all. */
const met = (at) => Object.entries(HARMS).filter((_, which) => KILLS > 2 || which === at % 3);

for (const [at, tag] of Object.keys(ELEMENTS).filter((name) => !ELEMENTS[name].kept).entries()) {
  for (const [harm, harming] of met(at)) {
    test(`a ${tag} comes back after a crash that cost the browser its database: ${harm}`, { timeout: 120_000 }, () =>
      rounds(tag, 2, harming, async (acknowledged) => {
        for (let tries = 0; !acknowledged() && tries < 4000; tries += 1) await wait(5);
      }));
  }
}
