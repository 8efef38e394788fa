//! The fewest sessions moved: every session to come takes its own time, another one or none.
//!
//! Sessions meet only in what they share: the places of a pool, a leader, the days of their circle. So the search begins with those
//! that cannot stay and lets the others stand. When that costs as much as it would without the others, nothing can be
//! better; when it costs more, those in the way may step aside as well, and so on until the two agree.

use crate::ordered::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::presence::Presence;
use super::request::{Change, Moment};
use crate::calendar::holidays::days_off;
use crate::calendar::packing::{Choice, Packing, Search};
use crate::calendar::pools::serving;
use crate::calendar::programme::HolidayPolicy;
use crate::calendar::term::{Session, SessionStatus, Term};
use crate::job::Progress;
use crate::people::Roster;
use crate::time::Zone;

/// Minutes between times that are tried.
const GRID: u32 = 30;
/// Minutes of the stretches in which the places of pools and leaders are counted.
const CELL: i64 = 5;
/// Nodes of a search tree after which the best so far is taken.
const NODES: u64 = 2_000;
/// What an absent member costs, in eighths of a day that a session goes.
const NEAR: i64 = 128;
/// Sessions that may step aside at most.
const LOOSE: usize = 400;

/// Where a session is in a term: its series and its place there.
pub(in crate::calendar) type At = (usize, usize);

/// For each session that does not stay its new time, or none.
pub(super) type Moves = BTreeMap<At, Option<Moment>>;

/// What becomes of the sessions.
pub(super) struct Repair {
    pub(super) moves: Moves,
    pub(super) proved: bool,
}

/// The work of finding what becomes of the sessions to come; a unit of work is a node of a search tree.
pub(super) struct Repairing {
    /// The sessions that need not stay where they are.
    loose: BTreeSet<At>,
    /// The search under way, with the others standing where they are or without them.
    solving: Solving,
    with_others: bool,
    /// The best with the others standing where they are.
    found: Option<Found>,
    proved: bool,
    done: bool,
    work: u64,
}

impl Repairing {
    /// Begins with those that cannot stay.
    pub(super) fn new(model: &Model<'_>) -> Self {
        let loose = model.cannot_stay();
        let solving = model.solving(&loose, true);
        Self { loose, solving, with_others: true, found: None, proved: false, done: false, work: 0 }
    }

    /// Looks at so many nodes.
    pub(super) fn step(&mut self, model: &Model<'_>, work: u64) -> Progress {
        let end = self.work.saturating_add(work);
        while self.work < end && !self.done {
            self.work += 1;
            if !self.solving.node() {
                self.solved(model);
            }
        }
        let first = || (self.solving.grave(), self.solving.bound());
        let (best, bound) = self.found.as_ref().map_or_else(first, |found| (found.grave, found.bound));
        let bound = if self.proved { best } else { bound.min(best) };
        Progress { done: self.done, work: self.work, best: Some(best), bound: self.done.then_some(bound), all: None }
    }

    /// The best so far: whatever has found no place yet is lost.
    pub(super) fn best(&self) -> Repair {
        let moves = self.found.as_ref().map_or_else(|| self.solving.found().moves, |found| found.moves.clone());
        Repair { moves, proved: self.proved }
    }

    /// What follows from a search that has come to its end.
    fn solved(&mut self, model: &Model<'_>) {
        let solved = self.solving.found();
        if !self.with_others {
            return self.compared(model, solved.bound);
        }
        let proved = solved.proved;
        if self.found.as_ref().is_none_or(|found| solved.grave <= found.grave) {
            self.found = Some(solved);
        }
        if !proved {
            return self.compared(model, i64::MIN);
        }
        self.with_others = false;
        self.solving = model.solving(&self.loose, false);
    }

    /// Without the others it would cost at least so much: either that is what was found, or some in the way are let
    /// loose as well.
    fn compared(&mut self, model: &Model<'_>, alone: i64) {
        let found = self.found.as_ref().map_or((0, false), |found| (found.grave, found.proved));
        let best = alone >= found.0;
        let more = if best { BTreeSet::new() } else { model.in_the_way(&self.loose) };
        if more.is_empty() || self.loose.len() + more.len() > LOOSE {
            self.proved = best || found.1 && more.is_empty();
            self.done = true;
            return;
        }
        self.loose.extend(more);
        self.with_others = true;
        self.solving = model.solving(&self.loose, true);
    }
}

/// Other times for the sessions that are put off, all others standing where they are: as many as can be, then with the
/// most people, then the nearest; none for those that find none.
pub(in crate::calendar) fn nearest(
    term: &Term,
    roster: &Roster,
    asked: &Change,
    zone: &Zone,
) -> Vec<(At, Option<Moment>)> {
    let presence = Presence::new(roster, asked, zone);
    let model = Model::new(term, asked, &presence, zone);
    let put_off = |at: &At| asked.postpone.contains(&model.session(*at).id);
    let mut solving = model.solving(&model.sessions.iter().copied().filter(put_off).collect(), true);
    while solving.node() {}
    in_order(term, solving.found().moves).into_iter().collect()
}

/// The same times, given to the sessions of each circle in the order in which these were.
pub(super) fn in_order(term: &Term, mut moves: Moves) -> Moves {
    let placed: Vec<(At, Moment)> = moves.iter().filter_map(|(at, moment)| Some((*at, (*moment)?))).collect();
    for circle in placed.chunk_by(|(one, _), (other, _)| one.0 == other.0) {
        let (mut sessions, mut moments): (Vec<At>, Vec<Moment>) = circle.iter().copied().unzip();
        sessions.sort_by_key(|at| term.series[at.0].sessions[at.1].start_utc);
        moments.sort_by_key(|moment| moment.start);
        moves.extend(sessions.into_iter().zip(moments.into_iter().map(Some)));
    }
    moves
}

/// What the search found for some sessions.
struct Found {
    moves: Moves,
    /// How many sessions are moved, and lost ones as more than all that could be moved.
    grave: i64,
    /// No fewer could be.
    bound: i64,
    proved: bool,
}

/// A search under way.
struct Solving {
    search: Search,
    loose: Vec<At>,
    /// For each choice of the search the time that it means, and how grave that is.
    meant: Vec<(Option<Moment>, i64)>,
    /// What one session moved costs.
    moved: i64,
}

impl Solving {
    /// Looks at one node; whether there is more to look at.
    fn node(&mut self) -> bool {
        self.search.step(1);
        !self.search.is_done() && self.search.nodes() < NODES
    }

    fn grave(&self) -> i64 {
        self.search.best().1 / self.moved
    }

    fn bound(&self) -> i64 {
        self.search.bound() / self.moved
    }

    fn found(&self) -> Found {
        let chosen = self.loose.iter().zip(self.search.best().0).filter_map(|(at, choice)| {
            let (moment, grave) = self.meant.get(*choice)?;
            (*grave > 0).then_some((*at, *moment))
        });
        let (grave, bound) = (self.grave(), self.bound());
        Found { moves: chosen.collect(), grave, bound, proved: bound == grave }
    }
}

/// Something that only so many can have at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    /// A stretch of time of a pool.
    Pool(usize, i64),
    /// A stretch of a leader's time.
    Leader(&'a str, i64),
    /// A day of a circle.
    Day(usize, NaiveDate),
}

/// A time that a session could have.
struct Place {
    moment: Option<Moment>,
    /// Absent members squared and, less than any of these, how far away the time is.
    minor: i64,
}

pub(super) struct Model<'a> {
    term: &'a Term,
    change: &'a Change,
    presence: &'a Presence<'a>,
    zone: &'a Zone,
    off: Vec<NaiveDate>,
    /// The sessions to come that may move.
    sessions: Vec<At>,
    /// Leaders of several circles.
    busy_leaders: BTreeSet<&'a str>,
}

impl<'a> Model<'a> {
    pub(super) fn new(term: &'a Term, change: &'a Change, presence: &'a Presence<'a>, zone: &'a Zone) -> Self {
        let holidays = &term.programme.holidays;
        let off = days_off(holidays, term.programme.from, term.programme.to);
        let off = if holidays.policy == HolidayPolicy::Keep { Vec::new() } else { off };
        let (mut leaders, mut busy_leaders) = (BTreeSet::new(), BTreeSet::new());
        for leader in term.series.iter().filter_map(|series| series.leader.as_deref()) {
            if !leaders.insert(leader) {
                busy_leaders.insert(leader);
            }
        }
        let to_come = |session: &Session| {
            session.status != SessionStatus::Cancelled && session.start_utc > change.now && !session.is_week()
        };
        let of = |(number, series): (usize, &'a crate::calendar::term::Series)| {
            let places = series.sessions.iter().enumerate().filter(move |(_, session)| to_come(session));
            places.map(move |(place, _)| (number, place))
        };
        let sessions = term.series.iter().enumerate().flat_map(of).collect();
        let off = off.into_iter().map(|holiday| holiday.date).collect();
        Self { term, change, presence, zone, off, sessions, busy_leaders }
    }

    fn session(&self, at: At) -> &'a Session {
        &self.term.series[at.0].sessions[at.1]
    }

    /// The sessions that cannot be when they are, alone or together with others.
    fn cannot_stay(&self) -> BTreeSet<At> {
        let mut used: BTreeMap<Shared<'_>, Vec<At>> = BTreeMap::new();
        let mut loose = BTreeSet::new();
        for at in &self.sessions {
            if self.stay(*at).is_none() {
                loose.insert(*at);
                continue;
            }
            for shared in self.uses(*at, self.session(*at).start_utc) {
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
        if self.change.postpone.contains(&session.id) {
            return None;
        }
        let comes = |member: &str| self.presence.stays(member, session);
        let leads = series.leader.as_ref().is_none_or(|leader| self.change.stand_in || comes(leader));
        leads.then(|| self.absent(&series.members, comes)).flatten()
    }

    /// Whether a session's time was set by hand.
    fn is_set(&self, session: &Session) -> bool {
        self.change.set.iter().any(|set| set.session == session.id)
    }

    /// Absent members squared, when there are enough others; with everybody there are always enough.
    fn absent(&self, members: &[String], comes: impl Fn(&str) -> bool) -> Option<i64> {
        let present = members.iter().filter(|member| comes(member)).count();
        let absent = (members.len() - present) as i64;
        let enough = absent == 0 || present as f64 + 1e-9 >= self.change.quorum * members.len() as f64;
        (enough && (present > 0 || members.is_empty())).then_some(absent * absent)
    }

    /// The times that a session could have besides its own.
    fn places(&self, at: At) -> Vec<Place> {
        let (series, session) = (&self.term.series[at.0], self.session(at));
        if self.is_set(session) {
            return Vec::new();
        }
        let (first, last) = self.window(at);
        let days = first.iter_days().take_while(|day| *day <= last).filter(|day| !self.off.contains(day));
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
    fn uses(&self, at: At, start: DateTime<Utc>) -> Vec<Shared<'a>> {
        let (series, session) = (&self.term.series[at.0], self.session(at));
        let from = start.timestamp().div_euclid(CELL * 60);
        let end = start.timestamp() + i64::from(session.minutes) * 60;
        let cells = from..end.div_euclid(CELL * 60) + i64::from(end.rem_euclid(CELL * 60) > 0);
        let mut uses = vec![Shared::Day(at.0, self.zone.local_at(start).date())];
        for pool in serving(&self.change.pools, &series.circle) {
            uses.extend(cells.clone().map(|cell| Shared::Pool(pool, cell)));
        }
        if let Some(leader) = series.leader.as_deref().filter(|leader| self.busy_leaders.contains(leader)) {
            uses.extend(cells.map(|cell| Shared::Leader(leader, cell)));
        }
        uses
    }

    fn capacity(&self, shared: &Shared<'_>) -> i64 {
        match shared {
            Shared::Pool(pool, _) => self.change.pools.get(*pool).map_or(i64::MAX, |pool| i64::from(pool.places)),
            Shared::Leader(..) | Shared::Day(..) => 1,
        }
    }

    /// The sessions that stand where loose ones could go.
    fn in_the_way(&self, loose: &BTreeSet<At>) -> BTreeSet<At> {
        let wanted: BTreeSet<Shared<'_>> = loose
            .iter()
            .flat_map(|at| self.places(*at).into_iter().filter_map(|place| place.moment).map(|moment| (*at, moment)))
            .flat_map(|(at, moment)| self.uses(at, moment.start))
            .collect();
        let stands =
            |at: &&At| self.uses(**at, self.session(**at).start_utc).iter().any(|shared| wanted.contains(shared));
        self.sessions.iter().filter(|at| !loose.contains(at)).filter(stands).copied().collect()
    }

    /// The search for the best for some sessions, with or without the others standing where they are.
    fn solving(&self, loose: &BTreeSet<At>, others: bool) -> Solving {
        let loose: Vec<At> = loose.iter().copied().collect();
        let options: Vec<Vec<(Place, i64)>> = loose.iter().map(|at| self.options(*at)).collect();
        // One session moved outweighs everything minor, and one lost outweighs all moves.
        let worst =
            |options: &Vec<(Place, i64)>| options.iter().map(|(place, _)| place.minor).max().unwrap_or_default();
        let moved = options.iter().map(worst).sum::<i64>() + 1;
        let lost = moved * (loose.len() as i64 + 1);
        let mut shares = Shares::default();
        let (mut choices, mut meant, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for (circle, (at, options)) in loose.iter().zip(&options).enumerate() {
            let mut own: Vec<(Choice, Option<Moment>, i64)> = Vec::new();
            for (place, grave) in options {
                let cost = place.minor + [0, moved, lost].get(*grave as usize).copied().unwrap_or(lost);
                let start = place.moment.map(|moment| moment.start);
                let uses = start.map(|start| shares.numbers(self.uses(*at, start))).unwrap_or_default();
                own.push((Choice { circle, cost, uses }, place.moment, *grave));
            }
            own.sort_by_key(|(choice, moment, _)| (choice.cost, moment.map(|moment| moment.start)));
            for (choice, moment, grave) in own {
                choices.push(choice);
                meant.push((moment, grave));
            }
            starts.push(choices.len());
        }
        let mut capacities: Vec<i64> = shares.list.iter().map(|shared| self.capacity(shared)).collect();
        if others {
            self.take_off_others(&loose, &shares, &mut capacities);
        }
        // What others fill is no place; the search counts on units being there.
        drop_full(&mut choices, &mut meant, &mut starts, &capacities);
        Solving { search: Search::new(Packing { choices, starts, capacities }), loose, meant, moved }
    }

    /// Takes off what the sessions use that stand where they are.
    fn take_off_others(&self, loose: &[At], shares: &Shares<'_>, capacities: &mut [i64]) {
        for at in self.sessions.iter().filter(|at| loose.binary_search(at).is_err()) {
            let uses = self.uses(*at, self.session(*at).start_utc);
            for number in uses.iter().filter_map(|shared| shares.known.get(shared)) {
                capacities[*number] -= 1;
            }
        }
    }

    /// To stay, to go to another time, to be lost: each with how grave that is, 0 to 2.
    fn options(&self, at: At) -> Vec<(Place, i64)> {
        let session = self.session(at);
        let here = Moment { local: session.start, start: session.start_utc };
        let stay = self.stay(at).map(|absent| (Place { moment: Some(here), minor: absent * NEAR }, 0));
        let lost = (Place { moment: None, minor: 0 }, 2);
        let elsewhere = self.places(at).into_iter().map(|place| (place, 1));
        stay.into_iter().chain(elsewhere).chain([lost]).collect()
    }
}

/// Takes out the choices for which there is no unit left.
fn drop_full<T>(choices: &mut Vec<Choice>, moments: &mut Vec<T>, starts: &mut [usize], capacities: &[i64]) {
    let fits = |choice: &Choice| choice.uses.iter().all(|number| capacities[*number] > 0);
    let keep: Vec<bool> = choices.iter().map(fits).collect();
    for start in starts.iter_mut() {
        *start = keep[..*start].iter().filter(|keep| **keep).count();
    }
    let mut kept = keep.iter();
    choices.retain(|_| kept.next().is_some_and(|keep| *keep));
    let mut kept = keep.iter();
    moments.retain(|_| kept.next().is_some_and(|keep| *keep));
}

/// Numbers for what is shared.
#[derive(Default)]
struct Shares<'a> {
    known: BTreeMap<Shared<'a>, usize>,
    list: Vec<Shared<'a>>,
}

impl<'a> Shares<'a> {
    fn numbers(&mut self, uses: Vec<Shared<'a>>) -> Vec<usize> {
        let mut number = |shared: Shared<'a>| {
            *self.known.entry(shared.clone()).or_insert_with(|| {
                self.list.push(shared);
                self.list.len() - 1
            })
        };
        uses.into_iter().map(&mut number).collect()
    }
}

/// How far a session goes, in half days, then rather at its own time of day and rather later than earlier; all less
/// than what one absent member costs.
fn distance(from: &Session, local: NaiveDateTime, to: DateTime<Utc>) -> i64 {
    let half_days = (to.signed_duration_since(from.start_utc).num_minutes().abs() + 6 * 60) / (12 * 60);
    half_days.min(NEAR / 4 - 1) * 4 + i64::from(from.start.time() != local.time()) * 2 + i64::from(to < from.start_utc)
}
