//! Another tool's project, read and written back.

use std::path::PathBuf;

use peer_circle::archive::{Archive, write};
use peer_circle::themes::{Codebook, Coding, Memo, Passage, Project, Setting};
use peer_circle::transcripts::{Transcript, Turn};
use peer_circle::xml::{Element, parse};

use super::schema::{check, schema};

const FOREIGN: &str = include_str!("../data/themes/foreign.qde");

/// Lines end with CRLF, each counted as two characters; an accent is a character of its own.
const FIRST: &str = "P01: I ate 😀 eggs\r\n\r\nP02: and toa\u{301}st\r\nP01: good";

/// The archive around the project of the test data: texts, a layout (itself an archive), a picture.
fn foreign() -> Vec<u8> {
    let docx = write(&[("word/document.xml", "<w/>")]);
    let files: [(&str, &[u8]); 5] = [
        ("Project.QDE", FOREIGN.as_bytes()),
        ("sources/First.txt", FIRST.as_bytes()),
        ("sources/First.docx", &docx),
        ("sources/Accent.txt", "It is é".as_bytes()),
        ("sources/Table.jpg", &[0xff, 0xd8, 0, 1, 2]),
    ];
    write(&files)
}

fn read(bytes: &[u8]) -> Project {
    Project::read_qdpx(bytes).unwrap().value
}

fn file(bytes: &[u8], name: &str) -> Vec<u8> {
    Archive::open(bytes).unwrap().carry(name).unwrap().unwrap_or_else(|| panic!("{name} is not in the archive"))
}

fn document(bytes: &[u8]) -> Element {
    parse(&String::from_utf8(file(bytes, "project.qde")).unwrap()).unwrap()
}

fn find<'a>(root: &'a Element, guid: &str) -> Option<&'a Element> {
    let is = |element: &Element| element.attribute("guid").is_some_and(|known| known.contains(guid));
    root.elements().find_map(|element| if is(element) { Some(element) } else { find(element, guid) })
}

/// What a coding says, without its id.
fn said(project: &Project) -> Vec<(String, Option<Passage>, String, String)> {
    project.codings().map(|c| (c.turn.clone(), c.passage, c.code.clone(), c.coder.clone())).collect()
}

#[test]
fn what_did_not_change_is_written_back_as_it_was() {
    let before = foreign();
    let read = Project::read_qdpx(&before).unwrap();
    let kept: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(kept, ["refi.kept"]);
    let after = read.value.qdpx("");
    assert!(document(&after) == document(&before));
    assert!(Archive::open(&after).unwrap().names().eq(Archive::open(&before).unwrap().names()));
    for name in ["sources/First.txt", "sources/First.docx", "sources/Accent.txt", "sources/Table.jpg"] {
        assert_eq!(file(&after, name), file(&before, name), "{name}");
    }
    // Saved as data in between, and named otherwise.
    let again =
        Project::load(serde_json::from_str(&serde_json::to_string(&read.value.save()).unwrap()).unwrap()).unwrap();
    let named = document(&again.value.qdpx("Dinner"));
    assert_eq!(named.attribute("name"), Some("Dinner"));
    assert_eq!(named.children, document(&before).children);
}

/// The project that ATLAS.ti exported (its sources are not in the file).
#[test]
fn a_project_of_atlas_ti_is_written_back_equal() {
    let Some(data) = std::env::var_os("PEER_CIRCLE_DATA").map(PathBuf::from) else { return };
    for file in ["refi/skyloom_TestProject.qdpx", "refi/skyloom_Project.qde"] {
        let bytes = std::fs::read(data.join(file)).unwrap();
        let before = if file.ends_with("qde") {
            parse(&String::from_utf8(bytes.clone()).unwrap()).unwrap()
        } else {
            document(&bytes)
        };
        assert_eq!(document(&read(&bytes).qdpx("")), before, "{file}");
    }
}

#[test]
fn notes_are_memos_on_what_refers_to_them() {
    let project = read(&foreign());
    let memos: Vec<(&str, &str, &str)> =
        project.memos().map(|memo| (memo.about.as_str(), memo.text.as_str(), memo.coder.as_str())).collect();
    assert_eq!(memos, [("s1/t2/4-10/toast/Tom & Ann", "Accent\nIt is é", "Eva"), ("food", "Ask more", "")]);
}

#[test]
fn codings_made_and_taken_out_here_arrive_there() {
    let mut project = read(&foreign());
    project.uncode("s1/t1/6-13/eggs/Eva").unwrap();
    let place = Coding { transcript: "s1".into(), turn: "t3".into(), ..Coding::default() };
    project.code(Coding { code: "toast".into(), coder: "Eva".into(), ..place.clone() }).unwrap();
    project
        .code(Coding { code: "toast".into(), coder: "Zoe".into(), passage: Some(Passage { from: 1, to: 3 }), ..place })
        .unwrap();
    let after = project.qdpx("");
    let root = document(&after);
    assert!(find(&root, "55555555-1000-4000-9000-000000000001").is_none());
    let old = find(&root, "55555555-1000-4000-9000-000000000002");
    assert_eq!(old, find(&document(&foreign()), "55555555-1000-4000-9000-000000000002"));
    let spans: Vec<_> = find(&root, "55555555-0000-4000-9000-000000000001")
        .unwrap()
        .all("PlainTextSelection")
        .map(|one| {
            (
                one.attribute("startPosition").unwrap(),
                one.attribute("endPosition").unwrap(),
                one.attribute("creatingUser").unwrap(),
            )
        })
        .collect();
    assert_eq!(spans[1].2, "{11111111-0000-4000-9000-00000000000A}", "coders keep the file's GUIDs");
    assert_eq!([(spans[1].0, spans[1].1), (spans[2].0, spans[2].1)], [("43", "47"), ("44", "46")]);
    assert_eq!(said(&read(&after)), said(&project));
}

#[test]
fn codes_changed_here_are_changed_there_and_what_pointed_to_them_goes() {
    let mut project = read(&foreign());
    let mut book: Codebook = project.codebook().clone();
    book.codes[0].name = "Meals".into();
    book.codes[0].definition = "What is served.".into();
    project.set_codebook(book).unwrap();
    project.merge_codes("toast", "eggs").unwrap();
    project.memo(Memo { about: "project".into(), text: "Merged".into(), coder: "Eva".into(), ..Memo::default() });
    let after = project.qdpx("");
    let root = document(&after);
    let food = find(&root, "22222222-0000-4000-9000-000000000001").unwrap();
    assert_eq!((food.attribute("name"), food.attribute("isCodable")), (Some("Meals"), Some("false")));
    assert!(food.child("Description").unwrap().text().starts_with("What is served."));
    assert!(food.child("NoteRef").is_some());
    let eggs = find(food, "22222222-0000-4000-9000-000000000002").unwrap();
    assert_eq!(eggs.attribute("weight"), Some("3"));
    let text = String::from_utf8(file(&after, "project.qde")).unwrap();
    assert!(!text.contains("22222222-0000-4000-9000-000000000003"), "nothing points to a code that is gone");
    assert!(find(&root, "77777777-0000-4000-9000-000000000002").is_some());
    assert!(find(&root, "77777777-0000-4000-9000-000000000001").is_none());
    assert_eq!(root.all("NoteRef").count(), 1);
    assert_eq!(said(&read(&after)), said(&project));
}

#[test]
fn transcripts_added_here_are_sources_there() {
    let mut project = read(&foreign());
    let turn = |id: &str, speaker: &str, text: &str| Turn {
        id: id.into(),
        speaker: Some(speaker.into()),
        text: text.into(),
        start: Some(1_500),
        end: Some(62_003),
        ..Turn::default()
    };
    let turns = vec![turn("a", "P09", "More e\u{301}ggs: please"), turn("b", "P09", "And tea")];
    let id = project.add(Transcript { title: "Second".into(), turns: turns.clone(), ..Transcript::default() }).value;
    let place =
        Coding { transcript: id, turn: "a".into(), passage: Some(Passage { from: 5, to: 10 }), ..Coding::default() };
    project.code(Coding { code: "eggs".into(), coder: "Eva".into(), ..place }).unwrap();
    let again = read(&project.qdpx(""));
    assert_eq!(again.transcripts()[1].turns, turns);
    assert_eq!(said(&again), said(&project));
}

#[test]
fn who_withdrew_is_in_no_part_of_the_file() {
    let mut project = read(&foreign());
    let other = Coding { transcript: "s1".into(), turn: "t3".into(), code: "toast".into(), ..Coding::default() };
    project.code(Coding { coder: "Eva".into(), ..other }).unwrap();
    assert_eq!(project.withdraw("P02").turns, 1);
    let saved = serde_json::to_string(&project.save()).unwrap();
    assert!(!saved.contains("toa\u{301}st") && !saved.contains("P02"));
    let after = project.qdpx("");
    assert!(!String::from_utf8_lossy(&after).contains("toa\u{301}st"));
    assert!(Archive::open(&after).unwrap().names().all(|name| !name.contains("First")));
    let root = document(&after);
    assert!(find(&root, "55555555-0000-4000-9000-000000000003").is_some(), "other sources stay");
    assert_eq!(said(&read(&after)), said(&project));
    // Once more, over what was written then.
    project.withdraw("P01");
    assert_eq!(read(&project.qdpx("")).transcripts()[0].turns, []);
}

/// The schema of the standard, which the data for development has, over what is written here and written back.
#[test]
fn what_is_written_is_valid() {
    let Some(schema) = schema() else { return };
    let project = read(&foreign());
    let mut ours = Project::load(peer_circle::themes::SavedProject { origin: None, ..project.save() }).unwrap().value;
    assert_eq!(check(&schema, &document(&ours.qdpx("Ours"))), [""; 0]);
    ours.set_codebook(Codebook::circle()).unwrap();
    let transcript = ours.transcripts()[0].id.clone();
    ours.set_setting(Setting { transcript, circle: "A".into(), date: "2021".into(), ..Setting::default() }).unwrap();
    assert_eq!(check(&schema, &document(&ours.qdpx("Ours"))), [""; 0]);
    let mut theirs = project;
    theirs.merge_codes("toast", "eggs").unwrap();
    theirs.withdraw("P02");
    let problems = check(&schema, &document(&theirs.qdpx("")));
    // The attributes that the other tool added stay, and are not of the standard.
    assert!(problems.iter().all(|problem| problem.contains("x:")), "{problems:?}");
}
