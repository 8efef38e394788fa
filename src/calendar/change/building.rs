//! A search in the making, a little at a time: there may be hundreds of sessions, each with a thousand times.

use std::ops::Bound;

use super::model::{At, Model, Place, Shared};
use super::request::Moment;
use crate::calendar::packing::{Choice, Packing, Search};
use crate::ordered::{BTreeMap, BTreeSet};

/// Nodes of a search tree after which the best so far is taken.
const NODES: u64 = 2_000;
/// Sessions that stand where they are, of which is seen in one piece what they use.
const OTHERS: usize = 100;

/// For each session that does not stay its new time, or none.
pub(super) type Moves = BTreeMap<At, Option<Moment>>;

/// What the search found for some sessions.
pub(super) struct Found {
    pub(super) moves: Moves,
    /// How many sessions are moved, and lost ones as more than all that could be moved.
    pub(super) grave: i64,
    /// No fewer could be.
    pub(super) bound: i64,
    pub(super) proved: bool,
}

/// A search under way.
pub(super) struct Solving {
    search: Search,
    loose: Vec<At>,
    /// For each choice of the search the time that it means, and how grave that is.
    meant: Vec<(Option<Moment>, i64)>,
    /// What one session moved costs.
    moved: i64,
}

impl Solving {
    /// Looks at a part of a node; whether there is more to look at.
    pub(super) fn part(&mut self) -> bool {
        self.search.step(1);
        !self.search.is_done() && self.search.nodes() < NODES
    }

    pub(super) fn grave(&self) -> i64 {
        self.search.best().1 / self.moved
    }

    pub(super) fn bound(&self) -> i64 {
        self.search.bound() / self.moved
    }

    pub(super) fn found(&self) -> Found {
        let chosen = self.loose.iter().zip(self.search.best().0).filter_map(|(at, choice)| {
            let (moment, grave) = self.meant.get(*choice)?;
            (*grave > 0).then_some((*at, *moment))
        });
        let (grave, bound) = (self.grave(), self.bound());
        Found { moves: chosen.collect(), grave, bound, proved: bound == grave }
    }
}

/// The search for the best for some sessions, with or without the others standing where they are, in the making.
pub(super) struct Building {
    loose: Vec<At>,
    others: bool,
    /// What each could do, as far as that is known.
    options: Vec<Vec<(Place, i64)>>,
    /// What one session moved costs, to outweigh everything minor in all of these.
    moved: i64,
    shares: Shares,
    choices: Vec<Choice>,
    meant: Vec<(Option<Moment>, i64)>,
    starts: Vec<usize>,
    capacities: Vec<i64>,
    /// How many of the others have been looked at.
    looked_at: usize,
}

impl Building {
    pub(super) fn new(loose: &BTreeSet<At>, others: bool) -> Self {
        Self {
            loose: loose.iter().copied().collect(),
            others,
            options: Vec::new(),
            moved: 1,
            shares: Shares::default(),
            choices: Vec::new(),
            meant: Vec::new(),
            starts: vec![0],
            capacities: Vec::new(),
            looked_at: 0,
        }
    }

    /// All sessions lost, as grave as the search takes it.
    pub(super) fn grave(&self) -> i64 {
        let all = self.loose.len() as i64;
        all * (all + 1)
    }

    /// All sessions lost.
    pub(super) fn lost(&self) -> Moves {
        self.loose.iter().map(|at| (*at, None)).collect()
    }

    /// Does a piece of the work: how much that was, and the search where it is made.
    pub(super) fn piece(&mut self, model: &Model<'_>) -> (u64, Option<Solving>) {
        if let Some(at) = self.loose.get(self.options.len()) {
            let options = model.options(*at);
            self.moved += options.iter().map(|(place, _)| place.minor).max().unwrap_or_default();
            self.options.push(options);
            return (model.days(*at), None);
        }
        if let Some(at) = self.loose.get(self.starts.len() - 1) {
            let at = *at;
            return (self.choose(model, at), None);
        }
        if self.capacities.is_empty() {
            self.capacities = self.shares.list.iter().map(|shared| model.capacity(shared)).collect();
        }
        let others = model.facts.sessions.get(self.looked_at..).unwrap_or_default();
        if self.others && !others.is_empty() {
            let some = others.iter().take(OTHERS);
            self.looked_at += some.len();
            some.for_each(|at| self.stands(model, *at));
            return (1, None);
        }
        let Self { loose, mut choices, mut meant, mut starts, capacities, moved, .. } =
            std::mem::replace(self, Self::new(&BTreeSet::new(), false));
        // What others fill is no place; the search counts on units being there.
        drop_full(&mut choices, &mut meant, &mut starts, &capacities);
        let weight = choices.len() as u64 / 100;
        (
            1 + weight,
            Some(Solving { search: Search::new(Packing { choices, starts, capacities }), loose, meant, moved }),
        )
    }

    /// Makes choices of what a session could do; one lost outweighs all moves.
    fn choose(&mut self, model: &Model<'_>, at: At) -> u64 {
        let moved = self.moved;
        let lost = moved * (self.loose.len() as i64 + 1);
        let circle = self.starts.len() - 1;
        let mut own: Vec<(Choice, Option<Moment>, i64)> = Vec::new();
        for (place, grave) in self.options.get(circle).into_iter().flatten() {
            let cost = place.minor + [0, moved, lost].get(*grave as usize).copied().unwrap_or(lost);
            let start = place.moment.map(|moment| moment.start);
            let uses = start.map(|start| self.shares.numbers(model.uses(at, start))).unwrap_or_default();
            own.push((Choice { circle, cost, uses }, place.moment, *grave));
        }
        own.sort_by_key(|(choice, moment, _)| (choice.cost, moment.map(|moment| moment.start)));
        let weight = own.len() as u64 / 50;
        for (choice, moment, grave) in own {
            self.choices.push(choice);
            self.meant.push((moment, grave));
        }
        self.starts.push(self.choices.len());
        1 + weight
    }

    /// Takes off what a session uses that stands where it is.
    fn stands(&mut self, model: &Model<'_>, at: At) {
        if self.loose.binary_search(&at).is_err() {
            let uses = model.uses(at, model.session(at).start_utc);
            for number in uses.iter().filter_map(|shared| self.shares.known.get(shared)) {
                self.capacities[*number] -= 1;
            }
        }
    }
}

/// Sessions that stand where loose ones could go, as far as they are known.
#[derive(Default)]
pub(super) struct Looking {
    wanted: BTreeSet<Shared>,
    /// The last of the loose sessions that was looked at, and how many of all have been.
    loose: Option<At>,
    sessions: usize,
    more: BTreeSet<At>,
}

impl Looking {
    /// Does a piece of the work: how much that was, and those sessions where they are all known.
    pub(super) fn piece(&mut self, model: &Model<'_>, loose: &BTreeSet<At>) -> (u64, Option<BTreeSet<At>>) {
        let after = self.loose.map_or(Bound::Unbounded, Bound::Excluded);
        if let Some(at) = loose.range((after, Bound::Unbounded)).next().copied() {
            self.loose = Some(at);
            let moments = model.places(at).into_iter().filter_map(|place| place.moment);
            self.wanted.extend(moments.flat_map(|moment| model.uses(at, moment.start)));
            return (2 * model.days(at), None);
        }
        let left = model.facts.sessions.get(self.sessions..).unwrap_or_default();
        if left.is_empty() {
            return (1, Some(std::mem::take(&mut self.more)));
        }
        let some = left.iter().take(OTHERS);
        self.sessions += some.len();
        let stands = |at: &&At| {
            let uses = || model.uses(**at, model.session(**at).start_utc);
            !loose.contains(*at) && uses().iter().any(|shared| self.wanted.contains(shared))
        };
        let found: Vec<At> = some.filter(stands).copied().collect();
        self.more.extend(found);
        (1, None)
    }
}

/// Takes out the choices for which there is no unit left.
fn drop_full<T>(choices: &mut Vec<Choice>, moments: &mut Vec<T>, starts: &mut [usize], capacities: &[i64]) {
    let fits = |choice: &Choice| choice.uses.iter().all(|number| capacities[*number] > 0);
    let keep: Vec<bool> = choices.iter().map(fits).collect();
    let (mut before, mut at) = (0, 0);
    for start in starts.iter_mut() {
        before += keep[at..*start].iter().filter(|keep| **keep).count();
        (at, *start) = (*start, before);
    }
    let mut kept = keep.iter();
    choices.retain(|_| kept.next().is_some_and(|keep| *keep));
    let mut kept = keep.iter();
    moments.retain(|_| kept.next().is_some_and(|keep| *keep));
}

/// Numbers for what is shared.
#[derive(Default)]
struct Shares {
    known: BTreeMap<Shared, usize>,
    list: Vec<Shared>,
}

impl Shares {
    fn numbers(&mut self, uses: Vec<Shared>) -> Vec<usize> {
        let mut number = |shared: Shared| {
            *self.known.entry(shared.clone()).or_insert_with(|| {
                self.list.push(shared);
                self.list.len() - 1
            })
        };
        uses.into_iter().map(&mut number).collect()
    }
}
