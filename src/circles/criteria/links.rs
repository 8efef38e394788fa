//! Counters for wishes about single pairs: a list for each unit of the few units that matter to it.

use super::{Change, Counters, Meaning, Pairwise, View};

/// Pairs and how much each counts when it shares a circle.
pub(super) struct Links {
    /// Where the list of each unit starts.
    start: Vec<u32>,
    near: Vec<(u32, i32)>,
    list: usize,
    cost: Vec<i64>,
    /// What a unit's own people count among themselves.
    within: Vec<i64>,
}

/// The same, between people: sorted pairs, the smaller number first, each once.
#[derive(Clone, Default)]
pub(super) struct Pairs(Vec<(u32, u32, i64)>);

impl Pairs {
    /// Adds up pairs given in any order; a person with themself is passed over.
    pub(super) fn new(pairs: impl IntoIterator<Item = (u32, u32, i64)>) -> Self {
        let pairs = pairs.into_iter().filter(|(one, other, _)| one != other);
        let mut sorted: Vec<_> = pairs.map(|(one, other, count)| (one.min(other), one.max(other), count)).collect();
        sorted.sort_unstable();
        sorted.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        Self(sorted)
    }

    /// The same pairs, each counted once however often it was given.
    pub(super) fn once(mut self) -> Self {
        self.0.iter_mut().for_each(|pair| pair.2 = 1);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs with whatever all of their counts are a multiple of taken out of them, and what that is.
    pub(super) fn by_weight(mut self) -> (Self, i64) {
        let weight = self.0.iter().map(|pair| pair.2).fold(0, common).max(1);
        self.0.iter_mut().for_each(|pair| pair.2 /= weight);
        (self, weight)
    }

    /// Each pair and what it counts, the smaller number first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(u32, u32, i64)> {
        self.0.iter()
    }

    /// What a pair counts.
    pub(super) fn get(&self, one: u32, other: u32) -> i64 {
        let pair = (one.min(other), one.max(other));
        let found = self.0.binary_search_by_key(&pair, |(one, other, _)| (*one, *other));
        found.ok().and_then(|at| self.0.get(at)).map_or(0, |pair| pair.2)
    }

    pub(super) fn of(&self, people: &[u32]) -> i64 {
        pairs_of(people).map(|(one, other)| self.get(one, other)).sum()
    }
}

/// Every two people of a group.
pub(in crate::circles) fn pairs_of(people: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    people.iter().enumerate().flat_map(|(at, one)| people[at + 1..].iter().map(|other| (*one, *other)))
}

/// The same, counting so much.
pub(super) fn every_pair(people: &[u32], count: i64) -> impl Iterator<Item = (u32, u32, i64)> {
    pairs_of(people).map(move |(one, other)| (one, other, count))
}

/// The greatest common divisor.
pub(in crate::circles) fn common(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl Meaning for Pairs {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.get(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }
}

impl Links {
    /// Counters over the units that people belong to; `list` is the waiting list, the last circle.
    pub(super) fn new(pairs: &Pairs, unit_of: &[u32], units: usize, list: usize) -> Self {
        let mut within = vec![0; units];
        let mut near: Vec<Vec<(u32, i32)>> = vec![Vec::new(); units];
        for (one, other, count) in &pairs.0 {
            let (one, other) = (unit_of[*one as usize], unit_of[*other as usize]);
            if one == other {
                within[one as usize] += count;
            } else {
                near[one as usize].push((other, *count as i32));
                near[other as usize].push((one, *count as i32));
            }
        }
        let mut start = vec![0];
        start.extend(near.iter().scan(0, |end, list| {
            *end += list.len() as u32;
            Some(*end)
        }));
        Self { start, near: near.concat(), list, cost: vec![0; list + 1], within }
    }

    fn near(&self, unit: usize) -> &[(u32, i32)] {
        &self.near[self.start[unit] as usize..self.start[unit + 1] as usize]
    }

    /// What a unit counts with those who are in a circle.
    fn with(&self, unit: usize, circle: usize, view: View<'_>) -> i64 {
        if circle == self.list {
            return 0;
        }
        let here = self.near(unit).iter().filter(|(other, _)| view.circle_of[*other as usize] as usize == circle);
        here.map(|(_, count)| i64::from(*count)).sum::<i64>() + self.within[unit]
    }

    /// What a unit counts more in one circle than in another, `but` for one unit.
    fn step(&self, unit: usize, from: usize, to: usize, but: usize, view: View<'_>) -> i64 {
        let mut sum = 0;
        for (other, count) in self.near(unit) {
            let circle = view.circle_of[*other as usize] as usize;
            if *other as usize == but || circle == self.list {
            } else if circle == to {
                sum += i64::from(*count);
            } else if circle == from {
                sum -= i64::from(*count);
            }
        }
        let own = i64::from(from == self.list) - i64::from(to == self.list);
        sum + own * self.within[unit]
    }
}

impl Counters for Links {
    fn cost(&self, circle: usize) -> i64 {
        self.cost[circle]
    }

    fn price(&self, change: &Change, view: View<'_>) -> i64 {
        let there = self.step(change.unit, change.from, change.to, change.other.unwrap_or(usize::MAX), view);
        there + change.other.map_or(0, |other| self.step(other, change.to, change.from, change.unit, view))
    }

    fn add(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.cost[circle] += self.with(unit, circle, view);
    }

    fn remove(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.cost[circle] -= self.with(unit, circle, view);
    }

    fn pairs(&self) -> Option<&dyn Pairwise> {
        Some(self)
    }
}

impl Pairwise for Links {
    fn tell(&self, unit: usize, scale: i64, counts: &mut [i64]) {
        self.near(unit).iter().for_each(|(other, count)| counts[*other as usize] += scale * i64::from(*count));
    }

    fn most(&self, unit: usize) -> i64 {
        let near = self.near(unit);
        // Several people of it may count with the same unit.
        let with = |unit: u32| near.iter().filter(move |(other, _)| *other == unit).map(|(_, count)| i64::from(*count));
        near.iter().map(|(other, _)| with(*other).sum()).fold(0, i64::max)
    }
}
