//! The fewest sessions moved: every session to come takes its own time, another one or none.
//!
//! Sessions meet only in what they share: the places of a pool, a leader, the days of their circle. So the search begins with those
//! that cannot stay and lets the others stand. When that costs as much as it would without the others, nothing can be
//! better; when it costs more, those in the way may step aside as well, and so on until the two agree.

use super::building::{Building, Found, Looking, Moves, Solving};
use super::model::{At, Facts, Model};
use super::presence::{Diaries, Presence};
use super::request::{Change, Moment};
use crate::calendar::term::Term;
use crate::job::{Progress, rest};
use crate::ordered::BTreeSet;
use crate::people::Roster;
use crate::time::Zone;

/// Sessions that may step aside at most.
const LOOSE: usize = 400;
/// What a unit of work takes, as [`rest`] counts.
const UNIT_TAKES: u64 = 100;

/// What becomes of the sessions.
pub(super) struct Repair {
    pub(super) moves: Moves,
    pub(super) proved: bool,
}

/// The work of finding what becomes of the sessions to come; a unit of work is a part of a node of a search tree, or
/// about as much of what comes before it.
pub(super) struct Repairing {
    /// The sessions that need not stay where they are.
    loose: BTreeSet<At>,
    stage: Stage,
    with_others: bool,
    /// The best with the others standing where they are.
    found: Option<Found>,
    proved: bool,
    done: bool,
    work: u64,
    /// Work of a piece that is done and still to be counted.
    owed: u64,
}

/// What is being worked at: a search, with the others standing where they are or without them, or what is in its way.
enum Stage {
    Building(Building),
    Solving(Box<Solving>),
    Looking(Looking),
}

impl Repairing {
    /// Begins with those that cannot stay.
    pub(super) async fn new(model: &Model<'_>) -> Self {
        let loose = model.cannot_stay().await;
        let stage = Stage::Building(Building::new(&loose, true));
        Self { loose, stage, with_others: true, found: None, proved: false, done: false, work: 0, owed: 0 }
    }

    /// Does so much work.
    pub(super) fn step(&mut self, model: &Model<'_>, work: u64) -> Progress {
        let end = self.work.saturating_add(work);
        while self.work < end && !self.done {
            self.work += 1;
            match self.owed {
                0 => self.owed = self.piece(model).saturating_sub(1),
                _ => self.owed -= 1,
            }
        }
        let (best, bound) = match (&self.found, &self.stage) {
            (Some(found), _) => (found.grave, found.bound),
            (None, Stage::Building(building)) => (building.grave(), 0),
            (None, Stage::Solving(solving)) => (solving.grave(), solving.bound()),
            (None, Stage::Looking(_)) => (0, 0),
        };
        let bound = if self.proved { best } else { bound.min(best) };
        Progress { done: self.done, work: self.work, best: Some(best), bound: self.done.then_some(bound), all: None }
    }

    /// Does a piece of the work; how much that was.
    fn piece(&mut self, model: &Model<'_>) -> u64 {
        match &mut self.stage {
            Stage::Building(building) => {
                let (work, solving) = building.piece(model);
                if let Some(solving) = solving {
                    self.stage = Stage::Solving(Box::new(solving));
                }
                work
            }
            Stage::Solving(solving) => {
                if !solving.part() {
                    let solved = solving.found();
                    self.solved(solved);
                }
                1
            }
            Stage::Looking(looking) => {
                let (work, more) = looking.piece(model, &self.loose);
                if let Some(more) = more {
                    self.looked(more);
                }
                work
            }
        }
    }

    /// The best so far: whatever has found no place yet is lost.
    pub(super) fn best(&self) -> Repair {
        let moves = match (&self.found, &self.stage) {
            (Some(found), _) => found.moves.clone(),
            (None, Stage::Building(building)) => building.lost(),
            (None, Stage::Solving(solving)) => solving.found().moves,
            (None, Stage::Looking(_)) => Moves::new(),
        };
        Repair { moves, proved: self.proved }
    }

    /// What follows from a search that has come to its end.
    fn solved(&mut self, solved: Found) {
        if !self.with_others {
            return self.compared(solved.bound);
        }
        let proved = solved.proved;
        if self.found.as_ref().is_none_or(|found| solved.grave <= found.grave) {
            self.found = Some(solved);
        }
        if !proved {
            return self.compared(i64::MIN);
        }
        self.with_others = false;
        self.stage = Stage::Building(Building::new(&self.loose, false));
    }

    /// Without the others it would cost at least so much: either that is what was found, or some in the way are let
    /// loose as well.
    fn compared(&mut self, alone: i64) {
        if alone >= self.found.as_ref().map_or(0, |found| found.grave) {
            (self.proved, self.done) = (true, true);
        } else {
            self.stage = Stage::Looking(Looking::default());
        }
    }

    /// Goes on with those in the way let loose as well, unless there are none or too many.
    fn looked(&mut self, more: BTreeSet<At>) {
        if more.is_empty() || self.loose.len() + more.len() > LOOSE {
            self.proved = more.is_empty() && self.found.as_ref().is_some_and(|found| found.proved);
            self.done = true;
            return;
        }
        self.loose.extend(more);
        self.with_others = true;
        self.stage = Stage::Building(Building::new(&self.loose, true));
    }
}

/// Other times for the sessions that are put off, all others standing where they are: as many as can be, then with the
/// most people, then the nearest; none for those that find none.
pub(in crate::calendar) async fn nearest(
    term: &Term,
    roster: &Roster,
    asked: &Change,
    zone: &Zone,
) -> Vec<(At, Option<Moment>)> {
    if asked.postpone.is_empty() {
        return Vec::new();
    }
    let (diaries, facts) = (Diaries::of(roster, asked).await, Facts::of(term, asked).await);
    let presence = Presence { diaries: &diaries, roster, change: asked, zone };
    let model = Model { term, change: asked, presence, zone, facts: &facts };
    let put_off = |at: &At| model.is_put_off(model.session(*at));
    let mut building = Building::new(&facts.sessions.iter().copied().filter(put_off).collect(), true);
    let mut solving = loop {
        let (work, solving) = building.piece(&model);
        rest(work * UNIT_TAKES).await;
        if let Some(solving) = solving {
            break solving;
        }
    };
    while solving.part() {
        rest(UNIT_TAKES).await;
    }
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
