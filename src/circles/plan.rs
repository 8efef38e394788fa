//! The circles that were formed.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::people::Mode;
use crate::time::Slot;

/// Circles, who waits, and how good that is. Always valid: no circle of it breaks a rule that must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The version of this form of saved plans: 1.
    pub format: u32,
    /// The IANA name of the zone in which slots are told.
    pub zone: String,
    /// The circles.
    pub circles: Vec<Circle>,
    /// Ids of the people for whom there is no place.
    pub waiting: Vec<String>,
    /// The sum of what breaches of weighted rules cost; lower is better.
    pub cost: i64,
    /// A proved lower bound on the cost of any plan that leaves no more people waiting; left out where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
    /// The share of the cost, 0 to 1, by which the best plan could at most be cheaper: (cost - bound) / cost; left out
    /// where no bound is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// Whether no plan can cost less.
    pub proved: bool,
    /// Whether work was stopped before it was done.
    pub stopped: bool,
    /// What each rule adds to the cost.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// What stands in the way of placing everybody.
    #[serde(default)]
    pub problems: Vec<Error>,
}

/// One circle of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Circle {
    /// What tells this circle from the others, such as `c3`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Talk or text.
    pub mode: Mode,
    /// The id of the leader, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// The ids of everybody in it, leader included, in the order of the roster.
    pub members: Vec<String>,
    /// The weekly slot of a talk circle, in the plan's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
}

/// What one rule adds to the cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The rule, such as `mix Department`.
    pub rule: String,
    /// What its breaches cost.
    pub cost: i64,
}

/// Why somebody is where they are, by one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The rule, such as `mix Department`; `place` for the sentence that sums up.
    pub rule: String,
    /// A sentence for the organiser.
    pub text: String,
}
