//! People as unlike as can be in every circle, where nothing is known but how unlike each two of them are.
//!
//! The maximally diverse grouping problem. A population of divisions is annealed, then pairs of them are crossed: the
//! circles that both do well in are inherited, the rest is mixed and cooled again (after the three-phase search of
//! X. Lai and J.-K. Hao, with annealing for its local search). Distances are whole numbers inside, so that sums are
//! exact and the same everywhere.

mod anneal;
mod cross;
mod distances;
mod division;
mod heats;
mod sizes;

use serde::{Deserialize, Serialize};

use super::random::Random;
use super::rules::{Seed, Size};
use crate::error::Result;
use crate::job::{Job, Progress};
use anneal::Anneal;
pub use distances::Distances;
use division::Places;
use heats::Heats;

/// The forming of circles from distances alone: how unlike each two people are, and how many each circle takes.
/// The larger the sum of the distances within circles, the better.
///
/// ```
/// use peer_circle::circles::{Distances, Diverse, Seed, Size};
/// use peer_circle::job::Job;
///
/// // Two surgeons and two psychiatrists: alike 0, unlike 1. In the order 0-1, 0-2, 0-3, 1-2, 1-3, 2-3.
/// let distances = Distances { people: 4, pairs: vec![0.0, 1.0, 1.0, 1.0, 1.0, 0.0] };
/// let mut work = Diverse::new(&distances, &[Size { min: 2, max: 2 }; 2], Seed(7))?;
/// work.step(10_000);
/// assert_eq!(work.best().unwrap().diversity, 2.0);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct Diverse {
    distances: Distances,
    problem: Problem,
    random: Random,
    heats: Heats,
    /// Rounds that are over.
    rounds: usize,
    anneal: Anneal,
    /// Divisions that may be crossed, the best first.
    population: Vec<(i64, Places)>,
    /// How many divisions a population has, and the moves for each of its first.
    seats: usize,
    length: u64,
    /// Rounds since the population took anyone in, and populations since the best was found.
    idle: usize,
    barren: u32,
    best: (i64, Places),
    /// Moves that were asked for, and those that were looked at: a person's are looked at together.
    work: u64,
    looked: u64,
}

/// A division of people, by number, into circles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Division {
    /// The people of each circle, in the order of the sizes asked for.
    pub circles: Vec<Vec<u32>>,
    /// The sum of the distances between people who share a circle.
    pub diversity: f64,
    /// More work might find a better one.
    pub stopped: bool,
}

/// What stays the same while divisions are searched.
pub(super) struct Problem {
    /// How many people there are.
    people: usize,
    sizes: Vec<Size>,
    /// The distances times `scale` as whole numbers, a row for each person.
    rows: Vec<i32>,
    scale: f64,
    /// The sizes that promise most.
    start: Vec<u32>,
    /// A typical gain or loss when two people change places.
    typical: f64,
    /// The losses that chance allows, in heats.
    losses: Vec<i64>,
    /// Whether circles may differ in size from one division to another.
    elastic: bool,
    /// The moves of a person's turn.
    looks: u64,
}

/// So many people's first rounds have twice the cube of them in moves, as those of fewer people, who have at least so
/// many moves each; of more people, as much more as there are more of them.
const MANY: u64 = 480;
const FEWEST: u64 = 1_000;
/// The first rounds of all are shorter, so that there is soon something to show.
const EARLY: usize = 3;
/// The shorter the rounds, the larger the population: seats times the cube of people, at least so many seats, and no more
/// than people.
const CROWD: u64 = 207_360_000;
const SEATS: u64 = 6;
/// Populations that may find nothing better before the work counts as done.
const BARREN: u32 = 5;

impl Diverse {
    /// Prepares the work; a valid division is there at once.
    ///
    /// # Errors
    /// `diverse.nobody`, `limit.diverse` (too many people), `diverse.distances` (not one for each pair),
    /// `diverse.distance` (one that is no number), `diverse.size` (more at least than at most, or nobody) and
    /// `diverse.sizes` (the sizes do not add up to the people), each with its field.
    pub fn new(distances: &Distances, sizes: &[Size], seed: Seed) -> Result<Self> {
        distances.check()?;
        sizes::check(sizes, distances.people)?;
        let problem = Problem::new(distances, sizes);
        let (heats, mut random) = (Heats::usual(&problem), Random::new(seed.0));
        let people = problem.people as u64;
        let length = length(people);
        let places = problem.random_places(&mut random);
        let best = (problem.value(&places), places.clone());
        let seats = seats(people);
        let anneal = Anneal::new(&problem, places, heats.hot, heats.cold, early(length, 0));
        Ok(Self {
            distances: distances.clone(),
            problem,
            random,
            heats,
            rounds: 0,
            anneal,
            population: Vec::new(),
            seats,
            length,
            idle: 0,
            barren: 0,
            best,
            work: 0,
            looked: 0,
        })
    }

    /// A round is over: its division may join the population, and the next round begins.
    fn turn(&mut self) {
        if self.rounds <= EARLY {
            self.heats = Heats::learn(&self.problem, &self.anneal, &mut self.random);
        }
        self.rounds += 1;
        let (value, places) = self.anneal.best();
        if value > self.best.0 {
            self.best = (value, places.clone());
            self.barren = 0;
        }
        let places = places.clone();
        self.join(value, places);
        if self.idle > 2 * self.seats {
            self.population.clear();
            self.idle = 0;
            self.barren += 1;
            self.length *= 2;
        }
        self.anneal = self.next();
    }

    fn join(&mut self, value: i64, places: Places) {
        let full = self.population.len() >= self.seats;
        let known = self.population.iter().any(|(other, _)| *other == value);
        let better = self.population.last().is_none_or(|(worst, _)| value > *worst);
        self.idle += 1;
        if full && (known || !better) {
            return;
        }
        if full {
            self.population.pop();
        }
        if !known {
            self.idle = 0;
        }
        let at = self.population.partition_point(|(other, _)| *other >= value);
        self.population.insert(at, (value, places));
    }

    fn next(&mut self) -> Anneal {
        let count = self.population.len();
        if count < self.seats {
            let places = self.problem.random_places(&mut self.random);
            let length = if self.barren == 0 { early(self.length, count) } else { self.length };
            return Anneal::new(&self.problem, places, self.heats.hot, self.heats.cold, length);
        }
        let (one, other) = self.random.two(count, count - 1);
        let other = other + usize::from(other >= one);
        let (one, other) = (&self.population[one].1, &self.population[other].1);
        let places = cross::cross(&self.problem, one, other, &mut self.random);
        Anneal::new(&self.problem, places, self.heats.warm, self.heats.cold, self.length / 2)
    }

    fn is_done(&self) -> bool {
        self.barren >= BARREN || self.problem.sizes.len() == 1
    }
}

impl Job for Diverse {
    type Answer = Division;

    /// Looks at this many moves, each a person's way to another circle or two people's to each other's.
    /// Progress tells the diversity, negated and rounded, as the cost. Done when several populations in a row
    /// have found nothing better.
    fn step(&mut self, work: u64) -> Progress {
        self.work = self.work.saturating_add(work);
        while self.looked.saturating_add(self.problem.looks) <= self.work && !self.is_done() {
            let turns = (self.work - self.looked) / self.problem.looks;
            self.looked += self.anneal.run(&self.problem, &mut self.random, turns) * self.problem.looks;
            if self.anneal.is_over() {
                self.turn();
            }
        }
        if self.is_done() {
            self.work = self.looked;
        }
        let diversity = self.places().0 as f64 / 2.0 / self.problem.scale;
        Progress {
            done: self.is_done(),
            work: self.work,
            best: Some(-(diversity.round() as i64)),
            bound: None,
            all: None,
        }
    }

    fn best(&self) -> Option<Division> {
        let places = self.places().1;
        let mut circles = vec![Vec::new(); self.problem.sizes.len()];
        places.iter().enumerate().for_each(|(person, circle)| circles[*circle as usize].push(person as u32));
        Some(Division { circles, diversity: self.distances.within(places), stopped: !self.is_done() })
    }
}

impl Diverse {
    /// The best division there is, be it of the present round.
    fn places(&self) -> (i64, &Places) {
        let (value, places) = self.anneal.best();
        if value > self.best.0 { (value, places) } else { (self.best.0, &self.best.1) }
    }
}

/// The moves of a round.
fn length(people: u64) -> u64 {
    (2 * people.pow(3) * people.max(MANY) / MANY).max(FEWEST * people)
}

/// How many divisions a population has.
fn seats(people: u64) -> usize {
    (CROWD / people.pow(3)).min(people).max(SEATS) as usize
}

/// The moves of one of the first rounds.
fn early(length: u64, number: usize) -> u64 {
    length >> (2 * EARLY.saturating_sub(number))
}
