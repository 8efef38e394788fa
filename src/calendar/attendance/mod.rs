//! Who came, who is expected, what it earns, and which circles fade.

mod credits;
mod expected;
mod record;
mod signals;

pub use credits::{Credit, CreditRule, credits, credits_csv};
pub use expected::{Expected, expected};
pub use record::{Absence, Attendance, Came, CheckIn, TimeSuggestion};
pub use signals::{Signal, Trend, signals};
#[cfg(feature = "wasm")]
pub(crate) use {
    credits::{credits_csv_in_steps, credits_in_steps},
    expected::expected_in_steps,
    signals::signals_in_steps,
};
