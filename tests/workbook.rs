//! Workbooks: what is written is read again, and what other programs write is read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use peer_circle::archive::{Archive, write as pack};
use peer_circle::workbook::{Cell, Sheet, read, write};
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

#[test]
fn what_is_no_workbook_says_so() {
    let code = |bytes: &[u8]| read(bytes).map(|_| ()).map_err(|error| error.code().to_owned());
    assert_eq!(code(&pack(&[("a.txt", "b")])), Err("workbook.none".into()));
    assert_eq!(code(b"name,code"), Err("archive.broken".into()));
    assert_eq!(code(&pack(&[("xl/workbook.xml", "<!DOCTYPE a><a/>")])), Err("xml.doctype".into()));
}

proptest! {
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
