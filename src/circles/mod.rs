//! Circles: rules, and the people that fit together under them.

mod advice;
mod bound;
mod change;
mod check;
mod construct;
mod criteria;
mod diverse;
mod explain;
mod few;
mod formation;
mod free;
mod gather;
mod hands;
mod heat;
mod kept;
mod model;
mod names;
mod notices;
mod obstacles;
mod outcome;
mod outlook;
mod plan;
mod random;
mod relabel;
mod rounds;
mod rules;
mod said;
mod search;
mod settle;
mod state;
#[cfg(test)]
mod tests;
mod units;

pub use advice::{Advice, Advising, Conflict, WhatIf};
pub use diverse::{Distances, Diverse, Division};
pub use formation::Formation;
pub use hands::{Move, Price};
pub use plan::{Choice, Circle, Moved, Part, Plan, Reason};
pub use rounds::{Remix, Rounds};
pub use rules::{AttributeRule, Group, How, Levels, Past, Present, Rules, Seed, Size, SlotRule, Strength};
