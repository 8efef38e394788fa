//! A rule in the words of a language.

use super::english::English;
use super::rule::{Frequency, Rule, Until, bits, date_text};
use super::spanish::Spanish;
use crate::calendar::names::Language;

/// Monday to Friday, a bit each.
pub(super) const WEEKDAYS: u8 = 0b1_1111;
/// All seven days.
pub(super) const WHOLE_WEEK: u8 = 0b111_1111;
/// Times of day that are told one by one.
const TIMES: u32 = 6;

impl Rule {
    /// What the rule means, such as `1st and 3rd Tuesday of the month`.
    ///
    /// Whatever the rule leaves to its start is left out.
    ///
    /// ```
    /// use peer_circle::calendar::{Language, Rule};
    ///
    /// let rule: Rule = "FREQ=MONTHLY;BYDAY=1TU,3TU".parse()?;
    /// assert_eq!(rule.in_words(Language::En), "1st and 3rd Tuesday of the month");
    /// assert_eq!(rule.in_words(Language::Es), "el primer y el tercer martes del mes");
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn in_words(&self, language: Language) -> String {
        match language {
            Language::En => English(self).words(),
            Language::Es => Spanish(self).words(),
        }
    }

    /// Whether it numbers weekdays, where a number has a meaning.
    pub(super) fn numbers_days(&self) -> bool {
        self.days.iter().any(|(nth, _)| *nth != 0) && self.frequency < Frequency::Weekly
    }

    /// Its weekdays without a number, a bit each.
    pub(super) fn plain_mask(&self) -> u8 {
        self.days.iter().filter(|(nth, _)| *nth == 0).fold(0, |mask, (_, day)| mask | 1 << day)
    }

    /// Its weekdays from Monday, each once.
    pub(super) fn weekdays(&self) -> Vec<i32> {
        let mut days: Vec<i32> = self.days.iter().map(|(_, day)| i32::from(*day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Its weekdays with their numbers, those with the same numbers together.
    pub(super) fn numbered(&self) -> Vec<(Vec<i32>, Vec<i16>)> {
        let mut groups: Vec<(Vec<i32>, Vec<i16>)> = Vec::new();
        for day in self.weekdays() {
            let of_day = self.days.iter().filter(|(_, other)| i32::from(*other) == day);
            let mut numbers: Vec<i16> = of_day.map(|(nth, _)| *nth).collect();
            numbers.sort_unstable();
            match groups.iter_mut().find(|(_, others)| *others == numbers) {
                Some((days, _)) => days.push(day),
                None => groups.push((vec![day], numbers)),
            }
        }
        groups
    }

    /// The times of day that it names, where they are few and whole minutes.
    pub(super) fn times_of_day(&self) -> Option<Vec<String>> {
        let times = self.hours.count_ones() * self.minutes.count_ones();
        let few = (1..=TIMES).contains(&times) && self.seconds == 0;
        let of_hour = |hour: u32| bits(self.minutes).map(move |minute| format!("{hour}:{minute:02}"));
        few.then(|| bits(self.hours.into()).flat_map(of_hour).collect())
    }

    /// The day of its UNTIL, such as `2026-12-24`, or `2026-12-24 (UTC)` where that is told in universal time.
    pub(super) fn last_day(&self) -> Option<String> {
        let day = |seconds: i64| i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default();
        let until = self.until.map(|until| match until {
            Until::Date(day) => day,
            Until::Local(seconds) | Until::Utc(seconds) => day(seconds),
        });
        let clock = if matches!(self.until, Some(Until::Utc(_))) { " (UTC)" } else { "" };
        let until = date_text(until?);
        let (year, rest) = until.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        Some(format!("{year}-{month}-{day}{clock}"))
    }
}

/// Numbers from the front, then those from the back.
pub(super) fn from_both_ends(numbers: &[i16]) -> Vec<i32> {
    let (mut front, mut back) = (Vec::new(), Vec::new());
    for number in numbers {
        let part = if *number > 0 { &mut front } else { &mut back };
        part.push(i32::from(*number));
    }
    back.reverse();
    front.append(&mut back);
    front
}

/// Small numbers, made wider.
pub(super) fn wide(numbers: &[i8]) -> Vec<i16> {
    numbers.iter().map(|number| i16::from(*number)).collect()
}

/// The numbers of the bits that are set.
pub(super) fn numbers(mask: u64) -> Vec<i32> {
    bits(mask).map(|bit| bit as i32).collect()
}

/// A number in figures.
pub(super) fn figure(number: i32) -> String {
    number.to_string()
}

/// Names of numbers in a row, such as `1st and 3rd`.
pub(super) fn named(numbers: &[i32], name: fn(i32) -> String, and: &str) -> String {
    let mut text = String::new();
    for (place, number) in numbers.iter().enumerate() {
        text.push_str(&between(place, numbers.len(), and));
        text.push_str(&name(*number));
    }
    text
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn joined(items: &[String], and: &str) -> String {
    let mut text = String::new();
    for (place, item) in items.iter().enumerate() {
        text.push_str(&between(place, items.len(), and));
        text.push_str(item);
    }
    text
}

/// What stands before an item of a row.
fn between(place: usize, of: usize, and: &str) -> String {
    match place {
        0 => String::new(),
        _ if place + 1 == of => [" ", and, " "].concat(),
        _ => ", ".to_owned(),
    }
}
