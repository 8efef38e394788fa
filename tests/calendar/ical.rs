//! What is written for calendars.

use chrono::{DateTime, Utc};
use peer_circle::calendar::{Contact, IcsOptions, Method, Programme, Rhythm, Term, Topic, ics};
use peer_circle::people::{Participant, Roster};
use peer_circle::time::Day;

use crate::schedule::{circle, reference, term};

fn options() -> IcsOptions {
    IcsOptions::at("2020-09-15T12:00:00Z".parse::<DateTime<Utc>>().unwrap())
}

fn twice_a_month() -> Term {
    let topics = vec![
        Topic {
            title: "Finding joy; and keeping it".to_owned(),
            prompts: vec!["When did work last feel light?".to_owned()],
            ..Topic::default()
        },
        Topic { title: "Rest".to_owned(), ..Topic::default() },
    ];
    let programme = Programme {
        recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] },
        topics,
        platform: Some("Zoom".to_owned()),
        url: Some("https://example.org/meet/1?a=b,c".to_owned()),
        ..reference()
    };
    term(vec![circle("c1", Some((Day::Monday, "12:00"))), circle("c2", None)], &programme)
}

/// The unfolded lines of a text, each checked to be no longer than RFC 5545 allows.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[track_caller]
fn has(lines: &[String], line: &str) {
    assert!(lines.iter().any(|other| other == line), "no {line} in\n{}", lines.join("\n"));
}

#[test]
fn a_circle_is_published_as_one_recurring_event() {
    let lines =
        lines(&ics(&twice_a_month(), None, &IcsOptions { circle: Some("c1".to_owned()), ..options() }).unwrap());
    has(&lines, "METHOD:PUBLISH");
    has(&lines, "DTSTART;TZID=America/New_York:20201005T120000");
    has(&lines, "DTEND;TZID=America/New_York:20201005T130000");
    has(&lines, "RRULE:FREQ=MONTHLY;BYDAY=1MO,3MO;UNTIL=20210419T160000Z");
    has(&lines, "EXDATE;TZID=America/New_York:20210118T120000");
    has(&lines, "RECURRENCE-ID;TZID=America/New_York:20201019T120000");
    has(&lines, "SUMMARY:Circle c1: Finding joy\\; and keeping it");
    has(&lines, "DTSTAMP:20200915T120000Z");
    has(&lines, "URL:https://example.org/meet/1?a=b,c");
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 3, "the series and its two topics");
    let uids: std::collections::BTreeSet<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), 1);
}

#[test]
fn a_zone_is_described_by_yearly_rules_from_1970() {
    let lines = lines(&ics(&twice_a_month(), None, &options()).unwrap());
    has(&lines, "TZID:America/New_York");
    has(&lines, "DTSTART:19700308T020000");
    has(&lines, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU");
    has(&lines, "DTSTART:19701101T020000");
    has(&lines, "TZOFFSETTO:-0500");
    has(&lines, "TZNAME:EDT");
}

#[test]
fn a_zone_without_a_yearly_rule_is_described_turn_by_turn() {
    let zones = [("Africa/Casablanca", 5), ("Asia/Kolkata", 1), ("Europe/London", 2), ("Australia/Lord_Howe", 2)];
    for (zone, observances) in zones {
        let programme = Programme { zone: zone.to_owned(), ..reference() };
        let term = term(vec![circle("c1", Some((Day::Monday, "12:00")))], &programme);
        let lines = lines(&ics(&term, None, &options()).unwrap());
        let count = lines.iter().filter(|line| ["BEGIN:STANDARD", "BEGIN:DAYLIGHT"].contains(&line.as_str())).count();
        assert_eq!(count, observances, "{zone}");
    }
}

#[test]
fn a_topic_week_is_a_week_of_whole_days() {
    let lines =
        lines(&ics(&twice_a_month(), None, &IcsOptions { circle: Some("c2".to_owned()), ..options() }).unwrap());
    has(&lines, "DTSTART;VALUE=DATE:20201001");
    has(&lines, "DTEND;VALUE=DATE:20201008");
    has(&lines, "TRANSP:TRANSPARENT");
}

#[test]
fn an_invitation_names_who_invites_and_who_comes() {
    let request = IcsOptions {
        method: Method::Request,
        circle: Some("c1".to_owned()),
        organizer: Some(Contact { name: "Ana \"A\" Ruiz, MD".to_owned(), email: "ana@example.org".to_owned() }),
        reminder: Some(60),
        domain: Some("example.org".to_owned()),
        ..options()
    };
    let person = |id: &str, name: &str| Participant {
        id: id.to_owned(),
        name: name.to_owned(),
        email: Some(format!("{id}@example.org")),
        ..Participant::default()
    };
    let roster =
        Roster { participants: vec![person("p1", "Li"), person("p2", "Zoë\r\nX-EVIL:1"), person("p3", "Out")] };
    let text = ics(&twice_a_month(), Some(&roster), &request).unwrap();
    let lines = lines(&text);
    has(&lines, "METHOD:REQUEST");
    has(&lines, "ORGANIZER;CN=\"Ana ^'A^' Ruiz, MD\":mailto:ana@example.org");
    has(&lines, "ATTENDEE;CN=Li;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p1@example.org");
    has(&lines, "TRIGGER:-PT60M");
    assert!(!text.contains("p3@"));
    assert!(!lines.iter().any(|line| line.starts_with("X-EVIL")));

    let cancel = IcsOptions { method: Method::Cancel, sessions: vec!["c1/2020-10-19".to_owned()], ..request };
    let lines = self::lines(&ics(&twice_a_month(), Some(&roster), &cancel).unwrap());
    has(&lines, "STATUS:CANCELLED");
    has(&lines, "RECURRENCE-ID;TZID=America/New_York:20201019T120000");
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
}

#[test]
fn what_cannot_be_written_is_said() {
    let error = |options: IcsOptions| ics(&twice_a_month(), None, &options).unwrap_err().code().to_owned();
    assert_eq!(error(IcsOptions { circle: Some("c9".to_owned()), ..options() }), "ics.no_circle");
    assert_eq!(error(IcsOptions { method: Method::Request, ..options() }), "ics.no_organizer");
    let organizer = Some(Contact { name: String::new(), email: "a@example.org".to_owned() });
    let request = IcsOptions { method: Method::Request, organizer, ..options() };
    assert_eq!(error(request.clone()), "ics.one_series");
    let writing = IcsOptions { circle: Some("c2".to_owned()), ..request };
    assert_eq!(error(writing.clone()), "ics.one_session");
    let one = IcsOptions { sessions: vec!["c2/2020-10-01".to_owned()], ..writing };
    assert!(ics(&twice_a_month(), None, &one).is_ok());
}

#[test]
fn long_words_are_folded_between_characters() {
    let mut circle = circle("c1", Some((Day::Monday, "12:00")));
    circle.name = "é漢字🙂".repeat(60);
    let name = circle.name.clone();
    let lines = lines(&ics(&term(vec![circle], &reference()), None, &options()).unwrap());
    has(&lines, &format!("SUMMARY:{name}"));
}

#[test]
fn a_series_keeps_the_uid_that_it_was_told_by() {
    let uids = |term: &Term| -> Vec<String> {
        let text = ics(term, None, &options()).unwrap();
        let mut uids: Vec<String> = lines(&text).into_iter().filter(|line| line.starts_with("UID:")).collect();
        uids.dedup();
        uids
    };
    let first = twice_a_month();
    let kept: Term = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
    assert_eq!(uids(&kept), uids(&first));
    // The same circle of other people is another series.
    let mut other = circle("c1", Some((Day::Monday, "12:00")));
    other.members = vec!["p8".to_owned(), "p9".to_owned()];
    assert_ne!(
        uids(&term(vec![other], &reference()))[0],
        uids(&term(vec![circle("c1", Some((Day::Monday, "12:00")))], &reference()))[0]
    );
    // A term saved before series had UIDs of their own goes on by those that calendars know.
    let mut old = first.clone();
    old.series.iter_mut().for_each(|series| series.uid.clear());
    let id = &old.id;
    assert_eq!(uids(&old)[..2], [format!("UID:c1.{id}@peer-circle"), format!("UID:c2.2020-10-01.{id}@peer-circle")]);
}
