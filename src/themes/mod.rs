//! Coding transcripts with the themes of a codebook.

pub mod agreement;
mod automaton;
mod circle;
mod codebook;
mod learn;
mod lexicon;
mod phrase;
mod project;
mod refi;
mod sheet;

pub use codebook::{Code, Codebook};
pub use learn::{Label, Model, Said, Subject};
pub use lexicon::{Lexicon, Match};
pub use project::{
    Addition, Ask, Case, Cell, CodeAgreement, Coding, Compare, Comparison, Disagreement, Draw, Excerpt, LogRow, Matrix,
    Memo, MergedProject, Opening, Pair, Passage, Place, Project, ProjectStatus, Refusal, Sample, SavedProject, Seen,
    Settlement, Shown, Suggestion, SuggestionAgreement, SuggestionReason,
};
pub use refi::{Origin, OriginFile};
