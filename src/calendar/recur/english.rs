//! A rule in English.

use super::rule::{Frequency, Rule};
use super::words::{WEEKDAYS, WHOLE_WEEK, figure, from_both_ends, joined, named, numbers, wide};
use crate::calendar::names::Language;

pub(super) struct English<'r>(pub(super) &'r Rule);

impl English<'_> {
    pub(super) fn words(&self) -> String {
        let mut text = if self.0.positions.is_empty() { self.days() } else { self.positions() };
        self.add_filters(&mut text);
        self.add_clock(&mut text);
        self.add_end(&mut text);
        text
    }

    /// The main clause: on which days of which period.
    fn days(&self) -> String {
        let rule = self.0;
        let numbered = rule.numbers_days();
        match rule.frequency {
            Frequency::Monthly if numbered || !rule.days.is_empty() && rule.month_days.is_empty() => {
                format!("{} of {}", self.numbered_days(), self.every("the month", "month"))
            }
            Frequency::Yearly if numbered && rule.months != 0 => {
                let years = if rule.interval == 1 { String::new() } else { format!(", {}", self.every("", "year")) };
                format!("{} of {}{years}", self.numbered_days(), self.months())
            }
            Frequency::Yearly if numbered => format!("{} of {}", self.numbered_days(), self.every("the year", "year")),
            Frequency::Weekly if rule.interval == 1 && rule.plain_mask() == WEEKDAYS => "every weekday".to_owned(),
            Frequency::Weekly if rule.interval == 1 && !rule.days.is_empty() => {
                format!("every {}", self.weekdays("and"))
            }
            Frequency::Weekly if !rule.days.is_empty() => {
                format!("{} on {}", self.every("every week", "week"), self.weekdays("and"))
            }
            Frequency::Monthly if !rule.month_days.is_empty() => {
                format!("the {} of {}", self.month_days(), self.every("the month", "month"))
            }
            frequency => {
                let unit = unit(frequency);
                self.every(&format!("every {unit}"), unit)
            }
        }
    }

    /// The main clause of a rule that picks among the days of a period.
    fn positions(&self) -> String {
        let rule = self.0;
        let positions = named(&from_both_ends(&rule.positions), ordinal, "and");
        let days = match rule.days.len() {
            0 => "matching time".to_owned(),
            _ if rule.plain_mask() == WEEKDAYS => "weekday".to_owned(),
            _ if rule.plain_mask() == WHOLE_WEEK => "day".to_owned(),
            _ if rule.days.iter().all(|(nth, _)| *nth == 0) => self.weekdays("or"),
            _ => self.numbered_days().replace(" and ", " or "),
        };
        let unit = unit(rule.frequency);
        format!("the {positions} {days} of {}", self.every(&format!("the {unit}"), unit))
    }

    /// The clauses that narrow the main one.
    fn add_filters(&self, text: &mut String) {
        let rule = self.0;
        let (monthly, numbered) = (rule.frequency == Frequency::Monthly, rule.numbers_days());
        let said = numbered || !rule.positions.is_empty() || rule.frequency == Frequency::Weekly;
        let in_main = said || monthly && rule.month_days.is_empty();
        if !(rule.days.is_empty() || in_main) {
            text.push_str(&match monthly {
                true => format!(", if a {}", self.weekdays("or")),
                false => format!(" on {}", self.weekdays("and")),
            });
        }
        let in_main = monthly && rule.positions.is_empty() && !numbered;
        if !(rule.month_days.is_empty() || in_main) {
            text.push_str(&format!(" on the {}", self.month_days()));
        }
        if !rule.year_days.is_empty() {
            let days = named(&from_both_ends(&rule.year_days), ordinal, "and");
            text.push_str(&format!(" on the {days} day of the year"));
        }
        if !rule.weeks.is_empty() {
            let weeks = from_both_ends(&wide(&rule.weeks));
            text.push_str(&match weeks.iter().all(|week| *week > 0) {
                true => format!(" in week {}", named(&weeks, figure, "and")),
                false => format!(" in the {} week of the year", named(&weeks, ordinal, "and")),
            });
        }
        if rule.months != 0 && !(rule.frequency == Frequency::Yearly && numbered && rule.positions.is_empty()) {
            text.push_str(&format!(" in {}", self.months()));
        }
    }

    /// The times of day, where the rule names them.
    fn add_clock(&self, text: &mut String) {
        if let Some(times) = self.0.times_of_day() {
            return text.push_str(&format!(", at {}", joined(&times, "and")));
        }
        let clock = [(u64::from(self.0.hours), "hour"), (self.0.minutes, "minute"), (self.0.seconds, "second")];
        for (mask, unit) in clock.into_iter().filter(|(mask, _)| *mask != 0) {
            text.push_str(&format!(", at {unit} {}", named(&numbers(mask), figure, "and")));
        }
    }

    fn add_end(&self, text: &mut String) {
        match self.0.count {
            Some(1) => text.push_str(", once"),
            Some(count) => text.push_str(&format!(", {count} times")),
            None => {}
        }
        if let Some(day) = self.0.last_day() {
            text.push_str(&format!(", until {day}"));
        }
    }

    /// `once` for an interval of one, else every so many units.
    fn every(&self, once: &str, unit: &str) -> String {
        match self.0.interval {
            1 => once.to_owned(),
            2 => format!("every other {unit}"),
            interval => format!("every {interval} {unit}s"),
        }
    }

    /// Weekdays with their numbers.
    fn numbered_days(&self) -> String {
        let group = |(days, numbers): (Vec<i32>, Vec<i16>)| {
            let days = named(&days, day_name, "and");
            match numbers.contains(&0) {
                true => format!("every {days}"),
                false => format!("{} {days}", named(&from_both_ends(&numbers), ordinal, "and")),
            }
        };
        joined(&self.0.numbered().into_iter().map(group).collect::<Vec<String>>(), "and")
    }

    fn weekdays(&self, and: &str) -> String {
        named(&self.0.weekdays(), day_name, and)
    }

    fn months(&self) -> String {
        named(&numbers(self.0.months.into()), |month| Language::En.month(month as u32 - 1).to_owned(), "and")
    }

    fn month_days(&self) -> String {
        let name: fn(i32) -> String = |day| if day == -1 { "last day".to_owned() } else { ordinal(day) };
        named(&from_both_ends(&wide(&self.0.month_days)), name, "and")
    }
}

fn day_name(day: i32) -> String {
    Language::En.weekday(day as u32).to_owned()
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
