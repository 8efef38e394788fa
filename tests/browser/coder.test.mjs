// What a page gives the coder, and what the coder says of what it does: suggestions on their way, and what was looked for.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { on, press, reach, write } from "./keyboard.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const SCOPE = { include: ["circle-coder"] };
const roster = { participants: [{ id: "p1", name: "Camila Rojas" }, { id: "p2", name: "Bo Lind" }] };
const words = "Ada: I see what you mean, Camila Rojas said so too.\nBo: It was good to be heard.\n";
const book = { codes: [{ id: "night", name: "Night shifts", definition: "Work at night" }] };

const answer = (page, name, body) => page.route(`**/${name}`, (route) => route.fulfill({ body }));
const drop = (page, name, text) => page.locator("circle-coder input[type=file]").first().setInputFiles({ name, mimeType: "text/plain", buffer: globalThis.Buffer.from(text) });

/** Turns of speech that never was. */
function session(turns) {
  const said = ["I felt heard for once", "we cover nights with three people", "somebody should tell the dean", "it helps to know that I am not alone in this"];
  return Array.from({ length: turns }, (_, at) => `${at % 2 ? "Ada" : "Bo"}: ${said[at % said.length]}, that was day ${at}.`).join("\n");
}

journey("a coder takes its roster and codes from attributes and its transcript from an address", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  await answer(page, "talk.txt", words);
  await page.evaluate(([roster, book]) => void give({ roster, codebook: book, src: "/talk.txt" }), [JSON.stringify(roster), JSON.stringify(book)]);
  await page.locator(".turn").nth(1).waitFor();
  const said = await page.getByRole("region", { name: "talk.txt" }).innerText();
  assert.ok(!said.includes("Camila"), "names of the roster are looked for");
  assert.deepEqual(await page.locator("[data-code]:not(.chip)").evaluateAll((all) => all.map(({ dataset }) => dataset.code)), ["night"]);
  assert.deepEqual(await page.evaluate(() => element().codebook.codes.map(({ name }) => name)), ["Night shifts"]);
  // What comes later is added; nothing that is there goes.
  await page.evaluate(() => (element().codebook = { codes: [{ id: "day", name: "Day shifts", definition: "Work by day" }] }));
  await page.locator("[data-code=day]").waitFor();
  assert.equal(await page.locator("[data-code=night]").count(), 1);
});

journey("an attribute that is no JSON, and an address that does not answer, cost nothing", DESK, async ({ page, demo, complaints }) => {
  await blank(page, demo, "circle-coder");
  await page.route("**/none.txt", (route) => route.fulfill({ status: 404, body: "" }));
  await page.evaluate(() => void give({ roster: "{", codebook: "[", src: "/none.txt" }));
  await page.locator("circle-coder .notice.bad").waitFor();
  await drop(page, "talk.txt", words);
  await page.locator(".turn").nth(1).waitFor();
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !/^logged: Failed to load resource/.test(one)));
});

journey("a file that comes while a draft is read is added to it, and an address is left alone then", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  await page.evaluate(() => void give({ draft: "late" }));
  await drop(page, "one.txt", words);
  await page.locator(".turn").nth(1).waitFor();
  await page.locator('#kept[data-state="kept"]').waitFor();
  await blank(page, demo, "circle-coder");
  let asked = 0;
  await page.route("**/two.txt", (route) => ((asked += 1), route.fulfill({ body: words })));
  await page.evaluate((text) => {
    const coder = give({ draft: "late", src: "/two.txt" });
    return coder.updateComplete.then(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "three.txt"));
      coder.shadowRoot.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
  }, words);
  await page.getByRole("region", { name: "three.txt" }).waitFor();
  assert.equal(await page.getByRole("region", { name: "one.txt" }).count(), 1, "what was kept is still there");
  assert.equal(await page.locator(".turn").count(), 4);
  assert.equal(asked, 0);
});

journey("the first suggestions of a long project say how far they are, are stopped and gone on with, and coding goes on meanwhile", { ...DESK, time: 300_000 }, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  await page.evaluate(() => void give({}));
  await drop(page, "long.txt", session(20_000));
  // In the page, for it may take no longer than a second.
  const stop = () => {
    const found = element().shadowRoot.querySelector("#suggesting progress ~ button");
    found?.click();
    return Boolean(found);
  };
  await page.waitForFunction(stop, undefined, { timeout: 120_000, polling: 10 });
  await page.getByText("Suggestions were stopped.").waitFor();
  assert.equal(await page.locator(".suggestion").count(), 0);
  await accessible(page, "suggestions that were stopped", SCOPE);
  // A turn is coded by hand all the same, and nothing starts by itself.
  await page.getByRole("combobox", { name: "Add a code to turn 1", exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  assert.equal(await page.getByText("Suggestions were stopped.").count(), 1);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText(/[\d,]+ suggestions to decide/).first().waitFor({ timeout: 240_000 });
  assert.equal(await page.locator("#suggesting").count(), 0);
});

journey("the coder says what was looked for, what was found and what remains; of a project from elsewhere it does not know", DESK, async ({ page, demo, shot }) => {
  await blank(page, demo, "circle-coder");
  await page.evaluate(() => void give({}));
  await drop(page, "talk.txt", `${words}Ada: Write to ada@example.org.\n`);
  const review = page.locator("circle-coder [part=identifiers]");
  await review.getByText(/^Looked for: person, .*e-mail.*\.$/).waitFor();
  await review.getByText(/\d+ identifiers? replaced/).waitFor();
  await review.getByText(/places? remains? to look at|No place stood out/).waitFor();
  const project = await page.evaluate(async () => {
    const [saved] = await Promise.all([new Promise((resolve) => {
      const real = URL.createObjectURL;
      URL.createObjectURL = (blob) => (blob.text().then(resolve), real.call(URL, blob));
    }), [...element().shadowRoot.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === "Project").click()]);
    return saved;
  });
  const opened = async (text, words) => {
    await blank(page, demo, "circle-coder");
    await page.evaluate(() => void give({}));
    await drop(page, "project.json", text);
    await review.getByText(words).waitFor();
    assert.equal(await review.getByText(/identifiers? replaced/).count(), 0);
  };
  await opened(project, "Identifiers were taken out before this transcript came with a project.");
  await review.getByText(/^Looked for: person, /).waitFor();
  await review.locator(".chip").filter({ hasText: "e-mail 1" }).waitFor();
  await review.getByText(/places? remains? to look at|No place stood out/).waitFor();
  await accessible(page, "a project from elsewhere", SCOPE);
  await shot("coder-elsewhere");
  const older = JSON.parse(project);
  for (const transcript of older.transcripts) for (const told of ["lookedFor", "found", "remaining"]) delete transcript[told];
  await opened(JSON.stringify(older), "What was taken out of this transcript is not known here: it came with a project.");
  await review.getByText("Nor is what was looked for in it.").waitFor();
});

journey("a person decides about words: out of every transcript, or back in, codings and all, by keyboard too, through a reload", DESK, async ({ page, demo, shot }) => {
  const begin = async () => {
    await blank(page, demo, "circle-coder");
    await page.evaluate(() => void give({ draft: "review" }));
  };
  await begin();
  await drop(page, "one.txt", "Ada: The ward behind Sunny Hollow floods.\nBo: Write to ada@example.org about it.\n");
  await page.locator(".turn").nth(1).waitFor();
  await drop(page, "two.txt", "Cy: Nobody likes sunny hollow at night.\n");
  await page.getByRole("region", { name: "two.txt" }).waitFor();
  const review = page.locator("circle-coder [part=identifiers]");
  const said = () => page.locator(".turn .said").allInnerTexts();
  const until = (words, there) =>
    page.waitForFunction(
      ([words, there]) => [...element().shadowRoot.querySelectorAll(".turn .said")].some(({ innerText }) => innerText.toLowerCase().includes(words)) === there,
      [words, there],
    );
  // A code stays with what was said.
  await page.getByRole("combobox", { name: "Add a code to turn 1", exact: true }).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await review.getByText("Words you noticed").focus();
  await press(page, "Enter");
  await write(page, "Words to take out", "Sunny Hollow");
  await reach(page, "Kind");
  await page.keyboard.type("place");
  await on(page, "Take out");
  await until("sunny hollow", false);
  assert.equal((await said()).length, 3);
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await review.getByText("taken out as place").waitFor();
  await accessible(page, "a decision", SCOPE);
  await shot("coder-decided");
  // What was found may stay: the address of e-mail is nobody's.
  await review.getByText(/^All \d+ identifiers/).first().click();
  await review.getByRole("button", { name: "Leave in: ada@example.org" }).click();
  await until("ada@example.org", true);
  await page.locator('#kept[data-state="kept"]').waitFor();
  await begin();
  await page.locator(".turn").nth(2).waitFor();
  await review.getByText("Words you noticed").click();
  await review.getByRole("button", { name: "Take back: ada@example.org" }).click();
  await until("ada@example.org", false);
  await review.getByRole("button", { name: "Take back: Sunny Hollow" }).click();
  await until("sunny hollow", true);
});

journey("what the coder said of a recording without a transcript turns into another language with the page", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  await page.evaluate(() => void give({}));
  await page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "talk.wav", mimeType: "audio/wav", buffer: globalThis.Buffer.from("RIFF") });
  await page.getByText("talk.wav is a recording: give the transcript first.").waitFor();
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText(/^talk\.wav es una grabación/).waitFor();
});

const PHONE = { viewport: { width: 390, height: 844 } };

async function story(page, demo, name, more = "") {
  await page.goto(`${demo}stories.html?story=${name}${more}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 60_000 });
}

journey("on a phone nothing of the coder is squeezed, touches or is out of sight", PHONE, async ({ page, demo }) => {
  const box = (locator) => locator.evaluate((one) => one.getBoundingClientRect().toJSON());
  await story(page, demo, "coder-two-coders");
  const [first, second] = await page.locator(".disagreement").first().getByRole("button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  assert.ok(second.top - first.bottom >= 4, `${second.top - first.bottom} px between what settles it one way and the other`);
  await story(page, demo, "coder-mapping");
  const [picture, end] = [await box(page.locator("#saturation .picture")), await box(page.locator("#saturation circle").last())];
  assert.ok(end.right <= picture.right + 1, "the end of the line is seen without scrolling");
  await story(page, demo, "coder-private", "&lang=es");
  const [count, words] = await page.locator("#unfold .grow").evaluate((one) => [one.clientWidth, one.scrollWidth]);
  assert.ok(count > 0 && count >= words, `the count of codings has ${count} of ${words} px`);
});

journey("the framework matrix grows with the screen", { viewport: { width: 1280, height: 1400 } }, async ({ page, demo }) => {
  await story(page, demo, "coder-heat");
  const { height, whole } = await page.locator(".scroll:has(.matrix)").evaluate((one) => ({ height: one.clientHeight, whole: one.scrollHeight }));
  assert.ok(height >= Math.min(whole, 1000), `${height} of ${whole} px`);
});
