// Long sessions and large rosters do not hold the page up: no task of it takes longer than a person would notice.

import assert from "node:assert/strict";
import { availableParallelism, loadavg } from "node:os";
import { journey } from "./browser.mjs";
import { tasks } from "./trace.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
/** Milliseconds of processor time that are a hitch. */
const HITCH = Number(process.env.PEER_CIRCLE_HITCH ?? 50);
/** A frame, of sixty in a second: no task of what moves under a hand may take longer. */
const FRAME = HITCH / 3;
/** What shares its caches with other work takes up to twice as long. */
const shared = () => (loadavg()[0] > availableParallelism() && !process.env.PEER_CIRCLE_HITCH ? 2 : 1);

async function story(page, demo, name) {
  await page.goto(`${demo}stories.html?story=${name}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 120_000 });
}

/** Fails when a deed has a task that is a hitch. */
async function smooth(page, what, deed, bearable = HITCH) {
  const [longest = 0, ...rest] = await tasks(page, deed);
  assert.ok(rest.length > 5, `${what}: ${rest.length + 1} tasks were seen`);
  console.log(`${what}: the longest of ${rest.length + 1} tasks took ${longest.toFixed(0)} ms`);
  const most = bearable * shared();
  assert.ok(longest <= most, `${what}: a task of ${longest.toFixed(0)} ms, at most ${most}`);
}

async function wheel(page, times, by) {
  await page.mouse.move(600, 500);
  for (let at = 0; at < times; at += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(30);
  }
}

journey("a session of two hours opens, scrolls, is coded and searched without a hitch", DESK, async ({ page, demo }) => {
  await smooth(page, "opening", () => story(page, demo, "coder-two-hours"));
  await page.getByText(/\d+ suggestions to decide/).waitFor({ timeout: 60_000 });
  await page.locator(".turn").first().scrollIntoViewIfNeeded();
  await smooth(page, "scrolling", () => wheel(page, 60, 400), FRAME);
  await smooth(page, "leaping", () => wheel(page, 20, 4000));
  await page.evaluate(() => scrollTo(0, 0));
  await smooth(page, "accepting", async () => {
    await page.getByRole("button", { name: /^Accept / }).first().click();
    await page.getByText("1 coding.", { exact: false }).first().waitFor();
  });
  await smooth(page, "searching", () => page.getByLabel("Find in the conversation").pressSequentially("painful", { delay: 80 }));
});

journey("five hundred people are formed, moved, dragged and scrolled without a hitch", DESK, async ({ page, demo }) => {
  await smooth(page, "the first board", () => story(page, demo, "planner-many"));
  const again = page.getByRole("button", { name: "Form again" });
  await page.locator("#wishes > summary").click();
  await smooth(page, "typing a rule", async () => {
    await page.getByLabel("Minutes of a session").fill("61");
    await page.getByLabel("Minutes of a session").press("Tab");
  });
  await smooth(page, "forming beside a board", async () => {
    await again.click();
    await page.waitForTimeout(1500);
    await page.getByRole("button", { name: "Stop" }).click({ timeout: 1000 }).catch(() => {});
    await page.waitForTimeout(1500);
  });
  await again.waitFor({ timeout: 60_000 });
  const person = page.locator("[data-circle] .person:not(.leads)").nth(3);
  await smooth(page, "a price", async () => {
    await person.getByRole("button", { name: /^Move / }).click();
    await person.getByRole("combobox").selectOption({ index: 5 });
    await person.getByText(/Costs|Saves/).first().waitFor();
  });
  await smooth(page, "a move", async () => {
    await person.getByRole("button", { name: "Move", exact: true }).click();
    await page.waitForTimeout(1000);
  });
  await smooth(page, "scrolling", () => wheel(page, 60, 300), FRAME);
  const other = page.locator("[data-circle] .person:not(.leads)").nth(10);
  await other.scrollIntoViewIfNeeded();
  const { x, y } = await other.boundingBox();
  await smooth(page, "dragging", async () => {
    await page.mouse.move(x + 20, y + 12);
    await page.mouse.down();
    await page.mouse.move(x + 260, y + 132, { steps: 30 });
    await page.mouse.up();
  }, FRAME);
});

/** A phone's processor against this one, and the milliseconds after which it is to answer. */
const [SLOWER, ANSWERS] = [4, 300];

journey("a member's page answers within 300 ms on a processor four times slower", { viewport: { width: 390, height: 844 } }, async ({ page, demo }) => {
  const spent = [];
  // All that its thread does until the times can be tapped; the least of a few, for the machine has other work too.
  for (let round = 0; round < 4; round += 1) {
    await page.goto("about:blank");
    const all = await tasks(page, async () => {
      await page.goto(`${demo}member.html`);
      await page.locator("circle-signup .tile").first().waitFor();
    });
    spent.push(all.reduce((sum, one) => sum + one, 0));
  }
  console.log(`a member's page: ${spent.map((one) => one.toFixed(0)).join(", ")} ms of processor`);
  assert.ok(Math.min(...spent) * SLOWER <= ANSWERS, `${spent}`);
});
