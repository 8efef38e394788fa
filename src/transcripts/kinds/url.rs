//! Addresses on the web.

use super::super::words::Text;
use super::email::is_ending;
use super::{Found, Kind};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    let mut next = 0;
    for (index, word) in text.words.iter().enumerate() {
        if word.from < next {
            continue;
        }
        let said = text.of(word);
        let starts = is_one(said, &["http", "https", "ftp"])
            && text.text.get(word.to..).is_some_and(|rest| rest.starts_with("://"))
            || said.eq_ignore_ascii_case("www") && text.gap(index) == ".";
        if starts {
            next = push(text, word.from, 0.97, found);
        } else if text.gap(index) == "."
            && word.letters > 1
            && text.word(index + 1).is_some_and(|end| is_host(text, end))
        {
            next = push(text, word.from, 0.8, found);
        }
    }
}

/// Whether a word after a full stop without a space can only be the end of a domain's name.
fn is_host(text: &Text<'_>, word: &super::super::words::Word) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | ',' | '.' | '?' | ')' | ';' | ':');
    let rest = text.text.get(word.to..).unwrap_or_default();
    is_ending(text.of(word))
        && !is_one(text.of(word), &["me", "us", "co"])
        && (rest.is_empty() || rest.starts_with(ends))
}

/// Where the address ends.
fn push(text: &Text<'_>, from: usize, certainty: f64, found: &mut Vec<Found>) -> usize {
    let rest = text.text.get(from..).unwrap_or_default();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '”')).unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
    found.push(Found::new(from, from + whole.len(), Kind::Url, "an address on the web", certainty));
    from + whole.len()
}

fn is_one(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn web_addresses_are_found_whole() {
        assert_eq!(all(find, "(see https://x.example/a?b=c)."), ["https://x.example/a?b=c"]);
        assert_eq!(all(find, "www.example.co.uk/staff, example.org too"), ["www.example.co.uk/staff", "example.org"]);
        assert_eq!(all(find, "I left.me too.Then e.g. this"), [""; 0]);
    }
}
