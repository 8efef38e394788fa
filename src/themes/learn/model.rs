//! One model for each code: the log-odds that a turn carries it, as a sum of what speaks for it and against it.

use super::Cues;
use crate::error::Result;
use crate::themes::Codebook;
use crate::themes::lexicon::Match;

/// The log-odds of a code in a turn of which nothing is known.
const BASE: f64 = -1.25;

/// What the first word of a phrase adds, and each further one: longer phrases say more.
const PHRASE: f64 = 1.3;
const WORD: f64 = 0.4;

/// How much of a cue reaches the code above its own.
const UPWARD: f64 = 0.5;

/// Models of all codes of a codebook.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    cues: Cues,
    /// For each code, the codes whose cues speak for it, with their share: itself and those below.
    below: Vec<Vec<(usize, f64)>>,
}

/// One thing that speaks for or against a code in a turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) found: Match,
    pub(crate) weight: f64,
    pub(crate) why: String,
}

impl Model {
    pub(crate) fn new(codebook: &Codebook) -> Result<Self> {
        Ok(Self { cues: Cues::new(codebook)?, below: below(codebook) })
    }

    /// How likely it is that the turn carries each code, by the codebook's order.
    pub(crate) fn probabilities(&self, text: &str) -> Vec<f64> {
        let evidence = self.all_evidence(text);
        evidence.iter().map(|list| logistic(BASE + list.iter().map(|one| one.weight).sum::<f64>())).collect()
    }

    /// What speaks for and against one code, the weightiest first.
    pub(crate) fn evidence(&self, text: &str, code: usize) -> Vec<Evidence> {
        let mut list = self.all_evidence(text).into_iter().nth(code).unwrap_or_default();
        list.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        list
    }

    fn all_evidence(&self, text: &str) -> Vec<Vec<Evidence>> {
        let mut evidence: Vec<Vec<Evidence>> = vec![Vec::new(); self.below.len()];
        let mut seen = std::collections::BTreeSet::new();
        for (cue, found) in self.cues.find(text) {
            // A phrase said three times says it once.
            if !seen.insert((found.phrase, found.negated)) {
                continue;
            }
            let words = cue.phrase.split_whitespace().count().saturating_sub(1).min(3);
            let strength = PHRASE + WORD * f64::from(u32::try_from(words).unwrap_or(3));
            let sign = if cue.against != found.negated { -0.5 } else { 1.0 };
            for (code, below) in self.below.iter().enumerate() {
                let Some((_, share)) = below.iter().find(|(below, _)| *below == cue.code) else { continue };
                let why =
                    if cue.against { "speaks against the code in the codebook" } else { "an indicator of the code" };
                let why = if found.negated { format!("{why}, negated") } else { why.to_owned() };
                if let Some(list) = evidence.get_mut(code) {
                    list.push(Evidence { found, weight: strength * sign * share, why });
                }
            }
        }
        evidence
    }
}

/// For each code, itself and all below with the share that reaches it.
fn below(codebook: &Codebook) -> Vec<Vec<(usize, f64)>> {
    let mut below: Vec<Vec<(usize, f64)>> = vec![Vec::new(); codebook.codes.len()];
    for (index, code) in codebook.codes.iter().enumerate() {
        let mut share = 1.0;
        for above in codebook.lineage(&code.id) {
            let place = codebook.codes.iter().position(|code| code.id == above.id);
            if let Some(list) = place.and_then(|place| below.get_mut(place)) {
                list.push((index, share));
            }
            share *= UPWARD;
        }
    }
    below
}

/// 1 / (1 + e^-x), the same on every platform.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
