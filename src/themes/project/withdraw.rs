//! A speaker who takes back their consent: what they said goes, and all that was made from it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Project;
use crate::job::{rest, step_ends, told, whole};
use crate::ordered::{BTreeMap, BTreeSet};

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

/// The turns of somebody, by transcript.
type Gone = BTreeMap<String, BTreeSet<String>>;

/// What looking at a turn or a coding takes, as [`rest`] counts.
const TURN_TAKES: u64 = 1;

impl Project {
    /// Removes a speaker who withdrew consent: turns, codings, refusals, settlements, what was written about those and the
    /// summary cells of that case; and whatever else, on a code, a case or the project, quotes five words in a row of what
    /// they said or names them: memos, summary cells, reasons of settlements, examples of codes.
    ///
    /// This cannot be undone, and clears the steps that could be, since those may quote the speaker. What only retells
    /// in other words what they said is known to nobody but who wrote it.
    pub fn withdraw(&mut self, speaker: &str) -> Removed {
        whole(self.withdraw_in_steps(speaker))
    }

    /// The same in steps.
    pub(crate) async fn withdraw_in_steps(&mut self, speaker: &str) -> Removed {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut gone = Gone::default();
        let mut theirs = Theirs::new(speaker);
        let mut removed = Removed::default();
        for transcript in Arc::make_mut(&mut self.state.transcripts) {
            let turns = std::mem::take(&mut transcript.turns);
            transcript.turns.reserve(turns.len());
            for turn in told(turns) {
                if turn.speaker.as_deref() == Some(speaker) {
                    theirs.say(&turn.text);
                    gone.entry(transcript.id.clone()).or_default().insert(turn.id);
                } else {
                    transcript.turns.push(turn);
                }
                rest(TURN_TAKES).await;
            }
        }
        let goes = |transcript: &str, turn: &str| gone.get(transcript).is_some_and(|turns| turns.contains(turn));
        let mut codings: BTreeSet<String> = BTreeSet::new();
        for coding in self.state.codings.values() {
            codings.extend(goes(&coding.transcript, &coding.turn).then(|| coding.id.clone()));
            rest(TURN_TAKES).await;
        }
        for id in &codings {
            self.state.codings.remove(id);
            rest(TURN_TAKES).await;
        }
        self.state.refusals.retain(|refusal| !goes(&refusal.transcript, &refusal.turn));
        self.state.settlements.retain(|(transcript, turn), _| !goes(transcript, turn));
        step_ends().await;
        self.state.done.retain(|done| !goes(&done.transcript, &done.turn));
        self.state.probes.retain(|probe| !goes(&probe.transcript, &probe.turn));
        step_ends().await;
        Arc::make_mut(&mut self.vectors).retain(|(transcript, turn), _| !goes(transcript, turn));
        step_ends().await;
        self.state.seen.retain(|seen| !goes(&seen.transcript, &seen.turn));
        step_ends().await;
        for sample in &mut self.state.samples {
            for places in [&mut sample.turns, &mut sample.shown_before] {
                places.retain(|place| !goes(&place.transcript, &place.turn));
            }
            step_ends().await;
        }
        let about = |about: &str| {
            codings.contains(about)
                || about.match_indices('/').any(|(at, _)| {
                    let (transcript, turn) = about.split_at_checked(at).unwrap_or_default();
                    goes(transcript, turn.get(1..).unwrap_or_default())
                })
        };
        let (memos, cells) = (self.state.memos.len(), self.state.cells.len());
        self.state.memos.retain(|_, memo| !about(&memo.about) && !theirs.speak_in(&memo.text));
        self.state.cells.retain(|(case, _), text| case != speaker && !theirs.speak_in(text));
        for settlement in self.state.settlements.values_mut().filter(|one| theirs.speak_in(&one.why)) {
            settlement.why.clear();
        }
        removed.turns = count(gone.values().map(BTreeSet::len).sum());
        removed.codings = count(codings.len());
        removed.memos = count(memos - self.state.memos.len());
        removed.summaries = count(cells - self.state.cells.len());
        let places = Arc::make_mut(&mut self.places);
        for (transcript, _) in &gone {
            places.remove(transcript);
        }
        std::mem::take(&mut self.history).let_go().await;
        self.refresh_if(true).await;
        removed.examples = self.without_examples(&theirs).await;
        // Another tool's file holds the words too: its sources are written anew, and the original is not kept.
        if let Some(origin) = self.state.origin.take().and_then(|origin| origin.without_case(speaker).ok()) {
            self.state.origin = self.written_back(&origin, "").await.ok();
        }
        // What was changed in the codebook quotes them too.
        self.history = super::History::default();
        removed
    }

    /// Takes the examples out of the codebook that quote or name somebody; how many those were.
    async fn without_examples(&mut self, theirs: &Theirs) -> u32 {
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
            self.make_in_steps(changes.into()).await;
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
