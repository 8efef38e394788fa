//! Rosters from tables: whatever an LMS, a forms tool or a person's spreadsheet exports.

use crate::ordered::BTreeMap;

use crate::encoding;
use crate::error::{Error, Problems, Read, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::table::{self, Row, Table};

use super::columns::{Column, Holds, RosterColumn, columns, known, one_line};
use super::entry::{self, Entry};
use super::registration::tell_twice;
use super::roster::Roster;
use super::signups;
use super::wishes;

/// Cells that show what a column holds, and how much of each.
const SAMPLE: usize = 3;
const SAMPLE_LENGTH: usize = 80;

/// Bytes from which on a line by itself is rather a sentence than somebody's name.
const SENTENCE: usize = 60;

/// What it takes to understand a row, and to look a person up among all others, as [`rest`] counts.
const ROW_TAKES: u64 = 2;
pub(super) const PERSON_TAKES: u64 = 1;

/// Reads a roster from the bytes of a file in any usual encoding: CSV (or with semicolons or tabs), or JSON, which is known
/// by its content.
///
/// Columns are known by their headings, in any case: `id`, `name` (or `given name` and `family name`), `email`,
/// `time zone`, `availability` (as `Tue 12:00-13:30; Thu 17-19`), `busy` (dates, as [`BusyTime`](crate::time::BusyTime)
/// is written), `leader` (yes or no), `mode` (talk, text or either), `peer by`, `not with`, `circle` and, of a circle that
/// the person registers, `invited`, `platform` and `link`, each with common other names. Every other column becomes an attribute; several values in one cell are separated by semicolons.
/// A person without an id is known by e-mail address, else by row.
///
/// JSON is what sign-ups sent (a [`Participant`](super::Participant) each: a list, one a line, or one alone), a
/// [`Roster`], or the [members of a course](super::members()). One that cannot be read is told and left out, its number
/// as its line. A sign-up tells all that there is to it: what it lacks the person has not, but for attributes.
///
/// ```
/// let csv = "Name,E-mail,Department,Availability\nAda Okoro,ada@example.org,Surgery,Tue 12:00-13:00\n,,,\n";
/// let read = peer_circle::people::read(csv.as_bytes())?;
/// let ada = &read.value.participants[0];
/// assert_eq!((ada.id.as_str(), ada.attributes["Department"][0].as_str()), ("ada@example.org", "Surgery"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` for another kind of file, `roster.missing_column` when no column of a table names the people,
/// `roster.no_roster` for a text that is no table either: a letter, a page, other JSON.
///
/// # Problems
/// Those of [`table::read`], and `roster.duplicate_id`, `roster.duplicate_person`, `roster.nameless`,
/// `roster.unreadable` (with the column), `roster.unreadable_signup`, `roster.link`, `roster.unknown_person`, `roster.unknown_attribute`,
/// `roster.no_availability`, `roster.circle_twice`, `zone.unknown`, `file.damaged` and `limit.participants`.
pub fn read(bytes: &[u8]) -> Result<Read<Roster>> {
    whole(read_in_steps(bytes, None))
}

/// Reads a roster from a file whose columns hold what somebody says, in their order; a column that nothing is said of is
/// left out.
///
/// ```
/// use peer_circle::people::{self, Holds};
///
/// let file = b"Apellidos y nombre,Correo,Servicio\nOkoro Ada,ada@example.org,Cirug\xc3\xada\n";
/// assert!(people::read(file).is_err());
/// assert_eq!(people::columns_of(file)?[2].sample, ["Cirug\u{ed}a"]);
/// let ada = &people::read_as(file, &[Holds::Name, Holds::Email, Holds::Attribute])?.value.participants[0];
/// assert_eq!((ada.name.as_str(), ada.attributes["Servicio"][0].as_str()), ("Okoro Ada", "Cirug\u{ed}a"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// Those of [`read`].
pub fn read_as(bytes: &[u8], holds: &[Holds]) -> Result<Read<Roster>> {
    whole(read_in_steps(bytes, Some(holds)))
}

/// The same in steps, by headings or by what somebody says.
pub(crate) async fn read_in_steps(bytes: &[u8], said: Option<&[Holds]>) -> Result<Read<Roster>> {
    Ok(roster(Sheet::read(bytes, said).await?).await)
}

/// The columns of a roster file with what each is taken for and what stands in it, for somebody who knows better. Where
/// no heading says that a column holds e-mail addresses, the first that looks so is taken for them. JSON has no columns.
///
/// # Errors
/// `file.not_text` for another kind of file.
pub fn columns_of(bytes: &[u8]) -> Result<Vec<RosterColumn>> {
    whole(columns_in_steps(bytes))
}

/// The same in steps.
pub(crate) async fn columns_in_steps(bytes: &[u8]) -> Result<Vec<RosterColumn>> {
    let decoded = encoding::decode(bytes)?;
    if signups::sheet(&decoded.text).is_some() {
        return Ok(Vec::new());
    }
    let table = table::read_in_steps(&decoded.text).await.value;
    let sample = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        cells.take(SAMPLE).map(|cell| cell.chars().take(SAMPLE_LENGTH).collect()).collect()
    };
    let column = |(at, heading): (usize, &String)| RosterColumn {
        heading: one_line(heading),
        holds: known(heading),
        sample: sample(at),
    };
    let mut columns: Vec<RosterColumn> = table.headings.iter().enumerate().map(column).collect();
    if columns.iter().all(|column| column.holds != Holds::Email) {
        let addresses = |column: &&mut RosterColumn| {
            column.holds == Holds::Attribute
                && !column.sample.is_empty()
                && column.sample.iter().all(|cell| address(cell))
        };
        columns.iter_mut().find(addresses).into_iter().for_each(|column| column.holds = Holds::Email);
    }
    Ok(columns)
}

/// Whether a cell looks like an e-mail address.
fn address(cell: &str) -> bool {
    let (name, host) = cell.split_once('@').unwrap_or_default();
    !name.is_empty() && host.contains('.') && !cell.contains(char::is_whitespace)
}

async fn roster(sheet: Sheet) -> Read<Roster> {
    let Sheet { entries, mut problems, .. } = sheet;
    let mut participants = Vec::with_capacity(entries.len());
    let mut met = Met::default();
    for entry in told(entries) {
        if met.is_new(&entry, &mut problems) {
            participants.push(entry.into_participant());
        }
        rest(PERSON_TAKES).await;
    }
    wishes::resolve(&mut participants, &met.lines, &mut problems).await;
    tell_twice(&participants, &met.lines, &mut problems);
    Read { value: Roster { participants }, problems: problems.into_list() }
}

/// The rows of a roster file as they were read.
pub(super) struct Sheet {
    /// A participant for each row that names one.
    pub(super) entries: Vec<Entry>,
    /// What each column of the file holds.
    pub(super) columns: Vec<Column>,
    /// What could not be read.
    pub(super) problems: Problems,
}

impl Sheet {
    pub(super) async fn read(bytes: &[u8], said: Option<&[Holds]>) -> Result<Self> {
        let decoded = encoding::decode(bytes)?;
        if let Some(sent) = signups::sheet(&decoded.text).filter(|_| said.is_none()) {
            return Ok(sent);
        }
        rest(bytes.len() as u64 >> 9).await;
        let table = table::read_in_steps(&decoded.text).await;
        let columns = columns(&table.value.headings, said)
            .map_err(|error| if said.is_some() || is_table(&decoded.text, &table) { error } else { no_roster() })?;
        let mut problems = Problems::default();
        problems.extend(decoded.damaged_at.map(damaged));
        problems.extend(table.problems);
        if !columns.iter().any(|column| column.holds == Holds::Availability) && !table.value.rows.is_empty() {
            problems.push(no_availability());
        }
        let entries = entries(&table.value.rows, &columns, &mut problems).await;
        Ok(Self { entries, columns, problems })
    }
}

/// Whether a text without a known heading may be a table all the same: most of its rows have a cell for each heading, and
/// where there is one heading they are no sentences.
fn is_table(text: &str, Read { value: Table { headings, rows }, problems }: &Read<Table>) -> bool {
    let whole = |row: &&Row| {
        row.cells.len() == headings.len() && (headings.len() > 1 || row.cells.iter().all(|cell| cell.len() < SENTENCE))
    };
    let longer = problems.iter().filter(|problem| problem.code() == "table.extra_cells").count();
    let fit = rows.iter().filter(whole).count().saturating_sub(longer);
    !text.trim_start().starts_with(['{', '[', '<']) && fit * 2 >= rows.len()
}

async fn entries(rows: &[Row], columns: &[Column], problems: &mut Problems) -> Vec<Entry> {
    let mut entries = Vec::new();
    for row in told(rows) {
        if entries.len() == limits::PARTICIPANTS {
            problems.push(too_many(row.line, rows.len()));
            break;
        }
        entries.extend(entry::read(row, columns, problems));
        rest(ROW_TAKES).await;
    }
    entries
}

/// The people of the rows before, by id with their lines, and by e-mail address with their ids.
#[derive(Default)]
struct Met {
    lines: BTreeMap<String, usize>,
    emails: BTreeMap<String, String>,
}

impl Met {
    /// Tells of a row whose person was met before, and answers whether it is to be kept.
    fn is_new(&mut self, entry: &Entry, problems: &mut Problems) -> bool {
        let person = &entry.participant;
        if let Some(line) = self.lines.get(&person.id) {
            problems.push(duplicate_id(entry, *line));
            return false;
        }
        self.lines.insert(person.id.clone(), entry.line);
        let other = person.email.as_ref().and_then(|email| self.emails.insert(email.to_lowercase(), person.id.clone()));
        problems.extend(other.map(|other| duplicate_person(entry, &other)));
        true
    }
}

fn duplicate_id(entry: &Entry, first: usize) -> Error {
    let message = format!("the id \"{}\" stands in row {first} already; this row was left out", entry.participant.id);
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

pub(super) fn too_many(line: usize, rows: usize) -> Error {
    let message = format!("the roster has {rows} rows; the first {} people were read", limits::PARTICIPANTS);
    Error::new("limit.participants", message).at_line(line).hint("split the programme into several rosters")
}

fn no_roster() -> Error {
    Error::new("roster.no_roster", "this is no table of people").at_line(1).hint(
        "choose a table (CSV or TSV) with a line of headings and a row for each person, or JSON: sign-ups, a roster or members of a course",
    )
}

fn no_availability() -> Error {
    Error::new("roster.no_availability", "no column tells when people are free")
        .at_line(1)
        .hint("add a column \"availability\" such as Tue 12:00-13:30; or form circles without a weekly slot")
}

fn damaged(line: usize) -> Error {
    Error::new("file.damaged", "the line holds characters that cannot be read")
        .at_line(line)
        .hint("save the file as UTF-8 and check the names")
}
