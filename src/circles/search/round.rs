//! How a round begins: with how many circles, from where, how warm, and what a breach or somebody waiting weighs.

use super::{BLOCK, COLD, HOPEFUL, RESIGNED, Search};
use crate::circles::criteria::Change;
use crate::circles::heat::{FIRST, HOT, per_unit, warmed};
use crate::ordered::BTreeSet;

/// How far from that of the best plan numbers of circles are tried.
const NEAR: usize = 4;

impl Search {
    /// Begins a round.
    pub(super) fn start(&mut self) {
        self.open = self.opening();
        self.state.open(self.open);
        let warm = match &self.best {
            Some((_, places, open)) if *open == self.open && self.warmed() => {
                let places = places.clone();
                self.state.restore(&places);
                warmed(self.movable.len()).0
            }
            _ => {
                self.close();
                if self.round == 0 { FIRST } else { 1.0 }
            }
        };
        self.seat();
        let units = self.movable.len().max(1) as u64;
        let doubled = (self.round / 3).min(6);
        let resigned = self.round % 2 == 1 && self.waits();
        let (breach, wait) = if resigned || !self.state.model.problems.is_empty() { RESIGNED } else { HOPEFUL };
        // A place is worth more than whatever it costs, so some rounds pay more for it.
        let dear = if self.waits() { self.typical * f64::from(1 << (2 * (self.round / 2 % 4))) } else { self.typical };
        self.state.weigh((dear * breach * self.strict) as i64, (dear * wait) as i64);
        self.length = ((units * per_unit(units)) << doubled).next_multiple_of(BLOCK);
        self.heat = self.typical * HOT * warm;
        let blocks = (self.length / BLOCK) as f64;
        self.cooling = libm::exp(libm::log(COLD / self.heat) / blocks);
        self.at = 0;
        self.round += 1;
    }

    /// How many circles the next round opens: each likely number in turn, then mostly that of the best.
    pub(super) fn opening(&self) -> usize {
        if let Some(circles) = self.unlooked().filter(|_| self.comparing) {
            return circles;
        }
        let (counts, present) = (&self.state.model.counts, self.kept_open());
        let round = self.round as usize;
        let best = self.best.as_ref().map(|(_, _, open)| *open);
        match (counts.get(round), best) {
            (Some(count), _) => (*count as usize).max(present),
            // Where some wait, their circles may do better without one that is hard to fill.
            (None, Some(open)) if self.waits() && round % 4 == 2 && self.state.model.rules.circles.is_none() => {
                (self.filled().min(open) - 1).max(1)
            }
            (None, Some(open)) if !round.is_multiple_of(4) => open.max(present),
            (None, Some(open)) => self.near(open, round / 4).max(present),
            (None, None) => (counts[round % counts.len()] as usize).max(present),
        }
    }

    /// Numbers of circles around that of the best, in turn.
    fn near(&self, open: usize, turn: usize) -> usize {
        let (fewest, most) = self.state.model.range;
        let step = turn / 2 % NEAR + 1;
        let other = if turn.is_multiple_of(2) { open + step } else { open.saturating_sub(step) };
        other.clamp(fewest, most)
    }

    /// As many circles are open in any round: those that are there, or that hold somebody who may not leave.
    pub(super) fn kept_open(&self) -> usize {
        let last = self.seats.iter().flatten().max();
        self.state.model.there().max(last.map_or(0, |last| *last as usize + 1))
    }

    /// Whether the best so far leaves somebody without a place.
    fn waits(&self) -> bool {
        self.best.as_ref().is_some_and(|(score, _, _)| score.waiting > 0)
    }

    /// How many circles of the best have people.
    pub(super) fn filled(&self) -> usize {
        let places = self.best.as_ref().map(|(_, places, _)| places.as_slice()).unwrap_or_default();
        let circles: BTreeSet<u32> = places.iter().copied().collect();
        circles.into_iter().filter(|circle| (*circle as usize) < self.state.model.waiting()).count().max(1)
    }

    /// Puts those who are locked where they belong: an answer may have had to do without them.
    pub(super) fn seat(&mut self) {
        for unit in 0..self.seats.len() {
            let Some(seat) = self.seats[unit] else { continue };
            let change = self.state.relocation(unit, seat as usize);
            if change.from != change.to && self.state.fits(&change) {
                self.state.apply(&change);
            }
        }
    }

    /// Whether this round starts from the best: the first where there are present circles, later ones mostly.
    fn warmed(&self) -> bool {
        let present = !self.state.model.rules.present.is_empty();
        !self.round.is_multiple_of(warmed(self.movable.len()).1) || (self.round == 0 && present)
    }

    /// Sends home whoever is in a circle that this round keeps closed.
    fn close(&mut self) {
        for index in 0..self.movable.len() {
            let unit = self.movable[index] as usize;
            let circle = self.state.circle_of(unit);
            if circle >= self.open {
                let to = self.random.below(self.open);
                let change: Change = self.state.relocation(unit, to);
                if self.state.fits(&change) {
                    self.state.apply(&change);
                }
            }
        }
    }
}
