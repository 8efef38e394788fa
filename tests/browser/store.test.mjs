// A portal keeps what people do where it likes: each element writes to the store that it is given, to nothing else, and
// goes on from there.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const NOW = "2020-11-17T16:50:00Z";
const roster = {
  participants: Array.from({ length: 12 }, (_, at) => ({ id: `p${at}`, name: `Person ${at}`, leader: at % 4 === 0, mode: "text" })),
};
const words = "Ada: I see what you mean.\nBo: It was good to be heard.\n";
const button = (page, name) => page.getByRole("button", { name, exact: true });
const safe = (page) => page.locator('#kept[data-state="kept"]').waitFor();

/** What each element is given, what is done with it, and what of it is to be there when it comes back. */
const ELEMENTS = {
  "circle-signup": {
    begin: (page) => page.evaluate(() => void give({ demo: "", draft: "own" }, { store: window.store })),
    act: (page) => page.getByLabel("Name", { exact: true }).fill("Ada Okoro"),
    back: async (page) => assert.equal(await page.evaluate(() => element().value.name), "Ada Okoro"),
  },
  "circle-planner": {
    begin: (page) => page.evaluate(() => void give({ draft: "own" }, { store: window.store })),
    act: (page) => page.evaluate((roster) => (element().roster = roster), roster),
    back: async (page) => assert.equal(await page.evaluate(() => element().roster?.participants.length), 12),
  },
  "circle-coder": {
    begin: (page) => page.evaluate(() => void give({ draft: "own" }, { store: window.store })),
    act: (page) => page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "talk.txt", mimeType: "text/plain", buffer: globalThis.Buffer.from(words) }),
    back: (page) => page.locator(".turn").nth(1).waitFor(),
  },
  "circle-calendar": {
    begin: begun,
    act: async (page) => {
      await button(page, "I’m here").click();
      await suggest(page);
    },
    back: async (page) => {
      await said(page);
      assert.equal(await button(page, "I’m here").getAttribute("aria-pressed"), "true");
    },
  },
};

async function begun(page, store = true) {
  await page.evaluate(
    async ([now, store]) => {
      const term = await (await fetch("/data/term.json")).json();
      give({ draft: "own", circle: "c1", now }, { ...(store && { store: window.store }), term });
    },
    [NOW, store],
  );
  await safe(page);
}

async function suggest(page) {
  await button(page, "Suggest another time").click();
  await page.getByLabel("Day", { exact: true }).fill("2020-11-19");
  await page.getByLabel("Time", { exact: true }).fill("10:30");
  await button(page, "Suggest it").click();
}

async function said(page) {
  await page.locator("#suggested").waitFor();
  assert.match(await page.locator("#suggested").innerText(), /^You suggested: Thursday, November 19 at 10:30.AM\.$/);
}

/** A store in memory; `before` is what another page left in it. */
const own = (page, before) =>
  page.evaluate((before) => {
    window.drafts = new Map(before);
    window.store = {
      read: async (name) => structuredClone(drafts.get(name)),
      write: async (name, value, seen) => {
        if ((drafts.get(name)?.version ?? 0) !== seen) return undefined;
        drafts.set(name, structuredClone({ version: seen + 1, value }));
        return seen + 1;
      },
      remove: async (name) => void drafts.delete(name),
    };
  }, before);

for (const [tag, { begin, act, back }] of Object.entries(ELEMENTS)) {
  journey(`a ${tag} keeps what is done in the store of the page, and nowhere else`, { locale: "en-US", timezoneId: "America/New_York" }, async ({ page, demo }) => {
    await blank(page, demo, tag);
    await own(page, []);
    await begin(page);
    await act(page);
    await page.waitForFunction((name) => window.drafts.has(name), `${tag}:own`);
    await safe(page);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
    // Plain data, as JSON has it.
    const kept = await page.evaluate(() => JSON.parse(JSON.stringify([...window.drafts])));
    assert.deepEqual(kept.map(([name]) => name), [`${tag}:own`]);
    await blank(page, demo, tag);
    await own(page, kept);
    await begin(page);
    await safe(page);
    await back(page);
    // A store that fails is told of.
    await blank(page, demo, tag);
    await page.evaluate(() => (window.store = { read: async () => undefined, write: () => Promise.reject(new Error("full")), remove: async () => {} }));
    await begin(page);
    await act(page);
    await page.getByRole("alert").filter({ hasText: "does not keep" }).waitFor();
  });
}

journey("what a member says of sessions survives a reload, and a second tab overwrites nothing", { locale: "en-US", timezoneId: "America/New_York" }, async ({ page, context, demo, shot }) => {
  await blank(page, demo, "circle-calendar");
  await begun(page, false);
  await button(page, "I can’t make it").click();
  await suggest(page);
  await safe(page);
  const other = await context.newPage();
  for (const one of [page, other]) {
    await blank(one, demo, "circle-calendar");
    await begun(one, false);
    await said(one);
    await button(one, "I can make it after all").waitFor();
  }
  await accessible(page, "what was said comes back", { include: ["circle-calendar"] });
  await shot("calendar-said");
  await button(page, "I can make it after all").click();
  await safe(page);
  await button(other, "I’m here").click();
  await other.getByRole("alert").filter({ hasText: "Another tab has changed what you say here." }).waitFor();
  // Nothing is kept where no draft has a name.
  await blank(page, demo, "circle-calendar");
  await page.evaluate(async (now) => void give({ circle: "c1", now }, { term: await (await fetch("/data/term.json")).json() }), NOW);
  await button(page, "I can’t make it").waitFor();
  assert.equal(await page.locator("#kept").count(), 0);
});
