//! Calendar dates, in figures or words.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::{Found, Kind, Why, relative};

/// `3/23/1940`, `1993-01-04 14:56:41`, `4.5.99`.
pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for (index, word) in text.numbers().filter(|(_, word)| word.shape == Shape::Number) {
        let Some(last) = figures(text, index) else { continue };
        let to = clock(text, last).unwrap_or(last.to);
        found.push(Found::new(word.from, to, Kind::Date, &Why("date.day", "a date"), 0.95));
    }
}

/// The last word of three numbers joined by one separator that make a date.
fn figures<'a>(text: &'a Text<'_>, index: usize) -> Option<&'a Word> {
    let separator = text.gap(index);
    let joined_before =
        index > 0 && text.gap(index - 1) == separator && text.word(index - 1).is_some_and(Word::has_figures);
    if !matches!(separator, "/" | "-" | ".") || text.gap(index + 1) != separator || joined_before {
        return None;
    }
    let [first, second, third] = [0, 1, 2].map(|skip| text.word(index + skip));
    let last = third?;
    // "2006-10-13T13:36"
    let timed = text.of(last).as_bytes();
    if let [_, _, b'T', _, _] = timed
        && separator == "-"
        && digits_of(text, first) == 4
    {
        return Some(last);
    }
    let value = |word: Option<&Word>| {
        word.filter(|word| word.to - word.from <= 4).and_then(|word| text.of(word).parse::<u32>().ok())
    };
    let (a, b, c) = (value(first)?, value(second)?, value(third)?);
    let year = |year: u32, digits: usize| digits == 4 && (1000..3000).contains(&year) || digits == 2;
    let day_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let digits = |word: Option<&Word>| word.map_or(0, |word| word.to - word.from);
    let year_last = year(c, digits(third)) && (day_month(a, b) || day_month(b, a));
    let year_first = digits(first) == 4 && year(a, 4) && (day_month(c, b) || day_month(b, c));
    (year_last || year_first).then_some(last)
}

fn digits_of(text: &Text<'_>, word: Option<&Word>) -> usize {
    word.map_or(0, |word| text.of(word).bytes().take_while(u8::is_ascii_digit).count())
}

/// Where a time of day that follows a date ends.
fn clock(text: &Text<'_>, date: &Word) -> Option<usize> {
    let inside = text.of(date).contains('T');
    let rest = text.text.get(if inside { date.from + 2 } else { date.to }..)?;
    let time = rest.strip_prefix([' ', 'T'])?;
    let length = time.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(time.len());
    let written = time.get(..length)?.trim_end_matches(':');
    let parts: Vec<&str> = written.split(':').collect();
    // "10/11/20 1430"
    let military = written.len() == 4 && matches!(written.parse(), Ok(0..2400_u32)) && length == written.len() && {
        let goes_on = time.get(length..).unwrap_or_default().trim_start();
        let hours = ["hrs", "hours", "h"].contains(&goes_on.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
        hours || !goes_on.starts_with(char::is_alphanumeric)
    };
    let fits = military || (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() == 2);
    let from = if inside { date.from + 2 } else { date.to };
    fits.then(|| from + 1 + written.len())
}

/// `March 5th, 2020`, `the fifth of March`, `March 2020`, `in 1977`, `last Tuesday`.
pub(super) fn find_written(text: &Text<'_>, found: &mut Vec<Found>) {
    for (index, word) in text.words.iter().enumerate() {
        let said = text.of(word);
        if word.is(Marks::MONTH) {
            with_month(text, index, word, found);
        } else if word.is(Marks::WEEKDAY) {
            found.push(match of_month(text, index) {
                Some(to) => Found::new(
                    word.from,
                    to,
                    Kind::Date,
                    &Why("date.weekday_day", "a day of the week and of the month"),
                    0.8,
                ),
                None => Found::new(word.from, word.to, Kind::Date, &Why("date.weekday", "a day of the week"), 0.5),
            });
        } else if word.is(Marks::FEAST) {
            found.extend(relative::feast(text, index));
        } else if word.shape == Shape::Number && is_year(said) && dated(text, index) {
            found.push(Found::new(word.from, word.to, Kind::Date, &Why("date.year", "a year"), 0.5));
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && matches!(word.parse(), Ok(1900..2100))
}

/// Whether the words before a number say that it is a year.
fn dated(text: &Text<'_>, index: usize) -> bool {
    let before =
        index.checked_sub(1).and_then(|before| text.word(before)).map(|word| text.of(word).to_ascii_lowercase());
    let known = [
        "in", "since", "from", "of", "during", "by", "until", "around", "year", "to", "a", "the", "born", "before",
        "after", "early", "late", "class",
    ];
    before.is_some_and(|before| known.contains(&before.as_str()))
}

/// A month with its day or year around it. Alone it is no date, and `may` and `march` are words.
fn with_month(text: &Text<'_>, index: usize, word: &Word, found: &mut Vec<Found>) {
    let (mut from, mut to) = (word.from, word.to);
    let mut parts = 0;
    let space =
        |at: usize| text.gap(at).chars().all(|c| matches!(c, ' ' | ',' | '.' | '-' | '/')) && !text.gap(at).is_empty();
    // The day before: "5 March", "the 5th of March".
    let of = index > 1 && text.word(index - 1).is_some_and(|word| text.of(word).eq_ignore_ascii_case("of"));
    let before = if of { index.checked_sub(2) } else { index.checked_sub(1) };
    if let Some(day) =
        before.and_then(|at| text.word(at)).filter(|day| is_day(text.of(day)) && index > 0 && space(index - 1))
    {
        let at = text.words.partition_point(|word| word.from < day.from);
        let the = at.checked_sub(1).and_then(|the| text.word(the)).filter(|the| of && text.of(the) == "the");
        from = the.unwrap_or(day).from;
        parts += 1;
    }
    let mut next = index + 1;
    let the = text.word(next).is_some_and(|word| text.of(word) == "the") && text.gap(next) == " ";
    next += usize::from(the && parts == 0 && text.gap(index) == " ");
    if let Some(day) = text.word(next).filter(|day| parts == 0 && is_day(text.of(day)) && space(next - 1)) {
        to = day.to;
        parts += 1;
        next += 1;
    }
    if let Some(year) = text.word(next).filter(|year| is_year(text.of(year)) && space(next - 1)) {
        to = year.to;
        parts += 1;
    }
    let first = text.words.partition_point(|word| word.from < from);
    if parts > 0 {
        let from = weekday(text, first).unwrap_or(relative::start(text, first).unwrap_or(from));
        found.push(Found::new(from, relative::hour(text, to), Kind::Date, &Why("date.day", "a date"), 0.9));
    } else if is_month(text, index, word) {
        let from = relative::start(text, first).unwrap_or(from);
        found.push(Found::new(from, to, Kind::Date, &Why("date.month", "a month"), 0.5));
    }
}

/// Where the day of the month ends that follows one of the week: `Tuesday the 14th`, `Tuesday, the fourteenth`.
fn of_month(text: &Text<'_>, index: usize) -> Option<usize> {
    let the = text.word(index + 1).filter(|the| text.of(the) == "the" && matches!(text.gap(index), " " | ", "));
    let day = text.word(index + 2).filter(|_| the.is_some() && text.gap(index + 1) == " ")?;
    let said = text.of(day);
    let plain = said.bytes().all(|byte| byte.is_ascii_digit());
    // "Tuesday the first thing", "the second of May", which the month tells.
    let ends = !text.gap(index + 2).starts_with([' ', '-']) || day.has_figures();
    (is_day(said) && !plain && ends).then_some(day.to)
}

/// Where the day of the week starts that stands before a date: `Tuesday, March 5`.
fn weekday(text: &Text<'_>, first: usize) -> Option<usize> {
    let before = first.checked_sub(1).and_then(|before| text.word(before)).filter(|word| word.is(Marks::WEEKDAY))?;
    matches!(text.gap(first - 1), " " | ", " | " the ").then_some(before.from)
}

/// Whether a month alone tells when something was: `in June`, `last March`; `may` and `march` are words.
fn is_month(text: &Text<'_>, index: usize, month: &Word) -> bool {
    let before = index.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    let before = before.to_lowercase();
    let before = before.as_str();
    let leads = ["in", "since", "last", "next", "early", "late", "mid"].contains(&before)
        || !month.is(Marks::FUNCTION)
            && ["this", "of", "by", "during", "until", "till", "through", "from"].contains(&before);
    let sure = month.is_big() || !month.is(Marks::FUNCTION) && !text.of(month).eq_ignore_ascii_case("march");
    leads && (sure || matches!(before, "in" | "since")) && month.letters > 2 && text.gap(index - 1) != ". "
}

/// A day of the month: `5`, `5th`, `fifth`.
fn is_day(word: &str) -> bool {
    const SPOKEN: [&str; 33] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "thirtieth",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
    ];
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(figures.len()..).unwrap_or_default();
    let ordinal = ["", "st", "nd", "rd", "th"].iter().any(|known| known.eq_ignore_ascii_case(ending));
    ordinal && matches!(figures.parse(), Ok(1..=31)) || SPOKEN.iter().any(|day| day.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn dates_in_figures() {
        assert_eq!(all(find, "on 2006-10-13T13:36 and"), ["2006-10-13T13:36"]);
        let text = "3/23/1940, 1993-01-04 14:56:41, 4.5.99 but 1.2.3, 10-12, 1/2 and 555-12-1234";
        assert_eq!(all(find, text), ["3/23/1940", "1993-01-04 14:56:41", "4.5.99"]);
    }

    #[test]
    fn dates_in_words() {
        let text = "On March 5th, 2020 or the fifth of March, 7 Sept. 2021, in June 1999, since 1977, last Tuesday; you may 2 march on";
        assert_eq!(
            all(find_written, "on Tuesday the 14th, Friday, the ninth. Monday the first thing, Sunday the 5 of us"),
            ["Tuesday the 14th", "Friday, the ninth", "Monday", "Sunday"]
        );
        let dates = ["March 5th, 2020", "the fifth of March", "7 Sept. 2021", "June 1999", "1977", "Tuesday"];
        let found = all(find_written, text);
        assert_eq!(found[..6], dates);
        let text =
            "Tuesday, March 5 at 3 pm, two weeks after June 3rd. In August, last may we may march in the august hall";
        let found = all(find_written, text);
        assert_eq!(found, ["Tuesday", "Tuesday, March 5 at 3 pm", "two weeks after June 3rd", "August"]);
    }
}
