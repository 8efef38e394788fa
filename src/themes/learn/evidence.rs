//! Reasons: what in a turn speaks for a class and against it, and how much.

use crate::error::Values;

use super::cues::Hit;
use super::features::{Feature, Sight};
use super::look::{cue_feature, cue_value, limited, vector_features};
use super::model::{Heard, Learnt, Model};

/// What adds less to the log-odds is no reason.
const LEAST: f64 = 0.05;

/// One thing that speaks for or against a class in a turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    /// Where it stands, in bytes; nothing for what has no place.
    pub(crate) span: Option<(usize, usize)>,
    /// What it adds to the log-odds.
    pub(crate) weight: f64,
    /// Why it counts: its code, what that stands together with, and how it goes in English.
    pub(crate) code: String,
    pub(crate) values: Values,
    pub(crate) why: String,
}

/// Turns whose sights are kept: those of a long transcript, which is asked about after every decision.
const KEPT: usize = 2_000;

/// What is seen of a turn, whatever was learnt.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    hits: Vec<Hit>,
    /// Each with its column, where it has one.
    sights: Vec<(Sight, Option<u32>)>,
}

/// A turn looked at closely, to say why it may carry a class.
pub(crate) struct Closely<'a> {
    model: &'a Model,
    /// The turn's place.
    turn: usize,
    hits: &'a [Hit],
    sights: &'a [(Sight, Option<u32>)],
    vector: &'a [f32],
}

impl Model {
    /// Looks at a turn of the subject, unless it was looked at lately.
    pub(crate) fn look_closely(&mut self, turn: usize, heard: Heard) {
        if self.seen.contains_key(&turn) {
            return;
        }
        if self.seen.len() >= KEPT {
            self.seen.clear();
        }
        let placed = |sight: Sight| {
            let column = self.vocabulary.column(sight.feature);
            (sight, column)
        };
        let sights = self.sights(heard).into_iter().map(placed).collect();
        self.seen.insert(turn, Seen { hits: self.hits(heard.text), sights });
    }

    /// A turn that was [looked at](Self::look_closely).
    pub(crate) fn closely<'a>(&'a self, turn: usize, heard: Heard<'a>) -> Option<Closely<'a>> {
        let Seen { hits, sights } = self.seen.get(&turn)?;
        Some(Closely { model: self, turn, hits, sights, vector: heard.vector })
    }
}

impl Closely<'_> {
    /// What speaks for and against a class, the weightiest first, and `most` of it.
    pub(crate) fn evidence(&self, class: usize, most: usize) -> Vec<Evidence> {
        let Some(learnt) = self.model.learnt(class) else { return Vec::new() };
        let mut grounds = self.cues(class, learnt);
        grounds.extend(self.sights.iter().map(|(sight, column)| {
            let weight = column.map_or_else(|| self.own(learnt, sight), |column| weight_of(learnt, column));
            (Ground::Sight(sight), weight * sight.value)
        }));
        let parts =
            vector_features(self.vector).filter_map(|(feature, value)| Some(self.weight(learnt, feature)? * value));
        grounds.push((Ground::Vector, parts.sum()));
        grounds.iter_mut().for_each(|(_, weight)| *weight /= self.model.temperature);
        grounds.retain(|(_, weight)| weight.abs() >= LEAST);
        grounds.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        // What is put into words costs more than what is weighed.
        grounds.into_iter().take(most).map(|(ground, weight)| ground.evidence(weight)).collect()
    }

    fn cues(&self, class: usize, learnt: &Learnt) -> Vec<(Ground<'_>, f64)> {
        let sum = self.model.reached(self.hits).get(class).copied().unwrap_or_default();
        // Cues share in their sum, which is limited, each by its strength.
        let part = if sum == 0.0 { 0.0 } else { self.model.known().1 * limited(sum) / sum };
        let one = |hit| {
            let Hit { code, found, strength, .. }: &Hit = hit;
            let known = part * self.model.share(*code, class) * strength;
            let feature = cue_feature(found.phrase, found.negated);
            (Ground::Cue(hit), known + self.weight(learnt, feature).unwrap_or_default() * cue_value(hit))
        };
        self.hits.iter().map(one).collect()
    }

    /// What was learnt of a feature; nothing of one that this turn alone has.
    fn weight(&self, learnt: &Learnt, feature: Feature) -> Option<f64> {
        Some(weight_of(learnt, self.model.vocabulary.column(feature)?))
    }

    /// The weight of what this turn alone has: each part has the same share in what is said by all of it.
    fn own(&self, learnt: &Learnt, sight: &Sight) -> f64 {
        let (said, square) = (learnt.own(self.turn), self.model.turns.get(self.turn).map_or(0.0, |turn| turn.own));
        if said == 0.0 || square == 0.0 {
            return 0.0;
        }
        let same = self.sights.iter().filter(|(one, _)| one.feature == sight.feature);
        said / square * same.map(|(one, _)| one.value).sum::<f64>()
    }
}

/// What speaks for a class or against it.
enum Ground<'a> {
    Cue(&'a Hit),
    Sight(&'a Sight),
    /// What the host knows.
    Vector,
}

impl Ground<'_> {
    fn evidence(&self, weight: f64) -> Evidence {
        let mut values = Values::new();
        let (span, code, why) = match self {
            Self::Cue(hit) => cue(hit),
            Self::Sight(sight) => {
                if !sight.with.0.is_empty() {
                    values.insert("with".to_owned(), vec![sight.with.0.to_owned()]);
                }
                (sight.span, ["learnt.", sight.name.0].concat(), seen(sight))
            }
            Self::Vector => {
                let why = "its meaning as the page's own model has it (learnt from codings)";
                (None, "learnt.meaning".to_owned(), why.to_owned())
            }
        };
        Evidence { span, weight, code, values, why }
    }
}

fn weight_of(learnt: &Learnt, column: u32) -> f64 {
    learnt.weights.get(column as usize).copied().unwrap_or_default()
}

fn seen(sight: &Sight) -> String {
    let (name, with) = (sight.name.1, sight.with);
    match sight.span {
        Some(_) => [name, ", learnt from codings"].concat(),
        None if with.0.is_empty() => [name, " (learnt from codings)"].concat(),
        None => [name, " and ", with.1, " (learnt from codings)"].concat(),
    }
}

/// Where a cue stands, and what it is there for.
fn cue(hit: &Hit) -> (Option<(usize, usize)>, String, String) {
    let (code, why) = match hit.against {
        true => ("cue.against", "a sign against the code in the codebook"),
        false => ("cue.for", "an indicator in the codebook"),
    };
    let (negated, here) = if hit.found.negated { ("_negated", ", negated here") } else { ("", "") };
    let span = (hit.found.from as usize, hit.found.to as usize);
    (Some(span), [code, negated].concat(), [why, here].concat())
}
