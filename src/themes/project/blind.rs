//! Coding blind: a sample that several coders code without seeing suggestions or each other's codings, and a record of
//! what each coder saw.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Change, Coding, Project};
use crate::error::{Error, Result};
use crate::job::{rest, whole};

/// Turns that are drawn together when the caller does not say: enough to follow a conversation.
const BLOCK: u32 = 10;

/// What looking at a coding or a turn takes, as [`rest`] counts.
const CODING_TAKES: u64 = 1;

/// How a sample is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Draw {
    /// How much of the turns, above 0 and up to 1; a tenth to a quarter is usual.
    pub share: f64,
    /// What decides which: one seed, one sample.
    pub seed: u32,
    /// Turns in a row that are drawn together; 10 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<u32>,
    /// Out of these transcripts; all when empty.
    pub transcripts: Vec<String>,
}

/// Turns that several coders code independently.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// What tells this sample from others: `sample-1` and so on.
    pub id: String,
    /// The share that was asked for.
    pub share: f64,
    /// The seed it was drawn by.
    pub seed: u32,
    /// It is coded blind: its turns have no suggestions, and nobody sees another's codings in it.
    pub open: bool,
    /// Its turns, in the order of the transcripts.
    pub turns: Vec<TurnPlace>,
    /// Those of them on which somebody had been shown suggestions or codings of others before: not quite blind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_before: Vec<TurnPlace>,
}

/// A turn of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TurnPlace {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
}

/// Something beside the text that was shown to a coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Shown {
    /// A suggestion.
    Suggestion,
    /// A coding by somebody else.
    OthersCoding,
}

/// What a coder was shown on a turn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// Who.
    pub coder: String,
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// What.
    pub shown: Shown,
}

/// What a coder did in a transcript, and what they saw there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// Who.
    pub coder: String,
    /// The transcript.
    pub transcript: String,
    /// Codings by hand.
    pub by_hand: u32,
    /// Codings that were suggestions.
    pub accepted: u32,
    /// Suggestions that were turned down.
    pub refused: u32,
    /// Turns on which suggestions were shown.
    pub saw_suggestions: u32,
    /// Turns on which codings by others were shown.
    pub saw_others: u32,
    /// Turns with a coding or refusal on which neither was shown.
    pub blind: u32,
}

impl Sample {
    /// Everything else that it has.
    #[cfg(feature = "wasm")]
    pub(crate) fn without_turns(&self) -> Self {
        let (id, turns, shown_before) = (self.id.clone(), Vec::new(), Vec::new());
        Self { id, turns, shown_before, ..*self }
    }
}

impl Project {
    /// Draws a sample to be coded blind: as long as it is open, its turns have no [suggestions](Self::suggest) and
    /// [`visible`](Self::visible) hides the codings of others in it. What a sample before has is not drawn again.
    ///
    /// # Errors
    /// `sample.share` when the share is not above 0 and up to 1, `sample.empty` when there is nothing left to draw.
    ///
    /// ```
    /// use peer_circle::themes::{Draw, Opening, Project};
    /// use peer_circle::transcripts::{Transcript, Turn};
    ///
    /// let turns = (0..40).map(|n| Turn { id: format!("t{n}"), text: "I felt so alone".into(), ..Turn::default() });
    /// let transcript = Transcript { id: "s1".into(), turns: turns.collect(), ..Transcript::default() };
    /// let mut project = Project::open(Opening { transcripts: vec![transcript], ..Opening::default() })?.value;
    /// let sample = project.draw(&Draw { share: 0.25, seed: 7, ..Draw::default() })?;
    /// assert_eq!(sample.turns.len(), 10);
    /// let suggested = project.suggest(&Default::default());
    /// assert!(suggested.iter().all(|one| sample.turns.iter().all(|place| place.turn != one.turn)));
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn draw(&mut self, draw: &Draw) -> Result<Sample> {
        whole(self.draw_in_steps(draw))
    }

    /// The same in steps.
    pub(crate) async fn draw_in_steps(&mut self, draw: &Draw) -> Result<Sample> {
        if !(draw.share > 0.0 && draw.share <= 1.0) {
            let message = format!("{} is no share of the turns", draw.share);
            return Err(Error::new("sample.share", message).at_field("share").hint("above 0 and up to 1"));
        }
        let mut blocks = self.blocks(draw).await;
        let all: usize = blocks.iter().map(|(_, turns)| turns.len()).sum();
        let wanted = libm::ceil(draw.share * all as f64) as usize;
        blocks.sort_by_cached_key(|(number, _)| mixed(u64::from(draw.seed) << 32 | number));
        let mut drawn: BTreeMap<u64, Vec<(&str, &str)>> = BTreeMap::new();
        let mut count = 0;
        for (number, mut turns) in blocks {
            turns.truncate(wanted - count);
            count += turns.len();
            drawn.insert(number, turns);
            if count == wanted {
                break;
            }
        }
        let mut turns: Vec<TurnPlace> = Vec::with_capacity(count);
        for (transcript, turn) in drawn.into_values().flatten() {
            turns.push(TurnPlace { transcript: transcript.to_owned(), turn: turn.to_owned() });
            rest(CODING_TAKES).await;
        }
        if turns.is_empty() {
            return Err(Error::new("sample.empty", "there are no turns to draw from that are in no sample yet")
                .hint("add a transcript, or use the samples there are"));
        }
        let taken = |id: &String| self.state.samples.iter().any(|sample| sample.id == *id);
        let numbers = self.state.samples.len() + 1..;
        let id = numbers.map(|number| format!("sample-{number}")).find(|id| !taken(id)).unwrap_or_default();
        let seen: BTreeSet<(&str, &str)> =
            self.state.seen.iter().map(|seen| (seen.transcript.as_str(), seen.turn.as_str())).collect();
        let was_seen = |place: &&TurnPlace| seen.contains(&(place.transcript.as_str(), place.turn.as_str()));
        let shown_before = turns.iter().filter(was_seen).cloned().collect();
        let sample = Sample { id, share: draw.share, seed: draw.seed, open: true, turns, shown_before };
        let mut samples = self.state.samples.clone();
        samples.push(sample.clone());
        self.make(vec![Change::Samples(samples)]);
        Ok(sample)
    }

    /// What coders were shown.
    #[cfg(feature = "wasm")]
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Seen> {
        self.state.seen.iter()
    }

    /// The samples, in the order in which they were drawn.
    pub fn samples(&self) -> &[Sample] {
        &self.state.samples
    }

    /// Ends the blind coding of a sample: its turns have suggestions again and everybody's codings are shown, so that
    /// disagreements can be discussed.
    ///
    /// # Errors
    /// `sample.unknown` when there is none with this id.
    pub fn reveal(&mut self, id: &str) -> Result<()> {
        let mut samples = self.state.samples.clone();
        let sample = samples.iter_mut().find(|sample| sample.id == id);
        let sample = sample.ok_or_else(|| {
            Error::new("sample.unknown", format!("there is no sample \"{id}\""))
                .hint("use the id of one of the project's samples")
        })?;
        if std::mem::take(&mut sample.open) {
            self.make(vec![Change::Samples(samples)]);
        }
        Ok(())
    }

    /// The codings that the present coder may see, in the order of the transcripts: all but those of others in an open
    /// sample. That others' codings were shown is written down, see [`log`](Self::log).
    pub fn visible(&mut self) -> Vec<Coding> {
        let (visible, others) = whole(self.visible_in_steps());
        let visible = visible.into_iter().cloned().collect();
        self.note_others(&self.coder.clone(), &others);
        visible
    }

    /// The same in steps, nothing of it written down; and those turns on which others' codings are among them.
    pub(crate) async fn visible_in_steps(&self) -> (Vec<&Coding>, Vec<TurnPlace>) {
        let blind = self.blind();
        let (mut visible, mut others) = (Vec::new(), Vec::new());
        for (coding, _) in self.in_order().await {
            rest(CODING_TAKES).await;
            let Coding { transcript, turn, coder, .. } = coding;
            let other = *coder != self.coder;
            if other && blind.contains(&(transcript.as_str(), turn.as_str())) {
                continue;
            }
            visible.push(coding);
            let known = |last: &TurnPlace| (&last.transcript, &last.turn) == (transcript, turn);
            if other && !others.last().is_some_and(known) {
                others.push(TurnPlace { transcript: transcript.clone(), turn: turn.clone() });
            }
        }
        (visible, others)
    }

    /// Writes down that a coder was shown codings by others on these turns.
    pub(crate) fn note_others(&mut self, coder: &str, places: &[TurnPlace]) {
        let seen = |TurnPlace { transcript, turn }: &TurnPlace| Seen {
            coder: coder.to_owned(),
            transcript: transcript.clone(),
            turn: turn.clone(),
            shown: Shown::OthersCoding,
        };
        self.state.seen.extend(places.iter().map(seen));
    }

    /// What each coder did in each transcript, and what they saw there.
    pub fn log(&self) -> Vec<LogRow> {
        let mut rows: BTreeMap<(&str, &str), LogRow> = BTreeMap::new();
        let mut worked: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for coding in self.state.codings.values() {
            let row = rows.entry((&coding.coder, &coding.transcript)).or_default();
            *if coding.suggested.is_some() { &mut row.accepted } else { &mut row.by_hand } += 1;
            worked.entry((&coding.coder, &coding.transcript)).or_default().insert(&coding.turn);
        }
        for refusal in &self.state.refusals {
            rows.entry((&refusal.coder, &refusal.transcript)).or_default().refused += 1;
            worked.entry((&refusal.coder, &refusal.transcript)).or_default().insert(&refusal.turn);
        }
        for seen in &self.state.seen {
            let row = rows.entry((&seen.coder, &seen.transcript)).or_default();
            *if seen.shown == Shown::Suggestion { &mut row.saw_suggestions } else { &mut row.saw_others } += 1;
            worked.entry((&seen.coder, &seen.transcript)).or_default().remove(seen.turn.as_str());
        }
        for (key, turns) in worked {
            rows.entry(key).or_default().blind = u32::try_from(turns.len()).unwrap_or(u32::MAX);
        }
        let named = |((coder, transcript), row): ((&str, &str), LogRow)| LogRow {
            coder: coder.to_owned(),
            transcript: transcript.to_owned(),
            ..row
        };
        rows.into_iter().map(named).collect()
    }

    /// The turns of open samples.
    pub(super) fn blind(&self) -> BTreeSet<(&str, &str)> {
        let open = self.state.samples.iter().filter(|sample| sample.open);
        open.flat_map(|sample| &sample.turns).map(|place| (place.transcript.as_str(), place.turn.as_str())).collect()
    }

    /// Writes down what the present coder is shown; no step to undo, since it was seen.
    pub(super) fn note_shown(&mut self, places: BTreeSet<(String, String)>, shown: Shown) {
        let coder = self.coder.clone();
        let seen = |(transcript, turn)| Seen { coder: coder.clone(), transcript, turn, shown };
        self.state.seen.extend(places.into_iter().map(seen));
    }

    /// Turns in rows, none of them in a sample yet, each row with its number.
    async fn blocks(&self, draw: &Draw) -> Vec<(u64, Vec<(&str, &str)>)> {
        let drawn = self.state.samples.iter().flat_map(|sample| &sample.turns);
        let drawn: BTreeSet<(&str, &str)> =
            drawn.map(|place| (place.transcript.as_str(), place.turn.as_str())).collect();
        let wanted = |id: &String| draw.transcripts.is_empty() || draw.transcripts.contains(id);
        let block = draw.block.unwrap_or(BLOCK).max(1) as usize;
        let (mut blocks, mut number) = (Vec::new(), 0);
        for transcript in self.state.transcripts.iter().filter(|transcript| wanted(&transcript.id)) {
            for turns in transcript.turns.chunks(block) {
                let places = turns.iter().map(|turn| (transcript.id.as_str(), turn.id.as_str()));
                let fresh: Vec<(&str, &str)> = places.filter(|place| !drawn.contains(place)).collect();
                blocks.extend((!fresh.is_empty()).then_some((number, fresh)));
                number += 1;
                rest(turns.len() as u64 * CODING_TAKES).await;
            }
        }
        blocks
    }
}

/// The bits of a number well mixed (SplitMix64's finisher).
pub(super) fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
