//! Workbooks of spreadsheet programs (`.xlsx`, Office Open XML of ECMA-376): tables in and out.
//!
//! What is written are texts and numbers and never formulas: a cell that begins with `=` is a text that does. What is read
//! is the first sheet, as its cells were last seen.

#![deny(clippy::indexing_slicing)]

use std::fmt::Write;

use chrono::{Days, NaiveDate};

use crate::archive::{self, Archive};
use crate::encoding::decode;
use crate::error::{Error, Problems, Read, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::table::{self, Row, Table, too_many_columns, too_many_rows};
use crate::xml::{Element, escape, parse_in_steps};

/// One sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What the tab says; what spreadsheet programs do not allow there is left out.
    pub name: String,
    /// The rows, the first one the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

/// Characters that a cell may hold, and a tab.
const CELL: usize = 32_767;
const TAB: usize = 31;
/// What a row takes, as [`rest`] counts.
const ROW_TAKES: u64 = 10;
/// Rows that a sheet may have.
const ROWS: usize = 1 << 20;

const TYPES: &str = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
     <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
     ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override \
     PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Two looks: text that breaks at the end of its column, and bold headings.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name \
     val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
     patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>\
     </borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs \
     count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment \
     vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
     applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// The bytes of a workbook; the same sheets yield the same ones. Texts longer than a cell can hold end with `…`.
///
/// ```
/// use peer_circle::workbook::{Sheet, read, write};
///
/// let rows = vec![vec!["name".into(), "count".into()], vec!["=1+1".into(), 3.into()]];
/// let bytes = write(&[Sheet { name: "Counts".into(), rows }]);
/// let table = read(&bytes)?.value;
/// assert_eq!(table.headings, ["name", "count"]);
/// assert_eq!(table.rows[0].cells, ["=1+1", "3"]);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn write(sheets: &[Sheet]) -> Vec<u8> {
    whole(write_in_steps(sheets))
}

/// The same in steps.
pub(crate) async fn write_in_steps(sheets: &[Sheet]) -> Vec<u8> {
    let part = |name: &str, space: &str, inner: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{name} xmlns=\"{space}\">{inner}</{name}>"
        )
    };
    let (mut types, mut tabs, mut relations) = (TYPES.to_owned(), String::new(), String::new());
    for (number, name) in (1..).zip(names(sheets)) {
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let _ = write!(
            tabs,
            "<sheet name=\"{}\" sheetId=\"{number}\" xmlns:r=\"{OFFICE}\" r:id=\"rId{number}\"/>",
            escape(&name)
        );
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let _ = write!(relations, "<Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>");
    let root = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            part("Types", "http://schemas.openxmlformats.org/package/2006/content-types", &types),
        ),
        ("_rels/.rels".to_owned(), part("Relationships", RELATIONS, &root)),
        ("xl/workbook.xml".to_owned(), part("workbook", MAIN, &format!("<sheets>{tabs}</sheets>"))),
        ("xl/_rels/workbook.xml.rels".to_owned(), part("Relationships", RELATIONS, &relations)),
        ("xl/styles.xml".to_owned(), part("styleSheet", MAIN, STYLES)),
    ];
    for (number, sheet) in (1..).zip(sheets) {
        // What is large is not copied into its frame.
        let frame = part("worksheet", MAIN, "\0");
        let (head, tail) = frame.split_once('\0').unwrap_or_default();
        let mut xml = head.to_owned();
        cells(&mut xml, &sheet.rows).await;
        xml.push_str(tail);
        files.push((format!("xl/worksheets/sheet{number}.xml"), xml));
    }
    archive::write_in_steps(&files).await
}

/// Reads the first sheet of a workbook as a table, texts and numbers as they stand there, dates and times as ISO 8601
/// writes them with a space between; rows without anything are passed over.
///
/// Problems: `limit.rows`, `limit.columns`, and `workbook.more_sheets` when there are others.
///
/// # Errors
/// `workbook.none` when the file is no workbook, those of [`Archive`] and of [`parse`](crate::xml::parse).
pub fn read(bytes: &[u8]) -> Result<Read<Table>> {
    whole(read_in_steps(bytes))
}

/// The same in steps.
async fn read_in_steps(bytes: &[u8]) -> Result<Read<Table>> {
    let mut archive = Archive::open(bytes)?;
    let book = part(&mut archive, "xl/workbook.xml").await?.ok_or_else(no_workbook)?;
    let mut problems = Problems::default();
    let sheets: Vec<&Element> = book.child("sheets").into_iter().flat_map(|sheets| sheets.all("sheet")).collect();
    if let [first, _, ..] = sheets.as_slice() {
        let name = first.attribute("name").unwrap_or_default();
        problems.push(
            Error::new("workbook.more_sheets", format!("only the first sheet, \"{name}\", was read"))
                .hint("save the others as files of their own"),
        );
    }
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels").await?.unwrap_or_default();
    let id = sheets.first().and_then(|sheet| sheet.attribute("id")).unwrap_or_default();
    let target =
        relations.elements().find(|one| one.attribute("Id") == Some(id)).and_then(|one| one.attribute("Target"));
    let target = target.unwrap_or("worksheets/sheet1.xml");
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let sheet = part(&mut archive, &path).await?.ok_or_else(no_workbook)?;
    let shared = part(&mut archive, "xl/sharedStrings.xml").await?.unwrap_or_default();
    let styles = part(&mut archive, "xl/styles.xml").await?.unwrap_or_default();
    let from_1904 = book.child("workbookPr").and_then(|about| about.attribute("date1904"));
    let look = Look {
        shared: shared.all("si").map(said).collect(),
        dates: dates(&styles),
        from_1904: matches!(from_1904, Some("1" | "true")),
    };
    let table = table(&sheet, &look, &mut problems).await;
    Ok(Read { value: table, problems: problems.into_list() })
}

/// The first sheet of a workbook as a CSV file of which each line is the row of the same number: whatever reads tables
/// reads a workbook so, and tells of its rows. Lines within a cell become values with semicolons between.
///
/// ```
/// use peer_circle::people;
/// use peer_circle::workbook::{Sheet, csv, write};
///
/// let rows = vec![vec!["Name".into(), "Availability".into()], vec!["Ada".into(), "Tue 12-13\nThu 17-19".into()]];
/// let file = csv(&write(&[Sheet { name: "Roster".into(), rows }]))?.value;
/// assert_eq!(people::read(file.as_bytes())?.value.participants[0].availability.spans().len(), 2);
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// Those of [`read`].
pub fn csv(bytes: &[u8]) -> Result<Read<String>> {
    whole(csv_in_steps(bytes))
}

/// The same in steps.
pub(crate) async fn csv_in_steps(bytes: &[u8]) -> Result<Read<String>> {
    let Read { value: Table { headings, rows }, problems } = read_in_steps(bytes).await?;
    let mut lines = vec![headings];
    for Row { line, cells } in rows {
        let before = line.saturating_sub(1).min(ROWS).max(lines.len());
        lines.resize(before, vec![String::new()]);
        lines.push(cells);
    }
    let lines: Vec<Vec<String>> =
        lines.into_iter().map(|cells| cells.iter().map(|cell| listed(cell)).collect()).collect();
    Ok(Read { value: table::write_in_steps(&lines).await, problems })
}

/// The lines of a cell as values.
fn listed(cell: &str) -> String {
    let lines = cell.split(['\r', '\n']).map(|line| line.trim().trim_end_matches(';'));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

async fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Element>> {
    match archive.read_in_steps(name).await? {
        Some(bytes) => Ok(Some(parse_in_steps(&decode(&bytes)?.text).await?)),
        None => Ok(None),
    }
}

async fn table(sheet: &Element, look: &Look, problems: &mut Problems) -> Table {
    let mut table = Table::default();
    let rows = sheet.child("sheetData").into_iter().flat_map(|data| data.all("row"));
    for (at, row) in told(rows.collect::<Vec<_>>()).enumerate() {
        let line = row.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(at + 1);
        let cells = row_cells(row, look, problems);
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.headings.is_empty() {
            table.headings = cells;
        } else if table.rows.len() == limits::ROWS {
            problems.push(too_many_rows(line));
            break;
        } else {
            table.rows.push(Row { line, cells: cells.into_iter().take(table.headings.len()).collect() });
        }
        rest(ROW_TAKES).await;
    }
    table
}

/// The cells of a row, each at its column.
fn row_cells(row: &Element, look: &Look, problems: &mut Problems) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.all("c") {
        let at = cell.attribute("r").and_then(column).unwrap_or(cells.len());
        if at >= limits::COLUMNS {
            problems.push(too_many_columns(at + 1));
            break;
        }
        cells.resize(cells.len().max(at + 1), String::new());
        if let Some(place) = cells.get_mut(at) {
            text(cell, look).trim().clone_into(place);
        }
    }
    cells
}

/// What cells refer to.
struct Look {
    /// Texts that several may have.
    shared: Vec<String>,
    /// For each style whether it shows a number as a date or a time of day.
    dates: Vec<bool>,
    /// Days count from 1904 on.
    from_1904: bool,
}

fn text(cell: &Element, look: &Look) -> String {
    let value = || cell.child("v").map(Element::text).unwrap_or_default();
    let number = |attribute: &str| cell.attribute(attribute).and_then(|number| number.parse::<usize>().ok());
    let dated = || number("s").and_then(|style| look.dates.get(style)).copied().unwrap_or_default();
    match cell.attribute("t") {
        Some("s") => value().parse().ok().and_then(|at: usize| look.shared.get(at)).cloned().unwrap_or_default(),
        None | Some("n") if dated() => moment(&value(), look.from_1904).unwrap_or_else(value),
        Some("inlineStr") => cell.child("is").map(said).unwrap_or_default(),
        Some("b") => if value() == "1" { "yes" } else { "no" }.to_owned(),
        _ => unspelled(&value()),
    }
}

/// A text in one piece or in runs; hints on pronunciation are left out.
fn said(text: &Element) -> String {
    let runs = text.elements().map(|one| match one.local() {
        "t" => one.text(),
        "r" => one.all("t").map(Element::text).collect(),
        _ => String::new(),
    });
    unspelled(&runs.collect::<String>())
}

/// For each style of cells whether it shows a number as a date or a time of day (ECMA-376, part 1, section 18.8.30).
fn dates(styles: &Element) -> Vec<bool> {
    let own = styles.child("numFmts").into_iter().flat_map(|formats| formats.all("numFmt"));
    let own: Vec<(&str, bool)> =
        own.filter_map(|one| Some((one.attribute("numFmtId")?, is_date(one.attribute("formatCode")?)))).collect();
    let dated = |style: &Element| {
        let id = style.attribute("numFmtId").unwrap_or_default();
        let known = matches!(id.parse(), Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58));
        own.iter().find(|(other, _)| *other == id).map_or(known, |(_, dated)| *dated)
    };
    styles.child("cellXfs").into_iter().flat_map(|styles| styles.all("xf")).map(dated).collect()
}

/// Whether a format has a part of a date; what stands in brackets or quotation marks or is spelled out is none.
fn is_date(format: &str) -> bool {
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => _ = chars.find(|end| *end == '"'),
            '[' => _ = chars.find(|end| *end == ']'),
            '\\' | '_' | '*' => _ = chars.next(),
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

/// The date and the time of day that a number of days stands for.
fn moment(days: &str, from_1904: bool) -> Option<String> {
    let days = days.parse().ok().filter(|days: &f64| (0.0..2_958_466.0).contains(days))?;
    let seconds = (days * 86_400.0).round() as u64;
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let mut clock = format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60);
    if seconds % 60 > 0 {
        let _ = write!(clock, ":{:02}", seconds % 60);
    }
    if days == 0 {
        return Some(clock);
    }
    // 1900 is taken for a leap year: a day is there that never was.
    let from = if from_1904 { (1904, 1, 1) } else { (1899, 12, if days < 60 { 31 } else { 30 }) };
    let date = NaiveDate::from_ymd_opt(from.0, from.1, from.2)?.checked_add_days(Days::new(days))?;
    Some(if seconds == 0 { date.to_string() } else { format!("{date} {clock}") })
}

/// The column of a reference such as `AB12`, counted from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters
        .fold(0usize, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1)
        .checked_sub(1)
}

/// The letters of a column.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        if column < 26 {
            return letters.iter().rev().collect();
        }
        column = column / 26 - 1;
    }
}

/// A name for each tab, none twice whatever the capitals.
fn names(sheets: &[Sheet]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        let allowed = |c: &char| !"[]:*?/\\'".contains(*c) && !c.is_control();
        let mut name: String = sheet.name.chars().filter(allowed).take(TAB).collect();
        if name.trim().is_empty() || names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            name = format!("Sheet {number}");
        }
        names.push(name);
    }
    names
}

async fn cells(xml: &mut String, rows: &[Vec<Cell>]) {
    xml.push_str(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>",
    );
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    if widest > 0 {
        xml.push_str("<cols>");
        for at in 1..=widest {
            let _ = write!(xml, "<col min=\"{at}\" max=\"{at}\" width=\"{}\" customWidth=\"1\"/>", width(rows, at - 1));
        }
        xml.push_str("</cols>");
    }
    let columns: Vec<String> = (0..widest).map(letters).collect();
    xml.push_str("<sheetData>");
    for (line, row) in (1..).zip(told(rows)) {
        let _ = write!(xml, "<row r=\"{line}\">");
        for (cell, column) in row.iter().zip(&columns) {
            write_cell(xml, cell, &format!("{column}{line}"), u8::from(line == 1));
        }
        xml.push_str("</row>");
        rest(ROW_TAKES).await;
    }
    xml.push_str("</sheetData>");
}

fn write_cell(xml: &mut String, cell: &Cell, place: &str, style: u8) {
    let _ = match cell {
        Cell::Text(text) if text.is_empty() => Ok(()),
        Cell::Number(number) if number.is_finite() => write!(xml, "<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>"),
        Cell::Number(_) => Ok(()),
        Cell::Text(text) => write!(
            xml,
            "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escape(&spelled(&fitting(text)))
        ),
    };
}

/// Characters of a column: its longest word or line among the first rows, within reason.
fn width(rows: &[Vec<Cell>], column: usize) -> usize {
    let longest = |cell: &Cell| match cell {
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
        Cell::Number(_) => 0,
    };
    rows.iter().take(100).filter_map(|row| row.get(column)).map(longest).max().unwrap_or_default().clamp(8, 50) + 2
}

fn fitting(text: &str) -> String {
    match text.char_indices().nth(CELL) {
        None => text.to_owned(),
        Some(_) => text.chars().take(CELL - 1).chain(['…']).collect(),
    }
}

/// `_x0041_` means a letter to spreadsheet programs (ECMA-376, ST_Xstring): where a text has it, its underscore is spelled.
fn spelled(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut rest = text;
    let mut spelled = String::new();
    while let Some((head, tail)) = rest.split_once("_x") {
        spelled.push_str(head);
        spelled.push_str(if code(tail).is_some() { "_x005F_x" } else { "_x" });
        rest = tail;
    }
    spelled + rest
}

fn unspelled(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((head, tail)) = rest.split_once("_x") {
        plain.push_str(head);
        let Some((c, after)) = code(tail) else {
            plain.push_str("_x");
            rest = tail;
            continue;
        };
        plain.push(c);
        rest = after;
    }
    plain + rest
}

/// The character that four digits and an underscore stand for, and what follows.
fn code(tail: &str) -> Option<(char, &str)> {
    let (digits, rest) = tail.split_at_checked(4)?;
    let digits = digits.chars().all(|c| c.is_ascii_hexdigit()).then_some(digits)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, rest.strip_prefix('_')?))
}

fn no_workbook() -> Error {
    Error::new("workbook.none", "the file is no workbook that can be read").hint("save it as .xlsx or .csv")
}
