//! What a slot means over a term: who could come to each of its dated sessions.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use super::find::SlotNeeds;
use crate::calendar::change::{Away, slot_at};
use crate::calendar::holidays::days_off;
use crate::calendar::programme::{HolidayPolicy, Programme};
use crate::calendar::rhythm::days_of;
use crate::circles::Circle;
use crate::error::Result;
use crate::people::{Participant, Roster};
use crate::time::{Day, Slot, TimeOfDay, Zone};

/// What one absence more costs, beside what the worst-off and awkward hours cost.
pub(super) const ABSENT: i64 = 64;
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
pub(super) struct Dated<'a> {
    programme: &'a Programme,
    needs: &'a SlotNeeds,
    zone: &'a Zone,
    people: BTreeMap<&'a str, (&'a Participant, Zone)>,
    busy: BTreeMap<&'a str, Vec<&'a Away>>,
    off: Vec<NaiveDate>,
}

/// Why a circle has no slot of its own, all others aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    Leader,
    Quorum(Slot, usize),
}

impl<'a> Dated<'a> {
    pub(super) fn new(programme: &'a Programme, needs: &'a SlotNeeds, roster: &'a Roster, zone: &'a Zone) -> Self {
        let own = |person: &Participant| {
            let named = person.zone.as_ref().and_then(|name| Zone::named(name).ok());
            named.unwrap_or_else(|| zone.clone())
        };
        let people = roster.participants.iter().map(|person| (person.id.as_str(), (person, own(person)))).collect();
        let mut busy: BTreeMap<&str, Vec<&Away>> = BTreeMap::new();
        for stretch in &needs.busy {
            busy.entry(&stretch.member).or_default().push(stretch);
        }
        let holidays = &programme.holidays;
        let off = days_off(holidays, programme.from, programme.to);
        let off = if holidays.policy == HolidayPolicy::Keep { Vec::new() } else { off };
        let off = off.into_iter().map(|holiday| holiday.date).collect();
        Self { programme, needs, zone, people, busy, off }
    }

    /// The slots that a circle could have, or what it lacks.
    pub(super) fn options(&self, circle: &Circle, phases: u8) -> Result<std::result::Result<Vec<Judged>, Lack>> {
        let minutes = circle.slot.map(|slot| slot.minutes).filter(|minutes| *minutes > 0);
        let minutes = minutes.unwrap_or(self.programme.minutes);
        let (mut options, mut nearest) = (Vec::new(), None);
        for day in Day::ALL {
            for phase in 0..phases {
                let dates = days_of(self.programme, day, phase)?.1;
                let dates: Vec<NaiveDate> = dates.into_iter().filter(|date| !self.off.contains(date)).collect();
                for start in (0..24 * 60).step_by(usize::from(self.needs.step_minutes.max(5))) {
                    let Some(start) = u16::try_from(start).ok().and_then(TimeOfDay::from_minutes) else { continue };
                    let slot = Slot { day, start, minutes };
                    match self.judge(circle, slot, phase, &dates) {
                        Some(Ok(option)) => options.push(option),
                        Some(Err(present)) => nearest = nearest.max(Some((present, std::cmp::Reverse(slot)))),
                        None => {}
                    }
                }
            }
        }
        if options.is_empty() {
            let lack = nearest.map_or(Lack::Leader, |(present, slot)| Lack::Quorum(slot.0, present));
            return Ok(Err(lack));
        }
        Ok(Ok(options))
    }

    /// What a slot is worth; how many could come where that are too few; none where the leader could not.
    fn judge(
        &self,
        circle: &Circle,
        slot: Slot,
        phase: u8,
        dates: &[NaiveDate],
    ) -> Option<std::result::Result<Judged, usize>> {
        let clock = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(slot.start.minutes()) * 60, 0)?;
        let starts: Vec<DateTime<Utc>> = dates.iter().map(|date| self.zone.instant(date.and_time(clock))).collect();
        let known: Vec<&String> = circle.members.iter().filter(|member| self.is_known(member)).collect();
        let mut misses = vec![0_u32; known.len()];
        let (mut squares, mut lost, mut led, mut usual) = (0, 0, 0, usize::MAX);
        for start in &starts {
            let absent: Vec<usize> =
                (0..known.len()).filter(|place| !self.comes(known[*place], *start, slot.minutes)).collect();
            absent.iter().for_each(|place| misses[*place] += 1);
            let present = known.len() - absent.len();
            let leads = circle
                .leader
                .as_ref()
                .is_none_or(|leader| !self.is_known(leader) || self.comes(leader, *start, slot.minutes));
            let enough = present as f64 + 1e-9 >= self.needs.quorum * known.len() as f64;
            led += usize::from(leads);
            lost += usize::from(!enough);
            usual = usual.min(present);
            // A session without its leader or its quorum is as good as one to which nobody comes.
            let absent = if leads && enough { absent.len() } else { known.len().max(1) } as i64;
            squares += absent * absent;
        }
        if starts.is_empty() || led * 2 <= starts.len() {
            return None;
        }
        if lost * 2 >= starts.len() {
            return Some(Err(usual));
        }
        let worst = misses.iter().copied().max().unwrap_or_default();
        let awkward = starts.first().map_or(0, |start| self.awkward(&known, *start, slot.minutes)).min(3);
        let cost = squares * ABSENT + i64::from(worst.min(15)) * 4 + awkward;
        Some(Ok(Judged { slot, phase, cost, absences: misses.iter().sum(), worst }))
    }

    /// Whether somebody told when they are free; who did not is not counted.
    pub(super) fn is_known(&self, member: &str) -> bool {
        self.people.get(member).is_some_and(|(person, _)| !person.availability.is_empty())
    }

    fn comes(&self, member: &str, start: DateTime<Utc>, minutes: u16) -> bool {
        let free = self.people.get(member).is_some_and(|(person, zone)| {
            slot_at(start, minutes.into(), zone).is_some_and(|slot| person.availability.covers(&slot))
        });
        let end = start + TimeDelta::minutes(minutes.into());
        let busy = self.busy.get(member).map(Vec::as_slice).unwrap_or_default();
        free && !busy.iter().any(|busy| busy.from < end && start < busy.to)
    }

    /// For how many it is early or late by their own clock.
    fn awkward(&self, members: &[&String], start: DateTime<Utc>, minutes: u16) -> i64 {
        let of_day = |local: NaiveDateTime| local.hour() * 60 + local.minute();
        let early_or_late = |member: &&&String| {
            self.people.get(member.as_str()).is_some_and(|(_, zone)| {
                let at = of_day(zone.local_at(start));
                !DAY_HOURS.contains(&at) || at + u32::from(minutes) > DAY_HOURS.end
            })
        };
        members.iter().filter(early_or_late).count() as i64
    }
}
