// Where rrule-temporal and this library are known to differ. python-dateutil, which `tests/calendar/differ.rs` asks about
// the same rules, finds what this library finds in all of these.

/** Why the two may differ, in the words of RFC 5545 where it has any. */
export function known(text, theirs, ours) {
  const part = (name) => text.match(new RegExp(`${name}=([^;]*)`))?.[1];
  const has = (...names) => names.some((name) => part(name) !== undefined);
  if (/Maximum iterations|Out-of-bounds/.test(theirs[0] ?? "")) {
    if (ours.length === 0) return "a rule without instances: it gives up after 20,000 periods or runs out of years, this library after those of ten thousand years";
    return "a sparse rule: it gives up after 20,000 periods";
  }
  const yearly = part("FREQ") === "YEARLY";
  const limits = [has("BYMONTHDAY"), has("BYYEARDAY"), has("BYDAY", "BYWEEKNO")].filter(Boolean).length;
  if (yearly && limits > 1) {
    return "YEARLY with two of days of the month, days of the year, days or numbers of weeks: it does not take what both admit. 3.3.10, note 2: 'Limit if BYYEARDAY or BYMONTHDAY is present'";
  }
  if (yearly && has("BYWEEKNO") && !has("BYDAY")) {
    return "BYWEEKNO without BYDAY: it takes the start's weekday, this library the whole week. 3.3.10 has 'information, not contained in the rule' derived from DTSTART, and BYWEEKNO expand; which of the two it leaves open";
  }
  const weeks = (part("BYWEEKNO") ?? "").split(",").map(Number);
  if (yearly && weeks.some((week) => Math.abs(week) === 1 || Math.abs(week) >= 52)) {
    return "weeks across the new year: week 1 may begin in December, and the last week end in January, of which a year takes its own days. 3.3.10: 'Week number one of the calendar year is the first week that contains at least four (4) days in that calendar year'";
  }
  if (yearly && /53(MO|TU|WE|TH|FR|SA|SU)/.test(part("BYDAY") ?? "")) {
    return "the 53rd of a weekday that a year does not have: it takes one of the year beside it. 3.3.10 has such instances 'ignored'";
  }
  return undefined;
}
