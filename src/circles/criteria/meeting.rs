//! A circle can meet: all of it, or the share that the rules ask for, is free at one weekly slot, and so is one of its
//! leaders, where it has any and leaders are asked for: else that counts as one more who is missing. Or all of it would
//! rather write.
//!
//! Writing is one more "slot". How many are missing at each slot is kept as bit planes: bit s of plane p is bit p of
//! the number missing at slot s, so that sixty-four slots are counted, and the best found, by a few operations.

use std::sync::Arc;

use super::{Change, Counters, Criterion, Meaning, View, size};
use crate::circles::model::Model;
use crate::circles::rules::Strength;
use crate::circles::said::Said;
use crate::time::Slot;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let counters: Box<dyn Counters> = match model.free.words() {
        0 | 1 => Box::new(Missing::<1>::new(model)),
        2..=4 => Box::new(Missing::<4>::new(model)),
        _ => Box::new(Missing::<8>::new(model)),
    };
    // Circles that find their times themselves meet as their people would: talking, or writing.
    let strength = model.rules.slot.map_or(Strength::Must, |slot| slot.weight);
    let Some((class, weight)) = model.strength(strength) else { return Vec::new() };
    vec![Criterion {
        rule: "meeting".to_owned(),
        class,
        weight,
        secret: false,
        counters,
        meaning: Box::new(Gather(model.clone())),
    }]
}

/// Planes that hold counts up to the largest number of people a circle ever has.
const PLANES: usize = 8;

type Lanes<const W: usize> = [u64; W];

struct Missing<const W: usize> {
    model: Arc<Model>,
    /// The slots at which each person is not free.
    busy: Vec<Lanes<W>>,
    /// The same of each unit that is one person.
    alone: Vec<Option<Lanes<W>>>,
    lanes: Lanes<W>,
    /// Circles that write have sizes of their own.
    sized: bool,
    planes: usize,
    /// Those who only write, where a share of a circle may be missing: who is missing for another reason may be excused.
    writers: Option<Vec<bool>>,
    /// How many people each circle has.
    count: Vec<u32>,
    /// How many of them are `writers`.
    writing: Vec<u32>,
    missing: Vec<Planes<W>>,
    /// Of each circle, the slots at which nobody, one and two are missing; kept where all have to be free.
    near: Option<Vec<[Lanes<W>; 3]>>,
    /// How many leaders are missing; kept only where not all have to be free.
    leaders: Option<Vec<Planes<W>>>,
    leads: Vec<u32>,
    cost: Vec<i64>,
}

/// Who is in a circle, as far as meeting goes.
struct Crowd<const W: usize> {
    count: u32,
    writing: u32,
    missing: Planes<W>,
}

#[derive(Clone, Copy)]
struct Planes<const W: usize>([Lanes<W>; PLANES]);

struct Gather(Arc<Model>);

impl<const W: usize> Planes<W> {
    /// One more at each of the slots.
    #[inline]
    fn add(&mut self, slots: &Lanes<W>, planes: usize) {
        let mut carry = *slots;
        for plane in &mut self.0[..planes] {
            for word in 0..W {
                let sum = plane[word] ^ carry[word];
                carry[word] &= plane[word];
                plane[word] = sum;
            }
        }
    }

    /// One fewer at each of the slots.
    #[inline]
    fn remove(&mut self, slots: &Lanes<W>, planes: usize) {
        let mut borrow = *slots;
        for plane in &mut self.0[..planes] {
            for word in 0..W {
                let rest = plane[word] ^ borrow[word];
                borrow[word] &= rest;
                plane[word] = rest;
            }
        }
    }

    /// The smallest count among the slots of `lanes`.
    #[inline]
    fn least(&self, mut lanes: Lanes<W>, planes: usize) -> u32 {
        let mut least = 0;
        for plane in (0..planes).rev() {
            let mut without = [0; W];
            let mut any = 0;
            for word in 0..W {
                without[word] = lanes[word] & !self.0[plane][word];
                any |= without[word];
            }
            if any == 0 {
                least |= 1 << plane;
            } else {
                lanes = without;
            }
        }
        least
    }

    /// The slots of `lanes` at which exactly so many are counted.
    fn exactly(&self, count: u32, lanes: &Lanes<W>, planes: usize) -> Lanes<W> {
        std::array::from_fn(|word| {
            let plane = |plane: usize| if count >> plane & 1 == 1 { self.0[plane][word] } else { !self.0[plane][word] };
            (0..planes).fold(lanes[word], |lanes, at| lanes & plane(at))
        })
    }

    /// The slots at which fewer than `bound` are counted.
    fn below(&self, bound: u32, lanes: &Lanes<W>, planes: usize) -> Lanes<W> {
        let (mut below, mut equal) = ([0; W], *lanes);
        for plane in (0..planes).rev() {
            let bit = bound >> plane & 1 == 1;
            for word in 0..W {
                let ones = self.0[plane][word];
                if bit {
                    below[word] |= equal[word] & !ones;
                    equal[word] &= ones;
                } else {
                    equal[word] &= !ones;
                }
            }
        }
        below
    }
}

impl<const W: usize> Missing<W> {
    fn new(model: &Arc<Model>) -> Self {
        let circles = model.waiting() + 1;
        let lanes: Lanes<W> = std::array::from_fn(|word| model.free.lanes(word));
        let busy = |person: u32| -> Lanes<W> {
            let free = model.free.of(person);
            std::array::from_fn(|word| lanes[word] & !free.get(word).copied().unwrap_or(0))
        };
        let alone = model.units.iter().map(|unit| match unit[..] {
            [person] => Some(busy(person)),
            _ => None,
        });
        let some = model.leader_meets();
        let zero = Planes([[0; W]; PLANES]);
        let writes = |person: u32| model.free.slots() > 1 && !model.would(person, 1);
        let all = model.share() == 100 && model.rules.text_size.is_none() && !some;
        Self {
            busy: (0..model.people.len() as u32).map(busy).collect(),
            alone: alone.collect(),
            lanes,
            sized: model.rules.text_size.is_some(),
            planes: (u32::BITS - model.ceiling().leading_zeros()) as usize,
            writers: (model.share() < 100).then(|| (0..model.people.len() as u32).map(writes).collect()),
            count: vec![0; circles],
            writing: vec![0; circles],
            missing: vec![zero; circles],
            near: all.then(|| vec![[lanes, [0; W], [0; W]]; circles]),
            leaders: some.then(|| vec![zero; circles]),
            leads: vec![0; circles],
            cost: vec![0; circles],
            model: model.clone(),
        }
    }

    /// The slots at which a circle of so many people may meet.
    #[inline]
    fn lanes_of(&self, count: u32) -> Lanes<W> {
        let mut lanes = self.lanes;
        if self.sized {
            if !self.model.suits(count, 1) {
                lanes = [0; W];
                lanes[0] = self.lanes[0] & 1;
            } else if !self.model.suits(count, 0) {
                lanes[0] &= !1;
            }
        }
        lanes
    }

    /// People too few at the best slot, in a circle of `count` with these missing.
    #[inline]
    fn short(&self, Crowd { count, writing, missing }: &Crowd<W>, leads: Option<(u32, &Planes<W>)>) -> i64 {
        if *count == 0 {
            return 0;
        }
        let (lanes, allowed) = (self.lanes_of(*count), self.model.may_miss(*count, 1));
        let least = |mut lanes: Lanes<W>| {
            if allowed == 0 && *writing == 0 {
                return i64::from(missing.least(lanes, self.planes));
            }
            let mut writes = [0; W];
            writes[0] = lanes[0] & 1;
            lanes[0] &= !1;
            let talked = missing.least(lanes, self.planes).saturating_sub(allowed) + writing;
            let written = missing.least(writes, self.planes);
            i64::from(match (lanes == [0; W], writes[0]) {
                (true, _) => written,
                (_, 0) => talked,
                _ => talked.min(written),
            })
        };
        let Some((leads, absent)) = leads.filter(|(leads, _)| *leads > 0) else { return least(lanes) };
        let unled = least(lanes) + 1;
        let led = absent.below(leads, &lanes, self.planes);
        if led == [0; W] { unled } else { unled.min(least(led)) }
    }

    #[inline]
    fn growth(&self, circle: usize, out: Option<usize>, into: Option<usize>) -> i64 {
        if circle == self.model.waiting() {
            return 0;
        }
        if let Some(short) = self.at_a_glance(circle, out, into) {
            return short - self.cost[circle];
        }
        let crowd = self.crowd(circle, out, into);
        let led = self.leaders.as_ref().map(|leaders| self.led(circle, &leaders[circle], out, into));
        let led = led.as_ref().map(|(leads, absent)| (*leads, absent));
        self.short(&crowd, led) - self.cost[circle]
    }

    /// A circle without one unit, and with another.
    #[inline]
    fn crowd(&self, circle: usize, out: Option<usize>, into: Option<usize>) -> Crowd<W> {
        let mut crowd =
            Crowd { count: self.count[circle], writing: self.writing[circle], missing: self.missing[circle] };
        for person in out.map_or(&[][..], |unit| &self.model.units[unit]) {
            crowd.count -= 1;
            match self.only_writes(*person) {
                true => crowd.writing -= 1,
                false => crowd.missing.remove(&self.busy[*person as usize], self.planes),
            }
        }
        for person in into.map_or(&[][..], |unit| &self.model.units[unit]) {
            crowd.count += 1;
            match self.only_writes(*person) {
                true => crowd.writing += 1,
                false => crowd.missing.add(&self.busy[*person as usize], self.planes),
            }
        }
        crowd
    }

    /// Whether somebody is counted as one who only writes: at no time, and always when a circle talks.
    #[inline]
    fn only_writes(&self, person: u32) -> bool {
        self.writers.as_ref().is_some_and(|writers| writers[person as usize])
    }

    /// People too few after a change of single people, where that is nobody or one: most changes are told from the
    /// slots at which few are missing now.
    #[inline]
    fn at_a_glance(&self, circle: usize, out: Option<usize>, into: Option<usize>) -> Option<i64> {
        let [none, one, two] = &self.near.as_ref()?[circle];
        let (out, into) = (self.busy_of(out)?, self.busy_of(into)?);
        let (mut no_more, mut one_more) = (0, 0);
        for word in 0..W {
            let none_left = none[word] | one[word] & out[word];
            let one_left = one[word] & !out[word] | two[word] & out[word];
            no_more |= none_left & !into[word];
            one_more |= one_left & !into[word] | none_left & into[word];
        }
        // An empty circle lacks nobody, and misses nobody at any slot.
        match (no_more, one_more) {
            (0, 0) => None,
            (0, _) => Some(1),
            _ => Some(0),
        }
    }

    /// When a unit of one person is busy; never, for no unit.
    #[inline]
    fn busy_of(&self, unit: Option<usize>) -> Option<Lanes<W>> {
        unit.map_or(Some([0; W]), |unit| self.alone[unit])
    }

    fn led(&self, circle: usize, absent: &Planes<W>, out: Option<usize>, into: Option<usize>) -> (u32, Planes<W>) {
        let (mut leads, mut absent) = (self.leads[circle], *absent);
        let leaders = |unit: Option<usize>| {
            let people = unit.map_or(&[][..], |unit| &self.model.units[unit]);
            people.iter().map(|person| *person as usize).filter(|person| self.model.leads[*person])
        };
        for person in leaders(out) {
            absent.remove(&self.busy[person], self.planes);
            leads -= 1;
        }
        for person in leaders(into) {
            absent.add(&self.busy[person], self.planes);
            leads += 1;
        }
        (leads, absent)
    }

    fn shift(&mut self, circle: usize, out: Option<usize>, into: Option<usize>) {
        if circle == self.model.waiting() {
            return;
        }
        self.cost[circle] += self.growth(circle, out, into);
        if let Some(leaders) = &self.leaders {
            let (leads, absent) = self.led(circle, &leaders[circle], out, into);
            self.leads[circle] = leads;
            if let Some(leaders) = &mut self.leaders {
                leaders[circle] = absent;
            }
        }
        let Crowd { count, writing, missing } = self.crowd(circle, out, into);
        (self.count[circle], self.writing[circle], self.missing[circle]) = (count, writing, missing);
        if let Some(near) = &mut self.near {
            let exactly = |count: u32| self.missing[circle].exactly(count, &self.lanes, self.planes);
            near[circle] = [exactly(0), exactly(1), exactly(2)];
        }
    }
}

impl<const W: usize> Counters for Missing<W> {
    fn cost(&self, circle: usize) -> i64 {
        self.cost[circle]
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        self.growth(change.from, Some(change.unit), change.other)
            + self.growth(change.to, change.other, Some(change.unit))
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.shift(circle, None, Some(unit));
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.shift(circle, Some(unit), None);
    }
}

impl Gather {
    /// What is wrong with the size of a circle that could meet if it had another.
    fn outsized(&self, people: &[u32]) -> Option<Said> {
        let (model, count) = (&self.0, people.len() as u32);
        let mut slots = (1..model.free.slots()).chain(Some(0)).filter(|slot| !model.suits(count, *slot));
        let slot = slots.find(|slot| model.short(people, *slot) == 0)?;
        Some(size::wrong(count, model.size_at(slot)))
    }
}

impl Meaning for Gather {
    fn of(&self, people: &[u32]) -> i64 {
        match people {
            [] => 0,
            _ => self.0.falls_short(people, &self.0.awaited(people)),
        }
    }

    fn holds_for_parts(&self) -> bool {
        self.0.all_meet() && self.0.rules.text_size.is_none()
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let model = &self.0;
        let Some(slot) = model.best_slot(people) else { return Vec::new() };
        let absent = |person: &u32| !model.free.at(*person, slot);
        // A circle that formed itself finds its time itself; nothing is known of it.
        if people.iter().any(|person| model.free.is_supposed(*person)) {
            return Vec::new();
        }
        let said = match model.free.slot(slot) {
            _ if !model.would(person, slot) => unwilling(slot),
            None if slot == 0 => Said::new("meeting.writes", "is happy to write"),
            None => Said::new("meeting.talks", "is happy to talk"),
            Some(time) if absent(&person) => {
                Said::new("meeting.absent", format!("cannot make {time}, when most of the circle is free")).slot(time)
            }
            Some(time) if people.iter().any(absent) => {
                Said::new("meeting.most", format!("is free on {time} with most of the circle")).slot(time)
            }
            Some(time) => free_with_all(time),
        };
        vec![said]
    }

    fn say_in(&self, person: u32, people: &[u32], present: Option<u32>) -> Vec<Said> {
        let model = &self.0;
        let circle = present.unwrap_or_default() as usize;
        let Some(time) = present.and_then(|_| model.kept_time(people, circle)) else { return self.say(person, people) };
        // Of a time that people agreed upon themselves, whatever they said before, nothing is said.
        let all = people.iter().all(|person| model.free.suits(*person, circle));
        all.then(|| free_with_all(time)).into_iter().collect()
    }

    fn bars(&self, more: &[u32], people: &[u32]) -> Option<Said> {
        let model = &self.0;
        let slot = model.best_slot(people)?;
        if more.iter().any(|person| !model.would(*person, slot)) {
            return Some(unwilling(slot));
        }
        let busy = || more.iter().any(|person| !model.free.at(*person, slot));
        Some(match model.free.slot(slot).filter(|_| busy()) {
            Some(time) => Said::new("meeting.busy", format!("is not free on {time}")).slot(time),
            None => Said::new("meeting.none", "shares no time with all of the circle"),
        })
    }

    fn lacks(&self, people: &[u32]) -> Option<Said> {
        let said = || match self.0.falls_short(people, &[]) {
            0 => Said::new("meeting.unled", "has nobody who leads free when enough of it is"),
            _ => Said::new("meeting.never", "shares no time at which enough of it is free"),
        };
        (self.of(people) > 0).then(|| self.outsized(people).unwrap_or_else(said))
    }
}

fn free_with_all(time: Slot) -> Said {
    Said::new("meeting.free", format!("is free on {time} with everybody in the circle")).slot(time)
}

/// Of somebody who would not meet as a circle does.
fn unwilling(slot: usize) -> Said {
    match slot {
        0 => Said::new("meeting.talker", "would rather talk, and the circle writes"),
        _ => Said::new("meeting.writer", "would rather write, and the circle talks"),
    }
}
