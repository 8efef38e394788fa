"""Writes transitions.txt: every turn of the clock in some zones from 2015 to 2040, as zoneinfo reads PyPI's tzdata.

Needs `pip install tzdata`; run with PYTHONTZPATH= so that the package is used, not the system's files.
"""
import datetime as d
import zoneinfo

ZONES = """America/New_York America/Vancouver America/Edmonton America/St_Johns America/Sao_Paulo America/Santiago
Europe/London Europe/Dublin Africa/Casablanca Africa/Cairo Asia/Kolkata Asia/Gaza Australia/Lord_Howe
Pacific/Auckland Pacific/Chatham Antarctica/Troll""".split()
START, END = (int(d.datetime(year, 1, 1, tzinfo=d.timezone.utc).timestamp()) for year in (2015, 2041))


def offset(zone, second):
    return int(d.datetime.fromtimestamp(second, zone).utcoffset().total_seconds())


def turns(zone, low, high):
    """The seconds in (low, high] at which the offset changes, by halving stretches of six hours."""
    for start in range(low, high, 6 * 3600):
        left, right = start, start + 6 * 3600
        if offset(zone, left) == offset(zone, right):
            continue
        while right - left > 1:
            middle = (left + right) // 2
            left, right = (middle, right) if offset(zone, middle) == offset(zone, left) else (left, middle)
        yield right, offset(zone, left), offset(zone, right)


for name in ZONES:
    zone = zoneinfo.ZoneInfo(name)
    print(name, offset(zone, START), *(f"{at},{before},{after}" for at, before, after in turns(zone, START, END)))
