//! The names of months and days.

/// Months, in full and short.
pub(super) const MONTHS: &str = "january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec";

/// Feasts and seasons; with a year, a day or a distance beside them they are dates.
pub(super) const FEASTS: &str = "christmas thanksgiving easter halloween hanukkah passover ramadan diwali eid purim pentecost whitsun \
    valentine's spring summer fall autumn winter";

/// Days of the week.
pub(super) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
