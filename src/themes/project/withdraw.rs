//! A speaker who takes back their consent: what they said goes, and all that was made from it.

use serde::{Deserialize, Serialize};

use super::Project;
use crate::job::whole;
use crate::ordered::BTreeSet;

/// What went with a speaker who withdrew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    /// Their turns.
    pub turns: u32,
    /// Codings of those, by all coders.
    pub codings: u32,
    /// Memos on those, and memos that quote or name the speaker.
    pub memos: u32,
    /// Summary cells of their case, and others that quote or name them.
    pub summaries: u32,
    /// Examples of codes that quote or name them.
    pub examples: u32,
}

impl Project {
    /// Removes a speaker who withdrew consent: turns, codings, refusals, settlements, what was written about those and the
    /// summary cells of that case; and whatever else, on a code, a case or the project, quotes five words in a row of what
    /// they said or names them: memos, summary cells, reasons of settlements, examples of codes.
    ///
    /// This cannot be undone, and clears the steps that could be, since those may quote the speaker. What only retells
    /// in other words what they said is known to nobody but who wrote it.
    pub fn withdraw(&mut self, speaker: &str) -> Removed {
        let mut gone = Vec::new();
        let mut theirs = Theirs::new(speaker);
        for transcript in &mut self.state.transcripts {
            let id = transcript.id.clone();
            transcript.turns.retain(|turn| {
                let goes = turn.speaker.as_deref() == Some(speaker);
                if goes {
                    theirs.say(&turn.text);
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
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (memos, cells) = (self.state.memos.len(), self.state.cells.len());
        self.state.memos.retain(|_, memo| !about(&memo.about) && !theirs.speak_in(&memo.text));
        self.state.cells.retain(|(case, _), text| case != speaker && !theirs.speak_in(text));
        for settlement in self.state.settlements.values_mut().filter(|one| theirs.speak_in(&one.why)) {
            settlement.why.clear();
        }
        let removed = Removed {
            turns: count(gone.len()),
            codings: count(codings.len()),
            memos: count(memos - self.state.memos.len()),
            summaries: count(cells - self.state.cells.len()),
            examples: self.without_examples(&theirs),
        };
        // Another tool's file holds the words too: its sources are written anew, and the original is not kept.
        let origin = self.state.origin.take();
        self.state.origin =
            origin.and_then(|origin| whole(self.written_back(&origin.without_case(speaker).ok()?, "")).ok());
        self.history = super::History::default();
        self.places.clear();
        self.refresh_if(true);
        removed
    }

    /// Takes the examples out of the codebook that quote or name somebody; how many those were.
    fn without_examples(&mut self, theirs: &Theirs) -> u32 {
        let mut codebook = self.state.codebook.clone();
        let mut gone = 0;
        for code in &mut codebook.codes {
            for examples in [&mut code.examples, &mut code.counter_examples] {
                let before = examples.len();
                examples.retain(|example| !theirs.speak_in(example));
                gone += before - examples.len();
            }
        }
        if gone > 0 {
            let changes = self.revised(codebook, None);
            self.make(changes.into());
        }
        u32::try_from(gone).unwrap_or(u32::MAX)
    }
}

/// What somebody said, to know it again where it is quoted.
struct Theirs {
    name: Vec<String>,
    rows: BTreeSet<String>,
}

impl Theirs {
    /// Words in a row that nobody writes by chance.
    const ROW: usize = 5;

    fn new(speaker: &str) -> Self {
        Self { name: plain(speaker), rows: BTreeSet::new() }
    }

    fn say(&mut self, text: &str) {
        self.rows.extend(plain(text).windows(Self::ROW).map(|row| row.join(" ")));
    }

    /// Whether a text quotes or names them.
    fn speak_in(&self, text: &str) -> bool {
        let words = plain(text);
        let named = !self.name.is_empty() && words.windows(self.name.len()).any(|row| row == self.name);
        named || words.windows(Self::ROW).any(|row| self.rows.contains(&row.join(" ")))
    }
}

/// The words of a text in small letters.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
