// First and third Tuesdays, as the programme meets, in the zone of its people.

import rrule from "rrule";

const RULES = 500;
const RULE = "DTSTART;TZID=America/New_York:20201006T120000\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15";

export default async (peer) => ({
  what: `${RULES} rules of 15 meetings`,
  against: "rrule",
  async ours() {
    const all = await peer.calendar.expand(Array(RULES).fill(RULE), { limit: 1000 });
    return all.reduce((sum, instants) => sum + instants.length, 0);
  },
  async theirs() {
    let sum = 0;
    for (let rule = 0; rule < RULES; rule++) sum += rrule.rrulestr(RULE, { forceset: true }).all().length;
    return sum;
  },
});
