// Finding one's way in a long conversation: words in turns that are not drawn, and the codes on a phone, where one works.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const SCOPE = { include: ["circle-coder"] };

/** Turns of which some have the words that are looked for. */
function session(turns) {
  const words = { 4: "A needle, and another NEEDLE.", 200: "Camila Rojas lost a needle here.", 398: "The last needle." };
  const said = ["I felt heard for once", "we cover nights with three people", "somebody should tell the dean"];
  return Array.from({ length: turns }, (_, at) => `${at % 2 ? "Ada" : "Bo"}: ${words[at] ?? `${said[at % said.length]}, that was day ${at}.`}`).join("\n");
}

async function open(page, demo, text, properties = {}) {
  await blank(page, demo, "circle-coder");
  await page.evaluate((properties) => void give({}, properties), properties);
  await page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "talk.txt", mimeType: "text/plain", buffer: globalThis.Buffer.from(text) });
  await page.locator(".turn").first().waitFor({ timeout: 60_000 });
}

const field = (page) => page.getByLabel("Find in the conversation");
const status = async (page) => (await page.locator("#found").innerText()).replace(/\s+/g, " ").trim();
const now = (page) => page.waitForFunction(() => {
  const mark = element().shadowRoot.querySelector("mark.now");
  const { top, bottom } = mark?.getBoundingClientRect() ?? { top: -1 };
  return top > 0 && bottom < innerHeight && mark.closest(".turn").dataset.turn;
}).then((handle) => handle.jsonValue());
const focused = (page) => page.evaluate(() => element().shadowRoot.activeElement?.id);

journey("words are found in turns that are not drawn: counted, gone through by keys, told to who listens", DESK, async ({ page, demo, shot }) => {
  await open(page, demo, session(400), { roster: { participants: [{ id: "p1", name: "Camila Rojas" }] } });
  await field(page).pressSequentially("Needle");
  await page.getByRole("status").getByText("4 places").waitFor();
  assert.equal(await page.locator(".turn").evaluateAll((all) => all.some(({ dataset }) => dataset.turn === "t399")), false, "far turns are not drawn");
  await page.keyboard.press("Enter");
  assert.equal(await now(page), "t5");
  assert.match(await status(page), /^1 of 4 Turn 5: A needle, and another NEEDLE\.$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await now(page), "t201");
  assert.match(await status(page), /^3 of 4 Turn 201: /);
  assert.equal(await focused(page), "find", "one goes on from the field");
  await accessible(page, "a place", SCOPE);
  await shot("coder-finding");
  await page.getByRole("button", { name: "Next place" }).click();
  assert.equal(await now(page), "t399");
  await page.getByRole("button", { name: "Next place" }).click();
  assert.equal(await now(page), "t5", "round at the end");
  await field(page).press("Shift+Enter");
  assert.equal(await now(page), "t399");
  // At twice the size a screen has little room: the field stays, the rest of the bar goes on with the page.
  await page.setViewportSize({ width: 640, height: 450 });
  await field(page).press("Enter");
  await field(page).press("Shift+Enter");
  await now(page);
  const [bar, mark] = await page.evaluate(() => [".finder", "mark.now"].map((part) => element().shadowRoot.querySelector(part).getBoundingClientRect().toJSON()));
  assert.ok(bar.top >= -1 && bar.bottom < 150 && mark.top > bar.bottom, JSON.stringify([bar, mark]));
  await shot("coder-finding-low", false);
  await page.setViewportSize(DESK.viewport);
  // Out of the field one is in the turn, and goes on to what can be done with it; a key leads back.
  await field(page).press("Escape");
  await page.waitForFunction(() => element().shadowRoot.activeElement?.dataset.turn === "t399");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => element().shadowRoot.activeElement.ariaLabel), /turn 399/);
  await page.locator('.turn[data-turn="t399"]').focus();
  await page.keyboard.press("f");
  assert.equal(await focused(page), "find");
  // Only the turns that have them, and what else there is to say.
  await page.getByLabel("Only turns with them").check();
  await page.waitForFunction(() => element().shadowRoot.querySelectorAll(".turn").length === 3);
  assert.match(await status(page), /^4 of 4/);
  await field(page).fill("no such words");
  await page.getByRole("status").getByText("No turn has these words.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Next place" }).isDisabled());
  await field(page).fill("");
  await page.waitForFunction(() => element().shadowRoot.querySelector("#found").textContent.trim() === "" && !element().shadowRoot.querySelector("#alone"));
  assert.ok((await page.locator(".turn").count()) > 3, "without words all turns are there");
});

journey("finding begins where one reads, and finds in what was replaced", DESK, async ({ page, demo }) => {
  await open(page, demo, session(400), { roster: { participants: [{ id: "p1", name: "Camila Rojas" }] } });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await page.locator('.turn[data-turn="t150"], .turn[data-turn="t190"], .turn[data-turn="t220"]').first().waitFor();
  const sight = await page.evaluate(() => [...element().shadowRoot.querySelectorAll(".turn")].find((turn) => turn.getBoundingClientRect().bottom > 0).ariaPosInSet);
  await page.evaluate(() => {
    const find = element().shadowRoot.querySelector("#find");
    find.value = "day";
    find.dispatchEvent(new Event("input"));
  });
  await page.locator("#found").getByText("397 places").waitFor();
  await page.evaluate(() => element().shadowRoot.querySelectorAll(".step")[1].click());
  const first = Number((await now(page)).slice(1));
  assert.ok(first >= Number(sight) && first < Number(sight) + 12, `${first} after ${sight}`);
  await field(page).fill("p0");
  await page.locator("mark.replaced mark.found").first().waitFor({ state: "attached" }).catch(async () => assert.fail(await page.locator("#found").innerText()));
});

for (const [width, height, scheme, dir] of [[320, 640, "light", "ltr"], [390, 844, "dark", "rtl"]]) {
  const phone = { viewport: { width, height }, colorScheme: scheme, hasTouch: true, isMobile: true, reducedMotion: "reduce" };
  journey(`on a phone ${width} wide, in the ${scheme}, ${dir}, the codes are where one works: by touch, by keys, for who listens`, phone, async ({ page, demo, shot }) => {
    await open(page, demo, session(60));
    await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
    const turn = page.locator('.turn[data-turn="t30"]');
    await page.evaluate(() => element().shadowRoot.querySelector("[data-block$='/2']").scrollIntoView());
    await turn.waitFor();
    await turn.evaluate((one) => one.scrollIntoView({ block: "start" }));
    const unfold = page.locator("#unfold");
    assert.equal(await page.getByRole("button", { name: "Codebook 0 codings" }).getAttribute("id"), "unfold");
    const inSight = async (locator, what) => {
      await locator.waitFor();
      const box = await locator.boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= height + 1, `${what}: ${JSON.stringify(box)}`);
    };
    await inSight(unfold, "the codebook amid the conversation");
    await shot(`coder-codes-folded-${width}`);
    assert.equal(await unfold.getAttribute("aria-expanded"), "false");
    assert.equal(await page.locator("button.code:visible").count(), 0);
    await unfold.tap();
    assert.equal(await unfold.getAttribute("aria-expanded"), "true");
    await inSight(page.locator("button.code").first(), "the first code");
    await accessible(page, "unfolded", SCOPE);
    await page.screenshot({ path: `${process.env.PEER_CIRCLE_ARTEFACTS ?? "artefacts"}/coder-codes-unfolded-${width}.png` });
    // A code that no turn has yet: it says so, what the code means, and how to see everything again.
    const read = await turn.boundingBox();
    await page.locator("button.code").nth(1).tap();
    await page.locator(".meaning").waitFor();
    await page.getByText("No turn has this code yet.").waitFor();
    await page.getByRole("status").getByText(/: 0 turns$/).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Show all turns" }).evaluate((one) => one.click());
    await turn.waitFor();
    assert.ok(Math.abs((await turn.boundingBox()).y - read.y) < 3, "what was read before is where it was");
    await unfold.tap();
    assert.equal(await page.locator("button.code:visible").count(), 0);
    // By keys: from a turn to the codes and back.
    const select = page.getByRole("combobox", { name: "Add a code to turn 3", exact: true });
    await select.scrollIntoViewIfNeeded();
    await page.locator('.turn[data-turn="t3"]').focus();
    await page.keyboard.press("c");
    await page.waitForFunction(() => element().shadowRoot.activeElement?.matches("button.code"));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => element().shadowRoot.activeElement?.dataset.turn === "t3");
    assert.equal(await unfold.getAttribute("aria-expanded"), "false");
    // What has the focus is not under the bar (WCAG 2.4.11).
    for (let step = 0; step < 24; step += 1) {
      await page.keyboard.press("Tab");
      const hidden = await page.evaluate(() => {
        const { activeElement: at } = element().shadowRoot;
        const bar = element().shadowRoot.querySelector(".codebook").getBoundingClientRect();
        const { top, bottom } = at?.getBoundingClientRect() ?? {};
        return at && !at.closest(".codebook") && top >= bar.top && bottom <= bar.bottom ? `${at.className} ${at.ariaLabel}` : "";
      });
      assert.equal(hidden, "", "what has the focus is seen");
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  });
}

journey("one code's turns alone, and all again: what was read stays in sight", DESK, async ({ page, demo }) => {
  await open(page, demo, session(400));
  for (const turn of ["t2", "t6"]) {
    await page.getByRole("combobox", { name: `Add a code to turn ${turn.slice(1)}`, exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((turn) => element().codings.some((one) => one.turn === turn), turn);
  }
  const code = await page.evaluate(() => element().codings[0].code);
  await page.evaluate(() => element().shadowRoot.querySelector("[data-block$='/20']").scrollIntoView());
  await page.locator('.turn[data-turn="t201"]').waitFor();
  await page.locator(`button.code[data-code="${code}"]`).click();
  await page.getByText(/^Only turns with “/).waitFor();
  await page.waitForFunction(() => [...element().shadowRoot.querySelectorAll(".turn")].some((turn) => turn.getBoundingClientRect().top > 0 && turn.getBoundingClientRect().top < innerHeight));
  await page.locator('.turn[data-turn="t6"]').evaluate((turn) => scrollBy(0, turn.getBoundingClientRect().top - 300));
  const top = (turn) => page.locator(`.turn[data-turn="${turn}"]`).evaluate((one) => one.getBoundingClientRect().top);
  const first = await page.evaluate(() => [...element().shadowRoot.querySelectorAll(".turn")].find((turn) => turn.getBoundingClientRect().bottom > 0).dataset.turn);
  const before = await top(first);
  await page.getByRole("button", { name: "Show all turns" }).evaluate((one) => one.click());
  await page.locator('.turn[data-turn="t7"]').waitFor();
  assert.ok(Math.abs((await top(first)) - before) < 3, `${first}: ${before}, then ${await top(first)}`);
});
