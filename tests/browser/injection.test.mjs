// Names, cues, codes and file names that would like to be more than text: none of them may run or even be refused by the
// content policy, for then something tried to run it.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import { drop } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };

/** What would run, in its many spellings; each tells who it was. */
const BODIES = ["hit()", "window.hit&&hit()", "self['hit']()", "top.hit()", "parent.hit()", "frames.hit()", "globalThis.hit()", "(0,hit)()", "hit``", "eval('hit()')"];
const WRAPS = [
  (js) => `<script>${js}</script>`,
  (js) => `<img src=x onerror="${js}">`,
  (js) => `<svg onload="${js}">`,
  (js) => `"><script>${js}</script>`,
  (js) => `'><img src=x onerror=${js}>`,
  (js) => `</style><script>${js}</script>`,
  (js) => `</textarea><script>${js}</script>`,
  (js) => `</title><svg/onload=${js}>`,
  (js) => `<iframe srcdoc="<script>parent.${js}</script>">`,
  (js) => `<a href="javascript:${js}">x</a>`,
  (js) => `javascript:${js}`,
  (js) => `<math><mtext></p><mglyph><style><img src onerror=${js}>`,
  (js) => `<template><script>${js}</script></template>`,
  (js) => `\${${js}}`,
  (js) => `{{${js}}}`,
  (js) => `<!--><img src=x onerror=${js}>-->`,
  (js) => `<details open ontoggle=${js}>`,
  (js) => `<input autofocus onfocus=${js}>`,
  (js) => `<object data="javascript:${js}">`,
  (js) => `<link rel=stylesheet href="data:text/css,*{}" onload=${js}>`,
];
const PAYLOADS = WRAPS.flatMap((wrap) => BODIES.map(wrap));

async function listen(page) {
  await page.addInitScript(() => {
    globalThis.hits = [];
    globalThis.hit = () => globalThis.hits.push("ran");
    document.addEventListener("securitypolicyviolation", (event) => globalThis.hits.push(`${event.violatedDirective} ${event.sample}`));
  });
}

const harmless = async (page) => assert.deepEqual(await page.evaluate(() => globalThis.hits), []);
const cell = (text) => `"${text.replaceAll('"', '""')}"`;

journey("200 payloads in a roster are names and nothing more", DESK, async ({ page, demo }) => {
  assert.equal(PAYLOADS.length, 200);
  await listen(page);
  await page.goto(`${demo}organiser.html`);
  const rows = PAYLOADS.map((text, at) => [`i${at}`, text, at % 6 === 0 ? "yes" : "no", "Tue 12:00-13:00", text].map(cell).join(","));
  const text = ["Id,Name,Leader,Availability,Department", ...rows].join("\n");
  await drop(page, page.getByRole("group", { name: "Roster" }), { name: `${PAYLOADS[1]}.csv`, text });
  await page.getByText("200 people", { exact: false }).first().waitFor();
  await page.getByText("Show everybody").click();
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Stop" }).click({ timeout: 5000 }).catch(() => {});
  await page.locator("[data-circle]").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-circle] .why").first().waitFor();
  assert.ok((await page.locator("[data-person] strong").allTextContents()).includes(PAYLOADS[0]));
  await harmless(page);
});

journey("200 payloads in a transcript are speech and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}researcher.html`);
  // A table takes any text as it is; WebVTT has markup of its own, so both are tried.
  const cue = (at) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}.000`;
  const lines = PAYLOADS.map((text, at) => `${cue(at)} --> ${cue(at + 1)}\n<v ${text.replace(/[<>]/g, "")}>you are not alone ${text}`);
  await drop(page, page.getByRole("group", { name: "Transcript" }), { name: `${PAYLOADS[1]}.vtt`, text: `WEBVTT\n\n${lines.join("\n\n")}\n` });
  await page.locator(".turn").first().waitFor({ timeout: 60_000 });
  await page.getByText(/All \d+ identifiers/).click();
  const plain = PAYLOADS.map((text, at) => `Speaker ${at % 4}: ${text} I feel less alone`).join("\n");
  await drop(page, page.getByRole("group", { name: "Transcript" }), { name: "plain.txt", text: plain });
  await page.getByRole("region", { name: "plain.txt" }).waitFor({ timeout: 60_000 });
  await harmless(page);
});

journey("200 payloads from a page's own files are text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate((payloads) => {
    const calendar = document.querySelector("circle-calendar");
    const term = structuredClone(calendar.term);
    const series = term.series[0];
    const topics = payloads.map((title) => ({ title, prompts: [title], citation: title, agenda: [{ minutes: 5, title }] }));
    term.programme = { ...term.programme, topics, platform: payloads[0], url: "javascript:hit()" };
    series.name = payloads[1];
    series.when = payloads[2];
    series.skipped = payloads.map((name) => ({ date: "2020-11-26", name }));
    series.sessions.forEach((session, at) => Object.assign(session, { title: payloads[at], topic: at }));
    calendar.term = term;
  }, PAYLOADS);
  await page.getByText(PAYLOADS[1], { exact: true }).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "Join" }).count(), 0, "a link that runs is no link");
  await harmless(page);
});

journey("200 payloads in every field of the sign-up are answers and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}member.html`);
  await page.getByRole("group", { name: "When could you meet?" }).waitFor();
  const rows = await page.evaluate(async (payloads) => {
    const signup = document.querySelector("circle-signup");
    const rows = [];
    for (const text of payloads) {
      signup.programme = { title: text, zone: "America/New_York", signup: { seen: text, recorded: text, leaving: text, attributes: [{ name: text, label: text, values: [text] }, { name: "Free" }] } };
      await signup.updateComplete;
      for (const field of signup.shadowRoot.querySelectorAll("input[type=text], input[type=email], textarea")) {
        field.value = text;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
      }
      await signup.updateComplete;
      rows.push(signup.csv);
    }
    return rows;
  }, PAYLOADS);
  assert.equal(rows.length, 200);
  assert.ok(rows[1].includes("hit"), "what was entered is in the row");
  await harmless(page);
});
