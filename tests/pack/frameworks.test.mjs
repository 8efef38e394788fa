// The packed package in the templates of Vue, Svelte and Angular, each checked by that framework's own compiler: what is
// right compiles, and what is wrong is told with the package's types.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));
const OPTIONS = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
  strict: true,
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

const vue = (project) => ["vue-tsc/bin/vue-tsc.js", "-p", project];
const svelte = (project) => ["svelte-check/bin/svelte-check", "--workspace", folder, "--tsconfig", project, "--output", "machine"];
const angular = (project) => ["@angular/compiler-cli/bundles/src/bin/ngc.js", "-p", project];

for (const [framework, file, command] of [["Vue", "App.vue", vue], ["Svelte", "App.svelte", svelte], ["Angular", "app.component.ts", angular]]) {
  test(`${framework}: properties are set and events heard, with types`, async () => {
    const { status, told } = await compiled(file, command);
    assert.equal(status, 0, told);
  });
}

for (const [framework, file, command] of [["Vue", "Wrong.vue", vue], ["Svelte", "Wrong.svelte", svelte]]) {
  test(`${framework}: a property of another type and an event taken for another are told`, async () => {
    const { status, told } = await compiled(file, command);
    assert.notEqual(status, 0);
    assert.match(told, /'number' is not assignable to type 'string'/);
    assert.match(told, /'participant' does not exist on type 'CirclePlanEvent'/);
  });
}
