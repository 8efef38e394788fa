//! What is read from the calendars that people drop.

use peer_circle::calendar::Programme;
use peer_circle::calendar::{Busy, IcsOptions, Rhythm, ics, read_busy};
use peer_circle::error::Read;
use peer_circle::time::{Day, Zone};
use proptest::prelude::*;

use crate::schedule::{circle, reference, term};

fn read(text: &[u8]) -> Read<Busy> {
    let instant = |text: &str| text.parse().unwrap();
    let zone = Zone::named("America/New_York").unwrap();
    read_busy(text, instant("2020-10-01T00:00:00Z"), instant("2021-05-01T00:00:00Z"), &zone).unwrap()
}

/// The starts and ends of what an event with these lines keeps busy.
fn event(lines: &str) -> Vec<String> {
    let read = read(format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\nEND:VCALENDAR").as_bytes());
    assert_eq!(read.problems, [], "{lines}");
    told(&read.value)
}

fn told(busy: &Busy) -> Vec<String> {
    let text = |time: chrono::DateTime<chrono::Utc>| format!("{:?}", time.naive_utc())[5..16].to_owned();
    busy.times.iter().map(|time| format!("{} {}", text(time.from), text(time.to))).collect()
}

#[test]
fn every_way_to_say_when_an_event_is() {
    for (lines, expected) in [
        ("DTSTART:20201006T130000Z\nDTEND:20201006T140000Z", "10-06T13:00 10-06T14:00"),
        ("DTSTART;TZID=America/New_York:20201006T090000\nDURATION:PT1H", "10-06T13:00 10-06T14:00"),
        ("DTSTART:20201006T090000\nDTEND:20201006T100000", "10-06T13:00 10-06T14:00"),
        ("DTSTART;VALUE=DATE:20201006", "10-06T04:00 10-07T04:00"),
        ("DTSTART;VALUE=DATE:20201031\nDTEND;VALUE=DATE:20201102", "10-31T04:00 11-02T05:00"),
        ("DTSTART;TZID=\"Europe/Oslo\":20201006T090000\nDURATION:P1D", "10-06T07:00 10-07T07:00"),
    ] {
        assert_eq!(event(lines), [expected], "{lines}");
    }
    for free in ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"] {
        assert!(event(&format!("DTSTART:20201006T130000Z\nDTEND:20201006T140000Z\n{free}")).is_empty());
    }
}

#[test]
fn a_day_is_a_day_when_the_clocks_are_turned() {
    for (lines, expected) in [
        // On 1 November New York's day has 25 hours, whichever day the series began on.
        (
            "DTSTART;VALUE=DATE:20201025\nRRULE:FREQ=WEEKLY;COUNT=3",
            "10-25T04:00 10-26T04:00|11-01T04:00 11-02T05:00|11-08T05:00 11-09T05:00",
        ),
        (
            "DTSTART;VALUE=DATE:20201101\nDTEND;VALUE=DATE:20201102\nRRULE:FREQ=WEEKLY;COUNT=2",
            "11-01T04:00 11-02T05:00|11-08T05:00 11-09T05:00",
        ),
        (
            "DTSTART;TZID=America/New_York:20201025T120000\nDURATION:P1DT1H\nRRULE:FREQ=DAILY;INTERVAL=6;COUNT=2",
            "10-25T16:00 10-26T17:00|10-31T16:00 11-01T18:00",
        ),
        // On 4 October Asunción's clocks went from midnight to one: that day begins late, and ends at midnight.
        (
            "DTSTART;TZID=America/Asuncion;VALUE=DATE:20201004\nRRULE:FREQ=WEEKLY;COUNT=2",
            "10-04T04:00 10-05T03:00|10-11T03:00 10-12T03:00",
        ),
        // Hours are hours, and universal time has no turns.
        ("DTSTART;TZID=America/New_York:20201031T120000\nDURATION:PT24H", "10-31T16:00 11-01T16:00"),
        (
            "DTSTART;TZID=America/New_York:20201031T120000\nDTEND;TZID=America/New_York:20201101T120000",
            "10-31T16:00 11-01T17:00",
        ),
        ("DTSTART:20201031T120000Z\nDURATION:P1D", "10-31T12:00 11-01T12:00"),
    ] {
        assert_eq!(event(lines).join("|"), expected, "{lines}");
    }
}

#[test]
fn a_series_with_exceptions_is_followed() {
    let master = "DTSTART;TZID=America/New_York:20190101T090000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20201026T000000Z\n\
        EXDATE;TZID=America/New_York:20201012T090000";
    let moved = "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=America/New_York:20201019T090000\n\
        DTSTART;TZID=America/New_York:20201020T150000\nDURATION:PT30M\nEND:VEVENT";
    let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{master}\nEND:VEVENT\n{moved}\nEND:VCALENDAR");
    assert_eq!(told(&read(text.as_bytes()).value), ["10-05T13:00 10-05T13:30", "10-20T19:00 10-20T19:30"]);
}

#[test]
fn dates_without_a_zone_are_told_in_that_of_the_start() {
    let master = "DTSTART;TZID=Europe/Oslo:20201006T090000\nDTEND:20201006T100000\nRRULE:FREQ=DAILY;COUNT=3\n";
    assert_eq!(
        event(&format!("{master}EXDATE:20201007T090000\nRDATE:20201010T090000")),
        ["10-06T07:00 10-06T08:00", "10-08T07:00 10-08T08:00", "10-10T07:00 10-10T08:00"]
    );
    // In another zone, in universal time, and on a whole day.
    for exception in ["EXDATE;TZID=Asia/Tokyo:20201007T160000", "EXDATE:20201007T070000Z", "EXDATE;VALUE=DATE:20201007"]
    {
        assert_eq!(event(&format!("{master}{exception}")).len(), 2, "{exception}");
    }
}

#[test]
fn a_series_goes_on_otherwise_from_an_instance() {
    let master = "DTSTART;TZID=America/New_York:20201005T090000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;COUNT=6";
    let later = |lines: &str| {
        let future =
            format!("BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:{lines}\nEND:VEVENT");
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{master}\nEND:VEVENT\n{future}\nEND:VCALENDAR");
        told(&read(text.as_bytes()).value)
    };
    // An hour later and a day on, by the clock of New York: also after the clocks are turned on 1 November.
    assert_eq!(
        later("20201026T090000\nDTSTART;TZID=America/New_York:20201027T100000\nDURATION:PT1H"),
        [
            "10-05T13:00 10-05T13:30",
            "10-12T13:00 10-12T13:30",
            "10-19T13:00 10-19T13:30",
            "10-27T14:00 10-27T15:00",
            "11-03T15:00 11-03T16:00",
            "11-10T15:00 11-10T16:00",
        ]
    );
    assert_eq!(later("20201012T090000\nDTSTART;TZID=America/New_York:20201012T090000\nSTATUS:CANCELLED").len(), 1);
    // Told in universal time it goes by that, whatever zone the reader is in.
    let utc = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20201026T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20201102T090000Z\nDTSTART:20201102T100000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR";
    assert_eq!(told(&read(utc.as_bytes()).value), ["10-26T09:00 10-26T10:00", "11-02T10:00 11-02T11:00"]);
}

#[test]
fn zones_go_by_the_names_of_windows() {
    assert_eq!(event("DTSTART;TZID=Eastern Standard Time:20201006T090000\nDURATION:PT1H"), ["10-06T13:00 10-06T14:00"]);
    assert_eq!(
        event("DTSTART;TZID=W. Europe Standard Time:20201006T150000\nDURATION:PT1H"),
        ["10-06T13:00 10-06T14:00"]
    );
}

#[test]
fn a_described_zone_is_trusted() {
    // A zone of somebody's own, five hours behind in winter and three in summer, turning on other days than any.
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Mine\r\n\
        BEGIN:STANDARD\r\nDTSTART:19701010T030000\r\nTZOFFSETFROM:-0300\r\nTZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10\r\nEND:STANDARD\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:19700310T030000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0300\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10\r\nEND:DAYLIGHT\r\n\
        END:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Mine:20201009T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(told(&read(text.as_bytes()).value), ["10-09T15:00 10-09T16:00", "10-10T17:00 10-10T18:00"]);
}

#[test]
fn the_last_turn_of_a_described_zone_counts() {
    // The rule ends with the turn of 22 September 2019, 00:00 by the clock ahead: 21 September, 19:30 in universal time.
    let text = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Mine\n\
        BEGIN:DAYLIGHT\nDTSTART:20080321T000000\nTZOFFSETFROM:+0330\nTZOFFSETTO:+0430\nRRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21;UNTIL=20190320T203000Z\nEND:DAYLIGHT\n\
        BEGIN:STANDARD\nDTSTART:20080922T000000\nTZOFFSETFROM:+0430\nTZOFFSETTO:+0330\nRRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=22;UNTIL=20190921T193000Z\nEND:STANDARD\n\
        END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Mine:20201009T120000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(told(&read(text.as_bytes()).value), ["10-09T08:30 10-09T09:30"]);
}

#[test]
fn what_we_write_is_read_back_to_the_same_instants() {
    for (zone, rhythm) in [
        ("America/New_York", Rhythm::NthWeekdays { nth: vec![1, 3] }),
        ("Africa/Casablanca", Rhythm::Weeks { every: 2 }),
        ("Australia/Lord_Howe", Rhythm::NthWeekdays { nth: vec![2, -1] }),
        ("Asia/Kolkata", Rhythm::Weeks { every: 1 }),
    ] {
        let programme = Programme { zone: zone.to_owned(), recurrence: rhythm, ..reference() };
        let term = term(vec![circle("c1", Some((Day::Monday, "12:00")))], &programme);
        let text = ics(&term, None, &IcsOptions::at("2020-09-15T12:00:00Z".parse().unwrap())).unwrap();
        let read = read(text.as_bytes());
        assert_eq!(read.problems, []);
        let starts: Vec<_> = read.value.times.iter().map(|time| time.from).collect();
        let sessions: Vec<_> = term.series[0].sessions.iter().map(|session| session.start_utc).collect();
        assert_eq!(starts, sessions, "{zone}");
    }
}

#[test]
fn free_busy_counts() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20201006T130000Z/PT1H,20201006T150000Z/20201006T160000Z\n\
        FREEBUSY;FBTYPE=FREE:20201007T130000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR";
    assert_eq!(told(&read(text.as_bytes()).value), ["10-06T13:00 10-06T14:00", "10-06T15:00 10-06T16:00"]);
}

#[test]
fn what_is_odd_is_told_with_its_line_and_the_rest_is_read() {
    let good = "BEGIN:VEVENT\nDTSTART:20201006T130000Z\nDURATION:PT1H\nEND:VEVENT\n";
    for (odd, code, line) in [
        ("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", "ics.no_start", 2),
        ("BEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\n", "ics.unreadable", 3),
        ("BEGIN:VEVENT\nDTSTART:20201005T130000Z\nRRULE:FREQ=DAILY;INTERVAL=0\nEND:VEVENT\n", "rule.out_of_range", 4),
        ("BEGIN:VEVENT\nDTSTART;TZID=Mars:20201005T130000\nEND:VEVENT\n", "ics.unknown_zone", 3),
        ("BEGIN:VEVENT\nDTSTART:20201005T130000Z\nDURATION:1 hour\nEND:VEVENT\n", "ics.unreadable", 4),
        ("a line that is none\n", "ics.unreadable", 2),
        ("END:VEVENT\n", "ics.unopened", 2),
        ("BEGIN:VTIMEZONE\nTZID:Odd\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n", "ics.zone", 2),
    ] {
        let read = read(format!("BEGIN:VCALENDAR\n{odd}{good}END:VCALENDAR\n").as_bytes());
        let told: Vec<_> = read.problems.iter().map(|problem| (problem.code(), problem.place().line)).collect();
        assert_eq!(told, [(code, Some(line))], "{odd}");
        assert!(self::told(&read.value).contains(&"10-06T13:00 10-06T14:00".to_owned()), "{odd}");
    }
}

#[test]
fn line_ends_encodings_and_folds_of_all_kinds() {
    let lines = "BEGIN:VCALENDAR|BEGIN:VEVENT|SUMMARY:Caf\u{e9} und| mehr|DTSTART:2020|\t1006T130000Z|DURATION:PT1H|END:VEVENT|END:VCALENDAR";
    for end in ["\r\n", "\n", "\r"] {
        assert_eq!(told(&read(lines.replace('|', end).as_bytes()).value).len(), 1);
    }
    let latin: Vec<u8> = lines.replace('|', "\r\n").chars().map(|c| c as u8).collect();
    assert_eq!(told(&read(&latin).value).len(), 1);
}

#[test]
fn nothing_that_is_dropped_takes_for_ever() {
    let mut deep = "BEGIN:VCALENDAR\n".to_owned();
    deep.push_str(&"BEGIN:VEVENT\n".repeat(10_000));
    deep.push_str("DTSTART:20201006T130000Z\n");
    deep.push_str(&"END:VEVENT\n".repeat(10_000));
    deep.push_str("END:VCALENDAR\n");
    let told: Vec<_> = read(deep.as_bytes()).problems.iter().map(|p| (p.code().to_owned(), p.place().line)).collect();
    assert_eq!(told, [("ics.nested".to_owned(), Some(9)), ("ics.no_start".to_owned(), Some(2))], "{told:?}");
    for rule in ["FREQ=SECONDLY;COUNT=1000000000000", "FREQ=SECONDLY;BYHOUR=9;COUNT=1000000000000", "FREQ=SECONDLY"] {
        let text = format!(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:{rule}\nEND:VEVENT\nEND:VCALENDAR"
        );
        let read = read(text.as_bytes());
        let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
        let code = if rule.contains("BYHOUR") { "limit.recurrence" } else { "limit.busy_times" };
        assert_eq!(codes, [code], "{rule}");
    }
    assert_eq!(
        read_busy(b"%PDF-1.7", Default::default(), Default::default(), &Zone::utc()).unwrap_err().code(),
        "file.not_text"
    );
    assert_eq!(
        read_busy(b"hello", Default::default(), Default::default(), &Zone::utc()).unwrap_err().code(),
        "ics.not_a_calendar"
    );
}

#[test]
fn what_costs_much_in_every_event_is_cut_short() {
    let event =
        |lines: &str| format!("BEGIN:VEVENT\nUID:1\nDTSTART:19700101T090000Z\nDURATION:PT1H\n{lines}\nEND:VEVENT\n");
    // Rules without an instance, rules that count from long ago, exceptions by the thousand, series told anew as often.
    let empty = event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30").repeat(3_000);
    let counting = event("RRULE:FREQ=HOURLY;BYMINUTE=5;COUNT=400000").repeat(60);
    let days = (1..=28).map(|day| format!("203001{day:02}")).collect::<Vec<_>>().join(",");
    let exceptions = event(&format!("RRULE:FREQ=DAILY\n{}", format!("EXDATE;VALUE=DATE:{days}\n").repeat(3_000)));
    let future = "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20201101T090000Z\nDTSTART:20201101T100000Z\nEND:VEVENT\n";
    let futures = event("RRULE:FREQ=HOURLY") + &future.repeat(3_000);
    let good = "BEGIN:VEVENT\nDTSTART:20201006T130000Z\nDURATION:PT1H\nEND:VEVENT\n";
    for odd in [empty, counting, exceptions, futures] {
        let read = read(format!("BEGIN:VCALENDAR\n{odd}{good}END:VCALENDAR\n").as_bytes());
        let told: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
        assert!(told.iter().all(|code| *code == "limit.recurrence"), "{told:?}");
        let from = "2020-10-06T13:00:00Z".parse().unwrap();
        assert!(!read.value.is_free(from, from + chrono::TimeDelta::minutes(1)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_calendar_makes_the_reader_panic(
        lines in proptest::collection::vec(
            "(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|UID)(;TZID=[A-Za-z/]{1,9})?:(VCALENDAR|VEVENT|VTIMEZONE|[0-9TPZ;=,/+-]{0,20}|FREQ=[A-Z]{5,8};COUNT=[0-9]{1,20})",
            0..30,
        ),
    ) {
        let text = format!("BEGIN:VCALENDAR\n{}", lines.join("\n"));
        let read = read(text.as_bytes());
        prop_assert!(read.value.times.is_sorted());
    }
}
