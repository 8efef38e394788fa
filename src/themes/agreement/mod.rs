//! How far coders agree beyond chance.
//!
//! Ratings are a table of units by coders with gaps. Coefficients for nominal, ordinal, interval and ratio values,
//! for sets of codes, with intervals by formula and by resampling.

mod alpha;
mod bootstrap;
mod chance;
mod distribution;
mod kinds;
mod ratings;
mod report;
mod sets;
mod stretches;

pub use alpha::Level;
pub use bootstrap::{Interval, bootstrap};
pub use chance::{Coefficient, Estimate};
pub use ratings::Ratings;
pub use report::{Coefficients, Resampled, Resampling, SetCoefficients};
pub use sets::{SetDistance, SetRatings};
pub use stretches::{Stretch, alpha_over_stretches};
