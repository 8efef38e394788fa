//! Participants, their attributes and wishes, and the readers of rosters.

#![deny(clippy::indexing_slicing)]

mod add;
mod columns;
mod entry;
mod known;
mod lti;
mod read;
mod registration;
mod roster;
mod signups;
mod wishes;
mod write;

pub use add::{Added, add, add_as};
pub use columns::{Holds, RosterColumn};
pub(crate) use known::Known;
pub use lti::{Member, MembershipContainer, members};
pub use read::{columns_of, read, read_as};
pub(crate) use registration::{Place, is_link, place};
pub use registration::{Registration, registrations};
pub use roster::{Mode, Participant, Roster};
pub use write::write;
#[cfg(feature = "wasm")]
pub(crate) use {
    add::add_in_steps,
    lti::members_in_steps,
    read::{columns_in_steps, read_in_steps},
    registration::registrations_in_steps,
    write::write_in_steps,
};
