// Names, cues, codes and file names that would like to be more than text: none of them may run or even be refused by the
// content policy, for then something tried to run it.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import { drop } from "./files.mjs";
import { PAYLOADS, harmless, listen } from "./payloads.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };

const cell = (text) => `"${text.replaceAll('"', '""')}"`;

journey("200 payloads in a roster are names and nothing more", DESK, async ({ page, demo }) => {
  assert.equal(PAYLOADS.length, 200);
  await listen(page);
  await page.goto(`${demo}organiser.html`);
  const rows = PAYLOADS.map((text, at) => [`i${at}`, text, at % 6 === 0 ? "yes" : "no", "Tue 12:00-13:00", text, PAYLOADS[at % 4]].map(cell).join(","));
  const text = ["Id,Name,Leader,Availability,Department,Stage", ...rows].join("\n");
  await drop(page, page.getByRole("group", { name: "Roster" }), { name: `${PAYLOADS[1]}.csv`, text });
  await page.getByText("200 people", { exact: false }).first().waitFor();
  await page.getByText("Show everybody").click();
  // As words of an order, and as people who are kept apart.
  await page.getByLabel(/^Stage/).first().selectOption("mix");
  await page.locator("#finer > summary").click();
  await page.locator("#finer .order > summary").first().click();
  await page.locator("#finer .order input").check();
  await page.locator("#ties > summary").click();
  await page.getByRole("button", { name: "Keep people apart" }).click();
  for (const payload of [PAYLOADS[0], PAYLOADS[41], `${PAYLOADS[1]} nobody`]) await page.getByLabel("Apart 1: Add a person").fill(payload).then(() => page.keyboard.press("Enter"));
  assert.equal(await page.locator(".tie .chip").count(), 2);
  await harmless(page);
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Stop" }).click({ timeout: 5000 }).catch(() => {});
  await page.locator("[data-circle]").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-circle] .why").first().waitFor();
  assert.ok((await page.locator("[data-person] strong").allTextContents()).includes(PAYLOADS[0]));
  await harmless(page);
});

journey("200 payloads in a transcript are speech and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}researcher.html`);
  // A table takes any text as it is; WebVTT has markup of its own, so both are tried.
  const cue = (at) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}.000`;
  const lines = PAYLOADS.map((text, at) => `${cue(at)} --> ${cue(at + 1)}\n<v ${text.replace(/[<>]/g, "")}>you are not alone ${text}`);
  await drop(page, page.getByRole("group", { name: /^(Transcript|More)$/ }), { name: `${PAYLOADS[1]}.vtt`, text: `WEBVTT\n\n${lines.join("\n\n")}\n` });
  await page.locator(".turn").first().waitFor({ timeout: 60_000 });
  await page.getByText(/All \d+ identifiers/).click();
  const plain = PAYLOADS.map((text, at) => `Speaker ${at % 4}: ${text} I feel less alone`).join("\n");
  await drop(page, page.getByRole("group", { name: /^(Transcript|More)$/ }), { name: "plain.txt", text: plain });
  await page.getByRole("region", { name: "plain.txt" }).waitFor({ timeout: 60_000 });
  // Turns are drawn where they are looked at: so all of them are. Of every twentieth all words are marked, and what would
  // come of it is told.
  const seen = await page.evaluate(async () => {
    const coder = document.querySelector("circle-coder");
    const seen = new Set();
    const mark = async (coder, turn) => {
      turn.querySelector(".notice-words").click();
      for (const wanted of [".marking .words", ".effect"]) {
        while (!turn.querySelector(wanted)?.textContent.trim()) await new Promise((go) => setTimeout(go, 10));
        turn.querySelector(".words").dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, bubbles: true, composed: true }));
      }
    };
    for (let at = 0; at < document.body.scrollHeight; at += 700) {
      scrollTo(0, at);
      await new Promise((go) => setTimeout(go, 60));
      for (const turn of coder.shadowRoot.querySelectorAll(".turn")) {
        if (!seen.has(turn.id) && seen.size % 20 === 0) await mark(coder, turn);
        seen.add(turn.id);
      }
    }
    return seen.size;
  });
  assert.ok(seen >= 200, `${seen} turns were looked at`);
  await harmless(page);
});

journey("200 payloads in the coder's fields and in a project that comes in are text and nothing more", { ...DESK, time: 300_000 }, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}stories.html?story=coder-two-coders`);
  await page.locator('html[data-ready="coder-two-coders"]').waitFor({ timeout: 60_000 });
  const write = (selector, texts, kind) =>
    page.evaluate(
      async ([selector, texts, kind]) => {
        const { shadowRoot } = document.querySelector("circle-coder");
        for (const text of texts) {
          const field = shadowRoot.querySelector(selector);
          field.value = text;
          field.dispatchEvent(new Event(kind, { bubbles: true }));
          await new Promise((go) => setTimeout(go, 15));
        }
      },
      [selector, texts, kind],
    );
  await write("#find", PAYLOADS, "input");
  await write("#find", [""], "input");
  await write("#note", PAYLOADS, "change");
  await write("#coder", PAYLOADS.slice(0, 40), "change");
  await page.waitForFunction((text) => document.querySelector("circle-coder").shadowRoot.querySelector("#coder").value === text, PAYLOADS[39]);
  await page.evaluate(async (payloads) => {
    const coder = document.querySelector("circle-coder");
    for (const text of payloads) {
      const before = coder.shadowRoot.querySelectorAll("button.code").length;
      for (const id of ["#code-name", "#code-definition"]) coder.shadowRoot.querySelector(id).value = text;
      coder.shadowRoot.querySelector("#code-save").click();
      while (coder.shadowRoot.querySelectorAll("button.code").length === before) await new Promise((go) => setTimeout(go, 10));
    }
  }, PAYLOADS.filter((_, at) => at % 10 === 0));
  // Words that somebody noticed; each is listed with what was decided.
  await page.evaluate(async (payloads) => {
    const { shadowRoot } = document.querySelector("circle-coder");
    const form = shadowRoot.querySelector("#review form");
    for (const [at, text] of payloads.entries()) {
      form.elements.text.value = text;
      form.requestSubmit();
      while (form.querySelectorAll("li").length <= at) await new Promise((go) => setTimeout(go, 5));
    }
  }, PAYLOADS);
  // A project of a stranger: names of codes, of coders, of transcripts.
  const project = {
    format: "peer-circle/project", version: 1, coder: PAYLOADS[3],
    codebook: { codes: PAYLOADS.map((name, at) => ({ id: `x${at}`, name, definition: name, include: [name], phrases: [name] })) },
    transcripts: [{ id: "evil", title: PAYLOADS[5], turns: PAYLOADS.map((text, at) => ({ id: `t${at}`, speaker: text, text })) }],
    codings: PAYLOADS.map((coder, at) => ({ id: `k${at}`, transcript: "evil", turn: `t${at}`, code: `x${at}`, coder: coder.slice(0, 80) })),
    memos: [{ id: "m1", about: "project", text: PAYLOADS[7], coder: PAYLOADS[9] }],
  };
  const other = await page.context().newPage();
  await listen(other);
  await other.goto(`${demo}stories.html?story=coder-empty`);
  await drop(other, other.getByRole("group", { name: /^(Transcript|More)$/ }), { name: `${PAYLOADS[0]}.json`, text: JSON.stringify(project), type: "application/json" });
  await other.locator(".turn, .notice").first().waitFor({ timeout: 60_000 });
  await other.waitForTimeout(1000);
  assert.ok(await other.locator(".turn").count(), await other.locator("circle-coder").innerText());
  await harmless(other);
  await harmless(page);
});

journey("200 payloads that are pasted, and a calendar file of them, are text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}organiser.html`);
  await page.getByRole("button", { name: "Paste", exact: true }).click();
  const rows = PAYLOADS.map((text, at) => [`i${at}`, text, "no", text, text].map(cell).join(","));
  await page.getByLabel("Paste rows here, headings first").fill(["Id,Name,Leader,Availability,Department", ...rows].join("\n"));
  await page.getByRole("button", { name: "Take these rows" }).click();
  await page.getByText("200 people", { exact: false }).first().waitFor();
  await page.getByText("Show everybody").click();
  await harmless(page);
  await page.goto(`${demo}member.html`);
  await page.getByRole("group", { name: "When could you meet?" }).waitFor();
  const events = PAYLOADS.flatMap((text, at) => [
    "BEGIN:VEVENT", `UID:${at}`, "DTSTAMP:20200901T000000Z", `SUMMARY:${text}`, `LOCATION:${text}`, `DESCRIPTION:${text}`,
    `DTSTART;TZID=America/New_York:202010${String((at % 28) + 1).padStart(2, "0")}T120000`, "DURATION:PT1H", "END:VEVENT",
  ]);
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", `X-WR-CALNAME:${PAYLOADS[0]}`, ...events, "END:VCALENDAR", ""].join("\r\n");
  const input = page.locator("circle-signup input[type=file]");
  await input.setInputFiles({ name: "me.ics", mimeType: "text/calendar", buffer: globalThis.Buffer.from(text) });
  await page.getByText("Times that your calendar leaves free", { exact: false }).waitFor({ timeout: 60_000 });
  const name = PAYLOADS[1].replaceAll("/", "");
  await input.setInputFiles({ name: `${name}.ics`, mimeType: "text/calendar", buffer: globalThis.Buffer.from("no calendar") });
  await page.getByText("is not a calendar file that can be read", { exact: false }).waitFor();
  await harmless(page);
});

journey("200 payloads in topics, reasons and letters are text and nothing more", { ...DESK, time: 300_000 }, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}stories.html?story=planner-term`);
  await page.locator('html[data-ready="planner-term"]').waitFor({ timeout: 90_000 });
  await page.getByText("Topics (14)").click();
  await page.evaluate(async (payloads) => {
    const planner = document.querySelector("circle-planner");
    for (const [at, text] of payloads.entries()) {
      const fields = [...planner.shadowRoot.querySelectorAll("#topics input")];
      fields[at % fields.length].value = text;
      fields[at % fields.length].dispatchEvent(new Event("change"));
      await planner.updateComplete;
    }
    const { programme } = planner;
    planner.programme = { ...programme, title: payloads[3], topics: programme.topics.map((topic, at) => ({ ...topic, prompts: [payloads[at]], citation: payloads[at + 14] })) };
  }, PAYLOADS);
  await page.getByRole("button", { name: "Date the sessions anew" }).click();
  await page.locator("[data-series]").first().waitFor();
  await page.getByLabel("What for").selectOption("topic");
  await page.getByRole("button", { name: "Write letters" }).click();
  await page.locator("#written").waitFor();
  for (const letter of await page.locator(".letter summary").all()) await letter.click();
  assert.ok((await page.locator(".letter .body").first().innerText()).includes("hit"), "the letters have them");
  await page.getByRole("button", { name: /^Change a session of / }).first().click();
  await page.getByLabel("Which session").selectOption({ index: 2 });
  await page.getByLabel("Why, for the letters (optional)").fill(PAYLOADS[1]);
  await page.getByRole("button", { name: "Show what that would do" }).click();
  await page.locator("#make-change").click();
  await page.getByText(/letters about the change$/).waitFor();
  for (const letter of await page.locator(".letter summary").all()) await letter.click();
  await harmless(page);
});

journey("200 payloads from a page's own files are text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate((payloads) => {
    const calendar = document.querySelector("circle-calendar");
    const term = structuredClone(calendar.term);
    const series = term.series[0];
    const topics = payloads.map((title) => ({ title, prompts: [title], citation: title, agenda: [{ minutes: 5, title }] }));
    term.programme = { ...term.programme, topics, platform: payloads[0], url: "javascript:hit()" };
    series.name = payloads[1];
    series.members = payloads.map((_, at) => `m${at}`);
    series.when = payloads[2];
    series.skipped = payloads.map((name) => ({ date: "2020-11-26", name }));
    series.sessions.forEach((session, at) => Object.assign(session, { title: payloads[at], topic: at }));
    calendar.term = term;
    calendar.names = Object.fromEntries(payloads.map((name, at) => [`m${at}`, name]));
  }, PAYLOADS);
  await page.getByText(PAYLOADS[1], { exact: true }).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "Join" }).count(), 0, "a link that runs is no link");
  await harmless(page);
});

journey("200 payloads in every field of the sign-up are answers and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}member.html`);
  await page.getByRole("group", { name: "When could you meet?" }).waitFor();
  const rows = await page.evaluate(async (payloads) => {
    const signup = document.querySelector("circle-signup");
    const rows = [];
    for (const text of payloads) {
      signup.programme = { title: text, zone: "America/New_York", signup: { seen: text, recorded: text, leaving: text, attributes: [{ name: text, label: text, values: [text] }, { name: "Free" }] } };
      await signup.updateComplete;
      for (const field of signup.shadowRoot.querySelectorAll("input[type=text], input[type=email], textarea")) {
        field.value = text;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
      }
      await signup.updateComplete;
      rows.push(signup.csv);
    }
    return rows;
  }, PAYLOADS);
  assert.equal(rows.length, 200);
  assert.ok(rows[1].includes("hit"), "what was entered is in the row");
  await harmless(page);
});

journey("200 payloads as headings, in the columns under them, in a table to fill in and in an invitation are text and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}organiser.html`);
  const text = [PAYLOADS.map(cell).join(","), ...[1, 2, 3].map((by) => PAYLOADS.map((_, at) => cell(PAYLOADS[(at + by) % 200])).join(","))].join("\n");
  await drop(page, page.getByRole("group", { name: "Roster" }), { name: `${PAYLOADS[1]}.csv`, text });
  await page.locator("#take-columns").waitFor();
  assert.equal(await page.locator("[part=columns] li").count(), 200);
  await page.locator("[part=columns] select").first().selectOption({ label: "Name" });
  await page.locator("#take-columns").click();
  await page.getByText("3 still need a circle").first().waitFor();
  await page.getByText("Show everybody").click();
  await harmless(page);
  await page.goto(`${demo}stories.html?story=planner-template`);
  await page.locator('html[data-ready="planner-template"]').waitFor({ timeout: 90_000 });
  await drop(page, page.getByRole("group", { name: "Table of the other system" }), { name: `${PAYLOADS[0]}.csv`, text });
  await page.getByText(/No column is known for people and for groups/).waitFor();
  await harmless(page);
  await page.goto(`${demo}stories.html?story=signup-invited`);
  await page.locator('html[data-ready="signup-invited"]').waitFor();
  await page.evaluate(async (payloads) => {
    const signup = document.querySelector("circle-signup");
    for (const text of payloads) {
      signup.circle = text;
      await signup.updateComplete;
    }
  }, PAYLOADS);
  await page.getByText(`Join ${PAYLOADS.at(-1)}`).waitFor();
  await harmless(page);
});

journey("200 payloads in the file of an earlier term, and as its name, are people and nothing more", DESK, async ({ page, demo }) => {
  await listen(page);
  await page.goto(`${demo}stories.html?story=planner-roster`);
  await page.locator('html[data-ready="planner-roster"]').waitFor({ timeout: 90_000 });
  await page.locator("#finer > summary").click();
  await page.locator("#past > summary").click();
  const give = (name, text) => page.locator("#past input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: globalThis.Buffer.from(text) });
  const series = PAYLOADS.map((name, at) => ({ circle: name, name, platform: name, members: [name, `p${at}`], sessions: [{ id: name, title: name }] }));
  await give("term.json", JSON.stringify({ programme: { title: PAYLOADS[0] }, series }));
  await page.locator("#past").getByText("200 circles, 400 people").waitFor();
  assert.deepEqual(await page.evaluate(() => document.querySelector("circle-planner").rules.past[0].circles[7][0]), PAYLOADS[7]);
  await harmless(page);
  for (const payload of PAYLOADS.slice(0, 20)) await give(`${payload.replaceAll("/", "")}.json`, `{"circles": ${JSON.stringify(payload)}}`);
  await harmless(page);
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle]").first().waitFor({ timeout: 60_000 });
  await harmless(page);
});
