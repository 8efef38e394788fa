//! Honest probabilities: log-odds are divided by a temperature that fits labels as models see them that do not know them.

use super::fit::{Link, link};
use super::model::{Labelled, Model};

/// Labelled turns from which a temperature can be told.
const ENOUGH: usize = 10;

/// Parts into which the labelled turns are cut, each judged by models that learnt from the others.
const FOLDS: usize = 5;

/// Precision of their weights: a temperature needs no better.
const COARSE: f64 = 1e-4;

/// How strongly the temperature is held to the usual one, and what that is: where classes are rivals, and where they
/// are not.
const HOLD: f64 = 5.0;
const USUAL_ONE: f64 = 1.3;
const USUAL_ANY: f64 = 1.0;

/// The least temperature, and how many steps up from it are tried.
const LEAST: f64 = 0.4;
const STEPS: i32 = 64;

impl Model {
    /// Sets the temperature by cross-validation.
    pub(super) fn calibrate(&mut self, labelled: &Labelled) {
        self.temperature = 1.0;
        if labelled.len() < ENOUGH {
            return;
        }
        let mut judged: Vec<(Vec<f64>, &[Option<f64>])> = Vec::with_capacity(labelled.len());
        for fold in 0..FOLDS {
            let (mut held, mut rest) = (Vec::new(), Vec::new());
            for (at, turn) in labelled.iter().enumerate() {
                if at % FOLDS == fold { held.push(turn) } else { rest.push(turn.clone()) }
            }
            let learnt = self.fitted(&rest, COARSE);
            judged.extend(held.into_iter().map(|(turn, labels)| (self.scores_at(*turn, &learnt), labels.as_slice())));
        }
        self.temperature = best(USUAL_ONE, |temperature| {
            judged.iter().map(|(scores, labels)| slope(scores, labels, temperature)).sum()
        });
    }

    /// Sets the temperature by what was judged of each class.
    pub(super) fn calibrate_apart(&mut self) {
        let judged = || self.apart.iter().flat_map(|apart| &apart.judged);
        let slope = |temperature: f64| judged().map(|(score, yes)| slope_apart(*score, *yes, temperature)).sum();
        self.temperature = if judged().count() < ENOUGH { 1.0 } else { best(USUAL_ANY, slope) };
    }
}

/// The temperature that makes the labels likeliest, of steps of 4 %, by the slope of how unlikely they are: that falls up
/// to it and rises from there on.
fn best(usual: f64, slope: impl Fn(f64) -> f64) -> f64 {
    let temperature = |step: f64| LEAST * libm::pow(1.04, step);
    let rises_after = |step: i32| {
        let between = temperature(f64::from(step) + 0.5);
        slope(between) + 2.0 * HOLD * libm::log(between / usual) / between >= 0.0
    };
    let (mut low, mut high) = (0, STEPS);
    while low < high {
        let middle = (low + high) / 2;
        if rises_after(middle) { high = middle } else { low = middle + 1 }
    }
    temperature(f64::from(low))
}

/// How the unlikeliness of a label changes with the temperature: that is the logarithm of 1 + exp of the log-odds against
/// it.
fn slope_apart(score: f64, yes: bool, temperature: f64) -> f64 {
    let against = if yes { -score } else { score } / temperature;
    -against / temperature / (1.0 + libm::exp(-against))
}

/// The same where a turn has one class: that is the logarithm of the class's share.
fn slope(scores: &[f64], labels: &[Option<f64>], temperature: f64) -> f64 {
    let cooled: Vec<f64> = scores.iter().map(|score| score / temperature).collect();
    let expected: f64 = link(Link::One, &cooled).iter().zip(scores).map(|(share, score)| share * score).sum();
    let said = scores.iter().zip(labels).filter(|(_, label)| label.is_some_and(|label| label > 0.5));
    said.map(|(score, _)| (score - expected) / (temperature * temperature)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slopes against the unlikeliness a little to both sides.
    #[test]
    fn slopes_are_those_of_finite_differences() {
        let check = |slope: f64, miss: &dyn Fn(f64) -> f64, at: f64| {
            let expected = (miss(at + 1e-5) - miss(at - 1e-5)) / 2e-5;
            assert!((slope - expected).abs() < 1e-7, "{at}: {slope} {expected}");
        };
        let (scores, labels) = ([0.4, -1.2, 2.5], [Some(0.0), Some(1.0), Some(0.0)]);
        for at in [0.5, 1.0, 2.7] {
            for (score, yes) in [(1.3, true), (1.3, false), (-0.2, true), (-4.0, false)] {
                let miss = |at: f64| libm::log(1.0 + libm::exp(if yes { -score } else { score } / at));
                check(slope_apart(score, yes, at), &miss, at);
            }
            let miss = |at: f64| -libm::log(link(Link::One, &scores.map(|score| score / at))[1]);
            check(slope(&scores, &labels, at), &miss, at);
        }
    }

    /// Log-odds that claim too much are brought down by as much, those that claim too little up.
    #[test]
    fn labels_are_likeliest_at_the_temperature() {
        for (claimed, expected) in [(2.0, 2.0), (0.5, 0.5), (1.0, 1.0)] {
            let odds = |at: i32| f64::from(at % 9 - 4) / 2.0;
            let share = |odds: f64| 1.0 / (1.0 + libm::exp(-odds));
            let slope = |temperature: f64| {
                let one = |at: i32| {
                    let score = claimed * odds(at);
                    share(odds(at)) * slope_apart(score, true, temperature)
                        + share(-odds(at)) * slope_apart(score, false, temperature)
                };
                (0..9_000).map(one).sum()
            };
            let found = best(USUAL_ANY, slope);
            assert!((found / expected - 1.0).abs() < 0.03, "{claimed}: {found}");
        }
    }
}
