//! Reasons: what in a turn speaks for a class and against it, and how much.

use super::cues::Hit;
use super::model::{Model, Said, cue_feature, cue_value, limited, vector_features};

/// What adds less to the log-odds is no reason.
const LEAST: f64 = 0.05;

/// One thing that speaks for or against a class in a turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    /// Where it stands, in bytes; nothing for what has no place.
    pub(crate) span: Option<(usize, usize)>,
    /// What it adds to the log-odds.
    pub(crate) weight: f64,
    /// Why it counts.
    pub(crate) why: String,
}

impl Model {
    /// What speaks for and against a class, the weightiest first.
    pub(crate) fn evidence(&self, said: &Said, class: usize) -> Vec<Evidence> {
        let mut evidence = self.cue_evidence(said, class);
        for sight in self.sights(said) {
            let weight = self.weight(class, sight.feature) * sight.value / self.temperature;
            let why = match sight.span {
                Some(_) => format!("{}, learnt from codings", sight.name),
                None => format!("{} (learnt from codings)", sight.name),
            };
            evidence.push(Evidence { span: sight.span, weight, why });
        }
        let vector: f64 =
            vector_features(&said.vector).map(|(feature, value)| self.weight(class, feature) * value).sum();
        let why = "its meaning as the page's own model has it (learnt from codings)".to_owned();
        evidence.push(Evidence { span: None, weight: vector / self.temperature, why });
        evidence.retain(|one| one.weight.abs() >= LEAST);
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        evidence
    }

    fn cue_evidence(&self, said: &Said, class: usize) -> Vec<Evidence> {
        let hits = self.hits(&said.text);
        let sum = self.reached(&hits).get(class).copied().unwrap_or_default();
        // Cues share in their sum, which is limited, each by its strength.
        let part = if sum == 0.0 { 0.0 } else { self.known().1 * limited(sum) / sum };
        let one = |hit: &Hit| {
            let known = part * self.share(hit.code, class) * hit.strength;
            let learnt = self.weight(class, cue_feature(hit)) * cue_value(hit);
            let span = Some((hit.found.from as usize, hit.found.to as usize));
            Evidence { span, weight: (known + learnt) / self.temperature, why: why(hit) }
        };
        hits.iter().map(one).collect()
    }
}

fn why(hit: &Hit) -> String {
    let why = if hit.against { "a sign against the code in the codebook" } else { "an indicator in the codebook" };
    if hit.found.negated { format!("{why}, negated here") } else { why.to_owned() }
}
