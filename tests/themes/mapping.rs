//! Themes by what transcripts are of, the history of the codebook, and passages to quote.

use peer_circle::themes::{Case, Code, Coding, Opening, Project, Revised, SaturationRule, Setting, Settlement};
use peer_circle::transcripts::{Transcript, Turn};

fn project(transcripts: usize) -> Project {
    let turn = |at: usize| Turn {
        id: format!("t{at}"),
        speaker: Some(format!("P{at}")),
        text: "so it goes ".repeat(at * 4 + 1),
        ..Turn::default()
    };
    let transcript =
        |at: usize| Transcript { id: format!("s{at}"), turns: (0..4).map(turn).collect(), ..Transcript::default() };
    let transcripts = (0..transcripts).map(transcript).collect();
    Project::open(Opening { transcripts, coder: Some("ana".into()), codebook: None }).unwrap().value
}

fn code(project: &mut Project, transcript: usize, turn: usize, code: &str, coder: &str) {
    let coding = Coding {
        transcript: format!("s{transcript}"),
        turn: format!("t{turn}"),
        code: code.into(),
        coder: coder.into(),
        ..Coding::default()
    };
    project.code(coding).unwrap();
}

#[test]
fn themes_are_laid_out_by_what_transcripts_are_of() {
    let mut project = project(3);
    let setting = |at: usize, mode: &str, date: &str| Setting {
        transcript: format!("s{at}"),
        circle: format!("Circle {}", at % 2),
        topic: "Sleep".into(),
        mode: mode.into(),
        date: date.into(),
        ..Setting::default()
    };
    project.set_setting(setting(0, "talk", "2021-03-09")).unwrap();
    project.set_setting(setting(1, "text", "2020-11")).unwrap();
    (0..3).for_each(|transcript| code(&mut project, transcript, 0, "emotional", ""));
    let rows = |case: Case| {
        let matrix = project.matrix(case);
        let cells = matrix.cells.into_iter().map(|cell| (cell.case, cell.count)).collect::<Vec<_>>();
        (matrix.cases, cells)
    };
    let expected = |cells: &[(&str, u32)]| {
        let cells: Vec<(String, u32)> = cells.iter().map(|(case, count)| ((*case).to_owned(), *count)).collect();
        (cells.iter().map(|(case, _)| case.clone()).collect::<Vec<_>>(), cells)
    };
    assert_eq!(rows(Case::Circle), expected(&[("Circle 0", 1), ("Circle 1", 1)]));
    assert_eq!(rows(Case::Topic), expected(&[("Sleep", 2)]));
    assert_eq!(rows(Case::Mode), expected(&[("talk", 1), ("text", 1)]));
    assert_eq!(rows(Case::Month), expected(&[("2020-11", 1), ("2021-03", 1)]));
    assert_eq!(rows(Case::Platform), expected(&[]));
    project.summarise("Sleep", "emotional", "tired");
    assert_eq!(project.matrix(Case::Topic).cells[0].summary, "tired");
    assert_eq!(project.matrix(Case::Mode).cases, ["talk", "text"], "a summary of a topic is no mode");
    project.set_setting(Setting { transcript: "s0".into(), ..Setting::default() }).unwrap();
    assert_eq!(project.settings().count(), 1);
    let unknown = project.set_setting(Setting { transcript: "s9".into(), ..Setting::default() });
    assert_eq!(unknown.unwrap_err().code(), "setting.unknown_transcript");
}

#[test]
fn the_history_of_the_codebook_is_told() {
    let mut project = project(2);
    code(&mut project, 1, 0, "emotional", "");
    let mut codebook = project.codebook().clone();
    codebook.codes[0].name = "Warmth".into();
    codebook.codes[1].parent = None;
    codebook.codes[2].phrases.clear();
    codebook.codes.push(Code { name: "Silence".into(), ..Code::default() });
    let gone = codebook.codes.remove(3);
    let (moved, changed) = (codebook.codes[1].id.clone(), codebook.codes[2].id.clone());
    project.set_codebook(codebook).unwrap();
    project.split_code("emotional", Code { name: "Tears".into(), ..Code::default() }, &[]).unwrap();
    project.merge_codes("tears", "silence").unwrap();
    let told: Vec<(&str, Revised, &str)> =
        project.revisions().iter().map(|one| (one.code.as_str(), one.what, one.other.as_str())).collect();
    let expected = [
        ("emotional", Revised::Renamed, "Emotional support"),
        (&moved, Revised::Moved, "emotional"),
        (&changed, Revised::Changed, ""),
        ("silence", Revised::Made, ""),
        (&gone.id, Revised::Removed, &gone.name),
        ("tears", Revised::Split, "emotional"),
        ("tears", Revised::Merged, "silence"),
    ];
    assert_eq!(told, expected);
    assert!(project.revisions().iter().all(|one| one.coder == "ana" && one.during.as_deref() == Some("s1")));
    let again = Project::load(project.save()).unwrap().value;
    assert_eq!(again.revisions(), project.revisions());
    while project.undo() {}
    assert_eq!(project.revisions(), []);
}

/// What was settled and what was expected goes over to the other code too: else a settled turn would lose its theme.
#[test]
fn settled_turns_keep_their_codings_when_codes_are_merged_and_split() {
    let mut project = project(2);
    code(&mut project, 0, 0, "not-alone", "ana");
    code(&mut project, 0, 0, "not-alone", "ben");
    let settled = |code: &str| Settlement {
        transcript: "s0".into(),
        turn: "t0".into(),
        codes: vec![code.into()],
        ..Settlement::default()
    };
    project.settle(settled("not-alone")).unwrap();
    let counted = |project: &Project| {
        project.matrix(Case::Speaker).cells.into_iter().map(|cell| (cell.code, cell.count)).collect::<Vec<_>>()
    };
    project.merge_codes("not-alone", "safe-space").unwrap();
    assert_eq!(counted(&project), [("safe-space".to_owned(), 1)]);
    let settlement = project.settlements().next().unwrap();
    assert_eq!(
        (settlement.codes.join(","), settlement.given["ben"].join(",")),
        ("safe-space".into(), "safe-space".into())
    );
    let new = || Code { name: "Heard".into(), ..Code::default() };
    project.split_code("safe-space", new(), &["s0/t0/safe-space/ana".to_owned()]).unwrap();
    assert_eq!(project.settlements().next().unwrap().codes, ["heard", "safe-space"]);
    project.undo();
    let both = ["s0/t0/safe-space/ana", "s0/t0/safe-space/ben"].map(str::to_owned);
    project.split_code("safe-space", new(), &both).unwrap();
    assert_eq!(counted(&project), [("heard".to_owned(), 1)]);
    assert_eq!(project.settlements().next().unwrap().codes, ["heard"]);
}

/// A code that is made late and then found early is new where it was made.
#[test]
fn a_code_is_new_where_it_was_made() {
    let mut project = project(6);
    (0..5).for_each(|transcript| code(&mut project, transcript, 0, "emotional", ""));
    let mut codebook = project.codebook().clone();
    codebook.codes.push(Code { name: "Silence".into(), ..Code::default() });
    project.set_codebook(codebook).unwrap();
    code(&mut project, 0, 1, "silence", "");
    let additions = project.saturation();
    assert_eq!((additions[0].new_codes.len(), additions[4].made.as_slice()), (2, &["silence".to_owned()][..]));
    let told = project.saturated(SaturationRule { base: 2, run: 2, threshold: 0.0 });
    assert_eq!((told.base_codes, told.shares, told.reached), (1, vec![0.0, 1.0, 1.0], Some(4)));
}

#[test]
fn what_is_quoted_was_coded_by_most_and_said_by_several() {
    let mut project = project(2);
    for transcript in 0..2 {
        (0..4).for_each(|turn| code(&mut project, transcript, turn, "emotional", "ana"));
    }
    code(&mut project, 1, 0, "emotional", "ben");
    let quotes = project.exemplars(5);
    let told: Vec<(&str, &str, u32)> =
        quotes.iter().map(|one| (one.transcript.as_str(), one.turn.as_str(), one.coders)).collect();
    // Both coders gave the first; then the others' words by their length; then again.
    assert_eq!(told, [("s1", "t0", 2), ("s0", "t2", 1), ("s0", "t1", 1), ("s0", "t3", 1), ("s1", "t2", 1)]);
    assert_eq!(quotes[1].speaker.as_deref(), Some("P2"));
    assert_eq!(project.exemplars(0), []);
}
