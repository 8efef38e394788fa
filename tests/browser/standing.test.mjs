// Circles stand through what an organiser does with them: a time that was chosen by hand and the weeks that go with it come
// back with a move that is taken back, moves outlive a departure, and whoever comes or whatever rules change puts no hands away.

import assert from "node:assert/strict";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const DESK = { viewport: { width: 1280, height: 1400 } };

const times = [{ day: "tuesday", from: "12:00", to: "14:00" }, { day: "thursday", from: "09:00", to: "11:00" }];
const person = (at) => ({ id: `p${at}`, name: `Person ${at}`, leader: at % 4 === 0, mode: "talk", attributes: { Stage: [["Fellow", "Resident", "Attending"][at % 3]] }, availability: times });
const crowd = (count, more = (one) => one) => ({ participants: Array.from({ length: count }, (_, at) => more(person(at), at)) });
const programme = { zone: "America/New_York", from: "2020-10-01", to: "2021-03-18", recurrence: { kind: "weeks", every: 2 }, topics: [{ title: "One" }, { title: "Two" }] };
const rules = { size: { min: 5, max: 8 }, attributes: [] };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const card = (page, id) => page.locator(`[data-person="${id}"]`);
const plan = (page) => page.evaluate(() => element().plan);
const circles = async (page) => (await plan(page)).circles.map(({ id, members, slot, leader }) => ({ id, members, slot, leader }));
const placeOf = (page, id) => page.evaluate((id) => element().plan.circles.find(({ members }) => members.includes(id))?.id ?? "", id);

async function given(page, demo, properties = {}, attributes = {}) {
  await blank(page, demo, "circle-planner");
  await page.evaluate(([attributes, properties]) => void give(attributes, properties), [attributes, { roster: crowd(16), programme, rules, ...properties }]);
}

async function formed(page, demo, properties = {}, attributes = {}) {
  await given(page, demo, properties, attributes);
  await button(page, "Form circles").click();
  await page.locator("[data-circle] .why, #obstacles").first().waitFor({ timeout: 90_000 });
  await button(page, "Form again").waitFor({ timeout: 90_000 });
}

async function move(page, id, to) {
  await card(page, id).getByRole("button", { name: /^Move / }).click();
  await card(page, id).getByRole("combobox").selectOption(to || "waiting");
  await card(page, id).getByRole("button", { name: "Move", exact: true }).click();
  await page.waitForFunction(([id, to]) => (element().plan.circles.find(({ members }) => members.includes(id))?.id ?? "") === to, [id, to]);
}

async function leave(page, id) {
  await card(page, id).getByRole("button", { name: /^Take out / }).click();
  await button(page, "Take off the roster").click();
  await card(page, id).waitFor({ state: "detached" });
}

async function undo(page) {
  await page.locator("#undo:enabled").click();
}

/** Somebody of the first circle who leads nothing, and whoever of the second. */
async function two(page) {
  const [first, second] = (await plan(page)).circles;
  const [one, other] = [first, second].map(({ members, leader }) => members.filter((id) => id !== leader));
  return { first: first.id, second: second.id, one, other };
}

/** Other times for a circle, of which the one is taken that `wanted` likes. */
async function takeTime(page, circle, wanted = () => true) {
  await page.locator(`[data-times="${circle}"] button`).click();
  const others = page.locator(".other-times li");
  await others.first().waitFor({ timeout: 90_000 });
  const texts = await others.locator("strong").allInnerTexts();
  const at = texts.findLastIndex(wanted);
  assert.ok(at >= 0, `${texts}`);
  await others.nth(at).getByRole("button").click();
  await page.locator(`[data-times="${circle}"]`).getByText("chosen", { exact: true }).waitFor({ timeout: 90_000 });
  await button(page, "Find the best times").waitFor({ timeout: 90_000 });
}

async function findTimes(page) {
  if (!(await page.locator("details.times").getAttribute("open")) && !(await button(page, "Find the best times").isVisible())) await page.getByText("Choose the times jointly").click();
  await button(page, "Find the best times").click();
  await page.locator("#times-proved").waitFor({ timeout: 90_000 });
  await button(page, "Find the best times").waitFor({ timeout: 90_000 });
}

journey("a time that was chosen by hand and never dated comes back with a move that is taken back, and stays chosen", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, {}, { draft: "chosen" });
  const { first, second, one } = await two(page);
  await findTimes(page);
  await takeTime(page, first, (text) => !text.startsWith("Tuesday, 12"));
  const before = await circles(page);
  await move(page, one[0], second);
  assert.notDeepEqual(await circles(page), before);
  await undo(page);
  await page.waitForFunction(([id, to]) => element().plan.circles.find(({ members }) => members.includes(id))?.id === to, [one[0], first]);
  assert.deepEqual(await circles(page), before, "exactly what it was");
  await shot("planner-chosen-again");
  await page.locator(`[data-times="${first}"]`).getByText("chosen", { exact: true }).waitFor();
  // A move elsewhere takes the choice from nobody, nor does a reload.
  await page.locator('#kept[data-state="kept"]').waitFor();
  await blank(page, demo, "circle-planner");
  await page.evaluate((properties) => void give({ draft: "chosen" }, properties), { programme, rules });
  await page.getByRole("button", { name: /^Move Person/ }).first().waitFor();
  await findTimes(page);
  assert.deepEqual((await circles(page)).find(({ id }) => id === first), before.find(({ id }) => id === first));
  await page.locator(`[data-times="${first}"]`).getByText("chosen", { exact: true }).waitFor();
});

journey("weeks go with the time that they were found for: other people in a circle meet with the rest, until the move is taken back", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo);
  const { first, second, one } = await two(page);
  await page.getByText("Choose the times jointly").click();
  await page.getByLabel("Circles may meet in other weeks than the rest").check();
  await findTimes(page);
  await takeTime(page, first, (text) => /after the others/.test(text));
  const phases = () => page.evaluate(() => element().programme.phases ?? []);
  const phase = async (circle) => (await phases()).find((one) => one.circle === circle)?.phase ?? 0;
  const [before, weeks] = [await circles(page), await phases()];
  assert.equal(await phase(first), 1);
  await move(page, one[0], second);
  assert.equal(await phase(first), 0, "what was found was of other people");
  await shot("planner-other-weeks");
  await undo(page);
  await page.locator(`[data-circle="${first}"] [data-person="${one[0]}"]`).waitFor();
  assert.deepEqual([await circles(page), await phases()], [before, weeks]);
  // A time that was chosen in other weeks stays where the rest meets in the same.
  await page.getByLabel("Circles may meet in other weeks than the rest").uncheck();
  await findTimes(page);
  assert.deepEqual([(await circles(page)).find(({ id }) => id === first), await phase(first)], [before.find(({ id }) => id === first), 1]);
});

journey("weeks that were found are there after a reload, and the sessions that were dated in them", DESK, async ({ page, demo }) => {
  await formed(page, demo, {}, { draft: "weeks" });
  const { first } = await two(page);
  await page.getByText("Choose the times jointly").click();
  await page.getByLabel("Circles may meet in other weeks than the rest").check();
  await findTimes(page);
  await takeTime(page, first, (text) => /after the others/.test(text));
  await button(page, "Schedule sessions").click();
  await page.locator("[data-series]").first().waitFor();
  const term = await page.evaluate(() => JSON.stringify(element().term));
  await page.locator('#kept[data-state="kept"]').waitFor();
  await blank(page, demo, "circle-planner");
  await page.evaluate((properties) => void give({ draft: "weeks" }, properties), { programme, rules });
  await page.locator("[data-series]").first().waitFor();
  assert.equal(await page.locator("#outdated").count(), 0);
  assert.equal(await page.evaluate(() => JSON.stringify(element().term)), term);
});

journey("moves that were made before somebody left are taken back after it, without whoever left", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, { roster: crowd(14), rules: { ...rules, size: { min: 4, max: 8 }, circles: 3 } });
  const { first, second, one } = await two(page);
  const [who, leaver, mover] = one;
  const before = await circles(page);
  await move(page, who, second);
  await move(page, leaver, second);
  await leave(page, leaver);
  await page.locator("#undo:enabled").waitFor();
  await shot("planner-undo-after-leaving");
  await undo(page);
  await page.locator(`[data-circle="${first}"] [data-person="${who}"]`).waitFor();
  const without = before.map((circle) => ({ ...circle, members: circle.members.filter((id) => id !== leaver) }));
  assert.deepEqual((await circles(page)).map(({ id, members }) => ({ id, members })), without.map(({ id, members }) => ({ id, members })));
  assert.ok(await page.locator("#undo").isDisabled(), "whoever left has no move to take back");
  await page.locator("#redo:enabled").click();
  await page.locator(`[data-circle="${second}"] [data-person="${who}"]`).waitFor();
  // Steps before and after it, one after the other; whoever is locked since is locked where they were.
  await move(page, mover, second);
  await card(page, who).getByRole("button", { name: /^Lock / }).click();
  await card(page, who).getByText("Locked").waitFor();
  await undo(page);
  await page.locator(`[data-circle="${first}"] [data-person="${mover}"]`).waitFor();
  await undo(page);
  await page.locator(`[data-circle="${first}"] [data-person="${who}"]`).waitFor();
  assert.equal(await card(page, who).getByRole("button", { name: /^Lock / }).getAttribute("aria-pressed"), "true");
  assert.ok(await page.locator("#undo").isDisabled());
  assert.equal(await page.evaluate((id) => element().roster.participants.some((one) => one.id === id), leaver), false);
});

journey("whoever comes waits for a place, and people are moved and locked as before", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, { rules: { ...rules, attributes: [{ attribute: "Stage", how: "mix" }] } });
  const { first, second, one } = await two(page);
  await move(page, one[0], second);
  await page.evaluate((roster) => (element().roster = roster), crowd(17));
  await page.locator('[part=waiting] [data-person="p16"]').waitFor({ timeout: 30_000 });
  await page.locator("#stale").getByText("move and lock people as before", { exact: false }).waitFor();
  await page.getByText(/16 people placed, 1 waiting\. Cost/).waitFor();
  assert.equal(await page.locator("#obstacles").count(), 0, "nobody has looked for a place yet");
  await shot("planner-newcomer");
  assert.equal(await placeOf(page, one[0]), second);
  const before = await circles(page);
  await page.evaluate((roster) => (element().roster = roster), { participants: crowd(17).participants.reverse() });
  await page.waitForFunction(() => element().plan.waiting.length === 1 && element().roster.participants[0].id === "p16");
  await page.waitForTimeout(1000);
  assert.deepEqual(await circles(page), before, "another order of the roster is no other circle");
  // What was done before can be taken back; whoever came waits still.
  await undo(page);
  await page.locator(`[data-circle="${first}"] [data-person="${one[0]}"]`).waitFor();
  assert.equal(await placeOf(page, "p16"), "");
  await card(page, one[1]).getByRole("button", { name: /^Move / }).click();
  await card(page, one[1]).getByRole("combobox").selectOption(second);
  await card(page, one[1]).locator(".move").getByText(/Costs|Saves/).waitFor();
  assert.doesNotMatch(await card(page, one[1]).locator(".move").innerText(), /\d{3}|stay/, "a move by hand is no disturbance");
  await card(page, one[1]).getByRole("button", { name: "Cancel" }).click();
  await move(page, "p16", first);
  await card(page, "p16").getByRole("button", { name: /^Lock / }).click();
  await card(page, "p16").getByText("Locked").waitFor();
  await move(page, one[1], second);
  await button(page, "Keep the circles, change as little as can be").click();
  await page.locator("#stale").waitFor({ state: "detached", timeout: 90_000 });
  assert.equal(await placeOf(page, "p16"), first, "whoever is locked stays");
});

journey("other rules are held against the circles that stand: what they break is told, and people are moved on", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, { rules: { ...rules, size: { min: 4, max: 8 } } });
  const { first, second, one, other } = await two(page);
  const before = await circles(page);
  await page.evaluate(([one, other]) => (element().rules = { size: { min: 4, max: 8 }, attributes: [], apart: [[one[0], one[1]]] }), [one, other]);
  await page.locator(`[data-circle="${first}"] .broken`).waitFor({ timeout: 30_000 });
  await shot("planner-rule-broken");
  assert.deepEqual(await circles(page), before);
  await move(page, one[0], second);
  await page.locator(`[data-circle="${first}"] .broken`).waitFor({ state: "detached" });
  await undo(page);
  await page.locator(`[data-circle="${first}"] .broken`).waitFor();
  // Far too many people for the rules, and two who must be together and are not: the circles stand all the same.
  await page.evaluate(([one, other]) => (element().rules = { size: { min: 2, max: 4 }, attributes: [], together: [[one[0], other[0]]] }), [one, other]);
  await page.locator(`[data-circle="${second}"] .broken`).filter({ hasText: "4" }).waitFor({ timeout: 30_000 });
  await shot("planner-rules-broken");
  assert.deepEqual(await circles(page), before);
  await move(page, one[0], second);
  await card(page, one[2]).getByRole("button", { name: /^Lock / }).click();
  await card(page, one[2]).getByText("Locked").waitFor();
  await page.evaluate(() => (element().lang = "es"));
  await page.locator("#stale").getByText("Los círculos siguen en pie", { exact: false }).waitFor();
});

journey("where circles cannot be taken up under other rules it is told why nobody can be moved, and what to press", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo);
  await page.evaluate(() => (element().rules = { size: { min: 5, max: 8 }, circles: 1, attributes: [] }));
  await page.locator("#stale").getByText("Nobody can be moved or locked for now.", { exact: false }).waitFor({ timeout: 30_000 });
  assert.match(await page.locator("#stale").innerText(), /The circles that are there \(2\) are more than those asked for \(1\).+Take the change back, or press “Form again”\./s);
  assert.equal(await page.getByRole("button", { name: /^Move Person/ }).count(), 0);
  await shot("planner-cannot-move");
  await page.evaluate(() => (element().rules = { size: { min: 5, max: 8 }, attributes: [] }));
  await page.getByRole("button", { name: /^Move Person/ }).first().waitFor({ timeout: 30_000 });
  assert.doesNotMatch(await page.locator("#stale").innerText(), /Nobody can be moved/);
});

journey("circles of people who are on the roster no more are not lost: they stand when these are back", DESK, async ({ page, demo }) => {
  await formed(page, demo);
  const before = await circles(page);
  await page.evaluate(() => (element().roster = { participants: [{ id: "other", name: "Somebody Else", mode: "talk", availability: [{ day: "tuesday", from: "12:00", to: "14:00" }] }] }));
  await page.locator("#stale").getByText("Nobody of these circles is on the roster.", { exact: false }).waitFor({ timeout: 30_000 });
  await page.evaluate((roster) => (element().roster = roster), crowd(17));
  await page.locator('[part=waiting] [data-person="p16"]').waitFor({ timeout: 30_000 });
  assert.deepEqual(await circles(page), before);
});

journey("a move that is made while rules change is made under the new ones", DESK, async ({ page, demo }) => {
  await formed(page, demo);
  const { second, one } = await two(page);
  await card(page, one[0]).getByRole("button", { name: /^Move / }).click();
  await card(page, one[0]).getByRole("combobox").selectOption(second);
  await card(page, one[0]).getByRole("button", { name: "Move", exact: true }).waitFor();
  await page.evaluate(([one, roster]) => {
    element().roster = roster;
    element().rules = { size: { min: 4, max: 9 }, attributes: [] };
    [...element().shadowRoot.querySelectorAll(`[data-person="${one}"] .move button`)].find(({ textContent }) => textContent.trim() === "Move").click();
  }, [one[0], crowd(18)]);
  await page.locator(`[data-circle="${second}"] [data-person="${one[0]}"]`).waitFor({ timeout: 30_000 });
  const { waiting } = await plan(page);
  assert.deepEqual(waiting, ["p16", "p17"]);
});

/** Five who formed a circle and can only meet alone, five more, and eight who would fill another. */
const own = (at) => [["Aspen", "monday"], ["Birch", "tuesday"], [undefined, "wednesday"]][Math.min(2, Math.floor(at / 5))];
const parted = crowd(18, (one, at) => ({ ...one, ...(own(at)[0] && { circle: own(at)[0] }), availability: [{ day: own(at)[1], from: "12:00", to: "14:00" }] }));

journey("circles that people formed themselves stand where their number is given, though others would fill one better", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo, { roster: parted, rules: { ...rules, circles: 2 } });
  const names = async () => (await plan(page)).circles.map(({ name, members }) => `${name} ${members.length}`).sort();
  assert.deepEqual(await names(), ["Aspen 5", "Birch 5"]);
  assert.equal((await plan(page)).waiting.length, 8);
  await shot("planner-own-stand");
  await button(page, "Improve further").click();
  await button(page, "Improve further").waitFor({ timeout: 120_000 });
  assert.deepEqual(await names(), ["Aspen 5", "Birch 5"]);
  // Whoever accepts later is in the circle that they were invited to, and everybody else stays.
  await page.evaluate((roster) => (element().roster = roster), { participants: [...parted.participants, { ...parted.participants[3], id: "late", name: "Late Comer" }] });
  await page.locator('[data-person="late"]').waitFor({ timeout: 30_000 });
  assert.deepEqual(await names(), ["Aspen 6", "Birch 5"]);
  // By hand they can still be moved.
  await card(page, "p1").getByRole("button", { name: /^Move / }).click();
  await card(page, "p1").getByRole("combobox").selectOption("waiting");
  await card(page, "p1").getByRole("button", { name: "Move", exact: true }).waitFor();
});

journey("circles that there are stand where their number is given and newcomers are placed", DESK, async ({ page, demo }) => {
  const all = parted.participants.map(({ circle: _own, ...one }) => one);
  await formed(page, demo, { roster: { participants: all.slice(0, 10) }, rules: { ...rules, circles: 2 } });
  const before = await circles(page);
  assert.deepEqual(before.map(({ members }) => members.length), [5, 5]);
  await page.evaluate((roster) => (element().roster = roster), { participants: all });
  await button(page, "Place 8 people who wait, keep the circles").click();
  await page.locator("#stale").waitFor({ state: "detached", timeout: 120_000 });
  await button(page, "Form again").waitFor({ timeout: 120_000 });
  assert.deepEqual(await circles(page), before);
  assert.equal((await plan(page)).waiting.length, 8);
});

/** Six people who meet on Thursday, though Tuesday would do, and somebody new with other times. */
async function late(page, demo, availability) {
  await formed(page, demo, { roster: crowd(6) });
  await findTimes(page);
  await takeTime(page, (await plan(page)).circles[0].id, (text) => /Thursday/.test(text));
  const before = await circles(page);
  assert.equal(before[0].slot.day, "thursday");
  await page.evaluate((roster) => void (element().roster = roster), { participants: [...crowd(6).participants, { ...person(7), id: "late", name: "Late Joiner", availability }] });
  await page.getByRole("button", { name: /^Place 1 person who waits/ }).click();
  await page.waitForFunction(() => element().plan.circles.some(({ members }) => members.includes("late")));
  await button(page, "Form again").waitFor({ timeout: 90_000 });
  return before;
}

journey("whoever comes late joins a circle at the time that it has, and all of that is taken back at once", DESK, async ({ page, demo }) => {
  const before = await late(page, demo, times);
  const [circle] = await circles(page);
  assert.deepEqual(circle.slot, before[0].slot, "the circle keeps its time");
  assert.equal((await plan(page)).cost, 0);
  const told = await page.locator("#moved li").allInnerTexts();
  assert.deepEqual([told.length, /^Late Joiner to Circle 1/.test(told[0])], [1, true], `${told}`);
  // Nothing of the plan that they came into is priced by it.
  await card(page, "p1").getByRole("button", { name: /^Move / }).click();
  await card(page, "p1").getByRole("combobox").selectOption("waiting");
  await card(page, "p1").locator(".move p").first().waitFor();
  assert.doesNotMatch(await page.locator("circle-planner").innerText(), /staying where one was/);
  await page.keyboard.press("Escape");
  await card(page, "p1").getByRole("combobox").waitFor({ state: "detached" });
  assert.match(await page.evaluate(() => element().shadowRoot.activeElement?.getAttribute("aria-label") ?? ""), /^Move Person 1/);
  await undo(page);
  await page.waitForFunction(() => element().plan.waiting.includes("late"));
  assert.deepEqual(await circles(page), before);
});

journey("that a circle finds another time for whoever comes late is told, and is taken back with them", DESK, async ({ page, demo, shot }) => {
  const before = await late(page, demo, [times[0]]);
  assert.equal((await circles(page))[0].slot.day, "tuesday");
  const told = await page.locator("#moved li").allInnerTexts();
  assert.match(told[0], /^Circle 1 meets on Tuesday.* instead of Thursday/);
  await shot("standing-late");
  await undo(page);
  await page.waitForFunction(() => element().plan.waiting.includes("late"));
  assert.deepEqual(await circles(page), before);
  assert.equal(await page.locator("#moved").count(), 0);
});
