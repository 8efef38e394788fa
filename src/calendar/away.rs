//! Dated exceptions to somebody's week.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A stretch in which somebody cannot come, or can: a dated exception to their week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Away {
    /// The id of the participant.
    pub member: String,
    /// The first instant.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub from: DateTime<Utc>,
    /// The instant after the last.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub to: DateTime<Utc>,
}
