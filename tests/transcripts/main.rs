//! Transcripts as people use them: files in, turns out, nobody given away.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod reading;
