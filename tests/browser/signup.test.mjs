// <circle-signup> in all its ways: keyboard alone, a mouse that drags, a finger that scrolls, a form that is reset.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey as anywhere } from "./browser.mjs";
import { drop } from "./files.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true };
const DARK = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

/** Most of these people are where the programme is. */
const journey = (name, options, steps) => anywhere(name, { timezoneId: "America/New_York", ...options }, steps);

async function start({ page, demo }) {
  await page.goto(`${demo}member.html`);
  const signup = page.locator("circle-signup");
  await signup.getByRole("group", { name: "When could you meet?" }).waitFor();
  return signup;
}

const value = (page) => page.evaluate(() => document.querySelector("circle-signup").value);
const cell = (signup, name) => signup.getByRole("gridcell", { name, exact: true });
const openWeek = (signup) => signup.getByText("Mark other times in a week").click();

journey("a mouse drags rectangles, and wipes them again", { viewport: { width: 1000, height: 900 } }, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  await openWeek(signup);
  const drag = async (from, to) => {
    await cell(signup, from).scrollIntoViewIfNeeded();
    const [one, other] = [await cell(signup, from).boundingBox(), await cell(signup, to).boundingBox()];
    await page.mouse.move(one.x + 4, one.y + 4);
    await page.mouse.down();
    await page.mouse.move(other.x + 4, other.y + 4, { steps: 5 });
    await page.mouse.up();
  };
  const free = async () => (await value(page)).availability.map(({ day, from, to }) => `${day} ${from}-${to}`);
  await drag("Tuesday 9 AM", "Wednesday 10:30 AM");
  assert.deepEqual(await free(), ["tuesday 09:00-11:00", "wednesday 09:00-11:00"]);
  await drag("Wednesday 10 AM", "Wednesday 10:30 AM");
  assert.deepEqual(await free(), ["tuesday 09:00-11:00", "wednesday 09:00-10:00"]);
});

journey("a finger taps, and paints only when told to", PHONE, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  await openWeek(signup);
  await cell(signup, "Friday 9 AM").tap();
  await cell(signup, "Friday 10 AM").tap();
  await cell(signup, "Friday 10 AM").tap();
  const { availability } = await value(page);
  assert.deepEqual(availability, [{ day: "friday", from: "09:00", to: "09:30" }]);
  const touch = () => signup.getByRole("grid").evaluate((grid) => getComputedStyle(grid).touchAction);
  assert.equal(await touch(), "manipulation", "a finger that moves scrolls");
  await signup.getByLabel("Paint with a finger").check();
  assert.equal(await touch(), "none", "a finger that moves paints");
});

/** A finger as the browser's own input has it: down on one place, over others, up again, or taken away by the system. */
async function finger(page, path, end = "touchEnd") {
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [path[0]]);
  for (const point of path.slice(1)) await touch("touchMove", [point]);
  await touch(end, []);
}

journey("a finger that is told to paints the week, wipes it, lifts off where the system takes it away, and scrolls otherwise", PHONE, async (journey) => {
  const { page, shot } = journey;
  const signup = await start(journey);
  await openWeek(signup);
  const free = async () => (await value(page)).availability.map(({ day, from, to }) => `${day} ${from}-${to}`);
  /** From the middle of one cell to that of another, in steps as a finger makes them. */
  const path = async (from, to) => {
    await cell(signup, from).scrollIntoViewIfNeeded();
    const middle = async (name) => {
      const { x, y, width, height } = await cell(signup, name).boundingBox();
      return { x: x + width / 2, y: y + height / 2 };
    };
    const [one, other] = [await middle(from), await middle(to)];
    return Array.from({ length: 9 }, (_, at) => ({ x: one.x + ((other.x - one.x) * at) / 8, y: one.y + ((other.y - one.y) * at) / 8 }));
  };
  const top = () => page.evaluate(() => scrollY);
  let before = await top();
  const swipe = await path("Tuesday 9 AM", "Tuesday 12 PM");
  before = await top();
  await finger(page, swipe.reverse());
  await page.waitForFunction((before) => scrollY !== before, before);
  assert.deepEqual(await free(), [], "a finger that scrolls marks nothing");

  await signup.getByLabel("Paint with a finger").check();
  const stroke = await path("Tuesday 9 AM", "Wednesday 10:30 AM");
  before = await top();
  await finger(page, stroke);
  assert.equal(await top(), before, "a finger that paints does not scroll");
  assert.deepEqual(await free(), ["tuesday 09:00-11:00", "wednesday 09:00-11:00"]);
  await shot("signup-painted");
  await finger(page, await path("Wednesday 10 AM", "Wednesday 10:30 AM"));
  assert.deepEqual(await free(), ["tuesday 09:00-11:00", "wednesday 09:00-10:00"]);
  // A finger that the system takes away does not go on painting when the next one moves.
  await finger(page, await path("Friday 9 AM", "Friday 9:30 AM"), "touchCancel");
  const taken = await free();
  await finger(page, [{ x: 5, y: 300 }, { x: 200, y: 400 }]);
  assert.deepEqual(await free(), taken);
});

journey("a press counts once where a click says nothing of its pointer, and a click without a press counts too", { viewport: { width: 1000, height: 900 } }, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  await page.evaluate(() => {
    const { get } = Object.getOwnPropertyDescriptor(PointerEvent.prototype, "pointerType");
    Object.defineProperty(PointerEvent.prototype, "pointerType", {
      get() {
        return this.type === "click" ? undefined : get.call(this);
      },
    });
  });
  await openWeek(signup);
  const free = async () => (await value(page)).availability.map(({ day, from, to }) => `${day} ${from}-${to}`);
  await cell(signup, "Tuesday 9 AM").click();
  assert.deepEqual(await free(), ["tuesday 09:00-09:30"]);
  // As a screen reader presses.
  await cell(signup, "Friday 9 AM").evaluate((cell) => cell.click());
  assert.deepEqual(await free(), ["tuesday 09:00-09:30", "friday 09:00-09:30"]);
});

journey("offered times that overlap do not wipe each other", {}, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  await page.evaluate(() => {
    const times = ["12:00", "12:30"].map((start) => ({ day: "monday", start, minutes: 60 }));
    document.querySelector("circle-signup").programme = { zone: "America/New_York", signup: { times } };
  });
  const [first, second] = [signup.getByRole("checkbox").nth(0), signup.getByRole("checkbox").nth(1)];
  await first.check();
  await second.check();
  await first.uncheck();
  assert.equal(await second.isChecked(), true);
  assert.deepEqual((await value(page)).availability, [{ day: "monday", from: "12:30", to: "13:30" }]);
});

journey("a circle of one's own is registered, colleagues as invitations", PHONE, async (journey) => {
  const { page, shot } = journey;
  const signup = await start(journey);
  await signup.getByLabel("Register my own circle").check();
  await signup.getByRole("checkbox", { name: /Tuesday/ }).first().check();
  await signup.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await signup.getByLabel("E-mail", { exact: true }).fill("ada@example.org");
  await signup.getByLabel("Your colleagues").fill("Bo\nCy\nDi");
  await page.getByRole("button", { name: "Sign up" }).tap();
  await signup.getByText("Name 4 to 7 colleagues; there are 3 now.").waitFor();
  await accessible(page, "too few colleagues");
  await shot("signup-register");
  await signup.getByLabel("Your colleagues").fill("Bo\nCy\nDi\nEve\nBo");
  const post = await page.evaluate(() => JSON.parse(new FormData(document.querySelector("form")).get("signup")));
  assert.deepEqual([post.circle, post.leader, post.invited], ["Ada Okoro", true, ["Bo", "Cy", "Di", "Eve"]]);
  await page.getByRole("button", { name: "Sign up" }).tap();
  await page.getByRole("heading", { name: "Your row of the roster" }).waitFor();
});

journey("a leader is thanked with the circle: where it meets, its link, whom it invites", NARROW, async ({ page, demo, shot }) => {
  await blank(page, demo, "circle-signup");
  await page.evaluate(() => {
    give({ demo: "" }).addEventListener("circle-signup", ({ participant, csv, registration }) => (window.sent = { participant, csv, registration }));
  });
  await page.getByLabel("Register my own circle").check();
  await page.getByText("Tap the times at which your circle could meet.", { exact: false }).waitFor();
  assert.equal(await page.getByText("easier it is to find you a circle", { exact: false }).count(), 0);
  await page.getByRole("checkbox", { name: /Tuesday/ }).first().check();
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.getByLabel("E-mail", { exact: true }).fill("ada@example.org");
  await page.getByLabel("What shall it be called? (optional)").fill("Night shift");
  await page.getByLabel("Where will you meet? (optional)").fill("Zoom");
  await page.getByLabel("Link to join (optional)").fill("zoom.example.org");
  await page.getByLabel("Your colleagues").fill("Bo Lind\ncy@example.org\nDi\nEve");
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.getByText("Write a web address that begins with https://.").waitFor();
  await page.getByLabel("Link to join (optional)").fill("https://zoom.example.org/j/1");
  await accessible(page, "a circle of one's own", { include: ["circle-signup"] });
  await shot("signup-register-link");
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
  const thanks = await page.locator("circle-signup [part=thanks]").innerText();
  for (const told of ["Night shift", "Zoom", "https://zoom.example.org/j/1", "Bo Lind", "cy@example.org", "Di", "Eve"]) assert.ok(thanks.includes(told), `${told} in ${thanks}`);
  await accessible(page, "thanks to a leader", { include: ["circle-signup"] });
  await shot("signup-register-thanks");
  const { participant, csv, registration } = await page.evaluate(() => sent);
  const circle = { circle: "Night shift", invited: ["Bo Lind", "cy@example.org", "Di", "Eve"], platform: "Zoom", url: "https://zoom.example.org/j/1" };
  assert.deepEqual(registration, circle);
  assert.deepEqual(Object.fromEntries(Object.keys(circle).map((name) => [name, participant[name]])), circle);
  assert.match(csv, /Night shift,"Bo Lind; cy@example.org; Di; Eve",Zoom,https:/);
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Enlace para entrar").waitFor();
});

journey("what is wrong is called as controls of the browser's own call it", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-signup");
  const flags = async (values, custom = "") => {
    const found = await page.evaluate(([values, custom]) => {
      document.getElementById("here").replaceChildren();
      const signup = give({ demo: "" });
      signup.value = { id: "a", name: "Ada", email: "a@example.org", mode: "text", ...values };
      signup.setCustomValidity(custom);
      return ["valueMissing", "typeMismatch", "tooShort", "tooLong", "customError", "valid"].filter((flag) => signup.validity[flag]);
    }, [values, custom]);
    return found.join(" ");
  };
  const own = { leader: true, circle: "Night shift" };
  const invited = (count) => ({ ...own, invited: Array.from({ length: count }, (_, at) => `Colleague ${at}`) });
  assert.equal(await flags({}), "valid");
  assert.equal(await flags({ name: " " }), "valueMissing");
  assert.equal(await flags({ email: "" }), "valueMissing");
  assert.equal(await flags({ email: "a@example" }), "typeMismatch");
  assert.equal(await flags({ mode: "talk" }), "valueMissing");
  assert.equal(await flags(invited(0)), "valueMissing");
  assert.equal(await flags(invited(3)), "tooShort");
  assert.equal(await flags(invited(4)), "valid");
  assert.equal(await flags(invited(8)), "tooLong");
  assert.equal(await flags({ ...invited(5), url: "javascript:alert(1)" }), "typeMismatch");
  assert.equal(await flags({ name: "", email: "a", ...invited(1) }), "valueMissing typeMismatch tooShort");
  assert.equal(await flags({ email: "a" }, "full"), "typeMismatch customError");
  assert.equal(await flags({}, "full"), "customError");
});

journey("whoever leaves the page and comes back finds what they entered, as in any form", {}, async (journey) => {
  const { page, demo } = journey;
  const signup = await start(journey);
  await signup.getByLabel("Register my own circle").check();
  await signup.getByRole("checkbox", { name: /Tuesday/ }).first().check();
  await signup.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await signup.getByLabel("Your colleagues").fill("Bo\nCy");
  await signup.getByLabel("Where will you meet?", { exact: false }).fill("Zoom");
  const before = await value(page);
  await page.goto(`${demo}stories.html?story=signup-loading`);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("circle-signup")?.value?.name === "Ada Okoro");
  assert.deepEqual(await value(page), before);
  assert.equal(await signup.getByLabel("Your colleagues").inputValue(), "Bo\nCy");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

journey("in a form it is a field like any other", {}, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  const valid = () => page.evaluate(() => document.querySelector("form").checkValidity());
  assert.equal(await valid(), false);
  const person = { id: "a", name: "Ada", email: "a@example.org", mode: "text", attributes: { Department: ["Surgery"] } };
  await page.evaluate((person) => (document.querySelector("circle-signup").value = person), person);
  assert.equal(await signup.getByLabel("Name", { exact: true }).inputValue(), "Ada");
  assert.equal(await signup.getByLabel("Department", { exact: true }).inputValue(), "Surgery");
  assert.equal(await valid(), true);
  await page.evaluate(() => document.querySelector("circle-signup").setCustomValidity("full"));
  assert.equal(await valid(), false);
  await page.evaluate(() => document.querySelector("circle-signup").setCustomValidity(""));
  await page.evaluate(() => document.querySelector("form").reset());
  assert.equal(await signup.getByLabel("Name", { exact: true }).inputValue(), "");
});

journey("nothing that is typed runs, in the page or in a spreadsheet", {}, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  const payloads = ["<img src=x onerror=alert(1)>", "=HYPERLINK(\"http://x\")", "@SUM(1)", "\"'><script>alert(1)</script>", "-1+1"];
  for (const payload of payloads) {
    await signup.getByLabel("Name", { exact: true }).fill(payload);
    await page.evaluate((payload) => (document.querySelector("circle-signup").programme = {
      title: payload,
      signup: { seen: payload, attributes: [{ name: payload, values: [payload] }], times: [] },
    }), payload);
    await signup.getByRole("heading", { name: payload }).waitFor();
    const csv = await page.evaluate(() => document.querySelector("circle-signup").csv);
    assert.doesNotMatch(csv, /(^|,|\n)[" ]*[=@+-]/m, "a cell begins like a formula without its apostrophe");
  }
  assert.equal(await signup.locator("img, script").count(), 0);
});

for (const [name, options, change] of [
  ["320 px wide, in Spanish", NARROW, { lang: "es" }],
  ["dark, from right to left", DARK, { dir: "rtl" }],
]) {
  journey(`the sign-up, ${name}`, options, async (journey) => {
    const { page, shot } = journey;
    await start(journey);
    await page.evaluate((change) => Object.assign(document.documentElement, change), change);
    await page.evaluate(() => document.querySelector("circle-signup").requestUpdate());
    await page.locator("circle-signup .behind summary").first().click();
    await accessible(page, name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await shot(`signup-${name.split(",")[0].replaceAll(" ", "-")}`);
  });
}

journey("a draft survives a reload and is forgotten once it is sent", PHONE, async (journey) => {
  const { page } = journey;
  const keep = () => page.evaluate(() => document.querySelector("circle-signup").setAttribute("draft", "spring"));
  let signup = await start(journey);
  await keep();
  await signup.getByRole("checkbox", { name: /Tuesday/ }).first().check();
  await signup.getByLabel("Name", { exact: true }).fill("Ada");
  await signup.getByLabel("Department", { exact: true }).selectOption("Surgery");
  const before = await value(page);
  const safe = () => signup.locator('#kept[data-state="kept"]').waitFor();
  await safe();
  signup = await start(journey);
  assert.equal((await value(page)).name, "", "under another name nothing comes back");
  await keep();
  await safe();
  await page.waitForFunction(() => document.querySelector("circle-signup").value.name === "Ada");
  assert.deepEqual(await value(page), before);
  await signup.getByLabel("E-mail", { exact: true }).fill("ada@example.org");
  await page.getByRole("button", { name: "Sign up" }).tap();
  await page.getByRole("heading", { name: "Your row of the roster" }).waitFor();
  await page.waitForFunction(() => localStorage.length === 0);
  assert.equal((await page.evaluate(() => indexedDB.databases())).length, 1);
});

/** A calendar as a member drops it: every Monday noon, one week of call, and what only its owner should know. */
const ICS = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN",
  "BEGIN:VEVENT", "UID:1", "DTSTAMP:20200901T000000Z", "SUMMARY:Secret clinic", "DTSTART;TZID=America/New_York:20201005T113000", "DTEND;TZID=America/New_York:20201005T130000", "RRULE:FREQ=WEEKLY;UNTIL=20210430T000000Z", "END:VEVENT",
  "BEGIN:VEVENT", "UID:2", "DTSTAMP:20200901T000000Z", "SUMMARY:On call", "DTSTART;TZID=America/New_York:20201012T070000", "DTEND;TZID=America/New_York:20201017T190000", "END:VEVENT",
  "END:VCALENDAR", "",
].join("\r\n");

journey("a calendar file marks the times that are usually free, and stays on the device", PHONE, async (journey) => {
  const { page, shot } = journey;
  const asked = [];
  const signup = await start(journey);
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.locator("circle-signup input[type=file]").setInputFiles({ name: "me.ics", mimeType: "text/calendar", buffer: globalThis.Buffer.from(ICS) });
  await signup.getByText("Times that your calendar leaves free in most weeks are marked.", { exact: false }).waitFor({ timeout: 60_000 });
  const times = await signup.locator(".tile").filter({ has: page.locator("[part=time] .day, .day") }).evaluateAll((all) =>
    all.filter((tile) => tile.part.contains("time")).map((tile) => [tile.querySelector("input").ariaLabel ?? tile.querySelector("input").getAttribute("aria-label"), tile.querySelector("input").checked]),
  );
  const monday = times.find(([name]) => name.startsWith("Monday, 12:00"));
  assert.equal(monday[1], false);
  assert.match(monday[0], /busy in \d+ of \d+ weeks/);
  const tuesday = times.find(([name]) => name.startsWith("Tuesday, 12:00"));
  assert.deepEqual([tuesday[1], /busy in 1 of \d+ weeks/.test(tuesday[0])], [true, true], "one week of call is no reason against a time");
  // Nothing of it is told unless the person says so, and then hours alone.
  const event = () => page.evaluate(() => new FormData(document.querySelector("form")).get("signup"));
  assert.ok(!/busy|Secret|call/i.test((await event()).replace(/"notWith".*/, "")));
  await signup.getByLabel("Tell the organiser in which weeks I am busy", { exact: false }).check();
  assert.match(await event(), /"busy":\[\{"from":"2020-/);
  assert.doesNotMatch(await event(), /Secret|On call/);
  assert.deepEqual(asked.filter((one) => !/^GET .*\.(js|wasm|bin) $/.test(one)), [], "the file goes nowhere");
  await accessible(page, "from a calendar");
  await shot("signup-calendar");
  await page.locator("circle-signup input[type=file]").setInputFiles({ name: "me.pdf", mimeType: "application/pdf", buffer: globalThis.Buffer.from("%PDF-1.7") });
  await signup.getByText("me.pdf is not a calendar file that can be read. Nothing was changed.").waitFor();
  assert.equal((await event()).includes("tuesday"), true);
});

journey("a calendar file can be dropped on the times", {}, async (journey) => {
  const { page } = journey;
  const signup = await start(journey);
  const place = signup.getByRole("group", { name: "When could you meet?" });
  const before = page.url();
  await drop(page, place, { name: "me.ics", text: ICS, type: "text/calendar" });
  await signup.getByText("Times that your calendar leaves free in most weeks are marked.", { exact: false }).waitFor({ timeout: 60_000 });
  assert.equal(await signup.getByRole("checkbox", { name: /^Monday, 12:00/ }).isChecked(), false);
  assert.equal(await signup.getByRole("checkbox", { name: /^Tuesday, 12:00/ }).isChecked(), true);
  assert.equal(page.url(), before, "the browser has not gone to the file");
  const refused = await place.evaluate((place) => {
    const event = new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() });
    place.dispatchEvent(event);
    return !event.defaultPrevented;
  });
  assert.ok(refused, "what is no file is not taken");
});

journey("in another zone times are those of one's own clock, and the row has the programme's", { ...PHONE, timezoneId: "Europe/Oslo" }, async (journey) => {
  const { page, shot } = journey;
  const signup = await start(journey);
  await signup.getByText("Times are in your own time (Oslo)", { exact: false }).waitFor();
  await signup.getByText("Circles keep the time of New York", { exact: false }).waitFor();
  const evening = signup.getByRole("checkbox", { name: /^Tuesday, 11:30.PM.*in New York$/ });
  await evening.check();
  const free = async () => (await value(page)).availability.map(({ day, from, to }) => `${day} ${from}-${to}`);
  assert.deepEqual(await free(), ["tuesday 17:30-18:30"]);
  await openWeek(signup);
  assert.equal(await cell(signup, "Tuesday 11:30 PM").getAttribute("aria-selected"), "true");
  assert.equal(await cell(signup, "Wednesday 12 AM").getAttribute("aria-selected"), "true");
  await cell(signup, "Friday 3 PM").tap();
  assert.deepEqual(await free(), ["tuesday 17:30-18:30", "friday 09:00-09:30"]);
  await shot("signup-oslo");
});

journey("weeks on call are told with the row, and come back with a draft", PHONE, async (journey) => {
  const { page, shot } = journey;
  const signup = await start(journey);
  await page.evaluate(() => document.querySelector("circle-signup").setAttribute("draft", "rota"));
  await signup.getByText("Weeks when you cannot come").click();
  await signup.getByLabel("Week of Oct 26", { exact: true }).check();
  await signup.getByLabel("Week of Nov 2", { exact: true }).check();
  const busy = () => page.evaluate(() => document.querySelector("circle-signup").value.busy ?? []);
  // The clocks of New York went back on 1 November 2020.
  const weeks = [
    { from: "2020-10-26T04:00:00Z", to: "2020-11-09T05:00:00Z" },
  ];
  assert.deepEqual(await busy(), weeks);
  await accessible(page, "weeks on call");
  await shot("signup-rota");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await start(journey);
  await page.evaluate(() => document.querySelector("circle-signup").setAttribute("draft", "rota"));
  await signup.getByText("Weeks when you cannot come (2)").waitFor();
  assert.deepEqual(await busy(), weeks);
});

journey("whoever was invited accepts, and is listed in the circle by their own row", PHONE, async ({ page, demo, shot }) => {
  await page.goto(`${demo}stories.html?story=signup-invited`);
  await page.locator('html[data-ready="signup-invited"]').waitFor();
  assert.ok(await page.getByRole("radio", { name: /^Join Tuesday table/ }).isChecked());
  await accessible(page, "invited");
  await shot("signup-invited");
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.getByLabel("E-mail", { exact: true }).fill("ada@example.org");
  const value = () => page.evaluate(() => document.querySelector("circle-signup").value);
  assert.deepEqual([(await value()).circle, (await value()).leader], ["Tuesday table", false]);
  // Whoever would rather not is placed like everybody else, and named nowhere.
  await page.getByRole("radio", { name: /^Find me another circle/ }).check();
  assert.equal((await value()).circle, undefined);
  await page.getByRole("radio", { name: /^Join Tuesday table/ }).check();
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
});
