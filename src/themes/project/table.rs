//! The codings as a table.

use super::evidence::searched;
use super::{Coding, Passage, Project};
use crate::table;

const HEADINGS: [&str; 15] = [
    "transcript",
    "title",
    "turn",
    "speaker",
    "start_ms",
    "end_ms",
    "from",
    "to",
    "text",
    "code",
    "code_name",
    "coder",
    "suggested",
    "found",
    "remaining",
];

impl Project {
    /// The codings of all coders as CSV, one a row, in the order of the transcripts; safe to open in a spreadsheet.
    ///
    /// `from` and `to` are UTF-16 offsets into the turn, empty when the whole turn is coded; `suggested` is the
    /// probability of the suggestion that was accepted, empty for codings by hand. `found` says what was found of what was
    /// looked for when the transcript was de-identified, `remaining` how many places were left for a person to look at.
    pub fn csv(&self) -> String {
        table::write(&self.rows())
    }

    /// The headings, and a row for each coding.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
        rows.extend(self.in_order().into_iter().map(|coding| self.row(coding)));
        rows
    }

    /// The codings in the order of the transcripts, turns and passages.
    pub(crate) fn in_order(&self) -> Vec<&Coding> {
        let placed = |coding: &'_ Coding| {
            let place = self.places.get(&coding.transcript);
            let turn = place.and_then(|(_, turns)| turns.get(&coding.turn));
            (place.map(|(at, _)| *at), turn.copied(), coding.passage)
        };
        // They come ordered by id, and where the place is the same they stay so.
        let mut codings: Vec<_> = self.state.codings.values().map(|coding| (placed(coding), coding)).collect();
        codings.sort_by_key(|(place, _)| *place);
        codings.into_iter().map(|(_, coding)| coding).collect()
    }

    /// The words that a coding covers.
    pub(super) fn words(&self, coding: &Coding) -> &str {
        let turn = self.turn(&coding.transcript, &coding.turn);
        let words = turn.map(|turn| match coding.passage {
            Some(Passage { from, to }) => turn.slice(from, to).unwrap_or_default(),
            None => turn.text.as_str(),
        });
        words.unwrap_or_default()
    }

    fn row(&self, coding: &Coding) -> Vec<String> {
        let turn = self.turn(&coding.transcript, &coding.turn);
        let place = self.places.get(&coding.transcript);
        let transcript = place.and_then(|(at, _)| self.state.transcripts.get(*at));
        let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        let [found, remaining] = transcript.map(searched).unwrap_or_default();
        let (from, to) = coding.passage.map(|Passage { from, to }| (u64::from(from), u64::from(to))).unzip();
        vec![
            coding.transcript.clone(),
            transcript.map(|transcript| transcript.title.clone()).unwrap_or_default(),
            coding.turn.clone(),
            turn.and_then(|turn| turn.speaker.clone()).unwrap_or_default(),
            number(turn.and_then(|turn| turn.start)),
            number(turn.and_then(|turn| turn.end)),
            number(from),
            number(to),
            self.words(coding).to_owned(),
            coding.code.clone(),
            self.state.codebook.code(&coding.code).map(|code| code.name.clone()).unwrap_or_default(),
            coding.coder.clone(),
            coding.suggested.map(|probability| format!("{probability:.3}")).unwrap_or_default(),
            found,
            remaining,
        ]
    }
}
