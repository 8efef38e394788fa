//! Codes that turns carry independently of each other: each has a model of its own, made anew when its labels change
//! and not before.
//!
//! The weights are found one label at a time (dual coordinate descent for logistic regression; Yu, Huang and Lin, 2011):
//! every label holds a share of the weights, and looks again at how surprising it is given all others. That takes a few
//! rounds over what the labelled turns have in them, whatever else the project holds.

use super::model::Turn;

/// The prior's pull on the weights, and how it grows with each label: labels by people contradict one another, and the
/// more there are the less each should bend.
const RIDGE: f64 = 0.5;
const RIDGE_EACH: f64 = 0.001;

/// How freely the constant moves. A first yes has no no beside it: the constant must not follow it.
const LOOSE: f64 = 0.1;

/// The shares of labels are known when none moves by more, or after so many rounds.
const STILL: f64 = 1e-7;
const ROUNDS: usize = 200;

/// In how many parts the labels are cut, each judged by a model of the others; and how exactly.
const FOLDS: usize = 5;
const ROUGH: f64 = 1e-3;

/// Labels that are judged so: a temperature needs no more.
const JUDGED: usize = 250;

/// What a person said of a class: the place of the turn, and whether it carries the class.
pub(super) type Said = (u32, bool);

/// What was learnt of one class.
#[derive(Clone, Debug, Default)]
pub(super) struct Apart {
    /// From which labels, by the places of the turns.
    labels: Vec<Said>,
    /// Weights by column, the constant last.
    pub(super) weights: Vec<f64>,
    /// The log-odds of labelled turns by models that did not know their labels, and the labels.
    pub(super) judged: Vec<(f64, bool)>,
}

/// A label as the descent sees it.
struct Case<'a> {
    turn: &'a Turn,
    offset: f64,
    yes: bool,
    /// The squares of its values, the constant's included.
    square: f64,
}

impl Apart {
    /// Learns these labels beside the codebook's `lessons`, if they are others than before. Whether they were.
    pub(super) fn learn(
        &mut self,
        class: usize,
        labels: Vec<Said>,
        turns: &[Turn],
        lessons: &[(&Turn, bool)],
        columns: usize,
    ) -> bool {
        if self.labels == labels {
            return false;
        }
        self.labels = labels;
        (self.weights, self.judged) = (Vec::new(), Vec::new());
        if self.labels.is_empty() {
            return true;
        }
        let labelled = self.labels.iter().filter_map(|(place, yes)| Some((turns.get(*place as usize)?, *yes)));
        let cases: Vec<Case> =
            labelled.chain(lessons.iter().copied()).map(|(turn, yes)| Case::new(turn, class, yes)).collect();
        let ridge = RIDGE + RIDGE_EACH * self.labels.len() as f64;
        let mut shares = vec![0.0; cases.len()];
        self.weights = vec![0.0; columns + 1];
        let all: Vec<usize> = (0..cases.len()).collect();
        descend(&cases, &all, ridge, STILL, &mut shares, &mut self.weights);
        self.judge(&cases, ridge, &shares);
        true
    }

    /// Judges labels by models of the others, which start from what is known of all.
    fn judge(&mut self, cases: &[Case], ridge: f64, shares: &[f64]) {
        let mut chosen: Vec<usize> = (0..self.labels.len()).collect();
        // Which ones depends on the turns alone, not on when they were labelled.
        chosen.sort_by_key(|at| {
            self.labels.get(*at).map(|(turn, _)| u64::from(*turn).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        chosen.truncate(JUDGED);
        for fold in 0..FOLDS {
            let held: Vec<usize> = chosen.iter().copied().skip(fold).step_by(FOLDS).collect();
            let (mut shares, mut weights) = (shares.to_vec(), self.weights.clone());
            let mut rest = vec![true; cases.len()];
            for at in &held {
                cases[*at].pull(&mut weights, -shares[*at] / ridge);
                (shares[*at], rest[*at]) = (0.0, false);
            }
            let rest: Vec<usize> = (0..cases.len()).filter(|at| rest[*at]).collect();
            descend(cases, &rest, ridge, ROUGH, &mut shares, &mut weights);
            self.judged.extend(held.iter().map(|at| (cases[*at].score(&weights), cases[*at].yes)));
        }
    }
}

impl<'a> Case<'a> {
    fn new(turn: &'a Turn, class: usize, yes: bool) -> Self {
        let square = LOOSE + turn.features.iter().map(|(_, value)| f64::from(*value) * f64::from(*value)).sum::<f64>();
        Self { turn, offset: turn.offset.get(class).copied().unwrap_or_default(), yes, square }
    }

    fn score(&self, weights: &[f64]) -> f64 {
        self.offset + self.turn.learnt(weights)
    }

    /// Moves the weights towards the label.
    fn pull(&self, weights: &mut [f64], amount: f64) {
        let amount = if self.yes { amount } else { -amount };
        for (column, value) in &self.turn.features {
            if let Some(weight) = weights.get_mut(*column as usize) {
                *weight += amount * f64::from(*value);
            }
        }
        if let Some(constant) = weights.last_mut() {
            *constant += amount * LOOSE;
        }
    }
}

/// Brings the shares of some cases, and with them the weights, to where no share moves by more than `still`.
fn descend(cases: &[Case], some: &[usize], ridge: f64, still: f64, shares: &mut [f64], weights: &mut [f64]) {
    for _ in 0..ROUNDS {
        let mut most: f64 = 0.0;
        for at in some {
            let (case, share) = (&cases[*at], shares[*at]);
            let score = case.score(weights);
            let next = surprise(if case.yes { score } else { -score }, case.square / ridge, share);
            case.pull(weights, (next - share) / ridge);
            shares[*at] = next;
            most = most.max((next - share).abs());
        }
        if most <= still {
            return;
        }
    }
}

/// How surprising a label is, 0 to 1, once its weights have moved accordingly: the share `s` for which
/// `s = 1 / (1 + exp(score + bend * (s - share)))`, by Newton's method on its log-odds.
fn surprise(score: f64, bend: f64, share: f64) -> f64 {
    let mut odds = -score;
    for _ in 0..20 {
        let here = 1.0 / (1.0 + libm::exp(-odds));
        let step = (odds + score + bend * (here - share)) / (1.0 + bend * here * (1.0 - here));
        odds -= step;
        if step.abs() < 1e-9 {
            break;
        }
    }
    1.0 / (1.0 + libm::exp(-odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns() -> Vec<Turn> {
        let turn = |offset: f64, features: &[(u32, f32)]| Turn { offset: vec![offset], features: features.to_vec() };
        vec![turn(0.3, &[(0, 1.0), (2, -0.5)]), turn(-1.0, &[(1, 2.0)]), turn(0.0, &[(0, 0.3), (1, 0.2)])]
    }

    /// The most probable weights are those at which the loss, by its definition, does not slope: finite differences.
    #[test]
    fn at_what_was_learnt_the_loss_is_least() {
        let turns = turns();
        let labels = vec![(0, true), (1, false), (2, true)];
        let mut apart = Apart::default();
        assert!(apart.learn(0, labels.clone(), &turns, &[], 3));
        assert!(!apart.learn(0, labels.clone(), &turns, &[], 3), "equal labels are not learnt again");
        let ridge = RIDGE + 3.0 * RIDGE_EACH;
        let loss = |weights: &[f64]| {
            let prior = |(at, w): (usize, &f64)| 0.5 * ridge / if at == 3 { LOOSE } else { 1.0 } * w * w;
            let miss = |(place, yes): &(u32, bool)| {
                let score = Case::new(&turns[*place as usize], 0, *yes).score(weights);
                libm::log(1.0 + libm::exp(if *yes { -score } else { score }))
            };
            weights.iter().enumerate().map(prior).sum::<f64>() + labels.iter().map(miss).sum::<f64>()
        };
        for at in 0..4 {
            let beside = |step: f64| {
                let mut moved = apart.weights.clone();
                moved[at] += step;
                loss(&moved)
            };
            assert!(((beside(1e-4) - beside(-1e-4)) / 2e-4).abs() < 1e-5, "weight {at} of {:?}", apart.weights);
        }
    }
}
