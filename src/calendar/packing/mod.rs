//! Choosing one option for each circle under shared capacities, at the least cost, with proof.

mod prices;
mod search;

pub(super) use search::Search;

/// Parts of a cost in which prices are counted.
const PARTS: i64 = 1 << 12;

/// What a circle could take: what it costs and one unit each of which capacities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) circle: usize,
    pub(super) cost: i64,
    pub(super) uses: Vec<usize>,
}

/// The whole question. Every circle has at least one choice that uses nothing: to take no slot.
#[derive(Clone, Debug)]
pub(super) struct Packing {
    /// Grouped by circle, the cheapest first.
    pub(super) choices: Vec<Choice>,
    /// Where each circle's choices begin; one more at the end.
    pub(super) starts: Vec<usize>,
    pub(super) capacities: Vec<i64>,
}

impl Packing {
    /// The choices of a circle.
    fn of(&self, circle: usize) -> std::ops::Range<usize> {
        self.starts[circle]..self.starts[circle + 1]
    }

    fn circles(&self) -> usize {
        self.starts.len() - 1
    }
}
