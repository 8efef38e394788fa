// The package in a real page: with every policy, host and mishap that a site can put it in, one server for each.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { open } from "./browser.mjs";
import { STRICT, site as at } from "./site.mjs";

let browser;
before(async () => (browser = await open()));
after(() => browser.close());

const site = (settings, visit) => at(browser, settings, visit);
const attempt = (page, options = "{}") => page.evaluate(`attempt(${options})`);
const done = (where) => ({ people: 2, where });

test("a worker under a strict policy with Trusted Types, and nothing fetched before it is used", () =>
  site({ policy: STRICT }, async (page) => {
    assert.equal(await page.evaluate("before"), 0);
    assert.deepEqual(await attempt(page), done("worker"));
    assert.deepEqual(await attempt(page, "{ worker: false }"), done("thread"));
  }));

// What is preloaded, with what the page's policy is, and where the work is done then.
for (const [what, options, policy, where] of [
  ["everything", "", STRICT, "worker"],
  ["a worker's file that is named", '{ worker: "/pkg/worker.js" }', STRICT, "worker"],
  ["the bindings for the thread", "{ worker: false }", STRICT, "thread"],
  ["the bindings where there can be no worker", "", STRICT.replace("worker-src 'self'", "worker-src 'none'"), "thread"],
]) {
  test(`after preload of ${what} nothing is asked for, and nothing was fetched twice`, () =>
    site({ policy }, async (page, { asked }) => {
      await page.evaluate(`preload(${options})`);
      const data = asked.filter((path) => /\.(wasm|bin)$/.test(path)).map((path) => path.split("/").pop());
      assert.deepEqual(data.sort(), ["lists.bin", "peer_circle_coding_bg.wasm", "peer_circle_forming_bg.wasm"]);
      assert.equal(asked.some((path) => path.endsWith("worker.js")), where === "worker");
      const before = asked.length;
      assert.deepEqual(await attempt(page, options || "{}"), done(where));
      assert.equal(await page.evaluate(`code(${options})`), 1);
      assert.deepEqual(asked.slice(before).filter((path) => path !== "/favicon.ico"), []);
    }));
}

test("after preload a second peer needs no network either", () => {
  const files = {};
  return site({ files, policy: STRICT.replace("worker-src", "worker-src blob:") }, async (page) => {
    await page.evaluate("preload({ halves: ['forming'] })");
    Object.assign(files, { "worker.js": { status: 503, body: "no" }, "peer_circle_forming_bg.wasm": { status: 503, body: "no" } });
    for (let peers = 0; peers < 3; peers++) assert.deepEqual(await attempt(page, "{ worker: true }"), done("worker"));
  });
});

test("preloaded twice, a half has one worker; preloaded in vain, it can be tried again", () => {
  const files = { "worker.js": { status: 404, type: "text/html", body: "no" } };
  return site({ files }, async (page, { asked }) => {
    const workers = () => asked.filter((path) => path.endsWith("worker.js")).length;
    const failed = await page.evaluate("preload({ worker: true, halves: ['forming'] }).catch(({ code, hint }) => ({ code, hint }))");
    assert.equal(failed.code, "engine.lost");
    assert.match(failed.hint, /worker\.js/);
    delete files["worker.js"];
    const before = workers();
    await page.evaluate("Promise.all([preload({ halves: ['forming'] }), preload({ halves: ['forming'] })])");
    assert.equal(workers() - before, 1);
    assert.deepEqual(await attempt(page), done("worker"));
  });
});

test("WebAssembly of another release is refused also in the thread, is not taken from the cache again, and the next try works", () => {
  const old = (bytes) => Buffer.from(bytes.toString("latin1").replace("peer-circle0.1.0", "peer-circle0.0.9"), "latin1");
  const files = { "peer_circle_forming_bg.wasm": { change: old, cache: "max-age=600" } };
  return site({ files }, async (page) => {
    const failed = await attempt(page, "{ worker: false }");
    assert.equal(failed.code, "engine.version", failed.message);
    delete files["peer_circle_forming_bg.wasm"];
    assert.deepEqual(await attempt(page, "{ worker: false }"), done("thread"));
    assert.deepEqual(await attempt(page), done("worker"));
  });
});

test("the doctor looks at the WebAssembly that it is given, whatever runs already", () =>
  site({}, async (page) => {
    assert.deepEqual(await attempt(page, "{ worker: false }"), done("thread"));
    const findings = await page.evaluate(async () => {
      const bytes = new Uint8Array(await (await fetch("/pkg/wasm/peer_circle_forming_bg.wasm")).arrayBuffer());
      bytes[bytes.length - 1] += 1;
      return doctor({ wasm: { forming: bytes } });
    });
    assert.equal(findings.find(({ about }) => about === "version").state, "bad");
  }));

test("a page that forms circles does not fetch what codes transcripts, and the other way round", () =>
  site({ policy: STRICT }, async (page, { asked }) => {
    const modules = () => asked.filter((path) => path.endsWith(".wasm")).map((path) => path.split("/").pop());
    await attempt(page);
    assert.deepEqual(modules(), ["peer_circle_forming_bg.wasm"]);
    assert.equal(await page.evaluate("code()"), 1);
    assert.deepEqual(modules(), ["peer_circle_forming_bg.wasm", "peer_circle_coding_bg.wasm"]);
  }));

test("a wrong MIME type is no matter", () =>
  site({ files: { "peer_circle_forming_bg.wasm": { type: "application/octet-stream" } } }, async (page) => {
    assert.deepEqual(await attempt(page), done("worker"));
  }));

test("bindings of the thread that are missing are told as the engine's", () =>
  site({ files: { "peer_circle_forming.js": { status: 404, type: "text/html", body: "no" } } }, async (page) => {
    const failed = await attempt(page, "{ worker: false }");
    assert.equal(failed.code, "engine.missing", failed.message);
    assert.match(failed.hint, /folder dist/);
    assert.deepEqual(await attempt(page), done("worker"));
  }));

test("a policy against fetching is named where nothing can be told of it", () =>
  site({ policy: STRICT.replace("connect-src 'self'", "connect-src 'none'") }, async (page) => {
    const failed = await attempt(page);
    assert.equal(failed.code, "engine.missing", failed.message);
    assert.match(failed.hint, /connect-src/);
  }));

for (const [what, own, code] of [
  ["cut short", { change: (bytes) => bytes.subarray(0, bytes.length / 2) }, "engine.damaged"],
  ["replaced by a page", { type: "text/html", body: "<!doctype html>Welcome" }, "engine.not_wasm"],
  ["replaced by a page that is served as WebAssembly", { body: "<!doctype html>Welcome" }, "engine.not_wasm"],
  ["missing", { status: 404, body: "no" }, "engine.missing"],
]) {
  test(`WebAssembly that is ${what} is told as ${code}, and the next try may work`, () => {
    const files = { "peer_circle_forming_bg.wasm": own };
    return site({ files }, async (page) => {
      const failed = await attempt(page);
      assert.equal(failed.code, code);
      assert.notEqual(failed.hint, "");
      delete files["peer_circle_forming_bg.wasm"];
      assert.deepEqual(await attempt(page), done("worker"));
    });
  });
}

test("a policy against WebAssembly is told as one", () =>
  site({ policy: "default-src 'self'" }, async (page) => {
    const failed = await attempt(page);
    assert.equal(failed.code, "engine.csp", failed.message);
    assert.match(failed.hint, /wasm-unsafe-eval/);
  }));

for (const [what, settings] of [
  ["forbids workers", { policy: STRICT.replace("worker-src 'self'", "worker-src 'none'") }],
  ["knows no policy of ours", { policy: STRICT.replace("trusted-types peer-circle lit-html", "trusted-types lit-html") }],
  ["lacks the worker's file", { files: { "worker.js": { status: 404, type: "text/html", body: "no" } } }],
]) {
  test(`a page that ${what} gets its work done in the thread`, () =>
    site(settings, async (page) => assert.deepEqual(await attempt(page), done("thread"))));
}

for (const [duplicates, where] of [[" 'allow-duplicates'", "worker"], ["", "thread"]]) {
  test(`two copies of the package under Trusted Types${duplicates}: the second works in the ${where}`, () =>
    site({ policy: STRICT.replace("lit-html", `lit-html${duplicates}`) }, async (page) => {
      assert.deepEqual(await attempt(page), done("worker"));
      const second = await page.evaluate(`import("/copy/index.js").then(async ({ load }) => {
        const peer = await load();
        const { roster } = await peer.people.read("name\\nAda\\nBo\\n");
        return { people: roster.participants.length, where: peer.where };
      })`);
      assert.deepEqual(second, done(where));
      const elements = await page.evaluate(`import("/pkg/elements/circle-signup.js").then(() => import("/copy/elements/circle-signup.js")).then(() => true, () => false)`);
      assert.equal(elements, where === "worker");
    }));
}

test("what the README shows of elements is a page", async () => {
  const readme = await readFile(new URL("../../pkg/README.md", import.meta.url), "utf8");
  const [, html] = /```html\n([^]*?)```/.exec(readme);
  const programme = await readFile(new URL("../../examples/data/programme.json", import.meta.url));
  const files = { readme: { type: "text/html", body: `<!doctype html><title>A page</title>${html.replace("/assets/peer-circle/", "/pkg/")}` }, "programme.json": { type: "application/json", body: programme } };
  await site({ policy: STRICT, files }, async (page, { address }) => {
    await page.goto(`${address}readme`);
    const { title } = JSON.parse(programme);
    await page.locator("circle-signup h2", { hasText: title }).waitFor({ timeout: 20_000 });
  });
});

test("from another origin, such as a CDN", () =>
  site({}, (_, { address }) =>
    site({ from: `${address}pkg/` }, async (page) => assert.deepEqual(await attempt(page), done("worker"))),
  ));

test("from another origin, where the policy forbids workers made of blobs", () =>
  site({}, (_, { address }) => {
    const policy = `default-src 'self' ${address}; script-src 'self' ${address} 'wasm-unsafe-eval'`;
    return site({ from: `${address}pkg/`, policy }, async (page) => assert.deepEqual(await attempt(page), done("thread")));
  }));

test("a worker that dies rejects what is pending; the next call starts another", () =>
  site({}, async (page) => {
    const told = await page.evaluate(async () => {
      const workers = [];
      const worker = () => {
        const made = new Worker("/pkg/worker.js", { type: "module" });
        workers.push(made);
        return made;
      };
      const peer = await load({ worker });
      const many = Array.from({ length: 20_000 }, (_, index) => `p${index}\n`).join("");
      const pending = peer.people.read(`name\n${many}`).catch(({ code }) => code);
      // The call is on its way when the browser ends the worker.
      await new Promise((resolve) => setTimeout(resolve));
      workers[0].dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
      const { roster } = await peer.people.read("name\nBo\n");
      return [await pending, roster.participants[0].name, workers.length];
    });
    assert.deepEqual(told, ["engine.lost", "Bo", 2]);
  }));

test("a page's own worker serves one half, and what is none serves nothing", () =>
  site({}, async (page) => {
    const told = await page.evaluate(async () => {
      const one = new Worker("/pkg/worker.js", { type: "module" });
      const peer = await load({ worker: () => one });
      const { roster } = await peer.people.read("name\nAda\n");
      const codes = [roster.participants.length];
      for (const call of [() => peer.themes.circle(), () => load({ worker: () => ({}) }), () => load({ worker: () => undefined }), () => load({ worker: () => { throw new Error("mine"); } })]) {
        await call().catch(({ code, place }) => codes.push(`${code} ${place.field}`));
      }
      return codes;
    });
    assert.deepEqual(told, [1, "call.unreadable worker", "call.unreadable worker", "call.unreadable worker", "call.unreadable load"]);
  }));

test("what was changed in the midst of a run is there again after the worker's death", () =>
  site({}, async (page) => {
    const told = await page.evaluate(async () => {
      const workers = [];
      const peer = await load({ worker: () => workers[workers.push(new Worker("/pkg/worker.js", { type: "module" })) - 1] });
      const days = ["Mon", "Tue", "Wed"];
      const times = (at) => `${days[at % 3]} ${8 + ((at * 7) % 9)}:00-${11 + (at % 5)}:00; ${days[(at + 1) % 3]} ${8 + ((at * 5) % 9)}:00-${10 + ((at * 3) % 9)}:00`;
      const people = Array.from({ length: 300 }, (_, at) => `P${at},${at % 6 ? "no" : "yes"},D${at ** 2 % 17},S${at % 5},${times(at)}`);
      const { roster } = await peer.people.read(`name,leader,department,school,availability\n${people.join("\n")}`);
      const attributes = ["department", "school"].map((attribute) => ({ attribute, how: "mix" }));
      const formation = await peer.circles.form({ roster, rules: { attributes } }, { seed: 5, budget: { work: 200 } });
      const changes = [];
      const onProgress = () => {
        for (const { id } of roster.participants.slice(changes.length, changes.length + 30)) changes.push(formation.lock(id));
      };
      await formation.improve({ budget: { work: 1_000_000 }, onProgress });
      await Promise.all(changes);
      const state = async () => JSON.stringify([await formation.moves(), await Promise.all(roster.participants.map(({ id }) => formation.why(id)))]);
      const before = await state();
      workers[0].dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
      const same = before === (await state());
      peer.close();
      return { same, changes: changes.length > 30, workers: workers.length };
    });
    assert.deepEqual(told, { same: true, changes: true, workers: 2 });
  }));

test("a worker that hangs is replaced, with what it held; one that is busy and says so is not", () =>
  site({}, async (page) => {
    const told = await page.evaluate(async () => {
      const source = "import '/pkg/worker.js'; addEventListener('message', ({ data }) => { while (data === 'hang'); });";
      const url = URL.createObjectURL(new Blob([source.replaceAll("'/", `'${location.origin}/`)], { type: "text/javascript" }));
      const workers = [];
      const worker = () => {
        workers.push(new Worker(url, { type: "module" }));
        return workers.at(-1);
      };
      const peer = await load({ worker, patience: 2000 });
      const people = Array.from({ length: 40 }, (_, at) => `P${at},yes,Tue 12:00-13:00`).join("\n");
      const { roster } = await peer.people.read(`name,leader,availability\n${people}`);
      const formation = await peer.circles.form({ roster }, { seed: 1, budget: { milliseconds: 4000 } });
      const why = async () => JSON.stringify(await formation.why(roster.participants[0].id));
      const before = await why();
      const first = workers.length;
      workers[0].postMessage("hang");
      const code = await peer.people.read("name\nAda\n").catch((error) => error.code);
      const after = await why();
      peer.close();
      return { code, workers: [first, workers.length], same: before === after };
    });
    assert.deepEqual(told, { code: "engine.hangs", workers: [1, 2], same: true });
  }));

test("ten thousand people are read and placed without a long task in the page", () =>
  site({}, async (page) => {
    const attempt = () =>
      page.evaluate(async () => {
        const tasks = [];
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
        const row = (_, at) => `p${at},Person ${at},${at % 5 ? "no" : "yes"},Department ${at % 23},Tue ${8 + (at % 9)}:00-${10 + (at % 9)}:00`;
        const text = `id,name,leader,department,availability\n${Array.from({ length: 10_000 }, row).join("\n")}`;
        const bytes = new TextEncoder().encode(text);
        const peer = await load();
        await new Promise((resolve) => setTimeout(resolve, 200));
        observer.observe({ type: "longtask" });
        const { roster } = await peer.people.read(bytes);
        const formation = await peer.circles.form({ roster }, { seed: 1, budget: { milliseconds: 1500 } });
        const placed = formation.plan.circles.reduce((sum, { members }) => sum + members.length, 0);
        await new Promise((resolve) => setTimeout(resolve, 100));
        observer.disconnect();
        peer.close();
        return { placed, tasks };
      });
    // A busy machine makes tasks long that are not: the best of three counts.
    for (let tries = 0; ; tries++) {
      const { placed, tasks } = await attempt();
      assert.ok(placed > 9_000, `${placed} placed`);
      if (tasks.length === 0) break;
      assert.ok(tries < 2, `tasks of ${tasks.map(Math.round)} ms`);
    }
  }));

const ABOUT = ["webassembly", "file", "version", "worker", "storage", "lists"];
const CLOSED = 'Object.defineProperty(IDBFactory.prototype, "open", { value: () => { throw new Error("storage is closed"); } })';

// What stands in the way, the state of each finding, and what the worst of them says and advises.
for (const [what, settings, states, said, advice] of [
  ["nothing", { policy: STRICT }, "good good good good good good"],
  ["a policy against WebAssembly", { policy: "default-src 'self'" }, "bad bad bad bad good good", /content security policy/i, /wasm-unsafe-eval/],
  ["a missing .wasm", { half: { status: 404, body: "no" } }, "good bad bad bad good good", /404/, /dist\/wasm.*load\(\{ wasm/],
  ["a page in place of the .wasm", { half: { type: "text/html", body: "<!doctype html>" } }, "good bad bad bad good good", /not found/, /dist\/wasm/],
  ["a .wasm cut short", { half: { change: (bytes) => bytes.subarray(0, 9_999) } }, "good bad bad bad good good", /WebAssembly/, /again/],
  ["a policy against fetching", { policy: STRICT.replace("connect-src 'self'", "connect-src 'none'") }, "good bad bad bad good poor", /no answer/, /connect-src.*CORS/],
  ["a wrong MIME type", { half: { type: "text/plain" } }, "good poor good good good good", /text\/plain/, /application\/wasm/],
  ["JavaScript of another release", { files: { "version.js": { body: 'export const VERSION = "0.0.9";', type: "text/javascript" } } }, "good good bad bad good good", /0\.0\.9.*0\.1\.0/, /one release/],
  ["no worker's file", { files: { "worker.js": { status: 404, body: "no" } } }, "good good good poor good good", /no worker/, /worker\.js/],
  ["a policy against workers", { policy: STRICT.replace("worker-src 'self'", "worker-src 'none'") }, "good good good poor good good", /no worker/, /worker-src/],
  ["Trusted Types without ours", { policy: STRICT.replace("trusted-types peer-circle", "trusted-types") }, "good good good poor good good", /no worker/, /policy peer-circle/],
  ["a browser that keeps nothing", { before: CLOSED }, "good good good good poor good", /storage is closed/, /store data/],
  ["no lists of names", { files: { "lists.bin": { status: 404, body: "no" } } }, "good good good good good poor", /lists/, /lists\.bin/],
  ["a page in place of the lists of names", { files: { "lists.bin": { type: "text/html", body: "<!doctype html>" } } }, "good good good good good poor", /lists/, /lists\.bin/],
]) {
  test(`the doctor says what stands in the way: ${what}`, () => {
    const { half, before, ...rest } = settings;
    const files = half ? { "peer_circle_forming_bg.wasm": half } : rest.files;
    return site({ ...rest, files }, async (page) => {
      if (before) await page.evaluate(before);
      const findings = await page.evaluate("doctor()");
      assert.deepEqual(findings.map(({ about }) => about), ABOUT);
      assert.equal(findings.map(({ state }) => state).join(" "), states, JSON.stringify(findings, null, 1));
      for (const { state, message, hint } of findings) assert.ok(message && (state === "good") === (hint === ""), `${message}: ${hint}`);
      const worst = findings.find(({ state }) => state !== "good");
      if (said) assert.match(worst.message, said);
      if (advice) assert.match(worst.hint, advice);
    });
  });
}

test("a page in a sandbox has no storage and no worker: the doctor says so, and the page does the work itself", () =>
  site({ policy: "sandbox allow-scripts" }, async (page) => {
    const findings = await page.evaluate("doctor()");
    assert.equal(findings.map(({ state }) => state).join(" "), "good good good poor poor good");
    const storage = findings.find(({ about }) => about === "storage");
    assert.match(storage.message, /denied/);
    assert.match(storage.hint, /store data/);
    assert.deepEqual(await attempt(page), done("thread"));
  }));

test("an import map names the package", () =>
  site({ policy: undefined, mapped: true }, async (page) => assert.deepEqual(await attempt(page), done("worker"))));
