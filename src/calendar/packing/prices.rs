//! Prices on capacities, and the bound they give.

use super::{PARTS, Packing};

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
    /// Where the prices went last, in 64ths of a unit asked for.
    heading: Vec<i64>,
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
            heading: vec![0; packing.capacities.len()],
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
        let mut relaxed = Relaxed { value, over: 0 };
        for capacity in &self.scarce {
            let excess = self.asked[*capacity] - left[*capacity];
            relaxed.value -= self.prices[*capacity] * left[*capacity];
            relaxed.over += excess.max(0);
            // From here on it is the excess.
            self.asked[*capacity] = excess;
        }
        relaxed
    }

    /// Raises the prices of what is asked for too often and lowers those of what is not, towards a goal. Half of the last
    /// change is kept, which damps the to and fro (Camerini, Fratta and Maffioli, Mathematical Programming Study 3, 1975).
    pub(super) fn adjust(&mut self, relaxed: &Relaxed, goal: i64, round: u32) {
        if round == 0 {
            (self.record, self.idle, self.pace) = (relaxed.value, 0, FASTEST);
            self.heading.fill(0);
        } else if relaxed.value > self.record {
            (self.record, self.idle) = (relaxed.value, 0);
        } else {
            self.idle += 1;
            if self.idle >= 8 {
                self.idle = 0;
                self.pace = (self.pace * 2 / 3).max(1);
            }
        }
        let mut norm = 0;
        for capacity in &self.scarce {
            let heading = self.asked[*capacity] * 64 + self.heading[*capacity] / 2;
            // A price of nothing cannot fall.
            let heading = if self.prices[*capacity] == 0 { heading.max(0) } else { heading };
            self.heading[*capacity] = heading;
            norm += heading * heading;
        }
        if norm == 0 {
            return;
        }
        // Which prices are tried may be as rough as it likes: the bound that they give is counted in whole numbers.
        let step = self.pace as f64 * (goal - relaxed.value).max(PARTS / 16) as f64 / norm as f64;
        for capacity in &self.scarce {
            let change = (step * self.heading[*capacity] as f64) as i64;
            self.prices[*capacity] = (self.prices[*capacity] + change).max(0);
        }
    }
}
