"""Reads what tests/calendar/outside.rs wrote, with other people's libraries.

Needs `pip install icalendar recurring-ical-events tzdata`; `python outside.py FOLDER`. Each NAME.ics in the folder has
a NAME.txt of the instants that it must expand to, one a line. Says what differs, and fails if anything does.
"""
import datetime as d
import pathlib
import sys

import icalendar
import recurring_ical_events

FROM, TO = d.datetime(2019, 1, 1, tzinfo=d.timezone.utc), d.datetime(2028, 1, 1, tzinfo=d.timezone.utc)


def instant(value):
    if not isinstance(value, d.datetime):
        value = d.datetime(value.year, value.month, value.day, tzinfo=d.timezone.utc)
    return value.astimezone(d.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def properties(component):
    """Every component with its lines, unfolded and in order, so that texts can be compared."""
    lines = icalendar.Calendar.from_ical(component.to_ical()).to_ical(sorted=True)
    return lines


def check(path):
    text = path.read_bytes()
    calendar = icalendar.Calendar.from_ical(text)
    wrong = [f"{component.name}: {component.errors}" for component in calendar.walk() if component.errors]
    if calendar.to_ical(sorted=True) != properties(calendar):
        wrong.append("written and read again it is another calendar")
    events = recurring_ical_events.of(calendar).between(FROM, TO)
    found = sorted(instant(event["DTSTART"].dt) for event in events)
    expected = path.with_suffix(".txt").read_text().split()
    if found != expected:
        wrong.append(f"expands to\n    {found}\n  and should to\n    {expected}")
    return [f"{path.name}: {one}" for one in wrong]


paths = sorted(pathlib.Path(sys.argv[1]).glob("*.ics"))
problems = [problem for path in paths for problem in check(path)]
print("\n".join(problems) or f"{len(paths)} calendars read as they should be")
sys.exit(bool(problems) or not paths)
