//! One round of annealing: from warm to cold, then downhill.

use super::Problem;
use super::division::{Division, Places};
use crate::circles::random::Random;

/// Moves between two looks at the temperature.
const BLOCK: u64 = 512;
/// How finely chance is drawn, and the parts of one in which its logarithm is kept.
const DRAWS: usize = 1024;
const PART: u32 = 16;
/// Of 64 moves, so many are one person's where sizes may change.
const ALONE: u64 = 8;
/// The last of so many parts of a round accepts no loss.
const PARTS: u64 = 20;

pub(super) struct Anneal {
    division: Division,
    heat: f64,
    cooling: f64,
    length: u64,
    at: u64,
    best: (i64, Places),
}

impl Anneal {
    /// A round of so many moves between two temperatures.
    pub(super) fn new(problem: &Problem, places: Places, hot: f64, cold: f64, length: u64) -> Self {
        let length = length.next_multiple_of(BLOCK).max(BLOCK);
        let division = Division::new(problem, places);
        let blocks = (length / BLOCK) as f64;
        Self {
            heat: hot,
            cooling: if hot > 0.0 { libm::exp(libm::log(cold / hot) / blocks) } else { 1.0 },
            length,
            at: 0,
            best: (division.value, division.places.clone()),
            division,
        }
    }

    /// Moves that are left.
    pub(super) fn left(&self) -> u64 {
        self.length - self.at
    }

    /// The best division of the round, and its value.
    pub(super) fn best(&self) -> (i64, &Places) {
        (self.best.0, &self.best.1)
    }

    /// Looks at some of the moves that are left.
    pub(super) fn run(&mut self, problem: &Problem, random: &mut Random, moves: u64) {
        let end = self.at + moves;
        while self.at < end {
            let block = (BLOCK - self.at % BLOCK).min(end - self.at);
            // By where the block starts, so that it does not matter how the work is cut.
            let cold = self.at - self.at % BLOCK >= self.length - self.length / PARTS;
            let heat = if cold { 0 } else { self.heat as i64 };
            (0..block).for_each(|_| self.look(problem, random.bits(), heat));
            self.at += block;
            if self.at.is_multiple_of(BLOCK) {
                self.heat *= self.cooling;
                self.remember();
            }
        }
    }

    /// What moves from here would lose: a sample of swaps.
    pub(super) fn sample(&self, problem: &Problem, random: &mut Random, count: usize) -> Vec<i32> {
        let mut losses = Vec::with_capacity(count);
        for _ in 0..8 * count {
            let (one, other) = random.two(problem.people, problem.people);
            if self.division.places[one] != self.division.places[other] && losses.len() < count {
                losses.push(-self.division.gain(problem, one, other).min(0));
            }
        }
        losses
    }

    fn remember(&mut self) {
        if self.division.value > self.best.0 {
            self.best.0 = self.division.value;
            self.best.1.copy_from_slice(&self.division.places);
        }
    }

    /// One move, refused when it gains less than chance and heat allow it to lose.
    #[inline]
    fn look(&mut self, problem: &Problem, bits: u64, heat: i64) {
        let least = ((heat * problem.losses[bits as usize % DRAWS]) >> PART) as i32;
        let one = pick(bits >> 40, problem.people);
        if problem.elastic && (bits >> 10) & 63 < ALONE {
            let to = pick((bits >> 16) & 0xff_ffff, self.division.sizes.len());
            self.look_at_relocation(problem, one, to, least);
        } else {
            let other = pick((bits >> 16) & 0xff_ffff, problem.people);
            self.look_at_swap(problem, one, other, least);
        }
    }

    fn look_at_relocation(&mut self, problem: &Problem, person: usize, to: usize, least: i32) {
        let division = &mut self.division;
        let from = division.places[person] as usize;
        if from == to || division.sizes[from] <= problem.sizes[from].min || division.sizes[to] >= problem.sizes[to].max
        {
            return;
        }
        let gain = division.brings(problem, person, to) - division.brings(problem, person, from);
        if gain >= least {
            division.relocate(problem, person, to, gain);
        }
    }

    #[inline]
    fn look_at_swap(&mut self, problem: &Problem, one: usize, other: usize, least: i32) {
        let division = &mut self.division;
        let (from, to) = (division.places[one] as usize, division.places[other] as usize);
        if from == to {
            return;
        }
        let gain = division.gain(problem, one, other);
        if gain >= least {
            division.swap(problem, one, other, gain);
        }
    }
}

/// ln of evenly spread chances, in parts.
pub(super) fn losses() -> Vec<i64> {
    let chance = |draw: usize| libm::log((draw as f64 + 0.5) / DRAWS as f64);
    (0..DRAWS).map(|draw| (chance(draw) * f64::from(1 << PART)) as i64).collect()
}

/// A number below `bound` from 24 random bits.
#[inline]
fn pick(bits: u64, bound: usize) -> usize {
    ((bits * bound as u64) >> 24) as usize
}
