//! The holidays of a programme.

use chrono::{Datelike, NaiveDate, Weekday};

use super::programme::{Holiday, Holidays};

/// The federal holidays of the United States from one day to another, both included, sorted.
///
/// They are those of 5 U.S.C. 6103(a). One on a Sunday is observed on the Monday after, one on a Saturday on the
/// Friday before; both days are listed. Inauguration Day, kept in the capital alone, is left out. Of years that four digits do
/// not write there are none.
///
/// ```
/// use peer_circle::calendar::federal_holidays;
///
/// let days = federal_holidays("2020-11-01".parse()?, "2020-12-31".parse()?);
/// let names: Vec<String> = days.iter().map(|day| format!("{} {}", day.date, day.name)).collect();
/// assert_eq!(names, ["2020-11-11 Veterans Day", "2020-11-26 Thanksgiving Day", "2020-12-25 Christmas Day"]);
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn federal_holidays(from: NaiveDate, to: NaiveDate) -> Vec<Holiday> {
    let years = from.year().max(1) - 1..=to.year().min(9_998) + 1;
    let mut days: Vec<Holiday> = years.flat_map(of_year).filter(|day| from <= day.date && day.date <= to).collect();
    days.sort();
    days
}

/// All days of a programme on which nobody meets, sorted by date.
pub(super) fn days_off(holidays: &Holidays, from: NaiveDate, to: NaiveDate) -> Vec<Holiday> {
    let mut days = if holidays.united_states { federal_holidays(from, to) } else { Vec::new() };
    days.extend(holidays.days.iter().cloned());
    days.sort();
    days.dedup_by_key(|day| day.date);
    days
}

fn of_year(year: i32) -> Vec<Holiday> {
    let fixed = [
        (1, 1, "New Year's Day", i32::MIN),
        (6, 19, "Juneteenth", 2021),
        (7, 4, "Independence Day", i32::MIN),
        (11, 11, "Veterans Day", i32::MIN),
        (12, 25, "Christmas Day", i32::MIN),
    ];
    let by_weekday = [
        (1, Weekday::Mon, 3, "Martin Luther King Jr. Day"),
        (2, Weekday::Mon, 3, "Washington's Birthday"),
        (5, Weekday::Mon, -1, "Memorial Day"),
        (9, Weekday::Mon, 1, "Labor Day"),
        (10, Weekday::Mon, 2, "Columbus Day"),
        (11, Weekday::Thu, 4, "Thanksgiving Day"),
    ];
    let fixed = fixed.into_iter().filter(|(.., since)| year >= *since);
    let fixed = fixed.filter_map(|(month, day, name, _)| Some((NaiveDate::from_ymd_opt(year, month, day)?, name)));
    let moving = by_weekday.into_iter();
    let moving = moving.filter_map(|(month, day, nth, name)| Some((nth_weekday(year, month, day, nth)?, name)));
    fixed.flat_map(with_observed).chain(moving.map(holiday)).collect()
}

/// A holiday of a fixed date, and the weekday on which it is observed instead.
fn with_observed((date, name): (NaiveDate, &str)) -> Vec<Holiday> {
    let observed = match date.weekday() {
        Weekday::Sat => date.pred_opt(),
        Weekday::Sun => date.succ_opt(),
        _ => None,
    };
    let observed = observed.map(|date| Holiday { date, name: format!("{name} (observed)") });
    std::iter::once(holiday((date, name))).chain(observed).collect()
}

fn holiday((date, name): (NaiveDate, &str)) -> Holiday {
    Holiday { date, name: name.to_owned() }
}

/// The n-th weekday of a month, from its end when n is negative.
pub(super) fn nth_weekday(year: i32, month: u32, day: Weekday, nth: i8) -> Option<NaiveDate> {
    if nth > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, day, nth.unsigned_abs());
    }
    let fifth = NaiveDate::from_weekday_of_month_opt(year, month, day, 5);
    let last = fifth.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, day, 4))?;
    let date = last.checked_sub_days(chrono::Days::new(7 * u64::from(nth.unsigned_abs().checked_sub(1)?)))?;
    (date.month() == month).then_some(date)
}
