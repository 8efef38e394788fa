//! The names of months and days.

use std::sync::OnceLock;

use super::phone::once;

/// The month (1 to 12) that a word names, in full or in three letters.
pub(super) fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if word.len() > 9
        || !word.starts_with(['j', 'f', 'm', 'a', 's', 'o', 'n', 'd', 'J', 'F', 'M', 'A', 'S', 'O', 'N', 'D'])
    {
        return None;
    }
    let fits = |name: &&str| {
        let short = word.len() == 3 || word.len() == 4 && **name == *"september";
        name.eq_ignore_ascii_case(word)
            || short && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    NAMES.iter().position(fits).and_then(|index| u32::try_from(index + 1).ok())
}

/// The hashes of the names of the days of the week, sorted.
pub(super) fn weekdays() -> &'static [u64] {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    once(&KNOWN, &DAYS)
}
