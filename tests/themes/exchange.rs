use std::path::PathBuf;

use peer_circle::archive::write;
use peer_circle::themes::{Code, Codebook, Coding, Memo, Opening, Passage, Project, Setting};
use peer_circle::transcripts::{Transcript, Turn};
use proptest::prelude::*;

/// The place of a turn, the passage, the coder.
type Coded = (usize, Option<(u32, u32)>, &'static str);

/// A project over turns of these speakers and texts, with codings of passages by two coders.
fn project(turns: &[(Option<&str>, &str)], passages: &[Coded]) -> Project {
    let turn = |(number, (speaker, text)): (usize, &(Option<&str>, &str))| Turn {
        id: format!("turn {number}"),
        speaker: speaker.map(str::to_owned),
        text: (*text).to_owned(),
        ..Turn::default()
    };
    let turns = turns.iter().enumerate().map(turn).collect();
    let transcript = Transcript { id: "s1".into(), title: "One & only".into(), turns, ..Transcript::default() };
    let opening = Opening { transcripts: vec![transcript], coder: Some("ana".into()), ..Opening::default() };
    let mut project = Project::open(opening).unwrap().value;
    for (turn, passage, coder) in passages {
        let passage = passage.map(|(from, to)| Passage { from, to });
        let place = Coding { transcript: "s1".into(), turn: format!("turn {turn}"), ..Coding::default() };
        project.code(Coding { passage, code: "not-alone".into(), coder: (*coder).into(), ..place }).unwrap();
    }
    project
}

/// What a coding says, without its id, which is made of it.
fn said(project: &Project) -> Vec<(String, Option<Passage>, String, String)> {
    project.codings().map(|c| (c.turn.clone(), c.passage, c.code.clone(), c.coder.clone())).collect()
}

#[test]
fn a_project_goes_out_and_comes_back() {
    // Characters of two units, combining marks, a speaker with a full stop, words that look like a speaker's name.
    let turns = [
        (Some("Dr. P01"), "I 😀 felt e\u{301} alone"),
        (None, "Well: who knows"),
        (Some("P02"), "same <here> & \"there\""),
    ];
    let mut before = project(&turns, &[(0, Some((2, 9)), "ana"), (1, None, "ben"), (2, Some((5, 11)), "ana")]);
    before.memo(Memo { about: "project".into(), text: "A first memo".into(), ..Memo::default() });
    let transcript = before.transcripts()[0].id.clone();
    let setting = Setting { transcript, topic: "Sleep & <rest>".into(), mode: "text".into(), ..Setting::default() };
    before.set_setting(setting.clone()).unwrap();
    let read = Project::read_qdpx(&before.qdpx("Ours")).unwrap();
    assert_eq!(read.problems, []);
    let after = read.value;
    assert_eq!(after.settings().collect::<Vec<_>>(), [&setting]);
    assert_eq!(said(&after), said(&before));
    assert_eq!(after.codebook().codes, before.codebook().codes);
    assert_eq!(after.transcripts()[0].turns, before.transcripts()[0].turns);
    let memos = |project: &Project| project.memos().cloned().collect::<Vec<_>>();
    assert_eq!(memos(&after), memos(&before));
}

/// A project of another tool, its one source a file with these line breaks.
fn foreign(text: &str, selections: &[(usize, usize, &str)]) -> Vec<u8> {
    let selection = |(from, to, name): &(usize, usize, &str)| {
        format!(
            "<PlainTextSelection guid=\"{from}\" name=\"{name}\" startPosition=\"{from}\" endPosition=\"{to}\" creatingUser=\"U1\"><Coding \
             guid=\"c{from}\"><CodeRef targetGUID=\"{{A}}\"/></Coding></PlainTextSelection>"
        )
    };
    let selections: String = selections.iter().map(selection).collect();
    let qde = format!(
        "<?xml version=\"1.0\"?><Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\"><Users><User guid=\"u1\" name=\"Eva\"/></Users>\
         <CodeBook><Codes><Code guid=\"a\" name=\"Joy\" isCodable=\"true\"/></Codes></CodeBook><Sources><TextSource guid=\"x\" name=\"S\" \
         plainTextPath=\"internal://X.txt\">{selections}</TextSource><PictureSource guid=\"y\"/></Sources></Project>"
    );
    write(&[("Project.qde", qde.as_bytes()), ("sources/x.TXT", text.as_bytes())])
}

/// Tools differ in whether CRLF is one character or two: the words of the selections tell.
#[test]
fn line_breaks_are_counted_as_the_other_tool_did() {
    let text = "A: one two\r\nB: three 😀 four\r\nfive";
    for (double, selections) in
        [(false, [(20, 26, "😀 four"), (27, 31, "five")]), (true, [(21, 27, "😀 four"), (29, 33, "five")])]
    {
        let read = Project::read_qdpx(&foreign(text, &selections)).unwrap();
        let expected = [
            ("t2".to_owned(), Some(Passage { from: 6, to: 13 }), "joy".to_owned(), "Eva".to_owned()),
            ("t3".to_owned(), None, "joy".to_owned(), "Eva".to_owned()),
        ];
        assert_eq!(said(&read.value), expected, "CRLF is two: {double}");
        let problems: Vec<&str> = read.problems.iter().map(|problem| problem.message()).collect();
        assert!(problems.len() == 1 && problems[0].ends_with("pictures, recordings and the like: 1"), "{problems:?}");
    }
}

#[test]
fn a_selection_over_several_turns_codes_each_of_them() {
    let read = Project::read_qdpx(&foreign("A: one two\nB: three\n\nC: four", &[(7, 27, "two")])).unwrap();
    let places: Vec<_> = said(&read.value).into_iter().map(|(turn, passage, ..)| (turn, passage)).collect();
    let expected = [
        ("t1".to_owned(), Some(Passage { from: 4, to: 7 })),
        ("t2".to_owned(), None),
        ("t3".to_owned(), Some(Passage { from: 0, to: 3 })),
    ];
    assert_eq!(places, expected);
}

/// The project that ATLAS.ti exported: its codebook and coders are there, its sources (not in the file) are named.
#[test]
fn a_project_of_another_tool_is_read() {
    let Some(data) = std::env::var_os("PEER_CIRCLE_DATA").map(PathBuf::from) else { return };
    let read = Project::read_qdpx(&std::fs::read(data.join("refi/skyloom_TestProject.qdpx")).unwrap()).unwrap();
    assert_eq!(read.value.codebook().codes.len(), 14);
    let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
    assert!(codes.contains(&"qdpx.no_source") && codes.contains(&"refi.kept"), "{codes:?}");
}

#[test]
fn files_that_are_no_projects_say_so() {
    let code = |bytes: &[u8]| Project::read_qdpx(bytes).map(|_| ()).map_err(|error| error.code().to_owned());
    assert_eq!(code(&write(&[("a.txt", "b")])), Err("qdpx.no_project".to_owned()));
    assert_eq!(code(b"<CodeBook/>"), Err("qdpx.no_project".to_owned()));
    assert_eq!(code(b"<!DOCTYPE Project [<!ENTITY a \"b\">]><Project>&a;</Project>"), Err("xml.doctype".to_owned()));
    assert_eq!(
        Codebook::read_qdc(b"<Project/>").map(|_| ()).map_err(|error| error.code().to_owned()),
        Err("qdc.no_codes".to_owned())
    );
}

fn words() -> impl Strategy<Value = String> {
    "[a-z<&\"😀é][a-z <&\"'😀é]{0,10}[a-z.]"
}

proptest! {
    #[test]
    fn codebooks_go_out_and_come_back(codes in prop::collection::vec((words(), words(), prop::collection::vec(words(), 0..3), any::<bool>()), 1..6)) {
        let code = |(at, (name, definition, list, below)): (usize, &(String, String, Vec<String>, bool))| Code {
            name: name.clone(),
            parent: (*below && at > 0).then(|| codes[0].0.clone()),
            definition: definition.clone(),
            phrases: list.clone(),
            exclude: list.clone(),
            ..Code::default()
        };
        let before = Codebook { codes: codes.iter().enumerate().map(code).collect(), ..Codebook::default() }.settled();
        let after = Codebook::read_qdc(before.qdc().as_bytes()).unwrap().value;
        let sorted = |book: &Codebook| {
            let above = |code: &Code| code.parent.as_ref().and_then(|id| book.code(id)).map(|above| above.name.clone());
            let mut rows: Vec<_> = book.codes.iter().map(|c| (c.name.clone(), above(c), c.definition.clone(), c.phrases.clone(), c.exclude.clone())).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(sorted(&after), sorted(&before));
    }
}
