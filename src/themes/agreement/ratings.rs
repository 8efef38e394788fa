//! A table of ratings: units by coders, with gaps.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::job::rest;
use crate::limits;
use crate::ordered::BTreeMap;

/// Ratings by several coders; categories are numbers, and for nominal values any numbers that differ will do.
///
/// ```
/// use peer_circle::themes::agreement::{Coefficient, Level, Ratings};
///
/// // Two coders, four units, one disagreement.
/// let ratings = Ratings::by_unit(vec![
///     vec![Some(0.0), Some(0.0)],
///     vec![Some(0.0), Some(0.0)],
///     vec![Some(1.0), Some(1.0)],
///     vec![Some(1.0), Some(0.0)],
/// ])?;
/// let alpha = ratings.alpha(Level::Nominal).expect("both values occur");
/// assert!((alpha - 16.0 / 30.0).abs() < 1e-12);
/// assert!(ratings.estimate(Coefficient::Percent).is_some_and(|percent| percent.value == 0.75));
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Ratings {
    /// A row for each unit, in it a value for each coder or nothing.
    pub units: Vec<Vec<Option<f64>>>,
}

/// The ratings with categories in place of values.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The values that occur, rising.
    pub(super) values: Vec<f64>,
    /// For each unit and coder the place of the value in `values`.
    pub(super) rows: Rows,
    /// How many coders there are.
    pub(super) coders: usize,
}

/// Units with their ratings by coder: of many units there are few whose rows differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Option<usize>>>,
    /// The row of each unit.
    pub(super) of_unit: Vec<usize>,
    pub(super) known: BTreeMap<Vec<Option<usize>>, usize>,
}

/// What a unit takes, as [`rest`] counts.
const UNIT_TAKES: u64 = 1;

impl Rows {
    /// Adds a unit.
    pub(super) async fn add(&mut self, row: Vec<Option<usize>>) {
        let place = match self.known.get(&row) {
            Some(place) => *place,
            None => {
                self.known.insert(row.clone(), self.rows.len());
                self.rows.push(row);
                self.rows.len() - 1
            }
        };
        self.of_unit.push(place);
        rest(UNIT_TAKES).await;
    }

    /// How many units there are of each row.
    pub(super) fn times(&self) -> Vec<f64> {
        let mut times = vec![0.0; self.rows.len()];
        for row in &self.of_unit {
            times.get_mut(*row).into_iter().for_each(|times| *times += 1.0);
        }
        times
    }
}

impl Ratings {
    /// Ratings from one list for each coder; shorter lists are filled with gaps.
    ///
    /// # Errors
    /// `agreement.not_a_number` when a value is infinite or not a number, `limit.ratings` when there are too many.
    pub fn by_coder(coders: &[Vec<Option<f64>>]) -> Result<Self> {
        let length = coders.iter().map(Vec::len).max().unwrap_or_default();
        let unit = |at: usize| coders.iter().map(|ratings| ratings.get(at).copied().flatten()).collect();
        Self { units: (0..length).map(unit).collect() }.checked()
    }

    /// Ratings from one list for each unit.
    ///
    /// # Errors
    /// As [`by_coder`](Self::by_coder).
    pub fn by_unit(units: Vec<Vec<Option<f64>>>) -> Result<Self> {
        Self { units }.checked()
    }

    /// Ratings from how often each category was chosen for each unit, not by whom.
    ///
    /// # Errors
    /// As [`by_coder`](Self::by_coder).
    pub fn by_count(counts: &[Vec<u32>]) -> Result<Self> {
        let total: u64 = counts.iter().flatten().map(|count| u64::from(*count)).sum();
        check_total(total)?;
        let unit = |row: &Vec<u32>| {
            let each = row.iter().zip(0u32..);
            each.flat_map(|(count, category)| (0..*count).map(move |_| Some(f64::from(category)))).collect()
        };
        Self { units: counts.iter().map(unit).collect() }.checked()
    }

    fn checked(self) -> Result<Self> {
        check_total(self.units.iter().map(|unit| unit.len() as u64).sum())?;
        for (index, unit) in self.units.iter().enumerate() {
            if unit.iter().flatten().any(|value| !value.is_finite()) {
                let error = Error::new("agreement.not_a_number", "a rating is not a number");
                return Err(error.at_field(format!("units.{index}")).hint("leave out what was not rated"));
            }
        }
        Ok(self)
    }

    pub(super) async fn table(&self) -> Table {
        let mut values: Vec<f64> = self.units.iter().flatten().flatten().map(|value| value + 0.0).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        rest(self.units.len() as u64 / 10).await;
        let place = |value: f64| values.binary_search_by(|known| known.total_cmp(&(value + 0.0))).ok();
        let coders = self.units.iter().map(Vec::len).max().unwrap_or_default();
        let mut rows = Rows::default();
        for unit in &self.units {
            let row = (0..coders).map(|coder| unit.get(coder).copied().flatten().and_then(place));
            rows.add(row.collect()).await;
        }
        Table { values, rows, coders }
    }
}

fn check_total(total: u64) -> Result<()> {
    if total > limits::RATINGS {
        let message = format!("more than {} ratings", limits::RATINGS);
        return Err(Error::new("limit.ratings", message).hint("compare fewer units at once"));
    }
    Ok(())
}

impl Table {
    /// For each row, how often each category was chosen.
    pub(super) fn counts(&self) -> Vec<Vec<f64>> {
        let row = |unit: &Vec<Option<usize>>| {
            let mut row = vec![0.0; self.values.len()];
            for category in unit.iter().flatten() {
                if let Some(count) = row.get_mut(*category) {
                    *count += 1.0;
                }
            }
            row
        };
        self.rows.rows.iter().map(row).collect()
    }
}
