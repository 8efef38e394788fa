//! What two coders made of one project, brought together: nothing is lost, and what stands against each other is told.

use std::collections::BTreeSet;

use peer_circle::themes::{
    Code, Coding, Draw, Memo, MergedProject, Opening, Project, SavedProject, Setting, Settlement,
};
use peer_circle::transcripts::{Transcript, Turn};
use proptest::prelude::*;

const CODES: [&str; 4] = ["emotional", "appraisal", "informational", "instrumental"];

fn transcript(id: &str, says: &[&str]) -> Transcript {
    let turn = |(at, text): (usize, &&str)| Turn {
        id: format!("t{at}"),
        speaker: Some("P01".into()),
        text: (*text).to_owned(),
        ..Turn::default()
    };
    Transcript { id: id.into(), turns: says.iter().enumerate().map(turn).collect(), ..Transcript::default() }
}

fn project(coder: &str) -> Project {
    let transcripts = vec![transcript("s1", &["one", "two", "three"])];
    Project::open(Opening { transcripts, coder: Some(coder.into()), codebook: None }).unwrap().value
}

fn coding(turn: usize, code: usize) -> Coding {
    Coding { transcript: "s1".into(), turn: format!("t{turn}"), code: CODES[code].into(), ..Coding::default() }
}

fn told(merged: &MergedProject) -> Vec<&str> {
    merged.conflicts.iter().map(|conflict| conflict.place().field.as_deref().unwrap_or_default()).collect()
}

#[test]
fn codings_of_other_words_are_told_and_not_taken() {
    let (mut ana, mut ben) = (project("ana"), project("ben"));
    let other = transcript("s1", &["one", "zwei", "three"]);
    ben = Project::open(Opening { transcripts: vec![other], coder: Some(ben.coder().into()), codebook: None })
        .unwrap()
        .value;
    (0..3).for_each(|turn| drop(ben.code(coding(turn, 0)).unwrap()));
    ben.reject("s1/t1/appraisal").unwrap();
    let merged = ana.merge(ben.save()).unwrap();
    assert_eq!((merged.codings, merged.refusals), (2, 0));
    assert_eq!(told(&merged), ["s1", "s1/t1/emotional/ben", "s1/t1/appraisal/ben"]);
    assert!(Project::load(ana.save()).unwrap().problems.is_empty());
}

#[test]
fn what_one_coder_said_twice_and_differently_is_told() {
    let (mut here, mut there) = (project("ana"), project("ana"));
    here.code(coding(0, 0)).unwrap();
    there.reject("s1/t0/emotional").unwrap();
    here.reject("s1/t1/appraisal").unwrap();
    there.code(coding(1, 1)).unwrap();
    let before = here.save();
    let merged = here.merge(there.save()).unwrap();
    assert_eq!(told(&merged), ["s1/t1/appraisal/ana", "s1/t0/emotional/ana"]);
    assert_eq!(here.save(), before);
}

#[test]
fn samples_and_memos_of_one_name_are_both_kept() {
    let (mut ana, mut ben) = (project("ana"), project("ben"));
    for (project, seed, text) in [(&mut ana, 1, "mine"), (&mut ben, 2, "yours")] {
        project.draw(&Draw { share: 0.3, seed, block: Some(1), ..Draw::default() }).unwrap();
        project.memo(Memo { about: "project".into(), text: text.into(), ..Memo::default() });
    }
    let again = ben.save();
    assert_ne!(ana.samples()[0].turns, again.samples[0].turns);
    assert_eq!(told(&ana.merge(again.clone()).unwrap()), Vec::<&str>::new());
    assert_eq!((ana.samples().len(), ana.memos().count()), (2, 2));
    ana.merge(again).unwrap();
    assert_eq!((ana.samples().len(), ana.memos().count()), (2, 2), "the same again adds nothing");
}

/// Something that a coder does.
#[derive(Clone, Debug)]
enum Deed {
    Code(usize, usize),
    Reject(usize, usize),
    Memo(String),
    Summary(usize, String),
    Topic(String),
    NewCode(usize),
    Settle(usize, usize),
    Done(usize),
    Add(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let text = || prop::sample::select(vec!["a", "b"]).prop_map(str::to_owned);
    prop_oneof![
        3 => (0..3usize, 0..4usize).prop_map(|(turn, code)| Deed::Code(turn, code)),
        2 => (0..3usize, 0..4usize).prop_map(|(turn, code)| Deed::Reject(turn, code)),
        1 => text().prop_map(Deed::Memo),
        1 => (0..4usize, text()).prop_map(|(code, text)| Deed::Summary(code, text)),
        1 => text().prop_map(Deed::Topic),
        1 => (0..2usize).prop_map(Deed::NewCode),
        1 => (0..3usize, 0..4usize).prop_map(|(turn, code)| Deed::Settle(turn, code)),
        1 => (0..3usize).prop_map(Deed::Done),
        1 => (0..2usize).prop_map(Deed::Add),
    ]
}

fn done(coder: &str, deeds: &[Deed]) -> Project {
    let mut project = project(coder);
    for deed in deeds {
        match deed.clone() {
            Deed::Code(turn, code) => drop(project.code(coding(turn, code)).unwrap()),
            Deed::Reject(turn, code) => project.reject(&format!("s1/t{turn}/{}", CODES[code])).unwrap(),
            Deed::Memo(text) => drop(project.memo(Memo { about: "project".into(), text, ..Memo::default() })),
            Deed::Summary(code, text) => project.summarise("P01", CODES[code], &text),
            Deed::Topic(topic) => {
                project.set_setting(Setting { transcript: "s1".into(), topic, ..Setting::default() }).unwrap();
            }
            Deed::NewCode(at) => {
                let mut codebook = project.codebook().clone();
                codebook.codes.push(Code { name: format!("New {at}"), ..Code::default() });
                drop(project.set_codebook(codebook));
            }
            Deed::Settle(turn, code) => {
                let (transcript, turn) = ("s1".into(), format!("t{turn}"));
                let codes = vec![CODES[code].into()];
                project.settle(Settlement { transcript, turn, codes, ..Settlement::default() }).unwrap();
            }
            Deed::Done(turn) => project.done("s1", &format!("t{turn}")).unwrap(),
            Deed::Add(at) => drop(project.add(transcript(&format!("more-{at}"), &["and so on"]))),
        }
    }
    project
}

/// All that a project says, one entry each, without what is named by chance of order (ids of memos).
fn entries(saved: &SavedProject) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    all.extend(saved.codebook.codes.iter().map(|one| format!("code {one:?}")));
    all.extend(saved.transcripts.iter().map(|one| format!("transcript {one:?}")));
    all.extend(saved.codings.iter().map(|one| format!("coding {one:?}")));
    all.extend(saved.refusals.iter().map(|one| format!("refusal {one:?}")));
    all.extend(saved.memos.iter().map(|one| format!("memo {} {} {}", one.about, one.coder, one.text)));
    all.extend(saved.summaries.iter().map(|one| format!("summary {one:?}")));
    all.extend(saved.settings.iter().map(|one| format!("setting {one:?}")));
    all.extend(saved.settlements.iter().map(|one| format!("settlement {one:?}")));
    all.extend(saved.revisions.iter().map(|one| format!("revision {one:?}")));
    all.extend(saved.done.iter().map(|one| format!("done {one:?}")));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Whatever two coders did: all that either has is there afterwards, but for one entry for each conflict that is told;
    /// without conflicts it does not matter who takes in whom; merging again adds nothing; and one undo takes it back.
    #[test]
    fn merging_loses_nothing(
        (a, b) in (prop::collection::vec(deed(), 0..12), prop::collection::vec(deed(), 0..12)),
        second in prop::sample::select(vec!["ana", "ben"]),
    ) {
        let (mut ana, mut ben) = (done("ana", &a), done(second, &b));
        let (here, there) = (ana.save(), ben.save());
        let merged = ana.merge(there.clone()).unwrap();
        let whole = ana.save();
        let (all, mine, theirs) = (entries(&whole), entries(&here), entries(&there));
        prop_assert!(all.is_superset(&mine));
        prop_assert_eq!(theirs.difference(&all).count(), merged.conflicts.len(), "{:?}", merged.conflicts);
        prop_assert!(all.difference(&mine).all(|entry| theirs.contains(entry)));
        let opened = Project::load(whole.clone()).unwrap();
        prop_assert_eq!(opened.problems, []);
        let other = ben.merge(here.clone()).unwrap();
        prop_assert_eq!(other.conflicts.len(), merged.conflicts.len());
        if merged.conflicts.is_empty() {
            prop_assert_eq!(entries(&ben.save()), all);
        }
        ana.merge(there).unwrap();
        prop_assert_eq!(entries(&ana.save()), entries(&whole));
        if whole != here {
            prop_assert!(ana.undo());
        }
        prop_assert_eq!(ana.save(), here);
    }
}
