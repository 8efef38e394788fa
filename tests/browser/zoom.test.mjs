// A window at 200 %, by the browser's zoom, by a page's own and by larger text alone: nothing is cut off, nothing scrolls
// sideways, and what is pressed does what it says.

import assert from "node:assert/strict";
import { demo, journey } from "./browser.mjs";

/** A window of 1280 x 960 whose zoom is 200 %: half as many pixels of the page, each of them four. */
const ZOOMED = { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2, locale: "en-US", timezoneId: "America/New_York" };
const WINDOW = { ...ZOOMED, viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1 };

const STORIES = ["signup-errors", "signup-week", "signup-rota", "signup-long", "planner-price", "planner-finer", "planner-alternatives", "planner-long"];

async function show(page, story) {
  await page.goto(`${demo}stories.html?story=${story}`);
  await page.locator(`html[data-ready="${story}"]`).waitFor({ timeout: 90_000 });
}

/** Words that are cut off, fields and buttons that reach over the side, and how far the page goes beyond its window. */
const cut = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelector("[data-live]").shadowRoot.querySelectorAll("*")];
    const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden"));
    const scrolls = (one) => one.closest(".table, .scroll, .week, [role=grid]");
    const words = (one) => `${one.localName} ${one.getAttribute("aria-label") ?? one.textContent.trim().slice(0, 40)}`;
    const hidden = seen.filter((one) => /hidden|clip/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1 && !/^(input|select|textarea)$/.test(one.localName));
    const outside = seen.filter((one) => {
      if (!one.matches("button, input, select, textarea, summary, a") || scrolls(one)) return false;
      const { left, right, width } = one.getBoundingClientRect();
      return width > 0 && (left < -1 || right > document.documentElement.clientWidth * (document.documentElement.currentCSSZoom ?? 1) + 1);
    });
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return { hidden: hidden.map(words), outside: outside.map(words), sideways: Math.max(0, sideways) };
  });
const NOTHING = { hidden: [], outside: [], sideways: 0 };

journey("the browser's zoom at 200 %: every control is in sight, and somebody is moved at a price", { ...ZOOMED, time: 300_000 }, async ({ page, shot }) => {
  for (const story of STORIES) {
    await show(page, story);
    assert.equal(await page.evaluate(() => devicePixelRatio), 2);
    assert.deepEqual(await cut(page), NOTHING, story);
    await shot(`zoom-${story}`);
  }
  await show(page, "planner-price");
  await page.locator(".move").getByRole("button", { name: "Move", exact: true }).click();
  await page.getByRole("status").filter({ hasText: /^Moved: / }).waitFor({ state: "attached" });
  await show(page, "signup-empty");
  await page.locator(".tile[part=time]").first().click();
  await page.getByText("1 time chosen").waitFor();
});

for (const [how, enlarge] of [
  ["a page's own zoom", (root) => (root.style.zoom = "2")],
  ["text of twice the size", (root) => (root.style.fontSize = "200%")],
]) {
  journey(`${how}: nothing is cut off`, { ...WINDOW, time: 300_000 }, async ({ page, shot }) => {
    for (const story of STORIES) {
      await show(page, story);
      await page.evaluate(`(${enlarge})(document.documentElement)`);
      await page.waitForTimeout(150);
      assert.deepEqual(await cut(page), NOTHING, story);
      await shot(`zoom-${how.split(" ")[0]}-${story}`);
    }
  });
}
