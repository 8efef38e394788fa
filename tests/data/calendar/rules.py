"""Writes rules.txt: generated recurrence rules with the instances that python-dateutil finds.

Needs `pip install python-dateutil`; `python rules.py [HOW_MANY] [SEED] > rules.txt`. The rules are legal by RFC 5545,
section 3.3.10.
"""
import datetime as d
import itertools
import random
import signal
import sys
import warnings

from dateutil import rrule

warnings.simplefilter("ignore")
DAYS = "MO TU WE TH FR SA SU".split()
FREQUENCIES = "YEARLY MONTHLY WEEKLY DAILY HOURLY MINUTELY SECONDLY".split()
INSTANCES = 12


def some(rng, numbers, most=4):
    numbers = list(numbers)
    return sorted(rng.sample(numbers, rng.randint(1, min(most, len(numbers)))))


def either_end(rng, most, count=4):
    return some(rng, [n for n in range(-most, most + 1) if n], count)


def make(rng):
    """The parts of a legal rule, and its start."""
    freq = rng.choices(FREQUENCIES, [5, 6, 4, 3, 2, 1, 1])[0]
    parts = {"FREQ": freq}
    small = ["DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
    if rng.random() < 0.4:
        parts["INTERVAL"] = rng.choice([2, 3, 4, 5, 7, 10, 13, 24, 100])
    if rng.random() < 0.3:
        parts["BYMONTH"] = some(rng, range(1, 13))
    if freq == "YEARLY" and rng.random() < 0.25:
        parts["BYWEEKNO"] = either_end(rng, 53)
    if freq in ("YEARLY", "HOURLY", "MINUTELY", "SECONDLY") and rng.random() < 0.2:
        parts["BYYEARDAY"] = either_end(rng, 366, 8)
    if freq != "WEEKLY" and rng.random() < 0.3:
        parts["BYMONTHDAY"] = either_end(rng, 31, 6)
    if rng.random() < 0.5:
        numbered = freq in ("YEARLY", "MONTHLY") and "BYWEEKNO" not in parts and rng.random() < 0.5
        most = 5 if freq == "MONTHLY" or "BYMONTH" in parts else 53
        number = (lambda: rng.choice([n for n in range(-most, most + 1) if n])) if numbered else (lambda: "")
        parts["BYDAY"] = [f"{number()}{day}" for day in rng.sample(DAYS, rng.randint(1, 4))]
    if rng.random() < 0.2:
        parts["BYHOUR"] = some(rng, range(24))
    if rng.random() < 0.2:
        parts["BYMINUTE"] = some(rng, range(60))
    if rng.random() < 0.1:
        parts["BYSECOND"] = some(rng, range(60))
    if rng.random() < 0.25 and any(part.startswith("BY") for part in parts):
        parts["BYSETPOS"] = either_end(rng, 3 if freq in small else 6, 3)
    if rng.random() < 0.3:
        parts["WKST"] = rng.choice(DAYS)
    start = d.datetime(rng.randint(1995, 2030), rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23),
                       rng.randint(0, 59), rng.choice([0, 0, rng.randint(0, 59)]))
    if rng.random() < 0.1:
        start = start.replace(month=rng.choice([1, 3, 5, 12]), day=31)
    if rng.random() < 0.3:
        parts["COUNT"] = rng.randint(1, 8)
    elif rng.random() < 0.3:
        parts["UNTIL"] = (start + d.timedelta(days=rng.choice([1, 30, 400, 4000]))).strftime("%Y%m%dT%H%M%S")
    return parts, start


def known_to_differ(parts):
    """Where dateutil and this library read the RFC differently; tests of our own hold these.

    - WEEKLY with BYSETPOS: dateutil counts the first week's instances from the start on. RFC 5545, section 3.3.10: "Each
      BYSETPOS value corresponds to the nth occurrence within the set of recurrence instances specified by the rule",
      in the interval, which is the whole week.
    - BYWEEKNO=-52 or -53: when week 1 of the next year begins in December, dateutil gives those days to 1 alone, not
      to the -52 or -53 that name the same week.

    Left in, for they are rare (2 in 5,000 rules): BYWEEKNO=52 and 53 for days of January. dateutil takes 1 January 2022
    for week 53; it lies in week 52 of 2021 (ISO 8601), and so this library has it.
    """
    weekly = parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts
    return weekly or any(week <= -52 for week in parts.get("BYWEEKNO", []))


class TooSlow(Exception):
    """dateutil walks to a sparse rule's next instance, for minutes if need be."""


def give_up(*_):
    raise TooSlow


def expand(rule, start):
    """The first instances; none when dateutil does not find them in a moment."""
    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        found = itertools.islice(rrule.rrulestr(rule, dtstart=start), INSTANCES)
        return [instance.strftime("%Y%m%dT%H%M%S") for instance in found]
    except ValueError:
        # It refuses a rule whose times of day can never come; such a rule is empty.
        return []
    except TooSlow:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main(count=600, seed=1):
    rng = random.Random(int(seed))
    written = 0
    while written < int(count):
        parts, start = make(rng)
        if known_to_differ(parts):
            continue
        rule = ";".join(f"{k}={','.join(map(str, v)) if isinstance(v, list) else v}" for k, v in parts.items())
        found = expand(rule, start)
        if found is None:
            continue
        print(start.strftime("%Y%m%dT%H%M%S"), rule, ",".join(found) or "-")
        written += 1


main(*sys.argv[1:])
