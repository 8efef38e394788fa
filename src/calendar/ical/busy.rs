//! When the calendar that somebody drops says that they are busy.

#![deny(clippy::indexing_slicing)]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::component::{Component, components, tell};
use super::line::Line;
use super::zones::Zones;
use crate::calendar::change::Away;
use crate::calendar::recur::{Recurrence, Stamp, Starts};
use crate::encoding;
use crate::error::{Error, Read, Result};
use crate::limits;
use crate::time::Zone;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// When somebody is busy: stretches in order that neither touch nor overlap, and nothing of what they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Busy {
    /// The stretches.
    pub times: Vec<BusyTime>,
}

/// A stretch in which somebody is busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BusyTime {
    /// The first instant.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub from: DateTime<Utc>,
    /// The instant after the last.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub to: DateTime<Utc>,
}

impl Busy {
    /// Whether a stretch is free.
    pub fn is_free(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let next = self.times.partition_point(|time| time.to <= from);
        self.times.get(next).is_none_or(|time| time.from >= to)
    }

    /// The stretches as those in which somebody cannot come, for a search of slots or a change.
    pub fn of_member(&self, member: &str) -> Vec<Away> {
        self.times.iter().map(|time| Away { member: member.to_owned(), from: time.from, to: time.to }).collect()
    }

    fn of(mut times: Vec<BusyTime>) -> Self {
        times.retain(|time| time.from < time.to);
        times.sort();
        let mut joined: Vec<BusyTime> = Vec::new();
        for time in times {
            match joined.last_mut() {
                Some(last) if time.from <= last.to => last.to = last.to.max(time.to),
                _ => joined.push(time),
            }
        }
        Self { times: joined }
    }
}

/// Reads from an iCalendar file when somebody is busy between two instants.
///
/// Events count unless they are cancelled or marked as free, with their recurrences, exceptions and zones; the busy
/// times of a VFREEBUSY count as well. Times without a zone, and whole days, are taken in `zone`. Whatever cannot be
/// read is a problem with its line, and the rest counts.
///
/// ```
/// use peer_circle::calendar::read_busy;
/// use peer_circle::time::Zone;
///
/// let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/New_York:20201006T090000\n\
///     DURATION:PT90M\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n";
/// let (from, to) = ("2020-10-01T00:00:00Z".parse().unwrap(), "2020-10-15T00:00:00Z".parse().unwrap());
/// let busy = read_busy(file.as_bytes(), from, to, &Zone::named("America/New_York")?)?.value;
/// assert_eq!(busy.times.len(), 2);
/// assert!(!busy.is_free("2020-10-13T14:00:00Z".parse().unwrap(), "2020-10-13T15:00:00Z".parse().unwrap()));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` and `limit.text_bytes` of [`encoding::decode`], `ics.not_a_calendar` when nothing of one is there.
pub fn read_busy(bytes: &[u8], from: DateTime<Utc>, to: DateTime<Utc>, zone: &Zone) -> Result<Read<Busy>> {
    let text = encoding::decode(bytes)?.text;
    let mut problems = Vec::new();
    let file = components(&text, &mut problems);
    if file.parts.is_empty() {
        return Err(
            Error::new("ics.not_a_calendar", "the file holds no calendar").hint("export an .ics file and use that")
        );
    }
    let mut reader = Reader {
        from: from.timestamp(),
        to: to.timestamp(),
        zone,
        zones: Zones::default(),
        futures: BTreeMap::new(),
        times: Vec::new(),
        problems,
    };
    for calendar in &file.parts {
        reader.calendar(calendar);
    }
    Ok(Read { value: Busy::of(reader.times), problems: reader.problems })
}

/// A series from one of its instances on (RANGE=THISANDFUTURE, RFC 5545, section 3.2.13).
struct Future {
    /// The instance, by the instant first planned.
    from: i64,
    /// How many seconds of the local clock it starts later, or earlier.
    shift: i64,
    /// How long it lasts; none for one that was cancelled with all that follow.
    length: Option<i64>,
}

struct Reader<'z> {
    from: i64,
    to: i64,
    /// For times without a zone.
    zone: &'z Zone,
    zones: Zones,
    /// From when on series go on otherwise, by their UIDs.
    futures: BTreeMap<String, Vec<Future>>,
    times: Vec<BusyTime>,
    problems: Vec<Error>,
}

impl Reader<'_> {
    fn calendar(&mut self, calendar: &Component<'_>) {
        self.zones = Zones::read(calendar, &mut self.problems);
        let events = || calendar.parts.iter().chain([calendar]).filter(|part| part.name == "VEVENT");
        // The instances that have an event of their own, by the series they belong to.
        let mut replaced: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        self.futures.clear();
        for event in events() {
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
        for event in events() {
            let replaced = event.value("UID").and_then(|uid| replaced.get(uid));
            self.event(event, replaced.map_or(&[], Vec::as_slice));
        }
        for part in calendar.parts.iter().filter(|part| part.name == "VFREEBUSY") {
            part.all("FREEBUSY").for_each(|line| self.free_busy(line));
        }
    }

    fn event(&mut self, event: &Component<'_>, replaced: &[i64]) {
        // The series itself tells of an instance that stands for all that follow.
        let own = event.line("RECURRENCE-ID").is_some();
        let uid = event.value("UID").unwrap_or_default();
        if is_free(event) || own && self.futures.contains_key(uid) && event.line("RECURRENCE-ID").is_some_and(ranges) {
            return;
        }
        let Some(line) = event.line("DTSTART") else {
            return tell(&mut self.problems, "ics.no_start", "an event without DTSTART", event.number);
        };
        let Some(mut recurrence) = self.start(line) else { return self.unreadable(line) };
        let Some(length) = self.length(event, line) else { return };
        for line in event.lines.iter().filter(|line| ["RRULE", "RDATE", "EXDATE"].contains(&line.name.as_str())) {
            // A single instance of a series does not recur.
            if !(own && line.name == "RRULE") {
                self.recur(&mut recurrence, line);
            }
        }
        let zone = self.zone_of(line);
        let futures = self.futures.get(uid).filter(|_| !own).map(Vec::as_slice).unwrap_or_default();
        let ends = futures.iter().map(|future| future.length.unwrap_or_default() + future.shift.abs());
        let reach = ends.chain([length]).max().unwrap_or(length);
        let span = |seconds: i64| DateTime::from_timestamp(seconds, 0);
        let (first, last) = (self.from.saturating_sub(reach), self.to.saturating_add(if own { 0 } else { reach }));
        let mut times = Vec::new();
        for instance in recurrence.instances_between(span(first), span(last)) {
            let start = instance.instant.timestamp();
            if self.times.len() + times.len() >= limits::BUSY_TIMES {
                tell(&mut self.problems, "limit.busy_times", "too many busy times", event.number);
                break;
            }
            if !own && replaced.binary_search(&start).is_ok() {
                continue;
            }
            match futures.iter().rev().find(|future| future.from <= start) {
                None => times.push((start, start.saturating_add(length))),
                Some(Future { length: None, .. }) => {}
                Some(Future { shift, length: Some(length), .. }) => {
                    let local = instance.local.checked_add_signed(TimeDelta::seconds(*shift)).unwrap_or(instance.local);
                    let start = zone.instant(local).timestamp();
                    times.push((start, start.saturating_add(*length)));
                }
            }
        }
        times.into_iter().for_each(|(from, to)| self.add(from, to));
    }

    /// How a series goes on from an instance.
    fn future(&mut self, event: &Component<'_>, planned: &Line<'_>, from: i64) -> Option<Future> {
        let start = event.line("DTSTART").unwrap_or(planned);
        let (at, _) = self.instant(start)?;
        let zone = self.zone_of(start);
        let local = |instant: i64| instant + i64::from(zone.offset_at(instant));
        let length = if is_free(event) { None } else { Some(self.length(event, start)?) };
        Some(Future { from, shift: local(at) - local(from), length })
    }

    /// The start of an event, in its zone.
    fn start(&mut self, line: &Line<'_>) -> Option<Recurrence> {
        let zone = self.zone_of(line);
        let recurrence = match Stamp::parse(&line.value)? {
            Stamp::Date(day) => Recurrence::on_day(day, Some(zone)),
            Stamp::Local(local) => Recurrence::at(local, Some(zone)),
            Stamp::Utc(instant) => Recurrence::at(instant, Some(Zone::utc())),
        };
        Some(recurrence.starts(Starts::Always))
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

    /// How long an event lasts, in seconds: a day for a day without an end, nothing for a moment without one.
    fn length(&mut self, event: &Component<'_>, start: &Line<'_>) -> Option<i64> {
        if let Some(line) = event.line("DURATION") {
            let length = duration(&line.value);
            if length.is_none() {
                self.unreadable(line);
            }
            return length.map(|length| length.max(0));
        }
        let (from, whole_day) = self.instant(start)?;
        let Some(line) = event.line("DTEND") else { return Some(if whole_day { DAY } else { 0 }) };
        match self.instant_like(line, Some(start)) {
            Some((to, _)) => Some((to - from).max(0)),
            None => {
                self.unreadable(line);
                Some(0)
            }
        }
    }

    fn recur(&mut self, recurrence: &mut Recurrence, line: &Line<'_>) {
        if line.name == "RRULE" {
            match line.value.parse() {
                Ok(rule) => recurrence.add_rule(rule),
                Err(error) => self.problem(error.at_line(line.number)),
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

    fn free_busy(&mut self, line: &Line<'_>) {
        if line.parameter("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
            return;
        }
        for period in line.value.split(',') {
            let Some((from, to)) = period.split_once('/') else { return self.unreadable(line) };
            let Some(Stamp::Utc(from)) = Stamp::parse(from) else { return self.unreadable(line) };
            match Stamp::parse(to) {
                Some(Stamp::Utc(to)) => self.add(from, to),
                _ => match duration(to) {
                    Some(length) => self.add(from, from.saturating_add(length)),
                    None => return self.unreadable(line),
                },
            }
        }
    }

    /// Adds a stretch, cut to what was asked for.
    fn add(&mut self, from: i64, to: i64) {
        let (from, to) = (from.max(self.from), to.min(self.to));
        if let (Some(from), Some(to)) = (DateTime::from_timestamp(from, 0), DateTime::from_timestamp(to, 0))
            && from < to
            && self.times.len() < limits::BUSY_TIMES
        {
            self.times.push(BusyTime { from, to });
        }
    }

    fn unreadable(&mut self, line: &Line<'_>) {
        tell(&mut self.problems, "ics.unreadable", &format!("{} cannot be read", line.name), line.number);
    }

    fn problem(&mut self, problem: Error) {
        if self.problems.len() < limits::PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// Whether an event leaves its time free.
fn is_free(event: &Component<'_>) -> bool {
    let is = |name: &str, value: &str| event.value(name).is_some_and(|other| other.eq_ignore_ascii_case(value));
    is("STATUS", "CANCELLED") || is("TRANSP", "TRANSPARENT") || is("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
}

/// Whether a RECURRENCE-ID stands for all instances that follow as well.
fn ranges(line: &Line<'_>) -> bool {
    line.parameter("RANGE").is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"))
}

/// Seconds of a duration such as `PT1H30M` or `-P1W` (RFC 5545, section 3.3.6).
fn duration(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_uppercase();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let mut seconds = 0_i64;
    let mut number = String::new();
    for character in rest.strip_prefix('P')?.chars() {
        let unit = match character {
            '0'..='9' => {
                number.push(character);
                continue;
            }
            'T' if number.is_empty() => continue,
            'W' => 7 * DAY,
            'D' => DAY,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    (number.is_empty() && seconds < 400 * 366 * DAY).then_some(sign * seconds)
}
