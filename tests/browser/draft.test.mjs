// What was acknowledged is safe: through a reload, and beside another tab.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const codings = (page, count) => page.getByText(`${count} coding${count === 1 ? "" : "s"}.`, { exact: false }).first().waitFor();
const accept = (page) => page.getByRole("button", { name: /^Accept / }).first().click();

async function begin(page, demo) {
  await page.goto(`${demo}researcher.html`);
  await page.getByRole("button", { name: "Use the sample session" }).click();
  await accept(page);
  await codings(page, 1);
}

journey("codings survive a reload, until one starts over", DESK, async ({ page, demo }) => {
  await begin(page, demo);
  await accept(page);
  await codings(page, 2);
  await page.reload();
  await codings(page, 2);
  const said = await page.getByRole("region", { name: "session.vtt" }).innerText();
  assert.ok(!said.includes("Camila"), "what comes back is de-identified");
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Yes, start over" }).click();
  await page.getByRole("button", { name: "Use the sample session" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Use the sample session" }).waitFor();
});

journey("two tabs on one draft: nothing is overwritten, and the conflict is shown", DESK, async ({ page, context, demo, shot }) => {
  await begin(page, demo);
  const other = await context.newPage();
  await other.goto(`${demo}researcher.html`);
  await codings(other, 1);
  await accept(other);
  await codings(other, 2);
  await page.bringToFront();
  await accept(page);
  await page.getByRole("alert").filter({ hasText: "Another tab or window has changed this work." }).waitFor();
  await accessible(page, "conflict");
  await shot("researcher-conflict");
  // Deep in the conversation one sees it too; on a phone at the end of the screen.
  const seen = async () => {
    await page.locator(".turn").last().evaluate((turn) => turn.scrollIntoView({ block: "end" }));
    const { y, height } = await page.locator(".unsafe:visible").last().boundingBox();
    const screen = page.viewportSize().height;
    assert.ok(y >= 0 && y + height <= screen, `${y} of ${screen}`);
  };
  await seen();
  await page.setViewportSize({ width: 390, height: 844 });
  await seen();
  await accessible(page, "conflict on a phone");
  await page.screenshot({ path: `${process.env.PEER_CIRCLE_ARTEFACTS ?? "artefacts"}/researcher-conflict-phone.png` });
  await page.setViewportSize(DESK.viewport);
  await page.reload();
  await codings(page, 2);
});

const kept = (page) => page.locator("circle-planner").locator('#kept[data-state="kept"]').waitFor();

journey("an organiser's circles survive a reload, are taken up again, and a second tab overwrites nothing", DESK, async ({ page, context, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  await page.getByRole("button", { name: "Use the sample roster" }).click();
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 90_000 });
  await page.getByRole("button", { name: "Schedule sessions" }).click();
  await page.getByText(/October 2020 to April 2021: \d+ sessions/).waitFor();
  await kept(page);
  const circles = () => page.locator("[data-circle]").evaluateAll((all) => all.map((one) => [...one.querySelectorAll("[data-person]")].map(({ dataset }) => dataset.person)));
  const before = await circles();
  await page.reload();
  await page.getByText(/October 2020 to April 2021: \d+ sessions/).waitFor();
  assert.deepEqual(await circles(), before);
  await page.locator("[data-circle] .why").first().waitFor();
  assert.equal(await page.locator("#stale").count(), 0, "what comes back is what was kept, not out of date");
  // People can be moved and tied at once.
  const person = page.locator("[data-circle] .person:not(.leads)").first();
  await person.getByRole("button", { name: /^Lock / }).click();
  await person.getByText("Locked").waitFor();
  assert.ok((await page.locator("[data-series]").count()) > 0, "a lock leaves the sessions alone");
  await kept(page);
  await page.reload();
  await person.getByText("Locked").waitFor();
  await person.getByRole("button", { name: /^Lock / }).click();
  await person.getByRole("button", { name: /^Move / }).click();
  await person.getByRole("combobox").selectOption({ index: 1 });
  await person.getByText(/Costs|Saves|Changes nothing/).first().waitFor();
  await person.getByRole("button", { name: "Cancel" }).click();
  await accessible(page, "restored");
  await shot("organiser-restored");

  const other = await context.newPage();
  await other.goto(`${demo}organiser.html`);
  await other.locator("[data-circle]").first().waitFor();
  for (const one of [page, other]) await one.locator("#wishes > summary").click();
  await page.getByLabel("Every circle has a leader").selectOption("off");
  await kept(page);
  await other.bringToFront();
  await other.getByLabel("Every circle has a leader").selectOption("off");
  await other.getByRole("alert").filter({ hasText: "Another tab or window has changed this work." }).waitFor();
  await other.close();

  await page.getByLabel("Every circle has a leader").selectOption("must");
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Yes, start over" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Use the sample roster" }).waitFor();
});

journey("two tabs on one sign-up: nothing is overwritten, and the conflict is shown", DESK, async ({ page, context, demo }) => {
  const story = async (tab) => {
    await tab.goto(`${demo}stories.html?story=signup-draft`);
    await tab.locator('html[data-ready="signup-draft"]').waitFor();
  };
  const name = (tab) => tab.getByLabel("Name", { exact: true });
  const safe = (tab) => tab.locator('#kept[data-state="kept"]').waitFor();
  await story(page);
  await name(page).fill("Ada");
  await safe(page);
  const other = await context.newPage();
  await story(other);
  assert.equal(await name(other).inputValue(), "Ada");
  await name(page).fill("Ada Okoro");
  await safe(page);
  await name(other).fill("Somebody else");
  await other.getByRole("alert").filter({ hasText: "Another tab has changed this sign-up." }).waitFor();
  await accessible(other, "a conflict");
  await other.reload();
  await other.locator('html[data-ready="signup-draft"]').waitFor();
  assert.equal(await name(other).inputValue(), "Ada Okoro");
});

journey("two tabs on what a member says of sessions: nothing is overwritten, and the conflict is shown", DESK, async ({ page, context, demo }) => {
  const open = async (tab) => {
    await tab.goto(`${demo}stories.html?story=calendar-link`);
    await tab.locator('html[data-ready="calendar-link"]').waitFor();
    await tab.evaluate(() => document.querySelector("circle-calendar").setAttribute("draft", "two"));
    await tab.locator("#kept").waitFor();
  };
  const cannot = (tab) => tab.getByRole("button", { name: "I can’t make it" });
  const can = (tab) => tab.getByRole("button", { name: "I can make it after all" });
  await open(page);
  const other = await context.newPage();
  await open(other);
  await cannot(page).click();
  await page.locator('#kept[data-state="kept"]').waitFor();
  await cannot(other).click();
  await other.getByRole("alert").filter({ hasText: "Another tab has changed what you say here." }).waitFor();
  await accessible(other, "a conflict");
  await open(other);
  await can(other).waitFor();
});
