// The organiser's page, as a person uses it.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop, sample } from "./files.mjs";
import { reach } from "./keyboard.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const people = (page) => page.getByRole("group", { name: /Roster|More people/ });
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function form(page) {
  await button(page, "Form circles").click();
  await page.getByRole("heading", { name: "Circle 1", exact: true }).waitFor({ timeout: 90_000 });
}

journey("an organiser forms circles, schedules them and takes everything away", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await accessible(page, "empty");
  await shot("organiser-empty");

  await drop(page, people(page), { name: "physicians.csv", text: await sample("physicians.csv"), type: "text/csv" });
  await page.getByText("50 still need a circle").first().waitFor();
  await page.getByText("50 people, 14 ready to lead").first().waitFor();
  await accessible(page, "roster");
  await shot("organiser-roster");

  await form(page);
  const cards = page.locator("[data-circle]");
  const sizes = await cards.evaluateAll((all) => all.map((card) => card.querySelectorAll("[data-person]").length));
  assert.ok(sizes.every((size) => size >= 5 && size <= 8), `sizes ${sizes}`);
  const waiting = await page.locator(".waiting [data-person]").count();
  assert.equal(sizes.reduce((a, b) => a + b, 0) + waiting, 50);
  assert.match(await page.locator("#summary strong").innerText(), waiting > 0 ? new RegExp(`^${waiting} still need`) : /^Everybody has a circle$/);
  const leaders = await cards.evaluateAll((all) => all.map((card) => card.querySelectorAll(".person.leads").length));
  assert.ok(leaders.every((count) => count === 1), "a leader in each circle");
  await page.locator(".why").first().waitFor();
  assert.equal(await page.locator("[data-circle] .why").count(), 50 - waiting);
  assert.match(await page.locator("[data-circle] .slot").first().innerText(), /day, \d+:\d\d|Writes over the week/);
  await accessible(page, "circles");
  await shot("organiser-circles");

  await button(page, "Schedule sessions").click();
  await page.getByText(/October 2020 to April 2021: \d+ sessions/).waitFor();
  const dates = await page.locator("[data-series] td.date").allInnerTexts();
  assert.ok(dates.length > 0 && dates.some((date) => /2020/.test(date)), "sessions have dates");
  const topic = page.locator("[data-series][open] td").getByText("Getting to know each other");
  await topic.first().waitFor();
  await accessible(page, "term");
  await shot("organiser-term");

  const all = await download(page, button(page, "All sessions (.ics)"));
  assert.match(all.text, /^BEGIN:VCALENDAR\r\n/);
  assert.match(all.text, /BEGIN:VTIMEZONE/);
  const one = await download(page, page.getByRole("button", { name: "Calendar of Circle 1 (.ics)" }));
  assert.ok(one.text.length < all.text.length && one.text.includes("BEGIN:VEVENT"));
  const groups = await download(page, button(page, "Circles as CSV"));
  assert.equal(groups.text.trim().split("\r\n").length, 51);
  const roster = await download(page, button(page, "Roster as CSV"));
  assert.equal(roster.text.trim().split("\r\n").length, 51);
});

journey("bad files are told of and cost nothing", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await button(page, "Use the sample roster").click();
  await page.getByText("50 still need a circle").first().waitFor();
  await drop(page, people(page), { name: "roster.pdf", text: "%PDF-1.7\n%\u00e2\u00e3\u0000\u0001 stream", type: "application/pdf" });
  await page.getByText("roster.pdf could not be read.").first().waitFor();
  await page.getByText("What was on the page is still there.").waitFor();
  await page.getByText("50 still need a circle").first().waitFor();
  await shot("organiser-bad-file");
  await drop(page, people(page), { name: "two.csv", text: "Id,Name,Availability\nq1,Ada Okoro,Tue 12:00-13:00\nq1,Bo Lind,Tue 12:00-13:00\nq2,Cy Rey,Blursday noon\n" });
  await page.getByText(/things? in two\.csv could not be understood/).first().waitFor();
  const rows = await page.locator(".problems li").allInnerTexts();
  assert.ok(rows.some((row) => /^Row 4, column Availability/i.test(row)), rows.join("\n"));
  await accessible(page, "problems");
  await shot("organiser-problems");
  // The same in Spanish, whose messages are fetched now.
  await page.locator("circle-planner").evaluate((planner) => (planner.lang = "es", planner.requestUpdate()));
  await page.getByText("«Blursday noon» no se puede leer.").waitFor();
});

journey("an impossible programme is explained", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  const lines = (await sample("physicians.csv")).trim().split("\n");
  let leaders = 0;
  const text = lines.map((line) => line.replace(/,yes,(talk|text|either),/, (whole, mode) => (++leaders <= 2 ? whole : `,no,${mode},`))).join("\n");
  await drop(page, people(page), { name: "two-leaders.csv", text });
  await page.getByText("50 people, 2 ready to lead").first().waitFor();
  await button(page, "Form circles").click();
  await page.getByRole("heading", { name: "What stands in the way" }).waitFor({ timeout: 90_000 });
  await page.getByText(/2 people are ready to lead/).waitFor();
  await page.getByRole("heading", { name: "Waiting list" }).waitFor();
  await accessible(page, "impossible");
  await shot("organiser-impossible");
  await button(page, "What would help?").click();
  await page.getByText(/cannot all have a place as long as .*every circle has a leader \(2 are ready to lead\)/).waitFor({ timeout: 60_000 });
  await page.getByText(/One more leader free on .*: places \d+ more people\./).first().waitFor();
  await accessible(page, "advice");
  await shot("organiser-advice");
  // The same in Spanish, reasons and all.
  await page.locator("circle-planner").evaluate((planner) => (planner.lang = "es", planner.requestUpdate()));
  await page.getByText(/2 con disposición a liderar, y 50 personas necesitan al menos 7 círculos/).waitFor();
  await page.getByText(/Un líder más que pueda .*: \d+ personas más tienen lugar/).first().waitFor();
  const said = await page.locator(".why").allInnerTexts();
  const english = said.filter((text) => /\b(shares|waits|with|the|is)\b/i.test(text));
  assert.deepEqual(english, [], "every sentence is in Spanish");
  await shot("organiser-spanish");
});

journey("newcomers are placed, and the circles stay", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  const rows = (await sample("physicians.csv")).trim().split("\n");
  await drop(page, people(page), { name: "first.csv", text: rows.slice(0, -1).join("\n") });
  await page.getByText("49 still need a circle").first().waitFor();
  await button(page, "Form circles").click();
  await page.getByText(/Cost [1-9]/).first().waitFor();
  await button(page, "Stop").click();
  await page.getByRole("heading", { name: "Circle 1", exact: true }).waitFor();
  await page.getByText("Stopped at the best so far. Better circles could cost at most", { exact: false }).or(page.getByText("Proved: no circles cost less.")).or(page.getByText("Stopped at the best so far. No bound yet", { exact: false })).first().waitFor();
  // Somebody whom any circle with a seat can take: whether others must make room depends on the circles found before.
  const always = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `${day} 07:00-20:00`).join("; ");
  const late = rows.at(-1).replace(",text,", ",either,").replace(/,Tue 17:30[^,]*,/, `,${always},`);
  assert.ok(late.includes(always) && late.includes(",either,"), "the row is as it was when this was written");
  await drop(page, people(page), { name: "late.csv", text: [rows[0], late].join("\n") });
  await page.getByText("1 added, 0 updated.").first().waitFor();
  const places = () =>
    page.locator("[data-circle]").evaluateAll((all) =>
      all.flatMap((card) => [...card.querySelectorAll("[data-person]")].map((person) => `${person.dataset.person} ${card.dataset.circle}`)),
    );
  const before = await places();
  await button(page, "Place 1 person who waits, keep the circles").click();
  await page.locator("#moved").waitFor();
  const after = await places();
  assert.deepEqual(before.filter((place) => !after.includes(place)), [], "nobody else moved");
  assert.equal(after.length, before.length + 1);
  await accessible(page, "newcomers");
  await shot("organiser-newcomers");
});

journey("a sign-up is added to the roster by pasting it", PHONE, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await button(page, "Use the sample roster").click();
  await page.getByText("50 still need a circle").first().waitFor();
  await button(page, "Paste").click();
  await page.getByLabel("Paste rows here, headings first").fill("Id,Name,E-mail,Leader,Mode,Availability\r\np02,Bo Lindqvist,bo.lindqvist@example.org,yes,talk,Mon 12:00-13:00\r\nz9,Zoë Ng,zoe@example.org,no,talk,Mon 12:00-13:00\r\n");
  await button(page, "Take these rows").click();
  await page.getByText("1 added, 1 updated.").first().waitFor();
  await page.getByText("51 people, 15 ready to lead").first().waitFor();
  await accessible(page, "phone");
  await shot("organiser-phone");
  await form(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  await shot("organiser-phone-circles");
});

journey("the organiser's page by keyboard alone, in the dark", { ...DESK, colorScheme: "dark" }, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await page.keyboard.press("Tab");
  await reach(page, "Use the sample roster");
  await page.keyboard.press("Enter");
  await page.getByText("50 still need a circle").first().waitFor();
  await reach(page, "Form circles");
  await page.keyboard.press("Enter");
  await page.getByText(/Cost [1-9]/).first().waitFor();
  await reach(page, "Stop");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Circle 1", exact: true }).waitFor();
  await accessible(page, "dark");
  await shot("organiser-dark");
  await reach(page, "Schedule sessions");
  await page.keyboard.press("Enter");
  await page.getByText(/October 2020 to April 2021/).waitFor();
});

journey("somebody is moved by hand, at a price that is shown first, and back again", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await button(page, "Use the sample roster").click();
  await page.getByText("50 still need a circle").first().waitFor();
  await form(page);
  const person = page.locator("[data-circle] .person:not(.leads)").first();
  const id = await person.getAttribute("data-person");
  const home = await page.locator("[data-circle]", { has: page.locator(`[data-person="${id}"]`) }).getAttribute("data-circle");
  const at = (circle) => page.locator(`[data-circle="${circle}"] [data-person="${id}"]`);
  const other = await page.locator(`[data-circle]:not([data-circle="${home}"])`).first().getAttribute("data-circle");
  const card = () => page.locator(`[data-circle="${home}"]`).innerText();
  await at(home).locator(".why").waitFor();
  const before = await card();
  await at(home).getByRole("button", { name: /^Move / }).click();
  await at(home).getByRole("combobox").selectOption(other);
  await at(home).getByText(/Costs|Saves/).waitFor();
  assert.equal(await at(home).count(), 1, "a price moves nobody");
  await accessible(page, "a price");
  await shot("organiser-price");
  await at(home).getByRole("button", { name: "Move", exact: true }).click();
  await at(other).waitFor();
  const heard = (words) => page.getByRole("status").filter({ hasText: words }).waitFor({ state: "attached" });
  await heard(/^Moved: .+ is in Circle \d+ now\.$/);
  await button(page, "Take the last move back").click();
  await at(home).waitFor();
  await heard(/^Taken back: .+ is in Circle \d+ again\.$/);
  await button(page, "Make it again").click();
  await at(other).waitFor();
  await heard(/^Moved: /);
  await button(page, "Take the last move back").click();
  await at(home).waitFor();
  for (let left = 100; left > 0 && (await card()) !== before; left -= 1) await page.waitForTimeout(100);
  assert.equal(await card(), before, "taken back is as it was, reasons too");
  // The same by dragging, after which the price is shown where the person was.
  await at(home).dragTo(page.locator(`[data-circle="${other}"]`), { sourcePosition: { x: 20, y: 12 }, targetPosition: { x: 60, y: 30 } });
  await at(home).getByText(/Costs|Saves/).waitFor();
  await at(home).getByRole("button", { name: "Cancel" }).click();
  await at(home).getByRole("button", { name: /^Lock / }).click();
  await at(home).getByText("Locked").waitFor();
  await heard(/is locked to Circle \d+\.$/);
  await at(home).getByRole("button", { name: /^Lock / }).click();
  await heard(/is no longer locked to Circle \d+\.$/);
});
