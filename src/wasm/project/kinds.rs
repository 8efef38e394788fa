//! Lists that projects are asked for and given, as JavaScript has them.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use crate::job::rest;
use crate::json::{Item, Node, Outcome, in_steps, items, long};
use crate::themes::{
    Addition, Coding, Embedding, Exemplar, LogRow, Memo, Opening, Pair, Question, Refusal, Revision, Sample,
    SavedProject, Seen, Setting, Settlement, Suggestion, Threshold,
};
use crate::transcripts::{Transcript, Turn};

/// Suggestions in the order of the turns.
#[derive(Serialize, Tsify)]
pub struct Suggestions(pub(super) Vec<Suggestion>);

/// Codings in the order of the transcripts.
#[derive(Serialize, Tsify)]
pub struct Codings(pub(super) Vec<Coding>);

/// Turns worth coding next, in that order.
#[derive(Serialize, Tsify)]
pub struct Questions(pub(super) Vec<Question>);

/// A threshold for each code, in the order of the codebook.
#[derive(Serialize, Tsify)]
pub struct Thresholds(pub(super) Vec<Threshold>);

/// A turn of which a host knows something, and by how many of the numbers that come beside.
#[derive(Deserialize, Tsify)]
pub struct Embedded {
    /// The transcript.
    pub(super) transcript: String,
    /// The turn in it.
    pub(super) turn: String,
    /// How many of the numbers are its own.
    pub(super) numbers: u32,
}

/// Turns in the order of their numbers.
#[derive(Deserialize, Tsify)]
pub struct EmbeddedTurns(pub(super) Vec<Embedded>);

/// Samples in the order in which they were drawn.
#[derive(Serialize, Tsify)]
pub struct Samples(pub(super) Vec<Sample>);

/// What each coder did and saw, by coder and transcript.
#[derive(Serialize, Tsify)]
pub struct LogRows(pub(super) Vec<LogRow>);

/// What was settled, by transcript and turn.
#[derive(Serialize, Tsify)]
pub struct Settlements(pub(super) Vec<Settlement>);

/// Suggestions that were turned down.
#[derive(Serialize, Tsify)]
pub struct Refusals(pub(super) Vec<Refusal>);

/// Memos, ordered by id.
#[derive(Serialize, Tsify)]
pub struct Memos(pub(super) Vec<Memo>);

/// Codes that stand together in turns.
#[derive(Serialize, Tsify)]
pub struct Pairs(pub(super) Vec<Pair>);

/// What each further transcript added.
#[derive(Serialize, Tsify)]
pub struct Additions(pub(super) Vec<Addition>);

/// Which sessions transcripts are of.
#[derive(Serialize, Tsify)]
pub struct Settings(pub(super) Vec<Setting>);

/// What happened to the codebook, in this order.
#[derive(Serialize, Tsify)]
pub struct Revisions(pub(super) Vec<Revision>);

/// Passages to quote, in the order of the codebook.
#[derive(Serialize, Tsify)]
pub struct Exemplars(pub(super) Vec<Exemplar>);

/// Numbers that are taken apart in what counts as one for [`rest`].
const NUMBERS: u64 = 500;

impl EmbeddedTurns {
    /// Each with its own of the numbers.
    pub(super) async fn with(self, mut numbers: &[f32]) -> Vec<Embedding> {
        let mut embeddings = Vec::with_capacity(self.0.len());
        for Embedded { transcript, turn, numbers: own } in self.0 {
            let (vector, others) = numbers.split_at_checked(own as usize).unwrap_or((numbers, &[]));
            numbers = others;
            embeddings.push(Embedding { transcript, turn, vector: vector.to_vec() });
            rest(1 + u64::from(own) / NUMBERS).await;
        }
        embeddings
    }
}

long!(EmbeddedTurns, 0, Embedded, "");
long!(Opening, transcripts, Transcript);
long!(Transcript, turns, Turn);

impl Item for Embedded {}

impl Item for Turn {}

impl Item for Coding {}

impl Item for Refusal {}

impl Item for Seen {}

/// A transcript is a long list itself.
impl Item for Transcript {
    fn read(node: Node<'_>) -> impl Future<Output = Outcome<Self>> {
        in_steps(node)
    }
}

/// A project has several long lists.
impl Item for SavedProject {
    async fn read(node: Node<'_>) -> Outcome<Self> {
        let (transcripts, codings) = (node.list(&["transcripts"]), node.list(&["codings"]));
        let (refusals, done, seen) = (node.list(&["refusals"]), node.list(&["done"]), node.list(&["seen"]));
        let mut saved = Self::deserialize(node)?;
        items(&mut saved.transcripts, transcripts).await?;
        items(&mut saved.codings, codings).await?;
        items(&mut saved.refusals, refusals).await?;
        items(&mut saved.done, done).await?;
        items(&mut saved.seen, seen).await?;
        Ok(saved)
    }
}
