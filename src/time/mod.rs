//! Time zones, and when people are free in a week.

mod weekly;
mod zone;

pub use weekly::{Day, Slot, Span, TimeOfDay, Weekly};
pub use zone::Zone;
