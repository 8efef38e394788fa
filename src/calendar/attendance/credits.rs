//! Hours of credit, session by session, by a rule that is stated.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::Attendance;
use crate::calendar::term::{Session, SessionStatus, Term};
use crate::error::{Error, Problems, Read};
use crate::job::{rest, whole};
use crate::people::{Participant, Roster};
use crate::table;

/// What looking something up by its id takes, as [`rest`] counts.
const LOOKUP_TAKES: u64 = 1;

/// How attendance becomes hours.
///
/// A session earns the minutes that somebody was there, at most its own length and `most_minutes`, cut down to whole
/// steps of `step_minutes`; less than `at_least_percent` of the session earns nothing. Who is late and has no minutes
/// noted earns `late_percent` of the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct CreditRule {
    /// Minutes are cut down to multiples of this; 15 when left out.
    pub step_minutes: u32,
    /// The share of a session that must be attended, in percent; 50 when left out.
    pub at_least_percent: u32,
    /// What a late arrival without minutes earns, in percent of the session; 75 when left out.
    pub late_percent: u32,
    /// The most that one session earns, in minutes; 60 when left out, so that a week of writing earns an hour.
    pub most_minutes: u32,
}

impl Default for CreditRule {
    fn default() -> Self {
        Self { step_minutes: 15, at_least_percent: 50, late_percent: 75, most_minutes: 60 }
    }
}

/// What one person has earned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Credit {
    /// The id of the participant.
    pub member: String,
    /// The minutes of all sessions together.
    pub minutes: u32,
    /// The same in hours, such as `6.75`.
    pub hours: String,
    /// Ids of the sessions that earned something, in order.
    pub sessions: Vec<String>,
    /// Sessions missed with an excuse.
    pub excused: u32,
    /// Sessions missed without one.
    pub absent: u32,
}

/// Adds up what each person has earned, in the order of their ids; the last note of a person in a session counts.
///
/// ```
/// use peer_circle::calendar::{Attendance, Came, CreditRule, Programme, credits, schedule};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::Mode;
/// use peer_circle::time::{Day, Slot};
///
/// let circle = Circle {
///     id: "c1".to_owned(),
///     name: "Circle 1".to_owned(),
///     mode: Mode::Talk,
///     leader: None,
///     members: vec!["p1".to_owned()],
///     slot: Some(Slot { day: Day::Tuesday, start: "17:30".parse()?, minutes: 60 }),
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-31".parse().unwrap());
/// let term = schedule(&plan, &programme)?.value;
/// let note = |session: &str, came| Attendance {
///     session: session.to_owned(),
///     member: "p1".to_owned(),
///     came,
///     ..Attendance::default()
/// };
/// let notes = [note("c1/2020-10-06", Came::Present), note("c1/2020-10-20", Came::Late)];
/// let read = credits(&term, &notes, &CreditRule::default());
/// assert_eq!((read.value[0].hours.as_str(), read.value[0].sessions.len()), ("1.75", 2));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Problems
/// `attendance.unknown_session` and `attendance.not_held`, each with the session in its message.
pub fn credits(term: &Term, notes: &[Attendance], rule: &CreditRule) -> Read<Vec<Credit>> {
    whole(credits_in_steps(term, notes, rule))
}

/// The same in steps.
pub(crate) async fn credits_in_steps(term: &Term, notes: &[Attendance], rule: &CreditRule) -> Read<Vec<Credit>> {
    let mut sessions: BTreeMap<&str, &Session> = BTreeMap::new();
    for session in term.series.iter().flat_map(|series| &series.sessions) {
        sessions.insert(session.id.as_str(), session);
        rest(LOOKUP_TAKES).await;
    }
    let mut problems = Problems::default();
    // One note a person and session: the last; sessions in the order in which they took place.
    let mut last: BTreeMap<_, (&Session, &Attendance)> = BTreeMap::new();
    for note in notes {
        rest(6 * LOOKUP_TAKES).await;
        match sessions.get(note.session.as_str()) {
            None => problems.push(unknown(&note.session)),
            Some(session) if session.status == SessionStatus::Cancelled => problems.push(not_held(&note.session)),
            Some(session) => {
                let order = (session.start_utc.timestamp(), session.id.as_str());
                last.insert((note.member.as_str(), order), (*session, note));
            }
        }
    }
    let mut credits: BTreeMap<&str, Credit> = BTreeMap::new();
    for ((member, _), (session, note)) in last {
        credits.entry(member).or_default().add(session, note, rule);
        rest(LOOKUP_TAKES).await;
    }
    let mut value = Vec::with_capacity(credits.len());
    for (member, credit) in credits {
        value.push(Credit { member: member.to_owned(), hours: hours(credit.minutes), ..credit });
        rest(LOOKUP_TAKES).await;
    }
    Read { value, problems: problems.into_list() }
}

impl Credit {
    fn add(&mut self, session: &Session, note: &Attendance, rule: &CreditRule) {
        use super::record::Came;
        match note.came {
            Came::Excused => self.excused += 1,
            Came::Absent => self.absent += 1,
            Came::Present | Came::Late => {
                let minutes = rule.minutes(session, note);
                if minutes > 0 {
                    self.minutes = self.minutes.saturating_add(minutes);
                    self.sessions.push(session.id.clone());
                }
            }
        }
    }
}

impl CreditRule {
    fn minutes(&self, session: &Session, note: &Attendance) -> u32 {
        let length = u64::from(session.minutes);
        let share = if note.came == super::record::Came::Late { u64::from(self.late_percent.min(100)) } else { 100 };
        let there = note.minutes.map_or(length * share / 100, u64::from).min(length);
        if there * 100 < length * u64::from(self.at_least_percent) {
            return 0;
        }
        let counted = there.min(u64::from(self.most_minutes));
        let step = u64::from(self.step_minutes.max(1));
        u32::try_from(counted / step * step).unwrap_or(u32::MAX)
    }
}

/// Writes credits as a table for whoever issues them: id, name, e-mail, hours, sessions, excused, absent.
pub fn credits_csv(credits: &[Credit], roster: &Roster) -> String {
    whole(credits_csv_in_steps(credits, roster))
}

/// The same in steps.
pub(crate) async fn credits_csv_in_steps(credits: &[Credit], roster: &Roster) -> String {
    let mut people: BTreeMap<&str, &Participant> = BTreeMap::new();
    for person in &roster.participants {
        people.entry(&person.id).or_insert(person);
        rest(LOOKUP_TAKES).await;
    }
    let headings = ["Id", "Name", "E-mail", "Hours", "Sessions", "Excused", "Absent"].map(str::to_owned).to_vec();
    let row = |credit: &Credit| {
        let person = people.get(credit.member.as_str());
        vec![
            credit.member.clone(),
            person.map(|person| person.name.clone()).unwrap_or_default(),
            person.and_then(|person| person.email.clone()).unwrap_or_default(),
            credit.hours.clone(),
            credit.sessions.len().to_string(),
            credit.excused.to_string(),
            credit.absent.to_string(),
        ]
    };
    let mut rows = vec![headings];
    for credit in credits {
        rows.push(row(credit));
        rest(2 * LOOKUP_TAKES).await;
    }
    table::write_in_steps(&rows).await
}

/// Hours with two decimals, cut off.
fn hours(minutes: u32) -> String {
    format!("{}.{:02}", minutes / 60, minutes % 60 * 100 / 60)
}

fn unknown(session: &str) -> Error {
    Error::new("attendance.unknown_session", format!("there is no session \"{session}\""))
        .at_field("session")
        .hint("use the ids of the term's sessions")
}

fn not_held(session: &str) -> Error {
    Error::new("attendance.not_held", format!("{session} did not take place"))
        .at_field("session")
        .hint("take the note out, or the cancellation back")
}
