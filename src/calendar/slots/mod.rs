//! Which slot each circle should have: all circles at once, with proof.

mod dated;
mod find;
mod grid;
mod packing;
mod parting;
mod prices;
mod table;

pub use find::{CircleSlots, SlotFinding, SlotNeeds, SlotPrice, SlotProposal, find_slots};
pub use grid::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
pub(in crate::calendar) use packing::{Choice, Packing, Search};
