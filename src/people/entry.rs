//! One row of a roster: its cells read, then its wishes about other people resolved.

use std::collections::BTreeMap;

use crate::error::{Error, Problems};
use crate::table::Row;
use crate::time::{Span, Weekly, Zone};

use super::columns::Column;
use super::roster::{Mode, Participant};

/// A participant whose wishes still name people and attributes in the words of the row.
pub(super) struct Entry {
    line: usize,
    participant: Participant,
}

/// The people met so far, by the ways in which a row may name them.
#[derive(Default)]
pub(super) struct Known {
    ids: BTreeMap<String, usize>,
    emails: BTreeMap<String, String>,
    /// The ids of everybody with a name: wishes by name hold only for a name that one person has.
    names: BTreeMap<String, Vec<String>>,
}

/// Reads a row; what cannot be read is told and left at its default. None for a row that names nobody.
pub(super) fn read(row: &Row, columns: &[Column], problems: &mut Problems) -> Option<Entry> {
    let mut person = Participant::default();
    let (mut given, mut family) = ("", "");
    let cells = columns.iter().zip(row.cells.iter().map(String::as_str)).filter(|(_, cell)| !cell.is_empty());
    for (column, cell) in cells {
        let mut tell = |problem: Error, name: &str| problems.push(problem.at_line(row.line).at_column(name));
        match column {
            Column::Id => person.id = cell.to_owned(),
            Column::Name => person.name = cell.to_owned(),
            Column::GivenName => given = cell,
            Column::FamilyName => family = cell,
            Column::Email => person.email = Some(cell.to_owned()),
            Column::Zone => match Zone::named(cell) {
                Ok(zone) => person.zone = Some(zone.name().to_owned()),
                Err(problem) => tell(problem, "time zone"),
            },
            Column::Availability => {
                let (availability, unread) = availability(cell);
                person.availability = availability;
                unread.into_iter().for_each(|problem| tell(problem, "availability"));
            }
            Column::Leader => match yes_or_no(cell) {
                Some(leader) => person.leader = leader,
                None => tell(unreadable(cell, "write yes or no"), "leader"),
            },
            Column::Mode => match mode(cell) {
                Some(mode) => person.mode = mode,
                None => tell(unreadable(cell, "write talk, text or either"), "mode"),
            },
            Column::PeerBy => person.peer_by = values(cell),
            Column::NotWith => person.not_with = values(cell),
            Column::Circle => person.circle = Some(cell.to_owned()),
            Column::Attribute(name) => {
                person.attributes.insert(name.clone(), values(cell));
            }
            Column::Unused => {}
        }
    }
    if person.name.is_empty() {
        person.name = [given, family].join(" ").trim().to_owned();
    }
    named(row.line, person, problems)
}

/// Gives the person an id and a name from what there is.
fn named(line: usize, mut person: Participant, problems: &mut Problems) -> Option<Entry> {
    if person.id.is_empty() {
        person.id = match &person.email {
            Some(email) => email.to_lowercase(),
            None if person.name.is_empty() => {
                problems.push(nameless(line));
                return None;
            }
            None => format!("row-{line}"),
        };
    }
    if person.name.is_empty() {
        person.name = person.email.clone().unwrap_or_else(|| person.id.clone());
    }
    Some(Entry { line, participant: person })
}

impl Known {
    /// Takes a person in; tells of one who is there already, and answers whether the row is to be kept.
    pub(super) fn add(&mut self, entry: &Entry, problems: &mut Problems) -> bool {
        let person = &entry.participant;
        if let Some(line) = self.ids.get(&person.id) {
            problems.push(duplicate_id(entry, *line));
            return false;
        }
        self.ids.insert(person.id.clone(), entry.line);
        if let Some(email) = &person.email
            && let Some(other) = self.emails.insert(email.to_lowercase(), person.id.clone())
        {
            problems.push(duplicate_person(entry, &other));
        }
        self.names.entry(person.name.to_lowercase()).or_default().push(person.id.clone());
        true
    }

    /// The id of the one person whom a wish names by id, e-mail address or name.
    fn id(&self, wish: &str) -> Option<String> {
        if self.ids.contains_key(wish) {
            return Some(wish.to_owned());
        }
        let lower = wish.to_lowercase();
        let named = || match self.names.get(&lower).map(Vec::as_slice) {
            Some([id]) => Some(id.clone()),
            _ => None,
        };
        self.emails.get(&lower).cloned().or_else(named)
    }
}

impl Entry {
    /// The participant, with wishes as ids and headings; a wish that names nobody is told and left out.
    pub(super) fn resolve(self, known: &Known, attributes: &[&str], problems: &mut Problems) -> Participant {
        let Self { line, mut participant } = self;
        participant.not_with = resolved(
            &participant.not_with,
            |wish| known.id(wish),
            |wish| {
                problems.push(unknown_person(line, wish));
            },
        );
        let heading =
            |wish: &str| attributes.iter().find(|name| name.eq_ignore_ascii_case(wish)).map(|name| (*name).to_owned());
        participant.peer_by =
            resolved(&participant.peer_by, heading, |wish| problems.push(unknown_attribute(line, wish)));
        participant
    }
}

fn resolved(wishes: &[String], find: impl Fn(&str) -> Option<String>, mut miss: impl FnMut(&str)) -> Vec<String> {
    let mut found = Vec::with_capacity(wishes.len());
    for wish in wishes {
        match find(wish) {
            Some(id) => found.push(id),
            None => miss(wish),
        }
    }
    found
}

/// The stretches that can be read, and a problem for each that cannot.
fn availability(cell: &str) -> (Weekly, Vec<Error>) {
    let parts = cell.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let (mut spans, mut unread) = (Vec::new(), Vec::new());
    for part in parts {
        match part.parse::<Span>() {
            Ok(span) => spans.push(span),
            Err(error) => unread.push(unreadable(part, error.advice())),
        }
    }
    (Weekly::from(spans), unread)
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

/// The values of a cell, which semicolons, bars or line ends separate; each once.
fn values(cell: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in cell.split([';', '|', '\n']).map(str::trim).filter(|value| !value.is_empty()) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    values
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

fn duplicate_id(entry: &Entry, first: usize) -> Error {
    let message = format!("the id \"{}\" stands on line {first} already; this row was left out", entry.participant.id);
    Error::new("roster.duplicate_id", message)
        .at_line(entry.line)
        .at_column("id")
        .hint("keep one of the two rows, or give each person an id of their own")
}

fn duplicate_person(entry: &Entry, other: &str) -> Error {
    Error::new("roster.duplicate_person", format!("the e-mail address is the one of \"{other}\"; both rows were kept"))
        .at_line(entry.line)
        .at_column("email")
        .hint("if this is one person who signed up twice, remove a row")
}

fn unknown_person(line: usize, wish: &str) -> Error {
    Error::new("roster.unknown_person", format!("\"{wish}\" names nobody on this roster, or more than one person"))
        .at_line(line)
        .at_column("not with")
        .hint("write the person's id or e-mail address")
}

fn unknown_attribute(line: usize, wish: &str) -> Error {
    Error::new("roster.unknown_attribute", format!("\"{wish}\" is no attribute of this roster"))
        .at_line(line)
        .at_column("peer by")
        .hint("write the heading of one of the columns")
}
