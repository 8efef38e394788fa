// A programme from its roster to its calendar, in Node: node programme.mjs roster.csv programme.json [term.ics]
//
// The package lies beside it: npm install peer-circle.

import { readFile, writeFile } from "node:fs/promises";
import { load } from "peer-circle";

const [rosterFile, programmeFile, calendarFile] = process.argv.slice(2);
const peer = await load();

const { roster, problems } = await peer.people.read(await readFile(rosterFile));
for (const { message, place, hint } of problems) console.warn(`line ${place.line}: ${message}; ${hint}`);

const { plan } = await peer.circles.form({ roster }, { seed: 7, budget: { work: 50_000 } });
const programme = JSON.parse(await readFile(programmeFile, "utf8"));
const term = await peer.calendar.schedule({ plan, programme, roster });
for (const { name, members, sessions, when } of term.series) {
  console.log(`${name}: ${members.length} people, ${sessions.length} sessions, ${when}`);
}

// The time is always given: the package reads no clock.
if (calendarFile) await writeFile(calendarFile, await term.ics({ now: new Date() }));
peer.close();
