//! From circles that could belong to a better plan to the best plan, or to the proof that there is none.

use super::set::Set;

/// A circle with what it wastes: how much of the distance to the best known plan it uses up.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) set: Set,
    pub(super) units: Vec<u32>,
    pub(super) waste: i64,
}

/// A search for disjoint pieces that cover every unit and together waste no more than allowed.
pub(super) struct Partition {
    pieces: Vec<Piece>,
    units: usize,
    /// How many pieces a plan has, where that is fixed.
    count: Option<usize>,
    /// The most that a plan may waste.
    allowed: i64,
    stack: Vec<Level>,
    /// The pieces of the best plan found.
    pub(super) best: Option<Vec<usize>>,
    pub(super) nodes: u64,
}

/// One decision: which piece covers the hardest unit.
struct Level {
    /// Pieces that do not touch what is covered.
    left: Vec<u32>,
    /// Those that cover the unit, the least wasteful last, untried.
    choices: Vec<u32>,
    /// The piece chosen.
    chosen: Option<u32>,
    covered: Set,
    waste: i64,
}

impl Partition {
    pub(super) fn new(pieces: Vec<Piece>, units: usize, count: Option<usize>, allowed: i64) -> Self {
        let left = (0..pieces.len() as u32).collect();
        let mut partition = Self { pieces, units, count, allowed, stack: Vec::new(), best: None, nodes: 0 };
        let root = partition.level(left, Set::default(), 0);
        partition.stack.extend(root);
        partition
    }

    /// Visits some nodes; true when everything has been seen.
    pub(super) fn step(&mut self, nodes: u64) -> bool {
        for _ in 0..nodes {
            let Some(level) = self.stack.last_mut() else { return true };
            let Some(choice) = level.choices.pop() else {
                self.stack.pop();
                continue;
            };
            level.chosen = Some(choice);
            self.nodes += 1;
            self.descend(choice);
        }
        self.stack.is_empty()
    }

    fn descend(&mut self, choice: u32) {
        let Some(level) = self.stack.last() else { return };
        let piece = &self.pieces[choice as usize];
        let waste = level.waste + piece.waste;
        if waste > self.allowed {
            return;
        }
        let covered = level.covered.with(&piece.set);
        let budget = self.allowed - waste;
        let fits = |other: &u32| {
            let other = &self.pieces[*other as usize];
            other.waste <= budget && !other.set.meets(&piece.set)
        };
        let left: Vec<u32> = level.left.iter().copied().filter(fits).collect();
        let done = (0..self.units).all(|unit| covered.has(unit));
        let depth = self.stack.len();
        if done {
            if self.count.is_none_or(|count| count == depth) {
                self.best = Some(self.stack.iter().filter_map(|level| level.chosen).map(|at| at as usize).collect());
                // Only better plans are of interest now.
                self.allowed = waste - 1;
            }
        } else if self.count.is_none_or(|count| depth < count) {
            let level = self.level(left, covered, waste);
            self.stack.extend(level);
        }
    }

    /// The decision about the uncovered unit that has the fewest pieces; none when some unit has none or the pieces
    /// that are left waste too much in any case.
    fn level(&self, left: Vec<u32>, covered: Set, waste: i64) -> Option<Level> {
        let mut count = vec![0_u32; self.units];
        let mut share = vec![i64::MAX; self.units];
        for at in &left {
            let piece = &self.pieces[*at as usize];
            let part = piece.waste / piece.units.len() as i64;
            for unit in &piece.units {
                count[*unit as usize] += 1;
                share[*unit as usize] = share[*unit as usize].min(part);
            }
        }
        let open: Vec<usize> = (0..self.units).filter(|unit| !covered.has(*unit)).collect();
        if open.iter().any(|unit| count[*unit] == 0) {
            return None;
        }
        let least: i64 = open.iter().map(|unit| share[*unit]).sum();
        if waste + least > self.allowed {
            return None;
        }
        let hardest = *open.iter().min_by_key(|unit| (count[**unit], **unit))?;
        let mut choices: Vec<u32> =
            left.iter().copied().filter(|at| self.pieces[*at as usize].set.has(hardest)).collect();
        choices.sort_unstable_by_key(|at| (std::cmp::Reverse(self.pieces[*at as usize].waste), *at));
        Some(Level { left, choices, chosen: None, covered, waste })
    }

    /// A piece by its number.
    pub(super) fn piece(&self, at: usize) -> &Piece {
        &self.pieces[at]
    }
}
