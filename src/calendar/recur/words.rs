//! A rule in English words.

use super::rule::{Frequency, Rule, Until, bits, date_text};
use crate::calendar::names::{ENGLISH, MONTHS_FROM};

/// Monday to Friday, a bit each.
const WEEKDAYS: u8 = 0b1_1111;
/// Times of day that are told one by one.
const TIMES: u32 = 6;

impl Rule {
    /// What the rule means, in English, such as `1st and 3rd Tuesday of the month`.
    ///
    /// Whatever the rule leaves to its start is left out.
    pub fn in_words(&self) -> String {
        let mut text = if self.positions.is_empty() { self.days_in_words() } else { self.positions_in_words() };
        self.add_filters(&mut text);
        self.add_clock(&mut text);
        self.add_end(&mut text);
        text
    }

    /// The main clause: on which days of which period.
    fn days_in_words(&self) -> String {
        let numbered = self.days.iter().any(|(nth, _)| *nth != 0) && self.frequency < Frequency::Weekly;
        match self.frequency {
            Frequency::Monthly if numbered || !self.days.is_empty() && self.month_days.is_empty() => {
                format!("{} of {}", self.numbered_days(), self.every("the month", "month"))
            }
            Frequency::Yearly if numbered => {
                let period = if self.months == 0 { self.every("the year", "year") } else { self.month_names() };
                format!("{} of {period}", self.numbered_days())
            }
            Frequency::Weekly if self.interval == 1 && self.plain_mask() == WEEKDAYS => "every weekday".to_owned(),
            Frequency::Weekly if self.interval == 1 && !self.days.is_empty() => format!("every {}", self.plain_days()),
            Frequency::Weekly if !self.days.is_empty() => {
                format!("{} on {}", self.every("every week", "week"), self.plain_days())
            }
            Frequency::Monthly if !self.month_days.is_empty() => {
                format!("the {} of {}", self.month_day_names(), self.every("the month", "month"))
            }
            frequency => {
                let unit = unit(frequency);
                self.every(&format!("every {unit}"), unit)
            }
        }
    }

    /// The main clause of a rule that picks among the days of a period.
    fn positions_in_words(&self) -> String {
        let forward = self.positions.iter().filter(|position| **position > 0);
        let back = self.positions.iter().filter(|position| **position < 0).rev();
        let positions = joined(forward.chain(back).map(|position| ordinal((*position).into())).collect());
        let days = match self.days.len() {
            0 => "matching time".to_owned(),
            _ if self.plain_mask() == WEEKDAYS => "weekday".to_owned(),
            _ if self.plain_mask() == 0b111_1111 => "day".to_owned(),
            _ if self.days.iter().all(|(nth, _)| *nth == 0) => self.plain_days().replace(" and ", " or "),
            _ => self.numbered_days().replace(" and ", " or "),
        };
        let unit = unit(self.frequency);
        format!("the {positions} {days} of {}", self.every(&format!("the {unit}"), unit))
    }

    /// The clauses that narrow the main one.
    fn add_filters(&self, text: &mut String) {
        let monthly = self.frequency == Frequency::Monthly;
        let numbered = self.days.iter().any(|(nth, _)| *nth != 0) && self.frequency < Frequency::Weekly;
        let said = numbered || !self.positions.is_empty() || self.frequency == Frequency::Weekly;
        let in_main = said || monthly && self.month_days.is_empty();
        if !(self.days.is_empty() || in_main) {
            text.push_str(&match monthly {
                true => format!(", if a {}", self.plain_days().replace(" and ", " or ")),
                false => format!(" on {}", self.plain_days()),
            });
        }
        let in_main = monthly && self.positions.is_empty() && !numbered;
        if !(self.month_days.is_empty() || in_main) {
            text.push_str(&format!(" on the {}", self.month_day_names()));
        }
        if !self.year_days.is_empty() {
            let days = self.year_days.iter().map(|day| ordinal((*day).into())).collect();
            text.push_str(&format!(" on the {} day of the year", joined(days)));
        }
        if !self.weeks.is_empty() {
            let weeks = self.weeks.iter().map(i8::to_string).collect();
            text.push_str(&format!(" in week {}", joined(weeks)));
        }
        if self.months != 0 && !(self.frequency == Frequency::Yearly && numbered && self.positions.is_empty()) {
            text.push_str(&format!(" in {}", self.month_names()));
        }
    }

    /// The times of day, where the rule names them.
    fn add_clock(&self, text: &mut String) {
        let times = self.hours.count_ones() * self.minutes.count_ones();
        if (1..=TIMES).contains(&times) && self.seconds == 0 {
            let of_hour = |hour: u32| bits(self.minutes).map(move |minute| format!("{hour}:{minute:02}"));
            let times = joined(bits(self.hours.into()).flat_map(of_hour).collect());
            return text.push_str(&format!(", at {times}"));
        }
        let clock = [(u64::from(self.hours), "hour"), (self.minutes, "minute"), (self.seconds, "second")];
        for (mask, unit) in clock.into_iter().filter(|(mask, _)| *mask != 0) {
            let numbers = joined(bits(mask).map(|number| number.to_string()).collect());
            text.push_str(&format!(", at {unit} {numbers}"));
        }
    }

    fn add_end(&self, text: &mut String) {
        match self.count {
            Some(1) => text.push_str(", once"),
            Some(count) => text.push_str(&format!(", {count} times")),
            None => {}
        }
        let day = |seconds: i64| i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default();
        let until = self.until.map(|until| match until {
            Until::Date(day) => day,
            Until::Local(seconds) | Until::Utc(seconds) => day(seconds),
        });
        if let Some(until) = until.map(date_text) {
            let (year, rest) = until.split_at_checked(4).unwrap_or_default();
            let (month, day) = rest.split_at_checked(2).unwrap_or_default();
            text.push_str(&format!(", until {year}-{month}-{day}"));
        }
    }

    /// `once` for an interval of one, else every so many units.
    fn every(&self, once: &str, unit: &str) -> String {
        match self.interval {
            1 => once.to_owned(),
            2 => format!("every other {unit}"),
            interval => format!("every {interval} {unit}s"),
        }
    }

    /// Weekdays with their numbers, those with the same numbers together.
    fn numbered_days(&self) -> String {
        let mut groups: Vec<(Vec<String>, Vec<i16>)> = Vec::new();
        let mut days: Vec<u8> = self.days.iter().map(|(_, day)| *day).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let numbers: Vec<i16> = self.days.iter().filter(|(_, other)| *other == day).map(|(nth, _)| *nth).collect();
            let name = day_name(day);
            match groups.iter_mut().find(|(_, others)| *others == numbers) {
                Some((names, _)) => names.push(name),
                None => groups.push((vec![name], numbers)),
            }
        }
        let group = |(names, numbers): (Vec<String>, Vec<i16>)| match numbers.contains(&0) {
            true => format!("every {}", joined(names)),
            false => {
                let numbers = numbers.into_iter().map(|number| ordinal(number.into())).collect();
                format!("{} {}", joined(numbers), joined(names))
            }
        };
        joined(groups.into_iter().map(group).collect())
    }

    fn plain_mask(&self) -> u8 {
        self.days.iter().filter(|(nth, _)| *nth == 0).fold(0, |mask, (_, day)| mask | 1 << day)
    }

    fn plain_days(&self) -> String {
        let mut days: Vec<u8> = self.days.iter().map(|(_, day)| *day).collect();
        days.sort_unstable();
        days.dedup();
        joined(days.into_iter().map(day_name).collect())
    }

    fn month_names(&self) -> String {
        let months = bits(self.months.into()).filter_map(|month| ENGLISH.get(MONTHS_FROM + month as usize - 1));
        joined(months.map(|month| (*month).to_owned()).collect())
    }

    fn month_day_names(&self) -> String {
        let forward = self.month_days.iter().filter(|day| **day > 0);
        let back = self.month_days.iter().filter(|day| **day < 0).rev();
        let name = |day: &i8| match day {
            -1 => "last day".to_owned(),
            day => ordinal((*day).into()),
        };
        joined(forward.chain(back).map(name).collect())
    }
}

fn day_name(day: u8) -> String {
    ENGLISH.get(usize::from(day)).copied().unwrap_or_default().to_owned()
}

fn unit(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Yearly => "year",
        Frequency::Monthly => "month",
        Frequency::Weekly => "week",
        Frequency::Daily => "day",
        Frequency::Hourly => "hour",
        Frequency::Minutely => "minute",
        Frequency::Secondly => "second",
    }
}

/// `1st`, `22nd`, `last`, `3rd from last`.
fn ordinal(number: i32) -> String {
    let size = number.unsigned_abs();
    if number == -1 {
        return "last".to_owned();
    }
    let suffix = match (size % 100, size % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    let from_last = if number < 0 { " from last" } else { "" };
    format!("{size}{suffix}{from_last}")
}

/// `a`, `a and b`, `a, b and c`.
fn joined(mut items: Vec<String>) -> String {
    let Some(last) = items.pop() else { return String::new() };
    if items.is_empty() { last } else { format!("{} and {last}", items.join(", ")) }
}
