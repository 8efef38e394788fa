//! Charting and mapping: cases by themes, themes beside themes, and when nothing new comes.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::table::words;
use super::{Coding, Project};
use crate::job::{rest, whole};
use crate::table;
use crate::transcripts::Turn;

/// Excerpts kept in a cell: what a person reads before writing its summary.
const EXCERPTS: usize = 20;

/// What a coding takes, as [`rest`] counts.
const CODING_TAKES: u64 = 1;
/// Turns whose speakers are found in what counts as one.
const TURNS: u64 = 8;

/// What makes a row of the framework matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Case {
    /// A participant, by the pseudonym that the transcripts have.
    #[default]
    Speaker,
    /// A transcript.
    Transcript,
    /// A circle; this and the following as [settings](super::Setting) say of transcripts.
    Circle,
    /// A session of a circle, by its number or name.
    Session,
    /// A topic.
    Topic,
    /// A mode: `talk` or `text`.
    Mode,
    /// A platform.
    Platform,
    /// A month, for change over time; the months in their order.
    Month,
}

/// All kinds of cases.
const CASES: [Case; 8] = [
    Case::Speaker,
    Case::Transcript,
    Case::Circle,
    Case::Session,
    Case::Topic,
    Case::Mode,
    Case::Platform,
    Case::Month,
];

/// The framework matrix: cases by codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    /// The rows, in the order in which they first appear.
    pub cases: Vec<String>,
    /// The columns: the ids of all codes, in the order of the codebook.
    pub codes: Vec<String>,
    /// The cells that hold something, row by row.
    pub cells: Vec<Cell>,
}

/// A cell of the framework matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The row.
    pub case: String,
    /// The column.
    pub code: String,
    /// Passages of the case that at least one coder gave the code.
    pub count: u32,
    /// The first of them.
    pub excerpts: Vec<Excerpt>,
    /// What a person wrote.
    #[serde(default)]
    pub summary: String,
}

/// A coded passage in its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Excerpt {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The passage.
    pub text: String,
}

/// Two codes, and the turns that carry both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    /// The code that comes first in the codebook.
    pub first: String,
    /// The other.
    pub second: String,
    /// Turns that carry both, whoever coded them.
    pub turns: u32,
}

/// What one further transcript added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Addition {
    /// The transcript.
    pub transcript: String,
    /// Codes that were used in it for the first time. A codebook that never grows can say no more than that.
    pub new_codes: Vec<String>,
    /// Codes that were made while it was coded, as the [history](Project::revisions) of the codebook has it.
    #[serde(default)]
    pub made: Vec<String>,
    /// Codes used up to here.
    pub codes: u32,
    /// Codings in it.
    pub codings: u32,
}

impl Project {
    /// The framework matrix over the codings of all coders; a passage that several of them coded counts once.
    pub fn matrix(&self, case: Case) -> Matrix {
        whole(self.matrix_in_steps(case))
    }

    /// The same in steps.
    pub(crate) async fn matrix_in_steps(&self, case: Case) -> Matrix {
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        let mut cases: Vec<String> = self.cases(case).await;
        if !self.state.cells.is_empty() {
            let mut known: BTreeSet<String> = BTreeSet::new();
            for case in CASES {
                known.extend(self.cases(case).await);
            }
            cases.extend(self.state.cells.keys().map(|(case, _)| case.clone()).filter(|case| !known.contains(case)));
            cases.dedup();
        }
        let rows: BTreeMap<&str, usize> = cases.iter().enumerate().map(|(at, case)| (case.as_str(), at)).collect();
        let columns: BTreeMap<&str, usize> =
            self.state.codebook.codes.iter().enumerate().map(|(at, code)| (code.id.as_str(), at)).collect();
        let mut last: Option<&Coding> = None;
        for (coding, turn) in self.in_order().await {
            rest(CODING_TAKES).await;
            if !self.counts(coding) {
                continue;
            }
            let row = self.case_of(coding, turn, case).and_then(|case| rows.get(case));
            let Some((row, column)) = row.zip(columns.get(coding.code.as_str())) else { continue };
            // Several coders' codings of a passage with one code stand behind each other.
            if !last.replace(coding).is_some_and(|last| is_of_same(last, coding)) {
                cells.entry((*row, *column)).or_default().fill(coding, turn);
            }
        }
        for ((case, code), summary) in &self.state.cells {
            if let Some((row, column)) = rows.get(case.as_str()).zip(columns.get(code.as_str())) {
                cells.entry((*row, *column)).or_default().summary.clone_from(summary);
            }
        }
        let codes: Vec<String> = self.state.codebook.codes.iter().map(|code| code.id.clone()).collect();
        for ((row, column), cell) in &mut cells {
            cell.case = cases.get(*row).cloned().unwrap_or_default();
            cell.code = codes.get(*column).cloned().unwrap_or_default();
        }
        Matrix { cells: cells.into_values().collect(), cases, codes }
    }

    /// Codes that stand together in turns, the most frequent pairs first.
    pub fn pairs(&self) -> Vec<Pair> {
        whole(self.pairs_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn pairs_in_steps(&self) -> Vec<Pair> {
        let codes = self.state.codebook.codes.iter().enumerate();
        let places: BTreeMap<&str, usize> = codes.map(|(at, code)| (code.id.as_str(), at)).collect();
        let mut turns: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
        for coding in self.counted().await {
            turns
                .entry((&coding.transcript, &coding.turn))
                .or_default()
                .extend(places.get(coding.code.as_str()).copied());
            rest(CODING_TAKES).await;
        }
        let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for codes in turns.values() {
            rest(CODING_TAKES).await;
            for (first, second) in codes.iter().flat_map(|a| codes.range(a + 1..).map(move |b| (*a, *b))) {
                *counts.entry((first, second)).or_default() += 1;
            }
        }
        let name = |at: usize| self.state.codebook.codes.get(at).map(|code| code.id.clone()).unwrap_or_default();
        let mut pairs: Vec<Pair> = counts
            .into_iter()
            .map(|((first, second), turns)| Pair { first: name(first), second: name(second), turns })
            .collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.turns));
        pairs
    }

    /// What each further transcript added, in the order in which they stand in the project.
    pub fn saturation(&self) -> Vec<Addition> {
        whole(self.saturation_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn saturation_in_steps(&self) -> Vec<Addition> {
        let mut by_transcript: BTreeMap<&str, (BTreeSet<&str>, u32)> = BTreeMap::new();
        for coding in self.counted().await {
            let (codes, count) = by_transcript.entry(&coding.transcript).or_default();
            codes.insert(&coding.code);
            *count += 1;
            rest(CODING_TAKES).await;
        }
        let made_during = self.made_during();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut additions = Vec::new();
        for transcript in self.transcripts() {
            let (there, codings) = by_transcript.remove(transcript.id.as_str()).unwrap_or_default();
            let codes = self.state.codebook.codes.iter().map(|code| code.id.as_str());
            let new = codes.filter(|code| there.contains(code) && used.insert(code));
            let new_codes = new.map(str::to_owned).collect();
            let made = made_during.iter().filter(|(_, during)| **during == transcript.id);
            rest(CODING_TAKES * self.state.codebook.codes.len() as u64 / 10).await;
            additions.push(Addition {
                transcript: transcript.id.clone(),
                new_codes,
                made: made.map(|(code, _)| (*code).to_owned()).collect(),
                codes: u32::try_from(used.len()).unwrap_or(u32::MAX),
                codings,
            });
        }
        additions
    }

    /// The codings that count.
    async fn counted(&self) -> Vec<&Coding> {
        let mut counted = Vec::with_capacity(self.state.codings.len());
        for coding in self.state.codings.values() {
            counted.extend(self.counts(coding).then_some(coding));
            rest(CODING_TAKES).await;
        }
        counted
    }

    /// All cases that the transcripts have.
    async fn cases(&self, case: Case) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut names: Vec<&str> = Vec::new();
        for transcript in self.transcripts() {
            match case {
                Case::Transcript => names.push(&transcript.id),
                Case::Speaker => {
                    names.extend(transcript.speakers());
                    rest(transcript.turns.len() as u64 / TURNS).await;
                }
                other => names.extend(self.setting_of(&transcript.id).and_then(|one| one.case(other))),
            }
        }
        if case == Case::Month {
            names.sort_unstable();
        }
        names.into_iter().filter(|name| seen.insert(*name)).map(str::to_owned).collect()
    }

    fn case_of<'a>(&'a self, coding: &'a Coding, turn: Option<&'a Turn>, case: Case) -> Option<&'a str> {
        match case {
            Case::Transcript => Some(&coding.transcript),
            Case::Speaker => turn?.speaker.as_deref(),
            other => self.setting_of(&coding.transcript)?.case(other),
        }
    }

    fn setting_of(&self, transcript: &str) -> Option<&super::Setting> {
        self.state.settings.get(transcript)
    }
}

/// Whether two codings give one passage the same code.
fn is_of_same(a: &Coding, b: &Coding) -> bool {
    (&a.code, &a.turn, &a.transcript, a.passage) == (&b.code, &b.turn, &b.transcript, b.passage)
}

impl Matrix {
    /// The matrix as CSV: in each cell the summary where there is one, else the excerpts.
    pub fn csv(&self) -> String {
        table::write(&self.rows(|cell| cell.words()))
    }

    /// The matrix as CSV of 0 and 1: whether the case has the code.
    pub fn presence_csv(&self) -> String {
        table::write(&self.rows(|cell| u32::from(cell.count > 0).to_string()))
    }

    /// The headings, and a row for each case, its cells shown as is asked for.
    pub(super) fn rows<T: From<String>>(&self, show: impl Fn(&Cell) -> T) -> Vec<Vec<T>> {
        let cells: BTreeMap<(&str, &str), &Cell> =
            self.cells.iter().map(|cell| ((cell.case.as_str(), cell.code.as_str()), cell)).collect();
        let empty = Cell::default();
        let mut rows: Vec<Vec<T>> =
            vec![std::iter::once("case".to_owned()).chain(self.codes.iter().cloned()).map(T::from).collect()];
        for case in &self.cases {
            let shown =
                self.codes.iter().map(|code| show(cells.get(&(case.as_str(), code.as_str())).unwrap_or(&&empty)));
            rows.push(std::iter::once(T::from(case.clone())).chain(shown).collect());
        }
        rows
    }
}

impl Cell {
    fn fill(&mut self, coding: &Coding, turn: Option<&Turn>) {
        self.count += 1;
        if self.excerpts.len() < EXCERPTS {
            let text = turn.map(|turn| words(coding, turn)).unwrap_or_default().to_owned();
            let Coding { transcript, turn, .. } = coding.clone();
            self.excerpts.push(Excerpt { transcript, turn, text });
        }
    }

    /// The summary where there is one, else the excerpts.
    pub(super) fn words(&self) -> String {
        match self.summary.as_str() {
            "" => self.excerpts.iter().map(|excerpt| excerpt.text.as_str()).collect::<Vec<_>>().join("\n"),
            summary => summary.to_owned(),
        }
    }
}
