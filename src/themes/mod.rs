//! Coding transcripts with the themes of a codebook.

pub mod agreement;
mod circle;
mod codebook;
mod learn;
mod lexicon;
mod phrase;
mod project;
mod refi;

pub use codebook::{Code, Codebook};
pub use learn::{Label, Model, Said, Subject};
pub use lexicon::{Lexicon, Match};
pub use project::{
    Ask, Coding, Memo, Opening, Passage, Project, ProjectStatus, Reason, Refusal, SavedProject, Suggestion,
};
