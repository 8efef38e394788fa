//! What is taken along: a workbook, a page, and codebooks out of workbooks.

use peer_circle::archive::Archive;
use peer_circle::themes::{Case, Codebook, Coding, Opening, Project};
use peer_circle::transcripts::{Transcript, Turn};
use peer_circle::workbook::{Sheet, read, write};

fn project() -> Project {
    let turn = |id: &str, speaker: &str, text: &str| Turn {
        id: id.into(),
        speaker: Some(speaker.into()),
        text: text.into(),
        start: Some(1_500),
        ..Turn::default()
    };
    let turns = vec![turn("t1", "=P01", "=SUM(A1) <script>alert(1)</script>"), turn("t2", "P02", "same here")];
    let transcript = Transcript { id: "s1".into(), turns, ..Transcript::default() };
    let mut project = Project::open(Opening { transcripts: vec![transcript], ..Opening::default() }).unwrap().value;
    for (turn, code) in [("t1", "emotional"), ("t2", "not-alone"), ("t2", "appraisal")] {
        let coding = Coding { transcript: "s1".into(), turn: turn.into(), code: code.into(), ..Coding::default() };
        project.code(coding).unwrap();
    }
    project.summarise("P02", "not-alone", "=feels understood");
    project
}

#[test]
fn the_workbook_has_all_tables() {
    let bytes = project().xlsx(Case::Speaker);
    let read = read(&bytes).unwrap();
    assert_eq!(read.value.headings[..3], ["transcript", "title", "turn"]);
    assert_eq!(read.value.rows.len(), 3);
    let row = &read.value.rows[0].cells;
    assert_eq!([&row[3], &row[4], &row[8]], ["=P01", "1500", "=SUM(A1) <script>alert(1)</script>"]);
    let mut archive = Archive::open(&bytes).unwrap();
    let mut sheet = |number: u32| {
        let name = format!("xl/worksheets/sheet{number}.xml");
        String::from_utf8(archive.read(&name).unwrap().unwrap()).unwrap()
    };
    assert!(sheet(1).contains("<v>1500</v>"), "times are numbers");
    assert!(sheet(2).contains("=feels understood") && !sheet(2).contains("<f>"));
    assert!(sheet(3).contains("<v>1</v>") && sheet(3).contains("<v>0</v>"));
    assert!(
        sheet(4).contains("not-alone")
            && sheet(5).contains("s1")
            && sheet(6).contains("coders")
            && sheet(7).contains("definition")
    );
}

#[test]
fn the_page_stands_by_itself_and_runs_nothing() {
    let page = project().html(Case::Speaker);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script") && !page.contains("http"));
    assert!(page.contains("=feels understood"));
    let codes = Codebook::circle().codes;
    assert!(codes.iter().all(|code| page.contains(&peer_circle::xml::escape(&code.name))));
}

#[test]
fn codebooks_are_read_from_workbooks() {
    let before = Codebook::circle();
    let rows = |book: &Codebook| -> Vec<Vec<String>> {
        let table = peer_circle::table::read(&book.csv()).value;
        std::iter::once(table.headings).chain(table.rows.into_iter().map(|row| row.cells)).collect()
    };
    let cells = rows(&before).into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
    let bytes = write(&[Sheet { name: "Codebook".into(), rows: cells }]);
    let read = Codebook::read_csv(&bytes).unwrap();
    assert_eq!(read.problems, []);
    assert_eq!(read.value.codes, before.codes);
}
