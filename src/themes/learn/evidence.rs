//! Reasons: what in a turn speaks for a class and against it, and how much.

use super::cues::Hit;
use super::features::Sight;
use super::look::{cue_feature, cue_value, limited, vector_features};
use super::model::{Model, Said};

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

/// Turns whose sights are kept: those of a long transcript, which is asked about after every decision.
const KEPT: usize = 2_000;

/// What is seen of a turn, whatever was learnt.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    hits: Vec<Hit>,
    sights: Vec<Sight>,
}

/// A turn looked at closely, to say why it may carry a class.
pub(crate) struct Closely<'a> {
    model: &'a Model,
    hits: &'a [Hit],
    sights: &'a [Sight],
    vector: &'a [f32],
}

impl Model {
    /// Looks at a turn of the subject, unless it was looked at lately.
    pub(crate) fn look_closely(&mut self, turn: usize, said: &Said) {
        if self.seen.contains_key(&turn) {
            return;
        }
        if self.seen.len() >= KEPT {
            self.seen.clear();
        }
        let seen = Seen { hits: self.hits(&said.text), sights: self.sights(said) };
        self.seen.insert(turn, seen);
    }

    /// A turn that was [looked at](Self::look_closely).
    pub(crate) fn closely<'a>(&'a self, turn: usize, said: &'a Said) -> Option<Closely<'a>> {
        let Seen { hits, sights } = self.seen.get(&turn)?;
        Some(Closely { model: self, hits, sights, vector: &said.vector })
    }
}

impl Closely<'_> {
    /// What speaks for and against a class, the weightiest first.
    pub(crate) fn evidence(&self, class: usize) -> Vec<Evidence> {
        let counts = |weight: &f64| (weight / self.model.temperature).abs() >= LEAST;
        let mut evidence = self.cues(class);
        evidence.retain(|one| counts(&one.weight));
        for sight in self.sights {
            let weight = self.model.weight(class, sight.feature) * sight.value;
            evidence.extend(counts(&weight).then(|| Evidence { span: sight.span, weight, why: learnt(sight) }));
        }
        let parts = vector_features(self.vector).map(|(feature, value)| self.model.weight(class, feature) * value);
        let weight = parts.sum();
        let why = || "its meaning as the page's own model has it (learnt from codings)".to_owned();
        evidence.extend(counts(&weight).then(|| Evidence { span: None, weight, why: why() }));
        evidence.iter_mut().for_each(|one| one.weight /= self.model.temperature);
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        evidence
    }

    fn cues(&self, class: usize) -> Vec<Evidence> {
        let sum = self.model.reached(self.hits).get(class).copied().unwrap_or_default();
        // Cues share in their sum, which is limited, each by its strength.
        let part = if sum == 0.0 { 0.0 } else { self.model.known().1 * limited(sum) / sum };
        let one = |hit: &Hit| {
            let known = part * self.model.share(hit.code, class) * hit.strength;
            let learnt = self.model.weight(class, cue_feature(hit)) * cue_value(hit);
            let span = Some((hit.found.from as usize, hit.found.to as usize));
            Evidence { span, weight: known + learnt, why: why(hit) }
        };
        self.hits.iter().map(one).collect()
    }
}

fn learnt(sight: &Sight) -> String {
    match (sight.span, sight.with) {
        (Some(_), _) => format!("{}, learnt from codings", sight.name),
        (None, "" | "much") => format!("{} (learnt from codings)", sight.name),
        (None, with) => format!("{} and {with} (learnt from codings)", sight.name),
    }
}

fn why(hit: &Hit) -> String {
    let why = if hit.against { "a sign against the code in the codebook" } else { "an indicator in the codebook" };
    if hit.found.negated { format!("{why}, negated here") } else { why.to_owned() }
}
