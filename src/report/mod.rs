//! What leaves the programme: group lists for other systems, and figures that single nobody out.

mod groups;
mod summary;
mod template;

pub use groups::{GroupFile, GroupFormat, groups};
pub use summary::{Count, Summary, summary};
pub use template::fill;
#[cfg(feature = "wasm")]
pub(crate) use {groups::groups_in_steps, summary::summary_in_steps, template::fill_in_steps};
