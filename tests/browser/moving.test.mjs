// What an organiser does by hand in <circle-planner>: a drag by mouse that ends, the waiting list while nobody waits, targets
// that a finger meets.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { blank } from "./blank.mjs";
import { journey, require } from "./browser.mjs";

/** Tall enough for the whole board: a drag in a test does not scroll. */
const DESK = { viewport: { width: 1280, height: 2200 } };
const PHONE = { viewport: { width: 320, height: 800 }, hasTouch: true, isMobile: true };

const stages = ["Fellow", "Resident", "Attending"];
const person = (at) => ({
  id: `p${at}`, name: `Person ${at}`, leader: at % 4 === 0, mode: at % 3 === 0 ? "either" : "talk",
  attributes: { Stage: [stages[at % 3]] }, availability: [{ day: "tuesday", from: "12:00", to: "14:00" }],
});
const roster = { participants: Array.from({ length: 14 }, (_, at) => person(at)) };

async function formed(page, demo, properties = {}) {
  await blank(page, demo, "circle-planner");
  const programme = { zone: "America/New_York", from: "2020-10-01", to: "2020-12-18", topics: [{ title: "One" }] };
  await page.evaluate((properties) => void give({}, properties), { roster, programme, ...properties });
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
}
const rules = (page) => page.evaluate(() => element().rules);

/** What somebody hears from now on who cannot see the page. */
async function listened(page) {
  await page.evaluate(() => {
    const [region] = [...element().shadowRoot.querySelectorAll(".visually-hidden[role=status]")].slice(-1);
    window.heard = [];
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return async (words) => {
    await page.waitForFunction((words) => heard.some((said) => new RegExp(words).test(said)), words).catch(async () => assert.fail(`not heard: ${words}, only ${JSON.stringify(await page.evaluate(() => heard))}`));
    // What comes after it is heard next.
    await page.evaluate((words) => heard.splice(0, heard.findIndex((said) => new RegExp(words).test(said)) + 1), words);
  };
}

/** A drag as the browser has it: pressed, moved in steps, let go; `over` is called before that. */
async function drag(page, from, to, over = async () => {}) {
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  await page.mouse.move(start.x + 20, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(start.x + 40, start.y + 30, { steps: 4 });
  await from.and(page.locator("[data-dragged]")).waitFor();
  const end = await to().boundingBox();
  await page.mouse.move(end.x + 30, end.y + 20, { steps: 8 });
  await over();
  await page.mouse.up();
}

journey("what a move by hand breaks stands on the circle that it breaks, until it is taken back", DESK, async ({ page, demo, shot }) => {
  const two = { participants: roster.participants.slice(0, 12).map((one, at) => ({ ...one, mode: "talk", leader: at < 2 })) };
  const members = [0, 1].map((side) => two.participants.flatMap(({ id }, at) => (at % 2 === side ? [id] : [])));
  const present = members.map((ids, at) => ({ id: ["a", "b"][at], name: ["Aspen", "Birch"][at], members: ids }));
  await formed(page, demo, { roster: two, rules: { size: { min: 4, max: 8 }, circles: 2, leader: "must", attributes: [], present } });
  const leader = await page.evaluate(() => element().plan.circles[0].leader);
  const card = page.locator(`[data-person="${leader}"]`);
  const broken = page.locator("[data-circle] .broken li");
  assert.equal(await broken.count(), 0);
  await drag(page, card, () => page.locator('[data-circle="b"]'));
  await card.getByRole("button", { name: "Move", exact: true }).click();
  await page.locator('[data-circle="a"] .broken li').waitFor();
  assert.deepEqual(await broken.allTextContents().then((all) => all.map((text) => text.trim())), ["Has nobody who is ready to lead."]);
  assert.equal(await page.locator("#obstacles").count(), 0, "it is told where it is, and once");
  await shot("broken-by-hand");
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("no tiene a nadie con disposición a liderar", { exact: false }).first().waitFor();
  await page.evaluate(() => (element().lang = "en"));
  await page.getByRole("button", { name: "Take the last move back" }).click();
  await broken.waitFor({ state: "detached" });
});

journey("a drag by mouse ends at a price, and the move is made by its button; the waiting list takes somebody while it is empty", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo);
  const [first, second] = await page.evaluate(() => element().plan.circles);
  assert.ok(second);
  const who = first.members.find((id) => id !== first.leader);
  const at = async (id) => (await page.evaluate((id) => element().plan.circles.find(({ members }) => members.includes(id))?.id, id)) ?? "";
  const card = (id) => page.locator(`[data-person="${id}"]`);
  assert.equal(await page.locator("[part=waiting]").count(), 0);
  await drag(page, card(who), () => page.locator(`[data-circle="${second.id}"]`));
  await card(who).locator(".move").getByText(/Costs|Saves/).first().waitFor();
  assert.equal(await at(who), first.id, "a drop asks, and does nothing yet");
  await card(who).getByRole("button", { name: "Move", exact: true }).click();
  await page.locator(`[data-circle="${second.id}"] [data-person="${who}"]`).waitFor();
  assert.equal(await at(who), second.id);
  // Nobody waits: the list is there once somebody is taken up.
  const other = first.members.find((id) => id !== first.leader && id !== who);
  await drag(page, card(other), () => page.locator("[part=waiting]"));
  await card(other).locator(".move").getByText(/Costs|Saves/).first().waitFor();
  assert.equal(await card(other).locator("select").inputValue(), "waiting");
  await page.getByText("Nobody is waiting.").waitFor();
  await shot("planner-waiting-empty");
  await card(other).getByRole("button", { name: "Move", exact: true }).click();
  await page.locator(`[part=waiting] [data-person="${other}"]`).waitFor();
  assert.equal(await at(other), "");
  await page.getByRole("button", { name: "Take the last move back" }).click();
  await page.locator(`[data-circle="${first.id}"] [data-person="${other}"]`).waitFor();
  await page.locator("[part=waiting]").waitFor({ state: "detached" });
});

journey("a drag is told to whoever cannot see it: who is picked up, over which circle and at what price, let go, laid on it, moved", DESK, async ({ page, demo, shot }) => {
  await formed(page, demo);
  const [first, second] = await page.evaluate(() => element().plan.circles);
  const who = first.members.find((id) => id !== first.leader);
  const name = await page.evaluate((id) => element().roster.participants.find((person) => person.id === id).name, who);
  const card = page.locator(`[data-person="${who}"]`);
  const over = page.locator("[data-over]");
  const hears = await listened(page);
  const price = "(Costs|Saves) .+\\.";
  // Over a circle its price is told; over no circle nothing is done.
  await drag(page, card, () => page.locator(`[data-circle="${second.id}"]`), async () => {
    await hears(`^Picked up: ${name}, from ${first.name}\\.$`);
    await hears(`^${name} over ${second.name}: ${price}$`);
    assert.equal(await over.getAttribute("data-circle"), second.id);
    assert.match(await over.innerText(), /Costs|Saves/, "the price stands where the eye is");
    await shot("planner-held-over");
    await page.mouse.move(5, 5, { steps: 6 });
  });
  await hears(`^Laid down: ${name} stays in ${first.name}\\.$`);
  assert.deepEqual([await over.count(), await page.locator(".move").count()], [0, 0]);
  // Let go where somebody is already: nothing is asked.
  await drag(page, card, () => page.locator(`[data-circle="${first.id}"] header`));
  await hears(`^Laid down: ${name} stays in ${first.name}\\.$`);
  assert.equal(await page.locator(".move").count(), 0);
  // Escape lets go as well.
  await drag(page, card, () => page.locator(`[data-circle="${second.id}"]`), async () => {
    await hears(`^${name} over ${second.name}: ${price}$`);
    await page.keyboard.press("Escape");
    await hears(`^Laid down: ${name} stays in ${first.name}\\.$`);
  });
  await drag(page, card, () => page.locator(`[data-circle="${second.id}"]`));
  await hears(`^${name} to ${second.name}: ${price} Nothing has moved yet\\.$`);
  assert.equal(await over.count(), 0);
  await card.getByRole("button", { name: "Move", exact: true }).click();
  await hears(`^Moved: ${name} is in ${second.name} now\\.$`);
});

journey("somebody is moved by taps alone; a finger that is held and drawn scrolls, and moves nobody", PHONE, async ({ page, context, demo, shot }) => {
  await formed(page, demo);
  const [first, second] = await page.evaluate(() => element().plan.circles);
  const who = first.members.find((id) => id !== first.leader);
  const card = page.locator(`[data-person="${who}"]`);
  const hears = await listened(page);
  const circles = () => page.evaluate(() => element().plan.circles.map(({ members }) => members));
  const before = await circles();
  const session = await context.newCDPSession(page);
  const finger = async (hold) => {
    await card.scrollIntoViewIfNeeded();
    const { x, y } = await card.boundingBox();
    const at = await page.evaluate(() => scrollY);
    const touch = (type, by) => session.send("Input.dispatchTouchEvent", { type, touchPoints: by === undefined ? [] : [{ x: x + 40, y: y + 10 - by }] });
    await touch("touchStart", 0);
    await page.waitForTimeout(hold);
    for (let by = 20; by <= 160; by += 20) await touch("touchMove", by);
    await touch("touchEnd");
    await page.waitForTimeout(300);
    return (await page.evaluate(() => scrollY)) - at;
  };
  assert.ok((await finger(0)) > 60, "a finger that is drawn scrolls the page");
  await finger(900);
  assert.deepEqual([await circles(), await page.locator(".move").count()], [before, 0], "held or not, nobody is moved unasked");
  await card.getByRole("button", { name: /^Move / }).tap();
  // What a finger finds in a list is the browser's own.
  await card.getByRole("combobox").selectOption(second.id);
  await hears(`to ${second.name}: .+ Nothing has moved yet`);
  await shot("planner-tapped");
  await card.getByRole("button", { name: "Move", exact: true }).tap();
  await hears(`^Moved: .+ is in ${second.name} now`);
  assert.ok((await page.evaluate((id) => element().plan.circles.find((circle) => circle.id === id).members, second.id)).includes(who));
  await page.getByRole("button", { name: "Take the last move back" }).tap();
  await hears("^Taken back: ");
  assert.deepEqual(await circles(), before);
});

journey("sizes of written circles, earlier terms, the price of a move, several people at once, a new level: all in the rules", DESK, async ({ page, demo, shot }) => {
  const levels = { Stage: ["Fellow", "Resident"] };
  await formed(page, demo, { rules: { size: { min: 5, max: 8 }, levels, textSize: { min: 4, max: 6 }, moving: 40, past: [{ circles: [["p0", "p1"], ["p2", "p3"]], age: 2 }] } });
  assert.deepEqual([(await rules(page)).textSize, (await rules(page)).moving, (await rules(page)).past], [{ min: 4, max: 6 }, 40, [{ circles: [["p0", "p1"], ["p2", "p3"]], age: 2 }]]);
  await page.locator("#wishes > summary").click();
  await page.locator("#finer > summary").click();
  const written = page.locator("#text-size");
  await written.getByLabel("to").fill("9");
  await written.getByLabel("to").press("Tab");
  assert.deepEqual((await rules(page)).textSize, { min: 4, max: 9 });
  await written.getByRole("checkbox").uncheck();
  assert.equal((await rules(page)).textSize, undefined);
  await page.getByLabel("People stay in the circles that there are").selectOption("must");
  assert.equal((await rules(page)).moving, "must");

  await page.locator("#past > summary").click();
  const earlier = page.locator("#past");
  const file = (text) => earlier.locator("input[type=file]").setInputFiles({ name: "term.json", mimeType: "application/json", buffer: globalThis.Buffer.from(text) });
  await file('{"people": 7}');
  await page.waitForFunction(() => element().shadowRoot.querySelector("#past input[type=file]").validationMessage === "term.json has no circles of an earlier term.");
  await file(JSON.stringify({ series: [{ circle: "c1", members: ["p4", "p5", "p6"] }] }));
  await earlier.getByText("1 circle, 3 people").waitFor();
  await earlier.getByRole("group", { name: "1 circle, 3 people" }).getByLabel("Terms ago").fill("1");
  await earlier.getByRole("group", { name: "1 circle, 3 people" }).getByLabel("Terms ago").press("Tab");
  await earlier.getByLabel("How firmly: 1 circle, 3 people").selectOption("must");
  await earlier.getByRole("button", { name: "Leave out: 2 circles, 4 people" }).click();
  assert.deepEqual((await rules(page)).past, [{ circles: [["p4", "p5", "p6"]], weight: "must", age: 0 }]);
  await earlier.getByLabel("How firmly: 1 circle, 3 people").selectOption("usual");
  assert.deepEqual((await rules(page)).past, [{ circles: [["p4", "p5", "p6"]], age: 0 }]);

  await page.locator("#ties > summary").click();
  await page.getByRole("button", { name: "Keep people together" }).click();
  const several = page.getByLabel("Together 1: Add a person");
  await several.fill("Person 0; p1;Person 2; Nobody Here");
  await several.press("Enter");
  await page.getByRole("button", { name: "Take out Person 2" }).waitFor();
  assert.deepEqual([(await rules(page)).together[0].people, await several.inputValue()], [["p0", "p1", "p2"], "Nobody Here"]);
  assert.equal(await several.evaluate((input) => input.validationMessage), "Nobody on the roster is called so: Nobody Here.");

  await page.getByText("In order: Fellow, Resident").click();
  await page.getByText("Not in this order yet:").waitFor();
  await shot("planner-rules-all");
  await page.getByRole("button", { name: "Put Attending last" }).click();
  assert.deepEqual((await rules(page)).levels.Stage, ["Fellow", "Resident", "Attending"]);
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Periodos anteriores (1)").waitFor();
  // The engine takes all of it.
  await page.evaluate(() => (element().lang = "en"));
  await page.getByRole("button", { name: "Form again" }).click();
  await page.waitForFunction(() => {
    const { members = [] } = element().plan.circles.find((circle) => circle.members.includes("p0")) ?? {};
    return members.includes("p1") && members.includes("p2");
  });
  assert.equal(await page.locator("#failure").count(), 0);
});

const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

for (const [tag, open] of [
  ["circle-planner", async (page, demo) => {
    await formed(page, demo, { rules: { together: [["p0", "p1"]], past: [{ circles: [["p2", "p3"]] }], levels: { Stage: ["Fellow", "Resident"] }, textSize: { min: 4, max: 6 } } });
    await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
    await page.getByRole("button", { name: "Schedule sessions" }).click();
    await page.locator("[data-series]").first().waitFor();
    await page.getByRole("button", { name: /^Move Person/ }).first().click();
  }],
  ["circle-signup", async (page, demo) => {
    await blank(page, demo, "circle-signup");
    await page.evaluate(() => void give({ demo: "" }));
    await page.getByText("Mark other times in a week").click();
    await page.getByRole("grid").waitFor();
  }],
]) {
  journey(`${tag}: what is pressed is 24 px or has room around it (WCAG 2.2, 2.5.8)`, PHONE, async ({ page, demo }) => {
    await open(page, demo);
    await page.evaluate(axe);
    const small = await page.evaluate(async (tag) => {
      const { violations, passes } = await globalThis.axe.run({ include: [tag] }, { runOnly: { type: "rule", values: ["target-size"] }, rules: { "target-size": { enabled: true } } });
      return [violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 120))), passes.flatMap(({ nodes }) => nodes).length];
    }, tag);
    assert.deepEqual(small[0], []);
    assert.ok(small[1] > 20, `only ${small[1]} targets were looked at`);
  });
}
