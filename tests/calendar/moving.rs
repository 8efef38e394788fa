//! A circle that takes another slot for the rest of the term, and what its calendars are told.

use peer_circle::calendar::{
    Attendance, Came, Change, CreditRule, HolidayPolicy, Holidays, IcsOptions, Method, NewPlace, NewSlot, Programme,
    Rhythm, SessionStatus, Term, change, credits, ics, read_replies, schedule,
};
use peer_circle::time::{Day, Slot};

use crate::change::{asked, calendars, dates, expected, now, reference_term, roster};
use crate::schedule::{circle, reference, term};

fn thursday_noon(from: Option<&str>) -> Change {
    let slot = Slot { day: Day::Thursday, start: "12:00".parse().unwrap(), minutes: 60 };
    let from = from.map(|day| day.parse().unwrap());
    Change { slots: vec![NewSlot { circle: "c1".to_owned(), slot, from, phase: None }], ..asked() }
}

fn has(text: &str, wanted: &str) {
    let text = text.replace("\r\n ", "");
    assert!(text.lines().any(|line| line == wanted), "no {wanted} in\n{text}");
}

#[test]
fn the_series_ends_and_another_begins() {
    let before = reference_term();
    let changed = change(&before, &roster(), &thursday_noon(Some("2020-11-25"))).unwrap();
    let series = &changed.term.series[0];
    assert_eq!(series.when, "every other week on Thursday, 12:00, New York");
    assert_eq!(
        &dates(&changed, "c1")[3..6],
        ["2020-11-17 17:30:00", "2020-12-10 12:00:00", "2020-12-24 12:00:00"],
        "the rhythm of the programme's Thursdays, Thanksgiving Day left out"
    );
    assert_eq!(series.sessions[4].id, "c1/2020-12-01", "ids stay, for what is noted of them");
    assert_eq!((series.earlier.len(), series.earlier[0].sessions, series.sequence), (1, 4, 1));
    let [message] = &changed.messages[..] else { panic!("{:?}", changed.messages) };
    let [ended, begun] = &message.calendars[..] else { panic!("{message:?}") };
    has(ended, &format!("UID:{}@peer-circle", before.series[0].uid));
    has(ended, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20201117T223000Z");
    has(ended, "SEQUENCE:1");
    has(begun, &format!("UID:{}-2020-12-01@peer-circle", before.series[0].uid));
    has(begun, "DTSTART;TZID=America/New_York:20201210T120000");
    has(begun, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20210429T160000Z");
    assert!(message.mails[0].text.contains("at another time from now on, first on Thursday, December 10, 2020"));
}

#[test]
fn before_the_first_session_the_series_stays_the_same_one() {
    let early = Change { now: "2020-09-20T12:00:00Z".parse().unwrap(), ..thursday_noon(None) };
    let changed = change(&reference_term(), &roster(), &early).unwrap();
    let series = &changed.term.series[0];
    assert_eq!((series.uid.as_str(), series.earlier.len()), (reference_term().series[0].uid.as_str(), 0));
    let [message] = &changed.messages[..] else { panic!("{:?}", changed.messages) };
    assert_eq!((message.method, message.calendars.len()), (Some(Method::Request), 1));
    has(&message.calendars[0], "SEQUENCE:1");
    has(&message.calendars[0], "DTSTART;TZID=America/New_York:20201001T120000");
    assert_eq!(message.calendars[0].matches("BEGIN:VEVENT").count(), 1 + 15, "the series and a topic each");
}

#[test]
fn cancelled_sessions_stay_cancelled_and_holidays_free() {
    let holidays = Holidays { united_states: true, policy: HolidayPolicy::Skip, ..Holidays::default() };
    let programme = Programme { recurrence: Rhythm::NthWeekdays { nth: vec![2, 4] }, holidays, ..reference() };
    let before = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme);
    let off = change(&before, &roster(), &Change { cancel: vec!["c1/2020-11-10".to_owned()], ..asked() }).unwrap();
    let changed = change(&off.term, &roster(), &thursday_noon(None)).unwrap();
    let series = &changed.term.series[0];
    assert_eq!(series.sessions[2].status, SessionStatus::Cancelled);
    assert_eq!(series.skipped[0].name, "Thanksgiving Day");
    let days: Vec<String> = dates(&changed, "c1").iter().map(|date| date[..10].to_owned()).collect();
    // 22 October is the fourth Thursday; 12 November is what was cancelled; on 26 November is a holiday.
    assert_eq!(&days[..4], ["2020-10-13", "2020-10-22", "2020-12-10", "2020-12-24"]);
    assert!(changed.problems.is_empty() || changed.problems[0].code() == "change.no_time");
}

#[test]
fn what_cannot_be_is_said() {
    let code = |wanted: Change| change(&reference_term(), &roster(), &wanted).unwrap_err().code().to_owned();
    let one = thursday_noon(None).slots.remove(0);
    let of = |circle: &str, phase| Change {
        slots: vec![NewSlot { circle: circle.to_owned(), phase, ..one.clone() }],
        ..asked()
    };
    assert_eq!(code(of("c9", None)), "change.no_circle");
    assert_eq!(code(of("c3", None)), "change.no_meetings");
    assert_eq!(code(of("c1", Some(2))), "programme.phase");
    let late = change(&reference_term(), &roster(), &thursday_noon(Some("2021-04-30"))).unwrap();
    assert_eq!((late.problems[0].code(), late.messages.len()), ("change.no_day", 0));
    assert_eq!(late.term, reference_term());
}

#[test]
fn a_circle_that_meets_elsewhere_tells_its_own_people_and_stays_when_it_is() {
    let before = reference_term();
    let url = "https://meet.example.org/new".to_owned();
    let place = NewPlace { circle: "c1".to_owned(), platform: None, url: Some(url.clone()) };
    let moved = Change { places: vec![place.clone()], ..asked() };
    let changed = change(&before, &roster(), &moved).unwrap();
    let series = &changed.term.series[0];
    assert_eq!((series.url.as_ref(), series.sequence, &series.sessions), (Some(&url), 1, &before.series[0].sessions));
    assert_eq!(changed.term.series[1..], before.series[1..]);
    let [message] = &changed.messages[..] else { panic!("{:?}", changed.messages) };
    assert_eq!((message.circle.as_str(), message.method), ("c1", Some(Method::Request)));
    let [calendar] = &message.calendars[..] else { panic!("{message:?}") };
    has(calendar, "SEQUENCE:1");
    assert!(calendar.replace("\r\n ", "").contains(&url), "{calendar}");
    let letter = &message.mails[0].text;
    assert!(letter.contains("- the circle has another place from now on") && letter.contains(&url), "{letter}");
    // What is as it was is no change.
    assert_eq!(change(&changed.term, &roster(), &moved).unwrap().messages, []);
    // What is no web address leads nowhere: the circle stays where it is.
    let script = NewPlace { url: Some("javascript:alert(1)".to_owned()), ..place.clone() };
    let stays = change(&before, &roster(), &Change { places: vec![script], ..asked() }).unwrap();
    assert_eq!((&stays.term, stays.problems[0].code()), (&before, "calendar.link"));
    let nowhere = Change { places: vec![NewPlace { circle: "c9".to_owned(), ..place }], ..asked() };
    assert_eq!(change(&before, &roster(), &nowhere).unwrap_err().code(), "change.no_circle");
}

/// Another slot, then another from an earlier day on: the second series is gone, the first ends earlier still.
#[test]
fn calendars_follow_slot_after_slot() {
    let mut term = reference_term();
    let mut clients = calendars(&term);
    for from in ["2021-01-05", "2020-11-10", "2020-10-01", "2021-02-01"] {
        let mut wanted = thursday_noon(Some(from));
        wanted.slots[0].slot.day = if from.ends_with("05") { Day::Thursday } else { Day::Monday };
        wanted.slots[0].slot.minutes = if from.ends_with("10") { 90 } else { 60 };
        let changed = change(&term, &roster(), &wanted).unwrap();
        for message in &changed.messages {
            for (member, text) in message.to.iter().flat_map(|to| message.calendars.iter().map(move |text| (to, text)))
            {
                clients.entry(member.clone()).or_default().receive(text);
            }
        }
        let shown: Vec<_> = clients["b"].starts().into_iter().filter(|start| *start > now()).collect();
        assert_eq!(shown, expected(&changed.term, "b", now()), "{from}");
        term = changed.term;
    }
    whole_calendars_agree(&term);
}

/// What is published, invited to and answered goes by the slots that the circle has had.
fn whole_calendars_agree(term: &Term) {
    let at = IcsOptions::at(now());
    let published = ics(term, None, &IcsOptions { circle: Some("c1".to_owned()), ..at.clone() }).unwrap();
    let uids: std::collections::BTreeSet<&str> = published.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), 1 + term.series[0].earlier.len());
    let organizer = asked().organizer;
    let invite = IcsOptions { method: Method::Request, circle: Some("c1".to_owned()), organizer, ..at };
    let last = ics(term, Some(&roster()), &invite).unwrap();
    has(&last, &format!("UID:{}@peer-circle", term.series[0].uid));
    let sessions = [0, 14].map(|place: usize| term.series[0].sessions[place].id.clone());
    let both = IcsOptions { sessions: sessions.to_vec(), ..invite };
    assert_eq!(ics(term, None, &both).unwrap_err().code(), "ics.one_series");
}

#[test]
fn an_answer_to_the_old_time_is_none_to_the_new() {
    let changed = change(&reference_term(), &roster(), &thursday_noon(Some("2020-11-25"))).unwrap();
    let reply = |uid: &str| {
        format!(
            "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:{uid}@peer-circle\nSEQUENCE:1\n\
            ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org\nEND:VEVENT\nEND:VCALENDAR"
        )
    };
    let series = &changed.term.series[0];
    let answered = |uid: &str| {
        let read = read_replies(reply(uid).as_bytes(), &changed.term, &roster()).unwrap();
        assert_eq!(read.problems, []);
        read.value.into_iter().map(|reply| reply.session.unwrap()).collect::<Vec<_>>()
    };
    let ids: Vec<String> = series.sessions.iter().map(|session| session.id.clone()).collect();
    assert_eq!(answered(&series.earlier[0].uid), ids[..4]);
    assert_eq!(answered(&series.uid), ids[4..]);
}

#[test]
fn attendance_noted_before_still_counts() {
    let note = |session: &str| Attendance {
        member: "b".to_owned(),
        session: session.to_owned(),
        came: Came::Present,
        ..Attendance::default()
    };
    let notes = [note("c1/2020-10-06"), note("c1/2020-12-01")];
    let changed = change(&reference_term(), &roster(), &thursday_noon(None)).unwrap();
    let earned = credits(&changed.term, &notes, &CreditRule::default());
    assert_eq!((earned.value[0].hours.as_str(), earned.problems.len()), ("2.00", 0));
}

#[test]
fn scheduling_anew_gives_up_the_series_of_earlier_slots() {
    let before = reference_term();
    let changed = change(&before, &roster(), &thursday_noon(Some("2020-11-25"))).unwrap().term;
    let mut again = schedule(&peer_circle::circles::Plan::default(), &before.programme).unwrap().value;
    again.series.clone_from(&before.series);
    let gone = peer_circle::calendar::carry_on(&mut again, &changed);
    assert_eq!(gone.iter().map(|series| series.uid.as_str()).collect::<Vec<_>>(), [before.series[0].uid.as_str()]);
    assert_eq!((again.series[0].uid.as_str(), again.series[0].sequence), (changed.series[0].uid.as_str(), 2));
}
