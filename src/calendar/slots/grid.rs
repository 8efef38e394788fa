//! Slots on a grid of cells: the question, its answer, and the job that finds it.

use serde::{Deserialize, Serialize};

use super::parting::in_phases;
use crate::calendar::packing::{Choice, Packing, Search};
use crate::error::{Error, Result};
use crate::job::{Job, Progress};
use crate::limits;

/// Which weekly slot and phase each circle should have, jointly.
///
/// Time is a grid of cells of equal length, numbered through the days. A meeting takes some cells in a row of one day,
/// all of which its leader is free in; a member who is not free in all of them is absent. Per phase (the circles that
/// meet in the same weeks) a leader leads one meeting at a time, and no more meetings overlap than there are rooms or
/// video licences. A circle costs the square of its absent members, or `unplaced_cost` without a slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotQuestion {
    /// Days of the grid.
    pub days: u32,
    /// Cells in a day.
    pub cells_per_day: u32,
    /// Cells that a meeting takes.
    pub meeting_cells: u32,
    /// Phases: 2 where circles meet every other week.
    pub phases: u32,
    /// Meetings at once in a phase.
    pub rooms: u32,
    /// The share of members, 0 to 1, who must be able to come.
    pub quorum: f64,
    /// What a circle without a slot costs.
    pub unplaced_cost: i64,
    /// For each leader the cells in which they are free.
    pub leaders_free: Vec<Vec<u32>>,
    /// The circles.
    pub circles: Vec<SlotCircle>,
}

/// A circle that needs a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotCircle {
    /// The number of its leader.
    pub leader: u32,
    /// For each member besides the leader the cells in which they are free.
    pub members: Vec<Vec<u32>>,
}

/// The slots that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotAnswer {
    /// For each circle its first cell and its phase, or none.
    pub slots: Vec<Option<CellPhase>>,
    /// What the slots cost; lower is better.
    pub cost: i64,
    /// No slots cost less.
    pub bound: i64,
    /// Whether no other slots cost less.
    pub proved: bool,
}

/// A slot on the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CellPhase {
    /// The first cell of the meeting.
    pub cell: u32,
    /// The phase, counted from 0.
    pub phase: u32,
}

/// The search for the best slots; a unit of work is a part of a node of its tree.
///
/// ```
/// use peer_circle::calendar::{SlotCircle, SlotQuestion, SlotSearch};
/// use peer_circle::job::Job;
///
/// // Two circles of one leader, who is free in the first three cells; both would like the first two.
/// let circle = SlotCircle { leader: 0, members: vec![vec![0, 1], vec![0, 1, 2]] };
/// let question = SlotQuestion {
///     days: 1,
///     cells_per_day: 4,
///     meeting_cells: 2,
///     phases: 2,
///     rooms: 1,
///     quorum: 0.5,
///     unplaced_cost: 1_000,
///     leaders_free: vec![vec![0, 1, 2]],
///     circles: vec![circle.clone(), circle],
/// };
/// let mut search = SlotSearch::new(&question)?;
/// while !search.step(100).done {}
/// let answer = search.best().unwrap();
/// assert_eq!((answer.cost, answer.proved), (0, true), "one in each phase");
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// Phases are alike, so the search begins with all of them together: as many rooms as all have, and as many meetings of
/// a leader. Meetings that fit together can nearly always be parted into phases; where they cannot, a second search has
/// each phase by itself.
#[derive(Clone, Debug)]
pub struct SlotSearch {
    question: SlotQuestion,
    search: Search,
    /// For each choice of the search its slot; in the first phase where that is still open.
    slots: Vec<Option<CellPhase>>,
    /// Whether phases are still together.
    together: bool,
    best: SlotAnswer,
    /// Work of the search before this one.
    earlier: u64,
}

impl SlotSearch {
    /// Prepares the search.
    ///
    /// # Errors
    /// `slots.unknown_leader` and `slots.grid` when the question contradicts itself, `limit.slots` when it is too big.
    pub fn new(question: &SlotQuestion) -> Result<Self> {
        check(question)?;
        let (packing, slots) = Model::new(question, true).packing(question)?;
        let unplaced = question.unplaced_cost * question.circles.len() as i64;
        let best =
            SlotAnswer { slots: vec![None; question.circles.len()], cost: unplaced, bound: i64::MIN, proved: false };
        let (question, search) = (question.clone(), Search::new(packing));
        Ok(Self { question, search, slots, together: true, best, earlier: 0 })
    }

    /// Keeps what the search has found, if it is better, and what it has proved.
    fn note(&mut self) {
        let (choices, cost) = self.search.best();
        if cost < self.best.cost {
            let slots = choices.iter().map(|choice| self.slots.get(*choice).copied().flatten()).collect();
            let slots = if self.together { in_phases(&self.question, slots) } else { slots };
            let lost = slots
                .iter()
                .zip(choices)
                .filter(|(slot, choice)| slot.is_none() && self.slots.get(**choice).is_some_and(Option::is_some));
            let more = |choice: usize| self.question.unplaced_cost - self.search.cost(choice);
            let cost = cost + lost.map(|(_, choice)| more(*choice)).sum::<i64>();
            if cost < self.best.cost {
                (self.best.slots, self.best.cost) = (slots, cost);
            }
        }
        self.best.bound = self.best.bound.max(self.search.bound()).min(self.best.cost);
        self.best.proved = self.best.bound >= self.best.cost;
    }

    fn is_done(&self) -> bool {
        self.best.proved || self.search.is_done() && !self.together
    }
}

impl Job for SlotSearch {
    type Answer = SlotAnswer;

    fn step(&mut self, work: u64) -> Progress {
        self.search.step(work);
        self.note();
        if self.search.is_done() && self.together && !self.best.proved {
            // What was found together cannot be parted; the question is no bigger than it was.
            if let Ok((packing, slots)) = Model::new(&self.question, false).packing(&self.question) {
                self.earlier = self.search.work();
                (self.search, self.slots) = (Search::new(packing), slots);
            }
            self.together = false;
        }
        let SlotAnswer { cost, bound, .. } = self.best;
        let work = self.earlier + self.search.work();
        Progress { done: self.is_done(), work, best: Some(cost), bound: Some(bound), all: None }
    }

    fn best(&self) -> Option<SlotAnswer> {
        Some(self.best.clone())
    }
}

fn check(question: &SlotQuestion) -> Result<()> {
    let cells = question.days.checked_mul(question.cells_per_day).filter(|cells| *cells <= limits::SLOT_CELLS);
    let fits = (1..=question.cells_per_day.max(1)).contains(&question.meeting_cells) && question.phases >= 1;
    if cells.is_none() || !fits || question.phases > 64 {
        let error = Error::new("slots.grid", "the days, cells and phases make no grid for such sessions");
        return Err(error.hint("let a session be one cell or longer, and no longer than a day"));
    }
    let unknown = question.circles.iter().find(|circle| circle.leader as usize >= question.leaders_free.len());
    unknown.map_or(Ok(()), |circle| {
        let message = format!("there is no leader {}", circle.leader);
        Err(Error::new("slots.unknown_leader", message).at_field("circles").hint("count leaders from 0"))
    })
}

/// The capacities: rooms by phase and cell, then leaders of several circles by phase and cell.
struct Model {
    capacities: Vec<i64>,
    cells: usize,
    /// The phases that are told apart: one where they are together.
    phases: u32,
    /// Where the capacities of a leader begin, if they lead several circles.
    leaders: Vec<Option<usize>>,
    leaders_free: Vec<Cells>,
}

impl Model {
    fn new(question: &SlotQuestion, together: bool) -> Self {
        let (phases, each) = if together { (1, question.phases) } else { (question.phases, 1) };
        let cells = (question.days * question.cells_per_day) as usize;
        let block = cells * phases as usize;
        let mut capacities = vec![i64::from(question.rooms) * i64::from(each); block];
        let mut leaders = Vec::with_capacity(question.leaders_free.len());
        for leader in 0..question.leaders_free.len() {
            let several = question.circles.iter().filter(|circle| circle.leader as usize == leader).nth(1).is_some();
            leaders.push(several.then_some(capacities.len()));
            capacities.resize(capacities.len() + if several { block } else { 0 }, i64::from(each));
        }
        let leaders_free = question.leaders_free.iter().map(|free| Cells::new(free, cells)).collect();
        Self { capacities, cells, phases, leaders, leaders_free }
    }

    /// The question to the search, and for each of its choices the slot.
    fn packing(self, question: &SlotQuestion) -> Result<(Packing, Vec<Option<CellPhase>>)> {
        let (mut choices, mut slots, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for (index, circle) in question.circles.iter().enumerate() {
            let mut options = self.options(question, index, circle);
            options.sort_by_key(|(choice, slot)| (choice.cost, *slot));
            for (choice, slot) in options {
                choices.push(choice);
                slots.push(slot);
            }
            starts.push(choices.len());
            if choices.len() * (question.phases / self.phases) as usize > limits::SLOT_CHOICES {
                let error = Error::new("limit.slots", "there are too many circles and times together");
                return Err(error.hint("use longer cells, or search a part of the circles at a time"));
            }
        }
        Ok((Packing { choices, starts, capacities: self.capacities }, slots))
    }

    /// Every slot of a circle that has its quorum, and to have none.
    fn options(&self, question: &SlotQuestion, index: usize, circle: &SlotCircle) -> Vec<(Choice, Option<CellPhase>)> {
        let none = Choice { circle: index, cost: question.unplaced_cost, uses: Vec::new() };
        let mut options = vec![(none, None)];
        if question.rooms == 0 {
            return options;
        }
        let members: Vec<Cells> = circle.members.iter().map(|free| Cells::new(free, self.cells)).collect();
        let length = question.meeting_cells;
        for cell in (0..question.days * question.cells_per_day)
            .filter(|cell| cell % question.cells_per_day + length <= question.cells_per_day)
        {
            let free = |cells: &&Cells| (cell..cell + length).all(|cell| cells.has(cell));
            let present = members.iter().filter(free).count();
            // A hair's breadth for shares that binary fractions cannot hold.
            let enough = present as f64 + 1e-9 >= question.quorum * members.len() as f64;
            let absent = (members.len() - present) as i64;
            let leader = self.leaders_free.get(circle.leader as usize).filter(free);
            if leader.is_none() || !enough || absent * absent >= question.unplaced_cost {
                continue;
            }
            for phase in 0..self.phases {
                let uses = self.uses(circle.leader as usize, cell..cell + length, phase);
                let slot = CellPhase { cell, phase };
                options.push((Choice { circle: index, cost: absent * absent, uses }, Some(slot)));
            }
        }
        options
    }

    fn uses(&self, leader: usize, cells: std::ops::Range<u32>, phase: u32) -> Vec<usize> {
        let offset = phase as usize * self.cells;
        let blocks = std::iter::once(0).chain(self.leaders.get(leader).copied().flatten());
        blocks.flat_map(|block| cells.clone().map(move |cell| block + offset + cell as usize)).collect()
    }
}

/// A set of cells.
struct Cells(Vec<u64>);

impl Cells {
    fn new(cells: &[u32], count: usize) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        for cell in cells.iter().filter(|cell| (**cell as usize) < count) {
            words[*cell as usize / 64] |= 1 << (cell % 64);
        }
        Self(words)
    }

    fn has(&self, cell: u32) -> bool {
        self.0.get(cell as usize / 64).is_some_and(|word| word >> (cell % 64) & 1 == 1)
    }
}
