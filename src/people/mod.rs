//! Participants, their attributes and wishes, and the readers of rosters.

mod roster;

pub use roster::{Mode, Participant, Roster};
