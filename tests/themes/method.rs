//! Blind coding, settlements, the log and the methods paragraph.

use std::collections::BTreeSet;

use crate::schema::{check, schema};
use peer_circle::archive::Archive;
use peer_circle::themes::{Ask, Case, Coding, Compare, Draw, Opening, Passage, Project, Settlement};
use peer_circle::transcripts::{Decision, Deidentifier, Key, Kind, Policy, Transcript, Turn, deidentify, read_text};
use peer_circle::xml::parse;

/// Two transcripts of thirty turns, every third with words of the codebook.
fn project() -> Project {
    let turn = |n: usize| Turn {
        id: format!("t{n}"),
        speaker: Some(format!("P{:02}", n % 4)),
        text: if n.is_multiple_of(3) {
            "I felt so alone, you are not alone".into()
        } else {
            format!("and then number {n}")
        },
        ..Turn::default()
    };
    let looked_for = vec![Kind::Person, Kind::Email];
    let transcript = |id: &str| Transcript {
        id: id.into(),
        turns: (0..30).map(turn).collect(),
        looked_for: looked_for.clone(),
        ..Transcript::default()
    };
    let opening = Opening {
        transcripts: vec![transcript("a"), transcript("b")],
        coder: Some("ana".into()),
        ..Opening::default()
    };
    Project::open(opening).unwrap().value
}

fn code(project: &mut Project, place: (&str, &str), code: &str, coder: &str) {
    let (transcript, turn) = (place.0.into(), place.1.into());
    project.code(Coding { transcript, turn, code: code.into(), coder: coder.into(), ..Coding::default() }).unwrap();
}

fn draw(share: f64, seed: u32) -> Draw {
    Draw { share, seed, ..Draw::default() }
}

#[test]
fn samples_depend_on_the_seed_alone_and_never_overlap() {
    let drawn = |seed: u32| project().draw(&draw(0.35, seed)).unwrap();
    assert_eq!(drawn(3), drawn(3));
    assert!((4..10).any(|seed| drawn(seed).turns != drawn(3).turns));
    assert_eq!(drawn(3).turns.len(), 21);
    let mut project = project();
    let mut all = BTreeSet::new();
    for (seed, count) in [(1, 30), (2, 15), (3, 15)] {
        let sample = project.draw(&draw(if seed == 3 { 1.0 } else { 0.5 }, seed)).unwrap();
        assert_eq!(sample.turns.len(), count);
        assert!(sample.turns.into_iter().all(|place| all.insert(place)));
    }
    assert_eq!(project.draw(&draw(0.5, 9)).unwrap_err().code(), "sample.empty");
    assert_eq!(project.draw(&draw(f64::NAN, 9)).unwrap_err().code(), "sample.share");
    assert!(project.undo());
    assert_eq!(project.samples().len(), 2);
}

#[test]
fn an_open_sample_shows_neither_suggestions_nor_others() {
    let mut project = project();
    let sample = project.draw(&draw(0.5, 1)).unwrap();
    let inside =
        |transcript: &str, turn: &str| sample.turns.iter().any(|p| p.transcript == transcript && p.turn == turn);
    for transcript in ["a", "b"] {
        for n in 0..30 {
            code(&mut project, (transcript, &format!("t{n}")), "emotional", "ben");
        }
    }
    let suggested = project.suggest(&Ask::default());
    assert!(!suggested.is_empty() && suggested.iter().all(|one| !inside(&one.transcript, &one.turn)));
    assert_eq!(project.visible().len(), 30);
    project.set_coder("ben");
    assert_eq!(project.visible().len(), 60, "one's own are always there");
    project.set_coder("ana");
    project.reveal(&sample.id).unwrap();
    assert_eq!(project.visible().len(), 60);
    assert!(project.suggest(&Ask::default()).iter().any(|one| inside(&one.transcript, &one.turn)));
    assert_eq!(project.reveal("sample-9").unwrap_err().code(), "sample.unknown");
}

#[test]
fn the_log_tells_what_each_coder_saw() {
    let mut project = project();
    code(&mut project, ("a", "t1"), "emotional", "ana");
    project.suggest(&Ask { transcript: Some("a".into()), code: Some("not-alone".into()), ..Ask::default() });
    project.accept("a/t0/not-alone").unwrap();
    project.reject("a/t3/not-alone").unwrap();
    project.set_coder("ben");
    project.visible();
    code(&mut project, ("b", "t2"), "emotional", "ben");
    let log = project.log();
    let rows: Vec<_> = log
        .iter()
        .map(|r| {
            (
                r.coder.as_str(),
                r.transcript.as_str(),
                r.by_hand,
                r.accepted,
                r.refused,
                r.saw_suggestions,
                r.saw_others,
                r.blind,
            )
        })
        .collect();
    assert_eq!(rows, [("ana", "a", 1, 1, 1, 10, 0, 1), ("ben", "a", 0, 0, 0, 0, 2, 0), ("ben", "b", 1, 0, 0, 0, 0, 1)]);
    // What was seen is in the file, and in no undo.
    while project.undo() {}
    assert_eq!(project.log().iter().map(|row| row.saw_suggestions).sum::<u32>(), 10);
    assert_eq!(Project::load(project.save()).unwrap().value.log(), project.log());
}

#[test]
fn agreement_on_a_sample_is_of_its_turns_alone() {
    let mut project = project();
    let sample = project.draw(&Draw { transcripts: vec!["a".into()], ..draw(0.3, 5) }).unwrap();
    let inside: Vec<&str> = sample.turns.iter().map(|place| place.turn.as_str()).collect();
    for n in 0..30 {
        let turn = format!("t{n}");
        code(&mut project, ("a", &turn), "emotional", "ana");
        let same = inside.contains(&turn.as_str()) && turn != inside[0];
        code(&mut project, ("a", &turn), if same { "emotional" } else { "appraisal" }, "ben");
    }
    assert!(!project.methods("en").contains("Agreement"), "while it is coded blind nobody is told");
    project.reveal(&sample.id).unwrap();
    assert!(project.methods("en").contains("Agreement on the sets of codes over the sample (9 turns"));
    let told = project.agreement(&Compare { sample: Some(sample.id), uncoded: true, ..Compare::default() });
    assert_eq!((told.turns, told.disagreements.len()), (9, 1));
    assert_eq!(told.disagreements[0].turn, inside[0]);
    assert_eq!(project.agreement(&Compare { uncoded: true, ..Compare::default() }).turns, 30);
}

#[test]
fn a_settlement_counts_and_leaves_the_coders_as_they_were() {
    let mut project = project();
    code(&mut project, ("a", "t0"), "emotional", "ana");
    code(&mut project, ("a", "t0"), "appraisal", "ben");
    code(&mut project, ("a", "t1"), "appraisal", "ana");
    let before = project.agreement(&Compare::default());
    let place = Settlement { transcript: "a".into(), turn: "t0".into(), ..Settlement::default() };
    let settlement = Settlement {
        codes: vec!["appraisal".into()],
        by: vec!["ana".into(), "ben".into()],
        at: Some("2024-05-02".into()),
        why: "It is about sharing".into(),
        ..place.clone()
    };
    project.settle(settlement).unwrap();
    let after = project.agreement(&Compare::default());
    assert_eq!(after.sets, before.sets);
    let settled = |told: &peer_circle::themes::Comparison| {
        told.disagreements.iter().find(|d| d.turn == "t0").unwrap().settled.clone()
    };
    assert_eq!((settled(&before), settled(&after)), (None, Some(vec!["appraisal".to_owned()])));
    let kept = project.settlements().next().unwrap();
    assert_eq!(kept.given.get("ana"), Some(&vec!["emotional".to_owned()]));
    let used: Vec<String> = project.matrix(Case::Speaker).cells.into_iter().map(|cell| cell.code).collect();
    assert_eq!(used, ["appraisal", "appraisal"]);
    assert_eq!(project.saturation()[0].codes, 1);
    // A code nobody gave; undone, saved, taken back.
    project.settle(Settlement { codes: vec!["informational".into()], ..place.clone() }).unwrap();
    assert!(project.coding("a/t0/informational/ana").is_some());
    assert_eq!(Project::load(project.save()).unwrap().value.save(), project.save());
    assert!(project.undo() && project.coding("a/t0/informational/ana").is_none());
    assert!(project.unsettle("a", "t0") && !project.unsettle("a", "t0"));
    assert_eq!(
        project.settle(Settlement { turn: "t99".into(), ..place.clone() }).unwrap_err().code(),
        "coding.unknown_turn"
    );
    let unknown = Settlement { codes: vec!["none".into()], ..place };
    assert_eq!(project.settle(unknown).unwrap_err().code(), "coding.unknown_code");
}

#[test]
fn two_coders_of_a_sample_are_merged() {
    let mut ana = project();
    let sample = ana.draw(&draw(0.2, 1)).unwrap();
    let mut ben = Project::load(ana.save()).unwrap().value;
    ben.set_coder("ben");
    for place in &sample.turns {
        code(&mut ana, (&place.transcript, &place.turn), "emotional", "ana");
        code(&mut ben, (&place.transcript, &place.turn), "appraisal", "ben");
    }
    let merged = ana.merge(ben.save()).unwrap();
    assert_eq!((merged.codings, merged.conflicts), (12, vec![]));
    assert_eq!(ana.samples(), [sample]);
    assert!(ana.visible().iter().all(|coding| coding.coder == "ana"), "still blind");
}

#[test]
fn the_methods_paragraph_says_what_was_done() {
    let mut project = project();
    let sample = project.draw(&draw(0.2, 1)).unwrap();
    for (n, place) in sample.turns.iter().enumerate() {
        let place = (place.transcript.as_str(), place.turn.as_str());
        code(&mut project, place, if n % 2 == 0 { "emotional" } else { "appraisal" }, "ana");
        code(&mut project, place, if n % 2 == 0 || n == 1 { "emotional" } else { "appraisal" }, "ben");
    }
    let first = &sample.turns[1];
    let place = Settlement { transcript: first.transcript.clone(), turn: first.turn.clone(), ..Settlement::default() };
    project.settle(Settlement { codes: vec!["emotional".into()], ..place }).unwrap();
    project.reveal(&sample.id).unwrap();
    let english = project.methods("en");
    for part in [
        "2 de-identified transcripts (60 turns by 4 speakers)",
        "13 codes in 4 categories",
        "2 coders (ana and ben) made 24 codings",
        "12 turns (20 %)",
        "without suggestions",
        "Krippendorff's alpha = 0.8",
        "Of 1 turns with disagreement, 1 were settled",
    ] {
        assert!(english.contains(part), "{part} is not in: {english}");
    }
    let spanish = project.methods("es");
    for part in [
        "2 transcripciones desidentificadas",
        "2 personas (ana y ben) hicieron 24 codificaciones",
        "12 intervenciones (20 %)",
        "MASI",
    ] {
        assert!(spanish.contains(part), "{part} is not in: {spanish}");
    }
    // Of what comes from elsewhere nothing is claimed.
    project.add(Transcript::default());
    assert!(project.methods("en").starts_with("3 transcripts (60 turns"));
    assert!(project.methods("en").contains("In 1 of them it is not known"));
    let mut foreign = Project::open(Opening::default()).unwrap().value;
    foreign.add(Transcript::default());
    assert!(foreign.methods("en").contains("is not known") && !foreign.methods("en").contains("de-identified"));
    assert!(foreign.methods("es").contains("no sabe") && !foreign.methods("es").contains("desidentificada"));
    assert!(foreign.html(Case::default()).contains("<td>not known</td>"));
    // Nothing was double coded: no figure is made up.
    let alone = Project::open(Opening::default()).unwrap().value;
    assert!(!alone.methods("en").contains("alpha") && !alone.methods("es").contains("alfa"));
}

#[test]
fn who_withdraws_leaves_samples_settlements_and_the_log() {
    let mut project = project();
    project.draw(&draw(1.0, 1)).unwrap();
    project
        .settle(Settlement {
            transcript: "a".into(),
            turn: "t0".into(),
            why: "P00 said so".into(),
            ..Settlement::default()
        })
        .unwrap();
    project.reveal("sample-1").unwrap();
    project.suggest(&Ask::default());
    project.withdraw("P00");
    assert!(
        project.samples()[0]
            .turns
            .iter()
            .all(|place| project.transcripts().iter().any(|one| one.turns.iter().any(|turn| turn.id == place.turn)))
    );
    assert_eq!(project.settlements().count(), 0);
    assert!(!serde_json::to_string(&project.save()).unwrap().contains("P00"));
}

/// What was looked for goes with the transcript into the project, its file and its exports.
#[test]
fn what_was_looked_for_is_told_in_every_export() {
    let text = "Ana Ruiz: I felt so alone, my patient wrote from a@b.org.\n";
    let clean = deidentify(&read_text(text).value, None, &Policy::default());
    let mut transcript = clean.transcript;
    (transcript.turns[0].start, transcript.turns[0].end) = (Some(999_999), Some(1_000_000));
    let opening = Opening { transcripts: vec![transcript], ..Opening::default() };
    let mut project = Project::open(opening).unwrap().value;
    let id = project.transcripts()[0].id.clone();
    code(&mut project, (&id, "t1"), "not-alone", "ana");
    let saved = serde_json::to_string(&project.save()).unwrap();
    assert!(saved.contains("\"lookedFor\":[\"person\"") && saved.contains("\"found\":{\"email\":1}"), "{saved}");
    assert!(saved.contains("\"remaining\":1"), "{saved}");
    assert!(project.html(Case::default()).contains("<td>person 0, title 0"));
    let csv = project.csv();
    assert!(csv.lines().next().unwrap().ends_with("suggested,found,remaining"), "{csv}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",\"person 0, title 0, age 0, place 0, address 0, postcode 0, institution 0, email 1, phone 0, url 0, handle 0, ip 0, account 0, card 0, nationalid 0, record 0, date 0\",1"), "{csv}");
    // Another tool shows it, and it is there again when the file comes back.
    let file = project.qdpx("");
    let entry = Archive::open(&file).unwrap().read("project.qde").unwrap().unwrap();
    let told = "<Description>De-identified. Found, of what was looked for (not all is found): person 0, title 0";
    let entry = String::from_utf8(entry).unwrap();
    assert!(entry.contains(told));
    if let Some(schema) = schema() {
        assert_eq!(check(&schema, &parse(&entry).unwrap()), [""; 0]);
    }
    let again = Project::read_qdpx(&file).unwrap().value;
    let transcript = |project: &Project| {
        let one = &project.transcripts()[0];
        (one.looked_for.clone(), one.found.clone(), one.remaining, one.turns.clone())
    };
    assert_eq!(transcript(&again), transcript(&project));
}

/// Who marks more words has them replaced in every transcript that was coded already; codings stay on their words.
#[test]
fn what_people_mark_later_is_replaced_in_what_is_coded() {
    let said =
        ["Ana: I felt so alone in the valley, yes.\nBen: Fine.\n", "Ben: The Valley is home, you are not alone.\n"];
    let mut key = Key::default();
    let mut cleaned = |policy: &Policy| {
        said.map(|text| {
            let work =
                Deidentifier { key: std::mem::take(&mut key), policy: policy.clone(), ..Deidentifier::default() };
            let clean = work.run(&read_text(text).value);
            key = clean.key;
            clean.transcript
        })
    };
    let first = cleaned(&Policy::default());
    let mut project = Project::open(Opening { transcripts: first.to_vec(), ..Opening::default() }).unwrap().value;
    let ids: Vec<String> = project.transcripts().iter().map(|one| one.id.clone()).collect();
    let passage = Some(Passage { from: 31, to: 34 });
    let (transcript, turn) = (ids[0].clone(), "t1".to_owned());
    let words = project.transcripts()[0].turns[0].slice(31, 34).unwrap().to_owned();
    assert_eq!(words, "yes");
    project
        .code(Coding { transcript, turn, passage, code: "not-alone".into(), coder: "ana".into(), ..Coding::default() })
        .unwrap();
    let mark = Decision::Mark { text: "the valley".into(), kind: Kind::Place, only: None };
    let later = cleaned(&Policy { decisions: vec![mark], ..Policy::default() });
    for (mut transcript, id) in later.into_iter().zip(&ids) {
        transcript.id.clone_from(id);
        let corrected = project.renew(&transcript).unwrap();
        assert_eq!(corrected.lost, []);
    }
    let file = serde_json::to_string(&project.save()).unwrap();
    assert!(!file.to_lowercase().contains("valley") && file.contains("Place 1 is home"), "{file}");
    assert!(!project.undo(), "a step back would bring the words back");
    let coding = project.codings().next().unwrap();
    let turn = &project.transcripts()[0].turns[0];
    assert_eq!(coding.passage.and_then(|one| turn.slice(one.from, one.to)), Some("yes"));
    assert_eq!(project.transcripts()[1].found.get(&Kind::Place), Some(&1));
    let stranger = Transcript { id: "nowhere".into(), ..project.transcripts()[0].clone() };
    assert_eq!(project.renew(&stranger).unwrap_err().code(), "coding.unknown_turn");
}
