//! Rosters as programs keep them: sign-ups, rosters and members of courses in JSON.

use crate::error::{Error, Problems, Read};
use crate::json;
use crate::limits;

use super::columns::{Column, Holds};
use super::entry::{self, Entry};
use super::lti::{self, MembershipContainer};
use super::read::{Sheet, too_many};
use super::roster::Participant;

/// The rows of a JSON text: what sign-ups sent as a list, in lines or one alone, a roster, or the members of a course.
/// None for a text that is nothing of these, such as a table.
pub(super) fn sheet(text: &str) -> Option<Sheet> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut problems = Problems::default();
    if let Some(container) = json::read(text, "roster").ok().filter(|one: &MembershipContainer| !one.members.is_empty())
    {
        return Some(course(&container));
    }
    let sent = json::each::<Participant>(text, "participants").or_else(|| in_lines(text))?;
    if !sent.is_empty() && sent.iter().all(Result::is_err) && !tells_of_people(text) {
        return None;
    }
    let mut entries = Vec::new();
    let rows = sent.len();
    for (row, sent) in (1..).zip(sent) {
        if entries.len() == limits::PARTICIPANTS {
            problems.push(too_many(row, rows));
            break;
        }
        match sent {
            Ok(person) => entries.extend(entry::sent(row, person, &mut problems)),
            Err((message, field)) => problems.push(unreadable(row, message, &field)),
        }
    }
    Some(Sheet { entries, columns: Vec::new(), problems })
}

/// Whether JSON has any of the words by which a sign-up names somebody; without them it is about something else.
fn tells_of_people(text: &str) -> bool {
    [r#""id""#, r#""name""#, r#""email""#].iter().any(|word| text.contains(word))
}

/// A sign-up a line, as a program writes them one after the other.
fn in_lines(text: &str) -> Option<Vec<json::Each<Participant>>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let no_json = || vec![Err(("this is no JSON".to_owned(), String::new()))];
    let sent: Vec<_> = lines.flat_map(|line| json::each(line, "").unwrap_or_else(no_json)).collect();
    // A text of which no line can be read is none of sign-ups.
    sent.iter().any(Result::is_ok).then_some(sent)
}

fn course(container: &MembershipContainer) -> Sheet {
    let Read { value, problems: told } = lti::members(container);
    let attribute = "Role".to_owned();
    let mut columns = [Holds::Name, Holds::Email].map(|holds| Column { holds, attribute: String::new() }).to_vec();
    columns.push(Column { holds: Holds::Attribute, attribute });
    let entry = |(line, member)| {
        let participant = entry::as_in_a_table(member);
        Entry { line, participant, numbered: false, columns: Vec::new() }
    };
    let mut problems = Problems::default();
    problems.extend(told);
    Sheet { entries: (1..).zip(value.participants).map(entry).collect(), columns, problems }
}

fn unreadable(row: usize, message: String, field: &str) -> Error {
    Error::new("roster.unreadable_signup", format!("the sign-up was left out: {message}"))
        .at_line(row)
        .at_column(if field.is_empty() { "sign-up" } else { field })
        .hint("send what the sign-up gave, as the schema participant.json has it")
}
