// A folder as a site, with the content policy of a careful one.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };

/** What is allowed; frameworks and bundlers name their own policies for Trusted Types. */
export const policy = (...names) =>
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; " +
  `trusted-types ${["peer-circle", "lit-html", ...names].join(" ")}`;

/** Serves a folder, also to other origins; `asked` is what was asked for. */
export async function serve(root, policy = "") {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    asked.push(path);
    response.setHeader("content-security-policy", policy);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", TYPES[extname(path)] ?? "text/html");
    const file = join(root, path === "/" ? "index.html" : path);
    response.end(await readFile(file).catch(() => ((response.statusCode = 404), "")));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close };
}
