//! The search: branch and bound.
//!
//! The bound is Lagrangian: prices are put on the capacities, each circle takes its cheapest option
//! at those prices, and what the capacities are worth is taken off; any prices of at least nothing give a true bound
//! (Fisher, "The Lagrangian Relaxation Method for Solving Integer Programming Problems", Management Science 1981).
//! Prices are whole numbers in parts of a cost, so that the bound is exact and the same on every machine.

use super::prices::Prices;
use super::{PARTS, Packing};

/// Prices tried at the root, and at every other node.
const ROOT_ROUNDS: u32 = 400;
const NODE_ROUNDS: u32 = 25;

/// Rounds after which an answer is made of the prices, and the most of one piece.
const PIECE: u32 = 8;
/// Choices that are looked at in one piece, where a round has no more.
const CHOICES: usize = 1 << 15;
/// The same in a unit of work; a piece that has more takes several units.
const UNIT: usize = 1_024;

/// The search, which can be suspended in the midst of any node.
#[derive(Clone, Debug)]
pub(in crate::calendar) struct Search {
    packing: Packing,
    prices: Prices,
    /// Whether a choice may still be taken.
    alive: Vec<bool>,
    /// What each circle has taken on the way to the current node.
    taken: Vec<Option<usize>>,
    /// What is left of the capacities.
    left: Vec<i64>,
    /// What happened on the way, to be undone.
    trail: Vec<Deed>,
    /// The branchings on the way: how long the trail was, the choice, and whether it was taken or forbidden.
    frames: Vec<(usize, usize, bool)>,
    best: Vec<usize>,
    best_cost: i64,
    bound: i64,
    nodes: u64,
    /// The node that is being looked at.
    underway: Option<Underway>,
    /// Units of work done, and those of a piece for which the work is still to be counted.
    work: u64,
    owed: u64,
    /// For each capacity the open circles that use it in an answer; empty but while one is improved.
    holders: Vec<Vec<usize>>,
    done: bool,
}

/// How far the work at a node is.
#[derive(Clone, Debug)]
struct Underway {
    /// What the circles that have taken something cost, and those that have not.
    fixed: i64,
    open: Vec<usize>,
    /// Rounds done.
    round: u32,
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Taken(usize),
    Removed(usize),
}

impl Search {
    pub(in crate::calendar) fn new(packing: Packing) -> Self {
        let circles = packing.circles();
        // The choice that uses nothing is valid for all at once.
        let nothing = |circle| packing.of(circle).rev().find(|choice| packing.choices[*choice].uses.is_empty());
        let best: Vec<usize> = (0..circles).filter_map(nothing).collect();
        let best_cost = best.iter().map(|choice| packing.choices[*choice].cost).sum();
        let cheapest = (0..circles).map(|circle| packing.choices[packing.starts[circle]].cost);
        Self {
            prices: Prices::new(&packing),
            alive: vec![true; packing.choices.len()],
            taken: vec![None; circles],
            left: packing.capacities.clone(),
            trail: Vec::new(),
            frames: Vec::new(),
            bound: cheapest.sum(),
            nodes: 0,
            underway: None,
            work: 0,
            owed: 0,
            holders: vec![Vec::new(); packing.capacities.len()],
            done: circles == 0,
            packing,
            best,
            best_cost,
        }
    }

    /// Does so many units of work, each a piece of a node or a part of one.
    pub(in crate::calendar) fn step(&mut self, work: u64) {
        for _ in 0..work {
            if self.done {
                return;
            }
            self.work += 1;
            match self.owed {
                0 => self.owed = self.piece(),
                _ => self.owed -= 1,
            }
        }
    }

    /// Units of work done.
    pub(in crate::calendar) fn work(&self) -> u64 {
        self.work
    }

    pub(in crate::calendar) fn is_done(&self) -> bool {
        self.done
    }

    pub(in crate::calendar) fn nodes(&self) -> u64 {
        self.nodes
    }

    /// The best choices so far, one a circle, and what they cost.
    pub(in crate::calendar) fn best(&self) -> (&[usize], i64) {
        (&self.best, self.best_cost)
    }

    /// What a choice costs.
    pub(in crate::calendar) fn cost(&self, choice: usize) -> i64 {
        self.packing.choices[choice].cost
    }

    /// No answer can cost less.
    pub(in crate::calendar) fn bound(&self) -> i64 {
        if self.done { self.best_cost } else { self.bound.min(self.best_cost) }
    }

    /// Looks at a piece of the current node, and goes on to the next at its end; how much work beside a unit that was.
    fn piece(&mut self) -> u64 {
        let mut underway = self.underway.take().unwrap_or_else(|| self.begun());
        let looked_at: usize = underway.open.iter().map(|circle| self.packing.of(*circle).len()).sum();
        let rounds = (CHOICES / looked_at.max(1)).clamp(1, PIECE as usize) as u32;
        match self.branching(&mut underway, rounds) {
            Some(choice) => self.leave(choice),
            None => self.underway = Some(underway),
        }
        (looked_at * rounds as usize / UNIT) as u64
    }

    fn begun(&self) -> Underway {
        let fixed = self.taken.iter().flatten().map(|choice| self.packing.choices[*choice].cost).sum();
        let open = (0..self.taken.len()).filter(|circle| self.taken[*circle].is_none()).collect();
        Underway { fixed, open, round: 0 }
    }

    /// Goes on to the next node, by a choice to branch on where there is one.
    fn leave(&mut self, choice: Option<usize>) {
        self.nodes += 1;
        let root = self.frames.is_empty();
        match choice {
            Some(choice) => {
                self.frames.push((self.trail.len(), choice, true));
                self.take(choice);
            }
            None => self.back(),
        }
        if root && self.frames.is_empty() {
            self.done = true;
        }
    }

    /// After a piece of the work the choice to branch on, where that is known: there is none to branch on when nothing
    /// below this node is better than the best.
    fn branching(&mut self, underway: &mut Underway, piece: u32) -> Option<Option<usize>> {
        let Underway { fixed, open, round } = underway;
        if *round == 0 && self.is_dead(open) {
            return Some(None);
        }
        let rounds = if self.frames.is_empty() { ROOT_ROUNDS } else { NODE_ROUNDS };
        for _ in 0..piece.min(rounds - *round) {
            let goal = (self.best_cost - *fixed) * PARTS;
            let relaxed = self.prices.relax(&self.packing, open, &self.alive, &self.left);
            if self.frames.is_empty() {
                self.bound = self.bound.max((relaxed.value + PARTS - 1).div_euclid(PARTS));
            }
            if relaxed.value > goal - PARTS {
                return Some(None);
            }
            if *round % PIECE == 0 || relaxed.over == 0 {
                self.complete(open);
            }
            self.prices.adjust(&relaxed, goal, *round);
            *round += 1;
        }
        if *round < rounds {
            return None;
        }
        self.remove_hopeless(open, *fixed);
        if self.is_dead(open) {
            return Some(None);
        }
        // The circle with the fewest options left that are about as good as its best, and of these the best.
        let circle = open.iter().copied().min_by_key(|circle| self.options(*circle));
        let alive = |circle| self.packing.of(circle).filter(|choice| self.alive[*choice]);
        Some(circle.and_then(|circle| alive(circle).min_by_key(|choice| self.prices.priced(*choice))))
    }

    /// Whether some open circle has no choice left.
    fn is_dead(&self, open: &[usize]) -> bool {
        open.iter().any(|circle| self.packing.of(*circle).all(|choice| !self.alive[choice]))
    }

    fn options(&self, circle: usize) -> (bool, usize) {
        let alive = self.packing.of(circle).filter(|choice| self.alive[*choice]).count();
        (alive == 1, alive)
    }

    /// Removes every choice that alone would make the answer no better than the best.
    fn remove_hopeless(&mut self, open: &[usize], fixed: i64) {
        let relaxed = self.prices.relax(&self.packing, open, &self.alive, &self.left);
        let slack = (self.best_cost - fixed - 1) * PARTS - relaxed.value;
        for circle in open {
            let alive = || self.packing.of(*circle).filter(|choice| self.alive[*choice]);
            let Some(least) = alive().map(|choice| self.prices.priced(choice)).min() else { continue };
            let hopeless: Vec<usize> = alive().filter(|choice| self.prices.priced(*choice) - least > slack).collect();
            hopeless.into_iter().for_each(|choice| self.remove(choice));
        }
    }

    /// Takes a choice, and removes what it leaves no room for.
    fn take(&mut self, choice: usize) {
        let circle = self.packing.choices[choice].circle;
        self.taken[circle] = Some(choice);
        self.trail.push(Deed::Taken(choice));
        for index in 0..self.packing.choices[choice].uses.len() {
            let capacity = self.packing.choices[choice].uses[index];
            self.left[capacity] -= 1;
            if self.left[capacity] == 0 {
                for other in self.prices.users(capacity).to_vec() {
                    if self.taken[self.packing.choices[other].circle].is_none() {
                        self.remove(other);
                    }
                }
            }
        }
    }

    fn remove(&mut self, choice: usize) {
        if self.alive[choice] {
            self.alive[choice] = false;
            self.trail.push(Deed::Removed(choice));
        }
    }

    /// Goes back to the last choice that was taken, and forbids it instead.
    fn back(&mut self) {
        while let Some((length, choice, taken)) = self.frames.pop() {
            while self.trail.len() > length {
                self.undo();
            }
            if taken {
                self.frames.push((length, choice, false));
                self.remove(choice);
                return;
            }
        }
        self.done = true;
    }

    fn undo(&mut self) {
        match self.trail.pop() {
            Some(Deed::Removed(choice)) => self.alive[choice] = true,
            Some(Deed::Taken(choice)) => {
                let choice = &self.packing.choices[choice];
                self.taken[choice.circle] = None;
                choice.uses.iter().for_each(|capacity| self.left[*capacity] += 1);
            }
            None => {}
        }
    }

    /// Makes an answer of what is taken and of the cheapest options at the present prices, and keeps it if better.
    fn complete(&mut self, open: &[usize]) {
        let mut left = self.left.clone();
        let mut answer = self.taken.clone();
        let mut order = open.to_vec();
        order.sort_by_cached_key(|circle| std::cmp::Reverse(self.regret(*circle)));
        for circle in order {
            answer[circle] = self.cheapest_free(circle, &left, true);
            spend(&self.packing, answer[circle], &mut left, 1);
        }
        let mut holders = std::mem::take(&mut self.holders);
        self.improve(open, &mut answer, &mut left, &mut holders);
        self.holders = holders;
        let Some(answer) = answer.into_iter().collect::<Option<Vec<usize>>>() else { return };
        let cost = answer.iter().map(|choice| self.packing.choices[*choice].cost).sum();
        if cost < self.best_cost {
            (self.best, self.best_cost) = (answer, cost);
        }
    }

    /// How much the second option of a circle costs more than its first.
    fn regret(&self, circle: usize) -> i64 {
        let alive = self.packing.of(circle).filter(|choice| self.alive[*choice]);
        let mut two = [i64::MAX; 2];
        for priced in alive.map(|choice| self.prices.priced(choice)) {
            if priced < two[1] {
                two = [two[0].min(priced), two[0].max(priced)];
            }
        }
        if two[1] == i64::MAX { i64::MAX } else { two[1] - two[0] }
    }

    /// The cheapest option that there is room for, at the present prices or by its cost alone.
    fn cheapest_free(&self, circle: usize, left: &[i64], priced: bool) -> Option<usize> {
        let fits = |choice: &usize| self.packing.choices[*choice].uses.iter().all(|capacity| left[*capacity] > 0);
        let key = |choice: &usize| match priced {
            true => self.prices.priced(*choice),
            false => self.packing.choices[*choice].cost,
        };
        self.packing.of(circle).filter(|choice| self.alive[*choice]).filter(fits).min_by_key(key)
    }

    /// Lets circles take better options, with another circle stepping aside where that pays.
    fn improve(&self, open: &[usize], answer: &mut [Option<usize>], left: &mut [i64], holders: &mut [Vec<usize>]) {
        for circle in open {
            for capacity in self.uses(answer[*circle]) {
                holders[*capacity].push(*circle);
            }
        }
        let cost = |choice: Option<usize>| choice.map_or(i64::MAX / 4, |choice| self.packing.choices[choice].cost);
        for circle in open {
            for choice in self.packing.of(*circle).filter(|choice| self.alive[*choice]) {
                if self.packing.choices[choice].cost >= cost(answer[*circle]) {
                    break;
                }
                let before = answer[*circle];
                spend(&self.packing, before, left, -1);
                let blocked = |capacity: &&usize| left[**capacity] <= 0;
                let blocked: Vec<usize> = self.packing.choices[choice].uses.iter().filter(blocked).copied().collect();
                let in_way = |other: &&usize| {
                    let uses = self.uses(answer[**other]);
                    **other != *circle && blocked.iter().all(|capacity| uses.contains(capacity))
                };
                // Taken circles of the node never step aside; with nothing in the way nobody has to.
                let aside = blocked.first().and_then(|one| holders[*one].iter().filter(in_way).min().copied());
                let was = aside.map(|other| (other, answer[other]));
                if let Some((other, choice)) = was {
                    spend(&self.packing, choice, left, -1);
                    answer[other] = None;
                }
                let fits = self.packing.choices[choice].uses.iter().all(|capacity| left[*capacity] > 0);
                if fits {
                    spend(&self.packing, Some(choice), left, 1);
                    let instead = was.and_then(|(other, _)| self.cheapest_free(other, left, false));
                    let (old, new) = (was.map_or(0, |(_, was)| cost(was)), was.map_or(0, |_| cost(instead)));
                    if cost(Some(choice)) + new < cost(before) + old {
                        answer[*circle] = Some(choice);
                        self.hold(holders, *circle, before, Some(choice));
                        if let Some((other, was)) = was {
                            answer[other] = instead;
                            self.hold(holders, other, was, instead);
                            spend(&self.packing, instead, left, 1);
                        }
                        break;
                    }
                    spend(&self.packing, Some(choice), left, -1);
                }
                if let Some((other, choice)) = was {
                    answer[other] = choice;
                    spend(&self.packing, choice, left, 1);
                }
                spend(&self.packing, before, left, 1);
            }
        }
        for circle in open {
            for capacity in self.uses(answer[*circle]) {
                holders[*capacity].clear();
            }
        }
    }

    /// The capacities that a choice uses.
    fn uses(&self, choice: Option<usize>) -> &[usize] {
        choice.map_or(&[], |choice| &self.packing.choices[choice].uses)
    }

    /// A circle holds another choice than before.
    fn hold(&self, holders: &mut [Vec<usize>], circle: usize, before: Option<usize>, now: Option<usize>) {
        for capacity in self.uses(before) {
            holders[*capacity].retain(|holder| *holder != circle);
        }
        for capacity in self.uses(now) {
            holders[*capacity].push(circle);
        }
    }
}

/// Takes the units of a choice off what is left, so many times.
fn spend(packing: &Packing, choice: Option<usize>, left: &mut [i64], times: i64) {
    for capacity in choice.iter().flat_map(|choice| &packing.choices[*choice].uses) {
        left[*capacity] -= times;
    }
}
