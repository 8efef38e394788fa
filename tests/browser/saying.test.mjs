// What a member says to their calendar: it counts once the page has passed it on, and nothing is said that is not so.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

const HOME = { viewport: { width: 1280, height: 900 }, timezoneId: "America/New_York", locale: "en-US", reducedMotion: "reduce" };
const PHONE = { ...HOME, viewport: { width: 390, height: 844 } };
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** A calendar by itself; nobody listens to it. */
async function alone(page, demo, change = {}) {
  await blank(page, demo, "circle-calendar");
  await page.evaluate(async (change) => {
    const term = await (await fetch("/data/term.json")).json();
    Object.assign(term.programme, change.programme);
    Object.assign(term.series[0], change.series);
    give({ circle: "c1", now: "2020-11-17T13:00:00Z", ...change.attributes }, { term, names: change.names });
  }, change);
  await page.locator("circle-calendar [part=whole]").waitFor();
}

/** What a page does about the next thing that is said. */
const answer = (page, how) =>
  page.evaluate((how) => {
    window.said = [];
    const hear = (event) => {
      window.said.push(event.type);
      if (how === "prevents") event.preventDefault();
      if (how === "waits") event.waitUntil(new Promise((resolve, reject) => Object.assign(window, { taken: resolve, lost: () => reject(new Error("lost")) })));
    };
    for (const name of ["circle-absence", "circle-suggest", "circle-check-in"]) element().addEventListener(name, hear, { once: true });
  }, how);

async function suggest(page, day, time) {
  if ((await page.getByLabel("Day", { exact: true }).count()) === 0) await button(page, "Suggest another time").click();
  if (day) await page.getByLabel("Day", { exact: true }).fill(day);
  if (time) await page.getByLabel("Time", { exact: true }).fill(time);
  await button(page, "Suggest it").click();
}

journey("where nobody passes on what a member says, they are told that nobody knows", HOME, async ({ page, demo }) => {
  await alone(page, demo, { attributes: { now: "2020-11-17T16:50:00Z" } });
  const status = page.locator("[part=next] [role=status]");
  for (const [name, words] of [["I can’t make it", "Noted: you can’t make this one."], ["I’m here", "Noted: you are here."]]) {
    await button(page, name).click();
    await status.getByText(`${words} Marked on this page; nobody is told.`).waitFor();
  }
  await suggest(page, "2020-11-19", "10:30");
  await status.getByText(/^Your suggestion: Thursday, November 19 at 10:30.AM\. Marked on this page; nobody is told\.$/).waitFor();
  assert.equal(await page.locator("circle-calendar").getByText("passed on", { exact: false }).count(), 0);
  await accessible(page, "marked", { include: ["circle-calendar"] });
});

journey("what the page cannot pass on changes nothing, stays entered, and is said again", HOME, async ({ page, demo, shot }) => {
  await alone(page, demo);
  const trouble = page.getByRole("alert").filter({ hasText: "That could not be sent, and nothing was changed." });
  await answer(page, "waits");
  await button(page, "I can’t make it").click();
  await page.getByText("Sending …").waitFor();
  await page.evaluate(() => window.lost());
  await trouble.waitFor();
  await button(page, "I can’t make it").waitFor();
  await answer(page, "waits");
  await button(page, "I can’t make it").click();
  await trouble.waitFor({ state: "detached" });
  await page.evaluate(() => window.taken());
  await page.getByText("Noted: you can’t make this one. It was passed on.").waitFor();
  await button(page, "I can make it after all").waitFor();

  await answer(page, "prevents");
  await suggest(page, "2020-11-19", "10:30");
  await trouble.waitFor();
  assert.deepEqual([await page.getByLabel("Day", { exact: true }).inputValue(), await page.getByLabel("Time", { exact: true }).inputValue()], ["2020-11-19", "10:30"]);
  assert.equal(await page.locator("#suggested").count(), 0);
  await accessible(page, "not sent", { include: ["circle-calendar"] });
  await shot("calendar-unsent");
  await answer(page, "waits");
  await button(page, "Suggest it").click();
  await page.getByText("Sending …").waitFor();
  assert.equal(await page.getByLabel("Time", { exact: true }).inputValue(), "10:30", "until it is sent, it is there to see");
  await page.evaluate(() => window.taken());
  await page.getByText(/^Your suggestion: .* It was passed on\.$/).waitFor();
  assert.equal(await trouble.count(), 0);
});

journey("while one word is passed on no other can be said, which is seen and heard, and then it can", HOME, async ({ page, demo, shot }) => {
  await alone(page, demo, { attributes: { now: "2020-11-17T16:50:00Z" } });
  await button(page, "Suggest another time").click();
  await page.getByLabel("Time", { exact: true }).fill("13:30");
  const names = ["I’m here", "I can’t make it", "Suggest another time", "Suggest it", "Cancel"];
  const waiting = () => Promise.all(names.map((name) => button(page, name).getAttribute("aria-disabled")));
  assert.deepEqual(await waiting(), names.map(() => "false"));
  await answer(page, "waits");
  await button(page, "I can’t make it").click();
  await page.getByText("Sending …").waitFor();
  assert.deepEqual(await waiting(), names.map(() => "true"));
  await accessible(page, "being sent", { include: ["circle-calendar"] });
  await shot("calendar-sending");
  for (const name of names) {
    await page.evaluate(() => (window.before = element().shadowRoot.querySelector("[part=next] > [role=status] span")));
    await button(page, name).press("Enter");
    await page.waitForFunction(() => !window.before.isConnected);
    assert.equal(await page.locator("[part=next] > [role=status]").innerText(), "Sending …", `${name}: it is told once more`);
    assert.equal(await page.evaluate(() => element().shadowRoot.activeElement.textContent), name, "the focus stays where it was");
  }
  assert.deepEqual(await page.evaluate(() => window.said), ["circle-absence"]);
  await page.evaluate(() => window.taken());
  await page.getByText("Noted: you can’t make this one. It was passed on.").waitFor();
  assert.equal(await page.getByLabel("Time", { exact: true }).inputValue(), "13:30", "what is being entered stays");
  await button(page, "I’m here").click();
  assert.deepEqual(await page.evaluate(() => window.said), ["circle-absence", "circle-check-in"]);
});

journey("whoever thinks better of a suggestion that was not sent is not told any longer to try again", HOME, async ({ page, demo }) => {
  await alone(page, demo);
  const trouble = page.locator("#unsent");
  await answer(page, "prevents");
  await suggest(page, "2020-11-19", "10:30");
  await trouble.waitFor();
  await button(page, "Cancel").click();
  await trouble.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => element().shadowRoot.activeElement.id), "suggest");
  // What is still to be said again stays told.
  await answer(page, "prevents");
  await button(page, "I can’t make it").click();
  await trouble.waitFor();
  await button(page, "Suggest another time").click();
  await button(page, "Cancel").click();
  assert.equal(await trouble.count(), 1);
});

journey("nobody is there and not there; what was said of a session goes with it", HOME, async ({ page, demo }) => {
  await alone(page, demo, { attributes: { now: "2020-11-17T16:50:00Z" } });
  const here = () => button(page, "I’m here").getAttribute("aria-pressed");
  await button(page, "I’m here").click();
  await page.getByText("Noted: you are here.").waitFor();
  await button(page, "I can’t make it").click();
  await button(page, "I can make it after all").waitFor();
  assert.equal(await here(), "false");
  await button(page, "I’m here").click();
  await button(page, "I can’t make it").waitFor();
  assert.equal(await here(), "true");
  await button(page, "Suggest another time").click();
  // It is cancelled meanwhile.
  await page.evaluate(() => {
    const term = structuredClone(element().term);
    term.series[0].sessions.find(({ id }) => id === "c1/2020-11-17").status = "cancelled";
    element().term = term;
  });
  await page.getByText("The session on Tuesday, November 17 does not take place.").waitFor();
  assert.equal(await page.locator("[part=next] > [role=status]").innerText(), "");
  assert.equal(await page.locator(".suggest").count(), 0, "another time was suggested for that one");
});

journey("the session's own time, one that is over and none at all are no suggestions: the field says why", HOME, async ({ page, demo, shot }) => {
  await alone(page, demo);
  await answer(page, "hears");
  const wrong = async (field, words) => {
    await page.locator("#suggest-problem").getByText(words).waitFor();
    const [name, invalid, described] = await page.evaluate(() => {
      const { activeElement } = element().shadowRoot;
      return [activeElement.name, activeElement.getAttribute("aria-invalid"), activeElement.getAttribute("aria-describedby")];
    });
    assert.deepEqual([name, invalid, described], [field, "true", "suggest-problem"]);
  };
  await suggest(page);
  await wrong("time", "The session is at this time already: choose another.");
  await accessible(page, "the session's own time", { include: ["circle-calendar"] });
  await shot("calendar-untimely");
  await suggest(page, "2020-11-16", "12:30");
  await wrong("day", "This time is over: choose one that is still to come.");
  await suggest(page, "2020-11-17", "07:59");
  await wrong("day", "This time is over: choose one that is still to come.");
  await suggest(page, "", "");
  await page.getByLabel("Day", { exact: true }).fill("");
  await button(page, "Suggest it").click();
  await wrong("day", "Choose a day and a time.");
  assert.deepEqual(await page.evaluate(() => window.said), []);
  assert.equal(await page.locator("#suggested").count(), 0);
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Elija un día y una hora.").waitFor();
});

journey("what is said twice is heard twice", { ...HOME, permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, demo }) => {
  await alone(page, demo, { attributes: { feed: "https://example.org/feeds/c1.ics" } });
  // A screen reader tells what comes into a status; words that stay where they are it does not.
  const comes = async (place, act) => {
    await page.evaluate((place) => {
      window.came = [];
      const status = element().shadowRoot.querySelector(`${place} > [role=status]`);
      window.watching?.disconnect();
      window.watching = new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => node.textContent?.trim() && window.came.push(node.textContent.trim()))));
      window.watching.observe(status, { childList: true, subtree: true });
    }, place);
    await act();
    await page.waitForFunction(() => window.came.length > 0);
    return page.evaluate(() => window.came.at(-1));
  };
  const once = () => suggest(page, "2020-11-19", "10:30");
  const [first, second] = [await comes("[part=next]", once), await comes("[part=next]", once)];
  assert.equal(first, second);
  assert.notEqual(await comes("[part=next]", () => suggest(page, "2020-11-20", "10:30")), first, "another time is another sentence");
  const copy = () => button(page, "Copy the address").click();
  assert.equal(await comes("[part=whole]", copy), await comes("[part=whole]", copy));
});

journey("on a phone a month tells its sessions below, and it ends where the term does", PHONE, async ({ page, demo, shot }) => {
  await alone(page, demo, { programme: { to: "2021-05-31" } });
  await button(page, "Month").click();
  await page.getByRole("table", { name: "November 2020" }).waitFor();
  const below = page.locator(".below .session");
  assert.deepEqual((await below.allInnerTexts()).map((words) => words.replace(/\s+/g, " ").trim()), [
    "Tue, Nov 3 12:00 – 1:00 PM After a hard shift past",
    "Tue, Nov 17 12:00 – 1:00 PM Asking for help",
  ]);
  await accessible(page, "a month on a phone", { include: ["circle-calendar"] });
  await shot("calendar-month-phone");
  const [earlier, later] = [button(page, "Previous month"), button(page, "Next month")];
  await earlier.click();
  await page.getByRole("table", { name: "October 2020" }).waitFor();
  assert.equal(await earlier.getAttribute("aria-disabled"), "true");
  await earlier.click({ force: true });
  await page.waitForTimeout(100);
  assert.equal(await page.getByRole("table", { name: "October 2020" }).count(), 1, "there is nothing before the term");
  for (let turns = 0; turns < 12; turns += 1) await later.click({ force: true });
  await page.getByRole("table", { name: "May 2021" }).waitFor();
  await page.getByRole("status").getByText("No session in this month.").waitFor();
  assert.equal(await page.evaluate(() => element().shadowRoot.activeElement.getAttribute("aria-label")), "Next month", "the focus stays where it was");
  await accessible(page, "an empty month", { include: ["circle-calendar"] });
  await page.setViewportSize(HOME.viewport);
  assert.equal(await page.locator(".below").isVisible(), false, "in wide cells time and topic stand in the day");
});

journey("when a circle meets is told in the language of the page, by its clock, and in writing too", HOME, async ({ page, demo }) => {
  await alone(page, demo);
  const rhythm = async () => (await page.locator("circle-calendar h2 + p").innerText()).replace(/\s+/g, " ");
  assert.equal(await rhythm(), "1st and 3rd Tuesday of the month, 12:00 – 1:00 PM (New York)");
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Próxima sesión").waitFor();
  assert.equal(await rhythm(), "Primer y tercer martes del mes, 12:00–13:00 (New York)");
  const series = (change) => page.evaluate((change) => (element().term = { ...element().term, series: [{ ...element().term.series[0], ...change }, ...element().term.series.slice(1)] }), change);
  await series({ rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU" });
  await page.getByText("Cada 2 semanas, el martes, 12:00–13:00 (New York)").waitFor();
  await series({ rule: "FREQ=MONTHLY;BYDAY=-1TU" });
  await page.getByText("Último martes del mes, 12:00–13:00 (New York)").waitFor();
  await series({ rule: "FREQ=MONTHLY;BYSETPOS=2;BYDAY=TU" });
  await page.getByText("Martes, 12:00–13:00 (New York)").waitFor();
  await page.evaluate(() => (element().circle = "c2"));
  await page.getByText("Por escrito, durante la semana que sigue a cada tema").waitFor();
  await page.evaluate(() => (element().lang = "en"));
  await page.getByText("In writing, over the week that follows each topic").waitFor();
});

const TURNS = "Ada \u202eOkoro";

/** Whether the last letter of an element's text stands after all others. */
const endsLast = (place) =>
  place.evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const boxes = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, width } = range.getBoundingClientRect();
        if (width > 0) boxes.push([left, node.data[at]]);
      }
    }
    const [last, sign] = boxes.at(-1);
    return [sign, boxes.every(([left]) => left <= last)];
  });

journey("a name that turns direction does not turn what follows it", HOME, async ({ page, demo, shot }) => {
  await alone(page, demo, { names: { p07: TURNS }, attributes: { absences: JSON.stringify({ "c1/2020-11-17": ["p07"] }) }, programme: { platform: TURNS }, series: { skipped: [{ date: "2020-11-26", name: TURNS }] } });
  assert.deepEqual(await endsLast(page.locator("#absent")), [".", true]);
  assert.deepEqual(await endsLast(page.locator(".skipped").first()), [")", true]);
  await shot("calendar-turning");
  await blank(page, demo, "circle-signup");
  await page.evaluate((name) => void give({ demo: "" }, { value: { id: "a", name, email: "a@example.org", mode: "text" } }), TURNS);
  await button(page, "Sign me up").click();
  const thanks = page.getByRole("heading", { name: /^Thank you/ });
  await thanks.waitFor();
  assert.deepEqual(await endsLast(thanks), [".", true]);
});

journey("on a phone no mark beside a name is broken, and no time touches the edge of its tile", PHONE, async ({ page, demo }) => {
  await alone(page, demo, { names: { p07: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" } });
  const lines = await page.locator("[data-member=p07] .soft").evaluate((mark) => mark.getClientRects().length === 1 && mark.clientHeight < 2 * parseFloat(getComputedStyle(mark).lineHeight));
  assert.ok(lines, "leader stands in one line");
  await blank(page, demo, "circle-signup");
  await page.evaluate(() => void give({ demo: "" }));
  const tile = page.locator("circle-signup .tile[part=time]").first();
  assert.ok((await tile.evaluate((tile) => parseFloat(getComputedStyle(tile).paddingInlineEnd))) >= 8);
});

journey("a term that did not come is fetched when the network is back", HOME, async ({ page, demo, complaints }) => {
  let there = false;
  const term = await (await fetch(`${demo}data/term.json`)).text();
  await page.route("**/back.json", (route) => (there ? route.fulfill({ contentType: "application/json", body: term }) : route.abort()));
  await blank(page, demo, "circle-calendar");
  await page.evaluate(() => void give({ circle: "c1", now: "2020-11-17T13:00:00Z", src: "/back.json" }));
  await page.getByRole("alert").getByText("Nothing came from /back.json.", { exact: false }).waitFor();
  there = true;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator("circle-calendar [part=whole]").waitFor();
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("ERR_FAILED")));
});
