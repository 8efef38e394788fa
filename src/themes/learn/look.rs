//! What the models see of turns: what the cues of the codebook say, and the features that labels give weights.

use super::cues::{Cues, Hit};
use super::features::{Feature, Group, Sight, hash, ordered, sights};
use super::fit::Link;
use super::model::{Heard, Model, Turn};
use crate::themes::Codebook;

/// Log-odds of a code in a turn of which nothing is known, where a turn may carry any number.
const BASE: f64 = -1.1;

/// What one average cue adds to the log-odds: where classes are rivals, and where they are not.
const CUE_ONE: f64 = 1.2;
const CUE_ANY: f64 = 1.7;

/// What all cues of a class together can count at most.
const CUES: f64 = 3.0;

/// How much of a cue reaches the code above its own, where a turn may carry both.
const UPWARD: f64 = 0.5;

/// How far a label moves the weight of a single cue and of a code's cues together, compared with those of words.
const CUE_SCALE: f64 = 0.25;
const CODE_SCALE: f64 = 0.2;

/// How much less a manner counts where classes are not rivals: a first yes has no no beside it, and many turns speak in
/// its manner.
const MANNER_ANY: f64 = 0.4;

/// How far a label moves the weights of a host's vector, as a whole, compared with those of words.
const VECTOR_SCALE: f64 = 1.0;

impl Model {
    /// The examples of the codebook as turns, and what they are examples of.
    pub(super) fn lessons_seen(&self, codebook: &Codebook) -> Vec<(Turn, Labels)> {
        let lesson = |(text, labels): (&str, Labels)| (self.turn(Heard { text, ..Heard::default() }), labels);
        self.lessons_of(codebook).into_iter().map(lesson).collect()
    }

    /// Takes off what the cues say on average: a class with many phrases is not likelier for that.
    pub(super) fn centre_offsets(&mut self) {
        let size = self.turns.len().max(1) as f64;
        for class in 0..self.classes {
            let mean = self.turns.iter().filter_map(|turn| turn.offset.get(class)).sum::<f64>() / size;
            if let Some(centre) = self.centre.get_mut(class) {
                *centre = mean;
            }
            self.turns.iter_mut().filter_map(|turn| turn.offset.get_mut(class)).for_each(|offset| *offset -= mean);
        }
    }

    /// The codebook's examples and counter-examples, and what they are examples of.
    pub(super) fn lessons_of<'a>(&self, codebook: &'a Codebook) -> Vec<(&'a str, Labels)> {
        let mut lessons = Vec::new();
        for (code, reach) in codebook.codes.iter().zip(&self.reach) {
            let rest = if self.link == Link::One { Some(0.0) } else { None };
            let mut labels = vec![rest; self.classes];
            for (class, _) in reach {
                if let Some(label) = labels.get_mut(*class) {
                    *label = Some(1.0);
                }
            }
            if !reach.is_empty() {
                lessons.extend(code.examples.iter().map(|text| (text.as_str(), labels.clone())));
            }
            if let (Link::Any, Some((own, _))) = (self.link, reach.first()) {
                let not: Labels = (0..self.classes).map(|class| (class == *own).then_some(0.0)).collect();
                lessons.extend(code.counter_examples.iter().map(|text| (text.as_str(), not.clone())));
            }
        }
        lessons
    }

    pub(super) fn turn(&self, heard: Heard) -> Turn {
        let hits = self.cues.find(heard.text);
        let all = self.features(heard, &hits);
        let order = ordered(all.iter().map(|(feature, _)| *feature));
        let (mut features, mut own) = (Vec::with_capacity(all.len()), 0.0);
        for same in order.chunk_by(|(a, _), (b, _)| a == b) {
            let value: f64 = same.iter().map(|(_, at)| all[*at].1).sum();
            match same.first().and_then(|(feature, _)| self.vocabulary.column(*feature)) {
                Some(column) if value != 0.0 => features.push((column, value as f32)),
                Some(_) => {}
                None => own += value * value,
            }
        }
        Turn { offset: self.offset(&hits).into(), features: features.into(), own }
    }

    /// What the cues say for each class.
    fn offset(&self, hits: &[Hit]) -> Vec<f64> {
        let (base, scale) = self.known();
        self.reached(hits).iter().zip(&self.centre).map(|(sum, centre)| base + scale * limited(*sum) - centre).collect()
    }

    /// The log-odds without any cue, and what a cue adds.
    pub(super) fn known(&self) -> (f64, f64) {
        if self.link == Link::One { (0.0, CUE_ONE) } else { (BASE, CUE_ANY) }
    }

    /// The strengths of the cues that reach each class.
    pub(super) fn reached(&self, hits: &[Hit]) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes];
        for hit in hits {
            for (class, share) in self.reach.get(hit.code).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*class) {
                    *sum += share * hit.strength;
                }
            }
        }
        sums
    }

    /// How much of a code's cues reaches a class.
    pub(super) fn share(&self, code: usize, class: usize) -> f64 {
        let reach = self.reach.get(code).into_iter().flatten();
        reach.filter(|(reached, _)| *reached == class).map(|(_, share)| share).sum()
    }

    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        self.cues.find(text)
    }

    pub(super) fn sights(&self, heard: Heard) -> Vec<Sight> {
        let mut sights = sights(heard.text, heard.before, &self.vocabulary);
        if self.link == Link::Any {
            let manners = sights.iter_mut().filter(|sight| sight.group == Group::Manner);
            manners.for_each(|sight| sight.value *= MANNER_ANY);
        }
        sights
    }

    /// All features of a turn: what is seen in it and its cues; some more than once.
    fn features(&self, heard: Heard, hits: &[Hit]) -> Vec<(Feature, f64)> {
        let seen = self.sights(heard).into_iter().map(|sight| (sight.feature, sight.value));
        let cues = hits.iter().map(|hit| (cue_feature(hit.found.phrase, hit.found.negated), cue_value(hit)));
        let mut features: Vec<(Feature, f64)> = seen.chain(vector_features(heard.vector)).chain(cues).collect();
        for (at, Hit { code, .. }) in hits.iter().enumerate() {
            // Once for each code.
            if hits.iter().take(at).all(|before| before.code != *code) {
                let sum = hits.iter().filter(|hit| hit.code == *code).map(|hit| hit.strength).sum();
                features.push((code_feature(*code), CODE_SCALE * limited(sum)));
            }
        }
        features
    }
}

/// The features that count whether or not a turn has them.
pub(super) fn known_features(cues: &Cues, codes: usize, vector: usize) -> Vec<Feature> {
    cues.features().chain((0..codes).map(code_feature)).chain((0..vector).map(vector_feature)).collect()
}

/// For each class 1 or 0, nothing where it is not known.
type Labels = Vec<Option<f64>>;

/// The feature of a single cue; negated it is another.
pub(super) fn cue_feature(phrase: u32, negated: bool) -> Feature {
    hash(&[if negated { "cue, negated" } else { "cue" }, &phrase.to_string()])
}

/// The feature of a code's cues together.
fn code_feature(code: usize) -> Feature {
    hash(&["code", &code.to_string()])
}

/// The features of a vector of the host's: together they weigh as much as all words do.
pub(super) fn vector_features(vector: &[f32]) -> impl Iterator<Item = (Feature, f64)> {
    let squares: f64 = vector.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
    let scale = if squares > 0.0 { VECTOR_SCALE / squares.sqrt() } else { 0.0 };
    vector.iter().enumerate().map(move |(at, value)| (vector_feature(at), scale * f64::from(*value)))
}

fn vector_feature(at: usize) -> Feature {
    hash(&["vector", &at.to_string()])
}

/// The value of the feature of a single cue.
pub(super) fn cue_value(hit: &Hit) -> f64 {
    CUE_SCALE * hit.strength.abs()
}

/// Further cues count ever less.
pub(super) fn limited(sum: f64) -> f64 {
    let rest = CUES * (1.0 - libm::exp(-sum.abs() / CUES));
    if sum < 0.0 { -rest } else { rest }
}

/// For each code the classes that its cues reach; and how many classes there are.
pub(super) fn reach(codebook: &Codebook, classes: &[String], one: bool) -> (Vec<Vec<(usize, f64)>>, usize) {
    let classes: Vec<&str> = if classes.is_empty() {
        codebook.codes.iter().map(|code| code.id.as_str()).collect()
    } else {
        classes.iter().map(String::as_str).collect()
    };
    let of = |code: &crate::themes::Code| {
        let above = codebook.lineage(&code.id);
        let known =
            above.iter().map(|above| classes.iter().position(|class| *class == above.id || *class == above.name));
        if one {
            return known.flatten().next().map(|class| (class, 1.0)).into_iter().collect();
        }
        let mut share = 1.0 / UPWARD;
        known
            .filter_map(|class| {
                share *= UPWARD;
                Some((class?, share))
            })
            .collect()
    };
    (codebook.codes.iter().map(of).collect(), classes.len())
}
