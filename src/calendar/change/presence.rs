//! Who can come when.

use crate::ordered::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::request::Change;
use crate::calendar::away::Away;
use crate::calendar::rhythm::slot_at;
use crate::calendar::term::{Series, Session};
use crate::people::{Participant, Roster};
use crate::time::{BusyTime, Zone};

/// What is known of when people can come.
pub(super) struct Presence<'a> {
    people: BTreeMap<&'a str, (&'a Participant, Zone)>,
    away: Stretches<'a>,
    free: Stretches<'a>,
    /// What people told when they signed up: in order, and apart.
    busy: BTreeMap<&'a str, Vec<BusyTime>>,
    anew: &'a [String],
}

impl<'a> Presence<'a> {
    pub(super) fn new(roster: &'a Roster, change: &'a Change, zone: &Zone) -> Self {
        let own = |person: &Participant| {
            let named = person.zone.as_ref().and_then(|name| Zone::named(name).ok());
            named.unwrap_or_else(|| zone.clone())
        };
        let people = roster.participants.iter().map(|person| (person.id.as_str(), (person, own(person)))).collect();
        let (away, free) = (by_member(&change.away), by_member(&change.free));
        let told = roster.participants.iter().filter(|person| !person.busy.is_empty());
        let busy = told.map(|person| (person.id.as_str(), BusyTime::joined(person.busy.clone()))).collect();
        Self { people, away, free, busy, anew: &change.available_anew }
    }

    /// Whether somebody can come to a session when it is: they said so once, unless they are away or said otherwise.
    pub(super) fn stays(&self, member: &str, session: &Session) -> bool {
        let (start, minutes) = (session.start_utc, session.minutes);
        let said_anew = self.anew.iter().any(|anew| anew == member);
        !self.is_away(member, start, minutes) && (!said_anew || self.is_free(member, start, minutes))
    }

    /// Whether somebody can come at another time: the circle's own slot is a time that suits, unless they said so.
    pub(super) fn comes(&self, member: &str, series: &Series, zone: &Zone, start: DateTime<Utc>, minutes: u32) -> bool {
        let said_anew = self.anew.iter().any(|anew| anew == member);
        let usual = !said_anew
            && slot_at(start, minutes, zone)
                .is_some_and(|slot| series.slot.is_some_and(|own| (own.day, own.start) == (slot.day, slot.start)));
        let busy = !BusyTime::leave(self.busy.get(member).map_or(&[], Vec::as_slice), start, end(start, minutes));
        !busy && !self.is_away(member, start, minutes) && (usual || self.is_free(member, start, minutes))
    }

    fn is_free(&self, member: &str, start: DateTime<Utc>, minutes: u32) -> bool {
        let usually = self.people.get(member).is_some_and(|(person, zone)| {
            slot_at(start, minutes, zone).is_some_and(|slot| person.availability.covers(&slot))
        });
        let end = end(start, minutes);
        usually || of(&self.free, member).iter().any(|free| free.from <= start && end <= free.to)
    }

    fn is_away(&self, member: &str, start: DateTime<Utc>, minutes: u32) -> bool {
        let end = end(start, minutes);
        of(&self.away, member).iter().any(|away| away.from < end && start < away.to)
    }
}

/// Stretches of time by whose they are.
type Stretches<'a> = BTreeMap<&'a str, Vec<&'a Away>>;

fn by_member(list: &[Away]) -> Stretches<'_> {
    let mut stretches = Stretches::new();
    for stretch in list {
        stretches.entry(&stretch.member).or_default().push(stretch);
    }
    stretches
}

fn of<'s>(stretches: &'s Stretches<'_>, member: &str) -> &'s [&'s Away] {
    stretches.get(member).map(Vec::as_slice).unwrap_or_default()
}

fn end(start: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
    start.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(start)
}
