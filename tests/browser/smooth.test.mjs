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
/** A phone's processor against this one, and the milliseconds after which it is to answer. */
const [SLOWER, ANSWERS] = [4, 300];
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

/** The same of what can be done again. The longest task of one run is noise now and then: a hitch of the page's own is there in each of a few. */
async function mostly(page, what, deed, bearable) {
  for (let left = 2; ; left -= 1) {
    try {
      return await smooth(page, what, deed, bearable);
    } catch (error) {
      if (left === 0 || !(error instanceof assert.AssertionError)) throw error;
    }
  }
}

async function wheel(page, times, by) {
  for (let at = 0; at < times; at += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(30);
  }
}

journey("a session of two hours opens, scrolls, is coded and searched without a hitch", DESK, async ({ page, demo }) => {
  await mostly(page, "opening", () => story(page, demo, "coder-two-hours"));
  await page.getByText(/\d+ suggestions to decide/).waitFor({ timeout: 60_000 });
  await page.locator(".turn").first().scrollIntoViewIfNeeded();
  await page.mouse.move(600, 500);
  await mostly(page, "scrolling", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await wheel(page, 60, 400);
  }, FRAME);
  await smooth(page, "leaping", () => wheel(page, 20, 4000));
  await page.evaluate(() => scrollTo(0, 0));
  await smooth(page, "accepting", async () => {
    await page.getByRole("button", { name: /^Accept / }).first().click();
    await page.getByText("1 coding.", { exact: false }).first().waitFor();
  });
  await smooth(page, "searching", () => page.getByLabel("Find in the conversation").pressSequentially("painful", { delay: 80 }));
  await smooth(page, "going from place to place", async () => {
    for (let at = 0; at < 8; at += 1) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(150);
    }
  });
  assert.match(await page.locator("#found").innerText(), /^[\d,]+ of [\d,]+/);
});

journey("a key that goes to the next suggestion draws the page once", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-filled");
  await page.locator("#conversation").focus();
  await page.keyboard.press("j");
  await page.waitForTimeout(1000);
  const drawn = await page.locator("circle-coder").evaluate(async (coder) => {
    const draw = coder.performUpdate;
    let times = 0;
    coder.performUpdate = () => ((times += 1), draw.call(coder));
    // The first two suggestions are near each other: nothing else comes into sight.
    coder.shadowRoot.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "k", bubbles: true, composed: true }));
    await new Promise((go) => setTimeout(go, 500));
    coder.shadowRoot.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true, composed: true }));
    await new Promise((go) => setTimeout(go, 500));
    return times;
  });
  assert.ok(drawn <= 2, `${drawn} times for two keys`);
});

journey("five hundred people are formed, moved, dragged and scrolled without a hitch", DESK, async ({ page, demo }) => {
  await mostly(page, "the first board", () => story(page, demo, "planner-many"));
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
  await page.mouse.move(600, 500);
  await mostly(page, "scrolling", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await wheel(page, 60, 300);
  }, FRAME);
  const other = page.locator("[data-circle] .person:not(.leads)").nth(10);
  await other.scrollIntoViewIfNeeded();
  const { x, y } = await other.boundingBox();
  await mostly(page, "dragging", async () => {
    await page.mouse.move(x + 20, y + 12);
    await page.mouse.down();
    await page.mouse.move(x + 260, y + 132, { steps: 30 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
  }, FRAME);
});

/** What the browser drew while a page was scrolled by a finger's length each frame, and how often the page's own thread came late to it. */
async function scrolled(page, session, distance) {
  const events = [];
  const hear = ({ value }) => events.push(...value);
  session.on("Tracing.dataCollected", hear);
  await page.evaluate(() => {
    const frames = (globalThis.frames = []);
    const next = (at) => frames.push(at) && globalThis.frames === frames && requestAnimationFrame(next);
    requestAnimationFrame(next);
  });
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["cc", "benchmark"], excludedCategories: ["*"] } });
  await session.send("Input.synthesizeScrollGesture", { x: 600, y: 500, yDistance: -distance, speed: 2000, gestureSourceType: "mouse" });
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await done;
  session.off("Tracing.dataCollected", hear);
  const count = (wanted) => events.filter(({ name }) => name === wanted).length;
  const late = await page.evaluate(() => {
    const { frames } = globalThis;
    globalThis.frames = undefined;
    return frames.filter((at, index) => index > 0 && at - frames[index - 1] > 25).length;
  });
  return { moved: count("Scroll Delta This Frame"), drawn: count("DirectRenderer::DrawFrame"), late };
}

for (const [turns, name] of [["1,200", "coder-two-hours"], ["20,000", "coder-20000"]]) {
  journey(`${turns} turns are scrolled without a dropped frame, on a slow processor too`, DESK, async ({ page, demo }) => {
    await story(page, demo, name);
    await page.getByText(/\d+ suggestions to decide/).waitFor({ timeout: 120_000 });
    const session = await page.context().newCDPSession(page);
    for (const rate of [1, SLOWER]) {
      await session.send("Emulation.setCPUThrottlingRate", { rate });
      await page.evaluate(() => scrollTo(0, 1200));
      await page.waitForTimeout(1000);
      const { moved, drawn, late } = await scrolled(page, session, 12_000);
      console.log(`${turns} turns, scrolling 12,000 px, ${rate} times slower: ${drawn} frames drawn of ${moved}; the page's own thread came late to ${late}`);
      assert.ok(moved > 100 && drawn >= moved * 0.98, `${drawn} of ${moved} frames`);
    }
  });
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** What can be tapped first on the page of each element, and what says that it was heard. */
const FIRST = {
  "member.html": ["circle-signup", ".times input, .tile input[type=checkbox]", "input:checked"],
  "calendar.html": ["circle-calendar", "#absence", "[role=status].small"],
  "organiser.html": ["circle-planner", ".drop .row button:nth-of-type(2)", "textarea"],
  "researcher.html": ["circle-coder", ".drop button", ""],
};

/** In the page: when what can be tapped stood on the screen, and how long each tap took from the finger to what was drawn then. */
function watch([tag, first]) {
  globalThis.taps = [];
  new PerformanceObserver((list) => globalThis.taps.push(...list.getEntries().map(({ name, duration }) => [name, duration]))).observe({ type: "event", durationThreshold: 16, buffered: true });
  const look = () => {
    if (document.querySelector(tag)?.shadowRoot?.querySelector(first)) globalThis.there = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

for (const [address, [tag, first, heard]] of Object.entries(FIRST)) {
  journey(`${address} answers a tap within 300 ms of its load on a processor four times slower`, PHONE, async ({ page, demo }) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(watch, [tag, first]);
    const spent = [];
    const best = () => Math.min(...spent.map(([ready, answered]) => Math.max(0, ready) + answered));
    // The least of a few, for the machine has other work too, and at times a lot of it.
    for (let round = 0; round < 5 || (round < 20 && best() > ANSWERS * shared()); round += 1) {
      await page.goto("about:blank");
      await page.goto(`${demo}${address}`);
      await page.waitForFunction(() => globalThis.there);
      await page.locator(tag).locator(first).first().tap();
      if (heard) await page.locator(tag).locator(heard).first().waitFor();
      await page.waitForFunction(() => globalThis.taps.some(([name]) => name === "click")).catch(() => {});
      const [ready, answered] = await page.evaluate(() => {
        const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
        return [globalThis.there - loadEventEnd, Math.max(...globalThis.taps.map(([, duration]) => duration))];
      });
      spent.push([ready, answered]);
    }
    console.log(`${address}: ${spent.map(([ready, answered]) => `${ready.toFixed(0)} + ${answered.toFixed(0)}`).join(", ")} ms after the load, four times slower`);
    assert.ok(best() <= ANSWERS * shared(), `${best()}`);
  });
}
