//! Honest probabilities: log-odds are divided by a temperature that fits labels the models have not seen.

use super::fit::{Link, link};
use super::model::{Labelled, Model};

/// Labelled turns from which a temperature can be told.
const ENOUGH: usize = 10;

/// Parts into which the labelled turns are cut, each judged by models that learnt from the others.
const FOLDS: usize = 5;

/// Precision of their weights: a temperature needs no better.
const COARSE: f64 = 1e-4;

/// How strongly the temperature is held to the usual one, and what that is.
const HOLD: f64 = 5.0;
const USUAL: f64 = 1.3;

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
        self.temperature =
            best(|temperature| judged.iter().map(|(scores, labels)| loss(scores, labels, temperature)).sum());
    }

    /// Sets the temperature by what was judged of each class.
    pub(super) fn calibrate_apart(&mut self) {
        let judged = || self.apart.iter().flat_map(|apart| &apart.judged);
        let miss = |temperature: f64| {
            let odds = judged().map(|(score, yes)| if *yes { -score } else { *score } / temperature);
            odds.map(|odds| libm::log(1.0 + libm::exp(odds))).sum()
        };
        self.temperature = if judged().count() < ENOUGH { 1.0 } else { best(miss) };
    }
}

/// The temperature that makes the labels likeliest, of steps of 4 %. The loss falls up to it and rises from there on.
fn best(miss: impl Fn(f64) -> f64) -> f64 {
    let temperature = |step: i32| LEAST * libm::pow(1.04, f64::from(step));
    let loss = |step: i32| {
        let away = libm::log(temperature(step) / USUAL);
        miss(temperature(step)) + HOLD * away * away
    };
    let (mut low, mut high) = (0, STEPS);
    while low < high {
        let middle = (low + high) / 2;
        if loss(middle) <= loss(middle + 1) { high = middle } else { low = middle + 1 }
    }
    temperature(low)
}

/// How unlikely the class was that a turn has.
fn loss(scores: &[f64], labels: &[Option<f64>], temperature: f64) -> f64 {
    let cooled: Vec<f64> = scores.iter().map(|score| score / temperature).collect();
    let shares = link(Link::One, &cooled);
    let said = shares.iter().zip(labels).filter(|(_, label)| label.is_some_and(|label| label > 0.5));
    said.map(|(share, _)| -libm::log(share.max(1e-12))).sum()
}
