//! The components of a calendar that say when somebody is busy, and the zones it describes.

#![deny(clippy::indexing_slicing)]

use super::line::{Line, lines};
use crate::error::{Error, Result};
use crate::job::{part, rest};
use crate::limits;

/// What a line takes, as [`rest`] counts, and how many bytes it has, more or less.
const LINE_TAKES: u64 = 1;
const LINE: usize = 30;

/// Components nested deeper are skipped: a calendar needs three levels.
const DEPTH: usize = 8;
/// The lines of an event that matter to when it is.
const KEPT: [&str; 18] = [
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "STATUS",
    "TRANSP",
    "FREEBUSY",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "METHOD",
    "ATTENDEE",
    "SEQUENCE",
    "DTSTAMP",
];
/// The same, as Microsoft's programs say it.
const BUSY_STATUS: &str = "X-MICROSOFT-CDO-BUSYSTATUS";

/// A component with those of its lines that matter, and the components within.
#[derive(Clone, Debug)]
pub(in crate::calendar) struct Component<'a> {
    pub(in crate::calendar) name: String,
    /// The line of the text on which it begins.
    pub(in crate::calendar) number: usize,
    pub(in crate::calendar) lines: Vec<Line<'a>>,
    pub(in crate::calendar) parts: Vec<Component<'a>>,
}

impl<'a> Component<'a> {
    fn new(name: String, number: usize) -> Self {
        Self { name, number, lines: Vec::new(), parts: Vec::new() }
    }

    /// The first line of a name.
    pub(in crate::calendar) fn line(&self, name: &str) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The value of the first line of a name.
    pub(in crate::calendar) fn value(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value.trim())
    }

    /// All lines of a name.
    pub(in crate::calendar) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Line<'a>> {
        self.lines.iter().filter(move |line| line.name == name)
    }
}

/// The calendars of a text as the parts of a component without a name, and what is wrong with their nesting; of their
/// lines those that say when things are, and `more`. In steps.
///
/// # Errors
/// `ics.not_a_calendar` when there is none.
pub(super) async fn calendars<'a>(text: &'a str, problems: &mut Vec<Error>, more: &[&str]) -> Result<Component<'a>> {
    let file = components(text, problems, more).await;
    if file.parts.is_empty() {
        let error = Error::new("ics.not_a_calendar", "the file holds no calendar");
        return Err(error.hint("export an .ics file and use that"));
    }
    Ok(file)
}

async fn components<'a>(text: &'a str, problems: &mut Vec<Error>, more: &[&str]) -> Component<'a> {
    let mut stack = vec![Component::new(String::new(), 0)];
    let mut skipped = 0_usize;
    let reading = part(text.len());
    let mut done = 0;
    for line in lines(text) {
        rest(LINE_TAKES).await;
        done += LINE;
        reading.at(done);
        let line = match line {
            Ok(line) => line,
            Err(bad) => {
                let unreadable = || {
                    Error::new("ics.unreadable", "a line without a name and a colon")
                        .hint("the rest was read; save the calendar anew if something is missing")
                };
                tell(problems, bad.number, unreadable);
                continue;
            }
        };
        match line.name.as_str() {
            "BEGIN" if skipped > 0 => skipped += 1,
            "BEGIN" if stack.len() > DEPTH => {
                let nested = || {
                    Error::new("ics.nested", "a component within too many others")
                        .hint("it was left out and the rest was read; export the calendar anew")
                };
                tell(problems, line.number, nested);
                skipped = 1;
            }
            "BEGIN" => stack.push(Component::new(line.value.trim().to_ascii_uppercase(), line.number)),
            "END" if skipped > 0 => skipped -= 1,
            "END" => close(&mut stack, &line, problems),
            name if skipped == 0 && (KEPT.contains(&name) || name == BUSY_STATUS || more.contains(&name)) => {
                if let Some(component) = stack.last_mut() {
                    component.lines.push(line);
                }
            }
            _ => {}
        }
    }
    while stack.len() > 1 {
        if let Some(component) = stack.last() {
            unclosed(component, problems);
        }
        fold(&mut stack);
    }
    stack.pop().unwrap_or_else(|| Component::new(String::new(), 0))
}

/// Ends the component that a line names, and those within it that were left open.
fn close(stack: &mut Vec<Component<'_>>, line: &Line<'_>, problems: &mut Vec<Error>) {
    let name = line.value.trim().to_ascii_uppercase();
    let open = stack.iter().skip(1).any(|component| component.name == name);
    if !open {
        return tell(problems, line.number, || {
            Error::new("ics.unopened", format!("{name} ends but never began"))
                .hint("the rest was read; export the calendar anew if something is missing")
        });
    }
    while let Some(last) = stack.last().filter(|_| stack.len() > 1) {
        let found = last.name == name;
        if !found {
            unclosed(last, problems);
        }
        fold(stack);
        if found {
            return;
        }
    }
}

/// Puts the last open component into the one around it.
fn fold(stack: &mut Vec<Component<'_>>) {
    if let Some(component) = stack.pop()
        && let Some(around) = stack.last_mut()
    {
        around.parts.push(component);
    }
}

fn unclosed(component: &Component<'_>, problems: &mut Vec<Error>) {
    tell(problems, component.number, || {
        Error::new("ics.unclosed", format!("{} has no end", component.name))
            .hint("what is there was read; the file may have been cut off")
    });
}

/// Adds a problem of a line, up to as many as anybody reads.
pub(in crate::calendar) fn tell(problems: &mut Vec<Error>, line: usize, problem: impl FnOnce() -> Error) {
    if problems.len() < limits::PROBLEMS {
        problems.push(problem().at_line(line));
    }
}
