//! Classes of which a turn has exactly one: their models are made together.

use super::fit::{Example, Loss, minimise};
use super::model::{Model, Turn};

/// The prior's pull on the weights, and how it grows with each labelled turn: labels by people contradict one
/// another, and the more there are the less each should bend.
const RIDGE: f64 = 0.5;
const RIDGE_EACH: f64 = 0.001;

/// How freely the constant moves.
const LOOSE: f64 = 10.0;

/// Steps after which weights are good enough.
const STEPS: usize = 60;

impl Model {
    /// The most probable weights of the classes given labels.
    pub(super) fn fitted(&self, labelled: &[(usize, Vec<Option<f64>>)], precision: f64) -> Vec<Vec<f64>> {
        let rows = self.rows(labelled);
        let columns = columns(&rows);
        let width = columns.len() + 1;
        let place = |column: u32| columns.binary_search(&column).unwrap_or_default();
        let example = |(turn, labels, weight): &(&Turn, &[Option<f64>], f64)| Example {
            offset: turn.offset.clone(),
            features: turn.features.iter().map(|(column, value)| (place(*column), f64::from(*value))).collect(),
            labels: labels.to_vec(),
            weight: *weight,
        };
        let examples: Vec<Example> = rows.iter().map(example).collect();
        let loss = Loss {
            examples: &examples,
            columns: width,
            ridge: RIDGE + RIDGE_EACH * labelled.len() as f64,
            loose: LOOSE,
            link: self.link,
        };
        let packed = minimise(&loss, vec![0.0; self.classes * width], precision, STEPS);
        self.unpacked(&columns, &packed)
    }

    /// Everything to learn from: the codebook's examples and the labelled turns, rare classes weighing
    /// more.
    fn rows<'a>(&'a self, labelled: &'a [(usize, Vec<Option<f64>>)]) -> Vec<(&'a Turn, &'a [Option<f64>], f64)> {
        let weights = self.balance(labelled);
        let lessons = self.lessons.iter().map(|(turn, labels)| (turn, labels.as_slice(), 1.0));
        let yes = |labels: &[Option<f64>]| labels.iter().position(|label| *label == Some(1.0));
        let weight = |labels: &[Option<f64>]| yes(labels).and_then(|at| weights.get(at)).copied().unwrap_or(1.0);
        let turn = |(at, labels): &'a (usize, Vec<Option<f64>>)| {
            Some((self.turns.get(*at)?, labels.as_slice(), weight(labels)))
        };
        lessons.chain(labelled.iter().filter_map(turn)).collect()
    }

    /// For each class how much one of its turns weighs, so that all classes weigh alike.
    fn balance(&self, labelled: &[(usize, Vec<Option<f64>>)]) -> Vec<f64> {
        let many = |class: usize| labelled.iter().filter(|(_, labels)| labels.get(class) == Some(&Some(1.0))).count();
        let counts: Vec<f64> = (0..self.classes).map(|class| 3.0 + many(class) as f64).collect();
        let mean = counts.iter().sum::<f64>() / self.classes.max(1) as f64;
        counts.iter().map(|count| mean / count).collect()
    }

    fn unpacked(&self, columns: &[u32], packed: &[f64]) -> Vec<Vec<f64>> {
        let places = || columns.iter().map(|column| *column as usize).chain([self.vocabulary.len()]);
        let full = |row: &[f64]| {
            let mut full = vec![0.0; self.vocabulary.len() + 1];
            for (column, weight) in places().zip(row) {
                full.get_mut(column).into_iter().for_each(|cell| *cell = *weight);
            }
            full
        };
        packed.chunks(columns.len() + 1).map(full).collect()
    }
}

/// All columns of the rows, rising.
fn columns(rows: &[(&Turn, &[Option<f64>], f64)]) -> Vec<u32> {
    let mut columns: Vec<u32> =
        rows.iter().flat_map(|(turn, _, _)| turn.features.iter().map(|(column, _)| *column)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}
