//! Recurrence: rules, their instances and the sets they make (RFC 5545, sections 3.3.10 and 3.8.5).

mod english;
mod instances;
mod lines;
mod parse;
mod recurrence;
mod rule;
mod spanish;
mod words;
mod year;

pub(super) use parse::Stamp;
pub use recurrence::{Between, Gaps, Instance, Recurrence, Starts, Weeks};
pub use rule::{Frequency, Rule};
pub(super) use rule::{date_text, time_text, weekday_text};
