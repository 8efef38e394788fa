// What a portal may change: the words of another language, the colours and shapes, and each part by its name.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey } from "./browser.mjs";

const DESK = { viewport: { width: 1280, height: 900 }, time: 300_000 };
const manifest = JSON.parse(readFileSync(new URL("../../pkg/dist/custom-elements.json", import.meta.url), "utf8"));
const parts = new Map(manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName).map(({ tagName, cssParts = [] }) => [tagName, cssParts.map(({ name }) => name)]));
const TAGS = ["signup", "planner", "calendar", "coder"];
/** Stories that take long, and show no part that others do not. */
const HEAVY = /^(planner-(many|forming)|coder-(two-hours|three-coders))$/;

async function show(page, demo, story) {
  await page.goto(`${demo}stories.html?story=${story}`);
  await page.locator(`html[data-ready="${story}"]`).waitFor({ timeout: 90_000 });
}

async function storiesOf(page, demo, element) {
  await page.goto(`${demo}stories.html`);
  const names = await page.locator("[data-story]").evaluateAll((links) => links.map(({ dataset }) => dataset.story));
  return names.filter((name) => name.startsWith(`${element}-`) && !HEAVY.test(name));
}

/** A language in which every sentence stands in brackets: what has none was not in the catalogue. */
function bracketed([tag, language]) {
  const { texts } = customElements.get(tag);
  const inside = (value) => {
    if (typeof value === "string") return `⟦${value}⟧`;
    if (typeof value === "function") return (...values) => inside(value(...values));
    if (Array.isArray(value)) return value.map(inside);
    return Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [name, inside(one)]));
  };
  const { problem: _, why: __, ...sentences } = texts.get("en");
  const { ofRules } = texts.get("es");
  // What is said of rules comes with them.
  const rules = () => ofRules() && inside(ofRules());
  texts.set(language, { ...inside(sentences), ...(ofRules && { ofRules: rules }) });
  document.querySelector("[data-live]").lang = language;
}

/** What has words of its own: names of codes, of people and of circles are data. */
function bare() {
  const { shadowRoot } = document.querySelector("[data-live]");
  const told = [...shadowRoot.querySelectorAll("button, .button, summary, h2, th[scope=col], legend")].filter((one) => one.checkVisibility() && /\p{L}{2}/u.test(one.textContent));
  const data = (one) => one.closest(".code, [data-circle] h3, .words, table.month, table.matrix, table.free, .week, .letter") || one.matches("h2[tabindex]");
  return told.filter((one) => !data(one) && !one.textContent.includes("⟦") && !(one.getAttribute("aria-label") ?? "").includes("⟦")).map((one) => one.outerHTML.replace(/<!--.*?-->/g, "").slice(0, 160));
}

for (const [element, stories] of Object.entries({ signup: ["empty", "errors", "register", "week", "sent"], planner: ["empty", "roster", "circles", "term", "letters", "price"], calendar: ["list", "month", "text", "suggest", "offline"], coder: ["empty", "coded", "review", "marking", "two-coders"] })) {
  journey(`circle-${element} speaks a language that the page brings, and nothing of another`, DESK, async ({ page, demo }) => {
    for (const story of stories) {
      await show(page, demo, `${element}-${story}`);
      await page.evaluate(bracketed, [`circle-${element}`, "qps"]);
      await page.getByText("⟦", { exact: false }).first().waitFor();
      await page.waitForTimeout(500);
      assert.deepEqual(await page.evaluate(bare), [], story);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${story} scrolls sideways`);
    }
  });
}

for (const element of TAGS) {
  const tag = `circle-${element}`;
  journey(`${tag} takes a page's colours, corners and letters, and each of its parts can be reached`, DESK, async ({ page, demo }) => {
    const left = new Set(parts.get(tag));
    assert.ok(left.size > 0);
    let themed = false;
    for (const story of await storiesOf(page, demo, element)) {
      if (left.size === 0 && themed) break;
      await show(page, demo, story);
      const found = await page.evaluate(([tag, names]) => {
        const sheet = new CSSStyleSheet();
        const ruled = names.map((name) => `${tag}::part(${name}) { outline: 3px solid rgb(1, 2, 3); }`).join("\n");
        sheet.replaceSync(`${tag} { --peer-circle-accent: rgb(120, 0, 90); --peer-circle-on-accent: rgb(255, 250, 240); --peer-circle-radius: 0; --peer-circle-font: monospace; }\n${ruled}`);
        document.adoptedStyleSheets.push(sheet);
        const { shadowRoot } = document.querySelector("[data-live]");
        const reached = names.filter((name) => {
          const part = shadowRoot.querySelector(`[part~="${name}"]`);
          return part && getComputedStyle(part).outlineColor === "rgb(1, 2, 3)";
        });
        const main = shadowRoot.querySelector("button.main:enabled, .button.main");
        const { backgroundColor, color, borderTopLeftRadius, fontFamily } = main ? getComputedStyle(main) : {};
        return { reached, main: main ? [backgroundColor, color, borderTopLeftRadius, fontFamily] : undefined };
      }, [tag, [...left]]);
      for (const name of found.reached) left.delete(name);
      if (!found.main) continue;
      themed = true;
      assert.deepEqual(found.main, ["rgb(120, 0, 90)", "rgb(255, 250, 240)", "0px", "monospace"], story);
    }
    assert.deepEqual([...left], [], "parts that no story shows");
    assert.ok(themed);
  });
}
