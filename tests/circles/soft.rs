//! Rules that cost where they are broken, and attributes whose values have an order.

use peer_circle::circles::{AttributeRule, Group, How, Levels, Move, Plan, Present, Rules, Size, SlotRule, Strength};
use peer_circle::people::{Mode, Participant, Roster};

use super::{crowd, formed, person};

fn ids(people: &[usize]) -> Vec<String> {
    people.iter().map(|at| format!("p{at}")).collect()
}

fn wished(people: &[usize], weight: f64) -> Group {
    Group { people: ids(people), weight: Strength::Weight(weight) }
}

fn part(plan: &Plan, rule: &str) -> i64 {
    plan.parts.iter().filter(|part| part.rule == rule).map(|part| part.cost).sum()
}

#[test]
fn a_wish_gives_way_to_a_rule_and_costs_once_for_each_pair() {
    let roster = crowd(12, 4);
    let rules = Rules {
        size: Size { min: 6, max: 6 },
        apart: vec![ids(&[0, 1]).into(), ids(&[0, 2]).into()],
        together: vec![wished(&[0, 1, 3], 10.0)],
        ..Rules::default()
    };
    let (formation, plan) = formed(&roster, &rules, 200_000);
    // p0 and p1 must be apart: whichever of the two p3 is with, two of the three pairs are not together.
    assert_eq!((plan.waiting.len(), plan.cost, part(&plan, "together")), (0, 20, 20));
    assert!(plan.proved, "{:?} of {}", plan.bound, plan.cost);
    let said: Vec<String> = formation.why("p3").into_iter().map(|reason| reason.code).collect();
    assert!(said.contains(&"together.with".to_owned()) && said.contains(&"together.without".to_owned()), "{said:?}");
}

#[test]
fn people_who_would_rather_be_apart_share_a_circle_where_there_is_no_other() {
    let roster = crowd(8, 2);
    let rules = Rules { apart: vec![wished(&[0, 1, 2], 7.0)], ..Rules::default() };
    let (formation, plan) = formed(&roster, &rules, 200_000);
    assert_eq!((plan.circles.len(), plan.cost, part(&plan, "apart"), plan.proved), (1, 21, 21, true));
    assert!(formation.why("p0").iter().any(|reason| reason.code == "apart.with"));
}

#[test]
fn a_circle_of_ones_own_that_is_only_wished_is_divided_where_it_is_too_large_and_no_part_has_its_name() {
    let mut roster = crowd(12, 4);
    roster.participants.iter_mut().take(10).for_each(|person| person.circle = Some("Ours".to_owned()));
    let size = Size { min: 5, max: 7 };
    let rules = Rules { size, self_formed: Strength::Weight(1.0), ..Rules::default() };
    let (_, plan) = formed(&roster, &rules, 200_000);
    // Seven and five: all five others at the smaller table part the fewest pairs, 7 of the ten from 3.
    assert_eq!((plan.waiting.len(), plan.cost), (0, 21));
    assert!(plan.circles.iter().all(|circle| circle.name != "Ours"));
}

/// Eleven people and circles of five: one too many is cheaper than one who waits.
#[test]
fn sizes_that_only_cost_leave_nobody_waiting() {
    let roster = crowd(11, 3);
    let size = Size { min: 5, max: 5 };
    let (_, strict) = formed(&roster, &Rules { size, ..Rules::default() }, 100_000);
    assert_eq!(strict.waiting.len(), 1);
    let (_, plan) = formed(&roster, &Rules { size, size_weight: Strength::Weight(3.0), ..Rules::default() }, 100_000);
    assert_eq!((plan.waiting.len(), plan.cost, part(&plan, "size")), (0, 3, 3));
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
}

/// Circles that talk have three or four people, those that write seven to nine: a circle goes by the sizes of its own mode.
#[test]
fn sizes_that_only_cost_are_those_of_a_circles_own_mode() {
    let size = Size { min: 3, max: 4 };
    let rules = |circles, weight| Rules {
        size,
        text_size: Some(Size { min: 7, max: 9 }),
        size_weight: weight,
        circles: Some(circles),
        ..Rules::default()
    };
    let soft = |circles| rules(circles, Strength::Weight(2.0));
    let told = |plan: &Plan| {
        let sizes: Vec<usize> = plan.circles.iter().map(|circle| circle.members.len()).collect();
        (plan.circles.iter().all(|circle| circle.mode == Mode::Talk), sizes, plan.cost, plan.proved)
    };
    // Seven who would only talk are three too many for a circle, whatever suits those who write.
    let (formation, plan) = formed(&crowd(7, 2), &soft(1), 100_000);
    assert_eq!(told(&plan), (true, vec![7], 6, true));
    let reasons = formation.why_circle("c1");
    assert_eq!((reasons[0].code.as_str(), &reasons[0].values["needed"]), ("size.many", &vec!["4".to_owned()]));
    // Happy with both, they write: that is the mode of their size.
    let mut either = crowd(7, 2);
    either.participants.iter_mut().for_each(|person| person.mode = Mode::Either);
    let (_, plan) = formed(&either, &soft(1), 100_000);
    assert_eq!(told(&plan), (false, vec![7], 0, true));
    // Where sizes must hold and a circle of that size would write, what is wrong with those who would not is their number.
    let present = vec![Present {
        id: "a".into(),
        name: String::new(),
        members: ids(&[0, 1, 2, 3, 4, 5, 6]),
        ..Present::default()
    }];
    let (_, plan) = formed(&crowd(7, 2), &Rules { present, ..rules(2, Strength::Must) }, 100_000);
    assert_eq!((plan.circles.len(), plan.waiting.len()), (2, 0));
    assert!(plan.moved.iter().all(|moved| moved.reason.text == "their circle has 7 people, and at most 4 fit"));
}

#[test]
fn a_slot_that_only_costs_takes_in_whoever_has_no_time() {
    let mut roster = crowd(11, 2);
    roster.participants[10].availability = "Sun 05:00-06:00".parse().unwrap();
    let slot = |weight| Some(SlotRule { weight, ..SlotRule::default() });
    let (_, strict) = formed(&roster, &Rules { slot: slot(Strength::Must), ..Rules::default() }, 100_000);
    assert_eq!(strict.waiting, ["p10"]);
    let (_, plan) = formed(&roster, &Rules { slot: slot(Strength::Weight(4.0)), ..Rules::default() }, 100_000);
    assert_eq!((plan.waiting.len(), plan.cost, part(&plan, "meeting")), (0, 4, 4));
    assert!(plan.circles.iter().all(|circle| circle.slot.is_some()));
}

/// Twelve people of three stages: alike means as near as can be, not only the same.
/// A share excuses who is not free, never how somebody would meet: whoever only talks is in no circle that writes, and
/// nobody who only writes "cannot make Monday".
#[test]
fn a_share_excuses_nobody_who_would_not_meet_so() {
    let free = "Mon 09:00-10:00";
    let with = |mode: Mode, at: usize| Participant { mode, ..person(&format!("p{at}"), at == 1, free) };
    let slot = Some(SlotRule { share: 60, ..SlotRule::default() });
    let rules = Rules { size: Size { min: 3, max: 4 }, slot, ..Rules::default() };
    for (one, others, code) in [(Mode::Talk, Mode::Text, "meeting.talker"), (Mode::Text, Mode::Talk, "meeting.writer")]
    {
        let roster = Roster { participants: (0..4).map(|at| with(if at == 0 { one } else { others }, at)).collect() };
        let (mut formation, plan) = formed(&roster, &rules, 100_000);
        assert_eq!((plan.circles.len(), &plan.waiting[..]), (1, &["p0".to_owned()][..]));
        assert!(formation.why("p0").iter().any(|reason| reason.code == code), "{:?}", formation.why("p0"));
        let price = formation.price(&Move { person: "p0".into(), to: Some("c1".into()), with: None }).unwrap();
        assert!(!price.breaks.is_empty());
    }
}

/// A column of supervisors holds what a hospital's list holds: ids, addresses or names. One in which nobody is named is told.
#[test]
fn whom_an_attribute_names_is_found_by_id_address_or_name() {
    let mut roster = crowd(10, 3);
    roster.participants[0].name = "Ana Lima".to_owned();
    roster.participants[0].email = Some("Ana@Example.org".to_owned());
    let rule = AttributeRule { attribute: "Boss".into(), how: How::NotWith, weight: Strength::Must };
    let rules = Rules { attributes: vec![rule], size: Size { min: 4, max: 6 }, ..Rules::default() };
    for (named, found) in [("p0", true), ("ANA LIMA", true), ("ana@example.org", true), ("Dr Nowhere", false)] {
        roster.participants[1].attributes.insert("Boss".into(), vec![named.to_owned()]);
        let (mut formation, plan) = formed(&roster, &rules, 50_000);
        let theirs = plan.circles.iter().find(|circle| circle.members.contains(&"p0".to_owned())).unwrap();
        let there = Move { person: "p1".into(), to: Some(theirs.id.clone()), with: None };
        // Who is there already is not kept apart.
        let apart = formation.price(&there).is_ok_and(|price| !price.breaks.is_empty());
        let told = plan.problems.iter().any(|problem| problem.code() == "circles.names_nobody");
        assert_eq!((apart, told), (found, !found), "{named}: {:?}", plan.problems);
    }
    // Where two have a name, neither is meant.
    roster.participants[1].attributes.insert("Boss".into(), vec!["Ana Lima".to_owned()]);
    roster.participants[2].name = "Ana Lima".to_owned();
    assert_eq!(formed(&roster, &rules, 1_000).1.problems[0].code(), "circles.names_several");
}

#[test]
fn an_order_makes_the_near_more_alike_than_the_far() {
    let stages = ["Resident", "Fellow", "Attending"];
    let staged = |at: usize| {
        let mut person = Participant { mode: Mode::Talk, ..person(&format!("p{at}"), true, "Mon 12:00-13:00") };
        person.attributes.insert("Stage".to_owned(), vec![stages[at / 4].to_owned()]);
        person.attributes.insert("Years".to_owned(), vec![(at / 4 * 10).to_string()]);
        person
    };
    let roster = Roster { participants: (0..12).map(staged).collect() };
    let asked = |attribute: &str, how, levels: Option<Levels>| Rules {
        size: Size { min: 6, max: 6 },
        levels: levels.map(|levels| (attribute.to_owned(), levels)).into_iter().collect(),
        attributes: vec![AttributeRule { attribute: attribute.to_owned(), how, weight: Strength::Weight(1.0) }],
        ..Rules::default()
    };
    let order = Levels::Values(stages.map(str::to_owned).to_vec());
    let cost = |rules: &Rules| formed(&roster, rules, 300_000).1.cost;
    // Without an order four of one stage and two of another are as good whichever the other is: 8 pairs in each circle.
    assert_eq!(cost(&asked("Stage", How::Match, None)), 16);
    // With one, the fellows are shared, two and two, and every unlike pair is one step apart.
    assert_eq!(cost(&asked("Stage", How::Match, Some(order.clone()))), 16);
    assert_eq!(cost(&asked("Years", How::Match, Some(Levels::From(vec![5.0, 15.0])))), 16, "numbers have levels too");
    // Two of each stage in both circles: 3 pairs at no distance cost 2 each, 8 at one cost 1, 4 at two nothing.
    assert_eq!(cost(&asked("Stage", How::Mix, Some(order.clone()))), 28);
    assert_eq!(cost(&asked("Stage", How::Balance, Some(order))), 0, "and the mean stage is the same");
}

#[test]
fn what_does_not_fit_an_order_or_is_no_number_is_told() {
    let mut roster = crowd(12, 4);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        let stage = ["low", "high", "unheard of"][at % 3].to_owned();
        person.attributes.insert("Stage".to_owned(), vec![stage]);
    }
    let balance = AttributeRule { attribute: "Stage".to_owned(), how: How::Balance, weight: Strength::Weight(1.0) };
    let told = |rules: &Rules| -> Vec<(String, usize)> {
        let problems = formed(&roster, rules, 20_000).1.problems;
        problems.iter().map(|told| (told.code().to_owned(), told.values()["people"].len())).collect()
    };
    let words = Rules { attributes: vec![balance.clone()], ..Rules::default() };
    assert_eq!(told(&words), [("circles.no_number".to_owned(), 12)]);
    let levels = [("Stage".to_owned(), Levels::Values(named(["low", "high"])))].into_iter().collect();
    let ordered = Rules { attributes: vec![balance], levels, ..Rules::default() };
    assert_eq!(told(&ordered), [("circles.no_level".to_owned(), 4)]);
}

fn named(words: [&str; 2]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

#[test]
fn rules_read_as_they_were_written() {
    let rules = Rules {
        size_weight: Strength::Weight(2.0),
        slot: Some(SlotRule { weight: Strength::Off, ..SlotRule::default() }),
        self_formed: Strength::Weight(3.0),
        together: vec![ids(&[1, 2]).into(), wished(&[3, 4], 5.0)],
        levels: [("A".to_owned(), Levels::From(vec![1.0, 2.5]))].into_iter().collect(),
        attributes: vec![AttributeRule { attribute: "A".to_owned(), how: How::NotWith, weight: Strength::Weight(1.0) }],
        ..Rules::default()
    };
    let text = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules);
    let short: Rules = serde_json::from_str(
        r#"{"selfFormed": false, "attributes": [{"attribute": "Boss", "how": "notWith"}, {"attribute": "A", "how": "mix"}]}"#,
    )
    .unwrap();
    assert_eq!(short.self_formed, Strength::Off);
    assert_eq!((short.attributes[0].weight, short.attributes[1].weight), (Strength::Must, Strength::Weight(1.0)));
}

/// More circles of their own than there are to be: that is said, not only that somebody waits.
#[test]
fn too_many_circles_that_formed_themselves_are_told() {
    let mut roster = crowd(16, 4);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        person.circle = Some(format!("Own {}", at / 5));
    }
    let rules = Rules { circles: Some(2), leader: Strength::Off, ..Rules::default() };
    let (_, plan) = formed(&roster, &rules, 20_000);
    assert!(plan.problems.iter().any(|told| told.code() == "circles.too_many_formed"), "{:?}", plan.problems);
}
