//! Rosters, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode_with_roster, throw};
use crate::error::{Error, Read};
use crate::people::{self, Added, MembershipContainer, Roster};

/// A roster, and everything that could not be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RosterRead {
    /// Everybody who was understood.
    #[tsify(type = "Roster")]
    roster: (),
    /// Everything that was not, each with its line and column.
    problems: Vec<Error>,
}

/// Reads a roster from the bytes of a file.
#[wasm_bindgen(js_name = peopleRead)]
pub fn people_read(bytes: &[u8]) -> Result<Ts<RosterRead>, Thrown> {
    let Read { value: roster, problems } = people::read(bytes).map_err(|error| throw(&error))?;
    encode_with_roster(&RosterRead { roster: (), problems }, &roster)
}

/// A roster from the members of a course on a learning platform.
#[wasm_bindgen(js_name = peopleMembers)]
pub fn people_members(container: Ts<MembershipContainer>) -> Result<Ts<RosterRead>, Thrown> {
    let Read { value: roster, problems } = people::members(&decode(container, "container")?);
    encode_with_roster(&RosterRead { roster: (), problems }, &roster)
}

/// A roster after more rows were put into it, and everything that could not be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AddedRead {
    /// Everybody: those who were there in their order, then those who are new.
    #[tsify(type = "Roster")]
    roster: (),
    /// Ids of those who are new.
    added: Vec<String>,
    /// Ids of those of whom the rows told something else than before.
    updated: Vec<String>,
    /// Everything that could not be read, each with its line and column.
    problems: Vec<Error>,
}

/// The rows of a file put into a roster.
#[wasm_bindgen(js_name = peopleAdd)]
pub fn people_add(roster: Ts<Roster>, bytes: &[u8]) -> Result<Ts<AddedRead>, Thrown> {
    let read = people::add(&decode(roster, "roster")?, bytes).map_err(|error| throw(&error))?;
    let Added { roster, added, updated } = read.value;
    encode_with_roster(&AddedRead { roster: (), added, updated, problems: read.problems }, &roster)
}

/// A roster as a CSV file.
#[wasm_bindgen(js_name = peopleWrite)]
pub fn people_write(roster: Ts<Roster>) -> Result<String, Thrown> {
    Ok(people::write(&decode(roster, "roster")?))
}
