//! Content lines: unfolding, names, parameters and values (RFC 5545, section 3.1).

#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

/// A content line, such as `DTSTART;TZID=America/New_York:20201006T173000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::calendar) struct Line<'a> {
    /// The line of the text on which it begins, counted from 1.
    pub(in crate::calendar) number: usize,
    /// The name in capitals.
    pub(in crate::calendar) name: String,
    /// The parameters, their names in capitals.
    pub(in crate::calendar) parameters: Vec<(String, String)>,
    /// The value as written, still escaped.
    pub(in crate::calendar) value: Cow<'a, str>,
}

/// A line that has no name or no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calendar) struct Unreadable {
    /// The line of the text, counted from 1.
    pub(in crate::calendar) number: usize,
}

/// The content lines of a text, unfolded; lines may end with CR LF, LF or CR.
pub(in crate::calendar) fn lines(text: &str) -> impl Iterator<Item = Result<Line<'_>, Unreadable>> {
    unfolded(text).map(|(number, line)| parse(number, line).ok_or(Unreadable { number }))
}

impl Line<'_> {
    /// The first value of a parameter.
    pub(in crate::calendar) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A text for people without its escapes (RFC 5545, section 3.3.11).
pub(super) fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(character),
        }
    }
    text
}

/// Lines with their continuations, blank ones left out.
fn unfolded(text: &str) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    let mut physical = physical(text).enumerate().peekable();
    std::iter::from_fn(move || {
        loop {
            let (index, line) = physical.next()?;
            let mut whole = Cow::Borrowed(line);
            while let Some((_, more)) = physical.next_if(|(_, next)| next.starts_with([' ', '\t'])) {
                whole.to_mut().push_str(more.get(1..).unwrap_or_default());
            }
            if !whole.trim().is_empty() {
                return Some((index + 1, whole));
            }
        }
    })
}

/// The lines of a text however they end.
fn physical(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((line, after)) = text.split_once(['\r', '\n']) else {
            rest = None;
            return Some(text);
        };
        // Of CR LF only the CR has been taken off.
        let was_cr = text.as_bytes().get(line.len()) == Some(&b'\r');
        rest = Some(if was_cr { after.strip_prefix('\n').unwrap_or(after) } else { after });
        Some(line)
    })
}

fn parse(number: usize, line: Cow<'_, str>) -> Option<Line<'_>> {
    let end = line.find([';', ':'])?;
    let name = line.get(..end)?.trim().to_ascii_uppercase();
    // A group before the name, as vCard has it, says nothing here.
    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
    let mut rest = line.get(end..)?;
    let mut parameters = Vec::new();
    while let Some(parameter) = rest.strip_prefix(';') {
        let (parameter, after) = split_parameter(parameter)?;
        parameters.push(parameter);
        rest = after;
    }
    let skipped = line.len() - rest.strip_prefix(':')?.len();
    let value = match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.get(skipped..)?),
        Cow::Owned(mut line) => {
            line.drain(..skipped);
            Cow::Owned(line)
        }
    };
    (!name.is_empty()).then_some(Line { number, name, parameters, value })
}

/// A parameter and what follows it; a quoted value may hold separators (RFC 6868 has the `^` escapes).
fn split_parameter(text: &str) -> Option<((String, String), &str)> {
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        !quoted && (c == ';' || c == ':')
    })?;
    let (parameter, rest) = text.split_at_checked(end)?;
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let value = value.replace('"', "").replace("^n", "\n").replace("^'", "\"").replace("^^", "^");
    Some(((name.trim().to_ascii_uppercase(), value), rest))
}
