//! Peer-led discussion groups: forms circles, schedules their meetings and codes their transcripts.
//!
//! # The rooms
//! Data flows one way: [`time`] → [`people`] → [`circles`] → [`calendar`] and
//! [`people`] → [`transcripts`] → [`themes`], all → [`report`].
//! A room uses only rooms to its left, plus [`error`], [`encoding`], [`limits`], [`table`] and [`job`].
//!
//! # Invariants
//! - No I/O, no clock, no randomness that was not given: time, seed and text are passed in.
//! - Work is counted in moves and steps, so one seed gives one answer, on every platform, byte for byte.
//! - No input can make it panic: readers return what they understood and a list of problems with places.
//! - Nothing leaves the process.

pub mod calendar;
pub mod circles;
pub mod encoding;
pub mod error;
pub mod job;
pub mod limits;
pub mod people;
pub mod report;
pub mod table;
pub mod themes;
pub mod time;
pub mod transcripts;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::{Error, Read, Result};
