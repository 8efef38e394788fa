// A person who has a keyboard and nothing else: whatever they want they come to by Tab, and see where they are.

import assert from "node:assert/strict";

/** More presses than any page has stops. */
const ROUND = 400;

/** What has the focus, as it is called; `""` where nothing has it. */
export const at = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body || element.shadowRoot) return "";
    const labels = [...(element.labels ?? [])].map((label) => label.textContent.trim().replace(/\s+/g, " "));
    const words = element.getAttribute("aria-label") ?? (labels.join(" ") || element.textContent.trim().replace(/\s+/g, " "));
    return words || element.id || element.localName;
  });

const fits = (name, wanted) => (typeof wanted === "string" ? name === wanted : wanted.test(name));

/** Tabs (or, with `Shift+Tab`, goes back) to what is called so; fails where there is no way to it. */
export async function reach(page, wanted, key = "Tab") {
  const stops = [];
  for (let presses = 0; presses < ROUND; presses += 1) {
    const name = await at(page);
    if (fits(name, wanted)) return visible(page, wanted);
    stops.push(name);
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to "${wanted}", only to ${[...new Set(stops)].slice(0, 60).join(" | ")}`);
}

/** Whoever cannot point sees what has the focus, on the screen and marked. */
async function visible(page, wanted) {
  await page.waitForTimeout(20);
  const seen = await page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { top, bottom, width } = element.getBoundingClientRect();
    // A tile or a label shows the mark of a box that it surrounds.
    const marked = [element, element.closest("label")].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
    return { there: width > 0 && bottom > 0 && top < innerHeight, marked };
  });
  assert.deepEqual(seen, { there: true, marked: true }, `where "${wanted}" is`);
}

/** Presses keys one after another. */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Comes to something and presses a key on it. */
export async function on(page, wanted, ...keys) {
  await reach(page, wanted);
  await press(page, ...(keys.length > 0 ? keys : ["Enter"]));
}

/** Comes to a field and writes in it, over what it held. */
export async function write(page, wanted, words) {
  await reach(page, wanted);
  await press(page, "Control+A");
  await page.keyboard.type(words);
}

/** The focus is somewhere: what had it last may be gone, but whoever works by keys is not sent back to the top of the page. */
export async function somewhere(page, after) {
  const end = Date.now() + 5000;
  while (Date.now() < end) {
    if ((await at(page)) !== "") return;
    await page.waitForTimeout(50);
  }
  assert.fail(`the focus is lost after ${after}`);
}

/** A file that comes of a key. */
export async function taken(page, wanted) {
  await reach(page, wanted);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return file.suggestedFilename();
}
