// Workers that die for real in a page: whoever waits is told with a code, the next call works, and what the page holds is
// brought back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cramped, trapping } from "../../pkg/test/broken.mjs";
import { held } from "../../pkg/test/held.mjs";
import { open } from "./browser.mjs";
import { STRICT, site } from "./site.mjs";

let browser;
before(async () => (browser = await open()));
after(() => browser.close());

/** In the page: what is held, what it told before, and the codes of calls that are under way together. */
const HOLD = `async (options) => {
  window.peer = await load(options);
  window.all = await (${held})(peer);
  window.told = await all.state();
  window.code = (given) => given.then(() => "done", (error) => (error.hint ? error.code : String(error)));
  window.changed = async () => (await all.state()).filter((one, at) => one !== told[at]).map((one) => one.slice(0, 200));
  window.text = "name,leader\\n" + "Ada,yes\\n".repeat(60_000);
}`;
const hold = (page, options = "{}") => page.evaluate(`(${HOLD})(${options})`);

/** How a worker comes to its end, through the protocol of the browser's tools, and what those who wait for it are told. */
const ENDS = {
  "ends without a word": ["engine.lost", (worker) => worker.evaluate(() => self.close())],
  "never comes to an end": ["engine.hangs", (worker) => void worker.evaluate("for (;;);").catch(() => undefined)],
  "throws what nobody catches": ["engine.lost", (worker) => worker.evaluate(() => void setTimeout(() => {
    throw new Error("broken");
  }))],
};

for (const [what, [code, end]] of Object.entries(ENDS)) {
  test(`a worker that ${what} in the midst of calls: they reject, and what was held is brought back`, () =>
    site(browser, { policy: STRICT }, async (page) => {
      // Whose end is told needs no patience.
      await hold(page, code === "engine.hangs" ? "{ patience: 2000 }" : "{ patience: Infinity }");
      const workers = page.workers();
      assert.equal(workers.length, 2, "a worker for each half");
      const calls = page.evaluate("Promise.all([all.formation.improve({ budget: { milliseconds: 60_000 } }), all.formation.moves(), peer.people.read(text)].map(code))");
      await page.waitForTimeout(500);
      await Promise.all(workers.map(end));
      const [improved, ...others] = await calls;
      assert.equal(improved, code);
      for (const other of others) assert.ok(["done", code].includes(other), other);
      // The worker of the other half has ended too, while nobody waited for it.
      assert.equal(await page.evaluate("code(peer.themes.circle())"), code === "engine.hangs" ? code : "done");
      assert.deepEqual(await page.evaluate("changed()"), []);
      assert.equal(await page.evaluate("code(peer.people.read(text))"), "done");
    }));
}

for (const [half, name, call] of [
  ["forming", "circlesRules", "peer.circles.rules()"],
  ["coding", "projecthandle_revisions", "all.project.revisions()"],
]) {
  for (const where of ["worker", "thread"]) {
    test(`an instruction that traps in ${name}, in the ${where}: the call is told, what was held is brought back`, () =>
      site(browser, { policy: STRICT, files: { [`peer_circle_${half}_bg.wasm`]: { change: (bytes) => Buffer.from(trapping(bytes, name)) } } }, async (page) => {
        await hold(page, `{ worker: ${where === "worker"} }`);
        assert.equal(await page.evaluate("peer.where"), where);
        assert.equal(await page.evaluate(`code(${call})`), "engine.trapped");
        assert.deepEqual(await page.evaluate("changed()"), []);
        assert.equal(await page.evaluate(`code(${call})`), "engine.trapped", "again, and no more than that");
        assert.deepEqual(await page.evaluate("changed()"), []);
      }));
  }
}

test("an engine that runs out of memory in its worker: the call is told, what was held is brought back", () =>
  site(browser, { policy: STRICT, files: { "peer_circle_forming_bg.wasm": { change: (bytes) => Buffer.from(cramped(bytes, 64)) } } }, async (page) => {
    await hold(page);
    assert.equal(await page.evaluate("code(peer.people.read(text))"), "engine.trapped");
    assert.equal(await page.evaluate(`code(peer.people.read("name\\nAda\\n"))`), "done");
    assert.deepEqual(await page.evaluate("changed()"), []);
  }));

test("two tabs, and two instances in one of them: what ends or is closed in one is not felt in the others", () =>
  site(browser, { policy: STRICT }, async (page, { address }) => {
    const other = await browser.context.newPage();
    await other.goto(address);
    while (!(await other.evaluate("window.ready"))) await other.waitForTimeout(20);
    await Promise.all([page, other].map((tab) => hold(tab, "{ patience: Infinity }")));
    const workers = page.workers();
    await page.evaluate("load().then((second) => (window.second = second))");
    const improved = (tab) => tab.evaluate("code(all.formation.improve({ budget: { milliseconds: 3000 } }))");
    const calls = [improved(page), improved(other), page.evaluate("code(second.people.read(text))")];
    await page.waitForTimeout(500);
    await Promise.all(workers.map((worker) => worker.evaluate(() => self.close())));
    assert.deepEqual(await Promise.all(calls), ["engine.lost", "done", "done"]);
    assert.deepEqual(await page.evaluate("changed()"), [], "brought back");
    await page.evaluate("peer.close()");
    assert.deepEqual(await Promise.all([page.evaluate("code(peer.people.read(text))"), page.evaluate("code(second.people.read(text))")]), ["engine.closed", "done"]);
    assert.equal(await other.evaluate("code(peer.people.read(text))"), "done");
    await other.close();
  }));
