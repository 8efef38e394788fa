//! Transcripts as people use them: files in, turns out, nobody given away.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "transcripts/reading.rs"]
mod reading;
