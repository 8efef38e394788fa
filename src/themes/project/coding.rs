//! What coders leave behind: codings, refusals of suggestions, memos.

use serde::{Deserialize, Serialize};

use crate::error::Values;

/// One code on one passage by one coder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Coding {
    /// What tells this coding from all others of the project; given by the project when left empty.
    #[serde(default)]
    pub id: String,
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The passage of the turn, in UTF-16 units; the whole turn when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// The id of the code.
    pub code: String,
    /// Who coded; the project's present coder when left empty.
    #[serde(default)]
    pub coder: String,
    /// The probability of the suggestion that the coder accepted; nothing when coded by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<f64>,
}

/// A stretch of a turn's text, in UTF-16 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Passage {
    /// Where it starts.
    pub from: u32,
    /// Where it ends (exclusive).
    pub to: u32,
}

/// A suggestion that a coder turned down.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The code that does not apply.
    pub code: String,
    /// Who said so.
    pub coder: String,
}

/// A note on the project, a transcript, a turn, a code or a coding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Memo {
    /// What tells this memo from all others of the project; given by the project when left empty.
    #[serde(default)]
    pub id: String,
    /// What it is about: `project`, or the id of a code or coding, or `transcript/turn`.
    pub about: String,
    /// What it says.
    pub text: String,
    /// Who wrote it; the project's present coder when left empty.
    #[serde(default)]
    pub coder: String,
}

/// A code that a turn may carry, proposed and not yet accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// `transcript/turn/code`.
    pub id: String,
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The id of the code.
    pub code: String,
    /// How likely it is that the coder agrees, 0 to 1.
    pub probability: f64,
    /// What speaks for it and against it, the weightiest first.
    pub reasons: Vec<SuggestionReason>,
}

/// Something in a turn that speaks for a code or, with a weight below zero, against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SuggestionReason {
    /// The words of the turn, or what about it counts.
    pub words: String,
    /// Where they stand in the turn's text; nothing for what has no place, such as its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// How much it adds to the log-odds.
    pub weight: f64,
    /// Why it counts, such as `learnt.word`; stable across versions.
    #[serde(default)]
    pub code: String,
    /// What that stands together with: `with`, the last part of another reason's code.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string[]>"))]
    pub values: Values,
    /// Why it counts, as half a sentence in English.
    pub why: String,
}

/// What a host knows of a turn: a point in a space of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Embedding {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The point; only its direction counts.
    pub vector: Vec<f32>,
}

/// Which suggestions are asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Ask {
    /// The least probability, 0 to 1; one half when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// This transcript alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// This code alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Not more than this many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}
