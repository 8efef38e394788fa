//! What a transcript takes along of its de-identification, so that whoever gets it, or something made from it, is told
//! what was looked for, what was found and what remains.

use super::risk::LOOKED_FOR;
use super::{Kind, Risk};
use crate::transcripts::Transcript;

impl Risk {
    /// Writes into a transcript what was looked for, found and left for a person to look at.
    pub fn tell(&self, transcript: &mut Transcript) {
        transcript.looked_for.clone_from(&self.looked_for);
        transcript.found.clone_from(&self.found);
        transcript.remaining = u32::try_from(self.remaining.len()).ok();
    }
}

/// How the counts begin, where words that everybody may write stand beside them.
const COUNTS: &str = "De-identified. Found, of what was looked for (not all is found): ";

/// What stands between the counts and what remains.
const REMAINS: &str = ". Left for a person to look at: ";

impl Transcript {
    /// What was found of each kind that was looked for: `person 12, title 0, age 1`; nothing when nobody knows.
    ///
    /// ```
    /// use peer_circle::transcripts::{Policy, deidentify, read_text};
    ///
    /// let clean = deidentify(&read_text("Ana Ruiz: Mail ben@example.org").value, None, &Policy::default());
    /// assert!(clean.transcript.found_words().contains("email 1, phone 0"));
    /// ```
    pub fn found_words(&self) -> String {
        let mut words = String::new();
        for kind in LOOKED_FOR.iter().chain(&[Kind::Other]) {
            let count = self.found.get(kind).copied();
            if count.is_none() && !self.looked_for.contains(kind) {
                continue;
            }
            words.push_str(if words.is_empty() { "" } else { ", " });
            words.push_str(&word(*kind));
            // Of a transcript that an older version made, the counts are not known.
            if self.remaining.is_some() {
                words.push(' ');
                words.push_str(&count.unwrap_or(0).to_string());
            }
        }
        words
    }

    /// The same and what remains, in a sentence that can be read back; nothing when nobody knows.
    pub(crate) fn told(&self) -> Option<String> {
        let found = self.found_words();
        let left = self.remaining.map(|left| left.to_string()).unwrap_or_default();
        let between = if left.is_empty() { "" } else { REMAINS };
        (!found.is_empty()).then(|| [COUNTS, &found, between, &left].concat())
    }

    /// Takes in what such a sentence says.
    pub(crate) fn hear(&mut self, sentence: &str) {
        let Some(told) = sentence.trim().strip_prefix(COUNTS) else { return };
        let (found, left) = told.split_once(REMAINS).unwrap_or((told, ""));
        for one in found.split(", ") {
            let (name, count) = one.split_once(' ').unwrap_or((one, ""));
            let known = |kind: &&Kind| word(**kind) == name;
            let Some(kind) = LOOKED_FOR.iter().chain(&[Kind::Other]).find(known) else { continue };
            if *kind != Kind::Other {
                self.looked_for.push(*kind);
            }
            if let Ok(count @ 1..) = count.parse() {
                self.found.insert(*kind, count);
            }
        }
        self.remaining = left.parse().ok();
    }
}

/// A kind as exports call it.
fn word(kind: Kind) -> String {
    format!("{kind:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_heard() {
        let found = [(Kind::Person, 12), (Kind::NationalId, 1), (Kind::Other, 2)].into_iter().collect();
        let looked_for = LOOKED_FOR.into_iter().filter(|kind| *kind != Kind::Job).collect();
        let told = Transcript { looked_for, found, remaining: Some(4), ..Transcript::default() };
        let mut heard = Transcript::default();
        heard.hear(&format!(" {}\n", told.told().unwrap()));
        assert_eq!(heard, told);
        assert!(told.found_words().starts_with("person 12, title 0, department 0"), "{}", told.found_words());
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        assert_eq!(Transcript::default().told(), None);
        let older = Transcript { looked_for: vec![Kind::Person, Kind::Email], ..Transcript::default() };
        assert_eq!(older.found_words(), "person, email");
        let mut heard = Transcript::default();
        heard.hear(&older.told().unwrap());
        assert_eq!(heard, older);
        heard = Transcript::default();
        heard.hear("A source that somebody described: person 12");
        assert_eq!(heard, Transcript::default());
    }
}
