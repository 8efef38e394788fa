//! iCalendar (RFC 5545): what the calendars of people read and write.

mod line;

pub(super) use line::{Line, lines};
