//! Who is known before a text is read: the roster, and the speakers that the file names.

use crate::ordered::BTreeMap;

use super::Kind;
use crate::people::Roster;
use crate::transcripts::kinds::{Names, Phrases, kind_of};
use crate::transcripts::words::fold;

/// Everybody who is known, by the numbers that findings carry.
#[derive(Default)]
pub(super) struct Known {
    pub names: Names,
    /// What else the roster says that identifies.
    pub phrases: Phrases,
    pub people: Vec<Person>,
    /// Which person each speaker's label names.
    pub labels: BTreeMap<String, u32>,
}

/// Somebody who takes part.
pub(super) struct Person {
    /// The id on the roster, where they are on it.
    pub participant: Option<String>,
    /// The name by which the key knows them.
    pub name: String,
}

impl Known {
    pub(super) fn new(speakers: &[&str], roster: Option<&Roster>, ordinary: &dyn Fn(u64) -> bool) -> Self {
        let mut known = Self::default();
        for participant in roster.iter().flat_map(|roster| &roster.participants) {
            known.add(&participant.name, Some(participant.id.clone()), ordinary);
        }
        for (attribute, value, holders) in roster.iter().flat_map(|roster| values(roster)) {
            if let Some(kind) = kind_of(attribute).filter(|kind| *kind != Kind::Job || holders == 1) {
                known.phrases.add(value, kind, ordinary);
            }
        }
        speakers.iter().for_each(|label| known.speak(label, ordinary));
        known
    }

    /// Takes in a speaker's label, unless it is known or names nobody.
    pub(super) fn speak(&mut self, label: &str, ordinary: &dyn Fn(u64) -> bool) {
        if self.labels.contains_key(label) || is_anonymous(label) {
            return;
        }
        let name = without_role(bare(label));
        let person = self.names.whose(name).unwrap_or_else(|| self.add(name, None, ordinary));
        self.names.speak(person);
        self.labels.insert(label.to_owned(), person);
    }

    fn add(&mut self, name: &str, participant: Option<String>, ordinary: &dyn Fn(u64) -> bool) -> u32 {
        self.people.push(Person { participant, name: name.to_owned() });
        self.names.add(name, ordinary)
    }
}

/// Every value of every attribute, and how many people have it.
fn values(roster: &Roster) -> impl Iterator<Item = (&str, &str, u32)> {
    let mut holders: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for (name, values) in roster.participants.iter().flat_map(|person| &person.attributes) {
        for value in values {
            *holders.entry((name, value)).or_default() += 1;
        }
    }
    holders.into_iter().map(|((name, value), count)| (name, value, count))
}

/// A label without what platforms and people append: `Ana Ruiz (Rutgers)`, `Ana | Lab`, `Ana - Lab`.
fn bare(label: &str) -> &str {
    let ends = [" (", " [", " |", " - ", " – ", " / ", ", "];
    let end = ends.iter().filter_map(|end| label.find(end)).filter(|end| *end > 0).min();
    let name = end.and_then(|end| label.get(..end)).unwrap_or(label).trim();
    if name.is_empty() { label } else { name }
}

/// Words of labels that name nobody.
const NOBODY: [&str; 14] = [
    "speaker",
    "unknown",
    "unidentified",
    "participant",
    "moderator",
    "interviewer",
    "interviewee",
    "facilitator",
    "host",
    "guest",
    "user",
    "person",
    "everyone",
    "all",
];

/// A name without the part that somebody has, whose word would be taken for them everywhere: `Host Petersen`.
fn without_role(name: &str) -> &str {
    match name.split_once(' ') {
        Some((role, rest)) if NOBODY.contains(&fold(role).as_str()) => rest.trim_start(),
        _ => name,
    }
}

/// Labels that name nobody: `Speaker 2`, `Unknown`, `SPEAKER_01`, `Moderator`. More figures may be a telephone number,
/// more letters somebody's initials.
fn is_anonymous(label: &str) -> bool {
    let words: Vec<String> =
        label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect();
    let figures = label.chars().filter(|c| c.is_numeric()).count();
    let is_letter = |word: &&String| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let rest = |word: &String| is_letter(&word) || is_number(word) || NOBODY.contains(&word.as_str());
    let role = words.first().map_or("", |word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    NOBODY.contains(&role)
        && figures <= 3
        && words.iter().filter(is_letter).count() <= 1
        && words.iter().skip(1).all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_bared_and_the_anonymous_known() {
        assert_eq!(bare("Ana Ruiz (Rutgers)"), "Ana Ruiz");
        assert_eq!(bare("Luis Pinto | Lab"), "Luis Pinto");
        assert_eq!(bare("(unclear)"), "(unclear)");
        for label in ["Speaker 2", "SPEAKER_01", "Unknown speaker", "Participant B", "Moderator"] {
            assert!(is_anonymous(label), "{label}");
        }
        for label in [
            "Host Petersen",
            "Ana",
            "User experience team",
            "Guest 7325550142",
            "User7325550142",
            "Participant J R",
            "Guest 732 555",
        ] {
            assert!(!is_anonymous(label), "{label}");
        }
    }
}
