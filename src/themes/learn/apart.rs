//! Codes that turns carry independently of each other: each has a model of its own, made anew when its labels change
//! and not before.
//!
//! The weights are found one label at a time (dual coordinate descent for logistic regression; Yu, Huang and Lin, 2011):
//! every label holds a share of the weights, and looks again at how surprising it is given all others. That takes a few
//! rounds over what the labelled turns have in them, whatever else the project holds; labels whose share no longer moves
//! are passed over until the others have come to rest. It always begins at nothing: what was learnt before would
//! shorten the way and leave its trace in the answer.

use super::model::Turn;

/// The prior's pull on the weights, and how it grows with each label: labels by people contradict one another, and the
/// more there are the less each should bend.
const RIDGE: f64 = 0.5;
const RIDGE_EACH: f64 = 0.001;

/// How freely the constant moves. A first yes has no no beside it: the constant must not follow it.
const LOOSE: f64 = 0.1;

/// The shares of labels are known when none moves by more, or after so many rounds: probabilities are then right to a
/// part in a thousand, which nobody sees.
const STILL: f64 = 1e-3;
const ROUNDS: usize = 200;

/// In how many parts the labels are cut, each judged by a model of the others; and how exactly.
const FOLDS: usize = 5;
const ROUGH: f64 = 1e-2;

/// Labels that are judged so: a temperature needs no more. With many labels each part is a model of many, and fewer
/// parts do: so many labels are looked at for that in all.
const JUDGED: usize = 250;
const LOOKED_AT: usize = 1_250;

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
        let mut fit = Fit { shares: vec![0.0; cases.len()], weights: vec![0.0; columns + 1], ridge };
        let all: Vec<usize> = (0..cases.len()).collect();
        fit.descend(&cases, &all, STILL);
        self.judge(&cases, &fit);
        self.weights = fit.weights;
        true
    }

    /// Judges labels by models of the others, which start from what is known of all.
    fn judge(&mut self, cases: &[Case], all: &Fit) {
        let mut chosen: Vec<usize> = (0..self.labels.len()).collect();
        // Which ones depends on the turns alone, not on when they were labelled.
        chosen.sort_by_key(|at| {
            self.labels.get(*at).map(|(turn, _)| u64::from(*turn).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        chosen.truncate(JUDGED);
        for fold in 0..(LOOKED_AT / self.labels.len().max(1)).clamp(1, FOLDS) {
            let held: Vec<usize> = chosen.iter().copied().skip(fold).step_by(FOLDS).collect();
            let mut fit = all.clone();
            let mut rest = vec![true; cases.len()];
            for at in &held {
                fit.move_to(cases, *at, 0.0);
                rest[*at] = false;
            }
            let rest: Vec<usize> = (0..cases.len()).filter(|at| rest[*at]).collect();
            fit.descend(cases, &rest, ROUGH);
            self.judged.extend(held.iter().map(|at| (cases[*at].score(&fit.weights), cases[*at].yes)));
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

/// Weights on the way to the most probable ones: the sum of the cases, each by its share.
#[derive(Clone)]
struct Fit {
    shares: Vec<f64>,
    weights: Vec<f64>,
    ridge: f64,
}

impl Fit {
    /// Brings the shares of some cases to where none moves by more than `still`.
    fn descend(&mut self, cases: &[Case], some: &[usize], still: f64) {
        let mut moving = some.to_vec();
        for _ in 0..ROUNDS {
            let all = moving.len() == some.len();
            moving.retain(|at| self.look_again(cases, *at) > still);
            if moving.is_empty() {
                if all {
                    return;
                }
                moving = some.to_vec();
            }
        }
    }

    /// Brings the share of a case to how surprising its label is; by how much it moved.
    fn look_again(&mut self, cases: &[Case], at: usize) -> f64 {
        let (case, share) = (&cases[at], self.shares[at]);
        let score = case.score(&self.weights);
        let next = surprise(if case.yes { score } else { -score }, case.square / self.ridge, share);
        self.move_to(cases, at, next);
        (next - share).abs()
    }

    fn move_to(&mut self, cases: &[Case], at: usize, share: f64) {
        let before = std::mem::replace(&mut self.shares[at], share);
        cases[at].pull(&mut self.weights, (share - before) / self.ridge);
    }
}

/// How surprising a label is, 0 to 1, once its weights have moved accordingly: the share `s` for which
/// `s = 1 / (1 + exp(score + bend * (s - share)))`, by Newton's method on its log-odds.
fn surprise(score: f64, bend: f64, share: f64) -> f64 {
    let chance = |odds: f64| 1.0 / (1.0 + libm::exp(-odds));
    // Where the share was is near where it will be; at first it is nowhere.
    let mut odds = if share > 0.0 && share < 1.0 { libm::log(share / (1.0 - share)) } else { -score };
    for _ in 0..20 {
        let here = chance(odds);
        let step = (odds + score + bend * (here - share)) / (1.0 + bend * here * (1.0 - here));
        odds -= step;
        if step.abs() < 1e-6 {
            break;
        }
    }
    chance(odds)
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
        let cases: Vec<Case> = labels.iter().map(|(at, yes)| Case::new(&turns[*at as usize], 0, *yes)).collect();
        let ridge = RIDGE + 3.0 * RIDGE_EACH;
        let mut fit = Fit { shares: vec![0.0; 3], weights: vec![0.0; 4], ridge };
        fit.descend(&cases, &[0, 1, 2], 1e-8);
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
                let mut moved = fit.weights.clone();
                moved[at] += step;
                loss(&moved)
            };
            assert!(((beside(1e-4) - beside(-1e-4)) / 2e-4).abs() < 1e-5, "weight {at} of {:?}", fit.weights);
        }
        let mut apart = Apart::default();
        assert!(apart.learn(0, labels.clone(), &turns, &[], 3));
        assert!(!apart.learn(0, labels, &turns, &[], 3), "equal labels are not learnt again");
        let near = fit.weights.iter().zip(&apart.weights).all(|(exact, quick)| (exact - quick).abs() < 0.03);
        assert!(near, "{:?} {:?}", fit.weights, apart.weights);
    }
}
