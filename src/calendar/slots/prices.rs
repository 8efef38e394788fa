//! Prices on capacities, and the bound they give.

use super::packing::{PARTS, Packing};

/// A price of at least nothing for each capacity, in parts of a cost.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    prices: Vec<i64>,
    /// What each choice costs at these prices.
    priced: Vec<i64>,
    /// The choices that use a capacity.
    users: Vec<Vec<usize>>,
    /// Capacities that could be asked for too often.
    scarce: Vec<usize>,
    /// How often a capacity is asked for at these prices.
    asked: Vec<i64>,
    /// The best bound since the last change of pace, rounds without a better one, and the pace itself.
    record: i64,
    idle: u32,
    pace: i64,
}

/// What the circles choose when each looks at the prices alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Relaxed {
    /// No valid answer costs less, in parts of a cost.
    pub(super) value: i64,
    /// How many units are asked for beyond what there is.
    pub(super) over: i64,
    /// The square of the distance between what is asked for and what there is, where prices can change.
    norm: i64,
}

/// The largest pace of change, in 64ths of the step of Held, Wolfe and Crowder (Mathematical Programming 1974).
const FASTEST: i64 = 96;

impl Prices {
    pub(super) fn new(packing: &Packing) -> Self {
        let mut users = vec![Vec::new(); packing.capacities.len()];
        for (index, choice) in packing.choices.iter().enumerate() {
            choice.uses.iter().for_each(|capacity| users[*capacity].push(index));
        }
        let scarce = |capacity: &usize| {
            let mut circles: Vec<usize> = users[*capacity].iter().map(|user| packing.choices[*user].circle).collect();
            circles.dedup();
            circles.len() as i64 > packing.capacities[*capacity]
        };
        Self {
            prices: vec![0; packing.capacities.len()],
            priced: packing.choices.iter().map(|choice| choice.cost * PARTS).collect(),
            scarce: (0..packing.capacities.len()).filter(scarce).collect(),
            asked: vec![0; packing.capacities.len()],
            users,
            record: i64::MIN,
            idle: 0,
            pace: FASTEST,
        }
    }

    /// The choices that use a capacity.
    pub(super) fn users(&self, capacity: usize) -> &[usize] {
        &self.users[capacity]
    }

    /// What a choice costs at the present prices.
    pub(super) fn priced(&self, choice: usize) -> i64 {
        self.priced[choice]
    }

    /// Lets each open circle take what is cheapest at the present prices.
    pub(super) fn relax(&mut self, packing: &Packing, open: &[usize], alive: &[bool], left: &[i64]) -> Relaxed {
        self.scarce.iter().for_each(|capacity| self.asked[*capacity] = 0);
        let mut value = 0;
        for circle in open {
            let mut cheapest = (i64::MAX, 0);
            for choice in packing.of(*circle).filter(|choice| alive[*choice]) {
                let uses = packing.choices[choice].uses.iter();
                let priced = packing.choices[choice].cost * PARTS + uses.map(|used| self.prices[*used]).sum::<i64>();
                self.priced[choice] = priced;
                cheapest = cheapest.min((priced, choice));
            }
            if cheapest.0 < i64::MAX {
                value += cheapest.0;
                packing.choices[cheapest.1].uses.iter().for_each(|used| self.asked[*used] += 1);
            }
        }
        let mut relaxed = Relaxed { value, over: 0, norm: 0 };
        for capacity in &self.scarce {
            let excess = self.asked[*capacity] - left[*capacity];
            relaxed.value -= self.prices[*capacity] * left[*capacity];
            relaxed.over += excess.max(0);
            if excess > 0 || self.prices[*capacity] > 0 {
                relaxed.norm += excess * excess;
            }
            // From here on it is the excess.
            self.asked[*capacity] = excess;
        }
        relaxed
    }

    /// Raises the prices of what is asked for too often and lowers those of what is not, towards a goal.
    pub(super) fn adjust(&mut self, relaxed: &Relaxed, goal: i64, round: u32) {
        if round == 0 {
            (self.record, self.idle, self.pace) = (relaxed.value, 0, FASTEST);
        } else if relaxed.value > self.record {
            (self.record, self.idle) = (relaxed.value, 0);
        } else {
            self.idle += 1;
            if self.idle >= 8 {
                self.idle = 0;
                self.pace = (self.pace * 2 / 3).max(1);
            }
        }
        if relaxed.norm == 0 {
            return;
        }
        let distance = (goal - relaxed.value).clamp(PARTS / 16, PARTS * 4_096);
        for capacity in &self.scarce {
            let change = self.pace * distance * self.asked[*capacity] / (64 * relaxed.norm);
            self.prices[*capacity] = (self.prices[*capacity] + change).max(0);
        }
    }
}
