// What the coder says of what was done, to those who do not see it; what it asks before everything goes; and the words it
// has for codes, turns and transcripts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { download, drop } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const place = (page) => page.getByRole("group", { name: /^(Transcript|More)$/ });
/** The one line that tells what was done. */
const said = (page, words) => page.locator("circle-coder #said").filter({ hasText: words }).waitFor({ state: "attached" });
const focused = (page) => page.evaluate(() => document.querySelector("circle-coder").shadowRoot.activeElement?.id);

async function story(page, demo, name, more = "") {
  await page.goto(`${demo}stories.html?story=${name}${more}`);
  await page.locator(`html[data-ready="${name}"]`).waitFor({ timeout: 60_000 });
}

async function sample(page, demo) {
  await page.goto(`${demo}researcher.html`);
  await button(page, "Use the sample session").click();
  await page.locator(".turn").first().waitFor();
}

journey("starting over asks first, says what would go, and is let be by Escape", DESK, async ({ page, demo, shot }) => {
  await sample(page, demo);
  await page.getByRole("button", { name: /^Accept / }).first().click();
  await page.getByText("1 coding.", { exact: false }).first().waitFor();
  await button(page, "Start over").click();
  const asked = page.getByRole("group", { name: /1 transcript, 1 coding,? and the key/ });
  await asked.waitFor();
  assert.equal(await page.locator(".turn .coded").count(), 1, "nothing is gone yet");
  assert.equal(await focused(page), "start-over-not", "what is at hand costs nothing");
  await accessible(page, "it is asked about starting over");
  await shot("researcher-start-over");
  await page.keyboard.press("Escape");
  await asked.waitFor({ state: "detached" });
  assert.equal(await focused(page), "start-over");
  await page.keyboard.press("Enter");
  await button(page, "Keep it").click();
  assert.equal(await focused(page), "start-over");
  assert.equal(await page.locator(".turn .coded").count(), 1);
  await page.keyboard.press("Enter");
  await button(page, "Yes, start over").click();
  await button(page, "Use the sample session").waitFor();
  await said(page, "Everything was deleted.");
  assert.notEqual(await focused(page), undefined, "whoever works by keys is still in it");
  // What comes anew is not asked about before somebody starts over.
  await button(page, "Use the sample session").click();
  await button(page, "Start over").waitFor();
});

journey("what is done is told: a transcript, words, codes, a coder, agreement", DESK, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  await page.evaluate(() => void give({ sample: "/data/session.vtt" }));
  await drop(page, place(page), { name: "talk.txt", text: "Ada: I feel so alone with it. Write to ada@clinic.org.\nBo: You are not alone, and Zebulon says so too.\n" });
  await said(page, /^talk\.txt: 2 turns\. \d identifiers? replaced/);
  const found = async () => Number(/(\d+) identifiers? replaced/.exec(await page.locator("#identifiers ~ div strong").first().innerText())[1]);
  const before = await found();
  await page.locator("#review > summary").click();
  await page.getByLabel("Words to take out").fill("alone");
  await page.locator("#review").getByRole("button", { name: "Take out" }).click();
  await said(page, new RegExp(`^${before + 2} identifiers replaced`));
  const codes = page.getByRole("combobox", { name: "Add a code to turn 1", exact: true });
  const give = async (label) => {
    await codes.focus();
    await codes.selectOption({ label });
  };
  await give("Emotional support");
  await said(page, /^Given: Emotional support/);
  await button(page, "Take Emotional support off this turn").click();
  await said(page, /^Taken off: Emotional support/);
  await give("Emotional support");
  await page.getByText("Add a code of your own").click();
  await page.getByLabel("Name", { exact: true }).fill("Night shifts");
  await button(page, "Add it").click();
  await said(page, /^Night shifts is in the codebook\./);
  await page.getByLabel("You code as").fill("Ben");
  await page.getByLabel("You code as").press("Tab");
  await said(page, /^You code as Ben now\./);
  await give("Night shifts");
  await page.getByRole("button", { name: "How far do the coders agree?" }).click();
  await said(page, /^Ben and coder, \d+ turns?\. .*alpha/);
  await drop(page, place(page), { name: "scan.pdf", text: "%PDF-1.7\n%\u00e2\u00e3\u0000" });
  await said(page, "scan.pdf could not be read.");
});

journey("the same words again are told again", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded");
  await page.evaluate(() => {
    const line = document.querySelector("circle-coder").shadowRoot.querySelector("#said");
    globalThis.told = [];
    new MutationObserver(() => globalThis.told.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
  });
  for (const times of [1, 2]) {
    await button(page, "Undo").click();
    await page.waitForFunction((times) => globalThis.told.filter((words) => words.startsWith("Undone.")).length >= times, times);
  }
});

journey("the page and the paragraph on methods tell of one agreement", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-two-coders");
  const [, turns, alpha] = /, (\d+) turns\. .* is ([\d.]+)\./.exec(await page.locator("#agreement > p").first().innerText());
  const { text } = await download(page, button(page, "Paragraph on methods"));
  const methods = /\((\d+) turns, uncoded ones included\) was Krippendorff's alpha = ([\d.]+)/.exec(text);
  assert.deepEqual([methods[1], methods[2]], [turns, alpha]);
  // No figure is below nothing by less than it shows.
  assert.equal(/-0\.00/.test(await page.locator("#agreement").innerText()), false);
});

journey("transcripts and turns are called as people call them", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-mapping");
  assert.deepEqual(await page.locator("#saturation svg text:not([text-anchor=end]), #saturation svg text:last-of-type").allTextContents(), ["session.vtt", "second.txt"]);
  await page.locator("#saturation summary").click();
  assert.deepEqual(await page.locator("#saturation tbody th").allInnerTexts(), ["session.vtt", "second.txt"]);
  await story(page, demo, "coder-two-coders");
  const links = page.locator("#agreement a[data-turn]");
  for (const name of await links.allInnerTexts()) assert.match(name, /^Turn \d+$/);
  for (const box of await links.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))) assert.ok(box.height >= 24 && box.width >= 24);
});

journey("the package's own codes are in the language of the page, and kept in English", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded", "&lang=es");
  await page.locator("button.code[data-code=not-alone]").filter({ hasText: "Sentir que «no se está solo»" }).waitFor();
  const { codes } = await page.evaluate(() => document.querySelector("circle-coder").codebook);
  const shown = Object.fromEntries(await page.locator("button.code").evaluateAll((all) => all.map((one) => [one.dataset.code, [one.querySelector("bdi").textContent, one.title]])));
  for (const { id, name, definition } of codes) {
    assert.notEqual(shown[id][0], name, `${name} is in Spanish`);
    assert.notEqual(shown[id][1], definition, `what ${name} means is in Spanish`);
  }
  assert.equal(codes.find(({ id }) => id === "emotional").name, "Emotional support");
  // What a person changes stays as they wrote it.
  await page.locator("button.code[data-code=emotional]").click();
  await page.getByText("Cambiar «Apoyo emocional»").click();
  assert.equal(await page.getByLabel("Nombre", { exact: true }).inputValue(), "Apoyo emocional");
  assert.match(await page.getByLabel("Qué significa", { exact: true }).inputValue(), /^Alguien da, recibe o pide afecto/);
  await button(page, "Guardar").click();
  await said(page, "Apoyo emocional");
  const now = await page.evaluate(() => document.querySelector("circle-coder").codebook.codes);
  assert.deepEqual(now, codes, "nothing was changed");
  await page.getByLabel("Nombre", { exact: true }).fill("Appraisal, or constructor");
  await button(page, "Guardar").click();
  await page.locator("button.code[data-code=emotional]").filter({ hasText: "Appraisal, or constructor" }).waitFor();
});

journey("what is taken away calls codes as the page does, and comes back as what it was", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-coded", "&lang=es");
  await page.locator("button.code[data-code=not-alone]").filter({ hasText: "Sentir que «no se está solo»" }).waitFor();
  await button(page, "Deshacer").waitFor();
  const used = await page.evaluate(() => document.querySelector("circle-coder").codings.map(({ code }) => document.querySelector("circle-coder").shadowRoot.querySelector(`[data-code="${code}"] bdi`).textContent));
  const book = await download(page, button(page, "Libro de códigos (QDC)"));
  assert.match(book.text, /name="Apoyo emocional".*\n.*Alguien da, recibe o pide afecto/);
  assert.match(book.text, /Agradecer haber recibido escucha o afecto\./);
  assert.doesNotMatch(book.text, /Emotional support|A speaker gives/);
  assert.match(book.text, /i feel/, "what is looked for is in the language that is spoken");
  const codings = (await download(page, button(page, "Codificaciones (CSV)"))).text;
  for (const name of used) assert.ok(codings.includes(name), name);
  const printed = (await download(page, button(page, "Códigos y matriz para imprimir (HTML)"))).text;
  assert.match(printed, /<h1>CIRCLE: apoyo social entre iguales<\/h1>/);
  assert.match(printed, new RegExp(`<th>${used[0]}</th>`));
  // The work itself is the same on every page.
  assert.match((await download(page, button(page, "Proyecto"))).text, /"Emotional support"/);

  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Proyecto para otras herramientas (QDPX)").click()]);
  const back = await readFile(await file.path());
  for (const lang of ["es", "en"]) {
    if (lang === "en") await story(page, demo, "coder-coded");
    await page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "project.qdpx", mimeType: "application/octet-stream", buffer: back });
    await page.locator("#merged").waitFor();
    const differ = await page.locator("#merged li").allInnerTexts();
    assert.deepEqual(differ.filter((one) => /\bcode [«"]/i.test(one)), [], "no code differs");
  }
  assert.equal(await page.evaluate(() => document.querySelector("circle-coder").codebook.codes[0].name), "Emotional support");
});

for (const [width, lang] of [[640, "en"], [640, "es"], [900, "es"], [1280, "en"]]) {
  journey(`the bar that stays takes two rows at ${width} px, ${lang}, whatever is looked for`, { viewport: { width, height: 900 } }, async ({ page, demo }) => {
    await story(page, demo, "coder-filled", `&lang=${lang}`);
    for (const words of ["", "only", "no such words"]) {
      await page.locator("#find").fill(words);
      await page.waitForTimeout(300);
      const height = await page.locator(".bar").evaluate((bar) => bar.offsetHeight);
      assert.ok(height <= 120, `${height} px for “${words}”`);
    }
  });
}

journey("names keep their ends where the page runs the other way", DESK, async ({ page, demo }) => {
  await story(page, demo, "coder-filled", "&dir=rtl");
  const name = page.locator("button.code[data-code=not-alone] bdi");
  // The last sign, a quotation mark, stands to the right of the first letter, as the name is written.
  const [first, last] = await name.evaluate((bdi) => {
    const text = bdi.firstChild.nextSibling ?? bdi.firstChild;
    const node = [...bdi.childNodes].find(({ textContent, nodeType }) => nodeType === 3 && textContent.trim()) ?? text;
    const at = (from) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + 1);
      return range.getBoundingClientRect().left;
    };
    return [at(0), at(node.length - 1)];
  });
  assert.ok(last > first, `${last} after ${first}`);
});
