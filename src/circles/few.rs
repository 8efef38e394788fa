//! A few people in every way that they can be divided: the best plan, found at once and for certain.
//!
//! What remains to be placed is a set of units, and the best for a set is the best over the circles that its first unit
//! can be in, or over that unit's waiting. Ten units have a thousand sets; each is looked into once for every number of
//! circles and every choice of present circles that may come before it.

use super::criteria::{Class, Criterion};
use super::model::Model;
use super::search::LOCKED;
use super::state::Places;
use crate::ordered::BTreeMap;

/// More units have too many sets, and more present circles too many ways to be gone on with.
const UNITS: usize = 10;
const PRESENT: usize = 3;

/// Where everybody goes in a plan that none is better than, by who waits and then by cost, and what that comes to; none
/// where people are many.
pub(super) fn best(model: &Model, criteria: &[&Criterion]) -> Option<(Places, Price)> {
    let mut division = Division::new(model, criteria)?;
    let price = division.best(division.all())?;
    Some((division.places()?, price))
}

/// The best plan of each number of circles that there may be; none where people are many.
pub(super) fn choices(model: &Model, criteria: &[&Criterion]) -> Vec<Places> {
    let Some(mut division) = Division::new(model, criteria).filter(|_| model.rules.circles.is_none()) else {
        return Vec::new();
    };
    let with = |circles: usize| {
        (division.cap, division.exactly) = (circles, true);
        division.known.clear();
        division.best(division.all())?;
        division.places()
    };
    (1..=model.waiting()).filter_map(with).collect()
}

/// What is still to be decided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Left {
    /// The units that have no place, and the present circles that have nobody, a bit each.
    set: u32,
    present: u32,
    /// How many circles there are.
    circles: usize,
}

/// What becomes of the first unit that is left.
#[derive(Clone, Copy)]
enum Choice {
    Waits,
    /// It is in a circle of these units, which may be a present one.
    Circle(u32, Option<u32>),
}

/// A circle that can be: its units, the present circle that it is, if it is one, and its cost.
type Group = (u32, Option<u32>, i64);

/// Who waits, and what the rest costs.
pub(super) type Price = (i64, i64);

struct Division<'a> {
    model: &'a Model,
    /// The most circles there may be.
    cap: usize,
    /// Whether there may be no fewer.
    exactly: bool,
    /// The circles that can be, by their first unit.
    groups: Vec<Vec<Group>>,
    /// What it costs that a unit waits; none where it may not.
    waiting: Vec<Option<i64>>,
    known: BTreeMap<Left, (Option<Price>, Option<Choice>)>,
}

impl Left {
    fn after(self, choice: Choice) -> Self {
        match choice {
            Choice::Waits => Self { set: self.set & (self.set - 1), ..self },
            Choice::Circle(set, name) => Self {
                set: self.set & !set,
                present: self.present & !name.map_or(0, |name| 1 << name),
                circles: self.circles + 1,
            },
        }
    }
}

impl<'a> Division<'a> {
    fn new(model: &'a Model, criteria: &[&Criterion]) -> Option<Self> {
        let units = model.units.len();
        if units > UNITS || model.rules.present.len() > PRESENT {
            return None;
        }
        let cap = model.rules.circles.map_or(model.waiting(), |circles| circles as usize);
        let groups = (0..units).map(|first| groups(model, criteria, first)).collect();
        let waiting = model.units.iter().map(|unit| priced(criteria, |criterion| criterion.meaning.of_waiting(unit)));
        Some(Self { model, cap, exactly: false, groups, waiting: waiting.collect(), known: BTreeMap::new() })
    }

    fn all(&self) -> Left {
        let present = (1 << self.model.rules.present.len()) - 1;
        Left { set: (1 << self.model.units.len()) - 1, present, circles: 0 }
    }

    /// Where everybody goes at the least price, once that was found.
    fn places(&self) -> Option<Places> {
        let (mut left, mut circles) = (self.all(), Vec::new());
        while left.set > 0 {
            let choice = self.known.get(&left).and_then(|(_, choice)| *choice)?;
            if let Choice::Circle(set, name) = choice {
                circles.push((set, name));
            }
            left = left.after(choice);
        }
        Some(numbered(self.model, &circles))
    }

    /// The least price of placing what is left; none where that cannot be.
    fn best(&mut self, left: Left) -> Option<Price> {
        if left.set == 0 && self.exactly && left.circles < self.cap {
            return None;
        }
        if left.set == 0 {
            let missing = self.model.rules.circles.map_or(0, |_| self.cap.saturating_sub(left.circles));
            return Some((missing as i64 * i64::from(self.model.size.min), 0));
        }
        if let Some((price, _)) = self.known.get(&left) {
            return *price;
        }
        let first = left.set.trailing_zeros() as usize;
        let mut best: (Option<Price>, Option<Choice>) = (None, None);
        let mut look = |division: &mut Self, choice: Choice, own: Option<Price>| {
            let Some(own) = own else { return };
            let Some(rest) = division.best(left.after(choice)) else { return };
            let price = (own.0 + rest.0, own.1 + rest.1);
            if best.0.is_none_or(|known| price < known) {
                best = (Some(price), Some(choice));
            }
        };
        look(self, Choice::Waits, self.waits(first));
        for at in 0..self.groups[first].len() {
            let (set, name, cost) = self.groups[first][at];
            let taken = name.is_some_and(|name| left.present >> name & 1 == 0);
            if left.set & set == set && left.circles < self.cap && !taken {
                look(self, Choice::Circle(set, name), Some((0, cost)));
            }
        }
        self.known.insert(left, best);
        best.0
    }

    fn waits(&self, unit: usize) -> Option<Price> {
        let people = self.model.units[unit].len() as i64;
        let locked = if self.model.tied[unit].is_some() { LOCKED * people } else { 0 };
        Some((people + locked, self.waiting[unit]?))
    }
}

/// The circles whose first unit this is.
fn groups(model: &Model, criteria: &[&Criterion], first: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    for set in (1..1_u32 << (model.units.len() - first)).step_by(2).map(|set| set << first) {
        let people: Vec<u32> = members(set).flat_map(|unit| &model.units[unit]).copied().collect();
        if people.len() > model.size.max as usize {
            continue;
        }
        for name in (0..model.rules.present.len() as u32).map(Some).chain([None]) {
            let locked = |unit: usize| model.tied[unit].is_none_or(|seat| name == Some(seat));
            let cost = priced(criteria, |criterion| criterion.meaning.in_circle(&people, name));
            let cost = cost.filter(|_| members(set).all(locked));
            groups.extend(cost.map(|cost| (set, name, cost)));
        }
    }
    groups
}

/// What breaches cost; none where a rule is broken that must hold.
fn priced(criteria: &[&Criterion], breaches: impl Fn(&Criterion) -> i64) -> Option<i64> {
    let mut sum = 0;
    for criterion in criteria {
        match criterion.class {
            Class::Must if breaches(criterion) > 0 => return None,
            Class::Cost => sum += criterion.weight * breaches(criterion),
            _ => {}
        }
    }
    Some(sum)
}

/// Numbers for the circles: present ones have theirs, others the first that is nobody's, those of present circles last.
fn numbered(model: &Model, circles: &[(u32, Option<u32>)]) -> Places {
    let mut places = vec![model.waiting() as u32; model.units.len()];
    let taken = |number: &u32| circles.iter().any(|(_, name)| *name == Some(*number));
    let (present, all) = (model.rules.present.len() as u32, model.waiting() as u32);
    let mut free = (present..all).chain(0..present).filter(|number| !taken(number));
    for (set, name) in circles {
        let Some(number) = name.or_else(|| free.next()) else { continue };
        members(*set).for_each(|unit| places[unit] = number);
    }
    places
}

fn members(set: u32) -> impl Iterator<Item = usize> {
    (0..u32::BITS as usize).filter(move |unit| set & 1 << unit != 0)
}
