//! Whether some people can all have a place at once, decided exactly as far as a budget goes.
//!
//! One of those who need a place is taken, every circle around them that keeps the rules is tried, and so on with the
//! next. Where the rules that hold for a circle hold for any part of it that is large enough and led, others join only
//! while a circle needs them.

use crate::ordered::BTreeSet;

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
    let slots = slots(model, led);
    let mut cover = Cover { model, must, parts, led, wanted, used, slots, circles: Vec::new(), budget };
    if cover.is_torn() || cover.is_hopeless(&cover.wanted, cover.room()) {
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
    /// The slots of each unit at which somebody who leads is free, where that matters: bits.
    slots: Vec<Vec<u64>>,
    circles: Vec<Vec<u32>>,
    budget: u64,
}

/// The slots that suit each unit; where not all of a circle need be free, those at which it would meet.
fn slots(model: &Model, led: bool) -> Vec<Vec<u64>> {
    let all: Vec<u64> = (0..model.free.words()).map(|word| model.free.lanes(word)).collect();
    let leaders = (0..model.people.len() as u32).filter(|person| model.leads[*person as usize]);
    let with = leaders.fold(vec![0; all.len()], |with, leader| bits(&with, model.free.of(leader), |a, b| a | b));
    let start = if led { bits(&all, &with, |a, b| a & b) } else { all.clone() };
    let of = |unit: &Vec<u32>| {
        unit.iter().fold(start.clone(), |slots, person| bits(&slots, model.free.of(*person), |a, b| a & b))
    };
    let willing = |unit: &Vec<u32>| {
        let would = |slot: usize| !model.must_meet() || unit.iter().all(|person| model.would(*person, slot));
        let (writes, talks) = (would(0), would(1));
        let mut slots: Vec<u64> = all.iter().map(|word| if talks { *word } else { 0 }).collect();
        slots[0] = slots[0] & !1 | u64::from(writes);
        slots
    };
    model.units.iter().map(|unit| if model.all_meet() { of(unit) } else { willing(unit) }).collect()
}

fn bits(one: &[u64], other: &[u64], both: impl Fn(u64, u64) -> u64) -> Vec<u64> {
    one.iter().zip(other).map(|(one, other)| both(*one, *other)).collect()
}

impl Cover<'_> {
    /// Whether everybody who needs a place has one, or can get one; none when the budget ran out.
    fn cover(&mut self) -> Option<bool> {
        let open: Vec<u32> = self.wanted.iter().copied().filter(|unit| !self.used[*unit as usize]).collect();
        let Some(unit) = open.iter().copied().min_by_key(|unit| (self.slots(*unit).len(), *unit)) else {
            return Some(true);
        };
        if self.is_hopeless(&open, self.room()) {
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
        // Whoever fills the circle up, the others must find their places without it.
        if self.is_hopeless(&self.others(circle), self.room_beside(circle)) {
            return Some(false);
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

    /// The most circles that can be formed beside this one, which has a leader of its own.
    fn room_beside(&self, circle: &[u32]) -> usize {
        let leads =
            |unit: &u32| self.model.units[*unit as usize].iter().any(|person| self.model.leads[*person as usize]);
        let most = self.model.rules.circles.map_or(usize::MAX, |circles| circles as usize);
        let left = most.saturating_sub(self.circles.len() + 1);
        let own = circle.iter().filter(|unit| leads(unit)).count().max(1);
        let leaders = (0..self.used.len() as u32).filter(|unit| !self.used[*unit as usize]).filter(leads).count();
        left.min(if self.led { leaders.saturating_sub(own) } else { usize::MAX }).min(self.model.people.len())
    }

    /// Those who need a place and are neither in a circle nor in this one.
    fn others(&self, circle: &[u32]) -> Vec<u32> {
        let open = |unit: &u32| !self.used[*unit as usize] && !circle.contains(unit);
        self.wanted.iter().copied().filter(open).collect()
    }

    /// Whether people who have to be in one circle, kept together or locked, certainly cannot be.
    fn is_torn(&self) -> bool {
        let parted = |one: &u32, other: &u32| self.must.iter().any(|rule| rule.meaning.pair(*one, *other) > 0);
        let torn = |unit: &u32| any_two(&self.model.units[*unit as usize], parted);
        let locked = |seat: u32| {
            let here = self.wanted.iter().copied().filter(|unit| self.model.tied[*unit as usize] == Some(seat));
            here.collect::<Vec<u32>>()
        };
        let clash = |here: &[u32]| self.is_hopeless(here, 1) || any_two(here, |one, two| self.are_apart(*one, *two));
        self.wanted.iter().any(torn) || self.seats(&self.wanted).into_iter().any(|seat| clash(&locked(seat)))
    }

    /// Whether units certainly cannot all be in so many circles: too many people, too many who never share a circle,
    /// or no slot for the one circle that is left.
    fn is_hopeless(&self, units: &[u32], room: usize) -> bool {
        let people: usize = units.iter().map(|unit| self.model.units[*unit as usize].len()).sum();
        if people > room.saturating_mul(self.model.size.max as usize) {
            return true;
        }
        let slots = |unit: &u32| &self.slots[*unit as usize];
        let shared = |all: Vec<u64>, unit: &u32| bits(&all, slots(unit), |a, b| a & b);
        if let (1, Some(first)) = (room, units.first()) {
            return units.iter().fold(slots(first).clone(), shared).iter().all(|word| *word == 0);
        }
        let mut apart: Vec<u32> = Vec::new();
        for unit in units {
            if apart.iter().all(|other| self.are_apart(*unit, *other)) {
                apart.push(*unit);
            }
        }
        apart.len() > room
    }

    /// Whether two units never share a circle: by a rule, or since no slot suits both.
    fn are_apart(&self, one: u32, other: u32) -> bool {
        let (ours, theirs) = (&self.slots[one as usize], &self.slots[other as usize]);
        if ours.iter().zip(theirs).all(|(ours, theirs)| ours & theirs == 0) {
            return true;
        }
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
        if !self.model.all_meet() {
            return vec![0];
        }
        (0..self.model.free.slots()).filter(|slot| self.suits(unit, *slot)).collect()
    }

    fn suits(&self, unit: u32, slot: usize) -> bool {
        let people = &self.model.units[unit as usize];
        !self.model.all_meet() || people.iter().all(|person| self.model.free.at(*person, slot))
    }

    fn stands(&self, circle: &[u32]) -> bool {
        let people = self.people(circle);
        let seats = self.seats(circle);
        let one_seat = seats.len() < 2 && !self.circles.iter().any(|other| !self.seats(other).is_disjoint(&seats));
        one_seat && self.must.iter().all(|criterion| criterion.meaning.of(&people) == 0)
    }

    /// The present circles in which units of a circle are locked, or which they may not leave.
    fn seats(&self, circle: &[u32]) -> BTreeSet<u32> {
        let stays = self.model.rules.moving == Strength::Must;
        let home = |person: &u32| self.model.home[*person as usize].filter(|_| stays);
        let of = |unit: &u32| {
            self.model.units[*unit as usize].iter().filter_map(home).chain(self.model.tied[*unit as usize])
        };
        circle.iter().flat_map(of).collect()
    }

    fn people(&self, circle: &[u32]) -> Vec<u32> {
        let mut people: Vec<u32> = circle.iter().flat_map(|unit| &self.model.units[*unit as usize]).copied().collect();
        people.sort_unstable();
        people
    }
}

/// Whether something holds of any two.
fn any_two(all: &[u32], holds: impl Fn(&u32, &u32) -> bool) -> bool {
    all.iter().enumerate().any(|(at, one)| all[at + 1..].iter().any(|other| holds(one, other)))
}
