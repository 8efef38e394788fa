//! Every way to divide a few people into circles, and the best of them: what any algorithm must match.
//!
//! What a circle costs is written here once more, from the rules' own words: a mistake made twice in the same way is
//! rarer than one made once.

use std::collections::{BTreeMap, BTreeSet};

use peer_circle::circles::{AttributeRule, Group, How, Levels, Plan, Rules, Size, SlotRule, Strength};
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Slot, TimeOfDay, Weekly};

use super::chance::{Chance, TIMES, roster, rules};

/// As many others wait sooner than somebody who is locked.
pub(crate) const LOCKED: i64 = 100;

/// A case: a roster and rules, as the library and as these tests see them.
pub(crate) struct Case {
    pub(crate) roster: Roster,
    pub(crate) rules: Rules,
    /// How far each number is above the mean, in hundredths of the mean absolute deviation.
    above: Vec<i64>,
    /// Circles of their own that stand whatever their times and leaders.
    formed: Vec<usize>,
}

impl Case {
    pub(crate) fn new(seed: u64, most: u64) -> Option<Self> {
        let mut chance = Chance(seed);
        let people = 4 + chance.below(most - 3);
        Self::drawn(&mut chance, people)
    }

    /// A case of so many people.
    pub(crate) fn drawn(chance: &mut Chance, people: u64) -> Option<Self> {
        let (roster, rules) = (roster(chance, people), rules(chance, people));
        Self::of(roster, rules)
    }

    pub(crate) fn of(roster: Roster, rules: Rules) -> Option<Self> {
        let numbers: Vec<f64> =
            roster.participants.iter().map(|person| person.attributes["number"][0].parse().unwrap()).collect();
        let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
        let spread = numbers.iter().map(|number| (number - mean).abs()).sum::<f64>() / numbers.len() as f64;
        let above = |number: &f64| if spread > 0.0 { ((number - mean) / spread * 100.0).round() as i64 } else { 0 };
        let above = numbers.iter().map(above).collect();
        let own = roster.participants.iter().enumerate().filter(|(_, person)| person.circle.is_some());
        let formed: Vec<usize> = own.map(|(at, _)| at).filter(|_| rules.self_formed == Strength::Must).collect();
        let case = Self { roster, rules, above, formed };
        // Circles of their own are excused from times and leaders when they are large enough; that has its own tests.
        let least = case.rules.size.min.min(case.rules.text_size.map_or(u32::MAX, |size| size.min));
        let enough = case.formed.len() >= least as usize;
        let must = |group: &&Group| group.weight == Strength::Must;
        let both = case.rules.apart.iter().filter(must).any(|apart| {
            let mut groups = case.rules.together.iter().filter(must);
            groups.any(|group| (case.numbers(&apart.people) & case.numbers(&group.people)).count_ones() > 1)
        });
        // Where nobody who talks says a time, there is nothing to form by.
        let mut talk = case.roster.participants.iter().filter(|person| person.mode != Mode::Text).peekable();
        let silent = talk.peek().is_some() && talk.all(|person| person.availability.is_empty());
        let silent = silent && case.slot().is_some();
        (!enough && !both && !silent).then_some(case)
    }

    fn people(&self, circle: u32) -> impl Iterator<Item = (usize, &Participant)> {
        self.roster.participants.iter().enumerate().filter(move |(at, _)| circle >> at & 1 == 1)
    }

    pub(crate) fn numbers(&self, ids: &[String]) -> u32 {
        let at = |id: &String| self.roster.participants.iter().position(|person| person.id == *id);
        ids.iter().filter_map(at).fold(0, |all, at| all | 1 << at)
    }

    /// How many pairs of a circle are among these people.
    fn pairs(&self, circle: u32, ids: &[String]) -> i64 {
        let both = i64::from((circle & self.numbers(ids)).count_ones());
        both * (both - 1) / 2
    }

    /// Whether all holds that must, and what the rest costs, for a circle of these people with this number.
    pub(crate) fn cost(&self, circle: u32, number: usize) -> (bool, i64) {
        let home = |person: &Participant| self.home(person).is_none_or(|home| home == number);
        let seated = self.people(circle).filter(|(_, person)| self.rules.locked.contains(&person.id));
        let (valid, cost) = self.unlocked(circle, number);
        (valid && seated.map(|(_, person)| person).all(home), cost)
    }

    /// The present circle that somebody has.
    fn home(&self, person: &Participant) -> Option<usize> {
        self.rules.present.iter().position(|present| present.members.contains(&person.id))
    }

    /// The same if nobody were locked.
    pub(crate) fn unlocked(&self, circle: u32, number: usize) -> (bool, i64) {
        let mut sum = Sum::default();
        let led = self.people(circle).any(|(_, person)| person.leader);
        sum.add(self.rules.leader, i64::from(!led));
        sum.add(self.rules.size_weight, self.outsized(circle));
        sum.add(self.slot().map_or(Strength::Must, |slot| slot.weight), self.short(circle));
        for group in &self.rules.apart {
            sum.add(group.weight, self.pairs(circle, &group.people));
        }
        for (group, weight) in self.together() {
            sum.add(
                weight,
                if weight == Strength::Must {
                    i64::from(circle & group != 0 && circle & group != group)
                } else {
                    self.split_pairs(circle, circle, group)
                },
            );
        }
        for (place, past) in self.rules.past.iter().enumerate() {
            let faded = [4.0, 2.0, 1.0].get(past.age.map_or(place, |age| age as usize)).copied();
            let weight = past.weight.unwrap_or(faded.map_or(Strength::Off, Strength::Weight));
            past.circles.iter().for_each(|group| sum.add(weight, self.pairs(circle, group)));
        }
        for (_, person) in self.people(circle) {
            for id in person.not_with.iter().filter(|id| **id != person.id && !self.put_together(&person.id, id)) {
                sum.add(Strength::Must, i64::from(circle & self.numbers(std::slice::from_ref(id)) != 0));
            }
            self.peers(circle, person, &mut sum);
            sum.add(self.rules.moving, i64::from(self.home(person).is_some_and(|home| home != number)));
        }
        self.rules.attributes.iter().for_each(|rule| self.attribute(circle, rule, &mut sum));
        let Strength::Weight(weight) = Self::most_a_weight(self.rules.moving) else { return (sum.valid, sum.cost) };
        sum.cost += weight as i64 * self.upset(circle, number);
        (sum.valid, sum.cost)
    }

    fn most_a_weight(strength: Strength) -> Strength {
        if strength == Strength::Must { Strength::Weight(1000.0) } else { strength }
    }

    /// Those who have to find another time for their circle, since somebody is new in it and cannot make that.
    fn upset(&self, circle: u32, number: usize) -> i64 {
        let present = self.rules.present.get(number).filter(|_| self.slot().is_some());
        let Some((present, slot)) = present.and_then(|present| Some((present, present.slot?))) else { return 0 };
        let cannot = |at: usize, person: &Participant| person.mode == Mode::Text || !self.times(at).covers(&slot);
        let mut others = self.people(circle).filter(|(_, person)| self.home(person) != Some(number));
        let upset = others.any(|(at, person)| cannot(at, person));
        if upset { i64::from((circle & self.numbers(&present.members)).count_ones()) } else { 0 }
    }

    /// Whether rules put two people into one circle by name: wishes give way.
    fn put_together(&self, one: &String, other: &String) -> bool {
        let other_kept = self.kept_with(other);
        let seat = self.seat(other_kept);
        self.kept_with(one) & other_kept != 0 || (seat.is_some() && self.seat(self.kept_with(one)) == seat)
    }

    /// Somebody, and those who have to be kept with them, be it by way of others.
    fn kept_with(&self, id: &String) -> u32 {
        let together = self.together();
        let mut kept = self.numbers(std::slice::from_ref(id));
        loop {
            let groups = together.iter().filter(|(group, weight)| *weight == Strength::Must && group & kept != 0);
            match groups.fold(kept, |all, (group, _)| all | group) {
                all if all == kept => return kept,
                all => kept = all,
            }
        }
    }

    /// The circle in which some of these people are locked.
    fn seat(&self, people: u32) -> Option<usize> {
        let locked =
            |id: &String| self.rules.locked.contains(id) && self.numbers(std::slice::from_ref(id)) & people != 0;
        self.rules.present.iter().position(|circle| circle.members.iter().any(locked))
    }

    /// What somebody wishes of a peer and does not find in each of the others: all of it costs all of the weight, a part of
    /// it a part, and something at least.
    fn peers(&self, circle: u32, person: &Participant, sum: &mut Sum) {
        let wished: BTreeSet<&String> = person.peer_by.iter().collect();
        for (_, other) in self.people(circle).filter(|(_, other)| other.id != person.id) {
            let missed = wished.iter().filter(|name| !self.shares(person, other, name)).count() as i64;
            match self.rules.peers {
                Strength::Weight(weight) if missed > 0 && weight >= 1.0 => {
                    sum.cost += (weight as i64 * missed / wished.len() as i64).max(1);
                }
                strength => sum.add(strength, missed),
            }
        }
    }

    /// Whether two people have a value, or the level, of an attribute in common.
    fn shares(&self, one: &Participant, other: &Participant, name: &str) -> bool {
        let (one, other) = (&one.attributes[name], &other.attributes[name]);
        match self.rules.levels.get(name) {
            Some(levels) => level(levels, one).is_some_and(|mine| Some(mine) == level(levels, other)),
            None => one.iter().any(|value| other.contains(value)),
        }
    }

    fn attribute(&self, circle: u32, rule: &AttributeRule, sum: &mut Sum) {
        if let Some(levels) = self.rules.levels.get(&rule.attribute).filter(|_| rule.how != How::Balance) {
            return sum.add(rule.weight, self.ordered(circle, rule, levels));
        }
        let values: Vec<&Vec<String>> =
            self.people(circle).map(|(_, person)| &person.attributes[&rule.attribute]).collect();
        let pairs =
            || values.iter().enumerate().flat_map(|(at, one)| values[at + 1..].iter().map(move |other| (one, other)));
        let shared = |one: &[String], other: &[String]| one.iter().filter(|value| other.contains(value)).count() as i64;
        let breaches = match rule.how {
            How::Mix => pairs().map(|(one, other)| shared(one, other)).sum(),
            How::Match => {
                let unlike =
                    pairs().filter(|(one, other)| !one.is_empty() && !other.is_empty() && shared(one, other) == 0);
                unlike.count() as i64
            }
            How::NoLoneMember => {
                let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
                values.iter().flat_map(|values| values.iter()).for_each(|value| *counts.entry(value).or_default() += 1);
                counts.values().filter(|count| **count == 1).count() as i64
            }
            How::Balance => self.people(circle).map(|(at, _)| self.above[at]).sum::<i64>().abs() * 2 / 100,
            How::NotWith => {
                let all: Vec<&Participant> = self.people(circle).map(|(_, person)| person).collect();
                let names = |one: &Participant, other: &Participant| one.attributes["boss"].contains(&other.id);
                let pairs =
                    all.iter().enumerate().flat_map(|(at, one)| all[at + 1..].iter().map(move |two| (one, two)));
                pairs.filter(|(one, other)| names(one, other) || names(other, one)).count() as i64
            }
        };
        sum.add(rule.weight, breaches);
    }

    /// The breaches of a rule about an attribute whose values have an order.
    fn ordered(&self, circle: u32, rule: &AttributeRule, levels: &Levels) -> i64 {
        let known: Vec<i64> =
            self.people(circle).filter_map(|(_, person)| level(levels, &person.attributes[&rule.attribute])).collect();
        let last = match levels {
            Levels::Values(values) => values.len() as i64 - 1,
            Levels::From(numbers) => numbers.len() as i64,
        };
        let pairs =
            known.iter().enumerate().flat_map(|(at, one)| known[at + 1..].iter().map(move |two| (one - two).abs()));
        match rule.how {
            How::Mix => pairs.map(|steps| last - steps).sum(),
            How::Match => pairs.sum(),
            _ => known.iter().filter(|one| known.iter().filter(|other| other == one).count() == 1).count() as i64,
        }
    }

    /// The rule of the slot, if that matters.
    fn slot(&self) -> Option<SlotRule> {
        self.rules.slot.filter(|slot| slot.weight != Strength::Off)
    }

    /// Those who should share a circle, and how much that matters.
    fn together(&self) -> Vec<(u32, Strength)> {
        let own = self.roster.participants.iter().filter(|person| person.circle.is_some());
        let own: Vec<String> = own.map(|person| person.id.clone()).collect();
        let own = (self.numbers(&own), self.rules.self_formed);
        let groups = self.rules.together.iter().map(|group| (self.numbers(&group.people), group.weight));
        groups.chain([own]).collect()
    }

    /// The pairs of a group of whom the first is here and the other not with them.
    fn split_pairs(&self, here: u32, with: u32, group: u32) -> i64 {
        let first = (0..32).filter(|at| here & group & (1 << at) != 0);
        first.map(|at| i64::from((group & !with & !((2_u32 << at) - 1)).count_ones())).sum()
    }

    /// How many are too many or too few: for the mode in which the fewest are missing, where that only costs.
    fn outsized(&self, circle: u32) -> i64 {
        let count = i64::from(circle.count_ones());
        let off = |text: bool| {
            let size = if text { self.rules.text_size.unwrap_or(self.rules.size) } else { self.rules.size };
            (i64::from(size.min) - count).max(count - i64::from(size.max)).max(0)
        };
        if self.rules.size_weight == Strength::Must {
            return off(false).min(off(true));
        }
        let ways = self.ways(circle);
        let short = |way: &Way| self.short_of(circle, way);
        let least = ways.iter().map(short).min().unwrap();
        ways.iter().filter(|way| short(way) == least).map(|way| off(way.text)).min().unwrap()
    }

    /// How many are too many to be missing when a circle meets in a way; and one more where none of its leaders could be
    /// there, and leaders are asked for.
    fn short_of(&self, circle: u32, way: &Way) -> i64 {
        // Who would not talk, or not write, is not excused by a share.
        let excused = if way.text { 0 } else { self.may_miss(circle) };
        way.unwilling + (way.missing - way.unwilling - excused).max(0) + i64::from(way.unled)
    }

    /// How short the circle is of what it takes to meet, or write, in the best way.
    fn short(&self, circle: u32) -> i64 {
        self.ways(circle).iter().map(|way| self.short_of(circle, way)).min().unwrap()
    }

    fn may_miss(&self, circle: u32) -> i64 {
        let share = self.slot().map_or(100, |slot| u32::from(slot.share));
        i64::from(circle.count_ones() * (100 - share) / 100)
    }

    /// The ways in which a circle can meet, or write, at the size that it has.
    fn ways(&self, circle: u32) -> Vec<Way> {
        let count = circle.count_ones();
        let sized = self.rules.size_weight == Strength::Must;
        let fits = |size: Size| !sized || (size.min..=size.max).contains(&count);
        let (talk, text) = (fits(self.rules.size), fits(self.rules.text_size.unwrap_or(self.rules.size)));
        let (talk, text) = if talk || text { (talk, text) } else { (true, true) };
        let mut ways = Vec::new();
        if text {
            ways.push(self.missing(circle, Mode::Talk, |_, _| true));
        }
        match self.slot() {
            None if talk => ways.push(self.missing(circle, Mode::Text, |_, _| true)),
            Some(rule) if talk => ways.extend(TIMES.iter().map(|(_, day, hour)| {
                let start = TimeOfDay::from_minutes(hour * 60).unwrap();
                let slot = Slot { day: *day, start, minutes: rule.minutes };
                self.missing(circle, Mode::Text, |at, _| self.times(at).covers(&slot))
            })),
            _ => {}
        }
        let (share, weight) = self.slot().map_or((100, Strength::Must), |slot| (u32::from(slot.share), slot.weight));
        let some = share < 100 || weight != Strength::Must;
        let leaders = self.people(circle).any(|(_, person)| person.leader);
        let asked = some && self.rules.leader != Strength::Off && leaders;
        ways.iter_mut().for_each(|way| way.unled &= asked);
        ways
    }

    /// How many are missing, those of one mode since they would not, and whether nobody who leads is there.
    fn missing(&self, circle: u32, not: Mode, free: impl Fn(usize, &Participant) -> bool) -> Way {
        let there = |at: usize, person: &Participant| person.mode != not && free(at, person);
        let missing = self.people(circle).filter(|(at, person)| !there(*at, person)).count() as i64;
        let unwilling = self.people(circle).filter(|(_, person)| person.mode == not).count() as i64;
        let unled = !self.people(circle).any(|(at, person)| person.leader && there(at, person));
        Way { text: not == Mode::Talk, missing, unwilling, unled }
    }

    /// When somebody can: as they say, or who has no times and joins a circle, as its leader says, or else the first to say.
    fn times(&self, at: usize) -> &Weekly {
        let people = &self.roster.participants;
        let own = &people[at];
        let joins = own.availability.is_empty() && own.circle.is_some() && self.rules.self_formed != Strength::Off;
        let says = |person: &&Participant| joins && person.circle == own.circle && !person.availability.is_empty();
        let host = people.iter().find(|person| says(person) && person.leader).or_else(|| people.iter().find(says));
        &host.unwrap_or(own).availability
    }

    /// The fewest people of a circle, of whichever mode.
    pub(crate) fn least(&self) -> u32 {
        if self.rules.size_weight != Strength::Must {
            return 1;
        }
        self.rules.size.min.min(self.rules.text_size.map_or(u32::MAX, |size| size.min))
    }

    /// Whether there is a circle of so many people.
    pub(crate) fn may_have(&self, count: u32) -> bool {
        let fits = |size: Size| (size.min..=size.max).contains(&count);
        self.rules.size_weight != Strength::Must || fits(self.rules.size) || self.rules.text_size.is_some_and(fits)
    }

    /// How many wait, and what moving them there costs; none where somebody may not. Those who are locked wait only
    /// where their circle cannot be.
    pub(crate) fn waits(&self, left: u32) -> Option<(i64, i64)> {
        // Those kept together wait together.
        let together = self.together();
        let split = |(group, weight): &(u32, Strength)| {
            *weight == Strength::Must && left & group != 0 && left & group != *group
        };
        let locks = self.numbers(&self.rules.locked);
        let locked = self.people(left).filter(|(_, person)| self.kept_with(&person.id) & locks != 0).count() as i64;
        let (valid, moved) = self.moved(left);
        let may = valid && !together.iter().any(split);
        may.then_some((i64::from(left.count_ones()) + LOCKED * locked, moved))
    }

    /// Whether these may wait, and what that costs: they leave the circles that they have, and waiting together is no
    /// circle.
    pub(crate) fn moved(&self, left: u32) -> (bool, i64) {
        let mut moved = Sum::default();
        for (_, person) in self.people(left) {
            moved.add(self.rules.moving, i64::from(self.home(person).is_some()));
        }
        let together = self.together();
        let wished = together.iter().filter(|(_, weight)| *weight != Strength::Must);
        wished.for_each(|(group, weight)| moved.add(*weight, self.split_pairs(left, 0, *group)));
        (moved.valid, moved.cost)
    }
}

/// A way in which a circle can meet, or write.
struct Way {
    text: bool,
    missing: i64,
    unwilling: i64,
    unled: bool,
}

/// The level of somebody with these values: of several the first that has one.
fn level(levels: &Levels, values: &[String]) -> Option<i64> {
    match levels {
        Levels::Values(order) => values.iter().find_map(|value| order.iter().position(|level| level == value)),
        Levels::From(numbers) => {
            let number: f64 = values.first()?.parse().ok()?;
            Some(numbers.iter().filter(|least| number >= **least).count())
        }
    }
    .map(|level| level as i64)
}

struct Sum {
    valid: bool,
    cost: i64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { valid: true, cost: 0 }
    }
}

impl Sum {
    fn add(&mut self, strength: Strength, breaches: i64) {
        match strength {
            Strength::Must => self.valid &= breaches == 0,
            Strength::Weight(weight) => self.cost += weight as i64 * breaches,
            Strength::Off => {}
        }
    }
}

/// What a plan comes to by these tests' own words.
pub(crate) fn told(case: &Case, plan: &Plan) -> Result<(i64, i64), String> {
    let mut cost = 0;
    for circle in &plan.circles {
        let number = case.rules.present.iter().position(|present| present.id == circle.id);
        let (valid, own) = case.cost(case.numbers(&circle.members), number.unwrap_or(usize::MAX));
        if !valid {
            return Err(format!("{:?} breaks a rule that must hold", circle.members));
        }
        cost += own;
    }
    let (waiting, moved) = case.waits(case.numbers(&plan.waiting)).ok_or("some wait who may not")?;
    let missing = case.rules.circles.map_or(0, |number| i64::from(number) - plan.circles.len() as i64);
    Ok((waiting + missing * i64::from(case.least()), cost + moved))
}

/// How many cases are tried: `PEER_CIRCLE_CASES` asks for more, on a quiet day and in release.
pub(crate) fn cases(few: u64) -> u64 {
    std::env::var("PEER_CIRCLE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few)
}
