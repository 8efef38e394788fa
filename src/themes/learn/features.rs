//! What a model sees of a turn: words, pairs of words, how sentences begin, punctuation, length, how much of it repeats
//! the turn before, and in what manner it speaks.

use crate::ordered::BTreeMap;

use super::manner::manners;
use super::words::{Word, words};

/// A feature by the hash of its description; among 64 bits two do not meet.
pub(super) type Feature = u64;

/// A group of features, and how far a label moves its weights compared with those of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Word,
    Pair,
    Start,
    Shape,
    Manner,
}

const SCALES: [(Group, f64); 5] =
    [(Group::Word, 1.0), (Group::Pair, 0.7), (Group::Start, 1.2), (Group::Shape, 0.5), (Group::Manner, 0.7)];

/// The same for a manner together with a shape, such as asking while speaking to the other.
const TOGETHER: f64 = 0.7;

/// Features counted at once: in a large project they are a hundred times as many as there are different ones.
const BATCH: usize = 1 << 18;

/// Something seen in a turn: a feature, its value, and which words it is.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    pub(super) feature: Feature,
    pub(super) group: Group,
    pub(super) value: f64,
    /// Where it stands, in bytes; nothing for what has no place.
    pub(super) span: Option<(usize, usize)>,
    /// What it is called.
    pub(super) name: &'static str,
    /// What it stands together with; may be empty.
    pub(super) with: &'static str,
}

/// How rare features are among the turns of a project.
#[derive(Clone, Debug, Default)]
pub(super) struct Rarity {
    turns: f64,
    /// Features with the number of turns that have them, ordered by feature.
    known: Vec<(Feature, u32)>,
}

impl Rarity {
    /// Counts over all turns.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut known, mut new): (Vec<(Feature, u32)>, Vec<Feature>) = (Vec::new(), Vec::new());
        let mut turns = 0.0;
        for text in texts {
            let mut here: Vec<Feature> = spoken(&words(text)).iter().map(|sight| sight.feature).collect();
            here.sort_unstable();
            here.dedup();
            new.append(&mut here);
            turns += 1.0;
            if new.len() >= BATCH {
                known = counted(known, &mut new);
            }
        }
        Self { turns, known: counted(known, &mut new) }
    }

    /// The weight of a feature: the logarithm of how few turns have it.
    fn weight(&self, feature: Feature) -> f64 {
        let place = self.known.binary_search_by_key(&feature, |(known, _)| *known).ok();
        let count = place.and_then(|at| self.known.get(at)).map_or(0, |(_, count)| *count);
        1.0 + libm::log((1.0 + self.turns) / (1.0 + f64::from(count)))
    }
}

/// The counts with those of more features, which are used up.
fn counted(known: Vec<(Feature, u32)>, new: &mut Vec<Feature>) -> Vec<(Feature, u32)> {
    new.sort_unstable();
    let runs = new.chunk_by(|a, b| a == b);
    let mut runs = runs.filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).ok()?))).peekable();
    let mut merged: Vec<(Feature, u32)> = Vec::with_capacity(known.len());
    for (feature, count) in known {
        while let Some(before) = runs.next_if(|(new, _)| *new < feature) {
            merged.push(before);
        }
        let more = runs.next_if(|(new, _)| *new == feature).map_or(0, |(_, more)| more);
        merged.push((feature, count + more));
    }
    merged.extend(runs);
    new.clear();
    merged
}

/// Everything seen in a turn, values weighted and scaled; `before` is the text of the turn before it.
pub(super) fn sights(text: &str, before: &str, rarity: &Rarity) -> Vec<Sight> {
    let words = words(text);
    let mut sights = spoken(&words);
    let mut norms: BTreeMap<Group, f64> = BTreeMap::new();
    let mut counts: BTreeMap<Feature, f64> = BTreeMap::new();
    for sight in &sights {
        *counts.entry(sight.feature).or_default() += 1.0;
    }
    for sight in &mut sights {
        let count = counts.get(&sight.feature).copied().unwrap_or(1.0);
        // Said more often counts more, ever less so; each saying carries its part.
        let once = (1.0 + libm::log(count)) * rarity.weight(sight.feature);
        sight.value = once / count;
        *norms.entry(sight.group).or_default() += once * once / count;
    }
    let shape = shape(text, &words, before, rarity);
    sights.extend(manner(&words, &shape));
    sights.extend(shape);
    for sight in &mut sights {
        let norm = norms.get(&sight.group).map_or(1.0, |squares| squares.sqrt().max(1e-9));
        let scale = SCALES.iter().find(|(group, _)| *group == sight.group).map_or(1.0, |(_, scale)| *scale);
        sight.value *= scale / norm;
    }
    sights
}

/// Words, pairs of neighbours, and the beginnings of sentences.
fn spoken(words: &[Word]) -> Vec<Sight> {
    let mut sights = Vec::with_capacity(words.len() * 3);
    let sight = |feature, group, from: &Word, to: &Word, name| {
        let span = Some((from.from, to.to));
        Sight { feature, group, value: 1.0, span, name, with: "" }
    };
    let mut start = true;
    for (at, word) in words.iter().enumerate() {
        sights.push(sight(hash(&["w", &word.text]), Group::Word, word, word, "a word"));
        let next = words.get(at + 1);
        if let Some(next) = next {
            sights.push(sight(hash(&["p", &word.text, &next.text]), Group::Pair, word, next, "a pair of words"));
        }
        if start && !word.mark {
            let name = "how a sentence begins";
            sights.push(sight(hash(&["^", &word.text]), Group::Start, word, word, name));
            if let Some(next) = next {
                sights.push(sight(hash(&["^", &word.text, &next.text]), Group::Start, word, next, name));
            }
        }
        start = word.mark;
    }
    sights
}

/// Length, punctuation, and how much of the turn was said just before.
fn shape(text: &str, words: &[Word], before: &str, rarity: &Rarity) -> Vec<Sight> {
    let sight = |name: &'static str, value: f64| Sight {
        feature: hash(&["#", name]),
        group: Group::Shape,
        value,
        span: None,
        name,
        with: "",
    };
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let length = words.iter().filter(|word| !word.mark).count();
    let question = text.contains('?');
    vec![
        sight("its length", libm::log(1.0 + length as f64) / 3.0 - 1.0),
        sight("being short", is(length <= 6)),
        sight("being long", is(length >= 30)),
        sight("ending in a question", is(text.trim_end().ends_with('?'))),
        sight("asking a question", is(question)),
        sight("asking nothing", is(!question)),
        sight("an exclamation", is(text.contains('!'))),
        sight("repeating what was said before", echo(words, before, rarity)),
    ]
}

/// In what manner the turn speaks: how often, how much of it, and together with each shape that it has.
fn manner(words: &[Word], shape: &[Sight]) -> Vec<Sight> {
    let sight = |name, with, value| Sight {
        feature: hash(&["~", name, with]),
        group: Group::Manner,
        value,
        span: None,
        name,
        with,
    };
    let mut sights = Vec::new();
    for one in manners(words) {
        sights.push(sight(one.name, "", one.often));
        sights.push(sight(one.name, "much", one.much));
        let shapes = shape.iter().filter(|shape| shape.value != 0.0);
        sights.extend(shapes.map(|shape| sight(one.name, shape.name, TOGETHER * one.often * shape.value)));
    }
    sights
}

/// The share of longer words that the turn before had too, the rare ones counting more; 0 to 2.
fn echo(here: &[Word], before: &str, rarity: &Rarity) -> f64 {
    let before = words(before);
    let weigh = |word: &&Word| rarity.weight(hash(&["w", &word.text]));
    let long = || here.iter().filter(|word| word.text.len() > 3);
    let all: f64 = long().map(|word| weigh(&word)).sum();
    let said: f64 = long().filter(|word| before.iter().any(|b| b.text == word.text)).map(|word| weigh(&word)).sum();
    if all > 0.0 { 2.0 * said / all } else { 0.0 }
}

/// FNV-1a over the parts of a description.
pub(super) fn hash(parts: &[&str]) -> Feature {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
