//! Which slot each circle should have: all circles at once, with proof.

mod dated;
mod find;
mod grid;
mod parting;
mod request;
mod table;

pub use find::{SlotFinding, find_slots};
pub use grid::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
pub use request::{CircleSlots, SlotNeeds, SlotPrice, SlotProposal};
