// Each element from its first screen to its last with Tab, arrows, Enter, Space and letters alone.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import { sample } from "./files.mjs";
import { at, on, press, reach, somewhere, taken, write } from "./keyboard.mjs";

const DESK = { viewport: { width: 1280, height: 900 }, locale: "en-US", timezoneId: "America/New_York" };
const PHONE = { ...DESK, viewport: { width: 390, height: 844 } };

journey("an organiser by keyboard alone: people in, circles formed, somebody moved, locked and moved back, all taken away", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await on(page, "Paste");
  await somewhere(page, "opening the place for pasting");
  await reach(page, "Paste rows here, headings first, or sign-ups as JSON");
  // As a clipboard gives it.
  await page.keyboard.insertText(await sample("physicians.csv"));
  await on(page, "Take these rows");
  await page.getByText("50 still need a circle").first().waitFor();
  await somewhere(page, "taking rows");
  await write(page, /^to\b/i, "7");
  await on(page, "Form circles");
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 90_000 });
  await somewhere(page, "forming");
  await shot("keyboard-formed");

  const people = () => page.evaluate(() => document.querySelector("circle-planner").plan.circles.map(({ members }) => members));
  const before = await people();
  await on(page, /^Move .+/);
  const name = (await at(page)).replace(/^.*?move (.+?)( to)?\??$/i, "$1");
  await somewhere(page, "taking somebody up");
  await press(page, "ArrowDown");
  await page.getByText(/^(Costs|Saves|Changes nothing)/).first().waitFor();
  await shot("keyboard-price");
  assert.deepEqual(await people(), before, "a price moves nobody");
  await on(page, "Move");
  await page.getByRole("status").filter({ hasText: /^Moved: / }).waitFor({ state: "attached" });
  await somewhere(page, `moving ${name}`);
  assert.notDeepEqual(await people(), before);
  await reach(page, "Take the last move back", "Shift+Tab");
  await press(page, "Enter");
  await page.getByRole("status").filter({ hasText: /^Taken back: / }).waitFor({ state: "attached" });
  await somewhere(page, "taking a move back");
  assert.deepEqual(await people(), before);
  await on(page, /^Lock .+/);
  await page.getByRole("status").filter({ hasText: /is locked to/ }).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => document.querySelector("circle-planner").shadowRoot.activeElement.getAttribute("aria-pressed")), "true", "the lock keeps the focus");
  await on(page, "Schedule sessions");
  await page.getByText(/October 2020 to April 2021: \d+ sessions/).waitFor();
  await somewhere(page, "scheduling");
  assert.match(await taken(page, "Circles as CSV"), /\.csv$/);
  assert.match(await taken(page, "All sessions (.ics)"), /\.ics$/);
});

journey("a researcher by keyboard alone: a session in, identifiers looked through, suggestions decided, a turn coded, and taken away", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}researcher.html`);
  await on(page, "Use the sample session");
  await page.getByText(/\d+ suggestions? to decide/).first().waitFor({ timeout: 60_000 });
  await somewhere(page, "opening a session");
  await on(page, /^All \d+ identifiers/);
  await page.getByRole("columnheader", { name: "Why" }).first().waitFor();
  await shot("keyboard-identifiers");
  await reach(page, /^Accept /);
  const said = await at(page);
  await press(page, "Enter");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await somewhere(page, `deciding: ${said}`);
  await press(page, "j", "a");
  await page.getByText("2 codings.", { exact: false }).first().waitFor();
  await press(page, "u");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await somewhere(page, "undoing");
  await reach(page, /^Add a code to turn/i);
  await press(page, "ArrowDown");
  await page.getByText("2 codings.", { exact: false }).first().waitFor();
  await somewhere(page, "coding a turn");
  await reach(page, /^Take .+ off this turn$/, "Shift+Tab");
  await press(page, "Enter");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await somewhere(page, "taking a code out");
  assert.equal(await taken(page, "Project"), "project.json");
});

const row = (page) => page.locator("#row").textContent();
const stands = (page) => page.evaluate(() => document.querySelector("circle-signup").value);

/** Name and address, which both ways ask. */
async function introduce(page, name, email) {
  await write(page, "Name", name);
  await write(page, "E-mail", email);
}

journey("a member asks for a circle by keyboard alone: times tapped, a week painted, peers chosen", PHONE, async ({ page, demo, shot }) => {
  await page.goto(`${demo}member.html`);
  await page.getByRole("group", { name: "When could you meet?" }).waitFor();
  await reach(page, /^Find me a circle/);
  await on(page, /^Monday.*12:00/, "Space");
  await on(page, "Mark other times in a week");
  // The grid is one stop of the tab key; arrows move in it, Space marks, Shift carries the mark on.
  await reach(page, /^Monday 7/);
  await press(page, "Space", "Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight", "Control+End", "Space", "Control+Home");
  const days = (await stands(page)).availability.map(({ day, from, to }) => `${day} ${from}-${to}`);
  assert.ok(days.includes("monday 07:00-08:30"), days.join());
  assert.ok(days.includes("monday 12:00-13:00"), days.join());
  assert.equal(days.at(-1), "sunday 20:30-21:00");
  await shot("keyboard-week");
  await reach(page, /^Either/);
  await press(page, "ArrowUp");
  await introduce(page, "Ada Okoro", "ada@example.org");
  await reach(page, /^Department/);
  await page.keyboard.type("Psy");
  await on(page, "Matters to me: Department", "Space");
  await on(page, /^I could lead/, "Space");
  await on(page, /^Is there anybody you would rather not meet/);
  await reach(page, /^No member ever sees this/);
  await page.keyboard.type("Bo");
  await shot("keyboard-signup");
  await on(page, "Sign up");
  await page.getByRole("heading", { name: "Your row of the roster" }).waitFor();
  assert.match(await row(page), /ada@example\.org,Ada Okoro/);
  const { mode, leader, attributes, peerBy, notWith } = await stands(page);
  assert.deepEqual([mode, leader, attributes, peerBy, notWith], ["text", true, { Department: ["Psychiatry"] }, ["Department"], ["Bo"]]);
});

journey("a leader registers a circle by keyboard alone, and mends what is missing", PHONE, async ({ page, demo }) => {
  await page.goto(`${demo}stories.html?story=signup-empty`);
  await page.locator('html[data-ready="signup-empty"]').waitFor();
  await reach(page, /^Find me a circle/);
  await press(page, "ArrowDown");
  await on(page, "Sign me up");
  assert.notEqual(await at(page), "Sign me up", "the focus goes to what is missing");
  await on(page, /^Tuesday/, "Space");
  await introduce(page, "Ada Okoro", "ada@example.org");
  await write(page, "Your colleagues", "Bo\nCy\nDi\nEve");
  await on(page, "Sign me up");
  await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
  await somewhere(page, "signing up");
  assert.deepEqual(await page.evaluate(() => document.querySelector("circle-signup").registration.invited), ["Bo", "Cy", "Di", "Eve"]);
  await on(page, "Change my answers");
  await page.getByRole("heading", { name: /^Thank you/ }).waitFor({ state: "detached" });
  await somewhere(page, "going back to the answers");
  await reach(page, "Your colleagues");
});

journey("a member's calendar by keyboard alone: the agenda, an absence, another time, the month", DESK, async ({ page, demo }) => {
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await on(page, "Suggested agenda");
  await page.getByText("How everybody is").waitFor();
  await on(page, "I can’t make it", "Space");
  await page.getByText("Noted: you can’t make this one.").waitFor();
  await somewhere(page, "saying that one cannot come");
  await on(page, "Suggest another time");
  await reach(page, "Day");
  // A day is written part by part.
  await page.keyboard.type("11192020");
  await reach(page, "Time");
  await page.keyboard.type("1030AM");
  await on(page, "Suggest it");
  await page.getByText(/^You suggested: Thursday, November 19 at 10:30/).waitFor();
  await somewhere(page, "suggesting a time");
  await on(page, "Month");
  await page.getByRole("table", { name: "November 2020" }).waitFor();
  await on(page, "Next month");
  await page.getByRole("table", { name: "December 2020" }).waitFor();
  await somewhere(page, "turning to another month");
  assert.match(await taken(page, "Add to calendar (.ics)"), /\.ics$/);
});
