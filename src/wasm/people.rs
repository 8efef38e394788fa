//! Rosters, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode, throw};
use crate::error::{Error, Read};
use crate::people::{self, MembershipContainer, Merged, Roster};

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

/// A roster from the members of a course on a learning platform.
#[wasm_bindgen(js_name = peopleMembers)]
pub fn people_members(container: Ts<MembershipContainer>) -> Result<Ts<RosterRead>, Thrown> {
    let Read { value: roster, problems } = people::members(&decode(container, "container")?);
    encode(&RosterRead { roster, problems })
}

/// Later sign-ups put into a roster.
#[wasm_bindgen(js_name = peopleMerge)]
pub fn people_merge(roster: Ts<Roster>, later: Ts<Roster>) -> Result<Ts<Merged>, Thrown> {
    encode(&people::merge(&decode(roster, "roster")?, &decode(later, "later")?))
}

/// A roster as a CSV file.
#[wasm_bindgen(js_name = peopleWrite)]
pub fn people_write(roster: Ts<Roster>) -> Result<String, Thrown> {
    Ok(people::write(&decode(roster, "roster")?))
}
