//! Reads recurrence rules and the dates of RFC 5545.

#![deny(clippy::indexing_slicing)]

use std::str::FromStr;

use super::rule::{DAYS, Frequency, Rule, Until};
use crate::error::{Error, Result};
use crate::time::civil::{day_number, month_length};

/// A date or a date with a time, as RFC 5545, sections 3.3.4 and 3.3.5, write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calendar) enum Stamp {
    /// The number of a day.
    Date(i32),
    /// Seconds by a local clock, as if it were UTC.
    Local(i64),
    /// Seconds since 1970-01-01 00:00 UTC.
    Utc(i64),
}

impl Stamp {
    /// Reads `19970902`, `19970902T090000` or `19970902T090000Z`.
    pub(in crate::calendar) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let day = parse_date(date)?;
        let Some(time) = time else { return Some(Self::Date(day)) };
        let (time, utc) = match time.strip_suffix(['Z', 'z']) {
            Some(time) => (time, true),
            None => (time, false),
        };
        let seconds = i64::from(day) * 86_400 + i64::from(parse_time(time)?);
        Some(if utc { Self::Utc(seconds) } else { Self::Local(seconds) })
    }
}

fn parse_date(text: &str) -> Option<i32> {
    let number = digits(text, 8)?;
    let (year, month, day) = ((number / 10_000) as i32, number / 100 % 100, number % 100);
    let real = (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day);
    real.then(|| day_number(year, month, day))
}

/// Seconds after midnight; a leap second is the second before it, as RFC 5545, section 3.3.12, asks for.
fn parse_time(text: &str) -> Option<u32> {
    let number = if text.len() == 4 { digits(text, 4)? * 100 } else { digits(text, 6)? };
    let (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100);
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3_600 + minute * 60 + second.min(59))
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl FromStr for Rule {
    type Err = Error;

    /// Reads the parts in any order and any case, with or without `RRULE:` before them.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let parts = parts.map(split_part).collect::<Result<Vec<(&str, &str)>>>()?;
        for (index, (name, _)) in parts.iter().enumerate() {
            if parts.iter().take(index).any(|(other, _)| other == name) {
                return Err(Error::new("rule.repeated_part", format!("{name} is given twice")).hint("give it once"));
            }
        }
        let frequency = parts.iter().find(|(name, _)| *name == "FREQ").ok_or_else(|| {
            Error::new("rule.no_frequency", "the rule has no FREQ").hint("start with FREQ=WEEKLY or another frequency")
        })?;
        let mut rule = Self::of(parse_frequency(frequency.1)?);
        for (name, value) in parts {
            rule.set(name, value)?;
        }
        Ok(rule)
    }
}

fn split_part(part: &str) -> Result<(&str, &str)> {
    let (name, value) = part.split_once('=').ok_or_else(|| unreadable(part))?;
    Ok((name.trim(), value.trim()))
}

fn parse_frequency(text: &str) -> Result<Frequency> {
    let found = Frequency::ALL.iter().find(|(_, name)| *name == text);
    found.map(|(frequency, _)| *frequency).ok_or_else(|| unreadable(&format!("FREQ={text}")))
}

impl Rule {
    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match name {
            "FREQ" => {}
            "INTERVAL" => self.interval = count(name, value, 1)?,
            "COUNT" => self.count = Some(count(name, value, 0)?),
            "UNTIL" => self.until = Some(until(value)?),
            "WKST" => self.week_start = weekday(value)?,
            // A clock without leap seconds takes the 60th for the 59th (RFC 5545, section 3.3.12).
            "BYSECOND" => self.seconds = mask(name, value, 0, 60)?.map_or(0, fold_leap_second),
            "BYMINUTE" => self.minutes = mask(name, value, 0, 59)?.unwrap_or_default(),
            "BYHOUR" => self.hours = mask(name, value, 0, 23)?.unwrap_or_default() as u32,
            "BYMONTH" => self.months = mask(name, value, 1, 12)?.unwrap_or_default() as u16,
            "BYDAY" | "BYWEEKDAY" => self.days = items(value).map(numbered_day).collect::<Result<_>>()?,
            "BYMONTHDAY" => self.month_days = signed(name, value, 31)?.into_iter().map(|day| day as i8).collect(),
            "BYYEARDAY" => self.year_days = signed(name, value, 366)?,
            "BYWEEKNO" => self.weeks = signed(name, value, 53)?.into_iter().map(|week| week as i8).collect(),
            "BYSETPOS" => self.positions = signed(name, value, 366)?,
            "RSCALE" if value == "GREGORIAN" => {}
            "SKIP" if value == "OMIT" => {}
            _ if name.starts_with("X-") => {}
            _ => {
                return Err(Error::new("rule.unknown_part", format!("{name}={value} is not known"))
                    .hint("leave it out, or write the rule with the parts of RFC 5545"));
            }
        }
        Ok(())
    }
}

fn unreadable(part: &str) -> Error {
    Error::new("rule.unreadable", format!("\"{part}\" cannot be read")).hint("write it as in FREQ=MONTHLY;BYDAY=1TU")
}

fn out_of_range(name: &str, value: &str) -> Error {
    Error::new("rule.out_of_range", format!("{name} cannot be {value}")).hint("see RFC 5545, section 3.3.10")
}

fn items(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A count of any length; one beyond 64 bits is as good as endless.
fn count(name: &str, value: &str, least: u64) -> Result<u64> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable(&format!("{name}={value}")));
    }
    Some(value.parse().unwrap_or(u64::MAX)).filter(|count| *count >= least).ok_or_else(|| out_of_range(name, value))
}

fn until(value: &str) -> Result<Until> {
    let stamp = Stamp::parse(value).ok_or_else(|| unreadable(&format!("UNTIL={value}")))?;
    Ok(match stamp {
        Stamp::Date(day) => Until::Date(day),
        Stamp::Local(seconds) => Until::Local(seconds),
        Stamp::Utc(seconds) => Until::Utc(seconds),
    })
}

fn weekday(value: &str) -> Result<u8> {
    let index = DAYS.iter().position(|day| *day == value);
    index.map(|index| index as u8).ok_or_else(|| unreadable(value))
}

/// A weekday with or without a number, such as `-1FR`.
fn numbered_day(item: &str) -> Result<(i16, u8)> {
    let (number, day) = item.split_at_checked(item.len().saturating_sub(2)).ok_or_else(|| unreadable(item))?;
    let nth = if number.is_empty() { 0 } else { signed_number("BYDAY", number, 53)? };
    Ok((nth, weekday(day)?))
}

fn signed(name: &str, value: &str, most: i16) -> Result<Vec<i16>> {
    let mut numbers = items(value).map(|item| signed_number(name, item, most)).collect::<Result<Vec<i16>>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn signed_number(name: &str, item: &str, most: i16) -> Result<i16> {
    let number: i16 = item.parse().map_err(|_| unreadable(&format!("{name}={item}")))?;
    let fits = number != 0 && (-most..=most).contains(&number);
    fits.then_some(number).ok_or_else(|| out_of_range(name, item))
}

/// A bit for each number of a list; none for an empty list.
fn mask(name: &str, value: &str, least: u32, most: u32) -> Result<Option<u64>> {
    let mut mask = 0;
    for item in items(value) {
        let number: u32 = item.parse().map_err(|_| unreadable(&format!("{name}={item}")))?;
        if !(least..=most).contains(&number) {
            return Err(out_of_range(name, item));
        }
        mask |= 1 << number;
    }
    Ok((mask != 0).then_some(mask))
}

fn fold_leap_second(mask: u64) -> u64 {
    let leap = mask >> 60 & 1;
    mask & !(1 << 60) | leap << 59
}
