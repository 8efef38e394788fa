//! The evidence to take along: a workbook of all tables, and a document of codebook and matrix.

use std::fmt::Write;

use super::{Case, Matrix, Project};
use crate::job::{rest, whole};
use crate::table::{let_go, write_in_steps};
use crate::themes::{Code, Codebook};
use crate::transcripts::Transcript;
use crate::workbook::{self, Cell, Sheet};
use crate::xml::escape;

/// The columns of codings that hold numbers: times, offsets, the probability of a suggestion.
const NUMBERS: [usize; 5] = [4, 5, 6, 7, 12];

/// Quotes for each code.
const QUOTES: u32 = 5;

/// What a row takes, as [`rest`] counts, and a letter of a page by hundreds.
const ROW_TAKES: u64 = 3;

/// How the document looks, on paper too.
const STYLE: &str = "body{font-family:sans-serif;line-height:1.4;margin:2em}table{border-collapse:collapse;width:100%}\
     th,td{border:1px solid #999;padding:.4em;text-align:left;vertical-align:top}dt{font-weight:bold}section{margin-left:1.5em}";

impl Project {
    /// A workbook (`.xlsx`) of the codings, the framework matrix in words, the same as 0 and 1, the codes that stand
    /// together, what each further transcript added, passages to quote, the codebook, and what was looked for, what was
    /// found and what remained when the transcripts were de-identified. Texts are texts, whatever they begin with.
    pub fn xlsx(&self, case: Case) -> Vec<u8> {
        whole(self.xlsx_in_steps(case))
    }

    /// The same in steps.
    pub(crate) async fn xlsx_in_steps(&self, case: Case) -> Vec<u8> {
        let matrix = self.matrix_in_steps(case).await;
        let pairs = self.pairs_in_steps().await;
        let pairs = pairs.into_iter().map(|pair| vec![pair.first.into(), pair.second.into(), pair.turns.into()]);
        let additions = self.saturation_in_steps().await.into_iter().map(|one| {
            vec![one.transcript.into(), one.new_codes.join(", ").into(), one.codes.into(), one.codings.into()]
        });
        let quotes = self.exemplars_in_steps(QUOTES).await.into_iter().map(|one| {
            let speaker = one.speaker.unwrap_or_default();
            vec![
                one.code.into(),
                one.text.into(),
                speaker.into(),
                one.transcript.into(),
                one.turn.into(),
                one.coders.into(),
            ]
        });
        let mut rows = Vec::with_capacity(self.state.codings.len() + 1);
        for (at, row) in self.rows().await.into_iter().enumerate() {
            rows.push(numbered(at, row));
            rest(ROW_TAKES).await;
        }
        let sheets = [
            sheet("Codings", rows),
            sheet("Matrix", matrix.rows(|cell| Cell::Text(cell.words()))),
            sheet("Presence", matrix.rows(|cell| u32::from(cell.count > 0).into())),
            sheet("Pairs", headed(&["first", "second", "turns"], pairs)),
            sheet("Saturation", headed(&["transcript", "new codes", "codes", "codings"], additions)),
            sheet("Quotes", headed(&["code", "text", "speaker", "transcript", "turn", "coders"], quotes)),
            sheet("Codebook", texts(self.codebook().rows())),
            sheet("De-identification", texts(self.looked_for())),
        ];
        let bytes = workbook::write_in_steps(&sheets).await;
        for sheet in sheets {
            let_go(sheet.rows).await;
        }
        bytes
    }

    /// The framework matrix as CSV, as [`Matrix::csv`](super::Matrix::csv) has it, and below an empty row what was looked
    /// for, found and left when each transcript was de-identified.
    pub fn matrix_csv(&self, case: Case) -> String {
        whole(self.matrix_csv_in_steps(case))
    }

    /// The same in steps.
    pub(crate) async fn matrix_csv_in_steps(&self, case: Case) -> String {
        let matrix = self.matrix_in_steps(case).await.rows(|cell| cell.words());
        write_in_steps(&[matrix, vec![Vec::new()], self.looked_for()].concat()).await
    }

    /// What was looked for and found when each transcript was de-identified, and what remained, as far as it is known.
    fn looked_for(&self) -> Vec<Vec<String>> {
        let row = |one: &Transcript| {
            let [found, left] = searched(one);
            vec![one.id.clone(), one.title.clone(), found, left]
        };
        let head = ["transcript", "title", "found, of what was looked for (not all is found)", "left to look at"];
        std::iter::once(head.map(str::to_owned).to_vec()).chain(self.transcripts().iter().map(row)).collect()
    }

    /// The codebook and the framework matrix as a page (HTML) that stands by itself, to be printed, or opened and edited
    /// in a word processor.
    pub fn html(&self, case: Case) -> String {
        whole(self.html_in_steps(case))
    }

    /// The same in steps.
    pub(crate) async fn html_in_steps(&self, case: Case) -> String {
        let matrix = self.matrix_in_steps(case).await.html(self.codebook()).await;
        let title = Some(self.codebook().title.as_str()).filter(|title| !title.is_empty()).unwrap_or("Codebook");
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title><style>{STYLE}</style></head>\n\
             <body><h1>{0}</h1>\n{1}<h1>Framework matrix</h1>\n{2}<h1>De-identification</h1>\n{3}</body></html>\n",
            escape(title),
            below(self.codebook(), None, 2),
            matrix,
            table(&self.looked_for()),
        )
    }
}

/// What was found of what was looked for in a transcript, and how many places remain to be looked at.
pub(super) fn searched(transcript: &Transcript) -> [String; 2] {
    let known = |words: Option<String>| words.filter(|words| !words.is_empty()).unwrap_or("not known".to_owned());
    [known(Some(transcript.found_words())), known(transcript.remaining.map(|left| left.to_string()))]
}

/// Rows as a table of a page, the first as its head.
fn table(rows: &[Vec<String>]) -> String {
    let row = |(at, row): (usize, &Vec<String>)| {
        let tag = if at == 0 { "th" } else { "td" };
        let cells: String = row.iter().map(|cell| format!("<{tag}>{}</{tag}>", broken(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    format!("<table>{}</table>\n", rows.iter().enumerate().map(row).collect::<String>())
}

fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_owned(), rows }
}

fn texts(rows: Vec<Vec<String>>) -> Vec<Vec<Cell>> {
    rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect()
}

fn headed(headings: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Vec<Vec<Cell>> {
    std::iter::once(headings.iter().map(|heading| Cell::from(*heading)).collect()).chain(rows).collect()
}

/// A row of codings with numbers as such.
fn numbered(line: usize, row: Vec<String>) -> Vec<Cell> {
    let cell = |(at, text): (usize, String)| match text.parse() {
        Ok(number) if line > 0 && NUMBERS.contains(&at) => Cell::Number(number),
        _ => Cell::Text(text),
    };
    row.into_iter().enumerate().map(cell).collect()
}

/// The codes below another, each with those below it.
fn below(codebook: &Codebook, parent: Option<&str>, level: usize) -> String {
    let codes = codebook.codes.iter().filter(|code| code.parent.as_deref() == parent);
    codes
        .map(|code| {
            let inner = below(codebook, Some(&code.id), level + 1);
            let heading = level.min(6);
            let name = escape(&code.name);
            format!("<section><h{heading}>{name}</h{heading}>\n{}{inner}</section>\n", described(code))
        })
        .collect()
}

fn described(code: &Code) -> String {
    let mut html = String::new();
    if !code.definition.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", broken(&code.definition));
    }
    let lists = [
        ("Include", &code.include),
        ("Exclude", &code.exclude),
        ("Words", &code.phrases),
        ("Examples", &code.examples),
        ("Counter-examples", &code.counter_examples),
    ];
    for (title, entries) in lists.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        let entries: String = entries.iter().map(|entry| format!("<dd>{}</dd>", broken(entry))).collect();
        let _ = writeln!(html, "<dl><dt>{title}</dt>{entries}</dl>");
    }
    html
}

fn broken(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

impl Matrix {
    /// The matrix as a table of a page; codes by their names, those that no case has left out.
    async fn html(&self, codebook: &Codebook) -> String {
        let rows = self.rows(|cell| cell.words());
        let used = |at: &usize| rows.iter().skip(1).any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty()));
        let columns: Vec<usize> = (1..=self.codes.len()).filter(used).collect();
        let name = |id: &String| codebook.code(id).map_or_else(|| escape(id), |code| escape(&code.name));
        let head = columns.iter().filter_map(|at| self.codes.get(at - 1)).map(|id| format!("<th>{}</th>", name(id)));
        let mut html = format!("<table><thead><tr><th></th>{}</tr></thead><tbody>\n", head.collect::<String>());
        for row in rows.iter().skip(1) {
            let case = row.first().map(|case| broken(case)).unwrap_or_default();
            let cells = columns.iter().filter_map(|at| row.get(*at)).map(|cell| format!("<td>{}</td>", broken(cell)));
            let before = html.len();
            let _ = writeln!(html, "<tr><th>{case}</th>{}</tr>", cells.collect::<String>());
            rest((html.len() - before) as u64 / 100).await;
        }
        html + "</tbody></table>\n"
    }
}
