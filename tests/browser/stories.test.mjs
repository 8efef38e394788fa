// Every story of the stories page: whoever uses an assistive technology, the dark, high contrast, another direction or a
// small screen finds each state of each element as usable as it was meant.

import assert from "node:assert/strict";
import { accessible, roomy } from "./axe.mjs";
import { demo, journey } from "./browser.mjs";

/** The first part of a name that tells which stories are run; all when left out. */
const ONLY = process.env.PEER_CIRCLE_STORIES ?? "";
const DESK = { viewport: { width: 1280, height: 900 }, locale: "en-US" };
/** Of eighty circles twenty are looked into at once: axe takes longer over a page the more there is on it. */
const SAME = { exclude: [{ fromShadowDom: ["circle-planner", ".board > .circle:nth-child(n + 21)"] }] };
const REST = [21, 41, 61].map((first) => `.board > .circle:nth-child(n + ${first}):nth-child(-n + ${first + 19})`);

async function show(page, story, more = "") {
  await page.goto(`${demo}stories.html?story=${story}${more}`);
  await page.locator(`html[data-ready="${story}"]`).waitFor({ timeout: 90_000 });
}

/** Of eighty circles those are laid out that somebody comes to: each is there then. */
async function comes(page) {
  const skipped = await page.locator(".board > .circle").evaluateAll(async (cards) => {
    const shown = (card) => card.querySelector("h3").checkVisibility({ contentVisibilityAuto: true });
    const away = cards.filter((card) => !shown(card)).length;
    const left = [];
    for (const card of cards) {
      card.scrollIntoView({ block: "center" });
      await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
      if (!shown(card)) left.push(card.dataset.circle);
    }
    scrollTo(0, 0);
    return [away, left];
  });
  assert.deepEqual(skipped[1], [], "whoever scrolls to a circle sees it");
  assert.ok(skipped[0] > 20, `only ${skipped[0]} circles were left for later`);
}

/** A picture of them all wants a window in which they all are. */
async function whole(page, picture) {
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
  await page.waitForTimeout(500);
  await picture();
  await page.setViewportSize({ width, height });
}

const choose = (page, name, value) => page.locator(`#${name}`).selectOption(value);

for (const tag of ["signup", "planner", "calendar", "coder"]) {
  journey(`every story of circle-${tag} is accessible in light, dark, forced colours, Spanish and right to left`, { ...DESK, time: 600_000 }, async ({ page, shot }) => {
    await page.goto(`${demo}stories.html`);
    const names = await page.locator("[data-story]").evaluateAll((links) => links.map(({ dataset }) => dataset.story));
    const stories = names.filter((name) => name.startsWith(`${tag}-`) && name.startsWith(ONLY));
    assert.ok(ONLY || stories.length >= 10, `${stories.length} stories of circle-${tag}`);
    for (const story of stories) {
      await show(page, story, "&theme=light");
      const many = story === "planner-many";
      if (many) await comes(page);
      // A picture of all 20,000 turns would be taller than pictures can be.
      const take = (more) => shot(`story-${story}${more}`, story !== "coder-20000");
      const picture = (more) => (many ? whole(page, () => take(more)) : take(more));
      await picture("");
      const everywhere = async (state) => {
        await accessible(page, `${story}, ${state}`, many ? SAME : undefined);
        for (const some of many ? REST : []) {
          await page.locator(some).first().scrollIntoViewIfNeeded();
          await accessible(page, `${story}, ${state}, ${some}`, { include: [{ fromShadowDom: ["circle-planner", some] }] });
        }
      };
      await everywhere("light");
      if (!many) await roomy(page, story);
      await choose(page, "theme", "dark");
      await choose(page, "dir", "rtl");
      await choose(page, "lang", "es");
      await everywhere("dark, right to left, Spanish");
      await picture("-dark");
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      await everywhere("forced colours");
      await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
      // 200 % zoom of a 640 px window, and a small phone, are both 320 px wide.
      await choose(page, "dir", "ltr");
      await choose(page, "theme", "light");
      await page.setViewportSize({ width: 320, height: 700 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${story} scrolls sideways by ${wide} at 320 px`);
      if (!many) await roomy(page, `${story} at 320 px`);
      await picture("-small");
      await page.setViewportSize(DESK.viewport);
    }
  });
}
