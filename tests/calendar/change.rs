//! Changes under way: as few sessions moved as brute force finds, and messages that lead calendars to the new term.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use peer_circle::calendar::{
    Away, Change, Changed, Contact, IcsOptions, Membership, Method, NewPlace, NewSlot, NewTime, Pool, Programme,
    Session, SessionStatus, Term, Topic, TopicOrder, change, ics,
};
use peer_circle::circles::Circle;
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Day, Slot};
use proptest::prelude::*;

use crate::client::Client;
use crate::schedule::{reference, term};
use crate::slots::{pools, share_a_pool};

pub(crate) fn now() -> DateTime<Utc> {
    "2020-10-19T12:00:00Z".parse().unwrap()
}

fn organizer() -> Option<Contact> {
    Some(Contact { name: "Ana".to_owned(), email: "ana@example.org".to_owned() })
}

pub(crate) fn asked() -> Change {
    Change { organizer: organizer(), ..Change::at(now()) }
}

fn person(id: &str, availability: &str) -> Participant {
    Participant {
        id: id.to_owned(),
        name: id.to_uppercase(),
        email: Some(format!("{id}@example.org")),
        availability: availability.parse().unwrap(),
        ..Participant::default()
    }
}

fn circle(id: &str, leader: &str, members: &[&str], day: Day, start: &str) -> Circle {
    Circle {
        id: id.to_owned(),
        name: format!("Circle {id}"),
        mode: Mode::Talk,
        leader: Some(leader.to_owned()),
        members: members.iter().map(|member| (*member).to_owned()).collect(),
        slot: Some(Slot { day, start: start.parse().unwrap(), minutes: 60 }),
        ..Circle::default()
    }
}

/// Two circles at the same time and a third that writes.
pub(crate) fn reference_term() -> Term {
    let topics = (1..=15).map(|n| Topic { title: format!("Topic {n}"), ..Topic::default() }).collect();
    let circles = vec![
        circle("c1", "a", &["a", "b", "c"], Day::Tuesday, "17:30"),
        circle("c2", "d", &["d", "e", "f"], Day::Tuesday, "17:30"),
        Circle { mode: Mode::Text, slot: None, ..circle("c3", "g", &["g", "h"], Day::Monday, "09:00") },
    ];
    term(circles, &Programme { topics, ..reference() })
}

pub(crate) fn roster() -> Roster {
    let free = "Tue 17:00-19:00; Wed 17:00-19:00; Thu 12:00-14:00";
    Roster { participants: "abcdefghi".chars().map(|id| person(&id.to_string(), free)).collect() }
}

pub(crate) fn dates(changed: &Changed, circle: &str) -> Vec<String> {
    let takes_place = |session: &&Session| session.status != SessionStatus::Cancelled;
    let sessions = changed.term.series(circle).unwrap().sessions.iter().filter(takes_place);
    sessions.map(|session| session.start.to_string()).collect()
}

#[test]
fn a_leader_who_is_ill_moves_that_one_session() {
    let away = Away {
        member: "a".to_owned(),
        from: "2020-11-02T00:00:00Z".parse().unwrap(),
        to: "2020-11-05T00:00:00Z".parse().unwrap(),
    };
    let ill = Change { away: vec![away], ..asked() };
    let changed = change(&reference_term(), &roster(), &ill).unwrap();
    assert_eq!((changed.moved.as_slice(), changed.proved), (&["c1/2020-11-03".to_owned()][..], true));
    // The nearest time at which the leader is free again; Thursday noon is nearer than Tuesday before.
    assert_eq!(dates(&changed, "c1")[2], "2020-11-05 12:00:00");
    let [message] = &changed.messages[..] else { panic!("{:?}", changed.messages) };
    assert_eq!((message.circle.as_str(), message.method), ("c1", Some(Method::Request)));
    assert_eq!(message.to, ["a", "b", "c"]);
    assert_eq!(message.calendars[0].matches("BEGIN:VEVENT").count(), 1);
    assert!(
        message.mails[0].text.contains("Tuesday, November 3, 2020, 5:30 pm to 6:30 pm (New York time) is now Thursday")
    );

    // With somebody standing in nothing moves, and only a letter goes out.
    let changed = change(&reference_term(), &roster(), &Change { stand_in: true, ..ill }).unwrap();
    assert!(changed.moved.is_empty());
    let host = changed.term.series("c1").unwrap().session("c1/2020-11-03").unwrap().host.clone();
    assert_eq!(host.as_deref(), Some("b"));
    let [message] = &changed.messages[..] else { panic!("{:?}", changed.messages) };
    assert_eq!((message.method, message.calendars.len(), message.mails.len()), (None, 0, 3));
}

#[test]
fn a_licence_lost_moves_one_of_each_two() {
    let changed =
        change(&reference_term(), &roster(), &Change { pools: vec![Pool::of("rooms", 1)], ..asked() }).unwrap();
    let together = reference_term().series[0].sessions.iter().filter(|session| session.start_utc > now()).count();
    assert_eq!((changed.moved.len(), changed.cancelled.len(), changed.proved), (together, 0, true));
    let starts = |circle| dates(&changed, circle).into_iter().collect::<BTreeSet<_>>();
    let shared: Vec<String> = starts("c1").intersection(&starts("c2")).cloned().collect();
    assert_eq!(shared, ["2020-10-06 17:30:00"], "only what is over");
}

#[test]
fn what_is_cancelled_is_not_made_up_for_and_keeps_its_topic_out() {
    let cancel = vec!["c1/2020-11-03".to_owned(), "c3/2020-10-29".to_owned(), "c1/2020-10-06".to_owned()];
    let changed = change(&reference_term(), &roster(), &Change { cancel, ..asked() }).unwrap();
    assert_eq!(changed.cancelled, ["c1/2020-11-03", "c3/2020-10-29"]);
    assert_eq!(changed.problems[0].code(), "change.begun");
    let methods: Vec<_> = changed.messages.iter().map(|message| (message.circle.as_str(), message.method)).collect();
    assert_eq!(methods, [("c1", Some(Method::Cancel)), ("c3", Some(Method::Cancel))]);
}

#[test]
fn what_finds_no_time_is_lost_and_said() {
    let nobody = Roster { participants: "abc".chars().map(|id| person(&id.to_string(), "")).collect() };
    let postpone = vec!["c1/2020-11-03".to_owned()];
    let changed = change(&reference_term(), &nobody, &Change { postpone: postpone.clone(), within_days: 5, ..asked() });
    let changed = changed.unwrap();
    assert_eq!((changed.cancelled, changed.problems[0].code()), (postpone.clone(), "change.no_time"));
    // Further away there is the circle's own time, a week later.
    let changed = change(&reference_term(), &nobody, &Change { postpone, ..asked() }).unwrap();
    assert_eq!(dates(&changed, "c1")[2], "2020-11-10 17:30:00");
}

#[test]
fn a_time_set_by_hand_holds_and_others_make_room() {
    let set = vec![NewTime { session: "c1/2020-11-03".to_owned(), start: "2020-11-04T17:30:00".parse().unwrap() }];
    let first = change(&reference_term(), &roster(), &Change { set, ..asked() }).unwrap();
    assert_eq!(first.moved, ["c1/2020-11-03"]);
    let set = vec![NewTime { session: "c2/2020-11-03".to_owned(), start: "2020-11-04T18:00:00".parse().unwrap() }];
    let both = change(&first.term, &roster(), &Change { set, pools: vec![Pool::of("rooms", 1)], ..asked() }).unwrap();
    assert!(both.moved.contains(&"c2/2020-11-03".to_owned()) && both.moved.contains(&"c1/2020-11-03".to_owned()));
    assert_eq!(dates(&both, "c2")[2], "2020-11-04 18:00:00");
    let again = both.term.series[0].session("c1/2020-11-03").unwrap();
    assert_eq!(again.sequence, 2);
}

#[test]
fn a_circle_orders_its_topics() {
    let order = TopicOrder { circle: "c1".to_owned(), topics: vec![3, 1, 2] };
    let changed = change(&reference_term(), &roster(), &Change { topics: vec![order], ..asked() }).unwrap();
    let titles: Vec<_> = changed.term.series[0].sessions.iter().take(5).map(|s| s.title.as_deref()).collect();
    assert_eq!(titles, [Some("Topic 1"), Some("Topic 4"), Some("Topic 2"), Some("Topic 3"), None]);
    assert!(changed.term.series[0].sessions.iter().all(|s| s.release.is_none_or(|day| day <= s.date)));
    let unknown = TopicOrder { circle: "c1".to_owned(), topics: vec![99] };
    let error = change(&reference_term(), &roster(), &Change { topics: vec![unknown], ..asked() }).unwrap_err();
    assert_eq!(error.code(), "change.no_topic");
}

/// Everybody's calendar after the invitations to a term.
pub(crate) fn calendars(term: &Term) -> BTreeMap<String, Client> {
    let mut clients: BTreeMap<String, Client> = BTreeMap::new();
    for series in &term.series {
        let whole: Vec<Vec<String>> = match series.rule {
            Some(_) => vec![Vec::new()],
            // A week of writing is an event of its own.
            None => series.sessions.iter().map(|session| vec![session.id.clone()]).collect(),
        };
        for sessions in whole {
            let at = "2020-09-15T12:00:00Z".parse().unwrap();
            let options = IcsOptions {
                method: Method::Request,
                circle: Some(series.circle.clone()),
                sessions,
                organizer: organizer(),
                ..IcsOptions::at(at)
            };
            let text = ics(term, Some(&roster()), &options).unwrap();
            for member in &series.members {
                clients.entry(member.clone()).or_default().receive(&text);
            }
        }
    }
    clients
}

/// What a calendar should show to somebody: a week of writing by its day.
pub(crate) fn expected(term: &Term, member: &str, since: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let own = term.series.iter().filter(|series| series.members.iter().any(|other| other == member));
    let sessions = own.flat_map(|series| &series.sessions);
    let shown = sessions.filter(|session| session.status != SessionStatus::Cancelled && session.end_utc() > since);
    let at = |session: &Session| if session.is_week() { session.start.and_utc() } else { session.start_utc };
    let mut starts: Vec<DateTime<Utc>> = shown.map(at).collect();
    starts.sort();
    starts
}

/// Another slot for a circle some days from now: the same time or another, the same day or another.
fn new_slot((circle, slot, days): (&str, usize, i64)) -> NewSlot {
    let slots = ["Tue 17:30", "Tue 18:00", "Wed 17:30", "Mon 12:00", "Thu 12:00"];
    let (day, start) = slots[slot].split_once(' ').unwrap();
    let day = Day::ALL.into_iter().find(|other| format!("{other:?}").starts_with(day)).unwrap();
    let slot = Slot { day, start: start.parse().unwrap(), minutes: 60 };
    let from = Some((now() + TimeDelta::days(days)).date_naive());
    NewSlot { circle: circle.to_owned(), slot, from, phase: None }
}

/// Another place for a circle, or none of its own.
fn new_place((circle, url): (&str, usize)) -> NewPlace {
    let url = (url > 0).then(|| format!("https://meet.example.org/{url}"));
    NewPlace { circle: circle.to_owned(), platform: None, url }
}

fn changes() -> impl Strategy<Value = Change> {
    let session = (prop::sample::select(vec!["c1", "c2", "c3"]), 1..12_usize);
    let sessions = prop::collection::vec(session, 0..4);
    let membership = || {
        let circle = prop::sample::select(vec!["c1", "c2", "c3"]);
        let member = prop::sample::select("abcdefghi".chars().collect::<Vec<_>>());
        let pair = (circle, member);
        prop::collection::vec(pair.prop_map(|(c, m)| Membership { circle: c.to_owned(), member: m.to_string() }), 0..2)
    };
    let away = prop::collection::vec(
        (prop::sample::select("abcdef".chars().collect::<Vec<_>>()), 0..150_i64, 1..20_i64),
        0..3,
    );
    let day = |days: i64| now() + TimeDelta::days(days);
    let away = away.prop_map(move |list| {
        let one = |(member, from, days): (char, i64, i64)| Away {
            member: member.to_string(),
            from: day(from),
            to: day(from + days),
        };
        list.into_iter().map(one).collect::<Vec<_>>()
    });
    let pools = pools(1..3);
    let slot = (prop::sample::select(vec!["c1", "c2"]), 0..5_usize, 0..120_i64);
    let slots = prop::collection::vec(slot, 0..2).prop_map(move |list| list.into_iter().map(new_slot).collect());
    let place = (prop::sample::select(vec!["c1", "c2", "c3"]), 0..3_usize);
    let places = prop::collection::vec(place, 0..2).prop_map(move |list| list.into_iter().map(new_place).collect());
    (sessions.clone(), sessions, away, membership(), membership(), (pools, slots, places), any::<bool>()).prop_map(
        |(cancel, postpone, away, join, leave, (pools, slots, places), stand_in)| {
            let term = reference_term();
            let id = |(circle, place): &(&str, usize)| {
                term.series(circle).unwrap().sessions.get(*place).map(|session| session.id.clone())
            };
            let ids = |list: &[(&str, usize)]| list.iter().filter_map(id).collect();
            let (cancel, postpone) = (ids(&cancel), ids(&postpone));
            Change { cancel, postpone, away, join, leave, pools, slots, places, stand_in, ..asked() }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn calendars_that_get_the_messages_show_the_new_term(first in changes(), second in changes()) {
        let mut term = reference_term();
        let mut clients = calendars(&term);
        for asked in [first, second] {
            let changed = change(&term, &roster(), &asked).unwrap();
            for message in &changed.messages {
                for (member, text) in message.to.iter().flat_map(|to| message.calendars.iter().map(move |text| (to, text))) {
                    clients.entry(member.clone()).or_default().receive(text);
                }
            }
            for person in roster().participants {
                let shown = clients.get(&person.id).map(Client::starts).unwrap_or_default();
                let shown: Vec<_> = shown.into_iter().filter(|start| *start > now()).collect();
                let mut wanted = expected(&changed.term, &person.id, now());
                wanted.retain(|start| *start > now());
                prop_assert_eq!(shown, wanted, "{} after {:?}", person.id, asked);
            }
            // Exactly the messages: nobody hears of a circle in which nothing is otherwise.
            for (old, new) in term.series.iter().zip(&changed.term.series) {
                let told = changed.messages.iter().filter(|message| message.circle == new.circle).count();
                prop_assert_eq!(told > 0, old != new && !(old.members.is_empty() && new.members.is_empty()));
                prop_assert!(told <= 6);
            }
            let meets = |session: &&Session| !session.is_week() && session.status != SessionStatus::Cancelled;
            for series in &changed.term.series {
                let starts = series.sessions.iter().filter(meets).map(|session| session.start_utc);
                prop_assert!(starts.is_sorted(), "a circle's sessions, and with them its topics, keep their order");
            }
            term = changed.term;
        }
    }

    #[test]
    fn no_fewer_sessions_could_be_moved(
        availability in prop::collection::vec(prop::collection::vec(0..4_usize, 0..3), 4),
        lost in prop::collection::vec(0..4_usize, 0..3),
        pools in pools(1..2),
        one_leader in any::<bool>(),
    ) {
        small_case(&availability, &lost, pools, one_leader)?;
    }
}

/// The hours that people may be free in.
const HOURS: [&str; 4] = ["Tue 17:30-18:30", "Wed 12:00-13:00", "Thu 12:00-13:00", "Thu 12:30-13:30"];

/// Two circles of two, two sessions each to come.
fn small_case(
    availability: &[Vec<usize>],
    lost: &[usize],
    pools: Vec<Pool>,
    one_leader: bool,
) -> Result<(), TestCaseError> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let programme =
        Programme { zone: "America/New_York".to_owned(), ..Programme::between(day("2020-10-20"), day("2020-11-12")) };
    let second = if one_leader { "a" } else { "c" };
    let circles = vec![
        circle("c1", "a", &["a", "b"], Day::Tuesday, "17:30"),
        circle(
            "c2",
            second,
            &[second, "d"],
            if one_leader { Day::Wednesday } else { Day::Tuesday },
            if one_leader { "12:00" } else { "17:30" },
        ),
    ];
    let term = term(circles, &programme);
    let text = |hours: &Vec<usize>| hours.iter().map(|hour| HOURS[*hour]).collect::<Vec<_>>().join("; ");
    let people = ["a", "b", "c", "d"].iter().zip(availability);
    let roster = Roster { participants: people.map(|(id, hours)| person(id, &text(hours))).collect() };
    let all: Vec<Session> = term.series.iter().flat_map(|series| series.sessions.clone()).collect();
    let postpone = lost.iter().filter_map(|place| all.get(*place)).map(|session| session.id.clone()).collect();
    let asked = Change { postpone, pools, within_days: 6, ..Change::at("2020-10-16T00:00:00Z".parse().unwrap()) };
    let changed = change(&term, &roster, &asked).unwrap();
    prop_assert!(changed.proved);
    let best = brute_force(&term, &roster, &asked);
    prop_assert_eq!((changed.cancelled.len(), changed.moved.len()), best, "{:?} {:?}", asked, roster);
    Ok(())
}

/// The fewest sessions lost, and with those the fewest moved, by trying everything.
fn brute_force(term: &Term, roster: &Roster, asked: &Change) -> (usize, usize) {
    let sessions: Vec<(usize, &Session)> =
        term.series.iter().enumerate().flat_map(|(n, series)| series.sessions.iter().map(move |s| (n, s))).collect();
    let options: Vec<Vec<Option<DateTime<Utc>>>> = sessions
        .iter()
        .map(|(number, session)| {
            let mut options = times(term, roster, asked, *number, session);
            if !asked.postpone.contains(&session.id) {
                options.push(session.start_utc);
            }
            options.into_iter().map(Some).chain([None]).collect()
        })
        .collect();
    let mut best = (usize::MAX, usize::MAX);
    let mut chosen = vec![0; sessions.len()];
    loop {
        let times: Vec<Option<DateTime<Utc>>> = chosen.iter().zip(&options).map(|(c, o)| o[*c]).collect();
        let lost = times.iter().filter(|time| time.is_none()).count();
        let moved = times.iter().zip(&sessions).filter(|(t, (_, s))| t.is_some_and(|t| t != s.start_utc)).count();
        if (lost, moved) < best && fits(term, asked, &sessions, &times) {
            best = (lost, moved);
        }
        let Some(place) = (0..chosen.len()).find(|place| chosen[*place] + 1 < options[*place].len()) else {
            return best;
        };
        chosen[place] += 1;
        chosen[..place].fill(0);
    }
}

/// The half hours of the days around a session at which its leader and half of its circle are free.
fn times(term: &Term, roster: &Roster, asked: &Change, number: usize, session: &Session) -> Vec<DateTime<Utc>> {
    let series = &term.series[number];
    let zone = peer_circle::time::Zone::named("America/New_York").unwrap();
    let mut found = Vec::new();
    for days in -6..=6 {
        let day = session.date + TimeDelta::days(days);
        let between = series.sessions.iter().all(|other| {
            other.id == session.id || if other.date < session.date { day > other.date } else { day < other.date }
        });
        if !between || day < term.programme.from || day > term.programme.to {
            continue;
        }
        for half_hour in 0..48 {
            let local = day.and_time(Default::default()) + TimeDelta::minutes(30 * half_hour);
            let slot = slot_at(local);
            let start = zone.instant(local);
            let own = series.slot.unwrap();
            let free = |id: &String| {
                let person = roster.participants.iter().find(|person| person.id == *id).unwrap();
                (own.day, own.start) == (slot.day, slot.start) || person.availability.covers(&slot)
            };
            let enough = series.members.iter().filter(|id| free(id)).count() * 2 >= series.members.len();
            let in_time = start >= asked.now + TimeDelta::hours(24);
            if free(series.leader.as_ref().unwrap()) && enough && in_time && start != session.start_utc {
                found.push(start);
            }
        }
    }
    found
}

fn slot_at(local: chrono::NaiveDateTime) -> Slot {
    let day = Day::ALL[local.weekday().num_days_from_monday() as usize];
    Slot { day, start: local.time().to_string()[..5].parse().unwrap(), minutes: 60 }
}

fn fits(term: &Term, asked: &Change, sessions: &[(usize, &Session)], times: &[Option<DateTime<Utc>>]) -> bool {
    let placed: Vec<(usize, DateTime<Utc>)> =
        sessions.iter().zip(times).filter_map(|((number, _), time)| Some((*number, (*time)?))).collect();
    let overlap = |one: DateTime<Utc>, other: DateTime<Utc>| (one - other).num_minutes().abs() < 60;
    let local = |at: DateTime<Utc>| (at - TimeDelta::hours(5)).date_naive();
    let mut pairs =
        placed.iter().enumerate().flat_map(|(at, one)| placed[..at].iter().map(move |other| (*one, *other)));
    pairs.all(|((one, at), (other, then))| {
        let leaders = (&term.series[one].leader, &term.series[other].leader);
        let apart =
            !share_a_pool(&asked.pools, &term.series[one].circle, &term.series[other].circle) || !overlap(at, then);
        let leader = leaders.0 != leaders.1 || !overlap(at, then);
        apart && leader && (one != other || local(at) != local(then))
    })
}
