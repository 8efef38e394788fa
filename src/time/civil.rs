//! Arithmetic on civil dates as day numbers: 0 is 1970-01-01, the calendar is the Gregorian one at all times.
//!
//! The conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! (paper "chrono-Compatible Low-Level Date Algorithms"), exact for every year that fits.

/// Days in the 400 years after which the calendar repeats, weekdays included.
const ERA: i32 = 146_097;

/// The day number of a date; months and days are counted from 1.
pub(crate) fn day_number(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = (month as i32 + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + day as i32 - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a day number.
pub(crate) fn date_of(number: i32) -> (i32, u32, u32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(ERA);
    let of_era = shifted.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i32::from(month <= 2), month as u32, day as u32)
}

/// The day of the week of a day number, 0 for Monday.
pub(crate) fn weekday(number: i32) -> i32 {
    (number + 3).rem_euclid(7)
}

/// Whether a year has 366 days.
pub(crate) fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of a month.
pub(crate) fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_nine_centuries_goes_there_and_back() {
        let mut expected = day_number(1600, 1, 1);
        for year in 1600..2500 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    assert_eq!(day_number(year, month, day), expected);
                    assert_eq!(date_of(expected), (year, month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(weekday(0), 3, "1970 began on a Thursday");
    }
}
