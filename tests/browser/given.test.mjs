// What a page gives an element, early, late, twice and beside a draft: what was given last counts, and nothing is lost by it.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { blank } from "./blank.mjs";
import { journey } from "./browser.mjs";

/** Answers to addresses that come when the test says. */
async function answers(page, files) {
  const come = {};
  for (const [name, body] of Object.entries(files)) {
    const gate = new Promise((go) => (come[name] = go));
    await page.route(`**/${name}`, async (route) => {
      await gate;
      await (body === undefined ? route.fulfill({ status: 404, body: "" }) : route.fulfill({ json: body }));
    });
  }
  return come;
}

const settled = (page) => page.waitForTimeout(150);
const logged = (complaints) => complaints.splice(0, complaints.length, ...complaints.filter((one) => !/^logged: Failed to load resource/.test(one)));

journey("a sign-up shows the programme of the address that it has now, and a page's own before all", {}, async ({ page, demo, complaints }) => {
  await blank(page, demo, "circle-signup");
  const come = await answers(page, { "old.json": { title: "Old" }, "new.json": { title: "New" }, "bad.json": undefined });
  await page.evaluate(() => void give({ src: "/old.json" }));
  await page.evaluate(() => element().setAttribute("src", "/new.json"));
  come["new.json"]();
  await page.getByRole("heading", { name: "New" }).waitFor();
  come["old.json"]();
  await settled(page);
  assert.equal(await page.getByRole("heading", { name: "New" }).count(), 1, "a late answer of an address that is no longer asked");
  come["bad.json"]();
  await page.evaluate(() => element().setAttribute("src", "/bad.json"));
  await page.getByRole("alert").waitFor();
  await page.evaluate(() => (element().programme = { title: "Given" }));
  await page.getByRole("heading", { name: "Given" }).waitFor();
  logged(complaints);
});

journey("a sign-up's programme comes from its attribute; what was entered stays with another, and with one that is no JSON", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-signup");
  const programme = (title) => JSON.stringify({ title, zone: "America/New_York", signup: { seen: `Who sees it: ${title} "'<b>`, times: [{ day: "monday", start: "12:00", minutes: 60 }] } });
  await page.evaluate((programme) => void give({ programme }), programme("Given in the tag"));
  await page.getByRole("heading", { name: "Given in the tag" }).waitFor();
  await page.getByText(`Who sees it: Given in the tag "'<b>`).waitFor();
  assert.equal(await page.locator("circle-signup .tile[part=time]").count(), 1);
  await page.locator("circle-signup .tile[part=time]").click();
  await page.evaluate((programme) => element().setAttribute("programme", programme), programme("Another"));
  await page.getByRole("heading", { name: "Another" }).waitFor();
  assert.deepEqual(await page.evaluate(() => element().value.availability), [{ day: "monday", from: "12:00", to: "13:00" }], "what was entered stays");
  await page.evaluate(() => element().setAttribute("programme", "{"));
  await settled(page);
  await page.getByRole("heading", { name: "Another" }).waitFor();
});

/** What each element says where it is given nothing that it can show. */
const UNSHOWN = {
  "circle-signup": [["programme", "{", /programme could not be loaded/], ["programme", '{"signup":{"times":["Mon 12:00-13:00"]}}', /programme could not be loaded/]],
  "circle-calendar": [["term", "[{]", /could not be loaded.*term is no JSON/], ["term", '{"circles":[]}', /could not be loaded/], ["term", "[]", /could not be loaded/]],
  "circle-planner": [["roster", "{", /roster is no JSON/], ["programme", "no", /programme is no JSON/], ["rules", "{", /rules is no JSON/]],
  "circle-coder": [["roster", "{", /roster is no JSON/], ["codebook", "{", /codebook is no JSON/]],
};

for (const [tag, cases] of Object.entries(UNSHOWN)) {
  journey(`${tag} says so when it is given what it cannot show, and shows what it is given then`, {}, async ({ page, demo, complaints }) => {
    for (const [name, value, said] of cases) {
      await blank(page, demo, tag);
      await page.evaluate(([name, value]) => void (give({}), element().setAttribute(name, value)), [name, value]);
      await page.locator(tag).getByText(said).first().waitFor();
    }
    // For whoever keeps the page there is more in the console.
    complaints.splice(0, complaints.length, ...complaints.filter((one) => !/^threw: Cannot read/.test(one)));
    await page.evaluate((name) => (element().removeAttribute(name), element().setAttribute("demo", "")), cases.at(-1)[0]);
    if (tag === "circle-signup") await page.evaluate(() => (element().programme = { title: "Given then" }));
    await page.locator(tag).getByRole("heading").first().waitFor();
  });
}

journey("whoever is signed out, and is answered with a page where a file should be, is told that", {}, async ({ page, demo, complaints }) => {
  await page.route("**/behind.*", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "<!doctype html><title>Sign in</title><p>Ada: Who are you?" }));
  await page.route("**/broken.json", (route) => route.fulfill({ contentType: "application/json", body: "{" }));
  for (const [tag, from] of [["circle-signup", "behind.json"], ["circle-calendar", "behind.json"], ["circle-planner", "behind.json"], ["circle-coder", "behind.txt"], ["circle-calendar", "broken.json"]]) {
    await blank(page, demo, tag);
    await page.evaluate((src) => void give({ src }), `/${from}`);
    const said = tag === "circle-signup" ? /could not be loaded/ : from === "broken.json" ? /broken.json is no JSON/ : /was answered with a web page.*signed in/s;
    await page.locator(tag).getByText(said).first().waitFor();
  }
  assert.deepEqual(complaints, []);
});

journey("a term that a page gives is shown, whatever became of an address", {}, async ({ page, demo, complaints }) => {
  await blank(page, demo, "circle-calendar");
  const come = await answers(page, { "bad.json": undefined, "late.json": undefined });
  come["bad.json"]();
  await page.evaluate(() => void give({ src: "/bad.json", now: "2020-11-17T13:00:00Z" }));
  await page.getByRole("alert").waitFor();
  await page.evaluate(async () => {
    window.term = await (await fetch("/data/term.json")).json();
    Object.assign(element(), { term, circle: term.series[0].circle });
  });
  await page.locator("circle-calendar [part=whole]").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  // The same when the failure comes after.
  await page.evaluate(() => element().setAttribute("src", "/late.json"));
  await page.evaluate(() => (element().term = { ...term }));
  come["late.json"]();
  await settled(page);
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(await page.locator("circle-calendar [part=whole]").count(), 1);
  logged(complaints);
});

journey("an element that is loaded twice, from two addresses, is registered once and works", {}, async ({ page, demo }) => {
  for (const tag of ["circle-signup", "circle-planner", "circle-calendar", "circle-coder"]) {
    await blank(page, demo, tag);
    const [first, second, same] = await page.evaluate(async (tag) => {
      const before = customElements.get(tag);
      const [one, other] = [await import(`/assets/peer-circle/elements/${tag}.js`), await import(`/assets/peer-circle/elements/${tag}.js?again`)];
      give({ demo: "" });
      await element().updateComplete;
      return [one !== other, customElements.get(tag) === before, element().constructor === before];
    }, tag);
    assert.deepEqual([first, second, same], [true, true, true], tag);
    await page.locator(tag).locator("h2").first().waitFor();
  }
});

journey("whether all is well is known at once, not after the next drawing", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-signup");
  const valid = await page.evaluate(async () => {
    const signup = give({ demo: "" });
    await signup.updateComplete;
    const before = signup.checkValidity();
    signup.value = { id: "a", name: "Ada", email: "a@example.org", mode: "text", attributes: { Department: ["Surgery"], "Career stage": ["Mid"] } };
    return [before, signup.checkValidity(), signup.validationMessage];
  });
  assert.deepEqual(valid, [false, true, ""]);
});

journey("nobody is thanked before the page has a sign-up: refused, offline or on its way, the answers stay", {}, async ({ page, context, demo, shot }) => {
  await blank(page, demo, "circle-signup");
  const person = { id: "a", name: "Ada Okoro", email: "a@example.org", mode: "text", attributes: { Department: ["Surgery"], "Career stage": ["Mid"] } };
  const begin = () => page.evaluate(() => void give({ demo: "", draft: "given" }));
  const kept = async () => {
    await blank(page, demo, "circle-signup");
    await begin();
    await page.locator("circle-signup #kept").waitFor();
    await settled(page);
    return page.evaluate(() => element().value.name);
  };
  await begin();
  const send = () => page.getByRole("button", { name: "Sign me up" }).click();
  const thanks = page.getByRole("heading", { name: /^Thank you/ });
  const told = async (words) => {
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    await settled(page);
    assert.equal(await thanks.count(), 0);
  };
  const fill = async () => {
    await page.evaluate((person) => (element().value = person), person);
    await page.getByLabel("Name", { exact: true }).fill("Ada Okoro-Lind");
    await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  };
  await fill();
  await page.evaluate(() => element().addEventListener("circle-signup", (event) => event.preventDefault(), { once: true }));
  await send();
  await told("That could not be sent.");
  await accessible(page, "refused", { include: ["circle-signup"] });
  await shot("signup-refused");
  assert.equal(await kept(), "Ada Okoro-Lind", "the page said that it could not take it");
  await fill();
  await context.setOffline(true);
  await send();
  await told("There is no network");
  await context.setOffline(false);
  assert.equal(await kept(), "Ada Okoro-Lind", "there was no network");
  // A page that sends it on says when that is done.
  await fill();
  const answer = (how) => page.evaluate((how) => window[how](), how);
  const wait = () =>
    page.evaluate(() => {
      const sent = new Promise((resolve, reject) => Object.assign(window, { taken: resolve, lost: () => reject(new Error("lost")) }));
      element().addEventListener("circle-signup", (event) => event.waitUntil(sent), { once: true });
    });
  await wait();
  await send();
  await page.getByRole("button", { name: "Sending …" }).waitFor();
  await settled(page);
  assert.equal(await thanks.count(), 0);
  await answer("lost");
  await told("That could not be sent.");
  await wait();
  await send();
  await page.getByRole("button", { name: "Sending …" }).waitFor();
  await answer("taken");
  await thanks.waitFor();
  assert.equal(await kept(), "", "what was taken is nobody's any more");
});

journey("what a plain form has sent stays until it has arrived: a server that refuses costs nothing, and a week is the most", {}, async ({ page, demo, complaints, shot }) => {
  await page.route("**/signups", (route) => route.fulfill({ status: 500, contentType: "text/html", body: "<!doctype html><title>Refused</title><p>Try again later.</p>" }));
  const visit = async (attributes = {}) => {
    await blank(page, demo, "circle-signup");
    await page.evaluate((attributes) => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: "/signups", id: "form" });
      document.getElementById("here").replaceWith(form);
      form.append(Object.assign(document.createElement("div"), { id: "here" }), Object.assign(document.createElement("button"), { textContent: "Send the form" }));
      give({ demo: "", draft: "plain", name: "signup", ...attributes });
    }, attributes);
    await page.locator("circle-signup #kept, circle-signup [part=thanks]").first().waitFor();
    await settled(page);
  };
  const send = async () => {
    await page.getByRole("button", { name: "Send the form" }).click();
    await page.getByText("Try again later.").waitFor();
  };
  const before = page.locator("circle-signup #sent-before");
  const name = () => page.evaluate(() => element().value.name);
  const wish = () => page.evaluate(() => element().value.notWith);
  await visit();
  const person = { id: "a", name: "Ada Okoro", email: "a@example.org", mode: "text", notWith: ["Somebody"], attributes: { Department: ["Surgery"], "Career stage": ["Mid"] } };
  await page.evaluate((person) => (element().value = person), person);
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro-Lind");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await send();
  await visit();
  await before.waitFor();
  assert.deepEqual([await name(), await wish()], ["Ada Okoro-Lind", ["Somebody"]], "the server has refused, and nothing is lost");
  await accessible(page, "sent before", { include: ["circle-signup"] });
  await shot("signup-sent-before");
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("Envió estas respuestas el", { exact: false }).waitFor();
  await page.evaluate(() => (element().lang = "en"));
  // What is changed is a draft like any other; sent again, it is asked about again.
  await page.getByLabel("Name", { exact: true }).fill("Ada Lind");
  assert.equal(await before.count(), 0);
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await send();
  await visit();
  await before.getByRole("button", { name: "They arrived: forget them" }).click();
  assert.deepEqual([await name(), await wish(), await before.count()], ["", [], 0]);
  await visit();
  assert.equal(await name(), "");
  // The page that the server answers with can say so itself.
  await page.evaluate((person) => (element().value = person), person);
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await send();
  await visit({ arrived: "" });
  await page.getByRole("heading", { name: "Thank you, Ada Okoro." }).waitFor();
  await visit();
  assert.deepEqual([await name(), await before.count()], ["", 0]);
  // What was changed since has not arrived.
  await page.evaluate((person) => (element().value = person), person);
  await page.getByLabel("Name", { exact: true }).fill("Ada of another day");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await visit({ arrived: "" });
  assert.equal(await name(), "Ada of another day");
  // Whoever never comes back within a week leaves nothing.
  await page.evaluate((person) => (element().value = person), person);
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await send();
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 24 * 3_600_000;
  });
  await visit();
  assert.deepEqual([await name(), await before.count()], ["", 0]);
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("500")));
});

journey("what was said last turns into another language with the page", {}, async ({ page, demo }) => {
  await page.goto(`${demo}stories.html?story=calendar-absent`);
  await page.locator('html[data-ready="calendar-absent"]').waitFor();
  await page.getByText("Noted: you can’t make this one.", { exact: false }).waitFor();
  await page.evaluate(() => (document.querySelector("circle-calendar").lang = "es"));
  await page.locator("circle-calendar [role=status]").filter({ hasText: "Anotado" }).waitFor();
  await blank(page, demo, "circle-planner");
  await page.evaluate((roster) => void give({}, { roster }), roster);
  await page.getByRole("button", { name: "Roster as CSV" }).click();
  await page.getByText("roster.csv was saved.").waitFor();
  await page.evaluate(() => (element().lang = "es"));
  await page.getByText("roster.csv se ha guardado.").waitFor();
});

journey("a draft that was sent does not come back where the page was left before it was forgotten", {}, async ({ page, demo }) => {
  const fresh = async () => {
    await blank(page, demo, "circle-signup");
    await page.evaluate(() => void give({ demo: "", draft: "given" }));
    await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  };
  await fresh();
  await page.getByLabel("Name", { exact: true }).fill("Ada Okoro-Lind");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  // Nothing is removed any more, as where a page ends in the middle.
  await page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => ({});
    FileSystemDirectoryHandle.prototype.removeEntry = () => new Promise(() => {});
    element().formResetCallback();
  });
  await fresh();
  assert.equal(await page.evaluate(() => element().value.name), "");
  // What is entered then is kept like anything else.
  await page.getByLabel("Name", { exact: true }).fill("Bo");
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  await fresh();
  assert.equal(await page.evaluate(() => element().value.name), "Bo");
});

journey("what was entered before a draft was read is not lost, nor what another tab wrote by forgetting", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-signup");
  // A store of the page's own, which answers late.
  await page.evaluate(() => {
    window.drafts = new Map();
    const pause = () => new Promise((go) => setTimeout(go, 100));
    window.store = {
      read: async (name) => (await pause(), drafts.get(name)),
      write: async (name, value, seen) => {
        await pause();
        if ((drafts.get(name)?.version ?? 0) !== seen) return undefined;
        drafts.set(name, { version: seen + 1, value });
        return seen + 1;
      },
      remove: async (name) => void drafts.delete(name),
    };
    drafts.set("circle-signup:own", { version: 7, value: JSON.stringify({ id: "x", name: "Before" }) });
    give({ demo: "", draft: "own" }, { store });
  });
  // Entered at once, before the store has answered.
  await page.evaluate(async () => {
    await element().updateComplete;
    const input = element().shadowRoot.querySelector("#name");
    input.value = "After";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
  const kept = await page.evaluate(() => JSON.parse(JSON.stringify(drafts.get("circle-signup:own"))));
  assert.deepEqual([kept.version, JSON.parse(kept.value).name], [8, "After"], "written over what was there, no conflict with oneself");
  // Another tab writes; then this one takes its form back.
  await page.evaluate(() => {
    drafts.set("circle-signup:own", { version: 9, value: JSON.stringify({ id: "y", name: "Elsewhere" }) });
    element().formResetCallback();
  });
  await page.waitForTimeout(400);
  assert.equal(await page.evaluate(() => JSON.parse(drafts.get("circle-signup:own").value).name), "Elsewhere");
});

/** People who can all meet on Tuesdays. */
const roster = {
  participants: Array.from({ length: 12 }, (_, at) => ({
    id: `p${at}`,
    name: `Person ${at}`,
    leader: at % 4 === 0,
    mode: "talk",
    availability: [{ day: "tuesday", from: "12:00", to: "14:00" }],
  })),
};
const rules = { size: { min: 5, max: 8 } };

async function formed(page, draft = "") {
  await page.evaluate(([roster, draft]) => {
    const planner = give(draft ? { draft } : {});
    window.people = roster;
    planner.programme = { zone: "America/New_York", start: "2020-10-05", end: "2020-12-18", topics: [{ id: "one", title: "One" }] };
    planner.roster = roster;
  }, [roster, draft]);
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
}
const stale = (page) => page.locator("circle-planner #stale").count();

journey("what is given again as it was makes no circle out of date", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  await formed(page);
  await page.evaluate(() => {
    const planner = element();
    planner.programme = structuredClone(planner.programme);
    planner.rules = structuredClone(planner.rules);
    planner.roster = people;
  });
  await settled(page);
  assert.equal(await stale(page), 0);
  await page.evaluate(() => (element().rules = { size: { min: 4, max: 6 } }));
  await settled(page);
  assert.equal(await stale(page), 1, "other rules do");
  // What an organiser has chosen since stays.
  await page.locator("#wishes > summary").click();
  await page.getByLabel("Every circle has a leader").selectOption("off");
  await page.evaluate(() => (element().rules = { size: { min: 4, max: 6 } }));
  assert.equal(await page.evaluate(() => element().rules.leader), "off");
});

journey("people, rules and programme come from attributes; one that is no JSON says nothing, one that is set again nothing new", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  const programme = { zone: "America/New_York", start: "2020-10-05", end: "2020-12-18", topics: [{ id: "one", title: "One" }] };
  const attributes = Object.fromEntries(Object.entries({ roster, programme, rules: { size: { min: 5, max: 6 } } }).map(([name, value]) => [name, JSON.stringify(value)]));
  await page.evaluate((attributes) => void give(attributes), attributes);
  await page.getByText("12 still need a circle").first().waitFor();
  assert.deepEqual(await page.evaluate(() => [element().rules.size, element().programme.start]), [{ min: 5, max: 6 }, "2020-10-05"]);
  await page.getByRole("button", { name: "Form circles" }).click();
  await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
  await page.evaluate((attributes) => {
    for (const [name, value] of Object.entries(attributes)) element().setAttribute(name, value);
    for (const name of Object.keys(attributes)) element().setAttribute(name, "{");
  }, attributes);
  await settled(page);
  assert.equal(await stale(page), 0);
  assert.equal(await page.evaluate(() => element().roster.participants.length), 12);
});

journey("circles stay in sight while the words of another language are on their way, and turn into it then", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  await formed(page);
  let come;
  const gate = new Promise((go) => (come = go));
  await page.route("**/elements/*.js", async (route) => (await gate, route.continue()));
  await page.evaluate(() => (element().lang = "es"));
  await page.getByRole("heading", { name: "Círculos", exact: true }).waitFor();
  await settled(page);
  const why = page.locator("[data-circle] .why").first();
  assert.match(await why.innerText(), /everybody in the circle/, "in English until then");
  come();
  await why.filter({ hasText: "como todo el círculo" }).waitFor();
});

journey("a draft comes back beside a page's own roster", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-planner");
  await formed(page, "given");
  await page.locator('circle-planner #kept[data-state="kept"]').waitFor();
  const count = await page.locator("[data-circle]").count();
  const again = async (people) => {
    await blank(page, demo, "circle-planner");
    await page.evaluate((roster) => void give({ draft: "given" }, { roster }), people);
    await page.locator("[data-circle]").first().waitFor();
  };
  await again(roster);
  assert.equal(await page.locator("[data-circle]").count(), count);
  assert.equal(await stale(page), 0);
  await again({ participants: [...roster.participants, { id: "new", name: "Somebody New", mode: "talk" }] });
  assert.equal(await stale(page), 1, "with other people the circles stay, and say that they are out of date");
  assert.equal(await page.evaluate(() => element().roster.participants.length), 13);
});

journey("a coder's draft comes back beside a page's own roster, and what is let go does not come back late", {}, async ({ page, demo }) => {
  await blank(page, demo, "circle-coder");
  const words = "Ada: I see what you mean.\nBo: We know that Person Seven called.\n";
  const begin = (roster) => page.evaluate((roster) => void give({ draft: "given" }, roster ? { roster } : {}), roster);
  const drop = () => page.locator("circle-coder input[type=file]").first().setInputFiles({ name: "talk.txt", mimeType: "text/plain", buffer: globalThis.Buffer.from(words) });
  await begin();
  await drop();
  await page.locator(".turn").first().waitFor();
  await page.locator('circle-coder #kept[data-state="kept"]').waitFor();
  await blank(page, demo, "circle-coder");
  await begin(roster);
  await page.locator(".turn").first().waitFor();
  assert.equal(await page.evaluate(() => element().roster.participants.length), 12, "names of the page's roster are looked for");
  await page.locator('circle-coder #kept').waitFor();
  // Let go while a file is being read.
  await drop();
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Yes, start over" }).click();
  await page.waitForTimeout(1500);
  assert.equal(await page.locator(".turn").count(), 0);
  assert.equal(await page.locator("circle-coder .notice.bad").count(), 0);
  await blank(page, demo, "circle-coder");
  await begin();
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".turn").count(), 0);
});
