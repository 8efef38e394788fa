//! A division with what every person would bring to every circle, kept up to date.

use super::Problem;

/// The gain of what nobody does.
pub(super) const NEVER: i32 = i32::MIN / 4;

/// The circle of each person.
pub(super) type Places = Vec<u32>;

pub(super) struct Division {
    pub(super) places: Places,
    pub(super) sizes: Vec<u32>,
    /// For each circle, everybody's sum of distances from its people: a row is contiguous, so that a move is two runs.
    sums: Vec<i32>,
    /// What each person brings to their own circle.
    own: Vec<i32>,
    /// What the person who is looked at would bring to each circle, more than to their own.
    reach: Vec<i32>,
    /// The sum of the distances within circles, twice.
    pub(super) value: i64,
}

/// A person's move, with what is gained.
#[derive(Clone, Copy)]
enum Move {
    To(usize, i32),
    With(usize, i32),
}

impl Division {
    pub(super) fn new(problem: &Problem, places: Places) -> Self {
        let people = problem.people;
        let mut sizes = vec![0; problem.sizes.len()];
        let mut sums = vec![0; sizes.len() * people];
        for (person, circle) in places.iter().enumerate() {
            let circle = *circle as usize;
            sizes[circle] += 1;
            let sums = &mut sums[circle * people..(circle + 1) * people];
            sums.iter_mut().zip(problem.row(person)).for_each(|(sum, distance)| *sum += distance);
        }
        let value = problem.value(&places);
        let own = places.iter().enumerate().map(|(person, circle)| sums[*circle as usize * people + person]).collect();
        Self { places, reach: vec![0; sizes.len()], sizes, sums, own, value }
    }

    /// A person makes the move that serves best, once `losses` are taken off what each gains; none where all lose more.
    pub(super) fn turn(&mut self, problem: &Problem, person: usize, losses: &[i32]) {
        let from = self.places[person];
        let to = match self.best_move(problem, person, losses) {
            None => return,
            Some(Move::To(to, gain)) => {
                self.relocate(problem, person, to, gain);
                to as u32
            }
            Some(Move::With(other, gain)) => {
                let to = self.places[other];
                self.swap(problem, person, other, gain);
                to
            }
        };
        let sums = [from, to].map(|circle| &self.sums[circle as usize * problem.people..]);
        let sums = sums[0].iter().zip(sums[1]);
        for ((own, place), (before, after)) in self.own.iter_mut().zip(&self.places).zip(sums) {
            *own = if *place == from {
                *before
            } else if *place == to {
                *after
            } else {
                *own
            };
        }
    }

    fn best_move(&mut self, problem: &Problem, person: usize, losses: &[i32]) -> Option<Move> {
        let (people, from, mine) = (problem.people, self.places[person] as usize, self.own[person]);
        for (reach, sum) in self.reach.iter_mut().zip(self.sums[person..].iter().step_by(people)) {
            *reach = sum - mine;
        }
        self.reach[from] = NEVER;
        let (mut most, mut best) = (-1, None);
        let (swaps, relocations) = losses.split_at(people);
        let sums = &self.sums[from * people..(from + 1) * people];
        let others = self.places.iter().zip(sums).zip(&self.own).zip(problem.row(person)).zip(swaps);
        for (other, ((((place, sum), own), distance), loss)) in others.enumerate() {
            let gain = self.reach[*place as usize] + sum - own - 2 * distance;
            if gain - loss > most {
                (most, best) = (gain - loss, Some(Move::With(other, gain)));
            }
        }
        if problem.elastic && self.sizes[from] > problem.sizes[from].min {
            for (to, (gain, loss)) in self.reach.iter().zip(relocations).enumerate() {
                if gain - loss > most && self.sizes[to] < problem.sizes[to].max {
                    (most, best) = (gain - loss, Some(Move::To(to, *gain)));
                }
            }
        }
        best
    }

    /// What a person brings to a circle.
    #[inline]
    pub(super) fn brings(&self, problem: &Problem, person: usize, circle: usize) -> i32 {
        self.sums[circle * problem.people + person]
    }

    /// What is gained when two people change places.
    #[inline]
    pub(super) fn gain(&self, problem: &Problem, one: usize, other: usize) -> i32 {
        let (from, to) = (self.places[one] as usize, self.places[other] as usize);
        let mine = self.brings(problem, one, to) - self.brings(problem, one, from);
        let theirs = self.brings(problem, other, from) - self.brings(problem, other, to);
        mine + theirs - 2 * problem.rows[one * problem.people + other]
    }

    /// A person's way to another circle, worth `gain`.
    fn relocate(&mut self, problem: &Problem, person: usize, to: usize, gain: i32) {
        let from = self.places[person] as usize;
        let (from_sums, to_sums) = self.both(problem.people, from, to);
        for ((from, to), distance) in from_sums.iter_mut().zip(to_sums).zip(problem.row(person)) {
            *from -= distance;
            *to += distance;
        }
        self.places[person] = to as u32;
        self.sizes[from] -= 1;
        self.sizes[to] += 1;
        self.value += 2 * i64::from(gain);
    }

    /// Two people's ways to each other's circle, worth `gain`.
    fn swap(&mut self, problem: &Problem, one: usize, other: usize, gain: i32) {
        let (from, to) = (self.places[one] as usize, self.places[other] as usize);
        let (from_sums, to_sums) = self.both(problem.people, from, to);
        let rows = problem.row(one).iter().zip(problem.row(other));
        for ((from, to), (mine, theirs)) in from_sums.iter_mut().zip(to_sums).zip(rows) {
            let step = theirs - mine;
            *from += step;
            *to -= step;
        }
        self.places.swap(one, other);
        self.value += 2 * i64::from(gain);
    }

    /// The sums of two different circles.
    fn both(&mut self, people: usize, one: usize, other: usize) -> (&mut [i32], &mut [i32]) {
        let (low, high) = (one.min(other), one.max(other));
        let (left, right) = self.sums.split_at_mut(high * people);
        let (low, high) = (&mut left[low * people..(low + 1) * people], &mut right[..people]);
        if one < other { (low, high) } else { (high, low) }
    }
}
