// The packed package in components of React, Vue, Svelte and Angular, each checked and built by that framework's own
// compiler: what is right compiles, is rendered by a server where there is no window, and works in Chromium; what is wrong
// is told with the package's types.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "../browser/browser.mjs";
import { components } from "./compile.mjs";
import { policy, serve } from "./serving.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));
const OPTIONS = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
  strict: true,
  jsx: "react-jsx",
  noEmit: true,
  skipLibCheck: true,
  types: [],
  experimentalDecorators: true,
};

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "peer-circle-frameworks-"));
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: pkg, encoding: "utf8" });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, JSON.parse(packed)[0].filename)];
  execFileSync("npm", install, { cwd: folder, stdio: "pipe" });
  // The frameworks beside it, as in a project that uses them.
  for (const name of await readdir(join(here, "node_modules"))) {
    if (name.startsWith(".")) continue;
    await link(name);
  }
  await cp(join(here, "frameworks"), folder, { recursive: true });
});

after(() => rm(folder, { recursive: true, force: true }));

/** One package, or the packages of one scope, where the project has no such of its own. */
async function link(name) {
  const [from, to] = [join(here, "node_modules", name), join(folder, "node_modules", name)];
  if (!name.startsWith("@")) return symlink(from, to).catch(taken);
  await mkdir(to, { recursive: true });
  for (const each of await readdir(from)) await symlink(join(from, each), join(to, each)).catch(taken);
}

const taken = (error) => assert.equal(error.code, "EEXIST");

/** What a compiler says of one file. */
async function compiled(file, command) {
  const project = join(folder, `${file}.json`);
  const settings = { vueCompilerOptions: { strictTemplates: true }, angularCompilerOptions: { strictTemplates: true } };
  await writeFile(project, JSON.stringify({ compilerOptions: OPTIONS, include: [file], ...settings }));
  const [bin, ...rest] = command(project);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(here, "node_modules", bin), ...rest], { cwd: folder, encoding: "utf8" });
  return { status, told: stdout + stderr };
}

const react = (project) => ["typescript/bin/tsc", "-p", project];
const vue = (project) => ["vue-tsc/bin/vue-tsc.js", "-p", project];
const svelte = (project) => ["svelte-check/bin/svelte-check", "--workspace", folder, "--tsconfig", project, "--output", "machine"];
const angular = (project) => ["@angular/compiler-cli/bundles/src/bin/ngc.js", "-p", project];
const CHECKED = { React: ["App.tsx", react], Vue: ["App.vue", vue], Svelte: ["App.svelte", svelte], Angular: ["app.component.ts", angular] };

/** Each is one of an element: a draft that is a number, an event taken for another, a programme, a quorum and a codebook of another type. */
const MISTAKES = [
  /'number' is not assignable to type 'string'/,
  /'participant' does not exist on type 'CirclePlanEvent'/,
  /no properties in common with type 'SignupProgramme'/,
  /'string' (is not assignable to|does not satisfy the expected) type 'number'/,
  /'number' (is not assignable to|does not satisfy the expected) type 'Codebook'/,
];

for (const [framework, [file, command]] of Object.entries(CHECKED)) {
  test(`${framework}: properties are set and events heard, with types`, async () => {
    const { status, told } = await compiled(file, command);
    assert.equal(status, 0, told);
  });

  test(`${framework}: a property of another type and an event taken for another are told, of each element`, async () => {
    const { status, told } = await compiled(file.replace(/^App/, "Wrong").replace(/^app/, "wrong"), command);
    assert.notEqual(status, 0);
    for (const mistake of MISTAKES) assert.match(told, mistake);
  });
}

/** How each begins: in a page that is empty, or where a server has been before. */
const BEGINS = {
  React: `import { createRoot, hydrateRoot } from "react-dom/client"; import { createElement } from "react"; import App from "./App.tsx";
    const at = document.getElementById("app");
    if (at.childElementCount > 0) hydrateRoot(at, createElement(App)); else createRoot(at).render(createElement(App));`,
  Vue: `import { createApp, createSSRApp } from "vue"; import App from "./App.vue";
    (document.getElementById("app").childElementCount > 0 ? createSSRApp : createApp)(App).mount("#app");`,
  Svelte: `import { hydrate, mount } from "svelte"; import App from "./App.svelte";
    const target = document.getElementById("app"); (target.childElementCount > 0 ? hydrate : mount)(App, { target });`,
  Angular: `import { provideZonelessChangeDetection } from "@angular/core"; import { bootstrapApplication } from "@angular/platform-browser";
    import { App } from "./angular/app.component.js"; bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });`,
};

/** How a server renders each, as a module that prints it. */
const RENDERS = {
  React: `import { renderToString } from "react-dom/server"; import { createElement } from "react"; import App from "./App.tsx"; console.log(renderToString(createElement(App)));`,
  Vue: `import { renderToString } from "vue/server-renderer"; import { createSSRApp } from "vue"; import App from "./App.vue"; renderToString(createSSRApp(App)).then(console.log);`,
  Svelte: `import { render } from "svelte/server"; import App from "./App.svelte"; console.log(render(App).body);`,
};

const TAGS = ["circle-signup", "circle-planner", "circle-calendar", "circle-coder"];
/** The policies of frameworks that write markup of their own. */
const ALLOWED = policy("vue", "svelte-trusted-html", "angular");

/** Builds a project of a framework for production, and gives its folder. */
async function built(framework, page, { shell = "" } = {}) {
  const { build } = await import("vite");
  if (framework === "Angular") await emitted();
  const [entry, out] = [`${page}.html`, join(folder, `out-${page}`)];
  await writeFile(join(folder, `${page}.js`), BEGINS[framework]);
  const start = framework === "Angular" ? "<app-root></app-root>" : `<div id="app">${shell}</div>`;
  await writeFile(join(folder, entry), `<!doctype html><html lang="en"><meta charset="utf-8"><title>${framework}</title>${start}<script type="module" src="/${page}.js"></script></html>`);
  await build({ root: folder, logLevel: "error", configFile: false, plugins: [components], build: { outDir: out, rollupOptions: { input: join(folder, entry) } } });
  await cp(join(out, entry), join(out, "index.html"));
  return out;
}

/** Angular's compiler writes the component that Vite then takes. */
async function emitted() {
  const project = join(folder, "emitted.json");
  const compilerOptions = { ...OPTIONS, noEmit: false, outDir: join(folder, "angular") };
  await writeFile(project, JSON.stringify({ compilerOptions, include: ["app.component.ts"] }));
  execFileSync(process.execPath, [join(here, "node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js"), "-p", project], { cwd: folder, stdio: "pipe" });
}

/** What a module prints in a Node that has no window; the packages of some are built into it. */
async function served(framework, script, ssr = { external: true }) {
  const { build } = await import("vite");
  const [entry, out] = [join(folder, `render-${framework}.mjs`), join(folder, `server-${framework}`)];
  await writeFile(entry, script);
  const options = { root: folder, logLevel: "error", configFile: false, plugins: [components] };
  await build({ ...options, build: { ssr: entry, outDir: out }, ssr });
  const [module] = (await readdir(out)).filter((name) => /^render.*\.m?js$/.test(name));
  return execFileSync(process.execPath, [join(out, module)], { cwd: folder, encoding: "utf8" });
}

/** What a server writes of a project. */
async function rendered(framework) {
  const html = await served(framework, RENDERS[framework]);
  for (const tag of TAGS) assert.match(html, new RegExp(`<${tag}[ >]`), html);
  return html.trim();
}

/** Each element shows what it was given and is heard; what it is given then is shown too. */
async function works(root) {
  const { address, close } = await serve(root, ALLOWED);
  const browser = await open({ viewport: { width: 1280, height: 900 } });
  const complaints = [];
  try {
    const { page } = browser;
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(`${message.text()} ${message.location().url}`));
    await page.goto(address);
    const heard = (what) => page.locator("#heard", { hasText: what }).waitFor({ timeout: 30_000 });
    // Given as objects, as a text, as a number, as a switch.
    await page.getByRole("heading", { name: "Circles of a portal" }).waitFor();
    await page.getByRole("heading", { name: "Circle c1" }).waitFor();
    await page.getByText("12 still need a circle").first().waitFor();
    await page.getByRole("button", { name: /^A code of the portal/ }).first().waitFor({ timeout: 30_000 });
    assert.equal(await page.locator("circle-calendar").evaluate(({ quorum }) => quorum), 3);
    assert.equal(await page.locator("circle-coder").evaluate(({ demo }) => demo), true);

    await page.locator("circle-signup #name").fill("Ada");
    await page.locator("circle-signup #email").fill("ada@example.org");
    await page.getByRole("checkbox", { name: /Tuesday/ }).first().check();
    await page.locator("circle-signup .send").click();
    await heard("signed up: Ada");
    await page.getByRole("button", { name: "Form circles" }).click();
    await heard("circles: 2");
    await page.getByRole("button", { name: "I can’t make it" }).click();
    await heard("absent: c1/1");
    await page.getByRole("button", { name: /^Accept / }).first().click();
    await heard("codings: 1");
    await page.getByRole("button", { name: "The other circle" }).click();
    await page.getByRole("heading", { name: "Circle c2" }).waitFor();
    assert.deepEqual(complaints.filter((words) => !words.includes("favicon")), []);
  } catch (error) {
    console.error(complaints, await browser.page.locator("body").innerText().catch(() => ""));
    throw error;
  } finally {
    await browser.close();
    close();
  }
}

for (const framework of Object.keys(BEGINS)) {
  test(`${framework}: all elements, built and in a page`, async () => works(await built(framework, `page-${framework}`)));
}

for (const framework of Object.keys(RENDERS)) {
  test(`${framework}: all elements, rendered by a server and gone on with in the page`, async () => {
    await works(await built(framework, `after-${framework}`, { shell: await rendered(framework) }));
  });
}

// What renders Angular on a server wants all of Angular in one version, to the last figure, which a registry does not always
// have: that its component comes where there is no window, its elements with it, is what the package can hold to.
test("Angular: the component with all elements is imported where there is no window", async () => {
  await emitted();
  const script = `import { reflectComponentType } from "@angular/core"; import { App } from "./angular/app.component.js";
    console.log(typeof window, reflectComponentType(App).selector);`;
  assert.equal(await served("Angular", script, { external: ["peer-circle"], noExternal: [/^@angular/] }), "undefined app-root\n");
});

test("every entry of the package can be imported where there is no window", async () => {
  const { exports } = JSON.parse(await readFile(join(folder, "node_modules/peer-circle/package.json"), "utf8"));
  const entries = Object.keys(exports).filter((name) => !/\.(wasm|bin|json)$|worker|schemas/.test(name)).map((name) => name.replace(/^\./, "peer-circle"));
  for (const tag of TAGS) assert.ok(entries.includes(`peer-circle/elements/${tag}`) && entries.includes(`peer-circle/elements/${tag}/class`));
  const script = `for (const entry of ${JSON.stringify(entries)}) await import(entry);
    console.log(typeof window);`;
  await writeFile(join(folder, "entries.mjs"), script);
  assert.equal(execFileSync(process.execPath, ["entries.mjs"], { cwd: folder, encoding: "utf8" }), "undefined\n");
});
