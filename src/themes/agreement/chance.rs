//! Coefficients that differ in what they call chance, with analytic intervals.
//!
//! Point estimates and variances follow K. L. Gwet, *Handbook of Inter-Rater Reliability*, 4th edition (2014), which
//! covers gaps; the variances treat units as a sample and coders as given.

use serde::{Deserialize, Serialize};

use super::Ratings;
use super::distribution::t_quantile;
use super::ratings::Table;
use crate::job::whole;
use crate::limits;

/// A coefficient for nominal ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Coefficient {
    /// The share of agreeing pairs, chance not taken off.
    Percent,
    /// Conger's kappa, with two coders Cohen's: chance by each coder's own habits.
    Conger,
    /// Fleiss' kappa: chance by the habits of all coders together.
    Fleiss,
    /// Brennan and Prediger's: chance as if every category were as likely.
    BrennanPrediger,
    /// Gwet's AC1: chance only where a unit is hard to rate.
    Gwet,
    /// Krippendorff's alpha by Gwet's formulas, which correct for the number of ratings.
    Krippendorff,
}

/// A coefficient with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// The coefficient: 1 is perfect, 0 is chance.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end of the 95 % interval, at most 1.
    pub high: f64,
    /// The agreement observed.
    pub observed: f64,
    /// The agreement expected by chance.
    pub chance: f64,
}

/// Sums over the table that all coefficients need. Units whose rows are the same are alike in all that is said of them.
pub(super) struct Sums {
    /// For each row how often each category was chosen.
    counts: Vec<Vec<f64>>,
    /// Ratings in each row.
    rated: Vec<f64>,
    /// Agreeing pairs in each row, each pair counted from both sides.
    agreeing: Vec<f64>,
    /// The rows of those units that have a rating.
    of_unit: Vec<usize>,
    categories: f64,
}

/// A point estimate, and how far what each unit contributes is from what the variance is taken around.
struct Point {
    value: f64,
    observed: f64,
    chance: f64,
    units: f64,
    /// The sum of the squares.
    squares: f64,
}

impl Ratings {
    /// A coefficient over the units with a rating; nothing when no unit has two ratings, when chance explains all, or when
    /// units by different values are more than ten million: these are numbers, for which [`alpha`](Self::alpha) is made.
    pub fn estimate(&self, coefficient: Coefficient) -> Option<Estimate> {
        let table = whole(self.table());
        table.estimate(&Sums::new(&table)?, coefficient)
    }
}

impl Table {
    /// The same, of sums over this table.
    pub(super) fn estimate(&self, sums: &Sums, coefficient: Coefficient) -> Option<Estimate> {
        let point = match coefficient {
            Coefficient::Percent => percent(sums)?,
            Coefficient::Conger => conger(self, sums)?,
            Coefficient::Fleiss => fleiss(sums)?,
            Coefficient::BrennanPrediger => brennan_prediger(sums)?,
            Coefficient::Gwet => gwet(sums)?,
            Coefficient::Krippendorff => krippendorff(sums)?,
        };
        Some(with_interval(&point))
    }
}

impl Sums {
    /// Nothing of too many.
    pub(super) fn new(table: &Table) -> Option<Self> {
        let rated = |row: &&usize| table.rows.rows.get(**row).is_some_and(|row| row.iter().any(Option::is_some));
        let of_unit: Vec<usize> = table.rows.of_unit.iter().filter(rated).copied().collect();
        if (of_unit.len() as u64).saturating_mul(table.values.len() as u64) > limits::RATINGS {
            return None;
        }
        let counts = table.counts();
        let rated: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
        let agreeing = counts.iter().map(|row| row.iter().map(|count| count * (count - 1.0)).sum()).collect();
        Some(Self { counts, rated, agreeing, of_unit, categories: count(table.values.len()) })
    }

    fn units(&self) -> f64 {
        count(self.of_unit.len())
    }

    /// What is said of each row, by unit.
    fn each<'a>(&'a self, said: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        self.of_unit.iter().filter_map(|row| said.get(*row)).copied()
    }

    /// Units with two ratings or more.
    fn paired(&self) -> f64 {
        count(self.each(&self.rated).filter(|rated| *rated >= 2.0).count())
    }

    /// The share of agreeing pairs, a mean over the paired units; nothing when there are none.
    fn observed(&self) -> Option<f64> {
        let shares: f64 = self.each(&self.shares()).sum();
        (self.paired() > 0.0).then(|| shares / self.paired())
    }

    /// The share of agreeing pairs in each row; 0 where there are no pairs.
    fn shares(&self) -> Vec<f64> {
        let share =
            |(agreeing, rated): (&f64, &f64)| if *rated >= 2.0 { agreeing / (rated * (rated - 1.0)) } else { 0.0 };
        self.agreeing.iter().zip(&self.rated).map(share).collect()
    }

    /// The mean over units of the share of each category.
    fn prevalence(&self) -> Vec<f64> {
        let units = self.units();
        let share = |(row, rated): (&Vec<f64>, &f64)| row.iter().map(|count| count / rated / units).collect();
        let of_rows: Vec<Vec<f64>> = self.counts.iter().zip(&self.rated).map(share).collect();
        let mut shares = vec![0.0; self.counts.first().map_or(0, Vec::len)];
        for row in self.of_unit.iter().filter_map(|row| of_rows.get(*row)) {
            shares.iter_mut().zip(row).for_each(|(share, here)| *share += here);
        }
        shares
    }

    /// What each unit of a row contributes to the variance when chance were known.
    fn first_term(&self, chance: f64) -> Vec<f64> {
        let scale = self.units() / self.paired();
        let one = |(share, rated): (f64, &f64)| {
            let chance_here = if *rated >= 2.0 { chance } else { 0.0 };
            scale * (share - chance_here) / (1.0 - chance)
        };
        self.shares().into_iter().zip(&self.rated).map(one).collect()
    }

    /// The same, corrected for chance being an estimate; `expected` is chance as each unit alone suggests it.
    fn both_terms(&self, value: f64, chance: f64, expected: &[f64]) -> Vec<f64> {
        let correct = |(first, here): (f64, &f64)| first - 2.0 * (1.0 - value) * (here - chance) / (1.0 - chance);
        self.first_term(chance).into_iter().zip(expected).map(correct).collect()
    }

    /// For each row, a mean of `weights` over its ratings.
    fn mean_over_ratings(&self, weights: &[f64]) -> Vec<f64> {
        let dot = |row: &Vec<f64>| row.iter().zip(weights).map(|(count, weight)| count * weight).sum::<f64>();
        self.counts.iter().zip(&self.rated).map(|(row, rated)| dot(row) / rated).collect()
    }

    /// A point whose variance is taken around `centre`, by what each unit contributes to it.
    fn point(&self, value: f64, centre: f64, observed: f64, chance: f64, contributions: &[f64]) -> Point {
        let squares: Vec<f64> = contributions.iter().map(|one| (one - centre) * (one - centre)).collect();
        Point { value, observed, chance, units: self.units(), squares: self.each(&squares).sum() }
    }

    /// A point estimate with chance taken off; nothing when chance explains all.
    fn corrected(&self, observed: f64, chance: f64, contributions: impl FnOnce(f64) -> Vec<f64>) -> Option<Point> {
        let value = (1.0 - chance > 1e-12).then(|| (observed - chance) / (1.0 - chance))?;
        Some(self.point(value, value, observed, chance, &contributions(value)))
    }
}

fn percent(sums: &Sums) -> Option<Point> {
    let observed = sums.observed()?;
    Some(sums.point(observed, observed, observed, 0.0, &sums.first_term(0.0)))
}

fn fleiss(sums: &Sums) -> Option<Point> {
    let prevalence = sums.prevalence();
    let chance = prevalence.iter().map(|share| share * share).sum();
    let expected = sums.mean_over_ratings(&prevalence);
    sums.corrected(sums.observed()?, chance, |value| sums.both_terms(value, chance, &expected))
}

fn brennan_prediger(sums: &Sums) -> Option<Point> {
    let chance = 1.0 / sums.categories;
    sums.corrected(sums.observed()?, chance, |_| sums.first_term(chance))
}

fn gwet(sums: &Sums) -> Option<Point> {
    let prevalence = sums.prevalence();
    let scale = 1.0 / (sums.categories - 1.0).max(1.0);
    let chance = scale * prevalence.iter().map(|share| share * (1.0 - share)).sum::<f64>();
    let rest: Vec<f64> = prevalence.iter().map(|share| scale * (1.0 - share)).collect();
    let expected = sums.mean_over_ratings(&rest);
    sums.corrected(sums.observed()?, chance, |value| sums.both_terms(value, chance, &expected))
}

/// Alpha with its correction for few ratings; units with one rating are left out.
fn krippendorff(all: &Sums) -> Option<Point> {
    let paired = |row: &&usize| all.rated.get(**row).is_some_and(|rated| *rated >= 2.0);
    let sums = Sums {
        counts: all.counts.clone(),
        rated: all.rated.clone(),
        agreeing: all.agreeing.clone(),
        of_unit: all.of_unit.iter().filter(paired).copied().collect(),
        categories: all.categories,
    };
    let (units, ratings) = (sums.units(), sums.each(&sums.rated).sum::<f64>());
    if units == 0.0 {
        return None;
    }
    let mean = ratings / units;
    let shares: Vec<f64> =
        sums.agreeing.iter().zip(&sums.rated).map(|(agreeing, rated)| agreeing / (mean * (rated - 1.0))).collect();
    let raw = sums.each(&shares).sum::<f64>() / units;
    let observed = raw + (1.0 - raw) / ratings;
    let mut chosen = vec![0.0; all.counts.first().map_or(0, Vec::len)];
    for row in sums.of_unit.iter().filter_map(|row| sums.counts.get(*row)) {
        chosen.iter_mut().zip(row).for_each(|(all, count)| *all += count);
    }
    let prevalence: Vec<f64> = chosen.into_iter().map(|count| count / units / mean).collect();
    let chance: f64 = prevalence.iter().map(|share| share * share).sum();
    let centre = (1.0 - chance > 1e-12).then(|| (raw - chance) / (1.0 - chance))?;
    let expected = sums.mean_over_ratings(&prevalence);
    let parts = shares.iter().zip(&sums.rated).zip(&expected);
    let contributions = parts.map(|((share, rated), here)| {
        let uneven = (rated - mean) / mean;
        let first = (share - observed * uneven - chance) / (1.0 - chance);
        let here = here * rated / mean - chance * uneven;
        first - 2.0 * (1.0 - centre) * (here - chance) / (1.0 - chance)
    });
    let contributions: Vec<f64> = contributions.collect();
    Some(sums.point((observed - chance) / (1.0 - chance), centre, observed, chance, &contributions))
}

/// Chance from each coder's own shares, gaps allowed.
fn conger(table: &Table, sums: &Sums) -> Option<Point> {
    let coders = table.coders;
    let (rows, times) = (&table.rows.rows, table.rows.times());
    let rated_by = |coder: usize| {
        let rated = rows.iter().zip(&times).filter(|(row, _)| rating(row, coder).is_some());
        rated.map(|(_, times)| times).sum::<f64>()
    };
    let rated: Vec<f64> = (0..coders).map(rated_by).collect();
    let share = |coder: usize, category: usize, rated: f64| {
        let chosen = rows.iter().zip(&times).filter(|(row, _)| rating(row, coder) == Some(category));
        if rated > 0.0 { chosen.map(|(_, times)| times).sum::<f64>() / rated } else { 0.0 }
    };
    let shares: Vec<Vec<f64>> = rated
        .iter()
        .enumerate()
        .map(|(coder, rated)| (0..table.values.len()).map(|category| share(coder, category, *rated)).collect())
        .collect();
    let pairs = count(coders) * (count(coders) - 1.0);
    // Chance over ordered pairs of different coders.
    let totals: Vec<f64> = (0..table.values.len()).map(|at| column_sum(&shares, at)).collect();
    let squares: f64 = shares.iter().flatten().map(|share| share * share).sum();
    let chance = (totals.iter().map(|total| total * total).sum::<f64>() - squares) / pairs;
    let expected: Vec<f64> =
        rows.iter().map(|row| conger_unit(row, &shares, &totals, &rated, sums.units()) / pairs).collect();
    sums.corrected(sums.observed()?, chance, |value| sums.both_terms(value, chance, &expected))
}

/// Chance as one unit suggests it: each rating against what the other coders tend to choose.
fn conger_unit(unit: &[Option<usize>], shares: &[Vec<f64>], totals: &[f64], rated: &[f64], units: f64) -> f64 {
    let mut sum = 0.0;
    for (coder, (own, by)) in shares.iter().zip(rated).enumerate() {
        let here = rating(unit, coder);
        let present = if here.is_some() { 1.0 } else { 0.0 };
        for (category, (share, total)) in own.iter().zip(totals).enumerate() {
            let chosen = if here == Some(category) { 1.0 } else { 0.0 };
            let scale = if *by > 0.0 { units / by } else { 0.0 };
            sum += (chosen - (present - by / units) * share) * scale * (total - share);
        }
    }
    sum
}

fn rating(unit: &[Option<usize>], coder: usize) -> Option<usize> {
    unit.get(coder).copied().flatten()
}

fn column_sum(rows: &[Vec<f64>], at: usize) -> f64 {
    rows.iter().filter_map(|row| row.get(at)).sum()
}

fn with_interval(point: &Point) -> Estimate {
    let Point { value, observed, chance, units, squares } = *point;
    let error = if units > 1.0 { (squares / (units * (units - 1.0))).sqrt() } else { 0.0 };
    let reach = error * t_quantile(0.975, units - 1.0);
    Estimate { value, error, low: (value - reach).max(-1.0), high: (value + reach).min(1.0), observed, chance }
}

pub(super) fn count(number: usize) -> f64 {
    number as f64
}
