//! The sessions of a term, the times that each could have, and what they share.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::presence::Presence;
use super::request::{Change, Moment};
use crate::calendar::holidays::days_off;
use crate::calendar::pools::serving;
use crate::calendar::programme::HolidayPolicy;
use crate::calendar::term::{Session, SessionStatus, Term};
use crate::job::rest;
use crate::ordered::{BTreeMap, BTreeSet};
use crate::time::Zone;

/// Minutes between times that are tried.
const GRID: u32 = 30;
/// Minutes of the stretches in which the places of pools and leaders are counted.
const CELL: i64 = 5;
/// What an absent member costs, in eighths of a day that a session goes.
const NEAR: i64 = 128;
/// What it takes to see whether a session can stay, as [`rest`] counts.
const SESSION_TAKES: u64 = 2;

/// Where a session is in a term: its series and its place there.
pub(in crate::calendar) type At = (usize, usize);

/// Something that only so many can have at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shared {
    /// A stretch of time of a pool.
    Pool(usize, i64),
    /// A stretch of the time of a leader, by the number of their first circle.
    Leader(usize, i64),
    /// A day of a circle.
    Day(usize, NaiveDate),
}

/// A time that a session could have.
pub(super) struct Place {
    pub(super) moment: Option<Moment>,
    /// Absent members squared and, less than any of these, how far away the time is.
    pub(super) minor: i64,
}

/// What is found out once of the sessions of a term.
pub(super) struct Facts {
    off: Vec<NaiveDate>,
    /// The sessions to come that may move.
    pub(super) sessions: Vec<At>,
    /// For each series its leader, where they lead several circles: the number of their first.
    leaders: Vec<Option<usize>>,
    /// For each series the pools of which it needs a place.
    pools: Vec<Vec<usize>>,
    /// Ids of sessions that are put off, and that have a time by hand.
    put_off: BTreeSet<String>,
    set: BTreeSet<String>,
}

impl Facts {
    pub(super) async fn of(term: &Term, change: &Change) -> Self {
        let holidays = &term.programme.holidays;
        let off = days_off(holidays, term.programme.from, term.programme.to);
        let off = if holidays.policy == HolidayPolicy::Keep { Vec::new() } else { off };
        let to_come = |session: &Session| {
            session.status != SessionStatus::Cancelled && session.start_utc > change.now && !session.is_week()
        };
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut leaders = vec![None; term.series.len()];
        let (mut sessions, mut pools) = (Vec::new(), Vec::new());
        for (number, series) in term.series.iter().enumerate() {
            if let Some(leader) = series.leader.as_deref() {
                let first = *first.entry(leader).or_insert(number);
                if first != number {
                    (leaders[first], leaders[number]) = (Some(first), Some(first));
                }
            }
            let places = series.sessions.iter().enumerate().filter(|(_, session)| to_come(session));
            sessions.extend(places.map(|(place, _)| (number, place)));
            pools.push(serving(&change.pools, &series.circle).collect());
            rest(SESSION_TAKES).await;
        }
        Self {
            off: off.into_iter().map(|holiday| holiday.date).collect(),
            sessions,
            leaders,
            pools,
            put_off: change.postpone.iter().cloned().collect(),
            set: change.set.iter().map(|set| set.session.clone()).collect(),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) term: &'a Term,
    pub(super) change: &'a Change,
    pub(super) presence: Presence<'a>,
    pub(super) zone: &'a Zone,
    pub(super) facts: &'a Facts,
}

impl<'a> Model<'a> {
    pub(super) fn session(&self, at: At) -> &'a Session {
        &self.term.series[at.0].sessions[at.1]
    }

    /// The sessions that cannot be when they are, alone or together with others.
    pub(super) async fn cannot_stay(&self) -> BTreeSet<At> {
        let mut used: BTreeMap<Shared, Vec<At>> = BTreeMap::new();
        let mut loose = BTreeSet::new();
        for at in &self.facts.sessions {
            rest(SESSION_TAKES).await;
            if self.stay(*at).is_none() {
                loose.insert(*at);
                continue;
            }
            let uses = self.uses(*at, self.session(*at).start_utc);
            rest(uses.len() as u64 * SESSION_TAKES).await;
            for shared in uses {
                used.entry(shared).or_default().push(*at);
            }
        }
        let crowded = used.into_iter().filter(|(shared, users)| users.len() as i64 > self.capacity(shared));
        loose.extend(crowded.flat_map(|(_, users)| users));
        loose
    }

    /// What it costs that a session stays; none when it cannot.
    fn stay(&self, at: At) -> Option<i64> {
        let (series, session) = (&self.term.series[at.0], self.session(at));
        if self.is_set(session) {
            return Some(0);
        }
        if self.is_put_off(session) {
            return None;
        }
        let comes = |member: &str| self.presence.stays(member, session);
        let leads = series.leader.as_ref().is_none_or(|leader| self.change.stand_in || comes(leader));
        leads.then(|| self.absent(&series.members, comes)).flatten()
    }

    /// Whether a session's time was set by hand.
    fn is_set(&self, session: &Session) -> bool {
        self.facts.set.contains(&session.id)
    }

    pub(super) fn is_put_off(&self, session: &Session) -> bool {
        self.facts.put_off.contains(&session.id)
    }

    /// Absent members squared, when there are enough others; with everybody there are always enough.
    fn absent(&self, members: &[String], comes: impl Fn(&str) -> bool) -> Option<i64> {
        let present = members.iter().filter(|member| comes(member)).count();
        let absent = (members.len() - present) as i64;
        let enough = absent == 0 || present as f64 + 1e-9 >= self.change.quorum * members.len() as f64;
        (enough && (present > 0 || members.is_empty())).then_some(absent * absent)
    }

    /// The times that a session could have besides its own.
    pub(super) fn places(&self, at: At) -> Vec<Place> {
        let (series, session) = (&self.term.series[at.0], self.session(at));
        if self.is_set(session) {
            return Vec::new();
        }
        let (first, last) = self.window(at);
        let days = first.iter_days().take_while(|day| *day <= last).filter(|day| !self.facts.off.contains(day));
        let own = session.start.time();
        let grid =
            (0..24 * 60 / GRID).filter_map(|step| NaiveTime::from_num_seconds_from_midnight_opt(step * GRID * 60, 0));
        let times: BTreeSet<NaiveTime> = grid.chain([own]).collect();
        let soonest = self.change.now + TimeDelta::hours(self.change.notice_hours.into());
        let moments = days.flat_map(|day| times.iter().map(move |time| day.and_time(*time)));
        let place = |local| {
            let start = self.zone.instant(local);
            let usable = start >= soonest && start != session.start_utc && self.zone.local_at(start) == local;
            let comes = |member: &str| self.presence.comes(member, series, self.zone, start, session.minutes);
            let leads = || series.leader.as_ref().is_none_or(|leader| self.change.stand_in || comes(leader));
            let absent = (usable && leads()).then(|| self.absent(&series.members, comes)).flatten()?;
            Some(Place {
                moment: Some(Moment { local, start }),
                minor: absent * NEAR + distance(session, local, start),
            })
        };
        moments.filter_map(place).collect()
    }

    /// How many days there are on which a session could be.
    pub(super) fn days(&self, at: At) -> u64 {
        let (first, last) = self.window(at);
        1 + u64::try_from(last.signed_duration_since(first).num_days()).unwrap_or_default()
    }

    /// The days between a session's neighbours on which it could be.
    fn window(&self, at: At) -> (NaiveDate, NaiveDate) {
        let sessions = &self.term.series[at.0].sessions;
        let (date, span) = (self.session(at).date, TimeDelta::days(self.change.within_days.into()));
        let others = || sessions.iter().filter(|other| other.status != SessionStatus::Cancelled);
        let before = others().map(|other| other.date).filter(|other| *other < date).max();
        let after = others().map(|other| other.date).filter(|other| *other > date).min();
        let programme = &self.term.programme;
        let first = before.and_then(|day| day.succ_opt()).unwrap_or(programme.from);
        let last = after.and_then(|day| day.pred_opt()).unwrap_or(programme.to);
        let earliest = date.checked_sub_signed(span).unwrap_or(date);
        let latest = date.checked_add_signed(span).unwrap_or(date);
        (first.max(earliest), last.min(latest))
    }

    /// What a session at a time shares with others.
    pub(super) fn uses(&self, at: At, start: DateTime<Utc>) -> Vec<Shared> {
        let session = self.session(at);
        let from = start.timestamp().div_euclid(CELL * 60);
        let end = start.timestamp() + i64::from(session.minutes) * 60;
        let cells = from..end.div_euclid(CELL * 60) + i64::from(end.rem_euclid(CELL * 60) > 0);
        let mut uses = vec![Shared::Day(at.0, self.zone.local_at(start).date())];
        for pool in &self.facts.pools[at.0] {
            uses.extend(cells.clone().map(|cell| Shared::Pool(*pool, cell)));
        }
        if let Some(leader) = self.facts.leaders[at.0] {
            uses.extend(cells.map(|cell| Shared::Leader(leader, cell)));
        }
        uses
    }

    pub(super) fn capacity(&self, shared: &Shared) -> i64 {
        match shared {
            Shared::Pool(pool, _) => self.change.pools.get(*pool).map_or(i64::MAX, |pool| i64::from(pool.places)),
            Shared::Leader(..) | Shared::Day(..) => 1,
        }
    }

    /// To stay, to go to another time, to be lost: each with how grave that is, 0 to 2.
    pub(super) fn options(&self, at: At) -> Vec<(Place, i64)> {
        let session = self.session(at);
        let here = Moment { local: session.start, start: session.start_utc };
        let stay = self.stay(at).map(|absent| (Place { moment: Some(here), minor: absent * NEAR }, 0));
        let lost = (Place { moment: None, minor: 0 }, 2);
        let elsewhere = self.places(at).into_iter().map(|place| (place, 1));
        stay.into_iter().chain(elsewhere).chain([lost]).collect()
    }
}

/// How far a session goes, in half days, then rather at its own time of day and rather later than earlier; all less
/// than what one absent member costs.
fn distance(from: &Session, local: NaiveDateTime, to: DateTime<Utc>) -> i64 {
    let half_days = (to.signed_duration_since(from.start_utc).num_minutes().abs() + 6 * 60) / (12 * 60);
    half_days.min(NEAR / 4 - 1) * 4 + i64::from(from.start.time() != local.time()) * 2 + i64::from(to < from.start_utc)
}
