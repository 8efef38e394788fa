// Somebody who presses, chooses, types and keys whatever is there, without sense: no script throws, nothing is logged and
// the element goes on answering. The steps follow from a seed; `PEER_CIRCLE_MONKEY=500` takes more of them.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";

const STEPS = Number(process.env.PEER_CIRCLE_MONKEY ?? 80);
const STORIES = ["signup-filled", "signup-register", "planner-circles", "planner-term", "calendar-here", "coder-coded", "coder-mapping"];
const TYPED = ["", "Ada", "0", "-1", "99999999999", "1e9", "5", "<b>x</b>", "=1+1", "Zoë Ng", "a@b.c", "😀\u202ex", " ", "Tue 12:00-13:00", "x".repeat(3000)];
const KEYS = [
  ..."Tab Enter Escape ArrowDown ArrowUp ArrowLeft ArrowRight Home End Delete PageDown j a r Control+z Control+y Shift+ArrowDown".split(" "),
  " ",
];
/** What takes a file away, or all that the others could be tried on. */
const NOT = /download|\.ics|csv|start over|\(\.json\)|xlsx|docx|html|qdpx|qdc|key|print/i;

/** Whole numbers below a limit, the same ones for the same seed. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

STORIES.forEach((story, at) =>
  journey(`a monkey at ${story}`, { viewport: { width: at % 2 ? 390 : 1280, height: 900 }, time: 240_000 }, async ({ page, demo }) => {
    const below = chance(at + 1);
    page.on("dialog", (dialog) => dialog.dismiss());
    await page.goto(`${demo}stories.html?story=${story}`);
    await page.locator(`html[data-ready="${story}"]`).waitFor({ timeout: 120_000 });
    for (let step = 0; step < STEPS; step += 1) {
      if (below(10) < 3) await page.keyboard.press(KEYS[below(KEYS.length)]);
      else await page.evaluate(press, { first: below(1 << 20), second: below(1 << 20), typed: TYPED[below(TYPED.length)], not: NOT.source });
      if (below(6) === 0) await page.waitForTimeout(100);
    }
    const tag = `circle-${story.split("-")[0]}`;
    await page.locator(tag).evaluate((element) => element.updateComplete);
    assert.ok((await page.locator(tag).evaluate((element) => element.shadowRoot.textContent.length)) > 100, "the element is still there");
  }),
);

/** In the page: one of the things that can be pressed, chosen or typed into, as the numbers have it. */
function press({ first, second, typed, not }) {
  const { shadowRoot } = document.querySelector("circle-signup, circle-planner, circle-calendar, circle-coder");
  const what = "button:enabled, input:enabled:not([type=file]), select:enabled, textarea:enabled, summary, [tabindex='0']";
  const shown = [...shadowRoot.querySelectorAll(what)].filter((one) => one.checkVisibility() && !new RegExp(not, "i").test(one.textContent));
  const one = shown[first % Math.max(1, shown.length)];
  one?.focus();
  if (one instanceof HTMLSelectElement) one.selectedIndex = second % Math.max(1, one.options.length);
  else if (one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(one.type))) one.value = typed;
  else return one?.click();
  for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
}
