//! The circles and what each could have, as questions to the search.

use super::dated::Judged;
use super::request::SlotNeeds;
use crate::calendar::packing::{Choice, Packing, Search};
use crate::calendar::pools::serving;
use crate::circles::Circle;
use crate::error::Error;

/// Minutes of the stretches in which the places of pools and leaders are counted.
const CELL: u32 = 5;
/// Minutes of a week.
const WEEK: u32 = 7 * 24 * 60;
/// Nodes of a search tree after which the best so far is taken.
const NODES: u64 = 5_000;

/// The circles and what each could have.
pub(super) struct Table {
    pub(super) needs: SlotNeeds,
    pub(super) circles: Vec<Circle>,
    pub(super) options: Vec<Vec<Judged>>,
    phases: u8,
    /// Leaders of several circles.
    leaders: Vec<String>,
}

/// For each circle its option, and what they cost together.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) chosen: Vec<Option<usize>>,
    pub(super) cost: i64,
    pub(super) bound: i64,
}

/// A search, under way or in the making.
pub(super) struct Solving {
    circles: Vec<usize>,
    /// A circle that is held to one option.
    held: Option<(usize, usize)>,
    /// What it costs to have no slot.
    unplaced: i64,
    choices: Vec<Choice>,
    /// For each choice of the search the option that it means.
    meant: Vec<Option<usize>>,
    starts: Vec<usize>,
    /// None before the choices of all circles are known.
    search: Option<Search>,
}

impl Found {
    /// No circle has a slot.
    pub(super) fn none(table: &Table) -> Self {
        Self { chosen: vec![None; table.circles.len()], cost: 0, bound: 0 }
    }

    /// How many circles have no slot.
    pub(super) fn lost(&self) -> usize {
        self.chosen.iter().filter(|chosen| chosen.is_none()).count()
    }
}

impl Solving {
    /// Looks at a part of a node; whether there is more to look at.
    pub(super) fn part(&mut self, table: &Table) -> bool {
        let Some(search) = &mut self.search else {
            self.make(table);
            return true;
        };
        search.step(1);
        !search.is_done() && search.nodes() < NODES
    }

    /// Adds the choices of a circle, in the end begins to search.
    fn make(&mut self, table: &Table) {
        let number = self.starts.len() - 1;
        let Some(circle) = self.circles.get(number).copied() else {
            let (choices, starts) = (std::mem::take(&mut self.choices), std::mem::take(&mut self.starts));
            self.search = Some(Search::new(Packing { choices, starts, capacities: table.capacities() }));
            return;
        };
        let wanted = |option: &usize| self.held.is_none_or(|(held, only)| held != circle || only == *option);
        let mut own: Vec<(Choice, Option<usize>)> = (0..table.options[circle].len())
            .filter(wanted)
            .map(|index| (table.choice(number, circle, index), Some(index)))
            .collect();
        own.push((Choice { circle: number, cost: self.unplaced, uses: Vec::new() }, None));
        own.sort_by_key(|(choice, index)| (choice.cost, *index));
        for (choice, index) in own {
            self.choices.push(choice);
            self.meant.push(index);
        }
        self.starts.push(self.choices.len());
    }

    pub(super) fn cost(&self) -> i64 {
        self.search.as_ref().map_or(self.unplaced * self.circles.len() as i64, |search| search.best().1)
    }

    pub(super) fn bound(&self) -> i64 {
        self.search.as_ref().map_or(0, Search::bound)
    }

    /// The best so far, for the circles in the order in which they were asked for.
    pub(super) fn found(&self) -> Found {
        let chosen = match &self.search {
            Some(search) => search.best().0.iter().map(|choice| self.meant.get(*choice).copied().flatten()).collect(),
            None => vec![None; self.circles.len()],
        };
        Found { chosen, cost: self.cost(), bound: self.bound() }
    }
}

impl Table {
    pub(super) fn new(circles: Vec<Circle>, needs: &SlotNeeds, phases: u8) -> Self {
        let leaders = several(&circles);
        Self { needs: needs.clone(), options: vec![Vec::new(); circles.len()], circles, phases, leaders }
    }

    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.circles.len()).collect()
    }

    /// The search for the best slots of some circles, one of which may be held to one option.
    pub(super) fn solving(&self, circles: &[usize], held: Option<(usize, usize)>) -> Solving {
        let (choices, meant, starts) = (Vec::new(), Vec::new(), vec![0]);
        Solving { circles: circles.to_vec(), held, unplaced: self.unplaced(), choices, meant, starts, search: None }
    }

    /// What is said of circles that cannot all have a slot.
    pub(super) fn conflict(&self, set: &[usize]) -> Error {
        let names: Vec<&str> = set.iter().map(|circle| self.circles[*circle].name.as_str()).collect();
        let error = Error::new("slots.conflict", format!("these cannot all have a slot: {}", names.join(", ")));
        error.hint("add a room or a licence, let circles meet in other weeks, or give one of them another leader")
    }

    /// What is said of circles for which none was found, though it is not proved that there is none.
    pub(super) fn not_found(&self, set: &[usize]) -> Error {
        let names: Vec<&str> = set.iter().map(|circle| self.circles[*circle].name.as_str()).collect();
        let error = Error::new("slots.not_found", format!("no slot was found for {}", names.join(", ")));
        error.hint("there may be one: try fewer times, or a part of the circles at a time")
    }

    /// What it costs to have no slot: more than any slots could.
    pub(super) fn unplaced(&self) -> i64 {
        let worst = |options: &Vec<Judged>| options.iter().map(|option| option.cost).max().unwrap_or_default();
        self.options.iter().map(worst).sum::<i64>() + 1
    }

    /// Cells of a week in each phase: each pool's, then those of each leader of several circles.
    fn capacities(&self) -> Vec<i64> {
        let pools = self.needs.pools.iter().map(|pool| i64::from(pool.places));
        let each = pools.chain(self.leaders.iter().map(|_| 1));
        each.flat_map(|capacity| std::iter::repeat_n(capacity, self.block())).collect()
    }

    /// The cells of all phases.
    fn block(&self) -> usize {
        (WEEK / CELL) as usize * usize::from(self.phases)
    }

    fn choice(&self, number: usize, circle: usize, option: usize) -> Choice {
        let option = &self.options[circle][option];
        let start = u32::try_from(option.slot.week_minute()).unwrap_or_default();
        let block = WEEK / CELL;
        let last = (start + u32::from(option.slot.minutes).max(1)).div_ceil(CELL);
        let cells = (start / CELL..last).map(|cell| (u32::from(option.phase) * block + cell % block) as usize);
        let Circle { id, leader, .. } = &self.circles[circle];
        let leader = self.leaders.iter().position(|one| Some(one) == leader.as_ref());
        let shared = serving(&self.needs.pools, id).chain(leader.map(|place| self.needs.pools.len() + place));
        let shared: Vec<usize> = shared.map(|number| number * self.block()).collect();
        let uses = cells.flat_map(|cell| shared.iter().map(move |base| base + cell)).collect();
        Choice { circle: number, cost: option.cost, uses }
    }
}

/// Leaders of several circles, sorted.
fn several(circles: &[Circle]) -> Vec<String> {
    let mut leaders: Vec<&String> = circles.iter().filter_map(|circle| circle.leader.as_ref()).collect();
    leaders.sort();
    let mut several: Vec<String> = leaders
        .windows(2)
        .filter(|pair| pair.first() == pair.last())
        .filter_map(|pair| pair.first())
        .map(|one| (*one).clone())
        .collect();
    several.dedup();
    several
}
