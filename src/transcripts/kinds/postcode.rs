//! Postcodes by the words before them or by their form.

use std::sync::OnceLock;

use super::super::words::{Shape, Text};
use super::phone::once;
use super::{Found, Kind};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    let cues = once(&KNOWN, &["zip", "zipcode", "postcode", "postal"]);
    for (index, word) in text.words.iter().enumerate().filter(|(_, word)| word.has_figures()) {
        let plus = word.letters == 5
            && text.gap(index) == "-"
            && text.word(index + 1).is_some_and(|next| next.letters == 4 && next.shape == Shape::Number);
        let to = text.word(index + usize::from(plus)).map_or(word.to, |word| word.to);
        if (3..=8).contains(&word.letters) && text.near_before(index, 4, cues) {
            found.push(Found::new(word.from, to, Kind::Postcode, "a number after a word such as postcode", 0.9));
        } else if plus && word.shape == Shape::Number {
            found.push(Found::new(word.from, to, Kind::Postcode, "written like a US postcode", 0.8));
        } else if let Some(end) = british(text, index) {
            found.push(Found::new(word.from, end, Kind::Postcode, "written like a UK postcode", 0.8));
        }
    }
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
            all(find, "My zip code is 08901, hers 08901-1234, his SW1A 1AA"),
            ["08901", "08901-1234", "SW1A 1AA"]
        );
        assert_eq!(all(find, "room 12345, B12 vitamins, 10-12"), [""; 0]);
    }
}
