// An organiser's work goes on through what happens to it: circles are formed again around those who are locked, somebody
// leaves, a move puts sessions out of date, everything is let go.

import assert from "node:assert/strict";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const DESK = { viewport: { width: 1280, height: 1400 } };

const person = (at) => ({
  id: `p${at}`, name: `Person ${at}`, leader: at % 4 === 0, mode: "talk",
  attributes: { Stage: [["Fellow", "Resident", "Attending"][at % 3]] }, availability: [{ day: "tuesday", from: "12:00", to: "14:00" }],
});
const crowd = (count) => ({ participants: Array.from({ length: count }, (_, at) => person(at)) });
const programme = { zone: "America/New_York", from: "2020-10-01", to: "2020-12-18", topics: [{ title: "One" }, { title: "Two" }] };
const rules = { size: { min: 5, max: 8 }, attributes: [{ attribute: "Stage", how: "mix" }] };
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function formed(page, demo, properties = {}, attributes = {}) {
  await blank(page, demo, "circle-planner");
  await page.evaluate(([attributes, properties]) => void give(attributes, properties), [attributes, { roster: crowd(16), programme, rules, ...properties }]);
  await button(page, "Form circles").click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 90_000 });
}
const circleOf = (page, id) => page.evaluate((id) => element().plan.circles.find(({ members }) => members.includes(id))?.id, id);
const card = (page, id) => page.locator(`[data-person="${id}"]`);
const focus = (page) => page.evaluate(() => element().shadowRoot.activeElement?.id || element().shadowRoot.activeElement?.textContent.trim());
const heard = (page) => page.evaluate(() => [...element().shadowRoot.querySelectorAll(".visually-hidden[role=status]")].at(-1).textContent);
const hears = (page, words) => page.waitForFunction((words) => new RegExp(words).test([...element().shadowRoot.querySelectorAll(".visually-hidden[role=status]")].at(-1).textContent), words).catch(async () => assert.fail(`not heard: ${words}, but ${await heard(page)}`));

async function move(page, id, to) {
  await card(page, id).getByRole("button", { name: /^Move / }).click();
  await card(page, id).getByRole("combobox").selectOption(to);
  const make = card(page, id).getByRole("button", { name: "Move", exact: true });
  await make.waitFor();
  return make;
}

/** Somebody who leads nothing, and a circle that is not theirs. */
async function somebody(page) {
  return page.evaluate(() => {
    const [first, second] = element().plan.circles;
    return { who: first.members.find((id) => id !== first.leader), from: first.id, to: second.id };
  });
}

async function leave(page, id) {
  await card(page, id).getByRole("button", { name: /^Take out / }).click();
  await button(page, "Take off the roster").click();
  await card(page, id).waitFor({ state: "detached" });
}

journey("starting over is asked once more: Escape and “Keep it” keep everything, and what goes is told", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo);
  const asks = async () => {
    await button(page, "Start over").click();
    await page.locator("#clearing").waitFor();
    assert.equal(await focus(page), "start-over-not", "what keeps everything is under the hand");
  };
  await asks();
  assert.match(await page.locator("#start-over-asked").innerText(), /roster \(16 people\).+circles \(\d\).+no way back/);
  await shot("planner-start-over");
  await page.evaluate(() => addEventListener("keydown", ({ key }) => (window.heardOutside = key)));
  await page.keyboard.press("Escape");
  await page.locator("#clearing").waitFor({ state: "detached" });
  assert.equal(await focus(page), "start-over");
  assert.equal(await page.evaluate(() => window.heardOutside), undefined, "a dialog around it stays open");
  await asks();
  await button(page, "Keep it").click();
  assert.equal(await page.evaluate(() => element().roster.participants.length), 16);
  await asks();
  await button(page, "Yes, start over").click();
  await page.waitForFunction(() => element().roster === undefined && element().plan === undefined);
  assert.equal(await focus(page), "people");
});

journey("who is locked stays where they are when circles are formed again, and can be let go then; who leaves is locked no more", DESK, async ({ page, demo }) => {
  await formed(page, demo);
  const { who, to } = await somebody(page);
  await (await move(page, who, to)).click();
  await page.locator(`[data-circle="${to}"] [data-person="${who}"]`).waitFor();
  const lock = (id) => card(page, id).getByRole("button", { name: /^Lock / });
  await lock(who).click();
  const other = await page.evaluate((who) => element().plan.circles.flatMap(({ members, leader }) => members.filter((id) => id !== leader && id !== who)).at(-1), who);
  await lock(other).click();
  const places = [await circleOf(page, who), await circleOf(page, other)];
  await button(page, "Form again").click();
  await button(page, "Form again").waitFor({ timeout: 90_000 });
  assert.deepEqual([await circleOf(page, who), await circleOf(page, other)], places);
  assert.equal(await page.locator("#moved").count(), 0, "circles that were formed anew have no moves to tell");
  for (const id of [who, other]) assert.equal(await lock(id).getAttribute("aria-pressed"), "true");
  await leave(page, other);
  await lock(who).waitFor();
  assert.equal(await lock(who).getAttribute("aria-pressed"), "true");
  await lock(who).click();
  await (await move(page, who, await page.evaluate((at) => element().plan.circles.find(({ id }) => id !== at).id, places[0]))).click();
  await page.waitForFunction(([who, at]) => element().plan.circles.find(({ members }) => members.includes(who)).id !== at, [who, places[0]]);
});

journey("somebody leaves, and the others are moved, locked and put back as before; a circle that is too small is filled or stays", DESK, async ({ page, demo, shot }) => {
  const all = crowd(16).participants.map(({ id }) => id);
  const present = [["a", "Aspen", 0, 5], ["b", "Birch", 5, 10], ["c", "Cedar", 10, 16]].map(([id, name, from, to]) => ({ id, name, members: all.slice(from, to) }));
  const roster = { participants: crowd(16).participants.map((one, at) => ({ ...one, leader: at % 5 < 2 })) };
  await formed(page, demo, { roster, rules: { size: { min: 5, max: 8 }, attributes: [], present } });
  await leave(page, "p3");
  await hears(page, "^Person 3 has left.+ Aspen has fewer people");
  await page.locator("#short").getByText("Aspen has fewer people than the rules ask for.").waitFor();
  assert.equal(await page.locator("#stale, #newcomers").count(), 0, "nobody is new, and nothing is out of date");
  assert.ok((await page.getByRole("button", { name: /^Move Person/ }).count()) > 10);
  await shot("planner-too-small");
  // By hand, and taken back.
  await (await move(page, "p12", "a")).click();
  await page.locator('[data-circle="a"] [data-person="p12"]').waitFor();
  await page.locator("#short").waitFor({ state: "detached" });
  await button(page, "Take the last move back").click();
  await page.locator('[data-circle="c"] [data-person="p12"]').waitFor();
  await page.locator("#short").waitFor();
  await button(page, "Fill from other circles").click();
  await page.locator("#moved").waitFor({ timeout: 90_000 });
  const sizes = await page.evaluate(() => Object.fromEntries(element().plan.circles.map(({ id, members }) => [id, members.length])));
  assert.deepEqual(sizes, { a: 5, b: 5, c: 5 });
  assert.match(await page.locator("#moved").innerText(), /from Cedar to Aspen/);
  // Nobody is left to fill it from: it says so, and nothing has changed.
  await leave(page, "p1");
  await page.locator("#short").waitFor();
  const before = await page.evaluate(() => JSON.stringify(element().plan.circles));
  await button(page, "Fill from other circles").click();
  await page.locator("#short").getByText("No way was found to fill it").waitFor({ timeout: 90_000 });
  assert.equal(await page.evaluate(() => JSON.stringify(element().plan.circles)), before);
  await hears(page, "^No way was found");
});

journey("a move says what becomes of the dated sessions; they stay, out of date, until dated anew or the move is taken back", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, {}, { draft: "going-on" });
  await button(page, "Schedule sessions").click();
  await page.locator("[data-series]").first().waitFor();
  const dated = await page.evaluate(() => JSON.stringify(element().term));
  const { who, to } = await somebody(page);
  const make = await move(page, who, to);
  await card(page, who).getByText(/The sessions that are dated \(\d+\) would be out of date/).waitFor();
  await hears(page, "would be out of date");
  await make.click();
  await page.locator("#outdated").waitFor();
  await hears(page, "^Moved: .+ The sessions \\(\\d+\\) are out of date\\.");
  assert.equal(await page.evaluate(() => element().term), undefined, "a page is given no sessions of other circles");
  assert.ok((await page.locator("[data-series]").count()) > 0, "what was dated is there to look at");
  assert.ok(await button(page, "All sessions (.ics)").isDisabled());
  assert.equal(await page.locator("[part=letters]").count(), 0);
  await shot("planner-outdated");
  await button(page, "Take the last move back").click();
  await page.locator("#outdated").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => JSON.stringify(element().term)), dated);
  assert.ok(await button(page, "All sessions (.ics)").isEnabled());
  await button(page, "Make it again").click();
  await page.locator("#outdated").waitFor();
  await page.locator('#kept[data-state="kept"]').waitFor();
  // They are so after a reload too.
  await blank(page, demo, "circle-planner");
  await page.evaluate((properties) => void give({ draft: "going-on" }, properties), { programme, rules });
  await page.locator("#outdated").waitFor();
  await button(page, "Date the sessions anew").click();
  await page.locator("#outdated").waitFor({ state: "detached" });
  assert.notEqual(await page.evaluate(() => JSON.stringify(element().term)), dated);
});

journey("another time puts the sessions out of date, and is told to whoever cannot see it", DESK, async ({ page, demo }) => {
  await formed(page, demo);
  await button(page, "Schedule sessions").click();
  await page.locator("[data-series]").first().waitFor();
  await page.getByText("Choose the times jointly").click();
  await page.locator(".times").getByText(/would be out of date until you date them anew/).waitFor();
  await button(page, "Find the best times").click();
  await page.locator("#times-proved").waitFor({ timeout: 90_000 });
  await page.getByRole("button", { name: /^Other times for / }).first().click();
  await page.locator(".other-times button").last().click({ timeout: 90_000 });
  await page.locator("#outdated").waitFor({ timeout: 90_000 });
  await hears(page, "^Circle 1 meets Tuesday, .+ now\\. The sessions \\(\\d+\\) are out of date");
});

journey("whoever left is named in the letter to them, and only the count of letters is told unasked", DESK, async ({ page, demo }) => {
  await formed(page, demo);
  await button(page, "Schedule sessions").click();
  await page.locator("[data-series]").first().waitFor();
  const { who } = await somebody(page);
  const name = await page.evaluate((id) => element().roster.participants.find((one) => one.id === id).name, who);
  await card(page, who).getByRole("button", { name: /^Take out / }).click();
  await page.getByText(`A letter to ${name} is then written for you to send`, { exact: false }).waitFor();
  await button(page, "Take off the roster").click();
  await page.locator(".letter summary").first().getByText(name).waitFor();
  assert.ok(await page.evaluate(() => element().term), "the sessions go on");
  assert.equal(await page.locator("#outdated").count(), 0);
  await button(page, "Write letters").click();
  await page.locator("#written").getByText(/^\d+ letters$/).waitFor();
  const told = await page.evaluate(() => [...element().shadowRoot.querySelectorAll("[part=letters] :is([aria-live], [role=status])")].map(({ textContent }) => textContent.trim().length));
  assert.ok(told.every((length) => length < 60), JSON.stringify(told));
});

const FORM = "Timestamp;Your name;E-mail address;Department;Possible when\n2024-01-01;Ana Müller;ana@x.example;Surgery;Tue 12:00-13:00\n2024-01-02;ana müller;ana2@x.example;Medicine;Tue 12:00-13:00\n2024-01-03;Bo Lind;bo@x.example;Medicine;\n";

/** Puts rows into the place for them. */
async function pasted(page, text) {
  await button(page, "Paste").click();
  await page.getByLabel(/Paste rows here/).fill(text);
  await button(page, "Take these rows").click();
}

journey("a form's roster says what no column was taken for, who is called alike and who gave no times; whoever cannot see hears what was found", DESK, async ({ page, demo, shot }) => {
  await blank(page, demo, "circle-planner");
  await page.evaluate(() => void give({}));
  await pasted(page, FORM);
  await page.locator("#lacks").getByText("No column was taken for times").waitFor();
  await page.locator("#summary").getByText("Nobody has said when they are free.").waitFor();
  await shot("planner-lacks");
  await page.locator("#say-columns").click();
  await page.locator("#column-4").selectOption({ label: "When free in a week" });
  await page.locator("#column-1").selectOption({ label: "Name" });
  await button(page, "Take these rows").click();
  await page.locator("#lacks").waitFor({ state: "detached" });
  await page.locator("#summary").getByText("1 has not said when they are free").waitFor();
  await page.locator("#summary").getByText("2 people are called Ana Müller").waitFor();
  await pasted(page, "Id,Name,Availability\nz1,Cy Rey,Tue 12:00-13:00\nz2,Di Poe,Blursday noon\n");
  await hears(page, "^2 added, 0 updated\\. 1 thing in What was pasted could not be understood\\.");
});

journey("what was pasted and could not be used is there to mend", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  await page.evaluate(() => void give({}));
  await pasted(page, "[{]");
  await page.locator(".notice.bad").waitFor();
  assert.equal(await page.getByLabel(/Paste rows here/).inputValue(), "[{]");
  assert.equal(await focus(page), "paste");
  await button(page, "Cancel").click();
  await button(page, "Paste").click();
  assert.equal(await page.getByLabel(/Paste rows here/).inputValue(), "");
});

journey("a programme that does not come is asked for again by a button, and by itself once the network is back", DESK, async ({ page, demo, complaints }) => {
  await blank(page, demo, "circle-planner");
  let answers = 0;
  await page.route("**/later.json", (route) => (answers++ < 2 ? route.abort() : route.fulfill({ json: { zone: "America/New_York", from: "2020-10-01", to: "2020-12-18" } })));
  await page.evaluate(() => void give({ src: "/later.json" }));
  await button(page, "Try again").click();
  await page.waitForFunction(() => element().shadowRoot.querySelector(".again") !== null);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.waitForFunction(() => element().programme?.zone === "America/New_York");
  await page.locator(".notice.bad").waitFor({ state: "detached" });
  assert.equal(answers, 3);
  // The browser itself logs what did not come.
  complaints.splice(0);
});

journey("sizes that cannot be are told at their field, and what rules ask for is told in words of the page", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  const silent = { participants: crowd(12).participants.map(({ availability: _, ...one }) => one) };
  await page.evaluate((properties) => void give({}, properties), { roster: silent, programme });
  const fewest = page.getByLabel("from", { exact: true });
  await fewest.fill("9");
  await fewest.press("Tab");
  assert.match(await fewest.evaluate((input) => input.validationMessage), /cannot be more than the most \(8\)/);
  assert.deepEqual(await page.evaluate(() => element().rules.size), { min: 5, max: 8 });
  await button(page, "Form circles").click();
  const failure = page.locator("#failure");
  await failure.getByText("Nobody on the roster says when they are free.", { exact: false }).waitFor({ timeout: 60_000 });
  assert.doesNotMatch(await failure.innerText(), /rules\.|null/);
});

journey("who gave no times is not said to share none; whoever waits is no cost of nothing; what was proved holds after a move", DESK, async ({ page, demo }) => {
  const participants = crowd(16).participants.map((one, at) => (at === 15 ? { ...one, name: "No Times", availability: [] } : one));
  await formed(page, demo, { roster: { participants } });
  await page.locator("#obstacles").getByText("No Times has not said when they are free").waitFor();
  assert.doesNotMatch(await page.locator("#obstacles").innerText(), /No Times can meet/);
  await page.getByText(/Cost \d+ for those who have a place\./).waitFor();
  await blank(page, demo, "circle-planner");
  await formed(page, demo);
  await page.getByText("Proved: no circles cost less.").waitFor();
  const cost = await page.evaluate(() => element().plan.cost);
  const { who, to } = await somebody(page);
  const make = await move(page, who, to);
  await make.click();
  await page.waitForFunction((cost) => element().plan.cost !== cost || element().plan.proved === false, cost);
  assert.doesNotMatch(await page.locator("[part=circles]").innerText(), /No bound yet/i);
  if ((await page.evaluate(() => element().plan.cost)) > cost && cost > 0) await page.getByText(`No circles that keep the rules cost less than ${cost}.`).waitFor();
});

journey("on a phone the moved person comes to the middle of the window, and a week of free hours fits", { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }, async ({ page, demo, shot }) => {
  await formed(page, demo);
  const { who, to } = await somebody(page);
  await (await move(page, who, to)).click();
  await page.locator(`[data-circle="${to}"] [data-person="${who}"]`).waitFor();
  await page.waitForTimeout(300);
  const [top, bottom] = await card(page, who).getByRole("button", { name: /^Move / }).evaluate((one) => [one.getBoundingClientRect().top, innerHeight - one.getBoundingClientRect().bottom]);
  assert.ok(top >= 40 && bottom >= 40, `${top} above, ${bottom} below`);
  await page.locator("circle-planner").getByText("When people are free").click();
  await page.locator("table.free").waitFor();
  const [wide, cut] = await page.locator("table.free").evaluate((table) => [
    table.parentElement.scrollWidth - table.parentElement.clientWidth,
    [...table.querySelectorAll("th")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map(({ textContent }) => textContent.trim()),
  ]);
  assert.deepEqual([wide, cut], [0, []]);
  await page.locator("#free-lead").getByText("Whole hours are counted").waitFor();
  await page.locator("table.free").scrollIntoViewIfNeeded();
  await shot("planner-free-phone", false);
});
