//! Transcripts: read in any format, cleaned, and every identifier lies where the clean text has its replacement.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peer_circle::transcripts::{Policy, deidentify, read, webvtt};

fuzz_target!(|bytes: &[u8]| {
    let _ = webvtt(&String::from_utf8_lossy(bytes));
    let Ok(transcript) = read(bytes) else { return };
    let clean = deidentify(&transcript.value, None, &Policy::default());
    assert_eq!(clean.transcript.turns.len(), transcript.value.turns.len());
    for (turn, original) in clean.transcript.turns.iter().zip(&transcript.value.turns) {
        let length = original.text.encode_utf16().count();
        let mut at = 0;
        for found in clean.identifiers.iter().filter(|found| found.turn == turn.id) {
            assert!(at <= found.from && found.from < found.to && found.to as usize <= length);
            at = found.to;
        }
    }
});
