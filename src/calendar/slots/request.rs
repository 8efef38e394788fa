//! What slots are looked for, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::calendar::away::Away;
use crate::calendar::pools::Pool;
use crate::calendar::programme::CirclePhase;
use crate::error::Error;
use crate::time::Slot;

/// What slots are looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct SlotNeeds {
    /// What circles that meet at once share: rooms, licences of a platform. Any number may meet when left out.
    pub pools: Vec<Pool>,
    /// Whether circles may meet in different weeks, where the rhythm leaves room for that: 1st and 3rd, 2nd and 4th.
    pub phases: bool,
    /// The share of a circle, 0 to 1, who must be able to come; half when left out.
    pub quorum: f64,
    /// When people can come on dates, whatever their week says; the dates on which the roster has them busy
    /// ([`Participant::busy`](crate::people::Participant)) come before it.
    pub free: Vec<Away>,
    /// Minutes between the times that are tried, 30 when left out.
    pub step_minutes: u16,
    /// Ids of circles whose slot stays.
    pub keep: Vec<String>,
    /// Ids of circles for which alternatives are priced.
    pub alternatives: Vec<String>,
}

impl Default for SlotNeeds {
    fn default() -> Self {
        Self {
            pools: Vec::new(),
            phases: false,
            quorum: 0.5,
            free: Vec::new(),
            step_minutes: 30,
            keep: Vec::new(),
            alternatives: Vec::new(),
        }
    }
}

/// Slots for the circles of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotProposal {
    /// For each circle that talks what it gets.
    pub circles: Vec<CircleSlots>,
    /// The circles that meet in other weeks, for the programme.
    pub phases: Vec<CirclePhase>,
    /// What the slots cost; lower is better.
    pub cost: i64,
    /// No slots cost less.
    pub bound: i64,
    /// Whether no other slots cost less.
    pub proved: bool,
    /// What could not be had, and what stands in its way.
    pub problems: Vec<Error>,
}

/// The slot of a circle, and others that it could have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CircleSlots {
    /// The id of the circle.
    pub circle: String,
    /// Its slot; none where it can have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<SlotPrice>,
    /// Others, the cheapest first, for circles whose alternatives were asked for.
    #[serde(default)]
    pub alternatives: Vec<SlotPrice>,
}

/// A slot and what it is worth to a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotPrice {
    /// The slot, in the programme's zone.
    pub slot: Slot,
    /// How many weeks after the others the circle would meet.
    pub phase: u8,
    /// Absences over all sessions of the term.
    pub absences: u32,
    /// Absences of the member who is absent most.
    pub worst: u32,
    /// How much more all slots together would cost than those that are proposed.
    pub price: i64,
}
