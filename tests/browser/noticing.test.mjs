// Words that somebody notices in a turn: chosen by mouse, finger or keys, seen as they would be, decided about everywhere,
// and taken back.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { on, press, reach } from "./keyboard.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const SCOPE = { include: ["circle-coder"] };
const FIRST = "Ada: The ward behind the old mill floods. Ask Dr. Rivera Clinic there.\nBo: I felt heard when Camila Rojas came.\n";
const SECOND = "Cy: Nobody likes the OLD mill at night.\n";

const drop = (page, name, text) =>
  page.locator("circle-coder input[type=file]").first().setInputFiles({ name, mimeType: "text/plain", buffer: globalThis.Buffer.from(text) });
const said = (page) => page.locator(".turn .said").allInnerTexts();
const effect = (page) => page.locator(".effect");
const kept = (page) => page.locator('#kept[data-state="kept"]').waitFor();
const until = (page, words, there) =>
  page.waitForFunction(
    ([words, there]) => [...element().shadowRoot.querySelectorAll(".turn .said")].some(({ innerText }) => innerText.toLowerCase().includes(words)) === there,
    [words, there],
  );

async function begin(page, demo, attributes = { draft: "noticing" }) {
  await blank(page, demo, "circle-coder");
  await page.evaluate((attributes) => void give(attributes), attributes);
}

async function two(page, demo, attributes) {
  await begin(page, demo, attributes);
  await drop(page, "one.txt", FIRST);
  await page.locator(".turn").nth(1).waitFor();
  await drop(page, "two.txt", SECOND);
  await page.getByRole("region", { name: "two.txt" }).waitFor();
}

/** Draws over words of a turn with the mouse. */
async function draw(page, turn, words) {
  const [from, to] = await page.locator(".turn .said").nth(turn).evaluate((said, words) => {
    const range = document.createRange();
    const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return [[left + 1, (top + bottom) / 2], [right - 1, (top + bottom) / 2]];
    }
    throw new Error(`nobody says ${words}`);
  }, words);
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}

journey("words drawn over with the mouse are taken out of every transcript, said first and aloud, codings and all, undone and kept", DESK, async ({ page, demo, shot }) => {
  await two(page, demo);
  // A code stays with what was said.
  await page.getByRole("combobox", { name: "Add a code to turn 1", exact: true }).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await draw(page, 0, "ld mil");
  await page.getByRole("button", { name: "Mark words in turn 1" }).first().click();
  const listed = page.getByRole("listbox", { name: "In the text" });
  await listed.waitFor();
  assert.deepEqual(await listed.locator('[role=option][aria-selected="true"]').allInnerTexts(), ["old ", "mill "], "whole words");
  await page.locator(".marking select").selectOption("place");
  await page.getByText("“old mill” becomes Place 1, also at 1 other place.").waitFor();
  assert.ok((await said(page))[0].includes("old mill"), "nothing has changed yet");
  await page.getByText("The other place").click();
  assert.match(await page.locator(".marking li").innerText(), /Turn 1.*Nobody likes the OLD mill at night/s);
  await accessible(page, "words that are marked", SCOPE);
  await shot("coder-marking");
  await page.locator(".marking").getByRole("button", { name: "Take out" }).click();
  await until(page, "old mill", false);
  assert.equal((await said(page)).filter((text) => text.includes("Place 1")).length, 2);
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await page.locator(".marking").waitFor({ state: "detached" });
  await page.waitForFunction(() => element().shadowRoot.textContent.includes("Done. “old mill” becomes Place 1, also at 1 other place."));
  // Said again in the language that the page has by now.
  await page.evaluate(() => (element().lang = "es"));
  await page.waitForFunction(() => element().shadowRoot.textContent.includes("«old mill» pasa a ser Place 1, también en otro lugar."));
  await page.evaluate(() => (element().lang = "en"));
  await kept(page);
  // What is acknowledged comes back, and the words with it once they are taken back.
  await begin(page, demo);
  await page.locator(".turn").nth(2).waitFor();
  await until(page, "old mill", false);
  await page.getByText("Words you noticed").click();
  await page.getByRole("button", { name: "Take back: old mill" }).click();
  await until(page, "old mill", true);
  // In the same sitting it is the last step.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await until(page, "old mill", false);
});

journey("by keys alone words are chosen, extended, called what they are, left in everywhere, and undone", DESK, async ({ page, demo }) => {
  await two(page, demo, {});
  const button = "Mark words in turn 1";
  await on(page, button);
  const chosen = async () => (await page.locator('[role=option][aria-selected="true"]').allInnerTexts()).join("").trim();
  await page.getByRole("listbox").waitFor();
  await press(page, "End");
  assert.equal(await chosen(), "there.");
  await press(page, "Home", "Shift+ArrowRight", "Shift+ArrowRight");
  assert.equal(await chosen(), "The ward behind");
  await press(page, "Shift+ArrowLeft");
  assert.equal(await chosen(), "The ward");
  await press(page, "o");
  assert.equal(await chosen(), "old");
  await press(page, "Shift+ArrowRight");
  assert.equal(await chosen(), "old mill");
  await press(page, "Control+a");
  assert.equal(await page.locator('[role=option][aria-selected="false"]').count(), 0);
  await press(page, "Home", "m", "Shift+ArrowLeft");
  await reach(page, "Kind");
  await page.keyboard.type("institution");
  await page.getByText("“old mill” becomes Institution 2, also at 1 other place.").waitFor();
  await on(page, "Take out");
  await until(page, "old mill", false);
  // Whoever works by keys is where they began.
  await page.waitForFunction((name) => element().shadowRoot.activeElement?.getAttribute("aria-label") === name, button);
  await press(page, "u");
  await until(page, "old mill", true);
  // Escape leaves everything as it was.
  await on(page, button);
  await page.getByRole("listbox").waitFor();
  await press(page, "Escape");
  assert.equal(await page.locator(".marking").count(), 0);
  await page.waitForFunction((name) => element().shadowRoot.activeElement?.getAttribute("aria-label") === name, button);
});

journey("what was found is made less, another kind, or left in everywhere", DESK, async ({ page, demo }) => {
  await two(page, demo, {});
  await page.getByText(/^All \d+ identifiers/).first().click();
  await page.getByRole("button", { name: "Change: Rivera Clinic" }).first().click();
  await page.getByRole("listbox").waitFor();
  assert.equal(await page.locator(".marking select").inputValue(), "institution", "it is what it was found to be");
  // Inside of what is chosen a press begins anew: of the two words the first is the name.
  await page.getByRole("option", { name: "Rivera" }).click();
  await page.getByText(/“Rivera” becomes Institution \d\./).waitFor();
  await page.locator(".marking").getByRole("button", { name: "Take out" }).click();
  await until(page, "clinic there", true);
  await page.getByRole("button", { name: "Change: Rivera" }).first().click();
  await page.locator(".marking select").selectOption("keep");
  await page.getByText("“Rivera” stays in the text.").waitFor();
  await page.locator(".marking").getByRole("button", { name: "Leave in" }).click();
  await until(page, "dr. rivera clinic", true);
  for (const there of ["dr. institution 2 clinic", "dr. institution 1 there"]) {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await until(page, there, true);
  }
});

journey("by finger the first and the last word are tapped, in the dark and right to left too", { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true }, async ({ page, demo, shot }) => {
  await begin(page, demo, {});
  await drop(page, "one.txt", `${FIRST}Cy: אני עובד במרפאה של שרון כהן בחיפה.\n`);
  await page.locator(".turn").nth(2).waitFor();
  await page.getByRole("button", { name: "Mark words in turn 1" }).tap();
  await page.getByRole("option", { name: "behind" }).tap();
  await page.getByRole("option", { name: "mill" }).tap();
  await page.getByText(/“behind the old mill” becomes/).waitFor();
  await page.getByRole("option", { name: "old" }).tap();
  await page.getByRole("option", { name: "mill" }).tap();
  await page.getByText(/“old mill” becomes/).waitFor();
  await accessible(page, "marking on a phone", SCOPE);
  await shot("coder-marking-phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  // As the text runs: to the left is onward.
  await page.getByRole("button", { name: "Mark words in turn 3" }).tap();
  const list = page.getByRole("listbox");
  await list.press("Home");
  await list.press("Shift+ArrowLeft");
  assert.equal(await page.locator('[role=option][aria-selected="true"]').count(), 2);
});

journey("dates stay, move, or say less, and the year of sharing spares births that tell no high age; all of it kept", DESK, async ({ page, demo }) => {
  await begin(page, demo);
  await drop(page, "one.txt", "Ada: I was born on March 3, 1990. We met on October 13, 2020.\n");
  await until(page, "we met on 2020", true);
  await until(page, "1990", false);
  await page.getByText("Dates, and the year of sharing").click();
  await page.getByLabel("Year in which the transcripts are shared").fill("2026");
  await page.getByLabel("Year in which the transcripts are shared").press("Tab");
  await until(page, "i was born on 1990. we met on 2020.", true);
  await page.getByLabel("What becomes of dates").selectOption("shift");
  await page.getByText("One date that a reader recognises reveals all of them.").waitFor();
  await until(page, "2020", false);
  const [moved] = await said(page);
  assert.match(moved, /born on \d{4}-\d\d-\d\d\. We met on \d{4}-\d\d-\d\d\./);
  await accessible(page, "settings of dates", SCOPE);
  await kept(page);
  await begin(page, demo);
  await page.locator(".turn").first().waitFor();
  assert.deepEqual(await said(page), [moved]);
  await page.getByText("Dates, and the year of sharing").click();
  assert.equal(await page.getByLabel("Year in which the transcripts are shared").inputValue(), "2026");
  // A year that is none is not taken.
  await page.getByLabel("Year in which the transcripts are shared").fill("20");
  await page.getByLabel("Year in which the transcripts are shared").press("Tab");
  await page.getByLabel("What becomes of dates").selectOption("keep");
  await until(page, "october 13, 2020", true);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.waitForFunction((words) => element().shadowRoot.querySelector(".turn .said").innerText === words, moved);
});

journey("words may be decided about in one place only: said first, told in the list, kept, and taken back; by keys", DESK, async ({ page, demo, shot }) => {
  await two(page, demo);
  await page.locator(".turn .said").first().scrollIntoViewIfNeeded();
  await draw(page, 0, "ld mil");
  await page.getByRole("button", { name: "Mark words in turn 1" }).first().click();
  await page.getByRole("listbox", { name: "In the text" }).waitFor();
  await page.locator(".marking select").selectOption("place");
  await page.getByText("“old mill” becomes Place 1, also at 1 other place.").waitFor();
  await on(page, "Only here", "Space");
  await page.getByText("“old mill” becomes Place 1.", { exact: true }).waitFor();
  assert.equal(await page.locator(".marking li").count(), 0, "no other place is named");
  await accessible(page, "words that are marked in one place", SCOPE);
  await shot("coder-marking-here");
  await on(page, "Take out");
  const places = async () => (await said(page)).filter((text) => text.includes("Place 1")).length;
  await page.waitForFunction(() => element().shadowRoot.querySelector(".turn .said").innerText.includes("Place 1"));
  assert.equal(await places(), 1);
  await until(page, "old mill", true);
  await kept(page);
  // A turn of another transcript has the same id, and words that come later are not meant either.
  await begin(page, demo);
  await page.locator(".turn").nth(2).waitFor();
  await drop(page, "three.txt", "Di: Behind the old mill, as ever.\n");
  await page.getByRole("region", { name: "three.txt" }).waitFor();
  assert.equal(await places(), 1);
  await page.getByText("Words you noticed").click();
  await page.getByRole("link", { name: "only in turn 1" }).waitFor();
  await accessible(page, "a decision about one place in the list", SCOPE);
  await page.getByRole("button", { name: "Take back: old mill" }).click();
  await page.waitForFunction(() => !element().shadowRoot.textContent.includes("Place 1"));
  assert.equal(await places(), 0);
});
