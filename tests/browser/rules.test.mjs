// How firmly rules hold in <circle-planner>, and where its people come from.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { on, press, reach, write } from "./keyboard.mjs";

const NARROW = { viewport: { width: 320, height: 800 } };
const DESK = { viewport: { width: 1280, height: 900 } };

/** Twelve people, three to a stage of a career. */
const roster = {
  participants: Array.from({ length: 12 }, (_, at) => ({
    id: `p${at}`,
    name: `Person ${at}`,
    leader: at % 4 === 0,
    mode: "talk",
    peerBy: ["Stage"],
    attributes: { Stage: [["Fellow", "Resident", "Attending", "Head"][at % 4]], Years: [String(at * 3)], ...(at === 5 && { Supervisor: ["p7"] }) },
    availability: [{ day: "tuesday", from: "12:00", to: "14:00" }],
  })),
};
const needing = (page, count) => page.locator("#summary").filter({ hasText: `${count} still need a circle` }).waitFor();
const rules = (page) => page.evaluate(() => element().rules);
const form = async (page) => {
  await page.getByRole("button", { name: /^Form (circles|again)$/ }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
};

journey("by keys alone, on a narrow screen: how firmly rules hold, an order, a mean, and people apart", NARROW, async ({ page, demo, shot }) => {
  await blank(page, demo, "circle-planner");
  await page.evaluate((roster) => void give({ draft: "rules" }, { roster }), roster);
  await needing(page, 12);
  /** A list by its keys: what is chosen is what its words begin with. */
  const choose = async (list, words) => {
    await reach(page, list);
    await page.keyboard.type(words);
  };
  // A list is chosen from by the first letters of what is in it.
  await choose("How firmly: People in a circle", "preferred, a lot");
  await choose(/^Every circle has a leader/, "doesn");
  await choose(/^Stage/, "match");
  await choose(/^Years/, "balance");
  await choose(/^Supervisor/, "not with");
  await on(page, "How much each rule matters, and who goes with whom");
  await choose(/^People are with those whom they call peers/, "must");
  await choose("How firmly: Stage", "preferred, a lot");
  await on(page, "Stage: In an order?");
  await on(page, "Stage: These have an order, lowest first", "Space");
  await reach(page, "Move up: Resident");
  await press(page, "Enter");
  await page.getByText("In order: Resident, Fellow, Attending, Head").waitFor();
  await on(page, "Years: In an order?");
  await write(page, "Years: A new step begins at", "20, 5, ten");
  await press(page, "Tab");
  await reach(page, "People together or apart", "Shift+Tab");
  await press(page, "Enter");
  await on(page, "Keep people apart");
  // The new line has the focus; a person is found by name, and whoever is nobody is refused.
  await page.keyboard.type("Person 0");
  await press(page, "Enter");
  await page.getByRole("button", { name: "Take out Person 0" }).waitFor();
  await page.keyboard.type("Person 4");
  await press(page, "Enter");
  await page.getByRole("button", { name: "Take out Person 4" }).waitFor();
  await page.keyboard.type("Nobody");
  await press(page, "Enter");
  assert.equal(await page.getByLabel("Apart 1: Add a person").evaluate((input) => input.validationMessage), "Choose somebody from the roster.");
  const asked = {
    sizeWeight: 40,
    leader: "off",
    peers: "must",
    attributes: [{ attribute: "Stage", how: "match", weight: 40 }, { attribute: "Years", how: "balance", weight: 1 }, { attribute: "Supervisor", how: "notWith", weight: "must" }],
    levels: { Stage: ["Resident", "Fellow", "Attending", "Head"], Years: [5, 20] },
    apart: [{ people: ["p0", "p4"], weight: "must" }],
  };
  const found = await rules(page);
  assert.deepEqual(Object.fromEntries(Object.keys(asked).map((name) => [name, found[name]])), asked);
  await accessible(page, "rules", { include: ["circle-planner"] });
  await shot("planner-rules-small");
  // A draft brings all of it back, and the engine takes it.
  await page.locator('circle-planner #kept[data-state="kept"]').waitFor();
  await blank(page, demo, "circle-planner");
  await page.evaluate(() => void give({ draft: "rules" }));
  await needing(page, 12);
  assert.deepEqual(await rules(page), found);
  await page.evaluate(() => (element().lang = "es"));
  await page.locator("#finer > summary").click();
  await page.getByText("Cuánto importa cada regla, y quién va con quién").waitFor();
  await page.evaluate(() => (element().lang = "en"));
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle]").first().waitFor({ timeout: 60_000 });
  const apart = await page.evaluate(() => element().plan.circles.every(({ members }) => [["p0", "p4"], ["p5", "p7"]].every((pair) => !pair.every((id) => members.includes(id)))));
  assert.ok(apart);
});

journey("what is broken at a price stands where it is, with what it costs, and a rule that must hold ends it", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  const leaders = { participants: roster.participants.map((person, at) => ({ ...person, leader: at === 0 })) };
  await page.evaluate(([roster, rules]) => void give({}, { roster, rules }), [leaders, { size: { min: 5, max: 6 }, leader: 40 }]);
  await form(page);
  const broken = page.locator("[data-circle] .broken");
  await broken.first().waitFor();
  assert.deepEqual(await broken.allTextContents().then((all) => all.map((text) => text.trim())), ["Has nobody who is ready to lead (costs 40)."]);
  await page.getByText("What the cost is made of").click();
  const parts = await page.evaluate(() => element().plan.parts.find(({ rule }) => rule === "leader").cost);
  assert.equal(parts, 40);
  assert.match(await page.locator("#costs").innerText(), /A leader: 40\s+No leader in Circle \d: 40\./);
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("no tiene a nadie con disposición a liderar (cuesta 40)", { exact: false }).first().waitFor();
  await page.evaluate(() => (element().lang = "en"));
  await page.locator("#wishes > summary").click();
  await page.getByLabel("Every circle has a leader").selectOption("must");
  await page.locator("#stale").waitFor();
  await form(page);
  await page.locator("#stale").waitFor({ state: "detached", timeout: 90_000 });
  await page.locator("#obstacles").waitFor({ timeout: 90_000 });
  assert.equal(await broken.count(), 0);
});

journey("a draft of the last release comes back with what it held", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  const kept = { roster, wishes: { min: 4, max: 6, leader: false, slot: false, minutes: 45, attributes: [["Stage", "mix"], ["Years", ""]] }, why: [], stale: false };
  await page.evaluate((value) => {
    const store = { read: async () => ({ version: 1, value }), write: async (_, __, seen) => seen + 1, remove: async () => {} };
    give({ draft: "old" }, { store });
  }, kept);
  await needing(page, 12);
  const { size, sizeWeight, leader, slot, attributes, levels } = await rules(page);
  assert.deepEqual({ size, sizeWeight, leader, slot, attributes, levels }, {
    size: { min: 4, max: 6 }, sizeWeight: "must", leader: "off", slot: null, attributes: [{ attribute: "Stage", how: "mix", weight: 1 }], levels: {},
  });
});

journey("people come from an address of the page's own site; what a draft has stays, and what changes there is added", DESK, async ({ page, demo, complaints }) => {
  let file = "Id,Name,Availability\na,Ada Okoro,Tue 12:00-13:00\nb,Bo Lind,Tue 12:00-13:00\n";
  await page.route("**/people.csv", (route) => (file === "" ? route.fulfill({ status: 403, body: "" }) : route.fulfill({ body: file })));
  const visit = async () => {
    await blank(page, demo, "circle-planner");
    await page.evaluate(() => void give({ "roster-src": "/people.csv", draft: "src" }));
  };
  const names = () => page.evaluate(() => element().roster.participants.map(({ name }) => name));
  const kept = () => page.locator('circle-planner #kept[data-state="kept"]').waitFor();
  await visit();
  await needing(page, 2);
  await page.locator("input[type=file]").first().setInputFiles({ name: "more.csv", mimeType: "text/csv", buffer: globalThis.Buffer.from("Id,Name\nc,Cy Rey\n") });
  await needing(page, 3);
  await kept();
  await page.waitForTimeout(200);
  await visit();
  await needing(page, 3);
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".notice").count(), 0, "nothing has changed there");
  file = file.replace("Bo Lind", "Bo Lindqvist") + "d,Di Wu,Tue 12:00-13:00\n";
  await visit();
  await page.getByText(/^1 added, [12] updated\.$/).first().waitFor();
  assert.deepEqual((await names()).sort(), ["Ada Okoro", "Bo Lindqvist", "Cy Rey", "Di Wu"]);
  await kept();
  // What fails says which address it was, in the language of the page, and costs nothing.
  file = "";
  await visit();
  await page.getByText("/people.csv was answered with 403.").waitFor();
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("/people.csv respondió con 403.").waitFor();
  assert.equal((await names()).length, 4);
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("403")));
});

journey("people of another site are not asked for, and those whom the page gives come before an address", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  await page.evaluate(() => void give({ "roster-src": "https://example.org/people.csv" }));
  await page.getByText("which is not this page's own site", { exact: false }).waitFor();
  let come;
  const gate = new Promise((go) => (come = go));
  await page.route("**/people.csv", async (route) => (await gate, route.fulfill({ body: "Id,Name\nc,Cy Rey\n" })));
  await blank(page, demo, "circle-planner");
  await page.evaluate((roster) => void give({ "roster-src": "/people.csv" }, { roster }), roster);
  await needing(page, 12);
  come();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => element().roster.participants.length), 12);
});
