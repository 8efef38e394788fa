//! The calendar room: recurrence, scheduling, iCalendar.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod attendance;
mod busy;
mod change;
mod client;
mod differ;
mod grid;
mod huge;
mod ical;
mod jobs;
mod moving;
mod odd;
mod oracle;
mod outside;
mod recurrence;
mod schedule;
mod slots;
mod texts;
