//! One attempt to find out more than counting tells, a little at a time.

use crate::ordered::BTreeSet;
use std::sync::Arc;

use super::super::criteria::{Class, Criterion, common};
use super::super::model::Model;
use super::cuts::Cuts;
use super::master::{Column, Master};
use super::partition::{Partition, Piece, Plan as Whole};
use super::pricing::{Found, Heads, Pairs, Pricing, Reached, SCALE, Terms};
use super::set::Set;

/// Circles that one slot contributes in one round.
const KEEP: usize = 6;
/// Nodes that the search of one slot may visit before the attempt is given up.
const BUDGET: u64 = 20_000_000;
/// Circles that may be listed for the last step, and how often it may look at one of them.
const LISTED: usize = 400_000;
const PATIENCE: u64 = 4_000_000_000;
/// How far beyond the floor a plan is looked for at most: dearer than any plan.
const FARTHEST: i64 = 1 << 40;
/// What a stand-in for a circle costs beyond the best plan.
const DEAR: f64 = 100.0;
/// How often what a stand-in costs is raised.
const RAISES: u32 = 3;
/// How strongly prices are drawn to the best so far, in percent.
const PULL: i64 = 50;
/// Pivots, nodes of pricing, and looks of the last step, that are done at a time.
const PIVOTS: u32 = 40;
const NODES: u64 = 10_000;
const LOOKS: u64 = 100_000;
/// Circles that are made ready for the last step at a time, and what one of them counts as in looks.
const SIFTED: usize = 10_000;
const SIFT: u64 = 16;
/// What a pivot and a node of pricing count as work beside a move of the search, and how many looks count as one.
const PIVOT: u64 = 150;
const NODE: u64 = 4;
const LOOK: u64 = 16;

/// An attempt to find out more than counting tells.
pub(super) struct Attempt {
    model: Arc<Model>,
    pairs: Pairs,
    heads: Heads,
    master: Master,
    known: BTreeSet<Set>,
    phase: Phase,
    prices: Prices,
    /// The prices that gave the best bound.
    best: Option<(i64, Prices)>,
    /// How strongly prices are drawn to the best so far, in percent (Wentges' smoothing).
    pull: i64,
    /// Looks of the last step so far, and what cuts it has come to know.
    looks: u64,
    cuts: Cuts,
    /// How often leaving somebody out was made dearer.
    raised: u32,
    /// What every cost is a multiple of.
    grain: i64,
    /// No plan costs less than this, and one that costs that is known.
    floor: i64,
    pub(super) goal: i64,
    /// How far beyond the floor a plan is looked for.
    stride: i64,
}

/// The price of each unit, the fee of every circle, and the most that any circle is worth beyond that.
#[derive(Clone, Default)]
struct Prices {
    units: Vec<i64>,
    fee: i64,
    most: i64,
}

enum Phase {
    /// The linear programme is being solved.
    Mix,
    /// Circles are being priced.
    Price(Sweep),
    /// Circles of a plan that costs no more than the target are being listed.
    List(i64, Sweep),
    /// Those that were found at several slots are being told from the others.
    Sift(i64, Sift),
    /// Their combinations are being searched.
    Combine(i64, Box<Partition>),
    /// Nothing more can be found out.
    Over,
}

/// A search through the circles of all slots, one slot after the other.
#[derive(Default)]
struct Sweep {
    slot: usize,
    pricing: Option<Pricing>,
    found: Vec<Found>,
}

/// Circles on their way to the last step: those still to be looked at, and those that were, each once.
struct Sift {
    new: std::vec::IntoIter<Found>,
    listed: BTreeSet<Set>,
    pieces: Vec<Piece>,
    /// How far a plan of them may be from the bound, scaled.
    allowed: i64,
}

/// What a little work has brought.
pub(super) enum Finding {
    Nothing,
    /// No plan costs less than this.
    Bound(i64),
    /// A better plan, and what no plan costs less than.
    Plan(Vec<Vec<u32>>, i64),
}

impl Attempt {
    /// An attempt that knows no circles yet, and what the best plan costs.
    pub(super) fn new(model: &Arc<Model>, criteria: &[&Criterion], best: i64) -> Self {
        let number = model.rules.circles.map(f64::from);
        Self {
            pairs: Pairs::new(model, criteria),
            heads: Heads::new(model, criteria),
            master: Master::new(model.units.len(), number, best as f64 + DEAR),
            known: BTreeSet::new(),
            phase: Phase::Mix,
            prices: Prices::default(),
            best: None,
            pull: PULL,
            looks: 0,
            cuts: Cuts::default(),
            raised: 0,
            grain: grain(criteria),
            floor: 0,
            goal: i64::MAX,
            stride: 0,
            model: model.clone(),
        }
    }

    /// Takes in a circle, unless it goes against a private wish that is to be obeyed.
    pub(super) fn learn(&mut self, units: &[u32], criteria: &[&Criterion]) {
        let people: Vec<u32> = units.iter().flat_map(|unit| &self.model.units[*unit as usize]).copied().collect();
        if criteria.iter().any(|criterion| criterion.secret && criterion.meaning.of(&people) > 0) {
            return;
        }
        let costs = criteria.iter().filter(|criterion| criterion.class == Class::Cost);
        let cost = costs.map(|criterion| criterion.weight * criterion.meaning.of(&people)).sum();
        self.admit(units.to_vec(), cost);
    }

    /// Brings a circle into the linear programme, once.
    fn admit(&mut self, units: Vec<u32>, cost: i64) -> bool {
        if !self.known.insert(Set::of(&units)) {
            return false;
        }
        let mut rows = units;
        if self.model.rules.circles.is_some() {
            rows.push(self.model.units.len() as u32);
        }
        self.master.add(Column { rows, cost: cost as f64 });
        true
    }

    /// The units of every circle that it knows.
    pub(super) fn seen(&self) -> Vec<Vec<u32>> {
        let units = self.model.units.len() as u32;
        let of = |column: &Column| column.rows.iter().copied().filter(|row| *row < units).collect();
        self.master.added().map(of).collect()
    }

    /// Whether the linear programme has told how good a plan can be at most.
    pub(super) fn has_bound(&self) -> bool {
        matches!(self.phase, Phase::List(..) | Phase::Sift(..) | Phase::Combine(..))
    }

    /// Whether nothing more can be found out.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    /// Does a little, and tells what that amounts to in moves of the search.
    pub(super) fn step(&mut self, criteria: &[&Criterion]) -> (u64, Finding) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Mix => self.mix(),
            Phase::Price(sweep) => self.price(sweep, criteria),
            Phase::List(target, sweep) => self.list(target, sweep, criteria),
            Phase::Sift(target, sift) => self.sift(target, sift),
            Phase::Combine(target, partition) => self.combine(target, partition),
            Phase::Over => (0, Finding::Nothing),
        }
    }

    fn mix(&mut self) -> (u64, Finding) {
        let done = self.master.improve(PIVOTS);
        if !done {
            self.phase = Phase::Mix;
            return (u64::from(PIVOTS) * PIVOT, Finding::Nothing);
        }
        let units = self.model.units.len();
        let scaled = |price: f64| (price * SCALE as f64).round() as i64;
        let mut prices: Vec<i64> = self.master.prices.iter().map(|price| scaled(*price)).collect();
        let mut fee = -prices.get(units).copied().unwrap_or(0);
        prices.truncate(units);
        if let Some((_, best)) = &self.best {
            let draw = |ours: i64, theirs: i64| (ours * (100 - self.pull) + theirs * self.pull) / 100;
            prices.iter_mut().zip(&best.units).for_each(|(ours, theirs)| *ours = draw(*ours, *theirs));
            fee = draw(fee, best.fee);
        }
        self.prices = Prices { units: prices, fee, most: 0 };
        self.phase = Phase::Price(Sweep::default());
        (u64::from(PIVOTS) * PIVOT, Finding::Nothing)
    }

    /// Goes on with a sweep for circles that are worth more than `above`, of each slot no more than `keep`.
    fn sweep(
        &self,
        sweep: &mut Sweep,
        criteria: &[&Criterion],
        prices: &Prices,
        above: i64,
        keep: usize,
    ) -> (u64, Reached) {
        if sweep.slot == self.slots() {
            return (NODE, Reached::End);
        }
        let Self { model, pairs, heads, .. } = self;
        let terms = Terms { model, criteria, pairs, heads, prices: &prices.units, fee: prices.fee };
        let pricing = sweep.pricing.take();
        let mut pricing = pricing.unwrap_or_else(|| Pricing::new(&terms, sweep.slot, above, keep, BUDGET));
        let before = pricing.nodes;
        let reached = pricing.step(&terms, NODES);
        let work = (pricing.nodes - before) * NODE + NODE;
        match reached {
            Reached::Further => sweep.pricing = Some(pricing),
            Reached::Limit => return (work, Reached::Limit),
            Reached::End => {
                sweep.found.extend(pricing.found());
                sweep.slot += 1;
            }
        }
        (work, Reached::Further)
    }

    fn price(&mut self, mut sweep: Sweep, criteria: &[&Criterion]) -> (u64, Finding) {
        let (work, reached) = self.sweep(&mut sweep, criteria, &self.prices, 0, KEEP);
        match reached {
            Reached::End => return (work, self.priced(sweep.found)),
            Reached::Further => self.phase = Phase::Price(sweep),
            Reached::Limit => {}
        }
        (work, Finding::Nothing)
    }

    /// All slots have been priced: that gives a bound, and circles for the next round, if there are any.
    fn priced(&mut self, new: Vec<Found>) -> Finding {
        self.prices.most = new.iter().map(|found| found.worth).max().unwrap_or(0);
        let bound = self.lagrange(&self.prices);
        if self.best.as_ref().is_none_or(|(known, _)| bound > *known) {
            self.best = Some((bound, self.prices.clone()));
        }
        let nothing = new.is_empty();
        let mut fresh = false;
        for found in new {
            fresh |= self.admit(found.units, found.cost);
        }
        self.phase = match (nothing || !fresh, self.pull) {
            (false, _) => Phase::Mix,
            (true, 0) if self.master.lacks() && self.raised < RAISES => self.raise(),
            // Whatever leaving somebody out costs, somebody is left out: there is no plan.
            (true, 0) if self.master.lacks() => Phase::Over,
            (true, 0) => {
                self.floor = self.best.as_ref().map_or(0, |(bound, _)| self.ceil(*bound));
                self.aim()
            }
            // Prices drawn elsewhere found nothing: those of the programme itself decide.
            (true, _) => {
                self.pull = 0;
                Phase::Mix
            }
        };
        Finding::Bound(self.ceil(bound))
    }

    /// The mix leaves people out: should that be because leaving them out was too cheap, it is made dearer.
    fn raise(&mut self) -> Phase {
        self.raised += 1;
        self.master.raise();
        Phase::Mix
    }

    /// How many slots are priced one by one: where missing a slot only costs, any circle may be at any of them, and one
    /// stands for all.
    fn slots(&self) -> usize {
        if self.model.must_meet() { self.model.free.slots() } else { 1 }
    }

    /// A scaled cost as the least that a plan can cost which costs no less.
    fn ceil(&self, scaled: i64) -> i64 {
        let grain = self.grain * SCALE;
        (scaled.div_euclid(grain) + i64::from(scaled.rem_euclid(grain) > 0)) * self.grain
    }

    /// Lagrange's bound for prices, scaled.
    fn lagrange(&self, prices: &Prices) -> i64 {
        let all: i64 = prices.units.iter().sum();
        all - self.circles() * (prices.fee + prices.most)
    }

    /// How many circles a plan has at most; where the number is asked for, no fewer either.
    fn circles(&self) -> i64 {
        let most = self.model.people.len() as u32 / self.model.size.min;
        i64::from(self.model.rules.circles.unwrap_or(most))
    }

    /// A plan is looked for at the floor, or a stride above it, but none as dear as one that is known.
    fn aim(&self) -> Phase {
        let target = (self.floor + self.stride).min(self.goal - self.grain).max(self.floor);
        Phase::List(target, Sweep::default())
    }

    /// Lists the circles that a plan of no more than `target` can contain.
    fn list(&mut self, target: i64, mut sweep: Sweep, criteria: &[&Criterion]) -> (u64, Finding) {
        let Some((bound, prices)) = &self.best else { return (NODE, Finding::Nothing) };
        // A circle that wastes more than the distance from the bound to the target belongs to no such plan.
        let allowed = target * SCALE - bound;
        let (work, reached) = self.sweep(&mut sweep, criteria, prices, prices.most - allowed - 1, LISTED);
        match reached {
            Reached::End => {
                let (listed, pieces) = (BTreeSet::new(), Vec::new());
                self.phase = Phase::Sift(target, Sift { new: sweep.found.into_iter(), listed, pieces, allowed });
            }
            Reached::Further if sweep.found.len() < LISTED => self.phase = Phase::List(target, sweep),
            // Too many; fewer would do.
            _ if target > self.floor => {
                self.stride = 0;
                self.phase = self.aim();
            }
            _ => {}
        }
        (work, Finding::Nothing)
    }

    fn sift(&mut self, target: i64, mut sift: Sift) -> (u64, Finding) {
        let most = self.best.as_ref().map_or(0, |(_, prices)| prices.most);
        let before = sift.new.len();
        for found in sift.new.by_ref().take(SIFTED) {
            let set = Set::of(&found.units);
            if sift.listed.insert(set) {
                sift.pieces.push(Piece { set, units: found.units, waste: most - found.worth });
            }
        }
        let work = (before - sift.new.len()) as u64 * SIFT / LOOK + 1;
        if sift.new.len() > 0 {
            self.phase = Phase::Sift(target, sift);
            return (work, Finding::Nothing);
        }
        let (circles, fixed) = (self.circles() as usize, self.model.rules.circles.is_some());
        let whole = Whole { units: self.model.units.len(), circles, fixed, fewer: most, allowed: sift.allowed };
        let partition = Partition::new(sift.pieces, whole, std::mem::take(&mut self.cuts));
        self.phase = Phase::Combine(target, Box::new(partition));
        (work, Finding::Nothing)
    }

    /// Looks for a plan of no more than `target`, and then for a better one; when there is none, that raises the floor.
    fn combine(&mut self, target: i64, mut partition: Box<Partition>) -> (u64, Finding) {
        let before = partition.looks;
        let done = partition.step(LOOKS);
        self.looks += partition.looks - before;
        let work = (partition.looks - before) / LOOK + 1;
        if let Some((pieces, waste)) = partition.found.take() {
            let plan = pieces.iter().map(|at| partition.piece(*at).units.clone()).collect();
            let bound = self.best.as_ref().map_or(0, |(bound, _)| *bound);
            let cost = (bound + waste) / SCALE;
            if cost > self.floor {
                let target = cost - self.grain;
                partition.allow(target * SCALE - bound);
                self.phase = Phase::Combine(target, partition);
            }
            return (work, Finding::Plan(plan, self.floor));
        }
        if done {
            // As long as that is easy and no plan is known, one may as well look further at once.
            let further = self.goal == i64::MAX && partition.is_easy();
            self.stride = if further { 2 * self.stride + self.grain } else { 0 };
            self.floor = target + self.grain;
            self.cuts = partition.cuts;
            // Where there is none however dear it may be, there is no plan.
            self.phase = if self.stride > FARTHEST { Phase::Over } else { self.aim() };
            return (work, Finding::Bound(self.floor));
        }
        if self.looks < PATIENCE {
            self.phase = Phase::Combine(target, partition);
        }
        (work, Finding::Nothing)
    }
}

/// What every cost is a multiple of: the greatest common divisor of the weights.
fn grain(criteria: &[&Criterion]) -> i64 {
    let weights = criteria.iter().filter(|criterion| criterion.class == Class::Cost).map(|criterion| criterion.weight);
    weights.fold(0, common).max(1)
}
