//! Calendars and the rules in them: a rule is written and understood again, and ends when it has nothing to give.
#![no_main]

use std::sync::LazyLock;

use chrono::{TimeZone, Utc};
use libfuzzer_sys::fuzz_target;
use peer_circle::calendar::{Rule, Term, read_busy, read_replies};
use peer_circle::people::Roster;
use peer_circle::time::Zone;

/// A term that replies may be about.
static TERM: LazyLock<Term> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../examples/data/term.json")).unwrap());

fuzz_target!(|bytes: &[u8]| {
    let day = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap();
    let zone = Zone::named("America/New_York").unwrap();
    let _ = read_busy(bytes, day(2026), day(2027), &zone);
    let _ = read_replies(bytes, &TERM, &Roster::default());
    let text = String::from_utf8_lossy(bytes);
    for line in text.lines() {
        let line = line.strip_prefix("RRULE:").unwrap_or(line);
        let Ok(rule) = line.parse::<Rule>() else { continue };
        assert_eq!(rule.to_string().parse::<Rule>().as_ref(), Ok(&rule), "{line}");
    }
});
