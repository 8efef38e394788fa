//! Who can come when.

use crate::ordered::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::request::Change;
use crate::calendar::away::Away;
use crate::calendar::rhythm::slot_at;
use crate::calendar::term::{Series, Session};
use crate::job::rest;
use crate::people::Roster;
use crate::time::{BusyTime, Zone};

/// What finding somebody takes, as [`rest`] counts.
const PERSON_TAKES: u64 = 1;

/// What is found out once of when people can come.
pub(super) struct Diaries {
    /// Places on the roster by id.
    places: BTreeMap<String, usize>,
    /// The zones that people live in, by the names that the roster has for them.
    zones: BTreeMap<String, Zone>,
    /// What people told when they signed up: in order, and apart.
    busy: BTreeMap<String, Vec<BusyTime>>,
    away: Stretches,
    free: Stretches,
}

impl Diaries {
    pub(super) async fn of(roster: &Roster, change: &Change) -> Self {
        let (away, free) = (by_member(&change.away), by_member(&change.free));
        let (places, zones, busy) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut diaries = Self { places, zones, busy, away, free };
        for (place, person) in roster.participants.iter().enumerate() {
            diaries.places.insert(person.id.clone(), place);
            if let Some(name) = person.zone.as_ref().filter(|name| !diaries.zones.contains_key(name.as_str())) {
                diaries.zones.extend(Zone::named(name).ok().map(|zone| (name.clone(), zone)));
            }
            if !person.busy.is_empty() {
                diaries.busy.insert(person.id.clone(), BusyTime::joined(person.busy.clone()));
            }
            rest(PERSON_TAKES).await;
        }
        diaries
    }

    /// The roster of some people, in its order.
    pub(super) fn roster<'a>(&self, roster: &Roster, people: impl Iterator<Item = &'a String>) -> Roster {
        let places: BTreeSet<usize> = people.filter_map(|id| self.places.get(id)).copied().collect();
        let participants = places.iter().filter_map(|place| roster.participants.get(*place)).cloned().collect();
        Roster { participants }
    }
}

/// What is known of when people can come.
#[derive(Clone, Copy)]
pub(super) struct Presence<'a> {
    pub(super) diaries: &'a Diaries,
    pub(super) roster: &'a Roster,
    pub(super) change: &'a Change,
    /// The zone of those of whom no other is known.
    pub(super) zone: &'a Zone,
}

impl Presence<'_> {
    /// Whether somebody can come to a session when it is: they said so once, unless they are away or said otherwise.
    pub(super) fn stays(&self, member: &str, session: &Session) -> bool {
        let (start, minutes) = (session.start_utc, session.minutes);
        let said_anew = self.change.available_anew.iter().any(|anew| anew == member);
        !self.is_away(member, start, minutes) && (!said_anew || self.is_free(member, start, minutes))
    }

    /// Whether somebody can come at another time: the circle's own slot is a time that suits, unless they said so.
    pub(super) fn comes(&self, member: &str, series: &Series, zone: &Zone, start: DateTime<Utc>, minutes: u32) -> bool {
        let said_anew = self.change.available_anew.iter().any(|anew| anew == member);
        let usual = !said_anew
            && slot_at(start, minutes, zone)
                .is_some_and(|slot| series.slot.is_some_and(|own| (own.day, own.start) == (slot.day, slot.start)));
        let busy =
            !BusyTime::leave(self.diaries.busy.get(member).map_or(&[], Vec::as_slice), start, end(start, minutes));
        !busy && !self.is_away(member, start, minutes) && (usual || self.is_free(member, start, minutes))
    }

    fn is_free(&self, member: &str, start: DateTime<Utc>, minutes: u32) -> bool {
        let person = self.diaries.places.get(member).and_then(|place| self.roster.participants.get(*place));
        let usually = person.is_some_and(|person| {
            let own = person.zone.as_ref().and_then(|name| self.diaries.zones.get(name));
            slot_at(start, minutes, own.unwrap_or(self.zone)).is_some_and(|slot| person.availability.covers(&slot))
        });
        let end = end(start, minutes);
        usually || of(&self.diaries.free, member).iter().any(|free| free.from <= start && end <= free.to)
    }

    fn is_away(&self, member: &str, start: DateTime<Utc>, minutes: u32) -> bool {
        let end = end(start, minutes);
        of(&self.diaries.away, member).iter().any(|away| away.from < end && start < away.to)
    }
}

/// Stretches of time by whose they are.
type Stretches = BTreeMap<String, Vec<Away>>;

fn by_member(list: &[Away]) -> Stretches {
    let mut stretches = Stretches::new();
    for stretch in list {
        stretches.entry(stretch.member.clone()).or_default().push(stretch.clone());
    }
    stretches
}

fn of<'s>(stretches: &'s Stretches, member: &str) -> &'s [Away] {
    stretches.get(member).map(Vec::as_slice).unwrap_or_default()
}

fn end(start: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
    start.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(start)
}
