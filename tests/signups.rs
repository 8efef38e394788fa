//! What sign-ups send, as a portal keeps it: read as a roster, put into one, formed, dated, and written to calendars.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use peer_circle::calendar::{IcsOptions, Programme, Term, carry_on, ics, schedule};
use peer_circle::circles::{Formation, Plan, Rules, Seed, Size};
use peer_circle::job::Job;
use peer_circle::people::{self, Mode, Participant, Roster, registrations};
use peer_circle::report::{self, GroupFormat};
use proptest::prelude::*;

/// Whoever registers a circle, as `<circle-signup>` sends it.
const ADA: &str = r#"{"id":"ada@example.org","name":"Ada Okoro","email":"ada@example.org","zone":"America/New_York",
    "availability":[{"day":"tuesday","from":"12:00","to":"13:00"}],"leader":true,"mode":"talk","attributes":{},"peerBy":[],
    "notWith":[],"circle":"Night shift","invited":["Bo Lind","CY@example.org","Di Roy","Eve Sol"],"platform":"Zoom",
    "url":"https://zoom.example.org/j/1"}"#;

/// A colleague who accepts: the circle has its own time.
fn accepts(name: &str, email: &str) -> String {
    format!(r#"{{"id":"{email}","name":"{name}","email":"{email}","mode":"talk","circle":"Night shift"}}"#)
}

/// Somebody who asks to be placed, and leads.
fn placed(at: usize) -> String {
    format!(
        r#"{{"id":"p{at}","name":"Person {at}","leader":{},"mode":"talk","availability":[{{"day":"monday","from":"09:00","to":"10:00"}}]}}"#,
        at.is_multiple_of(3)
    )
}

#[track_caller]
fn read(json: &str) -> (Vec<Participant>, Vec<String>) {
    let read = people::read(json.as_bytes()).unwrap();
    let problems = read.problems.iter().map(|problem| format!("{} {}", problem.code(), problem.place()));
    let problems = problems.collect();
    (read.value.participants, problems)
}

#[test]
fn a_list_lines_one_alone_and_a_roster_read_the_same() {
    let (ada, bo) = (ADA.replace('\n', " "), accepts("Bo Lind", "bo@example.org"));
    let whole = read(&format!("[{ada},{bo}]"));
    assert_eq!((whole.0.len(), &whole.1), (2, &Vec::new()));
    assert_eq!(read(&format!("\u{feff}{ada}\r\n\r\n{bo}\r\n")), whole);
    assert_eq!(read(&format!(r#"{{"participants":[{ada},{bo}]}}"#)), whole);
    assert_eq!(read(ADA).0[..], whole.0[..1]);
    assert_eq!((whole.0[0].url.as_deref(), whole.0[0].invited.len()), (Some("https://zoom.example.org/j/1"), 4));
    // JSON has no columns to say anything of.
    assert_eq!(people::columns_of(ADA.as_bytes()).unwrap(), []);
}

#[test]
fn members_of_a_course_are_read_by_their_content() {
    let (people, problems) =
        read(r#"{"id":"x","members":[{"user_id":"u1","name":"Ada","roles":["Learner"]},{"user_id":"u1"}]}"#);
    assert_eq!((people[0].id.as_str(), people[0].attributes["Role"][0].as_str()), ("u1", "Learner"));
    assert_eq!(problems, ["roster.duplicate_id members[1]"]);
}

#[test]
fn whoever_is_invited_is_counted_once_they_accept() {
    let roster = |rows: &[String]| Roster { participants: read(&format!("[{}]", rows.join(","))).0 };
    let of = |rows: &[String]| registrations(&roster(rows)).remove(0);
    let ada = ADA.to_owned();
    let alone = of(std::slice::from_ref(&ada));
    assert_eq!((&alone.members[..], alone.invited.len()), (&["ada@example.org".to_owned()][..], 4));
    // By name or by address, without case; a stranger who names the circle answers for nobody.
    let rows =
        [ada, accepts("BO  LIND", "b@example.org"), accepts("C.", "cy@example.org"), accepts("Zed", "z@example.org")];
    let night = of(&rows);
    assert_eq!((night.members.len(), &night.invited[..]), (4, &["Di Roy".to_owned(), "Eve Sol".to_owned()][..]));
    assert_eq!(night.platform.as_deref(), Some("Zoom"));
    // Whoever has another circle by then is no longer asked; whoever is only on the roster still is.
    let elsewhere = accepts("Di Roy", "di@example.org").replace("Night shift", "Day shift");
    let only_there = r#"{"id":"e","name":"Eve Sol"}"#.to_owned();
    assert_eq!(of(&[ADA.to_owned(), elsewhere, only_there]).invited, ["Bo Lind", "CY@example.org", "Eve Sol"]);
}

#[test]
fn what_is_sent_again_takes_the_place_of_what_was_said() {
    let first = people::read(ADA.as_bytes()).unwrap().value;
    let school = people::add(&first, b"email,School\nada@example.org,Northfield\n").unwrap().value.roster;
    // She asks to be placed after all, and says nothing of a circle.
    let again =
        r#"{"id":"ADA@example.org","name":"Ada O.","email":"ada@example.org","mode":"either","availability":[]}"#;
    let added = people::add(&school, again.as_bytes()).unwrap().value;
    let ada = &added.roster.participants[0];
    assert_eq!((added.updated, added.roster.participants.len()), (vec!["ada@example.org".to_owned()], 1));
    assert_eq!((&ada.circle, ada.invited.len(), &ada.platform, &ada.url), (&None, 0, &None, &None));
    assert_eq!(
        (ada.name.as_str(), ada.leader, &ada.attributes["School"][..]),
        ("Ada O.", false, &["Northfield".to_owned()][..])
    );
    assert!(ada.availability.is_empty());
}

#[test]
fn private_wishes_of_sign_ups_find_their_people() {
    let wish = |name: &str| ADA.replace(r#""notWith":[]"#, &format!(r#""notWith":["{name}"]"#));
    let (people, problems) = read(&format!("[{},{}]", wish("bo lind"), accepts("Bo Lind", "bo@example.org")));
    assert_eq!((&people[0].not_with[..], problems), (&["bo@example.org".to_owned()][..], Vec::new()));
    let (_, problems) = read(&format!("[{}]", wish("Nobody Here")));
    assert_eq!(problems, ["roster.unknown_person line 1, column not with"]);
}

#[test]
fn two_circles_of_one_name_are_told() {
    let other = ADA.replace("ada@example.org", "bea@example.org");
    let (people, problems) = read(&format!("[{ADA},{other}]"));
    assert_eq!((people.len(), &problems[..]), (2, &["roster.circle_twice line 2, column circle".to_owned()][..]));
    let (roster, _) = read(ADA);
    let added = people::add(&Roster { participants: roster }, other.as_bytes()).unwrap();
    assert_eq!(added.problems[0].code(), "roster.circle_twice");
}

#[test]
fn hostile_sign_ups_are_told_and_hurt_nobody_else() {
    let bad = |change: &dyn Fn(String) -> String| {
        let (people, problems) = read(&format!("[{},{}]", change(ADA.to_owned()), accepts("Bo", "bo@example.org")));
        assert!(people.iter().any(|person| person.name == "Bo"));
        (people, problems)
    };
    for (from, to, problem) in [
        (r#""mode":"talk""#, r#""mode":"sing""#, "roster.unreadable_signup line 1, column mode"),
        (r#""from":"12:00""#, r#""from":"25:99""#, "roster.unreadable_signup line 1, column availability[0].from"),
        (r#""leader":true"#, r#""leader":"yes""#, "roster.unreadable_signup line 1, column leader"),
        (r#""id":"ada@example.org","#, "", "roster.unreadable_signup line 1, column id"),
        (r#""attributes":{}"#, r#""attributes":[]"#, "roster.unreadable_signup line 1, column attributes"),
        ("America/New_York", "Mars/Olympus", "zone.unknown line 1, column time zone"),
        ("https://zoom.example.org/j/1", "javascript:alert(1)", "roster.link line 1, column link"),
        ("https://zoom.example.org/j/1", "https://x\\r\\nATTENDEE:mailto:eve@x", "roster.link line 1, column link"),
    ] {
        assert!(ADA.contains(from), "{from}");
        let (people, problems) = bad(&|row| row.replace(from, to));
        assert_eq!(problems, [problem], "{to}");
        assert!(people.iter().all(|person| person.url.as_deref() != Some(to)));
    }
    // Names keep to one line, and nobody is empty.
    let (people, _) = bad(&|row| {
        row.replace("Ada Okoro", "Ada\\n\\tOkoro ").replace("\"Bo Lind\"", "\"\",\" Bo \\nLind\",\"Bo Lind\"")
    });
    assert_eq!(
        (people[0].name.as_str(), people[0].invited[0].as_str(), people[0].invited.len()),
        ("Ada Okoro", "Bo Lind", 4)
    );
    let (people, problems) = read(r#"[{"id":"","name":" "},7,null,[],{}]"#);
    assert_eq!((people.len(), problems.len(), problems[0].as_str()), (0, 5, "roster.nameless line 1, column name"));
}

proptest! {
    /// Everything of a registration survives a table and a list.
    #[test]
    fn registrations_survive_a_table_and_a_list(
        invited in proptest::collection::vec("[A-Za-zÀ-ž.'-]{1,12}", 0..8),
        platform in proptest::option::of("[A-Za-z0-9,\"À-ž-]{1,20}"),
        path in proptest::option::of("[a-z0-9/?=&%-]{0,20}"),
    ) {
        let mut invited = invited;
        invited.sort();
        invited.dedup();
        let mut ada = read(ADA).0.remove(0);
        (ada.invited, ada.platform, ada.url) = (invited, platform, path.map(|path| format!("https://x.example.org/{path}")));
        let roster = Roster { participants: vec![ada] };
        let table = people::read(people::write(&roster).as_bytes()).unwrap();
        prop_assert_eq!((&table.value, table.problems.len()), (&roster, 0));
        let list = people::read(serde_json::to_string(&roster).unwrap().as_bytes()).unwrap();
        prop_assert_eq!((&list.value, list.problems.len()), (&roster, 0));
        prop_assert_eq!(people::add(&roster, people::write(&roster).as_bytes()).unwrap().value.updated.len(), 0);
    }
}

/// Ada's circle of five, and ten people who are placed.
fn formed() -> (Roster, Plan) {
    let names = ["Bo Lind", "Cy", "Di Roy", "Eve Sol"];
    let own = names.iter().map(|name| accepts(name, &format!("{}@example.org", &name[..2].to_lowercase().trim_end())));
    let rows: Vec<String> = std::iter::once(ADA.to_owned()).chain(own).chain((0..10).map(placed)).collect();
    let (participants, problems) = read(&format!("[{}]", rows.join(",")));
    assert_eq!(problems, [""; 0]);
    let roster = Roster { participants };
    let rules = Rules { size: Size { min: 5, max: 8 }, zone: "America/New_York".to_owned(), ..Rules::default() };
    let mut formation = Formation::new(&roster, &rules, Seed(1)).unwrap();
    while !formation.step(10_000).done {}
    let plan = formation.best().unwrap();
    (roster, plan)
}

fn dated(plan: &Plan, change: impl FnOnce(&mut Programme)) -> Term {
    let mut programme = Programme {
        zone: "America/New_York".to_owned(),
        platform: Some("Teams".to_owned()),
        url: Some("https://teams.example.org/all".to_owned()),
        ..Programme::between("2020-10-01".parse().unwrap(), "2020-12-01".parse().unwrap())
    };
    change(&mut programme);
    schedule(plan, &programme).unwrap().value
}

/// The calendar of some circles.
fn calendar(term: &Term, circle: Option<&str>) -> String {
    let options =
        IcsOptions { circle: circle.map(str::to_owned), ..IcsOptions::at("2020-09-01T00:00:00Z".parse().unwrap()) };
    ics(term, None, &options).unwrap().replace("\r\n ", "")
}

#[test]
fn a_registered_circle_stands_with_its_time_platform_and_link() {
    let (roster, plan) = formed();
    let own: Vec<_> =
        plan.circles.iter().filter(|circle| circle.members.contains(&"ada@example.org".to_owned())).collect();
    let [night] = &own[..] else { panic!("{plan:?}") };
    assert_eq!(
        (night.name.as_str(), night.members.len(), night.leader.as_deref()),
        ("Night shift", 5, Some("ada@example.org"))
    );
    // Whoever accepted said no time: the circle's is theirs.
    assert_eq!(night.slot.map(|slot| slot.to_string()).as_deref(), Some("Tuesday 12:00"));
    assert_eq!((night.platform.as_deref(), night.url.as_deref()), (Some("Zoom"), Some("https://zoom.example.org/j/1")));
    assert!(
        plan.circles
            .iter()
            .filter(|circle| circle.id != night.id)
            .all(|circle| circle.platform.is_none() && circle.url.is_none())
    );
    let table = &report::groups(&plan, &roster, &GroupFormat::Plain)[0].text;
    assert_eq!(table.matches("Zoom,https://zoom.example.org/j/1\r\n").count(), 5);

    let term = dated(&plan, |_| {});
    let series = term.series(&night.id).unwrap();
    assert_eq!(
        (series.platform.as_deref(), series.url.as_deref()),
        (Some("Zoom"), Some("https://zoom.example.org/j/1"))
    );
    let platforms = report::summary(&roster, Some(&plan), Some(&term), 1).platforms;
    let named: Vec<&str> = platforms.iter().map(|count| count.value.as_str()).collect();
    assert_eq!(named, ["Teams", "Zoom"]);
}

#[test]
fn a_link_reaches_its_own_circle_alone() {
    let (_, plan) = formed();
    let term = dated(&plan, |_| {});
    for series in &term.series {
        let text = calendar(&term, Some(&series.circle));
        let own = series.name == "Night shift";
        assert_eq!(text.contains("https://zoom.example.org/j/1"), own, "{}", series.name);
        assert_eq!(text.contains("https://teams.example.org/all"), !own, "{}", series.name);
        assert_eq!(text.contains("LOCATION:Zoom"), own, "{}", series.name);
    }
    // Without a link of its own, the programme's: unless it meets elsewhere.
    let without = |platform: Option<&str>| {
        let mut plan = plan.clone();
        plan.circles.iter_mut().for_each(|circle| (circle.url, circle.platform) = (None, platform.map(str::to_owned)));
        calendar(&dated(&plan, |_| {}), None)
    };
    assert!(without(None).contains("URL:https://teams.example.org/all"));
    assert!(without(Some("teams")).contains("URL:https://teams.example.org/all"));
    assert!(!without(Some("Room 12")).contains("https://"));
}

#[test]
fn a_circle_that_writes_has_its_chat_and_not_the_meeting_of_the_programme() {
    let (_, mut plan) = formed();
    plan.circles.iter_mut().for_each(|circle| (circle.mode, circle.slot) = (Mode::Text, None));
    let text = calendar(&dated(&plan, |_| {}), None);
    assert!(text.contains("CONFERENCE;VALUE=URI;FEATURE=CHAT:https://zoom.example.org/j/1"));
    assert!(!text.contains("teams.example.org"));
}

#[test]
fn another_link_replaces_the_one_that_calendars_have() {
    let (_, mut plan) = formed();
    let before = dated(&plan, |_| {});
    let mut same = dated(&plan, |_| {});
    carry_on(&mut same, &before);
    assert!(same.series.iter().all(|series| series.sequence == 0));
    plan.circles.iter_mut().for_each(|circle| circle.url = Some("https://meet.example.org/new".to_owned()));
    let mut after = dated(&plan, |_| {});
    carry_on(&mut after, &before);
    assert!(after.series.iter().all(|series| series.sequence == 1));
}

#[test]
fn a_link_that_leads_to_no_page_is_told_and_left_out() {
    let (_, mut plan) = formed();
    plan.circles.iter_mut().for_each(|circle| circle.url = Some("javascript:alert(1)".to_owned()));
    let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-01".parse().unwrap());
    let read = schedule(&plan, &Programme { zone: plan.zone.clone(), ..programme }).unwrap();
    assert!(read.value.series.iter().all(|series| series.url.is_none()));
    assert_eq!(read.problems.iter().filter(|problem| problem.code() == "calendar.link").count(), plan.circles.len());
}
