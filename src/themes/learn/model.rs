//! The codebook as what is known beforehand, and labels that correct it.
//!
//! The log-odds of a class are the sum of what its cues say and of a linear model of what is seen in the turn, whose
//! weights start at zero and are the most probable ones given the labels (logistic regression with a normal prior).

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::apart::Apart;
use super::cues::Cues;
use super::evidence::Seen;
use super::fit::{Link, link};
use super::making::Making;
use super::rows::Rows;
use super::vocabulary::Vocabulary;
use crate::error::Result;
use crate::job::{rest, told, whole};
use crate::themes::Codebook;

/// Precision of the weights of rivals.
const PRECISION: f64 = 1e-5;
/// What a turn takes to be looked at, in microseconds of a browser.
const TURN_TAKES: u64 = 8;

/// What models are made for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Subject {
    /// The codebook whose phrases and examples are known beforehand.
    pub codebook: Codebook,
    /// The ids or names of the codes that are told apart; codes below one of them count for it. All when empty.
    pub classes: Vec<String>,
    /// A turn belongs to exactly one class; else it carries any number of codes.
    pub one: bool,
    /// The turns to learn from, labelled or not.
    pub turns: Vec<Said>,
}

/// A turn, and the turn before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Said {
    /// What was said.
    pub text: String,
    /// What was said just before, by somebody else; may be empty.
    pub before: String,
    /// What the host knows of the turn, such as a sentence embedding; only its direction counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vector: Vec<f32>,
}

/// The same where it lies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Heard<'a> {
    pub(crate) text: &'a str,
    pub(crate) before: &'a str,
    pub(crate) vector: &'a [f32],
}

impl Said {
    fn heard(&self) -> Heard<'_> {
        Heard { text: &self.text, before: &self.before, vector: &self.vector }
    }
}

/// What a person says of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// The turn, by its place among the turns of the subject.
    pub turn: u32,
    /// The class, by its place among the classes.
    pub class: u32,
    /// Whether the turn carries it.
    pub yes: bool,
}

/// Models of all classes over the turns of a project.
///
/// ```
/// use peer_circle::themes::{Codebook, Label, Model, Said, Subject};
///
/// let said = |text: &str| Said { text: text.to_owned(), ..Said::default() };
/// let turns = vec![said("I feel so tired"), said("You could take a break"), said("Let us pause, shall we")];
/// let classes = vec!["emotional".to_owned(), "informational".to_owned()];
/// let mut model = Model::new(&Subject { codebook: Codebook::circle(), classes, one: true, turns })?;
///
/// let before = model.probabilities(&said("shall we pause"));
/// model.learn(&[Label { turn: 2, class: 1, yes: true }]);
/// assert!(model.probabilities(&said("shall we pause"))[1] > before[1]);
/// assert!(model.probabilities(&said("I feel lonely"))[0] > 0.5);
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) cues: Cues,
    /// For each code the classes that its cues reach, with their share.
    pub(super) reach: Vec<Vec<(usize, f64)>>,
    pub(super) classes: usize,
    pub(super) link: Link,
    pub(super) vocabulary: Vocabulary,
    pub(super) turns: Vec<Turn>,
    /// The examples of the codebook, with what they are examples of.
    pub(super) lessons: Vec<(Turn, Vec<Option<f64>>)>,
    /// What the cues say on average, which says nothing.
    pub(super) centre: Vec<f64>,
    /// For each class what was learnt. Of rivals.
    pub(super) rivals: Vec<Learnt>,
    /// The same where classes are no rivals.
    pub(super) apart: Vec<Apart>,
    /// For each of those classes what was learnt says of every turn; nothing where it was not asked yet.
    pub(super) scores: Vec<Vec<f64>>,
    /// What log-odds are divided by so that probabilities are honest.
    pub(super) temperature: f64,
    /// What was seen of turns that reasons were asked for, by their places.
    pub(super) seen: BTreeMap<usize, Seen>,
}

/// A turn as the models see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn {
    /// What the cues say, for each class.
    pub(super) offset: Box<[f64]>,
    /// Columns, rising, and values.
    pub(super) features: Box<[(u32, f32)]>,
    /// The squares of the values of what no other turn has: together they are one more feature, of this turn alone.
    pub(super) own: f64,
}

/// What was learnt of a class.
#[derive(Clone, Debug, Default)]
pub(super) struct Learnt {
    /// By column, the constant last; empty where nothing was learnt.
    pub(super) weights: Vec<f64>,
    /// What is said of labelled turns by what they alone have, by their places, rising.
    pub(super) own: Vec<(u32, f64)>,
}

impl Learnt {
    /// What it says of any turn.
    pub(super) fn of(&self, turn: &Turn) -> f64 {
        let part = |(column, value): &(u32, f32)| Some(self.weights.get(*column as usize)? * f64::from(*value));
        self.weights.last().copied().unwrap_or_default() + turn.features.iter().filter_map(part).sum::<f64>()
    }

    /// What it says besides of the turn at a place, by what that turn alone has.
    pub(super) fn own(&self, place: usize) -> f64 {
        let found = self.own.binary_search_by_key(&place, |(known, _)| *known as usize).ok();
        found.and_then(|at| self.own.get(at)).map_or(0.0, |(_, part)| *part)
    }
}

/// The turns that are labelled, each with its labels by class.
pub(super) type Labelled = Vec<(usize, Vec<Option<f64>>)>;

impl Model {
    /// Models that know the codebook and the turns, and no labels yet.
    ///
    /// # Errors
    /// `lexicon.too_large` when the phrases are too many to be looked up at once.
    pub fn new(subject: &Subject) -> Result<Self> {
        whole(Self::new_in_steps(subject))
    }

    /// The same in steps.
    pub(crate) async fn new_in_steps(subject: &Subject) -> Result<Self> {
        let turns: Vec<Heard<'_>> = subject.turns.iter().map(Said::heard).collect();
        let codebook = &subject.codebook;
        let mut making = Making::new(codebook, &subject.classes, subject.one)?;
        for heard in told(&turns) {
            rest(TURN_TAKES).await;
            making.count(*heard);
        }
        making.counted(codebook);
        for heard in told(&turns) {
            rest(TURN_TAKES).await;
            making.look(*heard);
        }
        Ok(making.done(codebook))
    }

    /// How likely it is that a turn carries each class.
    pub fn probabilities(&self, said: &Said) -> Vec<f64> {
        self.shares(&self.turn(said.heard()))
    }

    /// The same for many turns, in steps.
    #[cfg(feature = "wasm")]
    pub(crate) async fn probabilities_in_steps(&self, turns: &[Said]) -> Vec<Vec<f64>> {
        let mut all = Vec::with_capacity(turns.len());
        for said in told(turns) {
            rest(TURN_TAKES).await;
            all.push(self.probabilities(said));
        }
        all
    }

    /// The same for a turn of the subject; nothing when there is none at this place.
    pub fn probabilities_at(&self, turn: usize) -> Option<Vec<f64>> {
        let seen = self.turns.get(turn)?;
        let scores = self.scores.iter().enumerate().map(|(class, scores)| {
            let anew = || self.learnt(class).map_or(0.0, |learnt| learnt.of(seen) + learnt.own(turn));
            let learnt = scores.get(turn).copied().unwrap_or_else(anew);
            (seen.offset.get(class).copied().unwrap_or_default() + learnt) / self.temperature
        });
        Some(link(self.link, &scores.collect::<Vec<f64>>()))
    }

    /// Forgets all labels and learns these. The result depends on nothing but their set; what it takes, on how many
    /// classes have other labels than before.
    pub fn learn(&mut self, labels: &[Label]) {
        match self.link {
            Link::One => self.learn_rivals(labels),
            Link::Any => self.learn_apart(labels),
        }
    }

    /// How alike two turns are in what is seen of them: the cosine of their features, 0 to 1.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> f64 {
        let (Some(a), Some(b)) = (self.turns.get(a), self.turns.get(b)) else { return 0.0 };
        let square =
            |turn: &Turn| turn.own + turn.features.iter().map(|(_, v)| f64::from(*v) * f64::from(*v)).sum::<f64>();
        let both = (square(a) * square(b)).sqrt();
        let (mut sum, mut other) = (0.0, b.features.iter().peekable());
        for (column, value) in a.features.iter() {
            while other.next_if(|(known, _)| known < column).is_some() {}
            if let Some((_, same)) = other.next_if(|(known, _)| known == column) {
                sum += f64::from(*value) * f64::from(*same);
            }
        }
        if both > 0.0 { (sum / both).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Looks through all turns with what was learnt since they were looked through last.
    pub(crate) fn refresh(&mut self) {
        for class in told(0..self.classes) {
            let Some(learnt) = self.learnt(class).filter(|learnt| !learnt.weights.is_empty()) else { continue };
            if self.scores.get(class).is_some_and(Vec::is_empty) {
                let mut scores: Vec<f64> = self.turns.iter().map(|turn| learnt.of(turn)).collect();
                for (place, part) in &learnt.own {
                    scores.get_mut(*place as usize).into_iter().for_each(|score| *score += part);
                }
                if let Some(place) = self.scores.get_mut(class) {
                    *place = scores;
                }
            }
        }
    }

    fn learn_rivals(&mut self, labels: &[Label]) {
        let labelled = self.labelled(labels);
        self.rivals = self.fitted(&labelled, PRECISION);
        self.calibrate(&labelled);
    }

    fn learn_apart(&mut self, labels: &[Label]) {
        let mut said: Vec<Vec<(u32, bool)>> = vec![Vec::new(); self.classes];
        for label in labels.iter().filter(|label| (label.turn as usize) < self.turns.len()) {
            said.get_mut(label.class as usize).into_iter().for_each(|of| of.push((label.turn, label.yes)));
        }
        let mut changed: Vec<(usize, Vec<(u32, bool)>)> = Vec::new();
        for (class, mut said) in said.into_iter().enumerate() {
            // Where labels contradict, yes counts: it comes before no.
            said.sort_unstable_by_key(|(turn, yes)| (*turn, !yes));
            said.dedup_by_key(|(turn, _)| *turn);
            changed.extend(self.apart.get(class).is_some_and(|apart| apart.differs(&said)).then_some((class, said)));
        }
        // Classes of which the same turns are known look at the same rows.
        changed.sort_by(|(_, a), (_, b)| turns(a).cmp(turns(b)));
        for alike in changed.chunk_by_mut(|(_, a), (_, b)| turns(a).eq(turns(b))) {
            self.learn_alike(alike);
        }
        self.calibrate_apart();
    }

    /// Learns the labels of classes of which the same turns are known.
    fn learn_alike(&mut self, alike: &mut [(usize, Vec<(u32, bool)>)]) {
        let Some((_, first)) = alike.first() else { return };
        let labelled = turns(first).filter_map(|place| self.turns.get(place as usize));
        let lessons = self.lessons.iter().map(|(turn, _)| turn);
        let rows = Rows::new(labelled.chain(lessons), self.vocabulary.len());
        let first = first.len();
        for (class, said) in told(alike) {
            let lesson = |(row, (_, labels)): (usize, &(Turn, Vec<Option<f64>>))| {
                Some((row, labels.get(*class).copied().flatten()? > 0.5))
            };
            let lessons: Vec<(usize, bool)> = (first..).zip(&self.lessons).filter_map(lesson).collect();
            if let (Some(apart), Some(scores)) = (self.apart.get_mut(*class), self.scores.get_mut(*class)) {
                apart.learn(*class, std::mem::take(said), &rows, &lessons);
                scores.clear();
            }
        }
    }

    /// What was learnt of a class.
    pub(super) fn learnt(&self, class: usize) -> Option<&Learnt> {
        match self.link {
            Link::One => self.rivals.get(class),
            Link::Any => self.apart.get(class).map(|apart| &apart.learnt),
        }
    }

    /// Turns by their place, with what is said of each class. Where labels contradict, yes counts.
    fn labelled(&self, labels: &[Label]) -> Labelled {
        let mut turns: BTreeMap<usize, Vec<Option<f64>>> = BTreeMap::new();
        for label in labels.iter().filter(|label| (label.turn as usize) < self.turns.len()) {
            let row = turns.entry(label.turn as usize).or_insert_with(|| vec![None; self.classes]);
            if let Some(cell) = row.get_mut(label.class as usize) {
                *cell = Some(if label.yes || *cell == Some(1.0) { 1.0 } else { 0.0 });
            }
        }
        turns.retain(|_, row| single(row));
        turns.into_iter().collect()
    }

    /// Probabilities from what is known and what was learnt.
    fn shares(&self, turn: &Turn) -> Vec<f64> {
        let learnt = |class| self.learnt(class).map_or(0.0, |learnt| learnt.of(turn));
        let score = |(class, offset): (usize, &f64)| (offset + learnt(class)) / self.temperature;
        link(self.link, &turn.offset.iter().enumerate().map(score).collect::<Vec<f64>>())
    }

    pub(super) fn scores_at(&self, turn: usize, learnt: &[Learnt]) -> Vec<f64> {
        let scores = |turn: &Turn| turn.offset.iter().zip(learnt).map(|(o, learnt)| o + learnt.of(turn)).collect();
        self.turns.get(turn).map(scores).unwrap_or_default()
    }
}

/// The places of the turns of which something is said.
fn turns(said: &[(u32, bool)]) -> impl Iterator<Item = u32> + Clone {
    said.iter().map(|(turn, _)| *turn)
}

/// Whether exactly one class is said; the others are then taken as not.
fn single(row: &mut [Option<f64>]) -> bool {
    let yes = row.iter().filter(|label| **label == Some(1.0)).count();
    row.iter_mut().for_each(|label| *label = Some(label.unwrap_or(0.0)));
    yes == 1
}
