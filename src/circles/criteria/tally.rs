//! Counters for values in common: how many people of each circle have each value.
//!
//! The breaches are the sum over values of weight x pairs, so a change is priced from a handful of counts.

use super::{Change, Counters, Pairwise, View};

/// For each circle and feature, how many have it.
pub(super) struct Tally {
    /// Where the features of each unit start.
    start: Vec<u32>,
    /// A feature and how many people of the unit have it.
    features: Vec<(u32, i32)>,
    /// The feature of a unit that is one person with one feature, as most are; else [`MANY`].
    single: Vec<u32>,
    /// What a pair with the feature in common counts.
    weight: Vec<i32>,
    /// The units that have each feature, and how many of their people.
    units: Vec<Vec<(u32, i32)>>,
    /// The most people with one feature in a unit.
    widest: i32,
    list: usize,
    count: Vec<i32>,
    cost: Vec<i64>,
}

/// Stands for no feature, or several.
const MANY: u32 = u32::MAX;

impl Tally {
    /// `features` lists for each unit, sorted, each feature and how many of its people have it.
    pub(super) fn new(features: &[Vec<(u32, i32)>], weight: Vec<i32>, list: usize) -> Self {
        let mut start = vec![0];
        start.extend(features.iter().scan(0, |end, list| {
            *end += list.len() as u32;
            Some(*end)
        }));
        let single = features.iter().map(|features| match features[..] {
            [(feature, 1)] => feature,
            _ => MANY,
        });
        let count = vec![0; weight.len() * (list + 1)];
        let mut units = vec![Vec::new(); weight.len()];
        for (unit, list) in features.iter().enumerate() {
            list.iter().for_each(|(feature, people)| units[*feature as usize].push((unit as u32, *people)));
        }
        Self {
            start,
            features: features.concat(),
            single: single.collect(),
            weight,
            units,
            widest: features.iter().flatten().map(|(_, people)| *people).max().unwrap_or(0),
            list,
            count,
            cost: vec![0; list + 1],
        }
    }

    #[inline]
    fn features(&self, unit: usize) -> &[(u32, i32)] {
        &self.features[self.start[unit] as usize..self.start[unit + 1] as usize]
    }

    #[inline]
    fn row(&self, circle: usize) -> &[i32] {
        let width = self.weight.len();
        &self.count[circle * width..circle * width + width]
    }

    /// What a unit counts with those counted in a row, and within itself.
    fn enter(&self, unit: usize, row: &[i32]) -> i64 {
        let each = |(feature, people): &(u32, i32)| {
            let feature = *feature as usize;
            self.weight[feature] * (people * row[feature] + people * (people - 1) / 2)
        };
        self.features(unit).iter().map(|feature| i64::from(each(feature))).sum()
    }

    /// What a unit counts more in the circle of row `to` than in its own of row `from`.
    #[inline]
    fn step(&self, unit: usize, from: &[i32], to: &[i32]) -> i32 {
        let each = |(feature, people): &(u32, i32)| {
            let feature = *feature as usize;
            self.weight[feature] * people * (to[feature] - from[feature] + people)
        };
        self.features(unit).iter().map(each).sum()
    }

    /// The price of a change of units with one feature each, who count with each other only where it is the same.
    #[inline]
    fn price_of_single(&self, change: &Change, from: &[i32], to: &[i32]) -> Option<i32> {
        let comes = self.single[change.unit];
        let goes = change.other.map_or(comes, |other| self.single[other]);
        if comes == MANY || goes == MANY {
            return None;
        }
        let (one, other) = (comes as usize, goes as usize);
        let there = self.weight[one] * (to[one] - from[one] + 1);
        Some(match change.other {
            None => there,
            Some(_) if one == other => 0,
            Some(_) => there + self.weight[other] * (from[other] - to[other] + 1),
        })
    }

    /// What two units count with each other.
    #[inline]
    fn between(&self, one: usize, other: usize) -> i32 {
        let (mut left, mut right) = (self.features(one), self.features(other));
        let mut sum = 0;
        while let ([(a, m), ..], [(b, n), ..]) = (left, right) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left = &left[1..],
                std::cmp::Ordering::Greater => right = &right[1..],
                std::cmp::Ordering::Equal => {
                    sum += self.weight[*a as usize] * m * n;
                    (left, right) = (&left[1..], &right[1..]);
                }
            }
        }
        sum
    }

    /// Where the waiting list has a part, only the other circle counts.
    fn price_at_list(&self, change: &Change) -> i64 {
        let (unit, other, circle) = match (change.from == self.list, change.other) {
            (true, other) => (Some(change.unit), other, change.to),
            (false, other) => (other, Some(change.unit), change.from),
        };
        let row = self.row(circle);
        let leaves = other.map_or(0, |leaving| {
            let own: i32 = self.features(leaving).iter().map(|(f, k)| self.weight[*f as usize] * k * k).sum();
            self.enter(leaving, row) - i64::from(own)
        });
        let enters = unit.map_or(0, |entering| self.enter(entering, row));
        let both = unit.zip(other).map_or(0, |(one, other)| self.between(one, other));
        enters - leaves - i64::from(both)
    }
}

impl Counters for Tally {
    fn cost(&self, circle: usize) -> i64 {
        self.cost[circle]
    }

    #[inline]
    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        if change.from == self.list || change.to == self.list {
            return self.price_at_list(change);
        }
        let (from, to) = (self.row(change.from), self.row(change.to));
        if let Some(price) = self.price_of_single(change, from, to) {
            return i64::from(price);
        }
        let there = self.step(change.unit, from, to);
        i64::from(match change.other {
            Some(other) => there + self.step(other, to, from) - 2 * self.between(change.unit, other),
            None => there,
        })
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        if circle == self.list {
            return;
        }
        self.cost[circle] += self.enter(unit, self.row(circle));
        self.shift(unit, circle, 1);
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        if circle == self.list {
            return;
        }
        self.shift(unit, circle, -1);
        self.cost[circle] -= self.enter(unit, self.row(circle));
    }

    fn pairs(&self) -> Option<&dyn Pairwise> {
        Some(self)
    }
}

impl Pairwise for Tally {
    fn tell(&self, unit: usize, scale: i64, counts: &mut [i64]) {
        for (feature, people) in self.features(unit) {
            let feature = *feature as usize;
            let by = scale * i64::from(self.weight[feature] * people);
            for (other, people) in &self.units[feature] {
                counts[*other as usize] += by * i64::from(*people);
            }
            // It is no other to itself.
            counts[unit] -= by * i64::from(*people);
        }
    }

    fn most(&self, unit: usize) -> i64 {
        let weight = |feature: &u32| self.weight[*feature as usize].max(0);
        self.features(unit).iter().map(|(feature, people)| i64::from(weight(feature) * people * self.widest)).sum()
    }
}

impl Tally {
    fn shift(&mut self, unit: usize, circle: usize, sign: i32) {
        let base = circle * self.weight.len();
        for at in self.start[unit]..self.start[unit + 1] {
            let (feature, people) = self.features[at as usize];
            self.count[base + feature as usize] += sign * people;
        }
    }
}
