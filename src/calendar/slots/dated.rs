//! What a slot means over a term: who could come to each of its dated sessions.

use crate::ordered::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use super::request::SlotNeeds;
use crate::calendar::holidays::days_off;
use crate::calendar::programme::{HolidayPolicy, Programme};
use crate::calendar::rhythm::{days_of, slot_at};
use crate::circles::Circle;
use crate::error::Result;
use crate::people::{Participant, Roster};
use crate::time::{BusyTime, Day, Slot, TimeOfDay, Weekly, Zone};

/// What one absence more costs, beside what the worst-off and awkward hours cost.
const ABSENT: i64 = 64;
/// What a session without its quorum, and one without its leader, cost more than one to which nobody comes: each more
/// than all absences of a term in which everybody could have come less often.
const NO_QUORUM: i64 = 100;
const NO_LEADER: i64 = 10_000;
/// Working hours, in which no time is awkward.
const DAY_HOURS: std::ops::Range<u32> = 8 * 60..18 * 60;

/// A slot of a circle in one of the phases, and what it is worth.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) slot: Slot,
    pub(super) phase: u8,
    pub(super) cost: i64,
    /// Absences over all sessions.
    pub(super) absences: u32,
    /// Absences of who is absent most.
    pub(super) worst: u32,
}

/// Everything that is known of when people can come.
pub(super) struct Dated {
    minutes: u16,
    quorum: f64,
    kept: Vec<String>,
    kept_phases: BTreeMap<String, u8>,
    zone: Zone,
    people: BTreeMap<String, Person>,
    /// The dates of each weekday in each phase, without those on which nobody meets.
    dates: BTreeMap<(Day, u8), Vec<NaiveDate>>,
    /// The times of day that are tried.
    starts: Vec<TimeOfDay>,
}

/// Somebody who told when they are free.
struct Person {
    /// Where it is another than the programme's.
    zone: Option<Zone>,
    availability: Weekly,
    /// In order, and apart.
    busy: Vec<BusyTime>,
    free: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Why a circle has no slot of its own, all others aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    Leader,
    /// The slot with most people, and how many.
    Quorum(Slot, usize),
}

impl Lack {
    /// Of two the one that comes nearer to a slot, the first of equals.
    pub(super) fn nearer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let people = |lack: &Option<Self>| match lack {
            Some(Self::Quorum(_, people)) => Some(*people),
            _ => None,
        };
        if people(&other) > people(&one) { other } else { one.or(other) }
    }
}

impl Dated {
    pub(super) fn new(
        programme: &Programme,
        needs: &SlotNeeds,
        roster: &Roster,
        zone: Zone,
        phases: u8,
    ) -> Result<Self> {
        let holidays = &programme.holidays;
        let off = days_off(holidays, programme.from, programme.to);
        let off = if holidays.policy == HolidayPolicy::Keep { Vec::new() } else { off };
        let mut dates = BTreeMap::new();
        for (day, phase) in Day::ALL.into_iter().flat_map(|day| (0..phases).map(move |phase| (day, phase))) {
            let mut days = days_of(programme, day, phase)?.1;
            days.retain(|date| off.iter().all(|holiday| holiday.date != *date));
            dates.insert((day, phase), days);
        }
        let step = usize::from(needs.step_minutes.max(5));
        let starts = (0..24 * 60).step_by(step).filter_map(|start| TimeOfDay::from_minutes(u16::try_from(start).ok()?));
        Ok(Self {
            minutes: programme.minutes,
            quorum: needs.quorum,
            kept: needs.keep.clone(),
            kept_phases: needs.keep.iter().map(|circle| (circle.clone(), programme.phase(circle))).collect(),
            people: people(needs, roster, &zone),
            starts: starts.collect(),
            zone,
            dates,
        })
    }

    /// How many times a circle has to choose from at most.
    pub(super) fn times(&self) -> usize {
        self.starts.len() * self.dates.len()
    }

    /// Adds the slots that a circle could have on a day; what it lacks where there is none.
    pub(super) fn options(&self, circle: &Circle, day: Day, options: &mut Vec<Judged>) -> Option<Lack> {
        let minutes = circle.slot.map(|slot| slot.minutes).filter(|minutes| *minutes > 0).unwrap_or(self.minutes);
        let known: Vec<&Person> = circle.members.iter().filter_map(|member| self.people.get(member)).collect();
        let leader = circle.leader.as_ref().and_then(|leader| self.people.get(leader));
        let mut lack = None;
        for ((_, phase), dates) in self.dates.range((day, 0)..=(day, u8::MAX)) {
            for start in &self.starts {
                let slot = Slot { day, start: *start, minutes };
                match self.judge(&known, leader, slot, *phase, dates) {
                    Some(Ok(option)) => options.push(option),
                    Some(Err(present)) => lack = Lack::nearer(lack, Some(Lack::Quorum(slot, present))),
                    None => {}
                }
            }
        }
        lack
    }

    /// Leaves a circle that keeps its slot nothing else.
    pub(super) fn keep(&self, circle: &Circle, options: &mut Vec<Judged>) {
        if self.kept.contains(&circle.id) {
            let phase = self.kept_phases.get(&circle.id).copied().unwrap_or_default();
            options.retain(|option| Some(option.slot) == circle.slot && option.phase == phase);
        }
    }

    /// What a slot is worth; how many could come where that are too few; none where the leader could not.
    fn judge(
        &self,
        known: &[&Person],
        leader: Option<&Person>,
        slot: Slot,
        phase: u8,
        dates: &[NaiveDate],
    ) -> Option<std::result::Result<Judged, usize>> {
        let clock = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(slot.start.minutes()) * 60, 0)?;
        let starts: Vec<DateTime<Utc>> = dates.iter().map(|date| self.zone.instant(date.and_time(clock))).collect();
        let mut misses = vec![0_u32; known.len()];
        let (mut squares, mut lost, mut led, mut usual) = (0, 0, 0, usize::MAX);
        for start in &starts {
            let ours = slot_at(*start, slot.minutes.into(), &self.zone);
            let mut absent = 0;
            for (misses, person) in misses.iter_mut().zip(known) {
                let comes = person.comes(*start, slot.minutes, ours);
                *misses += u32::from(!comes);
                absent += usize::from(!comes);
            }
            let present = known.len() - absent;
            let leads = leader.is_none_or(|leader| leader.comes(*start, slot.minutes, ours));
            let enough = present as f64 + 1e-9 >= self.quorum * known.len() as f64;
            led += usize::from(leads);
            lost += usize::from(!enough);
            usual = usual.min(present);
            let known = known.len().max(1) as i64;
            squares += match (leads, enough) {
                (false, _) => known * known * NO_LEADER,
                (true, false) => known * known * NO_QUORUM,
                (true, true) => (absent * absent) as i64,
            };
        }
        if starts.is_empty() || led * 2 <= starts.len() {
            return None;
        }
        if lost * 2 >= starts.len() {
            return Some(Err(usual));
        }
        let worst = misses.iter().copied().max().unwrap_or_default();
        let awkward = starts.first().map_or(0, |start| awkward(known, *start, slot.minutes, &self.zone)).min(3);
        let cost = squares * ABSENT + i64::from(worst.min(15)) * 4 + awkward;
        Some(Ok(Judged { slot, phase, cost, absences: misses.iter().sum(), worst }))
    }
}

/// Those who told when they are free; who did not is not counted.
fn people(needs: &SlotNeeds, roster: &Roster, zone: &Zone) -> BTreeMap<String, Person> {
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    let told = |person: &&Participant| {
        !person.availability.is_empty() || needs.free.iter().any(|free| free.member == person.id)
    };
    for person in roster.participants.iter().filter(told) {
        let named = person.zone.as_ref().and_then(|name| Zone::named(name).ok());
        let own = named.filter(|own| own.name() != zone.name());
        let availability = person.availability.clone();
        let busy = BusyTime::joined(person.busy.clone());
        people.insert(person.id.clone(), Person { zone: own, availability, busy, free: Vec::new() });
    }
    for stretch in &needs.free {
        if let Some(person) = people.get_mut(&stretch.member) {
            person.free.push((stretch.from, stretch.to));
        }
    }
    people
}

impl Person {
    /// Whether they can come to a session, which has a slot in the programme's zone.
    fn comes(&self, start: DateTime<Utc>, minutes: u16, ours: Option<Slot>) -> bool {
        let own = self.zone.as_ref().map_or(ours, |zone| slot_at(start, minutes.into(), zone));
        let usually = own.is_some_and(|slot| self.availability.covers(&slot));
        let end = start + TimeDelta::minutes(minutes.into());
        let free = || self.free.iter().any(|(from, to)| *from <= start && end <= *to);
        (usually || free()) && BusyTime::leave(&self.busy, start, end)
    }
}

/// For how many it is early or late by their own clock.
fn awkward(people: &[&Person], start: DateTime<Utc>, minutes: u16, zone: &Zone) -> i64 {
    let of_day = |local: NaiveDateTime| local.hour() * 60 + local.minute();
    let early_or_late = |person: &&&Person| {
        let at = of_day(person.zone.as_ref().unwrap_or(zone).local_at(start));
        !DAY_HOURS.contains(&at) || at + u32::from(minutes) > DAY_HOURS.end
    };
    people.iter().filter(early_or_late).count() as i64
}
