//! Annealing with penalties, in rounds: from hot to cold, then again from the best found, gently warmed.
//!
//! Work is counted in moves looked at. A move's ceiling is drawn before the move is priced, so that most moves are
//! refused after the first and cheapest criteria; the outcome is that of the usual rule of Metropolis.

mod choices;
mod round;

use crate::ordered::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::job::{rest, step_ends, told, whole};

use super::construct::construct;
use super::criteria::Criterion;
use super::few;
use super::heat::{UNIT_TAKES, typical};
use super::model::Model;
use super::random::Random;
use super::relabel::relabel;
use super::settle::{Settling, around};
use super::state::{Places, Score, State};

/// Moves that are looked at before a search may count as stale.
const PATIENCE: u64 = 40_000_000;
/// Moves between two looks at the temperature.
const BLOCK: u64 = 64;
/// How finely chance is drawn.
const DRAWS: usize = 1024;
/// A round ends where even the smallest loss is refused.
const COLD: f64 = 0.16;
/// What a breach, and a person waiting, weigh beside a typical change of cost: first in the hope that all find a
/// place, then, once people had to wait, so that waiting is what resolves a breach.
const HOPEFUL: (f64, f64) = (6.0, 9.0);
const RESIGNED: (f64, f64) = (12.0, 7.0);

/// Breaches become dearer as long as rounds end with one, up to this many times what they are at first: people who all
/// wait to keep a rule weigh more than one breach of it.
const STRICTEST: f64 = 64.0;

/// Places that are looked at in one go where a state is made valid, and as many moves that counts as.
const SETTLING: usize = 8_000;

/// As many others wait sooner than somebody who is locked: more than there can be.
pub(super) const LOCKED: i64 = 1 << 20;

/// A search that can go on for ever.
pub(super) struct Search {
    pub(super) state: State,
    random: Random,
    /// The units that may move.
    movable: Vec<u32>,
    /// How many circles are open in this round.
    open: usize,
    typical: f64,
    round: u32,
    /// How much dearer breaches are than usual: more after each round that ended with one.
    strict: f64,
    /// Moves looked at, in all and in this round, and how many the round has.
    pub(super) work: u64,
    at: u64,
    length: u64,
    heat: f64,
    cooling: f64,
    best: Option<(Score, Places, usize)>,
    by_hand: bool,
    /// The work after which the best was found.
    found: u64,
    /// The least weight met in this round where nothing was broken.
    record: Option<i64>,
    /// -ln of evenly spread chances.
    losses: Vec<f64>,
    /// The circle that each locked unit belongs in.
    seats: Vec<Option<u32>>,
    /// The circle that rules lock a unit in, until it is locked or let go by hand.
    ruled: Vec<Option<u32>>,
    /// The fewest who wait and the least cost found with each number of circles.
    tried: BTreeMap<u32, (u32, i64)>,
    /// The moves of whole rounds that had so many circles open.
    looked: BTreeMap<usize, u64>,
    /// Whether rounds are for the numbers of circles that were not chosen.
    comparing: bool,
    /// What a round came to is made valid, perhaps for the second time, with those who are locked back in their circles.
    settling: Option<(Settling, bool)>,
}

impl Search {
    /// A search that starts from the present circles, where there are any, else from circles made in one go, and has a
    /// valid answer at once.
    pub(super) fn new(model: &Arc<Model>, seed: u64) -> Self {
        whole(Self::of(model, seed))
    }

    /// The same in steps.
    pub(super) async fn of(model: &Arc<Model>, seed: u64) -> Self {
        let mut state = State::new(model);
        let mut random = Random::new(seed);
        step_ends().await;
        for unit in told(0..model.units.len()) {
            let home = model.tied[unit].or_else(|| model.units[unit].first().and_then(|one| model.home[*one as usize]));
            if let Some(home) = home {
                let change = state.relocation(unit, home as usize);
                if state.fits(&change) {
                    state.apply(&change);
                }
            }
            rest(UNIT_TAKES).await;
        }
        let movable = movable(&state);
        let typical = typical(&mut state, &movable, &mut random).await;
        let chance = |draw: usize| -libm::log((draw as f64 + 0.5) / DRAWS as f64);
        let mut search = Self {
            state,
            random,
            movable,
            open: 0,
            typical,
            round: 0,
            strict: 1.0,
            work: 0,
            at: 0,
            length: 0,
            heat: 0.0,
            cooling: 1.0,
            best: None,
            by_hand: false,
            found: 0,
            record: None,
            losses: (0..DRAWS).map(chance).collect(),
            seats: model.tied.clone(),
            ruled: model.tied.clone(),
            tried: BTreeMap::new(),
            looked: BTreeMap::new(),
            comparing: false,
            settling: None,
        };
        search.open = search.opening();
        search.state.open(search.open);
        if model.rules.present.is_empty() {
            construct(&mut search.state, search.open, &mut search.random).await;
        }
        step_ends().await;
        search.settled().await;
        search.start();
        search
    }

    /// The best valid answer so far.
    pub(super) fn best(&self) -> Option<(Score, &Places)> {
        self.best.as_ref().map(|(score, places, _)| (*score, places))
    }

    /// Takes in an answer found elsewhere.
    pub(super) fn offer(&mut self, score: Score, places: &Places, open: usize) {
        let (mut score, places) = self.renamed(score, places);
        score.waiting += LOCKED * self.unseated(&places);
        if score.breaches == 0 {
            self.note(score, &places);
        }
        if self.best.as_ref().is_none_or(|(best, _, _)| score < *best) {
            self.best = Some((score, places, open));
            self.found = self.work;
            self.by_hand = false;
        }
    }

    /// How many people who are locked have no place.
    fn unseated(&self, places: &Places) -> i64 {
        let model = &self.state.model;
        let waits = |unit: &usize| self.seats[*unit].is_some() && places[*unit] as usize == model.waiting();
        (0..places.len()).filter(waits).map(|unit| model.units[unit].len() as i64).sum()
    }

    /// A plan with its circles under the names that most of their people know, where that is better.
    fn renamed(&mut self, score: Score, places: &Places) -> (Score, Places) {
        let better = relabel(&self.state.model, &self.seats, places).and_then(|renamed| {
            let now = self.state.places();
            self.state.restore(&renamed);
            let better = self.state.score();
            self.state.restore(&now);
            (better < score).then_some((better, renamed))
        });
        better.unwrap_or_else(|| (score, places.clone()))
    }

    /// Takes in a plan found elsewhere, as the units of each circle.
    pub(super) fn take(&mut self, circles: &[Vec<u32>]) {
        let list = self.state.model.waiting() as u32;
        let mut places = vec![list; self.state.places().len()];
        let Some(numbers) = self.numbers(circles) else { return };
        for (circle, units) in numbers.iter().zip(circles) {
            units.iter().for_each(|unit| places[*unit as usize] = *circle);
        }
        self.take_places(&places, circles.len());
    }

    /// Takes in a plan found elsewhere, as the place of each unit.
    pub(super) fn take_places(&mut self, places: &Places, open: usize) {
        let now = self.state.places();
        self.state.restore(places);
        let score = self.state.score();
        if score.breaches == 0 {
            self.offer(score, places, open);
        }
        self.state.restore(&now);
    }

    /// Takes in the best of all plans, where people are few; whether they are.
    pub(super) fn take_best(&mut self) -> bool {
        let all: Vec<&Criterion> = self.state.criteria.iter().collect();
        let Some((places, _)) = few::best(&self.state.model, &all) else { return false };
        let last = places.iter().filter(|place| (**place as usize) < self.state.model.waiting()).max();
        self.take_places(&places, last.map_or(1, |last| *last as usize + 1));
        true
    }

    /// Takes in circles under the numbers that they have, as far as they keep the rules, and fills them up; in steps.
    pub(super) async fn take_as_numbered(&mut self, circles: &[Vec<u32>]) {
        let list = self.state.model.waiting() as u32;
        let mut places = vec![list; self.state.places().len()];
        for (circle, units) in circles.iter().enumerate() {
            units.iter().for_each(|unit| places[*unit as usize] = circle as u32);
        }
        self.settling = None;
        self.open = self.open.max(circles.len());
        self.state.open(self.open);
        self.state.restore(&places);
        self.seat();
        self.settled().await;
        self.again();
    }

    /// Numbers for circles that have none, those who are locked in theirs; none where that cannot be.
    fn numbers(&self, circles: &[Vec<u32>]) -> Option<Vec<u32>> {
        // Whoever is held on the waiting list has no circle.
        let held = |unit: &u32| self.state.tied[*unit as usize] && self.seats[*unit as usize].is_none();
        if circles.iter().flatten().any(held) {
            return None;
        }
        let seat = |units: &Vec<u32>| {
            let seats: BTreeSet<u32> = units.iter().filter_map(|unit| self.seats[*unit as usize]).collect();
            (seats.len() < 2).then(|| seats.first().copied())
        };
        let seats: Vec<Option<u32>> = circles.iter().map(seat).collect::<Option<_>>()?;
        let taken: BTreeSet<u32> = seats.iter().flatten().copied().collect();
        let apart = taken.len() == seats.iter().flatten().count();
        let mut others = (0..self.state.model.waiting() as u32).filter(|number| !taken.contains(number));
        seats.into_iter().map(|seat| seat.or_else(|| others.next())).collect::<Option<_>>().filter(|_| apart)
    }

    /// Makes these places the best, whatever they cost, and goes on from them.
    pub(super) fn adopt(&mut self, places: &Places, by_hand: bool) {
        self.state.restore(places);
        let open = places.iter().filter(|place| (**place as usize) < self.state.model.waiting()).max();
        let open = open.map_or(1, |last| *last as usize + 1).max(self.open);
        self.best = Some((self.state.score(), places.clone(), open));
        // A lock holds where its people are now.
        let before = self.seats.clone();
        for unit in (0..places.len()).filter(|unit| self.state.tied[*unit]) {
            let here = Some(places[unit]).filter(|place| (*place as usize) < self.state.model.waiting());
            self.seats[unit] = here.or(self.ruled[unit]);
        }
        if self.seats != before {
            self.forget_choices();
        }
        self.found = self.work;
        self.by_hand = by_hand;
        self.again();
    }

    /// Whether the best plan was made by hand and not looked at since.
    pub(super) fn is_by_hand(&self) -> bool {
        self.by_hand
    }

    /// Looks at a plan made by hand: it is as good as any, if it keeps the rules.
    pub(super) fn look_up(&mut self) {
        self.by_hand &= self.best.as_ref().is_some_and(|(score, _, _)| score.breaches > 0);
    }

    /// Ties a unit to the circle where the best plan has it, or lets it go.
    pub(super) fn lock(&mut self, unit: usize, locked: bool) {
        if let Some((_, places, _)) = &self.best {
            let places = places.clone();
            self.state.restore(&places);
        }
        self.state.tied[unit] = locked;
        self.forget_choices();
        self.ruled[unit] = None;
        let here = self.state.circle_of(unit);
        self.seats[unit] = Some(here as u32).filter(|_| locked && here != self.state.model.waiting());
        self.movable = movable(&self.state);
        self.again();
    }

    /// The circle that a locked unit belongs in.
    pub(super) fn seat_of(&self, unit: usize) -> Option<u32> {
        self.seats[unit]
    }

    pub(super) fn is_locked(&self, unit: usize) -> bool {
        self.state.tied[unit]
    }

    /// Ends the round at once; the next one starts from the best.
    fn again(&mut self) {
        self.comparing = false;
        self.restart();
    }

    fn restart(&mut self) {
        self.settling = None;
        self.round = self.round.next_multiple_of(3) + 1;
        self.record = None;
        self.start();
    }

    /// Whether nobody may move.
    pub(super) fn is_still(&self) -> bool {
        self.movable.is_empty()
    }

    /// Whether the search has gone on long enough without finding better: four times what the best took.
    pub(super) fn is_stale(&self) -> bool {
        self.work >= (PATIENCE + 4 * self.found)
    }

    /// Looks at a number of moves, or ends a round; how many moves that counts as.
    pub(super) fn step(&mut self, moves: u64) -> u64 {
        if self.movable.is_empty() {
            self.work += moves;
            return moves;
        }
        if self.at == self.length {
            if !self.finishes() {
                return SETTLING as u64;
            }
            self.start();
        }
        let moves = moves.min(self.length - self.at);
        let end = self.work + moves;
        while self.work < end {
            let block = BLOCK - self.at % BLOCK;
            let moves = block.min(end - self.work);
            for _ in 0..moves {
                self.look();
            }
            self.work += moves;
            self.at += moves;
            if self.at.is_multiple_of(BLOCK) {
                self.cool();
            }
        }
        moves
    }

    fn cool(&mut self) {
        self.heat *= self.cooling;
        // Looking is cheap, remembering is not: once for as many moves as there are units.
        let often = (self.movable.len() as u64 / BLOCK).max(1);
        if (self.at / BLOCK).is_multiple_of(often) {
            self.remember();
        }
    }

    fn remember(&mut self) {
        let total = self.state.total();
        if self.record.is_some_and(|record| total >= record) {
            return;
        }
        let score = self.state.score();
        if score.breaches == 0 {
            let places = self.state.places();
            self.offer(score, &places, self.open);
            self.record = Some(total);
        }
    }

    /// One move: a swap of two units, or a unit's way to another's circle or to any.
    #[inline]
    fn look(&mut self) {
        let count = self.movable.len();
        let (one, other) = self.random.two(count, count);
        let draw = self.random.bits();
        let (one, other) = (self.movable[one] as usize, self.movable[other] as usize);
        let together = self.state.circle_of(one) == self.state.circle_of(other);
        let change = match draw & 7 {
            _ if together => self.state.relocation(one, self.anywhere(draw)),
            0 | 1 => self.state.relocation(one, self.state.circle_of(other)),
            _ => self.state.swap(one, other),
        };
        if change.from == change.to || !self.state.fits(&change) {
            return;
        }
        let loss = self.losses[(draw >> 54) as usize % DRAWS];
        let limit = (self.heat * loss) as i64;
        if self.state.price(&change, limit) <= limit {
            self.state.apply(&change);
        }
    }

    /// Any open circle or the waiting list.
    #[inline]
    fn anywhere(&self, draw: u64) -> usize {
        let at = (((draw >> 3) & 0xffff_ffff) * (self.open as u64 + 1)) >> 32;
        if at as usize == self.open { self.state.model.waiting() } else { at as usize }
    }

    /// Goes on with ending a round: what it came to, made valid, may be the best. Whether the round is ended.
    fn finishes(&mut self) -> bool {
        if self.settling.is_none() {
            self.remember();
            *self.looked.entry(self.open).or_default() += self.length;
            let broken = self.state.score().breaches > 0;
            self.strict = if broken { (2.0 * self.strict).min(STRICTEST) } else { 1.0 };
        }
        let settles = self.settles();
        if settles {
            self.record = None;
        }
        settles
    }

    /// Makes the state valid, in steps.
    async fn settled(&mut self) {
        while !self.settles() {
            step_ends().await;
        }
    }

    /// Goes on with making the state valid, and then perhaps the best; whether it is valid.
    fn settles(&mut self) -> bool {
        let mut left = SETTLING;
        loop {
            let (mut settling, last) = self.settling.take().unwrap_or_else(|| (Settling::new(self.open), false));
            if !settling.goes_on(&mut self.state, &mut self.random, &mut left) {
                self.settling = Some((settling, last));
                return false;
            }
            if last || !self.bring_back() {
                break;
            }
            self.settling = Some((Settling::new(self.open), true));
        }
        let score = self.state.score();
        self.offer(score, &self.state.places(), self.open);
        true
    }

    /// Brings those who are locked and have no place back into their circles, anew with whoever can be there too; whether
    /// there were any.
    fn bring_back(&mut self) -> bool {
        let list = self.state.model.waiting();
        let waits = |unit: &usize| self.state.circle_of(*unit) == list;
        let lost: BTreeSet<u32> = (0..self.seats.len()).filter(waits).filter_map(|unit| self.seats[unit]).collect();
        for circle in &lost {
            let theirs: Vec<usize> = (0..self.seats.len()).filter(|unit| self.seats[*unit] == Some(*circle)).collect();
            around(&mut self.state, *circle as usize, &theirs, &mut self.random);
        }
        !lost.is_empty()
    }
}

/// Tied units stay, and nothing holds a unit that is larger than a circle.
fn may_move(state: &State, unit: usize) -> bool {
    !state.tied[unit] && state.model.units[unit].len() <= state.model.size.max as usize
}

fn movable(state: &State) -> Vec<u32> {
    (0..state.tied.len()).filter(|unit| may_move(state, *unit)).map(|unit| unit as u32).collect()
}
