//! When the events of a calendar are: their recurrences, exceptions, zones and lengths.

#![deny(clippy::indexing_slicing)]

use std::rc::Rc;

use crate::ordered::BTreeMap;

use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::component::{Component, tell};
use super::line::{Line, unescaped};
use super::zones::Zones;
use crate::calendar::recur::{Recurrence, Stamp, Starts};
use crate::error::Error;
use crate::job::{part, rest};
use crate::limits;
use crate::time::Zone;

/// What an event takes, as [`rest`] counts, and how many instances take as much as one for it.
const EVENT_TAKES: u64 = 2;
const INSTANCES: u64 = 4;
/// Characters of a name that are kept: it stands in a calendar, once for each of its days.
const NAME: usize = 200;
/// Seconds in a day.
const DAY: i64 = 86_400;

/// A series from one of its instances on (RANGE=THISANDFUTURE, RFC 5545, section 3.2.13).
struct Future {
    /// The instance, by the instant first planned.
    from: i64,
    /// How many seconds of the local clock it starts later, or earlier.
    shift: i64,
    /// How long it lasts; none for one that was cancelled with all that follow.
    length: Option<Length>,
}

/// How long an event lasts: days of the calendar, which the clock may make longer or shorter, and seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    days: i64,
    seconds: i64,
}

impl Length {
    /// The second after the last of what is planned for a local time and starts at an instant.
    fn end(self, planned: NaiveDateTime, start: i64, zone: &Zone) -> i64 {
        let day = Days::new(self.days.unsigned_abs());
        let day = planned.checked_add_days(day).filter(|_| self.days > 0);
        day.map_or(start, |local| zone.instant(local).timestamp()).saturating_add(self.seconds)
    }

    /// The seconds of a length whose days are all alike.
    pub(super) fn seconds(self) -> i64 {
        self.days * DAY + self.seconds
    }

    /// Nothing for what ends before it starts.
    fn forwards(self) -> Self {
        if self.seconds() > 0 { self } else { Self::default() }
    }
}

/// A stretch of time that an event takes, in seconds since 1970, and what the event is called where that was kept.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) name: Rc<str>,
}

/// Finds when the events of calendars are, between two instants.
pub(super) struct Events<'z> {
    from: i64,
    to: i64,
    /// For times without a zone.
    zone: &'z Zone,
    /// Which events count.
    counts: fn(&Component<'_>) -> bool,
    zones: Zones,
    /// From when on series go on otherwise, by their UIDs.
    futures: BTreeMap<String, Vec<Future>>,
    /// Periods and instances of recurrences that may still be looked at.
    left: u64,
    pub(super) found: Vec<Stretch>,
    pub(super) problems: Vec<Error>,
}

impl<'z> Events<'z> {
    pub(super) fn new(
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        zone: &'z Zone,
        counts: fn(&Component<'_>) -> bool,
        problems: Vec<Error>,
    ) -> Self {
        let (from, to) = (from.timestamp(), to.timestamp());
        let (zones, futures, found) = (Zones::default(), BTreeMap::new(), Vec::new());
        Self { from, to, zone, counts, zones, futures, left: limits::CALENDAR_RECURRENCES, found, problems }
    }

    /// Finds when the events of a calendar are, in steps.
    pub(super) async fn calendar(&mut self, calendar: &Component<'_>) {
        self.zones = Zones::read(calendar, &mut self.problems);
        let events = || calendar.parts.iter().chain([calendar]).filter(|part| part.name == "VEVENT");
        // The instances that have an event of their own, by the series they belong to.
        let mut replaced: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        self.futures.clear();
        for event in events() {
            rest(1).await;
            if let (Some(uid), Some(line)) = (event.value("UID"), event.line("RECURRENCE-ID"))
                && let Some((instant, _)) = self.instant_like(line, event.line("DTSTART"))
            {
                let future = if ranges(line) { self.future(event, line, instant) } else { None };
                match future {
                    Some(future) => self.futures.entry(uid.to_owned()).or_default().push(future),
                    None => replaced.entry(uid).or_default().push(instant),
                }
            }
        }
        self.futures.values_mut().for_each(|futures| futures.sort_by_key(|future| future.from));
        replaced.values_mut().for_each(|instants| instants.sort_unstable());
        let finding = part(calendar.parts.len());
        for (number, event) in events().enumerate() {
            finding.at(number);
            let (left, replaced) = (self.left, event.value("UID").and_then(|uid| replaced.get(uid)));
            self.event(event, replaced.map_or(&[], Vec::as_slice));
            rest(EVENT_TAKES + (left - self.left) / INSTANCES).await;
        }
    }

    fn event(&mut self, event: &Component<'_>, replaced: &[i64]) {
        // The series itself tells of an instance that stands for all that follow.
        let own = event.line("RECURRENCE-ID").is_some();
        let uid = event.value("UID").unwrap_or_default();
        if !(self.counts)(event)
            || own && self.futures.contains_key(uid) && event.line("RECURRENCE-ID").is_some_and(ranges)
        {
            return;
        }
        let Some(line) = event.line("DTSTART") else {
            return tell(&mut self.problems, event.number, || {
                Error::new("ics.no_start", "an event without DTSTART")
                    .hint("it was left out; give it a start in its own calendar")
            });
        };
        let Some(mut recurrence) = self.start(line) else { return self.unreadable(line) };
        let Some(length) = self.length(event, line) else { return };
        for line in event.lines.iter().filter(|line| ["RRULE", "RDATE", "EXDATE"].contains(&line.name.as_str())) {
            // A single instance of a series does not recur, nor does anything when the calendar has recurred too often.
            match line.name == "RRULE" && (own || self.left == 0) {
                true if own => {}
                true => tell(&mut self.problems, line.number, || {
                    Error::new("limit.recurrence", "too much recurs in the calendar")
                        .hint("this event counts with its first day alone; use a calendar with fewer series")
                }),
                false => self.recur(&mut recurrence, line),
            }
        }
        let zone = self.clock_of(line);
        let futures = self.futures.get(uid).filter(|_| !own).map(Vec::as_slice).unwrap_or_default();
        let ends = futures.iter().map(|future| future.length.unwrap_or_default().seconds() + future.shift.abs());
        // A day more, for days that are longer than others.
        let reach = ends.chain([length.seconds()]).max().unwrap_or_default() + if length.days > 0 { DAY } else { 0 };
        let span = |seconds: i64| DateTime::from_timestamp(seconds, 0);
        let (first, last) = (self.from.saturating_sub(reach), self.to.saturating_add(if own { 0 } else { reach }));
        let mut times = Vec::new();
        let mut instances = recurrence.instances_between(span(first), span(last));
        for instance in instances.by_ref() {
            let start = instance.instant.timestamp();
            // A day is planned from its midnight, also one whose midnight the clock skips.
            let whole = recurrence.is_of_whole_days();
            let planned = if whole { instance.local.date().and_time(NaiveTime::MIN) } else { instance.local };
            if self.found.len() + times.len() >= limits::BUSY_TIMES {
                self.too_many(event.number);
                break;
            }
            if !own && replaced.binary_search(&start).is_ok() {
                continue;
            }
            let since = futures.partition_point(|future| future.from <= start);
            match since.checked_sub(1).and_then(|last| futures.get(last)) {
                None => times.push((start, length.end(planned, start, &zone))),
                Some(Future { length: None, .. }) => {}
                Some(Future { shift, length: Some(length), .. }) => {
                    let planned = planned.checked_add_signed(TimeDelta::seconds(*shift)).unwrap_or(planned);
                    let start = zone.instant(planned).timestamp();
                    times.push((start, length.end(planned, start, &zone)));
                }
            }
        }
        if let Some(problem) = instances.problem() {
            tell(&mut self.problems, event.number, || problem);
        }
        self.left = self.left.saturating_sub(instances.work());
        let name = event.value("SUMMARY").map(unescaped).unwrap_or_default();
        let name: Rc<str> = name.chars().take(NAME).collect::<String>().into();
        for (from, to) in times {
            self.add(from, to, name.clone());
        }
    }

    /// How a series goes on from an instance.
    fn future(&mut self, event: &Component<'_>, planned: &Line<'_>, from: i64) -> Option<Future> {
        let start = event.line("DTSTART").unwrap_or(planned);
        let (at, _) = self.instant(start)?;
        let zone = self.clock_of(start);
        let local = |instant: i64| instant + i64::from(zone.offset_at(instant));
        let length = if !(self.counts)(event) { None } else { Some(self.length(event, start)?) };
        Some(Future { from, shift: local(at) - local(from), length })
    }

    /// The start of an event, in its zone.
    fn start(&mut self, line: &Line<'_>) -> Option<Recurrence> {
        let zone = self.clock_of(line);
        let recurrence = match Stamp::parse(&line.value)? {
            Stamp::Date(day) => Recurrence::on_day(day, Some(zone)),
            Stamp::Local(at) | Stamp::Utc(at) => Recurrence::at(at, Some(zone)),
        };
        Some(recurrence.starts(Starts::Always))
    }

    /// The zone by whose clock a line is told.
    fn clock_of(&mut self, line: &Line<'_>) -> Zone {
        match Stamp::parse(&line.value) {
            Some(Stamp::Utc(_)) => Zone::utc(),
            _ => self.zone_of(line),
        }
    }

    fn zone_of(&mut self, line: &Line<'_>) -> Zone {
        let named = line.parameter("TZID").map(str::to_owned);
        let zone = named.and_then(|name| self.zones.named(&name, line.number, &mut self.problems));
        zone.unwrap_or_else(|| self.zone.clone())
    }

    /// The instant of a line, and whether it is a whole day.
    fn instant(&mut self, line: &Line<'_>) -> Option<(i64, bool)> {
        let stamp = Stamp::parse(&line.value)?;
        let first = self.start(line)?.instances().next()?;
        Some((first.instant.timestamp(), matches!(stamp, Stamp::Date(_))))
    }

    /// The instant of a line that, without a zone of its own, is told in that of another.
    fn instant_like(&mut self, line: &Line<'_>, other: Option<&Line<'_>>) -> Option<(i64, bool)> {
        let mut line = line.clone();
        let zone = other.and_then(|other| other.parameters.iter().find(|(name, _)| name == "TZID"));
        if line.parameter("TZID").is_none() {
            line.parameters.extend(zone.cloned());
        }
        self.instant(&line)
    }

    /// How long an event lasts: a day for a day without an end, nothing for a moment without one. Days from one date to
    /// another are days whatever the clock does (RFC 5545, section 3.3.6); times of day are told apart by seconds.
    fn length(&mut self, event: &Component<'_>, start: &Line<'_>) -> Option<Length> {
        if let Some(line) = event.line("DURATION") {
            let length = duration(&line.value);
            if length.is_none() {
                self.unreadable(line);
            }
            return length.map(Length::forwards);
        }
        let (from, whole_day) = self.instant(start)?;
        let Some(line) = event.line("DTEND") else { return Some(Length { days: whole_day.into(), seconds: 0 }) };
        let length = match (Stamp::parse(&start.value), Stamp::parse(&line.value)) {
            (Some(Stamp::Date(first)), Some(Stamp::Date(after))) => Length { days: (after - first).into(), seconds: 0 },
            _ => match self.instant_like(line, Some(start)) {
                Some((to, _)) => Length { days: 0, seconds: to - from },
                None => {
                    self.unreadable(line);
                    Length::default()
                }
            },
        };
        Some(length.forwards())
    }

    fn recur(&mut self, recurrence: &mut Recurrence, line: &Line<'_>) {
        if line.name == "RRULE" {
            match line.value.parse() {
                Ok(rule) => recurrence.add_rule(rule),
                Err(error) => tell(&mut self.problems, line.number, || error),
            }
            return;
        }
        for item in line.value.split(',') {
            // A period counts from its start.
            let mut single = line.clone();
            single.value = item.split('/').next().unwrap_or_default().to_owned().into();
            let zoned = line.parameter("TZID").is_some();
            match Stamp::parse(&single.value) {
                // A local time in a zone of its own is an instant; without one it is told in that of the start.
                Some(Stamp::Local(_)) if zoned => match self.instant(&single) {
                    Some((instant, _)) => recurrence.add_stamp(Stamp::Utc(instant), line.name == "RDATE"),
                    None => return self.unreadable(line),
                },
                Some(stamp) => recurrence.add_stamp(stamp, line.name == "RDATE"),
                None => return self.unreadable(line),
            }
        }
    }

    /// Adds a stretch, cut to what was asked for; whether there was room for it.
    pub(super) fn add(&mut self, from: i64, to: i64, name: Rc<str>) -> bool {
        let (from, to) = (from.max(self.from), to.min(self.to));
        if self.found.len() >= limits::BUSY_TIMES {
            return false;
        }
        if from < to {
            self.found.push(Stretch { from, to, name });
        }
        true
    }

    /// Says that there is room for no more stretches.
    pub(super) fn too_many(&mut self, line: usize) {
        tell(&mut self.problems, line, || {
            Error::new("limit.busy_times", "too many busy times").hint("the first ones count; ask for a shorter time")
        });
    }

    pub(super) fn unreadable(&mut self, line: &Line<'_>) {
        tell(&mut self.problems, line.number, || {
            Error::new("ics.unreadable", format!("{} cannot be read", line.name))
                .hint("the rest was read; look at the event in its own calendar")
        });
    }
}

/// Whether a RECURRENCE-ID stands for all instances that follow as well.
fn ranges(line: &Line<'_>) -> bool {
    line.parameter("RANGE").is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"))
}

/// The length that a duration such as `PT1H30M` or `-P1W` tells (RFC 5545, section 3.3.6).
pub(super) fn duration(text: &str) -> Option<Length> {
    let text = text.trim().to_ascii_uppercase();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (mut days, mut seconds) = (0_i64, 0_i64);
    let mut number = String::new();
    for character in rest.strip_prefix('P')?.chars() {
        let (sum, unit) = match character {
            '0'..='9' => {
                number.push(character);
                continue;
            }
            'T' if number.is_empty() => continue,
            'W' => (&mut days, 7),
            'D' => (&mut days, 1),
            'H' => (&mut seconds, 3_600),
            'M' => (&mut seconds, 60),
            'S' => (&mut seconds, 1),
            _ => return None,
        };
        *sum = sum.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    let most = 400 * 366;
    let known = number.is_empty() && days < most && seconds < most * DAY;
    known.then_some(Length { days: sign * days, seconds: sign * seconds })
}
