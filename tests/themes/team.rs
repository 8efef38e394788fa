//! What several coders made of the same transcripts.

use peer_circle::themes::agreement::{Level, Ratings, Resampling, Stretch, alpha_over_stretches};
use peer_circle::themes::{Case, Code, Coding, Compare, Memo, Opening, Passage, Project};
use peer_circle::transcripts::{Transcript, Turn};
use proptest::prelude::*;

fn turn(id: &str, speaker: &str, text: &str) -> Turn {
    Turn { id: id.to_owned(), speaker: Some(speaker.to_owned()), text: text.to_owned(), ..Turn::default() }
}

fn project(coder: &str) -> Project {
    let first = vec![
        turn("t1", "P01", "I felt tired. 😀 Really."),
        turn("t2", "P02", "Same here"),
        turn("t3", "P01", "So\nit goes"),
    ];
    let second = vec![turn("t1", "P03", "Have you tried a walk?")];
    let transcript = |id: &str, turns| Transcript { id: id.to_owned(), turns, ..Transcript::default() };
    let transcripts = vec![transcript("s1", first), transcript("s2", second)];
    Project::open(Opening { codebook: None, transcripts, coder: Some(coder.to_owned()) }).unwrap().value
}

fn code(project: &mut Project, transcript: &str, turn: &str, code: &str, passage: Option<(u32, u32)>) {
    let passage = passage.map(|(from, to)| Passage { from, to });
    let coding = Coding {
        transcript: transcript.to_owned(),
        turn: turn.to_owned(),
        code: code.to_owned(),
        passage,
        ..Coding::default()
    };
    project.code(coding).unwrap();
}

fn both() -> Project {
    let (mut ana, mut ben) = (project("ana"), project("ben"));
    code(&mut ana, "s1", "t1", "emotional", Some((0, 13)));
    code(&mut ana, "s1", "t2", "appraisal", None);
    code(&mut ben, "s1", "t1", "emotional", None);
    code(&mut ben, "s1", "t2", "appraisal", None);
    code(&mut ben, "s1", "t2", "emotional", None);
    code(&mut ben, "s2", "t1", "informational", None);
    let merged = ana.merge(ben.save()).unwrap();
    assert_eq!((merged.codings, merged.conflicts), (4, vec![]));
    ana
}

#[test]
fn merging_loses_nothing_and_one_undo_takes_it_back() {
    let mut project = both();
    assert_eq!(project.codings().count(), 6);
    assert_eq!(project.coders(), ["ana", "ben"]);
    let whole = project.save();
    assert!(project.undo());
    assert_eq!(project.codings().count(), 2);
    assert!(project.redo());
    assert_eq!(project.save(), whole);
    assert_eq!(project.merge(whole).unwrap().codings, 0, "merging the same again adds nothing");
}

#[test]
fn what_differs_is_kept_and_listed() {
    let (mut ana, mut ben) = (project("ana"), project("ben"));
    ana.summarise("P01", "emotional", "tired");
    ben.summarise("P01", "emotional", "weary");
    let mut codebook = ben.codebook().clone();
    codebook.codes[0].name = "Care".to_owned();
    ben.set_codebook(codebook).unwrap();
    let conflicts = ana.merge(ben.save()).unwrap().conflicts;
    let told: Vec<_> = conflicts.iter().map(|conflict| conflict.place().field.clone().unwrap()).collect();
    assert_eq!(told, ["emotional", "P01/emotional"]);
    assert_eq!(ana.save().summaries[0].text, "tired");
}

#[test]
fn coders_are_compared_where_both_have_read() {
    let project = both();
    let with = project.agreement(&Compare { uncoded: true, ..Compare::default() });
    // Ana coded nothing in the second transcript, so it says nothing about agreement.
    assert_eq!((with.turns, with.codes.len()), (3, 2));
    let emotional = with.codes.iter().find(|code| code.code == "emotional").unwrap();
    assert_eq!(emotional.turns.percent.unwrap().value, 2.0 / 3.0);
    let listed = &with.disagreements[0];
    assert_eq!((listed.turn.as_str(), listed.codes.as_slice()), ("t2", &["emotional".to_owned()][..]));
    let without = project.agreement(&Compare::default());
    assert_eq!((without.turns, without.uncoded), (2, false));
}

/// Whoever is done with a turn has read it, though they found nothing in it: it was once left out.
#[test]
fn a_turn_without_codes_is_read_by_whoever_is_done_with_it() {
    let mut project = project("ana");
    code(&mut project, "s1", "t1", "emotional", None);
    code(&mut project, "s1", "t2", "emotional", None);
    let compare = Compare { uncoded: true, ..Compare::default() };
    assert_eq!(project.agreement(&compare).turns, 0);
    project.set_coder("ben");
    project.done("s1", "t2").unwrap();
    assert_eq!(project.coders(), ["ana", "ben"]);
    let compared = project.agreement(&compare);
    assert_eq!(compared.turns, 1, "of the other turns nobody knows whether ben has read them");
    assert_eq!(compared.codes[0].turns.percent.unwrap().value, 0.0);
    assert_eq!(compared.disagreements[0].given["ben"], Vec::<String>::new());
    assert!(project.undo());
    assert_eq!(project.agreement(&compare).turns, 0);
}

/// A comparison of three holds that of every two, each as if the third were not there.
#[test]
fn coders_are_compared_two_by_two_as_well() {
    let mut project = both();
    project.set_coder("cat");
    code(&mut project, "s1", "t1", "appraisal", None);
    let together = project.agreement(&Compare::default());
    let pairs: Vec<(&str, &str)> =
        together.pairs.iter().map(|pair| (pair.coder.as_str(), pair.other.as_str())).collect();
    assert_eq!(pairs, [("ana", "ben"), ("ana", "cat"), ("ben", "cat")]);
    for pair in &together.pairs {
        let coders = vec![pair.coder.clone(), pair.other.clone()];
        let alone = project.agreement(&Compare { coders, ..Compare::default() });
        assert_eq!((pair.turns, pair.codes.len()), (alone.turns, alone.codes.len()));
        assert!(alone.pairs.is_empty());
        for (one, other) in pair.codes.iter().zip(&alone.codes) {
            assert_eq!((one.turns.conger, one.turns.gwet), (other.turns.conger, other.turns.gwet));
            assert_eq!(one.turns.nominal.map(|alpha| alpha.value), other.turns.nominal.map(|alpha| alpha.value));
            assert_eq!(one.turns.nominal.and_then(|alpha| alpha.low), None);
        }
        assert_eq!(pair.sets.masi.map(|alpha| alpha.value), alone.sets.masi.map(|alpha| alpha.value));
    }
    // More than anybody reads two by two are told together alone.
    for number in 0..28 {
        project.set_coder(&format!("coder {number}"));
        code(&mut project, "s1", "t1", "appraisal", None);
    }
    let many = project.agreement(&Compare { resampling: Resampling { samples: 0, seed: 0 }, ..Compare::default() });
    assert_eq!((many.coders.len(), many.pairs.len()), (31, 0));
    let fewer = Compare {
        coders: many.coders[..30].to_vec(),
        resampling: Resampling { samples: 0, seed: 0 },
        ..Compare::default()
    };
    assert_eq!(project.agreement(&fewer).pairs.len(), 435);
}

/// Looking at what would be saved takes the project apart and puts it together again.
#[test]
fn looking_at_what_is_saved_changes_nothing() {
    let mut project = both();
    project.summarise("P02", "appraisal", "knows it");
    let (before, codings) = (project.save(), project.codings().cloned().collect::<Vec<_>>());
    assert_eq!(project.with_saved(Clone::clone), before);
    assert_eq!((project.save(), project.codings().cloned().collect::<Vec<_>>()), (before, codings));
    assert!(project.undo());
}

proptest! {
    /// Alpha over stretches is nominal alpha with every character as a unit.
    #[test]
    fn stretches_are_characters_in_bulk(stretches in prop::collection::vec((1..5u32, 2..4u32, 0..4u32), 1..8)) {
        let stretches: Vec<(u32, u32, u32)> = stretches.into_iter().map(|(length, coders, yes)| (length, coders, yes.min(coders))).collect();
        let units: Vec<Vec<Option<f64>>> = stretches
            .iter()
            .flat_map(|(length, coders, yes)| (0..*length).map(move |_| (0..*coders).map(|coder| Some(f64::from(u8::from(coder < *yes)))).collect()))
            .collect();
        let bulk: Vec<Stretch> = stretches
            .iter()
            .map(|(length, coders, yes)| Stretch { length: f64::from(*length), coders: f64::from(*coders), yes: f64::from(*yes) })
            .collect();
        match (alpha_over_stretches(&bulk), Ratings::by_unit(units).unwrap().alpha(Level::Nominal)) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a, b),
        }
    }
}

#[test]
fn the_matrix_shows_cases_by_codes() {
    let mut project = both();
    project.summarise("P02", "appraisal", "=knows it");
    let matrix = project.matrix(Case::Speaker);
    assert_eq!(matrix.cases, ["P01", "P02", "P03"]);
    let cell =
        |case: &str, code: &str| matrix.cells.iter().find(|cell| cell.case == case && cell.code == code).unwrap();
    // Ana's passage and Ben's turn are two passages; the appraisal they agree on is one.
    assert_eq!((cell("P01", "emotional").count, cell("P02", "appraisal").count), (2, 1));
    let words: Vec<&str> = cell("P01", "emotional").excerpts.iter().map(|excerpt| excerpt.text.as_str()).collect();
    assert_eq!(words, ["I felt tired. 😀 Really.", "I felt tired."]);
    assert!(matrix.csv().contains("'=knows it"));
    let told = project.matrix_csv(Case::Speaker);
    let below = told.strip_prefix(&matrix.csv()).unwrap().lines().skip(1).collect::<Vec<_>>();
    assert!(below[0].starts_with("transcript,title,") && below.len() == project.transcripts().len() + 1, "{below:?}");
    let presence = matrix.presence_csv();
    assert_eq!(presence.lines().nth(2).map(|line| &line[..7]), Some("P02,1,0"));
    let by_transcript = project.matrix(Case::Transcript);
    assert_eq!(by_transcript.cases[..2], ["s1", "s2"]);
}

#[test]
fn mapping_counts_pairs_and_what_is_new() {
    let project = both();
    let pairs: Vec<_> = project.pairs().into_iter().map(|pair| (pair.first, pair.second, pair.turns)).collect();
    assert_eq!(pairs, [("emotional".to_owned(), "appraisal".to_owned(), 1)]);
    let added: Vec<_> = project.saturation().into_iter().map(|one| (one.new_codes, one.codes, one.codings)).collect();
    assert_eq!(added[0], (vec!["emotional".to_owned(), "appraisal".to_owned()], 2, 5));
    assert_eq!(added[1], (vec!["informational".to_owned()], 3, 1));
}

/// The text of a file in an archive whose files are stored as they are.
fn stored(archive: &[u8], wanted: impl Fn(&str) -> bool) -> String {
    let mut at = 0;
    let short = |at: usize| usize::from(u16::from_le_bytes([archive[at], archive[at + 1]]));
    while archive[at..at + 4] == *b"PK\x03\x04" {
        let (size, name) = (short(at + 18) + 65536 * short(at + 20), short(at + 26));
        let start = at + 30 + name;
        if wanted(std::str::from_utf8(&archive[at + 30..start]).unwrap()) {
            return String::from_utf8(archive[start..start + size].to_vec()).unwrap();
        }
        at = start + size;
    }
    panic!("no such file");
}

/// Positions count characters: the smiley is one, though two UTF-16 units; the line break in a turn is one too.
#[test]
fn exported_positions_point_at_the_words() {
    let mut project = both();
    code(&mut project, "s1", "t1", "appraisal", Some((14, 16)));
    code(&mut project, "s1", "t3", "appraisal", Some((3, 10)));
    let archive = project.qdpx("A & B");
    let (xml, text) =
        (stored(&archive, |name| name == "project.qde"), stored(&archive, |name| name.starts_with("Sources/")));
    assert!(xml.contains("name=\"A &amp; B\""));
    let text: Vec<char> = text.chars().collect();
    let coded: Vec<String> = xml
        .split("<PlainTextSelection ")
        .filter(|part| part.contains("<Coding "))
        .map(|part| {
            let number = |key: &str| {
                part.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap()
            };
            text.get(number("startPosition")..number("endPosition"))
                .map(|words| words.iter().collect())
                .unwrap_or_default()
        })
        .collect();
    for words in ["I felt tired.", "😀", "it goes", "Same here", "I felt tired. 😀 Really."] {
        assert!(coded.iter().any(|coded| coded == words), "{words}: {coded:?}");
    }
}

/// Merging carries codings, memos and summaries along; splitting takes some away again; each is one step to undo.
#[test]
fn codes_are_merged_and_split_with_all_that_was_coded() {
    let turn = |id: &str| peer_circle::transcripts::Turn { id: id.into(), text: "words".into(), ..Default::default() };
    let transcript = Transcript { id: "s1".into(), turns: vec![turn("t1"), turn("t2")], ..Default::default() };
    let opening = Opening { transcripts: vec![transcript], coder: Some("ana".into()), ..Opening::default() };
    let mut project = Project::open(opening).unwrap().value;
    let mut code = |turn: &str, code: &str| {
        let coding = Coding { transcript: "s1".into(), turn: turn.into(), code: code.into(), ..Coding::default() };
        project.code(coding).unwrap()
    };
    let (both, alone) = (code("t1", "not-alone"), code("t2", "not-alone"));
    code("t1", "safe-space");
    project.memo(Memo { about: alone.clone(), text: "why".into(), ..Memo::default() });
    project.summarise("s1", "not-alone", "one");
    project.summarise("s1", "safe-space", "two");
    let before = project.save();

    assert_eq!(project.merge_codes("not-alone", "safe-space"), Ok(2));
    let ids = |project: &Project| project.codings().map(|coding| coding.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&project), ["s1/t1/safe-space/ana", "s1/t2/safe-space/ana"]);
    assert_eq!(project.memos().next().unwrap().about, "s1/t2/safe-space/ana");
    assert!(project.codebook().code("safe-space").unwrap().phrases.contains(&"not alone".to_owned()));
    let cells = project.save().summaries;
    assert_eq!(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["two\n\none"]);

    let new = Code { name: "Heard".into(), parent: Some("appraisal".into()), ..Code::default() };
    let id = project.split_code("safe-space", new, &["s1/t2/safe-space/ana".to_owned()]).unwrap();
    assert_eq!(ids(&project), ["s1/t1/safe-space/ana".to_owned(), format!("s1/t2/{id}/ana")]);
    assert!(project.undo() && project.undo());
    assert_eq!(project.save(), before);

    let codes = |result: peer_circle::Result<u32>| result.unwrap_err().code().to_owned();
    assert_eq!(codes(project.merge_codes("appraisal", "not-alone")), "codebook.cycle");
    assert_eq!(codes(project.merge_codes("x", "not-alone")), "coding.unknown_code");
    assert!(project.split_code("safe-space", Code::default(), &[both]).is_err());
}
