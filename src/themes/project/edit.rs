//! Changing what is coded and what it is coded with.

use crate::ordered::BTreeSet;

use super::{Change, Project, open};
use crate::error::{Read, Result};
use crate::themes::Codebook;
use crate::transcripts::Transcript;

impl Project {
    /// Adds a de-identified transcript. Problems: an id that is taken (the new one is renamed).
    pub fn add(&mut self, mut transcript: Transcript) -> Read<String> {
        let (at, taken) = (self.state.transcripts.len(), self.places.keys().cloned().collect());
        let problems = open::name(&mut transcript, at, &taken);
        let id = transcript.id.clone();
        self.make(vec![Change::Transcript(at, Some(Box::new(transcript)))]);
        Read { value: id, problems }
    }

    /// Changes the codebook; codings of codes that it no longer has are taken out (undo brings them back).
    /// Returns how many that were.
    ///
    /// # Errors
    /// The first problem of the codebook; nothing is changed then.
    pub fn set_codebook(&mut self, codebook: Codebook) -> Result<u32> {
        let codebook = codebook.settled().checked()?;
        let gone = self.state.codings.values().filter(|coding| codebook.code(&coding.code).is_none());
        let mut changes: Vec<Change> = gone.map(|coding| Change::Coding(coding.id.clone(), None)).collect();
        let count = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        changes.extend(self.revised(codebook, None));
        self.make(changes);
        Ok(count)
    }

    /// Writes the summary cell of a case and a code in the framework matrix; an empty text clears it.
    pub fn summarise(&mut self, case: &str, code: &str, text: &str) {
        let text = (!text.trim().is_empty()).then(|| text.to_owned());
        self.make(vec![Change::Cell((case.to_owned(), code.to_owned()), text)]);
    }

    /// Removes a speaker who withdrew consent: turns, codings, refusals, settlements, memos and the summary cells of that case.
    /// This cannot be undone, and clears the steps that could be, since those may quote the speaker.
    /// Returns how many turns went.
    pub fn withdraw(&mut self, speaker: &str) -> u32 {
        let mut gone = Vec::new();
        for transcript in &mut self.state.transcripts {
            let id = transcript.id.clone();
            transcript.turns.retain(|turn| {
                let goes = turn.speaker.as_deref() == Some(speaker);
                if goes {
                    gone.push((id.clone(), turn.id.clone()));
                }
                !goes
            });
        }
        let gone: BTreeSet<(String, String)> = gone.into_iter().collect();
        let goes = |transcript: &str, turn: &str| gone.contains(&(transcript.to_owned(), turn.to_owned()));
        let codings: BTreeSet<String> =
            self.state.codings.values().filter(|c| goes(&c.transcript, &c.turn)).map(|c| c.id.clone()).collect();
        self.state.codings.retain(|id, _| !codings.contains(id));
        self.state.refusals.retain(|refusal| !goes(&refusal.transcript, &refusal.turn));
        self.state.settlements.retain(|(transcript, turn), _| !goes(transcript, turn));
        self.state.done.retain(|done| !goes(&done.transcript, &done.turn));
        self.state.probes.retain(|probe| !goes(&probe.transcript, &probe.turn));
        self.vectors.retain(|(transcript, turn), _| !goes(transcript, turn));
        self.state.seen.retain(|seen| !goes(&seen.transcript, &seen.turn));
        for sample in &mut self.state.samples {
            for places in [&mut sample.turns, &mut sample.shown_before] {
                places.retain(|place| !goes(&place.transcript, &place.turn));
            }
        }
        let turns: BTreeSet<String> = gone.iter().map(|(transcript, turn)| format!("{transcript}/{turn}")).collect();
        let about = |about: &str| codings.contains(about) || turns.contains(about);
        self.state.memos.retain(|_, memo| !about(&memo.about));
        self.state.cells.retain(|(case, _), _| case != speaker);
        // Another tool's file holds the words too: its sources are written anew, and the original is not kept.
        let origin = self.state.origin.take();
        self.state.origin = origin.and_then(|origin| self.written_back(&origin.without_case(speaker).ok()?, "").ok());
        self.history = super::History::default();
        self.places.clear();
        self.refresh_if(true);
        u32::try_from(gone.len()).unwrap_or(u32::MAX)
    }
}
