// The member's page, as a person uses it: on a phone, in a minute.

import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { journey } from "./browser.mjs";
import { download, drop } from "./files.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

journey("a member signs up on a phone, and the organiser's page takes the row", PHONE, async ({ page, demo, shot }) => {
  await page.goto(`${demo}member.html`);
  await page.getByLabel(/^Name|Your name/).first().waitFor();
  await accessible(page, "empty");
  await shot("member-empty");

  await page.getByRole("button", { name: "Sign up" }).tap();
  assert.equal(await page.locator("#made").isVisible(), false, "nothing is made of an empty form");
  await accessible(page, "told what is missing");
  await shot("member-missing");

  await page.getByLabel(/^Name|Your name/).first().fill("Zoë Ng-O’Brien");
  await page.getByLabel(/mail/i).first().fill("zoe@example.org");
  const times = page.getByRole("button", { name: /Tuesday|Wednesday/ }).or(page.getByRole("checkbox", { name: /Tue|Wed/ }));
  for (const time of (await times.all()).slice(0, 3)) await time.tap();
  await page.getByLabel("Department").first().selectOption("Psychiatry");
  await shot("member-filled");
  await page.getByRole("button", { name: "Sign up" }).tap();
  await page.getByRole("heading", { name: "Your row of the roster" }).waitFor();
  await accessible(page, "signed up");
  await shot("member-done");

  const row = await download(page, page.getByRole("button", { name: "Download the row" }));
  assert.match(row.text, /Zoë Ng-O’Brien/);
  await page.goto(`${demo}organiser.html`);
  await drop(page, page.getByRole("group", { name: "Roster" }), { ...row, type: "text/csv" });
  await page.getByText("1 still needs a circle").first().waitFor();
  assert.equal(await page.locator(".problems").count(), 0, "the row is understood whole");
});
