//! From which probability on suggestions of a code are worth looking at.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Project;
use crate::job::{rest, step_ends, whole};

/// What a turn takes, as [`rest`] counts.
const TURN_TAKES: u64 = 1;

/// A threshold for a code, and what is expected of suggestions from it on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Threshold {
    /// The id of the code.
    pub code: String,
    /// The least probability of a suggestion; nothing when no turn is likely enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The share of these suggestions that is expected to be right, 0 to 1.
    pub precision: f64,
    /// The share of all turns that is expected to carry the code which they find, 0 to 1.
    pub coverage: f64,
    /// How many suggestions these are.
    pub suggestions: u32,
}

impl Project {
    /// For each code the lowest threshold from which suggestions are expected to be right in a share of `precision`
    /// (0 to 1), over the turns that the present coder has not decided on. Expectations are the models' own calibrated
    /// probabilities; [`accuracy`](Self::accuracy) tells what came of them.
    pub fn thresholds(&mut self, precision: f64) -> Vec<Threshold> {
        self.expect();
        whole(self.thresholds_expected(precision))
    }

    /// Gets ready for what is expected of all turns.
    pub(crate) fn expect(&mut self) {
        self.prepare();
        if let Some(model) = &mut self.model {
            Arc::make_mut(model).refresh();
        }
    }

    /// The same in steps, once what is expected is [known](Self::expect).
    pub(crate) async fn thresholds_expected(&self, precision: f64) -> Vec<Threshold> {
        let Some(model) = &self.model else { return Vec::new() };
        let decided = self.decided_turns();
        let mut shares: Vec<Vec<f64>> = vec![Vec::new(); self.state.codebook.codes.len()];
        let places =
            self.state.transcripts.iter().flat_map(|one| one.turns.iter().map(move |turn| (&one.id, &turn.id)));
        for (number, (one, turn)) in places.enumerate() {
            rest(TURN_TAKES).await;
            if decided.contains(&(one.as_str(), turn.as_str())) {
                continue;
            }
            let turn = model.probabilities_at(number).unwrap_or_default();
            shares.iter_mut().zip(turn).for_each(|(all, share)| all.push(share));
        }
        let mut thresholds = Vec::with_capacity(shares.len());
        for (code, shares) in self.state.codebook.codes.iter().zip(shares) {
            step_ends().await;
            thresholds.push(Threshold { code: code.id.clone(), ..threshold(shares, precision) });
        }
        thresholds
    }
}

fn threshold(mut shares: Vec<f64>, precision: f64) -> Threshold {
    shares.sort_unstable_by(|a, b| b.total_cmp(a));
    let all: f64 = shares.iter().sum();
    let (mut best, mut sum, mut count) = (Threshold::default(), 0.0, 0u32);
    // Equal probabilities come together or not at all.
    for equal in shares.chunk_by(|a, b| a == b) {
        sum += equal.iter().sum::<f64>();
        count += u32::try_from(equal.len()).unwrap_or(u32::MAX);
        // Falling shares: once their mean is too low it stays so.
        if sum / f64::from(count) < precision {
            break;
        }
        best.at_least = equal.first().copied();
        (best.precision, best.coverage, best.suggestions) = (sum / f64::from(count), (sum / all).min(1.0), count);
    }
    best
}
