//! Calendars as programs and people really write them, and bent copies of these: all invented here.

use peer_circle::calendar::{read_busy, read_replies};
use peer_circle::people::Roster;
use peer_circle::time::{Day, Zone};
use proptest::prelude::*;

use crate::schedule::{circle, reference, term};

struct Odd {
    /// Why the case is here.
    why: &'static str,
    text: &'static str,
    /// The starts that must be found, to the minute.
    starts: &'static [&'static str],
    /// The codes of the problems, each once.
    problems: &'static [&'static str],
}

const ODD: [Odd; 12] = [
    Odd {
        why: "Outlook names a zone as people see it, and describes it",
        text: "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:(UTC-05:00) Eastern Time (US & Canada)\nBEGIN:STANDARD\nDTSTART:16010101T020000\n\
            TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\n\
            TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT\n\
            DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":20201109T090000\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nEND:VEVENT\nEND:VCALENDAR\n",
        starts: &["2020-11-09T14:00"],
        problems: &[],
    },
    Odd {
        why: "a path before the name of the zone, as old programs of Mozilla write it",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=/example.org/20070129_1/zoneinfo/Europe/Oslo:20201006T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR",
        starts: &["2020-10-06T07:00"],
        problems: &[],
    },
    Odd {
        why: "small letters everywhere",
        text: "begin:vcalendar\nbegin:vevent\ndtstart;tzid=europe/oslo:20201006t090000\nduration:pt1h\nrrule:freq=daily;count=2\nend:vevent\nend:vcalendar",
        starts: &["2020-10-06T07:00", "2020-10-07T07:00"],
        problems: &[],
    },
    Odd {
        why: "an alarm of its own start is no event",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090000Z\nDURATION:PT1H\nBEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:20201101T000000Z\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR",
        starts: &["2020-10-06T09:00"],
        problems: &[],
    },
    Odd {
        why: "a mark before the first line, blank lines, spaces at ends",
        text: "\u{feff}BEGIN:VCALENDAR  \n\n\nBEGIN:VEVENT \nDTSTART:20201006T090000Z \nDURATION:PT1H\n\nEND:VEVENT\n\nEND:VCALENDAR\n\n",
        starts: &["2020-10-06T09:00"],
        problems: &[],
    },
    Odd {
        why: "an end before the start keeps nobody busy",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090000Z\nDTEND:20201006T080000Z\nEND:VEVENT\nEND:VCALENDAR",
        starts: &[],
        problems: &[],
    },
    Odd {
        why: "an exception of an instance that its series does not have stands on its own",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20201006T090000Z\nDTSTART:20201007T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR",
        starts: &["2020-10-07T09:00"],
        problems: &[],
    },
    Odd {
        why: "two calendars one after the other, the second cut off",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201007T090000Z\nDURATION:PT1H",
        starts: &["2020-10-06T09:00", "2020-10-07T09:00"],
        problems: &["ics.unclosed"],
    },
    Odd {
        why: "a to-do and a journal keep nobody busy",
        text: "BEGIN:VCALENDAR\nBEGIN:VTODO\nDTSTART:20201006T090000Z\nDURATION:PT1H\nEND:VTODO\nBEGIN:VJOURNAL\nDTSTART:20201006T090000Z\nEND:VJOURNAL\nEND:VCALENDAR",
        starts: &[],
        problems: &[],
    },
    Odd {
        why: "a rule that cannot be read leaves its first day",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES\nEND:VEVENT\nEND:VCALENDAR",
        starts: &["2020-10-06T09:00"],
        problems: &["rule.unreadable"],
    },
    Odd {
        why: "the 60th second, a day that no month has, a year of five digits",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090060Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20201036T090000Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:120201006T090000Z\nEND:VEVENT\nEND:VCALENDAR",
        starts: &[],
        problems: &["ics.unreadable"],
    },
    Odd {
        why: "a duration longer than any life is none",
        text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20201006T090000Z\nDURATION:P99999999999W\nEND:VEVENT\nEND:VCALENDAR",
        starts: &[],
        problems: &["ics.unreadable"],
    },
];

fn read(bytes: &[u8]) -> peer_circle::Result<(Vec<String>, Vec<String>)> {
    let instant = |text: &str| text.parse().unwrap();
    let zone = Zone::named("America/New_York").unwrap();
    let read = read_busy(bytes, instant("2020-10-01T00:00:00Z"), instant("2020-12-01T00:00:00Z"), &zone)?;
    let starts = read.value.times.iter().map(|time| format!("{:?}", time.from.naive_utc())[..16].to_owned());
    let mut problems: Vec<String> = read.problems.iter().map(|problem| problem.code().to_owned()).collect();
    problems.dedup();
    assert!(read.problems.iter().all(|problem| problem.place().line.is_some()));
    Ok((starts.collect(), problems))
}

#[test]
fn what_programs_really_write_is_read() {
    for Odd { why, text, starts, problems } in ODD {
        let (found, told) = read(text.as_bytes()).unwrap();
        assert_eq!(
            (found, told),
            (starts.iter().map(|s| (*s).to_owned()).collect(), problems.iter().map(|s| (*s).to_owned()).collect()),
            "{why}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bent_calendars_do_no_harm(
        seed in 0..ODD.len(),
        bends in prop::collection::vec((0..3_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = ODD[seed].text.replace("VEVENT\nDTSTART", "VEVENT\nUID:1\nDTSTART").into_bytes();
        for (kind, from, to, byte) in bends {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 60));
            match kind {
                0 => drop(bytes.drain(from..to)),
                1 => bytes.extend_from_within(from..to),
                _ => bytes[from] = byte,
            }
            bytes.push(b'\n');
        }
        let _ = read(&bytes);
        let term = term(vec![circle("c1", Some((Day::Monday, "12:00")))], &reference());
        let _ = read_replies(&bytes, &term, &Roster::default());
    }
}
