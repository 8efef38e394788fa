//! Transcripts as people use them: files in, turns out, nobody given away.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod decided;
mod marked;
mod nobody;
mod reading;
mod reasons;
