// Clocks of two zones side by side, as the sign-up and the planner tell them: what is kept is by the programme's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freeHours } from "../dist/elements/circle-planner/heat.js";
import { busyWeeks, mondays } from "../dist/elements/circle-signup/rota.js";
import { Week } from "../dist/elements/circle-signup/week.js";
import { shifted } from "../dist/elements/circle-signup/zone.js";
import { table } from "../dist/elements/parts/csv.js";
import { slotWords, stretch } from "../dist/elements/parts/when.js";
import { midnight, offset, wall } from "../dist/elements/parts/zones.js";

const programme = { zone: "America/New_York", from: "2020-10-01", to: "2020-11-12" };

test("a zone's clock at an instant, through its changes", () => {
  assert.deepEqual(wall("2020-11-01T05:30:00Z", "America/New_York"), ["2020-11-01", 90]);
  assert.deepEqual(wall("2020-11-01T06:30:00Z", "America/New_York"), ["2020-11-01", 90]);
  assert.equal(offset(Date.parse("2020-07-01T12:00Z"), "Asia/Kathmandu"), 345);
  assert.equal(midnight("2020-10-26", "America/New_York").toISOString(), "2020-10-26T04:00:00.000Z");
  assert.equal(midnight("2020-11-02", "America/New_York").toISOString(), "2020-11-02T05:00:00.000Z");
  assert.equal(midnight("2020-03-29", "Europe/Oslo").toISOString(), "2020-03-28T23:00:00.000Z");
});

test("a slot and a week on another clock go round the week, and back", () => {
  const late = { day: "sunday", start: "22:00", minutes: 60 };
  assert.deepEqual(shifted(late, 360), { day: "monday", start: "04:00", minutes: 60 });
  assert.deepEqual(shifted(shifted(late, 345), -345), late);
  const week = Week.from([{ day: "sunday", from: "22:00", to: "24:00" }, { day: "tuesday", from: "12:00", to: "13:00" }]);
  assert.deepEqual(week.shifted(360).toWeekly(), [{ day: "monday", from: "04:00", to: "06:00" }, { day: "tuesday", from: "18:00", to: "19:00" }]);
  assert.deepEqual(week.shifted(345).shifted(-345).toWeekly(), week.toWeekly());
});

test("weeks on call begin and end with the programme's own midnights", () => {
  const weeks = mondays(programme);
  assert.deepEqual([weeks.length, weeks[0], weeks.at(-1)], [7, "2020-09-28", "2020-11-09"]);
  assert.deepEqual(mondays({ zone: "America/New_York" }), []);
  assert.deepEqual(busyWeeks(["2020-10-26"], programme), [{ from: "2020-10-26T04:00:00Z", to: "2020-11-02T05:00:00Z" }]);
});

test("free hours are whole ones, each person once, by the programme's clock", () => {
  const free = (availability, zone) => ({ id: "a", name: "A", availability, ...(zone && { zone }) });
  const at = (counts, day, hour) => counts[day * 24 + hour];
  const half = freeHours([free([{ day: "monday", from: "12:30", to: "14:15" }])], programme);
  assert.deepEqual([12, 13, 14].map((hour) => at(half, 0, hour)), [0, 1, 0]);
  const twice = freeHours([free([{ day: "monday", from: "12:00", to: "13:00" }, { day: "monday", from: "12:00", to: "14:00" }])], programme);
  assert.deepEqual([12, 13].map((hour) => at(twice, 0, hour)), [1, 1]);
  // One o'clock on Monday morning in Oslo is still Sunday evening in New York.
  const oslo = freeHours([free([{ day: "monday", from: "01:00", to: "02:00" }], "Europe/Oslo")], programme);
  assert.equal(at(oslo, 6, 19), 1);
  assert.equal(oslo.reduce((sum, count) => sum + count), 1);
});

test("a time that crosses midnight is told without dates", () => {
  assert.match(slotWords({ day: "tuesday", start: "23:30", minutes: 60 }, "en"), /^Tuesday, 11:30.PM – 12:30.AM$/);
  const form = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  assert.match(stretch(form, Date.UTC(2024, 0, 1, 17), Date.UTC(2024, 0, 1, 18)), /^5:00.–.6:00.PM$/);
});

test("a table for a mail merge has no active cell, and keeps lines and quotes", () => {
  const rows = [["Name", "Text"], ["=1+1", 'She said "yes",\nthen left']];
  assert.equal(table(rows), 'Name,Text\r\n\'=1+1,"She said ""yes"",\nthen left"\r\n');
});
