//! What is noted of a session.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Whether somebody came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Came {
    /// From the start.
    #[default]
    Present,
    /// After the start.
    Late,
    /// Not, and they said so before.
    Excused,
    /// Not.
    Absent,
}

/// What is noted of one person in one session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Attendance {
    /// The id of the session.
    pub session: String,
    /// The id of the participant.
    pub member: String,
    /// Whether they came.
    pub came: Came,
    /// How long they were there, in minutes, where that is known; the whole session when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Where they took part, when not where the session was planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
}

/// A member's word that they cannot come to a session, or can after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Absence {
    /// The id of the session.
    pub session: String,
    /// The id of the participant; left out where the server knows who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Whether they cannot come.
    pub absent: bool,
}

/// A member's word that they are in a session, or are not after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CheckIn {
    /// The id of the session.
    pub session: String,
    /// The id of the participant; left out where the server knows who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Whether they are there.
    pub here: bool,
}

/// A member's wish for another time of a session, for whoever decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TimeSuggestion {
    /// The id of the session.
    pub session: String,
    /// The id of the participant; left out where the server knows who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The instant at which it would start.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub start: DateTime<Utc>,
}

impl Came {
    /// Whether they were there at all.
    pub fn was_there(self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}
