//! Which column of a roster holds what.

use crate::error::{Error, Result};

/// What a column of a roster tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Name,
    GivenName,
    FamilyName,
    Email,
    Zone,
    Availability,
    Leader,
    Mode,
    PeerBy,
    NotWith,
    Circle,
    /// Anything else is known of the person under the heading's own words.
    Attribute(String),
    /// A column without a heading, one whose heading came before, or a second one for a part of the name.
    Unused,
}

/// The words by which headings are known, without case, spaces and punctuation.
const WORDS: [(Column, &[&str]); 12] = [
    (
        Column::Id,
        &[
            "id",
            "idnumber",
            "participantid",
            "personid",
            "userid",
            "canvasuserid",
            "sourcedid",
            "sisuserid",
            "username",
            "loginid",
        ],
    ),
    (Column::Name, &["name", "fullname", "displayname", "participant", "person", "student", "member"]),
    (Column::GivenName, &["givenname", "firstname", "forename", "first"]),
    (Column::FamilyName, &["familyname", "lastname", "surname", "last"]),
    (Column::Email, &["email", "emailaddress", "mail"]),
    (Column::Zone, &["timezone", "zone", "tz"]),
    (Column::Availability, &["availability", "available", "availabletimes", "freetimes", "free", "times"]),
    (Column::Leader, &["leader", "canlead", "willlead", "willingtolead", "leaderwilling", "lead"]),
    (Column::Mode, &["mode", "talkortext", "talktext"]),
    (Column::PeerBy, &["peerby", "peer", "peers", "definitionofpeer", "whatmakesapeer"]),
    (Column::NotWith, &["notwith", "apartfrom", "avoid"]),
    (Column::Circle, &["circle", "circlename", "group", "groupname"]),
];

/// What each column holds, by its heading; of several columns for one thing the first counts.
///
/// # Errors
/// `roster.missing_column` when no column names the people.
pub(super) fn columns(headings: &[String]) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
    for heading in headings {
        let column = column(heading);
        columns.push(if columns.contains(&column) { repeated(column, heading, &columns) } else { column });
    }
    let names = [Column::Id, Column::Name, Column::GivenName, Column::FamilyName, Column::Email];
    if columns.iter().any(|column| names.contains(column)) { Ok(columns) } else { Err(missing_column(headings)) }
}

fn column(heading: &str) -> Column {
    let plain: String = heading.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let known = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    match known {
        _ if plain.is_empty() => Column::Unused,
        Some((column, _)) => column.clone(),
        None => attribute(heading),
    }
}

/// A second column for the same thing: an attribute under its own heading, unless that is taken as well. Parts of a name
/// are no attribute of anybody.
fn repeated(column: Column, heading: &str, columns: &[Column]) -> Column {
    let attribute = attribute(heading);
    let part = matches!(column, Column::Unused | Column::GivenName | Column::FamilyName);
    if part || columns.contains(&attribute) { Column::Unused } else { attribute }
}

/// The heading on one line, whatever the cell looks like.
fn attribute(heading: &str) -> Column {
    Column::Attribute(heading.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn missing_column(headings: &[String]) -> Error {
    let found = match headings {
        [] => "the file is empty".to_owned(),
        _ => format!("the headings are {}", headings.join(", ")),
    };
    Error::new("roster.missing_column", format!("no column names the people: {found}"))
        .at_line(1)
        .at_column("name")
        .hint("the first line must hold headings, one of them \"name\", \"id\" or \"email\"")
}
