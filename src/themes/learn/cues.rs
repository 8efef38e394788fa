//! The codebook's own knowledge: every phrase a cue that speaks for its code, or against it.

use super::features::Feature;
use super::look::cue_feature;
use crate::error::Result;
use crate::themes::Codebook;
use crate::themes::lexicon::{Lexicon, Match};

/// Longest entry of a code's criteria that is also looked up as a phrase; longer ones are prose.
const CRITERION_WORDS: usize = 5;

/// What each word of a phrase after the first adds to its strength, and how many can.
const WORD: f64 = 0.3;
const WORDS: usize = 3;

/// How much a cue counts that is negated, or that speaks against its code.
const AGAINST: f64 = -0.5;

/// A phrase is taken to stand in one of so many turns before anything is counted ...
const USUAL: f64 = 100.0;
/// ... which weighs as much as so many turns.
const TURNS: f64 = 200.0;

/// A phrase of a codebook.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The code it belongs to, by its place in the codebook.
    pub(super) code: usize,
    /// It speaks against the code.
    against: bool,
    /// How much it counts: long and rare phrases count more.
    strength: f64,
}

/// All phrases of a codebook, ready to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    lexicon: Lexicon,
}

/// A cue in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) code: usize,
    pub(super) found: Match,
    /// How much it speaks for its code, below zero against it.
    pub(super) strength: f64,
    pub(super) against: bool,
}

impl Cues {
    pub(super) fn new(codebook: &Codebook) -> Result<Self> {
        let (mut cues, mut phrases) = (Vec::new(), Vec::new());
        for (code, entry) in codebook.codes.iter().enumerate() {
            let short = |phrase: &&String| phrase.split_whitespace().count() <= CRITERION_WORDS;
            let speaking_for = entry.phrases.iter().chain(entry.include.iter().filter(short));
            let speaking_against = entry.exclude.iter().filter(short);
            let all = speaking_for.map(|phrase| (phrase, false)).chain(speaking_against.map(|phrase| (phrase, true)));
            for (phrase, against) in all {
                cues.push(Cue { code, against, strength: strength(phrase) });
                phrases.push(phrase.as_str());
            }
        }
        Ok(Self { cues, lexicon: Lexicon::new(&phrases)?.value })
    }

    /// The features of all cues.
    pub(super) fn features(&self) -> impl Iterator<Item = Feature> + '_ {
        (0u32..).zip(&self.cues).flat_map(|(phrase, _)| [false, true].map(|negated| cue_feature(phrase, negated)))
    }

    /// Counts a turn for each cue that stands in it.
    pub(super) fn count(&self, text: &str, counts: &mut Vec<u32>) {
        counts.resize(self.cues.len(), 0);
        let mut here: Vec<u32> = self.lexicon.find(text).iter().map(|m| m.phrase).collect();
        here.sort_unstable();
        here.dedup();
        for phrase in here {
            counts.get_mut(phrase as usize).into_iter().for_each(|count| *count += 1);
        }
    }

    /// Weakens the cues that stand in many of so many turns, strengthens those that stand in few.
    pub(super) fn weigh(&mut self, counts: &[u32], turns: u32) {
        let counts = counts.iter().copied().chain(std::iter::repeat(0));
        for (cue, count) in self.cues.iter_mut().zip(counts) {
            let share: f64 = (f64::from(count) + TURNS / USUAL) / (f64::from(turns) + TURNS);
            cue.strength *= (-libm::log(share) / libm::log(USUAL)).clamp(0.1, 1.6);
        }
    }

    /// The cues in a text, in its order; a phrase said three times says it once.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let mut seen = Vec::new();
        let first = |m: &Match| {
            let new = !seen.contains(&(m.phrase, m.negated));
            seen.push((m.phrase, m.negated));
            new
        };
        let found = self.lexicon.find(text).into_iter().filter(first);
        let hit = |found: Match| {
            let cue = self.cues.get(found.phrase as usize)?;
            let sign = if cue.against != found.negated { AGAINST } else { 1.0 };
            Some(Hit { code: cue.code, found, strength: sign * cue.strength, against: cue.against })
        };
        found.filter_map(hit).collect()
    }
}

fn strength(phrase: &str) -> f64 {
    let words = phrase.split_whitespace().filter(|word| *word != "*").count();
    1.0 + WORD * words.saturating_sub(1).min(WORDS) as f64
}
