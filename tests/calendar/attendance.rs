//! Who came, who is expected, and which circles fade.

use peer_circle::calendar::{
    Answer, Attendance, Came, Change, CreditRule, Reply, Term, Trend, change, credits, credits_csv, expected,
    read_replies, signals,
};
use peer_circle::people::{Participant, Roster};
use peer_circle::time::Day;

use crate::schedule::{circle, reference, term};

fn two_circles() -> Term {
    let mut talk = circle("c1", Some((Day::Tuesday, "17:30")));
    talk.members = ["p1", "p2", "p3", "p4"].map(str::to_owned).to_vec();
    term(vec![talk, circle("c2", None)], &reference())
}

fn roster() -> Roster {
    let person = |id: &str| Participant {
        id: id.to_owned(),
        name: format!("=SUM({id})"),
        email: Some(format!("{id}@Example.org")),
        ..Participant::default()
    };
    Roster { participants: ["p1", "p2", "p3", "p4"].map(person).to_vec() }
}

fn note(session: &str, member: &str, came: Came) -> Attendance {
    Attendance { session: session.to_owned(), member: member.to_owned(), came, ..Attendance::default() }
}

#[test]
fn hours_follow_the_stated_rule() {
    let term = two_circles();
    let minutes = |minutes, came| Attendance { minutes: Some(minutes), ..note("c1/2020-10-06", "p1", came) };
    for (attendance, hours) in [
        (note("c1/2020-10-06", "p1", Came::Present), "1.00"),
        (note("c1/2020-10-06", "p1", Came::Late), "0.75"),
        (note("c1/2020-10-06", "p1", Came::Excused), "0.00"),
        (minutes(44, Came::Present), "0.50"),
        (minutes(45, Came::Late), "0.75"),
        (minutes(29, Came::Present), "0.00"),
        (minutes(600, Came::Present), "1.00"),
        (note("c2/2020-10-01", "p1", Came::Present), "1.00"),
    ] {
        let read = credits(&term, std::slice::from_ref(&attendance), &CreditRule::default());
        assert_eq!((read.value[0].hours.as_str(), read.problems), (hours, Vec::new()), "{attendance:?}");
    }
    let rule = CreditRule { step_minutes: 1, at_least_percent: 0, late_percent: 100, most_minutes: 600 };
    assert_eq!(credits(&term, &[minutes(29, Came::Late)], &rule).value[0].minutes, 29);
}

#[test]
fn the_last_note_counts_and_what_was_not_held_earns_nothing() {
    let ask =
        Change { cancel: vec!["c1/2020-10-20".to_owned()], ..Change::at("2020-10-10T00:00:00Z".parse().unwrap()) };
    let term = change(&two_circles(), &roster(), &ask).unwrap().term;
    let notes = [
        note("c1/2020-10-06", "p1", Came::Present),
        note("c1/2020-10-06", "p1", Came::Absent),
        note("c1/2020-10-20", "p1", Came::Present),
        note("c1/1999-01-01", "p1", Came::Present),
    ];
    let read = credits(&term, &notes, &CreditRule::default());
    assert_eq!((read.value[0].minutes, read.value[0].absent), (0, 1));
    let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["attendance.not_held", "attendance.unknown_session"]);
    let csv = credits_csv(&read.value, &roster());
    assert_eq!(csv, "Id,Name,E-mail,Hours,Sessions,Excused,Absent\r\np1,'=SUM(p1),p1@Example.org,0.00,0,0,1\r\n");
}

/// Notes of the first circle: how many of the four came to each session in turn.
fn came(counts: &[usize]) -> Vec<Attendance> {
    let term = two_circles();
    let sessions = term.series[0].sessions.iter().zip(counts);
    let notes = sessions.flat_map(|(session, count)| {
        (1..=4).map(move |number| {
            let came = if number <= *count { Came::Present } else { Came::Absent };
            note(&session.id, &format!("p{number}"), came)
        })
    });
    notes.collect()
}

#[test]
fn a_fading_circle_is_seen_and_nobody_in_it_named() {
    let at = "2020-12-10T00:00:00Z".parse().unwrap(); // after five sessions
    for (counts, trend, fading) in [
        (&[4, 4, 4, 4, 4][..], Trend::Steady, false),
        (&[4, 4, 4, 3, 3], Trend::Falling, true),
        (&[4, 4, 4, 4, 3], Trend::Steady, false),
        (&[1, 1, 1, 1, 1], Trend::Small, true),
        (&[4, 4, 4], Trend::Unheard, true),
        (&[2, 3, 4, 4, 4], Trend::Steady, false),
    ] {
        let signals = signals(&two_circles(), &came(counts), at, false);
        let signal = signals.iter().find(|signal| signal.circle == "c1").unwrap();
        assert_eq!((signal.trend, signal.fading), (trend, fading), "{counts:?} {signal:?}");
        assert!(signals.iter().all(|signal| signal.missing.is_empty()));
    }
    let named = signals(&two_circles(), &came(&[4, 4, 4, 3, 3]), at, true);
    assert_eq!(named.iter().find(|signal| signal.circle == "c1").unwrap().missing, ["p4"]);
    let early = signals(&two_circles(), &[], "2020-09-01T00:00:00Z".parse().unwrap(), false);
    assert!(early.iter().all(|signal| signal.trend == Trend::New && !signal.fading));
}

fn reply(uid: &str, lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn answers_are_read_back_into_whom_to_expect() {
    let term = two_circles();
    let uid = format!("{}@peer-circle", term.series[0].uid);
    let whole = "DTSTAMP:20200916T100000Z\r\nATTENDEE;CN=P1;PARTSTAT=ACCEPTED:MAILTO:P1@example.org";
    let one = "RECURRENCE-ID;TZID=America/New_York:20201020T173000\r\nATTENDEE;PARTSTAT=DECLINED:mailto:p1@example.org";
    let in_utc = "RECURRENCE-ID:20201103T223000Z\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:p2@example.org";
    let mut replies: Vec<Reply> = Vec::new();
    for lines in [whole, one, in_utc] {
        let read = read_replies(reply(&uid, lines).as_bytes(), &term, &roster()).unwrap();
        assert_eq!(read.problems, []);
        replies.extend(read.value);
    }
    assert_eq!(replies[1].session.as_deref(), Some("c1/2020-10-20"));
    let list = expected(&term, &replies);
    let told = |session: &str| list.iter().find(|one| one.session == session).unwrap();
    assert_eq!(told("c1/2020-10-06").coming, ["p1"]);
    assert_eq!(told("c1/2020-10-20").not_coming, ["p1"]);
    assert_eq!(
        (told("c1/2020-11-03").perhaps.as_slice(), told("c1/2020-11-03").silent.len()),
        (&["p2".to_owned()][..], 2)
    );
    assert!(!told("c1/2020-10-20").at_risk);

    let week = format!("{}.2020-10-15@x", term.series[1].uid);
    let text = reply(&week, "ATTENDEE;PARTSTAT=DECLINED:mailto:p2@example.org");
    let read = read_replies(text.as_bytes(), &term, &roster()).unwrap();
    assert_eq!((read.value[0].session.as_deref(), read.value[0].answer), (Some("c2/2020-10-15"), Answer::Declined));
}

#[test]
fn an_answer_to_a_time_that_has_changed_does_not_count() {
    let term = two_circles();
    let session = Some("c1/2020-10-20".to_owned());
    let yes = |sequence| Reply {
        circle: "c1".to_owned(),
        session: session.clone(),
        member: "p1".to_owned(),
        answer: Answer::Accepted,
        sequence,
        at: None,
    };
    let set = peer_circle::calendar::NewTime {
        session: "c1/2020-10-20".to_owned(),
        start: "2020-10-21T17:30:00".parse().unwrap(),
    };
    let ask = Change { set: vec![set], ..Change::at("2020-10-10T00:00:00Z".parse().unwrap()) };
    let moved = change(&term, &roster(), &ask).unwrap().term;
    let coming = |replies: &[Reply]| {
        expected(&moved, replies).into_iter().find(|one| Some(&one.session) == session.as_ref()).unwrap().coming
    };
    assert!(coming(&[yes(0)]).is_empty());
    assert_eq!(coming(&[yes(0), yes(1)]), ["p1"]);
}

#[test]
fn what_is_no_answer_is_told_with_its_line() {
    let term = two_circles();
    let uid = &term.series[0].uid;
    for (uid, lines, code, line) in [
        ("nobody", "ATTENDEE;PARTSTAT=DECLINED:mailto:p1@example.org", "reply.unknown_series", 3),
        (uid, "ATTENDEE;PARTSTAT=DECLINED:mailto:x@example.org", "reply.unknown_address", 5),
        (uid, "ATTENDEE:mailto:p1@example.org", "reply.no_answer", 5),
        (uid, "RECURRENCE-ID:19990101T000000Z", "reply.unknown_session", 5),
    ] {
        let read = read_replies(reply(uid, lines).as_bytes(), &term, &roster()).unwrap();
        let told: Vec<_> = read.problems.iter().map(|problem| (problem.code(), problem.place().line)).collect();
        assert_eq!((told.as_slice(), read.value.len()), (&[(code, Some(line))][..], 0), "{lines}");
    }
    let error = read_replies(b"BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR", &term, &roster()).unwrap_err();
    assert_eq!(error.code(), "ics.not_a_reply");
}
