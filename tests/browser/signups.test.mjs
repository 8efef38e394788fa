// What <circle-signup> sends becomes circles in <circle-planner> and a calendar in <circle-calendar>: the whole way.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { download, drop } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const NARROW = { viewport: { width: 320, height: 800 } };
const LINK = "https://zoom.example.org/j/1";

const tuesday = [{ day: "tuesday", from: "12:00", to: "13:00" }];
const monday = [{ day: "monday", from: "09:00", to: "10:00" }];
const ada = { id: "ada@example.org", name: "Ada Okoro", email: "ada@example.org", leader: true, mode: "talk", availability: tuesday, circle: "Night shift", invited: ["Bo Lind", "cy@example.org", "Di Roy", "Eve Sol"], platform: "Zoom", url: LINK };
/** Whoever accepts: the circle has its own time. */
const accepts = (name) => ({ id: `${name.slice(0, 2).toLowerCase()}@example.org`, name, email: `${name.slice(0, 2).toLowerCase()}@example.org`, mode: "talk", circle: "Night shift", availability: [] });
const all = ["Bo Lind", "Cy Rey", "Di Roy", "Eve Sol"].map(accepts);
const others = Array.from({ length: 6 }, (_, at) => ({ id: `p${at}`, name: `Person ${at}`, leader: at === 0, mode: "talk", availability: monday, notWith: at === 1 ? ["ada okoro"] : [] }));
const programme = { title: "Spring", zone: "America/New_York", from: "2020-10-01", to: "2020-12-01", platform: "Teams", url: "https://teams.example.org/all", topics: [{ title: "One" }] };

const begin = async (page, demo, properties, attributes = {}) => {
  await blank(page, demo, "circle-planner");
  await page.evaluate(([attributes, properties]) => void give({ now: "2020-09-20T12:00:00Z", ...attributes }, properties), [attributes, { programme, ...properties }]);
};
const form = async (page) => {
  await page.getByRole("button", { name: /^Form (circles|again)$/ }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
};
const plan = (page) => page.evaluate(() => element().plan);

journey("whoever is invited is no member until they accept; the circle then stands, and its link reaches its own calendar alone", DESK, async ({ page, demo, shot }) => {
  await begin(page, demo, { signups: [ada, ...others] });
  await page.getByText("6 still need a circle").first().waitFor();
  const open = page.locator("#registered");
  await open.getByText("1 circle that people formed themselves, 4 invitations open").waitFor();
  assert.match(await open.innerText(), /Night shift\s+1 person\s+Zoom\s+Invited, and have not accepted: Bo Lind, cy@example.org, Di Roy, and Eve Sol/);
  assert.equal(await page.evaluate(() => element().roster.participants.length), 7);
  // A private wish by name has found its person, and is told nowhere.
  assert.deepEqual(await page.evaluate(() => element().roster.participants.find(({ id }) => id === "p1").notWith), ["ada@example.org"]);
  await accessible(page, "invitations", { include: ["circle-planner"] });
  await shot("planner-invitations");
  // They sign up, one by one; what comes again as it was says nothing.
  await page.evaluate((signups) => (element().signups = signups), [ada, ...others, ...all.slice(0, 2)]);
  await open.getByText("2 invitations open", { exact: false }).waitFor();
  await page.evaluate((signups) => (element().signups = signups), [ada, ...others, ...all]);
  await open.getByText("1 circle that people formed themselves", { exact: true }).waitFor();
  await form(page);
  const { circles, waiting } = await plan(page);
  const night = circles.find(({ name }) => name === "Night shift");
  assert.deepEqual([night.members.length, night.leader, night.slot, night.platform, night.url], [5, ada.id, { day: "tuesday", start: "12:00", minutes: 60 }, "Zoom", LINK]);
  assert.deepEqual([circles.length, waiting], [2, []]);

  // The other circle gets a link of its own, by the organiser; what is no address of a page is refused.
  await page.locator("#places > summary").click();
  const own = circles.find(({ name }) => name !== "Night shift").name;
  await page.getByLabel(`${own}: Link to join`).fill("javascript:alert(1)");
  await page.keyboard.press("Tab");
  assert.equal(await page.getByLabel(`${own}: Link to join`).evaluate((input) => input.validationMessage), "Write a web address that begins with https://.");
  await page.getByLabel(`${own}: Link to join`).fill("https://meet.example.org/monday");
  await page.keyboard.press("Tab");
  await page.locator("#places summary").filter({ hasText: "2 of their own" }).waitFor();
  await accessible(page, "places", { include: ["circle-planner"] });
  await shot("planner-places");
  await page.getByRole("button", { name: "Schedule sessions" }).click();
  await page.locator("[data-series]").first().waitFor();
  const term = await page.evaluate(() => element().term);
  const links = Object.fromEntries(term.series.map(({ name, platform, url }) => [name, [platform, url]]));
  assert.deepEqual(links, { "Night shift": ["Zoom", LINK], [own]: [undefined, "https://meet.example.org/monday"] });
  const ics = await download(page, page.getByRole("button", { name: `Calendar of ${own} (.ics)` }));
  assert.deepEqual([ics.text.includes("https://meet.example.org/monday"), ics.text.includes(LINK), ics.text.includes("teams.example.org")], [true, false, false]);
  const table = await download(page, page.getByRole("button", { name: "Circles as CSV" }));
  assert.equal(table.text.split(`Zoom,${LINK}`).length - 1, 5);

  // Members see where they meet, and no other circle's link.
  await blank(page, demo, "circle-calendar");
  for (const [member, href, where] of [[ada.id, LINK, "Where: Zoom"], ["p2", "https://meet.example.org/monday", "Where: Teams"]]) {
    await page.evaluate(([term, member]) => {
      document.getElementById("here").replaceChildren();
      give({ member, now: "2020-10-01T12:00:00Z" }, { term });
    }, [term, member]);
    await page.getByText(where).waitFor();
    assert.deepEqual(await page.locator("circle-calendar a[target=_blank]").evaluateAll((all) => all.map(({ href }) => href)), [href]);
    assert.equal(await page.evaluate(() => element().shadowRoot.innerHTML.includes("teams.example.org")), false);
  }
});

journey("a text for those who have not accepted names the circle, its leader and the page's address for sign-ups, or says that there is none", DESK, async ({ page, context, demo }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await begin(page, demo, { signups: [ada, all[0], ...others] });
  const copy = async (name) => {
    await page.getByRole("button", { name }).click();
    await page.locator("[part=keep] [role=status]").filter({ hasText: /./ }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const open = page.locator("#registered");
  await open.getByText("This page does not say where people sign up", { exact: false }).waitFor();
  const plain = await copy("Copy an invitation to Night shift");
  assert.match(plain, /^Hello,\n\nAda Okoro invites you to the circle “Night shift”/);
  assert.doesNotMatch(plain, /http|undefined/);
  await page.evaluate(() => element().setAttribute("signup-page", "https://example.org/join?circle={circle}"));
  await open.getByText("This page does not say", { exact: false }).waitFor({ state: "detached" });
  assert.match(await copy("Copy an invitation to Night shift"), /:\n\nhttps:\/\/example\.org\/join\?circle=Night%20shift\n\n/);
  await page.evaluate(() => (element().lang = "es"));
  assert.match(await copy("Copiar una invitación a Night shift"), /^Hola:\n\nAda Okoro le invita al círculo «Night shift»[^]+circle=Night%20shift/);
  // Once everybody has accepted nobody is left to invite.
  await page.evaluate((signups) => (element().signups = signups), [ada, ...all, ...others]);
  await page.locator("#registered button").waitFor({ state: "detached" });
});

journey("a circle that meets elsewhere after its sessions were dated keeps them; its calendar and its letters name the new place, and a draft brings it back", DESK, async ({ page, demo, shot }) => {
  await begin(page, demo, { signups: [ada, ...all, ...others] }, { draft: "elsewhere" });
  await form(page);
  await page.getByRole("button", { name: "Schedule sessions" }).click();
  await page.locator("[data-series]").first().waitFor();
  const before = await page.evaluate(() => element().term);
  await page.locator("#places > summary").click();
  const moved = "https://meet.example.org/moved";
  // Both fields at once, as by somebody who tabs from one to the other.
  await page.getByLabel("Night shift: Where").fill("Room 12");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(moved);
  await page.keyboard.press("Tab");
  await page.waitForFunction((url) => element().term?.series.some((series) => series.url === url), moved);
  const after = await page.evaluate(() => element().term);
  const night = ({ series }) => series.find(({ name }) => name === "Night shift");
  assert.deepEqual([night(after).platform, night(after).uid, night(after).sessions], ["Room 12", night(before).uid, night(before).sessions]);
  assert.ok(night(after).sequence > night(before).sequence);
  assert.deepEqual(after.series.filter(({ name }) => name !== "Night shift"), before.series.filter(({ name }) => name !== "Night shift"));
  await page.locator("[data-series] > summary", { hasText: "Night shift" }).click();
  const ics = await download(page, page.getByRole("button", { name: "Calendar of Night shift (.ics)" }));
  assert.deepEqual([ics.text.includes(moved), ics.text.includes(LINK), /LOCATION:Room 12/.test(ics.text), /SEQUENCE:[12]/.test(ics.text)], [true, false, true, true]);
  await page.getByText("5 letters about the change").waitFor();
  await page.locator(".letter").first().locator("summary").click();
  const letter = await page.locator(".letter .body").first().innerText();
  assert.ok(letter.includes("the circle has another place from now on") && letter.includes(moved) && letter.includes("Room 12"), letter);
  const change = await download(page, page.getByRole("button", { name: "Calendar change for Night shift (.ics)" }));
  assert.ok(change.text.includes(moved));
  await accessible(page, "another place", { include: ["circle-planner"] });
  await shot("planner-elsewhere");
  await page.locator('circle-planner #kept[data-state="kept"]').waitFor();
  await begin(page, demo, {}, { draft: "elsewhere" });
  await page.locator("[data-series]").first().waitFor();
  assert.equal(await page.evaluate(() => element().term.series.find(({ name }) => name === "Night shift").url), moved);
});

journey("a workbook of a forms tool is a roster like any other, with rows as the spreadsheet numbers them", DESK, async ({ page, demo, shot }) => {
  await begin(page, demo, {});
  const file = fileURLToPath(new URL("../data/people/form.xlsx", import.meta.url));
  await page.locator("circle-planner input[type=file]").first().setInputFiles(file);
  await page.getByText("5 still need a circle").first().waitFor();
  const told = await page.locator(".problems").innerText();
  assert.match(told, /Row 5, column availability: /);
  assert.match(told, /Only the first sheet, "Form1", was read/);
  await page.getByText("Show everybody").click();
  await page.getByText('=HYPERLINK("x")').first().waitFor();
  await accessible(page, "a workbook", { include: ["circle-planner"] });
  await shot("planner-workbook");
  await page.evaluate(() => (element().lang = "es"));
  await page.locator(".problems").getByText("solo se leyó la primera hoja, «Form1»").waitFor();
  await page.evaluate(() => (element().lang = "en"));
  await page.locator("circle-planner input[type=file]").first().setInputFiles(file);
  await page.getByText("0 added, 0 updated.").first().waitFor();
});

journey("a file that is no roster is told so, with what is one, and costs nothing that is there", DESK, async ({ page, demo, shot }) => {
  await begin(page, demo, { signups: [ada, ...others] });
  await page.getByText("6 still need a circle").first().waitFor();
  const more = page.getByRole("group", { name: "More people" });
  const told = page.locator("#no-roster");
  const letter = "Dear all,\n\nPlease find attached, as promised, the list of our colleagues.\nIt is long.\nBest,\nAda\n";
  for (const [name, text, kind] of [
    ["scan.pdf", "%PDF-1.7\n%\u00e2", /This is a PDF document/],
    ["photo.png", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000", /This is a picture/],
    ["people.xlsx", "PK\u0003\u0004\u0014\u0000\u0000\u0000", /The file is no zip archive that can be read/],
    ["letter.txt", letter, /This is no table of people/],
    ["page.html", "<!doctype html>\n<title>Not found</title>\n<p>Nothing is here.\n", /This is no table of people/],
    ["settings.json", '{\n  "theme": "dark"\n}\n', /./],
  ]) {
    await page.locator("circle-planner input[type=file]").first().setInputFiles({ name, mimeType: "", buffer: globalThis.Buffer.from(text, "latin1") });
    await page.locator(".notice.bad").filter({ hasText: name }).waitFor();
    if (name === "settings.json") continue;
    assert.match(await told.innerText(), kind, name);
    assert.match(await told.innerText(), new RegExp(`^${name.replace(".", "\\.")} is no roster\\.[^]+What was on the page is still there\\.[^]+A roster is a table`));
    assert.doesNotMatch(await told.innerText(), /headings are|Row 1/);
    assert.equal(await page.locator("#take-columns").count(), 0, "nothing is asked about its columns");
    assert.equal(await page.evaluate(() => element().roster.participants.length), 7);
  }
  await drop(page, more, { name: "letter.txt", text: letter });
  await told.waitFor();
  await accessible(page, "no roster", { include: ["circle-planner"] });
  await shot("planner-no-roster");
  await page.evaluate(() => (element().lang = "es"));
  await told.getByText("letter.txt no es una lista de participantes.").waitFor();
  assert.doesNotMatch(await told.innerText(), /roster|headings/);
  await page.evaluate(() => (element().lang = "en"));
  await page.getByRole("button", { name: "Paste" }).click();
  await page.locator("#paste").fill(letter);
  await page.getByRole("button", { name: "Take these rows" }).click();
  await told.getByText("What was pasted is no roster.").waitFor();
});

journey("sign-ups come by an address, a file and pasting, and a draft brings back where circles meet", DESK, async ({ page, demo }) => {
  await page.route("**/signups.json", (route) => route.fulfill({ body: JSON.stringify([ada, ...others]) }));
  await begin(page, demo, {}, { "roster-src": "/signups.json", draft: "signups" });
  await page.locator("#registered").getByText("4 invitations open", { exact: false }).waitFor();
  await drop(page, page.getByRole("group", { name: "More people" }), { name: "more.jsonl", text: all.slice(0, 2).map((one) => JSON.stringify(one)).join("\n"), type: "application/json" });
  await page.locator("#registered").getByText("2 invitations open", { exact: false }).waitFor();
  await page.getByText("Show everybody").click();
  assert.equal(await page.locator("#ask-columns").count(), 0, "JSON has no columns to ask about");
  await page.getByRole("button", { name: "Paste" }).click();
  await page.locator("#paste").fill(JSON.stringify([...all.slice(2), { ...others[0], mode: "sing" }]));
  await page.getByRole("button", { name: "Take these rows" }).click();
  await page.locator("#registered").getByText("1 circle that people formed themselves", { exact: true }).waitFor();
  assert.match(await page.locator(".problems").innerText(), /Row 3, column mode: The sign-up was left out: /);
  await form(page);
  await page.locator("#places > summary").click();
  await page.getByLabel("Night shift: Where").fill("Room 12");
  await page.keyboard.press("Tab");
  await page.locator('circle-planner #kept[data-state="kept"]').waitFor();
  await page.waitForTimeout(200);
  await begin(page, demo, {}, { draft: "signups" });
  await page.locator("[data-circle]").first().waitFor();
  const place = async () => (await plan(page)).circles.find(({ name }) => name === "Night shift").platform;
  assert.equal(await place(), "Room 12");
  // Forming anew forgets no place; of a number that other people have now nobody is told it.
  await form(page);
  assert.equal(await place(), "Room 12");
  await page.locator("#registered").waitFor();
});

journey("in Spanish circles have Spanish numbers, in files and letters too, and what people called theirs stays", NARROW, async ({ page, demo, shot }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await begin(page, demo, { signups: [ada, ...all, ...others] }, { lang: "es" });
  await page.getByRole("button", { name: "Formar círculos" }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
  const names = (await plan(page)).circles.map(({ name }) => name).sort();
  assert.match(names.join("|"), /^Círculo \d\|Night shift$/);
  await page.locator("#registered, #places").first().waitFor();
  await page.locator("#places > summary").click();
  await accessible(page, "narrow, dark, Spanish", { include: ["circle-planner"] });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  await shot("planner-signups-narrow-dark-es");
  await page.getByRole("button", { name: "Programar sesiones" }).click();
  await page.locator("[data-series]").first().waitFor();
  assert.match(await page.evaluate(() => element().term.series.map(({ name }) => name).join("|")), /Círculo \d/);
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await shot("planner-signups-narrow-dark-rtl");
});

journey("names of sign-ups are only ever words", DESK, async ({ page, demo }) => {
  const payload = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>';
  const bad = { ...ada, name: payload, circle: payload, invited: [payload, "Bo", "Cy", "Di"], platform: payload, url: "javascript:alert(1)" };
  await begin(page, demo, { signups: [bad, ...others] });
  await page.locator("#registered").getByText(payload).first().waitFor();
  assert.match(await page.locator(".problems").innerText(), /is no web address/);
  await form(page);
  await page.locator("#places > summary").click();
  await page.getByRole("button", { name: "Schedule sessions" }).click();
  await page.locator("[data-series]").first().waitFor();
  assert.equal(await page.locator("circle-planner img, circle-planner script").count(), 0);
  assert.doesNotMatch(JSON.stringify(await page.evaluate(() => element().term)), /javascript:/);
});
