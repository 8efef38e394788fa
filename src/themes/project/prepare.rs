//! What suggestions are drawn from: a model of the codebook and of all turns, that learns from decisions.

use std::sync::Arc;

use super::Project;
use crate::job::Progress;
use crate::themes::learn::{Heard, Making, PASSES};
use crate::transcripts::Transcript;

/// A model that is not done, and how many turns it has looked at, those of all passes.
#[derive(Clone, Debug)]
pub(super) struct Preparing {
    making: Making,
    looked: usize,
}

impl Project {
    /// Looks at some more turns for suggestions, about `work` of them, each of which is looked at twice. What asks for
    /// suggestions does the rest; called before until it is done, that is left with little to do. Stopped in between, it goes
    /// on from there, unless codebook or transcripts were changed.
    ///
    /// ```
    /// use peer_circle::themes::{Ask, Opening, Project};
    /// # let transcript = peer_circle::transcripts::read(b"Ana: You could try a break.\nBen: I feel so tired.")?.value;
    ///
    /// let mut project = Project::open(Opening { transcripts: vec![transcript], ..Opening::default() })?.value;
    /// while !project.prepare_some(1).done {}
    /// assert!(!project.suggest(&Ask::default()).is_empty());
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn prepare_some(&mut self, work: u64) -> Progress {
        let turns: usize = self.state.transcripts.iter().map(|one| one.turns.len()).sum();
        let all = turns * PASSES;
        if self.model.is_none() {
            let preparing = self.preparing.take().or_else(|| self.begin());
            if let Some(mut preparing) = preparing {
                self.look(&mut preparing, turns, work);
                if preparing.looked < all {
                    let work = preparing.looked as u64;
                    self.preparing = Some(preparing);
                    return Progress { work, all: Some(all as u64), ..Progress::default() };
                }
                self.model = Some(Arc::new(preparing.making.done(&self.state.codebook)));
                self.stale = true;
            }
        }
        self.learn();
        Progress { done: true, work: all as u64, all: Some(all as u64), ..Progress::default() }
    }

    /// Brings the model up to date with the codebook, the transcripts and the decisions.
    pub(super) fn prepare(&mut self) {
        self.prepare_some(u64::MAX);
    }

    /// Starts anew with the next suggestions.
    pub(super) fn forget_model(&mut self) {
        (self.model, self.preparing, self.stale) = (None, None, true);
    }

    /// The codebook was checked when it came in; one too large to be looked up yields no suggestions.
    fn begin(&self) -> Option<Box<Preparing>> {
        let making = Making::new(&self.state.codebook, &[], false).ok()?;
        Some(Box::new(Preparing { making, looked: 0 }))
    }

    fn look(&self, preparing: &mut Preparing, turns: usize, work: u64) {
        let mut left = usize::try_from(work).unwrap_or(usize::MAX).max(1);
        if turns == 0 {
            return preparing.making.counted(&self.state.codebook);
        }
        while left > 0 && preparing.looked < turns * PASSES {
            let (pass, at) = (preparing.looked / turns, preparing.looked % turns);
            for heard in self.heard_from(at).take(left) {
                match pass {
                    0 => preparing.making.count(heard),
                    _ => preparing.making.look(heard),
                }
                preparing.looked += 1;
                left -= 1;
            }
            if preparing.looked == turns {
                preparing.making.counted(&self.state.codebook);
            }
        }
    }

    fn learn(&mut self) {
        if std::mem::take(&mut self.stale) {
            let labels = self.labels();
            if let Some(model) = &mut self.model {
                Arc::make_mut(model).learn(&labels);
            }
        }
    }

    /// The turns of all transcripts from a place among them on.
    fn heard_from(&self, place: usize) -> impl Iterator<Item = Heard<'_>> {
        let mut before = place;
        self.state.transcripts.iter().flat_map(move |transcript| {
            let from = before.min(transcript.turns.len());
            before -= from;
            (from..transcript.turns.len()).filter_map(|at| self.heard_at(transcript, at))
        })
    }

    /// A turn with the one before it and what the host knows of it.
    pub(super) fn heard_at<'a>(&'a self, transcript: &'a Transcript, at: usize) -> Option<Heard<'a>> {
        let turn = transcript.turns.get(at)?;
        let before = at.checked_sub(1).and_then(|before| transcript.turns.get(before));
        let key = || (transcript.id.clone(), turn.id.clone());
        let vector = if self.vectors.is_empty() { None } else { self.vectors.get(&key()) };
        let before = before.map(|before| before.text.as_str()).unwrap_or_default();
        Some(Heard { text: &turn.text, before, vector: vector.map(Vec::as_slice).unwrap_or_default() })
    }
}
