//! A roster and rules in the form in which circles are searched: people, units, slots and circles as numbers.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::people::{Participant, Roster};

use super::check;
use super::criteria::Class;
use super::free::Free;
use super::rules::{Rules, Size, Strength};
use super::units::{self, Units};

/// Everything that stays the same while circles are searched.
pub(super) struct Model {
    pub(super) rules: Rules,
    pub(super) people: Vec<Participant>,
    /// The number of each id.
    pub(super) index: BTreeMap<String, u32>,
    /// People who move as one, in the order of the first of them.
    pub(super) units: Vec<Vec<u32>>,
    pub(super) unit_of: Vec<u32>,
    /// The circle that a unit may not leave.
    pub(super) tied: Vec<Option<u32>>,
    /// Who may be counted as a leader.
    pub(super) leads: Vec<bool>,
    /// The present circle of each person.
    pub(super) home: Vec<Option<u32>>,
    pub(super) free: Free,
    /// How many people a circle may have, whichever its mode.
    pub(super) size: Size,
    /// How many circles there may be, the likeliest first.
    pub(super) counts: Vec<u32>,
    /// The most circles there may be.
    pub(super) circles: usize,
    /// What was noticed on the way.
    pub(super) problems: Vec<Error>,
}

/// The values of one attribute, as numbers.
pub(super) struct Values {
    /// The words of each value, sorted.
    pub(super) names: Vec<String>,
    /// The values of each person, sorted.
    pub(super) of: Vec<Vec<u32>>,
}

impl Model {
    /// The model of a roster under rules.
    pub(super) fn new(roster: &Roster, rules: &Rules) -> Result<Self> {
        let index = check::index(roster)?;
        check::rules(roster, rules, &index)?;
        let people = roster.participants.clone();
        let mut free = Free::new(&people, rules)?;
        let size = either(rules);
        let Units { units, unit_of, mut problems, formed } = units::units(&people, rules, size, &index);
        check::contradiction(roster, rules, &index, &unit_of)?;
        let mut leads: Vec<bool> = people.iter().map(|person| person.leader).collect();
        for unit in &formed {
            problems.extend(units::excuse(unit, &people, rules, &mut free, &mut leads));
        }
        let home = homes(people.len(), rules, &index);
        let tied = tied(&units, &home, rules, &index);
        let counts = counts(&units, rules, size, &leads);
        let circles = counts.iter().copied().max().unwrap_or(1).max(rules.present.len() as u32) as usize;
        let rules = rules.clone();
        Ok(Self { rules, people, index, units, unit_of, tied, leads, home, free, size, counts, circles, problems })
    }

    /// The number of the waiting list, which follows the circles.
    pub(super) fn waiting(&self) -> usize {
        self.circles
    }

    /// How many people each unit has.
    pub(super) fn unit_sizes(&self) -> Vec<i64> {
        self.units.iter().map(|unit| unit.len() as i64).collect()
    }

    /// The most people a circle has at any time of a search: a little more than the rules allow.
    pub(super) fn ceiling(&self) -> u32 {
        let largest = self.units.iter().map(Vec::len).max().unwrap_or(1) as u32;
        self.size.max + largest.min(self.size.max)
    }

    /// How many people a circle may have at a slot: writing, which is slot 0, may have a size of its own.
    pub(super) fn size_at(&self, slot: usize) -> Size {
        if slot == 0 { self.rules.text_size.unwrap_or(self.rules.size) } else { self.rules.size }
    }

    /// Whether a circle of so many people may meet at a slot; any slot will do for a size that is wrong at all of them.
    #[inline]
    pub(super) fn suits(&self, count: u32, slot: usize) -> bool {
        let fits = |size: Size| (size.min..=size.max).contains(&count);
        self.rules.text_size.is_none() || fits(self.size_at(slot)) || !(fits(self.size_at(0)) || fits(self.size_at(1)))
    }

    /// The share of a circle, in percent, that is free at its slot.
    pub(super) fn share(&self) -> u32 {
        self.rules.slot.map_or(100, |slot| u32::from(slot.share))
    }

    /// How many of a circle may be missing at its slot.
    #[inline]
    pub(super) fn may_miss(&self, count: u32) -> u32 {
        match self.share() {
            100 => 0,
            share => count * (100 - share) / 100,
        }
    }

    /// What breaches of a rule of this strength count as; none where the rule is off.
    pub(super) fn strength(&self, strength: Strength) -> Option<(Class, i64)> {
        match strength {
            Strength::Must => Some((Class::Must, 1)),
            Strength::Weight(weight) if weight >= 1.0 => Some((Class::Cost, weight as i64)),
            _ => None,
        }
    }

    /// The people on the roster among these ids.
    pub(super) fn known(&self, ids: &[String]) -> Vec<u32> {
        ids.iter().filter_map(|id| self.index.get(id)).copied().collect()
    }

    /// The names of people, as a sentence lists them; of many, the first and how many more.
    pub(super) fn names(&self, people: &[u32]) -> String {
        let name = |person: &u32| self.people[*person as usize].name.clone();
        match people {
            [] => "nobody".to_owned(),
            [one] => name(one),
            [one, other] => format!("{} and {}", name(one), name(other)),
            [one, other, last] => format!("{}, {} and {}", name(one), name(other), name(last)),
            [one, other, rest @ ..] => format!("{}, {} and {} more", name(one), name(other), rest.len()),
        }
    }

    /// The values of an attribute.
    pub(super) fn values(&self, attribute: &str) -> Values {
        let given = || self.people.iter().map(|person| person.attributes.get(attribute));
        let names: BTreeSet<&String> = given().flatten().flatten().collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let number = |value: &String| names.binary_search(value).ok().map(|at| at as u32);
        let of = given().map(|values| {
            let numbers: BTreeSet<u32> = values.into_iter().flatten().filter_map(number).collect();
            numbers.into_iter().collect()
        });
        Values { of: of.collect(), names }
    }

    /// The number that an attribute gives for each person.
    pub(super) fn numbers(&self, attribute: &str) -> Vec<Option<f64>> {
        let first = |person: &Participant| person.attributes.get(attribute)?.first().cloned();
        let number = |text: String| text.trim().replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite());
        self.people.iter().map(|person| first(person).and_then(number)).collect()
    }

    /// The slot at which the fewest of these people are missing, a leader among those who are free where there is one
    /// and, unless a circle must have one, not too few are free for that; the earliest of the best. None when there is no
    /// slot at all, or nobody.
    pub(super) fn best_slot(&self, people: &[u32]) -> Option<usize> {
        let must = self.rules.leader == Strength::Must;
        let missing = |slot: usize| {
            let absent = people.iter().filter(|person| !self.free.at(**person, slot)).count() as u32;
            let led = people.iter().any(|person| self.leads[*person as usize] && self.free.at(*person, slot));
            let unled = !led && self.share() < 100;
            (must && unled, absent > self.may_miss(people.len() as u32), unled, absent)
        };
        // Talk before text: slot 0 is writing.
        let slots = (1..self.free.slots()).chain(Some(0)).filter(|slot| self.suits(people.len() as u32, *slot));
        slots.min_by_key(|slot| missing(*slot)).filter(|_| !people.is_empty())
    }
}

impl Values {
    /// How many values two people have in common.
    #[inline]
    pub(super) fn shared(&self, one: u32, other: u32) -> i64 {
        let (one, other) = (&self.of[one as usize], &self.of[other as usize]);
        one.iter().filter(|value| other.contains(value)).count() as i64
    }

    /// For each unit, each value (its number plus `offset`) and how many of its people have it.
    pub(super) fn features(&self, model: &Model, offset: u32) -> Vec<Vec<(u32, i32)>> {
        let of_unit = |unit: &Vec<u32>| {
            let mut counts: BTreeMap<u32, i32> = BTreeMap::new();
            for value in unit.iter().flat_map(|person| &self.of[*person as usize]) {
                *counts.entry(value + offset).or_default() += 1;
            }
            counts.into_iter().collect()
        };
        model.units.iter().map(of_unit).collect()
    }
}

fn homes(people: usize, rules: &Rules, index: &BTreeMap<String, u32>) -> Vec<Option<u32>> {
    let mut home = vec![None; people];
    for (circle, present) in rules.present.iter().enumerate() {
        for person in present.members.iter().filter_map(|id| index.get(id)) {
            home[*person as usize] = Some(circle as u32);
        }
    }
    home
}

fn tied(units: &[Vec<u32>], home: &[Option<u32>], rules: &Rules, index: &BTreeMap<String, u32>) -> Vec<Option<u32>> {
    let locked: BTreeSet<u32> = rules.locked.iter().filter_map(|id| index.get(id)).copied().collect();
    let tie = |unit: &Vec<u32>| unit.iter().find(|person| locked.contains(person)).and_then(|one| home[*one as usize]);
    units.iter().map(tie).collect()
}

/// The sizes of all modes together.
fn either(rules: &Rules) -> Size {
    let text = rules.text_size.unwrap_or(rules.size);
    Size { min: rules.size.min.min(text.min), max: rules.size.max.max(text.max) }
}

/// How many numbers of circles are tried.
pub(super) const COUNTS: usize = 9;

/// The numbers of circles worth trying: those that people can fill and leaders can lead.
fn counts(units: &[Vec<u32>], rules: &Rules, size: Size, leads: &[bool]) -> Vec<u32> {
    if let Some(circles) = rules.circles {
        return vec![circles];
    }
    let people: u32 = units.iter().map(|unit| unit.len() as u32).sum();
    let mut most = people / size.min;
    if rules.leader == Strength::Must {
        most = most.min(leads.iter().filter(|leads| **leads).count() as u32);
    }
    let fewest = people.div_ceil(size.max).min(most).max(1);
    let mut counts: Vec<u32> = (fewest..=most.max(fewest)).collect();
    // Circles neither full nor thin are the easiest to form.
    let middle = people * 2 / (size.min + size.max);
    counts.sort_by_key(|count| (count.abs_diff(middle), *count));
    counts.truncate(COUNTS);
    counts
}
