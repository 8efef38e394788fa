//! Nobody is given away: figures on meetings of our own, and what holds for every transcript.

use std::sync::OnceLock;

use peer_circle::transcripts::{Deidentifier, Lists, Policy, Transcript, Turn, deidentify};

use crate::marked::{Score, lower, meetings, roster};

fn lists() -> &'static Lists {
    static READ: OnceLock<Lists> = OnceLock::new();
    READ.get_or_init(|| Lists::read(include_bytes!("../../pkg/data/lists.bin")).unwrap())
}

#[track_caller]
fn check(score: &Score, floors: [f64; 3]) {
    let fractions = score.fractions();
    let text = format!("whole, precision, persons touched: {fractions:.3?} of {} marks", score.marks);
    println!("{text}");
    let enough = fractions.iter().zip(floors).all(|(fraction, floor)| *fraction >= floor);
    assert!(enough, "{text}\nmissed:\n{}\nwrong:\n{}", score.missed.join("\n"), score.wrong.join("\n"));
}

#[test]
fn spoken_meetings_without_a_roster() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let lists = lists();
    let mut score = Score::default();
    for meeting in &meetings {
        let clean = Deidentifier { lists: Some(lists), ..Deidentifier::default() }.run(&meeting.transcript);
        score.add(meeting, &clean);
    }
    assert!(score.marks >= 300);
    check(&score, [0.95, 0.95, 0.98]);
}

#[test]
fn spoken_meetings_without_capitals_and_with_a_roster() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let lists = lists();
    let mut score = Score::default();
    for meeting in &meetings {
        let roster = roster(meeting);
        let work = Deidentifier { roster: Some(&roster), lists: Some(lists), ..Deidentifier::default() };
        score.add(meeting, &work.run(&lower(meeting)));
    }
    check(&score, [0.88, 0.93, 0.98]);
}

#[test]
fn a_key_is_the_only_place_with_names() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let clean = deidentify(&meetings[0].transcript, None, &Policy::default());
    let shown = serde_json::to_string(&(&clean.transcript, &clean.identifiers, &clean.risk)).unwrap();
    for speaker in meetings[0].transcript.speakers() {
        assert!(!shown.contains(speaker), "{speaker} is left");
        assert!(clean.key.entries.iter().any(|entry| entry.forms.iter().any(|form| form == speaker)));
    }
}

#[test]
fn offsets_lead_to_the_clean_text_and_back() {
    for meeting in meetings(include_str!("../data/transcripts/spoken.txt")) {
        let clean = deidentify(&meeting.transcript, None, &Policy::default());
        for (turn, after) in meeting.transcript.turns.iter().zip(&clean.transcript.turns) {
            for one in clean.identifiers.iter().filter(|one| one.turn == turn.id) {
                assert_eq!(clean.to_clean(&turn.id, one.from, one.to), (one.clean_from, one.clean_to));
                assert_eq!(clean.to_original(&turn.id, one.clean_from, one.clean_to), (one.from, one.to));
                assert_eq!(
                    after.slice(one.clean_from, one.clean_to),
                    one.replacement.as_deref().or(turn.slice(one.from, one.to))
                );
            }
            let end = u32::try_from(turn.text.encode_utf16().count()).unwrap();
            let clean_end = u32::try_from(after.text.encode_utf16().count()).unwrap();
            assert_eq!(clean.to_clean(&turn.id, end, end).1, clean_end);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_survived_and_what_is_between_stays(text in "\\PC{0,60}( (Ana|ana|Dr. Ode|5 Main St|12/3/1999|\u{200b}B\u{301}en|x@y.zz|\u{202e}) \\PC{0,20}){0,4}") {
        let turns = vec![Turn { id: "t1".to_owned(), speaker: Some("Ana Béla".to_owned()), text, ..Turn::default() }];
        let transcript = Transcript { turns, ..Transcript::default() };
        let lists = lists();
        let clean = Deidentifier { lists: Some(lists), ..Deidentifier::default() }.run(&transcript);
        let (before, after) = (&transcript.turns[0], &clean.transcript.turns[0]);
        let (mut from, mut clean_from) = (0, 0);
        for one in &clean.identifiers {
            assert!(one.from < one.to && from <= one.from);
            assert_eq!(before.slice(from, one.from).unwrap(), after.slice(clean_from, one.clean_from).unwrap());
            (from, clean_from) = (one.to, one.clean_to);
        }
    }
}
