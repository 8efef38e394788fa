//! E-mail addresses, written or spoken.

use super::super::vocabulary::Marks;
use super::super::words::{Text, hash};
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for (at, _) in text.text.match_indices('@') {
        let (before, after) = text.text.split_at(at);
        let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
        let from = before.rfind(|c| !local(c)).map_or(0, |at| at + char_length(before, at));
        let domain = after.get(1..).unwrap_or_default();
        let host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let end = domain.find(|c| !host(c)).unwrap_or(domain.len());
        let name = domain.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
        let last = name.rsplit_once('.').map(|(_, last)| last);
        if from < at && last.is_some_and(|last| last.len() > 1) {
            found.push(Found::new(
                from,
                at + 1 + name.len(),
                Kind::Email,
                &Why("email.form", "an e-mail address"),
                0.99,
            ));
        }
    }
}

fn char_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// `ana dot ruiz at gmail dot com`.
pub(super) fn find_spoken(text: &Text<'_>, found: &mut Vec<Found>) {
    let (dot, at) = (hash("dot"), hash("at"));
    let is = |index: usize, word: u64| text.word(index).is_some_and(|found| found.hash == word);
    let gap = |index: usize| text.gap(index).chars().all(char::is_whitespace);
    for (index, word) in text.words.iter().enumerate() {
        let ends = word.hash == dot && text.word(index + 1).is_some_and(|end| end.is(Marks::DOMAIN)) && gap(index);
        if !ends || index < 3 || !is(index - 2, at) {
            continue;
        }
        let mut first = index - 3;
        while first >= 2 && is(first - 1, dot) {
            first -= 2;
        }
        // "ana.ruiz at example dot org"
        while first > 0 && matches!(text.gap(first - 1), "." | "_" | "-") {
            first -= 1;
        }
        if let (Some(from), Some(to)) = (text.word(first), text.word(index + 1)) {
            found.push(Found::new(
                from.from,
                to.to,
                Kind::Email,
                &Why("email.spoken", "an e-mail address, spoken"),
                0.9,
            ));
        }
    }
}

/// The endings of domains that people say.
pub(super) const ENDINGS: &str = "com org net edu gov mil int io co uk de fr ca us info me biz app dev ai tv online site pl it es nl se dk \
    no fi ch at be eu hu cz sk ro pt br jp cn ru au nz in il tr gr ie mx ar cl lt lv ee hr si bg rs ua";

/// The word that stands for a dot.
pub(super) const DOT: &str = "dot";

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn addresses_are_found_whole() {
        assert_eq!(all(find, "Write to jo.o'neil+x@mail.example.org."), ["jo.o'neil+x@mail.example.org"]);
        assert_eq!(all(find, "ünal@exämple.de, @handle, a@b, x @ y.com"), ["ünal@exämple.de"]);
    }

    #[test]
    fn spoken_addresses_are_found() {
        assert_eq!(all(find_spoken, "it's ana dot ruiz at gmail dot com okay"), ["ana dot ruiz at gmail dot com"]);
        assert_eq!(all(find_spoken, "it's ana.m_ruiz at gmail dot com okay"), ["ana.m_ruiz at gmail dot com"]);
        assert_eq!(all(find_spoken, "meet at the dot, then"), [""; 0]);
    }
}
