//! Bank accounts: IBAN (ISO 13616), with its check.

use super::super::words::{Shape, Text, Word};
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for (index, word) in text.numbers() {
        if word.shape != Shape::Code || !starts(text.of(word)) {
            continue;
        }
        let (to, letters) = extent(text, index, word);
        if checks(&letters) {
            found.push(Found::new(
                word.from,
                to,
                Kind::Account,
                &Why("account.checked", "an account number that passes its check"),
                0.99,
            ));
        } else if word.letters >= 15 {
            found.push(Found::new(
                word.from,
                word.to,
                Kind::Account,
                &Why("account.form", "written like an account number"),
                0.7,
            ));
        }
    }
}

/// Whether a word starts with the letters of a country and two figures.
fn starts(word: &str) -> bool {
    matches!(word.as_bytes(), [a, b, c, d, ..] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit())
}

/// The groups of four that follow, the last one of four or fewer.
fn extent(text: &Text<'_>, index: usize, first: &Word) -> (usize, String) {
    let mut letters = text.of(first).to_owned();
    let mut to = first.to;
    let mut at = index;
    while letters.len().is_multiple_of(4) && letters.len() < 34 && matches!(text.gap(at), " " | "-") {
        let Some(next) = text.word(at + 1).filter(|word| word.letters <= 4 && text.of(word).is_ascii()) else { break };
        let longer = format!("{letters}{}", text.of(next));
        // A word that merely follows the number must not spoil it.
        if checks(&letters) && !checks(&longer) {
            break;
        }
        letters = longer;
        to = next.to;
        at += 1;
    }
    (to, letters)
}

/// The remainder of the rearranged number by 97 is 1 (ISO 7064).
fn checks(letters: &str) -> bool {
    if !(15..=34).contains(&letters.len()) {
        return false;
    }
    let (country, number) = letters.split_at_checked(4).unwrap_or_default();
    let remainder = number.chars().chain(country.chars()).try_fold(0_u32, |sum, c| {
        let value = c.to_digit(36)?;
        Some((sum * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    remainder == Some(1)
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn ibans_are_found_with_spaces_or_without() {
        let text = "GB82 WEST 1234 5698 7654 32 and de89370400440532013000 but not DE12 okay";
        assert_eq!(all(find, text), ["GB82 WEST 1234 5698 7654 32", "de89370400440532013000"]);
    }
}
