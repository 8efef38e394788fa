//! Rosters from tables: whatever an LMS, a forms tool or a person's spreadsheet exports.

use crate::encoding;
use crate::error::{Error, Problems, Read, Result};
use crate::limits;
use crate::table::{self, Row};

use super::columns::{Column, columns};
use super::entry::{self, Entry};
use super::roster::{Participant, Roster};

/// Reads a roster from the bytes of a CSV file (or one with semicolons or tabs), in any usual encoding.
///
/// Columns are known by their headings, in any case: `id`, `name` (or `given name` and `family name`), `email`,
/// `time zone`, `availability` (as `Tue 12:00-13:30; Thu 17-19`), `leader` (yes or no), `mode` (talk, text or either),
/// `peer by`, `not with` and `circle`, each with common other names. Every other column becomes an attribute;
/// several values in one cell are separated by semicolons.
/// A person without an id is known by e-mail address, else by row.
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
/// `file.not_text` for another kind of file, `roster.missing_column` when no column names the people.
///
/// # Problems
/// Those of [`table::read`], and `roster.duplicate_id`, `roster.duplicate_person`, `roster.nameless`,
/// `roster.unreadable` (with the column), `roster.unknown_person`, `roster.unknown_attribute`,
/// `roster.no_availability`, `zone.unknown`, `file.damaged` and `limit.participants`.
pub fn read(bytes: &[u8]) -> Result<Read<Roster>> {
    let decoded = encoding::decode(bytes)?;
    let table = table::read(&decoded.text);
    let columns = columns(&table.value.headings)?;
    let mut problems = Problems::default();
    if let Some(line) = decoded.damaged_at {
        problems.push(damaged(line));
    }
    problems.extend(table.problems);
    if !columns.contains(&Column::Availability) && !table.value.rows.is_empty() {
        problems.push(no_availability());
    }
    let participants = participants(&table.value.rows, &columns, &mut problems);
    Ok(Read { value: Roster { participants }, problems: problems.into_list() })
}

/// The people of the rows, each id once, their wishes about each other resolved to ids.
fn participants(rows: &[Row], columns: &[Column], problems: &mut Problems) -> Vec<Participant> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known = entry::Known::default();
    for row in rows {
        if entries.len() == limits::PARTICIPANTS {
            problems.push(too_many(row.line, rows.len()));
            break;
        }
        let Some(entry) = entry::read(row, columns, problems) else { continue };
        if known.add(&entry, problems) {
            entries.push(entry);
        }
    }
    let attributes: Vec<&str> = columns.iter().filter_map(Column::attribute).collect();
    entries.into_iter().map(|entry| entry.resolve(&known, &attributes, problems)).collect()
}

fn too_many(line: usize, rows: usize) -> Error {
    let message = format!("the roster has {rows} rows; the first {} people were read", limits::PARTICIPANTS);
    Error::new("limit.participants", message).at_line(line).hint("split the programme into several rosters")
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
