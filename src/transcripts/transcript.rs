//! What every reader yields: a transcript as speaker turns that keep their times and cues.

use serde::{Deserialize, Serialize};

use super::deid::Kind;
use crate::encoding::Encoding;
use crate::ordered::BTreeMap;

/// What was said in one session, speaker turn by speaker turn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Transcript {
    /// What tells this transcript from others of a project; `""` until the project gives one.
    #[serde(default)]
    pub id: String,
    /// The name that people know it by, often that of its file.
    #[serde(default)]
    pub title: String,
    /// The format that was recognised.
    #[serde(default)]
    pub format: Format,
    /// The encoding that was recognised.
    #[serde(default)]
    pub encoding: Encoding,
    /// What was looked for when it was de-identified; empty when nobody knows that anything was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looked_for: Vec<Kind>,
    /// How many of each kind were found then.
    #[cfg_attr(feature = "wasm", tsify(type = "Partial<Record<Kind, number>>"))]
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub found: BTreeMap<Kind, u32>,
    /// How many places were left then for a person to look at; nothing when nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining: Option<u32>,
    /// The turns, in the order of the file.
    pub turns: Vec<Turn>,
}

/// One speaker's uninterrupted speech.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// What tells this turn from the others of its transcript: `t1`, `t2`, ... by its place in the file.
    pub id: String,
    /// Who spoke, as the file has it; nothing where the file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// When the turn starts, in milliseconds from the start of the recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
    /// When the turn ends, in milliseconds from the start of the recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u64>,
    /// What was said, without the speaker's name; the texts of its cues are joined by a space.
    pub text: String,
    /// The cues (captions) that the turn was joined from; empty for formats without cues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
}

/// One caption of a timed transcript, and which part of its turn it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Cue {
    /// The identifier that the file gives it; often a number, may be empty.
    #[serde(default)]
    pub id: String,
    /// When it starts, in milliseconds from the start of the recording.
    pub start: u64,
    /// When it ends, in milliseconds from the start of the recording.
    pub end: u64,
    /// Where it starts in the turn's text, in UTF-16 units.
    pub from: u32,
    /// Where it ends in the turn's text (exclusive), in UTF-16 units.
    pub to: u32,
}

/// The format of a transcript, recognised by its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// `WEBVTT`: Zoom, Teams and most players.
    Webvtt,
    /// SubRip: numbered captions with commas in the times.
    Srt,
    /// A table with a column for the speaker and one for the text.
    Csv,
    /// A Word document, its paragraphs read as lines: what Teams writes.
    Docx,
    /// Lines that start with a speaker's name, a time, or both.
    Speakers,
    /// Text in which no speaker was found: one turn for each paragraph.
    #[default]
    Plain,
}

impl Transcript {
    /// Everything else that it has.
    #[cfg(feature = "wasm")]
    pub(crate) fn without_turns(&self) -> Self {
        let Self { id, title, format, encoding, looked_for, found, remaining, .. } = self;
        Self {
            id: id.clone(),
            title: title.clone(),
            format: *format,
            encoding: *encoding,
            looked_for: looked_for.clone(),
            found: found.clone(),
            remaining: *remaining,
            turns: Vec::new(),
        }
    }

    /// The turn with this id.
    pub fn turn(&self, id: &str) -> Option<&Turn> {
        // Turns keep the order of their numbers unless a reader's owner has renamed them.
        self.turns.iter().find(|turn| turn.id == id)
    }

    /// Everybody who speaks, each once, in the order of their first turn.
    pub fn speakers(&self) -> Vec<&str> {
        let mut seen = crate::ordered::BTreeSet::new();
        self.turns.iter().filter_map(|turn| turn.speaker.as_deref()).filter(|name| seen.insert(*name)).collect()
    }
}

impl Turn {
    /// The part of the text between two offsets in UTF-16 units; nothing when they do not fall between characters.
    ///
    /// ```
    /// use peer_circle::transcripts::Turn;
    ///
    /// let turn = Turn { text: "😀 fine".to_owned(), ..Turn::default() };
    /// assert_eq!(turn.slice(3, 7), Some("fine"));
    /// assert_eq!(turn.slice(1, 7), None);
    /// ```
    pub fn slice(&self, from: u32, to: u32) -> Option<&str> {
        self.text.get(super::offsets::to_bytes(&self.text, from)?..super::offsets::to_bytes(&self.text, to)?)
    }
}
