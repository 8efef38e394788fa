//! Numbers that a state gives to one person.

use super::super::words::{Shape, Text};
use super::numbers::{Run, runs};
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for run in runs(text, b"- ", 9) {
        let written = text.text.get(run.from..run.to).unwrap_or_default();
        if is_ssn(&run, written) {
            found.push(Found::new(
                run.from,
                run.to,
                Kind::NationalId,
                &Why("national.ssn", "written like a US social security number"),
                0.9,
            ));
        } else if is_nhs(&run) {
            found.push(Found::new(
                run.from,
                run.to,
                Kind::NationalId,
                &Why("national.nhs", "an NHS number that passes its check"),
                0.9,
            ));
        }
    }
    insurance(text, found);
}

/// Three, two and four figures; areas 000, 666 and 9xx are not given out.
fn is_ssn(run: &Run, written: &str) -> bool {
    let area = run.digits.iter().take(3).fold(0, |sum, digit| sum * 10 + u32::from(*digit));
    let lengths: Vec<usize> = written.split(['-', ' ']).map(str::len).collect();
    lengths == [3, 2, 4] && !matches!(area, 0 | 666 | 900..)
}

/// Ten figures in groups of three, three and four, the last a check modulo 11.
fn is_nhs(run: &Run) -> bool {
    let weighted: u32 = run.digits.iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let check = (11 - weighted % 11) % 11;
    run.digits.len() == 10 && run.groups == 3 && run.digits.last().copied().map(u32::from) == Some(check)
}

/// UK national insurance: two letters, six figures, one letter of A to D.
fn insurance(text: &Text<'_>, found: &mut Vec<Found>) {
    for (_, word) in text.numbers().filter(|(_, word)| word.shape == Shape::Code) {
        let fits = |bytes: &[u8]| {
            matches!(bytes, [a, b, figures @ .., last]
            if a.is_ascii_uppercase() && b.is_ascii_uppercase() && matches!(last, b'A'..=b'D') && figures.len() == 6 && figures.iter().all(u8::is_ascii_digit))
        };
        if word.letters == 9 && fits(text.of(word).as_bytes()) {
            found.push(Found::new(
                word.from,
                word.to,
                Kind::NationalId,
                &Why("national.nino", "a UK national insurance number"),
                0.9,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn national_numbers_are_found() {
        let text = "390-99-1671, 943 476 5919 and QQ123456C; not 900-12-3456, 000-12-3456 or 943 476 5918";
        assert_eq!(all(find, text), ["390-99-1671", "943 476 5919", "QQ123456C"]);
    }
}
