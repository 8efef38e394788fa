//! Character references, as HTML's tokenizer consumes them in data.

use std::sync::OnceLock;

/// The named references of HTML, a line each: the name (with its semicolon where it needs one), then what it stands
/// for. Sorted by name, so that a name is found by bisection.
const NAMES: &str = include_str!("entities.txt");

/// The text with every character reference replaced; what is none stays.
pub(super) fn decode(text: &str) -> String {
    let Some((before, mut rest)) = text.split_once('&') else { return text.to_owned() };
    let mut decoded = before.to_owned();
    loop {
        match reference(rest) {
            Some((meaning, after)) => {
                decoded.push_str(&meaning);
                rest = after;
            }
            None => decoded.push('&'),
        }
        let Some((before, after)) = rest.split_once('&') else { break };
        decoded.push_str(before);
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

/// What the reference that starts after an ampersand means, and what follows it.
fn reference(text: &str) -> Option<(String, &str)> {
    match text.strip_prefix('#') {
        Some(number) => numeric(number),
        None => frequent(text).or_else(|| named(text)),
    }
}

/// The references that captions really hold, without a search.
fn frequent(text: &str) -> Option<(String, &str)> {
    let known = [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("nbsp;", "\u{a0}"), ("quot;", "\""), ("apos;", "'")];
    known.iter().find_map(|(name, meaning)| Some(((*meaning).to_owned(), text.strip_prefix(name)?)))
}

fn named(text: &str) -> Option<(String, &str)> {
    let table = table();
    let run = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let end = run + usize::from(text.as_bytes().get(run) == Some(&b';'));
    (2..=end).rev().find_map(|length| {
        let (name, rest) = text.split_at_checked(length)?;
        // A name that may stand without its semicolon is listed without, and takes one along.
        let bare = name.strip_suffix(';').filter(|bare| find(table, bare).is_some()).unwrap_or(name);
        let meaning = find(table, bare)?;
        Some((meaning.replace("\\n", "\n").replace("\\t", "\t"), rest))
    })
}

/// Longer than the longest name.
const LONGEST: usize = 40;

type Table = Vec<(&'static str, &'static str)>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| NAMES.lines().filter_map(|line| line.split_once(' ')).collect())
}

fn find(table: &Table, name: &str) -> Option<&'static str> {
    let index = table.binary_search_by_key(&name, |(name, _)| name).ok()?;
    table.get(index).map(|(_, meaning)| *meaning)
}

fn numeric(text: &str) -> Option<(String, &str)> {
    let (radix, figures) = match text.strip_prefix(['x', 'X']) {
        Some(rest) => (16, rest),
        None => (10, text),
    };
    let length = figures.find(|c: char| !c.is_digit(radix)).unwrap_or(figures.len());
    let (figures, rest) = figures.split_at(length);
    if figures.is_empty() {
        return None;
    }
    let code = u32::from_str_radix(figures, radix).unwrap_or(u32::MAX);
    Some((character(code).to_string(), rest.strip_prefix(';').unwrap_or(rest)))
}

/// The character of a code; the codes of Windows-1252's own characters mean those, as in HTML.
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => crate::encoding::windows_1252(byte),
        Ok(0) => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_consumed_as_html_does() {
        for (text, meaning) in [
            ("a &amp; b", "a & b"),
            ("&ampx", "&x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"),
            ("&nsubE;&nsubE", "⫅̸&nsubE"),
            ("&#x41;&#65&#;&#x;", "AA&#;&#x;"),
            ("&#128;&#0;&#xd800;&#99999999999;", "€\u{fffd}\u{fffd}\u{fffd}"),
            ("&&1&&lt", "&&1&<"),
            ("&Tab;&NewLine;", "\t\n"),
            ("&é", "&é"),
        ] {
            assert_eq!(decode(text), meaning, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(table().is_sorted());
        assert!(table().iter().all(|(name, _)| name.len() <= LONGEST));
    }
}
