//! Who might meet when: people at slots, such that sizes and leaders come out.

use crate::job::{rest, step_ends, told};

use super::model::Model;
use super::rules::Strength;

/// Units that meet at one slot, in some number of circles.
pub(super) struct Table {
    /// Those who lead first, then the larger.
    pub(super) units: Vec<u32>,
    pub(super) people: u32,
    pub(super) circles: usize,
}

/// What looking at a unit takes, as [`rest`] counts.
const UNIT_TAKES: u64 = 1;

/// Gathers units at slots for a number of circles, in steps. Who is free at no slot with others is at no table.
pub(super) async fn gather(model: &Model, units: &[u32], circles: usize) -> Vec<Table> {
    let mut gathering = Gathering::new(model, units);
    step_ends().await;
    gathering.cover().await;
    step_ends().await;
    told(0..model.free.slots()).for_each(|slot| gathering.fill(slot));
    step_ends().await;
    gathering.tables(circles)
}

struct Gathering<'a> {
    model: &'a Model,
    guests: Vec<Guest>,
    /// How many people, and how many units that lead, are at each slot.
    slots: Vec<(u32, u32)>,
    /// Where the last guest was found who could be spared.
    cursor: usize,
}

struct Guest {
    unit: u32,
    people: u32,
    /// 1 for a unit that can lead a circle.
    leads: u32,
    /// The slots that suit the whole unit, a bit each.
    free: Vec<u64>,
    slot: Option<usize>,
}

impl Guest {
    fn new(model: &Model, unit: u32) -> Self {
        let people = &model.units[unit as usize];
        let mut free: Vec<u64> = (0..model.free.words()).map(|word| model.free.lanes(word)).collect();
        for person in people {
            free.iter_mut().zip(model.free.of(*person)).for_each(|(all, one)| *all &= one);
        }
        let leads = u32::from(people.iter().any(|person| model.leads[*person as usize]));
        Self { unit, people: people.len() as u32, leads, free, slot: None }
    }

    fn suits(&self, slot: usize) -> bool {
        self.free[slot / 64] >> (slot % 64) & 1 == 1
    }
}

impl<'a> Gathering<'a> {
    fn new(model: &'a Model, units: &[u32]) -> Self {
        let guests = units.iter().map(|unit| Guest::new(model, *unit)).collect();
        Self { model, guests, slots: vec![(0, 0); model.free.slots()], cursor: 0 }
    }

    /// Sends everybody to a slot: all whom the likeliest suits, then all of the others whom the next suits.
    async fn cover(&mut self) {
        let mut suited: Vec<u32> = vec![0; self.slots.len()];
        let each = |guest: &Guest, suited: &mut Vec<u32>, by: i64| {
            for slot in (0..suited.len()).filter(|slot| guest.suits(*slot)) {
                suited[slot] = (i64::from(suited[slot]) + by * i64::from(guest.people)) as u32;
            }
        };
        for guest in &self.guests {
            each(guest, &mut suited, 1);
            rest(UNIT_TAKES).await;
        }
        while let Some(slot) = (0..suited.len()).rev().max_by_key(|slot| suited[*slot]).filter(|slot| suited[*slot] > 0)
        {
            for at in told(0..self.guests.len()) {
                if self.guests[at].slot.is_none() && self.guests[at].suits(slot) {
                    each(&self.guests[at], &mut suited, -1);
                    self.send(at, slot);
                    rest(UNIT_TAKES).await;
                }
            }
        }
    }

    fn send(&mut self, at: usize, slot: usize) {
        let guest = &mut self.guests[at];
        let from = guest.slot.replace(slot);
        if let Some((people, leads)) = from.map(|from| &mut self.slots[from]) {
            *people -= guest.people;
            *leads -= guest.leads;
        }
        self.slots[slot].0 += guest.people;
        self.slots[slot].1 += guest.leads;
    }

    /// Brings people to a slot whose own make no circles, as long as other slots can spare some.
    fn fill(&mut self, slot: usize) {
        while self.slots[slot].0 > 0 && !self.stands(slot, self.slots[slot]) {
            let (people, leads) = self.slots[slot];
            let unled =
                self.model.rules.leader == Strength::Must && leads < people.div_ceil(self.model.size_at(slot).max);
            let count = self.guests.len();
            let spare = |at: &usize| self.is_spare(&self.guests[*at], slot, unled);
            let Some(at) = (self.cursor..count).chain(0..self.cursor).find(spare) else { return };
            self.cursor = at;
            self.send(at, slot);
        }
    }

    /// Whether a guest may go to a slot from their own, which makes circles without them too.
    fn is_spare(&self, guest: &Guest, to: usize, leads: bool) -> bool {
        let Some(from) = guest.slot.filter(|from| *from != to && guest.suits(to) && (guest.leads > 0 || !leads)) else {
            return false;
        };
        let (people, leads) = self.slots[from];
        self.stands(from, (people - guest.people, leads - guest.leads))
    }

    fn stands(&self, slot: usize, (people, leads): (u32, u32)) -> bool {
        let (fewest, most) = self.circles(slot, (people, leads));
        people == 0 || fewest <= most
    }

    /// The fewest circles that hold so many people, and the most that they fill and lead.
    fn circles(&self, slot: usize, (people, leads): (u32, u32)) -> (u32, u32) {
        let size = self.model.size_at(slot);
        let led = if self.model.rules.leader == Strength::Must { leads } else { people };
        (people.div_ceil(size.max), (people / size.min).min(led))
    }

    /// Shares out circles: each slot has the fewest it needs, the rest go where circles are largest.
    fn tables(self, circles: usize) -> Vec<Table> {
        let ranges: Vec<(u32, u32)> = (0..self.slots.len()).map(|slot| self.circles(slot, self.slots[slot])).collect();
        let mut left = circles as u32;
        let mut shares: Vec<u32> = Vec::new();
        for (fewest, most) in &ranges {
            shares.push(*fewest.min(most).min(&left));
            left -= shares[shares.len() - 1];
        }
        let wish = |slot: usize, share: u32| u64::from(self.slots[slot].0) * 1000 / u64::from(share.max(1));
        while left > 0 {
            let more = (0..shares.len()).filter(|slot| shares[*slot] < ranges[*slot].1);
            let Some(slot) = more.max_by_key(|slot| wish(*slot, shares[*slot])) else { break };
            shares[slot] += 1;
            left -= 1;
        }
        let table = |(share, (people, _)): (&u32, &(u32, u32))| Table {
            units: Vec::new(),
            people: *people,
            circles: *share as usize,
        };
        let mut tables: Vec<Table> = shares.iter().zip(&self.slots).map(table).collect();
        let mut guests = self.guests;
        guests.sort_by_key(|guest| (guest.leads == 0, std::cmp::Reverse(guest.people)));
        for (slot, unit) in guests.iter().filter_map(|guest| Some((guest.slot?, guest.unit))) {
            tables[slot].units.push(unit);
        }
        tables
    }
}
