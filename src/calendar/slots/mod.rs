//! Which slot each circle should have: all circles at once, with proof.

mod grid;
mod packing;
mod prices;

pub use grid::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
pub(in crate::calendar) use packing::{Choice, Packing, Search};
