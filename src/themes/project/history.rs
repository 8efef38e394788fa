//! Undo and redo: every change of a project is a list of entries put or taken, and so has its inverse.

use std::sync::Arc;

use super::State;
use super::ask::Probe;
use super::blind::{Sample, Seen};
use super::coding::{Coding, Memo, Refusal};
use super::revision::Revision;
use super::setting::Setting;
use super::settle::Settlement;
use crate::job::{rest, told};
use crate::themes::Codebook;
use crate::themes::refi::Origin;
use crate::transcripts::{Transcript, Turn};

/// Steps that can be taken back: more than anybody remembers having made.
const STEPS: usize = 1_000;

/// What a change takes, as [`rest`] counts.
const CHANGE_TAKES: u64 = 2;

/// One entry of the project set to what is given, or taken out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    Coding(String, Option<Coding>),
    Refusal(Refusal, bool),
    Memo(String, Option<Memo>),
    Codebook(Box<Codebook>),
    /// A transcript put in at a place, or taken out from there.
    Transcript(usize, Option<Box<Transcript>>),
    /// A turn, by the places of its transcript and of itself in that.
    Turn((usize, usize), Box<Turn>),
    Cell(super::CellKey, Option<String>),
    Settlement(super::PlaceKey, Option<Settlement>),
    Samples(Vec<Sample>),
    Done(Refusal, bool),
    Setting(String, Option<Setting>),
    Revisions(Vec<Revision>),
    Seen(Seen, bool),
    Probe(Probe, bool),
    Origin(Box<Option<Origin>>),
}

impl Change {
    /// Whether what is derived from codebook and transcripts must be made anew.
    pub(super) fn is_deep(&self) -> bool {
        matches!(self, Self::Codebook(_) | Self::Transcript(..) | Self::Turn(..))
    }
}

/// What was done, and what was taken back since.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

impl History {
    /// Makes the changes and remembers how to take them back.
    pub(super) async fn make(&mut self, state: &mut State, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        self.undone.clear();
        self.done.push(apply(state, changes).await);
        if self.done.len() > STEPS {
            self.done.remove(0);
        }
    }

    /// Takes the last step back; nothing when there was none, else whether it was a [deep](Change::is_deep) one.
    pub(super) async fn undo(&mut self, state: &mut State) -> Option<bool> {
        let undone = apply(state, self.done.pop()?).await;
        let deep = undone.iter().any(Change::is_deep);
        self.undone.push(undone);
        Some(deep)
    }

    /// Makes the step again that was taken back last; returns as [`undo`](Self::undo) does.
    pub(super) async fn redo(&mut self, state: &mut State) -> Option<bool> {
        let done = apply(state, self.undone.pop()?).await;
        let deep = done.iter().any(Change::is_deep);
        self.done.push(done);
        Some(deep)
    }

    /// Lets go of all steps, in steps: they may hold much.
    pub(super) async fn let_go(self) {
        for change in self.done.into_iter().chain(self.undone).flatten() {
            drop(change);
            rest(CHANGE_TAKES).await;
        }
    }

    pub(super) fn can(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }
}

/// Makes the changes one after another; returns what takes them back.
async fn apply(state: &mut State, changes: Vec<Change>) -> Vec<Change> {
    let mut inverse = Vec::with_capacity(changes.len());
    for change in told(changes) {
        inverse.push(apply_one(state, change));
        rest(CHANGE_TAKES).await;
    }
    inverse.reverse();
    inverse
}

fn apply_one(state: &mut State, change: Change) -> Change {
    match change {
        Change::Coding(id, value) => {
            let before = swap(&mut state.codings, &id, value);
            Change::Coding(id, before)
        }
        Change::Memo(id, value) => {
            let before = swap(&mut state.memos, &id, value);
            Change::Memo(id, before)
        }
        Change::Cell(key, value) => {
            let before = swap(&mut state.cells, &key, value);
            Change::Cell(key, before)
        }
        Change::Settlement(key, value) => {
            let before = swap(&mut state.settlements, &key, value);
            Change::Settlement(key, before)
        }
        Change::Setting(transcript, value) => {
            let before = swap(&mut state.settings, &transcript, value);
            Change::Setting(transcript, before)
        }
        Change::Seen(seen, there) => {
            let was = set(&mut state.seen, &seen, there);
            Change::Seen(seen, was)
        }
        Change::Probe(probe, there) => {
            let was = set(&mut state.probes, &probe, there);
            Change::Probe(probe, was)
        }
        Change::Origin(origin) => Change::Origin(Box::new(std::mem::replace(&mut state.origin, *origin))),
        Change::Revisions(revisions) => Change::Revisions(std::mem::replace(&mut state.revisions, revisions)),
        Change::Samples(samples) => Change::Samples(std::mem::replace(&mut state.samples, samples)),
        Change::Refusal(refusal, there) => {
            let was = set(&mut state.refusals, &refusal, there);
            Change::Refusal(refusal, was)
        }
        Change::Done(done, there) => {
            let was = set(&mut state.done, &done, there);
            Change::Done(done, was)
        }
        Change::Codebook(codebook) => Change::Codebook(Box::new(std::mem::replace(&mut state.codebook, *codebook))),
        Change::Transcript(at, Some(transcript)) => {
            let at = at.min(state.transcripts.len());
            transcripts(state).insert(at, *transcript);
            Change::Transcript(at, None)
        }
        Change::Turn((at, turn), now) => {
            let before = transcripts(state).get_mut(at).and_then(|one| one.turns.get_mut(turn));
            let before = before.map_or_else(Turn::default, |before| std::mem::replace(before, *now));
            Change::Turn((at, turn), Box::new(before))
        }
        Change::Transcript(at, None) => {
            let there = at < state.transcripts.len();
            Change::Transcript(at, there.then(|| Box::new(transcripts(state).remove(at))))
        }
    }
}

fn transcripts(state: &mut State) -> &mut Vec<Transcript> {
    Arc::make_mut(&mut state.transcripts)
}

/// Puts something in or takes it out; whether it was there.
fn set<T: Ord + Clone>(all: &mut crate::ordered::BTreeSet<T>, one: &T, there: bool) -> bool {
    if there { !all.insert(one.clone()) } else { all.remove(one) }
}

fn swap<K: Ord + Clone, V>(map: &mut crate::ordered::BTreeMap<K, V>, key: &K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key.clone(), value),
        None => map.remove(key),
    }
}
