"""Compares the instances of rules with those that python-dateutil finds.

Needs `pip install python-dateutil`; `python differ.py FILE`, each line of which is the text of a DTSTART and an RRULE
(with `\\n` for the end of a line), a tab, and local times. Says what differs and why, and fails on what is not known.
"""
import datetime as d
import itertools
import re
import signal
import sys
import warnings
import zoneinfo
from collections import Counter

from dateutil import rrule

warnings.simplefilter("ignore")
SLOW = "dateutil walks to a sparse rule's next instance, for minutes if need be: not compared"


class TooSlow(Exception):
    pass


def give_up(*_):
    raise TooSlow


def known(rule, zone, theirs, ours):
    """Why the two may differ, in the words of RFC 5545 where it has any."""
    if "FREQ=WEEKLY" in rule and "BYSETPOS" in rule:
        return ("WEEKLY with BYSETPOS: the positions are those of the whole week, also of the first; dateutil counts "
                "from the start on. 3.3.10: 'within the set of recurrence instances specified by the rule'")
    weeks = re.search(r"BYWEEKNO=([-0-9,]+)", rule)
    weeks = [int(week) for week in weeks[1].split(",")] if weeks else []
    if any(abs(week) >= 52 or week == 1 for week in weeks):
        return ("weeks across the new year: week 1 of the next year is also the 52nd or 53rd from its end, and days of "
                "January may lie in week 52 of the year before. 3.3.10: 'Week number one of the calendar year is the "
                "first week that contains at least four (4) days in that calendar year'")
    if zone != "UTC" and len(theirs) == len(ours) and all(a == b or later(a, zone) == b for a, b in zip(theirs, ours)):
        return ("a time that the clock skips takes place later by what it skips; dateutil leaves it as it is. 3.3.5: "
                "'interpreted using the UTC offset before the gap in local times'")
    if zone != "UTC" and sorted(set(later(one, zone) for one in theirs)) == sorted(set(ours)):
        return "two instances that the gap in the clock brings together are one"
    return None


def later(text, zone):
    """A local time as the clock shows it: later by the gap that it may lie in."""
    zone = zoneinfo.ZoneInfo(zone)
    local = d.datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
    return local.astimezone(d.timezone.utc).astimezone(zone).strftime("%Y%m%dT%H%M%S")


def expand(rule, start, zone, most):
    """The first instances by the local clock; dateutil takes an UNTIL without a zone where the start has none."""
    def local(match):
        until = d.datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=d.timezone.utc)
        return "UNTIL=" + until.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%Y%m%dT%H%M%S")

    rule = re.sub(r"UNTIL=(\d+T\d+)Z", local, rule)
    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 0.25)
    try:
        found = itertools.islice(rrule.rrulestr(rule, dtstart=d.datetime.strptime(start, "%Y%m%dT%H%M%S")), most)
        return [instance.strftime("%Y%m%dT%H%M%S") for instance in found]
    except ValueError:
        # It refuses a rule whose times of day can never come; such a rule is empty.
        return []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main(path):
    reasons, unknown, total = Counter(), [], 0
    for line in open(path):
        text, times = line.rstrip("\n").split("\t")
        zone, start, rule = re.fullmatch(r"DTSTART;TZID=([^:]+):(\S+)\\nRRULE:(.*)", text).groups()
        ours = times.split(",") if times else []
        total += 1
        try:
            theirs = expand(rule, start, zone, max(len(ours), 1))
        except TooSlow:
            reasons[SLOW] += 1
            continue
        if theirs == ours:
            continue
        reason = known(rule, zone, theirs, ours)
        if reason:
            reasons[reason] += 1
        else:
            unknown.append(f"{text}\n  dateutil {','.join(theirs)}\n  ours     {times}")
    print(f"dateutil: {total} rules, {total - sum(reasons.values()) - len(unknown)} the same, {len(unknown)} differ unexplained")
    for reason, count in reasons.most_common():
        print(f"  {count}: {reason}")
    print("\n".join(unknown[:20]), file=sys.stderr)
    sys.exit(bool(unknown))


main(sys.argv[1])
