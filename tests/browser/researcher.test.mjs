// The researcher's page, as a person uses it.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop, sample } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };

const place = (page) => page.getByRole("group", { name: /^(Transcript|More)$/ });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const conversation = (page) => page.getByRole("region", { name: "session.vtt" });
const current = (page) => page.locator(".suggestion.current").getAttribute("data-suggestion");

async function give(page) {
  await drop(page, place(page), { name: "session.vtt", text: await sample("session.vtt"), type: "text/vtt" });
  await page.getByText(/suggestions to decide/).waitFor({ timeout: 30_000 });
}

journey("a researcher drops a transcript and codes it by click and key", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}researcher.html`);
  await accessible(page, "empty");
  await shot("researcher-empty");
  await drop(page, place(page), { name: "physicians.csv", text: await sample("physicians.csv"), type: "text/csv" });
  await place(page).getByText("Names of 50 people of the roster are looked for.").waitFor();
  await give(page);

  const said = await conversation(page).innerText();
  for (const name of ["Camila", "Nikhil", "O'Connor", "555-014-2277", "grace.oconnor@example.org", "October 13"]) {
    assert.ok(!said.includes(name), `${name} is still there`);
  }
  await page.getByText(/All \d+ identifiers/).click();
  await page.getByRole("cell", { name: "grace.oconnor@example.org", exact: true }).waitFor();
  await shot("researcher-identifiers");
  await accessible(page, "identifiers");
  await page.getByText(/All \d+ identifiers/).click();

  await page.getByRole("button", { name: /^Accept / }).first().click();
  await page.getByText("1 coding.", { exact: false }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await page.getByText("2 codings.", { exact: false }).waitFor();
  // What is accepted teaches: others may be suggested now. What was refused is not suggested again.
  const refused = await current(page);
  await page.keyboard.press("r");
  await page.locator(`[data-suggestion="${refused}"]`).waitFor({ state: "detached" });
  await page.keyboard.press("u");
  await page.locator(`[data-suggestion="${refused}"]`).waitFor();
  await accessible(page, "coding");
  await shot("researcher-coding");

  const csv = await download(page, button(page, "Codings (CSV)"));
  assert.equal(csv.text.trim().split("\r\n").length, 3);
  assert.ok(!/Camila|Nikhil/.test(csv.text));
  const qdc = await download(page, button(page, "Codebook (QDC)"));
  assert.match(qdc.text, /<CodeBook/);
  const key = await download(page, button(page, "Key"));
  assert.ok(JSON.parse(key.text).entries.length > 0);
});

journey("a file that is no transcript is told of and costs nothing", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}researcher.html`);
  await give(page);
  await button(page, "Accept").first().click({ timeout: 1000 }).catch(() => page.getByRole("button", { name: /^Accept / }).first().click());
  await page.getByText("1 coding.", { exact: false }).waitFor();
  await drop(page, place(page), { name: "session.pdf", text: "%PDF-1.7\n%\u0000\u0001\u0002 stream", type: "application/pdf" });
  await page.getByText("session.pdf could not be read.").first().waitFor();
  await page.getByText("1 coding.", { exact: false }).waitFor();
  await accessible(page, "not a transcript");
  await shot("researcher-bad-file");
});

journey("the researcher's page on a phone, in the dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true }, async ({ page, demo, shot }) => {
  await page.goto(`${demo}researcher.html`);
  await page.getByRole("button", { name: "Use the sample session" }).tap();
  await page.getByText(/suggestions to decide/).waitFor({ timeout: 30_000 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  await accessible(page, "phone");
  await page.getByRole("button", { name: /^Reject / }).first().tap();
  await shot("researcher-phone");
});

const story = async (page, demo, name) => {
  await page.goto(`${demo}stories.html?story=${name}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 60_000 });
};

journey("a second coder works on an empty copy, and what they did is merged, compared and settled", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "coder-coded");
  const mine = await page.locator("circle-coder").evaluate(({ codings }) => codings.length);
  const copy = await download(page, button(page, "Empty copy for a second coder"));
  const empty = JSON.parse(copy.text);
  assert.equal(empty.format, "peer-circle/project");
  assert.deepEqual([empty.codings, empty.refusals], [[], []]);
  assert.ok(!copy.text.includes("Camila"), "nobody's name goes along");

  // The second coder opens it elsewhere, under a name of their own.
  const other = await page.context().newPage();
  await other.goto(`${demo}stories.html?story=coder-empty`);
  await drop(other, other.getByRole("group", { name: /^(Transcript|More)$/ }), { name: "project-empty.json", text: copy.text, type: "application/json" });
  await other.getByText(/suggestions to decide/).waitFor({ timeout: 30_000 });
  await other.getByLabel("You code as").fill("Ben");
  await other.getByLabel("You code as").press("Tab");
  for (const count of [1, 2, 3]) {
    await other.getByRole("button", { name: /^Accept / }).first().click();
    await other.getByText(`${count} coding`, { exact: false }).first().waitFor();
  }
  const done = await download(other, button(other, "Project"));
  assert.ok(JSON.parse(done.text).codings.every(({ coder }) => coder === "Ben"));
  await other.close();

  await drop(page, place(page), { name: "ben.json", text: done.text, type: "application/json" });
  await page.locator("#merged").getByText(/^3 codings and 0 transcripts came in\./).waitFor();
  assert.equal(await page.locator("circle-coder").evaluate(({ codings }) => codings.length), mine + 3);
  // Blind, the other's codings are out of sight, and so is how far they agree.
  await page.getByLabel("Work blind").check();
  await page.getByText(mine === 1 ? "1 coding." : `${mine} codings.`, { exact: false }).waitFor();
  await page.getByText("Agreement is not shown while you work blind.").waitFor();
  await page.getByLabel("Work blind").uncheck();
  await button(page, "How far do the coders agree?").click();
  const differ = page.getByText(/turns? coded differently/);
  await differ.waitFor();
  const before = Number.parseInt(await differ.innerText(), 10);
  assert.ok(before > 0);
  await differ.click();
  // What they settle on is on record; what each gave, and so how far they agreed, stays as it was.
  await page.getByRole("button", { name: /^Settle on what Ben gave/ }).first().click();
  await page.getByText(/^Settled: /).waitFor();
  await page.getByText(new RegExp(`^${before} turns? coded differently`)).waitFor();
  const settled = async () => JSON.parse((await download(page, button(page, "Project"))).text).settlements ?? [];
  const [one] = await settled();
  assert.ok(one.by.includes("Ben") && /^\d{4}-\d\d-\d\d$/.test(one.at), JSON.stringify(one));
  await page.getByRole("button", { name: /^Discuss again: turn / }).click();
  await page.getByText(/^Settled: /).waitFor({ state: "detached" });
  assert.deepEqual(await settled(), []);
  await accessible(page, "two coders");
  await shot("researcher-two-coders");
});

/** How many turns are shown; those that are far from the screen are not drawn. */
const turns = (page) => page.locator(".block").evaluateAll((blocks) => blocks.reduce((sum, { dataset }) => sum + Number(dataset.turns), 0));

journey("a sample is coded blind by two, opened, and agreement told of it alone", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "coder-sample");
  const blind = await turns(page);
  assert.ok(blind > 0 && blind < 28, `${blind} turns alone`);
  assert.equal(await page.locator(".suggestion").count(), 0, "nothing is suggested in the sample");
  for (const coder of ["Ana", "Ben"]) {
    await page.getByLabel("You code as").fill(coder);
    await page.getByLabel("You code as").press("Tab");
    await page.waitForFunction((name) => document.querySelector("circle-coder").shadowRoot.querySelector("#coder").value === name, coder);
    const list = page.locator(".turn .by-hand select").first();
    await list.focus();
    await list.selectOption({ index: coder === "Ana" ? 1 : 2 });
    await page.locator(".chip.coded").first().waitFor();
    assert.equal(await page.locator(".chip.coded").count(), 1, "nobody sees another's codings");
  }
  await accessible(page, "a sample that is coded blind");
  await button(page, "Open for discussion").click();
  await page.getByText(/^The last sample had \d+ turns/).waitFor();
  assert.equal(await turns(page), 28);
  await button(page, "On the blind sample alone").click();
  await page.locator("#agreement").getByText(new RegExp(`Ana and Ben, ${blind} turns\\.`)).waitFor();
  await accessible(page, "agreement on the sample");
  await shot("researcher-sample");
});

journey("the turns that teach most are asked about without suggestions, and done one by one", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "coder-asked");
  const asked = await turns(page);
  assert.ok(asked > 1 && asked <= 10, `${asked} turns`);
  assert.equal(await page.locator(".suggestion").count(), 0);
  await shot("researcher-asked");
  await page.getByRole("button", { name: /^Done with turn / }).first().click();
  await page.waitForFunction((asked) => document.querySelector("circle-coder").shadowRoot.querySelectorAll(".turn").length === asked - 1, asked);
  await button(page, "Show all turns").click();
  await page.locator(".suggestion").first().waitFor();
  assert.equal(await turns(page), 28);
});

journey("three coders are told two by two, and the first with what was expected of the turns asked about", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "coder-three-coders");
  const parts = page.locator("#agreement h4");
  assert.deepEqual(await parts.allInnerTexts(), ["Two by two", "Coders and suggestions, on turns drawn by chance"]);
  const leads = await page.locator("#agreement h4 ~ details > summary").allInnerTexts();
  const pairs = leads.filter((lead) => /\b(Ben|Cleo)\b/.test(lead));
  assert.equal(pairs.length, 3, leads.join("\n"));
  assert.ok(pairs.every((lead) => /, \d+ turns?\. Over sets of codes/.test(lead)), pairs.join("\n"));
  assert.ok(leads.some((lead) => /and what was expected, \d+ turns?\./.test(lead)), leads.join("\n"));
  await page.getByText(/^Ben and coder, /).click();
  assert.ok((await page.locator("#agreement details[open]").nth(1).locator("tbody tr").count()) > 1);
  await accessible(page, "three coders");
  await shot("researcher-three-coders");
});

journey("codes are suggested from where they are expected to be right, each from its own probability", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-limits");
  const rows = await page.locator("#limits tbody tr").allInnerTexts();
  assert.equal(rows.length, 13);
  assert.ok(rows.some((row) => /\d+%\s+(8|9)\d%|100%|never sure enough/.test(row)), rows.join("\n"));
});

journey("in Spanish a suggestion says why in Spanish, what was learnt too", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded");
  await page.locator("circle-coder").evaluate((coder) => (coder.lang = "es"));
  await page.getByText(/^porque /).first().waitFor();
  const said = (await page.locator(".because").allInnerTexts()).map((text) => text.replace(/“[^”]*”/g, ""));
  assert.ok(said.some((text) => text.includes("aprendido de las codificaciones")), said.join("\n"));
  assert.deepEqual(said.filter((text) => /\b(learnt|indicator|asking|saying|speaking|being|the|and|how|word)\b/.test(text)), []);
  // Why something identifies, in the list and where the text is marked.
  const titles = () => page.locator("mark.replaced, mark.kept").evaluateAll((marks) => marks.map(({ title }) => title.split(": ").slice(1).join(": ")));
  await page.waitForFunction(() => {
    const mark = document.querySelector("circle-coder").shadowRoot.querySelector("mark.replaced, mark.kept");
    return mark && !/\b(the|somebody|written|list|capital)\b/.test(mark.title);
  });
  assert.deepEqual((await titles()).filter((text) => /\b(the|somebody|written|list|capital|after|word)\b/.test(text.replace(/«[^»]*»/g, ""))), []);
});

journey("a recording plays from the turn that is clicked", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-filled");
  const audio = page.locator("audio");
  const { Buffer } = globalThis;
  await page.locator(".recording input[type=file]").setInputFiles({ name: "session.wav", mimeType: "audio/wav", buffer: Buffer.from(silence(30)) });
  await audio.waitFor();
  const button = page.getByRole("button", { name: "Play from 0:17" });
  await button.click();
  await page.waitForFunction(() => {
    const audio = document.querySelector("circle-coder").shadowRoot.querySelector("audio");
    return !audio.paused && audio.currentTime >= 17 && audio.currentTime < 25;
  });
  await page.locator(".turn.heard").waitFor();
  assert.match(await page.locator(".turn.heard").innerText(), /0:17/);
  await button.click();
  await page.waitForFunction(() => document.querySelector("circle-coder").shadowRoot.querySelector("audio").paused);
});

journey("a session of two hours is drawn where it is looked at, and found where it is not", { ...DESK, time: 240_000 }, async ({ page, demo }) => {
  await story(page, demo, "coder-two-hours");
  await page.getByText(/\d+ suggestions to decide/).waitFor({ timeout: 60_000 });
  const drawn = () => page.locator("circle-coder").evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll(".turn").length);
  assert.ok((await drawn()) < 80, `${await drawn()} turns of 1200 are drawn`);
  const last = page.locator('.turn[aria-posinset="1200"]');
  assert.equal(await last.count(), 0);
  // Backwards from the first suggestion is the first; the last is far below, and gets the focus.
  await page.locator(".suggestion").first().focus();
  const ids = await page.locator("circle-coder").evaluate(({ shadowRoot }) => shadowRoot.querySelector("#pending").textContent);
  assert.match(ids, /^\d+/);
  await page.getByLabel("Find in the conversation").fill("painful");
  await page.getByText(/^\d+ places$/).first().waitFor();
  await page.getByLabel("Only turns with them").check();
  await page.getByText(/^(?!1,200 )\d+ turns$/).first().waitFor();
  assert.ok((await drawn()) < 80);
  for (const text of await page.locator(".turn .said").allInnerTexts()) assert.match(text, /painful/);
  await page.getByLabel("Find in the conversation").fill("no such words");
  await page.getByRole("status").getByText("No turn has these words.").waitFor();
  await page.getByLabel("Find in the conversation").fill("");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await last.waitFor();
  assert.ok((await drawn()) < 120, `${await drawn()} turns are drawn at the end`);
});

/** Seconds of silence as a sound file. */
function silence(seconds, rate = 8000) {
  const bytes = new DataView(new ArrayBuffer(44 + rate * seconds));
  const words = (at, text) => [...text].forEach((letter, each) => bytes.setUint8(at + each, letter.charCodeAt(0)));
  words(0, "RIFF");
  bytes.setUint32(4, 36 + rate * seconds, true);
  words(8, "WAVEfmt ");
  const fields = [[16, 16], [20, 1 | (1 << 16)], [24, rate], [28, rate], [32, 1 | (8 << 16)]];
  for (const [at, value] of fields) bytes.setUint32(at, value, true);
  words(36, "data");
  bytes.setUint32(40, rate * seconds, true);
  for (let at = 44; at < bytes.byteLength; at += 1) bytes.setUint8(at, 128);
  return bytes.buffer;
}

journey("the project is written to a file that the person chose, after every step", DESK, async ({ page, demo }) => {
  // The browser's own picker waits for a person: here it gives a file in memory.
  await page.addInitScript(() => {
    globalThis.written = [];
    globalThis.showSaveFilePicker = async ({ suggestedName }) => ({
      name: suggestedName,
      createWritable: async () => ({ write: async (text) => globalThis.written.push(text), close: async () => {} }),
    });
  });
  await story(page, demo, "coder-filled");
  await button(page, "Keep in a file …").click();
  await page.getByText("After every step the project is written to project.json, without the key.").waitFor();
  await page.getByRole("button", { name: /^Accept / }).first().click();
  await page.waitForFunction(() => globalThis.written.length > 1);
  const last = JSON.parse(await page.evaluate(() => globalThis.written.at(-1)));
  assert.equal(last.codings.length, 1);
  await page.evaluate(() => (globalThis.showSaveFilePicker = async () => ({ name: "gone.json", createWritable: async () => Promise.reject(new Error("gone")) })));
  await button(page, "Keep in a file …").click();
  await page.getByText("gone.json could not be written. Choose another file.").waitFor();
});

journey("the chosen file is gone on with after the page is loaded anew, once the browser has asked where it must", DESK, async ({ page, demo }) => {
  // The browser's own picker waits for a person: here it gives a real file of the page's own folder.
  await page.addInitScript(() => {
    globalThis.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  });
  const codings = () =>
    page.evaluate(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle("project.json");
      return JSON.parse(await (await handle.getFile()).text()).codings.length;
    });
  /** The file has so many codings, sooner or later: a step that was just made is not in it yet, or it is just being put in its place. */
  const has = async (count) => {
    for (let at = 0; (await codings().catch(() => undefined)) !== count && at < 100; at++) await page.waitForTimeout(50);
    assert.equal(await codings(), count);
  };
  const accept = () => page.getByRole("button", { name: /^Accept / }).first().click();
  const kept = page.locator("#file[data-state=kept]");
  await page.goto(`${demo}researcher.html`);
  await page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "talk.txt", mimeType: "text/plain", buffer: Buffer.from("Ada: I thought I was the only one.\nBo: You are definitely not the only one. I am so sorry, that sounds really painful.\nAda: Thank you, I feel less alone. I am proud of you.\n") });
  await button(page, "Keep in a file …").click();
  await kept.waitFor();
  await accept();
  await has(1);
  await kept.waitFor();
  await page.reload();
  await accept();
  await has(2);
  await kept.waitFor();
  // What another tab wrote in the meantime is not written over, and that is said.
  const other = await page.context().newPage();
  await other.goto(`${demo}researcher.html`);
  await other.getByRole("button", { name: /^Accept / }).first().click();
  await has(3);
  await accept();
  await page.getByText("Nothing more is written to project.json either.").waitFor();
  assert.equal(await codings(), 3);
  await other.close();
  // As a browser does that forgets what it was allowed.
  await page.addInitScript(() => {
    FileSystemHandle.prototype.queryPermission = async () => "prompt";
    FileSystemHandle.prototype.requestPermission = async () => "granted";
  });
  await page.reload();
  await page.getByText(/nothing has been written to project.json/).waitFor();
  await accept();
  assert.equal(await codings(), 3);
  await button(page, "Go on writing to it").click();
  await has(4);
  await kept.waitFor();
  // What is let go of takes the file along.
  await button(page, "Start over").click();
  await button(page, "Yes, start over").click();
  await page.reload();
  await give(page);
  assert.equal(await page.locator("#keep").count(), 1);
  assert.equal(await page.locator("#file").count(), 0);
});
