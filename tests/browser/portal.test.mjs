// The example of a portal in a real browser: sign-up, planner and calendar by plain form posts, and the same page in a frame.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { open } from "./browser.mjs";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const listening = async (server) => {
  await new Promise((go) => server.listen(0, "127.0.0.1", go));
  return `http://127.0.0.1:${server.address().port}`;
};

/** The portal with what it says to install beside it, a browser, and whatever either complains of. */
async function visiting(visit) {
  const folder = await mkdtemp(join(tmpdir(), "peer-circle-portal-"));
  await cp(path("examples/portal"), folder, { recursive: true });
  await mkdir(join(folder, "node_modules"));
  await symlink(path("pkg"), join(folder, "node_modules/peer-circle"));
  for (const name of ["ajv", "ajv-formats"]) await symlink(path(`pkg/node_modules/${name}`), join(folder, "node_modules", name));
  const { portal } = await import(pathToFileURL(join(folder, "server.mjs")));
  const server = await portal(await readFile(path("examples/data/programme.json"), "utf8"));
  const { page, close } = await open({ viewport: { width: 1000, height: 900 }, timezoneId: "America/New_York" });
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("/favicon.ico") && complaints.push(message.text()));
  try {
    await visit({ page, at: await listening(server), complaints });
    assert.deepEqual(complaints, []);
  } finally {
    await close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test("a circle is registered, its colleagues accept, the organiser publishes, and members see their own", { timeout: 240_000 }, () =>
  visiting(async ({ page, at }) => {
    const send = async (name, ways) => {
      await page.goto(`${at}/${ways ? "" : "?circle=Night+shift"}`);
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("E-mail", { exact: true }).fill(`${name.split(" ")[0].toLowerCase()}@example.org`);
      await ways?.();
      await page.locator('circle-signup #kept[data-state="kept"]').waitFor();
      await page.getByRole("button", { name: "Sign up" }).click();
      // The server says that it arrived: the person is thanked, and nothing is kept in the browser.
      await page.getByRole("heading", { name: `Thank you, ${name}.` }).waitFor();
      assert.equal(new URL(page.url()).pathname, "/arrived");
    };
    const tuesday = () => page.getByRole("checkbox", { name: /^Tuesday/ }).first().check();
    await send("Ada Okoro", async () => {
      await page.getByLabel("Register my own circle").check();
      await tuesday();
      await page.getByLabel("What shall it be called?", { exact: false }).fill("Night shift");
      await page.getByLabel("Where will you meet?", { exact: false }).fill("Zoom");
      await page.getByLabel("Link to join", { exact: false }).fill("https://zoom.example.org/j/1");
      await page.getByLabel("Your colleagues").fill("bo lind\ncy@example.org\nDi\nEve");
    });
    for (const name of ["Bo Lind", "Cy", "Di"]) await send(name);
    await page.goto(`${at}/organiser`);
    await page.locator("#registered").getByText("1 invitation open", { exact: false }).waitFor();
    await send("Eve");
    for (let person = 0; person < 6; person += 1) {
      await send(`P${person} Person`, async () => {
        await tuesday();
        for (const asked of await page.locator("circle-signup select[required]").all()) await asked.selectOption({ index: 1 });
        for (const asked of await page.locator("circle-signup [part=peers] input[required]").all()) await asked.fill("Surgery");
        if (person === 0) await page.getByRole("checkbox", { name: "I could lead a circle" }).check();
      });
    }
    await page.goto(`${at}/organiser`);
    await page.getByText("6 still need a circle").first().waitFor();
    await page.getByRole("button", { name: "Form circles" }).click();
    await page.locator("[data-circle] .why").first().waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Schedule sessions" }).click();
    const publish = page.getByRole("button", { name: "Publish the sessions" }).and(page.locator(":enabled"));
    await Promise.all([page.waitForResponse((response) => response.url() === `${at}/term` && response.status() === 303), publish.click()]);
    for (const [member, name, link] of [["cy@example.org", "Night shift", true], ["p0@example.org", "Circle", false]]) {
      await page.goto(`${at}/calendar?member=${member}`);
      await page.locator("circle-calendar").getByText(name, { exact: false }).first().waitFor();
      const term = await page.evaluate(async (member) => (await fetch(`/term.json?member=${member}`)).text(), member);
      const ics = await page.evaluate(async (member) => (await fetch(`/calendar.ics?member=${member}`)).text(), member);
      for (const text of [term, ics]) assert.equal(text.includes("https://zoom.example.org/j/1"), link);
    }
  }));

test("in a frame of another site the page tells how high it is, by both names", { timeout: 120_000 }, () =>
  visiting(async ({ page, at }) => {
    const course = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><title>A course</title><iframe src="${at}/" width="600" height="100"></iframe>
        <script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>`);
    });
    try {
      await page.goto(await listening(course));
      await page.waitForFunction(() => heard.some(({ subject, height }) => subject === "lti.frameResize" && height > 900));
      const before = await page.evaluate(() => heard.filter(({ subject }) => subject === "org.imsglobal.lti.frameResize").at(-1).height);
      await page.frameLocator("iframe").getByLabel("Register my own circle").check();
      await page.waitForFunction((before) => heard.at(-1).height !== before, before);
    } finally {
      course.closeAllConnections();
      course.close();
    }
  }));
