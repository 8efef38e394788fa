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

for (const [tag, { begin, act }] of Object.entries(ELEMENTS)) {
  journey(`a ${tag} whose draft gets another name says of that alone whether it is kept`, { locale: "en-US", timezoneId: "America/New_York" }, async ({ page, demo }) => {
    await blank(page, demo, tag);
    await own(page, []);
    await begin(page);
    await act(page);
    await safe(page);
    // What is kept under the other name takes its time to come.
    await page.evaluate(() => {
      const { read } = window.store;
      window.store.read = (name) => new Promise((come) => (window.come = () => come(read(name))));
    });
    await page.evaluate(() => (element().draft = "other"));
    await page.waitForTimeout(200);
    const told = () => page.locator("#kept").evaluateAll((lines) => lines.map(({ dataset }) => dataset.state));
    // Work that cannot be put aside is kept under the new name at once, or waits.
    const early = await page.evaluate((tag) => drafts.has(`${tag}:other`), tag);
    assert.deepEqual((await told()).filter((state) => state === "kept"), early ? ["kept"] : []);
    await page.evaluate(() => window.come?.());
    await safe(page);
  });
}

journey("work of one draft is never kept over that of another", {}, async ({ page, demo }) => {
  const file = (name, text) => page.locator("circle-coder input[type=file]").first().setInputFiles({ name, mimeType: "text/plain", buffer: globalThis.Buffer.from(text) });
  await blank(page, demo, "circle-coder");
  await own(page, []);
  for (const [draft, text] of [["other", words], ["own", "Cy: Nobody asked me.\n"]]) {
    await page.evaluate((draft) => void (document.getElementById("here").replaceChildren(), give({ draft }, { store: window.store })), draft);
    await file("talk.txt", text);
    await safe(page);
  }
  const kept = () => page.evaluate(() => JSON.stringify(drafts.get("circle-coder:other")));
  const before = await kept();
  await page.evaluate(() => (element().draft = "other"));
  await page.getByRole("alert").filter({ hasText: "Another tab or window has changed this work. Nothing was overwritten" }).waitFor();
  await file("more.txt", "Di: And then?\n");
  await page.locator(".turn").nth(1).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await kept(), before);

  await blank(page, demo, "circle-planner");
  await own(page, [["circle-planner:other", { version: 4, value: { roster, wishes: {}, why: [], stale: false } }]]);
  await ELEMENTS["circle-planner"].begin(page);
  await page.evaluate((roster) => (element().roster = { participants: roster.participants.slice(0, 6) }), roster);
  await safe(page);
  await page.evaluate(() => (element().draft = "other"));
  await page.getByRole("alert").filter({ hasText: "Another tab or window has changed this work. Nothing was overwritten" }).waitFor();
  assert.deepEqual(await page.evaluate(() => [element().roster.participants.length, drafts.get("circle-planner:other").version]), [6, 4]);
});

journey("what was entered under one name of a draft is not shown under another, and is there again under its own", { locale: "en-US", timezoneId: "America/New_York" }, async ({ page, demo }) => {
  const turn = (draft) => page.evaluate((draft) => void (element().draft = draft), draft);
  await blank(page, demo, "circle-signup");
  await own(page, []);
  await ELEMENTS["circle-signup"].begin(page);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Ada Okoro");
  await safe(page);
  await turn("other");
  await page.waitForFunction(() => element().value.name === "");
  await safe(page);
  assert.equal(await page.evaluate(() => drafts.has("circle-signup:other")), false);
  await turn("own");
  await page.waitForFunction(() => element().value.name === "Ada Okoro");
  assert.equal(await name.inputValue(), "Ada Okoro");
  // What the page gives with the name stays.
  await page.evaluate(() => Object.assign(element(), { draft: "third", value: { id: "b", name: "Bo", email: "b@example.org" } }));
  await safe(page);
  assert.equal(await name.inputValue(), "Bo");

  await blank(page, demo, "circle-calendar");
  await own(page, []);
  await begun(page);
  await button(page, "I can’t make it").click();
  await button(page, "I can make it after all").waitFor();
  await safe(page);
  await turn("other");
  await button(page, "I can’t make it").waitFor();
  await safe(page);
  assert.equal(await page.evaluate(() => drafts.has("circle-calendar:other")), false);
  await turn("own");
  await button(page, "I can make it after all").waitFor();
});

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
