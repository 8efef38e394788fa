//! Work that takes long, done a little at a time.
//!
//! The caller says how much to do and may stop in between. After the same amount of work the answer is the same,
//! in whatever portions it was done.

use serde::{Deserialize, Serialize};

/// Work that goes on step by step and can be asked for its best answer at any moment.
///
/// ```
/// use peer_circle::job::{Job, Progress};
///
/// struct Count(u64);
/// impl Job for Count {
///     type Answer = u64;
///     fn step(&mut self, work: u64) -> Progress {
///         self.0 = (self.0 + work).min(10);
///         Progress { done: self.0 == 10, work: self.0, ..Progress::default() }
///     }
///     fn best(&self) -> Option<u64> {
///         Some(self.0)
///     }
/// }
///
/// let mut job = Count(0);
/// while !job.step(3).done {}
/// assert_eq!(job.best(), Some(10));
/// ```
pub trait Job {
    /// What the work yields.
    type Answer;

    /// Does about `work` units of work (moves, nodes, lines: the job says which) and tells how far it is.
    fn step(&mut self, work: u64) -> Progress;

    /// The best answer so far, always valid; none before the first is found.
    fn best(&self) -> Option<Self::Answer>;
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Nothing is left to do: more steps change nothing.
    pub done: bool,
    /// Units of work done since the start.
    pub work: u64,
    /// Units of work in all, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<u64>,
    /// The cost of the best answer so far (lower is better), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<i64>,
    /// A proved lower bound on the cost of any answer; left out where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
}
