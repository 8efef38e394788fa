//! iCalendar (RFC 5545): what the calendars of people read and write.

mod description;
#[allow(dead_code, reason = "reading is coming")]
mod line;
mod publish;
mod vtimezone;
mod writer;

pub(super) use line::{Line, lines};
pub use publish::{Contact, IcsOptions, Method, ics};
