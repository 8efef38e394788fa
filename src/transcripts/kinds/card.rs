//! Numbers of payment cards: 12 to 19 figures that pass Luhn's check.

use super::super::words::Text;
use super::numbers::{luhn, runs};
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for run in runs(text, b" -.", 12) {
        let length = run.digits.len();
        let plausible = (12..=19).contains(&length) && run.digits.iter().any(|digit| *digit != 0);
        // Groups of cards have four figures or more; a telephone number's are shorter.
        if plausible && luhn(&run.digits) && (run.groups == 1 || length >= run.groups * 4 - 3) {
            found.push(Found::new(
                run.from,
                run.to,
                Kind::Card,
                &Why("card.checked", "a card number that passes its check"),
                0.97,
            ));
        } else if plausible && run.groups == 1 {
            found.push(Found::new(run.from, run.to, Kind::Record, &Why("number.long", "a long number"), 0.75));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn cards_are_found_in_groups_or_not() {
        assert_eq!(all(find, "4539 2147 1274 6634 or 378282246310005"), ["4539 2147 1274 6634", "378282246310005"]);
        assert_eq!(all(find, "4539 2147 1274 6635, 12345"), [""; 0]);
    }
}
