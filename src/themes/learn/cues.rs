//! The codebook's own knowledge: every phrase a cue that speaks for its code, or against it.

use crate::error::Result;
use crate::themes::Codebook;
use crate::themes::lexicon::{Lexicon, Match};

/// Longest entry of a code's criteria that is also looked up as a phrase; longer ones are prose.
const CRITERION_WORDS: usize = 5;

/// A phrase of a codebook.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The code it belongs to, by its place in the codebook.
    pub(crate) code: usize,
    /// It speaks against the code.
    pub(crate) against: bool,
    /// As the codebook has it.
    pub(crate) phrase: String,
}

/// All phrases of a codebook, ready to be looked up.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    pub(crate) cues: Vec<Cue>,
    lexicon: Lexicon,
}

impl Cues {
    pub(crate) fn new(codebook: &Codebook) -> Result<Self> {
        let mut cues = Vec::new();
        for (code, entry) in codebook.codes.iter().enumerate() {
            let short = |list: &'_ [String]| {
                let words = |phrase: &&String| phrase.split_whitespace().count() <= CRITERION_WORDS;
                list.iter().filter(words).cloned().collect::<Vec<_>>()
            };
            let mut add = |phrases: Vec<String>, against| {
                cues.extend(phrases.into_iter().map(|phrase| Cue { code, against, phrase }));
            };
            add(entry.phrases.clone(), false);
            add(short(&entry.include), false);
            add(short(&entry.exclude), true);
        }
        let phrases: Vec<&str> = cues.iter().map(|cue| cue.phrase.as_str()).collect();
        let lexicon = Lexicon::new(&phrases)?.value;
        Ok(Self { cues, lexicon })
    }

    /// The cues in a text with their matches, in the order of the text.
    pub(crate) fn find(&self, text: &str) -> Vec<(&Cue, Match)> {
        let known = |m: Match| Some((self.cues.get(m.phrase as usize)?, m));
        self.lexicon.find(text).into_iter().filter_map(known).collect()
    }
}
