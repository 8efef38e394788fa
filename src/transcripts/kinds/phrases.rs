//! What the roster says of its people beside their names: schools, departments, and jobs that one person alone has.

use crate::ordered::BTreeMap;

use super::super::vocabulary::Marks;
use super::super::words::Text;
use super::{Found, Kind, Why};

/// Rows of words that identify, by the hash of their first.
#[derive(Default)]
pub(crate) struct Phrases {
    by_first: BTreeMap<u64, Vec<Phrase>>,
}

struct Phrase {
    words: Vec<u64>,
    kind: Kind,
}

impl Phrases {
    /// Adds a value of the roster. One ordinary word (`Medicine`, `Student`) is said too often to tell anything.
    pub(crate) fn add(&mut self, value: &str, kind: Kind, ordinary: &dyn Fn(u64) -> bool) {
        let text = Text::new(value);
        let words: Vec<u64> = text.words.iter().map(|word| word.hash).collect();
        let telling = words.len() > 1 || text.words.iter().any(|word| word.letters > 3 && !ordinary(word.hash));
        let all_function = text.words.iter().all(|word| word.is(Marks::FUNCTION) || word.has_figures());
        let Some(first) = words.first().filter(|_| telling && !all_function) else { return };
        let phrases = self.by_first.entry(*first).or_default();
        if !phrases.iter().any(|known| known.words == words) {
            phrases.push(Phrase { words, kind });
            // The longest is tried first.
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
    }

    pub(crate) fn find(&self, text: &Text<'_>, found: &mut Vec<Found>) {
        if self.by_first.is_empty() {
            return;
        }
        for index in 0..text.words.len() {
            found.extend(self.at(text, index));
        }
    }

    fn at(&self, text: &Text<'_>, index: usize) -> Option<Found> {
        let first = text.word(index)?;
        let fits = |phrase: &&Phrase| {
            phrase
                .words
                .iter()
                .enumerate()
                .all(|(at, hash)| text.word(index + at).is_some_and(|word| word.hash == *hash))
        };
        let phrase = self.by_first.get(&first.hash)?.iter().find(fits)?;
        let last = text.word(index + phrase.words.len() - 1)?;
        let (reason, certainty) = match phrase.kind {
            Kind::Job => (&Why("roster.job", "one person alone on the roster has this job"), 0.75),
            Kind::Department => {
                (&Why("roster.department", "a department of the roster"), if first.is_big() { 0.85 } else { 0.6 })
            }
            _ => (&Why("roster.institution", "an institution of the roster"), if first.is_big() { 0.95 } else { 0.75 }),
        };
        Some(Found::new(first.from, last.to, phrase.kind, reason, certainty))
    }
}

/// What the values of a column of the roster are, by its name; nothing for columns that identify nobody.
pub(crate) fn kind_of(attribute: &str) -> Option<Kind> {
    let has = |known: &[&str]| {
        let text = Text::new(attribute);
        text.words.iter().any(|word| known.iter().any(|known| known.eq_ignore_ascii_case(text.of(word))))
    };
    if has(&[
        "school",
        "institution",
        "hospital",
        "campus",
        "organization",
        "organisation",
        "company",
        "employer",
        "site",
        "clinic",
    ]) {
        Some(Kind::Institution)
    } else if has(&["department", "dept", "division", "section", "unit", "ward", "service"]) {
        Some(Kind::Department)
    } else if has(&["rank", "job", "title", "position", "role", "post", "occupation"]) {
        Some(Kind::Job)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn values_of_the_roster_are_found_in_any_case() {
        let mut phrases = Phrases::default();
        let ordinary = |word: u64| word == super::super::super::words::hash("medicine");
        phrases.add("Medicine", Kind::Department, &ordinary);
        phrases.add("Family Medicine", Kind::Department, &ordinary);
        phrases.add("Riverside School of Medicine", Kind::Institution, &ordinary);
        phrases.add("yes", Kind::Job, &ordinary);
        let find = |text: &Text<'_>, found: &mut Vec<Found>| phrases.find(text, found);
        assert_eq!(
            all(find, "yes, in family medicine, at Riverside School of Medicine; medicine is long"),
            ["family medicine", "Riverside School of Medicine"]
        );
    }

    #[test]
    fn columns_are_known_by_their_names() {
        for (name, kind) in [
            ("School", Some(Kind::Institution)),
            ("home department", Some(Kind::Department)),
            ("Rank", Some(Kind::Job)),
            ("Life stage", None),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
