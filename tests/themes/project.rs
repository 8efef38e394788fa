use peer_circle::themes::{
    Ask, Code, Codebook, Coding, Draw, Memo, Opening, Passage, Project, Removed, SavedProject, Setting, Settlement,
};
use peer_circle::transcripts::{Transcript, Turn};
use proptest::prelude::*;

fn turn(id: &str, speaker: &str, text: &str) -> Turn {
    Turn { id: id.to_owned(), speaker: Some(speaker.to_owned()), text: text.to_owned(), ..Turn::default() }
}

fn transcript(id: &str) -> Transcript {
    let turns = vec![
        turn("t1", "P01", "I felt so overwhelmed this week."),
        turn("t2", "P02", "Same here 😀, you're not alone. Have you tried to block an hour?"),
        turn("t3", "P01", "=SUM(A1) is what my day looks like"),
    ];
    Transcript { id: id.to_owned(), title: "Session 1".to_owned(), turns, ..Transcript::default() }
}

fn project() -> Project {
    let opening = Opening { transcripts: vec![transcript("s1")], coder: Some("ana".to_owned()), codebook: None };
    let read = Project::open(opening).unwrap();
    assert_eq!(read.problems, []);
    read.value
}

fn coding(turn: &str, code: &str) -> Coding {
    Coding { transcript: "s1".to_owned(), turn: turn.to_owned(), code: code.to_owned(), ..Coding::default() }
}

fn suggested(project: &mut Project) -> Vec<String> {
    project.suggest(&Ask::default()).into_iter().map(|suggestion| suggestion.id).collect()
}

#[test]
fn suggestions_say_why_and_where() {
    let mut project = project();
    let all = project.suggest(&Ask { at_least: Some(0.3), ..Ask::default() });
    let alone = all.iter().find(|suggestion| suggestion.id == "s1/t2/not-alone").unwrap();
    let text = &transcript("s1").turns[1];
    for reason in &alone.reasons {
        let Passage { from, to } = reason.passage.unwrap();
        assert_eq!(text.slice(from, to), Some(reason.words.as_str()));
    }
    assert!(alone.reasons.iter().any(|reason| reason.words == "not alone" && reason.weight > 0.0));
    assert!(all.iter().all(|suggestion| (0.3..1.0).contains(&suggestion.probability)));
    assert!(!all.iter().any(|suggestion| suggestion.turn == "t3"));
}

/// In whatever portions, whatever comes in between: the same suggestions.
#[test]
fn suggestions_are_prepared_in_portions() {
    let fresh = || {
        let mut project = project();
        project.add(transcript("s2"));
        project.code(coding("t3", "emotional")).unwrap();
        project
    };
    let expected = fresh().suggest(&Ask::default());
    assert!(!expected.is_empty());
    for work in [1, 2, 3, 5, 100] {
        let mut project = project();
        let mut last = project.prepare_some(work);
        // Another transcript begins it anew, and a coding does not.
        project.add(transcript("s2"));
        let all = 4 * project.status().turns / 2;
        let mut looked = 0;
        while !last.done || looked < u64::from(all) {
            last = project.prepare_some(work);
            assert!(last.done || last.work == looked + work, "{last:?}");
            looked = last.work;
            if looked <= work {
                project.code(coding("t3", "emotional")).unwrap();
            }
        }
        assert_eq!((last.work, last.all), (u64::from(all), Some(u64::from(all))));
        project.code(coding("t3", "emotional")).unwrap();
        assert_eq!(project.suggest(&Ask::default()), expected, "{work}");
        // What is ready stays so.
        assert!(project.prepare_some(1).done);
    }
}

#[test]
fn what_is_decided_is_not_suggested_again() {
    let mut project = project();
    let first = suggested(&mut project);
    assert!(first.len() >= 3, "{first:?}");
    let id = project.accept(&first[0]).unwrap();
    project.reject(&first[1]).unwrap();
    let left = suggested(&mut project);
    assert!(!left.contains(&first[0]) && !left.contains(&first[1]));
    assert!(
        project
            .codings()
            .next()
            .is_some_and(|coding| coding.id == id && coding.suggested.is_some() && coding.coder == "ana")
    );
    project.set_coder("ben");
    assert_eq!(suggested(&mut project), first, "another coder decides alone");
    project.set_coder("ana");
    assert!(project.undo() && project.undo() && !project.undo());
    assert_eq!(suggested(&mut project), first);
    assert!(project.redo());
    assert_eq!(project.codings().count(), 1);
}

#[test]
fn rejecting_takes_the_coding_out_and_coding_takes_the_refusal_out() {
    let mut project = project();
    project.code(coding("t1", "emotional")).unwrap();
    project.reject("s1/t1/emotional").unwrap();
    assert_eq!((project.codings().count(), project.refusals().count()), (0, 1));
    project.accept("s1/t1/emotional").unwrap();
    assert_eq!((project.codings().count(), project.refusals().count()), (1, 0));
    assert!(project.undo());
    assert_eq!((project.codings().count(), project.refusals().count()), (0, 1));
}

#[test]
fn what_cannot_be_coded_is_told() {
    let mut project = project();
    let check = |project: &mut Project, wrong: Coding, code: &str| {
        assert_eq!(project.code(wrong).unwrap_err().code(), code);
    };
    check(&mut project, coding("t9", "emotional"), "coding.unknown_turn");
    check(&mut project, coding("t1", "nothing"), "coding.unknown_code");
    // The passage would cut the smiley, which is two UTF-16 units, in half.
    let half = Some(Passage { from: 0, to: 11 });
    check(&mut project, Coding { passage: half, ..coding("t2", "emotional") }, "coding.passage");
    assert_eq!(project.accept("s1/t1/none").unwrap_err().code(), "suggestion.unknown");
    assert_eq!(project.reject("nonsense").unwrap_err().code(), "suggestion.unknown");
    assert_eq!(project.uncode("nonsense").unwrap_err().code(), "coding.unknown");
    assert!(!project.undo(), "what failed left no step behind");
}

#[test]
fn the_whole_turn_is_one_passage_however_it_is_said() {
    let mut project = project();
    let whole = Some(Passage { from: 0, to: 32 });
    let first = project.code(coding("t1", "emotional")).unwrap();
    let second = project.code(Coding { passage: whole, ..coding("t1", "emotional") }).unwrap();
    assert_eq!(first, second);
    assert_eq!(project.codings().count(), 1);
}

#[test]
fn the_table_is_safe_in_a_spreadsheet() {
    let mut project = project();
    project.code(coding("t3", "informational")).unwrap();
    project.code(Coding { passage: Some(Passage { from: 0, to: 9 }), ..coding("t2", "appraisal") }).unwrap();
    let csv = project.csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[1], "s1,Session 1,t2,P02,,,0,9,Same here,appraisal,Appraisal support,ana,,not known,not known");
    assert_eq!(
        lines[2],
        "s1,Session 1,t3,P01,,,,,'=SUM(A1) is what my day looks like,informational,Informational support,ana,,not known,not known"
    );
}

#[test]
fn a_saved_project_opens_as_it_was() {
    let mut project = project();
    project.accept("s1/t2/not-alone").unwrap();
    project.reject("s1/t2/appraisal").unwrap();
    project.memo(Memo { about: "project".to_owned(), text: "Begun.".to_owned(), ..Memo::default() });
    project.summarise("P01", "emotional", "Tired, and says so.");
    let json = serde_json::to_string(&project.save()).unwrap();
    let read = Project::load(serde_json::from_str(&json).unwrap()).unwrap();
    assert_eq!(read.problems, []);
    assert_eq!(read.value.save(), project.save());
    assert_eq!(read.value.coder(), "ana");
}

#[test]
fn other_files_and_later_versions_are_refused() {
    let saved = project().save();
    let check = |saved, code: &str| assert_eq!(Project::load(saved).unwrap_err().code(), code);
    check(peer_circle::themes::SavedProject { format: "x".to_owned(), ..saved.clone() }, "project.format");
    check(peer_circle::themes::SavedProject { version: 99, ..saved.clone() }, "project.version");
    let lost = peer_circle::themes::SavedProject { codings: vec![coding("t77", "emotional")], ..saved };
    assert_eq!(Project::load(lost).unwrap().problems[0].code(), "coding.unknown_turn");
}

#[test]
fn who_withdraws_leaves_no_word_behind() {
    let mut project = project();
    project.code(coding("t1", "emotional")).unwrap();
    project.code(coding("t2", "appraisal")).unwrap();
    project.memo(Memo { about: "s1/t1".to_owned(), text: "overwhelmed".to_owned(), ..Memo::default() });
    // What was written elsewhere, but quotes or names them.
    project.memo(Memo { about: "emotional".to_owned(), text: "As P01 says".to_owned(), ..Memo::default() });
    let said = project.transcripts()[0].turns.iter().find(|turn| turn.speaker.as_deref() == Some("P01")).unwrap();
    let quoted = said.text.to_uppercase();
    project.memo(Memo { about: "project".to_owned(), text: format!("Note: {quoted}"), ..Memo::default() });
    project.memo(Memo { about: "project".to_owned(), text: "Begun.".to_owned(), ..Memo::default() });
    project.summarise("P02", "emotional", &format!("Hears \u{201c}{quoted}\u{201d}"));
    project.summarise("P02", "appraisal", "Listens.");
    let mut codebook = project.codebook().clone();
    codebook.codes[0].examples.push(quoted);
    project.set_codebook(codebook).unwrap();
    let gone = project.withdraw("P01");
    let expected = Removed { turns: 2, codings: 1, memos: 3, summaries: 1, examples: 1 };
    assert_eq!(gone, expected);
    let saved = serde_json::to_string(&project.save()).unwrap().to_lowercase();
    assert!(!saved.contains("p01") && !saved.contains("overwhelmed with"), "{saved}");
    assert_eq!(project.save().summaries.len(), 1);
    assert!(!serde_json::to_string(&project.save().transcripts).unwrap().contains("overwhelmed"));
    assert_eq!(project.codings().map(|coding| coding.turn.clone()).collect::<Vec<_>>(), ["t2"]);
    assert_eq!(project.memos().count(), 1);
    assert!(!project.undo());
}

/// A turn that was heard wrongly is put right: what was coded in it goes along, or is listed.
#[test]
fn a_turn_is_corrected_after_coding() {
    let mut project = project();
    let passage = |from: u32, to: u32| Some(Passage { from, to });
    let words = |project: &Project, id: &str| {
        let coding = project.coding(id).unwrap();
        let Passage { from, to } = coding.passage.unwrap();
        project.transcripts()[0].turn("t1").unwrap().slice(from, to).unwrap().to_owned()
    };
    project.code(coding("t1", "emotional")).unwrap();
    let week = project.code(Coding { passage: passage(22, 31), ..coding("t1", "appraisal") }).unwrap();
    let felt = project.code(Coding { passage: passage(2, 6), ..coding("t1", "informational") }).unwrap();
    project.memo(Memo { about: week, text: "Which one?".to_owned(), ..Memo::default() });
    let before = project.save();
    let corrected = project.correct("s1", "t1", "I fell, so 😀 overwhelmed this week.", Some("P02")).unwrap();
    assert_eq!((corrected.moved, corrected.lost.len()), (1, 1));
    assert_eq!(corrected.lost[0].id, felt);
    let turn = project.transcripts()[0].turn("t1").unwrap();
    assert_eq!((turn.speaker.as_deref(), turn.text.as_str()), (Some("P02"), "I fell, so 😀 overwhelmed this week."));
    let memo = project.memos().next().unwrap().about.clone();
    assert_eq!(words(&project, &memo), "this week");
    assert_eq!(project.codings().count(), 2);
    let again = project.save();
    assert!(project.undo());
    assert_eq!(project.save(), before);
    assert!(project.redo());
    assert_eq!(project.save(), again);
    assert_eq!(project.correct("s1", "t9", "", None).unwrap_err().code(), "coding.unknown_turn");
}

#[test]
fn a_new_codebook_drops_the_codings_it_has_no_code_for_until_undone() {
    let mut project = project();
    project.code(coding("t1", "emotional")).unwrap();
    let own = Code { name: "Own".to_owned(), phrases: vec!["overwhelmed".to_owned()], ..Code::default() };
    let gone = project.set_codebook(Codebook { title: String::new(), codes: vec![own] }).unwrap();
    assert_eq!((gone, project.codings().count()), (1, 0));
    assert_eq!(suggested(&mut project), ["s1/t1/own"]);
    project.undo();
    assert_eq!(project.codings().count(), 1);
    assert!(!suggested(&mut project).contains(&"s1/t1/own".to_owned()));
}

#[test]
fn transcripts_get_an_id_each() {
    let opening = Opening { transcripts: vec![transcript(""), transcript("a"), transcript("a")], ..Opening::default() };
    let mut read = Project::open(opening).unwrap();
    let codes: Vec<_> = read.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["project.duplicate_transcript"]);
    assert_eq!(read.value.add(transcript("a")).value, "s4");
    let ids: Vec<_> = read.value.transcripts().iter().map(|transcript| transcript.id.clone()).collect();
    assert_eq!(ids, ["s1", "a", "s3", "s4"]);
}

/// Files that earlier versions saved: what they hold is all there, and what came later is empty.
#[test]
fn earlier_versions_are_read() {
    for (version, file) in
        [(1, include_str!("../data/themes/project-1.json")), (2, include_str!("../data/themes/project-2.json"))]
    {
        let saved: SavedProject = serde_json::from_str(file).unwrap();
        assert_eq!(saved.version, version);
        let read = Project::load(saved.clone()).unwrap();
        assert_eq!(read.problems, [], "version {version}");
        let again = read.value.save();
        assert_eq!(again.version, 3);
        assert_eq!(SavedProject { version, ..again }, saved);
        assert_eq!(read.value.codings().count(), 2);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Accept(usize, usize),
    Reject(usize, usize),
    Uncode,
    Memo(usize),
    Summary(usize),
    Rename(usize),
    Merge(usize, usize),
    Split(usize),
    Add,
    Draw(u32),
    Reveal,
    Settle(usize, usize),
    Unsettle(usize),
    Done(usize),
    Setting(usize),
    Join(usize),
    Passage(usize, usize),
    Move(usize, usize),
    Correct(usize, usize),
    Coder(usize),
    Withdraw,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let place = (0..3usize, 0..13usize);
    prop_oneof![
        place.clone().prop_map(|(turn, code)| Step::Accept(turn, code)),
        place.clone().prop_map(|(turn, code)| Step::Reject(turn, code)),
        place.prop_map(|(turn, code)| Step::Passage(turn, code)),
        (0..13usize, 0..13usize).prop_map(|(code, under)| Step::Move(code, under)),
        (0..3usize, 0..3usize).prop_map(|(turn, words)| Step::Correct(turn, words)),
        (0..2usize).prop_map(Step::Coder),
        Just(Step::Withdraw),
        Just(Step::Uncode),
        (0..3usize).prop_map(Step::Memo),
        (0..3usize).prop_map(Step::Summary),
        (0..13usize).prop_map(Step::Rename),
        (0..13usize, 0..13usize).prop_map(|(from, into)| Step::Merge(from, into)),
        (0..13usize).prop_map(Step::Split),
        Just(Step::Add),
        any::<u32>().prop_map(Step::Draw),
        Just(Step::Reveal),
        (0..3usize, 0..13usize).prop_map(|(turn, code)| Step::Settle(turn, code)),
        (0..3usize).prop_map(Step::Unsettle),
        (0..3usize).prop_map(Step::Done),
        (0..3usize).prop_map(Step::Setting),
        (0..13usize).prop_map(Step::Join),
        Just(Step::Undo),
        Just(Step::Redo),
    ]
}

/// Takes one step; what cannot be done leaves no step behind, which is the point.
fn take(project: &mut Project, step: &Step) {
    let codes = project.codebook().codes.clone();
    let code_of = |at: usize| codes.get(at).map_or_else(|| "gone".to_owned(), |code| code.id.clone());
    let id = |turn: usize, code: usize| format!("s1/t{}/{}", turn + 1, code_of(code));
    let text = |at: usize| ["", "first", "second"][at].to_owned();
    match *step {
        Step::Accept(turn, code) => drop(project.accept(&id(turn, code))),
        Step::Reject(turn, code) => drop(project.reject(&id(turn, code))),
        Step::Uncode => {
            let first = project.codings().next().map(|coding| coding.id.clone());
            first.into_iter().for_each(|id| project.uncode(&id).unwrap());
        }
        Step::Memo(at) => drop(project.memo(Memo {
            id: "m1".to_owned(),
            about: "project".to_owned(),
            text: text(at),
            ..Memo::default()
        })),
        Step::Summary(at) => project.summarise("P01", &code_of(at), &text(at)),
        Step::Rename(at) => {
            let mut codebook = project.codebook().clone();
            codebook.codes.get_mut(at).into_iter().for_each(|code| code.name.push('!'));
            drop(project.set_codebook(codebook));
        }
        Step::Merge(from, into) => drop(project.merge_codes(&code_of(from), &code_of(into))),
        Step::Split(from) => {
            let codings: Vec<String> =
                project.codings().filter(|one| one.code == code_of(from)).map(|one| one.id.clone()).take(1).collect();
            drop(project.split_code(
                &code_of(from),
                Code { name: "Split off".to_owned(), ..Code::default() },
                &codings,
            ));
        }
        Step::Add => drop(project.add(transcript(""))),
        Step::Draw(seed) => drop(project.draw(&Draw { share: 0.3, seed, block: Some(1), ..Draw::default() })),
        Step::Reveal => {
            let last = project.samples().last().map(|sample| sample.id.clone());
            last.into_iter().for_each(|id| project.reveal(&id).unwrap());
        }
        Step::Settle(turn, code) => {
            let turn = format!("t{}", turn + 1);
            let settlement =
                Settlement { transcript: "s1".to_owned(), turn, codes: vec![code_of(code)], ..Settlement::default() };
            drop(project.settle(settlement));
        }
        Step::Unsettle(turn) => drop(project.unsettle("s1", &format!("t{}", turn + 1))),
        Step::Done(turn) => drop(project.done("s1", &format!("t{}", turn + 1))),
        Step::Setting(at) => {
            project
                .set_setting(Setting { transcript: "s1".to_owned(), topic: text(at), ..Setting::default() })
                .unwrap();
        }
        Step::Join(code) => {
            let mut other = self::project();
            other.set_coder("ben");
            take(&mut other, &Step::Accept(1, code));
            take(&mut other, &Step::Settle(0, code));
            take(&mut other, &Step::Setting(2));
            other.suggest(&Ask::default());
            project.merge(other.save()).unwrap();
        }
        Step::Passage(turn, code) => {
            let passage = Some(Passage { from: 2, to: 6 });
            drop(project.code(Coding { passage, ..coding(&format!("t{}", turn + 1), &code_of(code)) }));
        }
        Step::Move(code, under) => {
            let (mut codebook, parent) = (project.codebook().clone(), code_of(under));
            codebook.codes.get_mut(code).into_iter().for_each(|code| code.parent = Some(parent.clone()));
            drop(project.set_codebook(codebook));
        }
        Step::Correct(turn, words) => {
            let words = ["", "Well, I felt it too.", "Same here"][words];
            drop(project.correct("s1", &format!("t{}", turn + 1), words, Some("P02")));
        }
        Step::Coder(at) => project.set_coder(["ana", "cleo"][at]),
        Step::Withdraw => drop(project.withdraw("P01")),
        Step::Undo => drop(project.undo()),
        Step::Redo => drop(project.redo()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Undoing everything leads back to the beginning (that is where somebody withdrew, which nothing undoes), and redoing
    /// everything to the end; and what was saved on the way opens as it was.
    #[test]
    fn undo_and_redo_lose_nothing(steps in prop::collection::vec(step(), 0..30)) {
        let mut project = project();
        let mut beginning = project.save();
        for step in &steps {
            take(&mut project, step);
            if matches!(step, Step::Withdraw) {
                beginning = project.save();
            }
        }
        // Who is coding is no step.
        project.set_coder("ana");
        beginning.coder = "ana".to_owned();
        let opened = Project::load(project.save()).unwrap();
        prop_assert_eq!(opened.problems, []);
        prop_assert_eq!(opened.value.save(), project.save());
        while project.redo() {}
        let end = project.save();
        while project.undo() {}
        prop_assert_eq!(project.save(), beginning);
        while project.redo() {}
        prop_assert_eq!(project.save(), end);
    }
}
