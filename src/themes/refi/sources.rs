//! Texts of other tools' projects as transcripts, and positions in them as turns and passages.

use crate::ordered::BTreeMap;

use crate::job::{part, rest};
use crate::themes::Passage;
use crate::transcripts::offsets::units;
use crate::transcripts::{Transcript, Turn};

/// Letters of the longest name before a colon that is taken for a speaker's.
const NAME: usize = 40;

/// A text as turns, a line each, with where they stand in it.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) turns: Vec<Turn>,
    /// For each turn where its words begin and end, in characters of the text with every line break one character,
    /// and how many line breaks are before it.
    spans: Vec<(usize, usize, usize)>,
    /// A line break counts as two characters.
    double: bool,
}

/// What cutting a line takes, as [`rest`] counts.
const LINE_TAKES: u64 = 1;

impl Lines {
    /// Cuts a text into turns; `Name: ` at the start of a line is the speaker, unless `starts` says where the words of
    /// turns begin and what their ids are. `excerpts` are selections with their
    /// words, by which it is told whether the tool that wrote the file counts a line break of two characters as two.
    pub(super) async fn new(text: &str, starts: &BTreeMap<usize, &str>, excerpts: &[(usize, usize, &str)]) -> Self {
        let windows = text.contains("\r\n");
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (mut turns, mut spans, mut at) = (Vec::new(), Vec::new(), 0);
        let cutting = part(text.len());
        for (number, line) in text.split('\n').enumerate() {
            cutting.at(at);
            let all = line.chars().count();
            let start = starts.range(at..=at + all).next();
            let (speaker, words) = match start {
                Some((start, _)) => split(line, start - at),
                None if starts.is_empty() => speaker(line),
                None => (None, line),
            };
            let (before, length) = (all - words.chars().count(), words.chars().count());
            if !words.trim().is_empty() {
                spans.push((at + before, at + before + length, number));
                turns.push(Turn {
                    id: start.map_or_else(|| format!("t{}", turns.len() + 1), |(_, id)| (*id).to_owned()),
                    speaker: speaker.map(str::to_owned),
                    text: words.to_owned(),
                    ..Turn::default()
                });
            }
            at += all + 1;
            rest(LINE_TAKES).await;
        }
        let mut lines = Self { turns, spans, double: windows };
        if windows {
            let right = |double: bool| {
                let lines = Self { turns: lines.turns.clone(), spans: lines.spans.clone(), double };
                excerpts.iter().filter(|(from, to, words)| lines.says(*from, *to, words)).count()
            };
            lines.double = right(true) >= right(false);
        }
        lines
    }

    /// The transcript with these turns.
    pub(super) fn transcript(&self, id: String, title: String) -> Transcript {
        Transcript { id, title, turns: self.turns.clone(), ..Transcript::default() }
    }

    /// The turns that a stretch of characters touches, each with the passage it covers, the whole turn as none.
    pub(super) fn passages(&self, from: usize, to: usize) -> Vec<(&Turn, Option<Passage>)> {
        let first = self.spans.partition_point(|span| self.place(*span).1 <= from);
        let touched = self.turns.iter().zip(&self.spans).skip(first);
        let cut = |(turn, span): (&'_ Turn, &(usize, usize, usize))| {
            let (start, end) = self.place(*span);
            let (head, tail) = (from.saturating_sub(start), to.min(end) - start);
            let bytes = |count: usize| turn.text.char_indices().nth(count).map_or(turn.text.len(), |(at, _)| at);
            let unit = |count: usize| units(turn.text.get(..bytes(count)).unwrap_or_default());
            (head > 0 || to < end).then(|| Passage { from: unit(head), to: unit(tail) })
        };
        touched
            .take_while(|(_, span)| self.place(**span).0 < to)
            .map(|(turn, span)| (turn, cut((turn, span))))
            .collect()
    }

    /// Where a passage of a turn begins and ends as the file counts; the whole turn when there is none.
    pub(super) fn position(&self, turn: &str, passage: Option<Passage>) -> Option<(usize, usize)> {
        let (turn, place) = self.turns.iter().zip(&self.spans).find(|(known, _)| known.id == turn)?;
        let ((start, _), (from, to)) = (self.place(*place), span(turn, passage));
        Some((start + from, start + to))
    }

    /// Where a turn's words begin and end as the file counts.
    fn place(&self, (from, to, breaks): (usize, usize, usize)) -> (usize, usize) {
        let more = if self.double { breaks } else { 0 };
        (from + more, to + more)
    }

    /// Whether the words at a place are those.
    fn says(&self, from: usize, to: usize, words: &str) -> bool {
        let passages = self.passages(from, to);
        let said = passages.first().and_then(|(turn, passage)| match passage {
            Some(Passage { from, to }) => turn.slice(*from, *to),
            None => Some(&turn.text),
        });
        said.is_some_and(|said| !said.is_empty() && words.starts_with(said))
    }
}

/// The characters of a turn that a passage covers, all when there is none.
pub(super) fn span(turn: &Turn, passage: Option<Passage>) -> (usize, usize) {
    let characters = |to: u32| turn.slice(0, to).map(|head| head.chars().count());
    let part = passage.and_then(|Passage { from, to }| characters(from).zip(characters(to)));
    part.unwrap_or_else(|| (0, turn.text.chars().count()))
}

/// The speaker before the words, which begin after so many characters.
fn split(line: &str, before: usize) -> (Option<&str>, &str) {
    let at = line.char_indices().nth(before).map_or(line.len(), |(at, _)| at);
    let (head, words) = line.split_at_checked(at).unwrap_or(("", line));
    (head.strip_suffix(": "), words)
}

/// The speaker at the start of a line, and the words behind.
fn speaker(line: &str) -> (Option<&str>, &str) {
    match line.split_once(": ") {
        Some((name, words))
            if !name.is_empty() && name.chars().count() <= NAME && !name.contains(['.', '?', '!', ',']) =>
        {
            (Some(name), words)
        }
        _ => (None, line),
    }
}
