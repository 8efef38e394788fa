//! The circles that were formed.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Values};
use crate::people::Mode;
use crate::time::Slot;

/// Circles, who waits, and how good that is. No circle breaks a rule that must hold, unless the plan was made by hand: what
/// it breaks is then among the problems.
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
    /// A proved lower bound on the cost of any plan that leaves no more people waiting; left out where none is known. Where
    /// circles of more than ten people cost nothing, or more than 256 people or groups are placed, it is what each rule
    /// costs at least by itself, which may be far below; there, and where people wait, most plans are not proved.
    /// Members' private wishes play no part in it, so that nothing is told of them: where one stands in the way of a
    /// cheaper plan, the bound stays below the cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
    /// The share of the cost, 0 to 1, by which the best plan could at most be cheaper: (cost - bound) / cost; left out
    /// where no bound is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// Whether no plan can cost less, be it one that goes against private wishes.
    pub proved: bool,
    /// Whether work was stopped before it was done.
    pub stopped: bool,
    /// What each rule adds to the cost.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// What stands in the way of placing everybody, and what a plan that was made by hand breaks.
    #[serde(default)]
    pub problems: Vec<Error>,
    /// Who moves from the circle that they had, or joins, and why; empty where `present` was not given.
    #[serde(default)]
    pub moved: Vec<Moved>,
    /// What each number of circles comes to, as far as it was tried: the fewest first. Of ten people or fewer each was looked
    /// into in every way that the rules and everybody's wishes allow, until somebody was locked by hand. Of up to about a
    /// hundred, numbers near that of a proved plan are each searched for a while once the proof is there; of more, it is
    /// what was found on the way.
    #[serde(default)]
    pub choices: Vec<Choice>,
}

/// One circle of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Where it meets or writes, where that is its own matter: as those said who registered it, or the organiser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The web address at which it meets or writes, for its own people alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Plan {
    /// The version of the format that this library writes, and the latest that it reads.
    pub const FORMAT: u32 = 1;
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

/// Why somebody is where they are, by one rule: a sentence, and with `code` and `values` what it takes to say it in
/// another language.
///
/// ```
/// use peer_circle::circles::Reason;
///
/// let reason: Reason = serde_json::from_str(
///     r#"{"rule": "mix Department", "code": "mix.some",
///         "values": {"attribute": ["Department"], "people": ["p2", "p9"]},
///         "text": "shares Department with Ana Lima and Bo Chen"}"#,
/// )?;
/// assert_eq!(reason.values["people"], ["p2", "p9"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The rule, such as `mix Department`; `place` for what sums up, or is about the place as a whole.
    pub rule: String,
    /// What is said, such as `mix.some`; stable across versions.
    pub code: String,
    /// What it is said of, by name: `people` (ids), `circle` (its id), `attribute`, `value`, `day`, `start`, `minutes`,
    /// `count`, `cost`, `rule`.
    #[serde(default)]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string[]>"))]
    pub values: Values,
    /// The sentence in English, for the organiser.
    pub text: String,
}

/// Somebody whose circle is another than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Who, by id.
    pub person: String,
    /// The circle that they had, by id; left out for somebody who had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The circle that they have now, by id; left out for the waiting list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// The best plan found with so many circles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// How many circles.
    pub circles: u32,
    /// How many people wait.
    pub waiting: u32,
    /// What the plan costs.
    pub cost: i64,
}
