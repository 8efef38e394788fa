//! A division with what every person would bring to every circle, kept up to date.

use super::Problem;

/// The circle of each person.
pub(super) type Places = Vec<u32>;

pub(super) struct Division {
    pub(super) places: Places,
    pub(super) sizes: Vec<u32>,
    /// For each circle, everybody's sum of distances from its people: a row is contiguous, so that a move is two runs.
    sums: Vec<i32>,
    /// The sum of the distances within circles, twice.
    pub(super) value: i64,
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
        Self { places, sizes, sums, value }
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
    pub(super) fn relocate(&mut self, problem: &Problem, person: usize, to: usize, gain: i32) {
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
    pub(super) fn swap(&mut self, problem: &Problem, one: usize, other: usize, gain: i32) {
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
