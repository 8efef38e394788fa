//! Transcripts: readers, speaker turns and de-identification.

mod deid;
#[expect(dead_code, reason = "the readers are coming")]
pub(crate) mod offsets;
mod transcript;

pub use deid::{Clean, Decision, Identifier, Key, KeyEntry, Kind, Policy, Remains, Risk, Treatment};
pub use transcript::{Cue, Encoding, Format, Transcript, Turn};
