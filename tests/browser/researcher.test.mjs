// The researcher's page, as a person uses it.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop, sample } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };

const place = (page) => page.getByRole("group", { name: "Transcript" });
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
  await page.getByText("Names of 50 people of the roster are looked for.").waitFor();
  await give(page);

  const said = await conversation(page).innerText();
  for (const name of ["Camila", "Nikhil", "O'Connor", "555-014-2277", "grace.oconnor@example.org", "October 13"]) {
    assert.ok(!said.includes(name), `${name} is still there`);
  }
  await page.getByText(/All \d+ identifiers/).click();
  await page.getByRole("cell", { name: "grace.oconnor@example.org" }).waitFor();
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
  await page.getByRole("button", { name: "Use the sample meeting" }).tap();
  await page.getByText(/suggestions to decide/).waitFor({ timeout: 30_000 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  await accessible(page, "phone");
  await page.getByRole("button", { name: /^Reject / }).first().tap();
  await shot("researcher-phone");
});

journey("a turn is coded by hand, by the keyboard alone", DESK, async ({ page, demo }) => {
  await page.goto(`${demo}stories.html?story=coder-filled`);
  await page.locator("html[data-ready]").waitFor();
  const list = page.getByRole("combobox", { name: /code/i }).nth(2);
  await list.focus();
  const codes = await list.locator("option").allInnerTexts();
  assert.ok(codes.length > 10, `${codes.length} codes to choose from`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter").catch(() => {});
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await page.locator(".chip.coded").first().waitFor();
});
