//! Runs of figures as people write numbers: in groups, with separators between them.

use super::super::words::{Shape, Text};

/// A run of figures.
pub(super) struct Run {
    pub from: usize,
    pub to: usize,
    pub digits: Vec<u8>,
    /// How many groups the separators make.
    pub groups: usize,
}

/// Every longest run of figures whose groups are separated by at most one character of `separators`, where it has so many
/// figures at least.
pub(super) fn runs(text: &Text<'_>, separators: &[u8], least: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    if text.figures < least {
        return runs;
    }
    let mut last: Option<(Run, usize)> = None;
    for (index, word) in text.numbers().filter(|(_, word)| word.shape == Shape::Number) {
        let joined = last.take_if(|(_, next)| *next == index).map(|(run, _)| run);
        runs.extend(last.take().and_then(|(run, _)| run.filled(text, least)));
        let mut run = joined.unwrap_or(Run { from: word.from, to: word.to, digits: Vec::new(), groups: 0 });
        (run.to, run.groups) = (word.to, run.groups + 1);
        let joins = matches!(text.gap(index).as_bytes(), [one] if separators.contains(one));
        last = Some((run, if joins { index + 1 } else { usize::MAX }));
    }
    runs.extend(last.and_then(|(run, _)| run.filled(text, least)));
    runs
}

impl Run {
    /// The run with its figures, if they are so many at least.
    fn filled(mut self, text: &Text<'_>, least: u32) -> Option<Self> {
        let written = text.text.get(self.from..self.to).unwrap_or_default();
        let figures = written.bytes().filter(u8::is_ascii_digit);
        if figures.clone().count() < usize::try_from(least).unwrap_or(0) {
            return None;
        }
        self.digits = figures.map(|byte| byte - b'0').collect();
        Some(self)
    }
}

/// Figures as people say them one by one, and the tens that high ages begin with.
pub(super) const SPOKEN: &str = "zero oh one two three four five six seven eight nine ninety hundred";

/// The value of a figure that is said by itself.
pub(super) fn spoken(word: &str) -> Option<u32> {
    let known = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let value = known.iter().position(|known| known.eq_ignore_ascii_case(word));
    if word.eq_ignore_ascii_case("oh") { Some(0) } else { value.and_then(|value| u32::try_from(value).ok()) }
}

/// Luhn's check (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().rev().enumerate().map(|(place, digit)| doubled(place, *digit)).sum();
    sum.is_multiple_of(10)
}

fn doubled(place: usize, digit: u8) -> u32 {
    let digit = u32::from(digit);
    match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, twice @ 0..=9) => twice,
        (_, twice) => twice - 9,
    }
}
