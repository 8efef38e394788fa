//! Times that are told by their distance from a date: `two days after March 5`, `the week before Easter`.

use super::super::vocabulary::Marks;
use super::super::words::{Text, Word};
use super::numbers::spoken;
use super::{Found, Kind, Why};

/// A feast with what dates it: a year, a day of the feast or a distance from it (`the day after Thanksgiving`).
pub(super) fn feast(text: &Text<'_>, index: usize) -> Option<Found> {
    let word = text.word(index)?;
    let season = SEASONS.iter().any(|season| season.eq_ignore_ascii_case(text.of(word)));
    let day = text.word(index + 1).filter(|day| {
        let known = ["eve", "day", "sunday", "monday", "friday", "saturday", "morning"];
        !season && text.gap(index) == " " && known.iter().any(|known| known.eq_ignore_ascii_case(text.of(day)))
    });
    let last = index + usize::from(day.is_some());
    let of = usize::from(matches!(text.word(last + 1).map(|word| text.of(word)), Some("of" | "in")));
    let year = text.word(last + 1 + of).filter(|year| is_year(text.of(year)) && text.gap(last + of) == " ");
    let from = start(text, index).filter(|_| !season);
    let leads = index.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    let dated = day.is_some() && matches!(leads, "on" | "since" | "last" | "by" | "until");
    if year.is_none() && from.is_none() && !dated {
        return None;
    }
    let to = year.or(day).unwrap_or(word).to;
    Some(Found::new(from.unwrap_or(word.from), to, Kind::Date, &Why("date.feast", "a feast or a season, dated"), 0.5))
}

const SEASONS: [&str; 5] = ["spring", "summer", "fall", "autumn", "winter"];

fn is_year(word: &str) -> bool {
    word.len() == 4 && matches!(word.parse(), Ok(1900..2100))
}

/// Where the distance starts that is told before a date: `two weeks after `, `the day before `, `a couple of days before `.
pub(super) fn start(text: &Text<'_>, date: usize) -> Option<usize> {
    let said = |back: usize| date.checked_sub(back).and_then(|at| text.word(at)).map_or("", |word| text.of(word));
    let spaced = |back: usize| date.checked_sub(back).is_some_and(|at| matches!(text.gap(at), " " | "  "));
    let joins = matches!(said(1), "after" | "before" | "following" | "of" | "past") && spaced(1);
    let unit =
        ["day", "days", "night", "week", "weeks", "weekend", "month", "months", "morning", "evening", "year", "years"];
    if !joins
        || !unit.contains(&said(2))
        || !spaced(2)
        || said(1) == "of" && !matches!(said(2), "week" | "weekend" | "night")
    {
        return None;
    }
    let count = said(3).to_lowercase();
    let count = count.as_str();
    let number = spoken(count).is_some()
        || matches!(count, "a" | "the" | "one" | "ten" | "couple" | "few" | "several")
        || count.len() < 4 && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let first: Option<&Word> = match count {
        "few" if said(4) == "a" => date.checked_sub(4),
        "of" if said(4) == "couple" => date.checked_sub(if said(5) == "a" { 5 } else { 4 }),
        _ if number => date.checked_sub(3),
        _ => date.checked_sub(2),
    }
    .and_then(|at| text.word(at));
    first.map(|word| word.from)
}

/// Where a date ends together with the hour that is told after it: `March 5 at 3 pm`.
pub(super) fn hour(text: &Text<'_>, to: usize) -> usize {
    let next = text.words.partition_point(|word| word.from < to);
    let at = usize::from(text.word(next).is_some_and(|word| text.of(word) == "at"));
    let Some(hour) = text.word(next + at).filter(|word| word.has_figures() && word.letters <= 4) else { return to };
    let minutes = usize::from(text.gap(next + at) == ":");
    let last = next + at + minutes;
    let half = |at: usize| {
        text.word(at).is_some_and(|word| matches!(text.of(word).to_ascii_lowercase().as_str(), "am" | "pm"))
    };
    let near = text.text.get(to..hour.from).is_some_and(|gap| matches!(gap, " " | " at " | ", " | ", at "));
    let glued = text.of(hour).to_ascii_lowercase().ends_with(['m']) && !hour.is(Marks::MONTH);
    match (near, half(last + 1), glued || minutes > 0) {
        (true, true, _) => text.word(last + 1).map_or(to, |word| word.to),
        (true, _, true) => text.word(last).map_or(to, |word| word.to),
        _ => to,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{all, date};
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(all(|text: &Text<'_>, found: &mut Vec<Found>| date::find_written(text, found), text), expected);
    }

    #[test]
    fn distances_belong_to_their_dates() {
        check("it was two weeks after March 5 that", &["two weeks after March 5"]);
        check("a couple of days before 3 June 2020, she", &["a couple of days before 3 June 2020"]);
        check("on May 2nd at 10:30 and May 3, 4 of us", &["May 2nd at 10:30", "May 3"]);
        check("The day after Thanksgiving he called", &["The day after Thanksgiving"]);
    }

    #[test]
    fn feasts_and_seasons_with_their_years() {
        check("on Christmas Eve 2019, in the fall of 2018", &["Christmas Eve 2019", "fall of 2018", "2018"]);
        check("we like Christmas and the summer; I fall down", &[]);
    }
}
