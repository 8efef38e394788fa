//! The names of months and days.

/// Months, in full and short.
pub(super) const MONTHS: &str = "january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec";

/// Days of the week.
pub(super) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
