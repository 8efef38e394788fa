//! What other numbers of circles than that of the best plan come to.

use super::Search;
use crate::circles::criteria::Criterion;
use crate::circles::few;
use crate::circles::plan::Choice;
use crate::circles::state::{Places, Score};

/// Numbers as far from that of the best plan as this are compared with it.
const NEAR: usize = 2;
/// Moves that a number of circles is looked into with, for each unit.
const LOOKED: u64 = 4_000;
/// Of more units than these, what was found on the way has to do.
const MANY: usize = 120;

impl Search {
    /// The best found with each number of circles.
    pub(in crate::circles) fn choices(&self) -> Vec<Choice> {
        let choice = |(circles, (waiting, cost)): (&u32, &(u32, i64))| Choice {
            circles: *circles,
            waiting: *waiting,
            cost: *cost,
        };
        self.tried.iter().filter(|(circles, _)| **circles > 0).map(choice).collect()
    }

    /// Takes in the best of each number of circles, where people are few: what is told of numbers that are not chosen is
    /// then what they really come to.
    pub(in crate::circles) fn weigh_choices(&mut self) {
        let all: Vec<&Criterion> = self.state.criteria.iter().collect();
        let choices = few::choices(&self.state.model, &all);
        let now = self.state.places();
        for places in choices {
            self.state.restore(&places);
            let score = self.state.score();
            if score.breaches == 0 {
                self.note(score, &places);
            }
        }
        self.state.restore(&now);
    }

    /// From now on rounds are for the numbers of circles near that of the best, which nothing can better, until each was
    /// looked into for a while.
    pub(in crate::circles) fn compare(&mut self) {
        if !self.comparing && self.unlooked().is_some() {
            self.comparing = true;
            self.restart();
        }
    }

    /// Whether nothing is left to be compared.
    pub(in crate::circles) fn has_compared(&self) -> bool {
        self.unlooked().is_none()
    }

    /// A number of circles near that of the best that was not looked into for long enough.
    pub(super) fn unlooked(&self) -> Option<usize> {
        let (units, filled) = (self.movable.len(), self.filled());
        let enough = |circles: &usize| {
            self.looked.get(circles).is_some_and(|looked| *looked >= LOOKED * units as u64) || *circles == filled
        };
        let (fewest, most) = self.state.model.range;
        let first = filled.saturating_sub(NEAR).max(fewest).max(self.kept_open());
        (first..=(filled + NEAR).min(most)).find(|circles| !enough(circles)).filter(|_| units <= MANY)
    }

    /// Remembers what a plan comes to, for its number of circles.
    pub(super) fn note(&mut self, score: Score, places: &Places) {
        let model = &self.state.model;
        let mut filled = vec![false; model.waiting() + 1];
        places.iter().for_each(|circle| filled[*circle as usize] = true);
        let circles = filled.iter().take(model.waiting()).filter(|filled| **filled).count() as u32;
        let waits = places.iter().zip(&model.units).filter(|(circle, _)| **circle as usize == model.waiting());
        let told = (waits.map(|(_, unit)| unit.len() as u32).sum(), score.cost);
        let known = self.tried.entry(circles).or_insert(told);
        *known = (*known).min(told);
    }

    /// What was found with other locks tells nothing of these. The best is told in any case: where it breaks a rule, that
    /// may be a private wish.
    pub(super) fn forget_choices(&mut self) {
        self.tried.clear();
        self.looked.clear();
        if let Some((score, places, _)) = self.best.clone() {
            self.note(score, &places);
        }
    }
}
