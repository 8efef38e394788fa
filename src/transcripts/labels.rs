//! Who speaks, where a format writes it into the text: `Name: ...`, `(Name) ...`, `>> NAME: ...`.

use crate::job::rest;
use crate::ordered::BTreeMap;

/// Longer labels are sentences with a colon.
const LONGEST: usize = 80;

/// Different labels that are counted: no meeting has as many speakers, and a large file must not fill the memory.
const KEPT: usize = 100_000;

/// The labels that a file really uses, decided over all that was counted: `the thing is: ...` is no speaker.
#[derive(Default)]
pub(super) struct Labels {
    counts: BTreeMap<String, u32>,
    labelled: u32,
    all: u32,
}

impl Labels {
    /// Counts the labels of more texts.
    pub(super) async fn count<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        for text in texts {
            rest(1).await;
            self.all = self.all.saturating_add(1);
            if let Some((label, _)) = split(text) {
                self.labelled = self.labelled.saturating_add(1);
                if let Some(count) = self.counts.get_mut(label) {
                    *count = count.saturating_add(1);
                } else if self.counts.len() < KEPT {
                    self.counts.insert(label.to_owned(), 1);
                }
            }
        }
    }

    /// Whether most of the texts carry one, as in Zoom's captions.
    fn customary(&self) -> bool {
        self.labelled > self.all / 2
    }

    /// The speaker and the rest of a text that starts with a label.
    pub(super) fn take<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let (label, rest) = split(text)?;
        let often = self.counts.get(label).is_some_and(|count| *count > 1);
        let accepted =
            if self.customary() { often || words(label) <= 6 } else { often && plausible(label) || is_name(label) };
        accepted.then_some((label, rest))
    }
}

/// What could be a label, and the rest.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start().trim_start_matches(['>', '-', '–', '—']).trim_start();
    let (label, rest) = match text.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => colon(text)?,
    };
    let label = label.trim();
    let sentence =
        label.contains(['?', '!', ';', '"', '…', '<', '>', '\n']) || label.contains(". ") && words(label) > 4;
    (!label.is_empty() && label.len() <= LONGEST && !sentence && label.chars().any(char::is_alphanumeric))
        .then(|| (label, rest.trim_start_matches(':').trim()))
}

/// The parts around the first colon that ends a word.
fn colon(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().take(LONGEST + 1).position(|byte| byte == b':')?;
    let (label, rest) = text.split_at(at);
    let rest = rest.strip_prefix(':')?;
    // 10:30 and https:// are no labels.
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((label, rest))
}

fn words(label: &str) -> usize {
    label.split_whitespace().count()
}

fn plausible(label: &str) -> bool {
    words(label) <= 5 && label.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether it looks like a name (`Ana M. de Souza (Lead)`, `SPEAKER 2`), from its words alone.
pub(super) fn is_name(label: &str) -> bool {
    let big =
        |word: &str| word.trim_start_matches(['(', '"', '“']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let small = |word: &str| {
        matches!(
            word,
            "de" | "da"
                | "di"
                | "la"
                | "le"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "al"
                | "del"
                | "of"
                | "|"
                | "-"
                | "&"
                | "dos"
                | "ten"
                | "y"
                | "e"
        )
    };
    let parts = || label.split_whitespace();
    let begins = label.starts_with(|c: char| c.is_alphabetic());
    begins && words(label) <= 6 && parts().any(big) && parts().all(|word| big(word) || small(word)) && !remark(label)
}

/// Words that open a remark rather than name a speaker.
fn remark(label: &str) -> bool {
    let known = [
        "Note",
        "Notes",
        "Warning",
        "Example",
        "Question",
        "Answer",
        "Yes",
        "No",
        "So",
        "And",
        "But",
        "Well",
        "Okay",
        "OK",
        "Date",
        "Time",
        "Subject",
        "Location",
        "Attendees",
        "Agenda",
        "Summary",
        "Title",
        "Duration",
        "Meeting",
        "Transcript",
        "Remember",
        "Name",
        "Address",
        "Applause",
        "Laughter",
        "Music",
        "Inaudible",
        "Crosstalk",
        "Silence",
        "Pause",
    ];
    known.iter().any(|word| word.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::whole;

    #[track_caller]
    fn check(texts: &[&str], speakers: &[Option<&str>]) {
        let mut labels = Labels::default();
        whole(labels.count(texts.iter().copied()));
        let got: Vec<Option<&str>> = texts.iter().map(|text| labels.take(text).map(|(label, _)| label)).collect();
        assert_eq!(got, speakers);
    }

    #[test]
    fn zoom_names_are_taken_as_they_come() {
        let texts = ["Akash | ECH: Yes.", "spencer-tb: the thing is: no", "Łukasz R.: Fine", "and so on"];
        check(&texts, &[Some("Akash | ECH"), Some("spencer-tb"), Some("Łukasz R."), None]);
    }

    #[test]
    fn a_colon_in_a_sentence_is_no_label() {
        let texts =
            ["The thing is: we meet", "at 10:30", "see https://example.org", "no label", "none", "here neither", "nor"];
        check(&texts, &[None; 7]);
    }

    #[test]
    fn names_in_brackets_and_after_chevrons() {
        check(
            &["(Ana Ruiz) Hello", ">> BEN: Hi", "(Ana Ruiz)", "x"],
            &[Some("Ana Ruiz"), Some("BEN"), Some("Ana Ruiz"), None],
        );
    }
}
