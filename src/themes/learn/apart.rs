//! Codes that turns carry independently of each other: each has a model of its own, made anew when its labels change
//! and not before.
//!
//! The weights are found one label at a time (dual coordinate descent for logistic regression; Yu, Huang and Lin, 2011):
//! every label holds a share of the weights, and looks again at how surprising it is given all others. That takes a few
//! rounds over what the labelled turns share, whatever else the project holds; labels whose share no longer moves are
//! passed over until the others have come to rest. It always begins at nothing: what was learnt before would
//! shorten the way and leave its trace in the answer.

use super::model::{Learnt, Turn};

/// The prior's pull on the weights, and how it grows with each label: labels by people contradict one another, and the
/// more there are the less each should bend.
const RIDGE: f64 = 0.5;
const RIDGE_EACH: f64 = 0.001;

/// How freely the constant moves. A first yes has no no beside it: the constant must not follow it.
const LOOSE: f64 = 0.1;

/// The shares of labels are known when none moves by more, but for a few of them that have come to rest since, or after
/// so many rounds: probabilities are then right to a part in a hundred, mostly to one in a thousand, which nobody sees.
const STILL: f64 = 1e-3;
const FEW: f64 = 0.03;
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
    pub(super) learnt: Learnt,
    /// The log-odds of labelled turns by models that did not know their labels, and the labels.
    pub(super) judged: Vec<(f64, bool)>,
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
        (self.learnt, self.judged) = (Learnt::default(), Vec::new());
        if self.labels.is_empty() {
            return true;
        }
        let labelled = self.labels.iter().filter_map(|(place, yes)| Some((turns.get(*place as usize)?, *yes)));
        let cases = Cases::new(class, labelled.chain(lessons.iter().copied()), columns);
        let mut fit = Fit::new(&cases, RIDGE + RIDGE_EACH * self.labels.len() as f64);
        let all: Vec<usize> = (0..cases.all.len()).collect();
        fit.descend(&cases, &all, STILL);
        self.judge(&cases, &fit);
        let own = self.labels.iter().enumerate().map(|(at, (place, _))| (*place, fit.own(&cases, at)));
        self.learnt = Learnt { weights: fit.spread(&cases), own: own.filter(|(_, part)| *part != 0.0).collect() };
        true
    }

    /// Judges labels by models of the others, which start from what is known of all.
    fn judge(&mut self, cases: &Cases, all: &Fit) {
        let mut chosen: Vec<usize> = (0..self.labels.len()).collect();
        // Which ones depends on the turns alone, not on when they were labelled.
        chosen.sort_by_key(|at| {
            self.labels.get(*at).map(|(turn, _)| u64::from(*turn).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        chosen.truncate(JUDGED);
        for fold in 0..(LOOKED_AT / self.labels.len().max(1)).clamp(1, FOLDS) {
            let held: Vec<usize> = chosen.iter().copied().skip(fold).step_by(FOLDS).collect();
            let mut fit = all.clone();
            let mut rest = vec![true; cases.all.len()];
            for at in &held {
                fit.move_to(cases, *at, 0.0);
                rest[*at] = false;
            }
            let rest: Vec<usize> = (0..cases.all.len()).filter(|at| rest[*at]).collect();
            fit.descend(cases, &rest, ROUGH);
            self.judged.extend(held.iter().map(|at| (fit.score(cases, *at), cases.all[*at].yes)));
        }
    }
}

/// What the descent looks at: the labels, and of their turns what they share with others.
///
/// Most of what is seen in a turn is seen in no other labelled turn. Its weight then moves with that one label, and what
/// it says of its turn is known without looking: only what turns share is looked at again and again.
struct Cases<'a> {
    all: Vec<Case<'a>>,
    /// What is shared, by case; columns are numbered anew, the constant last.
    shared: Vec<(u32, f32)>,
    /// For each column its new number, where it is shared.
    numbers: Vec<u32>,
    /// How many are shared.
    width: usize,
}

/// A label as the descent sees it.
struct Case<'a> {
    turn: &'a Turn,
    offset: f64,
    yes: bool,
    /// The squares of its values, the constant's included, and of those that no other case has.
    square: f64,
    own: f64,
    /// Where what it shares stands.
    from: usize,
    to: usize,
}

/// The number of a column that is not shared.
const OWN: u32 = u32::MAX;

impl<'a> Cases<'a> {
    fn new(class: usize, labels: impl Iterator<Item = (&'a Turn, bool)> + Clone, columns: usize) -> Self {
        let mut cases = Self { all: Vec::new(), shared: Vec::new(), numbers: vec![OWN; columns], width: 0 };
        cases.number(labels.clone().map(|(turn, _)| turn));
        for (turn, yes) in labels {
            let (mut square, mut own, from) = (LOOSE + turn.own, turn.own, cases.shared.len());
            for (column, value) in turn.features.iter() {
                let value_square = f64::from(*value) * f64::from(*value);
                square += value_square;
                match cases.numbers.get(*column as usize) {
                    Some(number) if *number != OWN => cases.shared.push((*number, *value)),
                    _ => own += value_square,
                }
            }
            let offset = turn.offset.get(class).copied().unwrap_or_default();
            cases.all.push(Case { turn, offset, yes, square, own, from, to: cases.shared.len() });
        }
        cases
    }

    /// Numbers the columns that several turns have.
    fn number(&mut self, turns: impl Iterator<Item = &'a Turn>) {
        const ONCE: u32 = OWN - 1;
        for (column, _) in turns.flat_map(|turn| turn.features.iter()) {
            match self.numbers.get_mut(*column as usize) {
                Some(number) if *number == OWN => *number = ONCE,
                Some(number) if *number == ONCE => {
                    *number = u32::try_from(self.width).unwrap_or(OWN);
                    self.width += 1;
                }
                _ => {}
            }
        }
        self.numbers.iter_mut().filter(|number| **number == ONCE).for_each(|number| *number = OWN);
    }

    fn shared(&self, case: &Case) -> &[(u32, f32)] {
        self.shared.get(case.from..case.to).unwrap_or_default()
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
        Self { shares: none.clone(), odds: none, weights: vec![0.0; cases.width + 1], ridge }
    }

    /// Brings the shares of some cases to where none moves by more than `still`.
    fn descend(&mut self, cases: &Cases, some: &[usize], still: f64) {
        let few = (FEW * some.len() as f64) as usize;
        let (mut moving, mut last) = (some.to_vec(), false);
        for _ in 0..ROUNDS {
            let all = moving.len() == some.len();
            moving.retain(|at| self.look_again(cases, *at, still) > still);
            last |= all && moving.len() <= few;
            if moving.is_empty() {
                if last {
                    return;
                }
                moving = some.to_vec();
            }
        }
    }

    /// Brings the share of a case to how surprising its label is, unless it is there but for half of `still`; by how much
    /// it is off.
    fn look_again(&mut self, cases: &Cases, at: usize, still: f64) -> f64 {
        let (case, share) = (&cases.all[at], self.shares[at]);
        let score = self.score(cases, at);
        let (score, bend) = (if case.yes { score } else { -score }, case.square / self.ridge);
        // A first step says enough of a share that is about right already.
        let (miss, slope) = (self.odds[at] + score, share * (1.0 - share));
        let near = 1.3 * miss.abs() * slope / (1.0 + bend * slope);
        if share > 0.0 && miss.abs() < 0.5 && near <= 0.5 * still {
            return near;
        }
        let start = if share > 0.0 { self.odds[at] } else { -score };
        let (odds, next) = surprise(score, bend, share, start);
        let off = (next - share).abs();
        if off > 0.5 * still {
            self.move_to(cases, at, next);
            self.odds[at] = odds;
        }
        off
    }

    /// The log-odds of a case.
    fn score(&self, cases: &Cases, at: usize) -> f64 {
        let case = &cases.all[at];
        let part = |(number, value): &(u32, f32)| {
            self.weights.get(*number as usize).copied().unwrap_or_default() * f64::from(*value)
        };
        let shared: f64 = cases.shared(case).iter().map(part).sum();
        let own = self.signed(case, self.shares[at]) * case.own;
        case.offset + self.weights.last().copied().unwrap_or_default() + shared + own
    }

    fn move_to(&mut self, cases: &Cases, at: usize, share: f64) {
        let before = std::mem::replace(&mut self.shares[at], share);
        let case = &cases.all[at];
        let amount = self.signed(case, share - before);
        for (number, value) in cases.shared(case) {
            if let Some(weight) = self.weights.get_mut(*number as usize) {
                *weight += amount * f64::from(*value);
            }
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

    /// The weights by column, the constant last.
    fn spread(&self, cases: &Cases) -> Vec<f64> {
        let shared = |number: &u32| self.weights.get(*number as usize).filter(|_| *number != OWN).copied();
        let constant = self.weights.last().copied().unwrap_or_default();
        let mut weights: Vec<f64> =
            cases.numbers.iter().map(|number| shared(number).unwrap_or_default()).chain([constant]).collect();
        for (case, share) in cases.all.iter().zip(&self.shares) {
            let amount = self.signed(case, *share);
            for (column, value) in case.turn.features.iter() {
                let column = *column as usize;
                if cases.numbers.get(column) == Some(&OWN) {
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

    /// The most probable weights are those at which the loss, by its definition, does not slope: finite differences.
    #[test]
    fn at_what_was_learnt_the_loss_is_least() {
        let turns = turns();
        let labels = vec![(0, true), (1, false), (2, true)];
        let cases = Cases::new(0, labels.iter().map(|(at, yes)| (&turns[*at as usize], *yes)), 3);
        assert_eq!((cases.width, cases.shared.len()), (2, 4), "the third column is one turn's own");
        let ridge = RIDGE + 3.0 * RIDGE_EACH;
        let mut fit = Fit::new(&cases, ridge);
        fit.descend(&cases, &[0, 1, 2], 1e-8);
        let exact = fit.spread(&cases);
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
        let mut apart = Apart::default();
        assert!(apart.learn(0, labels.clone(), &turns, &[], 3));
        assert!(!apart.learn(0, labels, &turns, &[], 3), "equal labels are not learnt again");
        let near = exact.iter().zip(&apart.learnt.weights).all(|(exact, quick)| (exact - quick).abs() < 0.03);
        assert!(near, "{exact:?} {:?}", apart.learnt);
    }
}
