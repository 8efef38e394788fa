//! Workbooks: what is written is read again, and what other programs write is read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use peer_circle::archive::{Archive, write as pack};
use peer_circle::workbook::{Cell, Sheet, csv, read, write};
use peer_circle::xml::parse;
use proptest::prelude::*;

fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    Sheet { name: name.into(), rows: rows.iter().map(|row| row.iter().map(|text| (*text).into()).collect()).collect() }
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(Archive::open(bytes).unwrap().read(name).unwrap().unwrap()).unwrap()
}

/// No cell is a formula, whatever it begins with, and none loses a character.
#[test]
fn texts_stay_texts() {
    let cells = ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", "_x0041_", "a_x", "_x004", "😀 <b>&\"", "two\nlines"];
    let rows: Vec<&[&str]> = std::iter::once(&"heading").chain(&cells).map(std::slice::from_ref).collect();
    let bytes = write(&[sheet("One", &rows)]);
    let inner = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!inner.contains("<f>") && parse(&inner).is_ok());
    let table = read(&bytes).unwrap().value;
    let told: Vec<&str> = table.rows.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(told, cells.map(str::trim));
}

#[test]
fn tabs_have_names_that_programs_allow() {
    let long = "x".repeat(40);
    let bytes = write(&[sheet("a/b:c", &[]), sheet("ABC", &[]), sheet("", &[]), sheet(&long, &[])]);
    let book = parse(&part(&bytes, "xl/workbook.xml")).unwrap();
    let names: Vec<&str> = book.child("sheets").unwrap().elements().filter_map(|tab| tab.attribute("name")).collect();
    assert_eq!(names, ["abc", "Sheet 2", "Sheet 3", &long[..31]]);
}

#[test]
fn a_cell_holds_as_much_as_programs_open() {
    let bytes = write(&[sheet("One", &[&["h"], &["é".repeat(40_000).as_str()]])]);
    let cell = read(&bytes).unwrap().value.rows[0].cells[0].clone();
    assert_eq!((cell.chars().count(), cell.chars().last()), (32_767, Some('…')));
}

/// Shared texts, some in runs, cells out of order with gaps, truth values, numbers, a sheet elsewhere in the archive.
#[test]
fn what_other_programs_write_is_read() {
    let shared = "<sst xmlns=\"m\"><si><t>Name</t></si><si><r><t>Co</t></r><r><t xml:space=\"preserve\">de </t></r><rPh><t>no</t></rPh></si></sst>";
    let sheet = "<worksheet xmlns=\"m\"><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
                 <row r=\"3\"/><row r=\"5\"><c r=\"C5\"><v>4.5</v></c><c r=\"A5\" t=\"b\"><v>1</v></c><c r=\"ZZ5\" t=\"s\"><v>99</v></c></row>\
                 <row r=\"6\"><c t=\"str\"><f>A1&amp;A2</f><v>shown</v></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns=\"m\" xmlns:r=\"r\"><sheets><sheet name=\"First\" r:id=\"rId7\"/><sheet name=\"Other\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId7\" Target=\"/xl/sheets/first.xml\"/></Relationships>";
    let parts = [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sheets/first.xml", sheet),
        ("xl/sharedStrings.xml", shared),
    ];
    let read = read(&pack(&parts)).unwrap();
    assert_eq!(read.value.headings, ["Name", "", "Code"]);
    let rows: Vec<(usize, Vec<&str>)> =
        read.value.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
    assert_eq!(rows, [(5, vec!["yes", "", "4.5"]), (6, vec!["shown"])]);
    assert_eq!(read.problems[0].code(), "workbook.more_sheets");
}

/// A workbook of one sheet with styles, as programs write them.
fn workbook(about: &str, styles: &str, rows: &str) -> Vec<u8> {
    let book = format!("<workbook xmlns:r=\"r\">{about}<sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>");
    pack(&[
        ("xl/workbook.xml", book),
        ("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

/// What shows as a date is one, in either way of counting; what merely has letters in its format is none.
#[test]
fn dates_and_times_are_read_as_they_show() {
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\ mmm;@\"/><numFmt numFmtId=\"165\" \
                  formatCode=\"[Red]0.0&quot; days&quot;\\d\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs>";
    let cases = [
        ("<c s=\"0\"><v>44136</v></c>", "44136", "44136"),
        ("<c s=\"1\"><v>44136</v></c>", "2020-11-01", "2024-11-02"),
        ("<c s=\"2\" t=\"n\"><v>44136.5</v></c>", "2020-11-01 12:00", "2024-11-02 12:00"),
        ("<c s=\"3\"><v>2.5</v></c>", "2.5", "2.5"),
        ("<c s=\"4\"><v>0.52083333333333337</v></c>", "12:30", "12:30"),
        // The last instant of a day is not rounded into its next second's day twice.
        ("<c s=\"4\"><v>0.999988425925926</v></c>", "23:59:59", "23:59:59"),
        ("<c s=\"1\"><v>59</v></c>", "1900-02-28", "1904-02-29"),
        ("<c s=\"1\"><v>61</v></c>", "1900-03-01", "1904-03-02"),
        ("<c s=\"1\"><v>1e300</v></c>", "1e300", "1e300"),
        ("<c s=\"1\"><v>-1</v></c>", "-1", "-1"),
        ("<c s=\"1\" t=\"str\"><v>7</v></c>", "7", "7"),
        ("<c s=\"99\"><v>7</v></c>", "7", "7"),
    ];
    for (cell, since_1900, since_1904) in cases {
        let rows = format!("<row><c t=\"str\"><v>h</v></c></row><row>{cell}</row>");
        for (about, expected) in [("", since_1900), ("<workbookPr date1904=\"1\"/>", since_1904)] {
            let table = read(&workbook(about, styles, &rows)).unwrap().value;
            assert_eq!(table.rows[0].cells, [expected], "{cell} {about}");
        }
    }
}

/// A problem of a roster names the row that a spreadsheet program shows, whatever lines the cells have.
#[test]
fn a_workbook_is_read_as_csv_line_for_row() {
    let cell = |text: &str| format!("<c t=\"str\"><v>{text}</v></c>");
    let row = |number: usize, cells: &[&str]| {
        format!("<row r=\"{number}\">{}</row>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let rows = row(2, &["Name", "E-mail", "Availability"])
        + &row(5, &["Ada", "ada@example.org", "Tue 12-13\nThu 17-19"])
        + &row(9, &["Bo; B., \"Bee\"", "bo@example.org", "whenever"])
        // Rows that say of themselves where they cannot be.
        + &row(0, &["Di", "di@example.org", ""])
        + &row(usize::MAX, &["=Cy", "cy@example.org", ""]);
    let file = csv(&workbook("", "", &rows)).unwrap().value;
    let people = peer_circle::people::read(file.as_bytes()).unwrap();
    let names: Vec<&str> = people.value.participants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Ada", "Bo; B., \"Bee\"", "Di", "=Cy"]);
    assert_eq!(people.value.participants[0].availability.spans().len(), 2);
    let places: Vec<_> = people.problems.iter().map(|problem| (problem.code(), problem.place().line)).collect();
    assert_eq!(places[0], ("roster.unreadable", Some(9)));
    assert!(file.len() < 8 << 20, "{}", file.len());
}

/// A workbook of an outside program (`form.py` says which), as forms tools give them out.
#[test]
fn a_roster_is_read_from_what_a_forms_tool_gives_out() {
    let read = csv(include_bytes!("data/people/form.xlsx")).unwrap();
    assert_eq!(read.problems[0].code(), "workbook.more_sheets");
    let people = peer_circle::people::read(read.value.as_bytes()).unwrap();
    let told: Vec<String> = people
        .value
        .participants
        .iter()
        .map(|one| {
            format!(
                "{} {}: {} {:?} {}",
                one.id,
                one.name,
                one.availability,
                one.attributes.get("Start time"),
                one.leader
            )
        })
        .collect();
    let expected = [
        "1 Ada Okoro: Tue 12:00-13:30; Thu 17:00-19:00 Some([\"2020-09-01 08:30\"]) true",
        "2 Bo Lindqvist: Tue 12:00-13:00; Wed 08:00-09:00 Some([\"2020-09-01 09:00:05\"]) false",
        "3 =HYPERLINK(\"x\"): Tue 12:00-14:00 Some([\"2020-09-02\"]) true",
        "4 Dee Ruiz:  None false",
        "5 Éli Noor: Thu 17:00-18:00 None true",
    ];
    assert_eq!(told, expected);
    let [problem] = people.problems.as_slice() else { panic!("{:?}", people.problems) };
    assert_eq!((problem.code(), problem.place().line), ("roster.unreadable", Some(5)));
}

#[test]
fn what_is_no_workbook_says_so() {
    let code = |bytes: &[u8]| read(bytes).map(|_| ()).map_err(|error| error.code().to_owned());
    assert_eq!(code(&pack(&[("a.txt", "b")])), Err("workbook.none".into()));
    assert_eq!(code(b"name,code"), Err("archive.broken".into()));
    assert_eq!(code(&pack(&[("xl/workbook.xml", "<!DOCTYPE a><a/>")])), Err("xml.doctype".into()));
}

proptest! {
    /// Cells come through a CSV file as they were, but for lines within them, and rows keep their numbers.
    #[test]
    fn as_csv_it_is_the_same_table(rows in prop::collection::vec(prop::collection::vec("[ -~é'=;,\"\\r\\n]{0,8}", 3), 1..9)) {
        let cells = |row: &Vec<String>| row.iter().cloned().map(Cell::Text).collect();
        let all = [vec![Cell::from("a"), "b".into(), "c".into()]].into_iter().chain(rows.iter().map(cells)).collect();
        let bytes = write(&[Sheet { name: "x".into(), rows: all }]);
        let lines = |cell: &String| cell.split(['\r', '\n']).map(|line| line.trim().trim_end_matches(';').to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let filled = |cells: &[String]| {
            let mut cells: Vec<String> = cells.iter().map(|cell| lines(cell).join("; ")).collect();
            cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
            cells
        };
        let table = peer_circle::table::read(&csv(&bytes).unwrap().value);
        let told: Vec<_> = table.value.rows.iter().map(|row| (row.line, filled(&row.cells))).collect();
        let expected: Vec<_> = (2..).zip(&rows).map(|(line, row)| (line, filled(row))).filter(|(_, cells)| !cells.is_empty()).collect();
        prop_assert_eq!(told, expected);
        prop_assert!(table.problems.is_empty());
    }

    #[test]
    fn written_is_read(rows in prop::collection::vec(prop::collection::vec("[ -~é😀_x0-9]{0,12}", 3..30), 1..6)) {
        let cells = |row: &Vec<String>| row.iter().cloned().map(Cell::Text).collect();
        let mut all = vec![vec![Cell::from("h"); 30]];
        all.extend(rows.iter().map(cells));
        let table = read(&write(&[Sheet { name: "x".into(), rows: all }])).unwrap().value;
        let trimmed = |row: &Vec<String>| {
            let mut row: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
            row.truncate(row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
            row
        };
        let expected: Vec<Vec<String>> = rows.iter().map(trimmed).filter(|row| !row.is_empty()).collect();
        let told: Vec<Vec<String>> = table.rows.iter().map(|row| trimmed(&row.cells)).collect();
        prop_assert_eq!(told, expected);
    }
}
