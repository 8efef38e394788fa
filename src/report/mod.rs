//! What leaves the programme: group lists for other systems, and figures that single nobody out.

mod groups;
mod summary;

pub use groups::{GroupFile, GroupFormat, groups};
pub use summary::{Count, Summary, summary};
