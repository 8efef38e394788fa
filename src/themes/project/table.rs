//! The codings as a table.

use super::evidence::searched;
use super::{Coding, Passage, PlacesOfTurns, Project};
use crate::job::{rest, told, whole};
use crate::ordered::BTreeMap;
use crate::table;
use crate::transcripts::Turn;

/// What a row takes, and finding where a coding stands, as [`rest`] counts.
const ROW_TAKES: u64 = 4;
const PLACE_TAKES: u64 = 1;

/// Turns in a row whose codings are put in order together: to do so with all at once takes long.
const TOGETHER: usize = 1_000;

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
        let rows = self.rows().await;
        let text = table::write_in_steps(&rows).await;
        table::let_go(rows).await;
        text
    }

    /// The headings, and a row for each coding.
    pub(super) async fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
        let names = self.state.codebook.codes.iter().map(|code| (code.id.as_str(), code.name.as_str()));
        let names: BTreeMap<&str, &str> = names.collect();
        // What is known of a transcript goes into the rows of all its codings, which stand behind each other.
        let mut last: Option<(&str, [String; 3])> = None;
        for (coding, turn) in told(self.in_order().await) {
            if last.as_ref().is_none_or(|(id, _)| *id != coding.transcript) {
                last = Some((&coding.transcript, self.known_of(&coding.transcript)));
            }
            let known = last.as_ref().map(|(_, known)| known.clone()).unwrap_or_default();
            rows.push(row(coding, turn, known, names.get(coding.code.as_str()).copied().unwrap_or_default()));
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

    /// The codings in the order of the transcripts, turns and passages, each with its turn.
    pub(crate) async fn in_order(&self) -> Vec<(&Coding, Option<&Turn>)> {
        // Those whose transcript or turn is not there come first.
        let mut heaps: Vec<Vec<_>> = vec![Vec::new()];
        let mut first_heaps = Vec::with_capacity(self.state.transcripts.len());
        for transcript in self.transcripts() {
            first_heaps.push(heaps.len());
            heaps.resize(heaps.len() + 2 + transcript.turns.len() / TOGETHER, Vec::new());
        }
        // They come ordered by id: those of a transcript stand behind each other.
        let mut last: Option<(&str, Option<&(usize, PlacesOfTurns)>)> = None;
        for coding in self.state.codings.values() {
            if last.is_none_or(|(id, _)| id != coding.transcript) {
                last = Some((&coding.transcript, self.places.get(&coding.transcript)));
            }
            let place = last.and_then(|(_, place)| place);
            let at = place.and_then(|(_, turns)| turns.get(&coding.turn)).copied();
            let first = place.and_then(|(transcript, _)| first_heaps.get(*transcript));
            let heap = first.map_or(0, |first| first + at.map_or(0, |at| 1 + at / TOGETHER));
            let turn = place
                .and_then(|(transcript, _)| self.state.transcripts.get(*transcript))
                .and_then(|transcript| transcript.turns.get(at?));
            heaps.get_mut(heap).into_iter().for_each(|heap| heap.push(((at, coding.passage), coding, turn)));
            rest(PLACE_TAKES).await;
        }
        let mut codings = Vec::with_capacity(self.state.codings.len());
        for mut heap in heaps {
            rest(heap.len() as u64 / 10).await;
            // Where the place is the same they stay ordered by id.
            heap.sort_by_key(|(place, ..)| *place);
            codings.extend(heap.into_iter().map(|(_, coding, turn)| (coding, turn)));
        }
        codings
    }
}

/// The words of a turn that a coding covers.
pub(super) fn words<'a>(coding: &Coding, turn: &'a Turn) -> &'a str {
    match coding.passage {
        Some(Passage { from, to }) => turn.slice(from, to).unwrap_or_default(),
        None => turn.text.as_str(),
    }
}

fn row(coding: &Coding, turn: Option<&Turn>, [title, found, remaining]: [String; 3], name: &str) -> Vec<String> {
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
        turn.map(|turn| words(coding, turn)).unwrap_or_default().to_owned(),
        coding.code.clone(),
        name.to_owned(),
        coding.coder.clone(),
        coding.suggested.map(|probability| format!("{probability:.3}")).unwrap_or_default(),
        found,
        remaining,
    ]
}
