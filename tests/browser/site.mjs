// The package in a page of its own, without a bundler: one server for each site, with the policy and the mishaps that it has.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const dist = new URL("../../pkg/dist/", import.meta.url);
const TYPES = { js: "text/javascript", wasm: "application/wasm", html: "text/html" };
export const STRICT =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types peer-circle lit-html";
/** How a page without a bundler names the package. */
const MAP = '<script type="importmap">{ "imports": { "peer-circle": "/pkg/index.js", "peer-circle/": "/pkg/" } }</script>';
/** What a page runs: the result or the coded error of one call, where it was done, and what was asked for before. */
const PAGE = (from) => `
  import { doctor, load, preload } from "${from}index.js";
  window.before = performance.getEntriesByType("resource").filter(({ name }) => /wasm$|worker/.test(name)).length;
  Object.assign(window, { doctor, load, preload });
  window.attempt = async (options) => {
    try {
      const peer = await load(options);
      const { roster } = await peer.people.read("name\\nAda\\nBo\\n");
      const { where } = peer;
      peer.close();
      return { people: roster.participants.length, where };
    } catch ({ code, hint, message }) {
      return { code, hint, message };
    }
  };
  window.code = async (options) => {
    const peer = await load({ ready: "coding", ...options });
    const { transcript } = await peer.transcripts.read("Ada: I see.\\nBo: We know that Carlos Smith called.\\n");
    const clean = await peer.transcripts.deidentify({ ...transcript, turns: transcript.turns.slice(0, 1) });
    peer.close();
    return clean.transcript.turns.length;
  };
  window.ready = true;`;

/** A site: its policy, and files that it serves in ways of its own; at `/copy/` lies another copy of the package. */
export async function site(browser, { policy, files = {}, from = "/pkg/", mapped = false } = {}, visit) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    asked.push(path);
    const file = path.split("/").pop();
    const own = files[file] ?? {};
    if (policy) response.setHeader("content-security-policy", policy);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", own.type ?? TYPES[path.split(".").pop()] ?? "text/html");
    if (own.cache) response.setHeader("cache-control", own.cache);
    if (own.status) response.statusCode = own.status;
    if (path === "/") return response.end(`<!doctype html><title>A site</title>${mapped ? MAP : ""}<script type="module" src="/page.js"></script>`);
    if (path === "/page.js") return response.end(mapped ? PAGE("").replace('"index.js"', '"peer-circle"') : PAGE(from));
    if (path === "/favicon.ico") return response.end();
    if (own.body) return response.end(own.body);
    try {
      const bytes = await readFile(new URL(path.replace(/^\/(pkg|copy)\//, ""), dist));
      response.end(own.change ? own.change(bytes) : bytes);
    } catch {
      response.statusCode = 404;
      response.end("not found");
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const page = await browser.context.newPage();
  try {
    await page.goto(address);
    // Not by waitForFunction: what it evaluates in the page is against a strict policy.
    while (!(await page.evaluate("window.ready"))) await page.waitForTimeout(20);
    return await visit(page, { asked, address });
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}
