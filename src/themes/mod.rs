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
    Accuracy, Addition, Ask, AskNext, Case, Cell, CodeAgreement, Coding, Compare, Comparison, Corrected, Disagreement,
    Draw, Embedding, Excerpt, Exemplar, LogRow, Look, Matrix, Memo, MergedProject, ModelAgreement, Often, Opening,
    Overview, Pair, PairAgreement, Passage, Probe, Project, ProjectStatus, Question, Refusal, Removed, Revised,
    Revision, Sample, Saturation, SaturationRule, SavedProject, Seen, Setting, Settlement, Share, Shown, Suggestion,
    SuggestionAgreement, SuggestionReason, Threshold, TurnPlace,
};
pub use refi::{Origin, OriginFile};
