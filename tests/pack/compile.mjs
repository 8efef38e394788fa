// What the plugins of the frameworks do, as far as one component needs it: each file by its framework's own compiler.

import { transformAsync } from "@babel/core";
import { transform } from "esbuild";
import linker from "@angular/compiler-cli/linker/babel";
import { readFile } from "node:fs/promises";
import { compile } from "svelte/compiler";
import { compileScript, parse } from "vue/compiler-sfc";

const ours = (tag) => tag.startsWith("circle-");
const plain = async (code) => (await transform(code, { loader: "ts", target: "es2022" })).code;

function vue(source, filename, server) {
  const compilerOptions = { isCustomElement: ours };
  const { descriptor } = parse(source, { filename, templateParseOptions: compilerOptions });
  const template = { compilerOptions, ssr: server, ssrCssVars: [] };
  const { content } = compileScript(descriptor, { id: "app", inlineTemplate: true, templateOptions: template });
  return plain(content);
}

function svelte(source, filename, server) {
  return compile(source, { filename, generate: server ? "server" : "client" }).js.code;
}

/** Angular's packages are compiled halfway; the rest is for whoever builds. */
async function linked(source, filename) {
  return (await transformAsync(source, { filename, plugins: [linker], compact: false, babelrc: false, configFile: false })).code;
}

/** A plugin of Vite that knows components of Vue and Svelte, and Angular's packages. */
export const components = {
  name: "components",
  enforce: "pre",
  async load(id) {
    const path = id.split("?")[0];
    if (/\.(vue|svelte)$/.test(path)) {
      const compiled = path.endsWith(".vue") ? vue : svelte;
      return compiled(await readFile(path, "utf8"), path, this.environment?.name === "ssr");
    }
    if (/@angular.*\.mjs$/.test(path)) return linked(await readFile(path, "utf8"), path);
    return undefined;
  },
};
