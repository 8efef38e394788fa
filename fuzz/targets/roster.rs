//! Rosters: what was understood is written and understood again, word for word.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peer_circle::people::{read, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(roster) = read(bytes) else { return };
    let (roster, problems) = (roster.value, roster.problems);
    if roster.participants.is_empty() {
        return;
    }
    // What separates wishes cannot stand in what they name.
    let separates = |text: &String| text.contains([';', '|']);
    let mut people = roster.participants.iter();
    if people.any(|person| separates(&person.id) || person.attributes.keys().any(separates)) {
        return;
    }
    let written = write(&roster);
    let again = read(written.as_bytes()).unwrap().value;
    for (one, other) in roster.participants.iter().zip(&again.participants) {
        assert_eq!(one, other, "{problems:?}");
    }
    assert_eq!(roster.participants.len(), again.participants.len());
});
