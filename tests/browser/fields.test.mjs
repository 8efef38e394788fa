// Every field of every element into which a person can write: 200 payloads go through each, and none of them runs.
// Which fields there are is read in the sources, so that a new one is not forgotten: a field that no story shows fails.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { journey } from "./browser.mjs";
import { PAYLOADS, harmless, listen } from "./payloads.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const elements = new URL("../../pkg/src/elements/", import.meta.url);
/** What takes no words. */
const WORDLESS = /^(checkbox|radio|file|number|date|time|range|hidden)$/;
/** Stories of so many people that nothing else of them is looked at here. */
const HEAVY = /^(planner-(forming|impossible|long|offline|elsewhere|refused)|coder-(two-hours|three-coders))$/;

/** The fields in the templates of an element: for each, what always stands in its tag. */
function fieldsOf(tag) {
  const names = readdirSync(new URL(`${tag}/`, elements)).filter((name) => name.endsWith(".ts"));
  return names.flatMap((name) => fields(readFileSync(new URL(`${tag}/${name}`, elements), "utf8")).map((one) => ({ file: name, ...one })));
}

function fields(source) {
  return [...source.matchAll(/<(input|textarea)\s/g)].flatMap(({ 0: start, 1: tag, index }) => {
    const written = constant(source.slice(index + start.length));
    const attributes = Object.fromEntries([...written.matchAll(/(?<![.@?\w-])([a-z-]+)="([^"\u0000]*)"/g)].map(([, name, value]) => [name, value]));
    return WORDLESS.test(attributes.type ?? "") ? [] : [{ tag, attributes }];
  });
}

/** A tag up to its end, without what is put into it. */
function constant(source) {
  let [depth, text] = [0, ""];
  for (let at = 0; at < source.length; at += 1) {
    if (source.startsWith("${", at)) depth += 1;
    else if (depth > 0 && source[at] === "{" && source[at - 1] !== "$") depth += 1;
    else if (depth > 0 && source[at] === "}") {
      depth -= 1;
      text += "\u0000";
    } else if (depth === 0 && source[at] === ">") break;
    else if (depth === 0) text += source[at];
  }
  return text;
}

/** What is written in the page: each payload is entered, changed, and sent where the field stands in a form; all that is folded is opened. */
async function enter({ selector, payloads }) {
  const element = document.querySelector("[data-live]");
  const root = element.shadowRoot;
  const place = () => root.querySelector(selector);
  for (const text of payloads) {
    const field = place();
    // What is drawn anew comes back.
    if (!field) return false;
    field.value = text;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    await element.updateComplete;
  }
  place()?.form?.requestSubmit();
  await new Promise((go) => setTimeout(go, 300));
  return true;
}

const unfold = (page) => page.evaluate(async () => {
  const { shadowRoot } = document.querySelector("[data-live]");
  for (let round = 0; round < 3; round += 1) {
    for (const one of shadowRoot.querySelectorAll("details:not([open])")) one.open = true;
    await new Promise((go) => setTimeout(go, 150));
  }
});

const written = ({ tag, attributes }) => `${tag}${Object.entries(attributes).map(([name, value]) => `[${name}="${value}"]`).join("")}`;
/** A field, and no other that has all that stands in its tag and more. */
function selectorOf(field, all) {
  const has = ([name, value]) => (other) => other.attributes[name] === value;
  const more = all.filter((other) => other !== field && other.tag === field.tag && Object.entries(field.attributes).every((one) => has(one)(other)));
  return `${written(field)}:not([disabled])${more.map((other) => `:not(${written(other)})`).join("")}`;
}

for (const element of ["signup", "planner", "calendar", "coder"]) {
  journey(`200 payloads in every field of circle-${element} are text and nothing more`, { ...DESK, time: 600_000 }, async ({ page, demo }) => {
    await listen(page);
    const all = fieldsOf(`circle-${element}`);
    assert.equal(new Set(all.map(written)).size, all.length, "fields are told apart by what stands in their tags");
    const left = new Map(all.map((field) => [selectorOf(field, all), field.file]));
    await page.goto(`${demo}stories.html`);
    const names = await page.locator("[data-story]").evaluateAll((links) => links.map(({ dataset }) => dataset.story));
    for (const story of names.filter((name) => name.startsWith(`${element}-`) && !HEAVY.test(name))) {
      if (left.size === 0) break;
      await page.goto(`${demo}stories.html?story=${story}`);
      await page.locator(`html[data-ready="${story}"]`).waitFor({ timeout: 90_000 });
      await unfold(page);
      for (const selector of left.keys()) {
        if (!(await page.evaluate((selector) => Boolean(document.querySelector("[data-live]").shadowRoot.querySelector(selector)), selector))) continue;
        if (await page.evaluate(enter, { selector, payloads: PAYLOADS })) left.delete(selector);
      }
      await harmless(page);
    }
    assert.deepEqual([...left], [], "fields that no story shows");
    console.log(`circle-${element}: ${all.length} fields`);
  });
}
