//! The linear programme that mixes known circles into a fractional plan, for the prices of its rows.
//!
//! A primal simplex method on a dense inverse. Its numbers are floating point and prove nothing: whatever is claimed
//! of the prices is recomputed in integers by whoever uses them.

/// A circle as a column: the rows it covers and what it costs.
#[derive(Clone)]
pub(super) struct Column {
    pub(super) rows: Vec<u32>,
    pub(super) cost: f64,
}

/// The programme: every row is covered once, at the least cost.
pub(super) struct Master {
    rows: usize,
    /// Slacks first, as many as there are limits, and then what was added.
    columns: Vec<Column>,
    limits: usize,
    /// For each row of the basis, the column there; none for the row's own stand-in.
    basis: Vec<Option<usize>>,
    in_basis: Vec<bool>,
    inverse: Vec<f64>,
    value: Vec<f64>,
    /// How much of each row is asked for: nearly one; all alike would stall the method.
    asked: Vec<f64>,
    pub(super) prices: Vec<f64>,
    /// What a stand-in costs: more than any circle.
    dear: f64,
    pivots: u32,
    /// Pivots made in all.
    pub(super) made: u64,
    /// Where the next search for a column starts.
    next: usize,
}

const TINY: f64 = 1e-9;
/// Below this, a column is not worth bringing in.
const WORTH: f64 = 1e-7;
/// More of a stand-in than this is no rounding error; and how many times as dear stand-ins become.
const LACK: f64 = 1e-4;
const DEARER: f64 = 4.0;
/// Columns among which the best is taken.
const PART: usize = 1_000;
/// Columns looked at in one go, about: of hundreds of thousands, a single pivot may look at all.
const LOOKS: usize = 100_000;
/// Pivots after which the inverse is computed anew.
const FRESH: u32 = 400;

impl Master {
    /// A programme whose last row, if its number is given, is to be covered that often; the others once.
    pub(super) fn new(rows: usize, last: Option<f64>, dear: f64) -> Self {
        Self::limited(rows, last, 0, dear)
    }

    /// The same with so many rows after all others that need not be covered, and once at most.
    pub(super) fn limited(rows: usize, last: Option<f64>, limits: usize, dear: f64) -> Self {
        let covered = rows + usize::from(last.is_some());
        let total = covered + limits;
        let ask = |row: usize| if row == rows { last.unwrap_or(1.0 + wobble(row)) } else { 1.0 + wobble(row) };
        let slack = |row: usize| Column { rows: vec![row as u32], cost: 0.0 };
        let mut master = Self {
            rows: total,
            limits,
            columns: (covered..total).map(slack).collect(),
            basis: (0..total).map(|row| row.checked_sub(covered)).collect(),
            in_basis: vec![true; limits],
            inverse: Vec::new(),
            value: Vec::new(),
            asked: (0..total).map(ask).collect(),
            prices: Vec::new(),
            dear,
            pivots: 0,
            made: 0,
            next: 0,
        };
        master.renew();
        master
    }

    pub(super) fn add(&mut self, column: Column) {
        self.columns.push(column);
        self.in_basis.push(false);
    }

    /// The columns that were added, in that order.
    pub(super) fn added(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().skip(self.limits)
    }

    /// Improves the mix by some pivots, or fewer where many columns are looked at for them; true when it cannot be improved
    /// further.
    pub(super) fn improve(&mut self, pivots: u32) -> bool {
        let mut looks = 0;
        for _ in 0..pivots {
            if looks > LOOKS {
                break;
            }
            let Some((enters, reduced)) = self.best_column(&mut looks) else { return true };
            let direction = self.direction(enters);
            let Some(leaves) = self.ratio(&direction) else { return true };
            self.pivot(enters, reduced, leaves, &direction);
            self.pivots += 1;
            self.made += 1;
            if self.pivots >= FRESH {
                self.renew();
            }
        }
        false
    }

    /// The columns of the mix, by their place among those that were added, and how much of each.
    pub(super) fn mix(&self) -> impl Iterator<Item = (usize, f64)> {
        let basis = self.basis.iter().zip(&self.value);
        basis.filter_map(|(column, value)| Some(((*column)?.checked_sub(self.limits)?, *value)))
    }

    /// Whether some row is covered by its stand-in.
    pub(super) fn lacks(&self) -> bool {
        self.basis.iter().zip(&self.value).any(|(column, value)| column.is_none() && *value > LACK)
    }

    /// Makes stand-ins several times as dear.
    pub(super) fn raise(&mut self) {
        self.dear *= DEARER;
        self.renew();
    }

    fn reduced(&self, column: &Column) -> f64 {
        column.cost - column.rows.iter().map(|row| self.prices[*row as usize]).sum::<f64>()
    }

    /// The column that gains most of the first so many in which some gain, from where the last search ended.
    fn best_column(&mut self, looks: &mut usize) -> Option<(usize, f64)> {
        let mut best = None;
        let mut least = -WORTH;
        for step in 1..=self.columns.len() {
            *looks += 1;
            let index = self.next;
            self.next = if index + 1 < self.columns.len() { index + 1 } else { 0 };
            if !self.in_basis[index] {
                let reduced = self.reduced(&self.columns[index]);
                if reduced < least {
                    (least, best) = (reduced, Some(index));
                }
            }
            if step % PART == 0 && best.is_some() {
                break;
            }
        }
        best.map(|index| (index, least))
    }

    fn direction(&self, column: usize) -> Vec<f64> {
        let rows = &self.columns[column].rows;
        let row = |at: &[f64]| rows.iter().map(|row| at[*row as usize]).sum();
        self.inverse.chunks(self.rows).map(row).collect()
    }

    /// The row whose column leaves: the first to run out, of equals the one with the firmest pivot.
    fn ratio(&self, direction: &[f64]) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (row, step) in direction.iter().enumerate().filter(|(_, step)| **step > TINY) {
            let ratio = self.value[row].max(0.0) / step;
            let better =
                best.is_none_or(|(least, at)| ratio < least - TINY || (ratio < least + TINY && *step > direction[at]));
            if better {
                best = Some((ratio, row));
            }
        }
        best.map(|(_, row)| row)
    }

    fn pivot(&mut self, enters: usize, reduced: f64, leaves: usize, direction: &[f64]) {
        let width = self.rows;
        let scale = 1.0 / direction[leaves];
        let pivot: Vec<f64> = self.inverse[leaves * width..(leaves + 1) * width].iter().map(|x| x * scale).collect();
        let amount = self.value[leaves] * scale;
        for (row, step) in direction.iter().enumerate() {
            if row != leaves && step.abs() > TINY {
                let line = &mut self.inverse[row * width..(row + 1) * width];
                line.iter_mut().zip(&pivot).for_each(|(x, p)| *x -= step * p);
                self.value[row] -= step * amount;
            }
        }
        self.inverse[leaves * width..(leaves + 1) * width].copy_from_slice(&pivot);
        self.value[leaves] = amount;
        self.prices.iter_mut().zip(&pivot).for_each(|(price, p)| *price += reduced * p);
        if let Some(left) = self.basis[leaves].replace(enters) {
            self.in_basis[left] = false;
        }
        self.in_basis[enters] = true;
    }

    /// The inverse, values and prices computed anew from the basis.
    fn renew(&mut self) {
        let width = self.rows;
        self.pivots = 0;
        let mut inverse = vec![0.0; width * width];
        let mut basis = vec![0.0; width * width];
        for at in 0..width {
            inverse[at * width + at] = 1.0;
            match self.basis[at] {
                None => basis[at * width + at] = 1.0,
                Some(column) => {
                    self.columns[column].rows.iter().for_each(|row| basis[*row as usize * width + at] = 1.0);
                }
            }
        }
        if !invert(&mut basis, &mut inverse, width) {
            // A basis that has lost its rank: from the stand-ins again.
            self.basis.fill(None);
            self.in_basis.fill(false);
            inverse = (0..width * width).map(|at| if at / width == at % width { 1.0 } else { 0.0 }).collect();
        }
        self.inverse = inverse;
        let value = |line: &[f64]| line.iter().zip(&self.asked).map(|(x, asked)| x * asked).sum();
        self.value = self.inverse.chunks(width).map(value).collect();
        self.prices = vec![0.0; width];
        for (row, column) in self.basis.iter().enumerate() {
            let cost = column.map_or(self.dear, |column| self.columns[column].cost);
            let line = &self.inverse[row * width..(row + 1) * width];
            self.prices.iter_mut().zip(line).for_each(|(price, x)| *price += cost * x);
        }
    }
}

/// Gauss-Jordan with row exchanges; false when the matrix has no inverse.
fn invert(matrix: &mut [f64], inverse: &mut [f64], width: usize) -> bool {
    for at in 0..width {
        let size = |row: &usize| matrix[row * width + at].abs();
        let Some(row) = (at..width).max_by(|one, other| size(one).total_cmp(&size(other))) else { return false };
        if size(&row) < TINY {
            return false;
        }
        for column in 0..width {
            matrix.swap(row * width + column, at * width + column);
            inverse.swap(row * width + column, at * width + column);
        }
        let scale = 1.0 / matrix[at * width + at];
        for column in 0..width {
            matrix[at * width + column] *= scale;
            inverse[at * width + column] *= scale;
        }
        for other in (0..width).filter(|other| *other != at) {
            let factor = matrix[other * width + at];
            if factor != 0.0 {
                for column in 0..width {
                    matrix[other * width + column] -= factor * matrix[at * width + column];
                    inverse[other * width + column] -= factor * inverse[at * width + column];
                }
            }
        }
    }
    true
}

/// A small amount that differs from row to row.
fn wobble(row: usize) -> f64 {
    (row * 7919 % 1000) as f64 * 1e-8
}
