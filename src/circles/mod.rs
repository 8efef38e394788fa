//! Circles: rules, and the people that fit together under them.

mod plan;
mod rules;

pub use plan::{Circle, Part, Plan, Reason};
pub use rules::{AttributeRule, How, Past, Present, Rules, Seed, Size, SlotRule, Strength};
