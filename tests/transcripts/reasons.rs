//! Why something identifies somebody, or may do so, as other languages say it.

use peer_circle::transcripts::{Deidentifier, Kind, read_text};

/// Other languages say by code and values why something identifies, or may do so.
#[test]
fn why_something_identifies_has_a_code_and_what_it_is_about() {
    let roster =
        peer_circle::people::read("Name,Life stage\nAna Ruiz,Caring for parents\nBen Ode,New\n".as_bytes()).unwrap();
    let said = "Ana Ruiz: There is one caring for parents, maybe since March; mail ana@example.org.";
    let deidentifier = Deidentifier { roster: Some(&roster.value), ..Deidentifier::default() };
    let clean = deidentifier.run(&read_text(said).value);
    let codes = |kind| clean.identifiers.iter().find(|one| one.kind == kind).map(|one| one.code.as_str());
    assert_eq!((codes(Kind::Email), codes(Kind::Date)), (Some("email.form"), Some("date.month")));
    let told = |code: &str| clean.risk.remaining.iter().find(|one| one.code == code).unwrap();
    assert_eq!(told("doubt.replaced").values["reason"], ["date.month"]);
    assert_eq!(told("doubt.replaced").why, "perhaps no identifier: a month");
    assert_eq!(told("alone.has").values["attribute"], ["Life stage"]);
    assert!(told("others.spoken_of").values.is_empty());
}
