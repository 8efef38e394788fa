//! Quotes that show what a code is about.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Coding, Passage, Project};

/// The words of a quote that is read with ease.
const WORDS: usize = 25;

/// A passage that shows what a code is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Exemplar {
    /// The id of the code.
    pub code: String,
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// Who said it, by pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// What was said.
    pub text: String,
    /// How many coders gave it the code.
    pub coders: u32,
}

/// Codings by transcript, turn and passage.
type Coded<'a> = BTreeMap<(&'a str, &'a str, Option<Passage>), Vec<&'a Coding>>;

impl Project {
    /// For each code up to `most` passages to quote: first those that most coders gave it, of several speakers in turn,
    /// neither too short to tell anything nor too long to be read. On settled turns what was settled counts.
    pub fn exemplars(&self, most: u32) -> Vec<Exemplar> {
        let mut by_code: BTreeMap<&str, Coded> = BTreeMap::new();
        for coding in self.state.codings.values().filter(|coding| self.counts(coding)) {
            let passages = by_code.entry(&coding.code).or_default();
            passages.entry((&coding.transcript, &coding.turn, coding.passage)).or_default().push(coding);
        }
        let of = |code: &str| {
            let passages = by_code.remove(code).unwrap_or_default();
            chosen(passages.into_values().filter_map(|codings| self.exemplar(&codings)).collect(), most as usize)
        };
        self.state.codebook.codes.iter().map(|code| code.id.as_str()).flat_map(of).collect()
    }

    fn exemplar(&self, codings: &[&Coding]) -> Option<Exemplar> {
        let first = codings.first()?;
        let coders: BTreeSet<&str> = codings.iter().map(|coding| coding.coder.as_str()).collect();
        Some(Exemplar {
            code: first.code.clone(),
            transcript: first.transcript.clone(),
            turn: first.turn.clone(),
            speaker: self.turn(&first.transcript, &first.turn)?.speaker.clone(),
            text: self.words(first).to_owned(),
            coders: u32::try_from(coders.len()).unwrap_or(u32::MAX),
        })
    }
}

/// The best, one of each speaker before a second of anybody.
fn chosen(mut all: Vec<Exemplar>, most: usize) -> Vec<Exemplar> {
    let away = |one: &Exemplar| one.text.split_whitespace().count().abs_diff(WORDS);
    all.sort_by_cached_key(|one| (std::cmp::Reverse(one.coders), away(one)));
    let mut rounds: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, Exemplar)> = Vec::with_capacity(all.len());
    for one in all {
        let round = rounds.entry(one.speaker.clone()).or_default();
        ranked.push((*round, one));
        *round += 1;
    }
    ranked.sort_by_key(|(round, _)| *round);
    ranked.into_iter().take(most).map(|(_, one)| one).collect()
}
