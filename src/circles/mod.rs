//! Circles: rules, and the people that fit together under them.

mod bound;
mod check;
mod criteria;
mod explain;
mod formation;
mod free;
mod hands;
mod model;
mod obstacles;
mod outcome;
mod plan;
mod random;
mod rules;
mod search;
mod settle;
mod state;
#[cfg(test)]
mod tests;
mod units;

pub use formation::Formation;
pub use hands::{Move, Price};
pub use plan::{Circle, Part, Plan, Reason};
pub use rules::{AttributeRule, How, Past, Present, Rules, Seed, Size, SlotRule, Strength};
