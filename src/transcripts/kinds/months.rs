//! The names of months and days.

use super::super::words::hash;

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
    let lower = word.to_ascii_lowercase();
    let fits = |name: &&str| {
        **name == *lower || lower.len() == 3 && name.starts_with(&lower) || lower == "sept" && **name == *"september"
    };
    NAMES.iter().position(fits).and_then(|index| u32::try_from(index + 1).ok())
}

/// The hashes of the names of the days of the week, sorted.
pub(super) fn weekdays() -> Vec<u64> {
    let mut days: Vec<u64> = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .map(|day| hash(day))
        .collect();
    days.sort_unstable();
    days
}
