//! iCalendar (RFC 5545): what the calendars of people read and write.

mod busy;
mod component;
mod days;
mod description;
mod events;
mod line;
mod publish;
mod reply;
mod text;
mod vtimezone;
mod writer;
mod zones;

pub use crate::time::BusyTime;
pub use busy::{Busy, read_busy};
pub use days::read_holidays;
pub(super) use line::{Line, lines};
pub(super) use publish::objects;
pub use publish::{Contact, IcsOptions, Method, ics};
pub use reply::{Answer, Reply, read_replies};
#[cfg(feature = "wasm")]
pub(crate) use {
    busy::read_busy_in_steps, days::read_holidays_in_steps, publish::ics_in_steps, reply::read_replies_in_steps,
};
