//! The rule that a zone follows after its last listed transition: a POSIX `TZ` string.

#![deny(clippy::indexing_slicing)]

use super::civil::{date_of, day_number, is_leap, month_length, weekday};
use super::table::{Kind, Transition};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// A zone's rule for ever after (RFC 9636, section 3.3.1, gives the extensions read here).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Posix {
    /// The standard time.
    standard: Kind,
    /// The summer time with the moments at which it starts and ends, where there is one.
    summer: Option<(Kind, Turn, Turn)>,
}

/// A yearly moment by the local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    on: On,
    /// Seconds after midnight, negative and beyond a day as well.
    at: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// `Mm.w.d`: the w-th weekday d (0 is Sunday) of month m; 5 is the last.
    Weekday { month: u32, week: i32, day: i32 },
    /// `Jn`: the n-th day of the year, 29 February never counted.
    JulianNoLeap(i32),
    /// `n`: days after 1 January, leap days counted.
    Ordinal(i32),
}

impl Posix {
    /// Reads a rule such as `EST5EDT,M3.2.0,M11.1.0`; none when it is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut input = Input(text);
        let name = input.name()?;
        let standard = Kind { offset: -input.clock()?, summer: false, name };
        if input.0.is_empty() {
            return Some(Self { standard, summer: None });
        }
        let name = input.name()?;
        let offset = if input.0.starts_with(',') { standard.offset + 3_600 } else { -input.clock()? };
        let (start, end) = (input.turn()?, input.turn()?);
        input.0.is_empty().then_some(Self { standard, summer: Some((Kind { offset, summer: true, name }, start, end)) })
    }

    /// What holds outside summer time.
    pub(super) fn standard(&self) -> &Kind {
        &self.standard
    }

    /// The transitions of a year in their order, none where the clock never turns.
    pub(super) fn transitions(&self, year: i32) -> Vec<Transition> {
        let Some((summer, start, end)) = &self.summer else { return Vec::new() };
        let turn = |turn: &Turn, before: &Kind, after: &Kind| Transition::new(turn.local(year), before, after.clone());
        let mut both = vec![turn(start, &self.standard, summer), turn(end, summer, &self.standard)];
        both.sort_by_key(|transition| transition.at);
        both
    }

    /// What holds at an instant, by the transitions of the years around it.
    pub(super) fn around(&self, seconds: i64) -> Vec<Transition> {
        let day = i32::try_from(seconds.div_euclid(DAY)).unwrap_or(i32::MAX / 2);
        let year = date_of(day).0;
        (year - 1..=year + 1).flat_map(|year| self.transitions(year)).collect()
    }
}

impl Turn {
    /// The moment in a year by the clock before the turn, in seconds as if it were UTC.
    fn local(&self, year: i32) -> i64 {
        let first = day_number(year, 1, 1);
        let day = match self.on {
            On::Weekday { month, week, day } => nth_weekday(year, month, week, day),
            On::JulianNoLeap(n) => first + n - 1 + i32::from(is_leap(year) && n >= 60),
            On::Ordinal(n) => first + n,
        };
        i64::from(day) * DAY + i64::from(self.at)
    }
}

/// The day number of the week-th weekday (0 is Sunday) of a month, the last one when there is no fifth.
fn nth_weekday(year: i32, month: u32, week: i32, day: i32) -> i32 {
    let first = day_number(year, month, 1);
    let monday_based = (day + 6).rem_euclid(7);
    let nth = first + (monday_based - weekday(first)).rem_euclid(7) + 7 * (week - 1);
    if nth >= first + month_length(year, month) as i32 { nth - 7 } else { nth }
}

/// What is still unread of a rule.
struct Input<'a>(&'a str);

impl<'a> Input<'a> {
    /// An abbreviation: letters, or anything between angle brackets.
    fn name(&mut self) -> Option<String> {
        if let Some(rest) = self.0.strip_prefix('<') {
            let (name, rest) = rest.split_once('>')?;
            self.0 = rest;
            return Some(name.to_owned());
        }
        let name = self.take_while(|c| c.is_ascii_alphabetic());
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// A signed time `hh[:mm[:ss]]`, in seconds.
    fn clock(&mut self) -> Option<i32> {
        let sign = if self.eat('-') { -1 } else { 1 };
        let _ = self.eat('+');
        let mut seconds = self.number(167)? * 3_600;
        for unit in [60, 1] {
            if !self.eat(':') {
                break;
            }
            seconds += self.number(59)? * unit;
        }
        Some(sign * seconds)
    }

    /// A comma, a day of the year and, after a slash, a time; two o'clock when left out.
    fn turn(&mut self) -> Option<Turn> {
        if !self.eat(',') {
            return None;
        }
        let on = self.on()?;
        let at = if self.eat('/') { self.clock()? } else { 2 * 3_600 };
        Some(Turn { on, at })
    }

    fn on(&mut self) -> Option<On> {
        if self.eat('J') {
            return Some(On::JulianNoLeap(self.number(365)?));
        }
        if !self.eat('M') {
            return Some(On::Ordinal(self.number(365)?));
        }
        let month = self.number(12).filter(|month| *month >= 1)?;
        let week = self.eat('.').then(|| self.number(5)).flatten().filter(|week| *week >= 1)?;
        let day = self.eat('.').then(|| self.number(6)).flatten()?;
        Some(On::Weekday { month: month as u32, week, day })
    }

    fn number(&mut self, most: i32) -> Option<i32> {
        self.take_while(|c| c.is_ascii_digit()).parse().ok().filter(|number| *number <= most)
    }

    fn eat(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let rest = self.0.trim_start_matches(keep);
        let taken = self.0.strip_suffix(rest).unwrap_or_default();
        self.0 = rest;
        taken
    }
}
