// A member's calendar, as a person uses it.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";
import { download } from "./files.mjs";
import { at, on, press } from "./keyboard.mjs";

const HOME = { viewport: { width: 1280, height: 900 }, timezoneId: "America/Chicago" };
const PHONE = { viewport: { width: 390, height: 844 }, timezoneId: "America/New_York", hasTouch: true, isMobile: true, colorScheme: "dark" };

const button = (page, name) => page.getByRole("button", { name, exact: true });

journey("a member sees the next session in their own time and says they cannot come", HOME, async ({ page, demo, shot }) => {
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Tuesday, November 17", { exact: false }).first().waitFor();
  await page.getByText("11:00 AM – 12:00 PM in your time (Chicago), 12:00 – 1:00 PM in New York").waitFor();
  await page.getByText("Questions to start from").waitFor();
  await accessible(page, "list");
  await shot("calendar-list");
  await button(page, "I can’t make it").click();
  await page.getByText("Noted: you can’t make this one.").waitFor();
  await button(page, "I can make it after all").click();
  await button(page, "Month").click();
  await page.getByRole("table", { name: "November 2020" }).waitFor();
  await button(page, "Next month").click();
  await page.getByRole("table", { name: "December 2020" }).waitFor();
  await accessible(page, "month");
  await shot("calendar-month");
  const file = await download(page, button(page, "Add to calendar (.ics)"));
  assert.match(file.text, /BEGIN:VEVENT/);
});

journey("a topic is out from its day on by the programme's clock, not by that of Greenwich", HOME, async ({ page, demo }) => {
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  const at = (now) =>
    page.evaluate((now) => {
      const calendar = document.querySelector("circle-calendar");
      const term = structuredClone(calendar.term);
      for (const session of term.series[0].sessions) if (session.id === "c1/2020-11-17") session.release = "2020-11-17";
      Object.assign(calendar, { term, now });
    }, now);
  // Ten in the evening of the day before, in New York.
  await at("2020-11-17T03:00:00Z");
  await page.getByText("Questions to start from").waitFor({ state: "detached" });
  await at("2020-11-17T05:00:00Z");
  await page.getByText("Questions to start from").waitFor();
});

// Colours that are still on their way have no contrast to speak of.
journey("a member checks in, suggests another time and subscribes; the leader prints a page", { ...HOME, reducedMotion: "reduce" }, async ({ page, demo, shot }) => {
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["circle-check-in", "circle-suggest", "circle-absence"]) {
      document.addEventListener(name, (event) => {
        const { type, session, here, start } = event;
        window.heard.push([type, session, here ?? start?.toISOString()]);
        event.waitUntil(Promise.resolve());
      });
    }
    const calendar = document.querySelector("circle-calendar");
    const { leader } = calendar.term.series[0];
    Object.assign(calendar, { feed: "https://example.org/feeds/c1.ics", member: leader });
  });
  assert.equal(await button(page, "I’m here").count(), 0, "hours before it");
  await button(page, "Suggest another time").click();
  await page.getByLabel("Day", { exact: true }).fill("2020-11-19");
  await page.getByLabel("Time", { exact: true }).fill("10:30");
  await accessible(page, "suggesting");
  await shot("calendar-suggest");
  await button(page, "Suggest it").click();
  await page.getByText(/Your suggestion: Thursday, November 19 at 10:30.AM\. It was passed on\./).waitFor();
  await page.evaluate(() => (document.querySelector("circle-calendar").now = "2020-11-17T16:50:00Z"));
  await button(page, "I’m here").click();
  await page.getByText("Noted: you are here.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Subscribe" }).getAttribute("href"), "webcal://example.org/feeds/c1.ics");
  await accessible(page, "checked in");
  await shot("calendar-here");
  const kit = await download(page, button(page, "Leader’s page"));
  assert.match(kit.text, /<h2>Asking for help<\/h2>.*<h2>Agenda<\/h2>/);
  assert.deepEqual(await page.evaluate(() => window.heard), [
    ["circle-suggest", "c1/2020-11-17", "2020-11-19T16:30:00.000Z"],
    ["circle-check-in", "c1/2020-11-17", true],
  ]);
  // One who cannot come may be one too many: the member hears that at once.
  await page.evaluate(() => {
    const calendar = document.querySelector("circle-calendar");
    const { members } = calendar.term.series[0];
    calendar.absences = { "c1/2020-11-17": members.slice(1, -2) };
  });
  await button(page, "I can’t make it").click();
  await page.getByRole("status").getByText("Only 2 could come.", { exact: false }).waitFor();
});

journey("a circle that writes gets a prompt to share, on a phone in the dark", PHONE, async ({ page, demo, shot }) => {
  await page.goto(`${demo}calendar.html`);
  await page.evaluate(() => document.querySelector("circle-calendar").setAttribute("circle", "c2"));
  await page.getByText("Topic of the week").waitFor();
  await button(page, "Copy the prompt").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  await accessible(page, "text circle");
  await shot("calendar-phone");
  await button(page, "Month").tap();
  await shot("calendar-phone-month");
});

journey("the prompt of a circle that writes is copied as it stands, by a click and by a key", { ...HOME, permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, demo }) => {
  await page.goto(`${demo}calendar.html`);
  await page.evaluate(() => document.querySelector("circle-calendar").setAttribute("circle", "c2"));
  await page.getByText("Topic of the week").waitFor();
  const wanted = await page.evaluate(() => {
    const { term } = document.querySelector("circle-calendar");
    const now = Date.parse("2020-11-17T13:00:00Z");
    const week = term.series.find(({ circle }) => circle === "c2").sessions.find(({ startUtc, minutes }) => Date.parse(startUtc) + minutes * 60_000 > now);
    return [week.title, ...term.programme.topics[week.topic].prompts].join("\n\n");
  });
  assert.ok(wanted.includes("\n\n"));
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await button(page, "Copy the prompt").click();
  await page.getByText("The prompt was copied.").waitFor();
  assert.equal(await copied(), wanted);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await press(page, "Shift+Tab", "Tab");
  await on(page, "Copy the prompt");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
  assert.equal(await copied(), wanted);
  // A browser that does not allow it says so.
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"))));
  await button(page, "Copy the prompt").click();
  await page.getByText("That did not work.").waitFor();
});

journey("in Spanish, from right to left, and when there is nothing", HOME, async ({ page, demo, shot }) => {
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
    document.querySelector("circle-calendar").lang = "es";
  });
  await page.getByText("Próxima sesión").waitFor();
  await accessible(page, "spanish, right to left");
  await shot("calendar-spanish-rtl");
  await page.evaluate(() => document.querySelector("circle-calendar").setAttribute("circle", "c99"));
  await page.getByText("Aún no hay un plan de sesiones.").waitFor();
});

journey("a term that does not come is asked for again, as often as it takes, by keys too", HOME, async ({ page, demo, complaints }) => {
  let answer = (route) => route.abort();
  await page.route("**/late.json", (route) => answer(route));
  await page.goto(`${demo}calendar.html`);
  await page.getByText("Questions to start from").waitFor();
  await page.evaluate(() => {
    const late = Object.assign(document.createElement("circle-calendar"), { circle: "c1", now: "2020-11-17T13:00:00Z", src: "/late.json" });
    document.querySelector("circle-calendar").replaceWith(late);
  });
  const alert = page.getByRole("alert").getByText("The sessions could not be loaded.", { exact: false });
  await alert.waitFor();
  await accessible(page, "not loaded");
  // It says that it is trying, and anew that it failed: whoever listens hears both.
  await page.evaluate(() => {
    window.heard = [];
    const { shadowRoot } = document.querySelector("circle-calendar");
    new MutationObserver(() => window.heard.push(shadowRoot.querySelector("[role=alert]")?.textContent.trim())).observe(shadowRoot, { subtree: true, childList: true, characterData: true });
  });
  await on(page, "Try again");
  await page.waitForFunction(() => window.heard.some((words) => words === "Loading …") && window.heard.at(-1)?.startsWith("The sessions"));
  const term = await (await fetch(`${demo}data/term.json`)).text();
  answer = (route) => route.fulfill({ contentType: "application/json", body: term });
  await on(page, "Try again");
  await page.getByText("Questions to start from").waitFor();
  assert.equal(await at(page), "Circle 1", "whoever works by keys reads on from the heading");
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("ERR_FAILED")));
});

for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"]) {
  journey(`a week of writing has seven days and no eighth in ${zone}`, { ...HOME, timezoneId: zone }, async ({ page, demo }) => {
    await page.goto(`${demo}calendar.html`);
    await page.getByText("Questions to start from").waitFor();
    // The first of these weeks begins on the day on which New York's clock goes back.
    await page.evaluate(() => Object.assign(document.querySelector("circle-calendar"), { circle: "c2", now: "2020-11-02T13:00:00Z" }));
    await page.getByText("Topic of the week").waitFor();
    assert.equal((await page.locator(".when").innerText()).replace(/\s+/g, " "), "Sunday, November 1, until Saturday, November 7");
    assert.match(await page.locator('[data-session="c2/2020-11-01"] .date').innerText(), /^Sun, Nov 1$/);
    await button(page, "Month").click();
    await page.getByRole("table", { name: "November 2020" }).waitFor();
    assert.equal(await page.locator("td.meets").count(), 14);
  });
}

/** The sample term, as something would have it. */
async function termWith(demo, change = () => {}) {
  const term = await (await fetch(`${demo}data/term.json`)).json();
  change(term);
  return term;
}

/** A calendar on a page of its own that has everything in attributes. */
async function given(page, demo, attributes) {
  await blank(page, demo, "circle-calendar");
  await page.evaluate((attributes) => void give(attributes), { circle: "c1", now: "2020-11-17T13:00:00Z", ...attributes });
}

const NAMES = { p07: "Ngozi Adeyemi", p13: "Bo", p41: "<b>Ada</b>", constructor: "nobody" };

journey("term, names and absences come as attributes: who is in the circle is told as far as the page says, and nothing private", HOME, async ({ page, demo, shot, complaints }) => {
  const term = JSON.stringify(await termWith(demo, ({ series: [{ members, sessions }] }) => (members.push("constructor"), (sessions[3].host = "p13"))));
  await given(page, demo, { term, member: "p13" });
  await page.getByText("Questions to start from").waitFor();
  assert.equal(await page.locator("[part=people]").count(), 0, "without names nothing is said");
  assert.ok(!/\bp\d\d\b/.test(await page.locator("circle-calendar").innerText()), "nor are ids");
  await page.evaluate((names) => element().setAttribute("names", names), JSON.stringify(NAMES));
  await page.evaluate((absences) => element().setAttribute("absences", absences), JSON.stringify({ "c1/2020-11-17": ["p41", "p13", "p42"] }));
  const people = page.getByRole("list", { name: "In this circle" }).getByRole("listitem");
  await people.first().waitFor();
  const shown = (await people.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  assert.deepEqual(shown, ["Ngozi Adeyemi leader", "Bo you, leads the next session", "<b>Ada</b>", "nobody", "and 2 more"]);
  // Of those who cannot come the names that are known are told; the viewer is told what they said themselves.
  await page.getByText("Cannot come: <b>Ada</b>.").waitFor();
  await button(page, "I can make it after all").waitFor();
  await accessible(page, "people", { include: ["circle-calendar"] });
  await shot("calendar-people");
  // What is no JSON changes nothing, and is told to whoever keeps the page.
  await page.evaluate(() => element().setAttribute("names", "{"));
  await page.waitForFunction(() => element().updateComplete);
  assert.equal(await people.count(), shown.length);
  assert.match(complaints.splice(0).join(), /the attribute names is no JSON/);
  await page.evaluate(() => (element().names = { p07: 7, p13: " " }));
  await page.waitForTimeout(50);
  assert.equal(await people.count(), 0, "what is no name is none");
  // The names are those of the circle that is shown.
  await page.evaluate(() => (element().names = { p07: "Ngozi Adeyemi" }));
  await people.first().waitFor();
  await page.evaluate(() => (element().circle = "c2"));
  await people.first().waitFor({ state: "detached" });
});

journey("sessions that were moved stand in their time, two on one day both, and what does not take place is told", HOME, async ({ page, demo, shot }) => {
  const show = async (change) => {
    await given(page, demo, { term: JSON.stringify(await termWith(demo, ({ series: [one] }) => change(one.sessions, one))) });
    await page.getByText("All sessions").waitFor();
  };
  // The session of 1 December was moved to the evening of 17 November, which makes it the next after that of noon.
  await show((sessions) => Object.assign(sessions[4], { date: "2020-11-17", start: "2020-11-17T18:00:00", startUtc: "2020-11-17T23:00:00Z", status: "moved" }));
  const listed = await page.locator(".session .date").allInnerTexts();
  assert.equal(listed.filter((date) => date === "Tue, Nov 17").length, 2);
  await button(page, "Month").click();
  const cell = page.getByRole("cell", { name: /^17 / });
  await cell.waitFor();
  assert.match((await cell.innerText()).replace(/\s+/g, " "), /11:00 AM .* 5:00 PM /);
  await page.evaluate(() => (element().now = "2020-11-17T18:30:00Z"));
  await page.getByText("5:00 – 6:00 PM in your time", { exact: false }).first().waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await page.locator("td .many:visible").innerText(), "×2");
  await shot("calendar-twice-small");
  await page.setViewportSize(HOME.viewport);
  await show((sessions) => (sessions[3].status = "cancelled"));
  await page.getByText("The session on Tuesday, November 17 does not take place.").waitFor();
  await page.getByText("Tuesday, December 1").first().waitFor();
  await show((sessions) => sessions.slice(3).forEach((session) => (session.status = "cancelled")));
  await page.getByText("No further session takes place as it stands.", { exact: false }).waitFor();
  assert.equal(await page.getByText("The term is over.", { exact: false }).count(), 0);
  await page.evaluate(() => (element().now = "2022-01-01T00:00:00Z"));
  await page.getByText("The term is over.", { exact: false }).waitFor();
  await page.evaluate(() => (element().term = { ...element().term, series: [{ circle: "c1", name: "Circle 1", sessions: [] }] }));
  await page.getByText("There are no sessions here yet.").waitFor();
});

journey("where it is another day in the programme's zone, its day is told with its hour", HOME, async ({ page, demo }) => {
  await given(page, demo, { term: JSON.stringify(await termWith(demo, ({ programme }) => (programme.zone = "Pacific/Chatham"))) });
  await page.getByText("11:00 AM – 12:00 PM in your time (Chicago), Wed 6:45 – 7:45 AM in Chatham").waitFor();
});

journey("what could not be loaded says what to do about it, in either language", HOME, async ({ page, demo, complaints }) => {
  await page.route("**/lost.json", (route) => route.fulfill({ status: 503, body: "" }));
  await given(page, demo, { src: "/lost.json" });
  await page.getByText("The sessions could not be loaded. /lost.json was answered with 503. Check that you are signed in and the network is there, then reload; otherwise tell those who keep the page.").waitFor();
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText(/^No se pudo cargar el plan de sesiones\. .*503\. .*\.$/).waitFor();
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !/^logged: Failed to load resource/.test(one)));
});
