//! One round of annealing: from warm to cold, then downhill.

use super::Problem;
use super::division::{Division, NEVER, Places};
use crate::circles::random::Random;

/// How often the temperature changes in a round, at least, unless there are fewer turns; and moves between two changes.
const CHANGES: u64 = 16;
const BLOCK: u64 = 8_192;
/// How finely chance is drawn, and the parts of one in which its logarithm is kept.
const DRAWS: usize = 1024;
const PART: u32 = 16;

/// Person after person takes the move that serves best, once chance has made each of their moves a little better.
pub(super) struct Anneal {
    division: Division,
    heat: f64,
    cooling: f64,
    /// Turns until no loss is accepted any more, and turns that are over.
    length: u64,
    at: u64,
    /// Turns without a gain, of those that accept no loss.
    idle: usize,
    /// Turns between two changes of the temperature.
    block: u64,
    /// What each move may lose, by chance and the present heat; a person's moves begin anywhere in it.
    losses: Vec<i32>,
    person: usize,
    best: (i64, Places),
}

impl Anneal {
    /// A round of so many moves between two temperatures.
    pub(super) fn new(problem: &Problem, places: Places, hot: f64, cold: f64, length: u64) -> Self {
        let turns = length.div_ceil(problem.looks);
        let block = (turns / CHANGES).clamp(1, BLOCK.div_ceil(problem.looks));
        let length = turns.next_multiple_of(block);
        let division = Division::new(problem, places);
        let blocks = (length / block) as f64;
        Self {
            heat: hot,
            cooling: if hot > 0.0 { libm::exp(libm::log(cold / hot) / blocks) } else { 1.0 },
            length,
            at: 0,
            idle: 0,
            block,
            losses: Vec::new(),
            person: 0,
            best: (division.value, division.places.clone()),
            division,
        }
    }

    /// Nothing that one person could do gains anything.
    pub(super) fn is_over(&self) -> bool {
        self.idle >= self.division.places.len()
    }

    /// The best division of the round, and its value.
    pub(super) fn best(&self) -> (i64, &Places) {
        (self.best.0, &self.best.1)
    }

    /// So many turns, or as many as there are; how many there were.
    pub(super) fn run(&mut self, problem: &Problem, random: &mut Random, turns: u64) -> u64 {
        let start = self.at;
        while self.at - start < turns && !self.is_over() {
            if self.at.is_multiple_of(self.block) {
                self.remember();
                self.cool(problem);
            }
            let value = self.division.value;
            let from = random.below(DRAWS);
            self.division.turn(problem, self.person, &self.losses[from..]);
            self.person = (self.person + 1) % problem.people;
            self.at += 1;
            if self.at > self.length {
                self.idle = if self.division.value > value { 0 } else { self.idle + 1 };
            }
        }
        if self.is_over() {
            self.remember();
        }
        self.at - start
    }

    /// What moves may lose from here on.
    fn cool(&mut self, problem: &Problem) {
        let heat = if self.at < self.length { self.heat as i64 } else { 0 };
        let allowed = |loss: &i64| (((heat * loss) >> PART) as i32).max(NEVER);
        self.losses.clear();
        self.losses.extend(problem.losses.iter().map(allowed));
        self.heat *= self.cooling;
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
}

/// ln of evenly spread chances, in parts, in a random order: so many that all moves of a person find theirs from
/// anywhere in the first ones.
pub(super) fn losses(looks: usize) -> Vec<i64> {
    let chance = |draw: usize| libm::log((draw as f64 + 0.5) / DRAWS as f64);
    let mut losses: Vec<i64> = (0..DRAWS).map(|draw| (chance(draw) * f64::from(1 << PART)) as i64).collect();
    Random::new(0).shuffle(&mut losses);
    losses.iter().copied().cycle().take(DRAWS + looks).collect()
}
