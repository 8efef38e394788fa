//! The one error of the library: a stable code, the place, what is wrong and what to do.

use crate::ordered::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits;

/// What went wrong, where, and what to do about it.
///
/// A call that cannot start returns one; a reader that goes on lists them as problems.
/// The `code` is stable across versions and is what programs should compare;
/// the message and the hint are English sentences for people and may be improved at any time.
///
/// ```
/// use peer_circle::Error;
///
/// let error = Error::new("roster.duplicate_id", "the id \"p17\" is given twice")
///     .at_line(14)
///     .at_column("id")
///     .hint("give every participant an id of their own");
/// assert_eq!(error.code(), "roster.duplicate_id");
/// assert_eq!(error.to_string(), "line 14, column id: the id \"p17\" is given twice");
/// assert!(error.is_about("roster"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
// In TypeScript the name is `Problem`: there an `Error` is something else.
#[serde(rename = "Problem", rename_all = "camelCase", from = "Kept")]
pub struct Error {
    /// The stable code: what programs compare.
    code: String,
    /// Where in the input it lies; empty where that is not known.
    // Boxed to keep every `Result` small.
    place: Box<Place>,
    /// What is wrong, for people.
    message: String,
    /// What to do about it, for people; may be empty.
    hint: String,
    /// What the message is about, by name: enough to say it in another language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string[]>"))]
    values: Values,
}

/// The same as somebody kept it, in a saved plan: what is told always has a place and a hint, what is read need not.
#[derive(Deserialize)]
#[serde(rename = "Problem")]
struct Kept {
    code: String,
    #[serde(default)]
    place: Box<Place>,
    message: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    values: Values,
}

/// What a sentence is about, by name: ids of people, an attribute, a number. With the sentence's code enough to say it
/// in other words or another language.
pub type Values = BTreeMap<String, Vec<String>>;

/// Where in the input a problem lies; whatever is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The line of a text, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column: the heading in a table, else the character counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The path of a field in structured data, such as `rules.size.min`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// What a reader understood, and a list of what it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// Everything that was understood.
    pub value: T,
    /// Everything that was not, each with its place, in the order of the input.
    pub problems: Vec<Error>,
}

/// The problems of one input as a reader meets them: as many as a person reads, the rest counted.
#[derive(Debug, Default)]
pub struct Problems {
    listed: Vec<Error>,
    unlisted: usize,
}

/// The result of a call that may be unable to start.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with a code of the form `room.what`, and a message without a final stop.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        let (place, values) = (Box::default(), Values::new());
        Self { code: code.to_owned(), place, message: message.into(), hint: String::new(), values }
    }

    /// The same error, at a line of the input (counted from 1).
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.place.line = Some(u32::try_from(line).unwrap_or(u32::MAX));
        self
    }

    /// The same error, at a column: the heading in a table, else the character counted from 1.
    #[must_use]
    pub fn at_column(mut self, column: impl ToString) -> Self {
        self.place.column = Some(column.to_string());
        self
    }

    /// The same error, at a field of structured data, such as `rules.size.min`.
    #[must_use]
    pub fn at_field(mut self, field: impl Into<String>) -> Self {
        self.place.field = Some(field.into());
        self
    }

    /// The same error, with one of the values that its message tells of.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.entry(name.to_owned()).or_default().push(value.to_string());
        self
    }

    /// The same error, saying what the person can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The stable code, such as `roster.duplicate_id`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Where the problem lies.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong, for people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the message tells of, by name.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// What to do about it, for people; empty when there is nothing to say.
    pub fn advice(&self) -> &str {
        &self.hint
    }

    /// Whether the code belongs to a room, such as `roster`, `vtt` or `rules`.
    pub fn is_about(&self, room: &str) -> bool {
        self.code.strip_prefix(room).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Whether a ceiling of [`limits`](crate::limits) was met.
    pub fn is_limit(&self) -> bool {
        self.is_about("limit")
    }
}

impl From<Kept> for Error {
    fn from(Kept { code, place, message, hint, values }: Kept) -> Self {
        Self { code, place, message, hint, values }
    }
}

impl Problems {
    /// Adds a problem; beyond [`limits::PROBLEMS`] it is only counted.
    pub fn push(&mut self, problem: Error) {
        if self.listed.len() < limits::PROBLEMS {
            self.listed.push(problem);
        } else {
            self.unlisted += 1;
        }
    }

    /// The problems in the order of their lines, the last one telling how many were only counted.
    pub fn into_list(mut self) -> Vec<Error> {
        self.listed.sort_by_key(|problem| problem.place.line);
        if self.unlisted > 0 {
            let message = format!("{} more problems are not listed", self.unlisted);
            self.listed.push(Error::new("limit.problems", message).hint("mend the first ones and read the file again"));
        }
        self.listed
    }
}

impl Extend<Error> for Problems {
    fn extend<I: IntoIterator<Item = Error>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!("line {line}"));
        let column = self.column.as_ref().map(|column| format!("column {column}"));
        let parts: Vec<String> = [line, column, self.field.clone()].into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}
