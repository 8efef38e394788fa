//! Several rounds in which nobody meets the same person twice, as far as that is possible.
//!
//! The social golfer problem. Most good answers are symmetric: where the people of one round are shifted along cycles,
//! another round appears. So a few rounds are annealed whose shifts make up the rest, for every length of cycle in
//! turn, no shift at all included; what is found with a shift is far better than without, where it exists. Between laps
//! of annealing, rounds without any repeat are searched for exactly, with larger groups of symmetries.

mod design;
mod shift;
mod symmetry;
mod tables;

use serde::{Deserialize, Serialize};

use super::random::Random;
use super::rules::Seed;
use crate::error::{Error, Result};
use crate::job::{Job, Progress};
use crate::limits;
use design::Design;
use shift::Shift;
use tables::Tables;

/// The forming of circles anew in each of several rounds, so that as few pairs as possible meet again.
///
/// ```
/// use peer_circle::circles::{Rounds, Seed};
/// use peer_circle::job::Job;
///
/// // Fifteen people in five circles, seven times: everybody meets everybody once (Kirkman, 1850).
/// let mut work = Rounds::new(15, 5, 7, Seed(7))?;
/// while !work.step(100_000).done {}
/// assert_eq!(work.best().unwrap().repeats, 0);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct Rounds {
    people: usize,
    circles: usize,
    rounds: usize,
    random: Random,
    /// Lengths of cycles that are tried in turn, with the repeats that each has come to.
    ways: Vec<(usize, u32)>,
    /// The way of the present attempt, and how many attempts there were with these ways.
    way: usize,
    tables: Tables,
    /// The exact search, where it can serve.
    design: Option<Design>,
    length: u64,
    laps: u32,
    best: Remix,
    work: u64,
}

/// Who is with whom in each round; people are numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Remix {
    /// For each round, the people of each circle.
    pub rounds: Vec<Vec<Vec<u32>>>,
    /// How often two people meet who have met before.
    pub repeats: u32,
    /// More work might find fewer repeats.
    pub stopped: bool,
}

/// Moves of a first attempt; each lap through the ways doubles it.
const LENGTH: u64 = 100_000;
/// Laps with all ways; then with as many of the best as this; and laps after which more is unlikely to help.
const TRIAL: u32 = 2;
const FINALISTS: usize = 4;
const LAPS: u32 = 12;

impl Rounds {
    /// Prepares the work; rounds are there at once. Circles are as even in size as the number of people allows.
    ///
    /// # Errors
    /// `rounds.circles` (none, or more than people), `rounds.rounds` (none) and `limit.rounds` (too many people or
    /// rounds), each with its field.
    pub fn new(people: u32, circles: u32, rounds: u32, seed: Seed) -> Result<Self> {
        check(people, circles, rounds)?;
        let (people, circles, rounds) = (people as usize, circles as usize, rounds as usize);
        let mut random = Random::new(seed.0);
        let lengths = (1..=rounds + 2).filter(|length| Shift::serves(people, circles, rounds, *length));
        let ways: Vec<(usize, u32)> = lengths.map(|length| (length, u32::MAX)).collect();
        // One circle, or circles of one: nobody can change places to any use.
        let laps = if circles == 1 || circles == people { LAPS } else { 0 };
        let tables = Tables::new(Shift::new(people, rounds, 1), circles, LENGTH, &mut random);
        let best = Remix { repeats: u32::MAX, ..Remix::default() };
        let (way, length, work, design) = (0, LENGTH, 0, Design::new(people, circles, rounds));
        let mut job = Self { people, circles, rounds, random, ways, way, tables, design, length, laps, best, work };
        job.remember();
        Ok(job)
    }

    /// The fewest repeats that counting pairs allows: so many pairs meet, and there are only so many.
    fn bound(&self) -> u32 {
        let (each, more) = (self.people / self.circles, self.people % self.circles);
        let pairs = |size: usize| size * size.saturating_sub(1) / 2;
        let meet = self.rounds * (more * pairs(each + 1) + (self.circles - more) * pairs(each));
        meet.saturating_sub(pairs(self.people)) as u32
    }

    fn is_done(&self) -> bool {
        self.best.repeats <= self.bound() || self.laps >= LAPS
    }

    /// Takes the rounds of the present attempt, if they are the best.
    fn remember(&mut self) {
        let (rounds, repeats) = self.tables.best(self.rounds);
        if let Some((_, least)) = self.ways.get_mut(self.way) {
            *least = repeats.min(*least);
        }
        if repeats < self.best.repeats {
            self.best = Remix { rounds, repeats, stopped: false };
        }
    }

    /// Goes on with the present attempt for at most so many moves.
    fn anneal(&mut self, moves: u64) {
        let moves = self.tables.left().min(moves);
        self.tables.run(&mut self.random, moves);
        self.work += moves;
        if self.tables.left() == 0 {
            self.turn();
        }
    }

    /// The next way, or the next lap.
    fn turn(&mut self) {
        self.remember();
        self.way += 1;
        if self.way >= self.ways.len() {
            (self.way, self.laps, self.length) = (0, self.laps + 1, self.length * 2);
            self.design.iter_mut().for_each(Design::begin);
            if self.laps == TRIAL {
                self.ways.sort_by_key(|(_, repeats)| *repeats);
                self.ways.truncate(FINALISTS);
            }
        }
        if let Some((length, _)) = self.ways.get(self.way) {
            let shift = Shift::new(self.people, self.rounds, *length);
            self.tables = Tables::new(shift, self.circles, self.length, &mut self.random);
        }
    }
}

impl Job for Rounds {
    type Answer = Remix;

    /// Looks at this many moves, each two people changing places in a round and in its shifts, or a circle that might
    /// fit into a design. Done when there are no
    /// more repeats than there must be, or when many attempts have not come closer.
    fn step(&mut self, work: u64) -> Progress {
        let end = self.work.saturating_add(work);
        while self.work < end && !self.is_done() {
            match &mut self.design {
                Some(design) if !design.rests() => self.work += design.run(end - self.work, &mut self.random),
                _ => self.anneal(end - self.work),
            }
            if let Some(rounds) = self.design.as_mut().and_then(Design::found) {
                self.best = Remix { rounds, repeats: 0, stopped: false };
            }
        }
        let (best, bound) = (i64::from(self.best.repeats), i64::from(self.bound()));
        Progress { done: self.is_done(), work: self.work, best: Some(best), bound: Some(bound), all: None }
    }

    fn best(&self) -> Option<Remix> {
        Some(Remix { stopped: !self.is_done(), ..self.best.clone() })
    }
}

fn check(people: u32, circles: u32, rounds: u32) -> Result<()> {
    if circles == 0 || circles > people {
        let message = format!("{people} people cannot be in {circles} circles");
        let error = Error::new("rounds.circles", message).at_field("circles");
        return Err(error.hint("ask for at least one circle, and for no more than there are people"));
    }
    if rounds == 0 {
        let error = Error::new("rounds.rounds", "there is no round").at_field("rounds");
        return Err(error.hint("ask for at least one round"));
    }
    if people > limits::ROUNDS_PEOPLE || rounds > limits::ROUNDS {
        let (field, number, most) = match people > limits::ROUNDS_PEOPLE {
            true => ("people", people, limits::ROUNDS_PEOPLE),
            false => ("rounds", rounds, limits::ROUNDS),
        };
        let message = format!("{number} {field} are more than {most}");
        return Err(Error::new("limit.rounds", message).at_field(field).hint("divide the people first"));
    }
    Ok(())
}
