//! When nothing new comes, by a stated rule.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Project;
use crate::job::whole;

/// The rule of Guest, Namey and Chen (2020, doi 10.1371/journal.pone.0232076): the codes that the first transcripts use
/// are the base; saturation is reached when a run of transcripts brings at most a share of it anew.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct SaturationRule {
    /// Transcripts of the base; 4 is usual.
    pub base: u32,
    /// Transcripts of a run; 2 is usual.
    pub run: u32,
    /// The share of new codes in a run, as a part of those of the base, that still counts as nothing new; 0.05 is usual.
    pub threshold: f64,
}

impl Default for SaturationRule {
    fn default() -> Self {
        Self { base: 4, run: 2, threshold: 0.05 }
    }
}

/// What the rule says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Saturation {
    /// Codes that the base uses.
    pub base_codes: u32,
    /// For each transcript from the end of the first run on, the share of new codes in the run that it ends.
    pub shares: Vec<f64>,
    /// The number of transcripts after which the rule was fulfilled, the run included; nothing when it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u32>,
    /// The rule and its outcome in a sentence.
    pub said: String,
}

impl Project {
    /// Saturation by a rule, over the transcripts in their order. A code is new in the transcript that was being coded when
    /// it was made, where the [history](Self::revisions) of the codebook has it, else in the first that uses it: in a
    /// codebook that nothing is ever added to, that tells little of what there was still to find.
    pub fn saturated(&self, rule: SaturationRule) -> Saturation {
        whole(self.saturated_in_steps(rule))
    }

    /// The same in steps.
    pub(crate) async fn saturated_in_steps(&self, rule: SaturationRule) -> Saturation {
        let SaturationRule { base, run, threshold } = rule;
        let (base, run) = (base.max(1) as usize, run.max(1) as usize);
        let new = self.emerging().await;
        let base_codes: usize = new.iter().take(base).sum();
        let rest = new.get(base.min(new.len())..).unwrap_or_default();
        let share = |window: &[usize]| window.iter().sum::<usize>() as f64 / base_codes.max(1) as f64;
        let shares: Vec<f64> = rest.windows(run).map(share).collect();
        let first = shares.iter().position(|share| *share <= threshold).filter(|_| base_codes > 0);
        let reached = first.and_then(|at| u32::try_from(base + run + at).ok());
        let outcome = match (reached, shares.is_empty()) {
            (Some(count), _) => format!("reached after {count} transcripts"),
            (None, true) => "cannot be told: there are too few transcripts".to_owned(),
            (None, false) => "not reached".to_owned(),
        };
        let said = format!(
            "Saturation (base of {base} transcripts, runs of {run}, at most {:.0} % new codes) was {outcome}.",
            100.0 * threshold
        )
        .replace("was cannot", "cannot");
        Saturation { base_codes: u32::try_from(base_codes).unwrap_or(u32::MAX), shares, reached, said }
    }

    /// How many of the codes in use are new in each transcript.
    async fn emerging(&self) -> Vec<usize> {
        let made = self.made_during();
        let additions = self.saturation_in_steps().await;
        let used = additions.iter().flat_map(|one| one.new_codes.iter().map(move |code| (code, &one.transcript)));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (code, first) in used {
            *counts.entry(made.get(code.as_str()).copied().unwrap_or(first)).or_default() += 1;
        }
        additions.iter().map(|one| counts.get(one.transcript.as_str()).copied().unwrap_or_default()).collect()
    }
}
