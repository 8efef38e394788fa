// A portal of its own: members sign up, an organiser makes circles of what they sent, members see their calendar. All
// that is sent is sent by plain forms. node server.mjs [programme.json] [port]
//
// The package and a checker of JSON Schemas lie beside it: npm install peer-circle ajv ajv-formats. Members' answers stay
// on this server; the package itself sends nothing anywhere. A real portal knows who is there: it shows `/organiser` and
// what belongs to it to its organiser alone, and `/calendar` to each member theirs.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { load } from "peer-circle";

const PACKAGE = new URL("./", import.meta.resolve("peer-circle"));
const TYPES = { js: "text/javascript", wasm: "application/wasm", json: "application/json", ics: "text/calendar" };
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; form-action 'self'; " +
  "require-trusted-types-for 'script'; trusted-types peer-circle lit-html";
/** The most that somebody may send: a term of many circles. */
const LARGEST = 10_000_000;

/** A portal for a programme; `listen()` starts it. */
export async function portal(programme) {
  const peer = await load();
  const [participant, published] = await Promise.all(["participant", "term"].map(checked));
  // By e-mail address, so that whoever signs up again corrects what they said.
  const people = new Map();
  let term;
  const registrations = () => peer.people.registrations({ participants: [...people.values()] });

  const routes = {
    // Whoever is invited comes by a link that names the circle: ?circle=Night%20shift
    "GET /": async ({ circle = "" }) => {
      const invites = (await registrations()).some((one) => one.circle === circle);
      return [200, "html", page("circle-signup", signup(invites ? `circle="${escaped(circle)}"` : ""))];
    },
    "GET /programme.json": () => [200, "json", programme],
    "POST /signups": async ({ signup: sent }) => {
      const person = JSON.parse(sent);
      if (!participant(person)) return [422, "plain", said(participant.errors)];
      const refusal = refused(person, await registrations());
      if (refusal) return [422, "plain", refusal];
      people.set(person.email ?? person.id, person);
      return [303, "/arrived"];
    },
    // What the browser kept in case the form did not arrive is not needed any more.
    "GET /arrived": () => [200, "html", page("circle-signup", `<circle-signup src="/programme.json" draft="portal" arrived></circle-signup>`)],

    "GET /organiser": () => [200, "html", page("circle-planner", ORGANISER)],
    // As they were sent: the planner reads them as its roster, invitations and all.
    "GET /signups.json": () => [200, "json", JSON.stringify([...people.values()])],
    "GET /circles": async () => {
      const { roster } = await peer.people.read(JSON.stringify([...people.values()]));
      const { plan } = await peer.circles.form({ roster }, { seed: 1, budget: { milliseconds: 2000 } });
      return [200, "json", JSON.stringify(plan)];
    },
    "POST /term": ({ term: sent }) => {
      const given = JSON.parse(sent);
      if (!published(given)) return [422, "plain", said(published.errors)];
      term = given;
      return [303, "/organiser"];
    },

    "GET /calendar": ({ member = "" }) => [200, "html", page("circle-calendar", calendar(encodeURIComponent(member), escaped(member)))],
    // Nobody is given another circle's people, times or link.
    "GET /term.json": ({ member }) => [term ? 200 : 404, "json", JSON.stringify(term ? own(term, member) : {})],
    "GET /calendar.ics": async ({ member = "" }) => {
      const text = term && (await peer.calendar.open(own(term, member)).ics({ member, now: new Date() }));
      return text ? [200, "ics", text] : [404, "plain", "not found"];
    },
    "GET /portal.js": async () => [200, "js", await readFile(new URL("portal.js", import.meta.url))],
  };

  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://portal");
    const answer = (status, type, text) => {
      response.writeHead(status, status === 303 ? { location: type } : { "content-type": TYPES[type] ?? `text/${type}; charset=utf-8`, "content-security-policy": POLICY });
      response.end(text);
    };
    try {
      const route = routes[`${request.method} ${pathname}`];
      const given = request.method === "POST" ? new URLSearchParams(await body(request)) : searchParams;
      if (route) return answer(...(await route(Object.fromEntries(given))));
      const [, file] = /^\/peer-circle\/([\w./-]+)$/.exec(pathname) ?? [];
      if (!file || file.includes("..")) return answer(404, "plain", "not found");
      answer(200, file.split(".").pop(), await readFile(new URL(file, PACKAGE)));
    } catch ({ code, message, hint }) {
      // What the package refuses has a code, and a hint for people.
      answer(code === "ENOENT" ? 404 : 422, "plain", [code, message, hint].filter(Boolean).join("\n"));
    }
  }).on("close", () => peer.close());
}

const page = (tag, content) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Peer circles</title>
  <script type="module" src="/peer-circle/elements/${tag}.js"></script>
  <script type="module" src="/portal.js"></script>
  ${content}
</html>`;

const signup = (invitation) => `<form method="post" action="/signups">
    <circle-signup name="signup" src="/programme.json" draft="portal" ${invitation}></circle-signup>
    <button>Sign up</button>
  </form>`;

const ORGANISER = `<circle-planner src="/programme.json" roster-src="/signups.json" draft="portal"></circle-planner>
  <form method="post" action="/term">
    <input type="hidden" name="term" />
    <button disabled>Publish the sessions</button>
  </form>`;

const calendar = (query, member) =>
  `<circle-calendar src="/term.json?member=${query}" member="${member}" feed="/calendar.ics?member=${query}" draft="portal"></circle-calendar>`;

/** Why somebody is not taken: a circle has one who registers it, and takes those whom it invites. */
function refused(person, registrations) {
  const circle = registrations.find((one) => one.circle === person.circle);
  const words = [person.name, person.email, person.id].map((word) => word?.toLowerCase());
  if (!person.circle || circle?.members.includes(person.id)) return undefined;
  if (person.invited?.length) return circle && `There is a circle called ${person.circle} already: choose another name.`;
  const invited = circle?.invited.some((word) => words.includes(word.toLowerCase()));
  return invited ? undefined : `Nobody of ${person.circle} invites you under this name or address.`;
}

/** A term with the circles of one member alone. */
function own(term, member) {
  return { ...term, series: term.series.filter(({ members = [] }) => members.includes(member)) };
}

async function checked(name) {
  return formats.default(new Ajv()).compile(JSON.parse(await readFile(new URL(`schemas/${name}.json`, PACKAGE), "utf8")));
}

const said = (errors) => errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join("\n");
const escaped = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

async function body(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > LARGEST) throw new Error("that is too much");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [file = "programme.json", port = "8080"] = process.argv.slice(2);
  (await portal(await readFile(file, "utf8"))).listen(Number(port), () => console.log(`http://localhost:${port}/`));
}
