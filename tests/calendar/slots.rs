//! Slots for the circles of a plan, against trying everything.

use chrono::{DateTime, Utc};
use peer_circle::calendar::{
    Away, CirclePhase, Pool, Programme, Rhythm, SlotNeeds, SlotProposal, find_slots, schedule,
};
use peer_circle::circles::{Circle, Plan};
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{BusyTime, Day, Slot, Zone};
use proptest::prelude::*;

use crate::schedule::reference;

fn person(id: &str, zone: &str, availability: &str) -> Participant {
    Participant {
        id: id.to_owned(),
        zone: Some(zone.to_owned()),
        availability: availability.parse().unwrap(),
        ..Participant::default()
    }
}

fn circle(id: &str, leader: &str, members: &[&str]) -> Circle {
    Circle {
        id: id.to_owned(),
        name: format!("Circle {id}"),
        mode: Mode::Talk,
        leader: Some(leader.to_owned()),
        members: members.iter().map(|member| (*member).to_owned()).collect(),
        slot: None,
        ..Circle::default()
    }
}

fn plan(circles: Vec<Circle>) -> Plan {
    Plan { circles, ..Plan::default() }
}

fn chosen(proposal: &SlotProposal) -> Vec<String> {
    let text = |slot: Option<peer_circle::calendar::SlotPrice>| {
        slot.map_or("none".to_owned(), |one| format!("{} +{}", one.slot, one.phase))
    };
    proposal.circles.iter().map(|one| text(one.chosen)).collect()
}

#[test]
fn the_dated_sessions_decide_not_the_typical_week() {
    // In Phoenix clocks are not turned: noon there is 3 pm in New York until 31 October, then 2 pm.
    let people =
        vec![person("a", "America/New_York", "Tue 14:00-16:00"), person("b", "America/Phoenix", "Tue 12:00-13:00")];
    let programme = Programme { recurrence: Rhythm::Weeks { every: 1 }, ..reference() };
    let plan = plan(vec![circle("c1", "a", &["a", "b"])]);
    let found = find_slots(&plan, &Roster { participants: people.clone() }, &programme, &SlotNeeds::default()).unwrap();
    assert_eq!(
        (chosen(&found), found.proved),
        (vec!["Tuesday 14:00 +0".to_owned()], true),
        "most of the term is in winter"
    );
    // Busy at 14:00 on most of the winter's Tuesdays, the other hour is better.
    let busy = |week: i64| {
        let from: DateTime<Utc> = "2020-11-03T18:00:00Z".parse().unwrap();
        let from = from + chrono::TimeDelta::weeks(week);
        BusyTime { from, to: from + chrono::TimeDelta::minutes(90) }
    };
    // Told in any order, and twice.
    let mut told = people;
    told[0].busy = (0..14).rev().chain(0..14).map(busy).collect();
    let found = find_slots(&plan, &Roster { participants: told }, &programme, &SlotNeeds::default()).unwrap();
    assert_eq!(chosen(&found), ["Tuesday 15:00 +0"]);
}

/// The same people, busy on dates.
fn with_busy(mut people: Vec<Participant>, away: &[Away]) -> Vec<Participant> {
    for person in &mut people {
        let own = away.iter().filter(|one| one.member == person.id);
        person.busy = own.map(|one| BusyTime { from: one.from, to: one.to }).collect();
    }
    people
}

#[test]
fn leaders_come_before_quorums_and_quorums_before_attendance() {
    let zone = "America/New_York";
    let both = "Tue 12:00-13:00; Wed 12:00-13:00";
    let busy = |member: &str, from: &str| {
        let from: DateTime<Utc> = from.parse().unwrap();
        Away { member: member.to_owned(), from, to: from + chrono::TimeDelta::hours(1) }
    };
    let (tuesday, wednesday) = ("2020-11-03T17:00:00Z", "2020-11-04T17:00:00Z");
    let found = |people: [(&str, &str); 5], busy: Vec<Away>| {
        let people = people.map(|(id, availability)| person(id, zone, availability)).to_vec();
        let people = with_busy(people, &busy);
        let plan = plan(vec![circle("c1", "a", &["a", "b", "c", "d", "e"])]);
        let programme = Programme { recurrence: Rhythm::Weeks { every: 1 }, ..reference() };
        chosen(&find_slots(&plan, &Roster { participants: people }, &programme, &SlotNeeds::default()).unwrap())
    };
    // On Tuesdays everybody could come but the leader once, on Wednesdays two never can.
    let two = [("a", both), ("b", both), ("c", both), ("d", "Tue 12:00-13:00"), ("e", "Tue 12:00-13:00")];
    assert_eq!(found(two, vec![busy("a", tuesday)]), ["Wednesday 12:00 +0"]);
    // On Tuesdays everybody but once, when three are away.
    let away = ["c", "d", "e"].map(|member| busy(member, tuesday)).to_vec();
    assert_eq!(found(two, away.clone()), ["Wednesday 12:00 +0"]);
    // With no slot without either, the leader is there and the quorum is not.
    let more = [away, vec![busy("a", wednesday)]].concat();
    assert_eq!(found(two, more), ["Tuesday 12:00 +0"]);
}

#[test]
fn people_may_be_free_on_dates() {
    let zone = "America/New_York";
    let people = vec![person("a", zone, "Tue 12:00-13:00; Wed 12:00-13:00"), person("b", zone, "Wed 12:00-13:00")];
    let programme = Programme { recurrence: Rhythm::Weeks { every: 1 }, ..reference() };
    let free = |member: &str, day: Day| {
        let (zone, term) = (Zone::named(zone).unwrap(), programme.from.iter_days().take(220));
        let noon = move |date: chrono::NaiveDate| zone.instant(date.and_hms_opt(12, 0, 0).unwrap());
        let on = term.filter(move |date| {
            chrono::Datelike::weekday(date).num_days_from_monday() as usize
                == Day::ALL.iter().position(|one| *one == day).unwrap()
        });
        on.map(move |date| Away {
            member: member.to_owned(),
            from: noon(date),
            to: noon(date) + chrono::TimeDelta::hours(1),
        })
        .collect::<Vec<_>>()
    };
    let people = with_busy(people, &free("b", Day::Wednesday));
    let needs = SlotNeeds { free: free("b", Day::Tuesday), ..SlotNeeds::default() };
    let plan = plan(vec![circle("c1", "a", &["a", "b"])]);
    let found = find_slots(&plan, &Roster { participants: people }, &programme, &needs).unwrap();
    assert_eq!((chosen(&found), found.circles[0].chosen.unwrap().absences), (vec!["Tuesday 12:00 +0".to_owned()], 0));
}

#[test]
fn each_circle_needs_a_place_of_the_pools_that_serve_it() {
    let people = ["a", "b", "c"].map(|id| person(id, "America/New_York", "Tue 12:00-13:00")).to_vec();
    let plan = plan(vec![circle("c1", "a", &["a"]), circle("c2", "b", &["b"]), circle("c3", "c", &["c"])]);
    let roster = Roster { participants: people };
    let pool = |name: &str, circles: &[&str]| Pool {
        circles: circles.iter().map(|id| (*id).to_owned()).collect(),
        ..Pool::of(name, 1)
    };
    let codes = |pools: Vec<Pool>| {
        let needs = SlotNeeds { pools, ..SlotNeeds::default() };
        let found = find_slots(&plan, &roster, &reference(), &needs).unwrap();
        found.problems.iter().map(|problem| format!("{} {}", problem.code(), problem.message())).collect::<Vec<_>>()
    };
    assert!(codes(vec![pool("rooms", &["c1"]), pool("video licences", &["c2"])]).is_empty());
    let shared = codes(vec![pool("rooms", &["c1"]), pool("video licences", &["c2", "c3"])]);
    assert_eq!(shared, ["slots.conflict these cannot all have a slot: Circle c2, Circle c3"]);
    let strange = codes(vec![pool("rooms", &["c9"])]);
    assert_eq!(strange, ["pool.unknown_circle rooms are kept for circle c9, which is not there"]);
}

#[test]
fn phases_double_a_licence_and_the_programme_keeps_them() {
    let zone = "America/New_York";
    let people = ["a", "b"].map(|id| person(id, zone, "Tue 12:00-13:00")).to_vec();
    let programme = Programme { recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] }, ..reference() };
    let mut plan = plan(vec![circle("c1", "a", &["a"]), circle("c2", "b", &["b"])]);
    let roster = Roster { participants: people };
    let one_room = SlotNeeds { pools: vec![Pool::of("rooms", 1)], ..SlotNeeds::default() };
    let found = find_slots(&plan, &roster, &programme, &one_room).unwrap();
    assert_eq!(found.problems[0].code(), "slots.conflict");
    assert_eq!(found.problems[0].message(), "these cannot all have a slot: Circle c1, Circle c2");

    let found = find_slots(&plan, &roster, &programme, &SlotNeeds { phases: true, ..one_room }).unwrap();
    assert_eq!((found.problems.as_slice(), found.phases.len()), (&[][..], 1));
    let programme = Programme { phases: found.phases.clone(), ..programme };
    for (circle, own) in plan.circles.iter_mut().zip(&found.circles) {
        circle.slot = own.chosen.map(|one| one.slot);
    }
    let term = schedule(&plan, &programme).unwrap().value;
    let (one, other) = (&term.series[0].sessions, &term.series[1].sessions);
    assert!(!one.is_empty() && one.iter().all(|session| other.iter().all(|other| other.date != session.date)));
    let mut words = term.series.iter().map(|series| series.when.split(" of").next().unwrap()).collect::<Vec<_>>();
    words.sort();
    assert_eq!(words, ["1st and 3rd Tuesday", "2nd and 4th Tuesday"]);
    let wrong = vec![CirclePhase { circle: "c1".to_owned(), phase: 3 }];
    assert_eq!(schedule(&plan, &Programme { phases: wrong, ..programme }).unwrap_err().code(), "programme.phase");
}

#[test]
fn alternatives_have_a_price_and_what_is_impossible_a_reason() {
    let zone = "America/New_York";
    let people = vec![
        person("a", zone, "Tue 12:00-13:00; Wed 12:00-13:00; Thu 12:00-13:00"),
        person("b", zone, "Tue 12:00-13:00; Wed 12:00-13:00"),
        person("c", zone, "Tue 12:00-13:00; Wed 12:00-13:00"),
        person("d", zone, "Fri 12:00-13:00"),
    ];
    let roster = Roster { participants: people };
    let plan = plan(vec![
        circle("c1", "a", &["a", "b", "c"]),
        circle("c2", "a", &["a", "b"]),
        circle("c3", "d", &["d", "a", "b"]),
    ]);
    let needs = SlotNeeds { alternatives: vec!["c1".to_owned()], ..SlotNeeds::default() };
    let found = find_slots(&plan, &roster, &reference(), &needs).unwrap();
    assert_eq!(found.problems[0].code(), "slots.quorum");
    let prices: Vec<(String, i64)> =
        found.circles[0].alternatives.iter().map(|one| (one.slot.to_string(), one.price)).collect();
    // One of the two shared hours costs nothing more: the circles change places. On Thursday only the leader comes.
    assert_eq!((prices.len(), prices[0].1), (1, 0), "{prices:?}");
    let keep = SlotNeeds { keep: vec!["c1".to_owned()], ..SlotNeeds::default() };
    let mut kept = plan.clone();
    kept.circles[0].slot = Some(Slot { day: Day::Wednesday, start: "12:00".parse().unwrap(), minutes: 60 });
    let found = find_slots(&kept, &roster, &reference(), &keep).unwrap();
    assert_eq!(chosen(&found)[..2], ["Wednesday 12:00 +0", "Tuesday 12:00 +0"]);
    let nobody = find_slots(&plan, &Roster::default(), &reference(), &SlotNeeds::default()).unwrap();
    assert!(nobody.proved, "who told nothing is not counted");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slots_cost_less(
        weeks in prop::collection::vec(prop::collection::vec(0..HOURS.len(), 1..4), 5),
        busy in prop::collection::vec((0..5_usize, 0..60_i64, 1..15_i64), 0..3),
        pools in pools(1..2),
        phases in any::<bool>(),
        one_leader in any::<bool>(),
    ) {
        let zone = "America/New_York";
        let ids = ["a", "b", "c", "d", "e"];
        let text = |hours: &Vec<usize>| hours.iter().map(|hour| HOURS[*hour].0).collect::<Vec<_>>().join("; ");
        let people = ids.iter().zip(&weeks).map(|(id, hours)| person(id, zone, &text(hours))).collect();
        let second = if one_leader { "a" } else { "d" };
        let plan = plan(vec![circle("c1", "a", &["a", "b", "c"]), circle("c2", second, &[second, "e", "b"])]);
        let day = |text: &str| text.parse().unwrap();
        let programme = Programme { zone: zone.to_owned(), ..Programme::between(day("2020-10-05"), day("2020-12-06")) };
        let away = |(member, from, days): &(usize, i64, i64)| {
            let from = programme.from.and_time(Default::default()).and_utc() + chrono::TimeDelta::days(*from);
            Away { member: ids[*member].to_owned(), from, to: from + chrono::TimeDelta::days(*days) }
        };
        let roster = Roster { participants: with_busy(people, &busy.iter().map(away).collect::<Vec<Away>>()) };
        let needs = SlotNeeds { pools, phases, step_minutes: 60, ..SlotNeeds::default() };
        let found = find_slots(&plan, &roster, &programme, &needs).unwrap();
        prop_assert!(found.proved);
        let lost = found.circles.iter().filter(|one| one.chosen.is_none()).count();
        let got = (lost, if lost == 0 { found.cost } else { 0 });
        prop_assert_eq!(got, brute_force(&plan, &roster, &programme, &needs), "{:?}", found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_conflict_is_one_and_none_of_its_circles_can_be_spared(
        weeks in prop::collection::vec(prop::collection::vec(0..HOURS.len(), 1..3), 5),
        leaders in prop::collection::vec(0..3_usize, 5),
        pools in pools(1..2),
    ) {
        let zone = "America/New_York";
        let ids = ["a", "b", "c", "d", "e"];
        let text = |hours: &Vec<usize>| hours.iter().map(|hour| HOURS[*hour].0).collect::<Vec<_>>().join("; ");
        let people = ids.iter().zip(&weeks).map(|(id, hours)| person(id, zone, &text(hours))).collect();
        let roster = Roster { participants: people };
        let circles: Vec<Circle> = leaders.iter().enumerate().map(|(number, leader)| circle(&format!("c{number}"), ids[*leader], &[ids[*leader]])).collect();
        let needs = SlotNeeds { pools: pools.clone(), step_minutes: 60, ..SlotNeeds::default() };
        // Whether some circles can all have a slot, each in an hour of its leader's.
        let can = |set: &[&Circle]| {
            let hours = |circle: &Circle| &weeks[ids.iter().position(|id| circle.leader.as_deref() == Some(*id)).unwrap()];
            let counts: Vec<usize> = set.iter().map(|circle| hours(circle).len()).collect();
            let all: usize = counts.iter().product();
            (0..all).any(|mut number| {
                let mut taken: Vec<(usize, &Circle)> = Vec::new();
                set.iter().zip(&counts).all(|(circle, count)| {
                    let hour = hours(circle)[number % count];
                    number /= count;
                    let apart = |other: &Circle| other.leader != circle.leader && !share_a_pool(&pools, &circle.id, &other.id);
                    let free = taken.iter().all(|(taken, other)| *taken != hour || apart(other));
                    taken.push((hour, circle));
                    free
                })
            })
        };
        let found = find_slots(&plan(circles.clone()), &roster, &reference(), &needs).unwrap();
        let told = found.problems.iter().find(|problem| problem.code() == "slots.conflict");
        let all: Vec<&Circle> = circles.iter().collect();
        prop_assert_eq!(told.is_none(), can(&all), "{:?}", found.problems);
        if let Some(told) = told {
            let named: Vec<&Circle> = all.into_iter().filter(|circle| told.message().contains(&circle.name)).collect();
            prop_assert!(!can(&named), "{told:?}");
            for out in 0..named.len() {
                let rest: Vec<&Circle> = named.iter().enumerate().filter(|(place, _)| *place != out).map(|(_, circle)| *circle).collect();
                prop_assert!(can(&rest), "{told:?}");
            }
        }
    }
}

/// Up to two pools, of all circles or of some.
pub(crate) fn pools(places: std::ops::Range<u32>) -> impl Strategy<Value = Vec<Pool>> {
    let circles = prop::sample::subsequence(vec!["c1", "c2", "c3"], 0..=3);
    let pool = (places, circles).prop_map(|(places, circles)| Pool {
        circles: circles.into_iter().map(str::to_owned).collect(),
        ..Pool::of("rooms", places)
    });
    prop::collection::vec(pool, 0..3)
}

/// Whether two circles need a place of one pool.
pub(crate) fn share_a_pool(pools: &[Pool], one: &str, other: &str) -> bool {
    let needs = |pool: &Pool, circle: &str| pool.circles.is_empty() || pool.circles.iter().any(|id| id == circle);
    pools.iter().any(|pool| needs(pool, one) && needs(pool, other))
}

/// Hours that people may be free in, within the working day.
const HOURS: [(&str, Day, &str); 4] = [
    ("Tue 12:00-13:00", Day::Tuesday, "12:00"),
    ("Wed 09:00-10:00", Day::Wednesday, "09:00"),
    ("Thu 16:00-17:00", Day::Thursday, "16:00"),
    ("Fri 10:00-11:00", Day::Friday, "10:00"),
];

/// How many circles go without, and what the others cost when none does, at best.
fn brute_force(plan: &Plan, roster: &Roster, programme: &Programme, needs: &SlotNeeds) -> (usize, i64) {
    let phases = if needs.phases { 2 } else { 1 };
    let slots: Vec<Option<(usize, u8)>> =
        (0..HOURS.len()).flat_map(|hour| (0..phases).map(move |phase| Some((hour, phase)))).chain([None]).collect();
    let mut best = (usize::MAX, i64::MAX);
    for one in &slots {
        for other in &slots {
            let clash = one.is_some()
                && one == other
                && (share_a_pool(&needs.pools, "c1", "c2") || plan.circles[0].leader == plan.circles[1].leader);
            let costs = [cost(plan, roster, programme, 0, *one), cost(plan, roster, programme, 1, *other)];
            let lost = [one, other].iter().filter(|slot| slot.is_none()).count();
            if let ([Some(a), Some(b)], false) = (costs, clash) {
                best = best.min((lost, if lost == 0 { a + b } else { 0 }));
            }
        }
    }
    best
}

/// What a circle pays for a slot by the sessions that scheduling gives it; none when the slot is none for it.
fn cost(plan: &Plan, roster: &Roster, programme: &Programme, number: usize, slot: Option<(usize, u8)>) -> Option<i64> {
    let Some((hour, phase)) = slot else { return Some(0) };
    let mut circle = plan.circles[number].clone();
    let slot = Slot { day: HOURS[hour].1, start: HOURS[hour].2.parse().unwrap(), minutes: 60 };
    circle.slot = Some(slot);
    let phases = vec![CirclePhase { circle: circle.id.clone(), phase }];
    let plan = self::plan(vec![circle.clone()]);
    let term = schedule(&plan, &Programme { phases, ..programme.clone() }).unwrap().value;
    let zone = Zone::named(&programme.zone).unwrap();
    let comes = |id: &String, at: DateTime<Utc>| {
        let person = roster.participants.iter().find(|person| person.id == *id).unwrap();
        let busy = |busy: &BusyTime| busy.from < at + chrono::TimeDelta::hours(1) && at < busy.to;
        assert_eq!(zone.local_at(at).time().to_string()[..5], slot.start.to_string());
        person.availability.covers(&slot) && !person.busy.iter().any(busy)
    };
    let sessions = &term.series[0].sessions;
    let (mut squares, mut led, mut without) = (0, 0, 0);
    let mut misses = vec![0_i64; circle.members.len()];
    for session in sessions {
        let here: Vec<bool> = circle.members.iter().map(|id| comes(id, session.start_utc)).collect();
        here.iter().zip(&mut misses).filter(|(here, _)| !**here).for_each(|(_, misses)| *misses += 1);
        let present = here.iter().filter(|here| **here).count();
        let leader = comes(circle.leader.as_ref().unwrap(), session.start_utc);
        let quorum = present * 2 >= here.len();
        led += usize::from(leader);
        without += usize::from(!quorum);
        let (absent, all) = ((here.len() - present) as i64, here.len() as i64);
        squares += match (leader, quorum) {
            (false, _) => all * all * 10_000,
            (true, false) => all * all * 100,
            (true, true) => absent * absent,
        };
    }
    let good = led * 2 > sessions.len() && without * 2 < sessions.len();
    good.then(|| squares * 64 + misses.iter().max().unwrap() * 4)
}
