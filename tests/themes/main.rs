//! Themes: codebooks, phrases, coding, agreement.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod agreement;
mod asking;
mod back;
mod codebook;

mod evidence;
mod exchange;
mod learning;
mod lexicon;
mod mapping;
mod merging;
mod method;
mod project;
mod schema;
mod team;
