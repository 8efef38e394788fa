//! Two coders' projects, made from one, brought together.

use serde::{Deserialize, Serialize};

use super::{Change, Probe, Project, Sample, SavedProject};
use crate::error::{Error, Result};

/// What merging brought, and what stood against it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MergedProject {
    /// Codings that were new.
    pub codings: u32,
    /// Refusals that were new.
    pub refusals: u32,
    /// Memos that were new.
    pub memos: u32,
    /// Transcripts that were new.
    pub transcripts: u32,
    /// What the two projects have different versions of; this project's was kept.
    pub conflicts: Vec<Error>,
}

impl Project {
    /// Takes in what another project has and this one has not. Nothing is overwritten: where both have something
    /// different (a code, a transcript, a memo, a summary) this project's stays and the conflict is listed.
    /// One undo takes the merge back.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn merge(&mut self, saved: SavedProject) -> Result<MergedProject> {
        let theirs = Self::load(saved)?;
        let mut merged = MergedProject { conflicts: theirs.problems, ..MergedProject::default() };
        let theirs = theirs.value.state;
        let mut changes = Vec::new();
        self.merge_codebook(theirs.codebook, &mut changes, &mut merged);
        self.merge_transcripts(theirs.transcripts, &mut changes, &mut merged);
        for (id, coding) in theirs.codings {
            if !self.state.codings.contains_key(&id) {
                merged.codings += 1;
                changes.push(Change::Coding(id, Some(coding)));
            }
        }
        for refusal in theirs.refusals.into_iter().filter(|refusal| !self.state.refusals.contains(refusal)) {
            merged.refusals += 1;
            changes.push(Change::Refusal(refusal, true));
        }
        for (_, mut memo) in theirs.memos {
            let ours = |text: &str| {
                self.state
                    .memos
                    .values()
                    .any(|one| one.text == text && one.about == memo.about && one.coder == memo.coder)
            };
            if !ours(&memo.text) {
                merged.memos += 1;
                while self.state.memos.contains_key(&memo.id) {
                    memo.id = format!("{}-{}", memo.id, memo.coder);
                }
                changes.push(Change::Memo(memo.id.clone(), Some(memo)));
            }
        }
        for (key, text) in theirs.cells {
            match self.state.cells.get(&key) {
                None => changes.push(Change::Cell(key, Some(text))),
                Some(ours) if *ours != text => {
                    merged.conflicts.push(conflict("summary", &format!("{}/{}", key.0, key.1)))
                }
                Some(_) => {}
            }
        }
        for (key, theirs) in theirs.settlements {
            match self.state.settlements.get(&key) {
                None => changes.push(Change::Settlement(key, Some(theirs))),
                Some(ours) if *ours != theirs => {
                    merged.conflicts.push(conflict("settlement", &format!("{}/{}", key.0, key.1)))
                }
                Some(_) => {}
            }
        }
        self.merge_samples(theirs.samples, &mut changes, &mut merged);
        self.state.seen.extend(theirs.seen);
        changes.extend(
            theirs.done.into_iter().filter(|one| !self.state.done.contains(one)).map(|one| Change::Done(one, true)),
        );
        let new = |probe: &Probe| self.state.probes.iter().all(|known| !known.is_of(probe));
        let probes: Vec<Probe> = theirs.probes.into_iter().filter(new).collect();
        self.state.probes.extend(probes);
        match &self.state.origin {
            None => self.state.origin = theirs.origin,
            Some(ours) if theirs.origin.as_ref().is_some_and(|theirs| theirs != ours) => {
                merged.conflicts.push(conflict("file of another tool", &ours.name));
            }
            Some(_) => {}
        }
        self.make(changes);
        Ok(merged)
    }

    /// A sample is still blind where either has it so: whoever revealed it alone did so for themselves.
    fn merge_samples(&self, theirs: Vec<Sample>, changes: &mut Vec<Change>, merged: &mut MergedProject) {
        let mut samples = self.state.samples.clone();
        for theirs in theirs {
            match samples.iter_mut().find(|ours| ours.id == theirs.id) {
                None => samples.push(theirs),
                Some(ours) if ours.turns != theirs.turns => merged.conflicts.push(conflict("sample", &ours.id)),
                Some(ours) => ours.open |= theirs.open,
            }
        }
        if samples != self.state.samples {
            changes.push(Change::Samples(samples));
        }
    }

    fn merge_codebook(&self, theirs: crate::themes::Codebook, changes: &mut Vec<Change>, merged: &mut MergedProject) {
        let mut codebook = self.state.codebook.clone();
        for code in theirs.codes {
            match codebook.code(&code.id) {
                None => codebook.codes.push(code),
                Some(ours) if *ours != code => merged.conflicts.push(conflict("code", &code.id)),
                Some(_) => {}
            }
        }
        if codebook != self.state.codebook && codebook.problems().is_empty() {
            changes.push(Change::Codebook(Box::new(codebook)));
        }
    }

    fn merge_transcripts(
        &self,
        theirs: Vec<crate::transcripts::Transcript>,
        changes: &mut Vec<Change>,
        merged: &mut MergedProject,
    ) {
        let mut transcripts = self.state.transcripts.clone();
        for transcript in theirs {
            match transcripts.iter().find(|ours| ours.id == transcript.id) {
                None => {
                    merged.transcripts += 1;
                    transcripts.push(transcript);
                }
                Some(ours) if *ours != transcript => merged.conflicts.push(conflict("transcript", &transcript.id)),
                Some(_) => {}
            }
        }
        if merged.transcripts > 0 {
            changes.push(Change::Transcripts(transcripts));
        }
    }
}

fn conflict(what: &str, id: &str) -> Error {
    Error::new("merge.conflict", format!("the {what} \"{id}\" differs between the projects; this project's was kept"))
        .at_field(id)
        .hint("compare the two and change one")
}
