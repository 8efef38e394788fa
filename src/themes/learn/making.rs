//! Models in the making: they look through all turns twice, as many at a time as the caller likes.

use crate::ordered::BTreeMap;

use super::apart::Apart;
use super::cues::Cues;
use super::features::spoken;
use super::fit::Link;
use super::look::{known_features, reach};
use super::model::{Heard, Learnt, Model};
use super::vocabulary::{Counts, Vocabulary};
use super::words::words;
use crate::error::Result;
use crate::themes::Codebook;

/// How often each turn is looked at.
pub(crate) const PASSES: usize = 2;

/// A model that has not yet looked at all turns: a first time, to know how rare its cues and what is said are, and a
/// second time, to see what is in each.
#[derive(Clone, Debug)]
pub(crate) struct Making {
    model: Model,
    counts: Counts,
    /// In how many turns each cue stands.
    cues: Vec<u32>,
    /// The length of the longest vector of the host's.
    vector: usize,
}

impl Making {
    /// A model that knows the codebook.
    ///
    /// # Errors
    /// `lexicon.too_large`.
    pub(crate) fn new(codebook: &Codebook, classes: &[String], one: bool) -> Result<Self> {
        let cues = Cues::new(codebook)?;
        let (reach, classes) = reach(codebook, classes, one);
        let model = Model {
            cues,
            reach,
            classes,
            link: if one { Link::One } else { Link::Any },
            vocabulary: Vocabulary::default(),
            turns: Vec::new(),
            lessons: Vec::new(),
            centre: vec![0.0; classes],
            rivals: vec![Learnt::default(); classes],
            apart: vec![Apart::default(); classes],
            scores: vec![Vec::new(); classes],
            temperature: 1.0,
            seen: BTreeMap::new(),
        };
        Ok(Self { model, counts: Counts::default(), cues: Vec::new(), vector: 0 })
    }

    /// Looks at a turn for the first time.
    pub(crate) fn count(&mut self, heard: Heard) {
        self.counts.add(heard.text);
        self.model.cues.count(heard.text, &mut self.cues);
        self.vector = self.vector.max(heard.vector.len());
    }

    /// Knows all turns as they are counted.
    pub(crate) fn counted(&mut self, codebook: &Codebook) {
        let counts = std::mem::take(&mut self.counts);
        self.model.cues.weigh(&self.cues, counts.texts());
        let mut known = known_features(&self.model.cues, codebook.codes.len(), self.vector);
        // What an example has counts whether or not a turn has it.
        for (text, _) in self.model.lessons_of(codebook) {
            known.extend(spoken(&words(text)).iter().map(|sight| sight.feature));
        }
        self.model.vocabulary = Vocabulary::of(counts, known);
    }

    /// Looks at a turn for the second time.
    pub(crate) fn look(&mut self, heard: Heard) {
        let turn = self.model.turn(heard);
        self.model.turns.push(turn);
    }

    /// The model, without any label.
    pub(crate) fn done(self, codebook: &Codebook) -> Model {
        let mut model = self.model;
        if model.link == Link::One {
            model.centre_offsets();
        }
        model.lessons = model.lessons_seen(codebook);
        model.learn(&[]);
        model
    }
}
