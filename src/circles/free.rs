//! Which slots suit whom: the weekly times at which a circle could meet, and who is free at each.

use crate::ordered::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::job;
use crate::people::{Mode, Participant};
use crate::time::{Slot, TimeOfDay, Weekly, Zone};

use super::rules::{Present, Rules};

/// The most slots that are told apart: one a bit, and every start on a quarter of an hour would be 672.
const SLOTS: usize = 511;

/// A year to which the zones' last known rules apply; all such years are alike.
const ANY_YEAR: i32 = 2035;

/// Who is free when. Slot 0 is writing: no time at all.
pub(super) struct Free {
    slots: Vec<Option<Slot>>,
    words: usize,
    /// For each person, one bit a slot.
    bits: Vec<u64>,
    /// Those whom every slot is supposed to suit.
    supposed: BTreeSet<u32>,
    /// How many times were too many to be told apart.
    passed_over: usize,
    /// The times at which present circles meet, and which of them each has.
    kept: Vec<Kept>,
    kept_by: Vec<Option<usize>>,
}

/// A time at which present circles meet, and whom it suits, a bit each.
struct Kept {
    slot: Slot,
    suits: Vec<u64>,
}

impl Free {
    /// The slots of the rules, in their zone, and who is free at each.
    pub(super) fn new(people: &[Participant], rules: &Rules) -> Result<Self> {
        let writes: Vec<bool> = people.iter().map(|person| person.mode != Mode::Talk).collect();
        let Some(rule) = rules.slot else {
            // Circles find their times: meeting, whenever it is, is the one slot beside writing.
            let talks: Vec<bool> = people.iter().map(|person| person.mode != Mode::Text).collect();
            return Ok(Self::packed(vec![None, None], &[writes, talks]));
        };
        let weekly = in_zone(people, rules)?;
        let (mut slots, mut columns) = (vec![None], vec![writes]);
        let (candidates, passed_over) = candidates(&weekly, rule.minutes);
        for slot in job::told(candidates) {
            columns.push(column(&weekly, &slot));
            slots.push(Some(slot));
        }
        let kept = undominated(&slots, &columns);
        let columns: Vec<Vec<bool>> = kept.iter().map(|at| columns[*at].clone()).collect();
        let free = Self::packed(kept.iter().map(|at| slots[*at]).collect(), &columns);
        // A meeting of another length begins when it did.
        let time = |circle: &Present| circle.slot.map(|slot| Slot { minutes: rule.minutes, ..slot });
        let times: BTreeSet<Slot> = rules.present.iter().filter_map(time).collect();
        let times: Vec<Slot> = times.into_iter().collect();
        let kept_by = rules.present.iter().map(|circle| times.iter().position(|one| Some(*one) == time(circle)));
        let kept_by = kept_by.collect();
        let kept = |slot: Slot| Kept { slot, suits: pack(&column(&weekly, &slot)) };
        Ok(Self { passed_over, kept_by, kept: job::told(times).map(kept).collect(), ..free })
    }

    fn packed(slots: Vec<Option<Slot>>, columns: &[Vec<bool>]) -> Self {
        let words = slots.len().div_ceil(64);
        let people = columns.first().map_or(0, Vec::len);
        let mut bits = vec![0; words * people];
        for (slot, column) in columns.iter().enumerate() {
            for (person, free) in column.iter().enumerate() {
                bits[person * words + slot / 64] |= u64::from(*free) << (slot % 64);
            }
        }
        Self { slots, words, bits, supposed: BTreeSet::new(), passed_over: 0, kept: Vec::new(), kept_by: Vec::new() }
    }

    /// How many slots there are, writing included.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// How many times that might do were not looked at: they suit the fewest.
    pub(super) fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The words of bits for each person.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// The bits of a word that stand for slots.
    pub(super) fn lanes(&self, word: usize) -> u64 {
        match self.slots.len().saturating_sub(word * 64) {
            0 => 0,
            slots if slots >= 64 => u64::MAX,
            slots => (1 << slots) - 1,
        }
    }

    /// The slots that suit a person.
    pub(super) fn of(&self, person: u32) -> &[u64] {
        let at = person as usize * self.words;
        self.bits.get(at..at + self.words).unwrap_or_default()
    }

    /// Whether a slot suits a person.
    pub(super) fn at(&self, person: u32, slot: usize) -> bool {
        self.bits[person as usize * self.words + slot / 64] >> (slot % 64) & 1 == 1
    }

    /// The time of a slot; none for writing, and for times that circles find themselves.
    pub(super) fn slot(&self, slot: usize) -> Option<Slot> {
        self.slots.get(slot).copied().flatten()
    }

    /// The time at which a present circle meets, where that is known.
    pub(super) fn kept(&self, circle: usize) -> Option<Slot> {
        self.time(circle).map(|time| time.slot)
    }

    /// Whether a present circle's time suits a person; one that is not known suits everybody.
    pub(super) fn suits(&self, person: u32, circle: usize) -> bool {
        let suits = |time: &Kept| time.suits[person as usize / 64] >> (person % 64) & 1 == 1;
        self.time(circle).is_none_or(suits) || self.is_supposed(person)
    }

    fn time(&self, circle: usize) -> Option<&Kept> {
        self.kept_by.get(circle).copied().flatten().map(|at| &self.kept[at])
    }

    /// Supposes that every slot suits a person.
    pub(super) fn suppose(&mut self, person: u32) {
        self.supposed.insert(person);
        for word in 0..self.words {
            self.bits[person as usize * self.words + word] = self.lanes(word);
        }
    }

    /// Whether every slot is supposed to suit a person.
    pub(super) fn is_supposed(&self, person: u32) -> bool {
        self.supposed.contains(&person)
    }
}

/// When each person is free by the clock of the rules' zone; none for those who only write.
fn in_zone(people: &[Participant], rules: &Rules) -> Result<Vec<Option<Weekly>>> {
    let ours = Zone::named(&rules.zone).map_err(|error| error.at_field("rules.zone"))?;
    let on = rules.on.as_deref().map(date).transpose()?;
    let mut ahead: BTreeMap<&str, i32> = BTreeMap::new();
    let mut told = Vec::with_capacity(people.len());
    let hosts = hosts(people, rules);
    for (index, person) in job::told(people).enumerate() {
        // Whoever joins a circle and says no times takes that circle's.
        let joined = person.circle.as_deref().filter(|_| person.availability.is_empty());
        let host = joined.and_then(|circle| hosts.get(circle).copied()).unwrap_or(index);
        let mut minutes = 0;
        for at in [index, host] {
            let zone = people[at].zone.as_deref().unwrap_or(&rules.zone);
            minutes = match ahead.get(zone) {
                Some(minutes) => *minutes,
                None => {
                    let field = || format!("roster.participants[{at}].zone");
                    let theirs = Zone::named(zone).map_err(|error| error.at_field(field()))?;
                    let minutes = match on {
                        Some(on) => ours.minutes_ahead_of(&theirs, on),
                        None => mostly_ahead(&ours, &theirs),
                    };
                    ahead.insert(zone, minutes);
                    minutes
                }
            };
        }
        let talks = person.mode != Mode::Text;
        told.push(talks.then(|| match minutes {
            0 => people[host].availability.clone(),
            minutes => people[host].availability.shifted(minutes),
        }));
    }
    if told.iter().flatten().next().is_some() && told.iter().flatten().all(Weekly::is_empty) {
        return Err(no_availability());
    }
    Ok(told)
}

/// Who says when each circle meets that people formed themselves: who leads it, else the first to say.
fn hosts<'a>(people: &'a [Participant], rules: &Rules) -> BTreeMap<&'a str, usize> {
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    let says = |person: &Participant| rules.self_formed.is_on() && !person.availability.is_empty();
    for (index, person) in people.iter().enumerate().filter(|(_, person)| says(person)) {
        let Some(circle) = person.circle.as_deref() else { continue };
        let host = hosts.entry(circle).or_insert(index);
        if person.leader && !people[*host].leader {
            *host = index;
        }
    }
    hosts
}

fn date(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| {
        Error::new("rules.date", format!("\"{text}\" is not a date"))
            .at_field("rules.on")
            .hint("write the first day of the programme as 2020-10-01")
    })
}

/// By how many minutes one zone's clocks are ahead of another's on most days of a year, as the zones' rules are now.
fn mostly_ahead(ours: &Zone, theirs: &Zone) -> i32 {
    let mut days: BTreeMap<i32, u32> = BTreeMap::new();
    for day in (1..=365).step_by(7).filter_map(|day| NaiveDate::from_yo_opt(ANY_YEAR, day)) {
        *days.entry(ours.minutes_ahead_of(theirs, day)).or_default() += 1;
    }
    days.into_iter().max_by_key(|(_, days)| *days).map_or(0, |(minutes, _)| minutes)
}

fn no_availability() -> Error {
    Error::new("circles.no_availability", "nobody on the roster says when they are free")
        .at_field("rules.slot")
        .hint("add availability to the roster, or set the slot to null: circles then find their times themselves")
}

/// Every start at which some person's time begins: whenever people can meet, they can meet at one of these. And how many
/// were too many.
fn candidates(weekly: &[Option<Weekly>], minutes: u16) -> (Vec<Slot>, usize) {
    let mut wanted: BTreeMap<Slot, u32> = BTreeMap::new();
    for free in weekly.iter().flatten() {
        let starts: BTreeSet<Slot> =
            free.spans().iter().map(|span| Slot { day: span.day, start: span.from, minutes }).collect();
        for slot in starts.into_iter().filter(|slot| slot.start.minutes() < 24 * 60 && free.covers(slot)) {
            *wanted.entry(slot).or_default() += 1;
        }
    }
    let mut slots: Vec<(Slot, u32)> = wanted.into_iter().collect();
    let passed_over = slots.len().saturating_sub(SLOTS);
    if passed_over > 0 {
        slots.sort_by_key(|(slot, people)| (std::cmp::Reverse(*people), *slot));
        slots.truncate(SLOTS);
        slots.sort();
    }
    (slots.into_iter().map(|(slot, _)| slot).collect(), passed_over)
}

/// The slots that suit somebody whom no better slot suits; of two that suit the same people, the rounder.
fn undominated(slots: &[Option<Slot>], columns: &[Vec<bool>]) -> Vec<usize> {
    let packed: Vec<Vec<u64>> = columns.iter().map(|column| pack(column)).collect();
    let size: Vec<u32> = packed.iter().map(|words| words.iter().map(|word| word.count_ones()).sum()).collect();
    let round = |at: usize| slots[at].map_or(0, |slot| off_the_hour(slot.start));
    let mut order: Vec<usize> = (1..slots.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(size[*at]), round(*at), *at));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let inside = |other: &usize| packed[at].iter().zip(&packed[*other]).all(|(mine, theirs)| mine & !theirs == 0);
        if !kept.iter().any(inside) {
            kept.push(at);
        }
    }
    kept.sort_unstable();
    kept.insert(0, 0);
    kept
}

/// Whom a slot suits.
fn column(weekly: &[Option<Weekly>], slot: &Slot) -> Vec<bool> {
    weekly.iter().map(|free| free.as_ref().is_some_and(|free| free.covers(slot))).collect()
}

fn pack(column: &[bool]) -> Vec<u64> {
    let word = |bits: &[bool]| bits.iter().enumerate().fold(0, |word, (at, bit)| word | u64::from(*bit) << at);
    column.chunks(64).map(word).collect()
}

/// How unusual a time is to meet at: full hours first, then half hours.
fn off_the_hour(time: TimeOfDay) -> u8 {
    match time.minutes() % 60 {
        0 => 0,
        30 => 1,
        15 | 45 => 2,
        _ => 3,
    }
}
