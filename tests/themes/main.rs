//! Themes: codebooks, phrases, coding, agreement.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod agreement;
mod codebook;
mod exchange;
mod learning;
mod lexicon;
mod project;
mod team;
