//! De-identification: what is found, what the policy makes of it, and what remains.

mod model;

pub use model::{Clean, Decision, Identifier, Key, KeyEntry, Kind, Policy, Remains, Risk, Treatment};
