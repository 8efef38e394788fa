//! Participants, their attributes and wishes, and the readers of rosters.

#![deny(clippy::indexing_slicing)]

mod columns;
mod entry;
mod lti;
mod merge;
mod read;
mod roster;
mod write;

pub use lti::{Member, MembershipContainer, members};
pub use merge::{Merged, merge};
pub use read::read;
pub use roster::{Mode, Participant, Roster};
pub use write::write;
