//! What the models see of turns: what the cues of the codebook say, and the features that labels give weights.

use crate::ordered::BTreeMap;

use super::cues::Hit;
use super::features::{Feature, Group, Sight, hash, sights};
use super::fit::Link;
use super::model::{Model, Said, Subject, Turn};

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

/// Features looked at before those that repeat are left out.
const ROOM: usize = 1 << 18;

impl Model {
    /// Looks at all turns and at the examples of the codebook.
    pub(super) fn look(&mut self, subject: &Subject) {
        let lessons = self.lessons_of(subject);
        let all = || subject.turns.iter().chain(lessons.iter().map(|(said, _)| said));
        let (mut seen, mut room): (Vec<Feature>, usize) = (Vec::new(), ROOM);
        for said in all() {
            seen.extend(self.features(said).into_iter().map(|(feature, _)| feature));
            // Kept short on the way: a large project repeats itself.
            if seen.len() > room {
                seen.sort_unstable();
                seen.dedup();
                room = ROOM.max(2 * seen.len());
            }
        }
        seen.sort_unstable();
        seen.dedup();
        seen.shrink_to_fit();
        self.vocabulary = seen;
        self.turns = subject.turns.iter().map(|said| self.turn(said)).collect();
        if self.link == Link::One {
            self.centre_offsets();
        }
        self.lessons = lessons.iter().map(|(said, labels)| (self.turn(said), labels.clone())).collect();
    }

    /// Takes off what the cues say on average: a class with many phrases is not likelier for that.
    fn centre_offsets(&mut self) {
        let size = self.turns.len().max(1) as f64;
        for class in 0..self.classes {
            let mean = self.turns.iter().filter_map(|turn| turn.offset.get(class)).sum::<f64>() / size;
            if let Some(centre) = self.centre.get_mut(class) {
                *centre = mean;
            }
            self.turns.iter_mut().filter_map(|turn| turn.offset.get_mut(class)).for_each(|offset| *offset -= mean);
        }
    }

    /// The codebook's examples and counter-examples, as labelled turns.
    fn lessons_of(&self, subject: &Subject) -> Vec<(Said, Vec<Option<f64>>)> {
        let mut lessons = Vec::new();
        for (code, reach) in subject.codebook.codes.iter().zip(&self.reach) {
            let rest = if self.link == Link::One { Some(0.0) } else { None };
            let mut labels = vec![rest; self.classes];
            for (class, _) in reach {
                if let Some(label) = labels.get_mut(*class) {
                    *label = Some(1.0);
                }
            }
            let said = |text: &String| Said { text: text.clone(), ..Said::default() };
            if !reach.is_empty() {
                lessons.extend(code.examples.iter().map(|text| (said(text), labels.clone())));
            }
            if let (Link::Any, Some((own, _))) = (self.link, reach.first()) {
                let not: Vec<Option<f64>> = (0..self.classes).map(|class| (class == *own).then_some(0.0)).collect();
                lessons.extend(code.counter_examples.iter().map(|text| (said(text), not.clone())));
            }
        }
        lessons
    }

    pub(super) fn turn(&self, said: &Said) -> Turn {
        let column = |(feature, value): (Feature, f64)| {
            Some((u32::try_from(self.vocabulary.binary_search(&feature).ok()?).ok()?, value as f32))
        };
        let mut features: Vec<(u32, f32)> = self.features(said).into_iter().filter_map(column).collect();
        features.shrink_to_fit();
        Turn { offset: self.offset(&self.cues.find(&said.text)), features }
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

    pub(super) fn sights(&self, said: &Said) -> Vec<Sight> {
        let mut sights = sights(&said.text, &said.before, &self.rarity);
        if self.link == Link::Any {
            let manners = sights.iter_mut().filter(|sight| sight.group == Group::Manner);
            manners.for_each(|sight| sight.value *= MANNER_ANY);
        }
        sights
    }

    /// All features of a turn: what is seen in it and its cues.
    fn features(&self, said: &Said) -> Vec<(Feature, f64)> {
        let mut sums: BTreeMap<Feature, f64> = BTreeMap::new();
        let mut add = |feature: Feature, value: f64| *sums.entry(feature).or_default() += value;
        self.sights(said).into_iter().for_each(|sight| add(sight.feature, sight.value));
        vector_features(&said.vector).for_each(|(feature, value)| add(feature, value));
        let hits = self.cues.find(&said.text);
        let mut codes: BTreeMap<usize, f64> = BTreeMap::new();
        for hit in &hits {
            add(cue_feature(hit), CUE_SCALE * hit.strength.abs());
            *codes.entry(hit.code).or_default() += hit.strength;
        }
        codes.into_iter().for_each(|(code, sum)| add(hash(&["code", &code.to_string()]), CODE_SCALE * limited(sum)));
        sums.into_iter().filter(|(_, value)| *value != 0.0).collect()
    }
}

/// The feature of a single cue; negated it is another.
pub(super) fn cue_feature(hit: &Hit) -> Feature {
    hash(&[if hit.found.negated { "cue, negated" } else { "cue" }, &hit.found.phrase.to_string()])
}

/// The features of a vector of the host's: together they weigh as much as all words do.
pub(super) fn vector_features(vector: &[f32]) -> impl Iterator<Item = (Feature, f64)> {
    let squares: f64 = vector.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
    let scale = if squares > 0.0 { VECTOR_SCALE / squares.sqrt() } else { 0.0 };
    (0u32..).zip(vector).map(move |(at, value)| (hash(&["vector", &at.to_string()]), scale * f64::from(*value)))
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
pub(super) fn reach(subject: &Subject) -> (Vec<Vec<(usize, f64)>>, usize) {
    let codebook = &subject.codebook;
    let classes: Vec<String> = if subject.classes.is_empty() {
        codebook.codes.iter().map(|code| code.id.clone()).collect()
    } else {
        subject.classes.clone()
    };
    let of = |code: &crate::themes::Code| {
        let above = codebook.lineage(&code.id);
        let known =
            above.iter().map(|above| classes.iter().position(|class| *class == above.id || *class == above.name));
        if subject.one {
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
