//! From circles to dated sessions.

use peer_circle::calendar::{
    Away, CirclePhase, Holiday, HolidayPolicy, Holidays, Programme, Rhythm, Session, SessionStatus, SlotNeeds, Term,
    Topic, federal_holidays, read_holidays, schedule, schedule_with,
};
use peer_circle::circles::{Circle, Plan};
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{BusyTime, Day, Slot, Zone};

pub(crate) fn circle(id: &str, slot: Option<(Day, &str)>) -> Circle {
    Circle {
        id: id.to_owned(),
        name: format!("Circle {id}"),
        mode: if slot.is_some() { Mode::Talk } else { Mode::Text },
        leader: Some("p1".to_owned()),
        members: vec!["p1".to_owned(), "p2".to_owned()],
        slot: slot.map(|(day, start)| Slot { day, start: start.parse().unwrap(), minutes: 60 }),
        ..Circle::default()
    }
}

/// October 2020 to April 2021, as the model programme had it.
pub(crate) fn reference() -> Programme {
    Programme {
        title: "Circles".to_owned(),
        zone: "America/New_York".to_owned(),
        holidays: Holidays { united_states: true, ..Holidays::default() },
        ..Programme::between("2020-10-01".parse().unwrap(), "2021-04-30".parse().unwrap())
    }
}

pub(crate) fn term(circles: Vec<Circle>, programme: &Programme) -> Term {
    let read = schedule(&Plan { circles, ..Plan::default() }, programme).unwrap();
    assert_eq!(read.problems, []);
    read.value
}

fn topics(count: usize) -> Vec<Topic> {
    (1..=count).map(|number| Topic { title: format!("Topic {number}"), ..Topic::default() }).collect()
}

fn dates(sessions: &[Session]) -> Vec<String> {
    sessions.iter().map(|session| session.date.to_string()).collect()
}

#[test]
fn every_two_weeks_from_the_first_slot_of_the_term() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &reference());
    let sessions = &term.series[0].sessions;
    assert_eq!(sessions.len(), 15);
    assert_eq!(dates(&sessions[..3]), ["2020-10-06", "2020-10-20", "2020-11-03"]);
    assert_eq!(sessions[0].start_utc.to_string(), "2020-10-06 21:30:00 UTC");
    assert_eq!(sessions[2].start_utc.to_string(), "2020-11-03 22:30:00 UTC", "the clocks were turned on 1 November");
    assert_eq!(sessions[2].id, "c1/2020-11-03");
    assert_eq!(term.series[0].when, "every other week on Tuesday, 17:30, New York");
}

#[test]
fn twice_a_month_without_holidays() {
    let programme = Programme { recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] }, ..reference() };
    let term = term(vec![circle("c1", Some((Day::Monday, "12:00")))], &programme);
    let series = &term.series[0];
    let skipped: Vec<&str> = series.skipped.iter().map(|holiday| holiday.name.as_str()).collect();
    assert_eq!(skipped, ["Martin Luther King Jr. Day", "Washington's Birthday"]);
    assert_eq!(series.sessions.len(), 12);
}

#[test]
fn a_meeting_on_a_holiday_moves_or_stays() {
    let at = |policy| {
        let holidays = Holidays { united_states: true, policy, ..Holidays::default() };
        let programme = Programme { recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] }, holidays, ..reference() };
        term(vec![circle("c1", Some((Day::Monday, "12:00")))], &programme).series.remove(0).sessions
    };
    let moved = at(HolidayPolicy::Move);
    assert_eq!(moved.len(), 14);
    let king = moved.iter().find(|session| session.id == "c1/2021-01-18").unwrap();
    assert_eq!((king.date.to_string().as_str(), king.status), ("2021-01-25", SessionStatus::Moved));
    assert!(at(HolidayPolicy::Keep).iter().any(|session| session.date.to_string() == "2021-01-18"));
}

fn moving() -> Programme {
    let holidays = Holidays { united_states: true, policy: HolidayPolicy::Move, ..Holidays::default() };
    Programme { recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] }, holidays, ..reference() }
}

#[test]
fn a_moved_meeting_is_nowhere_that_its_leader_is_already() {
    // Both of one leader: where the holiday of one would move it, the other meets.
    let phases = vec![CirclePhase { circle: "c2".to_owned(), phase: 1 }];
    let programme = Programme { phases, ..moving() };
    let circles = vec![circle("c1", Some((Day::Monday, "12:00"))), circle("c2", Some((Day::Monday, "12:00")))];
    let plan = Plan { circles, ..Plan::default() };
    let read = schedule(&plan, &programme).unwrap();
    let mut starts: Vec<_> = read.value.series.iter().flat_map(|series| &series.sessions).map(|s| s.start).collect();
    let all = starts.len();
    starts.sort();
    starts.dedup();
    assert_eq!(starts.len(), all, "the leader is in one place at a time");
    let told: Vec<&str> = read.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!((told.len(), told[0]), (3, "calendar.no_free_week"));
    assert_eq!(read.value.series[0].skipped.len(), 2);
}

#[test]
fn a_holiday_moves_a_meeting_to_the_nearest_free_time() {
    let person = |id: &str, availability: &str| Participant {
        id: id.to_owned(),
        availability: availability.parse().unwrap(),
        ..Participant::default()
    };
    let plan = Plan { circles: vec![circle("c1", Some((Day::Monday, "12:00")))], ..Plan::default() };
    let king = |roster: Vec<Participant>, needs: SlotNeeds| {
        let roster = Roster { participants: roster };
        let read = schedule_with(&plan, &moving(), &roster, &needs).unwrap();
        let session = read.value.series[0].session("c1/2021-01-18").unwrap().clone();
        (session.start.to_string(), session.status)
    };
    let both = || vec![person("p1", "Wed 09:00-13:00"), person("p2", "Wed 12:00-14:00; Thu 12:00-13:00")];
    let wednesday = ("2021-01-20 12:00:00".to_owned(), SessionStatus::Moved);
    assert_eq!(king(both(), SlotNeeds::default()), wednesday);
    // Somebody told nothing: a time that suits the other, for half of two are a quorum.
    assert_eq!(king(vec![person("p1", "Wed 09:00-13:00")], SlotNeeds::default()).0, "2021-01-25 12:00:00");
    let at = |text: &str| text.parse().unwrap();
    let mut busy = both();
    busy[0].busy = vec![BusyTime { from: at("2021-01-20T00:00:00Z"), to: at("2021-01-21T00:00:00Z") }];
    assert_eq!(king(busy.clone(), SlotNeeds::default()).0, "2021-01-13 12:00:00");
    let free = Away { member: "p1".to_owned(), from: at("2021-01-21T17:00:00Z"), to: at("2021-01-21T18:00:00Z") };
    assert_eq!(king(busy, SlotNeeds { free: vec![free], ..SlotNeeds::default() }).0, "2021-01-21 12:00:00");
}

#[test]
fn a_list_of_its_own_counts_like_holidays() {
    let day = Holiday { date: "2020-10-20".parse().unwrap(), name: "Retreat".to_owned() };
    let holidays = Holidays { days: vec![day.clone()], ..Holidays::default() };
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &Programme { holidays, ..reference() });
    assert_eq!(term.series[0].skipped, [day]);
}

#[test]
fn a_calendar_says_when_nobody_meets() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas\\, all day\n\
        TRANSP:TRANSPARENT\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20210329\nDTEND;VALUE=DATE:20210403\nSUMMARY:Recess\n\
        END:VEVENT\nBEGIN:VEVENT\nDTSTART:20210215T230000Z\nDURATION:PT8H\nEND:VEVENT\nBEGIN:VEVENT\n\
        DTSTART;VALUE=DATE:20210101\nSTATUS:CANCELLED\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:When?\nEND:VEVENT\nEND:VCALENDAR\n";
    let programme = reference();
    let zone = Zone::named(&programme.zone).unwrap();
    let read = read_holidays(text.as_bytes(), programme.from, programme.to, &zone).unwrap();
    let days: Vec<String> = read.value.iter().map(|day| format!("{} {}", day.date, day.name)).collect();
    assert_eq!(days[..3], ["2020-12-25 Christmas, all day", "2021-02-15 ", "2021-02-16 "]);
    assert_eq!((days.len(), days[7].as_str()), (8, "2021-04-02 Recess"));
    assert_eq!((read.problems[0].code(), read.problems[0].place().line), ("ics.no_start", Some(21)));
}

#[test]
fn no_calendar_of_days_off_takes_for_ever() {
    // Centuries, a thousand times over; and a name without an end, on every day.
    let ever = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:19700101\nDTEND;VALUE=DATE:22000101\nEND:VEVENT\n".repeat(1_000);
    let name = "a".repeat(1_000_000);
    let long = format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:19700101\nRRULE:FREQ=DAILY\nSUMMARY:{name}\nEND:VEVENT\n");
    let day = |text: &str| text.parse().unwrap();
    for (events, codes) in [(ever, &["limit.busy_times"][..]), (long, &[])] {
        let text = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
        let read = read_holidays(text.as_bytes(), day("1970-01-01"), day("2170-01-01"), &Zone::utc()).unwrap();
        assert_eq!(read.problems.iter().map(|problem| problem.code()).collect::<Vec<_>>(), codes);
        assert_eq!(read.value.len(), 73_050);
        assert!(read.value.iter().map(|day| day.name.len()).sum::<usize>() < 20_000_000);
    }
    let all = federal_holidays(chrono::NaiveDate::MIN, chrono::NaiveDate::MAX);
    assert!(all.iter().all(|day| (-1..10_000).contains(&chrono::Datelike::year(&day.date))), "{}", all.len());
}

#[test]
fn the_end_of_a_rule_is_told_by_the_clock_of_the_circle() {
    let rule = "FREQ=WEEKLY;UNTIL=20201224T045959Z".to_owned();
    let programme = Programme { recurrence: Rhythm::Rule { rule }, ..reference() };
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme);
    assert_eq!(term.series[0].when, "every Tuesday, until 2020-12-23, 17:30, New York");
}

#[test]
fn talk_and_text_get_the_same_topics_in_the_same_weeks() {
    let programme = Programme { topics: topics(12), ..reference() };
    let circles = vec![circle("c1", Some((Day::Monday, "12:00"))), circle("c2", None)];
    let term = term(circles, &programme);
    let (talk, text) = (&term.series[0].sessions, &term.series[1].sessions);
    assert_eq!(text.len(), 12);
    assert_eq!(dates(&text[..3]), ["2020-10-01", "2020-10-15", "2020-10-29"]);
    assert!(text.iter().all(|session| session.minutes == 7 * 24 * 60));
    for session in talk.iter().chain(text).filter(|session| session.topic.is_some()) {
        assert!(session.release.unwrap() <= session.date, "{session:?}");
    }
    let titles: Vec<&str> = talk.iter().filter_map(|session| session.title.as_deref()).collect();
    assert_eq!(titles.len(), 12);
    assert!(titles.is_sorted_by_key(|title| title[6..].parse::<u8>().unwrap()));
}

#[test]
fn a_topic_waits_for_its_release() {
    let mut programme = Programme { topics: topics(3), ..reference() };
    programme.topics[1].release = Some("2020-11-01".parse().unwrap());
    let plan = Plan { circles: vec![circle("c1", Some((Day::Tuesday, "17:30")))], ..Plan::default() };
    let read = schedule(&plan, &programme).unwrap();
    let given: Vec<Option<u32>> = read.value.series[0].sessions.iter().take(4).map(|session| session.topic).collect();
    assert_eq!(given, [Some(0), None, Some(1), Some(2)]);
    assert_eq!(read.problems[0].code(), "calendar.topic_late");
}

/// Every circle that loses a topic is named, those alike in one sentence.
#[test]
fn all_circles_with_too_few_sessions_are_named() {
    let on = |id, day| circle(id, Some((day, "12:00")));
    let circles = vec![on("c1", Day::Monday), on("c2", Day::Tuesday), on("c3", Day::Monday), on("c4", Day::Wednesday)];
    let mut programme = Programme { topics: topics(15), ..reference() };
    programme.holidays = Holidays { policy: HolidayPolicy::Skip, ..Holidays::default() };
    let told = |programme: &Programme| -> Vec<String> {
        let read = schedule(&Plan { circles: circles.clone(), ..Plan::default() }, programme).unwrap();
        let left = read.problems.into_iter().filter(|problem| problem.code() == "calendar.topics_left");
        left.map(|problem| problem.to_string()).collect()
    };
    assert_eq!(told(&programme), [""; 0]);
    programme.holidays.days = ["2020-10-05", "2020-10-07", "2020-10-21"]
        .map(|date| Holiday { date: date.parse().unwrap(), name: "Off".to_owned() })
        .into();
    assert_eq!(
        told(&programme),
        ["Circle c4: 13 sessions for 15 topics", "Circle c1, Circle c3: 14 sessions for 15 topics"]
    );
}

#[test]
fn what_cannot_be_scheduled_is_said() {
    let mut lost = circle("c1", None);
    lost.mode = Mode::Talk;
    let read = schedule(&Plan { circles: vec![lost], ..Plan::default() }, &reference()).unwrap();
    assert_eq!(read.problems[0].code(), "calendar.no_slot");

    let error = |programme: Programme| schedule(&Plan::default(), &programme).unwrap_err().code().to_owned();
    assert_eq!(error(Programme { zone: "Mars".to_owned(), ..reference() }), "zone.unknown");
    assert_eq!(error(Programme { to: "2020-09-30".parse().unwrap(), ..reference() }), "programme.dates");
    assert_eq!(error(Programme { to: "9999-09-30".parse().unwrap(), ..reference() }), "limit.term");
    assert_eq!(error(Programme { minutes: 0, ..reference() }), "programme.minutes");
    for recurrence in [
        Rhythm::Weeks { every: 0 },
        Rhythm::NthWeekdays { nth: vec![] },
        Rhythm::NthWeekdays { nth: vec![6] },
        Rhythm::Rule { rule: "FREQ=HOURLY".to_owned() },
    ] {
        assert_eq!(error(Programme { recurrence, ..reference() }), "programme.recurrence");
    }
    let rule = Rhythm::Rule { rule: "FREQ=SOMETIMES".to_owned() };
    assert_eq!(error(Programme { recurrence: rule, ..reference() }), "rule.unreadable");
}

#[test]
fn any_rule_will_do() {
    let dates_of = |rule: &str| {
        let programme = Programme { recurrence: Rhythm::Rule { rule: rule.to_owned() }, ..reference() };
        dates(&term(vec![circle("c1", Some((Day::Wednesday, "08:00")))], &programme).series[0].sessions)
    };
    assert_eq!(dates_of("FREQ=MONTHLY;COUNT=3"), ["2020-10-07", "2020-11-04", "2020-12-02"]);
    assert_eq!(dates_of("FREQ=MONTHLY;BYSETPOS=-1;COUNT=2"), ["2020-10-28", "2020-11-25"]);
    assert_eq!(dates_of("FREQ=WEEKLY;INTERVAL=3;UNTIL=20201105"), ["2020-10-07", "2020-10-28"]);
    assert_eq!(dates_of("FREQ=MONTHLY;BYDAY=2FR;COUNT=1"), ["2020-10-09"]);
}

#[test]
fn federal_holidays_are_those_that_were_observed() {
    // As the Office of Personnel Management lists them, with the day itself where it fell on a weekend.
    let check = |year: i32, expected: &[&str]| {
        let from = format!("{year}-01-01").parse().unwrap();
        let to = format!("{year}-12-31").parse().unwrap();
        let days: Vec<String> =
            federal_holidays(from, to).iter().map(|day| day.date.to_string()[5..].to_owned()).collect();
        assert_eq!(days, expected, "{year}");
    };
    check(2020, &["01-01", "01-20", "02-17", "05-25", "07-03", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"]);
    check(
        2021,
        &[
            "01-01", "01-18", "02-15", "05-31", "06-18", "06-19", "07-04", "07-05", "09-06", "10-11", "11-11", "11-25",
            "12-24", "12-25", "12-31",
        ],
    );
}

#[test]
fn a_term_is_kept_as_json() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30"))), circle("c2", None)], &reference());
    let text = serde_json::to_string(&term).unwrap();
    assert!(text.contains("\"startUtc\":\"2020-10-06T21:30:00Z\""), "{text}");
    assert_eq!(serde_json::from_str::<Term>(&text).unwrap(), term);
}
