//! Changing what is coded and what it is coded with.

use super::{Change, Project, open};
use crate::error::{Read, Result};
use crate::job::{rest, whole};
use crate::ordered::BTreeSet;
use crate::themes::Codebook;
use crate::transcripts::Transcript;

/// What looking at a coding takes, as [`rest`] counts.
const CODING_TAKES: u64 = 1;

impl Project {
    /// Adds a de-identified transcript. Problems: an id that is taken (the new one is renamed).
    pub fn add(&mut self, transcript: Transcript) -> Read<String> {
        whole(self.add_in_steps(transcript))
    }

    /// The same in steps.
    pub(crate) async fn add_in_steps(&mut self, mut transcript: Transcript) -> Read<String> {
        let (at, taken) = (self.state.transcripts.len(), self.places.keys().cloned().collect());
        let problems = open::name(&mut transcript, at, &taken).await;
        let id = transcript.id.clone();
        self.make_in_steps(vec![Change::Transcript(at, Some(Box::new(transcript)))]).await;
        Read { value: id, problems }
    }

    /// Changes the codebook; codings of codes that it no longer has are taken out (undo brings them back).
    /// Returns how many that were.
    ///
    /// # Errors
    /// The first problem of the codebook; nothing is changed then.
    pub fn set_codebook(&mut self, codebook: Codebook) -> Result<u32> {
        whole(self.set_codebook_in_steps(codebook))
    }

    /// The same in steps.
    pub(crate) async fn set_codebook_in_steps(&mut self, codebook: Codebook) -> Result<u32> {
        let codebook = codebook.settled().checked()?;
        let there: BTreeSet<&str> = codebook.codes.iter().map(|code| code.id.as_str()).collect();
        let mut changes = Vec::new();
        for coding in self.state.codings.values() {
            let gone = !there.contains(coding.code.as_str());
            changes.extend(gone.then(|| Change::Coding(coding.id.clone(), None)));
            rest(CODING_TAKES).await;
        }
        let count = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        changes.extend(self.revised(codebook, None));
        self.make_in_steps(changes).await;
        Ok(count)
    }

    /// Writes the summary cell of a case and a code in the framework matrix; an empty text clears it.
    pub fn summarise(&mut self, case: &str, code: &str, text: &str) {
        let text = (!text.trim().is_empty()).then(|| text.to_owned());
        self.make(vec![Change::Cell((case.to_owned(), code.to_owned()), text)]);
    }
}
