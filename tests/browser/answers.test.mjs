// What a sign-up marks, keeps, sends and says: nothing of another year's calendar, nothing unseen, nothing that is not so.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const HOME = { viewport: { width: 1000, height: 900 }, timezoneId: "America/New_York", locale: "en-US" };
const PHONE = { ...HOME, viewport: { width: 390, height: 844 } };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const value = (page) => page.evaluate(() => element().value);

/** A sign-up by itself for the sample programme, whose term began in October 2020. */
async function alone(page, demo, attributes = {}) {
  await blank(page, demo, "circle-signup");
  await page.evaluate((attributes) => void give({ src: "/data/programme.json", ...attributes }), attributes);
  await page.getByRole("group", { name: "When could you meet?" }).waitFor();
}

/** A calendar of single and weekly events at New York's noon and other times. */
const calendar = (...events) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN", ...events.flatMap(([start, end, rule], at) => ["BEGIN:VEVENT", `UID:${at}`, "DTSTAMP:20180101T000000Z", `DTSTART;TZID=America/New_York:${start}`, `DTEND;TZID=America/New_York:${end}`, ...(rule ? [`RRULE:${rule}`] : []), "END:VEVENT"]), "END:VCALENDAR", ""].join("\r\n");
const MONDAYS = calendar(["20201005T113000", "20201005T130000", "FREQ=WEEKLY;UNTIL=20210430T000000Z"]);
const give = (page, name, text) => page.locator("circle-signup input[type=file]").setInputFiles({ name, mimeType: "text/calendar", buffer: globalThis.Buffer.from(text) });
const came = (page, outcome) => page.locator(`#from-calendar[data-outcome=${outcome}]`).waitFor({ timeout: 60_000 });
const ticked = (page) => page.locator("circle-signup [part=time] input").evaluateAll((all) => all.flatMap(({ checked }, at) => (checked ? [at] : [])));
const tap = (page, at) => page.locator("circle-signup [part=time] input").nth(at).click();

journey("a calendar that has nothing in the term marks nothing and says so; what was tapped stays", PHONE, async ({ page, demo, shot }) => {
  await alone(page, demo);
  await tap(page, 3);
  await give(page, "old.ics", calendar(["20190305T120000", "20190305T130000"]));
  await came(page, "outside");
  await page.getByText("Nothing in old.ics takes up your time from Oct 1, 2020 to Apr 30, 2021. Nothing was changed.").waitFor();
  assert.deepEqual(await ticked(page), [3]);
  assert.equal(await page.getByLabel("Tell the organiser in which weeks I am busy", { exact: false }).count(), 0);
  await accessible(page, "another year's calendar", { include: ["circle-signup"] });
  await shot("signup-other-calendar");
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Nada de old.ics ocupa su tiempo", { exact: false }).waitFor();
});

journey("a calendar proposes: what was tapped stays, and its marks can be taken back, by a newer file too", HOME, async ({ page, demo, shot }) => {
  await alone(page, demo);
  // Monday at noon is busy every week, and the person would come all the same.
  await tap(page, 0);
  await give(page, "me.ics", MONDAYS);
  await came(page, "marked");
  assert.deepEqual(await ticked(page), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.match(await page.locator("[part=time] input").first().getAttribute("aria-label"), /busy in \d+ of \d+ weeks/);
  await page.getByText("What you tapped yourself stays.", { exact: false }).waitFor();
  await shot("signup-proposed");
  // What the person takes away and brings back is theirs.
  await tap(page, 4);
  await tap(page, 4);
  await tap(page, 5);
  await button(page, "Take these marks back").click();
  await page.getByText("What your calendar had marked was taken back.").waitFor();
  assert.deepEqual(await ticked(page), [0, 4]);
  assert.match(await page.evaluate(() => element().shadowRoot.activeElement?.textContent ?? ""), /Fill in from my calendar/, "the focus stays where files are given");
  await accessible(page, "taken back", { include: ["circle-signup"] });
  // A newer file takes the place of an older one: Fridays are busy in it.
  await give(page, "me.ics", MONDAYS);
  await came(page, "marked");
  await give(page, "newer.ics", calendar(["20201002T113000", "20201002T130000", "FREQ=WEEKLY;UNTIL=20210430T000000Z"], ["20201006T060000", "20201006T200000", "FREQ=WEEKLY;UNTIL=20210430T000000Z"]));
  await page.waitForFunction(() => !element().shadowRoot.querySelectorAll("[part=time] input")[9].checked, undefined, { timeout: 60_000 });
  assert.deepEqual(await ticked(page), [0, 1, 4, 5, 6, 7, 8], "what was tapped on Tuesday stays");
});

journey("a calendar with little in it is told to be one", HOME, async ({ page, demo }) => {
  await alone(page, demo);
  await give(page, "thin.ics", calendar(["20201103T120000", "20201103T130000"]));
  await came(page, "marked");
  await page.getByText(/There is something in it in 1 of 3\d weeks only\./).waitFor();
});

journey("what is not asked on the form is not sent, and is there again for whoever is placed after all", HOME, async ({ page, demo }) => {
  await alone(page, demo, { draft: "wish" });
  await page.evaluate(() => element().addEventListener("circle-signup", ({ participant, csv }) => (window.sent = { participant, csv })));
  await page.getByText("Is there anybody you would rather not meet", { exact: false }).click();
  await page.getByLabel(/^No member ever sees this/).fill("Cy Roe");
  await page.getByLabel("Department", { exact: false }).first().selectOption("Surgery");
  await page.getByRole("checkbox", { name: /Department$/ }).check();
  const asked = async () => {
    const { notWith, attributes, peerBy, leader } = await value(page);
    return [notWith, attributes, peerBy, leader];
  };
  const placed = [["Cy Roe"], { Department: ["Surgery"] }, ["Department"], false];
  assert.deepEqual(await asked(), placed);
  await page.getByLabel("Register my own circle").check();
  await page.getByLabel("What shall it be called?", { exact: false }).fill("Night shift");
  assert.deepEqual(await asked(), [[], {}, [], true]);
  await page.locator('#kept[data-state="kept"]').waitFor();
  await alone(page, demo, { draft: "wish" });
  await page.evaluate(() => element().addEventListener("circle-signup", ({ participant, csv }) => (window.sent = { participant, csv })));
  await page.locator('#kept[data-state="kept"]').waitFor();
  await page.waitForFunction(() => element().registration !== undefined);
  await page.getByLabel("Find me a circle").check();
  assert.deepEqual(await asked(), placed);
  // A name of a circle that is not registered comes back too.
  await page.locator('#kept[data-state="kept"]').waitFor();
  await alone(page, demo, { draft: "wish" });
  await page.waitForFunction(() => element().value.notWith.length > 0);
  await page.evaluate(() => element().addEventListener("circle-signup", ({ participant, csv }) => (window.sent = { participant, csv })));
  await page.getByLabel("Register my own circle").check();
  assert.equal((await value(page)).circle, "Night shift");
  await tap(page, 0);
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.getByLabel("E-mail", { exact: true }).fill("ada@example.org");
  await page.getByLabel("Your colleagues").fill("Bo, Di, Eve, Flo");
  await button(page, "Sign me up").click();
  await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
  assert.doesNotMatch(JSON.stringify(await page.evaluate(() => window.sent)), /Cy Roe|Surgery/);
  // Nor from whoever accepts an invitation.
  await alone(page, demo, { circle: "Night shift" });
  await page.evaluate((person) => (element().value = person), { id: "a", name: "Ada Okoro", mode: "text", attributes: { Department: ["Surgery"] }, peerBy: ["Department"] });
  assert.deepEqual(await asked(), [[], { Department: ["Surgery"] }, ["Department"], false]);
  await page.locator('input[value=join]').check();
  assert.deepEqual(await asked(), [[], {}, [], false]);
});

journey("colleagues are parted by commas, semicolons and lines, as people write and paste them", HOME, async ({ page, demo }) => {
  await alone(page, demo);
  await page.getByLabel("Register my own circle").check();
  const invited = async (text) => {
    await page.getByLabel("Your colleagues").fill(text);
    return page.evaluate(() => element().registration.invited);
  };
  assert.deepEqual(await invited("cy@example.org, Dee"), ["cy@example.org", "Dee"]);
  assert.deepEqual(await invited('Bo;Cy\n"Okafor, Ben", Bo,\n,'), ["Bo", "Cy", "Okafor, Ben"]);
  // What a page gives back stands as it was.
  await page.evaluate(() => (element().value = { ...element().value, circle: "Night shift", invited: ["Okafor, Ben", '"Okoro, Ada" <ada@example.org>', "Cy"] }));
  assert.deepEqual(await page.evaluate(() => element().registration.invited), ["Okafor, Ben", '"Okoro, Ada" <ada@example.org>', "Cy"]);
  await button(page, "Sign me up").click();
  await page.getByText("Name 4 to 7 colleagues; there are 3 now. Write each on a line, or put commas between.").waitFor();
});

journey("without a draft the sign-up says that nothing is kept; the demo and a draft keep it", HOME, async ({ page, demo }) => {
  await alone(page, demo);
  await page.getByText("What you enter is not kept: send it before you leave this page.").waitFor();
  await accessible(page, "not kept", { include: ["circle-signup"] });
  await alone(page, demo, { draft: "kept" });
  await page.getByText("What you enter is kept in this browser until it has arrived.").waitFor();
  assert.equal(await page.locator("#unkept").count(), 0);
  await page.goto(`${demo}member.html`);
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await page.goto(`${demo}calendar.html`);
  await page.goto(`${demo}member.html`);
  await page.waitForFunction(() => document.querySelector("circle-signup")?.value?.name === "Ada Okoro");
});

journey("whoever signs up is told all that was sent, in which time, and what comes next", HOME, async ({ page, demo, shot }) => {
  const person = { id: "ada@example.org", name: "Ada Okoro", email: "ada@example.org", mode: "talk", availability: [{ day: "monday", from: "12:00", to: "13:00" }], notWith: ["Cy Roe"] };
  const thanked = async () => {
    await alone(page, demo);
    await page.evaluate((person) => (element().value = person), person);
    await button(page, "Sign me up").click();
    await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
    return (await page.locator("circle-signup [part=thanks]").innerText()).replace(/\s+/g, " ");
  };
  const own = await thanked();
  for (const words of ["In the last days of September the organiser forms the circles", "Times are in New York time.", "Rather not with Cy Roe No member ever sees this."]) assert.ok(own.includes(words), `${words} in ${own}`);
  await accessible(page, "thanks", { include: ["circle-signup"] });
  await shot("signup-thanks");
  const next = async (more) => {
    await blank(page, demo, "circle-signup");
    await page.evaluate((person) => void give({ demo: "" }, { value: person }), { ...person, ...more });
    await button(page, "Sign me up").click();
    return page.locator("#next").innerText();
  };
  assert.equal(await next({}), "What comes next: the organiser forms the circles, and you hear of yours at ada@example.org.");
  assert.equal(await next({ circle: "Night shift", leader: true, invited: ["Bo", "Cy", "Di", "Eve"] }), "What comes next: your colleagues are invited, and you hear of your circle at ada@example.org.");
  assert.equal(await next({ circle: "Night shift" }), "What comes next: the organiser lists you in Night shift, and you hear of its sessions at ada@example.org.");
});

journey("once the network is back nobody is told any longer that there is none", HOME, async ({ page, context, demo, shot }) => {
  await blank(page, demo, "circle-signup");
  await page.evaluate(() => void give({ demo: "" }, { value: { id: "a", name: "Ada", email: "a@example.org", mode: "text" } }));
  await context.setOffline(true);
  await button(page, "Sign me up").click();
  const trouble = page.getByRole("alert").getByText("There is no network", { exact: false });
  await trouble.waitFor();
  await context.setOffline(false);
  await page.getByRole("status").getByText("The network is back. Your answers are still here: you can send them now.").waitFor();
  assert.equal(await trouble.count(), 0);
  await accessible(page, "back", { include: ["circle-signup"] });
  await shot("signup-online");
  await button(page, "Sign me up").click();
  await page.getByRole("heading", { name: "Thank you, Ada." }).waitFor();
});

for (const own of [true, false]) {
  journey(`on a phone the first problem that is told is in view, sent by ${own ? "its own button" : "a form"}`, { viewport: { width: 390, height: 664 }, timezoneId: "America/Los_Angeles" }, async ({ page, demo }) => {
    await blank(page, demo, "circle-signup");
    await page.evaluate((own) => {
      const times = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((hour, at) => ({ day: ["monday", "tuesday", "wednesday"][at % 3], start: `${String(hour).padStart(2, "0")}:00`, minutes: 60 }));
      const element = give({ name: "signup" }, { programme: { title: "Circles", zone: "America/New_York", signup: { times, seen: "Who sees it. ".repeat(40) } } });
      if (own) return;
      const form = document.createElement("form");
      element.before(form);
      form.append(element, Object.assign(document.createElement("button"), { textContent: "Send it" }));
    }, own);
    await (own ? page.locator("circle-signup [part=send], circle-signup button.main").last() : page.getByRole("button", { name: "Send it" })).click();
    const problem = page.locator("circle-signup #times-problem");
    await problem.filter({ hasText: /./ }).waitFor();
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector("circle-signup").shadowRoot.getElementById("times-problem").getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  });
}
