//! Telephone and fax numbers of any country.

use std::sync::OnceLock;

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word, hash};
use super::numbers::spoken;
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    if text.figures < SAID {
        return;
    }
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    let cues = once(
        &KNOWN,
        &[
            "call",
            "phone",
            "telephone",
            "tel",
            "fax",
            "mobile",
            "cell",
            "text",
            "number",
            "extension",
            "reach",
            "dial",
            "pager",
            "whatsapp",
            "answering",
        ],
    );
    let mut next = 0;
    for (index, word) in text.numbers() {
        if word.shape != Shape::Number || word.from < next {
            continue;
        }
        let from = opening(text.text, word.from);
        let to = extent(text.text, word.to);
        let written = text.text.get(from..to).unwrap_or_default();
        if let Some(certainty) = certainty(written, || text.near_before(index, 5, cues)) {
            next = to;
            found.push(Found::new(
                from,
                to,
                Kind::Phone,
                &Why("phone.form", "written like a telephone number"),
                certainty,
            ));
        }
    }
}

/// Figures that make a number: fewer are counting.
const SAID: u32 = 7;

/// `seven three two, five five five, oh one four two`.
pub(super) fn find_spoken(text: &Text<'_>, found: &mut Vec<Found>) {
    let mut index = 0;
    while index < text.words.len() {
        let figure = |word: &Word| word.is(Marks::FIGURE) && spoken(text.of(word)).is_some();
        let said = |at: usize| text.word(at).is_some_and(figure);
        let joined = |at: usize| matches!(text.gap(at), " " | ", " | "-" | "... " | ". ");
        let start = index;
        while said(index) && (index == start || joined(index - 1)) {
            index += 1;
        }
        let number = index - start >= SAID as usize && !counts_up(text, start, index);
        if let (true, Some(from), Some(to)) = (number, text.word(start), text.word(index.max(1) - 1)) {
            found.push(Found::new(
                from.from,
                to.to,
                Kind::Phone,
                &Why("phone.spoken", "a number said figure by figure"),
                0.8,
            ));
        }
        index = index.max(start + 1);
    }
}

/// Whether somebody only counts: each figure is one more, or one less, than the one before.
fn counts_up(text: &Text<'_>, first: usize, end: usize) -> bool {
    let values: Vec<u32> =
        (first..end).filter_map(|at| text.word(at)).filter_map(|word| spoken(text.of(word))).collect();
    values.windows(2).all(|pair| matches!(pair, [a, b] if a.abs_diff(*b) == 1))
}

/// The hashes of words, sorted, made when first used.
pub(super) fn once(cell: &'static OnceLock<Vec<u64>>, words: &[&str]) -> &'static [u64] {
    cell.get_or_init(|| sorted(words))
}

pub(super) fn sorted(words: &[&str]) -> Vec<u64> {
    let mut hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    hashes.sort_unstable();
    hashes
}

/// Where a number starts that may have a plus or a bracket in front.
fn opening(text: &str, from: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let marks = before.len() - before.trim_end_matches(['+', '(']).len();
    from - marks.min(2)
}

/// Characters looked at for one number: fifteen figures (ITU-T E.164) with room for what stands between.
const LONGEST: usize = 40;

/// Where the number ends, an extension included.
fn extent(text: &str, first: usize) -> usize {
    let rest = text.get(first..).unwrap_or_default();
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in rest.char_indices().take(LONGEST) {
        match c {
            '0'..='9' => (end, gap) = (at + 1, 0),
            ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2011}' | '\u{a0}' if gap < 3 => gap += 1,
            _ => break,
        }
    }
    first + end + extension(rest.get(end..).unwrap_or_default())
}

/// The length of `x123` or ` ext. 123`.
fn extension(rest: &str) -> usize {
    let after = ["x", " x", " ext. ", " ext ", " extension ", "#"]
        .iter()
        .find_map(|mark| Some((mark.len(), rest.strip_prefix(mark)?)));
    let Some((mark, figures)) = after else { return 0 };
    let count = figures.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=6).contains(&count) { mark + count } else { 0 }
}

/// How sure it is that this is a telephone number; nothing when it is none.
fn certainty(written: &str, cued: impl Fn() -> bool) -> Option<f64> {
    let number = written.split(['x', 'e', '#']).next().unwrap_or_default();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if !(7..=15).contains(&digits) {
        return None;
    }
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    let international = written.starts_with('+') || written.starts_with("(+") || written.starts_with("00");
    // The last group of a number has two figures or more, and no group is a year's or a lone figure's but the first.
    // "06-9/374 8853"
    let trunk = number.starts_with('0') && groups.len() > 2 && matches!(groups.as_slice(), [2, 1, ..]);
    let mut rest = groups.iter().skip(if trunk { 2 } else { 1 });
    let grouped = groups.len() > 1 && rest.all(|length| (2..=8).contains(length));
    match (digits, international, grouped) {
        (7..=15, true, _) => Some(0.95),
        (9..=13, _, true) => Some(if cued() { 0.95 } else { 0.85 }),
        (7 | 8, _, true) if groups.len() <= 4 && !years(number) => Some(if cued() { 0.9 } else { 0.65 }),
        (7..=11, _, false) if groups.len() == 1 && cued() => Some(0.85),
        (10, _, false) if groups.len() == 1 => Some(0.5),
        _ => None,
    }
}

/// Two years in a row: `1999 2000`, `2019-2020`.
fn years(number: &str) -> bool {
    number.split(|c: char| !c.is_ascii_digit()).all(|group| matches!(group.parse(), Ok(1900..2100)))
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn numbers_of_many_countries_are_found_whole() {
        for number in [
            "+41 (0)96 471 07 95",
            "001-748-088-2851x818",
            "(790)091-7442",
            "833.719.3994 ext. 12",
            "03.93.92.16.85",
            "785 8949",
            "06-24312407",
            "+1 732 555 0142",
        ] {
            assert_eq!(all(find, &format!("Reach me at {number}, please")), [number]);
        }
    }

    #[test]
    fn numbers_are_said_figure_by_figure() {
        let text = "call seven three two, five five five, oh one four two after five or six";
        assert_eq!(all(find_spoken, text), ["seven three two, five five five, oh one four two"]);
        assert_eq!(all(find_spoken, "one two three four five six seven eight, and one or two"), [""; 0]);
    }

    #[test]
    fn other_numbers_are_none() {
        assert_eq!(all(find, "In 1999 2000 people and 12 500 more, 3.14159, room 1204, 20 to 30"), [""; 0]);
    }
}
