//! Joins what one speaker says in a row into turns.

use super::offsets::units;
use super::words::is_unseen;
use super::{Cue, Turn};

/// A pause after which speech of unknown speakers starts a new turn, in milliseconds.
const PAUSE: u64 = 2_000;

/// Unknown speakers' captions are joined up to about this many characters: what a person reads at a glance.
const LONG: usize = 600;

/// A turn longer than this, in UTF-16 units, goes on as a further one: hours of speech, which no page shows at once.
const LONGEST: u32 = 1 << 20;

/// One piece of speech as a reader finds it.
#[derive(Default)]
pub(super) struct Piece {
    /// Who speaks; nothing when the piece does not say.
    pub speaker: Option<String>,
    pub text: String,
    /// The identifier of its cue and its times in milliseconds, in formats that have them.
    pub cue: Option<(String, u64, u64)>,
    /// When it starts, in formats that give a start alone.
    pub start: Option<u64>,
    /// Whether the format says that somebody else speaks from here on, without saying who.
    pub change: bool,
}

/// The turns so far.
#[derive(Default)]
pub(super) struct Turns {
    turns: Vec<Turn>,
    /// How many were given away before these.
    given: usize,
    /// The length of the last turn's text in UTF-16 units.
    length: u32,
}

impl Turns {
    pub(super) fn push(&mut self, mut piece: Piece) {
        piece.speaker = piece.speaker.map(seen).filter(|name| !name.is_empty());
        let text = tidy(&piece.text);
        if text.is_empty() && piece.cue.is_none() && piece.speaker.is_none() {
            return;
        }
        if !self.continues(&piece) {
            self.open(&piece);
        }
        let Some(turn) = self.turns.last_mut() else { return };
        if !text.is_empty() && !turn.text.is_empty() {
            turn.text.push(' ');
            self.length = self.length.saturating_add(1);
        }
        let from = self.length;
        turn.text.push_str(&text);
        self.length = from.saturating_add(units(&text));
        if let Some((id, start, end)) = piece.cue {
            // Cues may overlap and run backwards; the turn spans them all.
            turn.start = Some(turn.start.map_or(start, |first| first.min(start)));
            turn.end = Some(turn.end.map_or(end, |last| last.max(end)));
            turn.cues.push(Cue { id, start, end, from, to: self.length });
        }
    }

    /// Gives away all turns that no further piece can go on with.
    pub(super) fn ended(&mut self) -> Vec<Turn> {
        let ended: Vec<Turn> = self.turns.drain(..self.turns.len().saturating_sub(1)).collect();
        self.given += ended.len();
        ended
    }

    pub(super) fn finish(self) -> Vec<Turn> {
        self.turns
    }

    fn open(&mut self, piece: &Piece) {
        let id = format!("t{}", self.given + self.turns.len() + 1);
        // A cue that does not say who speaks goes on with whoever spoke.
        let speaker = match (&piece.speaker, piece.change) {
            (None, false) => self.turns.last().and_then(|turn| turn.speaker.clone()),
            (speaker, _) => speaker.clone(),
        };
        self.turns.push(Turn { id, speaker, start: piece.start, ..Turn::default() });
        self.length = 0;
    }

    fn continues(&self, piece: &Piece) -> bool {
        let Some(last) = self.turns.last() else { return false };
        if piece.change || self.length > LONGEST {
            return false;
        }
        match (&last.speaker, &piece.speaker) {
            (Some(last), Some(speaker)) => last == speaker,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => {
                let pause = piece.cue.as_ref().zip(last.end).map(|((_, start, _), end)| start.saturating_sub(end));
                pause.is_some_and(|pause| pause < PAUSE) && last.text.len() < LONG
            }
        }
    }
}

/// A name without characters that nobody sees, which would make two speakers of one.
fn seen(name: String) -> String {
    if name.is_ascii() { name } else { name.replace(is_unseen, "").trim().to_owned() }
}

/// One line of single spaces; other characters stay as they are.
pub(super) fn tidy(text: &str) -> String {
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{a0}');
    let plain = |text: &str| !text.contains(|c| c != ' ' && space(c)) && !text.contains("  ") && text.trim() == text;
    if plain(text) {
        return text.to_owned();
    }
    text.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
