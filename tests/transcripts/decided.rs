//! What people decide about words: everywhere, or in one place.

use peer_circle::transcripts::{Decision, Deidentifier, Occurrence, Policy, read_text};

/// A rose in one place and Rose in another: what is decided for one place leaves all others as they are.
#[test]
fn a_decision_may_count_in_one_place_only() {
    let transcript = read_text("A: 🌹 Dr Weber came. Dr Weber left.\nB: 🌹 Dr Weber came.\n").value;
    let said = |decisions| {
        let policy = Policy { decisions, ..Policy::default() };
        let clean = Deidentifier { policy, ..Deidentifier::default() }.run(&transcript);
        clean.transcript.turns.into_iter().map(|turn| turn.text).collect::<Vec<_>>()
    };
    let only = |turn: usize, from, to| {
        let turn = transcript.turns[turn].id.clone();
        vec![Decision::Keep { text: "weber".to_owned(), only: Some(Occurrence { turn, from, to }) }]
    };
    let before = said(vec![]);
    assert!(before.iter().all(|text| !text.contains("Weber")), "{before:?}");
    let kept = |decisions| said(decisions).iter().map(|text| text.matches("Weber").count()).collect::<Vec<_>>();
    assert_eq!(kept(only(0, 6, 11)), [1, 0]);
    assert!(said(only(0, 6, 11))[0].contains("Weber came"));
    assert!(said(only(0, 21, 26))[0].contains("Weber left"));
    assert_eq!(kept(only(1, 6, 11)), [0, 1]);
    assert_eq!(kept(only(0, 12, 16)), [0, 0], "other words stand there");
    assert_eq!(kept(only(0, 1, 900)), [0, 0], "no place of the turn");
    let written = r#"{"do":"keep","text":"weber","only":{"turn":"t1","from":6,"to":11}}"#;
    let read: Decision = serde_json::from_str(written).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
}
