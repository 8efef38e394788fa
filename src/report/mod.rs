//! What leaves the programme: group lists for other systems, and figures that single nobody out.

mod groups;
mod summary;
mod template;

pub use groups::{GroupFile, GroupFormat, groups};
pub use summary::{Count, Summary, summary};
pub use template::fill;
