//! What leaves the programme: files that other systems accept, and figures that single nobody out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use peer_circle::circles::{Circle, Plan};
use peer_circle::people::{self, Mode, Roster};
use peer_circle::report::{self, GroupFormat};
use peer_circle::time::{Day, Slot};
use proptest::prelude::*;

fn roster() -> Roster {
    let csv = "id,name,email,School,Not with\na1,Ada Okoro,ada@example.org,North,b2\nb2,\"Lind, Bo\",,South,\nc3,=Chi,,South,\n";
    people::read(csv.as_bytes()).unwrap().value
}

fn plan() -> Plan {
    let slot = Slot { day: Day::Tuesday, start: "12:00".parse().unwrap(), minutes: 60 };
    let circle = |id: &str, mode, leader: Option<&str>, members: &[&str], slot| Circle {
        id: id.to_owned(),
        name: format!("Circle {}", &id[1..]),
        mode,
        leader: leader.map(str::to_owned),
        members: members.iter().map(|id| (*id).to_owned()).collect(),
        slot,
        ..Circle::default()
    };
    Plan {
        circles: vec![
            circle("c1", Mode::Talk, Some("a1"), &["a1"], Some(slot)),
            circle("c2", Mode::Text, None, &["b2"], None),
        ],
        waiting: vec!["c3".to_owned()],
        ..Plan::default()
    }
}

#[track_caller]
fn check(format: GroupFormat, files: &[&str]) {
    let written = report::groups(&plan(), &roster(), &format);
    let texts: Vec<String> = written.iter().map(|file| file.text.replace("\r\n", "\n")).collect();
    assert_eq!(texts, files);
}

#[test]
fn each_system_gets_the_headings_it_asks_for() {
    check(
        GroupFormat::Plain,
        &["Circle,Id,Name,E-mail,Leader,Mode,Slot,Platform,Link\n\
           Circle 1,a1,Ada Okoro,ada@example.org,yes,talk,Tuesday 12:00,,\n\
           Circle 2,b2,\"Lind, Bo\",,no,text,,,\n\
           Waiting,c3,'=Chi,,no,,,,\n"],
    );
    check(GroupFormat::Canvas, &["user_id,group_name\na1,Circle 1\nb2,Circle 2\n"]);
    check(
        GroupFormat::Moodle { course: "CIRC-1".to_owned() },
        &[
            "groupname,description\nCircle 1,Tuesday 12:00\nCircle 2,\n",
            "username,course1,group1\na1,CIRC-1,Circle 1\nb2,CIRC-1,Circle 2\n",
        ],
    );
    check(
        GroupFormat::Blackboard { set: "Circles".to_owned() },
        &[
            "Group Code,Title,Description,Group Set,Self Enroll\nc1,Circle 1,Tuesday 12:00,Circles,N\nc2,Circle 2,,Circles,N\n",
            "Group Code,User Name\nc1,a1\nc2,b2\n",
        ],
    );
}

#[test]
fn a_summary_counts_people_and_circles() {
    let summary = report::summary(&roster(), Some(&plan()), None, 1);
    assert_eq!((summary.participants, summary.placed, summary.waiting), (3, 2, 1));
    assert_eq!((summary.talk_circles, summary.text_circles), (1, 1));
    assert_eq!(
        summary.sizes.iter().map(|size| (size.value.as_str(), size.count)).collect::<Vec<_>>(),
        [("1", Some(2))]
    );
}

proptest! {
    /// No count of fewer people than asked is shown, and none can be found by subtraction.
    #[test]
    fn small_counts_are_held_back(schools in proptest::collection::vec(0..6_u8, 1..60), smallest in 2..8_u32) {
        let rows: String = schools.iter().enumerate().map(|(row, school)| format!("p{row},S{school}\n")).collect();
        let roster = people::read(format!("id,School\n{rows}").as_bytes()).unwrap().value;
        let summary = report::summary(&roster, None, None, smallest);
        for counts in summary.attributes.values() {
            let shown: Vec<u32> = counts.iter().filter_map(|count| count.count).collect();
            prop_assert!(shown.iter().all(|count| *count >= smallest));
            let hidden = counts.len() - shown.len();
            prop_assert!(hidden != 1 || counts.len() == 1, "one count held back follows from the total: {counts:?}");
            let held_back = schools.len() as u32 - shown.iter().sum::<u32>();
            prop_assert!(hidden == 0 || shown.is_empty() || held_back >= smallest, "{held_back} people are too few: {counts:?}");
        }
    }
}

/// Each template with what it becomes.
#[test]
fn templates_of_other_systems_are_filled_in() {
    let cases = [
        // Rows of people keep what they have; who is missing gets a row, and nothing of somebody else's.
        (
            "Username,First Name,Group Category,Group\nA1,Ada,Circles,\n",
            "Username,First Name,Group Category,Group\nA1,Ada,Circles,Circle 1\nb2,,Circles,Circle 2\n",
        ),
        // Headings alone.
        ("Email;Group Code;Group Name\n", "Email,Group Code,Group Name\nada@example.org,c1,Circle 1\n,c2,Circle 2\n"),
        // An example of somebody who is not on the roster is no member.
        ("Student,Section\nJane Example,Section 1\n", "Student,Section\nAda Okoro,Circle 1\n\"Lind, Bo\",Circle 2\n"),
        // Known by the address where there is no id.
        (
            "Group,E-mail,Role\nold,ADA@example.org,Learner\n",
            "Group,E-mail,Role\nCircle 1,ADA@example.org,Learner\nCircle 2,,\n",
        ),
    ];
    for (template, filled) in cases {
        let file = report::fill(&plan(), &roster(), template.as_bytes()).unwrap();
        assert_eq!(file.text.replace("\r\n", "\n"), filled, "{template}");
    }
    for refused in ["Question,Answer\n", "Username,First Name\n", "Group,Description\n", ""] {
        assert_eq!(
            report::fill(&plan(), &roster(), refused.as_bytes()).unwrap_err().code(),
            "report.template",
            "{refused}"
        );
    }
}
