//! Codebooks kept in a spreadsheet: a row for each code, a column for each part.

#![deny(clippy::indexing_slicing)]

use super::{Code, Codebook};
use crate::archive::is_archive;
use crate::encoding::decode;
use crate::error::{Error, Read, Result};
use crate::{table, workbook};

/// The columns, each with the headings it is known by, in small letters; the first is the one that is written.
const COLUMNS: [&[&str]; 10] = [
    &["id"],
    &["name", "code", "label", "theme"],
    &["parent", "category", "parent code"],
    &["definition", "description", "meaning"],
    &["include", "inclusion criteria", "inclusion"],
    &["exclude", "exclusion criteria", "exclusion"],
    &["phrases", "indicators", "keywords", "cues"],
    &["examples", "example", "typical exemplars"],
    &["counter-examples", "counterexamples", "atypical exemplars"],
    &["color", "colour"],
];

impl Codebook {
    /// Reads a codebook from a table with headings (CSV, what a spreadsheet copies, or the first sheet of an `.xlsx`
    /// workbook, told by content): `name`, and as many of `parent`,
    /// `definition`, `include`, `exclude`, `phrases`, `examples`, `counter-examples`, `color`, `id` as there are, under
    /// the names that people give them. Several entries of a cell stand on lines of their own or are parted by `;` or `|`.
    /// Problems: a row without a name, a column that nothing is known of, and those of the table.
    ///
    /// ```
    /// use peer_circle::themes::Codebook;
    ///
    /// let read = Codebook::read_csv(b"Code,Category,Keywords\nSupport,,help*; there for\nAdvice,Support,you could\n")?;
    /// assert!(read.problems.is_empty());
    /// assert_eq!(read.value.codes[0].phrases, ["help*", "there for"]);
    /// assert_eq!(read.value.codes[1].parent.as_deref(), Some("support"));
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    ///
    /// # Errors
    /// `codebook.no_names` when no column holds the names of codes, those of [`decode`](crate::encoding::decode) and of
    /// [`workbook::read`].
    pub fn read_csv(bytes: &[u8]) -> Result<Read<Self>> {
        let Read { value: sheet, mut problems } =
            if is_archive(bytes) { workbook::read(bytes)? } else { table::read(&decode(bytes)?.text) };
        let places: Vec<Option<usize>> = sheet.headings.iter().map(|heading| column(heading)).collect();
        if !places.contains(&Some(1)) {
            return Err(Error::new("codebook.no_names", "no column holds the names of codes")
                .hint("give the column of the names the heading \"name\""));
        }
        for (heading, _) in
            sheet.headings.iter().zip(&places).filter(|(heading, place)| place.is_none() && !heading.is_empty())
        {
            let message = format!("nothing is known of the column \"{heading}\"; it is left out");
            problems.push(
                Error::new("codebook.unknown_column", message).at_line(1).at_column(heading).hint(
                    "rename it if it is one of a codebook's: name, parent, definition, include, exclude, phrases",
                ),
            );
        }
        let mut codes = Vec::new();
        for row in &sheet.rows {
            let mut code = Code::default();
            row.cells
                .iter()
                .zip(&places)
                .filter_map(|(cell, place)| Some((cell, (*place)?)))
                .for_each(|(cell, place)| put(&mut code, place, cell));
            if code.name.is_empty() {
                problems.push(
                    Error::new("codebook.no_name", "a code has no name; it is left out")
                        .at_line(row.line)
                        .at_column("name")
                        .hint("give it one, or take the row away"),
                );
            } else {
                codes.push(code);
            }
        }
        Ok(Read { value: Self { codes, ..Self::default() }.settled(), problems })
    }

    /// The codebook as CSV that [`read_csv`](Self::read_csv) reads again, entries on lines of their own; cells that a
    /// spreadsheet would take for formulas are guarded.
    pub fn csv(&self) -> String {
        table::write(&self.rows())
    }

    /// The headings, and a row for each code.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let heading = |names: &[&str]| names.first().map(|name| (*name).to_owned()).unwrap_or_default();
        let mut rows = vec![COLUMNS.map(heading).to_vec()];
        rows.extend(self.codes.iter().map(row));
        rows
    }
}

/// Which column a heading means.
fn column(heading: &str) -> Option<usize> {
    let heading = heading.trim().to_lowercase();
    COLUMNS.iter().position(|names| names.contains(&heading.as_str()))
}

fn put(code: &mut Code, place: usize, cell: &str) {
    let cell = cell.trim();
    let some = || Some(cell.to_owned()).filter(|cell| !cell.is_empty());
    match place {
        0 => code.id = cell.to_owned(),
        1 => code.name = cell.to_owned(),
        2 => code.parent = some(),
        3 => code.definition = cell.to_owned(),
        4 => code.include = entries(cell),
        5 => code.exclude = entries(cell),
        6 => code.phrases = entries(cell),
        7 => code.examples = entries(cell),
        8 => code.counter_examples = entries(cell),
        _ => code.color = some(),
    }
}

/// The entries of a cell: its lines where it has several or a hyphen leads, else what marks part.
fn entries(cell: &str) -> Vec<String> {
    let marks: &[char] = if cell.contains('\n') || cell.starts_with("- ") { &['\n'] } else { &[';', '|'] };
    cell.split(marks)
        .map(|entry| entry.trim().trim_start_matches("- "))
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect()
}

fn row(code: &Code) -> Vec<String> {
    // One entry alone with a mark in it would be parted.
    let list = |entries: &[String]| match entries {
        [one] if one.contains([';', '|']) => format!("- {one}"),
        all => all.join("\n"),
    };
    vec![
        code.id.clone(),
        code.name.clone(),
        code.parent.clone().unwrap_or_default(),
        code.definition.clone(),
        list(&code.include),
        list(&code.exclude),
        list(&code.phrases),
        list(&code.examples),
        list(&code.counter_examples),
        code.color.clone().unwrap_or_default(),
    ]
}
