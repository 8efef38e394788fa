//! A turn that was heard wrongly, put right after coding.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Change, Coding, History, Project, coding_id, no_turn};
use crate::error::Result;
use crate::job::{rest, whole};
use crate::transcripts::{Cue, Passage, Transcript, Turn, offsets, reanchor};

/// What correcting a turn takes, as [`rest`] counts.
const TURN_TAKES: u64 = 5;

/// What a correction did to what was coded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Corrected {
    /// How many codings of passages are on the same words at another place.
    pub moved: u32,
    /// Codings of passages whose words are no longer there, or of which it is not sure where they are. They are taken out.
    pub lost: Vec<Coding>,
}

impl Project {
    /// Puts right what a turn says and, where given, who says it (`""`: nobody knows). Codings of the turn stay; those of
    /// its passages go to where their words are now, as [`reanchor`] finds them, and what could not be is listed. One
    /// step to undo. The new words are taken as they are: nobody looks for names in them.
    ///
    /// # Errors
    /// `coding.unknown_turn`.
    pub fn correct(&mut self, transcript: &str, turn: &str, text: &str, speaker: Option<&str>) -> Result<Corrected> {
        let before = self.turn(transcript, turn).ok_or_else(|| no_turn(transcript, turn))?;
        let mut now = Turn { text: text.to_owned(), cues: cues(before, text), ..before.clone() };
        if let Some(speaker) = speaker {
            now.speaker = Some(speaker.trim().to_owned()).filter(|speaker| !speaker.is_empty());
        }
        let mut corrected = Corrected::default();
        let changes = self.corrections(transcript, now, &mut corrected)?;
        if !changes.is_empty() {
            self.make(changes);
        }
        Ok(corrected)
    }

    /// Takes a transcript of the project as it was de-identified anew, after people decided about more words: turns whose
    /// words are others now are corrected, all in one go. Turns that are not in it stay, and so does what people wrote.
    ///
    /// This cannot be undone, and clears the steps that could be: they hold what is replaced only now.
    ///
    /// ```
    /// use peer_circle::themes::{Opening, Project};
    /// use peer_circle::transcripts::{Decision, Deidentifier, Kind, Policy, read_text};
    ///
    /// let said = read_text("Ana: I come from the valley.\nBen: So do I.").value;
    /// let first = Deidentifier::default().run(&said);
    /// let mut project = Project::open(Opening { transcripts: vec![first.transcript], ..Opening::default() })?.value;
    /// let decisions = vec![Decision::Mark { text: "the valley".to_owned(), kind: Kind::Place, only: None }];
    /// let policy = Policy { decisions, ..Policy::default() };
    /// let mut anew = Deidentifier { policy, key: first.key, ..Deidentifier::default() }.run(&said).transcript;
    /// anew.id = project.transcripts()[0].id.clone();
    /// project.renew(&anew)?;
    /// assert_eq!(project.transcripts()[0].turns[0].text, "I come from Place 1.");
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    ///
    /// # Errors
    /// `coding.unknown_turn` for a turn, or a transcript, that the project does not have; nothing is changed then.
    pub fn renew(&mut self, transcript: &Transcript) -> Result<Corrected> {
        whole(self.renew_in_steps(transcript))
    }

    /// The same in steps.
    pub(crate) async fn renew_in_steps(&mut self, transcript: &Transcript) -> Result<Corrected> {
        let mut corrected = Corrected::default();
        let mut changes = Vec::new();
        for turn in &transcript.turns {
            changes.extend(self.corrections(&transcript.id, turn.clone(), &mut corrected)?);
            rest(TURN_TAKES).await;
        }
        self.make_in_steps(changes).await;
        self.history = History::default();
        let known = Arc::make_mut(&mut self.state.transcripts).iter_mut().find(|one| one.id == transcript.id);
        if let Some(known) = known {
            known.looked_for.clone_from(&transcript.looked_for);
            known.found.clone_from(&transcript.found);
            known.remaining = transcript.remaining;
        }
        Ok(corrected)
    }

    /// What has to change for a turn to be as it is given: the turn, and the codings of its passages.
    fn corrections(&self, transcript: &str, now: Turn, corrected: &mut Corrected) -> Result<Vec<Change>> {
        let missing = || no_turn(transcript, &now.id);
        let (at, turns) = self.places.get(transcript).ok_or_else(missing)?;
        let place = (*at, *turns.get(&now.id).ok_or_else(missing)?);
        let before = self.turn(transcript, &now.id).ok_or_else(missing)?;
        if now == *before {
            return Ok(Vec::new());
        }
        let (mut changes, mut new) = (Vec::new(), Vec::new());
        let codings: Vec<(&Coding, super::Passage)> =
            self.of_turn(transcript, &now.id).filter_map(|coding| Some((coding, coding.passage?))).collect();
        let passages: Vec<Passage> = codings.iter().map(|(_, one)| Passage { from: one.from, to: one.to }).collect();
        for ((coding, passage), found) in codings.iter().zip(reanchor(&before.text, &now.text, &passages)) {
            match found.map(|Passage { from, to }| super::Passage { from, to }) {
                Some(found) if found == *passage => {}
                Some(found) => {
                    corrected.moved += 1;
                    let whole = found.from == 0 && found.to == offsets::units(&now.text);
                    let mut moved = Coding { passage: Some(found).filter(|_| !whole), ..(*coding).clone() };
                    moved.id = coding_id(&moved);
                    changes.extend(self.memos_to(&coding.id, &moved.id));
                    new.push(moved);
                    changes.push(Change::Coding(coding.id.clone(), None));
                }
                None => {
                    corrected.lost.push((*coding).clone());
                    changes.push(Change::Coding(coding.id.clone(), None));
                }
            }
        }
        changes.extend(new.into_iter().map(|coding| Change::Coding(coding.id.clone(), Some(coding))));
        changes.push(Change::Turn(place, Box::new(now)));
        Ok(changes)
    }
}

/// The cues of a turn over its new text: each where its words are, else between those beside it.
fn cues(turn: &Turn, text: &str) -> Vec<Cue> {
    let passages: Vec<Passage> = turn.cues.iter().map(|cue| Passage { from: cue.from, to: cue.to }).collect();
    let found = reanchor(&turn.text, text, &passages);
    let mut end = 0;
    let placed = |(at, cue): (usize, &Cue)| {
        let next = || found.get(at + 1..)?.iter().flatten().next();
        let to = next().map_or(offsets::units(text), |next| next.from.max(end));
        let passage = found.get(at).copied().flatten().filter(|one| one.from >= end);
        let passage = passage.unwrap_or(Passage { from: end, to });
        end = passage.to;
        Cue { from: passage.from, to: passage.to, ..cue.clone() }
    };
    turn.cues.iter().enumerate().map(placed).collect()
}
