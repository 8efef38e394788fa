//! What a model sees of a turn: words, pairs of words, how sentences begin, punctuation, length, how much of it repeats
//! the turn before, and in what manner it speaks.

use super::manner::{self, manners};
use super::vocabulary::Vocabulary;
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

/// What is seen of a turn as a whole.
const SHAPES: [Name; 8] = [
    Name("length", "its length"),
    Name("short", "being short"),
    Name("long", "being long"),
    Name("ends_asking", "ending in a question"),
    Name("asks", "asking a question"),
    Name("asks_nothing", "asking nothing"),
    Name("exclaims", "an exclamation"),
    Name("repeats", "repeating what was said before"),
];

/// What stands together with nothing.
const ALONE: Name = Name("", "");

/// How much of a turn speaks in a manner, besides how often.
const MUCH: Name = Name("", "much");

/// What something seen is called: a stable code, by which other languages say it, and the words in English, which its
/// feature is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name(pub(super) &'static str, pub(super) &'static str);

/// Something seen in a turn: a feature, its value, and which words it is.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    pub(super) feature: Feature,
    pub(super) group: Group,
    pub(super) value: f64,
    /// Where it stands, in bytes; nothing for what has no place.
    pub(super) span: Option<(usize, usize)>,
    /// What it is called.
    pub(super) name: Name,
    /// What it stands together with; may be [nothing](ALONE).
    pub(super) with: Name,
}

/// Everything that may be seen in a turn and is no word.
pub(super) fn wordless() -> impl Iterator<Item = Feature> {
    let with = || [ALONE, MUCH].into_iter().chain(SHAPES);
    let manners = manner::NAMES.into_iter().flat_map(move |name| with().map(move |with| hash(&["~", name.1, with.1])));
    SHAPES.into_iter().map(|name| hash(&["#", name.1])).chain(manners)
}

/// Everything seen in a turn, values weighted and scaled; `before` is the text of the turn before it.
pub(super) fn sights(text: &str, before: &str, vocabulary: &Vocabulary) -> Vec<Sight> {
    let words = words(text);
    let mut sights = spoken(&words);
    let order = ordered(sights.iter().map(|sight| sight.feature));
    let mut norms = [0.0; SCALES.len()];
    // Said more often counts more, ever less so; each saying carries its part.
    for same in order.chunk_by(|(a, _), (b, _)| a == b) {
        let count = same.len() as f64;
        let more = if count > 1.0 { libm::log(count) } else { 0.0 };
        for (feature, at) in same {
            let once = (1.0 + more) * vocabulary.weight(*feature);
            sights[*at].value = once / count;
            norms[sights[*at].group as usize] += once * once / count;
        }
    }
    let shape = shape(text, &words, before, vocabulary);
    sights.extend(manner(&words, &shape));
    sights.extend(shape);
    for sight in &mut sights {
        let squares: f64 = norms[sight.group as usize];
        let norm = if squares > 0.0 { squares.sqrt() } else { 1.0 };
        sight.value *= SCALES[sight.group as usize].1 / norm;
    }
    sights
}

/// Features with their places, equal ones side by side.
pub(super) fn ordered(features: impl Iterator<Item = Feature>) -> Vec<(Feature, usize)> {
    let mut order: Vec<(Feature, usize)> = features.enumerate().map(|(at, feature)| (feature, at)).collect();
    order.sort_unstable();
    order
}

/// Words, pairs of neighbours, and the beginnings of sentences.
#[inline(never)]
pub(super) fn spoken(words: &[Word]) -> Vec<Sight> {
    let mut sights = Vec::with_capacity(words.len() * 3);
    let sight = |feature, group, from: &Word, to: &Word, name| {
        let span = Some((from.from, to.to));
        Sight { feature, group, value: 1.0, span, name, with: ALONE }
    };
    let mut start = true;
    for (at, word) in words.iter().enumerate() {
        sights.push(sight(hash(&["w", &word.text]), Group::Word, word, word, Name("word", "a word")));
        let next = words.get(at + 1);
        if let Some(next) = next {
            let name = Name("pair", "a pair of words");
            sights.push(sight(hash(&["p", &word.text, &next.text]), Group::Pair, word, next, name));
        }
        if start && !word.mark {
            let name = Name("begins", "how a sentence begins");
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
fn shape(text: &str, words: &[Word], before: &str, vocabulary: &Vocabulary) -> Vec<Sight> {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let length = words.iter().filter(|word| !word.mark).count();
    let question = text.contains('?');
    let values = [
        libm::log(1.0 + length as f64) / 3.0 - 1.0,
        is(length <= 6),
        is(length >= 30),
        is(text.trim_end().ends_with('?')),
        is(question),
        is(!question),
        is(text.contains('!')),
        echo(words, before, vocabulary),
    ];
    let sight = |(name, value): (Name, f64)| Sight {
        feature: hash(&["#", name.1]),
        group: Group::Shape,
        value,
        span: None,
        name,
        with: ALONE,
    };
    SHAPES.into_iter().zip(values).map(sight).collect()
}

/// In what manner the turn speaks: how often, how much of it, and together with each shape that it has.
fn manner(words: &[Word], shape: &[Sight]) -> Vec<Sight> {
    let sight = |name: Name, with: Name, value| Sight {
        feature: hash(&["~", name.1, with.1]),
        group: Group::Manner,
        value,
        span: None,
        name,
        with,
    };
    let mut sights = Vec::new();
    for one in manners(words) {
        sights.push(sight(one.name, ALONE, one.often));
        sights.push(sight(one.name, MUCH, one.much));
        let shapes = shape.iter().filter(|shape| shape.value != 0.0);
        sights.extend(shapes.map(|shape| sight(one.name, shape.name, TOGETHER * one.often * shape.value)));
    }
    sights
}

/// The share of longer words that the turn before had too, the rare ones counting more; 0 to 2.
fn echo(here: &[Word], before: &str, vocabulary: &Vocabulary) -> f64 {
    let key = |word: &Word| (word.text.len() > 3).then(|| hash(&["w", &word.text]));
    let before: Vec<Feature> = words(before).iter().filter_map(key).collect();
    let (mut all, mut said) = (0.0, 0.0);
    for feature in here.iter().filter_map(key) {
        let weight = vocabulary.weight(feature);
        all += weight;
        said += if before.contains(&feature) { weight } else { 0.0 };
    }
    if all > 0.0 { 2.0 * said / all } else { 0.0 }
}

/// FNV-1a over the parts of a description.
#[inline(never)]
pub(super) fn hash(parts: &[&str]) -> Feature {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
