// A portal of its own: a page where members sign up, a back end that checks and keeps what they send, and circles made
// of it. node server.mjs [programme.json] [port]
//
// The package and a checker of JSON Schemas lie beside it: npm install peer-circle ajv ajv-formats. Members' answers stay
// on this server; the package itself sends nothing anywhere.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { load } from "peer-circle";

const PACKAGE = new URL("./", import.meta.resolve("peer-circle"));
const TYPES = { js: "text/javascript", wasm: "application/wasm", json: "application/json" };
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; form-action 'self'; " +
  "require-trusted-types-for 'script'; trusted-types peer-circle lit-html";
const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Peer circles</title>
  <script type="module" src="/peer-circle/elements/circle-signup.js"></script>
  <form method="post" action="/signups">
    <circle-signup name="signup" src="/programme.json"></circle-signup>
    <button>Sign up</button>
  </form>
</html>`;

/** A portal for a programme; `listen()` starts it. */
export async function portal(programme) {
  const peer = await load();
  const schema = JSON.parse(await readFile(new URL("schemas/participant.json", PACKAGE), "utf8"));
  const valid = formats.default(new Ajv()).compile(schema);
  // By e-mail address, so that whoever signs up again corrects what they said.
  const people = new Map();

  const routes = {
    "GET /": () => [200, "html", PAGE],
    "GET /programme.json": () => [200, "json", programme],
    "POST /signups": async (request) => {
      const person = JSON.parse(new URLSearchParams(await body(request)).get("signup"));
      if (!valid(person)) return [422, "plain", valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join("\n")];
      people.set(person.email ?? person.id, person);
      return [200, "plain", "Thank you. The organiser will write to you when the circles are made."];
    },
    // A real portal shows this to its organiser alone.
    "GET /circles": async () => {
      const roster = { participants: [...people.values()] };
      const { plan } = await peer.circles.form({ roster }, { seed: 1, budget: { milliseconds: 2000 } });
      return [200, "json", JSON.stringify(plan)];
    },
  };

  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://portal");
    const answer = (status, type, text) => {
      response.writeHead(status, { "content-type": TYPES[type] ?? `text/${type}`, "content-security-policy": POLICY });
      response.end(text);
    };
    try {
      const route = routes[`${request.method} ${pathname}`];
      if (route) return answer(...(await route(request)));
      const [, file] = /^\/peer-circle\/([\w./-]+)$/.exec(pathname) ?? [];
      if (!file || file.includes("..")) return answer(404, "plain", "not found");
      answer(200, file.split(".").pop(), await readFile(new URL(file, PACKAGE)));
    } catch ({ code, message, hint }) {
      // What the package refuses has a code, and a hint for people.
      answer(code === "ENOENT" ? 404 : 422, "plain", [code, message, hint].filter(Boolean).join("\n"));
    }
  }).on("close", () => peer.close());
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [file = "programme.json", port = "8080"] = process.argv.slice(2);
  (await portal(await readFile(file, "utf8"))).listen(Number(port), () => console.log(`http://localhost:${port}/`));
}
