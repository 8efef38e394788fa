//! What a date becomes: its year, or another date by a secret number of days.

use chrono::{Days, NaiveDate};

use crate::transcripts::vocabulary::Marks;
use crate::transcripts::words::Text;

/// The year of a date that was found, where one is written with four figures.
pub(super) fn year(date: &str) -> Option<&str> {
    let figures = date.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4);
    figures.filter(|year| matches!(year.parse(), Ok(1000..3000)))
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

/// The date so many days later, if it has a day, a month and a year in figures; ISO, without its time of day.
///
/// Of `3/4/1999` the first number is the month, as in the United States, unless it can only be the day.
pub(super) fn shifted(date: &str, days: i32) -> Option<String> {
    let numbers: Vec<u32> =
        date.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).take(3).collect();
    let [a, b, c] = numbers.try_into().ok()?;
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let read = if a > 31 {
        day(a, b, c)
    } else if c > 31 {
        day(c, a, b).or_else(|| day(c, b, a))
    } else {
        None
    }?;
    let distance = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { read.checked_sub_days(distance) } else { read.checked_add_days(distance) }?;
    Some(moved.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_years_or_other_dates() {
        assert_eq!(year("March 5th, 2020"), Some("2020"));
        assert_eq!(year("the fifth of March"), None);
        assert_eq!(shifted("3/23/1940", 14).as_deref(), Some("1940-04-06"));
        assert_eq!(shifted("23.3.1940", -23).as_deref(), Some("1940-02-29"));
        assert_eq!(shifted("1993-01-04 14:56:41", 7).as_deref(), Some("1993-01-11"));
        assert_eq!(shifted("March 5th", 7), None);
        assert!(says_little("Tuesday") && says_little("1977") && !says_little("March 2020") && !says_little("March"));
    }
}
