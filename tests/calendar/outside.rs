//! What is written for calendars, read by other people's libraries. Not run by itself, for it needs Python:
//! `PEER_CIRCLE_PYTHON=python3 cargo test --test calendar outside -- --ignored`, with what
//! `tests/data/calendar/outside.py` asks for.

use std::fs;
use std::process::Command;

use peer_circle::calendar::{
    Change, HolidayPolicy, Holidays, IcsOptions, Programme, Rhythm, Session, SessionStatus, Term, Topic, change, ics,
};
use peer_circle::people::Roster;
use peer_circle::time::Day;

use crate::schedule::{circle, reference, term};

/// Zones that turn their clocks by a rule, by no rule, in the south, by half an hour, against the sun and never.
const ZONES: [&str; 12] = [
    "America/New_York",
    "Europe/London",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Auckland",
    "Africa/Cairo",
    "Asia/Gaza",
    "UTC",
];

/// Terms of all zones and rhythms, with topics, holidays, moved and cancelled sessions.
pub(crate) fn terms() -> Vec<(String, Term)> {
    let rhythms = [
        Rhythm::Weeks { every: 2 },
        Rhythm::NthWeekdays { nth: vec![1, 3] },
        Rhythm::NthWeekdays { nth: vec![2, -1] },
        Rhythm::Rule { rule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO".to_owned() },
        Rhythm::Rule { rule: "FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO,WE".to_owned() },
    ];
    let mut terms = Vec::new();
    for (zone, (number, rhythm)) in ZONES.iter().flat_map(|zone| rhythms.iter().enumerate().map(move |one| (zone, one)))
    {
        let topics = (1..8).map(|n| Topic { title: format!("Topic, {n}; \"é\""), ..Topic::default() }).collect();
        let holidays = Holidays { united_states: true, policy: HolidayPolicy::Move, ..Holidays::default() };
        let programme =
            Programme { zone: (*zone).to_owned(), recurrence: rhythm.clone(), topics, holidays, ..reference() };
        let term = term(vec![circle("c1", Some((Day::Monday, "02:30"))), circle("c2", None)], &programme);
        let id = |place: usize| term.series[0].sessions[place].id.clone();
        let ask = Change {
            cancel: vec![id(0), id(4)],
            postpone: vec![id(2)],
            ..Change::at("2020-09-20T00:00:00Z".parse().unwrap())
        };
        let changed = change(&term, &Roster::default(), &ask).unwrap().term;
        let name = format!("{}-{number}", zone.replace('/', "-"));
        terms.push((format!("{name}-changed"), changed));
        terms.push((name, term));
    }
    terms
}

/// When a calendar should show something: a topic week by its first day.
fn starts(term: &Term) -> Vec<String> {
    let sessions = term.series.iter().flat_map(|series| &series.sessions);
    let shown = sessions.filter(|session| session.status != SessionStatus::Cancelled);
    let at = |session: &Session| if session.is_week() { session.start.and_utc() } else { session.start_utc };
    let mut starts: Vec<String> = shown.map(|session| format!("{:?}", at(session).naive_utc()) + "Z").collect();
    starts.sort();
    starts
}

#[test]
#[ignore = "needs Python and libraries from its index"]
fn other_libraries_read_what_we_write() {
    let folder = std::env::temp_dir().join("peer-circle-outside");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, term) in terms() {
        let text = ics(&term, None, &IcsOptions::at("2020-09-15T12:00:00Z".parse().unwrap())).unwrap();
        fs::write(folder.join(format!("{name}.ics")), text).unwrap();
        fs::write(folder.join(format!("{name}.txt")), starts(&term).join("\n")).unwrap();
    }
    let python = std::env::var("PEER_CIRCLE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/calendar/outside.py");
    let output = Command::new(python).arg(script).arg(&folder).output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
