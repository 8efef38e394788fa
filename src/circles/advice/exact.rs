//! Whether some people can all have a place at once, decided exactly as far as a budget goes.
//!
//! One of those who need a place is taken, every circle around them that keeps the rules is tried, and so on with the
//! next. Where the rules that hold for a circle hold for any part of it that is large enough and led, others join only
//! while a circle needs them.

use std::collections::BTreeSet;

use super::super::criteria::{Class, Criterion};
use super::super::model::Model;
use super::super::rules::Strength;

/// What is known of some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They can: the people of each circle.
    Yes(Vec<Vec<u32>>),
    /// They cannot.
    No,
    /// It would take too long to tell.
    Unknown,
}

/// Whether these people can all have a place, whoever else has one.
pub(super) fn placed(model: &Model, criteria: &[Criterion], people: &[u32], budget: u64) -> Verdict {
    let must: Vec<&Criterion> = criteria.iter().filter(|criterion| criterion.class == Class::Must).collect();
    let parts = must.iter().all(|criterion| criterion.meaning.holds_for_parts());
    let mut wanted: Vec<u32> = people.iter().map(|person| model.unit_of[*person as usize]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let led = model.rules.leader == Strength::Must;
    let used = vec![false; model.units.len()];
    let mut cover = Cover { model, must, parts, led, wanted, used, circles: Vec::new(), budget };
    let apart = cover.apart();
    if apart > cover.room() {
        return Verdict::No;
    }
    match cover.cover() {
        Some(true) => Verdict::Yes(cover.circles.iter().map(|units| cover.people(units)).collect()),
        Some(false) => Verdict::No,
        None => Verdict::Unknown,
    }
}

struct Cover<'a> {
    model: &'a Model,
    /// The rules that must hold.
    must: Vec<&'a Criterion>,
    /// What holds for a circle holds for its parts.
    parts: bool,
    /// Every circle has a leader.
    led: bool,
    /// The units that need a place.
    wanted: Vec<u32>,
    used: Vec<bool>,
    circles: Vec<Vec<u32>>,
    budget: u64,
}

impl Cover<'_> {
    /// Whether everybody who needs a place has one, or can get one; none when the budget ran out.
    fn cover(&mut self) -> Option<bool> {
        let open: Vec<u32> = self.wanted.iter().copied().filter(|unit| !self.used[*unit as usize]).collect();
        let Some(unit) = open.iter().copied().min_by_key(|unit| (self.slots(*unit).len(), *unit)) else {
            return Some(true);
        };
        let people: usize = open.iter().map(|unit| self.model.units[*unit as usize].len()).sum();
        if people > self.room() * self.model.size.max as usize {
            return Some(false);
        }
        for slot in self.slots(unit) {
            let joins = |other: &u32| *other != unit && !self.used[*other as usize] && self.suits(*other, slot);
            let others: Vec<u32> = (0..self.model.units.len() as u32).filter(joins).collect();
            let (wanted, fillers): (Vec<u32>, Vec<u32>) = others.into_iter().partition(|unit| open.contains(unit));
            match self.grow(&mut vec![unit], &wanted, &fillers) {
                Some(false) => {}
                told => return told,
            }
        }
        Some(false)
    }

    /// Whether a circle that has these units, and some of those who may join, leads to a place for everybody.
    fn grow(&mut self, circle: &mut Vec<u32>, wanted: &[u32], fillers: &[u32]) -> Option<bool> {
        self.budget = self.budget.checked_sub(1)?;
        if let Some((next, rest)) = wanted.split_first() {
            if let Some(true) = self.with(circle, *next, rest, fillers)? {
                return Some(true);
            }
            return self.grow(circle, rest, fillers);
        }
        if self.stands(circle) {
            match self.close(circle)? {
                false if !self.parts => {}
                told => return Some(told),
            }
        }
        let people = self.people(circle);
        let enough = people.len() >= self.model.size.min as usize;
        let led = !self.led || people.iter().any(|person| self.model.leads[*person as usize]);
        if self.parts && enough && led {
            return Some(false);
        }
        for (at, filler) in fillers.iter().enumerate() {
            let leads = self.model.units[*filler as usize].iter().any(|person| self.model.leads[*person as usize]);
            if self.parts && enough && !leads {
                continue;
            }
            if let Some(true) = self.with(circle, *filler, &[], &fillers[at + 1..])? {
                return Some(true);
            }
        }
        Some(false)
    }

    /// The same with one more unit, if it may join.
    #[expect(clippy::option_option, reason = "out of budget, may not join, and what came of it are three things")]
    fn with(&mut self, circle: &mut Vec<u32>, unit: u32, wanted: &[u32], fillers: &[u32]) -> Option<Option<bool>> {
        if !self.may_join(circle, unit) {
            return Some(None);
        }
        circle.push(unit);
        let told = self.grow(circle, wanted, fillers);
        circle.pop();
        told.map(Some)
    }

    fn close(&mut self, circle: &[u32]) -> Option<bool> {
        if self.room() == 0 {
            return Some(false);
        }
        circle.iter().for_each(|unit| self.used[*unit as usize] = true);
        self.circles.push(circle.to_vec());
        let told = self.cover();
        if told != Some(true) {
            self.circles.pop();
            circle.iter().for_each(|unit| self.used[*unit as usize] = false);
        }
        told
    }

    /// The most circles that can still be formed.
    fn room(&self) -> usize {
        let most = self.model.rules.circles.map_or(usize::MAX, |circles| circles as usize);
        let left = most.saturating_sub(self.circles.len());
        let leads = |unit: &usize| self.model.units[*unit].iter().any(|person| self.model.leads[*person as usize]);
        let leaders = (0..self.used.len()).filter(|unit| !self.used[*unit]).filter(leads).count();
        left.min(if self.led { leaders } else { usize::MAX }).min(self.model.people.len())
    }

    /// How many of those who need a place must be in different circles, as a quick look finds.
    fn apart(&self) -> usize {
        let mut apart: Vec<u32> = Vec::new();
        for unit in &self.wanted {
            if apart.iter().all(|other| self.are_apart(*unit, *other)) {
                apart.push(*unit);
            }
        }
        apart.len()
    }

    fn are_apart(&self, one: u32, other: u32) -> bool {
        let units = &self.model.units;
        let mut pairs = units[one as usize].iter().flat_map(|a| units[other as usize].iter().map(move |b| (*a, *b)));
        pairs.any(|(a, b)| self.must.iter().any(|criterion| criterion.meaning.pair(a, b) > 0))
    }

    fn may_join(&self, circle: &[u32], unit: u32) -> bool {
        let people: usize = circle.iter().chain([&unit]).map(|unit| self.model.units[*unit as usize].len()).sum();
        people <= self.model.size.max as usize && !circle.iter().any(|other| self.are_apart(unit, *other))
    }

    /// Slots that suit a unit; where not all of a circle need be free, the first stands for all.
    fn slots(&self, unit: u32) -> Vec<usize> {
        if self.model.share() < 100 {
            return vec![0];
        }
        (0..self.model.free.slots()).filter(|slot| self.suits(unit, *slot)).collect()
    }

    fn suits(&self, unit: u32, slot: usize) -> bool {
        let people = &self.model.units[unit as usize];
        self.model.share() < 100 || people.iter().all(|person| self.model.free.at(*person, slot))
    }

    fn stands(&self, circle: &[u32]) -> bool {
        let people = self.people(circle);
        let seats = self.seats(circle);
        let one_seat = seats.len() < 2 && !self.circles.iter().any(|other| !self.seats(other).is_disjoint(&seats));
        one_seat && self.must.iter().all(|criterion| criterion.meaning.of(&people) == 0)
    }

    /// The present circles in which units of a circle are locked.
    fn seats(&self, circle: &[u32]) -> BTreeSet<u32> {
        circle.iter().filter_map(|unit| self.model.tied[*unit as usize]).collect()
    }

    fn people(&self, circle: &[u32]) -> Vec<u32> {
        let mut people: Vec<u32> = circle.iter().flat_map(|unit| &self.model.units[*unit as usize]).copied().collect();
        people.sort_unstable();
        people
    }
}
