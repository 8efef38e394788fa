//! Every reader on input that was bent: nothing may panic, whatever comes.
//!
//! The seeds are the sample files, a few texts of each format, and every file in fuzz/corpus/, where an input that once
//! made a reader panic stays for good, named after what it broke.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use peer_circle::{archive, calendar, people, themes, time, transcripts, workbook};

/// A term that replies may be about.
const TERM: &str = include_str!("../examples/data/term.json");

/// Bent copies of each seed.
const COPIES: u64 = 300;

/// What readers are hurt by: quotes, ends, huge numbers, halves of characters.
const BAITS: [&[u8]; 18] = [
    b"\"",
    b"\n",
    b"\r",
    b"\0",
    b",",
    b";",
    b"-->",
    b"<",
    b"&#x110000;",
    b"99999999999999999999",
    b"-1",
    b"\xff",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"{",
    b"]",
    b"INTERVAL=0",
];

const SEEDS: [&str; 11] = [
    "id,name,leader,availability\np1,Ana,yes,Mon 09:00-12:00\np2,\"B\"\"en\",no,\n",
    r#"{"members":[{"user_id":"1","name":"Ana","roles":["Learner"]}]}"#,
    "WEBVTT\n\nSTYLE\n::cue{}\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n<v Ana>one <b>two</b> &amp; three\n",
    "1\n00:00:01,000 --> 00:00:02,500\nAna: one two\n\n2\n00:00:03,000 --> 00:00:04,000\nthree\n",
    "Ana (00:01): My mail is ana@example.org, call 212-555-0101 on March 3rd.\nBen: At 12 Elm Street, MRN 1234567.\n",
    "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYSETPOS=-1;UNTIL=20300101T000000Z",
    "name,parent,definition,phrases\nsupport,,being there,i am here*\n",
    r#"{"codes":[{"id":"a","name":"A","definition":"","phrases":["not alone*"]}]}"#,
    include_str!("data/themes/foreign.qde"),
    "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c s=\"1\"><v>44136.5</v></c></row></sheetData></worksheet>",
];

#[test]
fn no_reader_panics_on_bent_input() {
    for (number, seed) in (0..).zip(seeds()) {
        read_all(&seed);
        for copy in 0..COPIES {
            read_all(&bent(&seed, number * COPIES + copy));
        }
    }
}

/// Each reader hears everything: what is not of its format is bent input too.
fn read_all(bytes: &[u8]) {
    let _ = people::read(bytes);
    if let Ok(read) = transcripts::read(bytes) {
        let _ = transcripts::deidentify(&read.value, None, &transcripts::Policy::default());
    }
    let _ = transcripts::Lists::read(bytes);
    let _ = (themes::Codebook::read_csv(bytes), themes::Codebook::read_qdc(bytes));
    if let Ok(read) = themes::Project::read_qdpx(bytes) {
        let _ = read.value.qdpx("again");
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = text.parse::<calendar::Rule>();
    if let (Ok(term), Ok(zone)) = (serde_json::from_str(TERM), time::Zone::named("America/New_York")) {
        let year =
            |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_time(chrono::NaiveTime::MIN).and_utc();
        let _ = calendar::read_busy(bytes, year(2026), year(2027), &zone);
        let _ = calendar::read_replies(bytes, &term, &people::Roster::default());
    }
    let _ = transcripts::webvtt(&text);
    let parts = [("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", &*text), ("xl/styles.xml", &*text)];
    let _ = (workbook::csv(bytes), workbook::csv(&archive::write(&parts)));
    let _ = themes::Lexicon::new(&text.lines().take(50).collect::<Vec<_>>());
}

/// The texts above, the start of each sample file, and what once broke something.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    for folder in
        ["examples/data", "fuzz/corpus/roster", "fuzz/corpus/calendar", "fuzz/corpus/transcript", "fuzz/corpus/project"]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        seeds.extend(files.into_iter().map(|file| fs::read(file).unwrap()).map(|mut bytes| {
            bytes.truncate(3_000);
            bytes
        }));
    }
    seeds
}

/// A copy with a few cuts, repeats, flips and baits; the same number gives the same copy.
fn bent(seed: &[u8], number: u64) -> Vec<u8> {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut bytes = seed.to_vec();
    for _ in 0..1 + dice.below(4) {
        let from = dice.below(bytes.len() + 1);
        let to = (from + dice.below(40)).min(bytes.len());
        match dice.below(4) {
            0 => drop(bytes.drain(from..to)),
            1 => bytes.extend_from_within(from..to),
            2 if from < to => bytes[from] ^= 1 << dice.below(8),
            _ => drop(bytes.splice(from..from, BAITS[dice.below(BAITS.len())].iter().copied())),
        }
    }
    bytes
}

/// A small generator (xorshift): the test must be the same tomorrow.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}
