//! Tables of text: comma, semicolon or tab separated files in and out, safe to open in a spreadsheet.

use crate::ordered::BTreeSet;

use crate::error::{Error, Problems, Read};
use crate::job::{part, rest, told, whole};
use crate::limits;

/// What a row takes, as [`rest`] counts.
const ROW_TAKES: u64 = 2;

/// A table with a heading for each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings, trimmed.
    pub headings: Vec<String>,
    /// The rows that hold anything.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row starts, counted from 1.
    pub line: usize,
    /// The cells, at most one for each heading and fewer where a row ends early; trimmed, and without the apostrophe
    /// that guards a formula.
    pub cells: Vec<String>,
}

/// Reads a table; the separator is the one of `,`, `;` and tab that the first line uses most.
///
/// A quotation mark that is never closed costs only its own line: the line is read without its quotation marks. Zero
/// bytes, with which some programs pad cells, are left out.
///
/// ```
/// let read = peer_circle::table::read("name;rank\nAda;\"Professor\"\nBo;\"Fellow\nCy;Fellow\n");
/// assert_eq!(read.value.rows[1].cells, ["Bo", "Fellow"]);
/// assert_eq!(read.problems[0].to_string(), "line 3, column 4: a quotation mark is opened and not closed");
/// ```
///
/// # Problems
/// `table.open_quote`, `table.extra_cells`, `table.repeated_heading`, `limit.columns` and `limit.rows`.
pub fn read(text: &str) -> Read<Table> {
    whole(read_in_steps(text))
}

/// The same in steps.
pub(crate) async fn read_in_steps(text: &str) -> Read<Table> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    let separator = separator(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let mut problems = Problems::default();
    let closed = close_quotes(&text, separator, &mut problems).await;
    let mut records = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(closed.as_bytes())
        .into_records()
        .filter_map(Result::ok)
        .filter(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    let mut headings: Vec<String> = records.next().map(|record| cells(&record)).unwrap_or_default();
    if headings.len() > limits::COLUMNS {
        problems.push(too_many_columns(headings.len()));
        headings.truncate(limits::COLUMNS);
    }
    repeated_headings(&headings, &mut problems);
    let mut rows = Vec::new();
    let reading = part(closed.len());
    for record in records {
        reading.at(record.position().map_or(0, |position| position.byte() as usize));
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        if rows.len() == limits::ROWS {
            problems.push(too_many_rows(line));
            break;
        }
        rows.push(row(line, &record, headings.len(), &mut problems));
        rest(ROW_TAKES).await;
    }
    Read { value: Table { headings, rows }, problems: problems.into_list() }
}

/// Writes rows as an RFC 4180 file: commas, CRLF, quotation marks where needed.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front, which [`read`] takes off again.
///
/// ```
/// let text = peer_circle::table::write(&[vec!["name", "note"], vec!["Ada", "=1+1"]]);
/// assert_eq!(text, "name,note\r\nAda,'=1+1\r\n");
/// ```
pub fn write<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    whole(write_in_steps(rows))
}

/// The same in steps.
pub(crate) async fn write_in_steps<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in told(rows) {
        // Writing to memory cannot fail, and rows may differ in length.
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell.as_ref())));
        rest(ROW_TAKES).await;
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Lets go of many rows in steps: to give back what all their cells hold takes long.
pub(crate) async fn let_go<T>(rows: Vec<Vec<T>>) {
    for row in rows {
        drop(row);
        rest(ROW_TAKES).await;
    }
}

/// The separator that stands most often outside quotation marks in a line.
fn separator(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0; 3];
    for char in line.chars() {
        match char {
            '"' => quoted = !quoted,
            ',' if !quoted => counts[0] += 1,
            ';' if !quoted => counts[1] += 1,
            '\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let [comma, semicolon, tab] = counts;
    match () {
        () if tab > comma && tab >= semicolon => b'\t',
        () if semicolon > comma => b';',
        () => b',',
    }
}

/// The text without the quotation marks of every line that opens one which is not closed within reach.
async fn close_quotes(text: &str, separator: u8, problems: &mut Problems) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut closed = String::with_capacity(text.len());
    let mut next = 0;
    let closing = part(lines.len());
    while let Some(line) = lines.get(next) {
        closing.at(next);
        rest(1).await;
        let reach = lines.get(next..).unwrap_or_default().iter().take(limits::CELL_LINES);
        match record_lines(reach, separator) {
            Some(count) => {
                for line in lines.iter().skip(next).take(count) {
                    closed.push_str(line);
                    closed.push('\n');
                }
                next += count;
            }
            None => {
                problems.push(open_quote(next + 1, line));
                closed.extend(line.chars().filter(|char| *char != '"'));
                closed.push('\n');
                next += 1;
            }
        }
    }
    closed
}

/// How many lines the first record takes; none when its quotation marks are not closed.
fn record_lines<'a>(lines: impl Iterator<Item = &'a &'a str>, separator: u8) -> Option<usize> {
    let mut quoted = false;
    for (index, line) in lines.enumerate() {
        quoted = quoted_after(line, separator, quoted);
        if !quoted {
            return Some(index + 1);
        }
    }
    None
}

/// Whether a line ends inside a quoted cell, having started so or not.
fn quoted_after(line: &str, separator: u8, mut quoted: bool) -> bool {
    let mut may_open = !quoted;
    for byte in line.bytes() {
        if byte != b'"' {
            may_open = byte == separator;
        } else if quoted {
            // Right after the mark that closes, another would be its double: the cell goes on.
            (quoted, may_open) = (false, true);
        } else {
            quoted = may_open;
        }
    }
    quoted
}

fn cells(record: &csv::StringRecord) -> Vec<String> {
    record.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect()
}

/// A row with at most as many cells as there are headings.
fn row(line: usize, record: &csv::StringRecord, width: usize, problems: &mut Problems) -> Row {
    let mut cells = cells(record);
    if cells.iter().skip(width).any(|cell| !cell.is_empty()) {
        problems.push(
            Error::new("table.extra_cells", format!("the row has {} cells under {width} headings", cells.len()))
                .at_line(line)
                .hint("put a cell that holds the separator between quotation marks"),
        );
    }
    cells.truncate(width);
    Row { line, cells }
}

fn repeated_headings(headings: &[String], problems: &mut Problems) {
    let mut known = BTreeSet::new();
    for heading in headings.iter().filter(|heading| !heading.is_empty()) {
        if !known.insert(heading) {
            problems.push(
                Error::new("table.repeated_heading", format!("the heading \"{heading}\" is given twice"))
                    .at_line(1)
                    .at_column(heading)
                    .hint("the first of the columns is used; give the other a name of its own"),
            );
        }
    }
}

/// The last mark of a line that ends inside a cell is the one that opened it.
fn open_quote(number: usize, line: &str) -> Error {
    let before = line.rsplit_once('"').map_or(0, |(before, _)| before.chars().count());
    Error::new("table.open_quote", "a quotation mark is opened and not closed")
        .at_line(number)
        .at_column(before + 1)
        .hint("the line was read without its quotation marks; close them or take them out")
}

pub(crate) fn too_many_columns(columns: usize) -> Error {
    let message = format!("the table has {columns} columns; the first {} were read", limits::COLUMNS);
    Error::new("limit.columns", message).at_line(1).hint("leave out the columns that nobody needs")
}

pub(crate) fn too_many_rows(line: usize) -> Error {
    Error::new("limit.rows", format!("the table has more than {} rows; the rest was not read", limits::ROWS))
        .at_line(line)
        .hint("split the file")
}

/// Characters with which a spreadsheet starts a formula.
const ACTIVE: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// Whether a cell would be taken for a formula, also behind spaces and quotation marks.
fn is_active(cell: &str) -> bool {
    cell.starts_with(ACTIVE) || cell.trim_start_matches(['"', '\'', ' ', '\u{a0}', '\u{feff}']).starts_with(ACTIVE)
}

/// What a cell is written as. Zeros are left out: many of them would make the file look like UTF-16.
fn guarded(cell: &str) -> String {
    let cell = cell.replace('\0', "");
    if is_active(&cell) { format!("'{cell}") } else { cell }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_active(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, rows: &[&[&str]], problems: &[&str]) {
        let read = read(text);
        let cells: Vec<&[String]> = read.value.rows.iter().map(|row| row.cells.as_slice()).collect();
        assert_eq!(cells, rows);
        let messages: Vec<String> =
            read.problems.iter().map(|problem| format!("{} {problem}", problem.code())).collect();
        assert_eq!(messages, problems);
    }

    #[test]
    fn separators_and_line_ends_of_all_systems() {
        check("a,b\r\n1,2\r\n", &[&["1", "2"]], &[]);
        check("a;b\r1;2,5\r", &[&["1", "2,5"]], &[]);
        check("a\tb\n\n1\t2", &[&["1", "2"]], &[]);
    }

    #[test]
    fn quoted_cells_may_hold_everything() {
        check(
            "a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n5\" pipe,6\n",
            &[&["x, \"y\"", "two\nlines"], &["5\" pipe", "6"]],
            &[],
        );
    }

    #[test]
    fn an_open_quotation_mark_costs_its_own_line_only() {
        check(
            "a,b\n1,\"open\n2,closed\n",
            &[&["1", "open"], &["2", "closed"]],
            &["table.open_quote line 2, column 3: a quotation mark is opened and not closed"],
        );
    }

    #[test]
    fn rows_of_any_length_are_kept() {
        check(
            "a,b\n1\n1,2,,\n1,2,3\n",
            &[&["1"], &["1", "2"], &["1", "2"]],
            &["table.extra_cells line 4: the row has 3 cells under 2 headings"],
        );
    }

    #[test]
    fn zero_bytes_are_no_text() {
        check("Na\0me,b\nA\0da,\0\n", &[&["Ada", ""]], &[]);
        let text = write(&[vec!["Id", "Namn\0a\0m\0e\0"], vec!["\0=1", "b"]]);
        assert_eq!(text, "Id,Namname\r\n'=1,b\r\n");
    }

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for cell in ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\"=1", "'=1", "\u{feff}=1"] {
            let text = write(&[vec!["a", "b"], vec!["x", cell]]);
            let guarded = text.lines().nth(1).unwrap_or_default().trim_start_matches("x,").trim_matches('"');
            assert!(guarded.starts_with('\''), "{cell:?} was written as {text:?}");
        }
        let cells = vec!["=1", "plain", "'tis"];
        assert_eq!(read(&write(&[vec!["a", "b", "c"], cells.clone()])).value.rows[0].cells, cells);
    }
}
