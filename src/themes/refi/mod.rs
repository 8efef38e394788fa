//! Exchange with other tools by the REFI-QDA standard (version 1.0).

#![deny(clippy::indexing_slicing)]

mod back;
mod codes;
mod guid;
mod origin;
mod prune;
mod qdc;
mod qdpx;
mod read;
mod sources;
mod variables;

pub use origin::{Origin, OriginFile};
