//! Which days of a year a rule admits, as a set of bits.

use super::recurrence::Weeks;
use super::rule::{Frequency, Rule, bits};
use crate::time::civil::{date_of, day_number, is_leap, month_length, weekday};

/// A bit for each day of a year, the first of January first.
type Bits = [u64; 6];

/// The days of one year that a rule admits.
#[derive(Clone, Debug)]
pub(super) struct Year {
    pub(super) number: i32,
    /// The day number of the first of January.
    first: i32,
    length: i32,
    bits: Bits,
}

/// The parts of a rule that decide about days, what the start decides included.
#[derive(Clone, Debug)]
pub(super) struct Days<'r> {
    rule: &'r Rule,
    months: u16,
    /// Bit n for the n-th day of a month, and for the n-th from its end.
    month_days: u32,
    month_days_back: u32,
    /// Bit n for the n-th weekday after Monday.
    weekdays: u8,
    /// Numbered weekdays count within a month, not within the year.
    within_month: bool,
}

impl<'r> Days<'r> {
    /// The days of a rule that starts on a day: what the rule leaves open, the start decides
    /// (RFC 5545, section 3.3.10: "information, not contained in the rule").
    pub(super) fn new(rule: &'r Rule, start: i32, weeks: Weeks) -> Self {
        let frequency = rule.frequency;
        let (_, month, day) = date_of(start);
        let mut days = Self {
            rule,
            months: rule.months,
            month_days: rule.month_days.iter().filter(|day| **day > 0).fold(0, |mask, day| mask | 1 << day),
            month_days_back: rule.month_days.iter().filter(|day| **day < 0).fold(0, |mask, day| mask | 1 << -day),
            weekdays: 0,
            within_month: frequency == Frequency::Monthly || rule.months != 0,
        };
        // A number before a weekday has no meaning within a week or a day.
        let plain = rule.days.iter().filter(|(nth, _)| *nth == 0 || frequency >= Frequency::Weekly);
        days.weekdays = plain.fold(0, |mask, (_, day)| mask | 1 << day);
        let only_weeks = rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty();
        if weeks == Weeks::StartDay && only_weeks && !rule.weeks.is_empty() {
            days.weekdays = 1 << weekday(start);
        }
        if !rule.names_days() {
            match frequency {
                Frequency::Yearly | Frequency::Monthly => days.month_days = 1 << day,
                Frequency::Weekly => days.weekdays = 1 << weekday(start),
                _ => {}
            }
            if frequency == Frequency::Yearly && rule.months == 0 {
                days.months = 1 << month;
            }
        }
        days
    }

    /// Whether every day is admitted.
    pub(super) fn all(&self) -> bool {
        self.months == 0
            && self.month_days == 0
            && self.month_days_back == 0
            && self.weekdays == 0
            && !self.rule.names_days()
    }

    /// The admitted days of a year.
    pub(super) fn year(&self, number: i32) -> Year {
        let length = 365 + i32::from(is_leap(number));
        let mut year = Year { number, first: day_number(number, 1, 1), length, bits: span(0, length) };
        if self.months != 0 {
            year.keep(&self.of_months(&year));
        }
        if self.month_days != 0 || self.month_days_back != 0 {
            year.keep(&self.of_month_days(&year));
        }
        if !self.rule.year_days.is_empty() {
            year.keep(&self.of_year_days(&year));
        }
        if !self.rule.weeks.is_empty() {
            year.keep(&self.of_weeks(&year));
        }
        if self.weekdays != 0 || !self.rule.days.is_empty() {
            year.keep(&self.of_weekdays(&year));
        }
        year
    }

    fn of_months(&self, year: &Year) -> Bits {
        year.months().filter(|(month, ..)| self.months >> month & 1 == 1).fold([0; 6], |mut all, (_, from, to)| {
            add(&mut all, &span(from, to));
            all
        })
    }

    fn of_month_days(&self, year: &Year) -> Bits {
        let mut all = [0; 6];
        for (_, from, to) in year.months() {
            let forward = bits(self.month_days.into()).map(|day| from + day as i32 - 1);
            let back = bits(self.month_days_back.into()).map(|day| to - day as i32);
            forward.chain(back).filter(|day| (from..to).contains(day)).for_each(|day| set(&mut all, day));
        }
        all
    }

    fn of_year_days(&self, year: &Year) -> Bits {
        let mut all = [0; 6];
        for day in &self.rule.year_days {
            let day = i32::from(*day);
            set(&mut all, if day > 0 { day - 1 } else { year.length + day });
        }
        all
    }

    /// Weeks belong to the year that has four of their days; those of the years around that reach into this one
    /// count with the days that lie in it.
    fn of_weeks(&self, year: &Year) -> Bits {
        let mut all = [0; 6];
        for number in year.number - 1..=year.number + 1 {
            let first = first_week(number, self.rule.week_start);
            let count = (first_week(number + 1, self.rule.week_start) - first) / 7;
            for week in &self.rule.weeks {
                let week = i32::from(*week);
                let index = if week > 0 { week - 1 } else { count + week };
                if (0..count).contains(&index) {
                    let from = first + 7 * index - year.first;
                    add(&mut all, &span(from, from + 7));
                }
            }
        }
        all
    }

    fn of_weekdays(&self, year: &Year) -> Bits {
        let mut all = [0; 6];
        let january = weekday(year.first);
        for day in bits(self.weekdays.into()) {
            add(&mut all, &EVERY_SEVENTH[(day as i32 - january).rem_euclid(7) as usize]);
        }
        let numbered = self.rule.days.iter().filter(|(nth, _)| *nth != 0);
        for (nth, day) in numbered.filter(|_| self.rule.frequency < Frequency::Weekly) {
            let (nth, day) = (i32::from(*nth), i32::from(*day));
            if self.within_month {
                year.months().for_each(|(_, from, to)| set_nth(&mut all, nth, day - january, from, to));
            } else {
                set_nth(&mut all, nth, day - january, 0, year.length);
            }
        }
        all
    }
}

impl Year {
    /// Whether a day of the year, by its day number, is admitted.
    pub(super) fn admits(&self, day: i32) -> bool {
        let offset = (day - self.first) as usize;
        self.bits.get(offset / 64).is_some_and(|word| word >> (offset % 64) & 1 == 1)
    }

    /// A year that holds no day.
    pub(super) fn blank() -> Self {
        Self { number: i32::MIN, first: 0, length: 0, bits: [0; 6] }
    }

    /// Whether a day number lies in the year.
    pub(super) fn holds(&self, day: i32) -> bool {
        (self.first..self.end()).contains(&day)
    }

    /// The day number after the last day of the year.
    pub(super) fn end(&self) -> i32 {
        self.first + self.length
    }

    /// The admitted days from one day number up to another, as far as they lie in this year.
    pub(super) fn extend(&self, from: i32, to: i32, days: &mut Vec<i32>) {
        let within = span(from - self.first, to - self.first);
        for (index, word) in self.bits.iter().enumerate() {
            let mut left = word & within[index];
            while left != 0 {
                days.push(self.first + index as i32 * 64 + left.trailing_zeros() as i32);
                left &= left - 1;
            }
        }
    }

    /// The months with the offsets of their first day and of the day after their last.
    fn months(&self) -> impl Iterator<Item = (u32, i32, i32)> {
        let number = self.number;
        (1..=12).scan(0, move |start, month| {
            let from = *start;
            *start += month_length(number, month) as i32;
            Some((month, from, *start))
        })
    }

    fn keep(&mut self, only: &Bits) {
        self.bits.iter_mut().zip(only).for_each(|(word, only)| *word &= only);
    }
}

/// For each remainder the days whose offset has it when divided by seven.
const EVERY_SEVENTH: [Bits; 7] = {
    let mut all = [[0; 6]; 7];
    let mut day = 0;
    while day < 384 {
        all[day % 7][day / 64] |= 1 << (day % 64);
        day += 1;
    }
    all
};

/// The day number on which week 1 of a year begins: the first week with four days in the year.
fn first_week(year: i32, week_start: u8) -> i32 {
    let january = day_number(year, 1, 1);
    let into_week = (weekday(january) - i32::from(week_start)).rem_euclid(7);
    if into_week <= 3 { january - into_week } else { january + 7 - into_week }
}

/// Sets the n-th day between two offsets whose offset has the same remainder by seven as `day`.
fn set_nth(all: &mut Bits, nth: i32, day: i32, from: i32, to: i32) {
    let first = from + (day - from).rem_euclid(7);
    let last = to - 1 - (to - 1 - day).rem_euclid(7);
    let offset = if nth > 0 { first + 7 * (nth - 1) } else { last + 7 * (nth + 1) };
    if (from..to).contains(&offset) {
        set(all, offset);
    }
}

fn set(all: &mut Bits, offset: i32) {
    let word = usize::try_from(offset / 64).ok().and_then(|word| all.get_mut(word));
    if let Some(word) = word.filter(|_| offset >= 0) {
        *word |= 1 << (offset % 64);
    }
}

fn add(all: &mut Bits, more: &Bits) {
    all.iter_mut().zip(more).for_each(|(word, more)| *word |= more);
}

/// The days from one offset up to another, cut to the set.
fn span(from: i32, to: i32) -> Bits {
    let below = |offset: i32, word: i32| match offset - word * 64 {
        bits if bits <= 0 => 0,
        bits if bits >= 64 => u64::MAX,
        bits => (1 << bits) - 1,
    };
    let mut all = [0; 6];
    all.iter_mut().zip(0..).for_each(|(bits, word)| *bits = below(to, word) & !below(from, word));
    all
}
