// What goes from one place to the next as a file: a sign-up to the planner, a foreign roster, the table of another system.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 }, timezoneId: "America/New_York" };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const roster = (page) => page.locator("circle-planner").evaluate(({ roster }) => roster);
const place = (page) => page.getByRole("group", { name: /Roster|More people/ });

async function story(page, demo, name) {
  await page.goto(`${demo}stories.html?story=${name}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 60_000 });
}

journey("weeks on call go from a sign-up to the roster, and no times are found in them", DESK, async ({ page, demo }) => {
  // Free at noon on Tuesdays and Wednesdays, and on call in most weeks of the term: on its Tuesdays.
  await page.goto(`${demo}member.html`);
  const row = await page.locator("circle-signup").evaluate(async (signup) => {
    await new Promise((go) => setTimeout(go, 500));
    const busy = Array.from({ length: 20 }, (_, week) => {
      const from = Date.UTC(2020, 9, 6 + 7 * week, 4);
      return { from: new Date(from).toISOString(), to: new Date(from + 86_400_000).toISOString() };
    });
    const availability = ["tuesday", "wednesday"].map((day) => ({ day, from: "12:00", to: "13:00" }));
    signup.value = { id: "", name: "Ada Okoro", email: "ada@example.org", mode: "talk", leader: true, availability, busy };
    return signup.csv;
  });
  assert.match(row, /,Busy,/);
  await page.goto(`${demo}organiser.html`);
  const others = Array.from({ length: 4 }, (_, at) => `Person ${at},p${at}@example.org,no,talk,Tue 12:00-13:00; Wed 12:00-13:00`);
  await drop(page, place(page), { name: "others.csv", text: ["Name,E-mail,Leader,Mode,Availability", ...others].join("\n") });
  await page.getByText("4 still need a circle").first().waitFor();
  await drop(page, place(page), { name: "sign-up.csv", text: row });
  await page.getByText("1 added, 0 updated.").first().waitFor();
  const ada = (await roster(page)).participants.find(({ email }) => email === "ada@example.org");
  assert.equal(ada.busy.length, 20);
  await page.getByText("Show everybody").click();
  await page.getByRole("cell", { name: "Oct 6, Oct 13, Oct 20, and 17 more" }).waitFor();
  await button(page, "Form circles").click();
  await page.getByRole("heading", { name: "Circle 1", exact: true }).waitFor({ timeout: 60_000 });
  await page.getByText("Choose the times jointly").click();
  await button(page, "Find the best times").click();
  await page.getByText("Proved: no times cost less.").waitFor({ timeout: 60_000 });
  const [circle] = await page.locator("circle-planner").evaluate(({ plan }) => plan.circles);
  assert.equal(circle.slot.day, "wednesday", "on Tuesdays the leader is on call");
  // And back: the roster that is taken away has them, and a later row takes them back.
  const { text } = await download(page, button(page, "Roster as CSV"));
  assert.ok(text.includes(ada.busy.map(({ from, to }) => `${from}/${to}`).join("; ")), text);
  await drop(page, place(page), { name: "later.csv", text: "E-mail,Busy\nada@example.org,\n" });
  await page.getByText("0 added, 1 updated.").first().waitFor();
  assert.equal((await roster(page)).participants.find(({ email }) => email === "ada@example.org").busy, undefined);
});

journey("a roster whose headings say nothing is read as somebody says, and its facts are kept", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "planner-columns");
  await accessible(page, "which column is which");
  await shot("organiser-columns");
  const is = (heading) => page.getByRole("combobox", { name: heading });
  // Whoever says of no column that it names people is told so.
  await is("Post").selectOption({ label: "A fact about the person" });
  await button(page, "Take these rows").click();
  await page.getByText(/No column names the people/).waitFor();
  await is("Deelnemer").selectOption({ label: "Name" });
  await is("Post").selectOption({ label: "E-mail" });
  await is("Opmerking").selectOption({ label: "Leave out" });
  await button(page, "Take these rows").click();
  await page.getByText("3 still need a circle").first().waitFor();
  const [ada] = (await roster(page)).participants;
  assert.deepEqual([ada.name, ada.email, ada.attributes], ["Ada Okoro", "ada@example.org", { Afdeling: ["Chirurgie"] }]);
  // Thought better of: the same file once more, in place of what was read of it.
  await page.getByText("Show everybody").click();
  await button(page, "Say what its columns are").click();
  await is("Deelnemer").selectOption({ label: "Name" });
  await is("Post").selectOption({ label: "E-mail" });
  await button(page, "Take these rows").click();
  await page.waitForFunction(() => document.querySelector("circle-planner").roster.participants[0].attributes.Opmerking?.[0] === "nachtdiensten");
  assert.equal((await roster(page)).participants.length, 3);
});

journey("the table of another system is filled in, and one that is none is told of", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "planner-template");
  await accessible(page, "the table of another system");
  await shot("organiser-template");
  const own = page.getByRole("group", { name: "Table of the other system" });
  await drop(page, own, { name: "faq.csv", text: "Question,Answer\nWhy,Because\n" });
  await page.getByText(/No column is known for people and for groups/).waitFor();
  const give = { click: () => drop(page, own, { name: "template.csv", text: "Username,Group Category,Group Name\nexample,Circles,\n" }) };
  const { text } = await download(page, give);
  const rows = text.trim().split("\r\n");
  assert.deepEqual([rows[0], rows.length], ["Username,Group Category,Group Name", 51 - (await page.locator(".waiting [data-person]").count())]);
  assert.ok(rows.slice(1).every((row) => /,Circles,Circle \d+$/.test(row)), rows[1]);
});
