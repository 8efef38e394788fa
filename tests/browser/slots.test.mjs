// The organiser chooses weekly times for all circles at once, and another one for one of them.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { drop, sample } from "./files.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };

const button = (page, name) => page.getByRole("button", { name, exact: true });

journey("an organiser lets the times be found, takes another at its price, and schedules", DESK, async ({ page, demo, shot }) => {
  await page.goto(`${demo}organiser.html`);
  const people = page.getByRole("group", { name: /Roster|More people/ });
  await drop(page, people, { name: "physicians.csv", text: await sample("physicians.csv"), type: "text/csv" });
  await button(page, "Form circles").click();
  await page.getByRole("heading", { name: "Circle 1", exact: true }).waitFor({ timeout: 90_000 });

  await page.getByText("Choose the times jointly").click();
  await page.getByLabel("Sessions at the same time, at most").fill("2");
  await page.getByLabel("Circles may meet in other weeks than the rest").check();
  await button(page, "Find the best times").click();
  await page.locator("#times-proved").waitFor({ timeout: 90_000 });
  assert.match(await page.locator("#times-proved").innerText(), /Proved|may exist/);
  const rows = page.locator("[data-times]");
  const circles = await rows.count();
  assert.ok(circles >= 5, `${circles} circles that meet`);
  await accessible(page, "times");
  await shot("organiser-times");

  const first = rows.first();
  const before = await first.locator("td").first().innerText();
  await first.getByRole("button").click();
  const others = page.locator(".other-times li");
  await others.first().waitFor({ timeout: 90_000 });
  assert.ok(/Costs|Saves/.test(await others.last().innerText()), "each with its price");
  await accessible(page, "other times");
  await shot("organiser-other-times");
  const wanted = await others.last().locator("strong").innerText();
  await others.last().getByRole("button").click();
  await first.getByText("chosen", { exact: true }).waitFor({ timeout: 90_000 });
  await button(page, "Find the best times").waitFor({ timeout: 90_000 });
  assert.equal((await first.locator("td").first().innerText()).replace(/\s*chosen$/, ""), wanted);
  assert.notEqual(wanted, before);

  await button(page, "Schedule sessions").click();
  await page.getByText(/October 2020 to April 2021: \d+ sessions/).waitFor();
  const { slot, series, phases } = await page.evaluate(() => {
    const { plan, term } = document.querySelector("circle-planner");
    return { slot: plan.circles[0].slot, series: term.series[0].slot, phases: term.programme.phases };
  });
  assert.deepEqual(series, slot, "what was chosen is what is scheduled");
  assert.ok(Array.isArray(phases));
});

journey("with its weeks a page tells when a circle meets, in the language of the page", DESK, async ({ page, demo }) => {
  await page.goto(`${demo}stories.html?story=planner-term`);
  await page.locator('html[data-ready="planner-term"]').waitFor({ timeout: 90_000 });
  const told = async () => (await page.locator("[data-series] .when").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.match((await told()).join("\n"), /^1st and 3rd Tuesday of the month, \d+:\d\d.* [AP]M \(New York\), \d+ sessions$/m);
  await page.locator("circle-planner").evaluate((planner) => (planner.lang = "es"));
  await page.getByRole("heading", { name: "Círculos", exact: true }).waitFor();
  for (const one of await told()) assert.match(one, /^(Primer y tercer \p{L}+ del mes, \d+:\d\d–\d+:\d\d \(New York\)|Por escrito, durante la semana que sigue a cada tema), \d+ sesiones$/u);
});
