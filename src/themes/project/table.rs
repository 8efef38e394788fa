//! The codings as a table.

use super::evidence::searched;
use super::{Coding, Passage, Project};
use crate::job::{rest, told, whole};
use crate::ordered::BTreeMap;
use crate::table;

/// What a row takes, as [`rest`] counts.
const ROW_TAKES: u64 = 4;

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
        whole(self.csv_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn csv_in_steps(&self) -> String {
        table::write_in_steps(&self.rows().await).await
    }

    /// The headings, and a row for each coding.
    pub(super) async fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
        let names = self.state.codebook.codes.iter().map(|code| (code.id.as_str(), code.name.as_str()));
        let names: BTreeMap<&str, &str> = names.collect();
        // What is known of a transcript goes into the rows of all its codings, which stand behind each other.
        let mut last: Option<(&str, [String; 3])> = None;
        for coding in told(self.in_order()) {
            if last.as_ref().is_none_or(|(id, _)| *id != coding.transcript) {
                last = Some((&coding.transcript, self.known_of(&coding.transcript)));
            }
            let known = last.as_ref().map(|(_, known)| known.clone()).unwrap_or_default();
            rows.push(self.row(coding, known, names.get(coding.code.as_str()).copied().unwrap_or_default()));
            rest(ROW_TAKES).await;
        }
        rows
    }

    /// The title of a transcript, and what was found in it and remains.
    fn known_of(&self, transcript: &str) -> [String; 3] {
        let place = self.places.get(transcript).and_then(|(at, _)| self.state.transcripts.get(*at));
        let Some(transcript) = place else { return Default::default() };
        let [found, remaining] = searched(transcript);
        [transcript.title.clone(), found, remaining]
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

    fn row(&self, coding: &Coding, [title, found, remaining]: [String; 3], name: &str) -> Vec<String> {
        let turn = self.turn(&coding.transcript, &coding.turn);
        let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        let (from, to) = coding.passage.map(|Passage { from, to }| (u64::from(from), u64::from(to))).unzip();
        vec![
            coding.transcript.clone(),
            title,
            coding.turn.clone(),
            turn.and_then(|turn| turn.speaker.clone()).unwrap_or_default(),
            number(turn.and_then(|turn| turn.start)),
            number(turn.and_then(|turn| turn.end)),
            number(from),
            number(to),
            self.words(coding).to_owned(),
            coding.code.clone(),
            name.to_owned(),
            coding.coder.clone(),
            coding.suggested.map(|probability| format!("{probability:.3}")).unwrap_or_default(),
            found,
            remaining,
        ]
    }
}
