//! One attempt at rounds without repeats: annealing by people who change places in a round, its shifts going along.

use super::shift::Shift;
use crate::circles::random::Random;

/// Where an attempt starts and ends, in repeats times the length of the shift.
const HOT: f64 = 0.6;
const COLD: f64 = 0.15;
/// Moves between two looks at the temperature.
const BLOCK: u64 = 256;
/// How finely chance is drawn.
const DRAWS: usize = 1024;

pub(super) struct Tables {
    shift: Shift,
    /// The circles of each round.
    rounds: Vec<Circles>,
    /// How often the pairs of each class meet, each of them.
    meetings: Vec<i32>,
    repeats: i32,
    best: (i32, Vec<Circles>),
    /// The losses that chance allows, in heats and at the present heat.
    losses: Vec<f64>,
    limits: Vec<i32>,
    length: u64,
    at: u64,
}

/// The people of each circle.
pub(super) type Circles = Vec<Vec<u32>>;

/// Somebody's seat: the round, the circle and the place in it.
#[derive(Clone, Copy)]
struct Seat {
    round: usize,
    circle: usize,
    place: usize,
}

impl Tables {
    /// An attempt of so many moves from random rounds.
    pub(super) fn new(shift: Shift, circles: usize, length: u64, random: &mut Random) -> Self {
        let rounds: Vec<Circles> = (0..shift.rounds).map(|_| seated(shift.people, circles, random)).collect();
        let losses = (0..DRAWS).map(|draw| -libm::log((draw as f64 + 0.5) / DRAWS as f64)).collect();
        let (best, limits) = ((i32::MAX, rounds.clone()), vec![0; DRAWS]);
        let meetings = vec![0; shift.pairs.len()];
        let mut tables = Self { shift, rounds, meetings, repeats: 0, best, losses, limits, length, at: 0 };
        for round in 0..tables.rounds.len() {
            for circle in 0..circles {
                let people = tables.rounds[round][circle].clone();
                for (at, one) in people.iter().enumerate() {
                    people[..at].iter().for_each(|other| tables.meet(*one, *other, 1));
                }
            }
        }
        tables.remember();
        tables
    }

    /// Moves that are left; none once there are no repeats.
    pub(super) fn left(&self) -> u64 {
        if self.best.0 == 0 { 0 } else { self.length - self.at }
    }

    /// Looks at some of the moves that are left.
    pub(super) fn run(&mut self, random: &mut Random, moves: u64) {
        let end = self.at + moves;
        while self.at < end && self.best.0 > 0 {
            if self.at.is_multiple_of(BLOCK) {
                self.cool();
            }
            self.look(random);
            self.at += 1;
        }
    }

    /// All rounds of the best found, shifts included, as many as are wanted; and the repeats among them.
    pub(super) fn best(&self, wanted: usize) -> (Vec<Circles>, u32) {
        let shift = &self.shift;
        let moved = |circles: &Circles, steps: usize| -> Circles {
            let move_one = |person: &u32| shift.after(*person as usize, steps) as u32;
            circles.iter().map(|people| people.iter().map(move_one).collect()).collect()
        };
        let shifts = self.best.1.iter().flat_map(|circles| (0..shift.length).map(|steps| moved(circles, steps)));
        let rounds: Vec<Circles> = shifts.take(wanted).collect();
        let repeats = repeats(&rounds, shift.people);
        (rounds, repeats)
    }

    fn cool(&mut self) {
        let part = self.at as f64 / self.length as f64;
        let heat = self.shift.length as f64 * HOT * libm::pow(COLD / HOT, part);
        self.limits.iter_mut().zip(&self.losses).for_each(|(limit, loss)| *limit = (heat * loss) as i32);
    }

    fn look(&mut self, random: &mut Random) {
        let round = random.below(self.rounds.len());
        let circles = self.rounds[round].len();
        let (circle, other) = random.two(circles, circles - 1);
        let other = other + usize::from(other >= circle);
        let (place, there) = random.two(self.rounds[round][circle].len(), self.rounds[round][other].len());
        let (one, other) = (Seat { round, circle, place }, Seat { round, circle: other, place: there });
        let limit = self.limits[random.below(DRAWS)];
        let before = self.repeats;
        self.swap(one, other);
        if self.repeats < self.best.0 {
            self.remember();
        }
        if self.repeats - before > limit {
            self.swap(one, other);
        }
    }

    fn remember(&mut self) {
        self.best.0 = self.repeats;
        self.best.1.clone_from(&self.rounds);
    }

    /// Two people change places.
    fn swap(&mut self, one: Seat, other: Seat) {
        self.part(one, -1);
        self.part(other, -1);
        let mine = self.rounds[one.round][one.circle][one.place];
        let theirs = std::mem::replace(&mut self.rounds[other.round][other.circle][other.place], mine);
        self.rounds[one.round][one.circle][one.place] = theirs;
        self.part(one, 1);
        self.part(other, 1);
    }

    /// Whoever has a seat meets the others of the circle once more, or once less.
    fn part(&mut self, seat: Seat, step: i32) {
        let people = std::mem::take(&mut self.rounds[seat.round][seat.circle]);
        let one = people[seat.place];
        for (place, other) in people.iter().enumerate() {
            if place != seat.place {
                self.meet(one, *other, step);
            }
        }
        self.rounds[seat.round][seat.circle] = people;
    }

    #[inline]
    fn meet(&mut self, one: u32, other: u32, step: i32) {
        let class = self.shift.class(one, other);
        let pairs = self.shift.pairs[class];
        let before = self.meetings[class];
        // A short class is come by several times in as many shifts.
        let after = before + step * (self.shift.length as i32 / pairs);
        self.meetings[class] = after;
        self.repeats += pairs * ((after - 1).max(0) - (before - 1).max(0));
    }
}

/// Everybody in some circle, as even in size as can be, the first circles the larger.
fn seated(people: usize, circles: usize, random: &mut Random) -> Circles {
    let mut order: Vec<u32> = (0..people as u32).collect();
    random.shuffle(&mut order);
    let mut rest = order.as_slice();
    let size = |circle: usize| people / circles + usize::from(circle < people % circles);
    let take = |circle: usize| {
        let (taken, left) = rest.split_at(size(circle));
        rest = left;
        taken.to_vec()
    };
    (0..circles).map(take).collect()
}

/// How often two people meet who have met before.
fn repeats(rounds: &[Circles], people: usize) -> u32 {
    let mut met = vec![false; people * people];
    let mut repeats = 0;
    for circle in rounds.iter().flatten() {
        for (at, one) in circle.iter().enumerate() {
            for other in &circle[..at] {
                let pair = *one.max(other) as usize * people + *one.min(other) as usize;
                repeats += u32::from(std::mem::replace(&mut met[pair], true));
            }
        }
    }
    repeats
}
