// What an organiser sends while a term is under way: letters, a session that cannot be, somebody who leaves.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const planner = (page) => page.locator("circle-planner");

/** A term of sessions, seen from its second month. */
async function term(page, demo) {
  await page.goto(`${demo}stories.html?story=planner-term`);
  await page.locator('html[data-ready="planner-term"]').waitFor({ timeout: 90_000 });
}

const members = (page) => planner(page).evaluate(({ plan, roster }) => {
  const known = new Set(roster.participants.map(({ id }) => id));
  return { roster: known.size, placed: plan.circles.flatMap(({ members }) => members) };
});

journey("letters are written for all circles or one, copied, opened in a mail program, and taken away as a table", DESK, async ({ page, demo, shot }) => {
  await term(page, demo);
  await button(page, "Write letters").click();
  await page.locator("#written").waitFor();
  const { placed } = await members(page);
  assert.equal(await page.locator("#written").innerText(), `${placed.length} letters`);
  const table = await download(page, button(page, "All as a table (.csv)"));
  assert.match(table.text.replace("\ufeff", ""), /^E-mail,Name,Subject,Text\r\n/);
  assert.equal(table.text.match(/@example\.org,/g).length, placed.length);
  await page.getByLabel("What for").selectOption("reminder");
  assert.equal(await page.locator(".letter").count(), 0, "letters of another kind are gone");
  await page.locator("#letter-circle").selectOption({ index: 1 });
  await button(page, "Write letters").click();
  const letter = page.locator(".letter").first();
  await letter.locator("summary").click();
  await letter.getByRole("button", { name: /^Copy the letter to / }).click();
  await page.getByText("Copied.").waitFor();
  const text = await letter.locator(".body").innerText();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.length > 80 && copied.includes(text.split("\n")[0]), copied);
  const href = await letter.getByRole("link").getAttribute("href");
  assert.match(href, /^mailto:[^?]+@example\.org\?subject=/);
  await accessible(page, "letters");
  await shot("organiser-letters");
});

journey("somebody invites: the letters have invitations for calendars, and who invites is kept", DESK, async ({ page, demo, shot }) => {
  await term(page, demo);
  await button(page, "Write letters").click();
  await page.locator("#written").waitFor();
  assert.equal(await page.locator("[data-ics]").count(), 0, "nobody invites, so nothing asks calendars");
  await page.getByLabel("Their name").fill("Ruth Okafor");
  await page.getByLabel("Their e-mail address").fill("ruth@example.org");
  await page.getByLabel("Their e-mail address").press("Tab");
  assert.deepEqual(await planner(page).evaluate(({ organizer }) => organizer), { name: "Ruth Okafor", email: "ruth@example.org" });
  await button(page, "Write letters").click();
  await page.locator("#written").waitFor();
  await page.getByText(/^Invitations for calendars \(\d+\)$/).waitFor();
  const asked = page.locator("[data-ics]");
  const talking = await planner(page).evaluate(({ term }) => term.series.filter(({ rule }) => rule).length);
  assert.equal(await asked.count(), talking, "one for each circle that meets");
  if (!(await asked.first().isVisible())) await page.getByText(/^Invitations for calendars/).click();
  const { text } = await download(page, asked.first());
  assert.match(text, /METHOD:REQUEST\r\n/);
  assert.match(text.replaceAll("\r\n ", ""), /ORGANIZER;CN=Ruth Okafor:mailto:ruth@example\.org\r\n/);
  await accessible(page, "invitations");
  await shot("organiser-invitations");
  await page.getByLabel("Their e-mail address").fill("");
  await page.getByLabel("Their e-mail address").press("Tab");
  assert.equal(await planner(page).evaluate(({ organizer }) => organizer), undefined);
});

journey("a session that cannot be finds another time: shown first, then done, with its letters", DESK, async ({ page, demo, shot }) => {
  await term(page, demo);
  const first = page.locator("[data-series]").first();
  const id = await first.getAttribute("data-series");
  await first.getByRole("button", { name: /^Change a session of / }).click();
  const which = first.getByLabel("Which session");
  const session = await which.locator("option").nth(2).getAttribute("value");
  await which.selectOption(session);
  await first.getByLabel("Why, for the letters (optional)").fill("The room is closed.");
  await button(page, "Show what that would do").click();
  await first.locator("#outcome li").first().waitFor();
  const at = () => planner(page).evaluate(({ term }, [circle, session]) => term.series.find((one) => one.circle === circle).sessions.find(({ id }) => id === session), [id, session]);
  assert.notEqual((await at()).status, "moved", "what is shown is not done");
  await accessible(page, "what a change would do");
  await shot("organiser-change");
  await button(page, "Change it").click();
  await page.getByText(/^\d+ letters about the change$/).waitFor();
  assert.equal((await at()).status, "moved");
  await page.locator(".letter").first().locator("summary").click();
  await page.getByText("The room is closed.", { exact: false }).first().waitFor();
  // Calendars that have the session take the change from a file that goes along: of the circle as it is now, or of what is asked.
  const calendar = async () => (await download(page, page.getByRole("button", { name: /^Calendar change for .* \(\.ics\)$/ }).first())).text;
  const told = await calendar();
  assert.match(told, /SEQUENCE:[1-9]/);
  assert.doesNotMatch(told, /METHOD:REQUEST/);
  await planner(page).getByLabel("Their name").fill("Ruth Okafor");
  await planner(page).getByLabel("Their e-mail address").fill("ruth@example.org");
  await planner(page).getByLabel("Their e-mail address").press("Tab");
  await first.getByRole("button", { name: /^Change a session of / }).click();
  await first.getByLabel("Which session").selectOption({ index: 3 });
  await first.getByLabel("It does not take place").check();
  await button(page, "Show what that would do").click();
  await button(page, "Change it").click();
  const asked = await calendar();
  assert.match(asked, /METHOD:CANCEL/);
  assert.match(asked.replaceAll("\r\n ", ""), /mailto:ruth@example.org/);
});

journey("somebody leaves: asked twice, the others stay, and letters tell of it", DESK, async ({ page, demo, shot }) => {
  await term(page, demo);
  const before = await members(page);
  const person = page.locator("[data-circle] .person:not(.leads)").first();
  const id = await person.getAttribute("data-person");
  await person.getByRole("button", { name: /^Take out / }).click();
  await accessible(page, "somebody leaves");
  await shot("organiser-leaves");
  await person.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(await members(page), before);
  await person.getByRole("button", { name: /^Take out / }).click();
  await person.getByRole("button", { name: "Take off the roster" }).click();
  await page.getByText(/letters? about the change/).first().waitFor();
  const after = await members(page);
  assert.equal(after.roster, before.roster - 1);
  assert.deepEqual(after.placed, before.placed.filter((one) => one !== id));
  assert.equal(await page.locator("#stale").count(), 0);
  await page.getByRole("button", { name: /^Move / }).first().waitFor();
});

journey("circles are written for the system that takes them", DESK, async ({ page, demo }) => {
  await term(page, demo);
  const file = async (format, fill = async () => {}) => {
    await page.getByLabel("Circles for").selectOption({ label: format });
    await fill();
    return download(page, button(page, "Circles as CSV"));
  };
  assert.match((await file("Canvas")).text, /^user_id,group_name\r\n/);
  assert.match((await file("Blackboard", () => page.getByLabel("Name of the group set").fill("Spring"))).text, /Spring/);
  assert.match((await file("Moodle")).text, /^groupname,description\r\n/);
});

journey("topics are put in another order and worded anew, and the sessions take them; starting over brings the programme's own back", DESK, async ({ page, demo, shot }) => {
  await term(page, demo);
  const titles = () => planner(page).evaluate(({ programme }) => programme.topics.map(({ title }) => title));
  const before = await titles();
  await page.getByText(`Topics (${before.length})`).click();
  await page.getByRole("button", { name: `Move down: ${before[0]}` }).click();
  assert.deepEqual((await titles()).slice(0, 2), [before[1], before[0]]);
  await page.locator("#outdated").waitFor();
  assert.equal(await planner(page).evaluate(({ term }) => term), undefined, "sessions with the old topics are out of date");
  await page.waitForFunction((title) => document.querySelector("circle-planner").shadowRoot.activeElement?.ariaLabel === `Move down: ${title}`, before[0]);
  await page.getByLabel("Topic 1", { exact: true }).fill("How we sleep");
  await page.getByLabel("Topic 1", { exact: true }).press("Tab");
  await page.getByRole("button", { name: `Leave out: ${before[2]}` }).click();
  await button(page, "Add a topic").click();
  assert.equal((await titles()).length, before.length);
  await accessible(page, "topics");
  await shot("organiser-topics");
  await button(page, "Date the sessions anew").click();
  await page.locator("[data-series][open] td").getByText("How we sleep").waitFor();
  await button(page, "Start over").click();
  await button(page, "Yes, start over").click();
  assert.deepEqual(await titles(), before);
});

journey("a move is taken back and made again, and a circle says what could be better", DESK, async ({ page, demo }) => {
  await term(page, demo);
  const person = page.locator("[data-circle] .person:not(.leads)").first();
  const id = await person.getAttribute("data-person");
  const home = () => planner(page).evaluate(({ plan }, id) => plan.circles.find(({ members }) => members.includes(id)).id, id);
  const before = await home();
  await person.getByRole("button", { name: /^Move / }).click();
  await person.getByRole("combobox").selectOption({ index: 1 });
  await person.getByRole("button", { name: "Move", exact: true }).click();
  await page.waitForFunction(([id, before]) => document.querySelector("circle-planner").plan.circles.find(({ members }) => members.includes(id)).id !== before, [id, before]);
  const after = await home();
  await button(page, "Take the last move back").click();
  await page.waitForFunction(([id, before]) => document.querySelector("circle-planner").plan.circles.find(({ members }) => members.includes(id)).id === before, [id, before]);
  await button(page, "Make it again").click();
  await page.waitForFunction(([id, after]) => document.querySelector("circle-planner").plan.circles.find(({ members }) => members.includes(id)).id === after, [id, after]);
  await page.getByRole("button", { name: /^What could be better/ }).first().click();
  await page.locator(".against li").first().waitFor();
  await accessible(page, "what could be better in a circle");
});
