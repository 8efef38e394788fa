//! Why not everybody can have a place: a smallest set of people and demands that cannot hold at once.
//!
//! People are added one by one, those who wait first, until those added cannot all have a place; then everything that
//! can be left out without that becoming possible is left out (a deletion filter). What remains is minimal: without
//! any one of the people, or any one of the demands, there would be a way.

use std::sync::Arc;

use super::super::criteria::{self, Criterion};
use super::super::model::Model;
use super::super::outcome;
use super::super::search::Search;
use super::demand::{self, Demand};
use super::exact::{self, Verdict};
use super::{Conflict, relaxed};

/// Steps of one exact search, and how many searches may end without an answer.
const BUDGET: u64 = 30_000;
const UNDECIDED: usize = 4;
/// Moves of a search for a plan.
const MOVES: u64 = 40_000;
/// As many conflicts are told.
const TOLD: usize = 3;

/// The search for conflicts, one exact search at a time.
pub(super) struct Finder {
    model: Arc<Model>,
    demands: Vec<Demand>,
    /// The same rules without anybody's private wishes, which no sentence may depend on.
    public: Option<(Arc<Model>, Vec<Criterion>)>,
    /// People still to be added, the last first.
    left: Vec<u32>,
    people: Vec<u32>,
    witness: Vec<Vec<u32>>,
    undecided: usize,
    filter: Option<Filter>,
    pub(super) found: Vec<Conflict>,
}

/// What is being left out of a set that cannot hold.
struct Filter {
    people: Vec<u32>,
    kept: Vec<Demand>,
    /// How many people, and then demands, have been tried.
    tried: usize,
    minimal: bool,
}

impl Finder {
    /// Looks into why those who wait do.
    pub(super) fn new(model: &Arc<Model>, waiting: &[u32]) -> Self {
        let slots = |person: &u32| (0..model.free.slots()).filter(|slot| model.free.at(*person, *slot)).count();
        let mut left: Vec<u32> = (0..model.people.len() as u32).collect();
        left.sort_by_key(|person| (!waiting.contains(person), slots(person), *person));
        left.reverse();
        if waiting.is_empty() {
            left.clear();
        }
        let public = relaxed(model, &[]).map(with_criteria);
        Self {
            demands: demand::all(model),
            model: model.clone(),
            public,
            left,
            people: Vec::new(),
            witness: Vec::new(),
            undecided: 0,
            filter: None,
            found: Vec::new(),
        }
    }

    /// Does one exact search; whether there is more to do.
    pub(super) fn step(&mut self) -> bool {
        match self.filter.take() {
            Some(filter) => self.leave_out(filter),
            None => self.add(),
        }
        let over = self.left.is_empty() || self.undecided > UNDECIDED || self.found.len() >= TOLD;
        self.filter.is_some() || !over
    }

    fn add(&mut self) {
        let (Some((model, criteria)), Some(person)) = (&self.public, self.left.pop()) else { return self.left.clear() };
        let known = self.witness.iter().any(|circle| circle.contains(&person));
        let people = [self.people.as_slice(), &[person]].concat();
        let told = if known { None } else { Some(verdict(model, criteria, &people)) };
        match told {
            None => self.people = people,
            Some(Verdict::Yes(circles)) => (self.people, self.witness) = (people, circles),
            Some(Verdict::Unknown) => self.undecided += 1,
            Some(Verdict::No) => {
                self.filter = Some(Filter { people, kept: self.demands.clone(), tried: 0, minimal: true });
            }
        }
    }

    /// Tries the next person, and then the next demand: whatever is not needed goes.
    fn leave_out(&mut self, mut filter: Filter) {
        let Some((model, criteria)) = &self.public else { return };
        let verdict = if let Some(at) = filter.people.len().checked_sub(filter.tried + 1) {
            // From the last that was added backwards: the first waited.
            let mut people = filter.people.clone();
            people.remove(at);
            let verdict = verdict(model, criteria, &people);
            if verdict == Verdict::No {
                filter.people = people;
                self.filter = Some(filter);
                return;
            }
            verdict
        } else {
            let at = filter.tried - filter.people.len();
            let Some(demand) = filter.kept.get(at) else { return self.tell(filter) };
            let mut kept = filter.kept.clone();
            let demand = demand.clone();
            kept.remove(at);
            let dropped: Vec<Demand> = self.demands.iter().filter(|one| !kept.contains(one)).cloned().collect();
            let without = relaxed(&self.model, &dropped).map(with_criteria);
            let verdict = without.map(|(model, criteria)| verdict(&model, &criteria, &filter.people));
            if verdict == Some(Verdict::No) {
                filter.kept.retain(|one| *one != demand);
                self.filter = Some(filter);
                return;
            }
            verdict.unwrap_or(Verdict::Unknown)
        };
        filter.minimal &= verdict != Verdict::Unknown;
        filter.tried += 1;
        self.filter = Some(filter);
    }

    fn tell(&mut self, filter: Filter) {
        let mut people = filter.people.clone();
        people.sort_unstable();
        // Whoever is part of this one is not looked at again: what else is in the way may be told as well.
        self.people.retain(|person| !people.contains(person));
        let rules = filter.kept.iter().map(|demand| demand.said(&self.model).by(demand.rule())).collect();
        let conflict = Conflict::new(&self.model, &people, rules, filter.minimal);
        let known = |other: &Conflict| other.rules == conflict.rules && people.len() > 1;
        if !self.found.iter().any(known) {
            self.found.push(conflict);
        }
    }
}

/// Whether people can all have a place: exactly, and where that takes too long by looking for a plan that has them.
fn verdict(model: &Arc<Model>, criteria: &[Criterion], people: &[u32]) -> Verdict {
    let told = exact::placed(model, criteria, people, BUDGET);
    if told != Verdict::Unknown {
        return told;
    }
    let mut search = Search::new(model, 1);
    let mut left = MOVES;
    while left > 0 {
        left = left.saturating_sub(search.step(left));
    }
    let Some((score, places)) = search.best() else { return told };
    let mut groups = outcome::people(model, places);
    let waiting = groups.pop().unwrap_or_default();
    let all = score.breaches == 0 && !people.iter().any(|person| waiting.contains(person));
    if all { Verdict::Yes(groups) } else { told }
}

fn with_criteria(model: Model) -> (Arc<Model>, Vec<Criterion>) {
    let model = Arc::new(model);
    let criteria = criteria::all(&model);
    (model, criteria)
}
