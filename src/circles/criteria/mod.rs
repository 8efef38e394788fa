//! What makes a circle good or bad, one criterion to a file, and how a search asks for it.
//!
//! A criterion has a *meaning* (what a circle of given people costs, said from scratch, and the sentence about it)
//! and *counters* (the same cost, kept up to date while people move). To add one, write its file and list it in
//! [`all`]; nothing else knows criteria by name.

mod afresh;
mod alike;
mod apart;
mod balance;
mod formed;
mod leader;
mod links;
mod lone;
mod meeting;
mod mix;
mod open;
mod pairing;
mod past;
mod peers;
mod private;
mod size;
mod stay;
mod tally;
mod time;
mod together;
mod waiting;

use std::sync::Arc;

pub(super) use links::{common, pairs_of};
pub(super) use private::wishes;

use super::model::Model;
use super::said::Said;

/// A rule in force.
pub(super) struct Criterion {
    /// What the organiser knows it by, such as `mix Department`.
    pub(super) rule: String,
    /// What a breach counts as.
    pub(super) class: Class,
    /// What one breach costs; 1 for a rule that must hold.
    pub(super) weight: i64,
    /// Members wished it in private: it is obeyed, and nothing that is said depends on it.
    pub(super) secret: bool,
    pub(super) counters: Box<dyn Counters>,
    pub(super) meaning: Box<dyn Meaning>,
}

/// What a breach counts as; whatever stands first outweighs everything after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The circle is not valid.
    Must,
    /// Somebody has no place.
    Waiting,
    /// It only guides the search.
    Guide,
    /// It costs.
    Cost,
}

/// Units that change circles: `unit` goes from `from` to `to`, and `other` (if any) the other way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) unit: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) other: Option<usize>,
}

/// Who is where.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// The circle of each unit.
    pub(super) circle_of: &'a [u32],
    /// The units of each circle.
    pub(super) members: &'a [Vec<u32>],
}

/// The breaches of each circle, kept up to date. Never negative, and none in the waiting list unless that is the point.
pub(super) trait Counters: Send + Sync {
    /// The breaches in a circle.
    fn cost(&self, circle: usize) -> i64;
    /// What a change would add to the breaches.
    fn price(&self, change: &Change, view: View<'_>) -> i64;
    /// A unit enters a circle; the view does not show it yet.
    fn add(&mut self, unit: usize, circle: usize, view: View<'_>);
    /// A unit leaves a circle; the view does not show it any more.
    fn remove(&mut self, unit: usize, circle: usize, view: View<'_>);
    /// From now on, circles before this one are to be filled.
    fn open(&mut self, _circles: usize) {}
    /// Whether only how many units and people are where counts: an exchange of units of one size changes nothing.
    fn counts_heads(&self) -> bool {
        false
    }
    /// The same breaches by pairs, where they are a sum over pairs and nothing else.
    fn pairs(&self) -> Option<&dyn Pairwise> {
        None
    }
}

/// Breaches that are a sum over pairs of units and what units count within themselves.
pub(super) trait Pairwise {
    /// Adds, for each other unit, `scale` times what it counts with this one.
    fn tell(&self, unit: usize, scale: i64, counts: &mut [i64]);
    /// The most that a unit counts with a single other, or more; at least 0.
    fn most(&self, unit: usize) -> i64;
}

/// What a criterion says of a circle, from scratch.
pub(super) trait Meaning: Send + Sync {
    /// The breaches in a circle of these people: the sum over its pairs, unless there is more to it.
    fn of(&self, people: &[u32]) -> i64 {
        links::pairs_of(people).map(|(one, other)| self.pair(one, other)).sum()
    }

    /// The same, where it is known which of the present circles it is, or that it is none of them.
    fn in_circle(&self, people: &[u32], _present: Option<u32>) -> i64 {
        self.of(people)
    }

    /// The breaches of people who wait.
    fn of_waiting(&self, _people: &[u32]) -> i64 {
        0
    }

    /// The part that two people add to the breaches whatever circle they share; the sum over all pairs is never
    /// more than [`of`](Self::of).
    fn pair(&self, _one: u32, _other: u32) -> i64 {
        0
    }

    /// The part that so many people add to the breaches whoever they are; with the parts of the pairs it is never more
    /// than [`of`](Self::of).
    fn heads(&self, _count: u32) -> i64 {
        0
    }

    /// Whether the breaches of a circle are the sum over its pairs and nothing else.
    fn is_pairwise(&self) -> bool {
        false
    }

    /// Whether a circle that keeps the rule keeps it without some of its people too, as long as it has enough of them
    /// and one who leads.
    fn holds_for_parts(&self) -> bool {
        self.is_pairwise()
    }

    /// The fewest breaches that any number of circles from the fewest to the most can have together, whoever is where.
    fn least(&self, _fewest: u32, _most: u32) -> i64 {
        0
    }

    /// What the rule means for a person in this circle, for the organiser.
    fn say(&self, _person: u32, _people: &[u32]) -> Vec<Said> {
        Vec::new()
    }

    /// The same, where it is known which of the present circles it is, or that it is none of them.
    fn say_in(&self, person: u32, people: &[u32], _present: Option<u32>) -> Vec<Said> {
        self.say(person, people)
    }

    /// Why more people would break the rule in this circle: said of those people.
    fn bars(&self, _more: &[u32], _people: &[u32]) -> Option<Said> {
        None
    }

    /// What is wrong with this circle by this rule: said of the circle.
    fn lacks(&self, _people: &[u32]) -> Option<Said> {
        None
    }
}

/// The criteria of the rules, cheapest to price first.
pub(super) fn all(model: &Arc<Model>) -> Vec<Criterion> {
    let makers = [
        waiting::criteria,
        open::criteria,
        size::criteria,
        meeting::criteria,
        stay::criteria,
        time::criteria,
        mix::criteria,
        leader::criteria,
        apart::criteria,
        together::criteria,
        private::criteria,
        formed::criteria,
        past::criteria,
        alike::criteria,
        lone::criteria,
        balance::criteria,
        peers::criteria,
    ];
    makers.iter().flat_map(|make| make(model)).collect()
}
