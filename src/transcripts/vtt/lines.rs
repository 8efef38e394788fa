//! The lines of a text, whatever ends them, with one line of look-ahead.

use std::borrow::Cow;

pub(crate) struct Lines<'a> {
    rest: Option<&'a str>,
    number: usize,
}

impl<'a> Lines<'a> {
    /// The lines of a text whose first has this number.
    pub(crate) fn from(text: &'a str, number: usize) -> Self {
        Self { rest: Some(text), number }
    }

    /// Whether nothing is left, not even an unended line.
    pub(crate) fn at_end(&self) -> bool {
        self.rest.is_none_or(str::is_empty)
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.rest.map_or(0, str::len)
    }

    /// The number of the line that `peek` shows, counted from 1.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The next line without its end, nulls replaced; an empty one after a final line end is no line.
    pub(crate) fn peek(&self) -> Option<Cow<'a, str>> {
        let (line, _) = split(self.rest?);
        Some(if line.contains('\0') { line.replace('\0', "\u{fffd}").into() } else { line.into() })
    }

    pub(crate) fn advance(&mut self) {
        self.rest = self.rest.and_then(|rest| split(rest).1);
        self.number += 1;
    }

    pub(crate) fn next(&mut self) -> Option<Cow<'a, str>> {
        let line = self.peek();
        self.advance();
        line
    }

    pub(crate) fn skip_empty(&mut self) {
        while !self.at_end() && self.peek().is_some_and(|line| line.is_empty()) {
            self.advance();
        }
    }
}

/// The first line, and what follows its end where it has one.
fn split(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.find(['\n', '\r']) else { return (text, None) };
    let (line, end) = text.split_at(at);
    let rest = end.strip_prefix("\r\n").or_else(|| end.get(1..));
    (line, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let mut lines = Lines::from("a\r\nb\rc\n\nd\0", 1);
        let all: Vec<String> = std::iter::from_fn(|| lines.next().map(Cow::into_owned)).collect();
        assert_eq!(all, ["a", "b", "c", "", "d\u{fffd}"]);
    }
}
