//! Postcodes by the words before them or by their form.

use std::sync::OnceLock;

use super::super::words::{Shape, Text};
use super::phone::once;
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    let cues = once(&KNOWN, &["zip", "zipcode", "postcode", "postal"]);
    for (index, word) in text.numbers() {
        let plus = word.letters == 5
            && text.gap(index) == "-"
            && text.word(index + 1).is_some_and(|next| next.letters == 4 && next.shape == Shape::Number);
        let to = text.word(index + usize::from(plus)).map_or(word.to, |word| word.to);
        if let Some(end) = british(text, index).or_else(|| canadian(text, index)) {
            found.push(Found::new(
                word.from,
                end,
                Kind::Postcode,
                &Why("postcode.form", "written like a postcode"),
                0.8,
            ));
        } else if (2..=8).contains(&word.letters) && text.near_before(index, 4, cues) {
            let to = second(text, index).unwrap_or(to);
            found.push(Found::new(
                word.from,
                to,
                Kind::Postcode,
                &Why("postcode.after", "a number after a word such as postcode"),
                0.9,
            ));
        } else if plus && word.shape == Shape::Number {
            found.push(Found::new(
                word.from,
                to,
                Kind::Postcode,
                &Why("postcode.us", "written like a US postcode"),
                0.8,
            ));
        }
    }
}

/// Where the second half of a postcode ends: `23-328`, `7997 RT`, `115 21`, `1000-205`.
fn second(text: &Text<'_>, index: usize) -> Option<usize> {
    let next = text.word(index + 1)?;
    let figures = next.shape == Shape::Number && (2..=4).contains(&next.letters);
    let letters = next.shape == Shape::Upper && next.letters == 2 || next.shape == Shape::Code && next.letters == 3;
    let joined = text.gap(index) == "-" && figures || text.gap(index) == " " && (figures || letters);
    joined.then_some(next.to)
}

/// `K1A 0B1`: letters and figures by turns.
fn canadian(text: &Text<'_>, index: usize) -> Option<usize> {
    let (first, second) = (text.word(index)?, text.word(index + 1)?);
    let fits = |word: &str, kinds: [bool; 3]| {
        word.len() == 3
            && word
                .bytes()
                .zip(kinds)
                .all(|(byte, letter)| if letter { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() })
    };
    let both = fits(text.of(first), [true, false, true]) && fits(text.of(second), [false, true, false]);
    (both && matches!(text.gap(index), " " | "-")).then_some(second.to)
}

/// `SW1A 1AA`: one or two letters and a figure, then a figure and two letters.
fn british(text: &Text<'_>, index: usize) -> Option<usize> {
    let (first, second) = (text.word(index)?, text.word(index + 1)?);
    let outward = matches!(text.of(first).as_bytes(), [a, rest @ ..] if a.is_ascii_uppercase() && (1..=3).contains(&rest.len()) && rest.iter().any(u8::is_ascii_digit) && rest.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()));
    let inward = matches!(text.of(second).as_bytes(), [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    (outward && inward && text.gap(index) == " ").then_some(second.to)
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn postcodes_by_cue_and_form() {
        assert_eq!(
            all(find, "My zip code is 08901, hers 08901-1234, his SW1A 1AA, postcode 7997 RT or 23-328, K1A 0B1"),
            ["08901", "08901-1234", "SW1A 1AA", "7997 RT", "23-328", "K1A 0B1"]
        );
        assert_eq!(all(find, "room 12345, B12 vitamins, 10-12"), [""; 0]);
    }
}
