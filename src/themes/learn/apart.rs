//! Codes that turns carry independently of each other: each has a model of its own, made anew when its labels change
//! and not before.
//!
//! The weights are found one label at a time (dual coordinate descent for logistic regression; Yu, Huang and Lin, 2011):
//! every label holds a share of the weights, and looks again at how surprising it is given all others. That takes a few
//! rounds over what the labelled turns share, whatever else the project holds; labels whose share no longer moves are
//! passed over until the others have come to rest. It always begins at nothing: what was learnt before would
//! shorten the way and leave its trace in the answer.

use super::model::{Learnt, Turn};
use super::rows::{OWN, Rows};

/// The prior's pull on the weights, and how it grows with each label: labels by people contradict one another, and the
/// more there are the less each should bend.
const RIDGE: f64 = 0.5;
const RIDGE_EACH: f64 = 0.001;

/// How freely the constant moves. A first yes has no no beside it: the constant must not follow it.
const LOOSE: f64 = 0.1;

/// The shares of labels are known when none moves by more, but for a few of them that have come to rest since, or after
/// so many rounds: probabilities are then right to a part in a hundred, mostly to one in a thousand, which nobody sees.
const STILL: f64 = 2e-3;
const FEW: f64 = 0.03;
const ROUNDS: usize = 200;

/// A step of log-odds so small that the change of the share is known from its slopes.
const NEAR: f64 = 0.1;

/// The greatest step that is tried at first.
const FAR: f64 = 3.0;

/// Labels that are judged by what the others say: a temperature needs no more.
const JUDGED: usize = 250;

/// What a person said of a class: the place of the turn, and whether it carries the class.
pub(super) type Said = (u32, bool);

/// What was learnt of one class.
#[derive(Clone, Debug, Default)]
pub(super) struct Apart {
    /// From which labels, by the places of the turns.
    labels: Vec<Said>,
    pub(super) learnt: Learnt,
    /// The log-odds of labelled turns as if their labels were not known, and the labels.
    pub(super) judged: Vec<(f64, bool)>,
}

impl Apart {
    /// Whether these labels are others than those it learnt from.
    pub(super) fn differs(&self, labels: &[Said]) -> bool {
        self.labels != labels
    }

    /// Learns these labels, of the first of the rows, beside the codebook's `lessons`: other rows, by their numbers.
    pub(super) fn learn(&mut self, class: usize, labels: Vec<Said>, rows: &Rows, lessons: &[(usize, bool)]) {
        *self = Self { labels, ..Self::default() };
        if self.labels.is_empty() {
            return;
        }
        let labelled = self.labels.iter().enumerate().map(|(row, (_, yes))| (row, *yes));
        let cases = Cases::new(class, rows, labelled.chain(lessons.iter().copied()));
        let mut fit = Fit::new(&cases, RIDGE + RIDGE_EACH * self.labels.len() as f64);
        fit.descend(&cases, STILL);
        self.judged = fit.judged(&cases, &self.chosen());
        let own = self.labels.iter().enumerate().map(|(at, (place, _))| (*place, fit.own(&cases, at)));
        self.learnt = Learnt { weights: fit.spread(&cases), own: own.filter(|(_, part)| *part != 0.0).collect() };
    }

    /// The labels that are judged, by their numbers. Which ones depends on the turns alone, not on when they were labelled.
    fn chosen(&self) -> Vec<usize> {
        let mixed =
            |at: &usize| self.labels.get(*at).map(|(place, _)| u64::from(*place).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut chosen: Vec<usize> = (0..self.labels.len()).collect();
        chosen.sort_by_key(mixed);
        chosen.truncate(JUDGED);
        chosen
    }
}

/// The labels of a class.
struct Cases<'a> {
    rows: &'a Rows<'a>,
    all: Vec<Case<'a>>,
}

/// A label as the descent sees it.
struct Case<'a> {
    turn: &'a Turn,
    offset: f64,
    yes: bool,
    /// What the turn shares with other rows.
    shared: &'a [(u32, f32)],
    /// The squares of its values, the constant's included, and of those that no other row has.
    square: f64,
    own: f64,
}

impl<'a> Cases<'a> {
    fn new(class: usize, rows: &'a Rows<'a>, labels: impl Iterator<Item = (usize, bool)>) -> Self {
        let case = |(row, yes)| {
            let row = rows.get(row)?;
            let offset = row.turn.offset.get(class).copied().unwrap_or_default();
            let (square, own) = (row.square + LOOSE, row.own);
            Some(Case { turn: row.turn, offset, yes, shared: rows.shared(row), square, own })
        };
        Self { rows, all: labels.filter_map(case).collect() }
    }
}

/// Weights on the way to the most probable ones: the sum of the cases, each by its share.
#[derive(Clone)]
struct Fit {
    shares: Vec<f64>,
    /// The log-odds of the shares, where they are not nothing.
    odds: Vec<f64>,
    /// Of what is shared, the constant last.
    weights: Vec<f64>,
    ridge: f64,
}

impl Fit {
    fn new(cases: &Cases, ridge: f64) -> Self {
        let none = vec![0.0; cases.all.len()];
        Self { shares: none.clone(), odds: none, weights: vec![0.0; cases.rows.width + 1], ridge }
    }

    /// Brings the shares to where none moves by more than `still`.
    fn descend(&mut self, cases: &Cases, still: f64) {
        let all: Vec<usize> = (0..cases.all.len()).collect();
        let few = (FEW * all.len() as f64) as usize;
        let (mut moving, mut last) = (all.clone(), false);
        for _ in 0..ROUNDS {
            let whole = moving.len() == all.len();
            moving.retain(|at| self.look_again(cases, *at, still) > still);
            last |= whole && moving.len() <= few;
            if moving.is_empty() {
                if last {
                    return;
                }
                moving.clone_from(&all);
            }
        }
    }

    /// Brings the share of a case to how surprising its label is, unless it is there but for half of `still`; by how much
    /// it is off.
    fn look_again(&mut self, cases: &Cases, at: usize, still: f64) -> f64 {
        let (case, share, odds) = (&cases.all[at], self.shares[at], self.odds[at]);
        let score = self.score(case, share);
        let (score, bend) = (if case.yes { score } else { -score }, case.square / self.ridge);
        let step = -(odds + score) / (1.0 + bend * share * (1.0 - share));
        let (odds, next) = if share == 0.0 {
            surprise(score, bend, share, -score)
        } else if step.abs() < NEAR {
            (odds + step, beside(share, step))
        } else {
            surprise(score, bend, share, odds + step.clamp(-FAR, FAR))
        };
        let off = (next - share).abs();
        if off > 0.5 * still {
            self.move_to(case, share, next);
            (self.shares[at], self.odds[at]) = (next, odds);
        }
        off
    }

    /// The log-odds of a case that has this share.
    fn score(&self, case: &Case, share: f64) -> f64 {
        let part = |(number, value): &(u32, f32)| self.weights[*number as usize] * f64::from(*value);
        let shared: f64 = case.shared.iter().map(part).sum();
        case.offset + self.weights.last().copied().unwrap_or_default() + shared + self.signed(case, share) * case.own
    }

    fn move_to(&mut self, case: &Case, before: f64, share: f64) {
        let amount = self.signed(case, share - before);
        for (number, value) in case.shared {
            self.weights[*number as usize] += amount * f64::from(*value);
        }
        if let Some(constant) = self.weights.last_mut() {
            *constant += amount * LOOSE;
        }
    }

    /// How far a share of a case moves the weights.
    fn signed(&self, case: &Case, share: f64) -> f64 {
        (if case.yes { share } else { -share }) / self.ridge
    }

    /// What is said of a case by what its turn alone has.
    fn own(&self, cases: &Cases, at: usize) -> f64 {
        let case = &cases.all[at];
        self.signed(case, self.shares[at]) * case.turn.own
    }

    /// The log-odds of cases as if the weights had been found without each, and what it is: its share comes off as far as
    /// the other cases do not hold the weights, each feature taken by itself.
    fn judged(&self, cases: &Cases, chosen: &[usize]) -> Vec<(f64, bool)> {
        let held = self.held(cases);
        let judge = |at: &usize| {
            let (case, share) = (&cases.all[*at], self.shares[*at]);
            let slope = share * (1.0 - share);
            let square = |(number, value): &(u32, f32)| (*number as usize, f64::from(*value) * f64::from(*value));
            let constant = (cases.rows.width, LOOSE);
            let free = |(number, square): (usize, f64)| square / (held[number] - slope * square);
            let shared: f64 = case.shared.iter().map(square).chain([constant]).map(free).sum();
            let without = if case.yes { -share } else { share } * (shared + case.own / self.ridge);
            (self.score(case, share) + without, case.yes)
        };
        chosen.iter().map(judge).collect()
    }

    /// How firmly the prior and all cases hold each weight: the second derivatives of the loss.
    fn held(&self, cases: &Cases) -> Vec<f64> {
        let mut held = vec![self.ridge; self.weights.len()];
        for (case, share) in cases.all.iter().zip(&self.shares) {
            let slope = share * (1.0 - share);
            for (number, value) in case.shared {
                held[*number as usize] += slope * f64::from(*value) * f64::from(*value);
            }
            held[cases.rows.width] += slope * LOOSE;
        }
        held
    }

    /// The weights by column, the constant last.
    fn spread(&self, cases: &Cases) -> Vec<f64> {
        let shared = |number: &u32| self.weights.get(*number as usize).filter(|_| *number != OWN).copied();
        let constant = self.weights.last().copied().unwrap_or_default();
        let numbers = &cases.rows.numbers;
        let mut weights: Vec<f64> =
            numbers.iter().map(|number| shared(number).unwrap_or_default()).chain([constant]).collect();
        for (case, share) in cases.all.iter().zip(&self.shares) {
            let amount = self.signed(case, *share);
            for (column, value) in case.turn.features.iter() {
                let column = *column as usize;
                if numbers.get(column) == Some(&OWN) {
                    weights[column] = amount * f64::from(*value);
                }
            }
        }
        weights
    }
}

/// How surprising a label is, 0 to 1, once its weights have moved accordingly: the share `s` for which
/// `s = 1 / (1 + exp(score + bend * (s - share)))`, after its log-odds, by Newton's method on them.
fn surprise(score: f64, bend: f64, share: f64, start: f64) -> (f64, f64) {
    let mut odds = start;
    for _ in 0..20 {
        let here = chance(odds);
        let slope = here * (1.0 - here);
        let step = (odds + score + bend * (here - share)) / (1.0 + bend * slope);
        odds -= step;
        // The next step would be about the square of this one.
        if step.abs() < 1e-2 {
            return (odds, here - step * slope);
        }
    }
    (odds, chance(odds))
}

/// The chance whose log-odds are greater by a little, by its three slopes.
fn beside(chance: f64, more: f64) -> f64 {
    let (slope, bent) = (chance * (1.0 - chance), 1.0 - 2.0 * chance);
    chance + slope * more * (1.0 + more * (bent / 2.0 + more * (bent * bent - 2.0 * slope) / 6.0))
}

fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns() -> Vec<Turn> {
        let turn = |offset: f64, features: &[(u32, f32)]| Turn {
            offset: Box::new([offset]),
            features: features.into(),
            own: 0.0,
        };
        vec![turn(0.3, &[(0, 1.0), (2, -0.5)]), turn(-1.0, &[(1, 2.0)]), turn(0.0, &[(0, 0.3), (1, 0.2)])]
    }

    /// Labels of turns, and their rows and cases.
    fn with<T>(turns: &[Turn], labels: &[Said], work: impl FnOnce(&Cases) -> T) -> T {
        let rows = Rows::new(labels.iter().map(|(at, _)| &turns[*at as usize]), 3);
        work(&Cases::new(0, &rows, labels.iter().enumerate().map(|(row, (_, yes))| (row, *yes))))
    }

    fn exactly(cases: &Cases, ridge: f64) -> Fit {
        let mut fit = Fit::new(cases, ridge);
        fit.descend(cases, 1e-9);
        fit
    }

    /// The most probable weights are those at which the loss, by its definition, does not slope: finite differences.
    #[test]
    fn at_what_was_learnt_the_loss_is_least() {
        let turns = turns();
        let labels = vec![(0, true), (1, false), (2, true)];
        let ridge = RIDGE + 3.0 * RIDGE_EACH;
        let exact = with(&turns, &labels, |cases| {
            assert_eq!(cases.rows.width, 2, "the third column is one turn's own");
            exactly(cases, ridge).spread(cases)
        });
        let loss = |weights: &[f64]| {
            let prior = |(at, w): (usize, &f64)| 0.5 * ridge / if at == 3 { LOOSE } else { 1.0 } * w * w;
            let miss = |(place, yes): &(u32, bool)| {
                let turn = &turns[*place as usize];
                let learnt = Learnt { weights: weights.to_vec(), own: Vec::new() };
                let score = turn.offset[0] + learnt.of(turn);
                libm::log(1.0 + libm::exp(if *yes { -score } else { score }))
            };
            weights.iter().enumerate().map(prior).sum::<f64>() + labels.iter().map(miss).sum::<f64>()
        };
        for at in 0..4 {
            let beside = |step: f64| {
                let mut moved = exact.clone();
                moved[at] += step;
                loss(&moved)
            };
            assert!(((beside(1e-4) - beside(-1e-4)) / 2e-4).abs() < 1e-5, "weight {at} of {exact:?}");
        }
        let (mut apart, rows) = (Apart::default(), Rows::new(turns.iter(), 3));
        assert!(apart.differs(&labels));
        apart.learn(0, labels.clone(), &rows, &[]);
        assert!(!apart.differs(&labels), "equal labels are not learnt again");
        let near = exact.iter().zip(&apart.learnt.weights).all(|(exact, quick)| (exact - quick).abs() < 0.03);
        assert!(near, "{exact:?} {:?}", apart.learnt);
    }

    /// Judged is about what a model says that never knew the label, if it is not near to what the one says that does.
    #[test]
    fn labels_are_judged_as_if_they_were_not_known() {
        let turns: Vec<Turn> = turns().into_iter().cycle().take(12).collect();
        let labels: Vec<Said> = (0..12).map(|at| (at, at % 4 != 1)).collect();
        let all: Vec<usize> = (0..12).collect();
        let (judged, known) = with(&turns, &labels, |cases| {
            let fit = exactly(cases, RIDGE);
            let known: Vec<f64> =
                cases.all.iter().zip(&fit.shares).map(|(case, share)| fit.score(case, *share)).collect();
            (fit.judged(cases, &all), known)
        });
        for (at, (judged, yes)) in judged.into_iter().enumerate() {
            let mut others = labels.clone();
            assert_eq!(others.remove(at).1, yes);
            let weights = with(&turns, &others, |cases| exactly(cases, RIDGE).spread(cases));
            let expected = turns[at].offset[0] + Learnt { weights, own: Vec::new() }.of(&turns[at]);
            let (off, known) = ((judged - expected).abs(), known[at]);
            assert!(off < 0.5 * (known - expected).abs(), "{at}: {known} by a model that knows, {judged}, {expected}");
        }
    }

    #[test]
    fn a_step_beside_a_chance_is_a_step_of_its_odds() {
        for odds in [-4.0, -0.3, 0.0, 2.0] {
            for step in [-NEAR, -0.01, 0.03, NEAR] {
                assert!((beside(chance(odds), step) - chance(odds + step)).abs() < 1e-6, "{odds} {step}");
            }
        }
    }
}
