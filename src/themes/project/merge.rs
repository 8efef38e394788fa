//! Two coders' projects, made from one, brought together.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Change, Coding, Memo, Project, Refusal, Revision, Sample, SavedProject, State, refusal};
use crate::error::{Error, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::themes::Codebook;
use crate::transcripts::{Transcript, Turn};

/// What taking in a coding takes, as [`rest`] counts, and turns that are compared in what counts as one.
const CODING_TAKES: u64 = 2;
const TURNS: u64 = 5;

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

/// A merge on its way: what is there already, what is to be changed, and what is told of it.
struct Merge<'a> {
    ours: &'a Project,
    changes: Vec<Change>,
    merged: MergedProject,
    /// The transcripts that both have and that differ.
    differing: BTreeSet<String>,
}

impl Project {
    /// Takes in what another project has and this one has not. Nothing is overwritten: where both have something
    /// different (a code, a transcript, a summary, a setting, a settlement, what one coder decided) this project's stays
    /// and the conflict is listed, as is what the other coded in turns that say something else here. Memos and samples
    /// that differ are both kept. One undo takes the merge back.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn merge(&mut self, saved: SavedProject) -> Result<MergedProject> {
        whole(self.merge_in_steps(saved))
    }

    /// The same in steps.
    pub(crate) async fn merge_in_steps(&mut self, saved: SavedProject) -> Result<MergedProject> {
        let theirs = Self::load_in_steps(saved).await?;
        let merged = MergedProject { conflicts: theirs.problems, ..MergedProject::default() };
        let mut merge = Merge { ours: self, changes: Vec::new(), merged, differing: BTreeSet::new() };
        merge.take(&theirs.value).await;
        let Merge { changes, mut merged, .. } = merge;
        theirs.value.let_go().await;
        self.make_in_steps(changes).await;
        merged.conflicts.truncate(limits::PROBLEMS);
        Ok(merged)
    }
}

impl Merge<'_> {
    async fn take(&mut self, theirs: &Project) {
        let State { codebook, transcripts, codings, refusals, memos, samples, done, revisions, .. } = &theirs.state;
        self.transcripts(transcripts).await;
        self.codebook(codebook);
        self.revisions(revisions);
        for coding in told(codings.iter().collect::<Vec<_>>()).map(|(_, coding)| coding) {
            self.coding(coding, theirs);
            rest(CODING_TAKES).await;
        }
        for refusal in refusals {
            self.refusal(refusal, theirs);
            rest(CODING_TAKES).await;
        }
        for one in done {
            self.done(one, theirs);
            rest(CODING_TAKES).await;
        }
        self.memos(memos.values());
        self.samples(samples);
        self.written(&theirs.state);
        self.noted(&theirs.state);
    }

    async fn transcripts(&mut self, theirs: &[Transcript]) {
        let ours: BTreeMap<&str, &Transcript> =
            self.ours.state.transcripts.iter().map(|one| (one.id.as_str(), one)).collect();
        for transcript in theirs {
            rest(transcript.turns.len() as u64 / TURNS).await;
            match ours.get(transcript.id.as_str()) {
                None => {
                    let at = ours.len() + self.merged.transcripts as usize;
                    self.merged.transcripts += 1;
                    self.changes.push(Change::Transcript(at, Some(Box::new(transcript.clone()))));
                }
                Some(ours) if *ours != transcript => {
                    self.conflict("transcript", &transcript.id);
                    self.differing.insert(transcript.id.clone());
                }
                Some(_) => {}
            }
        }
    }

    fn codebook(&mut self, theirs: &Codebook) {
        let mut codebook = self.ours.state.codebook.clone();
        for code in &theirs.codes {
            match codebook.code(&code.id) {
                None => codebook.codes.push(code.clone()),
                Some(ours) if ours != code => self.conflict("code", &code.id),
                Some(_) => {}
            }
        }
        if codebook != self.ours.state.codebook {
            self.changes.push(Change::Codebook(Box::new(codebook)));
        }
    }

    /// What happened to their codebook stands in the history behind what happened to ours.
    fn revisions(&mut self, theirs: &[Revision]) {
        let mut revisions = self.ours.state.revisions.clone();
        let mut known = revisions.clone();
        for revision in theirs {
            match known.iter().position(|ours| ours == revision) {
                Some(at) => drop(known.remove(at)),
                None => revisions.push(revision.clone()),
            }
        }
        if revisions.len() > self.ours.state.revisions.len() {
            self.changes.push(Change::Revisions(revisions));
        }
    }

    /// A coding, when it is new, says nothing against what its coder decided here, and its turn says here what it said
    /// there.
    fn coding(&mut self, coding: &Coding, theirs: &Project) {
        let known = self.ours.state.codings.get(&coding.id);
        let refusals = &self.ours.state.refusals;
        let against = !refusals.is_empty() && refusals.contains(&refusal(coding));
        if known.is_some_and(|ours| ours == coding) {
            return;
        }
        if known.is_some() || against || !self.same_turn(&coding.transcript, &coding.turn, theirs) {
            return self.conflict("coding", &coding.id);
        }
        self.merged.codings += 1;
        self.changes.push(Change::Coding(coding.id.clone(), Some(coding.clone())));
    }

    fn refusal(&mut self, refusal: &Refusal, theirs: &Project) {
        if self.ours.state.refusals.contains(refusal) {
            return;
        }
        let Refusal { transcript, turn, code, coder } = refusal;
        let mut coded = self.ours.of_turn(transcript, turn);
        let against = coded.any(|ours| (&ours.code, &ours.coder) == (code, coder));
        if against || !self.same_turn(transcript, turn, theirs) {
            return self.conflict("refusal", &format!("{transcript}/{turn}/{code}/{coder}"));
        }
        self.merged.refusals += 1;
        self.changes.push(Change::Refusal(refusal.clone(), true));
    }

    fn done(&mut self, one: &Refusal, theirs: &Project) {
        if self.ours.state.done.contains(one) {
            return;
        }
        if !self.same_turn(&one.transcript, &one.turn, theirs) {
            return self.conflict("turn", &format!("{}/{}", one.transcript, one.turn));
        }
        self.changes.push(Change::Done(one.clone(), true));
    }

    /// Whether a turn of theirs says here what it says there; what is new here does.
    fn same_turn(&self, transcript: &str, turn: &str, theirs: &Project) -> bool {
        let words = |turn: &Turn| (turn.speaker.clone(), turn.text.clone());
        !self.differing.contains(transcript)
            || self.ours.turn(transcript, turn).map(words) == theirs.turn(transcript, turn).map(words)
    }

    /// Memos of which no equal is here, under an id of their own.
    fn memos<'m>(&mut self, theirs: impl Iterator<Item = &'m Memo>) {
        let said = |memo: &Memo| (memo.about.clone(), memo.coder.clone(), memo.text.clone());
        let known: BTreeSet<_> = self.ours.memos().map(said).collect();
        let mut taken: BTreeSet<String> = self.ours.memos().map(|memo| memo.id.clone()).collect();
        for memo in theirs.filter(|memo| !known.contains(&said(memo))) {
            let mut memo = memo.clone();
            while !taken.insert(memo.id.clone()) {
                memo.id = format!("{}-{}", memo.id, memo.coder);
            }
            self.merged.memos += 1;
            self.changes.push(Change::Memo(memo.id.clone(), Some(memo)));
        }
    }

    /// A sample is still blind where either has it so: whoever revealed it alone did so for themselves.
    fn samples(&mut self, theirs: &[Sample]) {
        let mut samples = self.ours.state.samples.clone();
        for theirs in theirs {
            match samples.iter_mut().find(|ours| ours.turns == theirs.turns) {
                Some(ours) => {
                    ours.open |= theirs.open;
                    let new = theirs.shown_before.iter().filter(|place| !ours.shown_before.contains(place));
                    let new: Vec<_> = new.cloned().collect();
                    ours.shown_before.extend(new);
                    ours.shown_before.sort();
                }
                None => {
                    let taken = |id: &String| samples.iter().any(|ours| ours.id == *id);
                    let free = (samples.len() + 1..).map(|number| format!("sample-{number}")).find(|id| !taken(id));
                    let id = if taken(&theirs.id) { free.unwrap_or_default() } else { theirs.id.clone() };
                    samples.push(Sample { id, ..theirs.clone() });
                }
            }
        }
        if samples != self.ours.state.samples {
            self.changes.push(Change::Samples(samples));
        }
    }

    /// What people wrote, of which there is one: summaries, settings, settlements.
    fn written(&mut self, theirs: &State) {
        let ours = &self.ours.state;
        for (key, text) in &theirs.cells {
            match ours.cells.get(key) {
                None => self.changes.push(Change::Cell(key.clone(), Some(text.clone()))),
                Some(ours) if ours != text => self.conflict("summary", &format!("{}/{}", key.0, key.1)),
                Some(_) => {}
            }
        }
        for (key, setting) in &theirs.settings {
            match ours.settings.get(key) {
                None => self.changes.push(Change::Setting(key.clone(), Some(setting.clone()))),
                Some(ours) if ours != setting => self.conflict("setting", key),
                Some(_) => {}
            }
        }
        for (key, settlement) in &theirs.settlements {
            match ours.settlements.get(key) {
                None => self.changes.push(Change::Settlement(key.clone(), Some(settlement.clone()))),
                Some(ours) if ours != settlement => self.conflict("settlement", &format!("{}/{}", key.0, key.1)),
                Some(_) => {}
            }
        }
    }

    /// What was noted on the way: what coders saw, what was drawn by chance, the file of another tool.
    fn noted(&mut self, theirs: &State) {
        let ours = &self.ours.state;
        let seen = theirs.seen.iter().filter(|one| !ours.seen.contains(one));
        self.changes.extend(seen.map(|one| Change::Seen(one.clone(), true)));
        let drawn: BTreeSet<_> = ours.probes.iter().map(super::Probe::about).collect();
        let probes = theirs.probes.iter().filter(|probe| !drawn.contains(&probe.about()));
        self.changes.extend(probes.map(|probe| Change::Probe(probe.clone(), true)));
        match (&ours.origin, &theirs.origin) {
            (None, Some(theirs)) => self.changes.push(Change::Origin(Box::new(Some(theirs.clone())))),
            (Some(ours), Some(theirs)) if ours != theirs => self.conflict("file of another tool", &ours.name),
            _ => {}
        }
    }

    fn conflict(&mut self, what: &str, id: &str) {
        let message = format!("the {what} \"{id}\" differs between the projects; this project's was kept");
        let conflict = Error::new("merge.conflict", message).at_field(id).hint("compare the two and change one");
        self.merged.conflicts.push(conflict);
    }
}
