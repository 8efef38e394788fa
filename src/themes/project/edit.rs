//! Changing what is coded and what it is coded with.

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
}
