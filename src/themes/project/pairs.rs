//! Coders two by two, and each of them with the model.

use crate::ordered::BTreeSet;

use serde::{Deserialize, Serialize};

use super::compare::{CodeAgreement, Compare, Unit, by_code, counting};
use super::{Probe, Project};
use crate::limits;
use crate::themes::agreement::{Coefficients, Resampling, SetCoefficients, SetRatings};

/// How far two coders agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PairAgreement {
    /// One of them.
    pub coder: String,
    /// The other.
    pub other: String,
    /// Turns that both read.
    pub turns: u32,
    /// For each code that one of the two used; intervals are the analytic ones alone.
    pub codes: Vec<CodeAgreement>,
    /// The sets of codes that turns carry, without intervals.
    pub sets: SetCoefficients,
}

/// How far a coder agrees with what the model expected, on turns [drawn by chance](Project::next): what it expected is
/// from before the coder said anything, and the coder was shown none of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ModelAgreement {
    /// Who.
    pub coder: String,
    /// Turns drawn by chance that the coder is done with.
    pub turns: u32,
    /// For each code that was expected or given, whether a turn carries it; a code counts for those above it.
    pub codes: Vec<CodeAgreement>,
    /// The sets of codes that turns carry.
    pub sets: SetCoefficients,
}

/// Intervals take a thousand times the work of what they are about.
const WITHOUT_INTERVALS: Resampling = Resampling { samples: 0, seed: 0 };

impl Project {
    /// Every two of more than two coders, on the turns that both read; nothing of too many.
    pub(super) async fn in_pairs(
        &self,
        coders: &[String],
        compare: &Compare,
        units: &[Unit<'_>],
    ) -> Vec<PairAgreement> {
        let mut pairs = Vec::new();
        if !(3..=limits::PAIRED_CODERS).contains(&coders.len()) {
            return pairs;
        }
        for (at, coder) in coders.iter().enumerate() {
            for (place, other) in coders.iter().enumerate().skip(at + 1) {
                let units: Vec<Unit> = units.iter().filter_map(|unit| unit.of_two(at, place)).collect();
                pairs.push(self.pair(coder, other, &counting(units, compare)).await);
            }
        }
        pairs
    }

    async fn pair(&self, coder: &str, other: &str, units: &[Unit<'_>]) -> PairAgreement {
        let (codes, sets) = by_code(&self.state.codebook, units, WITHOUT_INTERVALS).await;
        PairAgreement {
            coder: coder.to_owned(),
            other: other.to_owned(),
            turns: u32::try_from(units.len()).unwrap_or(u32::MAX),
            codes,
            sets,
        }
    }

    /// Each coder who was asked about turns drawn by chance.
    pub(super) async fn with_the_model(&self, coders: &[String], resampling: Resampling) -> Vec<ModelAgreement> {
        let mut asked = Vec::new();
        let with_any = |coder: &&String| self.state.probes.iter().any(|probe| probe.coder == **coder);
        for coder in coders.iter().filter(with_any) {
            asked
                .extend(Some(self.expected_and_given(coder, resampling).await).filter(|agreement| agreement.turns > 0));
        }
        asked
    }

    async fn expected_and_given(&self, coder: &str, resampling: Resampling) -> ModelAgreement {
        let given = self.given_by(coder);
        let codes_of = |probe: &Probe| -> Vec<Option<BTreeSet<String>>> {
            let given = given.get(&(probe.transcript.as_str(), probe.turn.as_str()));
            let given = given.into_iter().flatten().map(|code| (*code).to_owned()).collect();
            vec![Some(probe.expected.iter().cloned().collect()), Some(given)]
        };
        let probes = self.state.probes.iter().filter(|probe| probe.coder == coder);
        let units: Vec<Vec<Option<BTreeSet<String>>>> =
            probes.filter(|probe| self.is_done(coder, &probe.transcript, &probe.turn)).map(codes_of).collect();
        let used: BTreeSet<&String> = units.iter().flatten().flatten().flatten().collect();
        let codes = self.state.codebook.codes.iter().map(|code| &code.id).filter(|code| used.contains(code));
        let codes: Vec<&str> = codes.map(String::as_str).collect();
        let (turns, ratings) = (u32::try_from(units.len()).unwrap_or(u32::MAX), SetRatings { units: units.clone() });
        let (by_code, sets) = ratings.reports(&codes, resampling).await;
        let agreement =
            |(code, turns): (&str, Coefficients)| CodeAgreement { code: code.to_owned(), turns, characters: None };
        let codes = codes.into_iter().zip(by_code).map(agreement).collect();
        ModelAgreement { coder: coder.to_owned(), turns, codes, sets }
    }
}
