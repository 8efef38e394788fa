//! Rosters, for JavaScript.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode, encode_with_roster, throw};
use crate::error::{Error, Read};
use crate::people::{self, Added, Holds, MembershipContainer, Registration, Roster, RosterColumn};

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

/// The columns of a roster file.
#[derive(Serialize, Tsify)]
pub struct RosterColumns {
    /// In their order.
    columns: Vec<RosterColumn>,
}

/// What somebody says of the columns of a roster file.
#[derive(Deserialize, Tsify)]
pub struct SaidColumns {
    /// What each column holds, in their order; known by their headings when left out.
    #[serde(default)]
    columns: Option<Vec<Holds>>,
}

/// The columns of a roster file, each with what it is taken for and what stands in it.
#[wasm_bindgen(js_name = peopleColumns)]
pub fn people_columns(bytes: &[u8]) -> Result<Ts<RosterColumns>, Thrown> {
    let columns = people::columns_of(bytes).map_err(|error| throw(&error))?;
    encode(&RosterColumns { columns })
}

/// Reads a roster from the bytes of a file.
#[wasm_bindgen(js_name = peopleRead)]
pub fn people_read(bytes: &[u8], said: Ts<SaidColumns>) -> Result<Ts<RosterRead>, Thrown> {
    let read = match decode(said, "columns")?.columns {
        Some(holds) => people::read_as(bytes, &holds),
        None => people::read(bytes),
    };
    let Read { value: roster, problems } = read.map_err(|error| throw(&error))?;
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
pub fn people_add(roster: Ts<Roster>, bytes: &[u8], said: Ts<SaidColumns>) -> Result<Ts<AddedRead>, Thrown> {
    let roster: Roster = decode(roster, "roster")?;
    let read = match decode(said, "columns")?.columns {
        Some(holds) => people::add_as(&roster, bytes, &holds),
        None => people::add(&roster, bytes),
    };
    let read = read.map_err(|error| throw(&error))?;
    let Added { roster, added, updated } = read.value;
    encode_with_roster(&AddedRead { roster: (), added, updated, problems: read.problems }, &roster)
}

/// Circles that people registered.
#[derive(Serialize, Tsify)]
pub struct Registrations {
    /// In the order in which the roster names them.
    registrations: Vec<Registration>,
}

/// The circles that people of a roster formed themselves, and whom they invited who has not accepted.
#[wasm_bindgen(js_name = peopleRegistrations)]
pub fn people_registrations(roster: Ts<Roster>) -> Result<Ts<Registrations>, Thrown> {
    encode(&Registrations { registrations: people::registrations(&decode(roster, "roster")?) })
}

/// A roster as a CSV file.
#[wasm_bindgen(js_name = peopleWrite)]
pub fn people_write(roster: Ts<Roster>) -> Result<String, Thrown> {
    Ok(people::write(&decode(roster, "roster")?))
}
