//! What a date becomes: its year, or another date by a secret number of days.

use chrono::{Days, NaiveDate};

use crate::transcripts::vocabulary::Marks;
use crate::transcripts::words::{Text, Word};

/// The year of a date that was found, where one is written with four figures. What follows three numbers, or `at`, is
/// the time of day: `10/11/20 1430`, `March 5 at 1430`.
pub(super) fn year(date: &str) -> Option<&str> {
    let day = date.split(" at ").next().unwrap_or(date);
    let numbers = day.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(3);
    let figures = { numbers }.find(|part| part.len() == 4);
    figures.filter(|year| matches!(year.parse(), Ok(1000..3000)))
}

/// Whether a date is that of the birth of somebody who may be older than the ages that stay: the year alone tells the age.
/// There is no clock here, so without the present year every birth may be one of those.
pub(super) fn tells_age(before: &str, date: &str, after: &str, ages_up_to: u32, present: Option<u32>) -> bool {
    let past = |born: u32| present.is_none_or(|present| born.saturating_add(ages_up_to) < present);
    let old = || year(date).and_then(|year| year.parse().ok()).is_some_and(past);
    let said = |text: &str| Text::new(text).words.iter().any(|word| BIRTH.contains(&&*text_of(text, word)));
    old() && (said(clause(before)) || said(after.split(['.', ',', ';', '?', '!', '\n']).next().unwrap_or_default()))
}

/// Words beside the date of a birth.
const BIRTH: [&str; 5] = ["born", "birth", "birthday", "birthdate", "dob"];

/// What was said last before a date, a few words at most.
fn clause(before: &str) -> &str {
    let last = before.rsplit(['.', ';', '?', '!', '\n']).next().unwrap_or_default();
    let from = last.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    last.get(from..).unwrap_or_default()
}

fn text_of(text: &str, word: &Word) -> String {
    text.get(word.from..word.to).unwrap_or_default().to_lowercase()
}

/// Whether nothing but a day of the week or a year is told, which points at nobody.
pub(super) fn says_little(date: &str) -> bool {
    let text = Text::new(date);
    let weekday = text.words.iter().all(|word| word.is(Marks::WEEKDAY));
    weekday || year(date) == Some(date)
}

/// A secret shift of dates from a random number: whole weeks, so that days of the week stay, of one to ten years.
///
/// ```
/// let days = peer_circle::transcripts::secret_shift(0xdead_beef);
/// assert!(days % 7 == 0 && (364..=3_640).contains(&days.abs()));
/// ```
pub fn secret_shift(random: u32) -> i32 {
    let weeks = i32::try_from(random / 2 % 469 + 52).unwrap_or(52);
    if random.is_multiple_of(2) { weeks * 7 } else { -weeks * 7 }
}

/// The date so many days later, if it has a day, a month and a year; ISO, without its time of day.
///
/// Of `3/4/1999` the first number is the month, as in the United States, unless it can only be the day.
pub(super) fn shifted(date: &str, days: i32) -> Option<String> {
    let read = written(date).or_else(|| figures(date))?;
    let distance = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { read.checked_sub_days(distance) } else { read.checked_add_days(distance) }?;
    Some(moved.to_string())
}

/// `March 5th, 2020`, `5 Mar 2020`; nothing where more stands beside it, whose meaning would be lost.
fn written(date: &str) -> Option<NaiveDate> {
    let text = Text::new(date);
    let words = || text.words.iter().filter(|word| !word.is(Marks::WEEKDAY));
    let month = words().find(|word| word.is(Marks::MONTH)).map(|word| text.of(word).to_lowercase())?;
    let month = MONTHS.iter().position(|known| month.starts_with(known))?;
    let number = |word: &Word| {
        let figures = text.of(word).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        figures.parse::<u32>().ok().filter(|_| figures.len() < 5)
    };
    let numbers: Vec<u32> = words().filter_map(number).collect();
    let plain =
        words().all(|word| number(word).is_some() || word.is(Marks::MONTH) || matches!(text.of(word), "of" | "the"));
    let [a, b] = numbers.try_into().ok()?;
    let (day, year) = if a > 31 { (b, a) } else { (a, b) };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()? + 1, day);
    date.filter(|_| plain && year > 31)
}

/// How the months begin.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn figures(date: &str) -> Option<NaiveDate> {
    let numbers: Vec<u32> =
        date.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).take(3).collect();
    let [a, b, c] = numbers.try_into().ok()?;
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    if a > 31 {
        day(a, b, c)
    } else if c > 31 {
        day(c, a, b).or_else(|| day(c, b, a))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_years_or_other_dates() {
        assert_eq!(year("March 5th, 2020"), Some("2020"));
        assert_eq!(year("the fifth of March"), None);
        assert_eq!(
            (year("10/11/20 1430"), year("March 5 at 1430"), year("1993-01-04 1456")),
            (None, None, Some("1993"))
        );
        assert_eq!(shifted("3/23/1940", 14).as_deref(), Some("1940-04-06"));
        assert_eq!(shifted("23.3.1940", -23).as_deref(), Some("1940-02-29"));
        assert_eq!(shifted("1993-01-04 14:56:41", 7).as_deref(), Some("1993-01-11"));
        assert_eq!(shifted("Tuesday, March 5th, 2024", 7).as_deref(), Some("2024-03-12"));
        assert_eq!(shifted("the 5th of Sept. 2020", -7).as_deref(), Some("2020-08-29"));
        assert_eq!(shifted("two weeks after March 5, 2020", 7), None);
        assert_eq!(shifted("March 5th", 7), None);
        assert!(says_little("Tuesday") && says_little("1977") && !says_little("March 2020") && !says_little("March"));
    }
}
