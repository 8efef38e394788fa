//! The features that models give weights, and how rare each is among the turns of a project.

use super::features::{Feature, spoken, wordless};
use super::words::words;

/// Features counted at once: in a large project they are a hundred times as many as there are different ones.
const BATCH: usize = 1 << 18;

/// Features by the upper bits of their hashes: so many groups, each of a few.
const GROUPS: u32 = 14;

/// What models know of features: those that several turns have, or that stand for more than a word.
///
/// Most pairs of words are said in a single turn. They say nothing of any other turn and have no weights; what a turn has
/// of them is known from the turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// Rising; their places are columns.
    features: Vec<Feature>,
    /// How much each counts: the logarithm of how few turns have it.
    weights: Vec<f64>,
    /// How much a feature counts that a single turn has.
    once: f64,
    /// Where each group starts.
    groups: Vec<u32>,
}

impl Vocabulary {
    /// What several texts have, and `more` beside it.
    pub(super) fn of(counts: Counts, mut more: Vec<Feature>) -> Self {
        let Counts { known, mut new, texts } = counts;
        let (known, turns) = (counted(known, &mut new), f64::from(texts));
        let weight = |count: u32| 1.0 + libm::log((1.0 + turns) / (1.0 + f64::from(count)));
        more.extend(wordless());
        more.sort_unstable();
        more.dedup();
        let mut known = counted(known, &mut more.clone());
        known.retain_mut(|(feature, count)| {
            let named = more.binary_search(feature).is_ok();
            // What was named was counted once for that.
            *count = (*count - u32::from(named)).max(1);
            named || *count > 1
        });
        let features: Vec<Feature> = known.iter().map(|(feature, _)| *feature).collect();
        let weights = known.iter().map(|(_, count)| weight(*count)).collect();
        let groups = groups(&features);
        Self { features, weights, once: weight(1), groups }
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.features.len()
    }

    /// The column of a feature.
    pub(super) fn column(&self, feature: Feature) -> Option<u32> {
        let group = group(feature);
        let [from, to] = [group, group + 1].map(|group| self.groups.get(group).map(|start| *start as usize));
        let known = self.features.get(from?..to?)?;
        let at = known.binary_search(&feature).ok()?;
        u32::try_from(from? + at).ok()
    }

    /// How much a feature counts that is a word or a pair.
    pub(super) fn weight(&self, feature: Feature) -> f64 {
        let weight = self.column(feature).and_then(|column| self.weights.get(column as usize));
        weight.copied().unwrap_or(self.once)
    }
}

fn group(feature: Feature) -> usize {
    usize::try_from(feature >> (Feature::BITS - GROUPS)).unwrap_or_default()
}

/// Where each group starts among rising features, and where the last one ends.
fn groups(features: &[Feature]) -> Vec<u32> {
    let mut starts = vec![0_u32; (1 << GROUPS) + 1];
    for feature in features {
        starts.get_mut(group(*feature) + 1).into_iter().for_each(|count| *count += 1);
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// In how many texts each feature is.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Rising by feature.
    known: Vec<(Feature, u32)>,
    /// Features of further texts, not yet counted.
    new: Vec<Feature>,
    texts: u32,
}

impl Counts {
    /// Counts what a text has.
    pub(super) fn add(&mut self, text: &str) {
        let mut here: Vec<Feature> = spoken(&words(text)).iter().map(|sight| sight.feature).collect();
        here.sort_unstable();
        here.dedup();
        self.new.append(&mut here);
        self.texts += 1;
        if self.new.len() >= BATCH {
            self.known = counted(std::mem::take(&mut self.known), &mut self.new);
        }
    }

    /// How many texts were counted.
    pub(super) fn texts(&self) -> u32 {
        self.texts
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

#[cfg(test)]
mod tests {
    use super::super::features::hash;
    use super::*;

    #[test]
    fn what_several_turns_have_is_known_and_what_one_has_is_not() {
        let texts = ["we met late", "we met again", "again we sat"];
        let more = hash(&["code", "0"]);
        let mut counts = Counts::default();
        texts.iter().for_each(|text| counts.add(text));
        let vocabulary = Vocabulary::of(counts, vec![more]);
        let column = |word: &str| vocabulary.column(hash(&["w", word]));
        assert!(column("we").is_some() && column("met").is_some() && column("again").is_some());
        assert!(column("late").is_none() && column("sat").is_none() && column("never").is_none());
        assert!(vocabulary.column(more).is_some() && vocabulary.column(hash(&["p", "we", "met"])).is_some());
        let weight = |word: &str| vocabulary.weight(hash(&["w", word]));
        assert!(weight("we") < weight("met") && weight("met") < weight("late"));
        let columns: Vec<u32> = vocabulary.features.iter().filter_map(|feature| vocabulary.column(*feature)).collect();
        assert_eq!(columns, (0..u32::try_from(vocabulary.len()).unwrap()).collect::<Vec<_>>());
    }

    /// Counting in batches is counting.
    #[test]
    fn counts_add_up() {
        let mut new = vec![5, 3, 5];
        let known = counted(Vec::new(), &mut new);
        new.extend([7, 5, 1]);
        assert_eq!(counted(known, &mut new), [(1, 1), (3, 1), (5, 3), (7, 1)]);
    }
}
