//! A child of two divisions: turn by turn it inherits the best circle of the one and of the other.

use super::Problem;
use super::division::Places;
use crate::circles::random::Random;

/// Stands for no circle yet.
const NOWHERE: u32 = u32::MAX;

/// A division with the sizes of the first parent; whoever is in no inherited circle is put anywhere.
pub(super) fn cross(problem: &Problem, one: &Places, other: &Places, random: &mut Random) -> Places {
    let mut child = Child::new(problem, one);
    let first = random.below(2);
    for turn in 0..problem.sizes.len() {
        let parent = if (turn + first).is_multiple_of(2) { one } else { other };
        child.inherit(problem, parent, random);
    }
    child.fill(random)
}

struct Child {
    places: Places,
    /// The room of each circle, and whether something was inherited into it.
    room: Vec<u32>,
    taken: Vec<bool>,
}

impl Child {
    fn new(problem: &Problem, parent: &Places) -> Self {
        let mut room = vec![0; problem.sizes.len()];
        parent.iter().for_each(|circle| room[*circle as usize] += 1);
        Self { places: vec![NOWHERE; parent.len()], taken: vec![false; room.len()], room }
    }

    /// Takes the circle of a parent whose people, as far as they are left, have the largest distances for its size.
    fn inherit(&mut self, problem: &Problem, parent: &Places, random: &mut Random) {
        let mut circles: Vec<(Vec<usize>, u32)> = vec![(Vec::new(), 0); self.room.len()];
        for (person, circle) in parent.iter().enumerate() {
            let (left, size) = &mut circles[*circle as usize];
            *size += 1;
            if self.places[person] == NOWHERE {
                left.push(person);
            }
        }
        let worth = |at: &usize| -> i64 {
            let (left, size) = &circles[*at];
            let row = |person: &usize| left.iter().map(|other| i64::from(problem.row(*person)[*other])).sum::<i64>();
            left.iter().map(row).sum::<i64>() / i64::from((*size).max(1))
        };
        let open = (0..circles.len()).filter(|at| !circles[*at].0.is_empty());
        let Some(best) = open.max_by_key(worth) else { return };
        let (mut people, size) = std::mem::take(&mut circles[best]);
        // Into the room that is most like it, its own where that is free.
        let free = (0..self.room.len()).filter(|to| !self.taken[*to]);
        let Some(to) = free.min_by_key(|to| (self.room[*to].abs_diff(size), *to != best, *to)) else { return };
        self.taken[to] = true;
        random.shuffle(&mut people);
        people.truncate(self.room[to] as usize);
        self.room[to] -= people.len() as u32;
        people.iter().for_each(|person| self.places[*person] = to as u32);
    }

    fn fill(mut self, random: &mut Random) -> Places {
        let rooms = self.room.iter().enumerate();
        let mut rest: Vec<u32> = rooms.flat_map(|(circle, room)| vec![circle as u32; *room as usize]).collect();
        random.shuffle(&mut rest);
        let open = self.places.iter_mut().filter(|place| **place == NOWHERE);
        open.zip(rest).for_each(|(place, circle)| *place = circle);
        self.places
    }
}
