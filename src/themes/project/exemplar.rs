//! Quotes that show what a code is about.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::table::words;
use super::{Coding, Passage, Project};
use crate::job::{rest, whole};
use crate::transcripts::Turn;

/// The words of a quote that is read with ease.
const WORDS: usize = 25;

/// What a coding takes, as [`rest`] counts.
const CODING_TAKES: u64 = 1;

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

/// A passage of one code, what was said in it, how many coders gave it the code, and how far it is from a good length.
struct Quote<'a> {
    coding: &'a Coding,
    turn: &'a Turn,
    coders: usize,
    away: usize,
    /// How many of the same speaker are better.
    round: usize,
}

impl Project {
    /// For each code up to `most` passages to quote: first those that most coders gave it, of several speakers in turn,
    /// neither too short to tell anything nor too long to be read. On settled turns what was settled counts.
    pub fn exemplars(&self, most: u32) -> Vec<Exemplar> {
        whole(self.exemplars_in_steps(most))
    }

    /// The same in steps.
    pub(crate) async fn exemplars_in_steps(&self, most: u32) -> Vec<Exemplar> {
        let mut by_code: BTreeMap<&str, Coded> = BTreeMap::new();
        for coding in self.state.codings.values() {
            rest(CODING_TAKES).await;
            if self.counts(coding) {
                let passages = by_code.entry(&coding.code).or_default();
                passages.entry((&coding.transcript, &coding.turn, coding.passage)).or_default().push(coding);
            }
        }
        let mut exemplars = Vec::new();
        for code in &self.state.codebook.codes {
            let mut quotes = Vec::new();
            for codings in by_code.remove(code.id.as_str()).unwrap_or_default().into_values() {
                quotes.extend(self.quote(&codings));
                rest(CODING_TAKES).await;
            }
            exemplars.extend(chosen(quotes, most as usize).await);
        }
        exemplars
    }

    fn quote<'a>(&'a self, codings: &[&'a Coding]) -> Option<Quote<'a>> {
        let coding = *codings.first()?;
        let turn = self.turn(&coding.transcript, &coding.turn)?;
        let coders = match codings {
            [_] => 1,
            several => several.iter().map(|coding| coding.coder.as_str()).collect::<BTreeSet<_>>().len(),
        };
        let away = words(coding, turn).split_whitespace().count().abs_diff(WORDS);
        Some(Quote { coding, turn, coders, away, round: 0 })
    }
}

/// The best, one of each speaker before a second of anybody.
async fn chosen(mut all: Vec<Quote<'_>>, most: usize) -> Vec<Exemplar> {
    all.sort_by_key(|one| (std::cmp::Reverse(one.coders), one.away));
    let mut rounds: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for one in &mut all {
        let round = rounds.entry(one.turn.speaker.as_deref()).or_default();
        one.round = *round;
        *round += 1;
        rest(CODING_TAKES).await;
    }
    all.sort_by_key(|one| one.round);
    all.into_iter().take(most).map(Quote::exemplar).collect()
}

impl Quote<'_> {
    fn exemplar(self) -> Exemplar {
        let Coding { code, transcript, turn, .. } = self.coding.clone();
        Exemplar {
            code,
            transcript,
            turn,
            speaker: self.turn.speaker.clone(),
            text: words(self.coding, self.turn).to_owned(),
            coders: u32::try_from(self.coders).unwrap_or(u32::MAX),
        }
    }
}
