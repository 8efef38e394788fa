//! Addresses on the web.

use super::super::vocabulary::Marks;
use super::super::words::{Text, Word};
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    let mut next = 0;
    for (index, word) in text.words.iter().enumerate() {
        if word.from < next {
            continue;
        }
        if word.is(Marks::WEB) && starts(text, index, word) {
            next = push(text, word.from, 0.97, found);
        } else if text.word(index + 1).is_some_and(|end| is_host(text, end))
            && text.gap(index) == "."
            && word.letters > 1
        {
            next = push(text, start(text, index, next), 0.8, found);
        }
    }
}

/// The words that an address starts with.
pub(super) const STARTS: &str = "http https ftp www";

/// Where a host's name starts that ends with this word: what hyphens and dots join to it is part of it.
fn start(text: &Text<'_>, index: usize, end: usize) -> usize {
    const PARTS: usize = 8;
    let joined = |at: &usize| *at > 0 && matches!(text.gap(*at - 1), "-" | ".");
    let parts = (index.saturating_sub(PARTS)..=index).rev().take_while(joined).count();
    let from = text.word(index - parts.min(index)).map_or(0, |word| word.from);
    from.max(end)
}

fn starts(text: &Text<'_>, index: usize, word: &Word) -> bool {
    let rest = text.text.get(word.to..).unwrap_or_default();
    rest.starts_with("://") || text.of(word).eq_ignore_ascii_case("www") && text.gap(index) == "."
}

/// Whether a word after a full stop without a space can only be the end of a domain's name.
fn is_host(text: &Text<'_>, word: &Word) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | ',' | '.' | '?' | ')' | ';' | ':');
    let rest = text.text.get(word.to..).unwrap_or_default();
    word.is(Marks::DOMAIN)
        && !is_one(text.of(word), &["me", "us", "co", "it", "no", "in", "at", "be", "is", "so"])
        && (rest.is_empty() || rest.starts_with(ends))
}

/// Where the address ends.
fn push(text: &Text<'_>, from: usize, certainty: f64, found: &mut Vec<Found>) -> usize {
    let rest = text.text.get(from..).unwrap_or_default();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '”')).unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
    found.push(Found::new(from, from + whole.len(), Kind::Url, &Why("url.form", "an address on the web"), certainty));
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
        assert_eq!(all(find, "at berg-ode.pl or mail.berg-ode.org"), ["berg-ode.pl", "mail.berg-ode.org"]);
        assert_eq!(all(find, "I left.me too.Then e.g. this"), [""; 0]);
    }
}
