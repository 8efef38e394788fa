//! Coding transcripts with the themes of a codebook.

mod circle;
mod codebook;
mod lexicon;
mod phrase;

pub use codebook::{Code, Codebook};
pub use lexicon::{Lexicon, Match};
