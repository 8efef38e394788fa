//! Time zones, when people are free in a week, and when they are busy.

mod busy;
pub(crate) mod civil;
mod posix;
mod table;
mod tzif;
mod weekly;
mod windows;
mod zone;

pub use busy::BusyTime;
pub(crate) use table::Meaning;
pub use weekly::{Day, Slot, Span, TimeOfDay, Weekly};
pub(crate) use zone::Shift;
pub use zone::{Local, Turn, Zone, ZoneOffset, replace_zone, zone_data_version};
