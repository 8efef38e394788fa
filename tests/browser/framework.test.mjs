// A researcher's own codes, a codebook that comes as a file, and somebody who takes their consent back.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const coder = (page) => page.locator("circle-coder");
const place = (page) => page.getByRole("group", { name: /^(Transcript|More)$/ });

async function story(page, demo, name) {
  await page.goto(`${demo}stories.html?story=${name}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 60_000 });
}

journey("codes of one's own are added, changed, joined, taken out, and undone", DESK, async ({ page, demo, shot }) => {
  await story(page, demo, "coder-coded");
  const codes = () => page.locator("button.code .grow").allInnerTexts();
  const before = await codes();
  await page.getByText("Add a code of your own").click();
  await page.getByLabel("Name", { exact: true }).fill("Night shifts");
  await page.getByLabel("What it means").fill("Work at night, and what it does to people.");
  await page.getByLabel("Below").selectOption({ label: "Emotional support" });
  await button(page, "Add it").click();
  await button(page, "Night shifts 0 codings").waitFor();
  assert.equal((await codes()).length, before.length + 1);
  await button(page, "Night shifts 0 codings").click();
  await page.getByText("Change “Night shifts”").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Nights");
  await accessible(page, "a code is changed");
  await shot("researcher-framework");
  await button(page, "Save").click();
  await button(page, "Nights 0 codings").waitFor();
  await page.getByLabel("Make one with").selectOption({ label: "Informational support" });
  await page.waitForFunction((count) => document.querySelector("circle-coder").shadowRoot.querySelectorAll("button.code").length === count, before.length);
  await button(page, "Undo").click();
  await button(page, "Nights 0 codings").click();
  await button(page, "Take out with its codings").click();
  await page.waitForFunction((count) => document.querySelector("circle-coder").shadowRoot.querySelectorAll("button.code").length === count, before.length);
  assert.deepEqual(await codes(), before);
});

journey("a codebook that comes as a file adds its codes, and costs no coding", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded");
  const codings = () => coder(page).evaluate(({ codings }) => codings.length);
  const before = await codings();
  const text = "name,definition\nHumour,Laughing together\nEmotional support,known already\n";
  await drop(page, place(page), { name: "codebook.csv", text, type: "text/csv" });
  await button(page, "Humour 0 codings").waitFor();
  assert.equal(await codings(), before);
  assert.equal(await page.locator("button.code .grow", { hasText: /^Emotional support$/ }).count(), 1);
});

journey("somebody takes their consent back: turns, codings and the line of the key go, out of the draft too", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}researcher.html`);
  await button(page, "Use the sample session").click();
  await page.getByRole("button", { name: /^Accept / }).first().click();
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  const speaker = await coder(page).evaluate(({ codings, shadowRoot }) => {
    const [{ transcript, turn }] = codings;
    return shadowRoot.querySelector(`#turn-${CSS.escape(`${transcript}-${turn}`)} .who strong`).textContent;
  });
  const words = await coder(page).evaluate(({ shadowRoot }, speaker) => {
    const turns = [...shadowRoot.querySelectorAll(".turn")].filter((turn) => turn.querySelector(".who strong").textContent === speaker);
    return turns.map((turn) => turn.querySelector(".said").textContent).find((said) => said.length > 40 && !/[^ -~’]/.test(said));
  }, speaker);
  await page.getByText("Somebody takes their consent back").click();
  await page.getByLabel("Choose the speaker").selectOption(speaker);
  await accessible(page, "consent");
  await shot("researcher-consent");
  await button(page, "Take them out for good").click();
  await page.waitForFunction((speaker) => {
    const { shadowRoot, codings } = document.querySelector("circle-coder");
    return codings.length === 0 && [...shadowRoot.querySelectorAll(".who strong")].every(({ textContent }) => textContent !== speaker);
  }, speaker);
  assert.equal(await button(page, "Undo").isDisabled(), true);
  await page.locator('#kept[data-state="kept"]').waitFor();
  const kept = await page.evaluate(async () => {
    const value = await new Promise((resolve) => {
      const open = indexedDB.open("peer-circle");
      open.onsuccess = () => {
        const all = open.result.transaction("drafts").objectStore("drafts").get("circle-coder:demo");
        all.onsuccess = () => resolve(all.result.value);
      };
    });
    const files = await (await navigator.storage.getDirectory()).getDirectoryHandle("peer-circle");
    const copy = await (await files.getFileHandle("circle-coder%3Ademo.json")).getFile();
    return JSON.stringify(value) + (await copy.text());
  });
  // What others say to them stays, under the pseudonym.
  assert.ok(!kept.includes(`"speaker":"${speaker}"`), "no turn of theirs is kept");
  assert.ok(words.length > 20 && !kept.includes(words), "nor what they said");
  const { text } = await download(page, button(page, "De-identified text"));
  assert.ok(text.length > 100 && !text.includes(`${speaker}: `));
});

journey("tables, a page to print and a paragraph on methods are taken away", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded");
  assert.match((await download(page, button(page, "All tables (XLSX)"))).text, /^PK/);
  assert.match((await download(page, button(page, "Codebook and matrix to print (HTML)"))).text, /<table/);
  assert.ok((await download(page, button(page, "Paragraph on methods"))).text.length > 100);
});

journey("a part of the coder that does not come is told of, and comes with the network", DESK, async ({ page, demo, complaints }) => {
  await page.goto(`${demo}researcher.html`);
  await button(page, "Use the sample session").waitFor();
  await page.route("**/elements/shared-*.js", (route) => route.abort());
  await button(page, "Use the sample session").click();
  await page.getByText("That did not work.", { exact: false }).waitFor();
  await page.unroute("**/elements/shared-*.js");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator(".turn").first().waitFor({ timeout: 60_000 });
  await page.getByText("That did not work.", { exact: false }).waitFor({ state: "detached" });
  // The browser logs what was not there.
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("ERR_FAILED")));
});
