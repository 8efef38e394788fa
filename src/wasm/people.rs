//! Rosters, for JavaScript.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, Work, answer, decode, decode_long, encode_with_roster, throw, unpacked};
use crate::error::{Error, Read};
use crate::json::{Item, long};
use crate::people::{self, Added, Holds, Member, MembershipContainer, Registration, Roster, RosterColumn};

long!(MembershipContainer, members, Member);
impl Item for Member {}

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
#[wasm_bindgen(js_name = peopleColumns, unchecked_return_type = "RosterColumns")]
pub fn people_columns(bytes: Vec<u8>) -> Work {
    Work::new(async move {
        let columns = people::columns_in_steps(&bytes).await.map_err(|error| throw(&error))?;
        answer(&RosterColumns { columns })
    })
}

/// Reads a roster from the bytes of a file.
#[wasm_bindgen(js_name = peopleRead, unchecked_return_type = "RosterRead")]
pub fn people_read(bytes: Vec<u8>, said: Ts<SaidColumns>) -> Result<Work, Thrown> {
    let holds = decode(said, "columns")?.columns;
    Ok(Work::new(async move {
        let read = people::read_in_steps(&bytes, holds.as_deref()).await;
        let Read { value: roster, problems } = read.map_err(|error| throw(&error))?;
        encode_with_roster(&RosterRead { roster: (), problems }, roster).await
    }))
}

/// A roster from the members of a course on a learning platform.
#[wasm_bindgen(js_name = peopleMembers, unchecked_return_type = "RosterRead")]
pub fn people_members(container: Ts<MembershipContainer>) -> Work {
    let container = unpacked(&container.into());
    Work::new(async move {
        let container = decode_long(container, "container").await?;
        let Read { value: roster, problems } = people::members_in_steps(&container).await;
        encode_with_roster(&RosterRead { roster: (), problems }, roster).await
    })
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
#[wasm_bindgen(js_name = peopleAdd, unchecked_return_type = "AddedRead")]
pub fn people_add(roster: Ts<Roster>, bytes: Vec<u8>, said: Ts<SaidColumns>) -> Result<Work, Thrown> {
    let (roster, holds) = (unpacked(&roster.into()), decode(said, "columns")?.columns);
    Ok(Work::new(async move {
        let roster: Roster = decode_long(roster, "roster").await?;
        let read = people::add_in_steps(&roster, &bytes, holds.as_deref()).await.map_err(|error| throw(&error))?;
        let Added { roster, added, updated } = read.value;
        encode_with_roster(&AddedRead { roster: (), added, updated, problems: read.problems }, roster).await
    }))
}

/// Circles that people registered.
#[derive(Serialize, Tsify)]
pub struct Registrations {
    /// In the order in which the roster names them.
    registrations: Vec<Registration>,
}

/// The circles that people of a roster formed themselves, and whom they invited who has not accepted.
#[wasm_bindgen(js_name = peopleRegistrations, unchecked_return_type = "Registrations")]
pub fn people_registrations(roster: Ts<Roster>) -> Work {
    let roster = unpacked(&roster.into());
    Work::new(async move {
        let roster: Roster = decode_long(roster, "roster").await?;
        answer(&Registrations { registrations: people::registrations_in_steps(&roster).await })
    })
}

/// A roster as a CSV file.
#[wasm_bindgen(js_name = peopleWrite, unchecked_return_type = "string")]
pub fn people_write(roster: Ts<Roster>) -> Work {
    let roster = unpacked(&roster.into());
    Work::new(async move {
        let roster: Roster = decode_long(roster, "roster").await?;
        Ok(people::write_in_steps(&roster).await.into())
    })
}
