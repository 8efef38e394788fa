// Every kind of file that elements take and give: 200 payloads in each, and none of them runs, neither where the file is
// read nor in a page that is made of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { PAYLOADS, harmless, listen } from "./payloads.mjs";

const DESK = { viewport: { width: 1280, height: 900 }, time: 300_000 };
const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const xml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const clock = (at) => `00:${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
const rows = (headings, row, between = ",") => [headings.join(between), ...PAYLOADS.map((text, at) => row(text, at).map(cell).join(between))].join("\n");

/** An archive whose files are stored as they are. */
function archive(files) {
  const [parts, entries] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    const [place, made] = [Buffer.alloc(4), Buffer.from([20, 0])];
    place.writeUInt32LE(offset);
    parts.push(Buffer.from("PK\u0003\u0004"), head, path, bytes);
    entries.push(Buffer.from("PK\u0001\u0002"), made, head, Buffer.alloc(10), place, path);
    offset += 30 + path.length + bytes.length;
  }
  const [index, end] = [Buffer.concat(entries), Buffer.alloc(18)];
  for (const at of [4, 6]) end.writeUInt16LE(Object.keys(files).length, at);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\u0005\u0006"), end]);
}

const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const paragraphs = PAYLOADS.map((text, at) => `<w:p><w:r><w:t xml:space="preserve">${xml(`Speaker ${at % 4}: ${text} you are not alone`)}</w:t></w:r></w:p>`).join("");
const DOCX = archive({
  "[Content_Types].xml": TYPES,
  "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`,
});
const QDC = `<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="${xml(PAYLOADS[0])}"><Codes>${PAYLOADS.map(
  (text, at) => `<Code guid="00000000-0000-4000-8000-${String(at).padStart(12, "0")}" name="${xml(text)}" isCodable="true"><Description>${xml(text)}</Description></Code>`,
).join("")}</Codes></CodeBook>`;

/** What a coder is given, where it shows that it was read, and by which words. */
const TOLD = {
  "captions (SRT)": ["talk.srt", PAYLOADS.map((text, at) => `${at + 1}\n${clock(at)},000 --> ${clock(at + 1)},000\nAda: ${text} I feel less alone\n`).join("\n"), ".turn", "hit"],
  "a table of turns": ["talk.csv", rows(["speaker", "start", "text"], (text, at) => [text, clock(at), `${text} I feel less alone`]), ".turn", "hit"],
  "a document (DOCX)": ["talk.docx", DOCX, ".turn", "hit"],
  "another tool's codebook (QDC)": ["codes.qdc", QDC, "button.code", PAYLOADS[199]],
  "a table of codes": ["codes.csv", rows(["name", "definition", "parent"], (text, at) => [`${at} ${text}`, text, at > 0 ? `0 ${PAYLOADS[0]}` : ""]), "button.code", PAYLOADS[199]],
  "a roster": ["people.csv", rows(["Id", "Name", "Department"], (text, at) => [`p${at}`, text, PAYLOADS[(at + 1) % 200]]), ".drop", "Names of 200 people"],
};

const give = (page, name, content) =>
  page.locator("[data-live] input[type=file], circle-coder input[type=file], circle-planner input[type=file]").first()
    .setInputFiles({ name, mimeType: "", buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) });

/** Reads on until nothing new is drawn, with all that is folded opened. */
async function look(page) {
  await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("circle-coder, circle-planner, circle-calendar");
    for (let at = 0; at <= document.body.scrollHeight; at += 700) {
      for (const one of shadowRoot.querySelectorAll("details:not([open])")) one.open = true;
      scrollTo(0, at);
      await new Promise((go) => setTimeout(go, 30));
    }
  });
  await page.waitForTimeout(300);
}

/** Takes a file away; gives its name and its bytes. */
async function taken(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).click()]);
  return [file.suggestedFilename(), await readFile(await file.path())];
}

/** A page that was taken away is opened as a file is: no policy of a site stands before it. */
async function opened(context, demo, bytes) {
  const page = await context.newPage();
  await listen(page);
  await page.route("**/taken.html", (route) => route.fulfill({ contentType: "text/html", body: bytes }));
  await page.goto(`${demo}taken.html`);
  assert.ok((await page.locator("body").innerText()).includes("hit"), "it has them");
  await harmless(page);
  await page.close();
}

journey("200 payloads in each kind of file that a coder takes are text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  for (const [what, [name, content, place, words]] of Object.entries(TOLD)) {
    await blank(page, demo, "circle-coder");
    await page.evaluate(() => give({}));
    // A codebook or a roster is there before anybody speaks.
    await give(page, name, content);
    if (place !== ".turn") await give(page, "talk.txt", `Ada: You are not alone, ${PAYLOADS[0]}.\nBo: Thank you.\n`);
    await page.locator(".turn").first().waitFor({ timeout: 30_000 }).catch(() => assert.fail(`${what} was not read`));
    await page.locator(place, { hasText: words }).first().waitFor();
    await look(page);
    await harmless(page);
  }
  // A recording is called as its file is.
  await give(page, `${PAYLOADS[1].replaceAll("/", "")}.wav`, Buffer.from("RIFF"));
  await page.waitForTimeout(300);
  await harmless(page);
});

journey("200 payloads in a project go out in every kind of file and come in again as text and nothing more", DESK, async ({ page, context, demo }) => {
  await listen(page);
  const project = {
    format: "peer-circle/project", version: 1, coder: PAYLOADS[3].slice(0, 80),
    codebook: { codes: PAYLOADS.map((name, at) => ({ id: `x${at}`, name, definition: name, include: [name], exclude: [name], phrases: [name] })) },
    transcripts: [{ id: "evil", title: PAYLOADS[5], turns: PAYLOADS.map((text, at) => ({ id: `t${at}`, speaker: text, text })) }],
    codings: PAYLOADS.map((coder, at) => ({ id: `k${at}`, transcript: "evil", turn: `t${at}`, code: `x${at}`, coder: coder.slice(0, 80) })),
    memos: PAYLOADS.map((text, at) => ({ id: `m${at}`, about: "project", text, coder: text.slice(0, 80) })),
  };
  const begin = async (name, content) => {
    await blank(page, demo, "circle-coder");
    await page.evaluate(() => globalThis.give({}));
    await give(page, name, content);
    await page.locator(".turn").first().waitFor({ timeout: 30_000 });
  };
  await begin("project.json", JSON.stringify(project));
  await look(page);
  const out = {};
  for (const button of ["Project", "Project for other tools (QDPX)", "Codebook (QDC)", "All tables (XLSX)", "Codings (CSV)", "Matrix (CSV)", "Codebook and matrix to print (HTML)", "Paragraph on methods", "De-identified text"]) {
    const [name, bytes] = await taken(page, button);
    out[button] = [name, bytes];
    if (name.endsWith(".html")) await opened(context, demo, bytes);
  }
  for (const button of ["Project", "Project for other tools (QDPX)"]) {
    await begin(...out[button]);
    await look(page);
    assert.ok((await page.evaluate(() => document.querySelector("circle-coder").shadowRoot.textContent)).includes("hit"), `${button} is shown`);
    await harmless(page);
  }
});

/** What a planner is given: a roster in each of its forms. */
const ROSTERS = {
  "a table with tabs": ["people.tsv", rows(["Id", "Name", "Department"], (text, at) => [`p${at}`, text, PAYLOADS[(at + 1) % 200]], "\t")],
  "users of a school": ["users.csv", rows(["sourcedId", "status", "enabledUser", "username", "givenName", "familyName", "email"], (text, at) => [`u${at}`, "active", "true", text, text, PAYLOADS[(at + 1) % 200], text])],
  "members of a course": ["members.json", JSON.stringify({ id: "n", context: { id: "c", title: PAYLOADS[0] }, members: PAYLOADS.map((text, at) => ({ user_id: `u${at}`, status: "Active", roles: [text], name: text, email: text })) })],
  "sign-ups as they were sent": ["signups.json", JSON.stringify(PAYLOADS.map((name, at) => ({ id: name, name, email: name, leader: at % 6 === 0, mode: "text", circle: at % 2 ? name : undefined, invited: [name], platform: name, url: name, notWith: [name], attributes: { [PAYLOADS[at % 3]]: [name] } })))],
  "groups of a course": ["groups.csv", rows(["canvas_user_id", "user_id", "login_id", "group_name"], (text, at) => [`${at}`, `u${at}`, text, text])],
};

journey("200 payloads in each kind of roster are people, and go out again as text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  for (const [what, [name, content]] of Object.entries(ROSTERS)) {
    await blank(page, demo, "circle-planner");
    await page.evaluate(() => give({}));
    await give(page, name, content);
    await page.locator("#take-columns, #form").first().waitFor({ timeout: 30_000 }).catch(() => assert.fail(`${what} was not read`));
    await look(page);
    assert.ok((await page.evaluate(() => document.querySelector("circle-planner").shadowRoot.textContent)).includes("hit"), `${what} is shown`);
    await harmless(page);
    if (await page.locator("#form").count()) assert.ok((await taken(page, "Roster as CSV"))[1].includes("hit"));
  }
});

journey("200 payloads in a roster that a page gives as JSON are people and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  const roster = { participants: PAYLOADS.map((name, at) => ({ id: `p${at}`, name, leader: at % 6 === 0, attributes: { Department: [name], [PAYLOADS[at % 3]]: [name] } })) };
  for (const tag of ["circle-planner", "circle-coder"]) {
    await blank(page, demo, tag);
    await page.evaluate((roster) => void give({ roster }), JSON.stringify(roster));
    await page.locator(tag).getByText("200 people", { exact: false }).first().waitFor();
    await look(page);
    await harmless(page);
  }
});

journey("200 payloads in a term are a page for its leader and nothing more", DESK, async ({ page, context, demo }) => {
  await listen(page);
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate((payloads) => {
    const calendar = document.querySelector("circle-calendar");
    const term = structuredClone(calendar.term);
    const [series] = term.series;
    const topics = payloads.map((title) => ({ title, prompts: [title], citation: title, agenda: [{ minutes: 5, title }] }));
    Object.assign(term.programme, { title: payloads[0], topics, platform: payloads[0] });
    series.sessions.forEach((session, at) => Object.assign(session, { title: payloads[at], topic: at, host: undefined }));
    Object.assign(calendar, { term, member: series.leader });
  }, PAYLOADS);
  const [, bytes] = await taken(page, "Leader’s page");
  await opened(context, demo, bytes);
  const [, ics] = await taken(page, "Add to calendar (.ics)");
  assert.ok(ics.includes("hit"));
  await harmless(page);
});
