//! One row of a roster, cell by cell.

use crate::ordered::BTreeSet;
use std::str::FromStr;

use crate::error::{Error, Problems};
use crate::table::Row;
use crate::time::{BusyTime, Span, Weekly, Zone};

use super::columns::{Column, Holds};
use super::roster::{Mode, Participant};

/// A participant as one row tells: wishes still name people and attributes in the row's own words.
pub(super) struct Entry {
    /// The line of the row.
    pub(super) line: usize,
    /// What was told; the name is empty where the row has none.
    pub(super) participant: Participant,
    /// The id is only the number of the row.
    pub(super) numbered: bool,
}

/// Reads a row; what cannot be read is told and left at its default. None for a row that names nobody.
pub(super) fn read(row: &Row, columns: &[Column], problems: &mut Problems) -> Option<Entry> {
    let mut person = Participant::default();
    let (mut given, mut family) = (String::new(), String::new());
    let cells = columns.iter().zip(row.cells.iter().map(String::as_str)).filter(|(_, cell)| !cell.is_empty());
    for (column, cell) in cells {
        let mut tell = |problem: Error, name: &str| problems.push(problem.at_line(row.line).at_column(name));
        match column.holds {
            Holds::Id => person.id = one(cell),
            Holds::Name => person.name = one(cell),
            Holds::GivenName => given = one(cell),
            Holds::FamilyName => family = one(cell),
            Holds::Email => person.email = Some(one(cell)),
            Holds::Zone => match Zone::named(cell) {
                Ok(zone) => person.zone = Some(zone.name().to_owned()),
                Err(problem) => tell(problem, "time zone"),
            },
            Holds::Availability => {
                let (spans, unread) = stretches::<Span>(cell);
                person.availability = Weekly::from(spans);
                unread.into_iter().for_each(|problem| tell(problem, "availability"));
            }
            Holds::Busy => {
                let (times, unread) = stretches(cell);
                person.busy = BusyTime::joined(times);
                unread.into_iter().for_each(|problem| tell(problem, "busy"));
            }
            Holds::Leader => match yes_or_no(cell) {
                Some(leader) => person.leader = leader,
                None => tell(unreadable(cell, "write yes or no"), "leader"),
            },
            Holds::Mode => match mode(cell) {
                Some(mode) => person.mode = mode,
                None => tell(unreadable(cell, "write talk, text or either"), "mode"),
            },
            Holds::PeerBy => person.peer_by = values(cell),
            Holds::NotWith => person.not_with = values(cell),
            Holds::Circle => person.circle = Some(one(cell)),
            Holds::Attribute => {
                let values = Some(values(cell)).filter(|values| !values.is_empty());
                person.attributes.extend(values.map(|values| (column.attribute.clone(), values)));
            }
            Holds::Unused => {}
        }
    }
    if person.name.is_empty() {
        person.name = one(&[given, family].join(" "));
    }
    identified(row.line, person, problems)
}

/// Gives the person an id from what there is.
fn identified(line: usize, mut person: Participant, problems: &mut Problems) -> Option<Entry> {
    let numbered = person.id.is_empty() && person.email.is_none();
    if numbered && person.name.is_empty() {
        problems.push(nameless(line));
        return None;
    }
    if person.id.is_empty() {
        person.id = person.email.as_ref().map_or_else(|| format!("row-{line}"), |email| email.to_lowercase());
    }
    Some(Entry { line, participant: person, numbered })
}

impl Entry {
    /// The participant as somebody new: whoever has no name goes by address or id.
    pub(super) fn into_participant(self) -> Participant {
        let mut person = self.participant;
        if person.name.is_empty() {
            person.name = person.email.clone().unwrap_or_else(|| person.id.clone());
        }
        person
    }
}

/// The stretches that can be read, and a problem for each that cannot.
fn stretches<T: FromStr<Err = Error>>(cell: &str) -> (Vec<T>, Vec<Error>) {
    let parts = cell.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for part in parts {
        match part.parse::<T>() {
            Ok(stretch) => read.push(stretch),
            Err(error) => unread.push(unreadable(part, error.advice())),
        }
    }
    (read, unread)
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "leader" | "willing" | "sí" | "si" => Some(true),
        "no" | "n" | "false" | "0" | "-" => Some(false),
        _ => None,
    }
}

fn mode(cell: &str) -> Option<Mode> {
    match cell.to_lowercase().as_str() {
        "talk" | "peer talk" => Some(Mode::Talk),
        "text" | "peer text" => Some(Mode::Text),
        "either" | "both" | "any" | "talk or text" => Some(Mode::Either),
        _ => None,
    }
}

/// The one value of a cell, on one line whatever the cell looks like.
fn one(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The values of a cell, which semicolons, bars or line ends separate; each once, in their order.
fn values(cell: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let values = cell.split([';', '|', '\n']).map(str::trim).filter(|value| !value.is_empty());
    values.filter(|value| known.insert(*value)).map(str::to_owned).collect()
}

fn unreadable(cell: &str, hint: &str) -> Error {
    Error::new("roster.unreadable", format!("\"{cell}\" cannot be read")).hint(hint)
}

fn nameless(line: usize) -> Error {
    Error::new("roster.nameless", "the row names nobody and was left out")
        .at_line(line)
        .at_column("name")
        .hint("give the person a name, an id or an e-mail address")
}
