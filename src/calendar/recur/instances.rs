//! The local times of a rule, one after the other, period by period.

use super::recurrence::Weeks;
use super::rule::{Frequency, Rule, bits};
use super::year::{Days, Year};
use crate::limits;
use crate::time::civil::{date_of, day_number, month_length, weekday};
use crate::time::{Meaning, Zone};

/// Seconds in a day.
const DAY: i64 = 86_400;
/// The last day that RFC 5545 can write.
const LAST_DAY: i32 = 2_932_896;

/// An iterator over the local times of a rule, in seconds as if the local clock were UTC, ascending.
///
/// Every frequency is one scheme: the rule's periods are numbered from the one that holds the start; a period is
/// a stretch of days and the same times on each. A period that the rule cannot admit is skipped together with all
/// that share the reason, so that sparse rules cost little.
#[derive(Clone, Debug)]
pub(super) struct Instances<'r> {
    rule: &'r Rule,
    days: Days<'r>,
    every_day: bool,
    /// The first local time that may be an instance, and the last.
    start: i64,
    last: i64,
    /// Earlier instances count but are not given out.
    floor: i64,
    /// How many instances are left to count.
    left: u64,
    /// The clock whose gaps hold no instances, none to be counted either.
    skips: Option<&'r Zone>,
    /// The number of the next period.
    period: u64,
    /// Periods examined since the last instance, and instances passed on the way to the floor.
    idle: u32,
    passed: u32,
    /// Periods and instances looked at altogether.
    work: u64,
    /// The admitted days of two neighbouring years.
    years: [Year; 2],
    /// The last day asked for, and whether it is admitted.
    asked: (i32, bool),
    /// The times of a period: seconds after `base` on each of its days.
    times: Vec<i64>,
    base: i64,
    /// The admitted days of the current period.
    found: Vec<i32>,
    /// What BYSETPOS picks of the current period.
    picks: Vec<usize>,
    /// How much of the current period has been given out.
    given: usize,
}

/// What became of a period.
enum Examined {
    /// Its days are in `found`.
    Admitted,
    /// Neither it nor any before the one with this number is admitted.
    Skip(u64),
    /// There are no more periods.
    Over,
}

impl<'r> Instances<'r> {
    /// The instances of a rule from a start up to a last moment, both included.
    pub(super) fn new(rule: &'r Rule, start: i64, last: i64, weeks: Weeks) -> Self {
        let first_day = day_of(start);
        let days = Days::new(rule, first_day, weeks);
        let blank = Year::blank();
        let mut all = Self {
            rule,
            every_day: days.all(),
            days,
            start,
            last,
            floor: i64::MIN,
            left: rule.count.unwrap_or(u64::MAX),
            skips: None,
            period: 0,
            idle: 0,
            passed: 0,
            work: 0,
            years: [blank.clone(), blank],
            asked: (i32::MIN, false),
            times: times(rule, start),
            base: 0,
            found: Vec::new(),
            picks: Vec::new(),
            given: 0,
        };
        if all.is_never() {
            all.left = 0;
        }
        all
    }

    /// Leaves out the local times that a zone's clock skips, and does not count them: RFC 5545, section 3.3.10, has them
    /// ignored.
    pub(super) fn skipping(mut self, zone: Option<&'r Zone>) -> Self {
        self.skips = zone;
        self
    }

    /// Goes on with the first instance at or after a local time, without walking there unless the rule both counts
    /// and names days or times.
    pub(super) fn seek(&mut self, local: i64) {
        self.floor = local;
        let plain = self.is_plain();
        if (self.rule.count.is_none() || plain) && local > self.start {
            let period = self.period.max(self.period_of(local));
            if self.rule.count.is_some() {
                self.left = self.left.saturating_sub(period - self.period - self.skipped(self.period, period, local));
            }
            self.period = period;
            self.found.clear();
            self.given = 0;
            self.picks.clear();
        }
    }

    /// How many periods and instances were looked at so far.
    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// Whether there were too many instances on the way to the floor.
    pub(super) fn is_given_up(&self) -> bool {
        self.passed > limits::RECURRENCE_PASSED
    }

    /// Counts some instances less.
    pub(super) fn give_up(&mut self, instances: u64) {
        self.left = self.left.saturating_sub(instances);
    }

    fn is_skipped(&self, time: i64) -> bool {
        self.skips.is_some_and(|zone| matches!(zone.meaning(time), Meaning::Never(..)))
    }

    /// Whether every period has exactly one time, as long after the one before it as all others.
    fn is_plain(&self) -> bool {
        let rule = self.rule;
        let clock = rule.hours == 0 && rule.minutes == 0 && rule.seconds == 0;
        let days = !rule.names_days() && rule.months == 0 && rule.positions.is_empty();
        rule.frequency >= Frequency::Weekly && clock && days
    }

    /// How many periods of a plain rule, from one up to another before a local time, have a time that the clock skips.
    fn skipped(&self, from: u64, to: u64, local: i64) -> u64 {
        let unit = self.unit().unwrap_or(if self.rule.frequency == Frequency::Daily { DAY } else { 7 * DAY });
        let step = i64::try_from(self.rule.interval).ok().and_then(|interval| interval.checked_mul(unit));
        let (Some(zone), Some(step)) = (self.skips, step) else { return 0 };
        // The first period whose time is not before a local time.
        let period = |local: i64| (-(self.start - local).div_euclid(step)).clamp(0, i64::MAX) as u64;
        let gaps = zone.gaps(self.start, local).into_iter();
        gaps.map(|(first, after)| period(after).clamp(from, to) - period(first).clamp(from, to)).sum()
    }

    /// Whether the times of day alone, or positions beyond every period, rule out all instances.
    fn is_never(&self) -> bool {
        if self.rule.frequency >= Frequency::Daily && !self.rule.positions.is_empty() {
            let most = self.times.len();
            if self.rule.positions.iter().all(|position| usize::from(position.unsigned_abs()) > most) {
                return true;
            }
        }
        let Some(unit) = self.unit() else { return false };
        let per_day = (DAY / unit) as u64;
        let step = gcd(self.rule.interval, per_day) as i64;
        let phase = self.start.div_euclid(unit).rem_euclid(step);
        let mut ticks = (phase..per_day as i64).step_by(step as usize);
        !ticks.any(|tick| self.clock_skip(tick * unit).is_none())
    }

    /// The seconds in a period shorter than a day.
    fn unit(&self) -> Option<i64> {
        match self.rule.frequency {
            Frequency::Hourly => Some(3_600),
            Frequency::Minutely => Some(60),
            Frequency::Secondly => Some(1),
            _ => None,
        }
    }

    /// The number of the period that holds a local time after the start, or of the one before it.
    fn period_of(&self, local: i64) -> u64 {
        let (from, to) = (self.start.div_euclid(DAY) as i32, day_of(local));
        let units = match self.rule.frequency {
            Frequency::Yearly => i64::from(date_of(to).0 - date_of(from).0),
            Frequency::Monthly => i64::from(month_index(to) - month_index(from)),
            Frequency::Weekly => i64::from(self.week_of(to) - self.week_of(from)) / 7,
            Frequency::Daily => i64::from(to - from),
            _ => self.unit().map_or(0, |unit| local.div_euclid(unit) - self.start.div_euclid(unit)),
        };
        u64::try_from(units).unwrap_or_default() / self.rule.interval
    }

    /// The day on which the week of a day begins.
    fn week_of(&self, day: i32) -> i32 {
        day - (weekday(day) - i32::from(self.rule.week_start)).rem_euclid(7)
    }

    /// The next time of the current period.
    fn next_given(&mut self) -> Option<i64> {
        let index = match self.rule.positions.is_empty() {
            true => self.given,
            false => *self.picks.get(self.given)?,
        };
        let day = *self.found.get(index / self.times.len())?;
        self.given += 1;
        Some(i64::from(day) * DAY + self.base + self.times[index % self.times.len()])
    }

    /// Fills the next admitted period; none when there is none.
    fn advance(&mut self) -> Option<()> {
        loop {
            self.idle += 1;
            self.work += 1;
            if self.idle > limits::RECURRENCE_PERIODS {
                return None;
            }
            let period = self.period;
            self.found.clear();
            self.given = 0;
            match self.examine(period) {
                Examined::Over => return None,
                Examined::Skip(to) => self.period = to.max(period + 1),
                Examined::Admitted => {
                    self.period = period + 1;
                    self.pick();
                    return Some(());
                }
            }
        }
    }

    fn examine(&mut self, period: u64) -> Examined {
        let units = self.rule.interval.checked_mul(period).and_then(|units| i64::try_from(units).ok());
        // Beyond this no period lies before the year 10000, and nothing below can overflow.
        let Some(units) = units.filter(|units| *units <= i64::from(LAST_DAY) * DAY * 2) else {
            return Examined::Over;
        };
        if let Some(unit) = self.unit() {
            return self.examine_within_day(units, unit);
        }
        let start = day_of(self.start);
        let range = match self.rule.frequency {
            Frequency::Yearly => {
                let year = i64::from(date_of(start).0) + units;
                (year <= 9_999).then(|| (day_number(year as i32, 1, 1), day_number(year as i32 + 1, 1, 1)))
            }
            Frequency::Monthly => month_range(i64::from(month_index(start)) + units, self.rule.months),
            Frequency::Weekly => in_calendar(i64::from(self.week_of(start)) + units.saturating_mul(7), 7),
            _ => in_calendar(i64::from(start) + units, 1),
        };
        let Some((from, to)) = range else { return Examined::Over };
        if i64::from(from) * DAY > self.last {
            return Examined::Over;
        }
        self.admit(from, to);
        Examined::Admitted
    }

    /// Puts the admitted days of a stretch into `found`.
    fn admit(&mut self, from: i32, to: i32) {
        let mut from = from;
        while from < to {
            let slot = self.year_of(from);
            let year = &self.years[slot];
            year.extend(from, to.min(year.end()), &mut self.found);
            from = year.end();
        }
    }

    /// The place of the year that holds a day, computed when it is not there.
    fn year_of(&mut self, day: i32) -> usize {
        if let Some(slot) = self.years.iter().position(|year| year.holds(day)) {
            return slot;
        }
        let number = date_of(day).0;
        let slot = (number & 1) as usize;
        self.years[slot] = self.days.year(number);
        slot
    }

    /// A period of an hour, a minute or a second.
    fn examine_within_day(&mut self, units: i64, unit: i64) -> Examined {
        let first = self.start.div_euclid(unit);
        let second = (first + units) * unit;
        let day = second.div_euclid(DAY);
        if second > self.last || day > i64::from(LAST_DAY) {
            return Examined::Over;
        }
        let day = day as i32;
        if self.asked.0 != day {
            let admitted = self.every_day || {
                let slot = self.year_of(day);
                self.years[slot].admits(day)
            };
            self.asked = (day, admitted);
        }
        let midnight = i64::from(day) * DAY;
        let skip = if self.asked.1 { self.clock_skip(second - midnight) } else { Some(DAY) };
        let Some(skip) = skip else {
            self.base = second - midnight;
            self.found.push(day);
            return Examined::Admitted;
        };
        let to = (midnight + skip).div_euclid(unit) - first;
        Examined::Skip(u64::try_from(to).unwrap_or_default().div_ceil(self.rule.interval))
    }

    /// None when the rule admits a period that starts at a second of the day, else the first second after it
    /// for which the reason no longer holds.
    fn clock_skip(&self, second: i64) -> Option<i64> {
        let (rule, frequency) = (self.rule, self.rule.frequency);
        let (hour, minute) = (second / 3_600, second / 60);
        let excludes = |mask: u64, bit: i64| mask != 0 && mask >> bit & 1 == 0;
        if excludes(rule.hours.into(), hour) {
            Some((hour + 1) * 3_600)
        } else if frequency >= Frequency::Minutely && excludes(rule.minutes, minute % 60) {
            Some((minute + 1) * 60)
        } else if frequency == Frequency::Secondly && excludes(rule.seconds, second % 60) {
            Some(second + 1)
        } else {
            None
        }
    }

    /// Finds the places that BYSETPOS names in the current period.
    fn pick(&mut self) {
        self.picks.clear();
        let count = (self.found.len() * self.times.len()) as i64;
        for position in &self.rule.positions {
            let position = i64::from(*position);
            let index = if position > 0 { position - 1 } else { count + position };
            if (0..count).contains(&index) {
                self.picks.push(index as usize);
            }
        }
        self.picks.sort_unstable();
        self.picks.dedup();
    }
}

impl Iterator for Instances<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        while self.left > 0 {
            let Some(time) = self.next_given() else {
                if self.advance().is_none() {
                    self.left = 0;
                }
                continue;
            };
            if time > self.last {
                self.left = 0;
            } else if time >= self.start && !self.is_skipped(time) {
                self.left -= 1;
                self.idle = 0;
                if time >= self.floor {
                    return Some(time);
                }
                self.passed += 1;
                self.work += 1;
                if self.passed > limits::RECURRENCE_PASSED {
                    self.left = 0;
                }
            }
        }
        None
    }
}

/// The times of a period: the product of the hours, minutes and seconds that the rule or else the start names,
/// as far as they are shorter than the period.
fn times(rule: &Rule, start: i64) -> Vec<i64> {
    let clock = start.rem_euclid(DAY);
    let named = |mask: u64, own: i64, shorter: bool| match (shorter, mask) {
        (false, _) => vec![0],
        (true, 0) => vec![own],
        (true, mask) => bits(mask).map(i64::from).collect(),
    };
    let hours = named(rule.hours.into(), clock / 3_600, rule.frequency < Frequency::Hourly);
    let minutes = named(rule.minutes, clock / 60 % 60, rule.frequency < Frequency::Minutely);
    let seconds = named(rule.seconds, clock % 60, rule.frequency < Frequency::Secondly);
    let mut times = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in &hours {
        for minute in &minutes {
            times.extend(seconds.iter().map(|second| hour * 3_600 + minute * 60 + second));
        }
    }
    times
}

/// The number of the day of a local time, held within the calendar.
fn day_of(local: i64) -> i32 {
    local.div_euclid(DAY).clamp(-i64::from(LAST_DAY), i64::from(LAST_DAY)) as i32
}

/// Months since January of the year 0.
fn month_index(day: i32) -> i32 {
    let (year, month, _) = date_of(day);
    year * 12 + month as i32 - 1
}

/// The days of a month; an empty stretch when the rule's months leave it out.
fn month_range(index: i64, months: u16) -> Option<(i32, i32)> {
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) as u32 + 1);
    let year = i32::try_from(year).ok().filter(|year| *year <= 9_999)?;
    let from = day_number(year, month, 1);
    let admitted = months == 0 || months >> month & 1 == 1;
    Some((from, if admitted { from + month_length(year, month) as i32 } else { from }))
}

/// A stretch of days that begins within the calendar.
fn in_calendar(day: i64, length: i32) -> Option<(i32, i32)> {
    i32::try_from(day).ok().filter(|day| *day <= LAST_DAY).map(|day| (day, day + length))
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
