//! How good a plan can be at most, and the proof that none is better.
//!
//! Column generation (Dantzig and Wolfe): a linear programme mixes known circles, its prices say which circle would
//! help, and an exact search finds those circles or shows that there are none. The bound is Lagrange's: for *any*
//! prices, no plan costs less than the prices of all people plus, for each circle, the least that any circle costs
//! beyond the prices of its people. It is computed in integers. When the bound falls short of the best plan, every
//! circle that a plan at the bound could contain is listed, and a search through their combinations finds such a plan
//! or raises the bound by one, until the two meet. What cuts off a mix of circles at one bound does so at the next.
//!
//! Where members have private wishes, what is told comes from an attempt that knows nothing of them: else a plan that is
//! proved to be the best, while a move that breaks nothing would make it better, would tell of a wish. It begins, for a
//! bound; another then obeys the wishes, for a better plan; and the first goes on, for a part of the other's time.

mod attempt;
mod cuts;
mod master;
mod partition;
mod pricing;
mod relax;
mod set;

use std::sync::Arc;

use super::criteria::{Class, Criterion};
use super::model::{Model, either};
use attempt::{Attempt, Finding};
use set::UNITS;

/// The largest circles whose combinations are searched; of rules that only cost, the largest that cost nothing.
const SIZE: u32 = 10;
/// The part of all work so far that is left for going on without wishes, and the least that is.
const REST: u64 = 4;
const REST_LEAST: u64 = 10_000_000;
/// Steps in which numbers of circles are counted.
const STEPS: u32 = 64;

/// What is known of how good a plan can be.
pub(super) struct Prover {
    /// No plan that places everybody costs less, be there private wishes or not.
    pub(super) bound: i64,
    /// No plan that obeys private wishes costs less; nobody is told.
    obeyed: i64,
    stage: Stage,
    /// The circles that the attempt before this one knew.
    seen: Vec<Vec<u32>>,
    /// What the work so far amounts to, in moves of the search, and to how much it may come.
    pub(super) work: u64,
    limit: u64,
    /// A better plan found on the way, as the units of each circle.
    pub(super) plan: Option<Vec<Vec<u32>>>,
    /// Whether there is more to find out.
    open: bool,
    attempt: Option<Attempt>,
    /// The attempt that knows nothing of private wishes, while another obeys them.
    aside: Option<Attempt>,
}

/// What an attempt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// A bound that may be told, where there are private wishes.
    Glance,
    /// A better plan that obeys them.
    Obey,
    /// All that may be told.
    Tell,
}

impl Prover {
    /// At first what criteria tell by counting; of a roster of moderate size more can be found out.
    pub(super) fn new(model: &Arc<Model>, criteria: &[Criterion]) -> Self {
        let sized = model.size.max <= SIZE || (model.rules.size_weight.is_on() && either(&model.rules).max <= SIZE);
        let whole = model.units.iter().all(|unit| unit.len() <= model.size.max as usize);
        let open = model.units.len() <= UNITS && sized && whole;
        let wished = criteria.iter().any(|criterion| criterion.secret);
        let stage = if wished { Stage::Glance } else { Stage::Tell };
        Self { open, stage, ..Self::closed(counted(model, criteria), 0) }
    }

    /// Takes in that no plan costs less than this.
    pub(super) fn told(&mut self, bound: i64) {
        self.bound = self.bound.max(bound);
    }

    /// Somebody may leave a circle who could not: what was proved is proved no more, and the proof knows of no such way.
    pub(super) fn loosen(&mut self, model: &Model, criteria: &[Criterion]) {
        *self = Self::closed(counted(model, criteria), self.work);
    }

    /// Other wishes count than did: what was found out of plans that obey them is known no more.
    pub(super) fn reconsider(&mut self) {
        self.obeyed = 0;
        if self.stage == Stage::Obey {
            self.attempt = None;
        }
    }

    fn closed(bound: i64, work: u64) -> Self {
        let (stage, seen, limit) = (Stage::Tell, Vec::new(), u64::MAX);
        let (plan, open, attempt, aside) = (None, false, None, None);
        Self { bound, obeyed: 0, stage, seen, work, limit, plan, open, attempt, aside }
    }

    /// Whether no plan that places everybody can cost less than this, and no more can be told.
    pub(super) fn has_settled(&self, cost: i64) -> bool {
        self.bound >= cost || (!self.open && self.obeyed >= cost)
    }

    /// Whether nothing more can be found out.
    pub(super) fn is_over(&self) -> bool {
        !self.open
    }

    /// Whether an attempt is being made, which knows of circles.
    pub(super) fn has_begun(&self) -> bool {
        self.attempt.is_some()
    }

    /// Begins, or goes on with, the circles of the best known plan and what that costs.
    pub(super) fn learn(&mut self, model: &Arc<Model>, criteria: &[Criterion], circles: &[Vec<u32>], cost: i64) {
        let criteria = heard(criteria, self.stage);
        let attempt = self.attempt.get_or_insert_with(|| Attempt::new(model, &criteria, cost));
        let seen = std::mem::take(&mut self.seen);
        circles.iter().chain(&seen).for_each(|units| attempt.learn(units, &criteria));
    }

    /// Does a little; `best` is what the best known plan costs.
    pub(super) fn step(&mut self, criteria: &[Criterion], best: i64) {
        let Some(attempt) = &mut self.attempt else { return };
        attempt.goal = best;
        let (work, found) = attempt.step(&heard(criteria, self.stage));
        self.work += work;
        let known = if self.stage == Stage::Obey { &mut self.obeyed } else { &mut self.bound };
        match found {
            Finding::Nothing => {}
            Finding::Bound(bound) => *known = (*known).max(bound),
            Finding::Plan(plan, bound) => {
                self.plan = Some(plan);
                *known = (*known).max(bound);
            }
        }
        let settled = *known >= best;
        let over = settled || attempt.is_over() || self.work >= self.limit;
        match self.stage {
            Stage::Glance if !settled && (over || attempt.has_bound()) => {
                self.seen = attempt.seen();
                self.stage = Stage::Obey;
                self.aside = self.attempt.take();
            }
            Stage::Obey if over => {
                self.limit = self.work + (self.work / REST).max(REST_LEAST);
                self.stage = Stage::Tell;
                self.attempt = self.aside.take();
            }
            _ if over => (self.open, self.attempt) = (false, None),
            _ => {}
        }
    }
}

/// The criteria that an attempt goes by.
fn heard(criteria: &[Criterion], stage: Stage) -> Vec<&Criterion> {
    criteria.iter().filter(|criterion| stage == Stage::Obey || !criterion.secret).collect()
}

/// What criteria tell by counting, one by one, of whatever number of circles is cheapest: looked at in steps.
fn counted(model: &Model, criteria: &[Criterion]) -> i64 {
    let most = (model.people.len() as u32 / model.size.min).max(1);
    let fewest = (model.people.len() as u32).div_ceil(model.size.max).min(most);
    let (fewest, most) = model.rules.circles.map_or((fewest, most), |circles| (circles, circles));
    let step = (most - fewest) / STEPS + 1;
    let least = |from: u32| {
        let to = (from + step - 1).min(most);
        let costs = criteria.iter().filter(|criterion| criterion.class == Class::Cost);
        costs.map(|criterion| criterion.weight * criterion.meaning.least(from, to)).sum()
    };
    (fewest..=most).step_by(step as usize).map(least).min().unwrap_or(0)
}
