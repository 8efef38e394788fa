//! Rosters, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, encode, throw};
use crate::error::{Error, Read};
use crate::people::{self, Roster};

/// A roster, and everything that could not be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RosterRead {
    /// Everybody who was understood.
    roster: Roster,
    /// Everything that was not, each with its line and column.
    problems: Vec<Error>,
}

/// Reads a roster from the bytes of a file.
#[wasm_bindgen(js_name = peopleRead)]
pub fn people_read(bytes: &[u8]) -> Result<Ts<RosterRead>, Thrown> {
    let Read { value: roster, problems } = people::read(bytes).map_err(|error| throw(&error))?;
    encode(&RosterRead { roster, problems })
}
