//! Transcripts: readers, speaker turns and de-identification.
#![deny(clippy::indexing_slicing)]

mod anchor;
mod deid;
mod formats;
mod kinds;
mod labels;
mod lists;
mod moments;
pub(crate) mod offsets;
mod transcript;
mod turns;
mod vocabulary;
mod vtt;
mod words;

pub use anchor::{Passage, reanchor};
#[cfg(feature = "wasm")]
pub(crate) use deid::withdraw_in_steps;
pub use deid::{
    Clean, Decision, Deidentification, Deidentifier, Identifier, Key, KeyEntry, Kind, Occurrence, Policy, Remains,
    Risk, Treatment, Warning, Withdrawn, deidentify, moved, secret_shift, withdraw,
};
#[cfg(feature = "wasm")]
pub(crate) use formats::read_in_steps;
pub use formats::{TranscriptStream, read, read_text};
pub use lists::{Lists, WordSet};
pub use transcript::{Cue, Format, Transcript, Turn};
#[cfg(feature = "wasm")]
pub(crate) use vtt::webvtt_in_steps;
pub use vtt::{CueNode, VttCue, VttRegion, Webvtt, cue_text, webvtt};
