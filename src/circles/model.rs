//! A roster and rules in the form in which circles are searched: people, units, slots and circles as numbers.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::job::{step_ends, whole};
use crate::limits;
use crate::people::{Mode, Participant};
use crate::time::Slot;

use super::check;
use super::criteria::Class;
use super::free::Free;
use super::notices;
use super::rules::{Levels, Rules, Size, Strength};
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
    /// The numbers of circles that are tried first, the likeliest before the others.
    pub(super) counts: Vec<u32>,
    /// The fewest and the most circles that people can fill; a search may open one fewer where some wait.
    pub(super) range: (usize, usize),
    /// The most circles there may be.
    pub(super) circles: usize,
    /// What stands in the way of placing everybody.
    pub(super) problems: Vec<Error>,
    /// What else was noticed.
    pub(super) notices: Vec<Error>,
}

/// The values of one attribute, as numbers.
pub(super) struct Values {
    /// The words of each value, sorted.
    pub(super) names: Vec<String>,
    /// The values of each person, sorted.
    pub(super) of: Vec<Vec<u32>>,
    /// How many values people who are quite alike share, and no two share more; 1 where values have no order.
    pub(super) most: i64,
}

impl Model {
    /// The model of people under rules.
    pub(super) fn new(people: Vec<Participant>, rules: &Rules) -> Result<Self> {
        whole(Self::of(people, rules))
    }

    /// The same in steps.
    pub(super) async fn of(people: Vec<Participant>, rules: &Rules) -> Result<Self> {
        let index = check::index(&people)?;
        step_ends().await;
        check::rules(&people, rules, &index)?;
        let rules = &plain(rules, &index);
        step_ends().await;
        let free = Free::new(&people, rules)?;
        step_ends().await;
        let size = possible(rules, people.len());
        let Units { units, unit_of, problems, formed } = units::units(&people, rules, size, &index);
        check::contradiction(&people, rules, &index, &unit_of)?;
        step_ends().await;
        let home = homes(people.len(), rules, &index);
        let tied = tied(&units, &home, rules, &index);
        let notices = notices::find(&people, rules, &free);
        step_ends().await;
        let mut model = Self {
            rules: rules.clone(),
            leads: people.iter().map(|person| person.leader).collect(),
            people,
            index,
            units,
            unit_of,
            tied,
            home,
            free,
            size,
            counts: Vec::new(),
            range: (1, 1),
            circles: 1,
            problems,
            notices,
        };
        for members in &formed {
            let excused = units::excuse(&mut model, members);
            model.problems.extend(excused);
        }
        let (fewest, most) = range(&model);
        model.counts = counts(&model, fewest, most);
        model.range = (fewest as usize, most as usize);
        model.circles = model.range.1.max(model.rules.present.len());
        Ok(model)
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

    /// How many people a circle that meets at a slot can have at all.
    pub(super) fn possible_at(&self, slot: usize) -> Size {
        if self.rules.size_weight.is_must() { self.size_at(slot) } else { self.size }
    }

    /// How many people too many or too few a circle has for what it would be at a slot.
    pub(super) fn outsized(&self, count: u32, slot: usize) -> u32 {
        let size = self.size_at(slot);
        size.min.saturating_sub(count).max(count.saturating_sub(size.max))
    }

    /// Whether a circle of so many people may meet at a slot; any slot will do for a size that is wrong at all of them.
    #[inline]
    pub(super) fn suits(&self, count: u32, slot: usize) -> bool {
        let fits = |slot: usize| self.outsized(count, slot) == 0;
        self.rules.text_size.is_none() || !self.rules.size_weight.is_must() || fits(slot) || !(fits(0) || fits(1))
    }

    /// The share of a circle, in percent, that is free at its slot.
    pub(super) fn share(&self) -> u32 {
        self.rules.slot.map_or(100, |slot| u32::from(slot.share))
    }

    /// Whether a circle has to have a slot at which enough of it are free.
    pub(super) fn must_meet(&self) -> bool {
        self.rules.slot.is_none_or(|slot| slot.weight.is_must())
    }

    /// Whether all of a circle have to be free at its slot.
    pub(super) fn all_meet(&self) -> bool {
        self.share() == 100 && self.must_meet()
    }

    /// Whether one of a circle's leaders has to be free at its slot, though not all of it need be.
    pub(super) fn leader_meets(&self) -> bool {
        !self.all_meet() && self.rules.leader.is_on()
    }

    /// The present circles that have anybody; they come first.
    pub(super) fn there(&self) -> usize {
        self.rules.present.iter().filter(|circle| check::is_there(circle, &self.index)).count()
    }

    /// How many of a circle may be missing at its slot, since they are not free: nobody is when a circle writes.
    #[inline]
    pub(super) fn may_miss(&self, count: u32, slot: usize) -> u32 {
        match self.share() {
            share if share < 100 && slot != 0 => count * (100 - share) / 100,
            _ => 0,
        }
    }

    /// Whether somebody would meet as a circle does at a slot, free or not: who only writes is no talker who is late.
    pub(super) fn would(&self, person: u32, slot: usize) -> bool {
        let would = match self.people[person as usize].mode {
            Mode::Talk => slot != 0,
            Mode::Text => slot == 0,
            Mode::Either => true,
        };
        would || self.free.is_supposed(person)
    }

    /// By how many people a circle falls short at a slot: those who would not meet so, and those too many who are not
    /// free.
    pub(super) fn short(&self, people: &[u32], slot: usize) -> u32 {
        let unwilling = people.iter().filter(|person| !self.would(**person, slot)).count() as u32;
        let absent = people.iter().filter(|person| !self.free.at(**person, slot)).count() as u32;
        unwilling + (absent - unwilling).saturating_sub(self.may_miss(people.len() as u32, slot))
    }

    /// By how much a circle falls short at the slot that suits it best, one more where some are awaited and none of them is
    /// free.
    pub(super) fn falls_short(&self, people: &[u32], awaited: &[u32]) -> i64 {
        let count = people.len() as u32;
        let unled = |slot: usize| !awaited.is_empty() && !awaited.iter().any(|person| self.free.at(*person, slot));
        let suited = (0..self.free.slots()).filter(|slot| self.suits(count, *slot));
        let short = |slot| i64::from(self.short(people, slot)) + i64::from(unled(slot));
        suited.map(short).min().unwrap_or(i64::from(count))
    }

    /// Those of a circle who lead, where one of them has to be free at its slot though not all of it need be.
    pub(super) fn awaited(&self, people: &[u32]) -> Vec<u32> {
        let awaited = |person: &u32| self.leader_meets() && self.leads[*person as usize];
        people.iter().copied().filter(awaited).collect()
    }

    /// What breaches of a rule of this strength count as; none where the rule is off.
    pub(super) fn strength(&self, strength: Strength) -> Option<(Class, i64)> {
        match strength {
            Strength::Must => Some((Class::Must, 1)),
            Strength::Weight(weight) if strength.is_on() => Some((Class::Cost, weight as i64)),
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

    /// The kinds of people by an attribute: its values, or the levels of one that has an order.
    pub(super) fn kinds(&self, attribute: &str) -> Values {
        let Some(levels) = self.rules.levels.get(attribute) else { return self.values(attribute) };
        let of = self.levels(attribute, levels).into_iter().map(|level| level.into_iter().collect()).collect();
        Values { names: levels.names(), of, most: 1 }
    }

    /// The same, so that people of an attribute that has an order share the more, the nearer they are: with each step
    /// of the order come two values, to be below it or not, and so all but the steps between two are shared.
    pub(super) fn steps(&self, attribute: &str) -> Values {
        let Some(levels) = self.rules.levels.get(attribute) else { return self.values(attribute) };
        let steps = levels.count().saturating_sub(1) as u32;
        let sides = |level: u32| (0..steps).map(|step| 2 * step + u32::from(level > step)).collect();
        let of = self.levels(attribute, levels).into_iter().map(|level| level.map_or_else(Vec::new, sides));
        let names = (0..2 * steps).map(|_| String::new()).collect();
        Values { names, of: of.collect(), most: i64::from(steps) }
    }

    /// The values of an attribute.
    fn values(&self, attribute: &str) -> Values {
        let given = || self.people.iter().map(|person| person.attributes.get(attribute));
        let names: BTreeSet<&String> = given().flatten().flatten().collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let number = |value: &String| names.binary_search(value).ok().map(|at| at as u32);
        let of = given().map(|values| {
            let numbers: BTreeSet<u32> = values.into_iter().flatten().filter_map(number).collect();
            numbers.into_iter().collect()
        });
        Values { of: of.collect(), names, most: 1 }
    }

    /// The level of each person.
    fn levels(&self, attribute: &str, levels: &Levels) -> Vec<Option<u32>> {
        self.people.iter().map(|person| levels.of(person, attribute)).collect()
    }

    /// The number that an attribute gives for each person: of an order of values, which of them it is.
    pub(super) fn numbers(&self, attribute: &str) -> Vec<Option<f64>> {
        match self.rules.levels.get(attribute) {
            Some(levels @ Levels::Values(_)) => {
                let levels = self.levels(attribute, levels);
                levels.into_iter().map(|level| level.map(|level| f64::from(level + 1))).collect()
            }
            _ => self.people.iter().map(|person| number(person, attribute)).collect(),
        }
    }

    /// The time that a present circle has and these people keep: all who are new in it can make it, and so can somebody who
    /// leads, where anybody there does.
    pub(super) fn kept_time(&self, people: &[u32], circle: usize) -> Option<Slot> {
        let time = self.free.kept(circle)?;
        let suits = |person: &u32| self.free.suits(*person, circle);
        let came = |person: &&u32| self.home[**person as usize] != Some(circle as u32);
        let mut leaders = people.iter().filter(|person| self.leads[**person as usize]).peekable();
        let led = !self.leader_meets() || leaders.peek().is_none() || leaders.any(suits);
        let talks = self.best_slot(people).is_some_and(|slot| slot != 0);
        (talks && led && people.iter().filter(came).all(suits)).then_some(time)
    }

    /// The slot at which the fewest of these people are too many to be missing, none who leads for one of them where
    /// leaders are asked for; of equals one at which somebody who leads is free, then the fewest are missing, then the
    /// earliest. Where sizes only cost and are not those of the other mode, of equals the one whose sizes fit comes
    /// first. None when there is no slot at all, or nobody.
    pub(super) fn best_slot(&self, people: &[u32]) -> Option<usize> {
        let (asked, count) = (self.leader_meets(), people.len() as u32);
        let sizes_cost = self.rules.size_weight.is_on() && !self.rules.size_weight.is_must();
        let missing = |slot: usize| {
            let absent = people.iter().filter(|person| !self.free.at(**person, slot)).count() as u32;
            let led = people.iter().any(|person| self.leads[*person as usize] && self.free.at(*person, slot));
            let unled = !led && !self.all_meet();
            let outsized = if sizes_cost { self.outsized(count, slot) } else { 0 };
            let short = self.short(people, slot) + u32::from(asked && unled);
            (short, outsized, unled, absent)
        };
        // Talk before text: slot 0 is writing.
        let slots = (1..self.free.slots()).chain(Some(0)).filter(|slot| self.suits(count, *slot));
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

    /// Whether two people are quite alike.
    #[inline]
    pub(super) fn alike(&self, one: u32, other: u32) -> bool {
        self.shared(one, other) >= self.most
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

impl Levels {
    /// How many levels there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::From(numbers) => numbers.len() + 1,
        }
    }

    /// What each level is called.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Values(values) => values.clone(),
            Self::From(numbers) => {
                let least = numbers.iter().map(|number| format!("{number} or more"));
                let first = numbers.first().map(|number| format!("less than {number}"));
                first.into_iter().chain(least).collect()
            }
        }
    }

    /// The level of a person; of several values the first that has one.
    pub(super) fn of(&self, person: &Participant, attribute: &str) -> Option<u32> {
        match self {
            Self::Values(values) => {
                let given = person.attributes.get(attribute)?;
                let level = |value: &String| values.iter().position(|level| level == value);
                given.iter().find_map(level).map(|level| level as u32)
            }
            Self::From(numbers) => {
                let number = number(person, attribute)?;
                Some(numbers.iter().filter(|least| number >= **least).count() as u32)
            }
        }
    }
}

/// The number that an attribute gives for a person; none for one such as "90,000", which is one number to some and another
/// to others.
pub(super) fn number(person: &Participant, attribute: &str) -> Option<f64> {
    let text = person.attributes.get(attribute)?.first()?.trim();
    let three = |behind: &str| behind.len() == 3;
    if text
        .rsplit_once(',')
        .is_some_and(|(before, behind)| three(behind) && !before.trim_start_matches(['-', '+', '0']).is_empty())
    {
        return None;
    }
    text.replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite())
}

/// The rules with nothing in them that does not count: no slot that matters to nobody, and the present circles that
/// still have somebody first, as others need not be kept.
fn plain(rules: &Rules, index: &BTreeMap<String, u32>) -> Rules {
    let mut rules = rules.clone();
    rules.slot = rules.slot.filter(|slot| slot.weight.is_on());
    rules.present.sort_by_key(|circle| !check::is_there(circle, index));
    rules
}

/// The present circle of each person.
pub(super) fn homes(people: usize, rules: &Rules, index: &BTreeMap<String, u32>) -> Vec<Option<u32>> {
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

/// The sizes of all modes together, as they are asked for.
pub(super) fn either(rules: &Rules) -> Size {
    let text = rules.text_size.unwrap_or(rules.size);
    Size { min: rules.size.min.min(text.min), max: rules.size.max.max(text.max) }
}

/// The sizes that a circle can have at all: those of the rules, where they must hold.
fn possible(rules: &Rules, people: usize) -> Size {
    let most = limits::CIRCLE_SIZE.min(people as u32);
    if rules.size_weight.is_must() { either(rules) } else { Size { min: 1, max: most } }
}

/// However many people there are, this many circles more or fewer than usual are tried where sizes only cost.
const UNUSUAL: u32 = 256;

/// The fewest and the most circles that people can fill and leaders can lead.
fn range(model: &Model) -> (u32, u32) {
    if let Some(circles) = model.rules.circles {
        return (circles, circles);
    }
    let (size, usual, people) = (model.size, either(&model.rules), model.people.len() as u32);
    let mut most = (people / size.min).min(people / usual.min + UNUSUAL);
    if model.rules.leader == Strength::Must {
        most = most.min(model.leads.iter().filter(|leads| **leads).count() as u32);
    }
    let fewest = people.div_ceil(size.max).max(people.div_ceil(usual.max).saturating_sub(UNUSUAL)).min(most).max(1);
    (fewest, most.max(fewest))
}

/// The numbers of circles that are tried first: circles neither full nor thin are the easiest to form, and what is far
/// from those is looked into too. A search goes on from whichever does best.
fn counts(model: &Model, fewest: u32, most: u32) -> Vec<u32> {
    let usual = either(&model.rules);
    let middle = (model.people.len() as u32 * 2 / (usual.min + usual.max)).clamp(fewest, most);
    let halfway = [fewest, most].map(|end| u32::midpoint(end, middle));
    let near = [1, 2].map(|step| [middle.saturating_sub(step), middle + step]);
    let all = [middle].into_iter().chain(near.into_iter().flatten()).chain(halfway).chain([fewest, most]);
    let mut counts: Vec<u32> = Vec::new();
    for count in all {
        if (fewest..=most).contains(&count) && !counts.contains(&count) {
            counts.push(count);
        }
    }
    counts
}
