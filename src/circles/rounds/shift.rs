//! A shift of people along cycles, and what it makes of pairs: pairs that a shift carries into each other are a class.

/// People in cycles of one length, those that are left over staying where they are.
pub(super) struct Shift {
    pub(super) people: usize,
    /// How many rounds one round and its shifts are.
    pub(super) length: usize,
    /// How many rounds there are whose shifts are the others.
    pub(super) rounds: usize,
    /// The class of each pair, a row for each person.
    class: Vec<u32>,
    /// For each class, how many pairs it has.
    pub(super) pairs: Vec<i32>,
}

/// Stands for no class yet.
const NONE: u32 = u32::MAX;

impl Shift {
    /// Whether rounds can be made of shifts along cycles of this length: people who stay would meet again in every
    /// shift if two of them shared a circle.
    pub(super) fn serves(people: usize, circles: usize, rounds: usize, length: usize) -> bool {
        length == 1
            || (length <= people && people % length <= circles && rounds.div_ceil(length) * length <= rounds + 2)
    }

    /// A shift with which at least so many rounds are made; one of length 1 leaves every round on its own.
    pub(super) fn new(people: usize, rounds: usize, length: usize) -> Self {
        let rounds = rounds.div_ceil(length);
        let mut shift = Self { people, length, rounds, class: vec![NONE; people * people], pairs: Vec::new() };
        for one in 0..people {
            for other in 0..one {
                shift.classify(one, other);
            }
        }
        shift
    }

    fn classify(&mut self, one: usize, other: usize) {
        let class = self.pairs.len() as u32;
        let (mut one, mut other, mut count) = (one, other, 0);
        while self.class[one * self.people + other] == NONE {
            self.class[one * self.people + other] = class;
            self.class[other * self.people + one] = class;
            (one, other, count) = (self.after(one, 1), self.after(other, 1), count + 1);
        }
        if count > 0 {
            self.pairs.push(count);
        }
    }

    /// Where somebody comes to by some steps of the shift.
    pub(super) fn after(&self, person: usize, steps: usize) -> usize {
        let cycle = person / self.length * self.length;
        let stays = cycle + self.length > self.people;
        if stays { person } else { cycle + (person - cycle + steps) % self.length }
    }

    /// The class of two different people.
    #[inline]
    pub(super) fn class(&self, one: u32, other: u32) -> usize {
        self.class[one as usize * self.people + other as usize] as usize
    }
}
