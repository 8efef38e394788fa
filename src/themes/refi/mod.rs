//! Exchange with other tools by the REFI-QDA standard (version 1.0).

#![deny(clippy::indexing_slicing)]

mod codes;
mod guid;
mod qdc;
mod qdpx;
mod read;
mod sources;
