//! Classes of which a turn has exactly one: their models are made together.

use super::fit::{Example, Loss, minimise};
use super::model::{Learnt, Model, Turn};

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
    pub(super) fn fitted(&self, labelled: &[(usize, Vec<Option<f64>>)], precision: f64) -> Vec<Learnt> {
        let rows = self.rows(labelled);
        let columns = columns(&rows);
        // After the columns come the rows, each with what its turn alone has, and the constant.
        let width = columns.len() + rows.len() + 1;
        let place = |column: u32| columns.binary_search(&column).unwrap_or_default();
        let example = |(row, (turn, labels, weight)): (usize, &(&Turn, &[Option<f64>], f64))| {
            let seen = turn.features.iter().map(|(column, value)| (place(*column), f64::from(*value)));
            Example {
                offset: turn.offset.to_vec(),
                features: seen.chain([(columns.len() + row, turn.own.sqrt())]).collect(),
                labels: labels.to_vec(),
                weight: *weight,
            }
        };
        let examples: Vec<Example> = rows.iter().enumerate().map(example).collect();
        let loss = Loss {
            examples: &examples,
            columns: width,
            ridge: RIDGE + RIDGE_EACH * labelled.len() as f64,
            loose: LOOSE,
            link: self.link,
        };
        let packed = minimise(&loss, vec![0.0; self.classes * width], precision, STEPS);
        packed.chunks(width).map(|packed| self.unpacked(&columns, packed, labelled)).collect()
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

    /// The weights of a class by column, and what it says of the labelled turns, which are the last rows.
    fn unpacked(&self, columns: &[u32], packed: &[f64], labelled: &[(usize, Vec<Option<f64>>)]) -> Learnt {
        let mut weights = vec![0.0; self.vocabulary.len() + 1];
        for (column, weight) in columns.iter().zip(packed) {
            weights.get_mut(*column as usize).into_iter().for_each(|cell| *cell = *weight);
        }
        if let (Some(constant), Some(last)) = (weights.last_mut(), packed.last()) {
            *constant = *last;
        }
        let rows = packed.iter().skip(columns.len() + self.lessons.len());
        let part = |((place, _), weight): (&(usize, _), &f64)| {
            Some((u32::try_from(*place).ok()?, weight * self.turns.get(*place)?.own.sqrt()))
        };
        let own = labelled.iter().zip(rows).filter_map(part).filter(|(_, part)| *part != 0.0).collect();
        Learnt { weights, own }
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
