//! One row of a roster, cell by cell.

use crate::ordered::BTreeSet;
use std::str::FromStr;

use crate::error::{Error, Problems};
use crate::table::Row;
use crate::time::{BusyTime, Span, Weekly, Zone};

use super::columns::{Column, Holds, may_head_an_attribute, one_line};
use super::registration::is_link;
use super::roster::{Mode, Participant};

/// A participant as one row tells: wishes still name people and attributes in the row's own words.
pub(super) struct Entry {
    /// The line of the row.
    pub(super) line: usize,
    /// What was told; the name is empty where the row has none.
    pub(super) participant: Participant,
    /// The id is only the number of the row.
    pub(super) numbered: bool,
    /// What it tells of, where that is not the same for all rows.
    pub(super) columns: Vec<Column>,
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
            Holds::Email => {
                person.email = some(cell);
                no_address(&person).into_iter().for_each(|problem| tell(problem, "email"));
            }
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
            Holds::Circle => person.circle = some(cell),
            Holds::Invited => person.invited = values(cell),
            Holds::Platform => person.platform = some(cell),
            Holds::Url => match is_link(cell) {
                true => person.url = Some(cell.to_owned()),
                false => tell(no_link(cell), "link"),
            },
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
    identified(row.line, Vec::new(), person, problems)
}

/// What a sign-up tells of a person, as one row: what cannot be used is told and left out.
pub(super) fn sent(line: usize, person: Participant, problems: &mut Problems) -> Option<Entry> {
    let mut person = as_in_a_table(person);
    let mut tell = |problem: Error, name: &str| problems.push(problem.at_line(line).at_column(name));
    person.zone = person.zone.and_then(|zone| match Zone::named(&zone) {
        Ok(zone) => Some(zone.name().to_owned()),
        Err(problem) => {
            tell(problem, "time zone");
            None
        }
    });
    if let Some(url) = person.url.take_if(|url| !is_link(url)) {
        tell(no_link(&url), "link");
    }
    no_address(&person).into_iter().for_each(|problem| tell(problem, "email"));
    person.busy = BusyTime::joined(person.busy);
    let columns = columns_told(&person);
    identified(line, columns, person, problems)
}

/// The person as a row of a table has them: each text on one line, each value once.
pub(super) fn as_in_a_table(mut person: Participant) -> Participant {
    for text in [&mut person.id, &mut person.name] {
        *text = one(text);
    }
    for text in [&mut person.email, &mut person.circle, &mut person.platform, &mut person.zone, &mut person.url] {
        *text = text.take().and_then(|text| some(&text));
    }
    for wishes in [&mut person.invited, &mut person.peer_by, &mut person.not_with] {
        *wishes = apart(wishes);
    }
    let attributes = std::mem::take(&mut person.attributes).into_iter();
    let attributes = attributes.map(|(name, values)| (one(&name), apart(&values)));
    person.attributes = attributes.filter(|(name, values)| may_head_an_attribute(name) && !values.is_empty()).collect();
    person
}

/// A sign-up tells all that there is to it; of attributes only those that it has.
fn columns_told(person: &Participant) -> Vec<Column> {
    use Holds::{Availability, Busy, Circle, Email, Invited, Leader, Mode, Name, NotWith, PeerBy, Platform, Url, Zone};
    let all = [Name, Email, Zone, Availability, Busy, Leader, Mode, PeerBy, NotWith, Circle, Invited, Platform, Url];
    let attributes = person.attributes.keys().map(|name| (Holds::Attribute, name.clone()));
    let all = all.into_iter().map(|holds| (holds, String::new()));
    all.chain(attributes).map(|(holds, attribute)| Column { holds, attribute }).collect()
}

/// Gives the person an id from what there is.
fn identified(line: usize, columns: Vec<Column>, mut person: Participant, problems: &mut Problems) -> Option<Entry> {
    let numbered = person.id.is_empty() && person.email.is_none();
    if numbered && person.name.is_empty() {
        problems.push(nameless(line));
        return None;
    }
    if person.id.is_empty() {
        person.id = person.email.as_ref().map_or_else(|| format!("row-{line}"), |email| email.to_lowercase());
    }
    Some(Entry { line, participant: person, numbered, columns })
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

/// The one value of a cell, on one line whatever the cell looks like; of zeros and other signs to machines, which not
/// every table can hold, nothing.
fn one(cell: &str) -> String {
    one_line(&cell.replace(|char: char| char.is_control() && !char.is_whitespace(), ""))
}

/// The one value of a cell, unless that is nothing.
fn some(cell: &str) -> Option<String> {
    Some(one(cell)).filter(|value| !value.is_empty())
}

/// The values of a cell, which semicolons, bars or line ends separate; each once, in their order.
fn values(cell: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    cell.split([';', '|', '\n']).filter_map(some).filter(|value| known.insert(value.clone())).collect()
}

/// Values of a list as those of a cell are: a semicolon in one parts two.
fn apart(list: &[String]) -> Vec<String> {
    values(&list.iter().map(|value| one(value)).collect::<Vec<_>>().join("\n"))
}

fn unreadable(cell: &str, hint: &str) -> Error {
    Error::new("roster.unreadable", format!("\"{cell}\" cannot be read")).hint(hint)
}

fn no_link(text: &str) -> Error {
    Error::new("roster.link", format!("\"{text}\" is no web address")).hint("write one that begins with https://")
}

/// Whether mail may get there: whoever sends it knows more.
fn is_address(text: &str) -> bool {
    let parts = text.split_once('@').filter(|(person, host)| !person.is_empty() && !host.is_empty());
    parts.is_some_and(|(_, host)| !host.contains('@'))
        && !text.contains(|one: char| one.is_whitespace() || "<>,;".contains(one))
}

/// It is kept all the same: people may be known by it.
fn no_address(person: &Participant) -> Option<Error> {
    let text = person.email.as_ref().filter(|email| !is_address(email))?;
    let error = Error::new("roster.email", format!("\"{text}\" is no e-mail address"));
    Some(error.hint("write one such as name@example.org"))
}

fn nameless(line: usize) -> Error {
    Error::new("roster.nameless", "the row names nobody and was left out")
        .at_line(line)
        .at_column("name")
        .hint("give the person a name, an id or an e-mail address")
}
