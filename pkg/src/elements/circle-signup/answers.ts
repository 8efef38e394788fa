/** What a person has answered, and the roster row that it makes. */

import type { BusyTime, Mode, Participant, Registration } from "../../index.js";
import { table } from "../parts/csv.js";
import type { Route, SignupProgramme } from "./programme.js";
import { busyWeeks } from "./rota.js";
import { DAYS, Week } from "./week.js";

/** Everything on the form. */
export interface Answers {
  route: Route;
  /** What a registered circle is to be called, or the one that the person was invited to. */
  circle: string;
  /** Whom a registered circle is to have, a line each. */
  invited: string;
  /** Where a registered circle means to meet. */
  platform: string;
  /** The web address at which it does. */
  url: string;
  name: string;
  email: string;
  week: Week;
  mode: Mode;
  leader: boolean;
  attributes: Record<string, string>;
  peerBy: string[];
  notWith: string;
  /** The Mondays of weeks in which the person cannot come. */
  weeksAway: string[];
  /** What the person's calendar says of other times, where they chose to tell. */
  busy: readonly BusyTime[];
}

/** A form that nobody has touched. */
export function blank(): Answers {
  const person = { name: "", email: "", week: new Week(), mode: "either" as const, leader: false };
  const circle = { route: "place" as const, circle: "", invited: "", platform: "", url: "" };
  return { ...person, ...circle, attributes: {}, peerBy: [], notWith: "", weeksAway: [], busy: [] };
}

/** The circle that the answers register; none when somebody asks to be placed. */
export function registration(answers: Answers): Registration | undefined {
  if (answers.route !== "register") return undefined;
  const [platform, url] = [answers.platform.trim(), answers.url.trim()];
  const circle = answers.circle.trim() || answers.name.trim();
  // Who registers is there anyway.
  const own = [answers.name, answers.email].map(plain);
  const invited = colleaguesIn(answers.invited).filter((one) => !own.includes(plain(one)));
  return { circle, invited, ...(platform && { platform }), ...(url && { url }) };
}

/** The participant that the answers describe; known by e-mail address until the organiser gives an id. */
export function participant(answers: Answers, programme: SignupProgramme): Participant {
  const email = answers.email.trim();
  const registered = registration(answers);
  const circle = registered?.circle ?? (answers.route === "join" ? answers.circle : "");
  // What is asked of those who are to be placed, some of it private, is not sent from a form that does not show it.
  const placed = answers.route === "place";
  const asked = placed ? (programme.signup?.attributes ?? []) : [];
  const busy = busyTimes(answers, programme);
  const given = asked.map(({ name }) => [name, answers.attributes[name]?.trim() ?? ""] as const);
  return {
    id: email.toLowerCase(),
    name: answers.name.trim(),
    email,
    ...(programme.zone ? { zone: programme.zone } : {}),
    availability: answers.week.toWeekly(),
    ...(busy.length > 0 ? { busy } : {}),
    leader: registered !== undefined || (answers.leader && placed),
    ...(circle ? { circle } : {}),
    ...registered,
    mode: answers.mode,
    attributes: Object.fromEntries(given.filter(([, value]) => value !== "").map(([name, value]) => [name, [value]])),
    peerBy: answers.peerBy.filter((name) => asked.some((attribute) => attribute.name === name)),
    notWith: placed ? lines(answers.notWith) : [],
  };
}

/** The form as a participant would have filled it in. */
export function answersOf(person: Participant): Answers {
  const attributes = Object.entries(person.attributes ?? {}).map(([name, values]) => [name, values.join("; ")]);
  return {
    ...blank(),
    route: !person.circle ? "place" : person.leader ? "register" : "join",
    circle: person.circle ?? "",
    invited: (person.invited ?? []).map((one) => (/[,;|]/.test(one) && !one.includes('"') ? `"${one}"` : one)).join("\n"),
    platform: person.platform ?? "",
    url: person.url ?? "",
    name: person.name,
    email: person.email ?? "",
    week: Week.from(person.availability ?? []),
    mode: person.mode ?? "either",
    leader: person.leader ?? false,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    peerBy: person.peerBy ?? [],
    notWith: (person.notWith ?? []).join("\n"),
    busy: person.busy ?? [],
  };
}

/** When the person is busy, in order and none touching the next: in the weeks that they named, and as their calendar says if they chose to tell. */
function busyTimes({ weeksAway, busy }: Answers, programme: SignupProgramme): BusyTime[] {
  const joined: BusyTime[] = [];
  const all = [...busyWeeks(weeksAway, programme), ...busy].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  for (const { from, to } of all) {
    const last = joined.at(-1);
    if (!last || Date.parse(from) > Date.parse(last.to)) joined.push({ from, to });
    else if (Date.parse(to) > Date.parse(last.to)) last.to = to;
  }
  return joined;
}

/**
 * The participant as a roster of one: CSV with a line of headings, which the organiser's page and a spreadsheet take.
 * Written here and not by the engine, which a page for signing up has no need to fetch.
 */
export function csv(person: Participant, programme: SignupProgramme): string {
  const asked = (programme.signup?.attributes ?? []).map(({ name }) => name);
  const times = (person.availability ?? []).map(({ day, from, to }) => `${short(day)} ${from}-${to}`);
  const columns: [string, string][] = [
    ["Id", person.id],
    ["Name", person.name],
    ["E-mail", person.email ?? ""],
    ...asked.map((name): [string, string] => [name, (person.attributes?.[name] ?? []).join("; ")]),
    ["Circle", person.circle ?? ""],
    ["Invited", (person.invited ?? []).join("; ")],
    ["Platform", person.platform ?? ""],
    ["Link", person.url ?? ""],
    ["Leader", person.leader ? "yes" : "no"],
    ["Mode", person.mode ?? "either"],
    ["Time zone", person.zone ?? ""],
    ["Availability", times.join("; ")],
    ["Busy", (person.busy ?? []).map(({ from, to }) => `${from}/${to}`).join("; ")],
    ["Peer by", (person.peerBy ?? []).join("; ")],
    ["Not with", (person.notWith ?? []).join("; ")],
  ];
  return table([0, 1].map((row) => columns.map((column) => column[row] ?? "")));
}

function short(day: (typeof DAYS)[number]): string {
  return day.charAt(0).toUpperCase() + day.slice(1, 3);
}

/** Several values in one text, separated as the readers of rosters do: a comma belongs to a name. */
function lines(text: string): string[] {
  return distinct(text.split(/[\n;|]/));
}

/** Colleagues as they are written or pasted: a line each, or with commas between; what stands in quotes is one. */
function colleaguesIn(text: string): string[] {
  return distinct((text.match(/(?:"[^"\n]*"|[^,;|\n])+/g) ?? []).map((one) => one.trim().replace(/^"([^"]*)"$/, "$1")));
}

/** Each once, as it was written first. */
function distinct(words: readonly string[]): string[] {
  const all = new Map<string, string>();
  for (const word of words.map((one) => one.trim()).filter((one) => one !== "")) if (!all.has(plain(word))) all.set(plain(word), word);
  return [...all.values()];
}

/** As names and addresses are compared. */
function plain(word: string): string {
  return word.trim().toLowerCase();
}
